"""Papers as Word documents, read back by programs that did not write them."""

import io
import zipfile

import docx
import office
import pytest
from docx.oxml.ns import qn
from outcomes import acceptance, cause, document, finding, outcome

from auditor.errors import SettingsError
from auditor.memo import inquiry, memorandum, render, todo
from auditor.memo.contents import contents
from auditor.memo.docx import lay_out
from auditor.memo.letterhead import Letterhead

HOSTILE = '</w:t></w:r><w:t>=cmd|"/c calc"!A1\x00\x0b\ufffe\ud800 ]]><!--&amp;'


def made(*outcomes, kind="memo"):
    return render("docx", outcomes, [document() for _one in outcomes], kind)


def opened(package):
    return docx.Document(io.BytesIO(package))


def headings(package, level):
    found = (one for one in opened(package).paragraphs if one.style.name == f"Heading {level}")
    return [one.text.replace("\u2060", "") for one in found]


def every_text(package):
    body = opened(package).element.body
    lines = ("".join(run.text or "" for run in line.iter(qn("w:t"))) for line in body.iter(qn("w:p")))
    return "\n".join(lines).replace("\u2060", "")


def several():
    inside = finding()
    alone = finding("CT02", severity="error", message="称6项，表中5行", fingerprint="e" * 16)
    noted = finding("IN12", severity="note", message="有1行没有标准", fingerprint="a" * 16)
    told = finding("CL01", message="口径已说明", fingerprint="b" * 16, accepted=acceptance())
    return outcome(inside, alone, noted, told, causes=(cause(inside),))


def test_the_memo_has_the_sections_that_reviewers_file_in_their_order():
    assert headings(made(several()), 1) == [
        "一、核查范围",
        "二、核查结论",
        "三、主要问题",
        "四、处理意见",
        "附件一　问题清单",
        "附件二　勾稽对照表",
        "附件三　未核对事项与原因",
        "附件四　通过项",
    ]


def test_the_memo_lists_the_matters_of_every_other_format_in_the_same_order():
    told = [one for one in contents(several()).matters if one.severity != "note"]
    assert headings(made(several()), 3) == [f"{one.number}. {one.heading}" for one in told]


def test_each_issue_states_fact_basis_sum_and_advice():
    (issue,) = (one for one in opened(made(outcome(finding()))).tables if one.rows[0].cells[0].text == "事实")
    stated = {row.cells[0].text: row.cells[1].text.replace("\u2060", "") for row in issue.rows}
    assert list(stated) == ["事实", "计算", "依据", "建议", "备注"]
    assert "实际完成情况（第2行）：「短视频52部」" in stated["事实"]
    assert stated["计算"] == "4部 + 52部 = 56部"
    assert "同一事项" in stated["依据"]
    assert "ffffffff" in stated["备注"]


def test_documents_to_ask_for_are_named_once_with_their_matters():
    place = finding().evidence[1:]
    two = (finding(), finding("CL01", severity="error", fingerprint="e" * 16, evidence=place))
    text = every_text(made(outcome(*two)))
    assert text.count("完成数的台账或清单，以及口径说明（第 1、2 项）") == 1


def test_a_figure_and_its_unit_stand_on_one_line():
    runs = [run.text for run in opened(made(outcome(finding()))).element.body.iter(qn("w:t"))]
    assert "52\u2060部" in runs


def test_the_memo_bears_the_letterhead_and_the_day_that_are_given():
    head = Letterhead(unit="清河市财政局", number="清财核〔2025〕7号", staff="李某", date="2025年3月4日")
    text = every_text(render("docx", [several()], [document()], "memo", head))
    for words in ("清河市财政局", "清财核〔2025〕7号", "李某", "2025年3月4日"):
        assert words in text


def template(*lines):
    made = docx.Document()
    for line in lines:
        paragraph = made.add_paragraph()
        for run in line.split("|"):
            paragraph.add_run(run)
    packed = io.BytesIO()
    made.save(packed)
    return packed.getvalue()


def test_the_memo_stands_on_the_offices_own_template():
    own = template("编号：{{编|号}}", "{{正文}}", "抄送：{{被核查单位}}")
    head = Letterhead(number="7号", template=own)
    text = every_text(render("docx", [several()], [document()], "memo", head))
    assert text.index("编号：7号") < text.index("一、核查范围") < text.index("抄送：某市文旅局")
    assert "{{" not in text


@pytest.mark.parametrize("own", [template("没有位置"), b"PK nothing"])
def test_a_template_without_a_place_for_the_paper_is_refused(own):
    with pytest.raises(SettingsError, match="模板"):
        render("docx", [several()], [document()], "memo", Letterhead(template=own))


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
    asked = headings(made(several(), kind="inquiry"), 2)
    assert [one.split("：")[0] for one in asked] == ["问题 1", "问题 2", "需提供的材料"]
    assert headings(made(several(), kind="inquiry"), 1) == ["附：答复表"]
    assert "某市文旅局：" in text
    assert "下列 2 个事项" in text
    assert "有1行没有标准" not in text
    assert "口径已说明" not in text


def test_a_letter_with_nothing_to_ask_says_so():
    assert "没有需要说明的事项" in every_text(made(outcome(), kind="inquiry"))


def test_the_list_for_the_department_has_a_box_for_each_open_finding():
    assert every_text(made(several(), kind="selfcheck")).count("□") == 4


@pytest.mark.parametrize("writer", ["markdown", "html"])
@pytest.mark.parametrize(("kind", "words"), [("inquiry", "问题 2"), ("selfcheck", "逐项清单（3）")])
def test_the_other_papers_are_written_as_pages_too(writer, kind, words):
    assert words in render(writer, [several()], [document()], kind).decode()


def test_libreoffice_prints_every_finding(outside, tmp_path):
    file = tmp_path / "papers.docx"
    file.write_bytes(lay_out([made_of(several()) for made_of in (memorandum.paper, inquiry.paper, todo.paper)]))
    text = office.text(office.convert(outside("soffice"), file, "pdf", tmp_path))
    text = text.replace("\u2060", "")
    memo, letter, tasks = text.replace("提交前自查清单", "绩效自评核查询问函").split("绩效自评核查询问函")
    for item in contents(several()).open_items:
        message = "".join(item.message.split())
        assert message in memo
        assert message.split("，")[0] in tasks
        assert (message in letter) == (item.severity != "note")
    assert "第1页共" in memo


def test_the_memo_concludes_with_the_verdict_and_what_could_not_be_read():
    told = contents(several())
    first = [one.text.replace("\u2060", "") for one in opened(made(several())).paragraphs if one.style.name == "Lead"]
    assert first[0] == told.verdict
    assert "未能读取" in first[1]


def test_the_letter_asks_and_does_not_suggest_the_answer():
    one, two = finding(), finding("CL04", message="目标写56部，完成52部", fingerprint="d" * 16)
    supposed = cause(one, two, message="很可能少了一行。建议（供核实）：改为“5项”。")
    text = every_text(made(outcome(one, two, causes=(supposed,)), kind="inquiry"))
    assert "目标写56部" in text
    assert "供核实" not in text
