"""The grammar of titles: whose report a line says it is, of which project, for which year."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from auditor import prepared
from auditor.extract.rules import bodies
from auditor.forms import lexicon
from auditor.text import numerals
from auditor.text.normalize import Folded, fold, folded
from auditor.text.patterns import lazily

_LONGEST = 110
LINES = 4
"""A title is broken over at most this many lines."""
_SHORT_LINE = 45


class Part(NamedTuple):
    """Characters of the text a title was read from, end exclusive."""

    start: int
    end: int


class Title(NamedTuple):
    """What a title names, each None where it does not; `place` is a place that stands where a body could (云山县)."""

    organisation: Part | None = None
    place: Part | None = None
    project: Part | None = None
    year: int | None = None
    year_part: Part | None = None


class _Piece(NamedTuple):
    """A stretch of the folded title between two years or brackets, and where it begins there."""

    text: str
    start: int


@lru_cache(maxsize=1024)
def is_title(words: str) -> bool:
    """Whether folded words are the title of a form or report.

    2023年度省级财政专项资金绩效自评表, 关于某局2023年度绩效自评情况的报告, 附件2:项目支出绩效自评表(2022年度). Not a numbered heading, a list,
    the guidance to a form, a sentence; 绩效自评结果 only where a body or a year in brackets is printed with it.
    """
    if not 3 <= len(words) <= _LONGEST or not _HINT.search(words):
        return False
    core = _BOOK.sub(r"\1", words[_before(words) :])
    if _pattern("title", "numbered").match(words) or _pattern("title", "never").search(core):
        return False
    if _certain().fullmatch(core):
        return True
    return _soft().fullmatch(core) is not None and _prints_more(core)


def read(text: str) -> Title:
    """What a title line says, as places of the text as printed. Lines of a broken title are joined by the caller."""
    whole = folded(text)
    if len(whole.text) > _LONGEST:
        return Title()
    start = _before(whole.text)
    core = whole.text[start:]
    dated, year = _year(core)
    end = _stem_end(core)
    pieces = [*_pieces(core, end), *_in_brackets(core, end)]
    body, place = _body(pieces)
    found = _project(pieces, [one for one in (body, place) if one is not None])
    printed = [_part(whole, start, part) for part in (body, place, found, dated)]
    return Title(printed[0], printed[1], printed[2], year, printed[3])


def block(lines: Sequence[str]) -> slice | None:
    """Which of the folded lines at the head of a document make its title; None when none does.

    A title may be broken over lines (2023年度城市更新 / 改造项目绩效 / 自评报告), its body may stand above it and its year below.
    """
    for first in range(len(lines)):
        for last in range(first + 1, min(first + LINES, len(lines)) + 1):
            if is_title("".join(lines[first:last])) and all(_may_be_broken(line) for line in lines[first : last - 1]):
                return slice(_begins(lines, first), _ends(lines, last))
    return None


def is_mark(words: str) -> bool:
    """Whether folded words only number what follows: 附件2, 附表1:, 公开14表."""
    return bool(words) and _before(words) == len(words)


def begun(lines: Sequence[str]) -> str | None:
    """The words of the title that the first of the folded lines begins without being one: its first half, or its body alone."""
    if len(lines) < 2 or not (_is_half(lines[0]) or bodies.is_body(lines[0])):
        return None
    found = block(lines)
    return "".join(lines[found]) if found is not None and found.start == 0 and found.stop > 1 else None


def year(text: str) -> int | None:
    """The year that a line, a year field or a bare cell prints: 2023年度, 二〇二三年度, 23年度, 2019-2021年 (its last)."""
    return _year(fold(text))[1]


def year_of_report(text: str) -> int | None:
    """The year that a line prints as one of a report (2023年度, （2023年）) or alone; None for the year of a project (2022年水库项目)."""
    flat = fold(text)
    part, printed = _year(flat)
    if part is None or part == (0, len(flat)):
        return printed
    return printed if "度" in flat[part.start : part.end] or flat[part.end : part.end + 1] == ")" else None


_HINT = prepared.pattern("自评|自查|自我评|评价|评估|绩效")
"""Lines without any of these are most of a document."""
_BOOK = prepared.pattern(r"\A《(.*)》\Z")
_BRACKETED_YEAR = prepared.pattern(r"[(](?:20\d\d|二[〇零○][〇零○一二三四五六七八九]{2})年?度?[)]")


def _before(flat: str) -> int:
    """Where the title begins after signs, 附件2 and 公开14表."""
    found = _prefix().match(flat)
    return found.end() if found is not None else 0


def _prints_more(core: str) -> bool:
    """Whether a line that could be a heading prints whose it is, or its year in brackets."""
    return bool(_BRACKETED_YEAR.search(core)) or any(body is not None for body in _body(_pieces(core, len(core))))


def _stem_end(flat: str) -> int:
    """Where the words end that name body, fund and year, and those of the evaluation begin."""
    found = _tail().search(flat)
    return found.start() if found is not None else len(flat)


def _year(flat: str) -> tuple[Part | None, int | None]:
    """The year of a title: one printed as a year of report (2023年度) before others; of a stretch (2019-2021年) the last."""
    found = [match for match in _years().finditer(flat) if _is_year(flat, match)]
    if not found:
        return None, None
    best = max(found, key=lambda match: (_RANK[_form(flat, match)], -match.start()))
    if _form(flat, best) == "range":
        best = found[-1]
    return Part(*best.span()), _number(best.group())


_RANK = {"annual": 3, "plain": 2, "range": 1, "bare": 0}
_JOINT = prepared.pattern(r"[-—~至到]+")


def _form(flat: str, match: re.Match[str]) -> str:
    if _JOINT.match(flat, match.end()) or _JOINT.fullmatch(flat[match.start() - 1 : match.start()]):
        return "range"
    if "度" in match.group() or flat[match.end() : match.end() + 1] == ")":
        return "annual"
    return "plain" if "年" in match.group() else "bare"


def _is_year(flat: str, match: re.Match[str]) -> bool:
    """Not a day (2024年3月5日), not the number of a document (〔2024〕5号), not a part of a longer number."""
    rest = flat[match.end() : match.end() + 1]
    if rest in {"〕", "]", "】", "号"} or _DAY_FOLLOWS.match(flat, match.end()):
        return False
    return bool("年" in match.group() or not rest or not rest.isalnum() or match.start() == 0)


_DAY_FOLLOWS = prepared.pattern(r"\d{1,2}月|[./-]?\d{1,2}[./-]\d|\d")
"""月 and day of 2024年3月5日, 2024.3.5, 20240305."""


def _number(printed: str) -> int | None:
    digits = re.sub(r"[学年度]", "", printed).replace("O", "〇")
    if digits.isdecimal():
        return int(digits) if len(digits) == 4 else 2000 + int(digits)
    value = numerals.parse(digits)
    return None if value is None else int(value)


def _pieces(flat: str, end: int) -> list[_Piece]:
    """The stretches between years, dashes and a body in brackets."""
    cuts = [0]
    for match in _cut().finditer(flat, 0, end):
        if match["said"] is None:
            cuts += match.span()
        elif bodies.is_body(match["said"]):
            cuts += [match.start(), *match.span("said"), match.end()]
    return _trimmed(flat, zip(cuts[::2], [*cuts[1::2], end], strict=True))


def _in_brackets(flat: str, start: int) -> list[_Piece]:
    """The body or project in brackets or behind a dash after the words of the evaluation: 绩效自评表（某县水利局）."""
    pieces = _trimmed(flat, (match.span("inside") for match in _BRACKETS.finditer(flat, start)))
    return [piece for piece in pieces if bodies.is_body(piece.text) or _closes(piece.text)]


_BRACKETS = prepared.pattern(r"(?:[(]|——|--)(?P<inside>[^()]{4,40}?)(?:[)]|\Z)")


def _trimmed(flat: str, spans: Iterable[tuple[int, int]]) -> list[_Piece]:
    """The stretches without 关于, 的 and marks before them; none that is empty then."""
    begun = [(_skipped(_ahead(), flat, first, last), last) for first, last in spans]
    return [_Piece(flat[first:last], first) for first, last in begun if first < last]


def _skipped(ahead: re.Pattern[str], flat: str, first: int, last: int) -> int:
    found = ahead.match(flat, first, last)
    return found.end() if found is not None else first


def _body(pieces: Sequence[_Piece]) -> tuple[Part | None, Part | None]:
    """The body that a title names, and the place where it names one alone."""
    place: Part | None = None
    for piece in pieces:
        text = _behind().sub("", piece.text)
        found = _behind_a_project(text) or bodies.begins(text)
        if found is None:
            continue
        part = Part(piece.start + found.start, piece.start + found.end)
        if not found.place:
            return part, place
        place = place or part
    return None, place


def _behind_a_project(text: str) -> bodies.Body | None:
    """A body after the words of its project: 老旧管网改造项目某县住建局."""
    for match in _closing().finditer(text):
        rest = text[match.end() :]
        if rest and bodies.is_placed(rest) and bodies.is_body(rest):
            return bodies.Body(match.end(), len(text))
    return None


def _closes(text: str) -> bool:
    """Whether words end as the name of a project or fund does."""
    return any(match.end() == len(text) for match in _closing().finditer(text))


def _project(pieces: Sequence[_Piece], taken: Sequence[Part]) -> Part | None:
    """The words of the title that are neither body, place, year nor evaluation; None where they only say that it is money."""
    found = [part for piece in pieces for part in _left(piece, taken)]
    return max(found, key=lambda part: part.end - part.start, default=None)


def _left(piece: _Piece, taken: Sequence[Part]) -> list[Part]:
    named = _behind().sub("", piece.text)
    start, end = piece.start, piece.start + len(named)
    for part in taken:
        if part.start == start:
            start = part.end
        elif start < part.start < end <= part.end:
            end = part.start
    start = piece.start + _skipped(_ahead(), named, start - piece.start, end - piece.start)
    text = named[start - piece.start : end - piece.start]
    if len(text) < 2 or _generic().fullmatch(text) or bodies.is_place(text) or bodies.is_body(text):
        return []
    return [Part(start, start + len(text))]


def _may_be_broken(line: str) -> bool:
    """Whether a line may be the first half of a title: short, no sentence, no label, no numbered heading."""
    if not line or len(line) > _SHORT_LINE or re.search(r"[。;!?,:|]", line):
        return False
    return not (
        _pattern("title", "numbered").match(line)
        or _before(line) == len(line)
        or _pattern("title", "cover").search(line)
    )


def _begins(lines: Sequence[str], first: int) -> int:
    """The title's first line: a broken half above it, or the body."""
    while first and (_is_half(lines[first - 1]) or bodies.is_body(lines[first - 1])):
        first -= 1
    return first


