"""Plain text: the Document's text is the decoded file, and every span points into it.

Tables are told by tabs, by pipes (Markdown, box drawing) or by runs of two or more blanks. Consecutive lines of one
kind form one table, a line a row; columns are hints only, since exports drop and shift merged cells.
"""

import codecs
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Literal, NamedTuple

from auditor.errors import UnreadableFile
from auditor.locale import gettext as _
from auditor.model.source import Block, Cell, Document, Span, Table, Unreadable
from auditor.readers.builder import digest
from auditor.readers.limits import Limits

LineKind = Literal["blank", "text", "tabs", "pipes", "spaces", "rule"]

_LINE_END = re.compile(r"\r\n|\n|\r")
_TAB = re.compile(r"\t")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_RULE_LINE = re.compile(r"[-=─━┄┅═]{2}")
_RULE_GLYPHS = frozenset(" \t\u3000|+:=-｜" + "".join(map(chr, range(0x2500, 0x2580))))
"""|---|:---:|   +-----+-----+   ├────┼────┤"""
_PIPE = re.compile(r"(?<!\\)[|｜│┃]")
_GAP = re.compile(r"[ \u00a0]{2,}|\u3000{2,}|[ \u00a0]+\u3000[ \u00a0\u3000]*|\u3000[ \u00a0]+")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Line(NamedTuple):
    """A line without its end: number (1-based), place in the text, and what it looks like."""

    number: int
    start: int
    end: int
    kind: LineKind


def read(data: bytes, name: str, limits: Limits) -> Document:
    """The text file as a Document. Raises UnreadableFile for binary, blank or undecodable content."""
    text, unreadable = decode(data, name)
    lines = _joined(list(_lines(text)), text)
    blocks = tuple(_blocks(text, lines, name, limits))
    if not blocks:
        raise UnreadableFile(_("{name}：文件里没有文字。").format(name=name))
    return Document(name=name, format="txt", sha256=digest(data), text=text, blocks=blocks, unreadable=unreadable)


