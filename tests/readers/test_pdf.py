"""PDF files drawn by hand: characters and lines where they are put."""

import io

import pytest
from drawn import lines, pdf, table, word
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import readers
from auditor.errors import AuditorError, UnreadableFile
from auditor.model.source import Document
from auditor.readers.limits import Limits


def grid(document, number=0):
    return [[cell.text for cell in row] for row in document.tables()[number].rows()]


def test_cells_of_a_ruled_table():
    document = readers.read(pdf([[word("TITLE", 20, 360), *table([["name", "10"], ["rate", "95%"]])]]), "a.pdf")
    assert grid(document) == [["name", "10"], ["rate", "95%"]]
    assert document.blocks[0].text == "TITLE"
    assert document.pages == 1


def test_every_cell_and_line_knows_its_page_and_box():
    document = readers.read(pdf([[word("TITLE", 20, 360), *table([["a", "b"]])], table([["c", "d"]])]), "a.pdf")
    cells = [cell for one in document.tables() for cell in one.cells]
    assert [(cell.text, cell.span.page) for cell in cells] == [("a", 1), ("b", 1), ("c", 2), ("d", 2)]
    assert abs(cells[0].box.left - 20) <= 1
    assert abs(cells[0].box.top - 300) <= 1
    assert 355 < document.blocks[0].box.bottom < document.blocks[0].box.top < 375


def test_a_table_over_pages_is_one_and_its_head_said_once():
    head = ["name", "target", "weight"]
    pages = [table([head, ["a", "10", "5.0"]]), table([head, ["b", "20", "5.0"]]), table([head, ["c", "30", "5.0"]])]
    document = readers.read(pdf(pages), "a.pdf")
    assert [grid(document)] == [[head, ["a", "10", "5.0"], ["b", "20", "5.0"], ["c", "30", "5.0"]]]
    assert [row[0].span.page for row in document.tables()[0].rows()] == [1, 1, 2, 3]


def test_words_between_keep_two_tables_apart():
    pages = [table([["a", "b"]]), [word("NEXT", 20, 360), *table([["c", "d"]])]]
    assert len(readers.read(pdf(pages), "a.pdf").tables()) == 2


def test_page_numbers_are_no_words_of_the_report():
    pages = [[*table([["a", "b"]]), word("- 1 -", 180, 20)], [*table([["c", "d"]]), word("- 2 -", 180, 20)]]
    document = readers.read(pdf(pages), "a.pdf")
    assert [block.kind for block in document.blocks] == ["table", "footer", "footer"]
    assert grid(document) == [["a", "b"], ["c", "d"]]


def test_the_form_that_begins_again_is_another_table():
    """The title within the ruling says that the next page is the next project's form."""

    def form(project):
        return [*lines([20, 180], [330, 300]), word("FORM", 60, 312), *table([["name", project]])]

    document = readers.read(pdf([form("first"), form("second")]), "a.pdf")
    assert [grid(document, number)[1] for number in range(2)] == [["name", "first"], ["name", "second"]]


def test_a_row_cut_by_the_page_break_is_joined():
    first = table([["name", "target", "weight"], ["long text that", "10", "5.0"]])
    second = table([["name", "target", "weight"], ["goes on", "", ""], ["next", "20", "5.0"]])
    document = readers.read(pdf([first, second]), "a.pdf")
    assert grid(document)[1:] == [["long text thatgoes on", "10", "5.0"], ["next", "20", "5.0"]]
    assert document.tables()[0].rows()[1][0].span.page == 1


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (["in", "100", "out", "100"], ["kept", "", "left", ""]),
        (["in", "100", "out", "100"], ["kept", "", "", ""]),
        (["goods", "", "hours", ""], ["works", "", "", ""]),
    ],
    ids=["two labels", "one label", "labels alone"],
)
def test_a_row_that_had_room_to_go_on_is_whole(last, first):
    """The total of income ends a page; the next page begins with a row that has no figures."""
    pages = [table([["a", "1", "b", "2"], last]), table([first, ["c", "3", "d", "4"]])]
    assert grid(readers.read(pdf(pages), "a.pdf"))[1:3] == [last, first]


def test_lines_of_a_cell_that_end_at_will_are_joined():
    """The reason is a list in lines of their own: that the last one had room says nothing."""
    listed = [*table([["name", "10", ""]]), word("1. one", 185, 290), word("2. two", 185, 278)]
    document = readers.read(pdf([listed, table([["", "", "3. three"], ["next", "20", ""]])]), "a.pdf")
    assert [row[-1] for row in grid(document)] == ["1.one2.two3.three", ""]


def test_an_open_cell_goes_on_below():
    """Browsers leave the cells open that go on: the label reaches over the break, the rows beside it do not."""
    open_left = [
        "100 270 m 260 270 l S",
        *[f"{x} 270 m {x} 300 l S" for x in (20, 100, 180, 260)],
        "20 300 m 260 300 l S",
    ]
    first = [*open_left, word("group", 25, 282), word("a", 105, 282), word("10", 185, 282)]
    document = readers.read(pdf([first, table([["", "b", "20"], ["other", "c", "30"]])]), "a.pdf")
    assert grid(document) == [["group", "a", "10"], ["b", "20"], ["other", "c", "30"]]
    assert document.tables()[0].cells[0].row_span == 2


def test_a_label_cut_in_two_is_whole_again():
    """Both halves together stand elsewhere, but for their number."""
    first = table([["goal1", "a", "10"], ["go", "b", "20"]])
    document = readers.read(pdf([first, table([["al2", "c", "30"]])]), "a.pdf")
    assert grid(document) == [["goal1", "a", "10"], ["goal2", "b", "20"], ["c", "30"]]


