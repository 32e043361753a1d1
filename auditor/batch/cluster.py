"""Children of several machines: Dask hands the submissions out, each is audited in a child of a Dask worker, which records it itself.

A Dask task never audits in its own process: a poison file costs a child and not a worker, and nobody else's task with it. The
scheduler knows a few tasks at a time; what is done is in the record, so that a lost worker or scheduler loses nothing of it.
"""

import queue
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from auditor.batch import child, sources
from auditor.batch.child import Child, Lost, Stopped
from auditor.batch.crew import Back, patience
from auditor.batch.work import Done, Task, Terms
from auditor.errors import SettingsError, StoreError, UnreadableFile
from auditor.locale import gettext as _
from auditor.locale import language
from auditor.store import Store, open_store, recording
from auditor.store.entries import Failure, Made

if TYPE_CHECKING:
    from distributed import Client, Future

_LOCAL = "local:"
_CONNECTS = 30.0
"""Seconds to wait for the scheduler, and for its first worker."""


class Given(NamedTuple):
    """What a Dask worker is given: the task, the terms, the bytes of its files or why there are none, and where to record."""

    task: Task
    terms: Terms
    data: tuple[bytes | None, ...]
    failures: tuple[Failure | None, ...]
    kept: bytes | None
    store: str
    again: bool


def crew(address: str, terms: Terms, store: Store, *, again: bool = False) -> "Crew":
    """The workers of a cluster. Raises SettingsError for SQLite, for an address without a scheduler and where Dask is missing."""
    require_server(store)
    try:
        import distributed
    except ImportError as error:
        raise SettingsError(_("--cluster 需要 cluster 组件：pip install 'report-auditor[cluster]'。")) from error
    try:
        client, local = _client(distributed, address)
        return Crew(client, terms, store.url, again=again, local=local)
    except (OSError, TimeoutError, ValueError, AttributeError) as error:
        message = _(
            "连不上 Dask 调度器 {address}：请先运行 dask scheduler 和 dask worker，地址写作 tcp://主机:8786 或 local:N。"
        )
        raise SettingsError(message.format(address=address)) from error


def require_server(store: Store) -> None:
    """Raises SettingsError for a record that is a file."""
    if store.is_sqlite:
        raise SettingsError(
            _(
                "--cluster 要用 PostgreSQL 记录（--store postgresql+psycopg://…）：SQLite 是本机文件，几台机器同时写会损坏或相互等待。"
            )
        )


def _client(distributed: Any, address: str) -> "tuple[Client, Any]":  # noqa: ANN401 - a module
    """The way to the scheduler, and the cluster where it is one of ours."""
    if not address.startswith(_LOCAL):
        client: Client = distributed.Client(address, timeout=_CONNECTS, set_as_default=False)
        client.wait_for_workers(1, timeout=_CONNECTS)
        return client, None
    workers = int(address.removeprefix(_LOCAL))
    local = distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50,
    )  # fmt: skip
    client = distributed.Client(local, timeout=_CONNECTS, set_as_default=False)
    return client, local


class Crew:
    """As `crew.Crew`, on a cluster: what comes back is recorded already."""

    def __init__(self, client: "Client", terms: Terms, store: str, *, again: bool = False, local: Any = None) -> None:  # noqa: ANN401 - of Dask
        self._client = client
        self._local = local
        self._terms = terms.model_copy(update={"out": None})
        self._store = store
        self._again = again
        self._back: queue.Queue[tuple[Task, Future]] = queue.Queue()
        self.room = 2 * max(1, sum(client.nthreads().values()))
        self.in_flight = 0
        self._futures: dict[str, Future] = {}

    def give(self, task: Task, kept: bytes | None = None) -> None:
        """Hand out a task, with the bytes of its files: the machines need not share a folder."""
        data, failures = _read(task, self._terms)
        given = Given(task, self._terms, data, failures, kept, self._store, self._again)
        future = self._client.submit(audited_there, given, pure=False, retries=0)
        self.in_flight += 1
        self._futures[future.key] = future
        future.add_done_callback(lambda done: self._back.put((task, done)))

    def back(self, seconds: float) -> Iterator[Back]:
        """What came back; waits for the first. Raises StoreError when the scheduler is lost."""
        try:
            task, future = self._back.get(timeout=seconds)
        except queue.Empty:
            if self._client.status not in ("running", "connecting"):
                raise StoreError(_lost()) from None
            return
        self.in_flight -= 1
        self._futures.pop(future.key, None)
        yield _came(task, future, self._client)

    def end(self) -> None:
        """Let go of the cluster; what was in flight is given up."""
        for future in self._futures.values():
            future.cancel(force=True) if self._client.status == "running" else None
        self._client.close(timeout=5)
        if self._local is not None:
            self._local.close(timeout=10)


