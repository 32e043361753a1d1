"""Papers as Word documents, read back by programs that did not write them."""

import io
import zipfile

import docx
import office
import pytest
from docx.oxml.ns import qn
from outcomes import acceptance, cause, document, finding, outcome

from auditor.memo import inquiry, memorandum, render, todo
from auditor.memo.contents import contents
from auditor.memo.docx import lay_out

HOSTILE = '</w:t></w:r><w:t>=cmd|"/c calc"!A1\x00\x0b\ufffe\ud800 ]]><!--&amp;'


def made(*outcomes, kind="memo"):
    return render("docx", outcomes, [document() for _one in outcomes], kind)


def opened(package):
    return docx.Document(io.BytesIO(package))


def headings(package, level):
    return [one.text for one in opened(package).paragraphs if one.style.name == f"Heading {level}"]


def every_text(package):
    body = opened(package).element.body
    return "\n".join("".join(run.text or "" for run in line.iter(qn("w:t"))) for line in body.iter(qn("w:p")))


def several():
    inside = finding()
    alone = finding("CT02", severity="error", message="称6项，表中5行", fingerprint="e" * 16)
    noted = finding("IN12", severity="note", message="有1行没有标准", fingerprint="a" * 16)
    told = finding("CL01", message="口径已说明", fingerprint="b" * 16, accepted=acceptance())
    return outcome(inside, alone, noted, told, causes=(cause(inside),))


def test_the_memo_has_the_sections_that_reviewers_file_in_their_order():
    assert headings(made(several()), 1) == [
        "一、被核查单位",
        "二、核查依据",
        "三、核查情况",
        "四、问题清单",
        "五、待补充佐证材料",
        "附件一、勾稽一览",
        "附件二、未核对事项",
    ]


def test_the_memo_lists_the_findings_of_every_other_format_in_the_same_order():
    told = contents(several())
    assert [one.split()[1] for one in headings(made(several()), 3)] == [
        item.code for item in (*told.open_items, *told.accepted)
    ]


def test_each_issue_states_fact_basis_sum_and_advice():
    issue = opened(made(outcome(finding()))).tables[2]
    stated = {row.cells[0].text: row.cells[1].text for row in issue.rows}
    assert list(stated) == ["事实", "依据", "计算", "建议"]
    assert "实际完成情况（第2行）：「短视频52部」" in stated["事实"]
    assert stated["计算"] == "4部 + 52部 = 56部"
    assert "口径" in stated["依据"]


def test_documents_to_ask_for_are_listed_once_with_their_issues():
    two = (finding(), finding("CL01", severity="error", fingerprint="e" * 16))
    rows = [[cell.text for cell in row.cells] for table in opened(made(outcome(*two))).tables for row in table.rows]
    assert ["1", "完成数的台账或清单，以及口径说明", "1、2"] in rows


def test_what_was_not_looked_at_stands_in_the_annex():
    text = every_text(made(outcome()))
    for words in ("没有“其中”", "列无法确定", "表中没有"):
        assert words in text


def test_chinese_text_has_chinese_fonts_and_the_pages_are_numbered_a4():
    package = opened(made(outcome(finding())))
    fonts = package.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:rFonts')}")
    assert fonts.get(qn("w:eastAsia")) == "宋体"
    section = package.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    instructions = [one.text.strip() for one in section.footer._element.iter(qn("w:instrText"))]
    assert instructions == ["PAGE", "NUMPAGES"]


def test_the_table_of_contents_is_a_field_whose_entries_lead_to_headings():
    body = opened(made(several())).element.body
    assert any(one.text.startswith(" TOC ") for one in body.iter(qn("w:instrText")))
    anchors = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))]
    marks = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    assert anchors
    assert set(anchors) <= marks


def test_whatever_a_report_says_is_text():
    hostile = finding(message=HOSTILE, action=HOSTILE, working=HOSTILE)
    for kind in ("memo", "inquiry", "selfcheck"):
        assert '</w:t></w:r><w:t>=cmd|"/c calc"!A1' in every_text(made(outcome(hostile), kind=kind))


def test_the_same_outcome_gives_the_same_bytes_without_a_clock():
    package = made(several())
    assert package == made(several())
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms" not in archive.read("docProps/core.xml")


def test_several_reports_begin_on_pages_of_their_own():
    package = made(outcome(), outcome())
    titles = [one for one in opened(package).paragraphs if one.style.name == "Title"]
    assert [one.paragraph_format.page_break_before for one in titles] == [None, True]


def test_the_letter_asks_about_errors_and_warnings_and_nothing_else():
    text = every_text(made(several(), kind="inquiry"))
    assert headings(made(several(), kind="inquiry"), 2) == ["问题 1", "问题 2", "需提供的材料"]
    assert "某市文旅局：" in text
    assert "下列 2 个事项" in text
    assert "有1行没有标准" not in text
    assert "口径已说明" not in text


def test_a_letter_with_nothing_to_ask_says_so():
    assert "没有需要说明的事项" in every_text(made(outcome(), kind="inquiry"))


def test_the_list_for_the_department_has_a_box_for_each_open_finding():
    assert every_text(made(several(), kind="selfcheck")).count("□ ") == 3


@pytest.mark.parametrize("writer", ["markdown", "html"])
@pytest.mark.parametrize(("kind", "words"), [("inquiry", "问题 2"), ("selfcheck", "必须改正（1）")])
def test_the_other_papers_are_written_as_pages_too(writer, kind, words):
    assert words in render(writer, [several()], [document()], kind).decode()


def test_libreoffice_prints_every_finding(outside, tmp_path):
    file = tmp_path / "papers.docx"
    file.write_bytes(lay_out([made_of(several()) for made_of in (memorandum.paper, inquiry.paper, todo.paper)]))
    text = office.text(office.convert(outside("soffice"), file, "pdf", tmp_path))
    memo, letter, tasks = text.replace("提交前自查清单", "绩效自评核查询问函").split("绩效自评核查询问函")
    for item in contents(several()).open_items:
        message = "".join(item.message.split())
        assert message in memo
        assert message in tasks
        assert (message in letter) == (item.severity != "note")
    assert "第1页共" in memo


def test_the_memo_opens_with_the_verdict_and_what_to_settle_first():
    told = contents(several())
    first = [one.text for one in opened(made(several())).paragraphs if one.style.name == "Lead"]
    assert first[0] == told.verdict
    assert [f"（见问题 {one.number}）" in line for one, line in zip(told.priorities, first[1:], strict=False)] == [
        True,
        True,
    ]
    assert "未能读取" in first[1 + len(told.priorities)]


def test_the_letter_asks_and_does_not_suggest_the_answer():
    one, two = finding(), finding("CL04", message="目标写56部，完成52部", fingerprint="d" * 16)
    supposed = cause(one, two, message="很可能少了一行。建议（供核实）：改为“5项”。")
    text = every_text(made(outcome(one, two, causes=(supposed,)), kind="inquiry"))
    assert "下列 2 处互相关联" in text
    assert "目标写56部" in text
    assert "供核实" not in text
