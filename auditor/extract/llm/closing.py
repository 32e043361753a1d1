"""The closing statement and the total row, as the model quotes them.

Where the rules read something, the model confirms it or a review item says that both differ. Where the rules read
nothing, a quote is taken over if it stands where it may: a count right beside its label, a grade behind its name.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from auditor.extract.llm import grounding
from auditor.extract.llm.answers import AmountAnswer, ConclusionAnswer, CountAnswer
from auditor.extract.llm.chunks import Chunk, Line
from auditor.extract.llm.comparison import Comparison, printed
from auditor.extract.llm.grounding import Place
from auditor.extract.rules import labels, values
from auditor.locale import gettext as _
from auditor.model.quantity import Quantity
from auditor.model.report import Conclusion, Report, StatedAmount, StatedCount, Total
from auditor.model.source import Span
from auditor.text.normalize import fold

_NEAR = 14
"""Characters in front of a score in which it has to be called one."""

_HIGHEST_SCORE = Decimal(150)
"""Forms score out of 100, some with points on top; what is higher is no score."""

_COUNT_UNITS = frozenset({"项", "个", "条", "类", "方面", ""})
_COUNT_LABELS = {
    "goals": re.compile(r"目标|任务"),
    "indicators": re.compile(r"指标"),
    "level": re.compile(r"[一二三四]级(?:绩效)?指标"),
}
_TOTAL = re.compile(r"总分|合计|总计|总得分|总评")


def conclusion(answers: Iterable[tuple[Chunk, ConclusionAnswer]], report: Report, note: Comparison) -> Report:
    """The closing statement and the total row, compared, and filled where the rules read nothing."""
    for chunk, answer in answers:
        line = next((line for line in chunk.lines if line.number == answer.line), None)
        if line is not None:
            report = report.model_copy(update={"conclusion": _closing(answer, line, chunk, report.conclusion, note)})
        elif answer.score or answer.counts or answer.amounts:
            note.lost(_("自评结论"), answer.score or _("（未写明行号）"))
        total_line = next((line for line in chunk.lines if line.number == answer.total_line), None)
        if total_line is not None:
            report = report.model_copy(update={"total": _total(answer, total_line, report.total, note)})
        elif answer.total_score or answer.total_weight:
            note.lost(_("总分"), answer.total_score or answer.total_weight)
    return report


def _closing(
    answer: ConclusionAnswer, line: Line, chunk: Chunk, read: Conclusion | None, note: Comparison
) -> Conclusion | None:
    entry = max(line.entries, key=lambda cell: len(cell.text))
    base = read or Conclusion(text=entry.text, span=entry.span)
    filled: dict[str, object] = {}
    filled |= _score(answer, line, base, note)
    filled |= _grade(answer, line, base, note)
    filled |= _complete(answer, line, base, note)
    lines = (line, *(other for other in chunk.lines if other is not line))
    filled |= _counts(answer.counts, lines, base, note)
    filled |= _amounts(answer.amounts, lines, base, note)
    return base.model_copy(update=filled) if read is not None or filled else None


def _stated(number: str, label: str, lines: Sequence[Line]) -> Quantity | None:
    """The number beside its label: in the closing line, else in the one other line that states it."""
    own, *others = (grounding.beside(number, label, line) for line in lines)
    elsewhere = [found for found in others if found is not None]
    return own if own is not None or len(elsewhere) != 1 else elsewhere[0]


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
            if re.search(r"分|自评|评价", place.entry.text[max(0, found.number_span.start - _NEAR) : place.end + 2])
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
        note.adds(grounding.span(near[0]))
        return {"grade": named, "grade_span": grounding.span(near[0])}
    if named == read.grade:
        note.agrees()
    else:
        note.differs(_("自评等级"), read.grade, answer.grade, grounding.span(found[0]))
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
    note.adds(grounding.span(found[0]))
    return {"complete": grounding.span(found[0])}


def _counts(
    told: Sequence[CountAnswer], lines: Sequence[Line], read: Conclusion, note: Comparison
) -> dict[str, object]:
    added: list[StatedCount] = []
    for answer in told:
        found = _stated(answer.number, answer.label, lines)
        name = _counted(answer)
        if found is None or name is None or found.unit not in _COUNT_UNITS or found.value != int(found.value):
            note.lost(_("所述数量"), f"{answer.label}{answer.number}", printed(lines[0]))
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


def _amounts(
    told: Sequence[AmountAnswer], lines: Sequence[Line], read: Conclusion, note: Comparison
) -> dict[str, object]:
    known = {item.part: item for item in (*([read.total] if read.total else []), *read.parts)}
    added: list[StatedAmount] = []
    for answer in told:
        found = _stated(answer.amount, answer.label, lines)
        if found is None or found.kind != "money":
            note.lost(_("所述金额"), f"{answer.label}{answer.amount}", printed(lines[0]))
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