def _lost() -> str:
    return _("Dask 调度器失去联系：已完成的都在记录里；调度器恢复后再运行同一条命令，从断处接着做。")


def _came(task: Task, future: "Future", client: "Client") -> Back:
    from distributed import CancelledError, KilledWorker
    from distributed.comm import CommClosedError

    try:
        back: Back = future.result(timeout=60)
    except KilledWorker as error:
        return Back(task, None, lost=Lost("Killed", str(error.last_worker)))
    except (CancelledError, CommClosedError, TimeoutError) as error:
        if client.status != "running":
            raise StoreError(_lost()) from error
        return Back(task, None, lost=Lost("Killed", type(error).__name__))
    return back


def _read(task: Task, terms: Terms) -> tuple[tuple[bytes | None, ...], tuple[Failure | None, ...]]:
    data: list[bytes | None] = []
    failures: list[Failure | None] = []
    for paper in task.papers:
        try:
            data.append(sources.fetch(paper.path, terms.settings.max_bytes))
            failures.append(None)
        except UnreadableFile as error:
            data.append(None)
            failures.append(Failure(name=paper.name, cause=type(error).__name__, message=str(error)))
    return tuple(data), tuple(failures)


# ----------------------------------------------------------------------------------------------- on the Dask worker

_threads = threading.local()
"""The child and the record of each thread of the worker."""


def audited_there(given: Given) -> Back:
    """Audit a submission in this thread's child and record it. What went wrong is told, not raised: it is no fault of Dask's."""
    one = _child(given.terms)
    with language(given.terms.settings.lang):
        try:
            done = _done(one, given)
        except Lost as error:
            return Back(given.task, None, lost=error)
        except Stopped as error:
            return Back(given.task, None, stopped=error)
        if given.kept is None:
            made = Made(entry=done.entry, body=done.body, facts=done.facts)
            recording.keep(_record(given.store), [made], again=given.again)
        slim = done.entry.model_copy(update={"findings": ()})
        return Back(
            given.task,
            done._replace(entry=slim, body=None, facts=None),
            recorded=True,
            papers_only=given.kept is not None,
        )


def _done(one: Child, given: Given) -> Done:
    """What is there of the files goes to the child; what could not be read is told beside what it finds."""
    there = [at for at, content in enumerate(given.data) if content is not None]
    task = given.task.model_copy(update={"papers": tuple(given.task.papers[at] for at in there)})
    known = tuple(failure for failure in given.failures if failure is not None)
    if not there:
        from auditor import __version__
        from auditor.store import entries

        return Done(entries.failed(task.content, given.terms.digest, __version__, known, attempts=task.attempt))
    data = [content for content in given.data if content is not None]
    function = child.AGAIN if given.kept is not None else child.WORK
    done = one.ask(task, seconds=patience(task, given.terms), data=data, kept=given.kept, function=function)
    if not known:
        return done
    return done._replace(entry=done.entry.model_copy(update={"failures": (*known, *done.entry.failures)}))


def _child(terms: Terms) -> Child:
    """The child of this thread, under these terms."""
    if getattr(_threads, "terms", None) != terms:
        if getattr(_threads, "child", None) is not None:
            _threads.child.end()
        _threads.child, _threads.terms = Child(terms), terms
    made: Child = _threads.child
    return made


def _record(address: str) -> Store:
    if getattr(_threads, "address", None) != address:
        _threads.store, _threads.address = open_store(address), address
    made: Store = _threads.store
    return made
