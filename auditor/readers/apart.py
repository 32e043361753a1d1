"""Reads a file in a process of its own, which is stopped when it takes too long or too much memory."""

import json
import subprocess
import sys

from auditor.errors import AuditorError, UnreadableFile, UnsupportedFormat
from auditor.locale import gettext as _
from auditor.locale import language
from auditor.model.source import Document
from auditor.readers.limits import Limits

_ERRORS: dict[str, type[AuditorError]] = {"UnreadableFile": UnreadableFile, "UnsupportedFormat": UnsupportedFormat}
_COMMAND = "from auditor.readers.apart import serve; serve()"


def read(kind: str, data: bytes, name: str, limits: Limits) -> Document:
    """The document, read elsewhere. Raises UnreadableFile when it takes longer or more memory than it may."""
    asked = json.dumps({"kind": kind, "name": name, "limits": limits.model_dump(exclude={"deadline"})}).encode()
    command = [sys.executable, "-c", _COMMAND]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter
            command, input=asked + b"\n" + data, capture_output=True, timeout=limits.max_seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise limits.too_slow(name) from error
    answer = done.stdout
    if done.returncode != 0 or not answer:
        raise UnreadableFile(
            _("{name}：文件已损坏，或读取时超过内存上限；请用原软件打开后另存再试。").format(name=name)
        )
    if answer.startswith(b"{"):
        return Document.model_validate_json(answer)
    failed, _colon, message = answer.decode().partition(":")
    raise _ERRORS.get(failed, UnreadableFile)(message)


def serve() -> None:
    """Read the file that stands on the standard input, and write the document, or what is wrong with it, to the output."""
    import importlib

    asked = json.loads(sys.stdin.buffer.readline())
    limits = Limits.model_validate(asked["limits"])
    _bound_memory(limits.max_memory)
    data = sys.stdin.buffer.read()
    with language(limits.lang):
        try:
            module = importlib.import_module(f"auditor.readers.{asked['kind']}")
            answer = module.read(data, asked["name"], limits.started()).model_dump_json()
        except AuditorError as error:
            answer = f"{type(error).__name__}:{error}"
    sys.stdout.buffer.write(answer.encode("utf-8", "replace"))


def _bound_memory(most: int) -> None:
    try:
        import resource
    except ImportError:
        return  # Windows has none; there the time alone is bounded
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
