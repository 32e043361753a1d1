"""How a check is entered, run, numbered and told that it did not run."""

from decimal import Decimal

import builders
import pytest

from auditor.checks import registry, selection
from auditor.errors import SettingsError
from auditor.model.finding import Agreement, Discrepancy, Evidence, NotAssessed
from auditor.model.source import Span

REPORT = builders.report(rows=["数量指标 | 甲 | ≥1个 | 1个"])
CONTEXT = builders.context(REPORT)


def check(*verdicts, code="XX01", **more):
    def function(_report, _context):
        yield from verdicts

    told = {"name": "made-up", "severity": "warning", "needs": ()} | more
    return registry.Check(code, function=function, **told)


def wrong(*about, **more):
    quoted = (Evidence(role="表述", quote="甲", span=None),)
    return Discrepancy(**{"message": "不符", "evidence": quoted, "about": about, "values": ("1",), **more})


def run(*checks, report=REPORT):
    return registry.run(report, CONTEXT, checks)


def test_agreements_are_counted_and_five_workings_kept_each_once():
    ways = [Agreement(f"{number} = {number}") for number in (1, 1, 2, 3, 4, 5, 6)]
    (passed,) = run(check(*ways, Agreement())).passed
    assert (passed.code, passed.count) == ("XX01", 8)
    assert passed.examples == ("1 = 1", "2 = 2", "3 = 3", "4 = 4", "5 = 5")


def test_the_numbers_that_a_check_found_right_are_told_by_their_place():
    spans = (Span(start=3, end=5), Span(start=9, end=10))
    assert run(check(Agreement("1 + 2 = 3", spans), Agreement("x"))).checked == {3: "1 + 2 = 3", 9: "1 + 2 = 3"}


def test_a_check_that_compared_nothing_has_not_run():
    (silent,) = run(check()).not_run
    assert (silent.code, silent.reason, silent.switched_off) == ("XX01", "报告中没有这一项可以比较的内容", False)
    told = run(check(NotAssessed("甲"), NotAssessed("乙"), NotAssessed("甲")))
    assert [one.reason for one in told.not_run] == ["甲", "乙"]


@pytest.mark.parametrize("verdict", [Agreement(), wrong("甲")])
def test_a_check_that_compared_something_has_run(verdict):
    assert run(check(NotAssessed("甲"), verdict)).not_run == []


def test_a_check_that_only_found_something_wrong_has_not_passed():
    assert run(check(wrong("甲"))).passed == []


def test_a_finding_carries_what_its_check_said():
    said = wrong(
        "甲", working="1 ≠ 2", action="核对", goals=(2,), indicators=(0,), confidence="low", relations=("r1",),
        score_change=Decimal(-1), rests_on=(Span(start=0, end=1),),
    )  # fmt: skip
    (found,) = run(check(said)).findings
    kept = ("message", "working", "action", "evidence", "goals", "indicators", "confidence", "relations", "score_change", "rests_on")  # fmt: skip
    assert [getattr(found, name) for name in kept] == [getattr(said, name) for name in kept]
    assert (found.code, found.name, found.severity, found.broken) == ("XX01", "made-up", "warning", False)


@pytest.mark.parametrize(
    ("own", "said", "broken"), [(True, None, True), (False, None, False), (True, False, False), (False, True, True)]
)
def test_a_finding_contradicts_as_its_check_does_unless_it_says_otherwise(own, said, broken):
    (found,) = run(check(wrong("甲", broken=said), arithmetic=own)).findings
    assert found.broken is broken


def test_the_severity_of_a_finding_goes_before_that_of_its_check():
    assert [one.severity for one in run(check(wrong("甲", severity="note"), wrong("乙"))).findings] == [
        "note",
        "warning",
    ]


def test_findings_about_the_same_are_told_apart_by_their_order():
    one, two, three, other = run(check(wrong("甲"), wrong("甲"), wrong("甲"), wrong("乙"))).findings
    assert len({one.fingerprint, two.fingerprint, three.fingerprint, other.fingerprint}) == 4
    assert one.value_hash == two.value_hash
    assert all(len(print_) == 16 for print_ in (one.fingerprint, two.fingerprint, one.value_hash))
    again = run(check(wrong("甲"), wrong("甲", values=("2",)))).findings
    assert [found.fingerprint for found in again] == [one.fingerprint, two.fingerprint]
    assert again[1].value_hash != two.value_hash


def test_a_fingerprint_is_of_the_code_and_of_what_it_is_about():
    (one,), (other,) = run(check(wrong("甲", "乙"))).findings, run(check(wrong("甲乙"))).findings
    (third,) = run(check(wrong("甲", "乙"), code="XX02")).findings
    assert len({one.fingerprint, other.fingerprint, third.fingerprint}) == 3


