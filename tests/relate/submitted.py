"""A whole form from its goals and rows as strings, audited as a user would have it audited."""

from auditor.pipeline import audit

HEAD = "2024年度部门整体支出绩效自评表\n部门名称\t清河县农业农村局\n"
GOALS = "年度绩效目标完成情况\t目标序号\t年度绩效目标\t实际完成情况\n"
ROWS = "绩效指标\t绩效目标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施\n"


def outcome(goals=(), rows=(), after=""):
    """The Outcome of a form with goals as (target, result) and rows as (name, target, actual, reason) of goal 1, or (goal, name, …)."""
    text = HEAD
    if goals:
        text += GOALS + "".join(f"\t{number}\t{said}\t{done}\n" for number, (said, done) in enumerate(goals, 1))
    if rows:
        text += ROWS + "".join(map(_row, rows))
    (found,) = audit(f"{text}{after}".encode(), "form.txt")
    return found


def _row(cells):
    goal, name, target, actual, *reason = cells if isinstance(cells[0], int) else (1, *cells)
    return f"\t绩效目标{goal}\t产出指标\t数量指标\t{name}\t{target}\t{actual}\t10\t10\t{reason[0] if reason else ''}\n"


def findings(*args, **more):
    """The findings of a form, by code."""
    return {finding.code: finding for finding in outcome(*args, **more).findings}
