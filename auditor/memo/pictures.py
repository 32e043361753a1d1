"""Pictures for people who would rather look than read: inline SVG, each with its words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from auditor.checks.quoting import category as category_word
from auditor.locale import gettext as _
from auditor.memo.contents import SEVERITIES, clean, graded, severity_word
from auditor.memo.numbers import MARKS, STATUSES
from auditor.memo.terminal import columns
from auditor.memo.words import status_word
from auditor.model.finding import Finding, Outcome, Severity
from auditor.model.ledger import Coverage, Status
from auditor.text.amounts import show

_STATUS_COLOURS: Mapping[Status, str] = {
    "agreed": "#3d9a64",
    "reconciled": "#4a8fc7",
    "contradicted": "#d5483c",
    "unmatched": "#d99a1c",
    "unread": "#8a63b8",
    "not-assessable": "#9aa1a9",
}
_SEVERITY_COLOURS: Mapping[Severity, str] = {"error": "#d5483c", "warning": "#d99a1c", "note": "#4a8fc7"}
_SEVERITY_MARKS: Mapping[Severity, str] = {"error": "✗", "warning": "!", "note": "·"}
_CLEAR = "#3d9a64"
_NOTHING = "#9aa1a9"
_CELL, _GAP = 26, 2
_SCALE = 400
"""Pixels of a full score."""
_FULL_MARKS = Decimal(100)
_NARRATIVE = "goal texts"


@dataclass(frozen=True)
class Legend:
    """One colour of a picture in words."""

    colour: str
    mark: str
    word: str
    count: int
    is_pale: bool = False


def statuses(coverage: Coverage) -> list[Legend]:
    """The numbers that claim something by how they ended; a status without any is left out."""
    counts = coverage.model_dump()
    legends = [
        Legend(_STATUS_COLOURS[status], MARKS[status], status_word(status), counts[status.replace("-", "_")])
        for status in STATUSES
        if status in _STATUS_COLOURS
    ]
    return [legend for legend in legends if legend.count]


def coverage_bar(coverage: Coverage, words: str) -> str:
    """A bar of the numbers that claim something, by how they ended. Empty where there are none."""
    parts = statuses(coverage)
    whole = sum(part.count for part in parts)
    if not whole:
        return ""
    drawn = []
    left = 0
    for part in parts:
        right = left + part.count
        x, width = 1000 * left / whole, 1000 * (right - left) / whole
        drawn.append(
            f'<rect x="{x:.1f}" y="0" width="{max(width, 3):.1f}" height="18" fill="{part.colour}">'
            f"<title>{escape(part.word)} {part.count}</title></rect>"
        )
        left = right
    return _svg(1000, 18, words, drawn, "coverage", stretched=True)


def score_bar(outcome: Outcome) -> str:
    """The score as stated and as recomputed, on a scale of 100. Empty where either is missing or beyond the scale."""
    impact = outcome.impact
    told = [
        (_("自评"), impact.score_stated, impact.grade_stated, _NOTHING),
        (_("重算"), impact.score_recomputed, impact.grade_recomputed, "#4a8fc7"),
    ]
    scores = [score for _label, score, _grade, _colour in told if score is not None]
    if len(scores) < 2 or not all(0 <= score <= _FULL_MARKS for score in scores):
        return ""
    left = _width([label for label, *_rest in told], 13)
    right = left + _SCALE + 8
    drawn = []
    words = []
    for row, (label, score, grade, colour) in enumerate(told):
        y = row * 26
        words.append(f"{label} {graded(score, grade)}")
        drawn.append(_text(0, y + 16, label, 13))
        drawn.append(f'<rect x="{left}" y="{y + 2}" width="{_SCALE}" height="18" fill="none" stroke="{_NOTHING}"/>')
        filled = float(score or 0) * _SCALE / 100
        drawn.append(f'<rect x="{left}" y="{y + 2}" width="{filled:.1f}" height="18" fill="{colour}"/>')
        drawn.append(_text(right, y + 16, graded(score, grade), 13))
    width = right + _width([graded(score, grade) for _label, score, grade, _colour in told], 13)
    height = 50
    if scores[0] != scores[1]:
        words.append(_("相差 {gap}").format(gap=show(scores[0] - scores[1])))
        drawn.append(_text(left, 68, words[-1], 13))
        height = 76
    return _svg(width, height, _("得分：{words}").format(words=_("，").join(words)), drawn, "score")


def _text(x: int, y: int, words: str, size: int) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="currentColor">{escape(words)}</text>'


def _width(labels: Iterable[str], size: int) -> int:
    """Pixels that the longest label takes, with a blank behind it: half the size for a narrow character, and a bit."""
    return int(max(map(columns, labels)) * size * 0.55) + 12


def strip(outcome: Outcome) -> str:
    """Goals across, categories down, each field in the colour of its worst open finding. Empty without such a table."""
    fields = _fields(outcome)
    goals = sorted({goal for goal, _category in fields})
    categories = list(dict.fromkeys(category for _goal, category in fields))
    if len(goals) < 2 or len(categories) < 2:
        return ""
    labels = _width(map(_category_word, categories), 12)
    drawn = list(_axes(goals, categories, labels))
    for (goal, category), found in fields.items():
        x = labels + goals.index(goal) * (_CELL + _GAP)
        y = _CELL + categories.index(category) * (_CELL + _GAP)
        drawn.append(_field(x, y, goal, _category_word(category), found))
    width = labels + len(goals) * (_CELL + _GAP)
    height = _CELL + len(categories) * (_CELL + _GAP)
    return _svg(width, height, _strip_words(fields), drawn, "strip")


def strip_legend() -> list[Legend]:
    """What the colours of the strip mean."""
    worst = [Legend(_SEVERITY_COLOURS[one], _SEVERITY_MARKS[one], severity_word(one), 0) for one in SEVERITIES]
    return [*worst, Legend(_CLEAR, "", _("有指标，没有疑点"), 0, is_pale=True)]


def _fields(outcome: Outcome) -> dict[tuple[int, str], list[Finding]]:
    """By goal and category, the open findings there; the texts of the goals are a row of their own."""
    report = outcome.report
    fields: dict[tuple[int, str], list[Finding]] = {(goal.number, _NARRATIVE): [] for goal in report.goals}
    for row in report.indicators:
        if row.goal is not None and row.category is not None:
            fields.setdefault((row.goal, row.category), [])
    for finding in outcome.findings:
        if finding.accepted is not None:
            continue
        rows = [report.indicators[index] for index in finding.indicators if index < len(report.indicators)]
        places = {(row.goal, row.category) for row in rows} or {(goal, _NARRATIVE) for goal in finding.goals}
        for place in places & fields.keys():
            fields[place].append(finding)  # type: ignore[index]
    return fields


def _category_word(category: str) -> str:
    return _("目标与完成情况") if category == _NARRATIVE else clean(category_word(category))


def _axes(goals: Sequence[int], categories: Sequence[str], labels: int) -> Iterator[str]:
    for column, goal in enumerate(goals):
        x = labels + column * (_CELL + _GAP) + _CELL / 2
        yield f'<text x="{x}" y="18" font-size="12" text-anchor="middle" fill="currentColor">{goal}</text>'
    for row, category in enumerate(categories):
        yield _text(0, _CELL + row * (_CELL + _GAP) + 18, _category_word(category), 12)


def _field(x: int, y: int, goal: int, category: str, found: Sequence[Finding]) -> str:
    severities = [one.severity for one in found]
    worst = next((severity for severity in SEVERITIES if severity in severities), None)
    colour = _SEVERITY_COLOURS[worst] if worst else _CLEAR
    named = _("目标{number}").format(number=goal)
    words = f"{named} {category}{_('：')}{_told(severities)}"
    look = f'fill="{colour}"' if worst else f'fill="{colour}" fill-opacity="0.25" stroke="{colour}"'
    size = f'x="{x}" y="{y}" width="{_CELL}" height="{_CELL}" rx="3"'
    prints = " ".join(one.fingerprint[:8] for one in found)
    asked = "" if worst is None else f' class="field" data-goal="{goal}" data-prints="{prints}"'
    box = f"<rect {size} {look}{asked}><title>{escape(words)}</title></rect>"
    if worst is None:
        return box
    middle = f'x="{x + _CELL / 2}" y="{y + 18}" font-size="14" text-anchor="middle" font-weight="bold" fill="#111"'
    return f"{box}<text {middle}>{_SEVERITY_MARKS[worst]}</text>"


def _told(severities: Iterable[Severity]) -> str:
    found = list(severities)
    counts = [f"{severity_word(one)} {found.count(one)}" for one in SEVERITIES if one in found]
    return _("、").join(counts) or _("没有疑点")


def _strip_words(fields: Mapping[tuple[int, str], Sequence[Finding]]) -> str:
    told = [
        _("目标{number}").format(number=goal) + f" {_category_word(category)} {_told(one.severity for one in found)}"
        for (goal, category), found in sorted(fields.items())
        if found
    ]
    return _("目标与指标类别的疑点分布：{words}").format(words=_("；").join(told) or _("没有疑点"))


def _svg(width: int, height: int, words: str, drawn: Iterable[str], kind: str, *, stretched: bool = False) -> str:
    fit = ' preserveAspectRatio="none"' if stretched else ""
    size = f'viewBox="0 0 {width} {height}"' + ("" if stretched else f' width="{width}" height="{height}"')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" role="img" {size}{fit} aria-label="{escape(words)}">'
        f"{''.join(drawn)}</svg>"
    )
