"""The same work on a cluster: the same results byte for byte, whatever is lost on the way."""

import io
import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import stores

from auditor.batch import cluster, output
from auditor.batch.crew import Crew
from auditor.batch.plan import Asked, plan
from auditor.batch.progress import Lines
from auditor.batch.run import Batch, Way
from auditor.batch.work import Terms
from auditor.errors import SettingsError, StoreError
from auditor.settings import Settings, digest
from auditor.store import lists

pytest.importorskip("distributed", reason="no Dask: pip install 'report-auditor[cluster]'")
ROOT = Path(__file__).parents[2]
NAMES = ("roads", "clean", "mission", "housing", "drinking", "rivers", "culture", "police")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    here = tmp_path / "in"
    here.mkdir()
    for name in NAMES:
        (here / f"{name}.txt").write_bytes((ROOT / "samples" / f"{name}.txt").read_bytes())
    (here / "bad.docx").write_bytes(b"PK\x03\x04no")
    return here


def terms(out):
    out.mkdir(exist_ok=True)
    return Terms(settings=Settings(), digest=digest(Settings()), writers=("markdown",), out=str(out))


def run(store, folder, told, make):
    batch = Batch(store, told, output.scope_of(Path(told.out)), Lines(io.StringIO()))
    batch.plan(plan(Asked([folder])))
    return batch.work(make(), Way())


def whole(store, out):
    """Everything that an outcome is, by submission, and every paper."""
    papers = {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.glob("*/*"))}
    rows = [row._replace(id=0, outcome_id=None) for row in lists.every(store)]
    return rows, [lists.body(store, row.id) for row in lists.every(store)], papers


def alone(folder, tmp_path):
    told = terms(tmp_path / "ALONE")
    with stores.opened(tmp_path / "ALONE") as store:
        run(store, folder, told, lambda: Crew(told, 1))
        return whole(store, tmp_path / "ALONE")


def test_a_lost_worker_changes_no_byte(folder, tmp_path):
    told = terms(tmp_path / "OUT")
    with stores.database() as address, stores.opened(address) as store:
        crew = cluster.crew("local:2", told, store)
        pids = [nanny.process.pid for nanny in crew._local.workers.values()]
        killer = threading.Timer(1.0, os.kill, (pids[0], 9))
        killer.start()
        ended = run(store, folder, told, lambda: crew)
        killer.join()
        assert (ended.left.done, ended.left.failed) == (len(NAMES), 1)
        assert whole(store, tmp_path / "OUT") == alone(folder, tmp_path)


@contextmanager
def serving(*command):
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *command], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_a_lost_scheduler_loses_nothing_that_was_done(folder, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place, told = f"tcp://127.0.0.1:{port}", terms(tmp_path / "OUT")
    with ExitStack() as stack:
        scheduler = stack.enter_context(
            serving("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        )
        stack.enter_context(
            serving("worker", place, "--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard", "--no-nanny")
        )
        address = stack.enter_context(stores.database())
        store = stack.enter_context(stores.opened(address))
        crew = cluster.crew(place, told, store)

        def kill():
            until = time.monotonic() + 100
            while time.monotonic() < until and not lists.count(store, lists.Filter(state="done")):
                time.sleep(0.05)
            scheduler.kill()

        killer = threading.Thread(target=kill)
        killer.start()
        ended = run(store, folder, told, lambda: crew)
        killer.join()
        assert isinstance(ended.stopped, StoreError)
        assert lists.count(store, lists.Filter(state="done")) > 0
        again = run(store, folder, told, lambda: Crew(told, 1))
        assert (again.left.done, again.left.failed) == (len(NAMES), 1)
        assert again.audited < len(NAMES) + 1
        assert whole(store, tmp_path / "OUT") == alone(folder, tmp_path)


def test_a_file_is_no_record_for_several_machines(tmp_path):
    with stores.opened(tmp_path) as store, pytest.raises(SettingsError, match="PostgreSQL"):
        cluster.crew("local:1", terms(tmp_path / "OUT"), store)


def test_a_scheduler_that_is_not_there_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "_CONNECTS", 1.0)
    with (
        stores.database() as address,
        stores.opened(address) as store,
        pytest.raises(SettingsError, match="dask scheduler"),
    ):
        cluster.crew("tcp://127.0.0.1:9", terms(tmp_path / "OUT"), store)
