"""What a missed target earns by the formulas of scoring."""

import re
from decimal import Decimal

from auditor.model.quantity import Interval, Quantity
from auditor.model.report import Indicator, Report
from auditor.profiles import Profile
from auditor.sense import direction
from auditor.text import amounts, rounding
from auditor.text.normalize import fold


def expected(row: Indicator, profile: Profile) -> list[Interval]:
    """The scores that the formulas give, the profile's own first."""
    pair, asked = direction.compared(row), direction.asked(row)
    if pair is None or asked is None or row.weight is None:
        return []
    target, measured = pair
    if target.value <= 0 or target.upper is not None or measured.bound != "=":
        return []
    if asked.bound in direction.CEILINGS:
        excess, ratio = _excess(target, measured, row.weight), _reverse(target, measured, row.weight)
        return [
            reading
            for reading in ([ratio, excess] if profile.reverse_score == "ratio" else [excess, ratio])
            if reading is not None
        ]
    share = rounding.scale(rounding.interval(measured), 1 / target.value)
    return [rounding.scale(share, row.weight)]


def _excess(target: Quantity, actual: Quantity, weight: Decimal) -> Interval | None:
    over = rounding.scale(
        rounding.difference(rounding.interval(actual), rounding.exact(target.value)), 1 / target.value
    )
    score = rounding.scale(rounding.difference(rounding.exact(Decimal(1)), over), weight)
    if score.high is None or score.high < 0:
        return rounding.exact(Decimal(0))
    return score


def _reverse(target: Quantity, actual: Quantity, weight: Decimal) -> Interval | None:
    share = rounding.ratio(rounding.exact(target.value), rounding.interval(actual))
    return None if share.low is None else rounding.scale(share, weight)


# "得分=权重*B/A", "得分=分值×实际完成值/年度指标值": the formula these checks apply
_KNOWN_FORMULA = re.compile(r"得分[=＝](?:权重|分值|该指标分值)[*×xX]?[(（]?(?:B/A|实际\w*[/÷]\w*)")
_SCORING = re.compile(r"(?:定量|正向|反向|得分)\w*[=＝]|每(?:少|减|低|降|增|超)[^，。；]*扣")


def scored_otherwise(report: Report) -> bool:
    """Whether the form prints a way of scoring that is not this one."""
    return any(_SCORING.search(fold(rule.text)) and not _KNOWN_FORMULA.search(fold(rule.text)) for rule in report.rules)


def due(row: Indicator, profile: Profile) -> Decimal | None:
    """The one score, to two places, that the profile's formula gives a row that missed its target."""
    earned = expected(row, profile)
    return Decimal(point(earned[0])) if earned else None


def point(earned: Interval) -> str:
    """The middle of the interval, to two places."""
    ends = [end for end in (earned.low, earned.high) if end is not None]
    return amounts.show((sum(ends, Decimal(0)) / len(ends)).quantize(Decimal("0.01"))) if ends else "0"
