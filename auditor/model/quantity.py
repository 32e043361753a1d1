"""A printed number, and the exact numbers it may stand for."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from auditor.model.record import Datum, unchecked_often
from auditor.model.source import Span

Bound = Literal["=", "≥", ">", "≤", "<", "~"]

Kind = Literal[
    # what a report can claim
    "count",  # 52部, 104家, 1000人次: a whole number of things; exact
    "percent",  # 98.40%, 百分之二点四, 千分之三 (as 0.3 %)
    "point",  # 3个百分点: a difference of percentages
    "money",  # 元, 万元, 亿元, 美元 …; value in the base unit (元)
    "measure",  # 32.63公里, 38.1微克/立方米, 4.11万吨
    "duration",  # 300天, 2小时, 3年
    "multiple",  # 2倍
    "number",  # a bare number
    # what is no claim
    "date",
    "year",
    "ordinal",  # 第八批
    "document-number",  # 津环固〔2024〕8号
    "name",  # PM2.5, 十四五, 双随机, 7×24
    "list-number",  # 1. （二） ③
    "phone",
    "code",
    "page",
    "time",  # 20点30分
]

CLAIMED: frozenset[str] = frozenset({"count", "percent", "point", "money", "measure", "duration", "multiple", "number"})
"""The kinds that can be a claim; the rest are numbers that assert no amount."""


class Interval(NamedTuple):
    """The numbers a printed quantity may stand for. `None` is unbounded; `closed` says whether the end belongs to it."""

    low: Decimal | None = None
    high: Decimal | None = None
    low_closed: bool = True
    high_closed: bool = True


class Quantity(Datum):
    """A number as printed.

    `value` is exact, in `unit`, with its scale applied: 215.92万个 → Decimal("2159200"), 个; 67.5万元 → 675000, 元;
    98.40% → 98.40, %. `places` counts the digits printed after the point (2 for 215.92万), `scale` is the power the
    print was multiplied by (10000 for 万), so the last printed digit is worth `scale × 10**-places`.
    `upper` is the upper end of a printed range (3-5个: value 3, upper 5).
    `bound` is how it binds; "~" (约 近 余 多 左右) is explained by `lean`: around, below (近30) or above (30余).
    `text` is the quote, bound and unit included; `span` is its place; `number_span` covers the digits and unit alone.
    """

    value: Decimal
    unit: str = ""
    kind: Kind
    bound: Bound = "="
    lean: Literal["around", "below", "above"] | None = None
    places: int = 0
    scale: Decimal = Decimal(1)
    upper: Decimal | None = None
    text: str
    span: Span
    number_span: Span
    given: bool = False
    """It was given as it stands and neither measured nor rounded: a weight, full marks. It stands for itself alone."""

    @property
    def claimed(self) -> bool:
        """Whether a number of this kind can assert an amount."""
        return self.kind in CLAIMED

    def placed(self, place: Callable[[int, int], Span]) -> "Quantity":
        """The quantity that was found at offsets of a text, at its place in the document."""
        span = self.span
        where = digits = place(span.start, span.end)
        if self.number_span is not span:
            digits = place(self.number_span.start, self.number_span.end)
        values = self.__dict__.copy()
        values["span"] = where
        values["number_span"] = digits
        return self.with_all(values)


make_quantity = unchecked_often(Quantity)


class Period(Datum):
    """A printed date, month, year, deadline or stretch of time: every day it may stand for.

    2024年12月31日 → first = last = that day; 2024年12月 → 1 to 31; 2024年12月底 → 21 to 31; 2024-2027年 → both years.
    `by` says that it is a deadline met by anything earlier (12月底前, 6月30日前, 截至6月30日), `since` that what is meant lies
    behind it (2018年以后). A year that is not printed is None and
    `first`/`last` then hold the report's year, when one was given to the reader.
    """

    first: date
    last: date
    by: bool = False
    since: bool = False
    year_printed: bool = True
    text: str
    span: Span


make_period = unchecked_often(Period)
