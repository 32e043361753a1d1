"""Which people a name speaks of, and whether a text speaks of them too."""

import pytest

from auditor.sense import beneficiaries


@pytest.mark.parametrize(
    ("name", "first"),
    [("旅客满意度", "旅客"), ("受助学生满意率", "学生"), ("（患者）满意度", "患者"), ("群众满意度", None), ("", None)],
)
def test_a_name_speaks_of_the_people_whose_word_it_holds(name, first):
    assert next(iter(beneficiaries.named(name)), None) == first


def test_a_name_of_two_kinds_of_people_speaks_of_neither_alone():
    assert beneficiaries.named("学生和患者满意度") == ()


@pytest.mark.parametrize(
    ("text", "told"), [("新增公交线路3条", True), ("乘客投诉2起", True), ("修建水渠3公里", False), ("", False)]
)
def test_a_text_speaks_of_them_by_any_of_their_words(text, told):
    assert beneficiaries.spoken_of(beneficiaries.named("旅客满意度"), text) is told


def test_nobody_is_spoken_of_where_no_words_are_given():
    assert not beneficiaries.spoken_of((), "新增公交线路3条")
