"""Where a setting comes from, and what is said when it is wrong."""

import pytest

from auditor import settings
from auditor.errors import SettingsError
from auditor.settings import Settings, digest, load


@pytest.fixture
def folder(tmp_path):
    def write(text, environment=None, **flags):
        (tmp_path / "auditor.toml").write_text(text, encoding="utf-8")
        below = tmp_path / "a" / "b"
        below.mkdir(parents=True, exist_ok=True)
        return load(flags, environment=environment or {}, start=below)

    write.path = tmp_path
    return write


def test_without_anything_the_defaults_hold(tmp_path):
    assert load(environment={}, start=tmp_path) == Settings()


def test_the_nearest_file_above_is_read(folder):
    assert folder('fail-on = "warning"\nselect = ["CL", "bu02"]').fail_on == "warning"
    assert folder('select = ["CL", "bu02"]').select == ("CL", "BU02")


def test_the_environment_wins_over_the_file_and_flags_over_both(folder):
    text = 'fail_on = "note"\nlang = "en"\nmodel = "m"'
    settings = folder(text, {"AUDITOR_FAIL_ON": "warning", "AUDITOR_LANG": "zh"}, lang="en", fail_on=None)
    assert (settings.model, settings.fail_on, settings.lang) == ("m", "warning", "en")


def test_codes_may_be_listed_with_commas(folder):
    settings = folder("", {"AUDITOR_SELECT": "cl, BU02，"}, ignore="SC11")
    assert settings.select == ("CL", "BU02")
    assert settings.ignore == ("SC11",)


def test_paths_in_the_file_count_from_the_file(folder):
    settings = folder('baseline = "known.toml"\nprofile = "rules/ours.toml"')
    assert settings.baseline == folder.path / "known.toml"
    assert settings.profile == str(folder.path / "rules/ours.toml")
    assert folder('profile = "national"').profile == "national"


def test_a_severity_is_set_for_a_code_before_its_family(folder):
    settings = folder('[severity]\nCL = "note"\ncl01 = "warning"')
    assert settings.severity_of("CL01") == "warning"
    assert settings.severity_of("CL02") == "note"
    assert settings.severity_of("BU02") is None


def test_severities_may_come_from_the_environment(folder):
    assert folder("", {"AUDITOR_SEVERITY": "CL02=note, IN=error"}).severity == {"CL02": "note", "IN": "error"}


def test_the_models_own_variables_are_read_and_the_key_is_never_shown(folder):
    settings = folder(
        "", {"OPENAI_API_KEY": "sk-secret", "OPENAI_BASE_URL": "http://localhost:1", "AUDITOR_MODEL": "m"}
    )
    assert settings.api_key.get_secret_value() == "sk-secret"
    assert settings.base_url == "http://localhost:1"
    assert "sk-secret" not in repr(settings)


@pytest.mark.parametrize(
    ("text", "environment", "flags", "named"),
    [
        ("fial_on = 1", {}, {}, ["auditor.toml", "fial_on", "fail_on"]),
        ('fail_on = "errors"', {}, {}, ["auditor.toml", "fail_on", "never", "errors"]),
        ("max_bytes = 0", {}, {}, ["max_bytes", "须大于0。"]),
        ("", {"AUDITOR_ATTEMPTS": "11"}, {}, ["attempts", "须不大于10。"]),
        ('max_bytes = "many"', {}, {}, ["max_bytes", "many", "须为整数。"]),
        ("", {}, {"max_cost": "dear"}, ["max_cost", "dear", "须为数字。"]),
        ('links = "maybe"', {}, {}, ["links", "须为 true 或 false。"]),
        ("ignore = [11]", {}, {}, ["auditor.toml", "ignore", "须为文字。"]),
        ("= 3", {}, {}, ["auditor.toml", "TOML"]),
        ("", {"AUDITOR_FAILON": "note"}, {}, ["AUDITOR_FAILON", "AUDITOR_FAIL_ON"]),
        ("", {"AUDITOR_EXTRACTOR": "magic"}, {}, ["extractor", "rules"]),
        ('[severity]\nCL = "fatal"', {}, {}, ["severity", "warning"]),
        ("", {}, {"lang": "fr"}, ["lang", "zh"]),
    ],
)
def test_a_wrong_setting_is_named_with_the_remedy(folder, text, environment, flags, named):
    with pytest.raises(SettingsError) as raised:
        folder(text, environment, **flags)
    for word in named:
        assert word in str(raised.value)


