"""Numbers are looked for once: texts that were read alone give what a look over the whole document would."""

from hypothesis import given
from hypothesis import strategies as st

from auditor.model.report import Statement
from auditor.model.source import Document, Span
from auditor.readers import read
from auditor.readers.limits import Limits
from auditor.relate import printed
from auditor.relate.ground import Layout
from auditor.text import quantities

PIECES = st.sampled_from(
    [
        "完成巡查52次",
        "，",
        "。",
        "不少于",
        "3",
        "1.5万元",
        "2024年",
        "（一）",
        "其中",
        "95%",
        "目标1",
        "以上",
        "8,000",
        "人次",
        "共",
        " ",
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=8).map("".join)
BESIDE = st.sampled_from(["\n", "\t", "\n\n", "："])


@given(st.lists(st.tuples(TEXTS, BESIDE, st.booleans()), min_size=1, max_size=6))
def test_texts_read_alone_give_what_a_look_over_all_gives(parts):
    whole, read_alone = "", []
    for text, beside, alone in parts:
        if alone:
            read_alone.append(Statement(text=text, span=Span(start=len(whole), end=len(whole) + len(text))))
        whole += text + beside
    layout = Layout(Document(name="report.txt", sha256="", format="txt", text=whole, blocks=()))
    found = printed.find(layout, (), read_alone, ())
    every = quantities.find(whole)
    assert claims(found) == claims(every)


def claims(found):
    return [(one.span.start, one.span.end, one.value, one.unit, one.text) for one in found if one.claimed]


def test_cells_and_places_that_are_taken_are_left_out():
    whole = "培训\t120人\n全年培训130人，另有15家"
    layout = Layout(read(whole.encode(), "report.txt", Limits()))
    text = Statement(text="全年培训130人，另有15家", span=Span(start=8, end=len(whole)))
    assert [one.text for one in printed.find(layout, [Span(start=3, end=7)], [text], {12})] == ["15家"]


def test_a_text_that_the_document_prints_otherwise_is_looked_for_in_the_document():
    whole = "全年培训130人"
    layout = Layout(read(whole.encode(), "report.txt", Limits()))
    text = Statement(text="全年培训13人", span=Span(start=0, end=len(whole)))
    assert [one.text for one in printed.find(layout, (), [text], ())] == ["130人"]
