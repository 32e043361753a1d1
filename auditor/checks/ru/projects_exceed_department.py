"""RU01 projects-exceed-department."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.checks.registry import between
from auditor.checks.ru.departments import Department, departments
from auditor.locale import gettext as _
from auditor.model.portfolio import Between, Member, Spent
from auditor.text.amounts import show


@between("RU01", "projects-exceed-department", severity="error")
def projects_exceed_department(members: Sequence[Member]) -> Iterator[Between]:
    """各项目自评表的执行数之和超过部门整体自评表的项目支出。

    缘由：项目支出是各项目之和，部分加起来不可能多于整体。
    算法：同一单位、同一年度，把各项目支出自评表的全年执行数相加（按印出的位数取下限），与部门整体支出自评表“项目支出”的执行数（取上限）比较，超过的列出。清单写明归属的为问题，只凭表上单位名称归到一起的为疑点。
    不报：转移支付绩效表；已被取代的表；内容相同的重复表；申报表和上年表；整体表没有“项目支出”一行。
    依据：部门支出由基本支出和项目支出构成（预算管理的通行口径）。
    示例：三张项目表执行数合计 1 260.50万元，整体自评表的项目支出执行数为 1 180.00万元。
    """
    for department in departments(members):
        yield from _exceeding(department)


def _exceeding(department: Department) -> Iterator[Between]:
    spent = [(part, part.form.spent) for part in department.projects if part.form.spent is not None]
    for own in department.own:
        whole = own.form.project_spent
        known = [one for _part, one in spent if one is not None]
        if whole is None or not known or sum((one.low for one in known), Decimal(0)) < whole.high:
            continue
        listed = " + ".join(one.printed for one in known)
        yield Between(
            message=_(
                "{unit}{count}张项目自评表的执行数之和，超过部门整体自评表的项目支出{whole}，不一致，待核实。"
            ).format(unit=department.name, count=len(known), whole=whole.printed),
            working=_("{listed} = {total}万元 > {whole}").format(
                listed=listed, total=_in_tens(known), whole=whole.printed
            ),
            action=_("核对各项目表与整体表的资金口径（是否含上年结转、其他资金、重复项目），以决算明细账为准。"),
            members=(own.member.id, *(part.member.id for part, _one in spent)),
            quotes=(
                (own.member.id, whole.printed),
                *((part.member.id, one.printed) for part, one in spent if one is not None),
            ),
            about=(department.name, str(department.year)),
            values=(whole.printed, *(one.printed for one in known)),
            severity=None if department.listed else "warning",
            confidence="high" if department.listed else "medium",
        )


def _in_tens(known: Sequence[Spent]) -> str:
    """The sum in units of ten thousand yuan."""
    return show(sum(((one.low + one.high) / 2 for one in known), Decimal(0)) / 10_000)
