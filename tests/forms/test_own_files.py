"""A user's own file of forms: what it adds, and what is said when it cannot be used."""

import json
import re
from pathlib import Path

import pytest

from auditor import cli, forms, pipeline
from auditor.cli.readme import READMES
from auditor.errors import SettingsError
from auditor.settings import Settings, digest, load

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=READMES)
def example(request, tmp_path, monkeypatch):
    """The file of forms and the form that a README shows, in an empty folder; the commands it gives."""
    text = (ROOT / request.param).read_text(encoding="utf-8")
    (toml,) = re.findall(r"```toml\n# yunzhou\.toml\n(.*?)```", text, re.DOTALL)
    (form,) = re.findall(r"```text\n(2023年度村道养护.*?)```", text, re.DOTALL)
    commands = re.findall(r"^auditor (audit .*养护\.txt)", text, re.MULTILINE)
    (tmp_path / "yunzhou.toml").write_text(toml, encoding="utf-8")
    (tmp_path / "养护.txt").write_text(form, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path, [command.split() for command in commands]


def told(capsys, *arguments):
    code = cli.run([*arguments, "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def test_the_form_of_the_readme_is_told_as_unread_without_its_file(example, capsys):
    _folder, (plain, _with_forms) = example

    code, outcome = told(capsys, *plain)

    assert (code, outcome["verdict"]) == (1, "insufficient")
    assert outcome["report"]["indicators"] == []
    assert {entry["status"] for entry in outcome["ledger"] if entry["role"] == "unread"} == {"unread"}
    assert sum(entry["status"] == "unread" for entry in outcome["ledger"]) == 14


def test_the_file_of_the_readme_reads_its_form_whole(example, capsys):
    _folder, (_plain, with_forms) = example

    code, outcome = told(capsys, *with_forms)

    rows = outcome["report"]["indicators"]
    assert (code, outcome["verdict"]) == (1, "contradicted")
    assert [(row["level1"], row["category"], row["name"]) for row in rows] == [
        ("办的事", "数量指标", "养护村道里程"),
        ("办的事", "质量指标", "路面合格率"),
        ("见的效", "社会效益指标", "投诉次数"),
    ]
    assert [(row["target"]["text"], row["actual"]["text"], row["weight"], row["score"]) for row in rows] == [
        ("≥120公里", "126公里", "40", "40"),
        ("≥95%", "96%", "30", "28"),
        ("≤5次", "3次", "30", "30"),
    ]
    assert "SC01" in {finding["code"] for finding in outcome["findings"]}
    assert "unread" not in {entry["status"] for entry in outcome["ledger"]}


def test_a_file_is_forgotten_after_its_run(example):
    folder, _commands = example
    data = (folder / "养护.txt").read_bytes()

    (read,) = pipeline.audit(data, "a.txt", Settings(forms=(folder / "yunzhou.toml",)))
    (again,) = pipeline.audit(data, "a.txt", Settings())

    assert len(read.report.indicators) == 3
    assert again.report.indicators == ()


def test_other_verbs_take_the_file_too(example, capsys):
    assert cli.run(["extract", "养护.txt", "--forms", "yunzhou.toml"]) == 0
    assert len(json.loads(capsys.readouterr().out)["indicators"]) == 3
    assert cli.run(["selfcheck", "养护.txt", "--forms", "yunzhou.toml"]) == 1
    assert "SC01" in capsys.readouterr().out


def test_the_setting_comes_from_file_and_environment(tmp_path):
    (tmp_path / "auditor.toml").write_text('forms = ["a.toml", "b.toml"]', encoding="utf-8")

    from_file = load(environment={}, start=tmp_path)
    from_environment = load(environment={"AUDITOR_FORMS": "c.toml"}, start=tmp_path)

    assert from_file.forms == (tmp_path / "a.toml", tmp_path / "b.toml")
    assert from_environment.forms == (Path("c.toml"),)


def test_the_digest_of_the_settings_follows_what_is_in_the_file(tmp_path):
    file = tmp_path / "own.toml"
    file.write_text('lines.total = ["拢共"]', encoding="utf-8")
    settings = Settings(forms=(file,))
    before = digest(settings)
    moved = tmp_path / "moved.toml"
    moved.write_text(file.read_text(encoding="utf-8"), encoding="utf-8")

    file.write_text('lines.total = ["统共"]', encoding="utf-8")

    assert digest(settings) != before
    assert digest(Settings(forms=(moved,))) == before
    assert before != digest(Settings())


def test_a_file_that_changed_is_read_anew(tmp_path):
    file = tmp_path / "own.toml"
    file.write_text('lines.total = ["拢共"]', encoding="utf-8")
    assert forms.grammar([file]).line("total", "拢共")

    file.write_text('lines.total = ["统共"]', encoding="utf-8")

    assert not forms.grammar([file]).line("total", "拢共")
    assert forms.grammar([file]).line("total", "统共")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lines.total = [", "不是有效的TOML"),
        ('colums.indicators.score.words = ["实打"]', "colums"),
        ('columns.indicators.points.words = ["实打"]', "columns.indicators.points"),
        ('columns.indicators.score.word = ["实打"]', "columns.indicators.score.word"),
        ('lines.total = "拢共"', "lines.total"),
        ('total = ["拢共"]', "total"),
        ('lines.total = ["拢(共"]', "不是有效的正则表达式"),
        ('lines.total = ["(?P<label>拢共)"]', "不是有效的正则表达式"),
        ('lines.total = ["(?i)abc"]', "不是有效的正则表达式"),
        ('lines.total = [""]', "不是有效的正则表达式"),
        ("lines.total = [3]", "不是有效的正则表达式"),
        ('extends = "nowhere"', "nowhere"),
    ],
)
def test_what_is_wrong_is_said_in_one_clear_error(tmp_path, text, said):
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(SettingsError, match=re.escape(said)) as error, forms.using([file]):
        pass

    assert "own.toml" in str(error.value)


def test_a_file_that_is_not_there_or_no_text_is_said(tmp_path):
    binary = tmp_path / "own.toml"
    binary.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(SettingsError, match="读不到表式文件"):
        forms.grammar([tmp_path / "none.toml"])
    with pytest.raises(SettingsError, match="不是有效的TOML"):
        forms.grammar([binary])


def test_a_users_words_win_over_shipped_ones_of_another_field(tmp_path):
    file = tmp_path / "own.toml"
    file.write_text('columns.indicators.reason.words = ["实际完成值"]', encoding="utf-8")

    assert forms.grammar().named("indicators", "实际完成值") == "actual"
    assert forms.grammar([file]).named("indicators", "实际完成值") == "reason"
