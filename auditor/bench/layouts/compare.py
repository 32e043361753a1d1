"""Holds a reading against the sheet of a rendering: of every cell, whether it is right, wrong, told or silently lost."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Literal, NamedTuple, TypeVar

from auditor.bench.layouts import expected
from auditor.bench.layouts.facts import Line
from auditor.bench.layouts.told import Signs, Told
from auditor.model.finding import Outcome
from auditor.model.record import Record
from auditor.model.report import BudgetLine, Indicator, Report, Value
from auditor.text import numbers
from auditor.text.normalize import fold

State = Literal["right", "wrong", "told", "lost"]
_Asked = TypeVar("_Asked")
_Read = TypeVar("_Read")
_ALIKE = 0.6
_LINE = ("initial", "budget", "spent", "rate", "weight", "score")
_OVER = {"rate": "rate", "weight": "money_weight", "score": "money_score"}


class Cell(Record):
    """One cell and what became of it. `lost`: not read, and nothing says so."""

    kind: str
    where: str
    state: State
    want: str
    got: str


class Counts(Record):
    """The cells of one or more renderings counted, and the rows that stand in none of them."""

    right: int = 0
    wrong: int = 0
    told: int = 0
    lost: int = 0
    invented: int = 0
    misses: tuple[Cell, ...] = ()
    """Every cell that is not right."""
    strangers: tuple[str, ...] = ()
    """The names of the invented rows."""

    @property
    def cells(self) -> int:
        """All cells that were asked for."""
        return self.right + self.wrong + self.told + self.lost

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            right=self.right + other.right,
            wrong=self.wrong + other.wrong,
            told=self.told + other.told,
            lost=self.lost + other.lost,
            invented=self.invented + other.invented,
            misses=(*self.misses, *other.misses),
            strangers=(*self.strangers, *other.strangers),
        )


class _Want(NamedTuple):
    """A cell to be found: the texts that are right (none where nothing is printed), the heading over it, and what was read."""

    kind: str
    where: str
    accepted: tuple[str, ...]
    got: str | None
    row: str = ""
    heading: str = ""


def compare(forms: Sequence[expected.Form], outcomes: Sequence[Outcome], text: str) -> Counts:
    """The cells of the forms in the outcomes of one file. `text` is the document's; without outcomes the file was refused, which tells all."""
    refused = not outcomes
    cells: list[Cell] = []
    strangers: list[str] = []
    free = list(outcomes)
    for form in forms:
        outcome = _mine(form, free)
        if outcome is not None:
            free.remove(outcome)
        told = Told(text, outcome, refused=refused)
        report = outcome.report if outcome is not None else None
        wants, extra = _wants(form, report)
        strangers += extra
        cells += [cell for want in wants if (cell := _judged(want, told)) is not None]
    strangers += [row.name for outcome in free for row in outcome.report.indicators]
    count = Counter(cell.state for cell in cells)
    missed = tuple(cell for cell in cells if cell.state != "right")
    return Counts(
        right=count["right"],
        wrong=count["wrong"],
        told=count["told"],
        lost=count["lost"],
        invented=len(strangers),
        misses=missed,
        strangers=tuple(strangers),
    )


def _mine(form: expected.Form, outcomes: Sequence[Outcome]) -> Outcome | None:
    """The outcome that speaks of the form: most of its names, else the first that is left."""
    names = {fold(row.name) for row in form.rows} | {fold(form.organisation)}

    def shared(outcome: Outcome) -> int:
        read = {fold(row.name) for row in outcome.report.indicators} | {fold(outcome.report.organisation or "")}
        return len(names & read)

    return max(outcomes, key=shared, default=None)


def _judged(want: _Want, told: Told) -> Cell | None:
    """What became of a cell; None for one that is neither printed nor read."""
    if want.got is None:
        if not want.accepted:
            return None
        state: State = "told" if told.of(Signs(want.row, want.heading, want.accepted)) else "lost"
    else:
        state = "right" if any(_same(one, want.got) for one in want.accepted) else "wrong"
    return Cell(kind=want.kind, where=want.where, state=state, want=" / ".join(want.accepted), got=want.got or "")


def _same(want: str, got: str) -> bool:
    if fold(want).rstrip("。") == fold(got).rstrip("。"):
        return True
    first, second = _number(want), _number(got)
    return first is not None and first == second


def _number(text: str) -> Decimal | None:
    """A bare number or rate; None for anything else."""
    return numbers.decimal(text.rstrip("%")) if _BARE.fullmatch(text) else None


_BARE = re.compile(r"-?[\d,]*+(?:\.\d++|(?<=\d))%?")


def _wants(form: expected.Form, report: Report | None) -> tuple[list[_Want], list[str]]:
    """Every cell of the form, and the rows that were read and that it does not have."""
    wants = [*_names(form, report), *_goals(form, report), *_totals(form, report)]
    rows, extra = _paired(form.rows, report.indicators if report else (), _row_alike)
    for row, found in rows:
        wants += _row(form, row, found)
    lines, more = _paired(form.money, report.budget if report else (), _line_alike)
    for line, read in lines:
        wants += _line(form, line, read)
    return wants, [*(row.name for row in extra), *(line.name for line in more if _holds_money(line))]


