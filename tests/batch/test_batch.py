"""Many reports in one run: what is handed over, what is done again and what is not."""

import csv
import json
import zipfile

import pytest
import stores
from openpyxl import Workbook, load_workbook

from auditor.batch import manifest
from auditor.store import lists


def summary(out):
    return json.loads((out / "summary.json").read_text(encoding="utf-8"))


def rows(out, sheet):
    cells = [[cell.value for cell in row] for row in load_workbook(out / "汇总.xlsx")[sheet].iter_rows()]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]


def test_a_folder_gives_a_page_a_workbook_figures_and_memos(batch, reports, tmp_path):
    folder = reports("roads.txt", "clean.txt", "mission.docx")
    (folder / "bad.docx").write_bytes(b"PK\x03\x04broken")
    (folder / "~$mission.docx").write_bytes(b"lock")
    (folder / ".hidden.txt").write_bytes(b"x")
    (folder / "settings.json").write_text("{}")
    ran = batch(folder)
    out = tmp_path / "OUT"
    assert ran.code == 4, ran.err
    told = summary(out)
    assert (told["planned"], told["done"], told["failed"]) == (4, 3, 1)
    assert told["failures"][0]["name"] == "bad.docx"
    assert ".json 1" in ran.err
    page = (out / "index.html").read_text(encoding="utf-8")
    with stores.opened(out) as store:
        done = [row for row in lists.every(store) if row.state == "done"]
        for row in done:
            assert f"{row.folder}".split("-")[0] in page
            assert (out / row.folder / "memo.html").is_file()
    assert [sheet.title for sheet in load_workbook(out / "汇总.xlsx")] == [
        "报告",
        "问题",
        "按核对项",
        "按单位",
        "读取失败",
        "未充分核对",
    ]
    assert len(rows(out, "报告")) == 4
    assert len(rows(out, "问题")) == told["errors"] + told["warnings"] + told["notes"]
    assert "bad.docx" in rows(out, "读取失败")[0]["文件"]


def test_what_is_done_is_not_done_again_and_a_changed_file_is(batch, reports, tmp_path):
    folder = reports("roads.txt", "clean.txt")
    batch(folder)
    before = (tmp_path / "OUT" / "summary.json").read_bytes()
    assert "本次核对 0 套" in batch(folder).out
    assert (tmp_path / "OUT" / "summary.json").read_bytes() == before
    (folder / "clean.txt").write_bytes((folder / "clean.txt").read_bytes() + "\n备注：无\n".encode())
    assert "本次核对 1 套" in batch(folder).out
    assert summary(tmp_path / "OUT")["planned"] == 2
    assert "本次核对 2 套" in batch(folder, "--no-resume").out


def test_what_stands_as_it_would_be_is_not_written_again(batch, reports, tmp_path):
    folder, out = reports("roads.txt", "clean.txt"), tmp_path / "OUT"
    batch(folder)

    def stand():
        return {path.name: path.stat().st_ino for path in out.iterdir() if path.suffix in (".html", ".xlsx", ".json")}

    first = stand()
    ran = batch(folder)
    assert stand() == first
    assert "问题" in ran.out
    (out / "index.html").write_text("", encoding="utf-8")
    batch(folder)
    assert (out / "index.html").stat().st_size
    second = stand()
    batch(folder, "--formats", "html,md")
    assert stand() != second
    third = stand()
    batch(folder, "--formats", "html,md", "--no-resume", "--store", out, out=tmp_path / "OTHER")
    batch(folder, "--formats", "html,md")
    assert stand() != third


def test_papers_that_are_gone_or_asked_for_anew_are_written_without_an_audit(batch, reports, tmp_path):
    folder = reports("roads.txt")
    batch(folder)
    made = next((tmp_path / "OUT").glob("*/memo.html"))
    content = made.read_bytes()
    made.unlink()
    ran = batch(folder, "--formats", "html,md")
    assert "本次核对 0 套" in ran.out
    assert made.read_bytes() == content
    assert made.with_name("memo.md").is_file()


def test_failures_alone_are_done_again(batch, reports, tmp_path):
    folder = reports("roads.txt")
    (folder / "empty.docx").write_bytes(b"")
    batch(folder)
    assert "本次核对 0 套" in batch(folder).out
    assert "本次核对 1 套" in batch(folder, "--only-failed").out


def test_equal_files_share_an_outcome_and_are_told(batch, reports, tmp_path):
    reports("roads.txt")
    reports("roads.txt", folder="in/again")
    ran = batch(tmp_path / "in")
    assert "本次核对 1 套" in ran.out
    assert (summary(tmp_path / "OUT")["planned"], summary(tmp_path / "OUT")["duplicates"]) == (2, 1)


LISTED = [
    ["单位编码", "单位", "部门", "项目编码", "项目", "年度", "role", "path", "supersedes"],
    ["001", "甲单位", "住建局", "P1", "电梯", "2024", "table", "files/elevators.form.xlsx", ""],
    ["001", "甲单位", "住建局", "P1", "电梯", "2024年", "申报表", "files/elevators.plan.docx", ""],
    ["003", "丙单位", "交通局", "P3", "桥梁", "2024", "", "files/missing.docx", ""],
]


