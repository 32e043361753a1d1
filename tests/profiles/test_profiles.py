import re
from decimal import Decimal
from pathlib import Path

import builders
import pytest

from auditor import profiles
from auditor.errors import SettingsError
from auditor.pipeline import audit
from auditor.profiles.choice import choose
from auditor.settings import Settings


@pytest.mark.parametrize("name", profiles.shipped())
def test_every_shipped_profile_is_whole(name):
    profile = profiles.load(name)
    assert profile.name == name
    assert profile.title
    assert list(profile.grades) == ["优", "良", "中", "差"]
    assert [(band.low, band.high) for band in profile.bands] == sorted(
        ((band.low, band.high) for band in profile.bands), reverse=True
    )


@pytest.mark.parametrize("name", profiles.shipped())
def test_a_shipped_file_would_pass_as_a_users_and_says_the_same(name):
    file = Path(profiles.__file__).with_name(f"{name}.toml")
    checked = profiles._read(file, ())
    assert checked == profiles.load(name)
    assert repr(checked) == repr(profiles.load(name))


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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title = ", "TOML"),
        ('title = "甲"\nlow_execution = "高"', "low_execution"),
        ('title = "甲"\nlow_executon = 85', "low_executon（是否指 low_execution？）"),
        ('reverse_score = "square"', "reverse_score"),
        ('extends = "wrong.toml"', "自身"),
        ('[[bands]]\nwords = ["好"]\nlow = 0\nhigh = 60\nsteps = 2', "steps"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path, text, told):
    mine = tmp_path / "wrong.toml"
    mine.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"wrong\.toml") as refused:
        profiles.load(str(mine))
    assert told in str(refused.value)


def test_a_users_file_extends_another_beside_it(tmp_path):
    (tmp_path / "市.toml").write_text('extends = "tianjin"\ntitle = "市"\nadjustment = 5\n', encoding="utf-8")
    mine = tmp_path / "区.toml"
    mine.write_text('extends = "市.toml"\nlow_execution = 85\n', encoding="utf-8")
    profile = profiles.load(str(mine))
    assert (profile.name, profile.title, profile.adjustment, profile.low_execution, profile.overfulfilment) == (
        "区", "区", Decimal(5), Decimal(85), Decimal(120),
    )  # fmt: skip


def test_files_that_extend_each_other_are_refused(tmp_path):
    (tmp_path / "a.toml").write_text('extends = "b.toml"', encoding="utf-8")
    (tmp_path / "b.toml").write_text('extends = "a.toml"', encoding="utf-8")
    with pytest.raises(SettingsError, match="extends"):
        profiles.load(str(tmp_path / "a.toml"))


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(SettingsError, match=r"none\.toml"):
        profiles.load(str(tmp_path / "none.toml"))


def test_every_figure_of_a_shipped_profile_names_its_source():
    for name in profiles.shipped():
        file = Path(profiles.__file__).parent / f"{name}.toml"
        figures = [
            line for line in file.read_text(encoding="utf-8").splitlines() if re.match(r"[a-z_]+ = (\d|\{|\"rate|\"ratio)", line)
        ]  # fmt: skip
        assert [line for line in figures if "#" not in line and not line.startswith(("low = ", "high = "))] == []


def told(choice, rule):
    return next(one for one in choice.rules if one.rule == rule)


def test_an_unknown_name_is_told_the_known_ones():
    with pytest.raises(SettingsError, match="sichuan"):
        profiles.load("atlantis")


@pytest.mark.parametrize(
    ("organisation", "name"),
    [
        ("四川省某县教育局", "sichuan"),
        ("219001-天津市水务局", "tianjin"),
        ("中共太原市委宣传部", "shanxi"),
        ("银川市金凤区财政局", "yinchuan"),
        ("宁夏回族自治区银川市兴庆区", "yinchuan"),
        ("某市驻天津办事处", "national"),
        ("广东省某市水务局", "national"),
    ],
)
def test_the_place_of_the_organisation_chooses(organisation, name):
    assert choose(builders.report(organisation=organisation)).profile.name == name


def test_a_rule_of_the_place_is_told_with_its_place():
    choice = choose(builders.report(organisation="四川省某县教育局"))
    assert (told(choice, "adjustment").origin, told(choice, "adjustment").value) == ("place", "0")
    assert "四川" in told(choice, "adjustment").source
    assert told(choice, "overfulfilment").origin == "national"


