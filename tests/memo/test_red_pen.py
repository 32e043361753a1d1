"""What an auditor would have to mend by hand before signing: sums that say which side is which, titles, numbers, signs."""

import io
import re
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import submissions

from auditor import dossier, memo
from auditor.memo import memorandum
from auditor.memo.annotate import Original, annotate_all
from auditor.memo.contents import contents
from auditor.memo.records import Quote
from auditor.memo.subjects import difference
from auditor.memo.submission import told
from auditor.memo.terminal import wrap
from auditor.memo.todo import todo
from auditor.memo.words import place, worked
from auditor.model.source import Span
from auditor.pipeline import examine, read
from auditor.settings import Settings

MISSED = submissions.form(
    ["数量指标 | 拍摄短视频 | ≥56部 | 52部 | 90 | 83.57 | 剪辑延期"],
    target="拍摄短视频56部。",
    result="拍摄短视频52部，均完成年度目标。",
)


def audited(text):
    document = read(text.encode(), "a.txt", Settings())
    return document, examine(document, Settings())[0]


def test_a_completion_that_is_contradicted_says_which_is_target_and_which_result():
    _document, outcome = audited(MISSED.replace("总分", "自评结论\t各项指标均已完成\n总分"))
    (item,) = (one for one in contents(outcome).open_items if one.code == "CL10")
    assert item.working == "目标≥56部，完成52部；目标56部，完成52部"
    assert {"拍摄短视频（目标≥56部）", "实际完成情况（目标56部）"} <= {quote.role for quote in item.quotes}


def test_a_sum_of_many_terms_is_cut_between_them():
    working = " + ".join(["0.55"] * 160 + ["10"]) + " = 98 ≠ 100"
    assert memorandum._in_short(working) == "0.55 + 0.55 + 0.55 + ……（另 155 个数）…… + 0.55 + 0.55 + 10 = 98 ≠ 100"
    seven = "数量指标 42 + 质量指标 30 + 时效指标 28 + 成本指标 28 + 生态效益指标 15 + 社会效益指标 14 + 满意度指标 2 = 159 ≠ 160"
    assert memorandum._in_short(seven) == seven


def test_the_rest_of_many_quotes_is_told_side_by_side_with_each_place_once():
    quotes = tuple(
        Quote(role, "", where, None) for role, where in [("甲", "第1行"), ("甲", "第2行")] * 5 + [("乙", "第3行")]
    )
    _document, outcome = audited(MISSED)
    told_so = contents(outcome).open_items[0]._replace(quotes=quotes).quote_lines
    assert told_so[-1] == "其余：甲（第2行、第1行）、乙（第3行）"


def test_a_target_loses_its_own_sign_in_a_sum():
    assert worked("236套 < =240套") == "236套 < 240套"
    assert worked("240套 = =240套") == "240套 = 240套"
    assert worked("≥9.6万人 = ≥9.6万人") == "≥9.6万人 = ≥9.6万人"


def test_a_row_of_a_sheet_is_called_a_row():
    assert place(Span(start=0, end=1, sheet="自评表", row=22)) == "自评表 第22行"
    assert place(Span(start=0, end=1, sheet="自评表", row=22, column=2)) == "自评表!B22"


def test_a_figure_stays_with_its_unit_on_a_terminal_and_no_line_begins_with_what_closes():
    lines = list(wrap("第14行「组织志愿服务活动34场」 ↔ 第62行「=35次」", 26))
    assert not [line for line in lines if re.match(r"[」、。）]|[次场行]", line.strip())]
    assert not [line for line in lines if re.search(r"[「（0-9]$", line)]


def test_the_clerk_is_told_to_print_as_many_places_as_there_were():
    text = submissions.report(["全年预算1268万元，全年实际支出1196.38万元，支出率94.15%。"])
    _document, outcome = audited(text)
    (task,) = (one for one in todo(outcome).tasks if one.item.code == "BU02")
    assert task.change == "把“94.15%”改为“94.35%”，或说明口径。"


CASE = {
    "report": [
        "全年预算100万元，实际支出96万元。",
        "举办讲座26场，经自评，项目得分98.9分。",
        "本项目共设置三级指标3个。",
    ],
    "table": ["数量指标 | 举办讲座 | ≥20场 | 24场 | 50 | 50", "质量指标 | 满意率 | ≥95% | 97% | 40 | 40"],
    "plan": ["数量指标 | 举办讲座 | ≥20场 | 50", "可持续影响指标 | 设备完好率 | ≥95% | 40"],
}


