"""The clock and the scales of a process that audits one file: it is rung out of whatever it does when its time is over.

Our own loops look at the clock (Limits.watch) and end with a better message; the alarm is for what does not look: a regular
expression, a library. It rings in the main thread of a process on Unix alone; elsewhere the file is audited in a process apart.
"""

import errno
import mmap
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from auditor.errors import UnreadableFile
from auditor.locale import gettext as _

_GRACE = 2.0
"""Seconds by which the alarm comes later than the loops that look at the clock."""

_STATM = Path("/proc/self/statm")
"""Pages of the process, all of its address space first (proc(5))."""

_state = {"armed": False}
"""One process has one alarm."""


class OutOfTime(BaseException):
    """The alarm rang. Not an Exception: nothing on the way may take it for a fault of its own and go on."""


def can_ring() -> bool:
    """Whether this thread can be rung out: the main one, on a system with alarms, where nobody else has set one."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return False
    return signal.getitimer(signal.ITIMER_REAL)[0] == 0.0


@contextmanager
def held(seconds: float, memory: int, name: str) -> Iterator[None]:
    """Work that ends in UnreadableFile when it takes longer, or more memory, than it may."""
    if not can_ring():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    space = _narrow_memory(_taken() + memory)
    try:
        _arm(seconds)
        yield
    except OutOfTime as error:
        raise _too_slow(name, seconds) from error
    except Exception as error:
        if not starved(error):
            raise
        _widen_memory(space)
        raise too_large(name, memory) from error
    finally:
        _disarm()
        signal.signal(signal.SIGALRM, before)
        _widen_memory(space)


def bind(seconds: float, memory: int) -> None:
    """Bind a process that lives for one file alone: it dies when its time is over."""
    _narrow_memory(memory)
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        _arm(seconds)


def renew(seconds: float) -> None:
    """Begin the time anew, as each page of a scan and what was converted may have it; nothing where no alarm is set."""
    if _state["armed"]:
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)


def starved(error: Exception) -> bool:
    """Whether memory was wanting: Python says so by itself or, while it loads a module or a library, by these errors.

    A compiler without memory takes right code for wrong (SyntaxError), a loader finds no room for a library (ImportError, or
    OSError without a number); a module that is not there at all is a fault of the installation.
    """
    if isinstance(error, ModuleNotFoundError):
        return False
    if isinstance(error, OSError):
        return error.errno in (None, errno.ENOMEM)
    return isinstance(error, MemoryError | SyntaxError | ImportError)


def too_large(name: str, memory: int) -> UnreadableFile:
    """The error of a file that takes more memory than it may."""
    return UnreadableFile(
        _(
            "{name}：核对所需内存超过 {limit} 兆字节，或文件已损坏；请拆分文件、用原软件另存，或调高上限（max_memory）。"
        ).format(name=name, limit=memory // 1024**2)
    )


def _too_slow(name: str, seconds: float) -> UnreadableFile:
    return UnreadableFile(
        _("{name}：核对超过 {seconds:g} 秒，请拆分文件或调高上限（max_seconds）。").format(name=name, seconds=seconds)
    )


def _arm(seconds: float) -> None:
    _state["armed"] = True
    signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)


def _disarm() -> None:
    _state["armed"] = False
    signal.setitimer(signal.ITIMER_REAL, 0)


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise OutOfTime


def _narrow_memory(most: int) -> tuple[int, int] | None:
    """What the address space was bounded by before; None where it cannot be, or is narrower already."""
    try:
        import resource
    except ImportError:
        return None  # Windows has none; there the time alone is bounded
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if resource.RLIM_INFINITY not in (soft, hard) and soft <= most:
        return None
    wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    return soft, hard


def _taken() -> int:
    """The address space that this process has already: what it kept of earlier files is not this file's doing.

    Bytes; 0 where the system does not tell.
    """
    try:
        return int(_STATM.read_text(encoding="ascii").split()[0]) * mmap.PAGESIZE
    except OSError:
        return 0  # macOS and others have no /proc


def _widen_memory(space: tuple[int, int] | None) -> None:
    if space is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, space)
