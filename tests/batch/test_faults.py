"""What may go wrong in a long run: nobody's work is lost but that of the file that did it, and nothing is done twice or stays behind."""

import io
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import stores

from auditor.batch import child, crew, output
from auditor.batch.crew import Crew
from auditor.batch.plan import Asked, plan
from auditor.batch.progress import Lines
from auditor.batch.run import _FLUSH_COUNT, Batch, Way
from auditor.batch.work import Task, Terms
from auditor.settings import Settings, digest
from auditor.store import lists, recording
from auditor.store.entries import Paper

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SAMPLES = ROOT / "samples"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "AUDITOR_LANG": "zh"}
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="signals and /proc")


@pytest.fixture(autouse=True)
def importable(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(HERE), str(ROOT)]))


@pytest.fixture
def folder(tmp_path):
    def make(count, **special):
        here = tmp_path / "in"
        here.mkdir(exist_ok=True)
        for at in range(count):
            (here / f"{at:04}.txt").write_bytes(f"NONE{at}".encode())
        for name, content in special.items():
            (here / name.replace("__", ".")).write_bytes(content)
        return here

    return make


def terms(out, **more):
    settings = Settings(**more)
    return Terms(settings=settings, digest=digest(settings), writers=(), out=str(out))


def tasks(folder):
    return [Task(content=one.content, folder=one.folder, papers=one.papers) for one in plan(Asked([folder]))]


def run(store, folder, out, *, workers=2, **more):
    out.mkdir(exist_ok=True)
    told = terms(out, **more)
    batch = Batch(store, told, output.scope_of(out), Lines(io.StringIO()))
    batch.plan(plan(Asked([folder])))
    return batch.work(Crew(told, workers, function="faulty:run"), Way())


def children(pid):
    return child._below(pid)


def gone(pids):
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if not [
            pid
            for pid in pids
            if Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]
        ]:
            return True
        time.sleep(0.05)
    return False


@contextmanager
def driven(folder, out, address, **environment):
    command = [sys.executable, str(HERE / "driver.py"), str(folder), str(out), str(address), "1"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**ENVIRONMENT, **environment},
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=200)


def locked():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("x", "EncryptedPackage")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


HOSTILE = {
    "kill": (12, b"KILL"),
    "hang": (4, b"HANG"),
    "huge": (4, b"HUGE"),
    "empty": (6, b""),
    "damaged": (6, b"PK\x03\x04no"),
    "locked": (4, locked()),
    "strange": (4, bytes(range(256))),
}
SUFFIX = {"empty": ".docx", "damaged": ".docx", "locked": ".docx", "strange": ".bin"}


def test_of_two_hundred_files_with_hostile_ones_all_innocents_are_done_and_each_failure_is_named(
    folder, tmp_path, monkeypatch
):
    before = set(children(os.getpid()))
    monkeypatch.setattr(crew, "patience", lambda task, _terms: 1.5 if task.papers[0].name.startswith("hang") else 300.0)
    names = {
        f"{name}{at}{SUFFIX.get(name, '.txt')}": name
        for name, (many, _content) in HOSTILE.items()
        for at in range(many)
    }
    here = folder(200 - len(names) - 1)
    for name, what in names.items():
        content = HOSTILE[what][1]
        (here / name).write_bytes(content + name.encode() if content else content)
    (here / "roads.txt").write_bytes((SAMPLES / "roads.txt").read_bytes())
    with stores.opened(tmp_path) as store:
        ended = run(store, here, tmp_path / "OUT")
        assert (ended.left.done, ended.left.failed, ended.left.pending) == (200 - len(names), len(names), 0)
        causes = {one.name: one.cause for one in lists.failures(store)}
        told = {one.name: one.message for one in lists.failures(store)}
    assert causes.keys() == names.keys()
    assert {names[name] for name, cause in causes.items() if cause == "Killed"} >= {"kill"}
    assert {names[name] for name, cause in causes.items() if cause == "TooSlow"} == {"hang"}
    assert "SIGKILL" in told["kill1.txt"]
    assert "--timeout" in told["hang1.txt"]
    assert all(name in message for name, message in told.items())
    assert set(children(os.getpid())) <= before


