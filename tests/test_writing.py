"""Files are written whole or not at all: whatever stops a writer in the middle, what was there is still there."""

import contextlib
import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from outcomes import finding, outcome

from auditor import assets, baseline, cli, writing
from auditor.errors import SettingsError
from auditor.extract.llm.cache import Cache, Question
from auditor.memo import WRITERS

SAMPLE = assets.folder("samples") / "mission.txt"
BEFORE = b"what was there before\n"
QUESTION = Question("m", "1", "head", (("user", "t"),))

posix = pytest.mark.skipif(os.name == "nt", reason="limits and signals of POSIX")

SAVING = "from pathlib import Path; from auditor import writing; writing.save(Path({path!r}), b'n' * 5_000_000)"
ACCEPTING = (
    "from pathlib import Path; from auditor import baseline; from outcomes import finding, outcome\n"
    "one = outcome(finding()); entry = baseline.entry(one, finding(), by='w', reason='r' * 300_000, until=None)\n"
    "baseline.change(Path({path!r}), lambda entries: (*entries, entry))"
)
CACHING = (
    "from pathlib import Path; from auditor.extract.llm.cache import Cache, Question\n"
    "Cache(Path({path!r})).keep(Question('m', '1', 'head', (('user', 't'),)), 'n' * 300_000)"
)


def command(*arguments):
    return [sys.executable, "-m", "auditor", *map(str, arguments)]


def limited(arguments, size):
    """Runs with a limit on the size of any file, as a full disk would stop it."""
    import resource

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path.cwd()), str(Path(__file__).parent)])}
    environment |= {"PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(arguments, preexec_fn=limit, capture_output=True, text=True, env=environment, check=False)


def leftovers(folder):
    return [file.name for file in folder.rglob("*.tmp")]


@posix
@pytest.mark.parametrize("suffix", [suffix for suffix in WRITERS if suffix != ".pdf"])
def test_a_full_disk_costs_no_memo_that_was_there(tmp_path, suffix):
    file = tmp_path / f"memo{suffix}"
    file.write_bytes(BEFORE)
    run = limited(command("audit", SAMPLE, "-o", file), 64)
    assert run.returncode == 2
    assert "无法写出" in run.stderr
    assert "程序内部出错" not in run.stderr
    assert file.read_bytes() == BEFORE
    assert leftovers(tmp_path) == []


@posix
def test_a_full_disk_costs_no_annotated_file_no_list_and_no_baseline(tmp_path):
    for name in ("noted.html", "todo.md", "base.toml"):
        (tmp_path / name).write_bytes(BEFORE)
    (tmp_path / "base.toml").write_bytes(baseline.dump([]).encode())
    before = (tmp_path / "base.toml").read_bytes()
    assert limited(command("audit", SAMPLE, "--annotate", tmp_path / "noted.html"), 64).returncode == 2
    assert limited(command("selfcheck", SAMPLE, "-o", tmp_path / "todo.md"), 64).returncode == 2
    run = limited([sys.executable, "-c", ACCEPTING.format(path=str(tmp_path / "base.toml"))], 64)
    assert "SettingsError" in run.stderr
    assert (tmp_path / "noted.html").read_bytes() == (tmp_path / "todo.md").read_bytes() == BEFORE
    assert (tmp_path / "base.toml").read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["base.toml", "noted.html", "todo.md"]


@posix
def test_a_full_disk_keeps_the_answers_given_before_and_is_said_once(tmp_path):
    Cache(tmp_path).keep(QUESTION, "before")
    run = limited([sys.executable, "-c", CACHING.format(path=str(tmp_path))], 64)
    assert run.returncode == 0
    assert run.stderr.count("--no-cache") == 1
    assert Cache(tmp_path).find(QUESTION) == "before"
    assert leftovers(tmp_path) == []


@posix
def test_everything_is_written_the_same_way():
    """Every file that is written goes through one function: only readers leave files for the programs they ask."""
    root = Path(cli.__file__).parents[1]
    opening = ("write_bytes(", "write_text(", 'open("w', 'open("a', "mkstemp(")
    found = {
        file.relative_to(root).as_posix()
        for file in root.rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if any(word in line for word in opening)
    }
    assert [name for name in sorted(found) if not name.startswith("readers/")] == ["writing.py"]


@posix
def test_a_small_disk_that_is_full_costs_nothing(tmp_path):
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        file = place / "memo.html"
        file.write_bytes(BEFORE)
        (place / "filling").write_bytes(b"x" * 40_000)
        run = subprocess.run(command("audit", SAMPLE, "-o", file), capture_output=True, text=True, check=False)
        assert run.returncode == 2
        assert "memo.html" in run.stderr
        assert file.read_bytes() == BEFORE
        assert leftovers(place) == []
    finally:
        subprocess.run(["umount", str(place)], check=True)


SLOW = (
    "import os, sys, time; from pathlib import Path; from auditor import writing\n"
    "def slow(handle):\n    print('writing', flush=True); time.sleep(60)\n"
    "os.fsync = slow\n"
)


@posix
@pytest.mark.parametrize("writer", [SAVING, ACCEPTING, CACHING], ids=["save", "accept", "cache"])
def test_a_kill_in_the_middle_costs_nothing(tmp_path, writer):
    path = tmp_path if writer is CACHING else tmp_path / "file.toml"
    if writer is CACHING:
        Cache(tmp_path).keep(QUESTION, "before")
    else:
        path.write_bytes(baseline.dump([]).encode())
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path.cwd()), str(Path(__file__).parent)])}
    code = SLOW + writer.format(path=str(path))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment) as run:
        assert run.stdout.readline() == b"writing\n"
        run.send_signal(signal.SIGKILL)
    assert {file: file.read_bytes() for file in before} == before
    if writer is CACHING:
        assert Cache(tmp_path).forget() == 1
        assert list(tmp_path.rglob("*.tmp")) == []


