"""Each figure of a paragraph with the words that say what it is: where it stands, what it counts, what the words make of it."""

from pathlib import Path

import builders
import pytest
import yaml

from auditor.model.report import make_statement
from auditor.model.source import Span
from auditor.relate import statements
from auditor.relate.statements import mentions, paragraphs, traits

CASES = yaml.safe_load((Path(__file__).parent / "mentions.yaml").read_text(encoding="utf-8"))
YEAR = 2024


def read(text):
    return mentions.read(paragraphs.plain(text.split("\n")), YEAR)


def seen(text):
    """Each figure: print and unit, paragraph.sentence.segment.clause.depth, the words before | the noun behind, and what they make of it."""
    return [_line(one) for one in read(text)]


def _line(one):
    place = f"{one.paragraph}.{one.sentence}.{one.segment}.{one.clause}.{one.depth}"
    told = [*sorted(one.traits), *(["planned"] if one.planned else []), *([str(one.period.last)] if one.period else [])]
    return f"{one.quantity.text} ({one.unit}) {place} {one.lead}|{one.tail} {' '.join(told)}".rstrip()


@pytest.mark.parametrize(("text", "figures"), [pytest.param(*one, id=one[0][:30]) for one in CASES.items()])
def test_each_figure_is_seen_with_its_words(text, figures):
    assert seen(text) == figures


def test_a_figure_knows_where_its_sentence_and_clause_begin():
    text = "受理412件。年初350件，其中（急件20件）办结300件；退回9件"
    found = [(text[one.opened : one.start], text[one.began : one.start], one.gap) for one in read(text)]
    assert found == [
        ("受理", "受理", "受理"),
        ("年初", "年初", "。年初"),
        ("年初350件，其中（急件", "其中（急件", ",其中(急件"),
        ("年初350件，其中（急件20件）办结", "其中（急件20件）办结", ")办结"),
        ("年初350件，其中（急件20件）办结300件；退回", "退回", ";退回"),
    ]
    assert [text[one.place.start : one.place.end] for one in read(text)] == [text[:7], *[text[7:]] * 4]


def test_what_never_ends_is_cut_between_two_figures():
    words = "改造沿街" * (traits.LONGEST // 4)
    assert [one.sentence for one in read(f"新建12座，{words}8座，拆除3座、2处")] == [1, 2, 3, 3]
    assert [one.sentence for one in read(f"{words}8座")] == [1]
    assert [one.sentence for one in read(f"{words}改8座")] == [2]


def quoted(text):
    said = statements.read(paragraphs.plain([text]), YEAR)
    return [quote.text for quote in said.quotes.values()]


def test_a_quote_shows_the_clause_up_to_the_noun_and_not_more_than_so_much():
    assert quoted("受理412件，、办结300件案件。") == ["受理412件", "办结300件案件"]
    long = "沿街" * 30
    assert quoted(f"{long}改造12座公厕") == [f"{long[-38:]}改造12座公厕"]
    assert quoted("3个学科，即数学、物理和化学。") == ["3个学科", "数学、物理和化学"]


def numbers(text):
    return [
        (one.quantity.text, one.subject, one.role, one.year, one.quantity.given)
        for one in statements.read(paragraphs.plain([text]), YEAR).numbers
    ]


def test_a_number_tells_what_it_counts_of_which_year_and_whether_it_was_set():
    assert numbers("年初计划新建公厕12座，上年累计建成3座公厕。") == [
        ("12座", "年初计划新建公厕", "promise", None, False),
        ("3座", "上年累计建成 公厕", "prose", 2023, False),
    ]
    prices = "补助标准600元，每人每月300元，每人均300元，每人补助0.5万元，每人补助约300元，经费300元"
    assert [given for *_rest, given in numbers(prices)] == [True, True, False, False, False, False]


def of_report(**parts):
    return [
        (one.text, one.stance, one.heading, one.goal)
        for one in paragraphs.of(builders.report(**{"goals": (), **parts}))
    ]


def test_headings_are_remembered_and_say_what_stands_below_them():
    prose = (
        "一、年度绩效目标",
        "新建公厕12座。",
        "二、目标完成情况",
        "建成公厕12座。",
        "（一）公厕改造。建成12座。",
        "【环卫】清运3吨。",
    )
    assert of_report(prose=prose) == [
        ("新建公厕12座。", "promised", "年度绩效目标", None),
        ("建成公厕12座。", "told", "目标完成情况", None),
        ("（一）公厕改造。建成12座。", "told", "目标完成情况公厕改造", None),
        ("【环卫】清运3吨。", "told", "目标完成情况环卫", None),
    ]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("三、主要做法", "主要做法"), ("主要做法：", "主要做法"), ("主要做法。", ""), ("1.主要做法", "主要做法"), ("1.5主要做法", ""),
        ("第二部分 主要做法", "主要做法"), ("沿" * 30, "沿" * 30), ("沿" * 31, ""), ("主要做法3条", ""), ("主要做法；", ""),
    ],
)  # fmt: skip
def test_a_short_line_without_a_figure_or_a_stop_is_a_heading(line, heading):
    assert [told for text, _stance, told, _goal in of_report(prose=(line, "建成12座。")) if text == "建成12座。"] == [
        heading
    ]