def test_what_is_asked_for_wins_over_the_place():
    choice = choose(builders.report(organisation="四川省某县教育局"), "hubei")
    assert choice.profile.name == "hubei"
    assert told(choice, "reverse_score").origin == "setting"


def test_what_the_form_prints_wins_over_both():
    rules = [
        "正向指标得分=权重*B/A，反向指标得分=权重*A/B",
        "定性指标分三档：100%-80%（含80%）、80%-50%（含50%）、50%-0%",
    ]
    choice = choose(builders.report(rules=rules))
    assert choice.profile.reverse_score == "ratio"
    assert [band.low for band in choice.profile.bands] == [Decimal(80), Decimal(50), Decimal(0)]
    assert (told(choice, "reverse_score").origin, told(choice, "bands").origin) == ("form", "form")
    assert told(choice, "bands").span is not None
    assert len(choice.told) == 2


@pytest.mark.parametrize(
    ("note", "rule", "value"),
    [
        ("预算执行率低于80%的，应说明原因。", "low_execution", Decimal(80)),
        ("3.完成值达到目标值150%以上的须在偏差原因中说明。", "overfulfilment", Decimal(150)),
        ("预算调整幅度超过15%的需说明原因", "adjustment", Decimal(15)),
    ],
)
def test_limits_in_the_forms_notes_are_heard(note, rule, value):
    choice = choose(builders.report(rules=[note]), "guangxi")
    assert getattr(choice.profile, rule) == value
    assert told(choice, rule).origin == "form"


@pytest.mark.parametrize(
    "note",
    [
        "评分结果：90（含）-100分为优、80（含）-90分为良、60（含）-80分为中、60分以下为差。",
        "综合得分90分以上（含90分）为优，80分以上（含80分）为良，60分以上（含60分）为中，60分以下为差",
    ],
)
def test_grades_in_the_forms_notes_are_heard(note):
    grades = choose(builders.report(rules=[note])).profile.grades
    assert grades == {"优": Decimal(90), "良": Decimal(80), "中": Decimal(60), "差": Decimal(0)}


def test_other_grades_in_the_notes_are_heard():
    note = "95分以上为优秀，85分以上为良好，70分以上为中，70分以下为差"
    choice = choose(builders.report(rules=[note]))
    assert choice.profile.grades["优"] == Decimal(95)
    assert told(choice, "grades").value == "优95、良85、中70、差0"


def test_half_a_note_about_grades_changes_nothing():
    assert told(choose(builders.report(rules=["得分95分以上为优"])), "grades").origin == "national"


def test_weights_of_the_form_are_told():
    report = builders.report(
        rows=("数量指标 | 新建管网 | ≥42公里 | 43公里 | 60 | 60",), levels=("产出指标 60",), budget=("年度资金总额 | 1 | 1 | 1 | 20 | 100% | 20",)
    )  # fmt: skip
    choice = choose(report)
    assert (told(choice, "budget_weight").value, told(choice, "budget_weight").origin) == ("20", "form")
    assert told(choice, "level_weights").origin == "form"


def test_without_a_hint_the_national_rules_hold():
    choice = choose(builders.report())
    assert (choice.profile.name, choice.told) == ("national", ())
    assert {rule.origin for rule in choice.rules} == {"national"}


def test_a_users_file_decides_an_audit_and_is_told(tmp_path):
    sample = Path(__file__).parents[2] / "samples" / "drinking.txt"
    mine = tmp_path / "汾源县.toml"
    mine.write_text('extends = "shanxi"\ntitle = "汾源县规则"\nlow_execution = 75\n', encoding="utf-8")
    (place,) = audit(sample.read_bytes(), sample.name)
    (asked,) = audit(sample.read_bytes(), sample.name, Settings(profile=str(mine)))
    assert "BU06" in {finding.code for finding in place.findings}
    assert "BU06" not in {finding.code for finding in asked.findings}
    rule = next(one for one in asked.rules if one.rule == "low_execution")
    assert (rule.value, rule.origin, asked.tool.profile) == ("75", "setting", "汾源县")
    assert "汾源县规则" in rule.source
