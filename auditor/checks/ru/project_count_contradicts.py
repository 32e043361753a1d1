"""RU02 project-count-contradicts."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.checks.registry import between
from auditor.checks.ru.departments import Department, departments
from auditor.locale import gettext as _
from auditor.model.portfolio import Between, Member
from auditor.text import numerals


@between("RU02", "project-count-contradicts", severity="warning", at_worst="error")
def project_count_contradicts(members: Sequence[Member]) -> Iterator[Between]:
    """部门所称自评项目个数与收到的项目自评表张数不符。

    缘由：报告说对若干个项目开展了自评，就应当有若干张项目自评表；多出来的没有交代，少了的没有交来。
    算法：从部门整体自评的文字中读出“对 N 个项目开展绩效自评”一类表述，与同一单位、同一年度的项目自评表张数（按项目名称，一个项目一张）比较。表多于所称个数的，清单写明归属时为问题，否则为疑点；表少于所称个数的为疑点（可能没有交齐）。
    不报：文字没有写明自评项目个数，或前后说法不一；没有收到任何项目自评表；已被取代的表。
    依据：部门应当对所有项目支出开展自评（绩效自评管理的通行要求）。
    示例：报告称“对12个项目支出开展了绩效自评”，收到项目自评表 14 张。
    """
    for department in departments(members):
        yield from _contradicting(department)


def _contradicting(department: Department) -> Iterator[Between]:
    said = {
        value: (own.member.id, figure.subject)
        for own in department.own
        for figure in own.form.projects
        if (value := _count(figure.printed)) is not None
    }
    there = len(department.projects)
    if len(said) != 1 or there in said:
        return
    (count, (member, quote)), more = next(iter(said.items())), there > next(iter(said))
    message = _("{unit}称对 {count} 个项目开展自评，收到项目自评表 {there} 张，不一致，待核实。")
    yield Between(
        message=message.format(unit=department.name, count=count, there=there),
        working=_("{there}张 − {count}个 = {gap}").format(there=there, count=count, gap=there - int(count)),
        action=_("请单位补交缺少的项目自评表，或更正报告所称的项目个数。"),
        members=(member, *(part.member.id for part in department.projects)),
        quotes=((member, quote),),
        about=(department.name, str(department.year)),
        values=(str(count), str(there)),
        severity="error" if more and department.listed else None,
        confidence="high" if department.listed else "medium",
    )


def _count(printed: str) -> Decimal | None:
    found = numerals.parse(printed)
    return found if found is not None and found == found.to_integral_value() and found > 0 else None
