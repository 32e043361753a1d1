"""The money table: what the model read in a line against what the rules read there, and lines only the model can read."""

from collections.abc import Iterable

from auditor.extract.llm.answers import BudgetRowAnswer
from auditor.extract.llm.chunks import Chunk, Line
from auditor.extract.llm.comparison import Comparison
from auditor.extract.llm.laying import MONEY, Order, Seat, names, own_cells, spread
from auditor.extract.llm.table import compare
from auditor.extract.rules import budget, values
from auditor.model.report import BudgetLine, BudgetPart

_PARTS: tuple[tuple[str, BudgetPart], ...] = (
    ("结转", "carried"),
    ("结余", "carried"),
    ("基本支出", "basic"),
    ("项目支出", "project"),
    ("总额", "total"),
    ("合计", "total"),
    ("总计", "total"),
    ("财政", "fiscal"),
    ("其他", "other"),
    ("自有", "other"),
    ("自筹", "other"),
)


def budget_lines(
    answers: Iterable[tuple[Chunk, BudgetRowAnswer]], known: tuple[BudgetLine, ...], note: Comparison
) -> tuple[BudgetLine, ...]:
    """The rules' money lines, compared; the model's own where the rules found no money table."""
    at = {line.span.start: line for line in known}
    order = Order(MONEY)
    added: dict[int, BudgetLine] = {}
    told = [(chunk, answer, _numbered(chunk, answer.line)) for chunk, answer in answers]
    if not known:
        order.learn(own_cells(answer, line, MONEY) for _chunk, answer, line in told if line is not None)
    for chunk, answer, line in told:
        if line is None:
            note.lost(names()["name"], answer.name)
            continue
        expected = at.get(line.span.start)
        if expected is not None:
            _compare_money(expected, answer, line, note)
        elif known or line.number in added:
            continue
        elif (own := _own_money(answer, Seat(line, chunk, order), bool(added), note)) is not None:
            added[line.number] = own
            note.adds(own.span)
    return known or tuple(added[number] for number in sorted(added))


def _numbered(chunk: Chunk, number: int) -> Line | None:
    return next((line for line in chunk.lines if line.number == number), None)


def _compare_money(expected: BudgetLine, answer: BudgetRowAnswer, line: Line, note: Comparison) -> None:
    for field in MONEY[1:]:
        compare(field, getattr(answer, field), line, getattr(expected, f"{field}_span"), about=expected.name, note=note)


def _own_money(answer: BudgetRowAnswer, seat: Seat, has_total: bool, note: Comparison) -> BudgetLine | None:
    """A line of money under a heading that the rules do not know; one that is in doubt is left out."""
    line, chunk = seat.line, seat.chunk
    laid = spread(answer, MONEY, seat, note)
    if laid is None or laid.doubtful:
        return None
    cells = laid.cells
    name = cells.get("name")
    amounts = {field: values.amount(cells.get(field)) for field in ("initial", "budget", "spent")}
    if name is None or all(value is None for value, _ in amounts.values()):
        return None
    weight, weight_span = values.points(cells.get("weight"))
    score, score_span = values.points(cells.get("score"))
    rate = values.percent(cells["rate"].words) if "rate" in cells else None
    printed_units = (budget.unit(entry.words) for one in (*chunk.heading, *chunk.lines) for entry in one.entries)
    fields: dict[str, object] = {}
    for field, (value, span) in amounts.items():
        fields |= {field: value, f"{field}_span": span}
    return BudgetLine(
        name=name.words,
        part=_part(name.words, has_total=has_total),
        unit=next((unit for unit in printed_units if unit is not None), "万元"),
        rate=rate,
        rate_span=cells["rate"].span if rate is not None else None,
        weight=weight,
        weight_span=weight_span,
        score=score,
        score_span=score_span,
        columns=frozenset(cells) - {"name"},
        span=line.span,
        **fields,
    )


def _part(name: str, *, has_total: bool) -> BudgetPart:
    found: list[BudgetPart] = [part for words, part in _PARTS if words in name]
    part = found[0] if found else "part"
    return "part" if part == "total" and has_total else part
