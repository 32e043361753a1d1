"""Texts: head and goals, as the model quotes them.

Where the rules read something, the model confirms it or a review item says that both differ. Where the rules read
nothing, a quote is taken over if it stands where it may: a plan before its result.
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.extract.llm import grounding
from auditor.extract.llm.answers import GoalAnswer, HeadAnswer, Located
from auditor.extract.llm.chunks import Chunk
from auditor.extract.llm.comparison import Comparison, printed
from auditor.extract.llm.grounding import Place
from auditor.locale import gettext as _
from auditor.model.report import Goal, Report, Statement
from auditor.text import numerals
from auditor.text.normalize import fold

_PLAN = re.compile(
    r"计划|拟|预计|预期|目标|任务|安排|要求|力争|确保|将|不少于|不低于|不超过|不高于|至少|达到.{0,12}以上|应当?"
)
_DONE = re.compile(
    r"已|完成了|截至|截止|实际|达到了|累计|全部|实现了|建成|共(?:完成|开展|实施)|全年(?:共)?[^，。；]{0,10}\d"
)


def head(answers: Iterable[tuple[Chunk, HeadAnswer]], report: Report, note: Comparison) -> Report:
    """Title, organisation and project: the rules', or the model's where the rules have none."""
    named = {"title": _("标题"), "organisation": _("单位名称"), "project": _("项目名称")}
    filled: dict[str, object] = {}
    for chunk, answer in answers:
        for field, what in named.items():
            located: Located = getattr(answer, field)
            if not located.quote.strip():
                continue
            place = _one_place(located.quote, located.line, chunk)
            if place is None:
                note.lost(what, located.quote, located.line)
                continue
            read = getattr(report, field)
            if read is None and field not in filled and _is_name(place, field):
                filled |= {field: place.text, f"{field}_span": grounding.span(place)}
                note.adds(grounding.span(place))
            elif read is not None and not _alike(read, place.text):
                note.differs(what, read, place.text, grounding.span(place))
            elif read is not None:
                note.agrees()
    return report.model_copy(update=filled)


def _is_name(place: Place, field: str) -> bool:
    """A name is a cell or a line of its own, or the part of a title that is built as one; never a run of a sentence."""
    words = fold(place.text)
    if len(words) > _LONGEST_NAME or _NO_NAME.search(place.text):
        return False
    return (
        field == "title"
        or (place.fills_cell and place.line.table is not None)
        or _NAMES[field].search(words) is not None
    )


_LONGEST_NAME = 60
_NO_NAME = re.compile(r"[。；;，,：:？！?!]|为了?[^，。]{0,12}(?:组织|实施|开展)|已经?|(?:完成|实现|达到)了?\d")
_NAMES = {
    "organisation": re.compile(
        r"(?:局|委|委员会|厅|部|办|办公室|中心|院|所|站|队|校|学校|大学|学院|医院|馆|社|会|处|科|政府|街道|镇|乡|公司|集团|法院|检察院|支队|大队|总队|园|场)$"
    ),
    "project": re.compile(
        r"(?:项目|工程|专项|资金|经费|补助|补贴|计划|行动|活动|改造|建设|治理|保护|服务|管理|维护|养护|整治|修缮|采购|运行|培训|课题|试点|业务)(?:[（(][^（）()]{1,20}[）)])?$"
    ),
}
"""How names end: what is built otherwise is taken from a cell of its own only."""


def _alike(a: str, b: str) -> bool:
    one, other = fold(a), fold(b)
    return one in other or other in one


def _one_place(quote: str, number: int, chunk: Chunk) -> Place | None:
    """Where a quote stands first in the line it names, else the only place of the chunk."""
    return next(iter(_places(quote, number, chunk)), None)


def _places(quote: str, number: int, chunk: Chunk) -> list[Place]:
    """Where a quote stands: in the line it names, else the only place of the chunk."""
    lines = (*chunk.heading, *chunk.lines)
    named = [line for line in lines if line.number == number]
    if found := grounding.anywhere(quote, named):
        return found
    found = grounding.anywhere(quote, lines)
    return found if len(found) == 1 else []


class _Told(NamedTuple):
    """A goal as an answer tells it, and the places where each side may stand."""

    answer: GoalAnswer
    targets: list[Place]
    actuals: list[Place]

    @property
    def target(self) -> Place | None:
        """The first place of the plan."""
        return next(iter(self.targets), None)

    @property
    def actual(self) -> Place | None:
        """The result: behind the plan where both are told in the same words, as a copied result is."""
        target = self.target
        if target is None:
            return next(iter(self.actuals), None)
        behind = (place for place in self.actuals if _begin(place) >= _begin(target) + len(target.text))
        return next(behind, next(iter(self.actuals), None))


def _begin(place: Place) -> int:
    return place.entry.span.start + place.start


def goals(answers: Iterable[tuple[Chunk, GoalAnswer]], report: Report, note: Comparison) -> Report:
    """The goals: the rules' as confirmed or doubted, the model's where the rules found none."""
    told = [_told(chunk, answer, note) for chunk, answer in answers]
    if report.goals:
        if (split := _split(told, report)) is not None:
            for one in split:
                note.adds(one.span)
            return report.model_copy(update={"goals": split})
        _compare_goals(told, report.goals, note)
        return report
    own = [goal for item in told if (goal := _own_goal(item, note)) is not None]
    for side in (side for goal in own for side in (goal.target, goal.actual) if side is not None):
        note.adds(side.span)
    unique = {(goal.target.span.start if goal.target else goal.span.start): goal for goal in reversed(own)}
    numbered = tuple(
        goal.model_copy(update={"number": number})
        for number, (_start, goal) in enumerate(sorted(unique.items()), start=1)
    )
    return report.model_copy(update={"goals": numbered, "prose": tuple(_remaining(report.prose, numbered))})


def _split(told: Sequence["_Told"], report: Report) -> tuple[Goal, ...] | None:
    """The goals with those taken apart that the rules read as one: each plan with its own result, all of them within the rules' goal.

    None where nothing is merged, or where rows of the table say which goal they belong to.
    """
    if any(row.goal is not None for row in report.indicators):
        return None
    made: list[Goal] = []
    for goal in report.goals:
        parts = [item for item in told if _inside(item.target, goal.target)]
        own = [part for part in parts if part.actual is None or _inside(part.actual, goal.actual)]
        if len(parts) < _SEVERAL or len(own) < len(parts) or not _apart(own):
            made.append(goal)
            continue
        for part in sorted(own, key=lambda one: _begin(one.target) if one.target else 0):
            assert part.target is not None  # noqa: S101 - it lies inside
            actual = _statement(part.actual) if part.actual is not None else None
            target = _statement(part.target)
            made.append(Goal(number=1, target=target, actual=actual, span=target.span))
    if len(made) == len(report.goals):
        return None
    return tuple(one.model_copy(update={"number": number}) for number, one in enumerate(made, 1))


_SEVERAL = 2


def _inside(place: Place | None, statement: Statement | None) -> bool:
    if place is None or statement is None:
        return False
    begin = _begin(place)
    spans = statement.pieces or (statement.span,)
    return any(span.start <= begin and begin + len(place.text) <= span.end for span in spans)


def _apart(parts: Sequence["_Told"]) -> bool:
    """Whether neither plans nor results overlap."""
    for side in ("target", "actual"):
        places = sorted(_extent(place) for part in parts if (place := getattr(part, side)) is not None)
        if any(after[0] < before[1] for before, after in itertools.pairwise(places)):
            return False
    return True


def _extent(place: Place) -> tuple[int, int]:
    return _begin(place), _begin(place) + len(place.text)


def _told(chunk: Chunk, answer: GoalAnswer, note: Comparison) -> _Told:
    sides: list[list[Place]] = []
    for what, quote, number in (
        (_("绩效目标"), answer.target, answer.target_line),
        (_("完成情况"), answer.actual, answer.actual_line),
    ):
        found = [place for place in _places(quote, number, chunk) if grounding.whole_numbers(place)]
        if quote.strip() and not found:
            line = next((line for line in chunk.lines if line.number == number), None)
            note.lost(what, quote, printed(line) if line else None)
        sides.append(found)
    return _Told(answer, sides[0], sides[1])


def _compare_goals(told: Sequence[_Told], read: Sequence[Goal], note: Comparison) -> None:
    confirmed: set[tuple[int, str]] = set()
    for item in told:
        sides = (("target", item.targets), ("actual", item.actuals))
        found = {
            side: number
            for side, where in sides
            if (number := next((at for place in where if (at := _goal_at(place, read, side))), None)) is not None
        }
        for side, where in sides:
            if where and side not in found:
                note.differs(_("绩效目标"), _("不是这一项"), where[0].text, grounding.span(where[0]))
        stated = _number(item.answer.number)
        if len({*found.values()} | ({stated} if stated is not None and found else set())) > 1:
            place = item.target or item.actual
            note.differs(
                _("绩效目标的配对"),
                "、".join(str(number) for number in sorted(set(found.values()))),
                f"{item.answer.number} {item.answer.target}",
                grounding.span(place) if place is not None else None,
            )
            continue
        confirmed |= {(number, side) for side, number in found.items()}
    for _pair in confirmed:
        note.agrees()


def _goal_at(place: Place, read: Sequence[Goal], side: str) -> int | None:
    start, end = place.entry.span.start + place.start, place.entry.span.start + place.end
    for goal in read:
        statement: Statement | None = getattr(goal, side)
        spans = (statement.pieces or (statement.span,)) if statement is not None else ()
        if any(span.start < end and start < span.end for span in spans):
            return goal.number
    return None


def _number(quote: str) -> int | None:
    words = re.sub(r"[^\d一二三四五六七八九十]", "", fold(quote))
    value = numerals.parse(words) if words and not words.isdigit() else (Decimal(words) if words else None)
    return int(value) if value is not None and value < 1000 else None


def _own_goal(item: _Told, note: Comparison) -> Goal | None:
    """A goal that a table of unknown layout or a narrative states: a plan, then what became of it.

    In prose the target has to speak of a plan and the result of something done, so that the two cannot be taken for
    each other; a result without its plan makes no goal.
    """
    target, actual = item.target, item.actual
    if target is None:
        return None
    prose = target.line.table is None
    if prose and not _PLAN.search(_sentence(target)):
        note.differs(_("绩效目标"), _("不是计划"), target.text, grounding.span(target))
        return None
    if actual is not None and prose and not _follows(target, actual):
        note.differs(_("完成情况"), _("不是完成情况"), actual.text, grounding.span(actual))
        actual = None
    return Goal(
        number=_number(item.answer.number) or 1,
        target=_statement(target),
        actual=_statement(actual) if actual is not None else None,
        span=target.line.span,
    )


def _follows(target: Place, actual: Place) -> bool:
    if actual.entry.span.start + actual.start < target.entry.span.start + target.end:
        return False
    return bool(_DONE.search(_sentence(actual))) or not _PLAN.search(actual.text)


def _sentence(place: Place) -> str:
    """The place with the words of its sentence in front of it."""
    before = place.entry.text[: place.start]
    begin = max(before.rfind(stop) for stop in "。；;!！?？") + 1
    return before[begin:] + place.text


def _statement(place: Place) -> Statement:
    return Statement(text=place.text, span=grounding.span(place))


def _remaining(prose: Sequence[Statement], read: Sequence[Goal]) -> Iterable[Statement]:
    """The paragraphs without what is a goal's text now: no number is claimed twice."""
    taken = sorted(
        (side.span.start, side.span.end) for goal in read for side in (goal.target, goal.actual) if side is not None
    )
    for paragraph in prose:
        start = paragraph.span.start
        pieces: list[tuple[int, int]] = []
        for begin, end in taken:
            if paragraph.span.start <= begin < paragraph.span.end:
                pieces.append((start, begin))
                start = max(start, end)
        pieces.append((start, paragraph.span.end))
        for begin, end in pieces:
            text = paragraph.text[begin - paragraph.span.start : end - paragraph.span.start]
            if len(fold(text)) > 1 and begin < end:
                span = paragraph.span.part(begin - paragraph.span.start, end - paragraph.span.start)
                yield (
                    paragraph
                    if (begin, end) == (paragraph.span.start, paragraph.span.end)
                    else Statement(text=text, span=span)
                )
