"""Writes an Outcome down: one writer per format, no judgement of its own."""

from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.memo.letterhead import BLANK, Letterhead
from auditor.model.dossier import Result, Submission
from auditor.model.finding import Outcome
from auditor.model.source import Document
from auditor.writing import save

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
    *,
    show_private: bool = False,
) -> bytes:
    """The memo, or a paper of another kind, as one writer's bytes.

    What is private of persons is hidden; `show_private` shows it in files that stay with the auditor (xlsx, json).
    """
    from auditor.memo import privacy

    if not (show_private and writer in privacy.LOCAL):
        outcomes, documents = privacy.covered(outcomes, documents)
    module = import_module(f"auditor.memo.{writer}")
    if kind == "memo":
        own = (letterhead,) if writer in ON_LETTERHEAD else ()
        return cast("bytes", module.render(outcomes, documents, *own))
    paper = import_module(f"auditor.memo.{KINDS[kind]}").paper
    papers = [paper(outcome, letterhead) if kind == "inquiry" else paper(outcome) for outcome in outcomes]
    own = (letterhead,) if writer == "docx" else ()
    return cast("bytes", module.lay_out(papers, *own))


def render_all(
    writer: str,
    results: Sequence[Result],
    files: Sequence[tuple[Document, ...]],
    kind: str = "memo",
    letterhead: Letterhead = BLANK,
    *,
    show_private: bool = False,
) -> bytes:
    """The same for results that may be submissions; `files` are those of each result's outcomes."""
    if any(isinstance(one, Submission) for one in results):
        from auditor.memo import privacy, submissions

        if not (show_private and writer in privacy.LOCAL):
            results, files = privacy.covered_results(results, files)
        return submissions.render(writer, results, files, kind, letterhead)
    outcomes = [one for one in results if isinstance(one, Outcome)]
    documents = [document for of_result in files for document in of_result]
    return render(writer, outcomes, documents, kind, letterhead, show_private=show_private)


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
    *,
    show_private: bool = False,
) -> None:
    """Write a paper in the format of the file's suffix, as `render` makes it. Raises SettingsError when it cannot be written."""
    made = render(writer_of(path, kind), outcomes, documents, kind, letterhead, show_private=show_private)
    save(path, made)


def write_all(
    path: Path,
    results: Sequence[Result],
    files: Sequence[tuple[Document, ...]],
    kind: str = "memo",
    letterhead: Letterhead = BLANK,
    *,
    show_private: bool = False,
) -> None:
    """The same for results that may be submissions."""
    made = render_all(writer_of(path, kind), results, files, kind, letterhead, show_private=show_private)
    save(path, made)
