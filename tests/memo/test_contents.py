"""What a memo says and in which order."""

from decimal import Decimal

import pytest
from outcomes import acceptance, cause, finding, outcome

from auditor.locale import language
from auditor.memo.contents import clean, column_letters, contents, place
from auditor.model.finding import Impact, NotRun
from auditor.model.source import Span


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (Span(start=0, end=1, line=12), "第12行"),
        (Span(start=0, end=1, line=12, table=1, row=3, column=4), "第12行"),
        (Span(start=0, end=1, page=3, table=2, row=14), "第3页 表2 第14行"),
        (Span(start=0, end=1, table=1, row=3, column=4), "表1 第3行第4列"),
        (Span(start=0, end=1, sheet="自评表", row=7, column=2), "自评表!B7"),
        (Span(start=0, end=1, sheet="自评表", table=1, row=7, column=28), "自评表!AB7"),
        (Span(start=0, end=1, page=2), "第2页"),
        (Span(start=41, end=45, paragraph=5), "正文第5段"),
        (Span(start=41, end=45), "正文第42字处"),
        (None, "全文"),
    ],
)
def test_a_place_is_told_as_a_person_would_look_for_it(where, said):
    assert place(where) == said


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")])
def test_columns_have_the_letters_of_a_spreadsheet(column, letters):
    assert column_letters(column) == letters


def test_findings_of_a_cause_are_told_under_it_and_only_there():
    inside, alone = finding(), finding("CL01", severity="error", fingerprint="e" * 16)
    memo = contents(outcome(alone, inside, causes=(cause(inside),)))
    assert [item.code for headline in memo.headlines for item in headline.items] == ["CL02"]
    assert [item.code for group in memo.groups for item in group.items] == ["CL01"]
    assert [(item.code, item.number) for item in memo.open_items] == [("CL01", 1), ("CL02", 2)]


def test_the_gravest_cause_comes_first():
    mild, grave = finding(), finding("ST04", severity="error", fingerprint="e" * 16)
    causes = (cause(mild), cause(grave, kind="row-missing"))
    assert [headline.severity for headline in contents(outcome(mild, grave, causes=causes)).headlines] == [
        "error",
        "warning",
    ]


def test_findings_stand_in_the_order_of_severity_then_place():
    late = finding(fingerprint="1" * 16, evidence=finding().evidence[1:])
    note = finding(severity="note", fingerprint="2" * 16)
    early = finding(fingerprint="3" * 16)
    memo = contents(outcome(note, late, early))
    assert [item.fingerprint[0] for item in memo.open_items] == ["3", "1", "2"]


def test_accepted_findings_are_told_apart_and_do_not_count():
    memo = contents(outcome(finding(accepted=acceptance())))
    assert memo.open_items == []
    assert [item.accepted for item in memo.accepted] == ["王某：口径已在附件说明"]
    assert [count for _severity, _word, count in memo.counts] == [0, 0, 0]


def test_an_acceptance_at_other_values_is_told_on_the_open_finding():
    memo = contents(outcome(finding(accepted_before=acceptance(message="文字写51部"))))
    assert "文字写51部" in memo.open_items[0].accepted_before


def test_coverage_counts_the_numbers_that_claim_something():
    assert contents(outcome()).coverage == "应核对的 5 个数字中，已核对 4 个"


def test_the_summary_names_what_was_found_and_what_to_look_at_first():
    error = finding(
        "CL01", severity="error", message="A 与 B 不一致", fingerprint="e" * 16, evidence=finding().evidence[1:]
    )
    summary = contents(outcome(error, finding())).summary
    assert "问题 1 项" in summary
    assert "疑点 1 项" in summary
    assert "A 与 B 不一致" in summary


def test_no_findings_is_not_called_a_pass():
    assert "不等于通过" in contents(outcome()).summary


def test_control_and_direction_characters_of_a_report_are_made_visible():
    assert clean("a\x1b[31mb\u202ec\nd\te") == "a�[31mb�c d e"


def test_the_memo_speaks_the_language_that_is_set():
    with language("en"):
        memo = contents(outcome(finding()))
    assert memo.headings.coverage.isascii()
    assert memo.groups[0].title.isascii()
    assert place(Span(start=0, end=1, line=3)) == "第3行"


def test_the_appendix_explains_the_checks_that_found_something():
    (page,) = contents(outcome(finding())).pages
    assert page.code == "CL02"
    assert page.lines[0].startswith("缘由：")


def test_the_finding_that_tells_of_the_cause_leads_even_when_another_is_graver():
    head, grave = finding(), finding("CL04", severity="error", fingerprint="e" * 16)
    (headline,) = contents(outcome(grave, head, causes=(cause(head, grave),))).headlines
    assert [item.code for item in headline.items] == ["CL02", "CL04"]
    assert headline.severity == "error"


def test_the_verdict_is_one_sentence_that_says_what_the_worst_finding_means():
    error = finding("CL01", severity="error", fingerprint="e" * 16, evidence=finding().evidence[1:])
    found = contents(outcome(error, finding())).verdict
    assert found.startswith("报告中有数据不一致，须先核实：发现问题 1 项、疑点 1 项；应核对的 5 个数字中，已核对 4 个")
    assert found.count("。") == 1
    assert contents(outcome(finding())).verdict.startswith("未发现数据相互矛盾，但有须说明或补充之处：疑点 1 项")


def test_a_score_is_said_to_be_recomputed_only_where_it_was():
    two = Impact(
        score_stated=Decimal("98.6"), grade_stated="优", score_recomputed=Decimal("98.05"), grade_recomputed="优"
    )
    assert "98.6分改为98.05分" in contents(outcome(finding(), impact=two)).verdict
    assert "重算" not in contents(outcome(finding())).verdict


