"""Submissions for tests, from the short strings an auditor would type: a report, a form, a plan, last year's form.

A row is "数量指标 | 讲座场次 | ≥20场 | 24场 | 20 | 20 | 原因"; a line of the money is "年度资金总额 | 年初 | 全年 | 执行 | 分值 | 执行率 | 得分".
"""

from auditor import dossier
from auditor.dossier import Given
from auditor.model.source import Document
from auditor.pipeline import read
from auditor.settings import Settings

BODY, PROJECT = "柳溪县文化馆", "全民艺术普及经费"
ABOUT = (
    "项目面向全县群众开展公益讲座、文艺培训和送戏下乡等活动，年初经批复立项，由馆内业务部门组织实施，"
    "按月调度，按季检查，资金实行专账管理，支出手续完备，未发现截留、挤占和挪用等情况。"
)
LEVELS = {"数量": "产出指标", "质量": "产出指标", "时效": "产出指标", "成本": "产出指标", "满意": "满意度指标"}
ROLES = {"report": None, "table": None, "plan": "plan", "last": "last-year"}
MONEY = "年度资金总额 | 100 | 100 | 99 | 10 | 99% | 9.9"


def form(
    rows, *, year=2024, money=(MONEY,), target="开展各类活动。", result="各类活动已开展。", total=None, note="", **named
):
    """The text of a form of self-evaluation."""
    lines = [
        "项目支出绩效自评表",
        f"（{year}年度）",
        f"项目名称\t{named.get('project', PROJECT)}",
        f"主管部门\t{named.get('body', BODY)}\t实施单位\t{named.get('body', BODY)}",
        "项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分",
        *("\t" + "\t".join(_cells(line)) for line in money),
        "年度总体目标\t预期目标\t实际完成情况",
        f"\t{target}\t{result}",
        "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施",
        *("\t" + _row(row) for row in rows),
        f"总分\t100\t{total or _total(rows, money)}",
        *([f"其他需要说明的问题\t{note}"] if note else []),
    ]
    return "\n".join(lines) + "\n"


def plan(rows, *, amount="100", year=2024, **named):
    """The text of the targets approved beforehand; a row has no result: "数量指标 | 讲座场次 | ≥20场 | 20"."""
    lines = [
        f"{year}年度项目支出绩效目标申报表",
        f"项目名称\t{named.get('project', PROJECT)}",
        f"主管部门\t{named.get('body', BODY)}\t实施单位\t{named.get('body', BODY)}",
        f"项目资金（万元）\t年度资金总额\t{amount}",
        "年度总体目标\t开展各类活动。",
        "一级指标\t二级指标\t三级指标\t年度指标值\t分值",
        *("\t".join([_level(_cells(row)[0]), *_cells(row)]) for row in rows),
    ]
    return "\n".join(lines) + "\n"


def report(sentences, *, year=2024, **named):
    """The text of a report in prose: its sentences under the usual headings."""
    body, project = named.get("body", BODY), named.get("project", PROJECT)
    return "\n".join([
        f"{body}{year}年度{project}绩效自评报告",
        "一、项目概况",
        ABOUT,
        "二、绩效目标完成情况",
        *sentences,
        "三、存在的问题",
        "个别活动宣传不够。",
    ]) + "\n"  # fmt: skip


WRITERS = {"report": report, "table": form, "plan": plan, "last": form}


def text(role, case):
    """The text of one document as a case describes it: its sentences or rows, or those with more said."""
    said = case if isinstance(case, dict) else {"sentences" if role == "report" else "rows": case}
    body = said.get("sentences", said.get("rows", ()))
    more = {key: value for key, value in said.items() if key not in ("sentences", "rows")}
    if role == "last":
        more.setdefault("year", 2023)
    return WRITERS[role](body, **more)


def given(case):
    """The documents of a case, as read."""
    return [
        Given(read(text(role, case[role]).encode(), f"{role}.txt", Settings()), flag)
        for role, flag in ROLES.items()
        if role in case
    ]


def submission(case, **settings):
    """What the audit of a case finds."""
    (result,) = dossier.examine(given(case), Settings(**settings), "together").results
    return result


def one_file(*texts):
    """Several documents in one file."""
    whole = "\n".join(texts)
    document: Document = read(whole.encode(), "材料.txt", Settings())
    return dossier.examine([Given(document)], Settings(), "file").results


def _cells(line):
    return [cell.strip() if cell.strip() != "-" else "" for cell in line.split("|")]


def _row(line):
    cells = _cells(line)
    return "\t".join([_level(cells[0]), *cells, *[""] * (7 - len(cells))])


def _level(category):
    return next((level for word, level in LEVELS.items() if word in category), "效益指标")


def _total(rows, money):
    from decimal import Decimal

    scores = [_cells(row)[5] for row in rows] + [_cells(line)[6] for line in money[:1]]
    return sum(Decimal(score) for score in scores if score)
