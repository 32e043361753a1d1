"""A process that audits one submission after another and may be lost: killed, hung, out of memory. Whoever asks it is told so.

Both sides speak in frames on its standard input and output: JSON, and the bytes that go with it. Nothing that comes from a
child is run. A child ends when its input does, and when whoever started it is gone.
"""

import contextlib
import json
import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from auditor import prepared
from auditor.batch.work import Done, Task, Terms
from auditor.errors import AuditorError
from auditor.model.record import Record
from auditor.store.entries import Entry

_COMMAND = "from auditor.batch.child import serve; serve()"
WORK = "auditor.batch.work:work"
AGAIN = "auditor.batch.work:papers_again"

_HEAD = struct.Struct("!QII")
"""Bytes of all that follows; of the JSON in it, and how many pieces come after that, whose lengths stand first."""
_LENGTH = struct.Struct("!Q")
_AT_ONCE = 1 << 20
_FITS = 4096
"""Bytes that a pipe holds on every system while nobody reads: no more is sent to a child at work, which may be writing to us."""

_STARTS = 120.0
"""Seconds that a child may take until it is ready."""

GRACE = 15.0
"""Seconds beyond its own limits that a child has before it is killed: to read, to write papers, to be rung out by itself."""


class Lost(Exception):  # noqa: N818 - it is told, not raised to users
    """The child is gone: `cause` is killed, too-slow or broken; `why` says it for people."""

    def __init__(self, cause: str, why: str) -> None:
        super().__init__(cause, why)
        self.cause = cause
        self.why = why


class Stopped(Exception):  # noqa: N818
    """What stops a batch: a setting, the model, no room for the papers, a fault of ours."""

    def __init__(self, kind: str, why: str) -> None:
        super().__init__(kind, why)
        self.kind = kind
        self.why = why


class _Request(Record):
    """How a task begins: what is done with it, and whether what was kept of it and the bytes of its files follow."""

    function: str
    task: Task
    data: bool = False
    kept: bool = False


class _Reply(Record):
    """How an answer begins."""

    entry: Entry | None = None
    names: tuple[str, ...] = ()
    cost: str | None = None
    stopped: str | None = None
    why: str = ""
    retire: bool = False

    @property
    def is_last(self) -> bool:
        """Whether the child takes no other task: it is to be replaced, or the batch stops."""
        return self.retire or self.stopped is not None


class _Frame(NamedTuple):
    head: bytes
    pieces: tuple[bytes, ...]

    @property
    def fits(self) -> bool:
        """Whether it can be sent to a child at work."""
        return not self.pieces and _HEAD.size + len(self.head) <= _FITS


_spawner: list[ThreadPoolExecutor] = []
"""The one thread that starts children: the system ends them with the thread that did (prctl PR_SET_PDEATHSIG)."""


