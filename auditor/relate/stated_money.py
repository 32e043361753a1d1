"""What sentences say of the money, against the money table: by the name of the column and of the line, never by the sum."""

from collections.abc import Container, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from auditor.model.relation import Relation
from auditor.model.report import BudgetLine, Claim, Report
from auditor.relate import money
from auditor.relate.numbers import Numbers, Part
from auditor.relate.sides import Side
from auditor.sense import lexicon
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

MONEY, LEFT, POOLED, TABLES = "across.money", "across.money.left", "across.money.pooled", "across.tables"
"""The rules: a sum or rate and its cell; what is left over, and what was pooled, and the cells it comes from; two money tables."""

_CUT_OFF = lazily(r"(?:截至|截止)(?:到|至)?(?:(?:19|20)\d\d年)?(\d{1,2})月(?!31日)(?:\d{1,2}日|底|末)?")
"""截至9月底, 截至2024年6月30日: another day than the end of the year."""
_DECEMBER = "12"
_SENTENCE = lazily(r"[。；;\n]")
_NEAR = 60
"""Characters before a clause in which its sentence may name the day, or the projects whose sum it states."""
_NOT_WORDS = lazily(r"[^一-鿿]|(?:19|20)\d{2}年?")


class Column(NamedTuple):
    """The columns that a name stands for, the one it means first, by the list of words that name it."""

    words: str
    parts: tuple[Part, ...]


_SUMS = (
    Column("initial", ("budget-initial",)),
    Column("budget", ("budget", "budget-initial")),
    Column("given", ("budget", "budget-initial", "funded", "spent")),
    Column("funded", ("funded",)),
    Column("spent", ("spent",)),
    Column("pooled", ()),
)
_LEFT = Column("left", ())
"""结余资金…按规定结转下年使用: whatever becomes of it, it is what is left."""
_RATES = (Column("rate", ("rate",)), Column("arrival_rate", ("arrival-rate",)))
_ANY = Column("", ("budget", "budget-initial", "funded", "spent"))
"""What a sum may be that is called by the name of a line alone: 财政拨款2860万元."""


def propose(report: Report, numbers: Numbers, text: str) -> Iterator[Relation]:
    """Each sum or rate of the claims with the cell of the money table that states the same.

    `text` is the document that the claims stand in.
    """
    tables = money.groups(report)
    if not tables:
        return
    places = {id(line): place for place, line in enumerate(report.budget)}
    lines = [(places[id(line)], line) for line in tables[0]]
    names = [fold(name) for name in (report.project, report.organisation) if name]
    cores = {_core(fold(line.name)) for _place, line in lines if line.part != "total"} - {""}
    for index, claim in enumerate(report.claims):
        if claim.quantity.bound != "=" or not _speaks(claim, text):
            continue
        told = _told(claim, names, cores)
        line = None if told is None else _line(told, lines)
        if told is not None and line is not None:
            yield from _with(numbers, index, told, line)


class _Told(NamedTuple):
    """What a claim calls its sum: the column, and what is left of the words, which names the line."""

    column: Column
    line: str


def _speaks(claim: Claim, text: str) -> bool:
    """Whether a claim may state a cell: of this year, done, not of another day."""
    if claim.quoted or claim.quantity.kind not in ("money", "percent") or claim.quantity.upper is not None:
        return False
    clause = text[claim.clause.start : claim.clause.end]
    before = _SENTENCE.split(text[max(0, claim.clause.start - _NEAR) : claim.clause.start])[-1]
    days = _CUT_OFF.findall(fold(before + clause))
    carried = claim.year is None or "结转" in claim.subject
    return carried and all(day == _DECEMBER for day in days) and not lexicon.has("money", "several", before)


