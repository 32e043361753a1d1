"""Children at work: a few submissions in flight, each in a child of its own; what a child was lost over is tried once more, last and alone."""

import queue
import threading
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from auditor.batch import child
from auditor.batch.child import Child, Lost, Stopped
from auditor.batch.work import Done, Task, Terms, lost
from auditor.locale import gettext as _
from auditor.store.entries import Entry

ATTEMPTS = 2
"""How often a submission is tried whose child is lost over it: among others, and alone."""

_SLOW = frozenset({".pdf", ".ofd", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"})
_PAGES = 10
"""What may be a scan has its time for each page; so many pages' time passes before its child is taken for hung."""


class Back(NamedTuple):
    """What came back of a task: what is kept, or what stops the batch."""

    task: Task
    done: Done | None
    lost: Lost | None = None
    stopped: Stopped | None = None
    recorded: bool = False
    """Whoever did it has recorded it too."""
    papers_only: bool = False
    """It was done before: its papers alone were made again."""


_LIGHT = 1 << 20
"""Bytes of a submission that is audited in a moment. Only such a one waits at a child: no other child can take it from there."""

_Given = tuple[Task, bytes | None, str]
"""A task, what was kept of it, and what is done with it."""


class Crew:
    """So many children of this machine. `give` never waits longer than there is room; `back` yields what is there."""

    def __init__(self, terms: Terms, workers: int, *, function: str = child.WORK) -> None:
        self._terms = terms
        self._function = function
        self._tasks: queue.SimpleQueue[_Given | None] = queue.SimpleQueue()
        self._back: queue.SimpleQueue[Back] = queue.SimpleQueue()
        self._children = [Child(terms) for _one in range(workers)]
        self._idle = set(self._children)
        """Those that have nothing to do: what is there is theirs."""
        self._threads = [threading.Thread(target=self._serve, args=(one,), daemon=True) for one in self._children]
        self.room = workers * 3
        """How many tasks are given at once: for each child one at work, one at hand, and one that takes its place."""
        self.in_flight = 0
        for thread in self._threads:
            thread.start()

    def give(self, task: Task, kept: bytes | None = None) -> None:
        """Hand out a task; with what was `kept` of it only its papers are made again."""
        self.in_flight += 1
        self._tasks.put((task, kept, child.AGAIN if kept is not None else self._function))

    def back(self, seconds: float) -> Iterator[Back]:
        """What came back; waits for the first."""
        try:
            first = self._back.get(timeout=seconds)
        except queue.Empty:
            return
        self.in_flight -= 1
        yield first
        while not self._back.empty():
            self.in_flight -= 1
            yield self._back.get_nowait()

    def end(self) -> None:
        """Kill all children and be done; what was in flight is lost."""
        while not self._tasks.empty():
            self._tasks.get_nowait()
        for _one in self._threads:
            self._tasks.put(None)
        for one in self._children:
            one.stop()
        for thread in self._threads:
            thread.join(timeout=5)

    def _serve(self, one: Child) -> None:
        told: deque[_Given] = deque()
        more = True
        while more or told:
            more = more and self._told(one, told)
            if told:
                task, kept, _function = told.popleft()
                back = _heard(one, task, patience(task, self._terms))
                self._back.put(back._replace(papers_only=kept is not None))
        one.end()

    def _told(self, one: Child, told: "deque[_Given]") -> bool:
        """Tell a child its next task, and another one that is then at hand. False when there will be no more."""
        if not told:
            self._idle.add(one)
            given = self._tasks.get()
            self._idle.discard(one)
            if given is None:
                return False
            _tell(one, given, told)
        if len(told) > 1 or self._tasks.qsize() <= len(self._idle):
            return True
        try:
            given = self._tasks.get_nowait()
        except queue.Empty:
            return True
        if given is None:
            return False
        if _is_light(given):
            _tell(one, given, told)
        else:
            self._tasks.put(given)
        return True


def _tell(one: Child, given: _Given, told: "deque[_Given]") -> None:
    task, kept, function = given
    told.append(given)
    one.tell(task, kept=kept, function=function)


def _is_light(given: _Given) -> bool:
    """Whether it takes a moment: little to read, and nothing that may be a scan."""
    task, kept, _function = given
    return kept is None and sum(paper.bytes for paper in task.papers) <= _LIGHT and not _slow(task)


def _heard(one: Child, task: Task, seconds: float) -> Back:
    try:
        return Back(task, one.heard(seconds=seconds))
    except Lost as error:
        return Back(task, None, lost=error)
    except Stopped as error:
        return Back(task, None, stopped=error)


def patience(task: Task, terms: Terms) -> float:
    """Seconds after which a child is taken for hung: its own limits would have ended it before."""
    settings = terms.settings
    each = settings.max_seconds + (settings.total_timeout if settings.extractor != "rules" else 0)
    return each * (len(task.papers) + _slow(task) * (_PAGES - 1)) + child.GRACE


def _slow(task: Task) -> int:
    """Files that may be scans."""
    return sum(1 for paper in task.papers if any(paper.name.lower().endswith(suffix) for suffix in _SLOW))


def given_up(task: Task, terms: Terms, why: Lost) -> Entry:
    """The entry of a submission that every child was lost over."""
    names = _("、").join(paper.name for paper in task.papers[:3])
    if why.cause == "TooSlow":
        message = _(
            "{name}：核对在 {seconds} 秒内没有结束，进程已被终止；请拆分文件、用原软件另存，或调高 --timeout 后加 --only-failed 重试。"
        )
        return lost(task, terms, message.format(name=names, seconds=why.why), why.cause)
    message = _(
        "{name}：核对进程两次中途退出（{why}），可能是内存不足或文件损坏；请用原软件另存，或调高 --memory 后加 --only-failed 重试。"
    )
    return lost(task, terms, message.format(name=names, why=why.why), why.cause)
