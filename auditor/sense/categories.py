"""Which class of indicators a row is of, and whether it belongs there."""

from collections.abc import Iterable
from typing import Literal

from auditor.model.classes import Category, Level
from auditor.model.report import Indicator
from auditor.sense import lexicon

UMBRELLAS = frozenset({Level.OUTPUT, Level.EFFECT})
"""First-level names that a sentence may count beside their categories; they are never added to them."""

EVERY_LEVEL = UMBRELLAS | {Level.SATISFACTION}
"""The first levels that take in every indicator."""

Mismatch = Literal["no-satisfaction", "cost", "payment", "content"]
"""Why a row stands in the wrong class: it is no satisfaction, a cost or a payment among the outputs, or of another content."""

_BROUGHT_BACK = frozenset({Category.QUALITY, Category.COST, Category.ECOLOGICAL_EFFECT})
"""Classes with a list of words that bring a name back to where it is filed."""
_RULED = _BROUGHT_BACK | {Category.ECONOMIC_EFFECT, Category.SOCIAL_EFFECT, Category.LASTING_EFFECT}


def covers(label: str, row: Indicator) -> bool:
    """Whether the row is of the class that a sentence calls by this label.

    成本指标 covers 经济成本指标 and its like, 满意度指标 covers 服务对象满意度指标, and 产出指标 the whole first level.
    """
    if label in (row.category, row.category_printed):
        return True
    if label in UMBRELLAS:
        return row.level1 == label
    if label in {Level.COST, Level.SATISFACTION}:
        return (row.category or "").endswith(label) or row.level1 == label
    return False


def is_execution(name: str) -> bool:
    """Whether a row is the execution of the budget (预算执行率): it is of no class, and the money table has its points too."""
    return lexicon.is_one("measures", "execution", name)


def is_of_family(name: str, family: Level) -> bool:
    """Whether a label of first or second level names output, effect or satisfaction, as forms of any framework call them."""
    if family != Level.SATISFACTION and lexicon.has("categories", f"{Level.SATISFACTION}.family", name):
        return False
    return lexicon.has("categories", f"{family}.family", name)


Classes = list[tuple[Indicator, list[int]]]
"""The rows of a table by the class they stand in: one of them, and the places of all."""


def classes(rows: Iterable[Indicator]) -> Classes:
    """Many rows are of few classes: each class needs to be asked about once."""
    found: dict[tuple[str | None, str | None, str | None], tuple[Indicator, list[int]]] = {}
    for place, row in enumerate(rows):
        found.setdefault((row.level1, row.category, row.category_printed), (row, []))[1].append(place)
    return list(found.values())


def covered(label: str, table: Classes) -> list[int]:
    """Where the rows of the class stand among all."""
    return sorted(place for row, places in table if covers(label, row) for place in places)


def mismatch(row: Indicator) -> Mismatch | None:
    """Why the row does not belong to its class; None where it does, or where no word says anything."""
    category = row.category
    if category is None:
        return None
    if category.endswith((Category.SATISFACTION, "满意度")):
        return None if _is_satisfaction(row.name) else "no-satisfaction"
    if category == Category.QUANTITY:
        return _among_quantities(row)
    if category == Category.QUALITY and lexicon.has("categories", "质量指标.never", row.name):
        return "content"
    if category not in _RULED or not lexicon.has("categories", category, row.name):
        return None
    if category in _BROUGHT_BACK and lexicon.has("categories", f"{category}.belongs", row.name):
        return None
    return "content"


def _is_satisfaction(name: str) -> bool:
    named = lexicon.has("measures", "satisfaction", name)
    return named or lexicon.is_one("categories", "满意度指标.whose", name)


def _among_quantities(row: Indicator) -> Mismatch | None:
    """Money that is paid to somebody is an output; the project's own money, its payment and its rate are none."""
    if lexicon.has("categories", "数量指标.rates", row.name):
        return "payment"
    target = row.target.quantity if row.target else None
    if (
        target is None
        or target.kind != "money"
        or lexicon.has("categories", "数量指标.belongs", _without_payment(row.name))
    ):
        return None
    if lexicon.has("categories", "数量指标.payment", row.name):
        return "payment"
    return "cost" if lexicon.has("categories", "数量指标.money", row.name) else None


def _without_payment(name: str) -> str:
    """The name without the words of a payment: 补助资金拨付金额 is no 补助 any more, 补助金额 is one."""
    return lexicon.pattern("categories", "数量指标.paid").sub("", name)