def _is_half(line: str) -> bool:
    """Whether a line alone is the beginning of a title: it prints a year or 关于 and breaks off."""
    return _may_be_broken(line) and _HALF.match(line) is not None and not (_DAY.search(line) or is_title(line))


_DAY = lazily(r"月\d{1,2}日\Z")
_HALF = prepared.pattern(r"(?:#*)(?:20\d\d年|关于|二[〇零○])|.{2,30}20\d\d年度?")


def _ends(lines: Sequence[str], last: int) -> int:
    """The title's last line: the year or the body below it."""
    while last < len(lines) and (_YEAR_LINE.fullmatch(lines[last]) or _IN_BRACKETS.fullmatch(lines[last])):
        last += 1
    return last


_YEAR_LINE = prepared.pattern(r"[(]?(?:20\d\d|二[〇零○][〇零○一二三四五六七八九]{2})年?度?[)]?")
_IN_BRACKETS = lazily(r"[(][^()]{2,24}[)]")


def _part(whole: Folded, offset: int, part: Part | None) -> Part | None:
    return None if part is None else Part(*whole.original(offset + part.start, offset + part.end))


@cache
def _pattern(table: str, key: str) -> re.Pattern[str]:
    return lexicon.pattern("titles", table, key)


def _either(table: str, key: str) -> str:
    return lexicon.either("titles", table, key)


