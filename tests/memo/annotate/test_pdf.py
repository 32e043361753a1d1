"""Highlights in PDF files, read back by pypdf; PDFium says which words stand under them."""

import io

import pypdf
import pypdfium2
import pytest
from drawn import pdf, table, word
from noted import annotated
from pypdf.annotations import Text
from pypdf.generic import RectangleObject

from auditor.errors import SettingsError

FORM = pdf([[word("The TITLE of it", 20, 360), *table([["name", "10 films"], ["rate", "95%"]])]])


def highlights(package):
    """Every annotation with its page and the words under each of its rectangles."""
    document = pypdfium2.PdfDocument(package)
    made = []
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(package)).pages):
        text = document[number].get_textpage()
        for reference in page.get("/Annots", []):
            one = reference.get_object()
            corners = [float(value) for value in one.get("/QuadPoints", [])]
            under = [
                text.get_text_bounded(*(min(q[::2]), min(q[1::2]), max(q[::2]), max(q[1::2]))).strip()
                for q in (corners[place : place + 8] for place in range(0, len(corners), 8))
            ]
            made.append((number, one, under))
        text.close()
    document.close()
    return made


def under(package):
    return [(page, words) for page, _one, words in highlights(package)]


def test_the_very_words_are_highlighted_in_a_line_and_in_a_cell():
    made = annotated(FORM, "a.pdf", "TITLE", "10 films", "95%")
    assert under(made) == [(0, ["TITLE"]), (0, ["10 films"]), (0, ["95%"])]


def test_a_highlight_says_which_finding_what_to_do_and_where_the_other_side_stands():
    (_page, one, _words), *_rest = highlights(annotated(FORM, "a.pdf", "10 films", "95%"))
    assert one["/Subtype"] == "/Highlight"
    assert one["/Contents"].splitlines() == [
        "1. 疑点（CL02 ffffffff）",
        "前后不一致。",
        "本处：表述「10 films」",
        "对照：表述（第1页 表1 第2行）「95%」",
        "计算：4部 + 52部 = 56部",
        "建议：请核实。",
    ]
    assert one["/Subj"] == "CL02"


def test_what_the_author_wrote_stays_byte_for_byte():
    assert annotated(FORM, "a.pdf", "95%").startswith(FORM)


def test_the_same_file_gives_the_same_bytes():
    assert annotated(FORM, "a.pdf", "95%") == annotated(FORM, "a.pdf", "95%")


def turned(angle):
    """A page whose text runs upwards, and a viewer told to turn it upright."""
    writer = pypdf.PdfWriter(io.BytesIO(pdf([[f"BT /F1 10 Tf 0 1 -1 0 200 {y} Tm ({text}) Tj ET" for text, y in (("first 52", 50), ("and 56 films", 200))]])))  # fmt: skip
    writer.pages[0].rotate(angle)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize("angle", [0, 90])
def test_a_page_set_sideways_is_marked_where_its_words_stand(angle):
    assert under(annotated(turned(angle), "a.pdf", "56")) == [(0, ["56"])]


def test_words_that_wrapped_have_a_rectangle_for_each_line():
    lines = [word("a line that reaches the very right edge of it all", 20, 360), word("goes on here", 20, 347)]
    assert under(annotated(pdf([lines]), "a.pdf", "all goes on")) == [(0, ["all", "goes on"])]


def test_a_cell_that_goes_on_over_the_page_is_followed():
    first = table([["name", "target", "weight"], ["long text that", "10", "5.0"]])
    second = table([["name", "target", "weight"], ["goes on 52", "", ""], ["next", "20", "5.0"]])
    assert under(annotated(pdf([first, second]), "a.pdf", "52")) == [(1, ["52"])]


def test_words_that_a_page_end_cuts_are_marked_on_both_pages():
    first = table([["name", "target", "weight"], ["long text that", "10", "5.0"]])
    second = table([["name", "target", "weight"], ["goes on 52", "", ""], ["next", "20", "5.0"]])
    assert under(annotated(pdf([first, second]), "a.pdf", "text thatgoes")) == [(0, ["text that"]), (1, ["goes"])]


def test_an_authors_own_annotations_stay():
    own = pypdf.PdfWriter(io.BytesIO(FORM))
    own.add_annotation(0, Text(rect=(10, 10, 30, 30), text="seen"))
    stream = io.BytesIO()
    own.write(stream)
    kinds = [one["/Subtype"] for _page, one, _words in highlights(annotated(stream.getvalue(), "a.pdf", "95%"))]
    assert kinds == ["/Text", "/Highlight"]


def test_a_locked_file_is_refused_with_the_remedy():
    locked = pypdf.PdfWriter(io.BytesIO(FORM))
    locked.encrypt("", "owner")
    stream = io.BytesIO()
    locked.write(stream)
    with pytest.raises(SettingsError, match=r"\.html"):
        annotated(stream.getvalue(), "a.pdf", "95%")


def test_whatever_a_finding_says_is_text():
    hostile = "=cmd) Tj ET \\ <w:t>\x00\x0b"
    (_page, one, _words), *_rest = highlights(annotated(FORM, "a.pdf", "95%", message=hostile))
    assert "=cmd) Tj ET \\ <w:t>" in one["/Contents"]


@pytest.mark.parametrize("matrix", ["0 1 -1 0 400 0", "-1 0 0 -1 400 400", "0 -1 1 0 0 400"])
def test_a_table_set_sideways_is_marked_in_its_cells(matrix):
    rows = [word("TITLE of it", 20, 360), *table([["name", "10 films"], ["rate", "95%"]])]
    package = pdf([[f"{matrix} cm", *rows]])
    assert under(annotated(package, "a.pdf", "TITLE", "10 films", "95%")) == [
        (0, ["TITLE"]),
        (0, ["10 films"]),
        (0, ["95%"]),
    ]


def test_a_page_that_does_not_begin_at_zero_and_is_cropped():
    writer = pypdf.PdfWriter(io.BytesIO(pdf([["1 0 0 1 100 50 cm", *table([["name", "10 films"]])]])))
    writer.pages[0].mediabox = RectangleObject((100, 50, 500, 450))
    writer.pages[0].cropbox = RectangleObject((105, 60, 490, 440))
    stream = io.BytesIO()
    writer.write(stream)
    made = annotated(stream.getvalue(), "a.pdf", "10 films")
    assert under(made) == [(0, ["10 films"])]
    left, bottom, *_corner = (float(side) for side in highlights(made)[0][1]["/Rect"])
    assert (left > 200, bottom > 320) == (True, True)