def test_a_strangers_variable_is_left_alone(folder):
    assert folder("", {"AUDITOR_OFFICE_PHONE": "1"}) == Settings()


def test_the_models_settings_come_from_file_and_environment(folder):
    settings = folder(
        'cache = "answers"\nconcurrency = 2\nmodel = "m"',
        {
            "AUDITOR_TEMPERATURE": "none",
            "AUDITOR_MAX_COST": "0.5",
            "AUDITOR_MODE": "json",
            "AUDITOR_HEADERS": "x-team=audit",
        },
    )
    assert settings.cache == folder.path / "answers"
    assert (settings.concurrency, settings.headers, settings.mode) == (2, {"x-team": "audit"}, "json")
    assert settings.temperature is None
    assert str(settings.max_cost) == "0.5"


def test_a_mode_that_is_not_known_is_refused_with_those_that_are(folder):
    with pytest.raises(SettingsError, match="json_schema"):
        folder("", {"AUDITOR_MODE": "xml"})


def test_the_digest_changes_with_what_can_change_an_outcome_and_with_nothing_else(tmp_path):
    plain = digest(Settings())
    for one in (
        {"select": ("CL",)},
        {"fail_under": 60},
        {"lang": "en"},
        {"profile": "national"},
        {"severity": {"CL02": "note"}},
        {"max_rows": 7},
        {"extractor": "llm"},
    ):
        assert digest(Settings(**one)) != plain, one
    for one in ({"fail_on": "never"}, {"api_key": "k"}, {"concurrency": 1}, {"no_cache": True}, {"model": "m"}):
        assert digest(Settings(**one)) == plain, one
    assert digest(Settings(extractor="llm", model="m")) != digest(Settings(extractor="llm", model="n"))
    assert digest(Settings(select=("CL", "BU"))) == digest(Settings(select=("BU", "CL")))


def test_the_digest_takes_a_file_by_what_is_in_it(tmp_path):
    here, there = tmp_path / "a.toml", tmp_path / "b.toml"
    here.write_text("# 甲", encoding="utf-8")
    there.write_text("# 甲", encoding="utf-8")
    assert digest(Settings(baseline=here)) == digest(Settings(baseline=there))
    there.write_text("# 乙", encoding="utf-8")
    assert digest(Settings(baseline=here)) != digest(Settings(baseline=there))


@pytest.mark.parametrize(
    "stated",
    [
        {},
        {"select": ("CL", "BU02"), "severity": {"CL02": "note"}, "letterhead": {"unit": "某局"}},
        {"fail_under": "60.50", "max_cost": 3, "price_prompt": "0.1", "temperature": "none"},
        {"forms": ("a.toml", "b.toml"), "baseline": "c.toml", "template": "d.docx", "cache": "e"},
        {"password": "secret", "api_key": "k", "headers": {"X": "y"}, "extra_body": {"a": [1, None, {"b": 0.5}]}},
    ],
)
def test_the_digest_is_of_what_the_settings_are_as_json(stated):
    made = Settings(**stated)
    assert {name: settings._plain(value) for name, value in made} == made.model_dump(mode="json")


def test_a_run_that_is_told_nothing_has_the_settings_of_one_that_is_checked(tmp_path):
    assert load({"lang": None}, environment={}, start=tmp_path) == Settings()
    assert load({}, environment={}, start=tmp_path) == Settings.model_validate({})


@pytest.mark.parametrize("percent", ["-1", "101", "一半"])
def test_a_coverage_that_cannot_be_is_refused(percent):
    with pytest.raises(SettingsError, match="fail_under"):
        load({"fail_under": percent}, environment={})
