"""How a batch is getting on: a bar on a terminal, a line now and then elsewhere."""

import time
from typing import TYPE_CHECKING, TextIO

from auditor.locale import gettext as _
from auditor.store.work_list import Left

if TYPE_CHECKING:
    from rich.progress import TaskID

_EVERY = 10.0
"""Seconds between two lines where there is no terminal."""
_PLAN_EVERY = 2_000


class Lines:
    """Plain lines: what is planned, how much is done, each failure."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._left = Left(0, 0, 0)
        self._done = self._failed = 0
        self._began = self._said = time.monotonic()

    def planned(self, count: int) -> None:
        """So many submissions are planned so far."""
        if count % _PLAN_EVERY == 0:
            self._say(_("已登记 {count} 套材料").format(count=count))

    def begun(self, left: Left) -> None:
        """The work begins."""
        self._left = left
        self._began = self._said = time.monotonic()
        told = _("共 {planned} 套材料，已完成 {done}，待核对 {pending}")
        self._say(told.format(planned=left.planned, done=left.done + left.failed, pending=left.pending))

    def done(self, *, failed: str | None = None) -> None:
        """One more is done."""
        self._done += 1
        if failed is not None:
            self._failed += 1
            self._say(_("读取失败：{why}").format(why=failed))
        if time.monotonic() - self._said > _EVERY:
            self._said = time.monotonic()
            spent = self._said - self._began
            rest = max(0, self._left.pending - self._done) * spent / self._done
            told = _("已核对 {done}/{pending}，失败 {failed}，约需 {rest} 秒")
            self._say(told.format(done=self._done, pending=self._left.pending, failed=self._failed, rest=round(rest)))

    def close(self) -> None:
        """Nothing more will be said."""

    def _say(self, line: str) -> None:
        self._stream.write(f"{line}\n")
        self._stream.flush()


class Bar:
    """A bar with counts, the time that is left and the last failure."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._progress: Progress = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
            TextColumn("{task.fields[failures]}", markup=False), console=Console(stderr=True), refresh_per_second=4,
        )  # fmt: skip
        self._task: TaskID = self._progress.add_task(_("登记"), total=None, failures="")
        self._failed = 0
        self._progress.start()

    def planned(self, count: int) -> None:
        """So many submissions are planned so far."""
        self._progress.update(self._task, completed=count)

    def begun(self, left: Left) -> None:
        """The work begins."""
        self._progress.update(self._task, description=_("核对"), completed=left.done + left.failed, total=left.planned)

    def done(self, *, failed: str | None = None) -> None:
        """One more is done."""
        if failed is not None:
            self._failed += 1
            self._progress.update(self._task, failures=_("失败 {count}").format(count=self._failed))
            self._progress.console.print(failed, markup=False, highlight=False, style="red")
        self._progress.advance(self._task)

    def close(self) -> None:
        """Take the bar off the screen's last line."""
        self._progress.stop()


def watcher(stream: TextIO) -> Lines | Bar:
    """A bar where somebody looks on, lines elsewhere."""
    return Bar() if stream.isatty() else Lines(stream)
