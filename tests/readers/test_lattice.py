"""Cells from ruling lines."""

from hypothesis import given
from hypothesis import strategies as st

from auditor.readers.lattice import Glyph, Ruling, fill, grids, joined, text


def frame(xs, ys, *, without=()):
    """The rulings of a full grid, edge by edge; `without` names inner edges left out as ("across"|"down", row, column)."""
    across = [
        Ruling(y, xs[column], xs[column + 1])
        for row, y in enumerate(ys)
        for column in range(len(xs) - 1)
        if ("across", row, column) not in without
    ]
    down = [
        Ruling(x, ys[row + 1], ys[row])
        for column, x in enumerate(xs)
        for row in range(len(ys) - 1)
        if ("down", row, column) not in without
    ]
    return across, down


def places(grid):
    return [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells]


def test_a_full_grid():
    (grid,) = grids(*frame([0, 50, 100], [100, 80, 60]))
    assert places(grid) == [(1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)]


def test_cells_merged_downwards_and_sideways():
    (grid,) = grids(*frame([0, 50, 100], [100, 80, 60], without={("across", 1, 0)}))
    assert places(grid) == [(1, 1, 2, 1), (1, 2, 1, 1), (2, 2, 1, 1)]
    (grid,) = grids(*frame([0, 50, 100], [100, 80, 60], without={("down", 0, 1)}))
    assert places(grid) == [(1, 1, 1, 2), (2, 1, 1, 1), (2, 2, 1, 1)]


def test_open_edges_are_closed():
    """A cell left open at the page's end, and a table without outer verticals."""
    bottom = {("across", 2, column) for column in range(2)}
    (grid,) = grids(*frame([0, 50, 100], [100, 80, 60], without=bottom))
    assert len(places(grid)) == 4
    outer = {("down", row, column) for row in range(2) for column in (0, 2)}
    (grid,) = grids(*frame([0, 50, 100], [100, 80, 60], without=outer))
    assert len(places(grid)) == 4


def test_double_thin_lines_are_one():
    assert joined([Ruling(10, 0, 50), Ruling(11.5, 0, 50)]) == [Ruling(10, 0, 50)]


def test_two_tables_of_a_page():
    upper, lower = frame([0, 50, 100], [200, 180]), frame([0, 50, 100], [100, 80])
    assert len(grids(upper[0] + lower[0], upper[1] + lower[1])) == 2


def test_a_frame_is_no_table():
    assert grids(*frame([0, 300], [400, 0])) == []


def test_columns_that_go_on_below_are_told():
    (grid,) = grids(*frame([0, 50, 100], [100, 80, 60], without={("across", 2, 0)}))
    assert grid.open_below == (True, False)


def test_a_drawing_is_no_table():
    dense = [Ruling(3.0 * place, 0, 9000) for place in range(3000)]
    assert grids(dense, dense) == []


def written(words, left, top, *, size=10, gap="\n"):
    """Characters side by side, each as wide and high as the size; a space leaves one out."""
    glyphs = []
    for place, letter in enumerate(words):
        if letter == " ":
            gap = " "
            continue
        glyphs.append(Glyph(letter, left + place * size, top - size, left + (place + 1) * size, top, gap))
        gap = ""
    return glyphs


def test_glyphs_go_to_their_cells():
    (grid,) = grids(*frame([0, 50, 100], [100, 80]))
    glyphs = [*written("甲", 10, 95), *written("乙", 60, 95), *written("外", 200, 95)]
    assert [text(inside) for inside in fill(grid, glyphs).values()] == ["甲", "乙"]


def test_lines_are_put_in_order_whatever_the_file_does():
    (grid,) = grids(*frame([0, 50, 100], [100, 60]))
    glyphs = [*written("下行", 5, 80), *written("上行", 5, 95)]
    assert next(text(inside) for inside in fill(grid, glyphs).values()) == "上行下行"


def test_marks_of_other_heights_stay_in_their_line():
    low, high = Glyph("，", 20, 80, 23, 82), Glyph("“", 30, 88, 33, 90)
    line = [*written("甲乙", 0, 90), low, high, *written("丙", 40, 90, gap="")]
    (grid,) = grids(*frame([0, 100, 120], [100, 60]))
    assert next(text(inside) for inside in fill(grid, line).values()) == "甲乙，“丙"


def test_word_spaces_stand_between_latin_words_only():
    assert text(written("PM浓 A B", 0, 10)) == "PM浓A B".replace("浓A", "浓 A")
    assert text([Glyph("浓", 0, 0, 10, 10), Glyph("度", 12, 0, 22, 10, " ")]) == "浓度"


def test_a_number_goes_on_in_the_next_line_only_where_the_cell_is_full():
    narrow = [*written("1122", 2, 30), *written("13", 2, 18)]
    assert text(narrow, 52) == "112213"
    assert text(narrow, 400) == "1122 13"


def test_figures_apart_are_two_numbers():
    assert text([Glyph("5", 0, 0, 5, 8), Glyph("6", 9, 0, 14, 8, " ")]) == "5 6"
    assert text([Glyph("5", 0, 0, 5, 8), Glyph("6", 6, 0, 11, 8, " ")]) == "56"


@given(st.integers(1, 5), st.integers(1, 5), st.data())
def test_cells_tile_the_grid_whatever_is_merged(width, height, data):
    xs, ys = [40.0 * i for i in range(width + 1)], [30.0 * (height - i) for i in range(height + 1)]
    inner = [("across", row, column) for row in range(1, height) for column in range(width)]
    inner += [("down", row, column) for row in range(height) for column in range(1, width)]
    without = data.draw(st.sets(st.sampled_from(inner))) if inner else set()
    covered = [
        (number, row, column)
        for number, grid in enumerate(grids(*frame(xs, ys, without=without)))
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert len(covered) == len(set(covered))
