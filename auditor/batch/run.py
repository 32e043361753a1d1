"""A batch from beginning to end: what is planned is recorded, what is due is handed out, what comes back is recorded at once."""

import gc
import os
import time
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, Protocol

from auditor import __version__
from auditor.batch import crew as crews
from auditor.batch.child import Lost, Stopped
from auditor.batch.crew import Back
from auditor.batch.plan import chunks
from auditor.batch.work import Done, Task, Terms, put, used_up
from auditor.errors import AuditorError, ModelUnavailable, SettingsError, StoreError
from auditor.locale import gettext as _
from auditor.store import Store, lists, recording, work_list
from auditor.store.entries import Made, Planned
from auditor.store.work_list import Due, Left

PLANNED_AT_ONCE = 500
_DUE_AT_ONCE = 64
_FLUSH_SECONDS = 5.0
_FLUSH_COUNT = 32
"""What is lost at most when everything is killed: what is in flight, and what came back since the last flush."""
_WAIT = 0.5


class Crew(Protocol):
    """Whoever does the work: children of this machine, or of several."""

    room: int
    in_flight: int

    def give(self, task: Task, kept: bytes | None = None) -> None:
        """Hand out a task."""

    def back(self, seconds: float) -> Iterator[Back]:
        """What came back."""

    def end(self) -> None:
        """Be done."""


class Watcher(Protocol):
    """Whoever is told how a batch goes on."""

    def planned(self, count: int) -> None:
        """So many submissions are planned so far."""

    def begun(self, left: Left) -> None:
        """The work begins; so much is done already."""

    def done(self, *, failed: str | None = None) -> None:
        """One more is done; or it failed, and why."""


class Way(NamedTuple):
    """How a batch is gone about."""

    only_failed: bool = False
    again: bool = False
    """Do also what is done already (--no-resume)."""


class Ended(NamedTuple):
    """How a batch ended: what was audited, and of what the papers alone were made. `stopped` is why, where it did not come to its end."""

    run: int
    left: Left
    audited: int
    seconds: Decimal
    interrupted: bool = False
    stopped: AuditorError | None = None
    papered: int = 0

    @property
    def changed(self) -> bool:
        """Whether anything was done."""
        return bool(self.audited or self.papered)


class Ceiling:
    """The tokens and the money that all submissions of a batch together may cost. With one, they are done one after another."""

    def __init__(self, terms: Terms) -> None:
        asked = terms.settings.extractor != "rules"
        self.tokens = terms.settings.max_tokens if asked else None
        self.cost = terms.settings.max_cost if asked else None

    @property
    def is_set(self) -> bool:
        """Whether there is one."""
        return self.tokens is not None or self.cost is not None

    def allot(self, task: Task) -> Task:
        """The task with all that is left. Raises ModelUnavailable where that is nothing."""
        if (self.tokens is not None and self.tokens <= 0) or (self.cost is not None and self.cost <= 0):
            raise ModelUnavailable(used_up())
        return task.model_copy(update={"max_tokens": self.tokens, "max_cost": self.cost})

    def settle(self, done: Done | None) -> None:
        """Take off what a submission cost."""
        if done is None:
            return
        self.tokens = None if self.tokens is None else self.tokens - done.entry.tokens
        self.cost = None if self.cost is None else self.cost - (done.cost or Decimal(0))


