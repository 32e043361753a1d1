"""Faults inside one sentence: a rate, a growth, a balance, a price or a score that its own numbers deny."""

import re
from collections.abc import Iterator

from auditor.bench.base import Base
from auditor.bench.edits import Edit
from auditor.bench.kinds import Plant, fault, plant
from auditor.sense import direction
from auditor.text.amounts import short


def sentence(base: Base, words: str) -> Edit | None:
    """The sentence behind what the report tells of its results, or behind its last paragraph; None where there is no place for it."""
    spans = [goal.actual.span for goal in base.report.goals if goal.actual is not None and not goal.actual.pieces]
    spans = spans or [paragraph.span for paragraph in base.report.prose if not paragraph.planned][-1:]
    if not spans:
        return None
    end = spans[0].end
    stop = "" if base.text[end - 1] in "。；" else "。"
    return Edit(end, end, f"{stop}{words}")


def _told(base: Base, words: str) -> Iterator[Plant]:
    yield from plant(sentence(base, words))


@fault("rate-of-a-sentence-slips", "FE02", "FE01")
def rate_of_a_sentence_slips(base: Base) -> Iterator[Plant]:
    """A sentence tells a rate that its two numbers deny."""
    yield from _told(base, "另设台账500本，归档480本，归档率91%。")


@fault("product-of-a-sentence-slips", "FE03")
def product_of_a_sentence_slips(base: Base) -> Iterator[Plant]:
    """A sentence tells an amount that its price and quantity deny."""
    yield from _told(base, "另聘用巡查员80人，每人每月补助600元，按12个月计发放67.5万元。")


@fault("balance-of-a-sentence-slips", "BU14")
def balance_of_a_sentence_slips(base: Base) -> Iterator[Plant]:
    """A sentence tells how many are left, and it is not what remains."""
    yield from _told(base, "另受理咨询430件，已办结418件，其余22件正在办理。")


@fault("part-above-its-whole", "CT08")
def part_above_its_whole(base: Base) -> Iterator[Plant]:
    """A part named within a whole is larger than it."""
    yield from _told(base, "另登记车辆420辆，其中新能源车430辆。")


@fault("score-parts-slip", "SC14", "SC10", "CL13")
def score_parts_slip(base: Base) -> Iterator[Plant]:
    """The parts of a score told in a sentence do not make its total."""
    yield from _told(base, "专家打分：甲项得18分、乙项得17分、丙项得38分、丁项得19分，总分93分。")


@fault("points-slip", "CL16")
def points_slip(base: Base) -> Iterator[Plant]:
    """The points between two rates of a sentence are others than it says."""
    yield from _told(base, "设备完好率由86.4%提高到91.2%，提高5.8个百分点。")


@fault("direction-turned", "CL18", "BU10")
def direction_turned(base: Base) -> Iterator[Plant]:
    """A sentence calls growth what its two values show as a fall."""
    yield from _told(base, "另接待来访280批次，上年为300批次，增长7%。")


@fault("result-of-another-year", "CL19")
def result_of_another_year(base: Base) -> Iterator[Plant]:
    """A result is told of a year long past."""
    if base.report.goals:
        yield from _told(base, "2009年完成建档105份。")


@fault("execution-rate-told-otherwise", "BU15", "BU02")
def execution_rate_told_otherwise(base: Base) -> Iterator[Plant]:
    """A sentence tells another rate of execution than the money table prints."""
    total = next((line for line in base.report.budget if line.part == "total"), None)
    if total is not None and total.budget and total.spent is not None:
        rate = round(total.spent / total.budget * 100)
        yield from _told(base, f"全年预算执行率为{rate - 9 if rate > _LOW else rate + 9}%。")


_LOW = 50


@fault("met-rows-told-otherwise", "CT09")
def met_rows_told_otherwise(base: Base) -> Iterator[Plant]:
    """A sentence counts one met indicator fewer than the rows show."""
    met = [direction.met(row) for row in base.report.indicators]
    if None not in met and met.count(True) > 1:
        yield from _told(base, f"逐项对照，各项指标中已完成{met.count(True) - 1}项。")


@fault("problems-denied-beside-a-late-finish", "CL17")
def problems_denied_beside_a_late_finish(base: Base) -> Iterator[Plant]:
    """The report denies any problem beside works that it tells were finished late."""
    yield from _told(base, "配套用房原定6月30日前完工，实际9月20日完工。存在问题：无。")


_COUNTED = re.compile(r"(?:数量|人数|户数|次数|个数|数)$")


@fault("last-year-told-higher", "IN21")
def last_year_told_higher(base: Base) -> Iterator[Plant]:
    """The report tells a result of last year that is twice what a row asks for now."""
    words = last_year(base, 2)
    if words is not None:
        yield from _told(base, words)


def last_year(base: Base, times: int) -> str | None:
    """A sentence that tells so many times what a row asks for now as last year's result; None where no row can be told so."""
    for row in base.report.indicators:
        target = row.target.quantity if row.target is not None else None
        counted = target is not None and target.kind == "count" and target.value > 1 and target.upper is None
        if target is not None and counted and target.unit and direction.of_row(row) == "more":
            name = _COUNTED.sub("", row.name)
            return f"上年{name}{short(target.value * times)}{target.unit}。"
    return None
