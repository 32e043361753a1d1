"""Old workbooks without LibreOffice: what their cells show, or a word about what is lost."""

import datetime as dt
import io
import random
import zipfile

import pytest
from packages import xlsx
from rendered import by_soffice

from auditor.errors import AuditorError, UnreadableFile
from auditor.readers import biff, cells
from auditor.readers.limits import Limits

ROWS = [
    ("合格率", "100%", 1, "0%"),
    ("满意度", "≥95%", 0.984, "0.00%"),
    ("结余", "", -5.25, "0.00;[Red]-0.00"),
    ("支出", "", 67.5, '0.0"万元"'),
    ("预算", "", 1234567.5, "#,##0.00"),
    ("完成时间", "", dt.date(2024, 3, 7), 'yyyy"年"m"月"d"日"'),
    ("项数", "", 12, "General"),
]


def dressed(book):
    sheet = book.active
    for row, (*_texts, form) in enumerate(ROWS, 1):
        sheet.cell(row, 3).number_format = form
    sheet["A8"], sheet["A9"], sheet["E1"] = "隐藏的行", "公式", "隐藏的列"
    sheet["C9"] = "=C7*2"
    sheet.row_dimensions[8].hidden = True
    sheet.column_dimensions["E"].hidden = True
    sheet.merge_cells("A9:B9")
    book.create_sheet("底稿").sheet_state = "hidden"
    book.create_sheet("附表")["A1"] = 0.5


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    import shutil

    program = shutil.which("soffice")
    if program is None:
        pytest.skip("needs soffice")
    data = xlsx([list(row[:3]) for row in ROWS], prepare=dressed)
    return by_soffice(program, data, "xlsx", "xls", tmp_path_factory.mktemp("old"))


def test_numbers_dates_and_merged_cells_as_the_workbook_shows_them(old):
    document = cells.read(old, "form.xls", Limits().started())
    first, second = document.tables()
    shown = [row[-1].text for row in first.rows()]
    assert shown == ["100%", "98.40%", "-5.25", "67.5万元", "1,234,567.50", "2024年3月7日", "12", "24"]
    assert [(cell.text, cell.column_span) for cell in first.rows()[-1]] == [("公式", 2), ("24", 1)]
    assert (first.exact, [cell.text for cell in second.cells]) == (True, ["0.5"])
    assert [item.reason for item in document.unreadable] == [
        "工作表“自评表”第8行是隐藏的，没有读取",
        "工作表“自评表”第5列是隐藏的，没有读取",
        "工作表“底稿”是隐藏的，没有读取",
    ]


def test_a_share_whose_format_is_lost_is_told(old, monkeypatch):
    monkeypatch.setattr(biff, "dresses", lambda _data: {})
    document = cells.read(old, "form.xls", Limits().started())
    reasons = [item.reason for item in document.unreadable]
    assert reasons[:2] == [
        "自评表!C1 存储的数值是1，原表可能显示为百分数，请核对",
        "自评表!C2 存储的数值是0.984，原表可能显示为百分数，请核对",
    ]
    assert "没有数字格式" in reasons[-1]


def test_damage_loses_the_formats_and_no_more(old):
    """Any byte may be wrong, and the file may end anywhere."""
    dice = random.Random(7)  # noqa: S311 - no secret
    for _attempt in range(300):
        place, junk = dice.randrange(len(old)), dice.randbytes(4)
        damaged = old[:place] + junk + old[place + 4 :]
        assert isinstance(biff.dresses(damaged), dict)
        assert isinstance(biff.dresses(old[:place]), dict)


@pytest.mark.parametrize("data", [b"", b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000, bytes(4096)])
def test_what_is_no_old_workbook_has_no_formats(data):
    assert biff.dresses(data) == {}
    with pytest.raises(AuditorError):
        cells.read(data, "form.xls", Limits().started())


def test_a_broken_tag_in_an_ods_is_damage_and_no_endless_reading():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><o:body><o:spreadsheet><t:table t:name="A"><t:table-row>'
            "<t:table-cell t:value<t:table-cell/></t:table-row><</o:spreadsheet><</o:document-content>",
        )
    with pytest.raises(UnreadableFile, match="损坏"):
        cells.read(made.getvalue(), "a.ods", Limits().started())
