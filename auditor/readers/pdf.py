"""PDF: tables from ruling lines, the words between them in reading order, scans through a recogniser.

PDFium is not safe to use from several threads at once; run several audits in several processes.
"""

import io
import logging
from collections.abc import Iterator
from typing import Any, NamedTuple

from auditor.errors import NeedsPassword, UnreadableFile
from auditor.locale import gettext as _
from auditor.model.source import Document
from auditor.readers import canvas, joints, layout, prose, scan
from auditor.readers.builder import Builder, digest
from auditor.readers.canvas import Canvas
from auditor.readers.layout import Part
from auditor.readers.limits import Limits


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Read a PDF. Raises UnreadableFile when it is damaged, locked, too long, or a scan without text."""
    import pypdfium2

    builder = Builder(name, "pdf", digest(data), limits)
    try:
        file = pypdfium2.PdfDocument(data, password=limits.password)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise _locked(name, limits) from error
        return _plain(data, name, limits, builder)
    try:
        return _read(file, name, limits, builder)
    finally:
        file.close()


def _read(file: Any, name: str, limits: Limits, builder: Builder) -> Document:
    count = len(file)
    limits.check_pages(count, name)
    pages = [
        _page(seen, number) for number in range(1, count + 1) if (seen := _seen(file, number, builder)) is not None
    ]
    pictures = [page.number for page in pages if page.is_picture]
    doubts: list[scan.Doubt] = []
    if pictures and scan.is_installed():
        recogniser = scan.Recogniser(name, limits)
        pages = [_recognised(file, page, recogniser, doubts) if page.is_picture else page for page in pages]
    elif pictures and not any(page.parts for page in pages):
        raise scan.missing(name)
    else:
        for number in pictures:
            builder.unreadable(_("第{page}页是扫描图像，没有读取").format(page=number))
    recognised = [page for page in pages if any(part.ocr for part in page.parts)]
    if recognised:
        scan.note(builder, doubts, len(recognised))
    framed = layout.framed([page.parts for page in pages], [(page.floor, page.ceiling) for page in pages])
    layout.append(builder, joints.rejoin(prose.paragraphs(framed)))
    return builder.document(pages=count, ocr=bool(recognised))


class _Page(NamedTuple):
    """A page read, with its lower and upper edge."""

    number: int
    parts: list[Part]
    floor: float
    ceiling: float
    is_picture: bool = False


def _page(seen: Canvas, number: int) -> _Page:
    """The parts of a page; text that others recognised under a scan is marked so."""
    parts = layout.parts(seen, number)
    if seen.is_recognised:
        parts = [scan.unsure(part) for part in parts]
    return _Page(number, parts, seen.floor, seen.ceiling, seen.is_scan or seen.is_recognised)


def _recognised(file: Any, page: _Page, recogniser: scan.Recogniser, doubts: list[scan.Doubt]) -> _Page:
    """The page read from its picture."""
    opened = file[page.number - 1]
    try:
        width, height = opened.get_size()
        recogniser.check(round(width * height * (scan.DPI / 72) ** 2))
        picture = opened.render(scale=scan.DPI / 72, grayscale=True).to_pil()
    finally:
        opened.close()
    found = recogniser.page(picture, page.number)
    doubts.extend(found.doubts)
    return _Page(page.number, found.parts, found.floor, found.ceiling)


def _seen(file: Any, number: int, builder: Builder) -> Canvas | None:
    """What a page shows, None when it is damaged."""
    import pypdfium2

    builder.expect(0)

    try:
        page = file[number - 1]
    except pypdfium2.PdfiumError:
        builder.unreadable(_("第{page}页已损坏，没有读取").format(page=number))
        return None
    try:
        return canvas.look(page)
    except pypdfium2.PdfiumError:
        builder.unreadable(_("第{page}页已损坏，没有读取").format(page=number))
        return None
    finally:
        page.close()


def _plain(data: bytes, name: str, limits: Limits, builder: Builder) -> Document:
    """The bare text of a file that PDFium gives up on, as far as pypdf can mend it."""
    from pypdf.errors import PyPdfError

    pypdf = mender()
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), password=limits.password)
        count = len(reader.pages)
        limits.check_pages(count, name)
        spans = [builder.paragraph(line, page=number) for number, line in _plain_lines(reader)]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise _damaged(name) from error
    if not any(spans):
        raise _damaged(name)
    builder.unreadable(_("PDF 已损坏，只读出了文字，没有表格"))
    return builder.document(pages=count)


def mender() -> Any:
    """The library pypdf, which mends what it can and is not to talk of it: what could not be read is said in our words."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    return pypdf


def _plain_lines(reader: Any) -> Iterator[tuple[int, str]]:
    for number, page in enumerate(reader.pages, 1):
        for line in page.extract_text().splitlines():
            yield number, line


def _locked(name: str, limits: Limits) -> NeedsPassword:
    message = (
        _("{name}：密码不对，PDF 没有打开。")
        if limits.password
        else _("{name}：PDF 设有打开密码，请用 --password 给出密码。")
    )
    return NeedsPassword(message.format(name=name))


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(_("{name}：PDF 已损坏，请重新导出后再试。").format(name=name))
