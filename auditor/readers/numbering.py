"""Automatic list numbers of Word: they are no characters of the file, but a person reads them."""

from collections.abc import Callable
from typing import Any, NamedTuple

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST_STYLE = 20
"""Styles that a style may be based on, one on another; a circle of them ends here."""


class _Level(NamedTuple):
    form: str
    text: str
    start: int
    separated: bool
    """A tab or blank stands between number and text."""
    restarts: bool
    legal: bool
    """All its numbers print as digits, whatever the form of the level they come from."""


class _List(NamedTuple):
    counter: str
    """Lists of one abstract numbering count on together."""
    levels: dict[int, _Level]
    by_style: dict[str, int]
    starts: dict[int, int]
    """Levels that this list starts afresh, with the first number."""


class Numbering:
    """Counts the numbered paragraphs of a document in reading order."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._lists = _lists(numbering) if numbering is not None else {}
        self._styles = _styles(styles) if styles is not None and self._lists else {}
        self._counts: dict[str, dict[int, int]] = {}
        self._met: set[str] = set()

    def label(self, properties: Any | None) -> str:
        """What Word prints before a paragraph with these properties (w:pPr), its blank included; often nothing."""
        if not self._lists:
            return ""
        number, depth = self._place(properties)
        found = self._lists.get(number)
        level = found.levels.get(depth) if found is not None else None
        if found is None or level is None:
            return ""
        counts = self._count(number, found, depth)
        if level.form in ("bullet", "none"):
            return ""
        text = _print(level, found.levels, counts)
        return f"{text} " if level.separated and text else text

    def _place(self, properties: Any | None) -> tuple[str, int]:
        """The list and level of a paragraph: its own, else its style's. List 0 stands for none."""
        own = properties.find(f"{_W}numPr") if properties is not None else None
        named = properties.find(f"{_W}pStyle") if properties is not None else None
        style = named.get(f"{_W}val", "") if named is not None else ""
        number = _value(own, "numId")
        depth = _integer(_value(own, "ilvl"), -1)
        if number is None:
            number, depth_of_style, style = self._of_style(style)
            depth = depth if depth >= 0 else depth_of_style
        if depth < 0:
            found = self._lists.get(number or "0")
            depth = found.by_style.get(style, 0) if found is not None else 0
        return number or "0", depth

    def _of_style(self, style: str) -> tuple[str | None, int, str]:
        for _step in range(_DEEPEST_STYLE):
            number, depth, base = self._styles.get(style, (None, -1, None))
            if number is not None:
                return number, depth, style
            if base is None:
                break
            style = base
        return None, -1, style

    def _count(self, number: str, found: _List, depth: int) -> dict[int, int]:
        counts = self._counts.setdefault(found.counter, {})
        if number not in self._met:
            self._met.add(number)
            for level, start in found.starts.items():
                counts[level] = start - 1
        counts[depth] = counts.get(depth, found.levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            if deeper not in found.levels or found.levels[deeper].restarts:
                del counts[deeper]
        return counts


def printed(number: int, form: str) -> str:
    """The number as a list prints it, by Word's name for the form."""
    return _FORMS.get(form, str)(number)


def _print(level: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    label = level.text
    for depth in range(9):
        mark = f"%{depth + 1}"
        if mark not in label:
            continue
        shown = levels.get(depth, level)
        form = "decimal" if level.legal else shown.form
        label = label.replace(mark, printed(counts.get(depth, shown.start), form))
    return label


def _lists(numbering: Any) -> dict[str, _List]:
    abstract = {item.get(f"{_W}abstractNumId"): item for item in numbering.findall(f"{_W}abstractNum")}
    by_style = {_value(item, "styleLink"): item for item in abstract.values()}
    lists: dict[str, _List] = {}
    for item in numbering.findall(f"{_W}num"):
        counter = _value(item, "abstractNumId")
        source = abstract.get(counter)
        if source is None:
            continue
        source = by_style.get(_value(source, "numStyleLink") or "", source)
        levels = {_depth(level): _level(level) for level in source.findall(f"{_W}lvl")}
        styles = {_value(level, "pStyle") or "": _depth(level) for level in source.findall(f"{_W}lvl")}
        starts: dict[int, int] = {}
        for override in item.findall(f"{_W}lvlOverride"):
            levels.update((_depth(level), _level(level)) for level in override.findall(f"{_W}lvl"))
            if (start := _value(override, "startOverride")) is not None:
                starts[_depth(override)] = _integer(start, 1)
        lists[item.get(f"{_W}numId")] = _List(counter or "", levels, styles, starts)
    return lists


def _level(level: Any) -> _Level:
    return _Level(
        form=_value(level, "numFmt") or "decimal",
        text=_value(level, "lvlText") or "",
        start=_integer(_value(level, "start"), 0),
        separated=_value(level, "suff") != "nothing",
        restarts=_value(level, "lvlRestart") != "0",
        legal=level.find(f"{_W}isLgl") is not None,
    )


def _styles(styles: Any) -> dict[str, tuple[str | None, int, str | None]]:
    """Each paragraph style's list, level and the style it is based on; the default one is named ''."""
    found: dict[str, tuple[str | None, int, str | None]] = {}
    for style in styles.findall(f"{_W}style"):
        if style.get(f"{_W}type") != "paragraph":
            continue
        own = style.find(f"{_W}pPr/{_W}numPr")
        entry = (_value(own, "numId"), _integer(_value(own, "ilvl"), -1), _value(style, "basedOn"))
        found[style.get(f"{_W}styleId")] = entry
        if style.get(f"{_W}default") in ("1", "true", "on"):
            found[""] = entry
    return found


def _depth(element: Any) -> int:
    return _integer(element.get(f"{_W}ilvl"), 0)


def _value(element: Any | None, name: str) -> str | None:
    found = element.find(f"{_W}{name}") if element is not None else None
    printed = found.get(f"{_W}val") if found is not None else None
    return str(printed) if printed is not None else None


def _integer(printed: str | None, default: int) -> int:
    return int(printed) if printed is not None and printed.isdecimal() and len(printed) < 7 else default


def _chinese(number: int, digits: str = "零一二三四五六七八九", units: str = "十百千") -> str:
    """一, 十, 十二, 一百零二: as Word counts, up to 9999."""
    if not 0 < number < 10_000:
        return str(number)
    printed = ""
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            printed += digits[digit] + (units[place - 1] if place else "")
        elif printed and number % 10**place:
            printed = printed.rstrip(digits[0]) + digits[0]
    return printed.removeprefix(digits[1]) if 10 <= number < 20 and units[0] == "十" else printed


def _formal(number: int) -> str:
    return _chinese(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟")


def _digits(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))


def _letters(number: int) -> str:
    """A … z, aa, bb …: Word repeats the letter."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9) if number > 0 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    printed = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        count, number = divmod(number, value)
        printed += sign * count
    return printed


def _among(signs: str) -> Callable[[int], str]:
    """The number's sign in a row of them, digits beyond its end."""
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


_CIRCLED = "".join(map(chr, range(ord("①"), ord("①") + 20)))
_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "decimalFullWidth2": lambda number: str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "decimalEnclosedCircle": _among(_CIRCLED),
    "decimalEnclosedCircleChinese": _among(_CIRCLED),
    "decimalEnclosedParen": _among("".join(map(chr, range(ord("⑴"), ord("⑴") + 20)))),
    "decimalEnclosedFullstop": _among("".join(map(chr, range(ord("⒈"), ord("⒈") + 20)))),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "koreanCounting": _chinese,
    "ideographDigital": _digits,
    "taiwaneseDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
    "ideographEnclosedCircle": _among("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "ideographTraditional": _among("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _among("子丑寅卯辰巳午未申酉戌亥"),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
}
"""How an automatic number is printed, by Word's name for the form; others print as digits."""
