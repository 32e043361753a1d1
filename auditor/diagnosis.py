"""From findings to causes: what one slip explains is said once, with its findings beneath."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.locale import gettext as _
from auditor.model.finding import Cause, Finding, Impact
from auditor.model.quantity import Quantity
from auditor.model.report import Report
from auditor.profiles import Profile
from auditor.text import quantities, units
from auditor.text.amounts import short

_COMPARED = frozenset({"CL01", "CL03", "CL04", "CL14", "BU08", "BU11"})
"""Checks that set two printed values of one fact against each other."""

_UNIT_SLIPS = {Decimal(10) ** power: name for power, name in ((3, "千"), (4, "万"), (8, "亿"))}


class _Root(NamedTuple):
    kind: str
    message: str
    findings: tuple[str, ...]


def diagnose(findings: Sequence[Finding]) -> tuple[list[Finding], list[Cause]]:
    """The findings with the cause of each, and the causes in the order of their gravity.

    A finding belongs to one cause at most; a cause explains at least two findings, or one whose figures fit a known slip.
    """
    taken: set[str] = set()
    roots: list[_Root] = []
    for seek in _SEEKERS:
        for root in seek([finding for finding in findings if finding.fingerprint not in taken]):
            members = tuple(print_ for print_ in root.findings if print_ not in taken)
            if members:
                taken.update(members)
                roots.append(root._replace(findings=members))
    causes = [
        Cause(id=f"{root.kind}-{number}", kind=root.kind, message=root.message, findings=root.findings)
        for number, root in enumerate(roots, 1)
    ]
    of = {print_: cause.id for cause in causes for print_ in cause.findings}
    return [finding.model_copy(update={"cause": of.get(finding.fingerprint)}) for finding in findings], causes


def _row_missing(findings: Sequence[Finding]) -> Iterable[_Root]:
    head = next((finding for finding in findings if finding.code == "ST04"), None)
    if head is None:
        return
    explained = [finding.fingerprint for finding in findings if finding.code in ("CT01", "CT02", "SC01", "SC02")]
    yield _Root("row-missing", head.message, (head.fingerprint, *explained))


def _definition(findings: Sequence[Finding]) -> Iterable[_Root]:
    """A wider definition in the table than in the text explains the promise that looks missed too."""
    for head in findings:
        if head.code != "CL02":
            continue
        places = {item.span.start for item in head.evidence if item.span is not None}
        same = [
            finding.fingerprint
            for finding in findings
            if finding.code in ("CL04", "CL01")
            and any(item.span is not None and item.span.start in places for item in finding.evidence)
        ]
        message = _("口径不同：{working}。表按较宽的口径计数，文字分列；统一口径后再判断是否完成。").format(
            working=head.working
        )
        yield _Root("definition", message, (head.fingerprint, *same))


def _copied(findings: Sequence[Finding]) -> Iterable[_Root]:
    by_goal: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.code in ("CL07", "CL08", "CL06", "IN11"):
            for goal in finding.goals[:1]:
                by_goal[goal].append(finding)
    for goal, members in sorted(by_goal.items()):
        codes = {finding.code for finding in members}
        if "CL07" in codes and len(members) > 1:
            yield _Root(
                "copied-from-target",
                _("绩效目标{goal}的完成情况照抄了目标，没有填写实际结果。").format(goal=goal),
                tuple(finding.fingerprint for finding in members),
            )


def _slips(findings: Sequence[Finding]) -> Iterable[_Root]:
    for finding in findings:
        if finding.code not in _COMPARED or len(finding.evidence) < 2:
            continue
        sides = [_value(item.quote) for item in finding.evidence[:2]]
        if sides[0] is None or sides[1] is None:
            continue
        told = _slip(sides[0], sides[1])
        if told is not None:
            yield _Root(told[0], told[1], (finding.fingerprint,))


def _value(quote: str) -> Quantity | None:
    claimed = [quantity for quantity in quantities.find(quote) if quantity.claimed]
    return claimed[-1] if claimed else None


def _slip(a: Quantity, b: Quantity) -> tuple[str, str] | None:
    """The kind of slip that turns one value into the other, when one does."""
    factor = units.factor(a.unit, b.unit) or Decimal(1)
    x, y = a.value * factor, b.value
    if not x or not y or x == y:
        return None
    ratio = max(x, y) / min(x, y)
    if ratio in _UNIT_SLIPS:
        return "unit-slip", _("两处正好相差{times}倍（{a} 与 {b}），可能是计量单位写错。").format(
            times=_(_UNIT_SLIPS[ratio]), a=a.text, b=b.text
        )
    p, q = short(x), short(y)
    if len(p) == len(q) and sorted(p) == sorted(q) and sum(one != other for one, other in zip(p, q, strict=True)) == 2:
        return "digit-slip", _("两数只有两位数字互换（{a} 与 {b}），可能是录入颠倒。").format(a=a.text, b=b.text)
    longer, shorter = (p, q) if len(p) > len(q) else (q, p)
    if (
        len(longer) == len(shorter) + 1
        and len(shorter) > 1
        and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
    ):
        return "digit-slip", _("两数只差一位数字（{a} 与 {b}），可能是漏录或重录。").format(a=a.text, b=b.text)
    return None


_SEEKERS: tuple[Callable[[Sequence[Finding]], Iterable[_Root]], ...] = (
    _row_missing,
    _definition,
    _slips,
    _copied,
)
"""In this order: the cause that explains most first; a finding goes to the first that claims it."""


def impact(report: Report, profile: Profile) -> Impact:
    """Score and grade as stated, and as the scores of rows and budget add up to.

    Nothing is recomputed where the table has no scores, or where the form prints no total they could be the parts of.
    """
    conclusion, total = report.conclusion, report.total
    stated = [
        score
        for score in (conclusion.score if conclusion else None, total.score if total else None)
        if score is not None
    ]
    grades = [
        grade
        for grade in (conclusion.grade if conclusion else None, total.grade if total else None)
        if grade is not None
    ]
    parts = [row.score for row in report.indicators if row.score is not None]
    parts += [line.score for line in report.budget if line.score is not None and line.part == "total"]
    recomputed = sum(parts, Decimal(0)) if stated and parts else None
    return Impact(
        score_stated=stated[0] if stated else None,
        score_recomputed=recomputed,
        grade_stated=grades[0] if grades else None,
        grade_recomputed=_grade(recomputed, profile) if recomputed is not None else None,
    )


def _grade(score: Decimal, profile: Profile) -> str | None:
    return next(
        (grade for grade, least in sorted(profile.grades.items(), key=lambda item: -item[1]) if score >= least), None
    )
