"""PF01 department-outlier."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from math import exp, lgamma, log
from typing import NamedTuple

from auditor.checks.registry import between
from auditor.locale import gettext as _
from auditor.model.portfolio import Between, Form, Member

FEWEST = 20
"""Reports of a department from which its share says something (CATALOGUE, PF01)."""
RATE = 0.05
"""Share of outliers told that may be none (Benjamini and Hochberg 1995)."""


class Share(NamedTuple):
    """How many of a department's reports have something, against those of all others that go by the same rules."""

    department: str
    what: str
    profile: str
    hits: int
    reports: int
    others: float
    chance: float
    """How likely a share at least as far off is, both ways, if the department were like the others."""


@between("PF01", "department-outlier", severity="note")
def department_outlier(members: Sequence[Member]) -> Iterator[Between]:
    """某部门满分的比例或被复核扣分的比例明显不同于其他部门。

    缘由：一个部门的自评几乎全是满分，或几乎每份都被复核扣分，值得先看；这不说明哪一份有错。
    算法：同一套评分规则之内，部门至少 20 份材料，比较“各行全部满分”的份数、“复核得分低于自评得分”的份数占比与其他部门合计的占比，用精确二项分布求双侧概率，按 Benjamini–Hochberg 控制错误发现率在 5% 以内。
    不报：不足 20 份；评分规则不同的部门不相比较。只出现在汇总图表中，从不作为某一份材料的疑点；满分、末位数字和首位数字分布同样从不作为单份材料的疑点。
    依据：精确二项检验；Benjamini、Hochberg（1995）控制错误发现率的方法。
    示例：某局 24 份材料中 23 份全部满分，其他部门合计为 41%。
    """
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for member in members:
        numbers[member.department or member.whose].append(member.id)
    for one in outliers(members):
        yield Between(
            message=_("{department}的 {reports} 份材料中有 {hits} 份{what}，其他部门为 {others}%，明显不同。").format(
                department=one.department,
                reports=one.reports,
                hits=one.hits,
                what=_(_WHATS[one.what]),
                others=round(100 * one.others),
            ),
            action=_("抽查时可优先看这个部门；这不说明其中哪一份有错。"),
            members=tuple(numbers[one.department]),
            about=(one.department, one.what, one.profile),
            values=(str(one.hits), str(one.reports)),
        )


_FULL, _LOWERED = "full", "lowered"
_WHATS = {_FULL: "各行全部满分", _LOWERED: "被复核扣分"}


_Counts = dict[str, dict[str, list[bool]]]
"""By profile and department, whether each report has it."""


def outliers(members: Sequence[Member]) -> list[Share]:
    """The departments that differ, the least likely first. One that was told is no measure for the others any more."""
    told: list[Share] = []
    for what, has in ((_FULL, _full), (_LOWERED, _lowered)):
        counts = _counts(members, has)
        while (least := _least_likely(what, counts)) is not None:
            told.append(least)
            del counts[least.profile][least.department]
    return sorted(told, key=lambda one: (one.chance, one.department, one.what))


def _least_likely(what: str, counts: _Counts) -> Share | None:
    """The department that differs most among those that Benjamini and Hochberg let through."""
    ranked = sorted(_shares(what, counts), key=lambda one: (one.chance, one.department))
    through = any(one.chance <= RATE * rank / len(ranked) for rank, one in enumerate(ranked, 1))
    return ranked[0] if through else None


def _full(form: Form) -> bool | None:
    return form.full == form.rows if form.rows else None


def _lowered(form: Form) -> bool | None:
    return form.deviation is not None and form.deviation > 0 if form.reviewed else None


def _counts(members: Sequence[Member], has: Callable[[Form], bool | None]) -> _Counts:
    counts: _Counts = {}
    for member in members:
        for form in member.forms:
            value = has(form) if form.role == "table" else None
            department = member.department or member.whose
            if value is not None and department:
                counts.setdefault(form.profile, {}).setdefault(department, []).append(value)
    return counts


def _shares(what: str, counts: _Counts) -> Iterator[Share]:
    """Every department with enough reports, against the others of the same profile."""
    for profile, by_department in sorted(counts.items()):
        for department, values in sorted(by_department.items()):
            others = [value for name, some in by_department.items() if name != department for value in some]
            if len(values) >= FEWEST and len(others) >= FEWEST:
                share = (sum(others) + 0.5) / (len(others) + 1)
                likely = chance(sum(values), len(values), share)
                yield Share(department, what, profile, sum(values), len(values), sum(others) / len(others), likely)


def chance(hits: int, of: int, share: float) -> float:
    """How likely a count at most as likely as this one is: the exact binomial test, both ways."""
    likely = [_likelihood(count, of, share) for count in range(of + 1)]
    return min(1.0, sum(one for one in likely if one <= likely[hits] * (1 + 1e-9)))


def _likelihood(hits: int, of: int, share: float) -> float:
    chosen = lgamma(of + 1) - lgamma(hits + 1) - lgamma(of - hits + 1)
    return exp(chosen + hits * log(share) + (of - hits) * log(1 - share))
