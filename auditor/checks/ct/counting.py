"""Where a conclusion states a count."""

from auditor.checks import quoting
from auditor.locale import gettext as _
from auditor.model.finding import Evidence
from auditor.model.report import Conclusion


def evidence(conclusion: Conclusion, label: str) -> Evidence:
    """Where the conclusion states the count of a category."""
    for count in conclusion.counts:
        if count.label == label:
            return quoting.text(_("自评结论"), f"{label}{count.quantity.text}", count.quantity.span)
    return quoting.text(_("自评结论"), conclusion.text, conclusion.span)
