"""Lines of running text become paragraphs, whatever stands beside them and wherever the page ends."""

import pytest
from drawn import lines, pdf, word

from auditor import readers

FULL = "word " * 11 + "wordwo"
LONG = [word(FULL, 66, 360), word(f"{FULL}xxxx", 50, 346)]


def paragraphs(data):
    document = readers.read(data, "a.pdf")
    return [block.text for block in document.blocks if block.kind == "paragraph" and block.table is None]


def wide_table(top):
    """Wider than the text at both sides."""
    return [*lines([5, 200, 395], [top, top - 30]), word("a", 10, top - 18), word("1", 205, top - 18)]


def test_a_table_that_sticks_out_of_the_text_parts_no_lines():
    page = [*LONG, word("end 10", 50, 332), *wide_table(300), word("NEXT", 66, 240)]
    assert [text[-6:] for text in paragraphs(pdf([page]))] == ["end 10", "NEXT"]


def test_a_line_before_the_page_break_goes_on_behind_it():
    first = [*wide_table(390), word(FULL, 66, 320)]
    second = [
        word(f"{FULL}xxxx", 50, 360),
        word(f"{FULL}xxxx", 50, 346),
        word("end 10", 50, 332),
        word("NEXT", 66, 300),
    ]
    assert [text[-6:] for text in paragraphs(pdf([first, second]))] == ["end 10", "NEXT"]


def test_what_cannot_be_parted_leaves_a_line_short():
    number = "1,234,567,890.89"
    page = [*LONG, word("word " * 10 + "word", 50, 332), word(f"{number} end", 50, 318), word("NEXT", 66, 290)]
    assert [text[-6:] for text in paragraphs(pdf([page]))] == ["89 end", "NEXT"]


def test_short_lines_of_one_length_beside_a_table_stay_apart():
    notes = [word("unit: aaaa", 50, 380), word("year: aaaa", 50, 366)]
    assert paragraphs(pdf([[*notes, *wide_table(340)]])) == ["unit:aaaa", "year:aaaa"]


SAID = "本单位组织实施河道清淤、管网改造和泵站检修等任务，累计清淤1234.5米，检修泵站26座，群众满意度达到95.6%，完成了年初确定的目标"
STYLE = """@page { size: 150mm 100mm; margin: 15mm 25mm; @bottom-center { content: "— " counter(page) " —" } }
body { font: 10.5pt "Noto Serif CJK SC" } p { text-indent: 2em; margin: 0; text-align: justify; orphans: 1; widows: 1 }
table { border-collapse: collapse; margin-left: -10mm; width: 120mm } td { border: 1px solid black }"""


@pytest.mark.parametrize("above", range(0, 40, 8))
def test_paragraphs_over_pages_with_tables_between_them(above, extra):
    said = [f"{SAID}，第{n}段{SAID[: 20 + 11 * n]}。" for n in range(1, 7)]
    body = "".join(f"<p>{text}</p>" for text in said)
    table = "<table><tr><td>项目</td><td>金额</td></tr><tr><td>清淤</td><td>12.5</td></tr></table>"
    page = f'<meta charset="utf-8"><style>{STYLE}</style><p>{"前" * above}。</p>{body}{table}{body}'
    assert [
        text.replace(" ", "") for text in paragraphs(extra("weasyprint").HTML(string=page).write_pdf())[1:]
    ] == said * 2
