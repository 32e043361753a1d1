"""Children at work: a few submissions in flight, each in a child of its own; what a child was lost over is tried once more, last and alone."""

import queue
import threading
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


class Crew:
    """So many children of this machine. `give` never waits longer than there is room; `back` yields what is there."""

    def __init__(self, terms: Terms, workers: int, *, function: str = child.WORK) -> None:
        self._terms = terms
        self._function = function
        self._tasks: queue.SimpleQueue[tuple[Task, bytes | None, str] | None] = queue.SimpleQueue()
        self._back: queue.SimpleQueue[Back] = queue.SimpleQueue()
        self._children = [Child(terms) for _one in range(workers)]
        self._threads = [threading.Thread(target=self._serve, args=(one,), daemon=True) for one in self._children]
        self.room = workers * 2
        """How many tasks are given at once: one each at work and one each waiting."""
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
        while (given := self._tasks.get()) is not None:
            task, kept, function = given
            back = _asked(one, task, patience(task, self._terms), kept, function)
            self._back.put(back._replace(papers_only=kept is not None))
        one.end()


def _asked(one: Child, task: Task, seconds: float, kept: bytes | None, function: str) -> Back:
    try:
        return Back(task, one.ask(task, seconds=seconds, kept=kept, function=function))
    except Lost as error:
        return Back(task, None, lost=error)
    except Stopped as error:
        return Back(task, None, stopped=error)


def patience(task: Task, terms: Terms) -> float:
    """Seconds after which a child is taken for hung: its own limits would have ended it before."""
    settings = terms.settings
    each = settings.max_seconds + (settings.total_timeout if settings.extractor != "rules" else 0)
    slow = sum(1 for paper in task.papers if any(paper.name.lower().endswith(suffix) for suffix in _SLOW))
    return each * (len(task.papers) + slow * (_PAGES - 1)) + child.GRACE


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
