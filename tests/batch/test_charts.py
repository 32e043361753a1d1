import re

import pytest

from auditor.batch import charts


@pytest.mark.parametrize(
    ("values", "highest", "ends", "marks"),
    [
        ([90.4, 99.8], 100, (90, 100), (90, 92, 94, 96, 98, 100)),
        ([78, 99], 120, (70, 100), (70, 80, 90, 100)),
        ([84, 101], 120, (80, 110), (80, 90, 100, 110)),
        ([12, 99], 100, (0, 100), (0, 20, 40, 60, 80, 100)),
        ([100, 100], 100, (90, 100), (90, 92, 94, 96, 98, 100)),
        ([0], 100, (0, 10), (0, 2, 4, 6, 8, 10)),
        ([], 100, (0, 100), (0, 20, 40, 60, 80, 100)),
        ([95, 3000, -2], 120, (0, 120), (0, 20, 40, 60, 80, 100, 120)),
    ],
)
def test_a_scale_ends_where_its_values_do(values, highest, ends, marks):
    assert charts.scale("分", values, 0, highest) == charts.Axis("分", *ends, marks)


def test_a_picture_says_in_words_what_it_shows_and_keeps_dots_within():
    axis = charts.scale("分", [90, 100], 0, 100)
    picture = charts.dots("自评得分：<2> 份", axis, axis, [charts.Dot(95, 95, "a<b"), charts.Dot(300, -5)])
    assert picture.words == "自评得分：<2> 份"
    assert 'aria-label="自评得分：&lt;2&gt; 份"' in picture.svg
    assert "<title>a&lt;b</title>" in picture.svg
    places = [(int(x), int(y)) for x, y in re.findall(r'<circle cx="(\d+)" cy="(\d+)"', picture.svg)]
    assert places[1] == (720 - 16, 300 - 36), "what lies beyond a scale stands at its end"
