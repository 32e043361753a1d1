"""What an audit costs, and that the cost grows with the report and no faster. Run with `make bench`."""

from time import process_time

import pytest

from auditor import dossier
from auditor.pipeline import audit
from auditor.settings import Settings

HEADER = "年度指标完成情况\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施\n"


def report(goals):
    """A form with so many goals and eight rows under each."""
    lines = [
        "部门整体支出绩效自评表\n（2024年度）\n",
        "部门名称\t临江市文化服务中心\n",
        "年度绩效目标完成情况\t目标序号\t年度绩效目标\t实际完成情况\n",
    ]
    for number in range(1, goals + 1):
        promised = (
            f"完成第{number}片区业务辅导不少于{number + 60}次，新增文献不少于{number + 1000}册，读者满意度不低于90%。"
        )
        reported = f"完成第{number}片区业务辅导{number + 66}次，新增文献{number + 1100}册，读者满意度93.6%。"
        lines.append(f"\t{number}\t{promised}\t{reported}\n")
    lines.append(HEADER)
    for number in range(1, goals + 1):
        rows = [
            f"绩效目标{number}\t产出指标\t数量指标\t第{number}片区业务辅导次数\t≥{number + 60}次\t{number + 66}次",
            f"\t\t\t第{number}片区新增文献数量\t≥{number + 1000}册\t{number + 1100}册",
            "\t\t质量指标\t文献编目准确率\t≥99%\t99.4%",
            "\t\t时效指标\t任务完成时间\t2024年12月底\t2024年12月20日",
            f"\t\t成本指标\t第{number}片区活动费用\t≤{number + 80}万元\t{number + 78}.5万元",
            "\t效益指标\t社会效益指标\t公众阅读意识\t有所提高\t有所提高",
            "\t\t可持续影响指标\t设备持续运行\t保障运行\t运行稳定",
            f"\t满意度指标\t服务对象满意度指标\t第{number}片区读者满意度\t≥90%\t93.6%",
        ]
        lines += [f"{row}\t0.5\t0.5\t\n" for row in rows]
    return "".join(lines).encode()


@pytest.mark.parametrize("times", [1, 4, 16])
def test_audit(benchmark, times):
    data = report(20 * times)
    (outcome,) = benchmark.pedantic(audit, (data, "report.txt", Settings()), rounds=3, warmup_rounds=1)
    assert len(outcome.report.indicators) == 160 * times
    assert not [finding for finding in outcome.findings if finding.severity == "error"]


def submission(goals):
    """The form of so many goals with a report that tells its results, the plan and the form of the year before."""
    form = report(goals).decode()
    told = [
        line.split("\t")[3] for line in form.splitlines() if line.startswith("\t") and line.split("\t")[1].isdigit()
    ]
    prose = ["临江市文化服务中心2024年度部门整体支出绩效自评报告", "二、绩效目标完成情况", *told]
    rows = [line.split("\t") for line in form.partition(HEADER)[2].splitlines()]
    heads = "绩效目标\t一级指标\t二级指标\t三级指标\t年度指标值\t分值"
    plan = ["2024年度部门整体支出绩效目标申报表", "部门名称\t临江市文化服务中心", heads]
    plan += ["\t".join([*cells[:5], cells[6]]) for cells in rows]
    texts = {"report": "\n".join(prose), "form": form, "plan": "\n".join(plan), "last": form.replace("2024", "2023")}
    return [(text.encode(), f"{name}.txt") for name, text in texts.items()]


def test_a_submission_costs_at_most_four_audits_of_its_form():
    """CPU time, hot, the least of interleaved rounds."""
    files = submission(20)
    alone, whole = [], []
    for _round in range(4):
        begun = process_time()
        audit(*files[1], Settings())
        alone.append(process_time() - begun)
        begun = process_time()
        (found,) = dossier.audit(files, Settings())
        whole.append(process_time() - begun)
    assert [one.role for one in found.documents] == ["report", "table", "plan", "last-year"]
    assert len(found.compared) == 160
    assert min(whole) <= 4 * min(alone)
