"""What a stated category covers among the rows of the table."""

from auditor.checks import quoting
from auditor.locale import gettext as _
from auditor.model.finding import Evidence
from auditor.model.report import Conclusion, Indicator

UMBRELLAS = frozenset({"产出指标", "效益指标"})
"""First-level names that a conclusion may count beside their categories; they are never added to them."""

EVERY_LEVEL = UMBRELLAS | {"满意度指标"}
"""The first levels that take in every indicator."""


def covers(label: str, row: Indicator) -> bool:
    """Whether the row is of the category that a sentence calls by this label.

    成本指标 covers 经济成本指标 and its like, 满意度指标 covers 服务对象满意度指标, and 产出指标 the whole first level.
    """
    if label in (row.category, row.category_printed):
        return True
    if label in UMBRELLAS:
        return row.level1 == label
    if label in {"成本指标", "满意度指标"}:
        return (row.category or "").endswith(label) or row.level1 == label
    return False


def evidence(conclusion: Conclusion, label: str) -> Evidence:
    """Where the conclusion states the count of a category."""
    for count in conclusion.counts:
        if count.label == label:
            return quoting.text(_("自评结论"), f"{label}{count.quantity.text}", count.quantity.span)
    return quoting.text(_("自评结论"), conclusion.text, conclusion.span)
