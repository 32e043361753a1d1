"""The working paper as a workbook: what is written is read back, and LibreOffice calculates our formulas."""

import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
from office import convert
from openpyxl import load_workbook
from outcomes import acceptance, cause, document, finding, outcome
from pypdf import PdfReader

from auditor import memo
from auditor.memo.contents import contents
from auditor.memo.sheet import Column, lines, widened
from auditor.memo.terminal import columns
from auditor.memo.xlsx import render
from auditor.pipeline import examine, read
from auditor.settings import Settings

SHEETS = ["摘要", "问题清单", "佐证", "勾稽明细", "指标表", "分值得分复算", "通过项", "未核对"]
COMPUTED = "分值得分复算"
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
MISSION = (SAMPLES / "mission.txt").read_text(encoding="utf-8")
OURS = re.compile(r"=(?:[A-Z]{1,7}\(|[A-Z]+\d+|[\d.]+|[-+*/(),:=<>])+")
"""=IF(J2>=I2,K2,ROUND(K2*J2/I2,2)): functions, cells and figures, never a text."""
DANGEROUS = ("=35次", "+1", "@x", "-2+3", '=HYPERLINK("http://example.org")')


def audited(text, name="report.txt"):
    said = read(text.encode(), name, Settings())
    (one,) = examine(said, Settings())
    return one, said


def opened(made, **how):
    return load_workbook(io.BytesIO(made), **how)


def rows(sheet):
    head, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


def test_the_sheets_stand_in_order():
    one, said = audited(MISSION)
    assert opened(render([one], [said])).sheetnames == SHEETS


def test_the_findings_are_those_of_the_memo_in_its_order():
    inside = finding()
    alone = finding("CL01", severity="error", fingerprint="e" * 16, message="另一处不一致")
    settled = finding("CL08", fingerprint="d" * 16, accepted=acceptance())
    one = outcome(inside, alone, settled, causes=(cause(inside),))
    memo = contents(one)
    listed = rows(opened(render([one], [document()]))["问题清单"])
    told = [*memo.open_items, *memo.accepted]
    assert [(row["序号"], row["代码"], row["标识"]) for row in listed] == [
        (item.label, item.code, item.short_fingerprint) for item in told
    ]
    assert (
        listed[0]["原文"] == "实际完成情况（第2行）：「短视频52部」\n实际完成值（第3行）：「视频片和短视频数量 56部」"
    )
    assert listed[1]["成因"] == "1. 口径不一致"
    assert listed[2]["已接受"] == "王某：口径已在附件说明"


def test_every_number_stands_in_the_ledger():
    one, said = audited(MISSION)
    listed = rows(opened(render([one], [said]))["勾稽明细"])
    assert [row["原文"] for row in listed] == [entry.quote for entry in one.ledger]
    assert all(row["核对结果"] for row in listed)


def test_a_row_says_what_it_was_held_against():
    one, said = audited(MISSION)
    (films,) = [row for row in rows(opened(render([one], [said]))["指标表"]) if row["三级指标"] == "专题片和短视频数量"]
    assert (films["年度指标值"], films["实际完成值"]) == ("=56部", "56部")
    assert "✗ 实际完成情况 52部（第9行）52部 < 56部" in films["所做核对"].splitlines()
    assert "≈ 实际完成情况 4部（第9行）4部 + 52部 = 56部" in films["所做核对"].splitlines()
    assert "CL02" in films["疑点"]


