"""What stands in a rendered form, cell by cell: the sheet that a reading is held against."""

from auditor.bench.layouts.facts import Goal, Line
from auditor.model.record import Record


class Row(Record):
    """An indicator as printed. Several texts where its value stands in cells of its own; None where nothing is printed.

    A level or category that the layout does not print is not asked for: a reader may know it otherwise.
    """

    name: str
    level1: str | None
    category: str | None
    target: tuple[str, ...]
    actual: tuple[str, ...]
    weight: str | None
    score: str | None
    reason: str | None


class Form(Record):
    """One form of a file. `headings` are the words over its fields."""

    organisation: str
    project: str | None
    year: int
    goals: tuple[Goal, ...]
    rows: tuple[Row, ...]
    money: tuple[Line, ...]
    total_weight: str | None
    total_score: str | None
    headings: dict[str, str] = {}


class Rendering(Record):
    """A file with forms in it.

    `signs`: the words and figures that a finding must print to name the planted fault; empty for a clean form.
    """

    kind: str
    name: str
    data: bytes
    forms: tuple[Form, ...]
    fault: str = ""
    signs: tuple[str, ...] = ()
