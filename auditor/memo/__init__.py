"""Writes an Outcome down: one writer per format, no judgement of its own."""

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.model.finding import Outcome
from auditor.model.source import Document

Render = Callable[[Sequence[Outcome], Sequence[Document]], bytes]
"""What every writer's module offers as `render`: documents[i] is the file that outcomes[i] is about."""

WRITERS = {
    ".md": "markdown",
    ".html": "html",
    ".pdf": "pdf",
    ".xlsx": "xlsx",
    ".json": "json",
    ".sarif": "sarif",
    ".xml": "junit",
}
"""Which module writes a file of that suffix."""


def render(writer: str, outcomes: Sequence[Outcome], documents: Sequence[Document]) -> bytes:
    """The memo as one writer's bytes."""
    made = cast("Render", import_module(f"auditor.memo.{writer}").render)
    return made(outcomes, documents)


def writer_of(path: Path) -> str:
    """The writer that a file name asks for. Raises SettingsError for a suffix nobody writes."""
    for suffix in sorted(WRITERS, key=len, reverse=True):
        if path.name.lower().endswith(suffix):
            return WRITERS[suffix]
    message = _("不能写出 {name}：后缀应为 {suffixes} 之一。")
    raise SettingsError(message.format(name=path.name, suffixes=" ".join(WRITERS)))


def writers_of(paths: Iterable[Path]) -> list[str]:
    """The writers of all outputs, asked before any work is done. Raises SettingsError."""
    return [writer_of(path) for path in paths]


def write(path: Path, outcomes: Sequence[Outcome], documents: Sequence[Document]) -> None:
    """Write the memo in the format of the file's suffix. Raises SettingsError when it cannot be written there."""
    save(path, render(writer_of(path), outcomes, documents))


def save(path: Path, made: bytes) -> None:
    """Write a file. Raises SettingsError when it cannot be written there."""
    try:
        path.write_bytes(made)
    except OSError as error:
        message = _("无法写出 {name}（{why}）：请检查目录是否存在、是否有写权限。")
        raise SettingsError(message.format(name=path.name, why=error.strerror or error)) from error