def test_what_is_not_looked_at_is_listed_with_the_reason():
    listed = rows(opened(render([outcome()], [document()]))["未核对"])
    assert [(row["类别"], row["原因"]) for row in listed] == [
        ("未能读取之处", "列无法确定"),
        ("未能执行的核对", "没有“其中”"),
        ("未找到对应的数字", "表中没有"),
    ]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_the_report_says_never_becomes_a_formula(text):
    one, said = audited(MISSION.replace("专题片和短视频数量", text).replace("临江市文化服务中心", text))
    hostile = finding(message=text, working=text, action=text)
    one = one.model_copy(update={"findings": (*one.findings, hostile)})
    cells = [cell for sheet in opened(render([one], [said])) for row in sheet.iter_rows() for cell in row]
    formulas = [cell for cell in cells if cell.data_type == "f"]
    assert {cell.parent.title for cell in formulas} == {COMPUTED}
    assert [cell.value for cell in formulas if not OURS.fullmatch(cell.value)] == []
    assert sum(cell.value == text for cell in cells if cell.data_type == "s") >= 4


def test_lists_can_be_filtered_and_keep_their_heads():
    one, said = audited(MISSION)
    for sheet in opened(render([one], [said])).worksheets[1:]:
        assert sheet.auto_filter.ref.startswith("A1:"), sheet.title
        assert sheet.freeze_panes == "A2"
        assert all(sheet.column_dimensions[cell.column_letter].width >= 6 for cell in sheet[1])


def test_severities_and_results_are_coloured():
    one, said = audited(MISSION)
    book = opened(render([one], [said]))
    for title in ("问题清单", "勾稽明细", "指标表", COMPUTED):
        assert list(book[title].conditional_formatting), title


def test_several_reports_stand_in_one_workbook():
    one, said = audited(MISSION)
    book = opened(render([one, one], [said, said]))
    assert [name for name in book.sheetnames if name.startswith(COMPUTED)] == [f"{COMPUTED} 1", f"{COMPUTED} 2"]
    assert len(rows(book["问题清单"])) == 2 * len(one.findings)
    assert {row["报告"] for row in rows(book["问题清单"])} == {"部门整体支出绩效自评表"}


def test_the_same_outcome_gives_the_same_bytes():
    one, said = audited(MISSION)
    assert render([one], [said]) == render([one], [said])


@pytest.fixture(scope="module")
def calculated(outside, tmp_path_factory):
    """A report with a total that does not add up, opened and calculated by LibreOffice."""
    soffice = outside("soffice")
    one, said = audited(MISSION.replace("\t6\t6\n", "\t6\t5\n", 1))
    folder = tmp_path_factory.mktemp("office")
    file = folder / "memo.xlsx"
    file.write_bytes(render([one], [said]))
    again = folder / "again"
    again.mkdir()
    return one, load_workbook(convert(soffice, file, "xlsx", again), data_only=True)


def test_our_formulas_give_the_figures_that_the_audit_states(calculated):
    one, book = calculated
    lines = {row[4]: row for row in book[COMPUTED].iter_rows(values_only=True) if row[0] is None and row[4]}
    score = Decimal(str(lines["总计（复算）"][11]))
    assert score == one.impact.score_recomputed == one.impact.score_stated - 1
    assert Decimal(str(lines["报告所述 − 复算"][11])) == one.impact.score_stated - one.impact.score_recomputed
    counted = {row.category for row in one.report.indicators}
    assert {name: lines[name][8] for name in counted} == {
        name: sum(row.category == name for row in one.report.indicators) for name in counted
    }
    assert lines["数量指标"][9] == 1


def test_what_was_text_is_text_in_libreoffice_too(calculated):
    one, book = calculated
    printed = [row["年度指标值"] for row in rows(book["指标表"])]
    assert printed == [row.target.text for row in one.report.indicators]
    assert "=56部" in printed


def test_it_prints_on_paper(calculated, outside, tmp_path):
    one, _book = calculated
    file = tmp_path / "memo.xlsx"
    file.write_bytes(render([one], [document()]))
    pages = PdfReader(convert(outside("soffice"), file, "pdf", tmp_path)).pages
    assert {round(float(page.mediabox.width)) for page in pages} == {842}
    words = "".join(page.extract_text() for page in pages)
    assert all(finding.code in words for finding in one.findings)


