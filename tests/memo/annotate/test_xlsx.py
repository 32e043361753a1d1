"""Notes in workbooks, read back by openpyxl and LibreOffice."""

import io
import zipfile

import office
import openpyxl
import packages
from lxml import etree
from noted import annotated
from openpyxl.comments import Comment

S = f"{{{packages.SHEET}}}"
ROWS = [["自评表", None, None], ["产出", "短视频数量", "56部"], [None, "培训次数", "=6场"]]


def form(prepare=None):
    return packages.xlsx(ROWS, merges=["A2:A3"], prepare=prepare)


def notes(package):
    book = openpyxl.load_workbook(io.BytesIO(package))
    return {cell.coordinate: cell.comment.text for row in book.active.iter_rows() for cell in row if cell.comment}


def members(package):
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_each_quoted_cell_has_a_note_a_merged_one_where_it_begins():
    made = notes(annotated(form(), "a.xlsx", "产出", "56部", "=6场"))
    assert sorted(made) == ["A2", "C2", "C3"]
    assert (made["C2"], made["C3"]) == ("1. 见自评表!A2的批注", "1. 见自评表!A2的批注")
    assert made["A2"].splitlines() == [
        "1. 疑点（CL02 ffffffff）",
        "前后不一致。",
        "本处：表述「产出」",
        "对照：表述（自评表!C2）「56部」",
        "对照：表述（自评表!C3）「=6场」",
        "计算：4部 + 52部 = 56部",
        "建议：请核实。",
    ]


def test_everything_else_stays_as_its_author_left_it():
    made, original = members(annotated(form(), "a.xlsx", "56部")), members(form())
    changed = {"[Content_Types].xml", "xl/worksheets/sheet1.xml"}
    assert {name for name in original if made[name] != original[name]} == changed
    cells = [
        [
            (cell.coordinate, cell.value, cell.data_type)
            for row in openpyxl.load_workbook(io.BytesIO(one)).active
            for cell in row
        ]
        for one in (form(), annotated(form(), "a.xlsx", "56部"))
    ]
    assert cells[0] == cells[1]


def test_the_same_workbook_gives_the_same_bytes():
    made = form()  # once: the library that writes it stamps the second
    assert annotated(made, "a.xlsx", "56部") == annotated(made, "a.xlsx", "56部")


def test_an_authors_own_notes_stay_and_ours_stand_below():
    def prepare(book):
        book.active["C2"].comment = Comment("请王处审", "李某")
        book.active["B3"].comment = Comment("口径见附件", "李某")

    made = notes(annotated(form(prepare), "a.xlsx", "56部", "=6场"))
    assert made["C2"].startswith("请王处审\n\n1. ")
    assert made["B3"] == "口径见附件"
    assert made["C3"].startswith("1. ")


def test_a_thread_of_comments_is_not_written_over():
    def prepare(book):
        book.active["C2"].comment = Comment("[线程批注]", "tc={0001}")

    made = notes(annotated(form(prepare), "a.xlsx", "56部"))
    assert made["C2"] == "[线程批注]"
    assert made["D2"].startswith("1. 疑点（CL02 ffffffff）（C2 处）")


def test_the_drawing_is_named_where_the_format_has_it():
    """Excel mends, and so loses, a sheet whose elements stand in another order."""
    sheet = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>56部</t></is></c></row></sheetData><extLst><ext uri="x"/></extLst>'
    made = members(annotated(packages.workbook(sheet), "a.xlsx", "56部"))
    tags = [child.tag for child in etree.fromstring(made["xl/worksheets/sheet1.xml"])]
    assert tags == [f"{S}sheetData", f"{S}legacyDrawing", f"{S}extLst"]


def test_a_drawing_of_the_author_stays_byte_for_byte_and_ours_stand_behind():
    sheet = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>56部</t></is></c></row></sheetData><legacyDrawing r:id="d"/>'
    drawing = '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="_x0000_s1030"><br></v:shape></xml>'
    relations = packages.relationships({"vmlDrawing": "../drawings/vmlDrawing1.vml"}).replace(
        'Id="vmlDrawing"', 'Id="d"'
    )
    parts = {"xl/worksheets/_rels/sheet1.xml.rels": relations, "xl/drawings/vmlDrawing1.vml": drawing}
    made = members(annotated(packages.workbook(sheet, **parts), "a.xlsx", "56部"))
    assert made["xl/drawings/vmlDrawing1.vml"].decode().startswith(drawing.removesuffix("</xml>"))
    assert b'id="_x0000_s1031"' in made["xl/drawings/vmlDrawing1.vml"]
    assert made["xl/worksheets/sheet1.xml"].count(b"legacyDrawing") == 1


def test_whatever_a_finding_says_is_text():
    hostile = '=cmd|"/c calc"!A1</t><t>\x00\x0b\ufffe&amp;'
    assert '=cmd|"/c calc"!A1</t><t>' in notes(annotated(form(), "a.xlsx", "56部", message=hostile))["C2"]


def test_libreoffice_shows_the_notes(outside, tmp_path):
    file = tmp_path / "a.xlsx"
    file.write_bytes(annotated(form(), "a.xlsx", "56部", "产出"))
    ods = office.convert(outside("soffice"), file, "ods", tmp_path)
    with zipfile.ZipFile(ods) as archive:
        content = etree.fromstring(archive.read("content.xml"))
    told = list(content.iter("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"))
    assert len(told) == 2
    assert "请核实" in "".join(text for one in told for text in one.itertext())
