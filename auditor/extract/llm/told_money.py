"""What a sentence tells of the money, as the model quotes it: budget, arrived, spent, surplus and rate, as relations between figures.

Nothing of it enters the money table: a sentence is no row. That spent ÷ budget is the rate, and budget − spent the surplus, is said
as any other relation of the model, and judged as such.
"""

from collections.abc import Iterable, Iterator

from auditor.extract.llm import grounding
from auditor.extract.llm.answers import BudgetRowAnswer
from auditor.extract.llm.chunks import Chunk, Line
from auditor.extract.llm.comparison import Comparison, printed
from auditor.extract.llm.laying import names
from auditor.model.quantity import Quantity
from auditor.model.suggestion import Suggestion

_FIELDS = ("initial", "budget", "arrived", "spent", "surplus", "rate")


def suggestions(answers: Iterable[tuple[Chunk, BudgetRowAnswer]], note: Comparison) -> tuple[Suggestion, ...]:
    """The relations that sentences tell of budget, spending, surplus and rate."""
    found: list[Suggestion] = []
    for chunk, answer in answers:
        line = next((one for one in chunk.lines if one.number == answer.line), None)
        if line is not None and line.table is None:
            found += _of(_figures(answer, line, note), answer.name)
    return tuple(found)


def _figures(answer: BudgetRowAnswer, line: Line, note: Comparison) -> dict[str, Quantity]:
    """The figure that each quote is, where it stands once in the sentence's line."""
    told: dict[str, Quantity] = {}
    for field in _FIELDS:
        quote = getattr(answer, field).strip()
        if not quote:
            continue
        places = grounding.places(quote, line)
        read = [(found, place) for place in places if (found := grounding.number_at(place)) is not None]
        if not read:
            note.lost(names()[field], quote, printed(line))
        elif len(read) == 1:
            told[field] = grounding.placed(*read[0])
    return told


def _of(told: dict[str, Quantity], name: str) -> Iterator[Suggestion]:
    base = told.get("budget") or told.get("arrived") or told.get("initial")
    spent, rate, surplus = told.get("spent"), told.get("rate"), told.get("surplus")
    if base is None or spent is None:
        return
    if rate is not None:
        yield Suggestion(kind="ratio", result=rate, of=(spent, base), subject=name)
    if surplus is not None:
        yield Suggestion(kind="difference", result=surplus, of=(base, spent), subject=name)
