"""CT08 part-exceeds-whole."""

from collections.abc import Iterator

from auditor.checks import stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Verdict
from auditor.model.report import Report
from auditor.relate import Judged
from auditor.relate.statements.directions import DIRECTIONS
from auditor.relate.statements.spending import SPENT


@check("CT08", "part-exceeds-whole", severity="error", arithmetic=True)
def part_exceeds_whole(report: Report, context: Context) -> Iterator[Verdict]:
    """部分大于整体。

    缘由：“其中”之后的数是之前那个数的一部分，收回的问卷不会多于发出的，得分不会多于满分。
    算法：“其中”所列单独一项与之前同单位的数比较；发放与收回、满分与得分比较；超过100%的完成、合格、访视等比率，其分子与分母比较。隔句再说的部分（上述不合格单位中…、覆盖其中16个乡镇）与前面所说的整体比较；越过较高界限的（超过1000万次的）与越过较低界限的比较。
    不报：单位不同的；“其中”之后有几项、能相加的由 CL13 报告；可以超过100%的比率（任务完成率除外，见 IN08）。
    依据：部分不大于整体。
    示例：“参加培训420人，其中考核合格430人”。
    """
    for one in context.stated("bound", of="statements"):
        if one.by in (SPENT, DIRECTIONS):  # BU05 and CL18 say so
            continue
        if not one.broken:
            if one.held:
                yield stated.agreement(context, one)
            continue
        part, whole = stated.result(context, one), stated.others(context, one)[0]
        if one.relation.by.startswith("statements.extremes"):
            yield stated.discrepancy(
                context,
                one,
                _("文字所说的最高（最低）为{whole}，而所列的{part}超出了它，待核实").format(
                    part=part.quantity.text, whole=whole.quantity.text
                ),
                action=_("核对所列各项，更正最高、最低的一项。"),
            )
            continue
        rate = _rate(context, one)
        if rate is not None:
            found = stated.discrepancy(
                context,
                rate,
                _("“{part}”多于“{whole}”，{rate}超过100%，待核实").format(
                    part=part.quantity.text, whole=whole.quantity.text, rate=stated.result(context, rate).quantity.text
                ),
                action=_("核对两个数的口径和统计范围，更正有误的一处。"),
            )
            yield found.model_copy(update={"severity": None, "relations": (one.id,)})
            continue
        yield stated.discrepancy(
            context,
            one,
            _("“{part}”是“{whole}”的一部分，却大于它，待核实").format(
                part=part.quantity.text, whole=whole.quantity.text
            ),
            action=_("核对两个数的口径和统计范围，更正有误的一处。"),
        )


def _rate(context: Context, one: Judged) -> Judged | None:
    """The rate over a hundred that the two numbers make, where one is told."""
    sides = (one.relation.result, *one.relation.of)
    return next((rate for rate in context.stated("ratio", of="statements.rates") if rate.relation.of == sides), None)
