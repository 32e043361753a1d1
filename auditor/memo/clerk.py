"""What the department that fills in the form is told to do: in its own place, and in no reviewer's words."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from auditor.locale import gettext as _
from auditor.memo.records import Item
from auditor.memo.subjects import sides
from auditor.model.finding import Finding
from auditor.model.source import Place

_DO: Mapping[str, str] = {
    "ST04": "对照系统中的原表，补上缺的行；没有缺行的，更正项数、分值和得分。",
    "CT03": "各类之和与总数只能有一个对：更正总数，或更正有误的那一类。",
    "CT05": "重新清点所列各项，更正个数，或补上漏列的项。",
    "IN01": "在“偏差原因”栏写明没有完成的原因和改进措施。",
    "SC08": "在“偏差原因”栏写明扣分的原因和改进措施。",
    "IN02": "在“偏差原因”栏写明超额的原因（目标偏低、任务增加、口径变化），并备好完成数的台账。",
    "IN03": "写明目标的测算依据；下年度按近年实际水平定目标值。",
    "IN04": "把套话改成具体原因；扣了分的，写明改进措施。",
    "IN09": "写明各按什么口径计数，并把目标值和完成值改为同一单位。",
    "IN10": "把文字改为实际完成数，并备好台账。",
    "IN11": "把目标值改为实际测得的数，并备好台账或问卷汇总。",
    "IN13": "填上实际内容，或删去模板文字；不适用的写明“不适用”和理由。",
    "IN14": "移到相应的二级指标下；确应归在此类的，写明理由。",
    "TM04": "移到相应的二级指标下，另设反映完成时间的时效指标。",
    "IN15": "合并重复的指标，或改写名称以示区别。",
    "IN17": "对照决算或支付凭证填写实际支出，不要照填预算数。",
    "IN19": "按同一尺度补写其余各行的原因。",
    "CL12": "在完成情况中补写这些指标的完成数，并备好台账。",
    "SC06": "按计分公式重算该行得分；另有计分办法的，写明办法。",
    "SC11": "逐行复看得分是否都有佐证；有未完成的，据实扣分。",
    "ST01": "补填该栏；不适用的写明“不适用”和理由。",
    "ST02": "补设该类指标；不适用的写明理由。",
    "ST06": "附上满意度调查的问卷、份数和统计汇总表。",
    "BU06": "在资金说明中写明没有执行完的原因、结余去向和改进措施。",
    "BU07": "写明预算调整的原因，附调整批复。",
    "BU12": "写明产出的资金来源或付款进度，附完成情况的佐证。",
    "FE01": "附调查统计表，更正份数或比例；是评分平均值的，写明“平均分”。",
    "CL04": "核对完成数；确未完成的，写明原因并据实扣分。",
}
"""What to do, where the words for the reviewer would not do."""

_ROW_OR_COUNT = frozenset({"CT01", "CT02", "SC01", "SC02"})
"""Sums over the rows of the table: a missing row breaks them as well as a wrong total."""

_OF_REVIEWERS = re.compile(r"请?填报单位|被核查单位|抽查|调取|复核会|待核实|待补充|存疑|佐证材料。?$")
_QUOTED = re.compile(r"「[^」]*」|“[^”]*”")
_CLAUSES = re.compile(r"(?:「[^」]*」|“[^”]*”|[^，。；])+[，。；]?")


def to_do(item: Item, finding: Finding) -> str:
    """What it must be where a sum or another place says so; else what to write or to attach."""
    proposed = finding.broken and finding.severity != "note" and finding.code not in _DO
    if proposed and (pair := sides(finding, " ≠ ")):
        stated, right = pair[0], _as_printed(*pair)
        if any(isinstance(one.span, Place) for one in finding.evidence):
            return _("“{stated}”与“{right}”只能有一个对：更正有误的一份，或说明口径。").format(
                stated=stated, right=right
            )
        if finding.code in _ROW_OR_COUNT:
            return _("有缺行、漏填的补上；没有的，把“{stated}”改为“{right}”。").format(stated=stated, right=right)
        return _("把“{stated}”改为“{right}”，或说明口径。").format(stated=stated, right=right)
    if finding.code in _DO:
        return _(_DO[finding.code])
    return without_reviewers(item.action)


def _as_printed(stated: str, right: str) -> str:
    """What is right with as many places as what stands there has: 94.15% becomes 94.35%, and not 94.352%."""
    was, new = _DECIMAL.search(stated), _DECIMAL.search(right)
    if was is None or new is None or len(new[1]) <= len(was[1]):
        return right
    rounded = Decimal(new[0]).quantize(Decimal(1).scaleb(-len(was[1])), ROUND_HALF_UP)
    return right.replace(new[0], str(rounded)) if str(rounded) not in stated else right


_DECIMAL = re.compile(r"[0-9]+\.([0-9]+)")


def without_reviewers(text: str) -> str:
    """The text without the clauses that speak to a reviewer."""
    kept = "".join(one for one in _CLAUSES.findall(text) if not _OF_REVIEWERS.search(_QUOTED.sub("", one))).strip()
    return kept.rstrip("，；、") + _("。").strip() if kept.endswith(("，", "；", "、")) else kept