def test_a_table_that_may_be_incomplete_is_not_said_to_change_the_score():
    cut = "\n".join(line for line in MISSION.splitlines() if not line.startswith("总分"))
    one, said = audited(cut)
    assert one.impact.score_stated is not None
    assert one.impact.score_recomputed is None
    labels = [row[4] for row in opened(render([one], [said]))[COMPUTED].iter_rows(values_only=True)]
    assert "表格可能不全，差额不能说明总分有误。" in labels


def test_a_long_or_strange_title_makes_a_name_that_excel_accepts(monkeypatch):
    monkeypatch.setattr("auditor.memo.xlsx._", lambda text: f"{text}: what was read / and what was checked of it")
    names = opened(render([outcome()], [document()])).sheetnames
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert len(set(names)) == len(SHEETS)


FORM = """项目支出绩效自评表
（2024年度）
项目名称\t巡检项目\t实施单位\t某县水利局
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因
"""
RIGHT = (
    "产出指标\t数量指标\t巡检次数\t100次\t120次\t10\t10\t",
    "产出指标\t数量指标\t公用经费控制率\t100%\t97%\t10\t10\t",
    "产出指标\t质量指标\t投诉数量\t10件\t5件\t10\t10\t",
    "产出指标\t质量指标\t任务达标率\t1\t100%\t10\t10\t",
    "产出指标\t质量指标\t检测合格率\t≥95%\t0.98\t10\t10\t",
    "产出指标\t数量指标\t安装设施\t≥48套\t45套\t10\t9.4\t三套未到货，今后加强催办",
    "产出指标\t数量指标\t铺设光缆\t≥3公里\t2公里\t10\t6.66\t一公里改线，今后加强协调",
    "产出指标\t数量指标\t隐患排查数\t100处\t92处\t10\t10\t",
)
WRONG = (
    "产出指标\t数量指标\t安装设施\t≥48套\t45套\t10\t9.6\t三套未到货，今后加强催办",
    "产出指标\t质量指标\t投诉数量\t10件\t12件\t10\t10\t",
    "产出指标\t质量指标\t任务达标率\t1\t85%\t10\t10\t",
)


def gaps(outside, folder, lines):
    """What LibreOffice makes of printed less due score, row by row."""
    one, said = audited(FORM + "\n".join(lines) + "\n")
    file = folder / "memo.xlsx"
    file.write_bytes(render([one], [said]))
    again = folder / "again"
    again.mkdir()
    book = load_workbook(convert(outside("soffice"), file, "xlsx", again), data_only=True)
    return [row["差额"] for row in rows(book[COMPUTED])[: len(lines)]]


def test_rows_scored_right_show_no_difference(outside, tmp_path):
    assert [gap for gap in gaps(outside, tmp_path, RIGHT) if gap] == []


def test_rows_scored_wrong_show_one(outside, tmp_path):
    assert [round(gap, 2) for gap in gaps(outside, tmp_path, WRONG)] == [0.22, 2, 1.5]


def test_rows_are_high_enough_for_what_they_hold():
    one, said = audited(MISSION)
    for made in (render([one], [said]), memo.render("xlsx", [one], [said], "selfcheck")):
        for sheet in opened(made):
            for number, shape in sheet.row_dimensions.items():
                widths = {
                    cell.column_letter: sheet.column_dimensions[cell.column_letter].width
                    for cell in sheet[number]
                    if cell.value
                }
                merged = {str(area).split(":")[0] for area in sheet.merged_cells.ranges}
                for cell in sheet[number]:
                    if cell.data_type == "s" and cell.coordinate not in merged:
                        room = max(int(widths[cell.column_letter]), 4)
                        needed = sum(-(-columns(part) // room) for part in cell.value.splitlines() or [""])
                        assert shape.height >= 15 * min(needed, 27), (sheet.title, cell.coordinate)


def test_a_long_text_widens_its_column_rather_than_end_below_the_row():
    wide = widened([Column("说明", 12)], [("求和" * 400,)])
    assert lines("求和" * 400, wide[0].width) <= 24
