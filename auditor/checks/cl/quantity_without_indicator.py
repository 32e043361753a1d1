"""CL11 quantity-without-indicator."""

from collections import defaultdict
from collections.abc import Iterator

from auditor.checks import evidence, facts, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.quantity import Quantity
from auditor.model.report import Claim, Indicator, Report
from auditor.relate.likeness import INSIDE, SURE
from auditor.text import units
from auditor.text.similarity import Rarity

MEASURED = frozenset({"count", "measure", "percent"})
"""Money is held to the money table (BU08), time to the deadlines (TM01)."""

KINDS = frozenset({"类", "种", "方面", "大类"})
"""How many kinds of a thing there are describes it: 提供12类基本公共卫生服务."""


@check("CL11", "quantity-without-indicator", severity="note", needs=("goals", "indicators"))
def quantity_without_indicator(report: Report, context: Context) -> Iterator[Verdict]:
    """目标中的定量承诺没有对应的指标。

    缘由：目标承诺了数量而指标表不设指标，完成与否既不考核也不计分。
    算法：目标文字中的每个数量、比率，在同一目标的指标中按名称与单位找对应的行；找不到，指标表中也没有同样的数，即报；每个目标合成一条。
    不报：有同名指标而单位不同的（IN09）；指标表有同样的数和单位、只是名称不同的；金额（BU08）与期限（TM01）；以类、种计的（是对服务内容的描述）；“其中”“含”之下的分项；引用的要求、其他年度的数；该目标没有指标（ST07）；叙述与表的数不同（CL03）。
    依据：参照“绩效指标应当覆盖绩效目标的主要内容”（财预〔2015〕88号）。
    示例：目标“培训村医300人次”，指标表没有培训一类的指标。
    """
    tied = facts.tied_claims(report, context.network)
    parts = {part for listing in report.listings if listing.total is not None for part in listing.parts}
    rarity = Rarity([*(claim.subject for claim in report.claims), *(row.name for row in report.indicators)])
    bare: dict[int, list[Claim]] = defaultdict(list)
    measuring = rows.by_goal(report)
    for index, claim in enumerate(report.claims):
        measures = [row for _index, row in measuring(claim.goal)] if claim.role == "target" else []
        if not measures or not _binds(claim) or index in parts:
            continue
        if index in tied or _printed_in(measures, claim.quantity) or _named_in(measures, claim.subject, rarity):
            yield Agreement(example=evidence.of_claim(claim).quote)
        elif claim.goal is not None:
            bare[claim.goal].append(claim)
    for goal, claims in sorted(bare.items()):
        yield _bare(report, goal, claims)


def _binds(claim: Claim) -> bool:
    promised = claim.role == "target" and claim.quantity.kind in MEASURED and claim.quantity.unit not in KINDS
    return promised and not claim.quoted and not claim.subset and claim.year is None and bool(claim.subject)


def _printed_in(measures: list[Indicator], promise: Quantity) -> bool:
    """Whether a row prints the same number of the same things, as its target, its actual or in its name."""
    digits = promise.text.strip("≥≤><=不少于低超过大小约近")
    for row in measures:
        for cell in (row.target, row.actual):
            quantity = cell.quantity if cell else None
            if (
                quantity is not None
                and units.same_thing(quantity.unit, promise.unit)
                and quantity.value == promise.value
            ):
                return True
            if cell is not None and digits in cell.text:
                return True
        if digits in row.name:
            return True
    return False


def _named_in(measures: list[Indicator], subject: str, rarity: Rarity) -> bool:
    """Whether a row is named after the promised subject; that its unit differs is IN09's, its number CL03's."""
    for row in measures:
        similarity, inside = rarity.alike(subject, row.name)
        if max(similarity, INSIDE * inside) >= SURE:
            return True
    return False


def _bare(report: Report, goal: int, claims: list[Claim]) -> Discrepancy:
    place = evidence.goal_label(goal, report)
    said = [evidence.of_claim(claim) for claim in claims]
    return Discrepancy(
        message=_("{place}目标承诺的{promises}没有对应的指标").format(
            place=place + _("：") if place else "", promises=_("、").join(f"“{one.quote}”" for one in said)
        ),
        action=_("请说明该项由哪个指标考核；没有的，下年度补设指标。"),
        evidence=tuple(said),
        goals=(goal,),
        confidence="medium",
        about=(str(goal), "without indicator"),
        values=tuple(claim.quantity.text for claim in claims),
    )