def test_a_child_that_is_killed_costs_nobody_anything(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("AUDITOR_TEST_SECONDS", "0.05")
    here = folder(20)
    stop, before = threading.Event(), set(children(os.getpid()))

    def kill():
        if stop.wait(0.6):
            return
        for pid in set(children(os.getpid())) - before:
            os.kill(pid, signal.SIGKILL)
            return  # what is tried again must not be killed again: that is another test

    killer = threading.Thread(target=kill)
    with stores.opened(tmp_path) as store:
        killer.start()
        ended = run(store, here, tmp_path / "OUT")
        stop.set()
        killer.join()
        assert (ended.left.done, ended.left.failed) == (20, 0)
        assert lists.count(store) == 20


def test_a_child_serves_one_after_another_and_is_replaced_when_it_holds_much_memory(folder, tmp_path):
    here = folder(2, hold__txt=b"HOLD")
    few, fewer, much = tasks(here)
    one = child.Child(terms(tmp_path / "OUT"))
    served = []
    try:
        for task in (few, few, much, fewer):
            assert one.ask(task, seconds=60, function="faulty:run").entry.state == "done"
            served.append(one.pid)
    finally:
        one.end()
    assert served[0] == served[1] is not None
    assert served[2] is None, "it is let go as soon as it has answered"
    assert served[3] not in (served[0], None)


@pytest.mark.parametrize("first", [b"KILL", b"HANG", b"HOLD"])
def test_what_waits_at_a_child_is_begun_once_whatever_becomes_of_the_first(folder, tmp_path, monkeypatch, first):
    log = tmp_path / "log"
    monkeypatch.setenv("AUDITOR_TEST_LOG", str(log))
    here = folder(2, a__txt=first)
    one, *others = sorted(tasks(here), key=lambda task: task.papers[0].name != "a.txt")
    served = child.Child(terms(tmp_path / "OUT"))
    try:
        for task in (one, *others):
            served.tell(task, function="faulty:run")
        if first == b"HOLD":
            assert served.heard(seconds=60).entry.content == one.content
        else:
            with pytest.raises(child.Lost) as lost:
                served.heard(seconds=60 if first == b"KILL" else 3)
            assert lost.value.cause == ("Killed" if first == b"KILL" else "TooSlow")
        for task in others:
            assert served.heard(seconds=60).entry.content == task.content
    finally:
        served.end()
    assert Counter(log.read_text().split()) == dict.fromkeys(("a.txt", "0000.txt", "0001.txt"), 1)


def test_no_child_is_idle_while_another_has_a_task_waiting(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("AUDITOR_TEST_SECONDS", "0.5")
    some = crew.Crew(terms(tmp_path / "OUT"), 2, function="faulty:run")
    try:
        for task in tasks(folder(2)):
            some.give(task)
        until = time.monotonic() + 60
        while some.in_flight and time.monotonic() < until:
            assert all(back.done is not None for back in some.back(1.0))
        assert not some.in_flight
        assert None not in [one.pid for one in some._children]
    finally:
        some.end()


@pytest.mark.parametrize(
    ("name", "size", "light"),
    [("a.docx", 1 << 20, True), ("a.docx", (1 << 20) + 1, False), ("a.PDF", 10, False), ("a.txt", 0, True)],
)
def test_what_may_take_long_waits_at_no_child(name, size, light):
    paper = Paper(name=name, path=name, sha256="0", bytes=size)
    task = Task(content="0", folder="0", papers=(paper,))
    assert crew._is_light((task, None, child.WORK)) is light
    assert not crew._is_light((task, b"kept", child.AGAIN))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_program_that_is_killed_goes_on_where_it_was(folder, tmp_path, how):
    here, out, log = folder(60), tmp_path / "OUT", tmp_path / "log"
    environment = {"AUDITOR_TEST_LOG": str(log), "AUDITOR_TEST_SECONDS": "0.03"}
    with driven(here, out, tmp_path, **environment, AUDITOR_TEST_LATE="1") as process:
        assert process.stdout.readline() == "begun\n"
        until = time.monotonic() + 200
        while time.monotonic() < until and (not log.is_file() or log.read_text().count("\n") < 20):
            time.sleep(0.02)
        pids = children(process.pid)
        process.send_signal(how)
        process.wait(timeout=200)
        assert gone(pids)
    with driven(here, out, tmp_path, **environment) as process:
        told = process.communicate(timeout=200)[0].splitlines()[-1].split()
    assert told[:2] == ["60", "0"]
    asked = Counter(log.read_text().split())
    assert len(asked) == 60
    assert sum(asked.values()) - 60 <= 1 + _FLUSH_COUNT
    with stores.opened(tmp_path) as store:
        assert len(lists.findings(store, most=1000)) == 60
        assert [one.state for one in lists.runs(store)] == [
            "running" if how == signal.SIGKILL else "interrupted",
            "done",
        ]


def test_two_batches_on_one_record_neither_lose_nor_double_anything(folder, tmp_path):
    here = folder(40)
    with driven(here, tmp_path / "A", tmp_path) as one, driven(here, tmp_path / "B", tmp_path) as other:
        told = [process.communicate(timeout=200)[0].splitlines()[-1].split()[:2] for process in (one, other)]
    assert told == [["40", "0"], ["40", "0"]]
    with stores.opened(tmp_path) as store:
        assert lists.count(store) == 40
        assert len(lists.findings(store, most=1000)) == 40


def test_connections_that_are_cut_while_it_writes_lose_nothing(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("AUDITOR_TEST_SECONDS", "0.02")
    here = folder(60)
    stop = threading.Event()
    cut = []

    def cutting(name):
        with psycopg.connect(stores.SERVER, autocommit=True) as connection:
            for at in range(20):
                if stop.wait(0.1 + 0.1 * at):
                    return
                query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
                cut.extend(connection.execute(query, (name,)).fetchall())

    with stores.database() as address, stores.opened(address) as store:
        cutter = threading.Thread(target=cutting, args=(address.rpartition("/")[2],))
        cutter.start()
        try:
            ended = run(store, here, tmp_path / "OUT")
        finally:
            stop.set()
            cutter.join()
        assert (ended.left.done, ended.left.failed) == (60, 0)
        assert len(lists.findings(store, most=1000)) == 60
    assert cut


def test_a_record_that_somebody_else_holds_is_waited_for(folder, tmp_path):
    here = folder(10)
    with stores.opened(tmp_path) as store, stores.opened(tmp_path) as other:
        held = threading.Event()

        def hold():
            with other.engine.connect().execution_options(writes=True) as connection, connection.begin():
                held.set()
                time.sleep(1.0)

        holder = threading.Thread(target=hold)
        out = tmp_path / "OUT"
        out.mkdir()
        told = terms(out)
        batch = Batch(store, told, "scope", Lines(io.StringIO()))
        batch.plan(plan(Asked([here])))
        holder.start()
        held.wait()
        ended = batch.work(Crew(told, 1, function="faulty:run"), Way())
        holder.join()
        assert (ended.left.done, ended.left.failed) == (10, 0)


def test_a_full_disk_ends_it_with_the_remedy_and_it_goes_on_when_there_is_room(folder, tmp_path):
    here, out = folder(40), tmp_path / "OUT"
    with stores.opened(tmp_path):
        pass
    code = "import resource,sys; resource.setrlimit(resource.RLIMIT_FSIZE,(200_000,200_000)); sys.argv=sys.argv[1:]; import runpy; runpy.run_path(sys.argv[0],run_name='__main__')"
    command = [sys.executable, "-c", code, str(HERE / "driver.py"), str(here), str(out), str(tmp_path), "1"]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, timeout=200, check=False)
    assert done.returncode == 1, done.stderr
    assert "清理磁盘" in done.stderr
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    with stores.opened(tmp_path) as store:
        ended = run(store, here, out, workers=1)
        assert (ended.left.done, ended.left.failed) == (40, 0)
        assert len(lists.findings(store, most=1000)) == 40


@pytest.fixture
def small(tmp_path):
    """A file system of its own, of three megabytes, and what gives it more."""
    here = tmp_path / "small"
    here.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(here)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("may not mount a file system here (root, CAP_SYS_ADMIN)")
    yield here, lambda: subprocess.run(["mount", "-o", "remount,size=100m", str(here)], check=True)
    subprocess.run(["umount", "-l", str(here)], check=True)


def test_a_file_system_without_room_ends_it_and_nothing_done_is_lost(folder, tmp_path, small):
    here, (place, more) = folder(0), small
    samples = [
        (SAMPLES / f"{name}.txt").read_text(encoding="utf-8") for name in ("roads", "clean", "housing", "rivers")
    ]
    for at in range(160):
        (here / f"{at:03}.txt").write_text(f"{samples[at % 4]}\n备注\t第{at}份\n", encoding="utf-8")
    (place / "full").write_bytes(bytes(1_200_000))
    with driven(here, place / "OUT", place) as process:
        _out, err = process.communicate(timeout=200)
    assert process.returncode == 1, err
    assert "清理磁盘" in err
    with stores.opened(place) as store:
        kept = lists.count(store, lists.Filter(state="done"))
    assert 0 < kept < 160
    more()
    with driven(here, place / "OUT", place) as process:
        told = process.communicate(timeout=200)[0].splitlines()[-1].split()
    assert told == ["160", "0", str(160 - kept)]


def test_a_clock_that_is_set_back_changes_nothing(folder, tmp_path, monkeypatch):
    here = folder(5)
    with stores.opened(tmp_path) as store:
        run(store, here, tmp_path / "OUT")
        now = recording.now()
        monkeypatch.setattr(recording, "now", lambda: now.replace(year=1999))
        ended = run(store, here, tmp_path / "OUT")
        assert (ended.left.done, ended.audited) == (5, 0)
        assert lists.runs(store)[-1].id == ended.run


def test_a_child_that_cannot_begin_stops_the_batch_and_accuses_no_file(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(child, "_COMMAND", "raise SystemExit(9)")
    with stores.opened(tmp_path) as store:
        ended = run(store, folder(3), tmp_path / "OUT")
        assert "9" in str(ended.stopped)
        assert ended.left.failed == 0
