"""What a check relies on, and the documents that would settle what it found."""

import re
from collections.abc import Mapping

from auditor.checks import registry
from auditor.locale import gettext as _
from auditor.memo.words import capital

_BASIS = "依据："
"""The line of a check's page that says what the check relies on."""
_NAMED = "参照"
"""How that line begins where the rule was not read again: it is named, and has to be looked up before it is quoted."""

_WORD_LIST = re.compile(r"[；;][^；;]*\blexicons/\S+\Z")
"""；词表见 lexicons/wording.toml。 is for those who work on checks: a reader of memos has no such file."""

_ASKED_FOR: Mapping[str, str] = {
    "CL": "完成数的台账或清单，以及口径说明",
    "CT": "指标与目标的明细表，结论中各项数的来源",
    "BU": "部门决算、国库支付明细和预算调整批复",
    "SC": "评分底稿：分值、计分公式和得分过程",
    "IN": "指标值设定依据、完成值佐证和偏差原因说明",
    "TM": "验收、发文或竣工等能证明完成时间的材料",
    "ST": "定稿全表，缺项的原始填报内容",
    "FE": "问卷份数、样本名单和统计过程",
    "SB": "不一致数据的原始台账或凭证，以及更正后的材料",
    "PL": "批复的绩效目标表，有调整的附调整批复",
    "YR": "上年自评表和决算，以及目标、结转变化的说明",
}
"""What a reviewer asks for when a finding of this family stays open (绩效自评复核通常调取的佐证材料)."""

_ASKED_FOR_BY_CODE: Mapping[str, str] = {
    "ST04": "报送系统中的原始指标表",
    "CT01": "报送系统中的原始指标表",
    "CT02": "报送系统中的原始指标表",
    "CT03": "报送系统中的原始指标表",
    "CT04": "报送系统中的原始指标表",
    "CT06": "报送系统中的原始指标表",
    "ST06": "满意度调查问卷、样本说明和统计汇总表",
    "ST02": "指标设置说明，或补充缺少的指标",
    "ST03": "单位名称变更的文件或更正后的表",
    "ST07": "各绩效目标与指标的对应说明",
    "CL03": "批复的绩效目标表",
    "CL06": "实际完成数及其台账或清单",
    "CL07": "实际完成数及其台账或清单",
    "CL08": "实际完成数及其台账或清单",
    "IN11": "实际完成数及其台账或清单",
    "IN10": "实际完成数及其台账或清单",
    "CL09": "偏差（扣分、超额、调整）原因的书面说明及佐证",
    "IN01": "偏差（扣分、超额、调整）原因的书面说明及佐证",
    "SC08": "偏差（扣分、超额、调整）原因的书面说明及佐证",
    "IN04": "偏差（扣分、超额、调整）原因的书面说明及佐证",
    "IN02": "偏差（扣分、超额、调整）原因的书面说明及佐证",
    "IN03": "目标值的测算依据和近年完成数",
    "IN19": "偏差（扣分、超额、调整）原因的书面说明及佐证",
    "IN05": "批复的绩效目标表",
    "IN06": "批复的绩效目标表",
    "IN09": "完成数的台账或清单，以及口径说明",
    "IN14": "指标归类的书面说明",
    "TM04": "指标归类的书面说明",
    "IN16": "各目标的支出明细或分摊依据",
    "IN17": "决算或支付凭证",
    "BU06": "偏差（扣分、超额、调整）原因的书面说明及佐证",
    "BU07": "偏差（扣分、超额、调整）原因的书面说明及佐证",
    "BU10": "本期数与基期数的来源",
}
"""What is asked for where a code wants something of its own."""


def asked_for(code: str) -> str:
    """The documents that would settle a finding of this code: by what is missing, else by its family."""
    if code in _ASKED_FOR_BY_CODE:
        return _(_ASKED_FOR_BY_CODE[code])
    return _(_ASKED_FOR[code[:2]]) if code[:2] in _ASKED_FOR else ""


def basis(check: registry.Check) -> tuple[str, bool]:
    """What a check relies on, and whether that is only named for reference: it was not read again."""
    lines = (line.strip() for line in check.page.splitlines())
    stated = next((line for line in lines if line.startswith(_BASIS)), "")
    if not stated:
        return "", False
    named = stated.removeprefix(_BASIS).startswith(_NAMED)
    words = _WORD_LIST.sub(_("。"), _(stated).removeprefix(_(_BASIS)).strip())
    return capital(words.removeprefix(_(_NAMED)).strip() if named else words), named
