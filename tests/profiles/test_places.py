"""Counties and prefectures tell the province whose rules hold."""

import builders
import pytest

from auditor.profiles import choice, places


@pytest.mark.parametrize(
    ("name", "prefecture", "province"),
    [
        ("中江县农业农村局", "德阳市", "四川省"),
        ("大英县水利局", "遂宁市", "四川省"),
        ("青神县第四中学", "眉山市", "四川省"),
        ("北川羌族自治县财政局", "绵阳市", "四川省"),
        ("北川县财政局", "绵阳市", "四川省"),
        ("凉山州民政局", "凉山彝族自治州", "四川省"),
        ("武汉市商务局", "武汉市", "湖北省"),
        ("嘉定区体育局", "", "上海市"),
        ("滨海新区教育局", "", "天津市"),
        ("江干区城管局", "杭州市", "浙江省"),
    ],
)
def test_a_body_lies_where_its_county_does(name, prefecture, province):
    found = places.of(name)
    assert (found.prefecture, found.province) == (prefecture, province)


@pytest.mark.parametrize("name", ["鼓楼区民政局", "县林业局", "某某县财政局", "朝阳区民政局", "国家统计局", ""])
def test_a_name_that_two_provinces_have_or_none_says_nothing(name):
    assert places.of(name) is None


@pytest.mark.parametrize(
    ("organisation", "profile"),
    [
        ("中江县农业农村局", "sichuan"),
        ("219001-大英县水利局", "sichuan"),
        ("兴庆区财政局", "yinchuan"),
        ("西夏区教育局", "yinchuan"),
        ("原州区农业农村局", "national"),
        ("咸安区财政局", "hubei"),
        ("鼓楼区财政局", "national"),
        ("天津市河西区财政局", "tianjin"),
    ],
)
def test_the_rules_are_those_of_the_place(organisation, profile):
    assert choice.choose(builders.report(organisation=organisation)).profile.name == profile


def test_a_title_may_begin_with_the_year():
    made = builders.report(organisation=None, title="2023年度青神县农村公路养护项目绩效自评报告")
    chosen = choice.choose(made)
    assert chosen.profile.name == "sichuan"
    assert "青神县" in chosen.told[0]
