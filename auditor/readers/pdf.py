"""PDF: tables from ruling lines, the words between them in reading order, scans through a recogniser.

PDFium is not safe to use from several threads at once; run several audits in several processes.
"""

import io
from collections.abc import Iterator
from typing import Any

from auditor.errors import UnreadableFile
from auditor.locale import gettext as _
from auditor.model.source import Document
from auditor.readers import canvas, joints, layout
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
    if count > limits.max_pages:
        raise _too_long(name, count, limits)
    pages: list[list[Part]] = []
    edges: list[tuple[float, float]] = []
    scans: list[int] = []
    for number in range(1, count + 1):
        seen = _seen(file, number, builder)
        if seen is None:
            continue
        if seen.is_scan:
            scans.append(number)
        pages.append(layout.parts(seen, number))
        edges.append((seen.floor, seen.ceiling))
    if not any(pages) and scans:
        raise UnreadableFile(
            _("{name}：是扫描件，没有文字层；请提供 Word、Excel 或可复制文字的 PDF。").format(name=name)
        )
    for number in scans:
        builder.unreadable(_("第{page}页是扫描图像，没有读取").format(page=number))
    append(builder, joints.rejoin(layout.paragraphs(layout.framed(pages, edges))))
    return builder.document(pages=count)


def append(builder: Builder, parts: list[Part]) -> None:
    """Append parts in reading order."""
    for part in parts:
        box = layout.boxed(canvas.turned_back(part.box, part.turned))
        if part.line is not None:
            builder.paragraph(part.line, page=part.page, box=box, kind=part.kind)
        else:
            builder.table(part.drafts, exact=True, page=part.page, box=box)


def _seen(file: Any, number: int, builder: Builder) -> Canvas | None:
    """What a page shows, None when it is damaged."""
    import pypdfium2

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
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(data), password=limits.password)
        count = len(reader.pages)
        if count > limits.max_pages:
            raise _too_long(name, count, limits)
        spans = [builder.paragraph(line, page=number) for number, line in _plain_lines(reader)]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise _damaged(name) from error
    if not any(spans):
        raise _damaged(name)
    builder.unreadable(_("PDF 已损坏，只读出了文字，没有表格"))
    return builder.document(pages=count)


def _plain_lines(reader: Any) -> Iterator[tuple[int, str]]:
    for number, page in enumerate(reader.pages, 1):
        for line in page.extract_text().splitlines():
            yield number, line


def _locked(name: str, limits: Limits) -> UnreadableFile:
    message = (
        _("{name}：密码不对，PDF 没有打开。")
        if limits.password
        else _("{name}：PDF 设有打开密码，请用 --password 给出密码。")
    )
    return UnreadableFile(message.format(name=name))


def _too_long(name: str, count: int, limits: Limits) -> UnreadableFile:
    return UnreadableFile(
        _("{name}：共 {count} 页，超过上限 {limit} 页；请拆分文件或调高上限。").format(
            name=name, count=count, limit=limits.max_pages
        )
    )


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(_("{name}：PDF 已损坏，请重新导出后再试。").format(name=name))
