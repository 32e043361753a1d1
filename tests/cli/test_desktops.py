"""On Windows and 信创 desktops: no POSIX-only module is needed, any console takes what is said, any path is understood."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from auditor import assets, cli, readers

SAMPLES = assets.folder("samples")
ROOT = Path(__file__).parents[2]

ELSEWHERE = """
import importlib, os, pkgutil, signal, sys, types

def walk():
    import auditor
    for module in pkgutil.walk_packages(auditor.__path__, "auditor."):
        if not module.name.endswith("__main__") and ".migrations." not in module.name:  # run by alembic, not imported
            importlib.import_module(module.name)

def work(folder):
    from auditor import cli
    sample = sys.argv[1]
    outputs = [part for name in ("a.md", "a.html", "a.docx", "a.xlsx", "a.json", "a.sarif", "a.xml") for part in ("-o", os.path.join(folder, name))]
    assert cli.run(["audit", sample, *outputs]) == 1
    assert cli.run(["audit", sample, "--annotate", os.path.join(folder, "noted.html")]) == 1
    assert cli.run(["selfcheck", sample, "-o", os.path.join(folder, "todo.docx")]) == 1
    assert cli.run(["extract", sample]) == 0
    assert cli.run(["accept", sample, "--finding", sys.argv[2], "--by", "王某", "--reason", "已核实", "--baseline", os.path.join(folder, "base.toml")]) == 0

walk()
work(sys.argv[3])
for name in [name for name in sys.modules if name.partition(".")[0] == "auditor"]:
    del sys.modules[name]
sys.platform = "win32"
sys.modules["msvcrt"] = types.SimpleNamespace(LK_NBLCK=2, locking=lambda handle, how, count: None)
for name in ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "crypt", "syslog", "readline"):
    sys.modules[name] = None
for name in ("SIGKILL", "SIGALRM", "SIGHUP", "SIGUSR1", "SIGCHLD", "alarm", "setitimer", "pthread_sigmask"):
    delattr(signal, name)
for name in ("killpg", "fork", "setsid", "getuid", "geteuid", "getpgid", "setpgid", "uname", "chown", "mkfifo", "nice"):
    delattr(os, name)
walk()
work(sys.argv[4])
print("done")
"""


def test_nothing_needs_what_windows_lacks(tmp_path, capsys):
    """All modules are imported, and the rules' way walked, twice: as here, then with what Windows lacks taken away."""
    import json

    cli.run(["audit", str(SAMPLES / "mission.txt"), "--format", "json"])
    fingerprint = json.loads(capsys.readouterr().out)["findings"][0]["fingerprint"]
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    command = [sys.executable, "-c", ELSEWHERE, str(SAMPLES / "mission.txt"), fingerprint, str(here), str(there)]
    run = subprocess.run(command, capture_output=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)  # fmt: skip
    assert run.returncode == 0, run.stderr.decode()
    assert run.stdout.decode().endswith("done\n")
    assert {file.name: file.read_bytes() for file in here.iterdir()} == {
        file.name: file.read_bytes() for file in there.iterdir()
    }


def run_in(encoding, *arguments, folder):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "auditor", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, cwd=folder, env=environment, check=False)


STRANGE = "青山县水利服务站①𠮷️🌊ﬁ\u200b\u2011é€ 绩效自评报告\n\n全年开展培训 35 期，其中线上 12 期、线下 20 期。\n"


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "cp936", "ascii", "latin-1"])
@pytest.mark.parametrize("shown", ["text", "markdown"])
def test_a_console_of_any_encoding_takes_what_is_said(encoding, shown, tmp_path):
    (tmp_path / "怪 名🌊.txt").write_text(STRANGE, encoding="utf-8")
    run = run_in(
        encoding, "audit", "怪 名🌊.txt", SAMPLES / "mission.txt", "缺.docx", "--format", shown, folder=tmp_path
    )
    assert run.returncode == 2
    assert b"Traceback" not in run.stderr
    assert run.stderr
    if encoding.startswith("g") and shown == "text":
        said = run.stdout.decode(encoding)
        assert "短视频52部" in said
        assert "<->" in said or "↔" in said


def test_what_programs_read_is_utf8_whatever_the_console_is(tmp_path):
    plain = run_in("utf-8", "audit", SAMPLES / "mission.txt", "--format", "json", folder=tmp_path)
    console = run_in("gbk", "audit", SAMPLES / "mission.txt", "--format", "json", folder=tmp_path)
    assert console.stdout == plain.stdout
    assert "短视频" in console.stdout.decode("utf-8")


def test_a_redirect_is_utf8_where_nothing_is_said(tmp_path):
    run = run_in("", "audit", SAMPLES / "mission.txt", folder=tmp_path)
    assert "↔" in run.stdout.decode("utf-8")


@pytest.mark.parametrize(
    "name",
    [
        r"D:\自评\2024年\部门 自评表.txt",
        "D:/自评/部门 自评表.txt",
        r"\\server\共享\部门 自评表.txt",
        r".\部门 自评表.txt",
    ],
)
def test_folders_of_windows_are_dropped_from_names(name):
    assert readers.read("自评表".encode(), name).name == "部门 自评表.txt"


def test_wild_cards_stand_for_files_where_no_shell_says_so(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("乙.docx", "甲.docx", "丙.txt"):
        (tmp_path / name).touch()
    assert cli._expanded(["audit", "*.docx", "--select", "*", "没有*.pdf"])[:3] == ["audit", "乙.docx", "甲.docx"]
    assert cli._expanded(["audit", "没有*.pdf"]) == ["audit", "没有*.pdf"]


def test_settings_saved_by_notepad_are_read(tmp_path, monkeypatch):
    """Notepad puts a byte order mark before UTF-8."""
    from auditor.settings import load

    (tmp_path / "auditor.toml").write_text('fail-on = "note"\n', encoding="utf-8-sig")
    assert load({}, environment={}, start=tmp_path).fail_on == "note"


def test_missing_isolation_is_said(monkeypatch, capsys):
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out.count("\n") == 1
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.delattr("signal.setitimer")
    assert cli.run(["--version"]) == 0
    assert [line[:6] for line in capsys.readouterr().out.splitlines()[1:]] == ["这种系统不能", "这种系统没有"]
