"""Reads or audits a file in a process of its own, which is stopped when it takes too long or too much memory."""

import importlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

from auditor import errors
from auditor.errors import AuditorError, UnreadableFile
from auditor.locale import language
from auditor.model.source import Document
from auditor.readers import alarm
from auditor.readers.limits import Limits

_COMMAND = "from auditor.readers.apart import serve; serve()"
_READERS = "auditor.readers"
_READING = f"{_READERS}.apart:_read"

Task = Callable[[bytes, str, Limits, Any], str]
"""What is done with a file: its bytes, its name, the limits, what else was sent along; the answer is JSON.

The module of a task has a `load` (bytes, name, limits) that loads all its code.
"""


def read(kind: str, data: bytes, name: str, limits: Limits) -> Document:
    """The document, read elsewhere. Raises UnreadableFile when it takes longer or more memory than it may."""
    return Document.model_validate_json(ask(_READING, data, name, limits, kind))


def ask(task: str, data: bytes, name: str, limits: Limits, more: object = None) -> bytes:
    """The answer of a task (`module:function`) that is done elsewhere.

    Raises what the task raises, and UnreadableFile when it takes longer, or more memory, than it may.
    """
    told = {"task": task, "name": name, "limits": limits.model_dump(exclude={"deadline"}), "more": more}
    process = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", _COMMAND], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip
    try:
        answer, complaint = process.communicate(json.dumps(told).encode() + b"\n" + data, timeout=_patience(limits))
    except subprocess.TimeoutExpired as error:
        raise limits.too_slow(name) from error
    finally:
        _end(process)
    if process.returncode == -getattr(signal, "SIGALRM", 0):
        raise limits.too_slow(name)
    if process.returncode == _FAULT:
        raise RuntimeError(complaint.decode("utf-8", "replace"))
    if process.returncode != 0 or not answer:
        raise alarm.too_large(name, limits.max_memory)
    if answer.startswith(b"{"):
        return answer
    failed, _colon, message = answer.decode("utf-8", "replace").partition(":")
    raise cast("type[AuditorError]", getattr(errors, failed, UnreadableFile))(message)


_FAULT = 70
"""The exit code for a fault of ours, which is no fault of the file."""


def _patience(limits: Limits) -> float | None:
    """How long to wait: where the process has an alarm, that rings, and begins anew with each page of a scan."""
    return None if hasattr(signal, "setitimer") else limits.max_seconds


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Nothing that the process started outlives it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
    process.wait()


def serve() -> None:
    """Do what stands on the standard input, and write the answer, or what is wrong with the file, to the output."""
    told = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    limits = Limits.model_validate(told["limits"])
    with language(limits.lang):
        try:
            task = _task(told, data, limits)
            alarm.bind(limits.max_seconds, limits.max_memory)
            answer = task(data, told["name"], limits, told["more"])
        except AuditorError as error:
            answer = f"{type(error).__name__}:{error}"
        except Exception as error:  # noqa: BLE001 - a fault of ours is told as one, and not taken for one of the file
            if not alarm.starved(error):
                import traceback

                traceback.print_exc()
                sys.exit(_FAULT)
            answer = f"UnreadableFile:{alarm.too_large(told['name'], limits.max_memory)}"
    sys.stdout.buffer.write(answer.encode("utf-8", "replace"))


def _task(told: dict[str, Any], data: bytes, limits: Limits) -> Task:
    """The function that does the task. Its code is loaded before memory is bounded: it is no part of the file."""
    place, _colon, function = str(told["task"]).partition(":")
    module = importlib.import_module(place)
    if told["task"] == _READING:
        importlib.import_module(_READERS).load(told["more"])
    else:
        module.load(data, told["name"], limits)
    return cast("Task", getattr(module, function))


def _read(data: bytes, name: str, limits: Limits, kind: Any) -> str:
    module = importlib.import_module(f"{_READERS}.{kind}")
    document: Document = module.read(data, name, limits.started())
    return document.model_dump_json()