FULL = {
    "goals": {"goals": ()},
    "indicators": {"rows": ()},
    "weights": {"rows": ["数量指标 | 甲 | ≥1个 | 1个 | - | 5"]},
    "scores": {"rows": ["数量指标 | 甲 | ≥1个 | 1个 | 5 | -"]},
    "reasons": {"columns": ["target", "actual"]},
    "budget": {"budget": ()},
    "conclusion": {"conclusion": None},
    "total": {"total": None},
}
"""What a report lacks of each need."""


@pytest.mark.parametrize("need", FULL)
def test_what_a_check_needs_and_the_report_has_not_is_told(need):
    whole = {
        "rows": ["数量指标 | 甲 | ≥1个 | 1个 | 5 | 5", "数量指标 | 乙 | ≥1个 | 1个"], "budget": ["年度资金总额 | 1 | 1 | 1"],
        "conclusion": {"score": 9}, "total": "100 | 9",
    }  # fmt: skip
    entry = check(wrong("甲"), needs=(need,))
    assert len(run(entry, report=builders.report(**whole)).findings) == 1
    lacking = run(entry, report=builders.report(**(whole | FULL[need])))
    assert lacking.findings == []
    assert [one.reason for one in lacking.not_run] == [registry.NEEDS[need][1]]


def test_the_first_thing_that_is_missing_is_told():
    bare = builders.report(goals=())
    lacking = run(check(needs=("goals", "claims", "listings")), check(needs=("listings", "claims")), report=bare)
    assert [one.reason for one in lacking.not_run] == [registry.NEEDS[need][1] for need in ("goals", "listings")]


def test_a_check_of_several_documents_does_not_run_on_one():
    told = run(check(wrong("甲"), documents=("plan", "report")))
    assert told.findings == []
    assert [one.reason for one in told.not_run] == ["没有提供绩效目标申报表（--plan）"]


@pytest.mark.parametrize(
    ("code", "name", "needs", "said"),
    [
        ("BU02", "made-up", (), "BU02"),
        ("PF01", "made-up", (), "PF01"),
        ("XX01", "execution-rate-miscomputed", (), "execution-rate-miscomputed"),
        ("XX01", "made-up", "nothing", "nothing"),
    ],
)
def test_a_name_that_is_taken_and_a_need_that_nothing_provides_are_refused(code, name, needs, said):
    registry.everything()
    with pytest.raises(ValueError, match=said):
        registry.check(code, name, severity="note", needs=needs)(lambda _report, _context: iter(()))


def test_a_page_and_its_first_line():
    def paged(_report, _context):
        """第一行。

        第二行。
        """

    assert registry.Check("XX01", "made-up", "note", (), paged).title == "第一行。"
    assert check().title == check().page == ""


ARITHMETIC = (
    "BU02 BU03 BU04 BU05 BU08 BU09 BU10 BU11 BU13 BU14 BU15 BU17 CL01 CL03 CL04 CL05 CL09 CL13 CL14 CL16 CL18 CT01 CT02 CT03 CT04 CT05 "
    "CT06 CT07 CT08 CT09 FE01 FE02 FE03 FE04 PL01 PL03 SB01 SB02 SB03 SB04 SC01 SC02 SC03 SC05 SC06 SC09 SC10 SC14 SC15 SC16 SC17 ST04 "
    "TM01 YR03"
)


def test_which_checks_rest_on_numbers_that_cannot_hold_together():
    assert " ".join(one.code for one in registry.everything() if one.arithmetic) == ARITHMETIC


class TestSelection:
    CATALOGUE = (check(code="BU01"), check(code="BU02"), check(code="CL01"))

    @pytest.mark.parametrize(
        ("select", "ignore", "left"),
        [
            ((), (), ["BU01", "BU02", "CL01"]),
            (("BU",), (), ["BU01", "BU02"]),
            (("BU01",), ("BU",), ["BU01"]),
            (("BU",), ("BU01",), ["BU02"]),
            ((), ("BU",), ["CL01"]),
            (("CL01", "BU"), ("BU02",), ["BU01", "CL01"]),
            (("BU01",), ("BU01",), []),
        ],
    )
    def test_a_code_beats_its_family_and_to_ignore_beats_to_select(self, select, ignore, left):
        chosen = selection.choose(self.CATALOGUE, select, ignore)
        assert [one.code for one in chosen] == left
        off = selection.switched_off(self.CATALOGUE, chosen)
        assert [one.code for one in off] == [one.code for one in self.CATALOGUE if one.code not in left]
        assert all(one.switched_off and one.reason for one in off)

    @pytest.mark.parametrize("code", ["CP", "CP01", "RU02"])
    def test_checks_over_many_submissions_may_be_named(self, code):
        assert len(selection.choose(self.CATALOGUE, (), (code,))) == 3

    @pytest.mark.parametrize("code", ["BU03", "XX", "bu01"])
    def test_what_is_in_no_catalogue_is_refused(self, code):
        with pytest.raises(SettingsError, match=code):
            selection.choose(self.CATALOGUE, (code,), ())
