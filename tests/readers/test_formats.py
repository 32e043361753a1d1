"""The same report gives the same findings whatever file it arrives in: only the places differ."""

import io
import json
import unicodedata
from contextlib import ExitStack
from functools import cache

import pytest
from browser import browse
from forms_at_hand import CUT_UP, PIPES, PROSE, random_forms
from hypothesis import given, settings
from ofd_writer import Style, as_ofd
from rendered import (
    APART,
    PRINTED,
    SMALL,
    Cell,
    Table,
    as_docx,
    as_html,
    as_md,
    as_txt,
    as_xlsx,
    by_soffice,
    in_many_tables,
    in_one_table,
    pdf_by_chromium,
    pdf_by_weasyprint,
)

from auditor import audit, readers
from auditor.readers import office

PLACES = frozenset({"start", "end", "line", "page", "table", "row", "column", "sheet"})
OPEN_SIDES = ("top", "bottom", "insideH", "insideV")
WRITTEN = {
    "txt": as_txt,
    "md": as_md,
    "docx": as_docx,
    "xlsx": as_xlsx,
    "html": as_html,
    "ofd": as_ofd,
    "sheets.xlsx": lambda blocks: as_xlsx(blocks, sheets=True),
}


def without_places(part):
    """What a report or finding says: spans left out, characters and blanks folded (a PDF holds ⽇ for 日)."""
    if isinstance(part, dict):
        if part.keys() >= PLACES:
            return None
        return {
            key: without_places(value) for key, value in part.items() if (key, "heading" in part) != ("table", True)
        }
    if isinstance(part, list):
        return [without_places(item) for item in part]
    return "".join(unicodedata.normalize("NFKC", part).split()) if isinstance(part, str) else part


def said(data, name):
    """The report and the findings of a file without their places."""
    (outcome,) = audit(data, name)
    findings = sorted(
        (json.loads(one.model_dump_json()) for one in outcome.findings), key=lambda one: (one["code"], one["message"])
    )
    return without_places(json.loads(outcome.report.model_dump_json())), without_places(findings)


@cache
def expected(form):
    return said(as_txt(blocks(form)), "form.txt")


def blocks(form):
    return in_many_tables(form, PROSE) if form is CUT_UP else in_one_table(form)


def test_the_planted_faults_are_found():
    report, findings = expected(PIPES)
    assert (len(report["goals"]), len(report["indicators"]), report["conclusion"]["indicators"]) == (7, 42, 43)
    assert {one["code"] for one in findings} >= {"CL01", "CT01", "CT02", "SC01", "SC02", "ST04"}


@pytest.mark.parametrize("suffix", WRITTEN)
@pytest.mark.parametrize("form", [PIPES, CUT_UP], ids=["one table", "many tables"])
def test_formats_that_keep_their_cells(form, suffix):
    assert said(WRITTEN[suffix](blocks(form)), f"form.{suffix}") == expected(form)


@pytest.fixture(scope="module")
def chromium(outside, tmp_path_factory):
    """Starts a browser when it is first asked for, and gives that one from then on."""
    with ExitStack() as started:

        @cache
        def browser():
            return started.enter_context(browse(outside("chromium"), tmp_path_factory.mktemp("chromium")))

        yield browser


@pytest.fixture
def printers(chromium, extra, tmp_path):
    """What makes a PDF of a page, by name."""
    return {
        "chromium": lambda page: pdf_by_chromium(chromium(), page, tmp_path),
        "weasyprint": lambda page: pdf_by_weasyprint(extra("weasyprint"), page),
    }


@pytest.mark.parametrize(
    ("form", "style"),
    [
        (PIPES, PRINTED),
        (PIPES, PRINTED.replace("A4 landscape", "210mm 120mm")),
        (CUT_UP, SMALL.replace("A5 landscape", "210mm 95mm")),
        (CUT_UP, PRINTED.replace("A4 landscape", "210mm 120mm")),
        (PIPES, APART),
        (PIPES, APART.replace("spacing: 0", "spacing: 2px")),
    ],
    ids=["landscape", "a label fills a page", "no outer rules", "cut rows", "borders of their own", "borders apart"],
)
@pytest.mark.parametrize("producer", ["chromium", "weasyprint"])
def test_pdf_from_a_page(form, style, producer, printers):
    data = printers[producer](as_html(blocks(form), style))
    assert said(data, "form.pdf") == expected(form)
    if form is CUT_UP:
        assert said(sideways(data), "form.pdf") == expected(form)


@pytest.mark.parametrize(
    ("form", "height", "sides"),
    [(PIPES, 95, ("left", "right", *OPEN_SIDES)), (CUT_UP, 120, OPEN_SIDES)],
    ids=["labels cut in two", "no outer rules"],
)
def test_pdf_from_word(form, height, sides, outside, tmp_path):
    word = as_docx(blocks(form), page=(11906, height * 57), sides=sides)
    data = by_soffice(outside("soffice"), word, "docx", "pdf", tmp_path)
    assert said(data, "form.pdf") == expected(form)
    assert said(turned(data), "form.pdf") == expected(form)