@cache
def _prefix() -> re.Pattern[str]:
    return prepared.pattern(rf"{_either('title', 'before')}*")


@cache
def _certain() -> re.Pattern[str]:
    """绩效自评表, 项目支出绩效自评情况的报告, 绩效目标申报表(2024年度)."""
    around, noun, after = (_either("title", key) for key in ("around", "noun", "after"))
    return prepared.pattern(rf"[^:]{{0,80}}?{_either('title', 'act')}{around}*{noun}{after}*")


@cache
def _soft() -> re.Pattern[str]:
    around, after = _either("title", "around"), _either("title", "after")
    return prepared.pattern(rf"[^:]{{2,80}}?{_either('title', 'act')}?{around}*{_either('title', 'soft')}{after}*")


@cache
def _tail() -> re.Pattern[str]:
    """From the first word of the evaluation on: 绩效自评情况的报告(2023年度)."""
    act, around, after = (_either("title", key) for key in ("act", "around", "after"))
    kind = f"(?:{_either('title', 'noun')}|{_either('title', 'soft')})"
    first = r"(?:重点|综合|单位|财政|自我|事前|事后|绩效)*"
    return prepared.pattern(rf"{first}{act}{around}*{kind}?{after}*(?:(?:[(]|——|--)[^()]{{2,40}}[)]?)?\Z")


@cache
def _years() -> re.Pattern[str]:
    return _pattern("title", "year")


@cache
def _cut() -> re.Pattern[str]:
    dated = rf"(?:[-—~至到]*{_either('title', 'year')})+"
    return prepared.pattern(rf"[(]?{dated}[)]?|[(](?P<said>[^()]+)[)]|[《》]|——|--")


@cache
def _ahead() -> re.Pattern[str]:
    return prepared.pattern(rf"{_either('project', 'ahead')}++")


@cache
def _behind() -> re.Pattern[str]:
    return prepared.pattern(rf"{_either('project', 'behind')}++\Z")


@cache
def _closing() -> re.Pattern[str]:
    return _pattern("project", "closing")


@cache
def _generic() -> re.Pattern[str]:
    return prepared.pattern(rf"{_either('project', 'generic')}++")