def _paired(asked: Sequence[_Asked], read: Sequence[_Read], alike: Callable[[_Asked, _Read, bool], bool]) -> tuple[list[tuple[_Asked, _Read | None]], list[_Read]]:  # fmt: skip
    """Each asked with the one read that is it, exact names first, and what is left of the read."""
    free = list(read)
    pairs: dict[int, _Read] = {}
    for exact in (True, False):
        for place, one in enumerate(asked):
            if place in pairs:
                continue
            hit = next((at for at, other in enumerate(free) if alike(one, other, exact)), None)
            if hit is not None:
                pairs[place] = free.pop(hit)
    return [(one, pairs.get(place)) for place, one in enumerate(asked)], free


def _row_alike(row: expected.Row, read: Indicator, exact: bool) -> bool:
    name, other = fold(row.name), fold(read.name)
    if exact:
        return name == other
    if SequenceMatcher(None, name, other).ratio() >= _ALIKE or (len(name) > 3 and name in other):
        return True
    return _holds(row.target, read.target) and _holds(row.actual, read.actual)


def _holds(printed: tuple[str, ...], value: Value | None) -> bool:
    return value is not None and fold(value.text) in map(fold, printed)


def _line_alike(line: Line, read: BudgetLine, exact: bool) -> bool:
    if exact:
        return _bare(line.name) == _bare(read.name)
    return any(
        (printed := getattr(line, field)) is not None and (value := getattr(read, field)) is not None and Decimal(printed) == value
        for field in ("budget", "spent")
    )  # fmt: skip


def _bare(name: str) -> str:
    return re.sub(r"^其中:?", "", fold(name).replace("：", ":"))


def _holds_money(line: BudgetLine) -> bool:
    return any(getattr(line, field) is not None for field in _LINE)


def _row(form: expected.Form, row: expected.Row, read: Indicator | None) -> Iterator[_Want]:
    def want(kind: str, accepted: tuple[str, ...], got: object) -> _Want:
        read = None if got is None or got == "" else str(got)
        return _Want(kind, row.name, accepted, read, row.name, form.headings.get(kind, ""))

    yield want("name", (row.name,), read.name if read else None)
    yield want("target", row.target, read.target.text if read and read.target else None)
    yield want("actual", row.actual, read.actual.text if read and read.actual else None)
    for kind in ("weight", "score", "reason"):
        printed = getattr(row, kind)
        yield want(kind, (printed,) if printed else (), getattr(read, kind) if read else None)
    if row.level1 is not None:
        yield want("level1", (row.level1,), read.level1 if read else None)
    if row.category is not None:
        yield want("category", (row.category,), (read.category_printed or read.category) if read else None)


def _line(form: expected.Form, line: Line, read: BudgetLine | None) -> Iterator[_Want]:
    for field in _LINE:
        printed, got = getattr(line, field), getattr(read, field) if read else None
        heading = form.headings.get(_OVER.get(field, field), "")
        accepted = (printed,) if printed else ()
        yield _Want("money", f"{line.name}/{field}", accepted, None if got is None else str(got), line.name, heading)


def _names(form: expected.Form, report: Report | None) -> Iterator[_Want]:
    given = {"organisation": form.organisation, "project": form.project, "year": str(form.year)}
    for kind, printed in given.items():
        if printed is None:
            continue
        got = getattr(report, kind) if report else None
        yield _Want(
            "head", kind, (printed,), None if got is None else str(got), heading=form.headings.get(f"head_{kind}", "")
        )


def _goals(form: expected.Form, report: Report | None) -> Iterator[_Want]:
    read = report.goals if report else ()
    for number, goal in enumerate(form.goals):
        found = read[number] if number < len(read) else None
        for kind in ("target", "actual"):
            printed, statement = getattr(goal, kind), getattr(found, kind) if found else None
            accepted = (printed,) if printed else ()
            heading = form.headings.get(f"goal_{kind}", "")
            got = statement.text if statement else None
            yield _Want("goals", f"goal {number + 1} {kind}", accepted, got, heading=heading)
    for stranger in read[len(form.goals) :]:
        text = stranger.target or stranger.actual
        yield _Want("goals", "no such goal", (), text.text if text else "")


def _totals(form: expected.Form, report: Report | None) -> Iterator[_Want]:
    total = report.total if report else None
    weight, score = (total.weight, total.score) if total else (None, None)
    if score is None and report is not None and report.conclusion is not None:
        score = report.conclusion.score
    for kind, printed, got in (("weight", form.total_weight, weight), ("score", form.total_score, score)):
        if printed is not None:
            yield _Want("total", kind, (printed,), None if got is None else str(got))
