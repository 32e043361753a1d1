"""What is a person's own in a text: identity numbers, phones, bank accounts, mail, names in lists; amounts, document numbers and dates are not.

A mask is as long as what it hides, so that a place of the masked text is the same place of the original.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from auditor import prepared
from auditor.text.patterns import lazily

MASK = "＊"

Kind = Literal["identity", "phone", "account", "mail"]
NUMBERS: frozenset[Kind] = frozenset({"identity", "phone", "account"})


class Private(NamedTuple):
    """Characters `start`..`end` of a text that are somebody's own. `labelled`: the words in front say so."""

    start: int
    end: int
    kind: Kind
    labelled: bool = False


_PLAIN = str.maketrans("０１２３４５６７８９ｘＸ－—–（）：　\u00a0\t|", "0123456789xX---():    ")
"""Full-width characters as the usual ones, one for one; what stands between cells as a blank."""

_PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
"""The first digits of an identity number (GB/T 2260)."""
_BIRTH = r"(?:18|19|20)\d{2}[-\ ]?(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_ALONE = r"(?<![\dA-Za-z.])"
_DONE = r"(?![\dA-Za-z]|\.\d)"
_MEASURED = r"(?!\ ?(?:[万亿元%％]|平方|公里|千米|人次|[吨户亩]))"
"""13812345678元 is an amount."""

_UNLABELLED = lazily(
    rf"""(?x)
    (?P<mail>[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)
    | {_ALONE}(?P<identity>{_PROVINCE}\d{{4}}[-\ ]?{_BIRTH}[-\ ]?\d{{3}}[\dXx*]){_DONE}{_MEASURED}
    | {_ALONE}(?P<account>62\d{{2}}(?:\d{{12,15}}|(?:[-\ ]\d{{4}}){{3}}(?:[-\ ]\d{{1,3}})?)){_DONE}{_MEASURED}
    | {_ALONE}(?P<mobile>(?:\+?86[-\ ]?)?1[3-9]\d(?:[-\ ]?\d{{4}}){{2}}){_DONE}{_MEASURED}
    | {_ALONE}(?P<landline>(?:\(0\d{{2,3}}\)\ ?|0\d{{2,3}}-)\d{{3,4}}[-\ ]?\d{{4}}(?:-\d{{1,5}})?)(?!\d)
    """
)
"""a.b@example.org, 110101199001011234, 6222021234567890123, 138 0000 1234, 022-12345678, (022)12345678"""

_GROUPS = {"mobile": "phone", "landline": "phone"}

_BETWEEN = r"(?:[:\ 为是]|号码|\((?:元|卡|折|本人|必填|手机|办公|座机|固话)\)){0,6}"
_LABELLED: dict[Kind, str] = {
    "identity": r"[A-Za-z]{0,3}\d[\dA-Za-z]{6,18}",
    "phone": r"(?:0\d{2,3}[-\ ])?(?:\d{7,11}|\d{3,4}[-\ ]\d{4})(?:-\d{1,5})?",
    "account": r"\d(?:[-\ ]?\d){8,29}",
}
"""What is taken for a number of the kind where its label stands in front of it."""


def private(text: str, kinds: Iterable[Kind] = NUMBERS) -> list[Private]:
    """What is private in a text, in order; nothing twice."""
    plain = text.translate(_PLAIN)
    wanted = frozenset(kinds)
    found = [one for one in (*_labelled(plain), *_unlabelled(plain)) if one.kind in wanted]
    kept: list[Private] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def called(text: str) -> list[tuple[int, int]]:
    """Where running text names persons behind a word that announces those who receive something, as `start` and `end`.

    户主：王德胜; 受益人张桂芳、刘志强等2人. Without a colon two names at least, and the end of their list, are asked for.
    """
    found = []
    for label in _announcing().finditer(text):
        names, rest = _listed_names(text, label.end())
        several = len(names) > 1
        sure = bool(label["colon"]) or (several and _LISTED_OUT.match(text, rest) is not None)
        if label["weak"]:
            sure = bool(label["colon"]) and (several or bool(private(text[rest : _line_end(text, rest)])))
        found += names if sure else []
    return found


def _listed_names(text: str, at: int) -> tuple[list[tuple[int, int]], int]:
    """Names from a place on, one behind the other, and where they end."""
    names: list[tuple[int, int]] = []
    while (item := _ITEM.match(text, at)) is not None:
        words = item["name"]
        if not (_is_name(words) and _begins_like_a_name(words)):
            break
        names.append(item.span("name"))
        at = item.end("name")
        between = _COMMA.match(text, at)
        if between is None:
            break
        at = between.end()
    return names, names[-1][1] if names else at