class Child:
    """One child, started when it is first asked and replaced when it was lost.

    It may be told a task more while it works, so that it need not wait for the next. Tasks that it had not begun when it was
    lost are told to the one that takes its place.
    """

    def __init__(self, terms: Terms, *, where: dict[str, str] | None = None) -> None:
        self._hello = json.dumps({"terms": _told(terms), "where": where or {}}).encode()
        self._terms = terms
        self._process: subprocess.Popen[bytes] | None = None
        self._told: deque[_Frame] = deque()
        """Tasks that are not answered, in order; the first is at work."""
        self._sent = 0
        """How many of them the process has."""
        self._ended = False

    @property
    def pid(self) -> int | None:
        """The process, where there is one."""
        return self._process.pid if self._process is not None else None

    def ask(
        self,
        task: Task,
        *,
        seconds: float,
        data: Sequence[bytes] | None = None,
        kept: bytes | None = None,
        function: str = WORK,
    ) -> Done:
        """What became of a task. Raises as `heard` does."""
        self.tell(task, data=data, kept=kept, function=function)
        return self.heard(seconds=seconds)

    def tell(
        self, task: Task, *, data: Sequence[bytes] | None = None, kept: bytes | None = None, function: str = WORK
    ) -> None:
        """Tell it a task, behind those that it has; `heard` says what became of the first."""
        head = _Request(function=function, task=task, data=data is not None, kept=kept is not None)
        pieces = (*([kept] if kept is not None else []), *(data or ()))
        self._told.append(_Frame(head.model_dump_json().encode(), pieces))
        if self._sent:
            with contextlib.suppress(OSError):  # it is gone: whoever waits for the first is told
                self._send_told()

    def heard(self, *, seconds: float) -> Done:
        """What became of the first task that it was told. Raises Lost, and Stopped for what stops the batch."""
        try:
            return self._heard(seconds)
        finally:
            self._told.popleft()
            self._sent = max(0, self._sent - 1)

    def _heard(self, seconds: float) -> Done:
        process = self._process if self._sent else None
        process = process or self._running()
        until = time.monotonic() + seconds
        try:
            self._send_told()
            frame = _awaited(cast("IO[bytes]", process.stdout), until)
        except TimeoutError as error:
            self.end()
            raise Lost("TooSlow", f"{seconds:g}") from error
        except (OSError, EOFError, ValueError) as error:
            raise Lost("Killed", self._how_it_ended()) from error
        reply = _Reply.model_validate_json(frame.head)
        if reply.is_last:
            self.end()
        if reply.stopped is not None or reply.entry is None:
            raise Stopped(reply.stopped or "RuntimeError", reply.why)
        return _done(reply, frame.pieces)

    def _send_told(self) -> None:
        """Send it the first task that it was told, and others that need no reading. Raises OSError."""
        process = cast("subprocess.Popen[bytes]", self._process)
        for frame in tuple(self._told)[self._sent :]:
            if self._sent and not frame.fits:
                return
            _send(cast("IO[bytes]", process.stdin), frame)
            self._sent += 1

    def stop(self) -> None:
        """Kill it from another thread, for good: whoever waits for it is told that it is lost."""
        self._ended = True
        process = self._process
        if process is not None:
            with contextlib.suppress(OSError):
                process.kill()

    def end(self) -> None:
        """Kill it, and all that it started."""
        self._sent = 0
        if self._process is None:
            return
        process, self._process = self._process, None
        for pid in (*_below(process.pid), process.pid):
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                cast("IO[bytes]", stream).close()
        process.wait()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            self.end()
            if self._ended:
                raise Lost("Killed", "")
            if not _spawner:
                _spawner.append(ThreadPoolExecutor(1, thread_name_prefix="auditor-spawner"))
            self._process = _spawner[0].submit(_start).result()
            if self._ended:
                self.end()
                raise Lost("Killed", "")
            self._greet(self._process)
        return self._process

    def _greet(self, process: "subprocess.Popen[bytes]") -> None:
        """Send the terms and wait until it is ready. Raises Stopped: one that does not even begin is no fault of a file."""
        try:
            _send(cast("IO[bytes]", process.stdin), _Frame(self._hello, ()))
            _awaited(cast("IO[bytes]", process.stdout), time.monotonic() + _STARTS)
        except (OSError, EOFError, TimeoutError) as error:
            why = self._how_it_ended()
            if self._ended or why in ("SIGKILL", "SIGTERM"):
                raise Lost("Killed", why) from error
            raise Stopped("Start", why) from error

    def _how_it_ended(self) -> str:
        process = self._process
        if process is None:
            return ""
        try:
            code = process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            code = 0
        self.end()
        return signal.Signals(-code).name if code < 0 else str(code)


def _start() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", _COMMAND], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True, bufsize=0,
    )  # fmt: skip


def _told(terms: Terms) -> dict[str, Any]:
    """The terms with what is secret in them: they go through a pipe to our own process and are written nowhere."""
    settings = terms.settings
    told = terms.model_dump(mode="json", exclude={"letterhead"})
    for name in ("api_key", "password"):
        value = getattr(settings, name)
        told["settings"][name] = value.get_secret_value() if value is not None else None
    told["letterhead"] = {**terms.letterhead.model_dump(exclude={"template"}), "template": None}
    if terms.letterhead.template is not None:
        told["template"] = terms.letterhead.template.hex()
    return told


def _terms(told: dict[str, Any]) -> Terms:
    template = told.pop("template", None)
    made = Terms.model_validate_json(json.dumps(told))
    if template is None:
        return made
    return made.model_copy(
        update={"letterhead": made.letterhead.model_copy(update={"template": bytes.fromhex(template)})}
    )


def _done(reply: _Reply, pieces: tuple[bytes, ...]) -> Done:
    from decimal import Decimal

    body, facts, *papers = pieces
    if reply.entry is None:
        raise Stopped("RuntimeError", reply.why)
    named = tuple(zip(reply.names, papers, strict=True))
    return Done(
        reply.entry, body or None, facts or None, named, Decimal(reply.cost) if reply.cost is not None else None
    )


def _send(stream: IO[bytes], frame: _Frame) -> None:
    follows = [*(_LENGTH.pack(len(piece)) for piece in frame.pieces), frame.head, *frame.pieces]
    head = _HEAD.pack(sum(map(len, follows)), len(frame.head), len(frame.pieces))
    left = memoryview(b"".join((head, *follows)))
    while left:
        left = left[stream.write(left) :]
    stream.flush()