OFD_STYLES = {
    "strokes": Style(),
    "letter by letter": Style(letters_apart=True),
    "a box a cell": Style(ruled_by="cells"),
    "filled rules in a template": Style(ruled_by="fills", template=True),
    "one path, scaled text": Style(ruled_by="one", scaled=True, short=False),
    "sideways": Style(sideways=True, ruled_by="cells"),
    "a drawing, no prefix, a box elsewhere": Style(composite=True, tag="", offset=(5.0, 7.0)),
    "small pages": Style(page=(210.0, 120.0)),
    "cut rows": Style(page=(210.0, 95.0), size=2.6),
}


@pytest.mark.parametrize("style", OFD_STYLES.values(), ids=OFD_STYLES)
@pytest.mark.parametrize("form", [PIPES, CUT_UP], ids=["one table", "many tables"])
def test_ofd_as_different_producers_write_it(form, style):
    assert said(as_ofd(blocks(form), style), "form.ofd") == expected(form)


@pytest.mark.parametrize("form", [PIPES, CUT_UP], ids=["one table", "many tables"])
def test_the_rows_of_an_ofd_are_those_of_a_pdf(form, printers):
    """On a page so tall that nothing breaks; tables that touch on the page are one grid in either."""
    page = as_html(blocks(form), PRINTED.replace("A4 landscape", "297mm 2000mm"))
    pdf = readers.read(printers["chromium"](page), "form.pdf")
    ofd = readers.read(as_ofd(blocks(form), Style(page=(297.0, 2000.0))), "form.ofd")
    assert cells_of(ofd) == cells_of(pdf)
    assert all(cell.span.page and cell.box for table in ofd.tables() for cell in table.cells)


def cells_of(document):
    return [[without_places(cell.text) for cell in row] for table in document.tables() for row in table.rows()]


ACCOUNTS = (
    ("收　入", "金额", "支　出", "金额"),
    *((f"收入科目{n}", f"{n}0.5", f"支出科目{n}", f"{n}1.5") for n in range(1, 9)),
    ("本年收入合计", "1324.5", "本年支出合计", "1324.5"),
    ("用事业基金弥补收支差额", "", "结余分配", ""),
    ("年初结转和结余", "", "年末结转和结余", ""),
    ("总计", "1324.5", "总计", "1324.5"),
)


@pytest.mark.parametrize("above", range(4))
@pytest.mark.parametrize("producer", ["chromium", "weasyprint", "soffice"])
def test_rows_that_a_page_break_parts_stay_apart(producer, above, printers, outside, tmp_path):
    """Wherever the page ends, the total of a page's foot takes in no row of the next page."""
    cells = tuple(
        Cell(text, row, 1 + 2 * column, 1, 2)
        for row, line in enumerate(ACCOUNTS, 1)
        for column, text in enumerate(line)
    )
    made = [*(f"单位收支决算，第{n}行说明。" for n in range(above)), Table(cells)]
    if producer == "soffice":
        data = by_soffice(outside("soffice"), as_docx(made, page=(11906, 5700)), "docx", "pdf", tmp_path)
    else:
        data = printers[producer](as_html(made, PRINTED.replace("A4 landscape", "210mm 90mm")))
    document = readers.read(data, "form.pdf")
    rows = [without_places([cell.text for cell in row]) for table in document.tables() for row in table.rows()]
    assert rows == [without_places(list(line)) for line in ACCOUNTS]


@pytest.mark.parametrize("made", ["doc", "rtf"])
def test_what_libreoffice_opens(made, outside, tmp_path):
    data = by_soffice(outside("soffice"), as_docx(blocks(CUT_UP)), "docx", made, tmp_path)
    assert said(data, f"form.{made}") == expected(CUT_UP)


def test_old_workbooks(outside, tmp_path, monkeypatch):
    """As LibreOffice shows them, and without it as their formats say."""
    data = by_soffice(outside("soffice"), as_xlsx(blocks(PIPES)), "xlsx", "xls", tmp_path)
    assert said(data, "form.xls") == expected(PIPES)
    monkeypatch.setattr(office, "program", lambda: None)
    assert said(data, "form.xls") == expected(PIPES)


@settings(max_examples=15, deadline=None)
@given(random_forms())
def test_any_report_in_the_formats_we_write(form):
    made = in_one_table(form)
    first, *others = (
        said(WRITTEN[suffix](made), f"form.{suffix}") for suffix in ("txt", "md", "docx", "xlsx", "html", "ofd")
    )
    assert len(first[0]["indicators"]) == len(form.rows)
    for other in others:
        assert other == first


def turned(data):
    """The pages shown on their side, as a scanner's or a clerk's turn leaves them."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for page in writer.pages:
        page.rotate(90)
    return _bytes(writer)


def sideways(data):
    """The pages drawn on their side."""
    from pypdf import PdfReader, PdfWriter, Transformation

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for page in writer.pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        page.add_transformation(Transformation().rotate(90).translate(height, 0))
        page.mediabox.upper_right = page.cropbox.upper_right = (height, width)
    return _bytes(writer)


def _bytes(writer):
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()
