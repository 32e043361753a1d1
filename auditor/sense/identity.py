"""Whether two numbers may speak of one thing: by their units; and whether two names are one body."""

from functools import cache

from auditor.sense import lexicon
from auditor.text import units
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

_CODE = lazily(r"^[\d\-—_.\s]+")
_PARTY = lazily(r"^(?:中国共产党|中共)")
_PLACE = lazily(r"^[一-鿿]{2,6}?(?:自治州|自治县|自治旗|自治区|地区|省|市|州|盟|县|区|旗)(?=[一-鿿]{2})")
_REST = lazily(r"(?:和|与|、|委员会|管理|事务|局|厅|委|办公室|部)")


def same_unit(a: str, b: str) -> bool:
    """Whether two units of one subject may count or measure the same; a missing unit fits any."""
    return units.same_thing(a, b) or units.factor(a, b) is not None


_ALONE = ("percent", "date", "money")


def same_kind(a: str, b: str) -> bool:
    """Whether figures of two kinds may stand for one another: a rate only for a rate, a date for a date, money for money."""
    return all((a == kind) == (b == kind) for kind in _ALONE)


_RATE = lazily(r"([一-鿿]{2})率")


def same_rate(a: str, b: str) -> bool:
    """Whether two subjects may name one rate: 建档率 and 归档率, which only end alike, are two; 到位率 and 到账率 are one."""
    one, other = (_RATE.findall(fold(text)) for text in (a, b))
    if not one or not other or not _half_alike(one[-1], other[-1]):
        return True
    return any({one[-1], other[-1]} <= set(row.split()) for row in lexicon.words("identity", "rates"))


def _half_alike(one: str, other: str) -> bool:
    """Whether two words share one character of two, at its place."""
    return (one[0] == other[0]) != (one[1] == other[1])


def same_body(a: str, b: str) -> bool:
    """Whether two names are of one body: alike, one short for the other, or the former name of the other.

    甲县人社局 is 甲县人力资源和社会保障局 and 县环保局 is 县生态环境局; 甲县林业局 and 乙县林业局 are two.
    """
    one, other = _named(a), _named(b)
    if _within(one, other) or _within(other, one):
        return True
    place, bare = _parted(one)
    other_place, other_bare = _parted(other)
    places = not place or not other_place or place.endswith(other_place) or other_place.endswith(place)
    return places and any(_within(*pair) for pair in _pairs(bare, other_bare))


def _named(name: str) -> str:
    return _PARTY.sub("", _CODE.sub("", fold(name)))


def _parted(name: str) -> tuple[str, str]:
    """The place that a name begins with, and the rest: 甲市乙县 and 环保局."""
    rest = name
    while (found := _PLACE.match(rest)) is not None:
        rest = rest[found.end() :]
    return name[: len(name) - len(rest)], rest


def _pairs(bare: str, other: str) -> list[tuple[str, str]]:
    """The two names in each way that their kinds of body are called."""
    return [pair for one in _called(bare) for two in _called(other) for pair in ((one, two), (two, one))]


def _called(bare: str) -> list[str]:
    """A body's name, and the present name of what it may be short for or was called before."""
    stem = _REST.sub("", bare)
    present = [full for full, names in _bodies() if stem in names]
    return [bare, *present]


@cache
def _bodies() -> tuple[tuple[str, frozenset[str]], ...]:
    rows = [row.split() for row in lexicon.words("identity", "bodies")]
    return tuple((row[0], frozenset(_REST.sub("", name) for name in row)) for row in rows)


def _within(short: str, long: str) -> bool:
    """Whether the characters of the one stand in the other in the same order, as those of an abbreviation do."""
    rest = iter(long)
    return bool(short) and all(letter in rest for letter in short)
