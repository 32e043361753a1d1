"""Relations as the model names them, turned into figures of the document: ids that were shown, names that stand there.

An id that was not shown, a kind that does not exist and a name that stands nowhere are refused and counted. Whether kinds and
units can hold together, and what arithmetic says, is decided where the rules' relations are (auditor/relate).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from auditor.extract.llm import grounding
from auditor.extract.llm.answers import RelationAnswer
from auditor.extract.llm.chunks import Chunk, Line, Sheet
from auditor.extract.llm.comparison import Comparison, printed
from auditor.extract.llm.windows import ids
from auditor.locale import gettext as _
from auditor.model.quantity import Quantity
from auditor.model.report import Indicator, Report
from auditor.model.source import Place, Span
from auditor.model.suggestion import SUGGESTED, SuggestedKind, Suggestion

_WITHOUT_RESULT = frozenset({"share"})
_FEWEST_NAMES = 2
_LONGEST_SUBJECT = 30

_Spot = tuple[int, int]
"""Which of several documents, -1 where there is one, and the character in it."""


def suggestions(
    answers: Iterable[tuple[Chunk, RelationAnswer]], sheet: Sheet, report: Report, note: Comparison
) -> tuple[Suggestion, ...]:
    """The relations whose figures were shown, each once, in the order of the answers."""
    rows = {_spot(row.span): row for row in report.indicators}
    found: dict[tuple[object, ...], Suggestion] = {}
    for chunk, answer in answers:
        note.relations += 1
        one = _Shown(chunk, sheet, rows).read(answer)
        if one is None:
            note.refuse(_said(answer, chunk))
            continue
        key = (one.kind, _place(one.result), *map(_place, one.of))
        found.setdefault(key, one)
    return tuple(found.values())


def _place(quantity: Quantity | None) -> _Spot:
    return (-1, -1) if quantity is None else _spot(quantity.number_span)


def _spot(span: Span) -> _Spot:
    """A place of one document, or of one of several."""
    return (span.document if isinstance(span, Place) else -1), span.start


def _said(answer: RelationAnswer, chunk: Chunk) -> str:
    shown = "、".join(one for one in (answer.result, *answer.of) if one)
    told = _("第 {line} 行起的勾稽“{kind}：{shown}”：编号或种类不存在，没有采用")
    line = chunk.lines[0]
    return told.format(line=printed(line), kind=answer.kind, shown=shown[:_LONGEST_SUBJECT])


class _Shown(NamedTuple):
    """What one call showed."""

    chunk: Chunk
    sheet: Sheet
    rows: Mapping[_Spot, Indicator]

    def read(self, answer: RelationAnswer) -> Suggestion | None:
        """The relation between figures that were shown; None where one of its ids was not, or its kind does not exist."""
        kind = _kind(answer.kind)
        if kind is None:
            return None
        asked = any(self._figure(name) for name in (answer.result, *answer.of) if not _is_row(name))
        if not asked:
            return None
        result = self._side(answer.result, answer)
        of = [self._side(name, answer) for name in answer.of if name.strip()]
        if any(one is None for one in of) or (result is None) != (
            kind in _WITHOUT_RESULT and not answer.result.strip()
        ):
            return None
        items = tuple(self._items(answer)) if kind == "count" else ()
        if kind == "count" and len(items) < max(_FEWEST_NAMES, len(answer.names)):
            return None
        subject = " ".join(answer.subject.split())[:_LONGEST_SUBJECT]
        return Suggestion(
            kind=kind, result=result, of=tuple(one for one in of if one is not None), items=items, subject=subject
        )

    def _side(self, name: str, answer: RelationAnswer) -> Quantity | None:
        return self._cell(name, answer) if _is_row(name) else self._figure(name)

    def _figure(self, name: str) -> Quantity | None:
        digits = name.strip().lstrip("«#＃").partition(" ")[0].rstrip("»")
        if not digits.isdecimal() or int(digits) not in self._ids():
            return None
        return self.sheet.figures[int(digits)].quantity

    def _ids(self) -> frozenset[int]:
        return frozenset(ids(self.chunk.text))

    def _cell(self, name: str, answer: RelationAnswer) -> Quantity | None:
        """What a row says: its target beside a promise, its actual beside a result."""
        number = name.strip()[1:]
        line = next((one for one in self.chunk.heading if str(one.number) == number), None)
        row = self.rows.get(_spot(line.span)) if line is not None else None
        if row is None:
            return None
        asked = answer.kind == "promise" and name == answer.result
        value = row.target if asked else row.actual
        return value.quantity if value is not None else None

    def _items(self, answer: RelationAnswer) -> Iterator[Span]:
        """Where the listed names stand: one after the other, in the line of the figure or one beside it."""
        digits = answer.result.strip().lstrip("«#＃")
        home = self.sheet.figures[int(digits)].line if digits.isdecimal() else -1
        for number in (home, home + 1, home - 1):
            line = self.sheet.lines.get(number)
            found = list(_in_order(answer.names, line)) if line is not None else []
            if len(found) == len(answer.names):
                yield from found
                return


def _in_order(names: Iterable[str], line: Line) -> Iterator[Span]:
    behind = (0, 0)
    for name in names:
        places = [one for one in grounding.places(name, line) if (one.cell, one.start) >= behind]
        if not places:
            return
        behind = (places[0].cell, places[0].end)
        yield grounding.span(places[0])


def _is_row(name: str) -> bool:
    return name.strip()[:1] in ("R", "r") and name.strip()[1:].isdecimal()


def _kind(told: str) -> SuggestedKind | None:
    return next((kind for kind in SUGGESTED if kind == told.strip().lower()), None)
