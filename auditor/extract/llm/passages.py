"""Texts: head, goals, closing statement and the subjects of numbers, as the model quotes them.

Where the rules read something, the model confirms it or a review item says that both differ. Where the rules read
nothing, a quote is taken over if it stands where it may: a count right beside its label, a plan before its result.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.extract.llm import grounding
from auditor.extract.llm.answers import (
    AmountAnswer,
    ClaimAnswer,
    ConclusionAnswer,
    CountAnswer,
    GoalAnswer,
    HeadAnswer,
    Located,
)
from auditor.extract.llm.chunks import Chunk, Line
from auditor.extract.llm.comparison import Comparison, printed
from auditor.extract.llm.grounding import Place
from auditor.extract.rules import labels, values
from auditor.locale import gettext as _
from auditor.model.quantity import Quantity
from auditor.model.report import (
    Claim,
    Conclusion,
    Goal,
    Report,
    StatedAmount,
    StatedCount,
    Statement,
    Total,
)
from auditor.model.source import Span
from auditor.text import numerals
from auditor.text.normalize import fold

_PLAN = re.compile(
    r"计划|拟|预计|预期|目标|任务|安排|要求|力争|确保|将|不少于|不低于|不超过|不高于|至少|达到.{0,12}以上|应当?"
)
_DONE = re.compile(
    r"已|完成了|截至|截止|实际|达到了|累计|全部|实现了|建成|共(?:完成|开展|实施)|全年(?:共)?[^，。；]{0,10}\d"
)
_BESIDE = 14
"""Characters between a number and the label it belongs to, at most."""

_APART_BEFORE = re.compile(r"[。；;、\d]")
"""What between a label and its number says that they do not belong together …"""
_APART_AFTER = re.compile(r"[。；;、，,：:\d]")
"""… and what between a number and a label printed behind it (43项数量指标) does."""

_HIGHEST_SCORE = Decimal(150)
"""Forms score out of 100, some with points on top; what is higher is no score."""

_COUNT_UNITS = frozenset({"项", "个", "条", "类", "方面", ""})
_COUNT_LABELS = {
    "goals": re.compile(r"目标|任务"),
    "indicators": re.compile(r"指标"),
    "level": re.compile(r"[一二三四]级(?:绩效)?指标"),
}
_TOTAL = re.compile(r"总分|合计|总计|总得分|总评")


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
            if read is None and field not in filled and _is_name(place):
                filled |= {field: place.text, f"{field}_span": _span(place)}
                note.adds(_span(place))
            elif read is not None and not _alike(read, place.text):
                note.differs(what, read, place.text, _span(place))
            elif read is not None:
                note.agrees()
    return report.model_copy(update=filled)


def _is_name(place: Place) -> bool:
    """A name is a cell or a short line, no run of a long sentence."""
    return len(place.text) <= 80 and not re.search(r"[。；]", place.text)


def _alike(a: str, b: str) -> bool:
    one, other = fold(a), fold(b)
    return one in other or other in one


def _span(place: Place) -> Span:
    return place.entry.span.part(place.start, place.end)


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
                note.differs(_("绩效目标"), _("不是这一项"), where[0].text, _span(where[0]))
        stated = _number(item.answer.number)
        if len({*found.values()} | ({stated} if stated is not None and found else set())) > 1:
            place = item.target or item.actual
            note.differs(
                _("绩效目标的配对"),
                "、".join(str(number) for number in sorted(set(found.values()))),
                f"{item.answer.number} {item.answer.target}",
                _span(place) if place is not None else None,
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
        note.differs(_("绩效目标"), _("不是计划"), target.text, _span(target))
        return None
    if actual is not None and prose and not _follows(target, actual):
        note.differs(_("完成情况"), _("不是完成情况"), actual.text, _span(actual))
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
    return Statement(text=place.text, span=_span(place))


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


def conclusion(answers: Iterable[tuple[Chunk, ConclusionAnswer]], report: Report, note: Comparison) -> Report:
    """The closing statement and the total row, compared, and filled where the rules read nothing."""
    for chunk, answer in answers:
        line = next((line for line in chunk.lines if line.number == answer.line), None)
        if line is not None:
            report = report.model_copy(update={"conclusion": _closing(answer, line, report.conclusion, note)})
        elif answer.score or answer.counts or answer.amounts:
            note.lost(_("自评结论"), answer.score or _("（未写明行号）"))
        total_line = next((line for line in chunk.lines if line.number == answer.total_line), None)
        if total_line is not None:
            report = report.model_copy(update={"total": _total(answer, total_line, report.total, note)})
        elif answer.total_score or answer.total_weight:
            note.lost(_("总分"), answer.total_score or answer.total_weight)
    return report


def _closing(answer: ConclusionAnswer, line: Line, read: Conclusion | None, note: Comparison) -> Conclusion | None:
    entry = max(line.entries, key=lambda cell: len(cell.text))
    base = read or Conclusion(text=entry.text, span=entry.span)
    filled: dict[str, object] = {}
    filled |= _score(answer, line, base, note)
    filled |= _grade(answer, line, base, note)
    filled |= _complete(answer, line, base, note)
    filled |= _counts(answer.counts, line, base, note)
    filled |= _amounts(answer.amounts, line, base, note)
    return base.model_copy(update=filled) if read is not None or filled else None


def _beside(quote: str, label: str, line: Line) -> Quantity | None:
    """The number of a line that a label stands right beside: the nearest pair with nothing to part them."""
    pairs = _pairs(quote, label, line)
    return min(pairs, key=lambda pair: pair[0])[1] if pairs else None


def _besides(quote: str, label: str, line: Line) -> list[Quantity]:
    """Every such number, in the order of the line: a goal and the result that copies it say the same twice."""
    return list({found.number_span.start: found for _gap, found in _pairs(quote, label, line)}.values())


def _pairs(quote: str, label: str, line: Line) -> list[tuple[int, Quantity]]:
    """A number and a label beside it, with the characters between them, in the order of the line."""
    return [
        (gap, _placed(found, place))
        for place in sorted(grounding.places(quote, line), key=lambda place: (place.cell, place.start))
        if (found := grounding.number_at(place)) is not None
        for other in grounding.places(label, line)
        if other.cell == place.cell and (gap := _gap(other, place)) is not None
    ]


def _gap(label: Place, number: Place) -> int | None:
    """Characters between a label and its number; None when they do not belong together."""
    text = number.entry.text
    if label.end <= number.start:
        between, apart = text[label.end : number.start], _APART_BEFORE
    elif number.end <= label.start:
        between, apart = text[number.end : label.start], _APART_AFTER
    else:
        return None
    return None if len(between) > _BESIDE or apart.search(between) else len(between)


def _placed(found: Quantity, place: Place) -> Quantity:
    """A number found at offsets of its cell, at its place in the document."""
    base = place.entry.span
    return found.model_copy(
        update={
            "span": base.part(found.span.start, found.span.end),
            "number_span": base.part(found.number_span.start, found.number_span.end),
        }
    )


def _score(answer: ConclusionAnswer, line: Line, read: Conclusion, note: Comparison) -> dict[str, object]:
    if not answer.score.strip():
        return {}
    numbers = [
        (found, place)
        for place in map(_with_unit, grounding.places(answer.score, line))
        if (found := grounding.number_at(place)) is not None
        and found.unit in {"分", ""}
        and found.value <= _HIGHEST_SCORE
    ]
    if not numbers:
        note.lost(_("自评得分"), answer.score, printed(line))
        return {}
    spans = [place.entry.span.part(found.number_span.start, found.number_span.end) for found, place in numbers]
    if read.score is None:
        near = [
            (found, span)
            for (found, place), span in zip(numbers, spans, strict=True)
            if re.search(r"分|自评|评价", place.entry.text[max(0, found.number_span.start - _BESIDE) : place.end + 2])
        ]
        if len(near) != 1:
            return {}
        note.adds(near[0][1])
        return {"score": near[0][0].value, "score_span": near[0][1]}
    if read.score_span is None or any(_within(read.score_span, span) for span in spans):
        note.agrees()
    else:
        note.differs(_("自评得分"), str(read.score), answer.score, spans[0])
    return {}


def _with_unit(place: Place) -> Place:
    """A score told without its 分 is meant with it."""
    return place._replace(end=place.end + 1) if place.entry.text[place.end :].startswith("分") else place


def _within(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _grade(answer: ConclusionAnswer, line: Line, read: Conclusion, note: Comparison) -> dict[str, object]:
    if not answer.grade.strip():
        return {}
    found = grounding.places(answer.grade, line)
    named = values.grade(fold(answer.grade))
    if not found or named is None:
        note.lost(_("自评等级"), answer.grade, printed(line))
        return {}
    if read.grade is None:
        near = [
            place
            for place in found
            if re.search(
                r"等级|等次|级别|档次|评级|结论|结果|评[为定]", place.entry.text[max(0, place.start - 10) : place.start]
            )
        ]
        if not near:
            return {}
        note.adds(_span(near[0]))
        return {"grade": named, "grade_span": _span(near[0])}
    if named == read.grade:
        note.agrees()
    else:
        note.differs(_("自评等级"), read.grade, answer.grade, _span(found[0]))
    return {}


def _complete(answer: ConclusionAnswer, line: Line, read: Conclusion, note: Comparison) -> dict[str, object]:
    """Where it says that all is done; a claim of completeness has to say so in words of its own."""
    if not answer.complete.strip() or read.complete is not None:
        return {}
    found = grounding.places(answer.complete, line)
    if not found:
        note.lost(_("完成情况"), answer.complete, printed(line))
        return {}
    words = fold(answer.complete)
    says_so = re.search(r"均|全部|都|100[%％]|圆满", words) and re.search(r"完成|达成|实现|达到", words)
    denied = re.search(r"[未没]", words)
    if not says_so or denied:
        return {}
    note.adds(_span(found[0]))
    return {"complete": _span(found[0])}


def _counts(told: Sequence[CountAnswer], line: Line, read: Conclusion, note: Comparison) -> dict[str, object]:
    added: list[StatedCount] = []
    for answer in told:
        found = _beside(answer.number, answer.label, line)
        name = _counted(answer)
        if found is None or name is None or found.unit not in _COUNT_UNITS or found.value != int(found.value):
            note.lost(_("所述数量"), f"{answer.label}{answer.number}", printed(line))
            continue
        same = [
            count for count in read.counts if count.of == answer.of and (count.of != "category" or count.label == name)
        ]
        same = [count for count in same if count.of != "level" or fold(count.label) == name]
        if any(_within(count.quantity.number_span, found.number_span) for count in same):
            note.agrees()
        elif same:
            note.differs(_("所述数量"), f"{same[0].label}{same[0].value}", answer.label + answer.number, found.span)
        elif not any(_within(count.quantity.number_span, found.number_span) for count in read.counts):
            added.append(StatedCount(of=answer.of, label=name, value=int(found.value), quantity=found))
            note.adds(found.span)
    if not added:
        return {}
    counts = (*read.counts, *added)
    return {
        "counts": counts,
        "goals": next((count.value for count in counts if count.of == "goals"), None),
        "indicators": next((count.value for count in counts if count.of == "indicators"), None),
        "by_category": {count.label: count.value for count in reversed(counts) if count.of == "category"},
    }


def _counted(answer: CountAnswer) -> str | None:
    """What a count counts, under the name of the national forms; None when its label says something else."""
    words = fold(answer.label)
    if answer.of == "category":
        return labels.category(words)
    if not _COUNT_LABELS[answer.of].search(words):
        return None
    return {"goals": "绩效目标", "indicators": "绩效指标"}.get(answer.of, words)


def _amounts(told: Sequence[AmountAnswer], line: Line, read: Conclusion, note: Comparison) -> dict[str, object]:
    known = {item.part: item for item in (*([read.total] if read.total else []), *read.parts)}
    added: list[StatedAmount] = []
    for answer in told:
        found = _beside(answer.amount, answer.label, line)
        if found is None or found.kind != "money":
            note.lost(_("所述金额"), f"{answer.label}{answer.amount}", printed(line))
            continue
        same = known.get(answer.part)
        if same is None:
            if all(not _within(item.amount.number_span, found.number_span) for item in known.values()):
                added.append(StatedAmount(label=answer.label, part=answer.part, amount=found))
        elif _within(same.amount.number_span, found.number_span):
            note.agrees()
        else:
            note.differs(_("所述金额"), f"{same.label}{same.amount.text}", answer.label + answer.amount, found.span)
    if known or not added:
        return {}
    for item in added:
        note.adds(item.amount.span)
    total = next((item for item in added if item.part == "total"), None)
    return {"total": total, "parts": tuple(item for item in added if item.part != "total")}


def _total(answer: ConclusionAnswer, line: Line, read: Total | None, note: Comparison) -> Total | None:
    filled: dict[str, object] = {}
    taken: set[int] = set()
    for field, quote in (("weight", answer.total_weight), ("score", answer.total_score)):
        if not quote.strip():
            continue
        cells = [
            place
            for place in grounding.whole_cells(quote, line)
            if values.points(place.entry)[0] is not None and place.cell not in taken
        ]
        if not cells:
            note.lost(_("总分"), quote, printed(line))
            continue
        span = getattr(read, f"{field}_span") if read is not None else None
        chosen = next((place for place in cells if span is not None and _within(place.entry.span, span)), cells[0])
        taken.add(chosen.cell)
        if span is not None and _within(chosen.entry.span, span):
            note.agrees()
        elif span is not None:
            note.differs(_("总分"), str(getattr(read, field)), quote, chosen.entry.span)
        else:
            filled |= {field: values.points(chosen.entry)[0], f"{field}_span": chosen.entry.span}
    if read is not None:
        return read
    if not filled or not any(_TOTAL.search(entry.words) for entry in line.entries):
        return None
    note.adds(line.span)
    return Total(span=line.span, **filled)


def subjects(
    answers: Iterable[tuple[Chunk, ClaimAnswer]], claims: Sequence[Claim], note: Comparison
) -> tuple[Claim, ...]:
    """The claims, with the model's subject where the rules have none.

    The subject has to stand in the same sentence as its number, with no other number between them. What a line says twice
    in the same words is told twice, in its order.
    """
    told: Counter[tuple[int, str, str]] = Counter()
    at = {claim.quantity.number_span.start: index for index, claim in enumerate(claims)}
    kept = list(claims)
    for chunk, answer in answers:
        line = next((line for line in (*chunk.heading, *chunk.lines) if line.number == answer.line), None)
        numbers = [
            (found, place)
            for place in (grounding.places(answer.quantity, line) if line is not None else ())
            if (found := grounding.number_at(place)) is not None
        ]
        if not numbers or line is None:
            note.lost(_("数量"), answer.quantity, printed(line) if line is not None else None)
            continue
        said = answer.line, fold(answer.quantity), fold(answer.subject)
        standing = _besides(answer.quantity, answer.subject, line)
        found = standing[min(told[said], len(standing) - 1)] if standing else None
        told[said] += 1
        index = at.get(found.number_span.start) if found is not None else None
        if index is None:
            continue
        if len(kept[index].subject) < 2 and 2 <= len(fold(answer.subject)) <= 30:
            kept[index] = kept[index].model_copy(update={"subject": answer.subject.strip()})
            note.adds(kept[index].quantity.span)
    return tuple(kept)