class Batch:
    """One batch on a record. `plan` enters what there is; `work` does what is due."""

    def __init__(self, store: Store, terms: Terms, scope: str, watcher: Watcher) -> None:
        self.store = store
        self.terms = terms
        self.watcher = watcher
        self.key = (terms.digest, __version__)
        self.run = recording.begin(store, scope, terms.digest, __version__)
        self.planned = 0
        self.audited = self.papered = 0
        self._buffer: dict[str, Made] = {}
        """What came back and is not recorded yet, by content."""
        self._flushed = time.monotonic()
        self._in_flight: set[str] = set()
        self._suspects: list[tuple[Task, bytes | None]] = []
        self._suspected: set[str] = set()
        self._ceiling = Ceiling(terms)
        self._began = time.monotonic()

    def plan(self, submissions: Iterable[Planned]) -> None:
        """Enter all submissions in their order; those that a later one names as superseded are marked."""
        superseding: list[tuple[int, str]] = []
        for some in chunks(submissions, PLANNED_AT_ONCE):
            numbers = recording.plan(self.store, some)
            recording.enter(self.store, self.run, self.planned, numbers)
            superseding += [
                (number, one.supersedes) for number, one in zip(numbers, some, strict=True) if one.supersedes
            ]
            self.planned += len(some)
            self.watcher.planned(self.planned)
        if superseding:
            recording.supersede(self.store, self.run, superseding)
        work_list.adopt(self.store, self.run, self.key)

    def work(self, crew: Crew, way: Way) -> Ended:
        """Do what is due. Ctrl-C, or what stops a batch, ends it; what came back until then is recorded."""
        gc.freeze()  # what is loaded by now stays: to look through it again and again costs as much as writing the page
        self.watcher.begun(work_list.left(self.store, self.run, self.key))
        interrupted, stopped = False, None
        try:
            self._all(crew, way)
        except KeyboardInterrupt:
            interrupted = True
        except AuditorError as error:
            stopped = error
        finally:
            crew.end()
        if not isinstance(stopped, StoreError):
            self.flush(again=way.again)
        return self._ended(interrupted=interrupted, stopped=stopped)

    def _ended(self, *, interrupted: bool, stopped: AuditorError | None) -> Ended:
        seconds = Decimal(str(round(time.monotonic() - self._began, 3)))
        if isinstance(stopped, StoreError):
            return Ended(self.run, Left(self.planned, 0, 0), self.audited, seconds, stopped=stopped)
        state = "interrupted" if interrupted or stopped is not None else "done"
        recording.end(self.store, self.run, state, planned=self.planned, audited=self.audited, seconds=seconds)
        left = work_list.left(self.store, self.run, self.key)
        return Ended(
            self.run, left, self.audited, seconds, interrupted=interrupted, stopped=stopped, papered=self.papered
        )

    def _all(self, crew: Crew, way: Way) -> None:
        for tasks in (self._due(way), self._without_papers()):
            self._given(crew, tasks, way)
            self._drained(crew, way)
        self._alone(crew, way)

    def _given(self, crew: Crew, tasks: Iterable[tuple[Task, bytes | None]], way: Way) -> None:
        room = 1 if self._ceiling.is_set else crew.room
        for task, kept in tasks:
            while crew.in_flight >= room:
                self._take(crew, way)
            self._in_flight.add(task.content)
            crew.give(task if kept is not None else self._ceiling.allot(task), kept)

    def _drained(self, crew: Crew, way: Way) -> None:
        while crew.in_flight:
            self._take(crew, way)
        self.flush(again=way.again)

    def _due(self, way: Way) -> Iterator[tuple[Task, bytes | None]]:
        """What is due, as the record stands each time; again from the front as long as that brings something new."""
        after, fresh = -1, 0
        while True:
            some = work_list.due(
                self.store,
                self.run,
                self.key,
                after=after,
                most=_DUE_AT_ONCE,
                only_failed=way.only_failed,
                again=way.again,
            )
            for one in some:
                after = one.place
                if not any(one.content in known for known in (self._in_flight, self._suspected, self._buffer)):
                    fresh += 1
                    yield _task(one), None
            if len(some) < _DUE_AT_ONCE:
                if way.only_failed or way.again or not fresh:
                    return
                after, fresh = -1, 0
                self.flush(again=False)
                if not some:
                    return

    def _without_papers(self) -> Iterator[tuple[Task, bytes | None]]:
        """Submissions that are done and whose papers are not there."""
        names = self.terms.names()
        if self.terms.out is None or not names:
            return
        out = self.terms.out
        for row in lists.every(self.store, lists.Filter(run=self.run, state="done")):
            if all(os.path.isfile(f"{out}/{row.folder}/{name}") for name in names):  # noqa: PTH113 - of each submission
                continue
            papers = work_list.papers(self.store, row.id)
            kept = lists.body(self.store, row.id)
            if kept is not None:
                yield Task(content=row.content, folder=row.folder, papers=papers), kept

    def _alone(self, crew: Crew, way: Way) -> None:
        """Suspects once more, one at a time and nothing beside: whoever is lost again was the cause."""
        suspects, self._suspects = self._suspects, []
        for task, kept in suspects:
            self._in_flight.add(task.content)
            crew.give(task.model_copy(update={"attempt": task.attempt + 1}), kept)
            self._drained(crew, way)

    def _take(self, crew: Crew, way: Way) -> None:
        for back in crew.back(_WAIT):
            self._in_flight.discard(back.task.content)
            self._ceiling.settle(back.done)
            self._came(back)
        if len(self._buffer) >= _FLUSH_COUNT or (self._buffer and time.monotonic() - self._flushed > _FLUSH_SECONDS):
            self.flush(again=way.again)

    def _came(self, back: Back) -> None:
        if back.stopped is not None:
            raise _stop(back.stopped)
        if back.lost is not None:
            self._was_lost(back.task, back.lost, papers_only=back.papers_only)
            return
        if back.done is None:
            return
        self._put(back.task, back.done)
        entry = back.done.entry
        if back.papers_only:
            self.papered += 1
            return
        if not back.recorded:
            self._buffer[entry.content] = Made(entry=entry, body=back.done.body, facts=back.done.facts)
        self.audited += 1
        self.watcher.done(failed=entry.message if entry.state == "failed" else None)

    def _put(self, task: Task, done: Done) -> None:
        """Write the papers that came back with it. Raises StoreError where there is no room."""
        if self.terms.out is None or not done.papers:
            return
        try:
            put(done.papers, Path(self.terms.out) / task.folder)
        except OSError as error:
            raise _stop(Stopped(type(error).__name__, str(error))) from error

    def _was_lost(self, task: Task, why: Lost, *, papers_only: bool) -> None:
        if papers_only:
            return  # what was found stands; its papers are missing until the next run
        if task.attempt < crews.ATTEMPTS:
            self._suspects.append((task, None))
            self._suspected.add(task.content)
            return
        entry = crews.given_up(task, self.terms, why)
        self._buffer[entry.content] = Made(entry=entry)
        self.audited += 1
        self.watcher.done(failed=entry.message)

    def flush(self, *, again: bool) -> None:
        """Record what came back."""
        if self._buffer:
            recording.keep(self.store, list(self._buffer.values()), again=again)
            self._buffer = {}
        self._flushed = time.monotonic()


def _task(one: Due) -> Task:
    return Task(content=one.content, folder=one.folder, papers=one.papers)


_KINDS: dict[str, Callable[[str], AuditorError]] = {
    "SettingsError": SettingsError,
    "ModelUnavailable": ModelUnavailable,
    "ModelAnswerInvalid": ModelUnavailable,
}


def _stop(why: Stopped) -> AuditorError:
    """What stops a batch, as an error with its remedy."""
    if why.kind in _KINDS:
        return _KINDS[why.kind](why.why)
    return StoreError(
        _("写不下文书（{why}）：请清理磁盘或检查权限后再运行同一条命令，已完成的不会重做。").format(why=why.why)
    )
