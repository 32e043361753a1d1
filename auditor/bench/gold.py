"""Reports whose every number and relation a person marked, and what a careful model would answer about them.

A gold sheet is JSON beside its report (NAME.txt and gold/NAME.gold.json):

- `report`: the file's name. `numbers`: `id`, `quote`, `occurrence` (1-based, of that quote in the text), `role` (claim, promise,
  rate, date, not-a-claim) and `subject`.
- `relations`: `kind`, `result` and `of` (ids; null and [] where a kind has none), `holds` and `why`. sum: the parts (`form: mean` an average, `form:
  flow` opening, in, out; `open`: the list goes on; `total`: shares that sum to 100, no result). difference: minuend, then
  subtrahends. ratio: numerators, denominator last (`form: per`, `k`). growth: new, old (`form`: delta, drop, dropx).
  product: factors (`plus`, `k`). promise: what answers it (`op`). bound: of[0] is a part of the result (`limit`: of a rate above
  100 %). same, deadline: one number. count: `items` lists the names.
- `apart`: pairs of ids that must not be tied, each with the reason.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from pydantic import ConfigDict, Field

from auditor.errors import SettingsError
from auditor.extract.llm.chunks import Sheet
from auditor.locale import gettext as _
from auditor.model.record import Record
from auditor.model.suggestion import SuggestedKind

ASSERTING = frozenset({"claim", "promise", "rate", "date"})
"""Roles of numbers that assert something."""


class GoldNumber(Record):
    """A number of the text."""

    id: str
    quote: str
    occurrence: int = Field(default=1, ge=1)
    role: str
    subject: str = ""


class GoldRelation(Record):
    """Numbers that belong together, and whether they fit."""

    model_config = ConfigDict(frozen=True, extra="allow")

    kind: str
    result: str | None = None
    of: tuple[str, ...] = ()
    holds: bool
    why: str = ""
    form: str = ""
    items: tuple[str, ...] = ()
    total: object = None
    limit: object = None

    @property
    def asked(self) -> SuggestedKind | None:
        """How a model names it; None where a single number is all there is."""
        if self.limit is not None:
            return None
        if self.total is not None:
            return "share"
        if self.kind == "sum":
            return {"mean": "mean", "flow": "flow"}.get(self.form, "sum")  # type: ignore[return-value]
        return "part" if self.kind == "bound" else self.kind  # type: ignore[return-value]

    @property
    def sides(self) -> tuple[str | None, tuple[str, ...]]:
        """Result and others as a model names them: of a bound the part is the result."""
        if self.kind == "bound" and self.of:
            return self.of[0], tuple(one for one in (self.result,) if one)
        return self.result, self.of


class Gold(Record):
    """One marked report."""

    report: str
    numbers: tuple[GoldNumber, ...]
    relations: tuple[GoldRelation, ...]
    apart: tuple[tuple[str, str, str], ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, GoldNumber]:
        """The numbers by id."""
        return {one.id: one for one in self.numbers}

    def places(self, text: str) -> dict[str, tuple[int, int]]:
        """Where each number begins and ends in the text."""
        found: dict[str, tuple[int, int]] = {}
        for number in self.numbers:
            at = -1
            for _time in range(number.occurrence):
                at = text.find(number.quote, at + 1)
            if at >= 0:
                found[number.id] = (at, at + len(number.quote))
        return found

    def figures(self, sheet: Sheet, text: str) -> dict[str, int]:
        """The number that each is shown by, of those that are shown."""
        found: dict[str, int] = {}
        for name, (start, end) in self.places(text).items():
            shown = (
                number
                for number, figure in sheet.figures.items()
                if figure.quantity.number_span.start < end and start < figure.quantity.number_span.end
            )
            if (first := next(shown, None)) is not None:
                found[name] = first
        return found

    def answers(self, sheet: Sheet, text: str) -> list[dict[str, object]]:
        """Every relation as a careful model would answer it, as far as its numbers are shown."""
        shown = self.figures(sheet, text)
        return [told for one in self.relations if (told := _answer(one, shown, self.by_id)) is not None]


def _answer(one: GoldRelation, shown: Mapping[str, int], numbers: Mapping[str, GoldNumber]) -> dict[str, object] | None:
    kind, (result, of) = one.asked, one.sides
    names = [name for name in (result, *of) if name is not None]
    if kind is None or any(name not in shown for name in names) or not (names or one.items):
        return None
    subject = numbers[names[0]].subject if names else ""
    return {
        "kind": kind,
        "result": "" if result is None else f"#{shown[result]}",
        "of": [f"#{shown[name]}" for name in of],
        "names": list(one.items) if kind == "count" else [],
        "subject": subject[:30],
    }


def load(path: Path) -> Gold:
    """A gold sheet. Raises SettingsError where it is none."""
    try:
        return Gold.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        told = _("{file}：不是标注文件（格式见 docs/GOLD.md）：{why}")
        raise SettingsError(told.format(file=path.name, why=type(error).__name__)) from error


def sheets(folder: Path) -> Iterator[tuple[Path, Gold]]:
    """The reports of a folder that have a gold sheet, by name."""
    for path in sorted((folder / "gold").glob("*.gold.json")):
        gold = load(path)
        yield folder / gold.report, gold
