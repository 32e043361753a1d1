"""The highest and the lowest of several: none of those told one after the other passes it."""

from collections.abc import Iterator

from auditor import prepared
from auditor.model.relation import Relation
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.reading import Reading
from auditor.relate.statements.runs import Run

_HIGHEST = prepared.pattern(r"最高|最大|最多|最快")
_LOWEST = prepared.pattern(r"最低|最小|最少|最慢")


def propose(reading: Reading) -> Iterator[Relation]:
    """A bound of every figure of a column by the one that the text calls the highest (or the lowest) of them."""
    for one in reading.mentions:
        words = reading.flats[one.paragraph][one.began : one.start]
        high, low = _HIGHEST.search(words), _LOWEST.search(words)
        if bool(high) == bool(low) or one.planned:
            continue
        column = _column(reading, one, words)
        for cell in column.members if column is not None else ():
            form = "at-most" if high else "at-least"
            yield Relation.model_validate(
                {
                    "kind": "bound",
                    "result": cell.id,
                    "of": (one.id,),
                    "form": form,
                    "by": "statements.extremes",
                    "place": one.place,
                }
            )


def _column(reading: Reading, one: Mention, words: str) -> Run | None:
    """The column before it whose word stands in its clause (支付率最高的是…)."""
    before = [run for run in reading.columns if run.last.at < one.at and alike(run.first, one)]
    named = [run for run in before if run.first.lead[-2:] and run.first.lead[-2:] in words]
    return named[-1] if named else None
