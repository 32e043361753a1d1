"""What becomes of a report: contradicted, insufficient or clear, the first that holds."""

from decimal import Decimal

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st
from outcomes import acceptance, finding, span

from auditor.diagnosis.verdict import Audited, again, judge
from auditor.model.finding import Usage
from auditor.model.ledger import LedgerEntry
from auditor.model.report import Report
from auditor.model.source import Document
from auditor.pipeline import examine
from auditor.readers import txt
from auditor.readers.limits import Limits
from auditor.relate.statuses import coverage
from auditor.settings import Settings


def entries(**counts):
    """So many entries of each status, dashes as underlines; unread_column are unread ones in a column of the indicators."""
    statuses = [status for status, count in counts.items() for _one in range(count)]
    return tuple(entry(number, status) for number, status in enumerate(statuses, 1))


def entry(number, status):
    in_column = status == "unread_column"
    return LedgerEntry(
        id=f"n{number}", quote=f"{number}项", span=span("52部"), value=Decimal(number), subject="达成情况" if in_column else "",
        role="unread-column" if in_column else "result", status="unread" if in_column else status.replace("_", "-"),
    )  # fmt: skip


def judged(*findings, kind="project", fail_under=50, **counts):
    ledger = entries(**counts)
    return judge(Audited(Report(kind=kind), findings, ledger, coverage(ledger)), Decimal(fail_under), model=False)


@pytest.mark.parametrize(
    ("one", "verdict"),
    [
        (finding(severity="error"), "contradicted"),
        (finding(severity="error", confidence="medium"), "contradicted"),
        (finding(severity="error", confidence="low"), "clear"),
        (finding(severity="error", accepted=acceptance()), "clear"),
        (finding(severity="warning"), "clear"),
        (finding(severity="warning", broken=True), "contradicted"),
        (finding(severity="warning", broken=True, confidence="low"), "clear"),
        (finding(severity="warning", broken=True, accepted=acceptance()), "clear"),
        (finding(severity="note", broken=True), "clear"),
    ],
)
def test_what_contradicts(one, verdict):
    assert judged(one, agreed=2).verdict == verdict


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ({"agreed": 1, "unmatched": 1}, "clear"),
        ({"agreed": 1, "unmatched": 2}, "insufficient"),
        ({"reconciled": 1, "unread": 2}, "insufficient"),
        ({"contradicted": 1, "not_assessable": 1}, "clear"),
        ({"agreed": 1, "not_a_claim": 9}, "clear"),
        ({"not_a_claim": 9}, "insufficient"),
        ({}, "insufficient"),
        ({"agreed": 9, "unread": 1}, "clear"),
        ({"agreed": 9, "unread_column": 1}, "insufficient"),
    ],
)
def test_what_is_enough(counts, verdict):
    one = judged(**counts)
    assert one.verdict == verdict
    assert bool(one.needed) == (verdict == "insufficient")


def test_a_contradiction_is_told_before_blindness():
    assert judged(finding(severity="error"), unmatched=9, unread_column=3).verdict == "contradicted"


def test_the_least_coverage_is_exact():
    assert judged(fail_under="33.34", agreed=1, unmatched=2).verdict == "insufficient"
    assert judged(fail_under="33.33", agreed=1, unmatched=2).verdict == "clear"


def test_a_plan_that_asserts_nothing_is_clear_until_something_is_found():
    assert judged(kind="plan", not_a_claim=6).verdict == "clear"
    assert judged(finding(severity="note"), kind="plan", not_a_claim=6).verdict == "insufficient"
    assert judged(kind="plan", not_a_claim=6, unread_column=2).verdict == "insufficient"


def test_what_is_needed_names_the_column_and_the_document():
    needed = " ".join(judged(agreed=1, unread_column=2, unmatched=7).needed)
    assert "“达成情况”栏（2 个数字）" in needed
    assert "绩效自评表" in needed
    assert "--extractor" in needed
    assert "10%" in needed


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 100))
def test_a_higher_demand_never_clears(compared, alone, demand):
    at, above = (
        judged(fail_under=least, agreed=compared, unmatched=alone).verdict for least in (demand, min(100, demand + 1))
    )
    assert not (at == "insufficient" and above == "clear")
    assert judged(fail_under=demand, agreed=compared + 1, unmatched=alone).verdict == "clear" or at == "insufficient"


def document(text) -> Document:
    return txt.read(text.encode(), "报告.txt", Limits())


def test_acceptances_count_before_the_verdict():
    text = "某中心项目绩效自评报告\n全年开展巡诊24次，其中山区15次、平原7次。\n"
    (outcome,) = examine(document(text), Settings(fail_under=Decimal(0)))
    assert outcome.verdict == "contradicted"
    accepted = tuple(one.model_copy(update={"accepted": acceptance()}) for one in outcome.findings)
    assert again(outcome.model_copy(update={"findings": accepted}), Decimal(0)).verdict == "clear"


def test_a_report_of_which_nothing_was_compared_passes_nothing():
    (outcome,) = examine(document("某院绩效自评报告\n开展义诊31场，发放药箱260个，走访农户1800户。\n"), Settings())
    assert outcome.verdict == "insufficient"
    assert outcome.coverage.compared == 0
    assert all(one.count for one in outcome.passed)
    ran = {one.code for one in (*outcome.findings, *outcome.passed)}
    assert not ran & {one.code for one in outcome.not_run}
    assert all(one.reason for one in outcome.not_run)


