"""The CL checks against cases that an auditor can read and add to (narrative/*.yaml)."""

from pathlib import Path

import pytest
import told
import yaml
from forms import form
from severities import graver

from auditor import profiles
from auditor.checks import registry
from auditor.pipeline import audit
from auditor.relate import relate

CASES = Path(__file__).parent / "narrative"


def cases(kind):
    return list(_cases(kind))


def _cases(kind):
    for file in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))[kind]:
            yield pytest.param(file.stem, case, id=f"{file.stem} {case['name']}")


def looked_at(case):
    goals = [tuple(goal) for goal in case.get("goals", [])]
    rows = [tuple(row) for row in case.get("rows", [])]
    document, report = form(
        goals, rows, prose=case.get("prose", ()), conclusion=case.get("conclusion"), complete=case.get("complete")
    )
    unsure = case.get("ambiguous", ())
    made = [row.model_copy(update={"ambiguous": at in unsure}) for at, row in enumerate(report.indicators)]
    report = report.model_copy(update={"indicators": tuple(made)})
    profile = profiles.load("national")
    return report, registry.Context(relate(document, report, profile).network, profile)


def results(code, case):
    report, context = looked_at(case)
    return registry.run(report, context, [check for check in registry.catalogue() if check.code == code])


def told_of(code, case):
    return told.of_results(results(code, case))


@pytest.mark.parametrize(("code", "case"), cases("finds"))
def test_finds(code, case):
    said = results(code, case)
    told.unmoved("findings", f"# {code} {case['name']}", told.of_results(said))
    found = said.findings
    assert found, "nothing found"
    assert graver(found) == []
    said = " ".join(" ".join([one.message, one.working, *(item.quote for item in one.evidence)]) for one in found)
    assert [words for words in case.get("says", []) if words not in said] == []
    assert found[0].severity == case.get("severity", found[0].severity)
    assert len(found) == case.get("count", len(found))


@pytest.mark.parametrize(("code", "case"), cases("silent"))
def test_stays_silent(code, case):
    said = results(code, case)
    assert [one.message for one in said.findings] == []
    told.unmoved("findings", f"# {code} {case['name']}", told.of_results(said))


def test_parts_of_the_spending_are_not_held_against_the_budget():
    """BU13: the amount right before the parts is what they make up, whatever else the sentence states."""
    said = "调整后全年预算{}万元，全年支出980.0万元。其中基本支出400.0万元，项目支出580.0万元。"
    text = "某县文旅局2024年度部门整体支出绩效自评报告\n一、收支情况\n" + said
    codes = [finding.code for finding in audit(text.format("1000.0").encode(), "report.txt")[0].findings]
    wrong = [
        finding.code
        for finding in audit(text.format("1000.0").replace("980.0", "990.0").encode(), "report.txt")[0].findings
    ]
    assert "BU13" not in codes
    assert "BU13" in wrong


def test_a_rate_among_several_amounts_is_that_of_the_year():
    """BU02: the initial budget is no base of the rate."""
    text = "某县文旅局2024年度部门整体支出绩效自评报告\n2024年年初预算2150.3万元，调整后全年预算2384.6万元，全年支出2296.9万元，预算执行率{}%。"
    right, wrong = (audit(text.format(rate).encode(), "report.txt")[0] for rate in ("96.3", "93.6"))
    assert "BU02" not in [finding.code for finding in right.findings]
    assert "BU02" in [finding.code for finding in wrong.findings]
    assert {entry.status for entry in right.ledger if entry.unit in {"元", "%"}} == {"reconciled", "unmatched"}


def codes_of(text):
    return [finding.code for finding in audit(text.encode(), "report.txt")[0].findings]


TOLD = "某县水务局2024年度项目支出绩效自评报告\n一、基本情况\n全年预算资金共计{}万元，其中上级资金200万元，本级100万元。\n二、支出情况\n全年支出共计{}万元，余款安排下年支出。\n三、存在问题\n{}\n"


def test_what_was_hardly_spent_is_a_problem_though_no_table_says_so():
    assert "CL17" in codes_of(TOLD.format("300", "96.4", "暂无问题。"))
    assert "CL17" not in codes_of(TOLD.format("300", "286.4", "暂无问题。"))
    assert "CL17" not in codes_of(TOLD.format("300", "96.4", "招标流标，支付滞后。"))


def test_what_was_spent_beyond_the_budget_is_told_once():
    assert codes_of(TOLD.format("300", "318.6", "无法归集。")).count("BU05") == 1
    assert "CT08" not in codes_of(TOLD.format("300", "318.6", "无法归集。"))


def test_both_splits_of_one_total_are_right():
    said = "某县卫健局2024年度项目支出绩效自评报告\n一、基本情况\n下达资金700万元（中央400万元、省级300万元），其中设备购置300万元、培训{}万元。\n"
    assert "CL13" not in codes_of(said.format(400))
    assert "CL13" in codes_of(said.format(500))


def test_items_of_two_funds_are_no_fact_told_twice():
    said = "某县水利局2024年度资金绩效自评报告\n一、资金分解\n12号文件下达资金900万元。其中：河道治理工程600万元，小流域综合整治300万元。\n27号文件下达资金500万元。其中：河道治理工程380万元，小流域综合整治120万元。\n"
    assert "CL14" not in codes_of(said)