def test_a_list_groups_files_and_says_who_they_are_of(batch, reports, tmp_path):
    reports("submissions/elevators.form.xlsx", "submissions/elevators.plan.docx", folder="files")
    book = Workbook()
    for row in LISTED:
        book.worksheets[0].append(row)
    book.save(tmp_path / "list.xlsx")
    ran = batch("--manifest", tmp_path / "list.xlsx", "--formats", "none")
    assert ran.code == 4
    made = {row["单位"]: row for row in rows(tmp_path / "OUT", "报告")}
    assert set(made) == {"甲单位", "丙单位"}
    assert made["甲单位"]["表数"] == 2
    assert made["甲单位"]["单位编码"] == "001"
    assert "missing.docx" in rows(tmp_path / "OUT", "读取失败")[0]["原因和处理"]


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_is_read_as_offices_save_it(tmp_path, code):
    path = tmp_path / "list.csv"
    with path.open("w", encoding=code, newline="") as file:
        csv.writer(file).writerows(LISTED)
    found = manifest.read(path)
    assert [row.role for row in found] == ["table", "plan", None]
    assert [row.year for row in found] == [2024, 2024, 2024]
    assert found[0].group == found[1].group != found[2].group


def test_a_list_that_cannot_be_used_is_told_by_line(batch, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("单位,path,role\n甲,a.docx,什么\n", encoding="utf-8")
    ran = batch("--manifest", path)
    assert ran.code == 2
    assert "第 2 行" in ran.err


def test_a_later_form_takes_the_place_of_an_earlier_one(batch, reports, tmp_path):
    reports("roads.txt", "clean.txt", folder="files")
    path = tmp_path / "list.csv"
    path.write_text(
        "单位,项目,path,supersedes\n甲,旧,files/roads.txt,\n甲,新,files/clean.txt,files/roads.txt\n", encoding="utf-8"
    )
    batch("--manifest", path, "--formats", "none")
    assert [row["备注"] for row in rows(tmp_path / "OUT", "报告")] == ["已被取代", None]


def test_zips_are_opened_also_within_zips_and_with_names_in_gbk(batch, reports, tmp_path):
    folder = reports("clean.txt")
    inner = tmp_path / "inner.zip"
    with zipfile.ZipFile(inner, "w") as package:
        package.writestr("里面/roads.txt", (folder / "clean.txt").read_bytes().replace(b"2024", b"2023"))
        package.writestr("__MACOSX/x.txt", b"x")
    with zipfile.ZipFile(folder / "材料.zip", "w") as package:
        package.write(inner, "inner.zip")
        info = zipfile.ZipInfo("x")
        package.writestr(info, (folder / "clean.txt").read_bytes())
    raw = (folder / "材料.zip").read_bytes()
    ran = batch(folder)
    told = summary(tmp_path / "OUT")
    assert told["planned"] == 3, ran.err
    assert raw
    (folder / "坏.zip").write_bytes(b"PK\x03\x04no")
    batch(folder)
    assert [one["name"] for one in summary(tmp_path / "OUT")["failures"]] == ["坏.zip"]


def test_a_folder_is_one_submission_where_asked(batch, tmp_path, reports):
    reports("submissions/elevators.form.xlsx", "submissions/elevators.plan.docx", folder="in/a")
    reports("roads.txt", folder="in/b")
    batch(tmp_path / "in", "--together", "folder", "--formats", "none")
    assert [row["表数"] for row in rows(tmp_path / "OUT", "报告")] == [2, 1]


def test_letters_are_packed_by_department(batch, reports, tmp_path):
    reports("roads.txt", "mission.txt", folder="files")
    path = tmp_path / "list.csv"
    path.write_text("单位,部门,path\n甲,交通局,files/roads.txt\n乙,文旅局,files/mission.txt\n", encoding="utf-8")
    batch("--manifest", path, "--kind", "inquiry")
    packages = sorted(path.name for path in (tmp_path / "OUT").glob("*.zip"))
    assert packages == ["询问函-交通局.zip", "询问函-文旅局.zip"]
    with zipfile.ZipFile(tmp_path / "OUT" / packages[0]) as package:
        assert [name.rpartition(".")[2] for name in package.namelist()] == ["docx"]


def test_postgresql_holds_the_same(batch, reports, tmp_path):
    folder = reports("roads.txt", "clean.txt", "mission.txt")
    batch(folder, "--formats", "none")
    with stores.database() as address:
        batch(folder, "--formats", "none", "--store", address, out=tmp_path / "OTHER")
        assert "本次核对 0 套" in batch(folder, "--formats", "none", "--store", address, out=tmp_path / "THIRD").out
    for name in ("summary.json", "汇总.xlsx"):
        assert (tmp_path / "OUT" / name).read_bytes() == (tmp_path / "OTHER" / name).read_bytes()


@pytest.mark.parametrize("wrong", [["nowhere"], ["--formats", "xyz", "."], []])
def test_wrong_usage_is_told_and_leaves_no_record(batch, wrong, tmp_path):
    assert batch(*wrong).code == 2
    assert not (tmp_path / "OUT").exists()
