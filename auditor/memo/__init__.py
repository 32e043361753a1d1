"""Writes an Outcome down: one writer per format, no judgement of its own."""

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.memo.letterhead import BLANK, Letterhead
from auditor.model.finding import Outcome
from auditor.model.source import Document

Render = Callable[[Sequence[Outcome], Sequence[Document]], bytes]
"""What every writer's module offers as `render`: documents[i] is the file that outcomes[i] is about."""

WRITERS = {
    ".md": "markdown",
    ".html": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".json": "json",
    ".sarif": "sarif",
    ".xml": "junit",
}
"""Which module writes a file of that suffix."""


KINDS = {"inquiry": "inquiry", "selfcheck": "todo"}
"""What can be written beside the memo, and which module knows what it says."""

LAID_OUT = (".md", ".html", ".pdf", ".docx")
"""The formats of those."""

LISTED = (*LAID_OUT, ".xlsx")
"""The formats of a list to tick."""


ON_LETTERHEAD = ("docx", "pdf")
"""The writers of papers that an office signs."""


def render(
    writer: str,
    outcomes: Sequence[Outcome],
    documents: Sequence[Document],
    kind: str = "memo",
    letterhead: Letterhead = BLANK,
) -> bytes:
    """The memo, or a paper of another kind, as one writer's bytes."""
    module = import_module(f"auditor.memo.{writer}")
    if kind == "memo":
        own = (letterhead,) if writer in ON_LETTERHEAD else ()
        return cast("bytes", module.render(outcomes, documents, *own))
    paper = import_module(f"auditor.memo.{KINDS[kind]}").paper
    papers = [paper(outcome, letterhead) if kind == "inquiry" else paper(outcome) for outcome in outcomes]
    own = (letterhead,) if writer == "docx" else ()
    return cast("bytes", module.lay_out(papers, *own))


def writer_of(path: Path, kind: str = "memo") -> str:
    """The writer that a file name asks for. Raises SettingsError for a suffix nobody writes this kind of paper in."""
    allowed = LISTED if kind == "selfcheck" else LAID_OUT
    if kind != "memo" and not path.name.lower().endswith(allowed):
        message = _("不能把这类文书写成 {name}：后缀应为 {suffixes} 之一。")
        raise SettingsError(message.format(name=path.name, suffixes=" ".join(allowed)))
    for suffix in sorted(WRITERS, key=len, reverse=True):
        if path.name.lower().endswith(suffix):
            return WRITERS[suffix]
    message = _("不能写出 {name}：后缀应为 {suffixes} 之一。")
    raise SettingsError(message.format(name=path.name, suffixes=" ".join(WRITERS)))


def writers_of(paths: Iterable[Path], kind: str = "memo") -> list[str]:
    """The writers of all outputs, asked before any work is done. Raises SettingsError."""
    writers = [writer_of(path, kind) for path in paths]
    if "pdf" in writers:
        from auditor.memo import pdf

        pdf.demand()
    return writers


def write(
    path: Path,
    outcomes: Sequence[Outcome],
    documents: Sequence[Document],
    kind: str = "memo",
    letterhead: Letterhead = BLANK,
) -> None:
    """Write a paper in the format of the file's suffix. Raises SettingsError when it cannot be written there."""
    save(path, render(writer_of(path, kind), outcomes, documents, kind, letterhead))


def save(path: Path, made: bytes) -> None:
    """Write a file. Raises SettingsError when it cannot be written there."""
    try:
        path.write_bytes(made)
    except OSError as error:
        message = _("无法写出 {name}（{why}）：请检查目录是否存在、是否有写权限。")
        raise SettingsError(message.format(name=path.name, why=error.strerror or error)) from error