def test_goals_promise_and_tell_and_stand_once():
    assert of_report(goals=("新建公厕12座 -> 建成公厕11座",)) == [
        ("新建公厕12座", "promised", "", 1),
        ("建成公厕11座", "told", "", 1),
    ]


def test_a_statement_of_many_lines_goes_on_under_the_headings_that_stand_between_them():
    lines = [
        "（一）健康教育",
        "举办讲座196场；",
        "（二）家庭医生签约",
        "签约居民17.85万人。",
        "三、效益",
        "群众满意，评价较好。",
    ]
    starts = [sum(len(line) + 1 for line in lines[:at]) for at in range(len(lines))]
    places = [Span(start=start, end=start + len(line) + 1) for line, start in zip(lines, starts, strict=True)]
    results = [lines[at] + "\n" for at in (1, 3, 5)]
    told = make_statement(text="".join(results), span=places[1], pieces=tuple(places[at] for at in (1, 3, 5)))
    headings = tuple(make_statement(text=lines[at], span=places[at].part(0, len(lines[at]))) for at in (0, 2, 4))
    report = builders.report(goals=()).model_copy(update={"notes": (told,), "prose": headings})
    assert [(one.text, one.heading) for one in paragraphs.of(report)] == [
        ("举办讲座196场；", "健康教育"),
        ("签约居民17.85万人。", "家庭医生签约"),
        ("群众满意，评价较好。", "效益"),
    ]


def test_each_line_of_a_statement_is_a_paragraph_at_its_place():
    report = builders.report(goals=(), notes=("新建3座。\n\n改造12座。",))
    found = paragraphs.of(report)
    assert [one.text for one in found] == ["新建3座。", "改造12座。"]
    (note,) = report.notes
    assert [one.place(0, 2).start - note.span.start for one in found] == [0, 7]


@pytest.mark.parametrize(
    ("line", "topic"),
    [
        ("再说肉牛养殖，存栏120头。", "肉牛养殖"), ("修渠这个事，老百姓念叨12年。", "修渠"), ("公厕改造。建成12座。", "公厕改造"),
        ("沿街公厕改造提升工程项目推进情况。建成12座。", ""), ("（一）沿街公厕改造提升工程项目推进情况。建成12座。", "沿街公厕改造提升工程项目推进情况"), ("建成12座。", ""),
    ],
)  # fmt: skip
def test_a_paragraph_may_begin_with_its_own_heading(line, topic):
    assert of_report(prose=(line,))[0][2] == topic
