"""CP02 foreign-identity."""

import re
from collections.abc import Iterator, Sequence

from auditor.checks.cp.copies import Copy, Text, copies
from auditor.checks.registry import between
from auditor.locale import gettext as _
from auditor.model.portfolio import Between, Figure, Member
from auditor.text.normalize import fold

_SHORTEST = 3
"""Characters of a unit's name below which it may be a common word."""
_SUPERIOR = re.compile(r"(?:财政|审计|发展和改革|发改)(?:厅|局|委)|人民政府|委员会$|办公室$|集团")
"""Bodies that other units' reports name by right."""
_WITH = re.compile(r"(?:会同|联合|配合|协同|协助|委托|报|移交|上级|主管|指导|支持|由|向|与|和|及|、)$")
"""Words before a name by which it is a partner or a superior."""


@between("CP02", "foreign-identity", severity="warning")
def foreign_identity(members: Sequence[Member]) -> Iterator[Between]:
    """相同的段落里写着别的单位的名称，或别的单位同一事项的数字。

    缘由：抄来的文字最容易露出原主：单位名称忘了换，数字还是别人的。
    算法：在与别的单位逐字相同（CP01）的段落中，找对方单位的名称；再看段落中某事项的数字是否等于对方该事项的数字、而与本单位表中该事项的数字不同。
    不报：上级、主管单位和写明会同、委托、配合的合作单位；名称互相包含的单位；本单位表中没有同一事项。
    依据：自评应当反映本单位实际（绩效自评管理的通行要求）。
    示例：丙镇的完成情况写着“甲镇完成改厕 312 户”，丙镇自己的表中改厕为 96 户。
    """
    for copy in copies(members):
        for own in copy.texts:
            for other in copy.texts:
                if own is not other:
                    yield from _named(copy, own, other)
                    yield from _counted(copy, own, other)


def _named(copy: Copy, own: Text, other: Text) -> Iterator[Between]:
    """The other unit's name within the equal passage of this one."""
    name, mine = fold(other.member.whose), fold(own.member.whose)
    at = own.plain.find(name)
    if len(name) < _SHORTEST or at < 0 or name in mine or mine in name or _SUPERIOR.search(name):
        return
    if _WITH.search(own.plain[:at]):
        return
    yield Between(
        message=_("{own}的材料写着另一单位“{other}”的名称，所在段落与该单位的逐字相同，待核实。").format(
            own=own.member.whose, other=other.member.whose
        ),
        action=_("请核对这段文字说的是哪个单位的事，按本单位实际更正。"),
        members=(own.member.id, other.member.id),
        quotes=((own.member.id, own.plain[max(0, at - 10) : at + len(name) + 30]), (other.member.id, copy.run[:60])),
        about=("name", own.member.whose, other.member.whose),
        values=(name,),
    )


def _counted(copy: Copy, own: Text, other: Text) -> Iterator[Between]:
    """A number of the passage that is the other unit's for its subject, where this unit's own table has another one."""
    mine, theirs = _by_subject(own.member), _by_subject(other.member)
    for subject in sorted(mine.keys() & theirs.keys()):
        foreign = [
            printed
            for printed in theirs[subject]
            if f"{subject}{printed}" in copy.run or f"{subject}达{printed}" in copy.run
        ]
        rows = _in_rows(own.member, subject)
        if foreign and rows and not set(foreign) & set(rows):
            yield Between(
                message=_(
                    "{own}的段落中“{subject}”为{foreign}，与{other}的相同，而本单位表中为{own_value}，待核实。"
                ).format(
                    own=own.member.whose,
                    subject=subject,
                    foreign=foreign[0],
                    other=other.member.whose,
                    own_value=rows[0],
                ),
                action=_("请核对这个数字是哪个单位的，按本单位实际更正。"),
                members=(own.member.id, other.member.id),
                quotes=((own.member.id, f"{subject}{foreign[0]}"), (other.member.id, f"{subject}{foreign[0]}")),
                about=("number", own.member.whose, other.member.whose, subject),
                values=(foreign[0], rows[0]),
            )


def _by_subject(member: Member) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for figure in _figures(member):
        found.setdefault(fold(figure.subject), []).append(fold(figure.printed))
    return found


def _figures(member: Member) -> Iterator[Figure]:
    return (figure for form in member.forms for figure in form.figures if form.role not in ("plan", "last-year"))


def _in_rows(member: Member, subject: str) -> list[str]:
    return [fold(figure.printed) for figure in _figures(member) if figure.row and fold(figure.subject) == subject]