def test_rows_alike_on_both_sides_of_a_break_stay_two():
    first = table([["name", "target", "weight"], ["a", "10", "5.0"]])
    second = table([["a", "10", "5.0"], ["b", "20", "5.0"]])
    assert len(grid(readers.read(pdf([first, second]), "a.pdf"))) == 4


def test_columns_keep_their_number_where_a_page_rules_fewer():
    wide = table([["1", "2", "3", "4"]])
    narrow = [*lines([20, 100, 340], [300, 270]), word("a", 25, 282), word("b", 105, 282)]
    document = readers.read(pdf([wide, narrow]), "a.pdf")
    assert [(cell.column, cell.column_span) for cell in document.tables()[0].cells[4:]] == [(1, 1), (2, 3)]


def test_a_binding_margin_does_not_part_a_table():
    """Odd and even pages stand at different places of the sheet."""
    moved = [command.replace("(c)", "(c)") for command in table([["c", "d"]])]
    document = readers.read(pdf([table([["a", "b"]]), ["1 0 0 1 30 0 cm", *moved]]), "a.pdf")
    assert grid(document) == [["a", "b"], ["c", "d"]]


def filled(rows):
    """A table whose lines are thin filled rectangles, each doubled."""
    strokes = []
    for command in table(rows):
        numbers = [float(item) for item in command.split() if item.replace(".", "").isdigit()]
        if not command.endswith("l S"):
            strokes.append(command)
        elif numbers[0] == numbers[2]:
            low, high = sorted((numbers[1], numbers[3]))
            strokes += [f"{numbers[0] + by} {low} 0.5 {high - low} re f" for by in (0, 1.5)]
        else:
            strokes += [f"{numbers[0]} {numbers[1] + by} {numbers[2] - numbers[0]} 0.5 re f" for by in (0, 1.5)]
    return strokes


def one_path(rows):
    """A table whose lines are all one path."""
    commands = table(rows)
    drawn = [command.removesuffix(" S") for command in commands if command.endswith("l S")]
    return [*drawn, "S", *(command for command in commands if not command.endswith("l S"))]


def cell_by_cell(rows):
    """A table whose cells are a rectangle each."""
    words = [command for command in table(rows) if not command.endswith("l S")]
    return [f"{20 + 80 * c} {270 - 30 * r} 80 30 re S" for r, row in enumerate(rows) for c in range(len(row))] + words


def dashed(rows):
    return ["[3 2] 0 d", *table(rows)]


@pytest.mark.parametrize("habit", [table, filled, one_path, cell_by_cell, dashed])
def test_however_the_lines_are_drawn(habit):
    rows = [["name", "10"], ["rate", "95%"]]
    assert grid(readers.read(pdf([habit(rows)]), "a.pdf")) == rows


def test_backgrounds_slants_and_white_lines_part_no_cells():
    drawn = ["0.9 g 20 240 160 60 re f 0 g", "20 300 m 100 270 l S", "1 1 1 RG 60 240 m 60 300 l S 0 0 0 RG"]
    rows = [["name", "10"], ["rate", "95%"]]
    assert grid(readers.read(pdf([[*drawn, *table(rows)]]), "a.pdf")) == rows


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_table_set_sideways_is_read_upright(angle):
    turn = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 400 0", 180: "-1 0 0 -1 400 400", 270: "0 -1 1 0 0 400"}[angle]
    rows = [["name", "10"], ["rate", "95%"]]
    document = readers.read(pdf([[f"{turn} cm", word("TITLE", 20, 360), *table(rows)]]), "a.pdf")
    assert grid(document) == rows
    assert document.blocks[0].text == "TITLE"
    box = document.tables()[0].cells[0].box
    assert 0 < box.left < box.right < 400
    assert 0 < box.bottom < box.top < 400


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_that_is_shown_turned(angle):
    from pypdf import PdfReader, PdfWriter

    rows = [["name", "10"], ["rate", "95%"]]
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([table(rows)]))))
    writer.pages[0].rotate(angle)
    target = io.BytesIO()
    writer.write(target)
    assert grid(readers.read(target.getvalue(), "a.pdf")) == rows


def test_lines_that_go_on_are_one_paragraph():
    long = "word " * 13
    page = [word(long, 46, 360), word(f"{long}xxxx", 20, 346), word("end 10", 20, 332), word("NEXT", 20, 300)]
    document = readers.read(pdf([page]), "a.pdf")
    assert [block.text[-6:] for block in document.blocks] == ["end 10", "NEXT"]


PASSWORD = "geheim"  # noqa: S105 - of a file made here


def locked(data, password):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def test_a_locked_file_asks_for_its_password():
    data = locked(pdf([table([["a", "b"]])]), PASSWORD)
    with pytest.raises(UnreadableFile, match="密码"):
        readers.read(data, "a.pdf")
    assert grid(readers.read(data, "a.pdf", Limits(password=PASSWORD))) == [["a", "b"]]


def test_too_many_pages():
    with pytest.raises(UnreadableFile, match="3 页"):
        readers.read(pdf([[], [], []]), "a.pdf", Limits(max_pages=2))


FILE = pdf([table([["name", "10"], ["rate", "95%"]])])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(FILE) - 1), st.binary(max_size=4))
def test_damage_gives_a_document_or_one_clear_error(place, junk):
    try:
        outcome = readers.read(FILE[:place] + junk + FILE[place + len(junk) * 2 :], "a.pdf")
    except AuditorError:
        return
    assert isinstance(outcome, Document)
