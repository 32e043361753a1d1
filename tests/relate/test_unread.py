"""What nobody understood is unread, what is understood and asserts nothing is no claim, and each number is one report's."""

import pytest
from effort import exponent

from auditor import profiles
from auditor.model.report import Aside, BudgetLine, ColumnReading, Indicator, Report, Reviewed, Statement, Value
from auditor.model.source import Document, Unreadable
from auditor.readers import txt
from auditor.readers.limits import Limits
from auditor.relate import relate, relate_all, untold
from auditor.text import quantities

NATIONAL = profiles.load("national")
ROWS = """指标表
三级指标\t年度指标值\t年内达到值\t分值
巡查次数\t≥40次\t36次\t10
修缮桥涵\t≥12座\t12座\t10
群众知晓率\t≥85%\t91%\t20
"""


def read(text) -> Document:
    return txt.read(text.encode(), "表.txt", Limits())


def linked(document, report):
    return relate(document, report, NATIONAL)


def linked_all(document, reports):
    return relate_all(document, reports, [NATIONAL] * len(reports))


def at(document, words, nth=0):
    """The place of some words; the whole cell where they are one."""
    start = -1
    for _time in range(nth + 1):
        start = document.text.index(words, start + 1)
    for table in document.tables():
        for cell in table.cells:
            if cell.span.start <= start < cell.span.end:
                return cell.span.part(start - cell.span.start, start - cell.span.start + len(words))
    block = next(one for one in document.blocks if one.span.start <= start < one.span.end)
    return block.span.part(start - block.span.start, start - block.span.start + len(words))


def indicator(document, name, target):
    span = at(document, target)
    value = Value(text=target, span=span, quantity=quantities.read(target, span.part))
    return Indicator(name=name, name_span=at(document, name), target=value, columns={"target"}, span=at(document, name))


def column(document, heading, kind="unknown", table=1):
    return ColumnReading(
        table=table, heading=heading, kind=kind, by="heading", confidence="high", span=at(document, heading)
    )


def half_read(document, **more):
    rows = (("巡查次数", "≥40次"), ("修缮桥涵", "≥12座"), ("群众知晓率", "≥85%"))
    return Report(kind="project", indicators=tuple(indicator(document, *row) for row in rows), **more)


def ended(ledger):
    return {entry.quote: entry.status for entry in ledger.entries}


def test_a_number_in_an_unknown_column_is_unread_in_the_heading_s_own_words():
    document = read(ROWS)
    ledger = linked(
        document, half_read(document, columns=(column(document, "年内达到值"), column(document, "分值", "weight")))
    )
    unread = [entry for entry in ledger.entries if entry.role == "unread-column"]
    assert [entry.quote for entry in unread] == ["36次", "12座", "91%"]
    assert {entry.subject for entry in unread} == {"年内达到值"}
    assert all(entry.status == "unread" and "年内达到值" in entry.reason for entry in unread)


@pytest.mark.parametrize("place", ["年内达到值", "36次"])
def test_an_unread_column_may_be_told_by_its_heading_or_by_its_cells(place):
    document = read(ROWS)
    report = half_read(document)
    told = Unreadable(span=at(document, place), reason=f"“{place}”不明", part="indicators")
    entry = next(
        one
        for one in linked(document, report.model_copy(update={"unreadable": (told,)})).entries
        if one.quote == "36次"
    )
    assert (entry.status, entry.role, entry.reason) == ("unread", "unread-column", f"“{place}”不明")


def test_a_value_that_was_read_stays_read_in_an_unreadable_row():
    document = read(ROWS)
    told = Unreadable(span=at(document, "巡查次数\t≥40次\t36次\t10"), reason="行错位", part="row")
    statuses = ended(linked(document, half_read(document, unreadable=(told,))))
    assert statuses["≥40次"] != "unread"
    assert statuses["36次"] == "unread"


def test_a_number_in_a_table_that_nobody_read_is_never_passed_over():
    document = read(ROWS)
    ledger = linked(document, Report(kind="project"))
    assert {ended(ledger)[quote] for quote in ("≥40次", "36次", "10", "20")} == {"unread"}
    told = untold(document, Report(kind="project"), ledger.entries)
    assert any("年内达到值" in one.reason and "36次" in one.reason for one in told)


@pytest.mark.parametrize("heading", ["年内达到值", "2024年达到值", "达到值（%、次）"])
def test_unread_numbers_are_told_under_the_words_above_them(heading):
    document = read(ROWS.replace("年内达到值", heading))
    report = Report(kind="project")
    told = untold(document, report, linked(document, report).entries)
    assert [one.reason for one in told if "36次" in one.reason] == [
        f"“{heading}”之下有 3 个数字没有读懂（36次、12座、91%）"
    ]


def test_what_is_told_is_not_told_twice():
    document = read(ROWS)
    told = tuple(Unreadable(span=span, reason="整表未读") for span in (document.tables()[0].span,))
    report = Report(kind="project", unreadable=told)
    assert untold(document, report, linked(document, report).entries) == ()