def killed(arguments):
    """Runs the command in a fork that is killed when all is written and nothing yet in its place."""
    child = os.fork()
    if child == 0:
        os.fsync = lambda _handle: os.kill(os.getpid(), signal.SIGKILL)
        os._exit(cli.run([str(one) for one in arguments]))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@posix
@pytest.mark.parametrize(
    ("verb", "option", "name"),
    [
        *(("audit", "-o", f"memo{suffix}") for suffix in WRITERS if suffix != ".pdf"),
        ("audit", "--annotate", "noted.html"),
        ("selfcheck", "-o", "todo.docx"),
        ("extract", "-o", "read.html"),
    ],
)
def test_a_kill_in_the_middle_of_any_writer_costs_nothing(tmp_path, verb, option, name):
    file = tmp_path / name
    file.write_bytes(BEFORE)
    assert killed([verb, SAMPLE, option, file]) == -signal.SIGKILL
    assert file.read_bytes() == BEFORE


@posix
def test_a_lock_of_one_that_was_killed_holds_nobody(tmp_path):
    path = tmp_path / "base.toml"
    code = f"from pathlib import Path; from auditor import writing\nwith writing.locked(Path({str(path)!r})):\n    print('held', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stdin=subprocess.PIPE) as run:
        run.stdout.readline()
        run.send_signal(signal.SIGKILL)
    with writing.locked(path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_is_never_free_is_said_with_the_remedy(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "LONGEST_WAIT", 0.1)
    with writing.locked(tmp_path / "b.toml"), pytest.raises(SettingsError, match=r"b\.toml\.lock"):  # noqa: SIM117
        with writing.locked(tmp_path / "b.toml"):
            pass


EIGHTH = (
    "import sys; from pathlib import Path; from auditor import baseline; from outcomes import finding, outcome\n"
    "one = outcome(finding()); found = finding(fingerprint=sys.argv[2] * 16)\n"
    "entry = baseline.entry(one, found, by='王某', reason='已核实', until=None)\n"
    "baseline.change(Path(sys.argv[1]), lambda entries: baseline.added(entries, entry))"
)


def test_eight_acceptances_at_once_are_all_kept(tmp_path):
    base = tmp_path / "base.toml"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path.cwd()), str(Path(__file__).parent)])}
    runs = [
        subprocess.Popen([sys.executable, "-c", EIGHTH, str(base), str(number)], env=environment) for number in range(8)
    ]
    assert [run.wait() for run in runs] == [0] * 8
    assert {entry.fingerprint for entry in baseline.load(base)} == {str(number) * 16 for number in range(8)}
    assert [file.name for file in tmp_path.iterdir()] == ["base.toml"]


