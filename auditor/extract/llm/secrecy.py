"""A mark of secrecy on a document (秘密★1年, 机密, 绝密, 内部资料): such a document goes to no model unless the user says so.

Marks stand at the top of the first page, in a running head, in the title, or behind 密级 (GB/T 9704-2012, 7.2.2).
Sentences that speak of secrets (保守国家秘密, 内部控制) mark nothing.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from auditor.locale import gettext as _
from auditor.model.source import Block, Document
from auditor.settings import Settings

_FIRST_PAGE = 45
"""Lines of a first page, where the format has no pages."""

_LONGEST_TITLE = 60

_DEGREE = r"(?:绝密|机密|秘密|内部)"
_PLAIN = r"(?:绝密|机密|(?:国家|工作|商业|警务)?秘密|内部(?:资料|文件|材料|使用|参阅|参考|刊物|事项|掌握)?)"
_PLEASE = r"(?:(?:注意|妥善|严格)(?:保存|保管|保密)|(?:不得|请勿|严禁|禁止|切勿)(?:外传|外泄|翻印|复印|传播|公开)|仅供内部(?:使用|参考|参阅))"
_STARRED = re.compile(rf"{_DEGREE}[★☆✩✭⭐]")
"""秘密★1年"""
_WHOLE = re.compile(
    rf"[【\[（(〔]?{_PLAIN}(?:(?:\d+|[一二三五十]+)(?:年|个月)|长期)?(?:[,，、;；:：]?{_PLEASE})*[】\])）〕。!！]?"
)
"""机密; 【内部资料，注意保存】; 秘密10年"""
_DOCUMENT = re.compile(rf"[【\[（(〔]?内部(?:资料|文件|材料)(?:[,，、;；:：]?{_PLEASE})*[】\])）〕。!！]?")
_LABELLED = re.compile(rf"(?:密级|保密级别|保密等级|秘密等级)(?:程度)?[:：|（(]*{_DEGREE}")
"""密级：秘密"""
_TITLED = re.compile(rf"[（(【\[〔]{_PLAIN}[）)】\]〕]")
_TITLE = re.compile(r"自评|绩效|报告|评价|申报表")
_SENTENCE = re.compile(r"[。；;]")


class _Piece(NamedTuple):
    """A paragraph, or a row of a table with blanks taken out; `alone` unless it stands among other cells."""

    text: str
    alone: bool


def marked(document: Document, settings: Settings) -> str | None:
    """Why the document is not sent, as it is said; None where it may be."""
    if settings.send_marked:
        return None
    mark = mark_of(document)
    if mark is None:
        return None
    said = _("{name} 标有“{mark}”，没有发送给模型，只按规则读取；确可发送时用 --send-marked。")
    return said.format(name=document.name, mark=mark)


def mark_of(document: Document) -> str | None:
    """The mark on the document, in its own words; None where it bears none."""
    return next((mark for piece in _pieces(document) if (mark := _mark(piece)) is not None), None)


def _mark(piece: _Piece) -> str | None:
    for pattern in (_STARRED, _LABELLED):
        if found := pattern.search(piece.text):
            return found[0]
    if (_WHOLE if piece.alone else _DOCUMENT).fullmatch(piece.text):
        return piece.text
    if (
        piece.alone
        and len(piece.text) <= _LONGEST_TITLE
        and _TITLE.search(piece.text)
        and not _SENTENCE.search(piece.text)
    ):
        found = _TITLED.search(piece.text)
        return found[0] if found else None
    return None


def _pieces(document: Document) -> Iterator[_Piece]:
    """What stands on the first page, and in running heads and feet of any."""
    left = _FIRST_PAGE
    for block in document.blocks:
        if block.kind in {"header", "footer"}:
            yield _Piece(_tight(block.text), alone=True)
        elif block.span.page in {None, 1} and left > 0:
            lines = _lines(block)[:left]
            left -= len(lines)
            yield from (piece for line in lines for piece in line)


def _lines(block: Block) -> list[list[_Piece]]:
    """The lines of a paragraph, or the rows of a table; a row as a whole and each of its cells."""
    if block.table is None:
        return [[_Piece(_tight(line), alone=True)] for line in block.text.splitlines()]
    rows = ([words for cell in row if (words := _tight(cell.text))] for row in block.table.rows())
    return [
        [_Piece("|".join(cells), alone=len(cells) == 1), *(_Piece(words, alone=len(cells) == 1) for words in cells)]
        for cells in rows
    ]


def _tight(text: str) -> str:
    return "".join(text.split())