def test_checks_that_were_switched_off_are_told():
    (outcome,) = examine(
        document("某院绩效自评报告\n开展义诊31场。\n"), Settings(select=("CL", "BU02"), ignore=("CL01",))
    )
    off = {one.code for one in outcome.not_run if one.switched_off}
    assert {"CL01", "SC01", "BU01"} <= off
    assert not off & {"CL02", "BU02"}


def columns(*headings):
    made = [entry(number, "unread_column") for number in range(1, len(headings) + 1)]
    return tuple(one.model_copy(update={"subject": heading}) for one, heading in zip(made, headings, strict=True))


def needed(report, ledger=(), *, fail_under="50", model=False, **counts):
    ledger = (*ledger, *entries(**counts))
    return judge(Audited(report, (), ledger, coverage(ledger)), Decimal(fail_under), model=model).needed


FULL = builders.report(rows=["数量指标 | 管网长度 | ≥9公里 | 9公里"], budget=["年度资金总额 | 1 | 1 | 1"])


def test_each_unread_column_is_named_until_there_are_too_many():
    told = needed(FULL, columns("甲", "乙", "甲", ""), agreed=9)
    assert [one.partition("栏")[0] for one in told] == ["“甲”", "“乙”", "“没有名称的”"]
    assert "（2 个数字）" in told[0]
    assert "（1 个数字）" in told[1]
    more = needed(FULL, columns("甲", "乙", "丙", "丁", "戊"), agreed=9)
    assert more[:3] == needed(FULL, columns("甲", "乙", "丙"), agreed=9)
    assert more[3:] == ("另有 2 栏没有读懂，见“未能读取之处”",)
    assert len(needed(FULL, columns("甲", "乙", "丙", "丁"), agreed=9)) == 4


def test_a_number_that_is_unread_elsewhere_names_no_column():
    ledger = (entry(1, "unread_column").model_copy(update={"role": "result"}),)
    assert not any("“达成情况”栏" in one for one in needed(FULL, ledger, unmatched=1))
    ledger = (entry(1, "agreed").model_copy(update={"role": "unread-column", "subject": "达成情况"}),)
    assert needed(FULL, ledger) == ()


FEW = "应核对的数字中有 25% 得到核对，低于所要求的 50%"
UNREAD = "2 个数字所在之处没有读懂"
NO_TABLE = "没有读到指标表"
NO_TEXT = "只读到指标表"
NO_MONEY = "没有读到预算执行情况"
NO_MODEL = "可用模型再读一遍"
NOTHING = "没有读到可以核对的数字"
TOLD = (FEW, UNREAD, NO_TABLE, NO_TEXT, NO_MONEY, NO_MODEL, NOTHING)


@pytest.mark.parametrize(
    ("changed", "model", "counts", "said"),
    [
        ({}, False, {"agreed": 1, "unmatched": 3}, {FEW, NO_TABLE, NO_MONEY, NO_MODEL}),
        ({}, True, {"agreed": 1, "unmatched": 1, "unread": 2}, {FEW, UNREAD, NO_TABLE, NO_MONEY}),
        ({}, True, {"not_a_claim": 3}, {NOTHING, NO_TABLE, NO_MONEY}),
        ({"indicators": FULL.indicators}, True, {"agreed": 1, "unmatched": 3}, {FEW, NO_TEXT, NO_MONEY}),
        ({"indicators": FULL.indicators, "goals": FULL.goals}, True, {"agreed": 1, "unmatched": 3}, {FEW, NO_MONEY}),
        (
            {"indicators": FULL.indicators, "goals": (FULL.goals[0].model_copy(update={"actual": None}),)},
            True,
            {"agreed": 1, "unmatched": 3},
            {FEW, NO_TEXT, NO_MONEY},
        ),
        ({"indicators": FULL.indicators, "prose": (FULL.goals[0].actual,)}, True, {"agreed": 1, "unmatched": 3}, {FEW, NO_MONEY}),
        ({"indicators": FULL.indicators, "conclusion": builders.report(conclusion={"score": 9}).conclusion}, True, {"agreed": 1, "unmatched": 3}, {FEW, NO_MONEY}),
        ({"budget": FULL.budget}, True, {"agreed": 1, "unmatched": 3}, {FEW, NO_TABLE}),
    ],
)  # fmt: skip
def test_what_would_bring_more_numbers_to_a_comparison(changed, model, counts, said):
    told = needed(Report(kind="project", **changed), model=model, **counts)
    assert {one for one in TOLD if any(line.startswith(one) for line in told)} == said
    assert len(told) == len(said)


def test_the_demand_is_told_in_plain_digits():
    assert "低于所要求的 100%" in needed(FULL, fail_under="100.0", agreed=1, unmatched=1)[0]
    assert "低于所要求的 66.5%" in needed(FULL, fail_under="66.50", agreed=1, unmatched=1)[0]


def test_judging_again_knows_whether_a_model_read_along():
    (outcome,) = examine(document("某院绩效自评报告\n开展义诊31场，走访农户1800户。\n"), Settings())
    assert again(outcome, Decimal(50)).needed == outcome.needed
    assert any("--extractor" in one for one in outcome.needed)
    read = outcome.model_copy(update={"usage": Usage(model="m")})
    assert not any("--extractor" in one for one in again(read, Decimal(50)).needed)
