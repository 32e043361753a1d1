"""How a check of several documents quotes them: each quote with its document, and its place there."""

from collections.abc import Iterator

from auditor.locale import gettext as _
from auditor.locale import side_by_side
from auditor.model.finding import Evidence
from auditor.model.number import Number
from auditor.model.report import BudgetLine, Claim, Indicator, Value
from auditor.model.source import Place, Span
from auditor.relate import Judged
from auditor.relate.across import Crossing, Side
from auditor.relate.numbers import Key, Part

_COLUMNS: dict[Part, str] = {
    "budget-initial": "年初预算数",
    "budget": "全年预算数",
    "funded": "到位数",
    "spent": "全年执行数",
    "rate": "执行率",
    "arrival-rate": "到位率",
}
_ROLES: dict[Part, str] = {
    "row-target": "年度指标值",
    "row-actual": "实际完成值",
    "weight": "分值",
    "total-score": "总分",
    "conclusion-score": "自评得分",
    "stated-count": "自评结论",
}


def side_of(crossing: Crossing, name: str) -> Side:
    """The document that a number is of, by the prefix of its id."""
    own = name.startswith(crossing.table.prefix)
    return crossing.table if own else crossing.other


def keys_of(crossing: Crossing, name: str) -> tuple[Key, ...]:
    """Which values of its own document's report a number is."""
    side = side_of(crossing, name)
    return side.own.keys(name.removeprefix(side.prefix))


def number(crossing: Crossing, name: str) -> Evidence:
    """A number in the words around it, and where it stands."""
    side, one = side_of(crossing, name), crossing.number(name)
    for key in keys_of(crossing, name):
        if key.part == "claim":
            return claim(side, side.report.claims[key.at])
        if key.part in ("row-target", "row-actual", "weight"):
            return row(side, side.report.indicators[key.at], key.part, one)
        if key.part in _COLUMNS:
            return line(side, side.report.budget[key.at], key.part, one)
        if key.part in _ROLES:
            return at(side, _(_ROLES[key.part]), f"{one.subject}{one.quantity.text}", one.span)
    return at(side, _("表述"), one.quantity.text, one.span)


def numbers(crossing: Crossing, judged: Judged) -> Iterator[Evidence]:
    """The numbers of a relation as it was proposed first, the result before the others."""
    first = judged.first or judged.relation
    for name in (first.result, *first.of):
        yield number(crossing, name)


def claim(side: Side, said: Claim) -> Evidence:
    """A claim in the document's own words."""
    if not said.quote:
        return at(side, _("表述"), said.quantity.text, said.quantity.span)
    return at(side, _("表述"), said.quote, said.quote_span or said.quantity.span)


def row(side: Side, of: Indicator, part: Part, one: Number) -> Evidence:
    """A cell of a row, with the row's name."""
    cell: Value | None = {"row-target": of.target, "row-actual": of.actual}.get(part)
    return at(side, _(_ROLES[part]), f"{of.name} {cell.text if cell else one.quantity.text}", one.span)


def line(side: Side, of: BudgetLine, part: Part, one: Number) -> Evidence:
    """A cell of the money table, with its line and its unit."""
    return at(side, _(_COLUMNS[part]), f"{of.name} {printed(of, one)}", one.span)


def printed(of: BudgetLine, one: Number) -> str:
    """A figure of the money table with the unit of its column."""
    return one.quantity.text if one.kind == "percent" else f"{one.quantity.text}{of.unit}"


def at(side: Side, role: str, quote: str, span: Span) -> Evidence:
    """Any words of a document at their place."""
    return Evidence(role=role, quote=quote, span=Place.of(side.at, span))


def shown(crossing: Crossing, name: str) -> str:
    """A number as its document prints it, with the unit that its column leaves out."""
    side, one = side_of(crossing, name), crossing.number(name)
    for key in keys_of(crossing, name):
        if key.part in _COLUMNS:
            return printed(side.report.budget[key.at], one)
        if key.part in ("row-target", "row-actual"):
            of = side.report.indicators[key.at]
            cell = of.target if key.part == "row-target" else of.actual
            return cell.text if cell is not None else one.quantity.text
    return one.quantity.text


def column(crossing: Crossing, name: str) -> str:
    """What a cell of the money table is, in the language of the memo: 年度资金总额全年执行数."""
    line, head = of_column(crossing, name)
    return side_by_side(line, _(head)) if head else line


def of_column(crossing: Crossing, name: str) -> tuple[str, str]:
    """The row of the money table that a cell stands in, and what its column is called on the form, in every language."""
    side = side_of(crossing, name)
    for key in keys_of(crossing, name):
        if key.part in _COLUMNS:
            return side.report.budget[key.at].name, _COLUMNS[key.part]
    return crossing.number(name).subject, ""
