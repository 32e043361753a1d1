"""An audit of everything that was uploaded together, in a process of its own: the page never reads a file itself."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, cast

from pydantic import Field

from auditor.model.dossier import DocumentRole, Result, Way
from auditor.model.record import Record
from auditor.model.source import Document, Span
from auditor.readers.limits import Limits
from auditor.settings import Settings

_TASK = "auditor.web.labour:examine"

Trouble = str
"""The name of the error of a file that could not be audited (UnreadableFile, NeedsPassword, …)."""


class Sent(NamedTuple):
    """A file to audit, and the role that somebody gave it."""

    name: str
    data: bytes
    role: DocumentRole | None = None
    password: str | None = None


class Failed(Record):
    """A file that could not be audited: which of those sent, what kind of trouble, and what to do."""

    place: int
    trouble: Trouble
    why: str


class Done(Record):
    """What an audit gave: results, the files of each, what of those sent each file was, and what failed."""

    results: tuple[Result, ...] = ()
    files: tuple[tuple[Document, ...], ...] = ()
    failed: tuple[Failed, ...] = ()
    roles: dict[int, DocumentRole] = Field(default_factory=dict)
    """Of those sent, by place: what each was taken for where it belongs to a submission."""


def done(sent: Sequence[Sent], settings: Settings, way: Way = "together") -> Done:
    """Audit files of one submission elsewhere. Raises UnreadableFile when all of it takes longer or more memory than it may."""
    from auditor import pipeline
    from auditor.readers import apart

    limits = pipeline.limits(settings)
    limits = limits.model_copy(update={"max_seconds": limits.max_seconds * max(1, len(sent))})
    told = {
        "files": [
            {"name": one.name, "size": len(one.data), "role": one.role, "password": one.password} for one in sent
        ],
        "settings": settings.model_dump(mode="json", exclude={"api_key", "password", "headers"}),
        "way": way,
    }
    answer = apart.ask(_TASK, b"".join(one.data for one in sent), sent[0].name, limits, told)
    return Done.model_validate_json(answer)


def load(_data: bytes, _name: str, _limits: Limits) -> None:
    """Load the code that the tasks of this module take."""
    from auditor import pipeline

    pipeline.load_code()


def examine(data: bytes, _name: str, limits: Limits, told: object) -> str:
    """The same as JSON, in a process that serves these files alone; `told` says where each ends in the data and what it is."""
    from auditor import dossier, pipeline, readers
    from auditor.text import arithmetic

    order = cast("Mapping[str, Any]", told)
    settings = Settings.model_validate(order["settings"])

    def audited(part: bytes, file: Mapping[str, Any]) -> pipeline.Audited:
        bounds = limits.model_copy(update={"password": file["password"]})
        with arithmetic.ours():
            document = readers.read(part, file["name"], bounds)
            return pipeline.Audited(document=document, outcomes=tuple(pipeline.examine(document, settings)))

    files = [(file["role"], partial(audited, part, file)) for part, file in _parts(data, order["files"])]
    alone = dossier.alone(files, stops=())
    gathered = dossier.held_together(alone.forms, settings, order["way"])
    made = Done(
        results=gathered.results,
        files=gathered.documents,
        failed=tuple(
            Failed(place=place, trouble=type(error).__name__, why=str(error)) for place, error in alone.troubles
        ),
        roles=_roles(gathered.results, gathered.documents, alone.forms),
    )
    return made.model_dump_json(by_alias=True)


def _parts(data: bytes, files: Sequence[Mapping[str, Any]]) -> Iterator[tuple[bytes, Mapping[str, Any]]]:
    """The bytes of each file, as they follow each other."""
    start = 0
    for file in files:
        yield data[start : start + file["size"]], file
        start += file["size"]


def _roles(
    results: Sequence[Result], files: Sequence[tuple[Document, ...]], each: Sequence[tuple[int, Any, Any]]
) -> dict[int, DocumentRole]:
    """What each file sent was taken for: the role of its first document in a submission."""
    from auditor.model.dossier import Submission

    place_of = {id(audited.document): place for place, _role, audited in each}
    found: dict[int, DocumentRole] = {}
    for result, documents in zip(results, files, strict=True):
        if not isinstance(result, Submission):
            found.setdefault(place_of[id(documents[0])], _alone(result.report.kind))
            continue
        for one, document in zip(result.documents, documents, strict=True):
            found.setdefault(place_of[id(document)], one.role)
    return found


def _alone(kind: str) -> DocumentRole:
    """What a form that belongs to no submission is."""
    return "report" if kind == "narrative" else "plan" if kind == "plan" else "table"


class Marked(Record):
    """A file made of an original: its name, and its bytes in base64."""

    name: str
    data: str


class Marking(Record):
    """What is noted on an original: results with the documents of each."""

    results: tuple[Result, ...]
    files: tuple[tuple[Document, ...], ...]


_MARKING = "auditor.web.labour:mark"


def marked(data: bytes, name: str, marking: Marking, settings: Settings) -> tuple[str, bytes]:
    """An original with the findings noted on it, made elsewhere.

    Raises UnreadableFile, and SettingsError for an original that takes no notes.
    """
    from base64 import b64decode

    from auditor import pipeline
    from auditor.readers import apart

    answer = apart.ask(_MARKING, data, name, pipeline.limits(settings), marking.model_dump(mode="json", by_alias=True))
    made = Marked.model_validate_json(answer)
    return made.name, b64decode(made.data)


def mark(data: bytes, name: str, limits: Limits, told: object) -> str:
    """The same as JSON, in a process that serves this file alone."""
    from base64 import b64encode
    from pathlib import Path

    from auditor.errors import UnreadableFile
    from auditor.locale import gettext as _
    from auditor.memo.annotate import Original, annotate_all

    marking = Marking.model_validate(told)
    document = next((one for row in marking.files for one in row if one.name == name), None)
    if document is None:
        raise UnreadableFile(_("{name}：没有这份材料的读取结果。").format(name=name))
    original = Original(data, document, limits)
    made = next(annotate_all(Path(), [original], marking.results, marking.files, several=True))
    return Marked(name=made.path.name, data=b64encode(made.data).decode()).model_dump_json()


class Leaf(Record):
    """A page of a PDF as it is drawn: its size in pixels, and places on it: the number of a span, left, top, width, height."""

    width: int
    height: int
    boxes: tuple[tuple[int, int, int, int, int], ...]


class Leaves(Record):
    """All of its pages."""

    leaves: tuple[Leaf, ...]


class Places(Record):
    """Where to look: the document as it was read, and the places in it."""

    document: Document
    spans: tuple[Span, ...]


def outlined(data: bytes, name: str, places: Places, settings: Settings) -> tuple[Leaf, ...]:
    """The pages of a PDF with the outlines of places on them, found elsewhere. Raises UnreadableFile."""
    from auditor import pipeline
    from auditor.readers import apart

    answer = apart.ask(_OUTLINING, data, name, pipeline.limits(settings), places.model_dump(mode="json", by_alias=True))
    return Leaves.model_validate_json(answer).leaves


_OUTLINING = "auditor.web.labour:outline"


def outline(data: bytes, _name: str, limits: Limits, told: object) -> str:
    """The same as JSON, in a process that serves this file alone."""
    from auditor.memo.annotate import Original, pdf

    places = Places.model_validate(told)
    found = pdf.outlined(Original(data, places.document, limits), places.spans, _SCALE)
    return Leaves(leaves=tuple(Leaf.model_validate(one._asdict()) for one in found)).model_dump_json()


def drawn(data: bytes, name: str, page: int, settings: Settings) -> bytes:
    """A picture of a page of a PDF, counted from 1, made elsewhere (PNG). Raises UnreadableFile."""
    from base64 import b64decode

    from auditor import pipeline
    from auditor.readers import apart

    answer = apart.ask(_DRAWING, data, name, pipeline.limits(settings), page)
    return b64decode(Marked.model_validate_json(answer).data)


_DRAWING = "auditor.web.labour:draw"


def draw(data: bytes, name: str, limits: Limits, told: object) -> str:
    """The same as JSON, in a process that serves this file alone."""
    from base64 import b64encode

    content = _drawn(data, cast("int", told), name, limits.password)
    return Marked(name=name, data=b64encode(content).decode()).model_dump_json()


_SCALE = 1.6
"""Pixels of a point: a page of A4 is about 950 pixels wide."""


def _drawn(data: bytes, page: int, name: str, password: str | None) -> bytes:
    """A page of a PDF as PNG."""
    import pypdfium2

    from auditor.errors import UnreadableFile
    from auditor.locale import gettext as _

    if not data.startswith(b"%PDF"):
        raise UnreadableFile(_("{name}：不是 PDF，没有页面图像。").format(name=name))
    opened = pypdfium2.PdfDocument(data, password=password)
    try:
        if not 1 <= page <= len(opened):
            raise UnreadableFile(_("{name}：没有第 {page} 页。").format(name=name, page=page))
        drawn = opened[page - 1].render(scale=_SCALE, may_draw_forms=False, rev_byteorder=True)
        return _png(drawn.width, drawn.height, drawn.stride, drawn.n_channels, bytes(drawn.buffer))
    finally:
        opened.close()


def _png(width: int, height: int, stride: int, channels: int, pixels: bytes) -> bytes:
    """Rows of RGB or RGBA as PNG (ISO/IEC 15948), without a library: one filter, one chunk."""
    import struct
    import zlib

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\0" + pixels[at * stride : at * stride + width * channels] for at in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, {1: 0, 3: 2, 4: 6}[channels], 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b"")