def test_warnings_come_first_where_nothing_is_worse():
    (first,) = contents(outcome(finding(message="文字写52部"))).priorities
    assert (first.number, first.text) == (1, "文字写52部。")


def test_checks_that_could_not_look_are_told_by_their_reason():
    missed = tuple(
        NotRun(code=code, reason=reason) for code, reason in (("CL13", "甲"), ("CT01", "乙"), ("CT02", "乙"))
    )
    told = contents(outcome(not_run=missed)).reasons
    assert [(one.reason, [check.code for check in one.checks]) for one in told] == [
        ("乙", ["CT01", "CT02"]),
        ("甲", ["CL13"]),
    ]


def test_a_message_ends_as_a_sentence_ends():
    (item,) = contents(outcome(finding(message="相差1项，待核实", action="核对。"))).open_items
    assert (item.message, item.action) == ("相差1项，待核实。", "核对。")


def test_the_proposal_of_a_cause_is_told_with_it():
    one = finding(severity="error")
    proposed = cause(one, kind="digit-slip", message="两数只差一位数字").model_copy(
        update={"proposal": "建议（供核实）：改为56部"}
    )
    (headline,) = contents(outcome(one, causes=(proposed,))).headlines
    assert headline.message == "两数只差一位数字。建议（供核实）：改为56部。"
    with language("en"):
        (headline,) = contents(outcome(one, causes=(proposed,))).headlines
    assert headline.message == "两数只差一位数字. 建议（供核实）：改为56部."


@pytest.mark.parametrize(
    ("stated", "recomputed", "told"),
    [
        (("98.6", "优"), ("98.05", "优"), "98.6分改为98.05分，等级不变（优）"),
        (("90.4", "优"), ("89.05", "良"), "90.4分改为89.05分，等级由优变为良"),
        (("98.6", None), ("98.05", "优"), "98.6分改为98.05分，对应等级为优"),
    ],
)
def test_what_becomes_of_score_and_grade_is_said(stated, recomputed, told):
    impact = Impact(
        score_stated=Decimal(stated[0]),
        grade_stated=stated[1],
        score_recomputed=Decimal(recomputed[0]),
        grade_recomputed=recomputed[1],
    )
    assert told in contents(outcome(finding(), impact=impact)).verdict


def test_what_a_finding_relies_on_names_its_source_and_no_file_of_ours():
    (item,) = contents(outcome(finding("IN12"))).open_items
    assert item.basis == "“绩效目标应当细化量化、可衡量”（财预〔2015〕88号）。"
    assert item.basis_label == "参照"


def several(code, count, **more):
    """Findings of one check, each on a row of its own."""
    return [finding(code, fingerprint=f"{number:016x}", indicators=(number,), **more) for number in range(count)]


def test_three_of_a_kind_are_one_matter_with_a_table():
    (matter,) = contents(outcome(*several("SC06", 3))).matters
    assert [item.label for item in matter.items] == ["1-1", "1-2", "1-3"]
    assert len(matter.rows) == 3
    assert "3处" in matter.title


def test_two_of_a_kind_are_two_matters():
    assert [matter.title for matter in contents(outcome(*several("SC06", 2, evidence=()))).matters] != []
    assert len(contents(outcome(*several("SC06", 2, evidence=()))).matters) == 2


def test_what_lies_on_one_row_of_the_form_is_one_matter():
    over = finding("IN02", indicators=(7,), fingerprint="a" * 16)
    misfiled = finding("IN14", indicators=(7,), fingerprint="b" * 16, evidence=finding().evidence[1:])
    (matter,) = contents(outcome(over, misfiled)).matters
    assert matter.codes == ("IN02", "IN14")


def test_a_lesser_finding_joins_the_table_that_has_its_row():
    rows = several("IN02", 3)
    joined = finding("IN14", indicators=(1,), fingerprint="c" * 16)
    (matter,) = contents(outcome(*rows, joined)).matters
    assert matter.codes == ("IN02", "IN14")


def test_an_error_never_hides_in_a_table_of_warnings():
    error = finding("SC05", severity="error", indicators=(1,), fingerprint="c" * 16)
    first, second = contents(outcome(*several("IN02", 3), error)).matters
    assert (first.codes, second.codes) == (("SC05",), ("IN02",))


def test_a_cause_is_titled_by_its_subject_and_no_two_alike():
    one = finding(working="52部 < 56部", broken=True)
    two = finding("CL01", working="52部 ≠ 56部", broken=True, fingerprint="e" * 16)
    memo = contents(outcome(one, two, causes=(cause(one), cause(two, kind="digit-slip"))))
    titles = [matter.title for matter in memo.matters]
    assert all("52部与56部" in title for title in titles)
    assert len(set(titles)) == len(titles)


def test_errors_come_before_causes_of_warnings_and_notes_come_last():
    warned, error = finding(), finding("CL10", severity="error", fingerprint="e" * 16, evidence=())
    noted = finding("IN12", severity="note", fingerprint="d" * 16, evidence=())
    memo = contents(outcome(noted, warned, error, causes=(cause(warned),)))
    assert [matter.codes for matter in memo.matters] == [("CL10",), ("CL02",), ("IN12",)]


def test_a_difference_is_not_looked_for_inside_a_bound():
    one = finding(working="不少于210万个 ≠ ≥2103000个", broken=True)
    (matter,) = contents(outcome(one)).matters
    assert "不少于210万个与≥2103000个" in matter.title
