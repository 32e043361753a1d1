"""Pages that are pictures: detected, read with the recogniser, and never believed."""

import io
import os

import pytest
from forms_at_hand import PIPES
from rendered import as_html, in_one_table, pdf_by_weasyprint

from auditor import audit, readers
from auditor.errors import UnreadableFile
from auditor.readers import comparators, pixels, scan
from auditor.readers.limits import Limits

STYLE = """<style>@page { size: A4 landscape; margin: 14mm } body { font: 11pt "Noto Sans CJK SC", "Noto Serif CJK SC", sans-serif }
table { border-collapse: collapse; width: 100%; table-layout: fixed } td { border: 1px solid black; padding: 3pt }</style>"""
SHORT = PIPES._replace(goals=PIPES.goals[3:4], rows=tuple(row._replace(goal=1) for row in PIPES.rows[18:24]))
"""One page: goal 4 with its six rows, where the result says 1209 wells and the table 1207."""


@pytest.fixture(scope="module")
def page(extra):
    """The form as a grey picture at 200 dots per inch."""
    import pypdfium2

    extra("PIL.Image")
    data = pdf_by_weasyprint(extra("weasyprint"), as_html(in_one_table(SHORT), STYLE))
    document = pypdfium2.PdfDocument(data)
    return document[0].render(scale=200 / 72, grayscale=True).to_pil()


def saved(picture, form, **options):
    target = io.BytesIO()
    picture.save(target, form, **options)
    return target.getvalue()


def rows(document):
    return {
        cell.text: [other.text for other in row] for table in document.tables() for row in table.rows() for cell in row
    }


@pytest.fixture
def recogniser(outside, extra):
    extra("pytesseract")
    outside("tesseract")
    if not scan.is_installed() and not os.environ.get("CI"):
        pytest.skip("tesseract has no Chinese data; .ci/run installs it")
    assert scan.is_installed()


def test_a_scanned_form_is_audited_with_doubt(page, recogniser):
    (outcome,) = audit(saved(page, "PDF", resolution=200), "扫描件.pdf")
    read = {row.name.replace("窘", "窨").replace("窖", "窨"): row for row in outcome.report.indicators}
    assert len(read) == 6
    assert [row.target.text for row in outcome.report.indicators][:2] == ["≥48公里", "≥1200座"]
    assert read["北湾片区改造支出"].target.text == "≤400万元"
    assert outcome.findings
    assert {finding.confidence for finding in outcome.findings} == {"low"}
    assert "error" not in {finding.severity for finding in outcome.findings}
    assert all(row.target.span.ocr for row in outcome.report.indicators)
    reasons = [item.reason for item in outcome.unreadable]
    assert any("识别" in reason for reason in reasons)
    assert any("≤400万元" in reason for reason in reasons)


def test_slanted_and_turned_pages_are_read(page, recogniser):
    slanted = page.rotate(1.2, fillcolor=255).rotate(180)
    document = readers.read(saved(slanted, "PNG"), "form.png")
    assert document.ocr
    assert "≥1200座" in rows(document)
    assert all(cell.uncertain for table in document.tables() for cell in table.cells)


def test_a_fax_of_several_pages(page, recogniser):
    top, blank = page.crop((0, 0, page.width, page.height // 3)), page.crop((0, 0, page.width, 60))
    document = readers.read(saved(top, "TIFF", save_all=True, append_images=[blank]), "form.tif")
    assert document.pages == 2
    assert "青河县排水事务中心" in document.text


def test_without_the_recogniser_one_clear_error_with_the_remedy(page, monkeypatch):
    monkeypatch.setattr(scan, "_languages", frozenset)
    for data, name in ((saved(page, "PDF"), "form.pdf"), (saved(page, "JPEG"), "form.jpg")):
        with pytest.raises(UnreadableFile, match=rf"{name}.*扫描件.*\[ocr\].*chi_sim"):
            readers.read(data, name)


def test_pages_with_text_are_read_beside_scanned_ones(page, extra, monkeypatch):
    from pypdf import PdfReader, PdfWriter

    monkeypatch.setattr(scan, "_languages", frozenset)
    typed = pdf_by_weasyprint(extra("weasyprint"), as_html(in_one_table(SHORT), STYLE))
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(typed)))
    writer.append(PdfReader(io.BytesIO(saved(page, "PDF"))))
    target = io.BytesIO()
    writer.write(target)
    document = readers.read(target.getvalue(), "form.pdf")
    assert "≥1200座" in document.text
    assert not document.ocr
    assert any("扫描图像" in item.reason for item in document.unreadable)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_damaged_and_huge_pictures(page, form, recogniser):
    data = saved(page.crop((0, 0, page.width, 320)), form)
    with pytest.raises(UnreadableFile, match="像素"):
        readers.read(data, "form", Limits(max_pixels=1000))
    try:
        cut = readers.read(data[: len(data) // 3], "form")
    except UnreadableFile:
        return
    assert cut.ocr


def sign(image, rows):
    """A picture of a sign drawn with # and ., four times as large, as the first ink of a cell."""
    drawn = image.new("L", (len(rows[0]), len(rows)), 255)
    drawn.putdata([0 if mark == "#" else 255 for row in rows for mark in row])
    cell = image.new("L", (200, 80), 255)
    cell.paste(drawn.resize((drawn.width * 4, drawn.height * 4), resample=0), (10, 10))
    return cell


AT_LEAST = ["##......", ".###....", "...###..", ".....###", "...###..", ".###....", "##......", "########"]
TWO = [".###.", "#...#", "....#", "...#.", "..#..", ".#...", "#....", "#####"]


@pytest.mark.parametrize(
    ("drawn", "found"), [(AT_LEAST, "≥"), ([row[::-1] for row in AT_LEAST], "≤"), (TWO, None), (["........"] * 8, None)]
)
def test_comparators_are_told_by_their_shape(drawn, found, extra):
    told = comparators.first_sign(sign(extra("PIL.Image"), drawn))
    assert (told.sign if told else None) == found


def test_rules_are_found_and_strokes_of_characters_are_not(extra):
    sheet = extra("PIL.Image").new("L", (800, 400), 255)
    pen = extra("PIL.ImageDraw").Draw(sheet)
    pen.rectangle((100, 100, 700, 300), outline=0, width=2)
    pen.line((400, 100, 400, 300), fill=0, width=2)
    pen.line((150, 200, 185, 200), fill=0, width=3)
    across, down = pixels.rulings(sheet)
    assert [round(line.at / 10) for line in across] == [10, 30]
    assert sorted(round(line.at / 10) for line in down) == [10, 40, 70]
    assert all(abs(line.end - 700) <= 2 for line in across)
