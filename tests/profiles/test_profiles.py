from decimal import Decimal

import builders
import pytest

from auditor import profiles
from auditor.errors import SettingsError
from auditor.profiles.choice import choose


@pytest.mark.parametrize("name", profiles.shipped())
def test_every_shipped_profile_is_whole(name):
    profile = profiles.load(name)
    assert profile.name == name
    assert profile.title
    assert list(profile.grades) == ["优", "良", "中", "差"]
    assert [(band.low, band.high) for band in profile.bands] == sorted(
        ((band.low, band.high) for band in profile.bands), reverse=True
    )


def test_a_local_profile_keeps_what_it_does_not_change():
    assert profiles.load("sichuan").overfulfilment == profiles.load("national").overfulfilment
    assert profiles.load("sichuan").adjustment == Decimal(0)


def test_a_users_file_extends_a_shipped_one(tmp_path):
    mine = tmp_path / "某区.toml"
    mine.write_text('extends = "hubei"\ntitle = "某区规则"\nlow_execution = 85\n', encoding="utf-8")
    profile = profiles.load(str(mine))
    assert (profile.name, profile.low_execution, profile.reverse_score, profile.provinces) == (
        "某区",
        Decimal(85),
        "ratio",
        (),
    )


@pytest.mark.parametrize("text", ["title = ", 'title = "甲"\nlow_execution = "高"', 'title = "甲"\nunknown = 1'])
def test_a_wrong_file_is_refused(tmp_path, text):
    mine = tmp_path / "wrong.toml"
    mine.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"wrong\.toml"):
        profiles.load(str(mine))


def test_an_unknown_name_is_told_the_known_ones():
    with pytest.raises(SettingsError, match="sichuan"):
        profiles.load("atlantis")


def test_the_province_of_the_organisation_chooses():
    choice = choose(builders.report(organisation="四川省某县教育局"))
    assert choice.profile.name == "sichuan"
    assert "四川" in choice.sources[0]


def test_what_is_asked_for_wins_over_the_province():
    assert choose(builders.report(organisation="四川省某县教育局"), "hubei").profile.name == "hubei"


def test_what_the_form_prints_wins_over_both():
    rules = [
        "正向指标得分=权重*B/A，反向指标得分=权重*A/B",
        "定性指标分三档：100%-80%（含80%）、80%-50%（含50%）、50%-0%",
    ]
    choice = choose(builders.report(rules=rules))
    assert choice.profile.reverse_score == "ratio"
    assert [band.low for band in choice.profile.bands] == [Decimal(80), Decimal(50), Decimal(0)]
    assert len(choice.sources) == 2


def test_without_a_hint_the_national_rules_hold():
    choice = choose(builders.report())
    assert (choice.profile.name, choice.sources) == ("national", ())


def test_a_province_named_in_passing_chooses_nothing():
    assert choose(builders.report(organisation="某市驻天津办事处")).profile.name == "national"
