"""Whether figures may be parts of a whole, by what they are called."""

import pytest

from auditor.sense import parts


@pytest.mark.parametrize(
    ("names", "whole", "behind"),
    [
        (["东片", "西片"], "全县新建", ""),
        (["新增企业", "新增商户"], "新增主体", ""),
        (["退出农户", "注销商户"], "减少主体", ""),
        (["门诊减少", "住院减少"], "就诊减少", ""),
        (["门诊", "住院减少"], "就诊", ""),
        (["东片", "西片"], "全县新建", "两片互不重复"),
        (["取得证书"], "培训", ""),
        (["未取得证书", "就业"], "培训", ""),
    ],
)
def test_names_of_one_sort_may_be_parts(names, whole, behind):
    assert parts.may_be_parts(names, whole, behind)


@pytest.mark.parametrize(
    ("names", "whole", "behind"),
    [
        (["新增农户", "退出农户"], "在册农户", ""),
        (["最高", "最低"], "平均用时", ""),
        (["东片", "西片"], "收入大于支出", ""),
        (["东片", "西片"], "全县新建", "两片有重叠"),
        (["门诊减少", "住院"], "就诊", ""),
        (["取得证书", "就业"], "培训", ""),
    ],
)
def test_what_came_and_went_ends_differences_changes_and_overlaps_are_none(names, whole, behind):
    assert not parts.may_be_parts(names, whole, behind)


@pytest.mark.parametrize(("words", "another"), [("累计办证", True), ("含异地医保", True), ("东片", False)])
def test_some_words_begin_another_matter(words, another):
    assert parts.goes_on_with_another(words) is another