def _told(claim: Claim, names: Sequence[str], lines: Container[str]) -> _Told | None:
    """The column and the line that a claim names; `lines` are the names of lines, to be known whole: 财政拨款 is no column."""
    subject = fold(claim.subject)
    for name in names:
        subject = subject.replace(name, "")
    if lexicon.has("money", "other", subject):
        return None
    columns = _RATES if claim.quantity.kind == "percent" else _SUMS
    if claim.quantity.kind == "money" and _core(subject) in lines:
        return _Told(_ANY, _core(subject))
    before, left, _behind = subject.partition("结余")
    if left and claim.quantity.kind == "money":
        return _Told(_LEFT, _core(before))
    found = [
        (end, -start, column) for column in columns for start, end in lexicon.places("money", column.words, subject)
    ]
    if not found:
        return _Told(_ANY, _core(subject)) if claim.quantity.kind == "money" and subject else None
    _end, _start, column = max(found, key=lambda one: one[:2])
    rest = lexicon.pattern("money", column.words).sub("", subject)
    return _Told(column, _core(rest.replace("预算", "") if columns is _RATES else rest))


@cache
def _core(name: str) -> str:
    """What a name of money says besides that it is all of the money: 中央财政资金 is 中央."""
    bare = _NOT_WORDS.sub("", name)
    return lexicon.pattern("money", "whole").sub("", bare)


def _line(told: _Told, lines: Sequence[tuple[int, BudgetLine]]) -> tuple[int, BudgetLine] | None:
    """The line that is called so: the total where nothing but a column is named."""
    if not told.line:
        lead = money.leading(tuple(line for _place, line in lines))
        return next((pair for pair in lines if pair[1] is lead), None) if told.column is not _ANY else None
    fitting = [pair for pair in lines if pair[1].part != "total" and _core(fold(pair[1].name)) == told.line]
    return fitting[0] if len(fitting) == 1 else None


def _with(numbers: Numbers, index: int, told: _Told, line: tuple[int, BudgetLine]) -> Iterator[Relation]:
    claim, place = numbers.get("claim", index), line[0]
    if claim is None:
        return
    base = Relation(kind="same", result=claim.id, by=MONEY, place=claim.clause)
    if told.column.words in ("left", "pooled"):
        yield from _difference(numbers, base, told, place)
        return
    cells = [cell for part in told.column.parts if (cell := numbers.get(part, place)) is not None]
    if cells:
        first, *others = [base.model_copy(update={"of": (cell.id,)}) for cell in cells]
        unsure = told.column is _ANY or told.column.words == "given"
        yield first.model_copy(update={"otherwise": tuple(others), "confidence": "medium" if unsure else "high"})


def _difference(numbers: Numbers, base: Relation, told: _Told, place: int) -> Iterator[Relation]:
    """结余 is what was given less what was spent; what was pooled is the budget at first less the budget at last."""
    left = told.column.words == "left"
    ways: tuple[tuple[Part, Part], ...] = (
        (("budget", "spent"), ("funded", "spent")) if left else (("budget-initial", "budget"),)
    )
    readings = []
    for whole, part in ways:
        one, other = numbers.get(whole, place), numbers.get(part, place)
        if one is not None and other is not None:
            by = LEFT if left else POOLED
            readings.append(base.model_copy(update={"kind": "difference", "of": (one.id, other.id), "by": by}))
    if readings:
        yield readings[0].model_copy(update={"otherwise": tuple(readings[1:]), "confidence": "medium"})


def tables(other: Side, table: Side) -> Iterator[Relation]:
    """The total of a money table in the report against the form's, where another figure of the line shows that it is the same."""
    for place, line in enumerate(other.report.budget):
        lead = table.lead
        if line.part != "total" or lead is None:
            continue
        cells = [
            (left, right)
            for part in _MONEY_PARTS
            if (left := other.numbers.get(part, place)) is not None
            and (right := table.numbers.get(part, lead)) is not None
        ]
        same = [left.value == right.value for left, right in cells]
        for at, (left, right) in enumerate(cells):
            if any(equal for place, equal in enumerate(same) if place != at):
                yield Relation(kind="same", result=left.id, of=(right.id,), by=TABLES, place=line.span)


_MONEY_PARTS: tuple[Part, ...] = ("budget-initial", "budget", "funded", "spent", "rate")
