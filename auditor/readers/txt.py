"""Plain text: the Document's text is the decoded file, and every span points into it.

Tables are told by tabs, by pipes (Markdown, box drawing), by runs of two or more blanks, or by equally many commas.
Consecutive lines of one kind form one table, a line a row; columns are hints only, since exports drop and shift merged
cells. Of tables set with blanks, a column is what stands under each other.
"""

import codecs
import math
from collections.abc import Iterator
from itertools import groupby, zip_longest
from typing import Literal, NamedTuple

from auditor import prepared
from auditor.errors import UnreadableFile
from auditor.locale import gettext as _
from auditor.model.source import (
    Block,
    Cell,
    Document,
    Unreadable,
    make_block,
    make_cell,
    make_document,
    make_span,
    make_table,
)
from auditor.readers import aligned
from auditor.readers.aligned import Stretch
from auditor.readers.builder import digest
from auditor.readers.limits import Limits
from auditor.text.patterns import lazily

LineKind = Literal["blank", "text", "tabs", "pipes", "spaces", "rule", "commas"]

_LINE_END = prepared.pattern(r"\r\n|\n|\r")
_CONTROL = prepared.pattern(r"[\x00-\x08\x0e-\x1b\x7f]")
_RULE_LINE = prepared.pattern(r"[-=─━┄┅═]{2}")
_RULE_GLYPHS = frozenset(" \t\u3000|+:=-｜" + "".join(map(chr, range(0x2500, 0x2580))))
"""|---|:---:|   +-----+-----+   ├────┼────┤"""
_PIPE = prepared.pattern(r"(?<!\\)[|｜│┃]")
_GAP = prepared.pattern(r"[ \u00a0]{2,}|\u3000{2,}|[ \u00a0]+\u3000[ \u00a0\u3000]*|\u3000[ \u00a0]+")
_PIPES = "|｜│┃"
_WIDE_GAP = lazily(r"[ \u00a0\u3000]*\u3000[ \u00a0\u3000]*|[ \u00a0]{2,}")
"""A wide blank parts cells by itself where a line has several: 年度资金总额　　86.40　86.40　82.08."""
_OPENS_PROSE = lazily(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|.*[，。；]")
"""`一、项目概况  本项目…。`, `项目已完工。  下一步…。`"""
_INDENT = lazily(r"[ \u00a0\u3000]*")
_COMMA = lazily(r'"[^"]*"|[,，]')
"""A comma, or a quoted cell, whose commas are its own."""
_COMMAS = prepared.pattern("[,，]")
_LEAST_WIDE = 4
_ENDS_A_SENTENCE = ("。", "！", "？", "；", "：", ".", ";", ":")
_LEAST_COMMAS = 3
_LEAST_LINES = 3
"""So many lines with equally many commas, at least three each and no end of a sentence, are a table (CSV)."""
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
    limits.check_characters(len(text), name)
    limits.check_cells(text.count("\t"), name)
    lines = _joined(list(_lines(text)), text)
    blocks = tuple(_blocks(text, lines, name, limits))
    if not blocks:
        raise UnreadableFile(_("{name}：文件里没有文字。").format(name=name))
    return make_document(name=name, format="txt", sha256=digest(data), text=text, blocks=blocks, unreadable=unreadable)


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
    """The lines, with those put to a table that look like words only by themselves, and words that look like a table."""
    joined: list[Line] = []
    second = math.inf
    for line, after in zip_longest(lines, lines[1:]):
        kind, before = line.kind, joined[-1].kind if joined else "blank"
        words = text[line.start : line.end]
        if kind == "tabs" and before != "tabs" and "\t" not in words.lstrip():
            kind = "text"  # an indented lone line
        elif kind == "text" and before == "spaces" and _left(words) >= second and not _is_sentence(words):
            kind = "spaces"  # a row of one cell, under the others
        elif kind == "text" and len(_PIPE.findall(words)) == 1 and _is_piped(before, after, text):
            kind = "pipes"
        elif kind == "spaces" and _is_prose(words) and "spaces" not in {before, after.kind if after else None}:
            kind = "text"  # a sentence with blanks in it
        joined.append(line if kind == line.kind else line._replace(kind=kind))
        if kind != "spaces":
            second = math.inf
        elif line.kind == "spaces":
            second = min([second, *(cell.left for cell in _stretches(text, line)[1:2])])
    return list(_with_commas(joined, text))


def _is_sentence(words: str) -> bool:
    return words.rstrip().endswith("。")


def _is_prose(words: str) -> bool:
    """Whether a line alone is a sentence with blanks in it, and no label with a sentence beside it."""
    return _is_sentence(words) and _OPENS_PROSE.match(_GAP.split(words.strip(), 1)[0]) is not None


def _left(words: str) -> int:
    """Where an indented line begins on the screen; -1 for one that is not indented."""
    indent = _INDENT.match(words)
    blanks = indent[0] if indent is not None else ""
    return len(blanks) + blanks.count("\u3000") if len(blanks) > 1 else -1


def _is_piped(before: LineKind, after: Line | None, text: str) -> bool:
    """Whether a line beside one with a single pipe is a row, too: two columns without a frame."""
    if before == "pipes":
        return True
    return after is not None and (
        after.kind == "pipes" or (after.kind == "text" and len(_PIPE.findall(text, after.start, after.end)) == 1)
    )


def _with_commas(lines: list[Line], text: str) -> Iterator[Line]:
    for count, group in groupby(lines, key=lambda line: _commas(text, line)):
        run = list(group)
        is_table = count >= _LEAST_COMMAS and len(run) >= _LEAST_LINES
        yield from (line._replace(kind="commas") for line in run) if is_table else run


def _commas(text: str, line: Line) -> int:
    words = text[line.start : line.end].rstrip()
    if line.kind != "text" or words.endswith(_ENDS_A_SENTENCE) or _COMMAS.search(words) is None:
        return 0
    return sum(found in ",，" for found in _COMMA.findall(words))


def _blocks(text: str, lines: list[Line], name: str, limits: Limits) -> Iterator[Block]:
    tables = cells = 0
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
        limits.check_rows(len(rows), name)
        tables += 1
        made: list[Cell] = []
        for row in _rows(text, rows, tables):
            made += row
            limits.check_cells(cells + len(made), name)
        cells += len(made)
        yield _table(text, rows, tables, made)


def _paragraph(text: str, line: Line) -> Block:
    start, end = _trim(text, line.start, line.end)
    span = make_span(start=start, end=end, line=line.number)
    return make_block(kind="paragraph", span=span, text=text[start:end])


def _rows(text: str, lines: list[Line], number: int) -> Iterator[list[Cell]]:
    """The cells of a table, row by row."""
    return _aligned(text, lines, number) if lines[0].kind == "spaces" else _separated(text, lines, number)


def _table(text: str, lines: list[Line], number: int, made: list[Cell]) -> Block:
    span = make_span(start=lines[0].start, end=lines[-1].end, line=lines[0].number, table=number)
    table = make_table(number=number, span=span, cells=tuple(made))
    return make_block(kind="table", span=span, text=text[span.start : span.end], table=table)


def _separated(text: str, lines: list[Line], table: int) -> Iterator[list[Cell]]:
    framed = _are_framed(text, lines)
    for row, line in enumerate(lines, start=1):
        yield [
            _cell(text, line, place, (table, row, column))
            for column, place in enumerate(_split(text, line, framed=framed), start=1)
        ]


def _are_framed(text: str, lines: list[Line]) -> bool:
    """Whether pipes stand at the edges of the rows; where most rows have none, a pipe at the edge parts a blank cell."""
    if lines[0].kind != "pipes":
        return False
    return sum(text[_trim(text, line.start, line.end)[0]] in _PIPES for line in lines) * 2 > len(lines)


def _aligned(text: str, lines: list[Line], table: int) -> Iterator[list[Cell]]:
    """The cells of lines set with blanks; a column that is left out before another one is an empty cell."""
    found = [_stretches(text, line) for line in lines]
    for row, (line, cells, columns) in enumerate(zip(lines, found, aligned.columns(found), strict=True), start=1):
        made: list[Cell] = []
        next_column = 1
        for stretch, column in zip(cells, columns, strict=True):
            made += [
                _cell(text, line, (stretch.start, stretch.start), (table, row, empty))
                for empty in range(next_column, column)
            ]
            made.append(_cell(text, line, (stretch.start, stretch.end), (table, row, column)))
            next_column = column + 1
        yield made


def _cell(text: str, line: Line, place: tuple[int, int], grid: tuple[int, int, int]) -> Cell:
    """The cell without the blanks around its words."""
    (start, end), (table, row, column) = place, grid
    piece = text[start:end]
    words = piece.strip()
    if len(words) < len(piece):
        start += piece.index(words)
    span = make_span(start=start, end=start + len(words), line=line.number, table=table, row=row, column=column)
    return make_cell(text=words, span=span, row=row, column=column)


def _stretches(text: str, line: Line) -> list[Stretch]:
    bounds = [_trim(text, begin, finish) for begin, finish in _split(text, line._replace(kind="spaces"))]
    return aligned.stretches(text, [(start, end) for start, end in bounds if start < end], line.start)


_SEPARATORS = {"pipes": _PIPE, "spaces": _GAP, "commas": _COMMA}


def _split(text: str, line: Line, *, framed: bool = False) -> list[tuple[int, int]]:
    """Where the cells of a table line stand: between its separators, without the pipes that frame it."""
    start, end = line.start, line.end
    if line.kind == "tabs":
        return _at_tabs(text, start, end)
    if framed:
        start, end = _unframed(text, start, end)
    if line.kind == "spaces":
        end = start + len(text[start:end].rstrip())
    separator = _SEPARATORS[line.kind]
    if line.kind == "spaces" and len(_WIDE_GAP.findall(text, start, end)) >= _LEAST_WIDE:
        separator = _WIDE_GAP
    gaps = [gap.span() for gap in separator.finditer(text, start, end) if text[gap.start()] != '"']
    starts = [start, *(after for _before, after in gaps)]
    ends = [*(before for before, _after in gaps), end]
    cells = list(zip(starts, ends, strict=True))
    return [_unquoted(text, *cell) for cell in cells] if line.kind == "commas" else cells


def _at_tabs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cells: list[tuple[int, int]] = []
    for words in text[start:end].split("\t"):
        stop = start + len(words)
        cells.append((start, stop))
        start = stop + 1
    return cells


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = _trim(text, start, end)
    quoted = end - start > 1 and text[start] == text[end - 1] == '"'
    return (start + 1, end - 1) if quoted else (start, end)


def _unframed(text: str, start: int, end: int) -> tuple[int, int]:
    inner_start, inner_end = _trim(text, start, end)
    if text[inner_start] in _PIPES:
        start = inner_start + 1
    if inner_end - 1 >= start and text[inner_end - 1] in _PIPES:
        end = inner_end - 1
    return start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the blanks around it; an empty stretch keeps its start."""
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return start, start
    if len(stripped) < len(piece):
        start += piece.index(stripped)
    return start, start + len(stripped)
