"""What a row's score must come to: by the rate that its own criterion multiplies, or in proportion to how far it missed its target."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from auditor.model.relation import Form, Relation, make_relation
from auditor.model.report import Indicator, Report
from auditor.profiles import Profile
from auditor.relate.computed import compute
from auditor.relate.numbers import Numbers
from auditor.relate.operands import Unassessable
from auditor.sense import direction
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

EARNED = "scores.earned"
CRITERION, PROPORTION = f"{EARNED}.criterion", f"{EARNED}.proportion"
"""The rules: weight × the rate that the row reports, where its criterion says so; points in proportion for a missed target."""

# "权重×支出率", "完成率*分值", "10×执行率": the rate that the row reports is the share of its weight
_BY_RATE = lazily(
    r"(?:权重|分值|满分|\d+分?)[*×xX·](?:[^*×。；;]{0,6})(?:支出|执行|完成|到位|支付|实现|使用)(?:率|比例)"
    r"|(?:支出|执行|完成|到位|支付|实现|使用)(?:率|比例)[*×xX·](?:\d|权重|分值|满分)"
)
_BY_COMPLETION = lazily(r"(?:完成|实现)(?:率|比例)")
# "按完成比例计分", "按比例得分", "按实际完成比例扣分"
_IN_PROPORTION = lazily(r"按(?:照)?(?:实际)?(?:完成)?(?:情况)?(?:的)?比例(?:计|得|给|赋|扣|酌情)")
# "得分=权重*B/A", "得分=分值×实际完成值/年度指标值": the formula applied here
_KNOWN_FORMULA = lazily(r"得分[=＝](?:权重|分值|该指标分值)[*×xX]?[(（]?(?:B/A|实际\w*[/÷]\w*)")
_SCORING = lazily(r"(?:定量|正向|反向|得分)\w*[=＝]|每(?:少|减|低|降|增|超)[^，。；]*扣")
_CENT = Decimal("0.01")

Criterion = Literal["none", "proportion", "rate", "other"]


def criterion(row: Indicator) -> Criterion:
    """How the table itself says that a row is to be scored: in proportion, by the rate it reports, or in a way not known here."""
    text = fold(row.criterion or "")
    if not text:
        return "none"
    if _BY_RATE.search(text):
        return "rate"
    return "proportion" if _IN_PROPORTION.search(text) or _KNOWN_FORMULA.search(text) else "other"


def scored_otherwise(report: Report) -> bool:
    """Whether the form prints a way of scoring that is not in proportion."""
    return any(_SCORING.search(fold(rule.text)) and not _KNOWN_FORMULA.search(fold(rule.text)) for rule in report.rules)


def propose(report: Report, numbers: Numbers, profile: Profile) -> Iterator[Relation]:
    """The score of each row that its criterion ties to its rate, or that lost points for a target it missed."""
    own_way = scored_otherwise(report)
    for index, row in enumerate(report.indicators):
        by_rate = criterion(row) == "rate"
        lost = row.weight is not None and row.score is not None and row.score < row.weight
        if by_rate or (lost and not own_way and direction.met(row) is False):
            found = readings(row, index, numbers, profile)
            if found:
                yield found[0].model_copy(update={"otherwise": found[1:], "place": row.span})


def readings(row: Indicator, index: int, numbers: Numbers, profile: Profile) -> tuple[Relation, ...]:
    """The ways in which the points of a row may be worked out, the profile's before others; none where no formula is known."""
    result, weight = numbers.get("score", index), numbers.get("weight", index)
    target, actual = numbers.get("row-target", index), numbers.get("row-actual", index)
    if result is None or weight is None or actual is None:
        return ()
    if criterion(row) == "rate":
        sides: list[tuple[str, ...]] = [(weight.id, actual.id)] if actual.kind == "percent" else []
        passed = _passed(row) if sides and _names_completion(row) else None
        if passed and row.score == row.weight:
            return ()
        if passed is False and target is not None:
            sides = [(weight.id, actual.id, target.id), *sides]
        return tuple(
            make_relation(kind="product", result=result.id, of=of, form="earned", by=CRITERION) for of in sides
        )
    if target is None or not _in_proportion(row):
        return ()
    of = (weight.id, actual.id, target.id)
    return tuple(
        make_relation(kind="product", result=result.id, of=of, form=form, by=PROPORTION)
        for form in _forms(row, profile)
    )


def _names_completion(row: Indicator) -> bool:
    """Whether the rate that the criterion names may be how far the target was met: 完成率×分值."""
    return _BY_COMPLETION.search(fold(row.criterion or "")) is not None


def _passed(row: Indicator) -> bool | None:
    """Whether more was reached than the target asks for, where full points are due; None where they cannot be compared."""
    pair = direction.compared(row)
    if pair is None or pair[0].value <= 0:
        return None
    target, measured = pair
    return measured.value > target.value


def _in_proportion(row: Indicator) -> bool:
    """Whether target and actual are plain numbers of one sort, and the row names no other way of scoring."""
    pair = direction.compared(row)
    if pair is None or criterion(row) in {"rate", "other"}:
        return False
    target, measured = pair
    return target.value > 0 and target.upper is None and measured.bound == "="


def _forms(row: Indicator, profile: Profile) -> tuple[Form, ...]:
    asked = direction.asked(row)
    if asked is None:
        return ()
    about = asked.bound == "~" and direction.of_row(row) == "less"
    if asked.bound not in direction.CEILINGS and not about:
        return ("earned",)
    return ("earned-less", "excess") if profile.reverse_score == "ratio" else ("excess", "earned-less")


def due(row: Indicator, index: int, numbers: Numbers, profile: Profile) -> Decimal | None:
    """The one score, to two places, that the first of its formulas gives a row; None where none is known."""
    found = readings(row, index, numbers, profile)
    if not found:
        return None
    one = found[0]
    made = compute(one, numbers.by_id[one.result].quantity, [numbers.by_id[name] for name in one.of])
    return None if isinstance(made, Unassessable) else made.point.quantize(_CENT, ROUND_HALF_UP)
