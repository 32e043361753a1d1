"""CP01 passage-copied-between-units."""

from collections.abc import Iterator, Sequence

from auditor.checks.cp.copies import copies
from auditor.checks.registry import between
from auditor.locale import gettext as _
from auditor.model.portfolio import Between, Member

_SHOWN = 60
"""Characters of a run that are quoted."""


@between("CP01", "passage-copied-between-units", severity="warning")
def passage_copied_between_units(members: Sequence[Member]) -> Iterator[Between]:
    """不同单位的完成情况、偏差原因或问题说明整段相同。

    缘由：各单位做的事不同，整段文字一字不差，多半是从别处抄来的，其中的事实未必是本单位的。
    算法：各套材料的完成情况、原因、问题文字去掉空白后逐字比较，不同单位之间连续 60 字以上相同的列出；出现它的单位不超过 max(2, 单位数的 1%)。
    不报：出现在更多单位的（统一模板）；引用政策文件的；同名项目（联合实施）；同一单位的几份材料；内容完全相同的重复文件。写着别的单位名称或数字的另见 CP02。
    依据：自评应当反映本单位实际（绩效自评管理的通行要求）。
    示例：甲镇与丙镇的“偏差原因”有 126 字逐字相同。
    """
    for copy in copies(members):
        names = [text.member.whose for text in copy.texts]
        yield Between(
            message=_("{units}的材料有 {count} 字逐字相同，待核实是否各自的实际情况。").format(units=_("、").join(names), count=len(copy.run)),
            action=_("请各单位说明这段文字的由来，按本单位实际重新填写。"),
            members=tuple(text.member.id for text in copy.texts),
            quotes=tuple((text.member.id, copy.run[:_SHOWN]) for text in copy.texts),
            about=(*sorted(names), copy.run),
            values=(copy.run,),
        )  # fmt: skip