@pytest.fixture(scope="module")
def done():
    return dossier.examine(submissions.given(CASE), Settings(), "together")


def test_titles_say_what_was_found_and_not_all_that_a_check_looks_for(done):
    titles = {matter.items[0].code: [] for matter in told(done.results[0]).matters}
    for matter in told(done.results[0]).matters:
        titles[matter.items[0].code].append(matter.title)
    assert "设备完好率：批复的绩效目标有而自评表没有" in titles["PL02"]
    assert "满意率：自评表有而批复的绩效目标没有" in titles["PL02"]
    (counted,) = titles["SB04"]
    assert counted.endswith("三级指标：3个与2项")
    (scores,) = titles["SB03"]
    assert scores.startswith("总分：98.9分与")
    assert scores.endswith("分")


def test_the_workbook_and_the_notes_number_findings_as_the_memo_does(done, tmp_path):
    whole = told(done.results[0])
    labels = {item.fingerprint[:8]: item.label for item in whole.items}
    book = openpyxl.load_workbook(io.BytesIO(memo.render_all("xlsx", done.results, done.documents)))
    sheet = book["问题清单"]
    heads = [cell.value for cell in sheet[1]]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    numbered = {row[heads.index("标识")]: row[heads.index("序号")] for row in rows}
    assert numbered
    assert numbered.items() <= labels.items()
    assert {row[0] for row in rows} <= set(whole.labels)
    assert "分值得分复算 自评表" in book.sheetnames
    assert not [name for name in book.sheetnames if "绩效目标申报表" in name]


def test_the_notes_in_an_original_are_numbered_as_the_memo_does(tmp_path):
    """In the Word file of a department, with what its form says in another."""
    folder = Path(__file__).resolve().parents[2] / "samples" / "submissions"
    data = [(folder / f"elevators.{name}").read_bytes() for name in ("report.docx", "form.xlsx")]
    documents = [read(one, name, Settings()) for one, name in zip(data, ("a.docx", "b.xlsx"), strict=True)]
    done = dossier.examine([dossier.Given(one) for one in documents], Settings(), "together")
    labels = {item.fingerprint[:8]: item.label for item in told(done.results[0]).items}
    originals = [Original(one, document) for one, document in zip(data, documents, strict=True)]
    made = {
        one.path.name: one.data for one in annotate_all(tmp_path, originals, done.results, done.documents, several=True)
    }
    comments = ZipFile(io.BytesIO(made["a.docx"])).read("word/comments.xml").decode()
    told_at = re.findall(r"(\d[\d-]*)\. (?:问题|疑点|关注事项)（\w+ (\w{8})）", re.sub(r"<[^>]+>", "", comments))
    assert told_at
    assert all(labels[fingerprint] == number for number, fingerprint in told_at)


def test_a_note_tells_what_stands_in_another_document_by_its_place_there():
    folder = Path(__file__).resolve().parents[2] / "samples" / "submissions"
    data = [(folder / f"elevators.{name}").read_bytes() for name in ("report.docx", "form.xlsx")]
    documents = [read(one, name, Settings()) for one, name in zip(data, ("a.docx", "b.xlsx"), strict=True)]
    done = dossier.examine([dossier.Given(one) for one in documents], Settings(), "together")
    originals = [Original(one, document) for one, document in zip(data, documents, strict=True)]
    made = list(annotate_all(Path("notes"), originals, done.results, done.documents, several=True))
    comments = ZipFile(io.BytesIO(made[0].data)).read("word/comments.xml").decode()
    assert "对照：" in comments
    assert "正文第" in comments
    assert not re.search(r"（全文）|字处", comments)


def test_a_grade_is_told_against_a_grade():
    finding = audited(MISSED)[1].findings[0].model_copy(update={"working": "98.32 → 优 ≠ 良"})
    assert difference(finding) == "良与优"


def test_a_page_of_notes_notes_what_was_asked_for_and_calls_it_as_the_memo_does(done, tmp_path):
    whole = told(done.results[0])
    labels = {item.label for item in whole.items}
    originals = [Original(b"", document) for document in done.documents[0]]
    for least, some in (("note", False), ("error", True)):
        pages = annotate_all(tmp_path, originals, done.results, done.documents, least, several=True)
        text = "".join(one.data.decode() for one in pages)
        remarks = re.findall(r'<li class="remark (\w+)"[^>]*><p><b>([\d-]+)\. (\w+)</b>', text)
        assert remarks
        assert {label for _severity, label, _code in remarks} <= labels
        assert {severity for severity, _label, _code in remarks} == {"error"} if some else {"error", "warning", "note"}
