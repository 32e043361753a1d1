"""Right reports that tell one thing more in a sentence, and tell it right: each beside a fault that only its figures would make."""

from collections.abc import Iterator

from auditor.bench.base import Base
from auditor.bench.faults.plausible import strangers
from auditor.bench.faults.sentences import last_year, sentence
from auditor.bench.variants import Rewritten, edited, variant
from auditor.sense import direction
from auditor.text.amounts import short


@variant("a rate of its two numbers", "FE02")
def rate_of_its_numbers(base: Base) -> Iterator[Rewritten]:
    """A sentence tells a rate that its two numbers give."""
    yield from edited(base, [sentence(base, "另巡查点位500处，修复480处，修复率96%。")])


@variant("an amount of price and quantity", "FE03")
def amount_of_price_and_quantity(base: Base) -> Iterator[Rewritten]:
    """A sentence tells an amount that its price and quantity make."""
    yield from edited(base, [sentence(base, "另聘用巡查员80人，每人每月补助600元，按12个月计发放57.6万元。")])


@variant("what is left of a count", "BU14")
def what_is_left(base: Base) -> Iterator[Rewritten]:
    """A sentence tells how many are left, and so many remain."""
    yield from edited(base, [sentence(base, "另受理咨询430件，已办结418件，其余12件正在办理。")])


@variant("a part within its whole", "CT08")
def part_within_its_whole(base: Base) -> Iterator[Rewritten]:
    """A part named within a whole is less than it."""
    yield from edited(base, [sentence(base, "另登记车辆420辆，其中新能源车130辆。")])


@variant("scores that make their total", "SC14")
def scores_that_make_their_total(base: Base) -> Iterator[Rewritten]:
    """The parts of a score told in a sentence make its total."""
    yield from edited(base, [sentence(base, "专家打分：甲项得18分、乙项得17分、丙项得38分、丁项得19分，总分92分。")])


@variant("points between two rates", "CL16")
def points_between_two_rates(base: Base) -> Iterator[Rewritten]:
    """The points between two rates of a sentence are those that it says."""
    yield from edited(base, [sentence(base, "设备完好率由86.4%提高到91.2%，提高4.8个百分点。")])


@variant("a fall that is one", "CL18")
def fall_that_is_one(base: Base) -> Iterator[Rewritten]:
    """A sentence calls a fall what its two values show as one."""
    yield from edited(base, [sentence(base, "另接待来访280批次，上年为300批次，由300批次下降到280批次。")])


@variant("a former year beside this one", "CL19")
def former_year_beside_this_one(base: Base) -> Iterator[Rewritten]:
    """A year long past is named to compare with."""
    if base.report.goals and base.report.year is not None:
        yield from edited(base, [sentence(base, f"与2009年相比，{base.report.year}年建档更加完整。")])


@variant("the rate of execution told as printed", "BU15")
def execution_rate_as_printed(base: Base) -> Iterator[Rewritten]:
    """A sentence tells the rate of execution that the money table comes to."""
    total = next((line for line in base.report.budget if line.part == "total"), None)
    if total is not None and total.budget and total.spent is not None:
        rate = short(round(total.spent / total.budget * 100, 1))
        yield from edited(base, [sentence(base, f"全年预算执行率为{rate}%。")])


@variant("met indicators counted", "CT09")
def met_indicators_counted(base: Base) -> Iterator[Rewritten]:
    """A sentence counts the indicators that the rows show as met."""
    met = [direction.met(row) for row in base.report.indicators]
    if None not in met and met.count(True) > 1:
        yield from edited(base, [sentence(base, f"逐项对照，各项指标中已完成{met.count(True)}项。")])


@variant("no problems, and none to tell", "CL17")
def no_problems_to_tell(base: Base) -> Iterator[Rewritten]:
    """The report denies any problem where all targets are met and the money is spent, and tells works that were finished in time."""
    rows = base.report.indicators
    spent = all(line.rate is None or line.rate >= _WELL_SPENT for line in base.report.budget)
    if rows and spent and all(direction.met(row) is True for row in rows):
        words = "配套用房原定6月30日前完工，实际6月20日完工。存在问题：无。"
        yield from edited(base, [sentence(base, words)])


_WELL_SPENT = 95


@variant("a lower result of last year", "IN21")
def lower_result_of_last_year(base: Base) -> Iterator[Rewritten]:
    """The report tells as last year's result just what a row asks for now."""
    words = last_year(base, 1)
    if words is not None:
        yield from edited(base, [sentence(base, words)])


@variant("people served who are spoken of", "IN22")
def people_served_who_are_spoken_of(base: Base) -> Iterator[Rewritten]:
    """A row asks for the satisfaction of people whom the report speaks of too."""
    for stranger, made in strangers(base):
        said = sentence(base, f"项目同时面向{stranger}开展服务。")
        if said is not None:
            yield from edited(base, [made, said])