def decode(data: bytes, name: str) -> tuple[str, tuple[Unreadable, ...]]:
    """The decoded text without its byte order mark, and what could not be decoded.

    UTF-8, UTF-16, UTF-32 by mark; else UTF-8 (a character cut at the very end is noted), UTF-16 told by its zero
    bytes, GB18030. Raises UnreadableFile for anything else and for binary content.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(_strict(data[len(mark) :], encoding), name), ()
    text = _strict(data, "utf-8")
    if text is None:
        cut = _cut_at_end(data)
        if cut is not None:
            return _checked(cut, name), (Unreadable(span=None, reason=_("文件末尾的一个字被截断。")),)
    if text is None or "\x00" in text:
        text = _wide(data) or text or _strict(data, "gb18030")
    return _checked(text, name), ()


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _cut_at_end(data: bytes) -> str | None:
    """UTF-8 whose last character lacks bytes. At least one whole multi-byte character must speak for UTF-8."""
    for missing in (1, 2, 3):
        text = _strict(data[:-missing], "utf-8")
        if text is not None and not text.isascii():
            return text
    return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: the zero bytes of its line ends, digits and tabs stand all on one side."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if max(even, odd) * 50 < len(data) or min(even, odd) * 10 > max(even, odd):
        return None
    return _strict(data, "utf-16-le" if odd > even else "utf-16-be")


def _checked(text: str | None, name: str) -> str:
    if text is None:
        raise UnreadableFile(_("{name}：文字编码无法识别，请另存为 UTF-8 文本再试。").format(name=name))
    if len(_CONTROL.findall(text)) > len(text) // 200:
        raise UnreadableFile(
            _("{name}：内容不是文字（可能是其他类型的文件改了后缀），请提供原文件。").format(name=name)
        )
    return text


def _lines(text: str) -> Iterator[Line]:
    start = number = 0
    for number, end in enumerate(_LINE_END.finditer(text), start=1):
        yield Line(number, start, end.start(), _look(text[start : end.start()]))
        start = end.end()
    if start < len(text):
        yield Line(number + 1, start, len(text), _look(text[start:]))


def _look(line: str) -> LineKind:
    if not line.strip():
        return "blank"
    if "\t" in line:
        return "tabs"
    if _RULE_LINE.search(line) and _RULE_GLYPHS.issuperset(line):
        return "rule"
    if len(_PIPE.findall(line)) >= 2:
        return "pipes"
    if _GAP.search(line.strip()):
        return "spaces"
    return "text"


def _joined(lines: list[Line], text: str) -> list[Line]:
    """The lines, with rules put to the table they draw, and an indented lone line outside of a table as plain text."""
    joined: list[Line] = []
    for line in lines:
        kind = line.kind
        before = joined[-1].kind if joined else "blank"
        if kind == "tabs" and before != "tabs" and "\t" not in text[line.start : line.end].lstrip():
            kind = "text"
        joined.append(line._replace(kind=kind))
    return joined


def _blocks(text: str, lines: list[Line], name: str, limits: Limits) -> Iterator[Block]:
    tables = 0
    for kind, group in groupby(lines, key=lambda line: "pipes" if line.kind == "rule" else line.kind):
        limits.watch(name)
        if kind == "blank":
            continue
        run = list(group)
        if kind == "text":
            yield from (_paragraph(text, line) for line in run)
            continue
        rows = [line for line in run if line.kind != "rule"]
        if not rows:
            continue
        if len(rows) > limits.max_rows:
            raise UnreadableFile(
                _("{name}：表格超过 {limit} 行，请拆分文件或调高上限后重试。").format(name=name, limit=limits.max_rows)
            )
        tables += 1
        yield _table(text, rows, tables)


def _paragraph(text: str, line: Line) -> Block:
    start, end = _trim(text, line.start, line.end)
    span = Span(start=start, end=end, line=line.number)
    return Block(kind="paragraph", span=span, text=text[start:end])


def _table(text: str, lines: list[Line], number: int) -> Block:
    cells = tuple(cell for row, line in enumerate(lines, start=1) for cell in _cells(text, line, number, row))
    span = Span(start=lines[0].start, end=lines[-1].end, line=lines[0].number, table=number)
    table = Table(number=number, span=span, cells=cells)
    return Block(kind="table", span=span, text=text[span.start : span.end], table=table)


def _cells(text: str, line: Line, table: int, row: int) -> Iterator[Cell]:
    for column, (begin, finish) in enumerate(_split(text, line), start=1):
        start, end = _trim(text, begin, finish)
        span = Span(start=start, end=end, line=line.number, table=table, row=row, column=column)
        yield Cell(text=text[start:end], span=span, row=row, column=column)


def _split(text: str, line: Line) -> Iterator[tuple[int, int]]:
    """Where the cells of a table line stand: between its separators, without the pipes that frame it."""
    start, end = line.start, line.end
    separator = {"tabs": _TAB, "pipes": _PIPE, "spaces": _GAP}[line.kind]
    if line.kind == "pipes":
        start, end = _unframed(text, start, end)
    if line.kind == "spaces":
        end = start + len(text[start:end].rstrip())
    for gap in separator.finditer(text, start, end):
        yield start, gap.start()
        start = gap.end()
    yield start, end


def _unframed(text: str, start: int, end: int) -> tuple[int, int]:
    inner_start, inner_end = _trim(text, start, end)
    if text[inner_start] in "|｜│┃":
        start = inner_start + 1
    if inner_end - 1 >= start and text[inner_end - 1] in "|｜│┃":
        end = inner_end - 1
    return start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the blanks around it; an empty stretch keeps its start."""
    piece = text[start:end]
    stripped = piece.lstrip()
    if not stripped:
        return start, start
    start += len(piece) - len(stripped)
    return start, start + len(stripped.rstrip())