_ITEM = lazily(r"(?P<name>[\u3400-\u9fff·•]{2,4}?)(?=[、，,；;。 \u3000\t（(|/]|等|和|$)", re.MULTILINE)
_COMMA = lazily(r"(?:[、，,/和]|[ \u3000])")
_LISTED_OUT = lazily(r"(?:等[\d一二两三四五六七八九十]*[人户名位]|[。；;]|\s*$)", re.MULTILINE)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


@cache
def _announcing() -> re.Pattern[str]:
    """A word that announces names, and the colon behind it where there is one."""
    strong, weak = _pattern("headings", "announced").pattern, _pattern("headings", "called").pattern
    return prepared.pattern(
        rf"(?:(?P<strong>{strong})(?:姓名)?|(?<![\u4e00-\u9fff])(?P<weak>{weak}))(?P<colon>[:：]?)[ \u3000]?"
    )


def masked(text: str, places: Iterable[tuple[int, int]]) -> str:
    """The text with these places hidden, character for character as long as it was."""
    parts, done = [], 0
    for start, end in sorted(places):
        if end <= done:
            continue
        parts += [text[done : max(start, done)], MASK * (end - max(start, done))]
        done = end
    return "".join([*parts, text[done:]])


Held = Kind | Literal["names", "persons"]
"""What a column holds: numbers of persons, their names, or persons and kinds of persons (张三丰, 低保户)."""


@lru_cache(maxsize=4096)
def kind_of_column(heading: str) -> Held | None:
    """What a column under this heading holds of persons."""
    words = _bare(heading)
    for kind in ("identity", "phone", "account"):
        if _pattern("labels", kind).fullmatch(words):
            return kind
    for held in ("names", "persons"):
        if _pattern("headings", held).fullmatch(words):
            return held
    return None


def is_own(cell: str, held: Held) -> bool:
    """Whether a cell of such a column is a person's own: a number long enough, a name."""
    words = "".join(cell.split())
    match held:
        case "names":
            return _is_name(words)
        case "persons":
            return _is_name(words) and _begins_like_a_name(words)
    return sum(mark.isdigit() for mark in words) >= _FEWEST_DIGITS


_FEWEST_DIGITS = 7
"""Fewer are no number of a person."""


def _is_name(words: str) -> bool:
    """张三丰, 李四, 阿依古丽·买买提."""
    return bool(_NAME.fullmatch(words)) and not _pattern("not", "names").fullmatch(words)


def _begins_like_a_name(words: str) -> bool:
    """By its surname, and as long as names with it are: 高龄老人 is none, nor is 低保户."""
    if not _HAN.fullmatch(words):
        return True
    known = _lexicon()["surnames"]
    if words[:2] in known["double"]:
        return len(words) >= 3
    return words[0] in known["single"] and len(words) <= 3


_HAN = lazily(r"[\u3400-\u9fff]+")
_NAME = lazily(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}[·•．.][\u3400-\u9fff·•．.]{1,12}")


def _bare(heading: str) -> str:
    """A heading without blanks and without what stands in brackets: 姓 名（必填）."""
    return _ASIDE.sub("", heading)


_ASIDE = lazily(r"[（(][^（）()]*[）)]|\s|[*＊:：]")


def _unlabelled(plain: str) -> Iterator[Private]:
    for found in _UNLABELLED.finditer(plain):
        name = str(found.lastgroup)
        yield Private(*found.span(name), _GROUPS.get(name, name))  # type: ignore[arg-type]


def _labelled(plain: str) -> Iterator[Private]:
    for kind in _LABELLED:
        for found in _announced(kind).finditer(plain):
            yield Private(*found.span("own"), kind, labelled=True)


@cache
def _announced(kind: Kind) -> re.Pattern[str]:
    """A label of the kind with its number behind it."""
    own = rf"(?P<own>{_LABELLED[kind]}){_DONE}{_MEASURED}"
    return prepared.pattern(_pattern("labels", kind).pattern + _BETWEEN + own)


@cache
def _pattern(table: str, key: str) -> re.Pattern[str]:
    words = _lexicon()[table][key]
    return prepared.pattern(f"(?:{'|'.join(sorted(words, key=len, reverse=True))})")


@cache
def _lexicon() -> dict[str, dict[str, Sequence[str]]]:
    return prepared.toml((Path(__file__).parent / "private.toml").read_text(encoding="utf-8"))
