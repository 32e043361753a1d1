"""What a missed target earns by the formulas of scoring."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from auditor.model.quantity import Interval, Quantity
from auditor.model.report import Indicator, Report
from auditor.profiles import Profile
from auditor.sense import direction
from auditor.text import amounts, rounding
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

_WHOLE = Decimal(100)


# "权重×支出率", "完成率*分值", "10×执行率": the rate that the row reports is the share of its weight
_BY_RATE = lazily(
    r"(?:权重|分值|满分|\d+分?)[*×xX·](?:[^*×。；;]{0,6})(?:支出|执行|完成|到位|支付|实现|使用)(?:率|比例)"
    r"|(?:支出|执行|完成|到位|支付|实现|使用)(?:率|比例)[*×xX·](?:\d|权重|分值|满分)"
)
_BY_COMPLETION = lazily(r"(?:完成|实现)(?:率|比例)")
# "按完成比例计分", "按比例得分", "按实际完成比例扣分"
_IN_PROPORTION = lazily(r"按(?:照)?(?:实际)?(?:完成)?(?:情况)?(?:的)?比例(?:计|得|给|赋|扣|酌情)")

Criterion = Literal["none", "proportion", "rate", "other"]


def criterion(row: Indicator) -> Criterion:
    """How the table itself says that a row is to be scored: in proportion, by the rate it reports, or in a way not known here."""
    text = fold(row.criterion or "")
    if not text:
        return "none"
    if _BY_RATE.search(text):
        return "rate"
    return "proportion" if _IN_PROPORTION.search(text) or _KNOWN_FORMULA.search(text) else "other"


def by_rate(row: Indicator) -> Interval | None:
    """What a row earns whose own criterion multiplies its weight by the rate it reports; None for all others."""
    actual = row.actual.quantity if row.actual else None
    if criterion(row) != "rate" or actual is None or row.weight is None or actual.kind != "percent":
        return None
    earned = _times(row.weight, rounding.interval(actual), _WHOLE)
    high = earned.high is not None and earned.high > row.weight
    return rounding.exact(row.weight) if high else earned


def expected(row: Indicator, profile: Profile) -> list[Interval]:
    """The scores that the formulas give, the row's own criterion before the profile's."""
    own = by_rate(row)
    pair, asked = direction.compared(row), direction.asked(row)
    if own is not None:
        return [*_of_target(row, pair), own]
    if pair is None or asked is None or row.weight is None or criterion(row) in {"rate", "other"}:
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
    return [_times(row.weight, rounding.interval(measured), target.value)]


def _of_target(row: Indicator, pair: tuple[Quantity, Quantity] | None) -> list[Interval]:
    """What the row earns where the rate that its criterion names is how far the target was met: 完成率×分值."""
    if pair is None or row.weight is None or not _BY_COMPLETION.search(fold(row.criterion or "")):
        return []
    target, measured = pair
    share = _times(row.weight, rounding.interval(measured), target.value) if target.value > 0 else None
    return [] if share is None or share.high is None or share.high > row.weight else [share]


def _excess(target: Quantity, actual: Quantity, weight: Decimal) -> Interval | None:
    left = rounding.difference(rounding.exact(target.value * 2), rounding.interval(actual))
    score = _times(weight, left, target.value)
    if score.high is None or score.high < 0:
        return rounding.exact(Decimal(0))
    return score


def _reverse(target: Quantity, actual: Quantity, weight: Decimal) -> Interval | None:
    score = rounding.ratio(rounding.exact(target.value * weight), rounding.interval(actual))
    return None if score.low is None else score


def _times(weight: Decimal, part: Interval, whole: Decimal) -> Interval:
    """Weight × part ÷ whole, multiplied first: 10 × 45 ÷ 48 is just 9.375, and 10 × (45 ÷ 48) is a little less."""
    return rounding.ratio(rounding.scale(part, weight), rounding.exact(whole))


# "得分=权重*B/A", "得分=分值×实际完成值/年度指标值": the formula these checks apply
_KNOWN_FORMULA = lazily(r"得分[=＝](?:权重|分值|该指标分值)[*×xX]?[(（]?(?:B/A|实际\w*[/÷]\w*)")
_SCORING = lazily(r"(?:定量|正向|反向|得分)\w*[=＝]|每(?:少|减|低|降|增|超)[^，。；]*扣")


def agrees(expected: Interval, score: Decimal) -> bool:
    """Whether a printed score is one that the formula gives, rounded or cut off at its own places."""
    return rounding.meet(expected, rounding.printed(score)) or rounding.truncates_to(_middle(expected), score)


def scored_otherwise(report: Report) -> bool:
    """Whether the form prints a way of scoring that is not this one."""
    return any(_SCORING.search(fold(rule.text)) and not _KNOWN_FORMULA.search(fold(rule.text)) for rule in report.rules)


def due(row: Indicator, profile: Profile) -> Decimal | None:
    """The one score, to two places, that the profile's formula gives a row that missed its target."""
    earned = expected(row, profile)
    return Decimal(point(earned[0])) if earned else None


def point(earned: Interval) -> str:
    """The middle of the interval, to two places."""
    return amounts.show(_middle(earned).quantize(Decimal("0.01"), ROUND_HALF_UP))


def _middle(earned: Interval) -> Decimal:
    """The score of the numbers as printed."""
    ends = [end for end in (earned.low, earned.high) if end is not None]
    return sum(ends, Decimal(0)) / len(ends) if ends else Decimal(0)
