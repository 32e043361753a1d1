"""Short words are asked about once, however many cells print them; long ones are a document's own and are not kept."""

from auditor.text import short


def asked_of(words, times):
    """Which words the work was done for when they are asked about so often."""
    worked = []

    @short.remembered
    def ends_in_percent(told):
        worked.append(told)
        return told.endswith("%")

    answers = {ends_in_percent(words) for _time in range(times)}
    return worked, answers


def test_short_words_are_worked_out_once():
    assert asked_of("≥95%", 3) == (["≥95%"], {True})


def test_an_answer_of_no_is_remembered_too():
    assert asked_of("2024年12月底前", 3) == (["2024年12月底前"], {False})


def test_words_of_the_longest_length_are_still_short():
    words = "巡" * short.LONGEST
    assert asked_of(words, 2) == ([words], {False})


def test_longer_words_are_worked_out_each_time():
    words = "巡" * (short.LONGEST + 1)
    assert asked_of(words, 2) == ([words, words], {False})
