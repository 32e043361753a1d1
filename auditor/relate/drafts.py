"""A number of the document before anything is compared: what it is, and what becomes of it if nothing is."""

from decimal import Decimal
from typing import NamedTuple

from auditor.locale import gettext as _
from auditor.model.ledger import Status
from auditor.model.number import Number
from auditor.model.quantity import Bound, Quantity
from auditor.model.report import Claim
from auditor.model.source import Span
from auditor.relate.numbers import Owned
from auditor.relate.owned import DERIVED

ALONE = "表中和文字中没有找到同一事项的另一个数"
OF_REVIEW = "复核人填写，不是自评的数字"
OF_LISTS = "清单、附件中的数字，只核对其合计"
LISTED = "listed"
"""The role of figures of items in attached lists: they assert nothing themselves."""
OF_REASONS = "偏差原因中的数字，所指对象与本行不可比"


OF_DERIVED = "由同一行的数算出的数，看不出本表的算法"


class Draft(NamedTuple):
    """A number with what becomes of it where no relation says otherwise."""

    quote: str
    span: Span
    value: Decimal
    role: str
    status: Status
    unit: str = ""
    bound: Bound = "="
    places: int = 0
    goal: int | None = None
    subject: str = ""
    reason: str = ""


def entry(
    quantity: Quantity, role: str, status: Status, *, goal: int | None = None, subject: str = "", reason: str = ""
) -> Draft:
    """A quantity as the text prints it."""
    return Draft(
        quantity.text, quantity.span, quantity.value, role, status,
        quantity.unit, quantity.bound, quantity.places, goal, subject, reason,
    )  # fmt: skip


_TOLD = frozenset({"claim", "row-target", "row-actual", "stated-count", "stated-amount", "stated-rate"})
"""Values that print a unit of their own; all others are bare figures of cells."""


def own(one: Owned, alone: str) -> Draft:
    """A value of the report; a bare figure of a cell is entered as it is printed."""
    quantity = one.quantity
    if one.role == "review":
        return entry(quantity, one.role, "not-a-claim", goal=one.goal, subject=one.subject, reason=_(OF_REVIEW))
    if one.role == LISTED:
        return entry(quantity, one.role, "not-a-claim", subject=one.subject, reason=_(OF_LISTS))
    if one.role == DERIVED:
        return entry(quantity, one.role, "not-a-claim", goal=one.goal, subject=one.subject, reason=_(OF_DERIVED))
    if one.key.part in _TOLD:
        status, reason = _alone(one.role, one.claim)
        return entry(quantity, one.role, status, goal=one.goal, subject=one.subject, reason=reason)
    return Draft(
        quote=quantity.text.rstrip("%"),
        span=quantity.span,
        value=quantity.value if quantity.scale == 1 else quantity.value / quantity.scale,
        role=one.role,
        status="unmatched",
        places=quantity.places,
        goal=one.goal,
        subject=one.subject,
        reason=alone,
    )


def stated(number: Number) -> Draft:
    """A number that a sentence states and no value of the report is."""
    return entry(number.quantity, "prose", "unmatched", goal=number.goal, subject=number.subject, reason=_(ALONE))


def _alone(role: str, claim: Claim | None) -> tuple[Status, str]:
    """What becomes of a value that stands in no relation, and why."""
    if claim is None:
        aside = role in ("row-target", "row-actual")
        return ("not-assessable", _("另一侧空缺或是文字，无法与数值比较")) if aside else ("unmatched", _(ALONE))
    if claim.quoted:
        return "not-assessable", _("引用的要求或名称，不是本单位的完成数")
    if claim.year is not None:
        return "not-assessable", _("所述为其他年度")
    if claim.role in ("row-target", "row-actual"):
        return "not-assessable", _("单元格是文字叙述，指标没有单一数值可比")
    if claim.role == "reason":
        return "not-assessable", _(OF_REASONS)
    return "unmatched", _(ALONE)
