"""OFD (GB/T 33190-2016), the national fixed-layout format: a zip of XML pages, read through the lattice of PDF.

Fonts are not looked at: characters are told by their codes (TextCode), and take up the room of their size. Annotations
(seals, marks laid over the page) are no part of what a report says.
"""

import itertools
import posixpath
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from auditor.errors import UnreadableFile
from auditor.locale import gettext as _
from auditor.model.source import Document
from auditor.readers import joints, layout, prose
from auditor.readers.archive import Package, damaged
from auditor.readers.builder import Builder, digest
from auditor.readers.canvas import Canvas
from auditor.readers.limits import Limits
from auditor.readers.strokes import Box
from auditor.readers.vectors import Sheet, child, children, numbers

_OPENING = "OFD.xml"
_A4 = (0.0, 0.0, 210.0, 297.0)


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Read an OFD. Raises UnreadableFile when it is damaged, encrypted, too long, or holds no text."""
    builder = Builder(name, "ofd", digest(data), limits)
    files = _Files(Package(data, name, limits), name, partial(limits.watch, name))
    pages = list(_pages(files, name))
    limits.check_pages(len(pages), name)
    seen = [(number, canvas) for number, page in enumerate(pages, 1) if (canvas := _seen(files, page, number, builder))]
    pictures = [number for number, canvas in seen if canvas.is_scan]
    if not any(canvas.glyphs for _number, canvas in seen):
        raise _locked(name) if files.encrypted else _wordless(name)
    for number in pictures:
        builder.unreadable(_("第{page}页是扫描图像，没有读取").format(page=number))
    parts = [layout.parts(canvas, number) for number, canvas in seen]
    framed = layout.framed(parts, [(canvas.floor, canvas.ceiling) for _number, canvas in seen])
    layout.append(builder, joints.rejoin(prose.paragraphs(framed)))
    return builder.document(pages=len(pages))


class _Page(NamedTuple):
    """Where a page stands, its box unless it says so itself, what is drawn under it by ID, and drawings it may place."""

    part: str | None
    box: Box
    templates: dict[str, str | None]
    drawings: dict[str, Any]


class _Files:
    """The parts of the package; names are looked up as producers write them: either slash, any case."""

    def __init__(self, package: Package, name: str, watch: Callable[[], None]) -> None:
        self.watch = watch
        self._package = package
        self._name = name
        self._known: dict[str, str] = {}
        for part in package:
            self._known.setdefault(_plain(part), part)
        self.opening = self.xml(_OPENING)
        self.encrypted = (
            any("encrypt" in part for part in self._known) or child(self.opening, "Encryptions") is not None
        )

    def find(self, location: str | None, base: str = "") -> str | None:
        """The part that a location names: absolute, beside the part that names it, or (where producers err) from the root."""
        place = (location or "").strip().replace("\\", "/")
        if not place:
            return None
        beside = posixpath.join(posixpath.dirname(base), place)
        return next((found for tried in (beside, place) if (found := self._known.get(_plain(tried)))), None)

    def xml(self, part: str) -> Any:
        """The root of a part. Raises UnreadableFile when it is missing, damaged or over a limit."""
        known = self._known.get(_plain(part))
        if known is None:
            raise damaged(self._name)
        return self._package.xml(known)

    def optional(self, part: str | None) -> Any | None:
        """The root of a part, None when it is missing or no XML."""
        try:
            return self.xml(part) if part is not None else None
        except UnreadableFile:
            return None


def _plain(part: str) -> str:
    return posixpath.normpath("/" + part.replace("\\", "/").lstrip("/")).casefold()


def _pages(files: _Files, name: str) -> Iterator[_Page]:
    """The pages of all documents in the file, in order."""
    bodies = list(children(files.opening, "DocBody"))
    for body in bodies:
        root = child(body, "DocRoot")
        part = files.find(root.text if root is not None else None, _OPENING)
        document = files.optional(part)
        if part is None or document is None:
            raise _locked(name) if files.encrypted or child(body, "Encryptions") is not None else damaged(name)
        yield from _pages_of(files, document, part)
    if not bodies:
        raise damaged(name)


def _pages_of(files: _Files, document: Any, part: str) -> Iterator[_Page]:
    common = child(document, "CommonData")
    box = _box(child(common, "PageArea"), _A4)
    resources = itertools.chain(children(common, "PublicRes"), children(common, "DocumentRes"))
    drawings = _drawings(files, resources, part)
    templates = {item.get("ID", ""): files.find(item.get("BaseLoc"), part) for item in children(common, "TemplatePage")}
    for page in children(child(document, "Pages"), "Page"):
        yield _Page(files.find(page.get("BaseLoc"), part), box, templates, drawings)


def _drawings(files: _Files, resources: Iterator[Any], base: str) -> dict[str, Any]:
    """The contents of composite drawings by ID."""
    roots = (files.optional(files.find(item.text, base)) for item in resources)
    units = (unit for root in roots for group in children(root, "CompositeGraphicUnits") for unit in children(group))
    return {unit.get("ID", ""): child(unit, "Content") for unit in units}


def _seen(files: _Files, page: _Page, number: int, builder: Builder) -> Canvas | None:
    """What a page shows, None when it is missing or damaged."""
    files.watch()
    root = files.optional(page.part)
    if root is None or page.part is None:
        builder.unreadable(_("第{page}页已损坏，没有读取").format(page=number))
        return None
    drawings = page.drawings | _drawings(files, children(root, "PageRes"), page.part)
    sheet = Sheet(_box(child(root, "Area"), page.box), drawings, files.watch)
    for order in ("Background", "Body", "Foreground"):
        for item in children(root, "Template"):
            if item.get("ZOrder", "Background") == order:
                sheet.draw(child(files.optional(page.templates.get(item.get("TemplateID", ""))), "Content"))
        if order == "Body":
            sheet.draw(child(root, "Content"))
    if sheet.is_overfull:
        builder.unreadable(_("第{page}页的图形过多，没有读完").format(page=number))
    return sheet.canvas()


def _box(area: Any | None, default: Box) -> Box:
    """Left, top, width and height of a page in millimetres; the default where it is not said or no size of paper."""
    physical = child(area, "PhysicalBox")
    stated = numbers(physical.text) if physical is not None else []
    match stated:
        case [left, top, width, height] if width > 0 and height > 0:
            return left, top, width, height
    return default


def _locked(name: str) -> UnreadableFile:
    return UnreadableFile(
        _("{name}：OFD 已加密，请用阅读软件另存为不加密的 OFD，或导出为 PDF 后再试。").format(name=name)
    )


def _wordless(name: str) -> UnreadableFile:
    message = _(
        "{name}：OFD 里没有可读取的文字（只有图像或签章）；请改用由 Word、WPS 直接导出的 OFD，"
        "或提供 Word、Excel 原件；确是扫描件时，导出为 PDF 后再试。"
    )
    return UnreadableFile(message.format(name=name))
