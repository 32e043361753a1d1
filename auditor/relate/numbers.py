"""The numbers that the values of a report are: each once, by the id of its place and by what it is in the report."""

from collections.abc import Callable, Iterable, Mapping

from auditor.model.number import Number, make_number
from auditor.model.report import Report
from auditor.relate.owned import Key, Owned, Part, owned, totals

__all__ = ["Key", "Numbers", "Owned", "Part", "ids", "of", "owned", "totals"]


class Numbers:
    """The numbers of one report, by id and by value of the report."""

    def __init__(self, owned: Iterable[Owned], ids: Mapping[int, str]) -> None:
        self.by_id: dict[str, Number] = {}
        self.of_key: dict[tuple[str, int], str] = {}
        """By the key as a plain pair, which is the same and takes less to make."""
        self._keys: dict[str, tuple[Key, ...]] = {}
        for one in owned:
            self._enter(one, ids[one.quantity.span.start])

    def _enter(self, one: Owned, name: str) -> None:
        known = self.by_id.get(name)
        if known is not None and known.value != one.quantity.value and known.quantity.text != one.quantity.text:
            name, known = f"{name}.{one.key.part}", None  # weight and score in one cell
        if known is None:
            self.by_id[name] = _number(one, name)
        self.of_key[one.key] = name
        self._keys[name] = (*self._keys.get(name, ()), one.key)

    @classmethod
    def joined(cls, several: Iterable[tuple[str, "Numbers", Callable[[Key], bool]]]) -> "Numbers":
        """The numbers of several documents, each under its prefix ("d0.n17"), of each the values that are wanted."""
        made = cls((), {})
        for prefix, numbers, wanted in several:
            for name, number in numbers.by_id.items():
                keys = tuple(key for key in numbers.keys(name) if wanted(key))
                if keys:
                    made.by_id[prefix + name] = _called(number, prefix + name)
                    made._keys[prefix + name] = keys
                    made.of_key |= dict.fromkeys(keys, prefix + name)
        return made

    def get(self, part: Part, at: int = 0) -> Number | None:
        """The number that a value of the report is, if the report prints it."""
        name = self.of_key.get((part, at))
        return None if name is None else self.by_id[name]

    def keys(self, name: str) -> tuple[Key, ...]:
        """Which values of the report a number is."""
        return self._keys.get(name, ())


def _called(number: Number, name: str) -> Number:
    return number if number.id == name else number.model_copy(update={"id": name})


def of(report: Report) -> Numbers:
    """The numbers that the values of a report are, numbered among themselves."""
    return Numbers(owned(report), ids(report))


def ids(report: Report, said: Iterable[Number] = ()) -> dict[int, str]:
    """Ids for the numbers of a report and of its sentences, in the order of their places, where no document numbers them."""
    starts = {one.quantity.span.start for one in owned(report)} | {number.span.start for number in said}
    return {start: f"n{number}" for number, start in enumerate(sorted(starts), 1)}


def _number(one: Owned, name: str) -> Number:
    claim = one.claim
    return make_number(
        id=name,
        quantity=one.quantity,
        role=one.role,
        subject=one.subject,
        goal=one.goal,
        indicator=one.indicator,
        year=claim.year if claim else None,
        planned=claim.planned if claim else False,
        quoted=claim.quoted if claim else False,
        clause=claim.clause if claim else None,
    )
