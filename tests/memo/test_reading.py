"""What was read, over the source: each value in the colour of what it was taken for, and nothing of the text lost."""

import re

import pytest
from lxml import html

from auditor import assets, cli, pipeline
from auditor.memo import reading
from auditor.settings import Settings

SAMPLES = assets.folder("samples")


def page_of(data, name="报告.txt"):
    document = pipeline.read(data, name, Settings())
    reports = pipeline.extract(document, Settings())
    made = reading.render(document, reports, pipeline.unread(document, reports, Settings()), "zh")
    return document, html.document_fromstring(made.decode())


def taken(page, kind):
    return [mark.text for mark in page.xpath(f"//main/div//mark[@class='{kind}']")]


FORM = """某市茶叶站2024年度部门整体支出绩效自评表
部门名称\t某市茶叶站
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施
产出指标\t数量指标\t培训茶农人数\t≥300人\t312人\t30\t30\t
产出指标\t质量指标\t茶样合格率\t≥95%\t96.5%\t30\t29\t个别批次含水偏高
效益指标\t社会效益指标\t带动就业人数\t≥40人\t45人\t30\t30\t
总分\t\t\t\t\t90\t89\t
"""


def test_values_have_the_colour_of_their_column():
    _document, page = page_of(FORM.encode())
    assert taken(page, "target") == ["≥300人", "≥95%", "≥40人"]
    assert taken(page, "actual") == ["312人", "96.5%", "45人"]
    assert taken(page, "name") == ["培训茶农人数", "茶样合格率", "带动就业人数"]
    assert taken(page, "reason") == ["个别批次含水偏高"]
    assert taken(page, "total") == ["90", "89"]
    assert "某市茶叶站" in taken(page, "head")


def test_a_column_that_nobody_understood_is_marked():
    rows = (
        FORM.replace("得分\t偏差", "得分\t坐标甲\t偏差")
        .replace("\t30\t30\t\n", "\t30\t30\t7.31\t\n")
        .replace("\t30\t29\t", "\t30\t29\t8.42\t")
    )
    _document, page = page_of(rows.encode())
    assert {"7.31", "8.42"} <= set(taken(page, "unread"))
    assert page.xpath("//h2[text()='没有读取']")


@pytest.mark.parametrize(
    "name", ["mission.txt", "clean.txt", "mission.docx", "mission.xlsx", "mission.pdf", "mission.ofd"]
)
def test_every_character_of_the_source_is_on_the_page(name):
    path = SAMPLES / name
    if not path.is_file():
        pytest.skip("no such sample")
    document, page = page_of(path.read_bytes(), name)
    shown = "".join(page.xpath("//main/div//p//text()[not(ancestor::span)] | //main/div//td//text()"))
    pages = "".join(page.xpath("//main/div//p[@class='at']//text()"))
    flat = lambda text: sorted(re.sub(r"\s", "", text))  # noqa: E731 - order of cells and labels aside
    assert flat(shown) == flat(document.text + pages)


def test_the_command_writes_the_page_or_json(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(FORM, encoding="utf-8")
    assert (
        cli.run(
            [
                "extract",
                "a.txt",
                "-o",
                "read.html",
            ]
        )
        == 0
    )
    assert "≥300人" in (tmp_path / "read.html").read_text(encoding="utf-8")
    assert cli.run(["extract", "a.txt", "-o", "read.json"]) == 0
    capsys.readouterr()
    cli.run(["extract", "a.txt"])
    assert capsys.readouterr().out == (tmp_path / "read.json").read_text(encoding="utf-8")
    assert cli.run(["extract", "a.txt", "-o", "read.docx"]) == 2
    assert ".html .json" in capsys.readouterr().err
    assert cli.run(["extract", "a.txt", "-o", "a.txt"]) == 2


def test_what_is_hostile_in_a_report_stays_text():
    _document, page = page_of(FORM.replace("培训茶农人数", "<script>alert(1)</script>培训人数").encode())
    assert page.xpath("//script") == []


def test_what_is_private_is_hidden_on_the_page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = FORM + "\n联系人电话：13812345678，身份证号：110101199003074477。\n"
    (tmp_path / "a.txt").write_text(told, encoding="utf-8")
    assert cli.run(["extract", "a.txt", "-o", "read.html", "--show-private"]) == 0
    page = (tmp_path / "read.html").read_text(encoding="utf-8")
    assert "13812345678" not in page
    assert "110101199003074477" not in page
    assert "≥300人" in page
