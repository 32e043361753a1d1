"""Accepting by what was shown, and whose acceptances count."""

import shutil
from pathlib import Path

import pytest

from auditor import cli

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
WHO = ("--by", "王某", "--reason", "已核实")


@pytest.fixture
def auditor(capsys, monkeypatch, tmp_path):
    """Runs the command in a folder of its own, as a user of its own: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))

    def run(*arguments):
        code = cli.run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def report(tmp_path):
    return Path(shutil.copy(SAMPLES / "mission.txt", tmp_path / "report.txt"))


def accepted(auditor, report):
    return auditor("accepted", report)[1].count("王某")


def test_numbers_are_those_of_the_last_list_and_not_of_what_is_left(auditor, report):
    _code, out, _err = auditor("audit", report)
    third = next(line for line in out.splitlines() if line.startswith("3 "))
    auditor("accept", report, "--finding", "1", *WHO)
    _code, _out, err = auditor("accept", report, "--finding", "3", *WHO)
    assert "已接受" in err
    (code,) = [
        part for part in third.replace("（", " ").replace("、", " ").replace("）", " ").split() if part[:2].isupper()
    ][:1]
    assert f"已接受 {code}" in err


def test_a_number_of_a_self_check_is_the_one_that_it_shows(auditor, report):
    _code, out, _err = auditor("selfcheck", report)
    lines = out.splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith("[ ]   1 "))
    code = next(line.split()[0] for line in lines[first:] if len(line.split()) == 2 and len(line.split()[1]) == 8)
    _code, _out, err = auditor("accept", report, "--finding", "1", *WHO)
    assert err.count("已接受") == 1
    assert f"已接受 {code}" in err


def test_a_number_that_two_forms_have_needs_the_form(auditor, tmp_path):
    two = tmp_path / "two.txt"
    text = (SAMPLES / "mission.txt").read_text(encoding="utf-8")
    two.write_text(text + "\n" + text.replace("2024", "2023"), encoding="utf-8")
    auditor("audit", two, "--apart")
    code, _out, err = auditor("accept", two, "--apart", "--finding", "1", *WHO)
    assert code == 2
    assert "1:1" in err
    assert auditor("accept", two, "--apart", "--finding", "2:1", *WHO)[0] == 0
    assert auditor("accept", two, "--apart", "--finding", "3:1", *WHO)[0] == 2


def test_a_hyphen_copied_from_a_word_memo_is_a_hyphen(auditor, report):
    auditor("audit", report)
    plain = auditor("accept", report, "--finding", "2-1", *WHO)[2]
    assert "已接受" in plain
    auditor("accepted", report, "--remove", auditor("accepted", report)[1][:8])
    assert auditor("accept", report, "--finding", "2\u20111", *WHO)[2] == plain


def test_what_was_accepted_is_said_in_the_verdict(auditor, report, tmp_path):
    auditor("audit", report)
    auditor("accept", report, "--finding", "1", *WHO)
    _code, out, err = auditor("audit", report, "-o", "memo.md", "-o", "memo.html")
    said = "已由王某接受，不计入结论"
    assert said in "".join(out.split())
    assert "auditor-baseline.toml" in err
    for name in ("memo.md", "memo.html"):
        assert said in (tmp_path / name).read_text(encoding="utf-8")


def test_a_baseline_that_came_with_the_reports_hides_nothing_until_somebody_vouches_for_it(
    auditor, report, monkeypatch, tmp_path
):
    auditor("audit", report)
    auditor("accept", report, "--finding", "1", *WHO)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "another"))
    _code, out, err = auditor("audit", report)
    assert "auditor trust" in err
    assert "接受，不计入结论" not in "".join(out.split())
    assert auditor("accept", report, "--finding", "2", *WHO)[0] == 2
    assert "接受，不计入结论" in "".join(auditor("audit", report, "--baseline", "auditor-baseline.toml")[1].split())
    assert auditor("trust", report.parent)[0] == 0
    assert "接受，不计入结论" in "".join(auditor("audit", report)[1].split())
    with (tmp_path / "auditor-baseline.toml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert "接受，不计入结论" not in "".join(auditor("audit", report)[1].split())


def test_a_folders_own_settings_cannot_vouch_for_its_baseline(auditor, report, monkeypatch, tmp_path):
    auditor("audit", report)
    auditor("accept", report, "--finding", "1", *WHO)
    (tmp_path / "auditor-baseline.toml").rename(tmp_path / "known.toml")
    (tmp_path / "auditor.toml").write_text('baseline = "known.toml"\n', encoding="utf-8")
    assert "接受，不计入结论" in "".join(auditor("audit", report)[1].split())
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "another"))
    _code, out, err = auditor("audit", report)
    assert "接受，不计入结论" not in "".join(out.split())
    assert "known.toml" in err
    assert auditor("trust", tmp_path)[0] == 0
    assert "接受，不计入结论" in "".join(auditor("audit", report)[1].split())


def test_a_removed_acceptance_is_open_again(auditor, report):
    auditor("audit", report)
    auditor("accept", report, "--finding", "1", *WHO)
    before = accepted(auditor, report)
    fingerprint = auditor("accepted", report)[1][:8]
    auditor("accepted", report, "--remove", fingerprint)
    assert accepted(auditor, report) == before - 1
    _code, out, _err = auditor("audit", report)
    assert fingerprint in out
