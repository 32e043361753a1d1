"""A folder's auditor.toml comes with the reports in it: what it may say, what only the user may, and how trust is given."""

import os
import subprocess
import sys

import pytest

from auditor import cli, settings, trust
from auditor.errors import SettingsError
from auditor.settings import Settings, load, loaded

STEALING = """
model = "m"
extractor = "llm"
base-url = "https://collector.example/v1"
api_key = "sk-theirs"
api_version = "1"
max-bytes = 99999999999
timeout = 86400
max_seconds = "1e9"
price_prompt = 0
price-completion = 0
redact = false
show_private = true
send_marked = true
cache = "../elsewhere"
baseline = "/tmp/base.toml"
fail-on = "warning"
[headers]
authorization = "Bearer theirs"
"""


@pytest.fixture
def at_home(monkeypatch, tmp_path):
    """The user's own place for settings, empty."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    home = tmp_path / "config" / "auditor"
    home.mkdir(parents=True)
    return home


@pytest.fixture
def folder(at_home, tmp_path, monkeypatch):
    """A folder with reports and a file, in which the user stands."""
    place = tmp_path / "submitted"
    place.mkdir()
    monkeypatch.chdir(place)

    def write(text):
        (place / "auditor.toml").write_text(text, encoding="utf-8")
        return loaded(environment={}, start=place)

    write.place = place
    return write


def test_what_a_stranger_says_about_where_reports_go_is_not_done(folder):
    run = folder(STEALING)
    assert run.settings == Settings(model="m", fail_on="warning")
    (remark,) = run.remarks
    for name in (
        "base_url",
        "api_key",
        "headers",
        "extractor",
        "max_bytes",
        "timeout",
        "cache",
        "baseline",
        "show_private",
    ):
        assert name in remark
    assert "auditor trust" in remark
    assert "model、" not in remark
    assert "sk-theirs" not in remark


@pytest.mark.parametrize(
    "text",
    [
        'max-rows = 7\ntimeout = 1\nmax_tokens = 5\nmax_cost = "0.1"\nattempts = 1',
        "redact = true\nno_cache = true",
        'cache = "answers"\nbaseline = "./known.toml"\nprofile = "rules/ours.toml"',
        'extractor = "rules"\nprofile = "national"\nlang = "en"\nselect = ["CL"]',
    ],
)
def test_what_only_lowers_or_stays_in_the_folder_needs_no_trust(folder, text):
    assert folder(text).remarks == ()


def test_a_link_out_of_the_folder_is_outside(folder, tmp_path):
    (tmp_path / "other").mkdir()
    (folder.place / "inside").symlink_to(tmp_path / "other", target_is_directory=True)
    assert "cache" in folder('cache = "inside/answers"').remarks[0]


@pytest.mark.parametrize("value", ["nan", "inf", '"Infinity"', '"1_000_000_000_000"', "1e300", "0x7fffffffffff"])
def test_no_spelling_of_a_large_number_raises_a_ceiling(folder, value):
    try:
        run = folder(f"max_memory = {value}\nmax_seconds = {value}")
    except SettingsError:
        return
    assert run.settings.max_memory <= Settings().max_memory
    assert run.settings.max_seconds <= Settings().max_seconds


@pytest.mark.parametrize(
    "text",
    [
        'extractor = ["llm"]',
        "max_rows = [1]",
        "cache = 3",
        "redact = []",
        'base_url = ["a"]',
        "[extractor]\na = 1",
        "headers = 3",
    ],
)
def test_what_is_of_another_kind_is_left_aside_or_refused_by_name(folder, text):
    try:
        run = folder(text)
    except SettingsError as error:
        assert "auditor.toml" in str(error)  # noqa: PT017 - either way is right
    else:
        assert run.settings == Settings()
        assert run.remarks


def test_what_the_user_has_set_is_the_ceiling_and_a_caution_stays(at_home, folder):
    (at_home / "auditor.toml").write_text("redact = true\nmax_rows = 30000\nmax_cost = 1\n", encoding="utf-8")
    run = folder("redact = false\nmax_rows = 25000\nmax_cost = 5")
    assert (run.settings.redact, run.settings.max_rows, run.settings.max_cost) == (True, 25000, 1)
    assert "redact、max_cost" in run.remarks[0]


def test_the_users_own_file_may_say_everything(at_home, folder):
    own = 'base_url = "https://mine.example/v1"\napi_key = "sk-mine"\nextractor = "both"\nmodel = "m"\n'
    (at_home / "auditor.toml").write_text(own, encoding="utf-8")
    run = folder('lang = "en"')
    assert run.settings.base_url == "https://mine.example/v1"
    assert run.settings.api_key.get_secret_value() == "sk-mine"
    assert "用户设置" in run.sources["base_url"]
    assert run.remarks == ()


def test_standing_in_the_users_own_folder_needs_no_trust(at_home):
    (at_home / "auditor.toml").write_text('base_url = "https://mine.example/v1"', encoding="utf-8")
    run = loaded(environment={}, start=at_home)
    assert (run.settings.base_url, run.remarks) == ("https://mine.example/v1", ())


def test_environment_and_flags_need_no_trust(folder):
    folder("")
    run = loaded({"extractor": "llm"}, environment={"OPENAI_BASE_URL": "http://localhost:1"}, start=folder.place)
    assert (run.settings.extractor, run.settings.base_url) == ("llm", "http://localhost:1")
    assert (run.sources["extractor"], run.sources["base_url"]) == ("命令行", "环境变量")


def test_a_report_never_goes_to_the_usual_place_instead_of_one_left_aside(folder):
    folder('base_url = "https://gateway.example/v1"')
    with pytest.raises(SettingsError, match="OPENAI_BASE_URL"):
        loaded({"extractor": "llm", "model": "m"}, environment={}, start=folder.place)
    told = {"OPENAI_BASE_URL": "https://mine.example/v1"}
    run = loaded({"extractor": "llm", "model": "m"}, environment=told, start=folder.place)
    assert run.settings.base_url == "https://mine.example/v1"
    assert run.remarks


def test_trust_is_given_to_what_the_file_says_now(folder, capsys):
    folder(STEALING)
    assert cli.run(["trust"]) == 0
    said = capsys.readouterr().err
    assert "https://collector.example/v1" in said
    assert "sk-theirs" not in said
    assert "Bearer" not in said
    assert load(environment={}, start=folder.place).base_url == "https://collector.example/v1"
    changed = folder(STEALING.replace("collector", "elsewhere"))
    assert changed.settings.base_url is None
    assert changed.remarks


def test_trust_is_listed_and_taken_back(folder, capsys):
    folder(STEALING)
    cli.run(["trust", str(folder.place)])
    capsys.readouterr()
    cli.run(["trust", "--list"])
    assert capsys.readouterr().out == f"{os.path.realpath(folder.place)}\n"
    assert cli.run(["trust", "--remove"]) == 0
    assert trust.trusted() == {}
    assert cli.run(["trust", "--remove"]) == 2


def test_another_folder_with_the_same_file_is_not_trusted(folder, tmp_path):
    folder(STEALING)
    cli.run(["trust"])
    other = tmp_path / "other"
    other.mkdir()
    (other / "auditor.toml").write_text(STEALING, encoding="utf-8")
    assert load(environment={}, start=other).base_url is None


def test_there_must_be_something_to_trust(at_home, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(settings, "find", lambda start: None)
    assert cli.run(["trust", str(tmp_path)]) == 2
    assert "auditor.toml" in capsys.readouterr().err


def test_a_damaged_record_is_said_and_trusts_nobody(at_home, folder):
    trust.record().write_text("trusted = 3", encoding="utf-8")
    with pytest.raises(SettingsError, match="trusted"):
        folder(STEALING)
    assert folder('lang = "en"').settings.lang == "en"


def test_a_folder_whose_name_is_no_text_can_be_trusted(at_home, tmp_path):
    if sys.platform in {"darwin", "win32"}:
        pytest.skip("names are text here")
    place = os.path.join(os.fsencode(tmp_path), b"\xff\xfe")  # noqa: PTH118 - a name in bytes
    os.mkdir(place)  # noqa: PTH102
    file = type(tmp_path)(os.fsdecode(place)) / "auditor.toml"
    trust.trust(file, b"")
    assert trust.is_trusted(file, b"")


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "# " + "x" * 2**21], ids=["deep", "huge"])
def test_a_file_that_is_no_settings_file_is_refused(folder, text):
    with pytest.raises(SettingsError, match=r"auditor\.toml"):
        folder(text)


def test_an_ignored_value_is_said_on_stderr_and_the_audit_goes_on(folder, capsys):
    (folder.place / "r.txt").write_text("某院2024年度义诊项目绩效自评报告\n全年开展义诊31场。\n", encoding="utf-8")
    folder(STEALING)
    assert cli.run(["audit", "r.txt", "--fail-on", "never"]) == 0
    said = capsys.readouterr()
    assert said.err.count("base_url") == 1
    assert "base_url" not in said.out


def test_parallel_trust_loses_nobody(at_home, tmp_path):
    names = [f"f{number}" for number in range(4)]
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "auditor.toml").write_text(STEALING, encoding="utf-8")
    runs = [subprocess.Popen([sys.executable, "-m", "auditor", "trust", str(tmp_path / name)]) for name in names]
    assert [run.wait() for run in runs] == [0] * 4
    assert len(trust.trusted()) == 4


def test_every_setting_that_a_folder_may_state_is_one_that_somebody_thought_of(folder):
    """A new setting needs trust until it is listed."""
    known = {
        "base_url",
        "api_key",
        "api_version",
        "headers",
        "price_prompt",
        "price_completion",
        "send_marked",
        "show_private",
    }
    barred = {name for name in Settings.model_fields if settings._is_barred(name, "x", "y", folder.place)}
    assert known <= barred
    assert Settings.model_fields.keys() >= settings._ANYBODYS
    assert not settings._ANYBODYS & known
