"""How a check quotes the report."""

from decimal import Decimal

from auditor.locale import gettext as _
from auditor.model.finding import Evidence
from auditor.model.quantity import Quantity
from auditor.model.report import Indicator, Statement, Value
from auditor.model.source import Span
from auditor.text import amounts

LONGEST = 120
"""Characters of a quote that a memo can still show in one cell; longer texts are cut."""

_CATEGORIES = {
    name: name
    for name in (
        *("产出指标", "效益指标", "满意度指标", "成本指标", "数量指标", "质量指标", "时效指标"),
        *("经济成本指标", "社会成本指标", "生态环境成本指标", "经济效益指标", "社会效益指标", "生态效益指标"),
        *("可持续影响指标", "服务对象满意度指标"),
    )
}
"""The classes of the national forms."""
_GRADES = {grade: grade for grade in ("优", "良", "中", "差")}


def number(role: str, value: Decimal, span: Span | None, unit: str = "") -> Evidence:
    """A bare figure of a cell."""
    return Evidence(role=role, quote=amounts.show(value) + unit, span=span)


def quantity(role: str, stated: Quantity) -> Evidence:
    """A quantity as the text prints it."""
    return Evidence(role=role, quote=stated.text, span=stated.span)


def value(role: str, cell: Value | None) -> Evidence:
    """A target or an actual value; an empty cell is quoted as such."""
    if cell is None:
        return Evidence(role=role, quote=_("（空）"), span=None)
    return Evidence(role=role, quote=cut(cell.text), span=cell.span)


def statement(role: str, said: Statement) -> Evidence:
    """A passage."""
    return Evidence(role=role, quote=cut(said.text), span=said.span)


def text(role: str, quote: str, span: Span | None) -> Evidence:
    """A passage given as text and place."""
    return Evidence(role=role, quote=cut(quote), span=span)


def name(row: Indicator) -> Evidence:
    """The name of a row."""
    return Evidence(role=_("指标"), quote=cut(row.name), span=row.name_span)


def both(row: Indicator) -> tuple[Evidence, ...]:
    """Name, target and actual of a row."""
    return (name(row), value(_("年度指标值"), row.target), value(_("实际完成值"), row.actual))


def category(name: str | None) -> str:
    """What a class of indicators is called in the language of the memo; a name of the form's own stays as printed."""
    return _(_CATEGORIES.get(name, name)) if name else ""


def grade(word: str | None) -> str:
    """What a grade is called in the language of the memo."""
    return _(_GRADES.get(word, word)) if word else ""


def cut(quote: str) -> str:
    """The quote, cut where it would no longer be read."""
    return quote if len(quote) <= LONGEST else quote[: LONGEST - 1] + "…"


def listed(names: list[str], most: int = 5) -> str:
    """Names as a sentence lists them, with how many more there are."""
    shown = _("、").join(names[:most])
    return shown if len(names) <= most else _("{shown}等{count}处").format(shown=shown, count=len(names))
