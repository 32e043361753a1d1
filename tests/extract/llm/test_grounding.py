"""From a quote to its place: the right one, or none."""

import pytest
import strange
from hypothesis import given
from hypothesis import strategies as st

from auditor.extract.llm import chunks, grounding
from auditor.extract.rules.rows import Entry
from auditor.model.source import Span
from auditor.text.normalize import fold


def line(*cells):
    """A numbered line of these cells."""
    entries, start = [], 0
    for column, text in enumerate(cells, 1):
        span = Span(start=start, end=start + len(text), line=1, column=column)
        entries.append(Entry(fold(text), text, span, column))
        start += len(text) + 1
    return chunks.Line(1, tuple(entries), cells, Span(start=0, end=start, line=1), 1)


def found(quote, *cells):
    return [(place.cell, place.text) for place in grounding.whole_cells(quote, line(*cells))]


def test_a_quote_is_found_as_it_stands_before_it_is_found_alike():
    assert found("≥12座", "加固水库", "≥12座", "≥１２座") == [(1, "≥12座")]
    assert found("≥ 12 座", "加固水库", "≥１２座") == [(1, "≥１２座")]
    assert found("满意度", "<p>满 意 度</p>") == [(0, "<p>满 意 度</p>")] or found("满意度", "<p>满 意 度</p>") == [
        (0, "满 意 度")
    ]


@pytest.mark.parametrize(
    ("quote", "cell"),
    [
        ("12家", "112家"), ("12家", "12家次"), ("1.2", "1.25"), ("5%", "95%"), ("95", "95%"), ("100家", "≥100家"), ("3", "13"),
        ("2万", "2万元"), ("1,2", "1,234"), ("<5%", "≤5%"), ("56部", "52部"), ("8.6", "86"), ("２", "12"),
    ],
)  # fmt: skip
def test_part_of_a_number_is_nothing(quote, cell):
    assert found(quote, cell) == []


def test_numbers_on_both_sides_of_a_range_belong_together():
    assert found("3-5个", "3-5个") == [(0, "3-5个")]
    assert found("3", "3-5个") == []


def test_a_label_may_be_told_a_little_differently_but_never_its_digits():
    row = line("第1批设备购置数量", "第2批设备购置数量", "12台")
    assert [place.cell for place in grounding.label_cells("第1批设备购置", row)] == [0]
    assert [place.cell for place in grounding.label_cells("第2批设备的购置数量", row)] == [1]
    assert grounding.label_cells("第3批设备购置数量", row) == []
    assert grounding.label_cells("完全不相干的名称", row) == []


def test_a_label_alike_to_two_cells_is_nobodys():
    assert grounding.label_cells("设备购置量", line("设备购置甲", "设备购置乙")) == []


def test_a_long_quote_may_be_told_by_its_ends():
    text = "因汛期推迟，第一标段停工二十天，后经抢工于十一月完成，影响已消除。"
    (place,) = grounding.places("因汛期推迟……影响已消除。", line("名称", text))
    assert place.text == text
    assert grounding.places("因汛期推迟……没有这个结尾", line(text)) == []
    assert grounding.places("因……除。", line(text)) == []


@pytest.mark.parametrize(
    ("number", "label", "at"),
    [
        ("1项", "成本指标", 27), ("1项", "时效指标", 20), ("4项", "数量指标", 6), ("4项", "质量指标", None), ("3项", "数量指标", None),
    ],
)  # fmt: skip
def test_a_count_belongs_to_the_label_right_beside_it(number, label, at):
    row = line("其中数量指标4项、质量指标3项、时效指标1项、成本指标1项。")
    quantity = grounding.beside(number, label, row)
    assert (quantity and quantity.span.start) == (
        None if at is None else row.entries[0].text.index(f"{label}{number}") + len(label)
    )


def test_a_count_may_stand_before_its_label():
    row = line("共有43项数量指标，30项质量指标")
    assert grounding.beside("30项", "质量指标", row).value == 30
    assert grounding.beside("43项", "质量指标", row) is None


WORDS = st.text("数量质指标完成率以上约县年度甲乙丙、，", max_size=6)
NUMBERS = st.from_regex(r"\A[1-9][0-9]{0,3}(\.[0-9]{1,2})?(家|项|%|万元|)\Z")
CELLS = st.builds(lambda before, number, after: f"{before}{number}{after}", WORDS, NUMBERS, WORDS)


@given(st.lists(CELLS, min_size=1, max_size=6), st.data())
def test_every_verbatim_cell_is_placed_where_it_stands(cells, data):
    """A whole cell, quoted as it is, is found in that cell; and in no other, unless that says the same."""
    at = data.draw(st.integers(0, len(cells) - 1))
    row = line(*cells)
    places = grounding.whole_cells(cells[at], row)
    assert at in {place.cell for place in places}
    assert {fold(place.entry.text) for place in places} == {fold(cells[at])}


@given(CELLS, st.data())
def test_a_cell_with_one_digit_changed_is_placed_nowhere(cell, data):
    digits = [at for at, glyph in enumerate(cell) if glyph.isdigit()]
    at = data.draw(st.sampled_from(digits))
    other = data.draw(st.sampled_from([glyph for glyph in "0123456789" if glyph != cell[at]]))
    changed = cell[:at] + other + cell[at + 1 :]
    assert grounding.whole_cells(changed, line(cell)) == []
    assert grounding.label_cells(changed, line(cell)) == []


@given(CELLS, st.data())
def test_what_is_placed_reads_as_the_quote_reads(cell, data):
    """Any run of a cell: if it is believed, our grammar reads in the document the numbers that it reads in the quote."""
    start = data.draw(st.integers(0, len(cell) - 1))
    end = data.draw(st.integers(start + 1, len(cell)))
    quote = cell[start:end]
    for place in grounding.whole_cells(quote, line(cell)):
        told = [grounding.reading(one) for one in grounding._numbers(quote.strip())]
        printed = [grounding.reading(one) for one in grounding._numbers(place.text)]
        assert told == printed
        for touched in grounding._numbers(cell):
            inside = place.start <= touched.span.start and touched.span.end <= place.end
            outside = touched.span.end <= place.start or place.end <= touched.span.start
            assert inside or outside


@given(CELLS)
def test_a_quote_in_another_width_is_placed_alike(cell):
    wide = "".join(chr(ord(glyph) + 0xFEE0) if "!" <= glyph <= "~" else glyph for glyph in cell)
    spaced = " ".join(cell)
    assert grounding.whole_cells(wide, line(cell))
    assert grounding.whole_cells(spaced, line(cell))


def test_identical_cells_are_told_apart_by_the_order_of_the_other_rows():
    """分值 before 指标值: where a row says 10 three times, the rows that leave no choice say which is which."""
    rows = [
        ("水库甲", "10", "12座", "13座", "9"),
        ("水库乙", "8", "15座", "16座", "7"),
        ("水库丙", "10", "10", "10", "10"),
    ]
    text = "青禾县水库加固项目绩效自评报告\n做什么\t满分\t打算\t做到了\t打分\n" + "\n".join(
        "\t".join(row) for row in rows
    )
    document = strange.read(text)
    fields = ("name", "weight", "target", "actual", "score")
    told = {row[0]: {"reason": "", **dict(zip(fields, row, strict=True))} for row in rows}
    from endpoint import Truth
    from hostile import run

    (outcome,), *_ = run(document, Truth(document, rows=told))
    last = outcome.report.indicators[-1]
    columns = [
        span.column for span in (last.name_span, last.weight_span, last.target.span, last.actual.span, last.score_span)
    ]
    assert columns == [1, 2, 3, 4, 5]