def _awaited(stream: IO[bytes], until: float) -> _Frame:
    """A frame, before a moment. Raises TimeoutError, EOFError, and ValueError for what is none."""
    follow, size, count = _HEAD.unpack(_taken(stream, _HEAD.size, until))
    whole = _taken(stream, follow, until)
    at = _LENGTH.size * count
    lengths = [size, *(length for (length,) in _LENGTH.iter_unpack(whole[:at]))]
    if at + sum(lengths) != follow:
        raise ValueError
    parts = []
    for length in lengths:
        parts.append(whole[at : at + length])
        at += length
    return _Frame(parts[0], tuple(parts[1:]))


def _taken(stream: IO[bytes], size: int, until: float) -> bytes:
    parts: list[bytes] = []
    left = size
    while left:
        _wait(stream, until)
        part = os.read(stream.fileno(), min(left, _AT_ONCE))
        if not part:
            raise EOFError
        parts.append(part)
        left -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _wait(stream: IO[bytes], until: float) -> None:
    """Wait for something to read. Raises TimeoutError."""
    if not hasattr(select, "poll") or until == float("inf"):
        return  # Windows: pipes cannot be waited for; the child's own limits end it
    poll = select.poll()
    poll.register(stream.fileno(), select.POLLIN | select.POLLHUP)
    if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
        raise TimeoutError


def _below(pid: int) -> list[int]:
    """All processes that a process started, and those that they did, the last ones first (Linux; elsewhere none)."""
    found: list[int] = []
    waiting = [pid]
    while waiting:
        for task in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                started = [int(one) for one in task.read_text(encoding="ascii").split()]
                found += started
                waiting += started
    return found[::-1]


# ---------------------------------------------------------------------------------------------- the child's own side

_MOST_RESIDENT = 512 * 1024
"""Kilobytes of memory from which a child asks to be replaced."""
_LOOKS = 1.0
"""Seconds between two looks whether whoever started us is there."""
_DIE_WITH_PARENT = 1
"""prctl(2): PR_SET_PDEATHSIG."""


def serve() -> None:
    """Answer one task after another until the input ends."""
    _leave_with_parent()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing that prints may speak in between
    asked = os.fdopen(os.dup(sys.stdin.fileno()), "rb", buffering=0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        told = json.loads(_awaited(asked, float("inf")).head)
        terms = _terms(told["terms"])
        import_module(WORK.partition(":")[0])
        _send(answers, _Frame(b"{}", ()))
        is_last = False
        while not is_last:
            reply, pieces = _answer(_awaited(asked, float("inf")), terms)
            _send(answers, _Frame(reply.model_dump_json().encode(), pieces))
            is_last = reply.is_last
            prepared.save()  # for the next child
    except (EOFError, BrokenPipeError):
        return


def _answer(frame: _Frame, terms: Terms) -> tuple[_Reply, tuple[bytes, ...]]:
    head = _Request.model_validate_json(frame.head)
    task = head.task
    kept, data = (frame.pieces[:1], frame.pieces[1:]) if head.kept else ((), frame.pieces)
    module, _colon, name = head.function.partition(":")
    try:
        done: Done = getattr(import_module(module), name)(task, terms, *kept, data=data if head.data else None)
        if terms.out is not None:
            from auditor.batch.work import put

            put(done.papers, Path(terms.out) / task.folder)
            done = done._replace(papers=())
    except (AuditorError, OSError) as error:
        return _Reply(stopped=type(error).__name__, why=str(error)), ()
    except Exception:  # noqa: BLE001 - a fault of ours is told as one, of this submission, and does not stop the rest
        import traceback

        return _fault(task, terms, traceback.format_exc()), (b"", b"")
    reply = _Reply(
        entry=done.entry, names=tuple(name for name, _content in done.papers),
        cost=str(done.cost) if done.cost is not None else None, retire=_resident() > _MOST_RESIDENT,
    )  # fmt: skip
    return reply, (done.body or b"", done.facts or b"", *(content for _name, content in done.papers))


def _fault(task: Task, terms: Terms, trace: str) -> _Reply:
    from auditor.batch.work import lost
    from auditor.locale import gettext as _
    from auditor.locale import language

    sys.stderr.write(trace)
    with language(terms.settings.lang):
        names = ", ".join(paper.name for paper in task.papers)
        message = _("{name}：程序内部出错，没有核对；请把错误信息报告给维护者。").format(name=names)
        return _Reply(entry=lost(task, terms, message, "Fault"), retire=True)


def _resident() -> int:
    """Kilobytes of memory that this process holds now; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4
    except OSError:
        return 0


def _leave_with_parent() -> None:
    """End when whoever started us is gone, and take along what we started."""
    parent = os.getppid()
    if sys.platform.startswith("linux"):
        import ctypes

        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM, 0, 0, 0)
        signal.signal(signal.SIGTERM, lambda *_about: _leave())
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOKS)
    _leave()


def _leave() -> None:
    for pid in (*_below(os.getpid()), os.getpid()):
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
