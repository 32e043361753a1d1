"""The command line: what goes to stdout, what to stderr, and the exit codes."""

import io
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from subprocess import PIPE

import jsonschema
import pytest
from schemata import demands

from auditor import assets, cli

SAMPLE = assets.folder("samples") / "mission.txt"
CLEAN = assets.folder("samples") / "clean.txt"


@pytest.fixture
def auditor(capsys, monkeypatch, tmp_path):
    """Runs the command in an empty folder: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def run(*arguments):
        code = cli.run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_findings_go_to_stdout_and_exit_with_1(auditor):
    code, out, err = auditor("audit", SAMPLE)
    assert code == 1
    assert "CL02" in out
    assert "短视频52部" in out
    assert err == ""


def test_a_clean_report_exits_with_0(auditor):
    assert auditor("audit", CLEAN)[0] == 0


@pytest.mark.parametrize(("threshold", "code"), [("never", 0), ("error", 1), ("warning", 1), ("note", 1)])
def test_fail_on_decides_the_exit_code(auditor, threshold, code):
    assert auditor("audit", SAMPLE, "--fail-on", threshold)[0] == code


@pytest.fixture
def blind(tmp_path):
    """A report of which nothing can be compared."""
    file = tmp_path / "blind.txt"
    file.write_text(
        "某院2024年度义诊项目绩效自评报告\n全年开展义诊31场，发放药箱260个，走访农户1800户。\n", encoding="utf-8"
    )
    return file


@pytest.mark.parametrize(
    ("options", "code"),
    [((), 1), (("--fail-under", "0"), 0), (("--fail-on", "never"), 0), (("--fail-under", "一半"), 2)],
)
def test_too_little_compared_exits_with_1(auditor, blind, options, code):
    assert auditor("audit", blind, *options)[0] == code


def test_selfcheck_exits_with_1_while_too_little_is_compared(auditor, blind):
    code, out, _err = auditor("selfcheck", blind)
    assert code == 1
    assert "未能充分核对" in out
    assert "没有待办事项" not in out


def test_json_fits_the_schema_and_names_no_path(auditor):
    _code, out, _err = auditor("audit", SAMPLE, "--format", "json")
    schema = json.loads((assets.folder("schemas") / "outcome.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(out), schema)
    assert str(SAMPLE.parent) not in out


def test_several_files_make_a_list(auditor):
    _code, out, _err = auditor("audit", SAMPLE, CLEAN, "--format", "json")
    assert [one["source"]["name"] for one in json.loads(out)] == ["mission.txt", "clean.txt"]


def test_the_same_input_gives_the_same_bytes(auditor):
    assert auditor("audit", SAMPLE, "--format", "json") == auditor("audit", SAMPLE, "--format", "json")


def test_a_file_that_cannot_be_read_does_not_stop_the_rest(auditor, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    code, out, err = auditor("audit", "empty.txt", SAMPLE)
    assert code == 2
    assert "CL02" in out
    assert "empty.txt" in err


def test_with_only_an_unreadable_file_stdout_is_empty(auditor, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    assert auditor("audit", "empty.txt", "--format", "json")[:2] == (2, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("audit",),
        ("audit", "missing.txt"),
        ("audit", SAMPLE, "--format", "poem"),
        ("audit", SAMPLE, "-o", "memo.poem"),
        ("audit", SAMPLE, "-o", "no/such/folder/memo.md"),
        ("audit", SAMPLE, "--select", "ZZ"),
        ("audit", SAMPLE, "--profile", "atlantis"),
        ("audit", SAMPLE, "--baseline", "none.toml"),
        ("explain", "ZZ99"),
        ("nonsense",),
    ],
)
def test_wrong_usage_exits_with_2_and_says_why_on_stderr(auditor, arguments):
    code, _out, err = auditor(*arguments)
    assert code == 2
    assert err


def test_our_own_fault_exits_with_3(auditor, monkeypatch):
    def broken(*_arguments):
        raise ZeroDivisionError

    monkeypatch.setattr("auditor.pipeline.read", broken)
    code, _out, err = auditor("audit", SAMPLE)
    assert code == 3
    assert "ZeroDivisionError" in err


def test_a_reader_that_leaves_is_no_finding_and_no_fault():
    """As in `auditor checks | head -1`: nobody reads the rest."""
    with subprocess.Popen([sys.executable, "-m", "auditor", "checks"], stdout=PIPE, stderr=PIPE) as run:
        run.stdout.close()
        said = run.stderr.read()
    assert (run.returncode, said) == (0, b"")


def test_stdin_is_read_for_a_dash(auditor, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SAMPLE.read_bytes())))
    code, out, _err = auditor("audit", "-", "--format", "json")
    assert code == 1
    assert json.loads(out)["source"]["name"] == "stdin"


def test_outputs_are_written_in_the_format_of_their_suffix(auditor, tmp_path):
    auditor("audit", SAMPLE, "-o", "a.md", "-o", "a.json", "-o", "a.sarif", "-o", "a.xml")
    assert (tmp_path / "a.md").read_text(encoding="utf-8").startswith("# 绩效自评报告核查备忘录")
    assert json.loads((tmp_path / "a.json").read_bytes())["schema"] == "auditor/outcome/2"
    assert json.loads((tmp_path / "a.sarif").read_bytes())["version"] == "2.1.0"
    assert ET.fromstring((tmp_path / "a.xml").read_bytes()).tag == "testsuites"  # noqa: S314 - our own bytes


def test_a_report_under_audit_is_never_overwritten(auditor, tmp_path):
    report = tmp_path / "report.md"
    report.write_bytes(CLEAN.read_bytes())
    code, _out, err = auditor("audit", "report.md", "-o", "./report.md")
    assert code == 2
    assert "不能覆盖" in err
    assert report.read_bytes() == CLEAN.read_bytes()


def test_select_and_ignore_choose_checks(auditor):
    _code, out, _err = auditor("audit", SAMPLE, "--format", "json", "--select", "CL", "--ignore", "CL02")
    outcome = json.loads(out)
    off = {one["code"] for one in outcome["not_run"] if one["switched_off"]}
    codes = {one["code"] for part in ("findings", "passed", "not_run") for one in outcome[part]} - off
    assert codes
    assert all(code.startswith("CL") and code != "CL02" for code in codes)
    assert {"CL02", "BU02"} <= off


def test_a_severity_for_a_check_that_is_not_there_is_refused(auditor, tmp_path):
    (tmp_path / "auditor.toml").write_text('[severity]\nZZ99 = "note"\n', encoding="utf-8")
    code, _out, err = auditor("audit", SAMPLE)
    assert code == 2
    assert "ZZ99" in err


def test_a_severity_of_ones_own_is_used(auditor, tmp_path):
    (tmp_path / "auditor.toml").write_text('select = ["CL02"]\n[severity]\nCL02 = "note"\n', encoding="utf-8")
    code, out, _err = auditor("audit", SAMPLE, "--format", "json")
    assert code == 0
    assert {one["severity"] for one in json.loads(out)["findings"]} == {"note"}


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (("--by", " ", "--reason", "已核实"), "--by"),
        (("--by", "王某", "--reason", ""), "--reason"),
        (("--by", "王某", "--reason", "已核实", "--until", "2020-01-31"), "2020-01-31"),
    ],
)
def test_an_acceptance_needs_a_name_a_reason_and_a_future(auditor, tmp_path, flags, told):
    file = tmp_path / "base.toml"
    code, _out, err = auditor("accept", SAMPLE, "--finding", "0000", "--baseline", str(file), *flags)
    assert (code, file.exists()) == (2, False)
    assert told in err


def test_an_accepted_finding_no_longer_fails_and_comes_back_when_its_value_changes(auditor, tmp_path):
    _code, out, _err = auditor("audit", SAMPLE, "--select", "CT02", "--format", "json")
    fingerprint = json.loads(out)["findings"][0]["fingerprint"]
    common = ("--select", "CT02", "--baseline", "known.toml")
    code, _out, err = auditor("accept", SAMPLE, "--finding", fingerprint, "--by", "王某", "--reason", "已核实", *common)
    assert code == 0
    assert "known.toml" in err
    code, out, _err = auditor("audit", SAMPLE, *common)
    assert code == 0
    assert "已接受的疑点 1" in out
    changed = SAMPLE.read_text(encoding="utf-8").replace("数量指标6项", "数量指标7项")
    (tmp_path / "changed.txt").write_text(changed, encoding="utf-8")
    code, out, _err = auditor("audit", "changed.txt", *common)
    assert code == 1
    assert "此前按原数值接受过" in out


def test_selfcheck_lists_what_must_be_done_in_the_order_of_the_form(auditor, tmp_path):
    code, out, _err = auditor("selfcheck", SAMPLE, "-o", "todo.md", "-o", "todo.xlsx")
    assert code == 1
    assert out.index("第9行") < out.index("第13行") < out.index("第30行")
    assert "必须改正" in out
    assert "| □ | 1 | 第9行" in (tmp_path / "todo.md").read_text(encoding="utf-8")
    assert (tmp_path / "todo.xlsx").is_file()


def test_a_second_selfcheck_says_what_is_done_left_and_new(auditor, tmp_path):
    file = tmp_path / "mine.txt"
    file.write_text(SAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    _code, out, _err = auditor("selfcheck", file)
    assert "与上次相比" not in out
    file.write_text(SAMPLE.read_text(encoding="utf-8").replace("数量指标6项", "数量指标5项"), encoding="utf-8")
    _code, out, _err = auditor("selfcheck", file)
    assert "与上次相比：已办 2 项" in out
    assert sorted(one.name for one in tmp_path.iterdir()) == ["cache", "mine.txt"]


def test_findings_are_accepted_by_number_listed_and_taken_back(auditor, tmp_path):
    file = tmp_path / "mine.txt"
    file.write_text(SAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    flags = ("--by", "王某", "--on", "2025-03-04", "--reason", "已核实")
    code, _out, err = auditor("accept", file, "--finding", "2,4", *flags)
    assert (code, err.count("已接受 C")) == (0, 3)
    _code, out, _err = auditor("audit", file)
    assert "已接受的疑点 3" in out
    _code, out, _err = auditor("accepted", file)
    assert out.count("王某（2025-03-04）：已核实") == 3
    auditor("accepted", file, "--remove", out[:8])
    _code, out, _err = auditor("accepted", file)
    assert out.count("王某") == 2


def test_a_number_that_the_list_has_not_is_refused(auditor, tmp_path):
    file = tmp_path / "mine.txt"
    file.write_text(SAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    code, _out, err = auditor("accept", file, "--finding", "99", "--by", "王某", "--reason", "已核实")
    assert code == 2
    assert "99" in err


def test_selfcheck_of_a_clean_report_exits_with_0(auditor):
    assert auditor("selfcheck", CLEAN)[0] == 0


def test_extract_prints_the_report(auditor):
    code, out, _err = auditor("extract", SAMPLE)
    assert code == 0
    assert json.loads(out)["kind"] == "overall"


def test_checks_lists_the_catalogue(auditor):
    rows = json.loads(auditor("checks", "--format", "json")[1])
    assert {"code", "name", "severity", "title"} == set(rows[0])
    assert auditor("checks")[1].count("\n") == len(rows)


def test_explain_prints_a_page_by_code_or_name(auditor):
    assert "缘由" in auditor("explain", "cl02")[1]
    assert auditor("explain", "claim-counts-differently") == auditor("explain", "CL02")


def test_schemas_are_current(auditor):
    from auditor.cli.schema import schemas

    for name, text in schemas():
        stored = (assets.folder("schemas") / name).read_text(encoding="utf-8")
        assert demands(json.loads(stored)) == demands(json.loads(text)), "renew with: auditor schema --write"
    assert json.loads(auditor("schema")[1])["title"] == "Outcome"


def test_help_is_there_in_both_languages(auditor):
    assert "核对" in auditor("--help")[1]
    for verb in cli.VERBS:
        assert auditor(verb, "--help")[0] == 0


@pytest.mark.parametrize("where", ["flag", "environment", "file"])
def test_the_memo_is_in_the_language_that_is_set_anywhere(auditor, monkeypatch, tmp_path, where):
    if where == "environment":
        monkeypatch.setenv("AUDITOR_LANG", "en")
    if where == "file":
        (tmp_path / "auditor.toml").write_text('lang = "en"', encoding="utf-8")
    assert "numbers checked" in auditor("audit", CLEAN, *(("--lang", "en") if where == "flag" else ()))[1]


def test_no_colour_and_no_bar_off_a_terminal(auditor):
    assert "\x1b" not in auditor("audit", SAMPLE)[1]


def test_no_color_is_respected_on_a_terminal(monkeypatch):
    from auditor.cli.work import colourful

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert colourful()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colourful()


def test_a_pre_commit_hook_is_defined_for_verbs_that_exist():
    import yaml

    hooks = yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert all(hook["entry"].split()[1] in cli.VERBS for hook in hooks)


def test_the_original_is_annotated_beside_the_memo(auditor, tmp_path):
    auditor("audit", SAMPLE, "--annotate", "noted.html", "-o", "letter.md", "--kind", "inquiry")
    assert "<mark" in (tmp_path / "noted.html").read_text(encoding="utf-8")
    assert (tmp_path / "letter.md").read_text(encoding="utf-8").startswith("# 绩效自评核查询问函")


@pytest.mark.parametrize(
    "arguments",
    [
        (SAMPLE, "--annotate", "noted.odt"),
        (SAMPLE, "--annotate", "noted.docx"),
        (SAMPLE, CLEAN, "--annotate", "noted.html"),
        (SAMPLE, "--annotate", SAMPLE.with_suffix(".html").parent / ".." / "samples" / SAMPLE.name),
        (SAMPLE, "-o", "letter.json", "--kind", "inquiry"),
    ],
)
def test_what_cannot_be_annotated_or_written_so_is_refused(auditor, arguments, tmp_path):
    code, _out, err = auditor("audit", *arguments)
    assert code == 2
    assert err
    assert list(tmp_path.iterdir()) == []


def test_forgetting_removes_the_answers_of_models(auditor, tmp_path, monkeypatch):
    from auditor.extract.llm.cache import Cache, Question

    monkeypatch.setenv("AUDITOR_CACHE", str(tmp_path / "answers"))
    monkeypatch.setenv("AUDITOR_NO_CACHE", "true")
    Cache(tmp_path / "answers", "e").keep(Question("m", "1", "head", ()), "a")
    code, _out, err = auditor("forget")
    assert (code, (tmp_path / "answers").exists()) == (0, False)
    assert "1" in err
    assert auditor("forget", "sqlite:///audits.db")[0] == 2