def test_a_column_ends_where_its_own_next_heading_begins():
    document = read(ROWS + "资金来源\t预算数\t支出数\t支出率\n财政拨款\t300万元\t290万元\t96%\n")
    columns = (column(document, "年内达到值"), column(document, "支出数", "spent"))
    entry = next(
        one for one in linked(document, half_read(document, columns=columns)).entries if one.quote == "290万元"
    )
    assert entry.role == "unread"


@pytest.mark.parametrize("kind", ["index", "list", "guidance", "signature", "process", "note", "form-note", "date"])
def test_an_aside_asserts_nothing_and_says_why(kind):
    document = read("绩效自评表\n甲乡\t120万元\t40户\n乙乡\t90万元\t31户\n")
    report = Report(kind="project", asides=(Aside(kind=kind, span=document.tables()[0].span),))
    entries = linked(document, report).entries
    assert {entry.status for entry in entries} == {"not-a-claim"}
    assert all(entry.reason for entry in entries)


def test_a_number_in_plain_text_that_nobody_used_is_unmatched():
    document = read("某站自评报告\n全年维护水表640只。\n")
    line = document.blocks[1]
    for prose in ((), (Statement(text=line.text, span=line.span),)):
        assert ended(linked(document, Report(kind="narrative", prose=prose)))["640只"] == "unmatched"


def test_a_plan_promises_and_asserts_nothing_but_its_money():
    document = read("绩效目标申报表\n" + ROWS.replace("年内达到值", "指标说明") + "资金总额\t500\n其中财政\t500\n")
    report = half_read(document, asides=(Aside(kind="note", span=at(document, "36次")),)).model_copy(
        update={"kind": "plan", "budget": (money(document, "资金总额", 0), money(document, "其中财政", 1))}
    )
    statuses = ended(linked(document, report))
    assert (statuses["≥40次"], statuses["36次"], statuses["500"]) == ("not-a-claim", "not-a-claim", "agreed")


def money(document, name, nth):
    part = "total" if "总额" in name else "part"
    return BudgetLine(name=name, part=part, budget=500, budget_span=at(document, "500", nth), span=at(document, name))


def test_a_figure_without_another_to_hold_it_against_was_not_compared():
    document = read("绩效自评表\n资金总额\t500\n其中财政\t500\n")
    alone, both = (money(document, "资金总额", 0),), (money(document, "资金总额", 0), money(document, "其中财政", 1))
    assert linked(document, Report(kind="project", budget=alone)).entries[0].status == "unmatched"
    assert {one.status for one in linked(document, Report(kind="project", budget=both)).entries} == {"agreed"}


def test_what_a_reviewer_wrote_is_no_number_of_the_department():
    document = read(ROWS)
    span = at(document, "36次")
    reviewed = Reviewed(
        actual=Value(text="36次", span=span, quantity=quantities.read("36次", span.part)),
        score=10,
        score_span=at(document, "10"),
    )
    row = indicator(document, "巡查次数", "≥40次").model_copy(update={"reviewed": reviewed})
    entries = linked(document, Report(kind="review", indicators=(row,))).entries
    of_row = [(entry.quote, entry.status) for entry in entries if entry.span.row == row.name_span.row]
    assert of_row[1:] == [("36次", "not-a-claim"), ("10", "not-a-claim")]


def test_a_number_belongs_to_the_report_in_whose_stretch_it_stands():
    document = read("甲单位自评\n维护水表640只。\n乙单位自评\n培训村医55人。\n丙\n")
    first, second = at(document, "甲单位自评\n维护水表640只。"), at(document, "乙单位自评\n培训村医55人。")
    ledgers = linked_all(document, [Report(kind="narrative", extent=(one,)) for one in (second, first)])
    assert [[entry.quote for entry in ledger.entries] for ledger in ledgers] == [["55人"], ["640只"]]
    assert [entry.id for ledger in ledgers for entry in ledger.entries] == ["n2", "n1"]


def test_stretches_that_overlap_or_stand_in_no_order_give_each_number_once():
    document = read("甲自评3项。\n乙自评4项。\n丙自评5项。\n")
    whole, last = at(document, "甲自评3项。\n乙自评4项。"), at(document, "乙自评4项。\n丙自评5项。")
    (ledger,) = linked_all(document, [Report(kind="narrative", extent=(last, whole))])
    assert [(entry.id, entry.quote) for entry in ledger.entries] == [("n1", "3项"), ("n2", "4项"), ("n3", "5项")]


def test_the_work_grows_with_the_document_and_not_with_its_reports():
    def forms(count):
        lines = [f"第{number}镇自评：修路{number + 30}公里，补助{number + 5}户。" for number in range(count)]
        document = read("".join(f"{line}\n" for line in lines))
        return document, [Report(kind="narrative", extent=(block.span,)) for block in document.blocks]

    assert exponent(forms, lambda made: linked_all(*made), (32, 256)) <= 1.15
