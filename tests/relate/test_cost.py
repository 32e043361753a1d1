"""Relating costs as much more as there is more to relate, whatever there is more of."""

import pytest
from effort import exponent
from forms import form

from auditor import profiles
from auditor.relate import network, numbers, relate, statements

NATIONAL = profiles.load("national")
SIZES = (60, 480)


def bridge(place):
    return f"第{chr(0x4E00 + place)}桥"


def goals(count):
    said = [(f"修建{bridge(n)}{n + 2}座。", f"修建{bridge(n)}{n + 3}座，补助{n + 5}户。") for n in range(count)]
    return form(said, [(n + 1, f"修建{bridge(n)}数", f"≥{n + 2}座", f"{n + 3}座") for n in range(count)])


def rows(count):
    return form(
        [("修建桥8座。", "修建桥9座。")], [(1, f"修建{bridge(n)}数", f"≥{n + 2}座", f"{n + 3}座") for n in range(count)]
    )


def claims(count):
    promised = "；".join(f"修建{bridge(n)}{n + 2}座" for n in range(count))
    return form([(promised, promised)], [(1, "修建桥数", "≥2座", "3座")])


def listed(count):
    parts = "、".join(f"{bridge(n)}{n + 2}座" for n in range(count))
    return form([("修建桥8座。", f"修建桥{count * 9}座，其中{parts}。")], [(1, "修建桥数", "≥2座", "3座")])


def paragraphs(count):
    told = [f"全年修建{bridge(n)}{n + 2}座，资金{n + 3}万元。" for n in range(count)]
    return form(rows=[(None, "修建桥数", "≥2座", "3座")], prose=told)


def one_sentence(count):
    told = "，".join(f"修建{bridge(n)}{n + 2}座，资金{n + 3}万元" for n in range(count))
    return form(rows=[(None, "修建桥数", "≥2座", "3座")], prose=[f"全年{told}。"])


def one_sentence_of_segments(count):
    told = "；".join(f"修建{bridge(n)}{n + 2}座，资金{n + 3}万元" for n in range(count))
    return form(rows=[(None, "修建桥数", "≥2座", "3座")], prose=[f"全年{told}。"])


@pytest.mark.parametrize("more", [one_sentence, one_sentence_of_segments])
def test_the_work_on_one_long_sentence_is_linear(more):
    """Longer than any that is read as one sentence, and four times as long."""
    assert exponent(more, lambda made: statements.of_report(made[1], made[0]), (240, 960)) <= 1.15


def ending_in_one_word(count):
    told = [f"{bridge(n)}一带的河道清理完成{n + 2}公里。" for n in range(count)]
    return form(rows=[(None, "修建桥数", "≥2座", "3座")], prose=told)


def test_the_work_on_sentences_that_end_in_one_word_is_linear():
    from auditor.relate.statements import mentions, paragraphs, same
    from auditor.relate.statements.reading import Reading

    def read(made):
        told = paragraphs.of(made[1], made[0])
        return Reading(mentions.read(told), [one.flat for one in told])

    def pair(reading):
        assert len(list(same.propose(reading))) < len(reading.mentions)

    assert exponent(lambda size: read(ending_in_one_word(size)), pair, SIZES) <= 1.15


@pytest.mark.parametrize("more", [goals, rows])
def test_the_work_is_linear(more):
    assert exponent(more, lambda made: relate(*made, NATIONAL), SIZES) <= 1.15


@pytest.mark.parametrize("more", [goals, rows, claims, listed, paragraphs])
def test_the_work_on_claims_is_linear(more):
    def build(made):
        report = made[1]
        return network.build(report, numbers.Numbers(numbers.owned(report), numbers.ids(report)), NATIONAL)

    assert exponent(more, build, SIZES) <= 1.15


def promised(count):
    return [f"计划修建{bridge(n)}{n + 2}座，实际修建{bridge(n)}{n + 3}座，满意率{60 + n % 40}%。" for n in range(count)]


def promised_in_the_same_words(count):
    return [f"计划培训{n + 2}次，新增{n + 5}册。实际培训{n + 3}次，新增{n + 6}册。" for n in range(count)]


def rates_of_money(count):
    return [
        f"{bridge(n)}预算{n + 200}万元，支出{n + 100}万元，执行率{60 + n % 40}%，占比{n % 50}%。" for n in range(count)
    ]


def rates_without_a_base(count):
    return [f"{bridge(n)}覆盖{n + 2}个村庄，覆盖率{60 + n % 40}%。" for n in range(count)]


BEYOND_WHAT_IS_WEIGHED = (130, 390)
"""Both above the number of figures that are weighed against one."""


@pytest.mark.parametrize("told", [promised, promised_in_the_same_words, rates_of_money, rates_without_a_base])
def test_the_work_on_prose_is_linear(told):
    from auditor.relate.statements import paragraphs

    def read(lines):
        statements.read(paragraphs.plain(lines), 2024)

    read(told(2))
    assert exponent(told, read, BEYOND_WHAT_IS_WEIGHED) <= 1.15


def test_a_sentence_without_an_end_is_cut():
    """Bare, a run of figures without any mark; each would hold all that stands before it."""
    from auditor.relate.statements import mentions, paragraphs

    told = mentions.read(paragraphs.plain(["全年" + "".join(f"修建{bridge(n)}{n + 2}座" for n in range(1200))]))
    assert len(told) == 1200
    assert max(len(one.words) for one in told) < 2_100
    assert len({one.sentence for one in told}) > 3
