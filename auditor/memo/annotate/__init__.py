"""The submitted file itself, with the findings noted where they stand; whatever else its author put there stays as it is."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path, PurePath
from typing import NamedTuple, Protocol, cast

from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.memo.annotate.notes import Note, notes
from auditor.model.finding import Outcome, Severity
from auditor.model.source import Document
from auditor.readers.limits import Limits

SUFFIXES = (".docx", ".xlsx", ".pdf", ".html")
_WITH_MACROS = {".docm": "docx", ".xlsm": "xlsx"}
_ALSO_WRITTEN = {"docx": (".docx", ".docm"), "xlsx": (".xlsx", ".xlsm"), "pdf": (".pdf",)}
"""What an original of that format may be called."""


class Original(NamedTuple):
    """The file under audit: its bytes, what was read in it, and the limits within which that was done."""

    data: bytes
    document: Document
    limits: Limits = Limits()


class _Writer(Protocol):
    def annotated(self, original: Original, made: Sequence[Note], outcomes: Sequence[Outcome]) -> bytes: ...


def require_annotatable(path: Path, files: Sequence[Path]) -> None:
    """Raises SettingsError before any work is done: for a suffix that nobody writes, or several files at once."""
    if path.suffix.lower() not in {*SUFFIXES, *_WITH_MACROS}:
        message = _("不能写出 {name}：批注件的后缀应为 {suffixes} 之一。")
        raise SettingsError(message.format(name=path.name, suffixes=" ".join(SUFFIXES)))
    if len(files) != 1:
        raise SettingsError(_("--annotate 一次只能批注一个文件：请分别核对。"))


def annotate(path: Path, original: Original, outcomes: Sequence[Outcome], least: Severity = "note") -> bytes:
    """The annotated file that `path` asks for, with the findings of `least` and graver severity. Raises SettingsError when this original cannot become such a file."""
    writer = _writer(path, original.document)
    module = cast("_Writer", import_module(f"auditor.memo.annotate.{writer}"))
    return module.annotated(original, notes(original.document, outcomes, least), outcomes)


def _writer(path: Path, document: Document) -> str:
    """The original's own format, or a page with what was read of any original."""
    suffix = path.suffix.lower()
    if suffix == ".html":
        return "html"
    own = PurePath(document.name).suffix.lower()
    asked = own if own in _ALSO_WRITTEN.get(document.format, ()) else f".{document.format}"
    if document.format not in _ALSO_WRITTEN:
        message = _(
            "{name}：不能在这种文件上批注成 {suffix}；请写成 .html，或把原件另存为 docx、xlsx 或 pdf 后再核对。"
        )
        raise SettingsError(message.format(name=document.name, suffix=suffix))
    if suffix != asked:
        message = _("{name}：批注写在原件上，后缀应为 {asked}，不能是 {suffix}；任何原件都可以写成 .html。")
        raise SettingsError(message.format(name=document.name, asked=asked, suffix=suffix))
    return document.format