def test_what_others_accept_meanwhile_stays(tmp_path):
    path, made = tmp_path / "b.toml", outcome(finding())
    for number in range(3):
        entry = baseline.entry(made, finding(fingerprint=str(number) * 16), by="w", reason="r", until=None)
        baseline.change(path, lambda entries, entry=entry: baseline.added(entries, entry))
    assert len(baseline.load(path)) == 3


def test_a_link_stays_a_link_and_rights_stay_as_they_were(tmp_path):
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_bytes(BEFORE)
    real.chmod(0o640)
    link.symlink_to(real)
    writing.write_whole(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert os.name == "nt" or stat.S_IMODE(real.stat().st_mode) == 0o640


@posix
def test_a_new_file_has_the_rights_of_the_users_mask_and_a_private_one_its_owners(tmp_path):
    mask = os.umask(0o027)
    try:
        writing.write_whole(tmp_path / "a", b"")
        writing.write_whole(tmp_path / "b", b"", private=True)
    finally:
        os.umask(mask)
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in "ab"] == [0o640, 0o600]


@posix
@pytest.mark.skipif(os.name != "nt" and os.geteuid() == 0, reason="nothing is protected from root")
def test_a_file_that_is_protected_is_not_replaced(tmp_path):
    file = tmp_path / "a.md"
    file.write_bytes(BEFORE)
    file.chmod(0o444)
    with pytest.raises(SettingsError, match=r"a\.md"):
        writing.save(file, b"new")
    assert file.read_bytes() == BEFORE


@posix
def test_what_is_no_file_is_written_straight():
    writing.write_whole(Path(os.devnull), b"x")
    assert Path(os.devnull).is_char_device()


@pytest.fixture
def auditor(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        code = cli.run([str(argument) for argument in arguments])
        return code, capsys.readouterr().err

    return run


@pytest.fixture
def report(tmp_path):
    shutil.copy(SAMPLE, tmp_path / "report.md")
    return tmp_path / "report.md"


@pytest.mark.parametrize("how", ["symbolic", "hard", "dots", "through a folder"])
def test_a_report_is_known_under_every_name(auditor, report, tmp_path, how):
    other = tmp_path / "memo.md"
    match how:
        case "symbolic":
            other.symlink_to(report)
        case "hard":
            os.link(report, other)
        case "dots":
            (tmp_path / "sub").mkdir()
            other = tmp_path / "sub" / ".." / "report.md"
        case _:
            (tmp_path / "sub").symlink_to(tmp_path, target_is_directory=True)
            other = tmp_path / "sub" / "report.md"
    code, err = auditor("audit", report, "-o", other)
    assert code == 2
    assert "不能覆盖" in err
    assert report.read_bytes() == SAMPLE.read_bytes()


@pytest.mark.parametrize(
    "arguments",
    [
        ("-o", "a.html", "-o", "./a.html"),
        ("-o", "a.html", "--annotate", "a.html"),
        ("-o", "a.md", "-o", "link.md"),
        ("-o", "known.md", "--baseline", "known.md"),
    ],
)
def test_outputs_that_would_cost_one_another_are_refused_before_any_work(
    auditor, report, tmp_path, arguments, monkeypatch
):
    (tmp_path / "link.md").symlink_to(tmp_path / "a.md")
    monkeypatch.setattr("auditor.pipeline.read", lambda *_: pytest.fail("it began to work"))
    code, err = auditor("audit", report, *arguments)
    assert code == 2
    assert arguments[-1].removeprefix("./") in err or "a.md" in err


@pytest.mark.parametrize("verb", ["audit", "selfcheck"])
def test_a_missing_folder_is_said_before_any_work_or_made(auditor, report, tmp_path, verb, monkeypatch):
    code, err = auditor(verb, report, "-o", "new/deep/memo.md", "--mkdir")
    assert code == 1
    assert (tmp_path / "new" / "deep" / "memo.md").is_file()
    monkeypatch.setattr("auditor.pipeline.read", lambda *_: pytest.fail("it began to work"))
    code, err = auditor(verb, report, "-o", "other/memo.md")
    assert code == 2
    assert "--mkdir" in err
    with contextlib.suppress(FileNotFoundError):
        assert not (tmp_path / "other").exists()
