"""How a check quotes the report."""

from decimal import Decimal

from auditor.locale import gettext as _
from auditor.model.classes import Category, Grade, Level
from auditor.model.finding import Evidence, make_evidence
from auditor.model.quantity import Quantity
from auditor.model.report import Indicator, Statement, Value
from auditor.model.source import Span
from auditor.text import amounts

LONGEST = 120
"""Characters of a quote that a memo can still show in one cell; longer texts are cut."""

_CATEGORIES = {str(one) for one in (*Level, *Category)}
"""The classes of the national forms."""
_GRADES = {str(one) for one in Grade}


def figure(value: Decimal | None) -> Decimal:
    """A figure that is printed, as whoever asks knows from the relation that it stands in."""
    return Decimal(0) if value is None else value


def number(role: str, value: Decimal, span: Span | None, unit: str = "") -> Evidence:
    """A bare figure of a cell."""
    return make_evidence(role=role, quote=amounts.show(value) + unit, span=span)


def quantity(role: str, stated: Quantity) -> Evidence:
    """A quantity as the text prints it."""
    return make_evidence(role=role, quote=stated.text, span=stated.span)


def value(role: str, cell: Value | None) -> Evidence:
    """A target or an actual value; an empty cell is quoted as such."""
    if cell is None:
        return make_evidence(role=role, quote=_("（空）"), span=None)
    return make_evidence(role=role, quote=cut(cell.text), span=cell.span)


def statement(role: str, said: Statement) -> Evidence:
    """A passage."""
    return make_evidence(role=role, quote=cut(said.text), span=said.span)


def text(role: str, quote: str, span: Span | None) -> Evidence:
    """A passage given as text and place."""
    return make_evidence(role=role, quote=cut(quote), span=span)


def name(row: Indicator) -> Evidence:
    """The name of a row."""
    return make_evidence(role=_("指标"), quote=cut(row.name), span=row.name_span)


def both(row: Indicator) -> tuple[Evidence, ...]:
    """Name, target and actual of a row."""
    return (name(row), value(_("年度指标值"), row.target), value(_("实际完成值"), row.actual))


def category(name: str | None) -> str:
    """What a class of indicators is called in the language of the memo; a name of the form's own stays as printed."""
    return _(name) if name in _CATEGORIES else name or ""


def grade(word: str | None) -> str:
    """What a grade is called in the language of the memo."""
    return _(word) if word in _GRADES else word or ""


def cut(quote: str) -> str:
    """The quote, cut where it would no longer be read."""
    return quote if len(quote) <= LONGEST else quote[: LONGEST - 1] + "…"


def listed(names: list[str], most: int = 5) -> str:
    """Names as a sentence lists them, with how many more there are."""
    shown = _("、").join(names[:most])
    return shown if len(names) <= most else _("{shown}等{count}处").format(shown=shown, count=len(names))
