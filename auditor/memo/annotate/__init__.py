"""The submitted file itself, with the findings noted where they stand; whatever else its author put there stays as it is."""

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path, PurePath
from typing import NamedTuple, Protocol, cast

from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.memo import privacy
from auditor.memo.annotate.notes import Note, notes
from auditor.model.dossier import Result
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
    """Raises SettingsError before any work is done: for a suffix that nobody writes, or one file for several originals."""
    if len(files) > 1:
        if path.suffix.lower() in {*SUFFIXES, *_WITH_MACROS}:
            message = _("--annotate 有多个文件时应给出文件夹，不是 {name}：各份原件分别批注在其中。")
            raise SettingsError(message.format(name=path.name))
        return
    if path.suffix.lower() not in {*SUFFIXES, *_WITH_MACROS}:
        message = _("不能写出 {name}：批注件的后缀应为 {suffixes} 之一。")
        raise SettingsError(message.format(name=path.name, suffixes=" ".join(SUFFIXES)))


def annotate(
    path: Path,
    original: Original,
    outcomes: Sequence[Outcome],
    least: Severity = "note",
    labels: Sequence[Mapping[str, str]] = (),
) -> bytes:
    """The annotated file that `path` asks for, with the findings of `least` and graver severity.

    `labels` are what another memo calls the findings of each outcome, by fingerprint; without them they are numbered here.

    Raises SettingsError when this original cannot become such a file. The notes, and a page, hide what is private of
    persons; the original stays as it is.
    """
    writer = _writer(path, original.document)
    outcomes, documents = privacy.covered(outcomes, [original.document] * len(outcomes))
    if writer == "html" and documents:
        original = original._replace(document=documents[0])
    module = cast("_Writer", import_module(f"auditor.memo.annotate.{writer}"))
    return module.annotated(original, notes(original.document, outcomes, least, labels), outcomes)


def acts(path: Path, original: Original) -> tuple[str, ...]:
    """What of the original acts when the annotated file is opened: macros, embedded objects, scripts; a page keeps none."""
    from auditor.memo.annotate.active import active

    return () if path.suffix.lower() == ".html" else active(original)


class Made(NamedTuple):
    """An annotated file: where it goes, its bytes, and what it was made of."""

    path: Path
    data: bytes
    original: Original


def annotate_all(
    path: Path,
    originals: Sequence[Original],
    results: Sequence[Result],
    files: Sequence[tuple[Document, ...]],
    least: Severity = "note",
    *,
    several: bool,
) -> Iterator[Made]:
    """Every original annotated: as `path`, or in that folder under their own names where several were asked for.

    An original of a format that takes no notes becomes a web page.
    """
    from auditor.memo.submissions import by_file

    told = privacy.covered_results(results, files).results
    found = {document.sha256 + document.name: seen for document, seen in by_file(told, files)}
    for original in originals:
        seen = found.get(original.document.sha256 + original.document.name, [])
        outcomes, labels = [one.outcome for one in seen], [one.labels for one in seen]
        made = path / _named(original.document) if several else path
        yield Made(made, annotate(made, original, outcomes, least, labels), original)


def _named(document: Document) -> str:
    """The original's own name; of a format that takes no notes, that of a page."""
    own = PurePath(document.name).suffix.lower()
    return document.name if own in _ALSO_WRITTEN.get(document.format, ()) else f"{document.name}.html"


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
