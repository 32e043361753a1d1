"""The grammar of forms: what headings, labels and lines are called, kept as data (*.toml).

`national.toml` ships with the program, beside further files of provinces; `--forms FILE` adds a user's own on top. A file
may say `extends = "name"` of a shipped one. What a later file names, it names first: its words win over those before it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from auditor import prepared
from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.locale.toml import fault
from auditor.model.classes import Grade
from auditor.text import short

TableKind = Literal["indicators", "money", "goals"]

_FOLDER = Path(__file__).parent
_BRACKETS = prepared.pattern(r"[(\[【][^()\[\]【】]*[)\]】]")
_NUMBER = prepared.pattern(r"(?:\d{1,2}[.、．]|[一二三四五六七八九十]{1,3}、)(?=[^\d\s])")
_PLAIN = prepared.pattern(r"[一-鿿A-Za-z0-9]+")
LONGEST_HEADING = 30
_MOST_HEADINGS = 8192
"""Words that are remembered, of any number of reports: each short cell may be a heading."""

UNKNOWN = 1.0
"""What it costs to take a heading that says nothing for any field; 0 is what its very words cost."""
AGAINST = 2.2
"""What it costs to take a heading for something else than its very words say."""
_HINTED = 0.75
"""What a mark costs that is all of a heading's meaning, and how much less the more of the heading it covers."""
_COVERED = 0.45
_UNLIKE = 1.25
"""What the other fields cost where marks speak for some."""


class Words:
    """Alternatives that name one thing: plain words in a set, the rest as one pattern, compiled when it is first needed."""

    def __init__(self, words: Iterable[str]) -> None:
        listed = tuple(words)
        self._plain = frozenset(word for word in listed if _PLAIN.fullmatch(word))
        self._source = "|".join(f"(?:{word})" for word in listed if word not in self._plain)
        self._all = "|".join(f"(?:{word})" for word in listed)
        self._whole: re.Pattern[str] | None = None
        self._within: re.Pattern[str] | None = None

    def __bool__(self) -> bool:
        return bool(self._all)

    def name(self, words: str) -> bool:
        """Whether the words are one of these, whole."""
        if words in self._plain:
            return True
        if not self._source:
            return False
        if self._whole is None:
            self._whole = prepared.pattern(self._source)
        return self._whole.fullmatch(words) is not None

    @property
    def either(self) -> str:
        """The alternatives as one group, to be joined into larger patterns."""
        return f"(?:{self._all})"

    def stands_in(self, words: str) -> bool:
        """Whether one of these stands anywhere in the words."""
        return next(self.stand_in(words), None) is not None

    def stand_in(self, words: str) -> Iterator[tuple[int, int]]:
        """Where one of these stands in the words."""
        if self._all:
            if self._within is None:
                self._within = prepared.pattern(self._all)
            yield from (found.span() for found in self._within.finditer(words))


def _either(words: Iterable[str]) -> str:
    return Words(words).either


class _Field:
    def __init__(self, data: Mapping[str, Sequence[str]]) -> None:
        self.words = Words(data.get("words", ()))
        self.marks = Words(data.get("marks", ()))


class Grammar:
    """All that is known of how forms name their parts."""

    def __init__(self, shipped: Sequence[Mapping[str, Any]], own: Sequence[Mapping[str, Any]] = ()) -> None:
        merged = _merged([*shipped, *own])
        users = _merged(own)
        self.columns = _fields(merged["columns"])
        self._columns_first = _fields(users.get("columns", {}))
        """The user's own words, which win over those of another field before them."""
        self.groups = {name: Words(words) for name, words in merged["groups"].items()}
        self.head = {kind: Words(data["words"]) for kind, data in merged["labels"]["head"].items()}
        self._head_marks = {kind: Words(data.get("marks", ())) for kind, data in merged["labels"]["head"].items()}
        first = users.get("labels", {}).get("head", {})
        self._head_first = {kind: Words(data["words"]) for kind, data in first.items()}
        self.levels = tuple(merged["labels"]["level"]["words"])
        self.framework = Words(merged["labels"]["framework"]["words"])
        self.categories: dict[str, tuple[str, ...]] = {
            name: tuple(words) for name, words in merged["labels"]["categories"].items()
        }
        self.money = {part: Words(words) for part, words in merged["labels"]["money"].items()}
        labels = merged["labels"]
        self.first_levels = Words(labels["level"]["first"])
        self.suffix = _either(labels["suffix"]["words"])
        self.goal = _either(labels["goal"]["words"])
        self.alone = Words(labels["alone"]["words"])
        self.pleased = Words(labels["pleased"]["words"])
        self.under: dict[str, tuple[str, ...]] = {name: tuple(levels) for name, levels in labels["under"].items()}
        levels = {level for names in self.under.values() for level in names}
        self.national = {name: level for level in levels for name in (level, re.sub(f"{self.suffix}$", "", level))}
        """The first levels of the national forms by what prints them, with their suffix or without."""
        self.lines = {name: Words(words) for name, words in merged["lines"].items()}
        self.within = {name: Words(words) for name, words in merged["within"].items()}
        self.blank = Words(merged["values"]["blank"])
        self.unnamed: dict[str, str] = {kind: words[0] for kind, words in merged["values"]["unnamed"].items()}
        """What columns of indicators are called where a form prints no heading over them."""
        self.grades: dict[str, Grade] = {
            word: Grade(grade) for grade, words in merged["values"]["grades"].items() for word in words
        }
        self._headings: dict[tuple[str, str], Mapping[str, float]] = {}
        self._silent = {table: dict.fromkeys(fields, UNKNOWN) for table, fields in self.columns.items()}
        """What words cost that say nothing: most cells that are asked about."""
        self.memory: dict[tuple[str, str], Any] = {}
        """What was worked out of single words, kept with the grammar that it was done by."""

    def heading(self, table: TableKind, words: str) -> Mapping[str, float]:
        """What it costs to take a heading for each field of a table: 0 for its very words, 1 where it says nothing.

        Empty for words that can be no heading at all.
        """
        key = (table, words)
        known = self._headings.get(key)
        if known is None:
            if len(self._headings) >= _MOST_HEADINGS:
                self._headings.clear()
            known = self._headings[key] = self._costs(table, words)
        return known

    def named(self, table: TableKind, words: str) -> str | None:
        """The field whose very words a heading is, None for any other."""
        costs = self.heading(table, words)
        return next((kind for kind, cost in costs.items() if cost == 0), None)

    def hinted(self, table: TableKind, words: str) -> str | None:
        """The field that a heading names or hints at most, None where it says nothing."""
        costs = self.heading(table, words)
        best = min(costs, key=lambda kind: costs[kind], default=None)
        return best if best is not None and costs[best] < UNKNOWN else None

    def _costs(self, table: TableKind, words: str) -> Mapping[str, float]:
        if len(words) > LONGEST_HEADING:
            return {}
        plain = bare(words) or words
        fields = self.columns[table]
        whole = next(
            (
                kind
                for kind, field in (*self._columns_first.get(table, {}).items(), *fields.items())
                # what was adjusted may be said in brackets: 全年(调整)绩效目标
                if field.words.name(plain) or (kind == "adjusted" and field.words.name(words))
            ),
            None,
        )
        if whole == "initial" and "调整" in words:
            whole = "budget"
        if whole is not None:
            return {kind: 0.0 if kind == whole else AGAINST for kind in fields}
        votes = self._votes(fields, plain) or self._votes(fields, words)
        if not votes:
            return self._silent[table]
        return {kind: _HINTED - _COVERED * votes[kind] / len(plain) if kind in votes else _UNLIKE for kind in fields}

    @staticmethod
    def _votes(fields: Mapping[str, _Field], plain: str) -> dict[str, int]:
        """How many characters of a heading speak for each field; a mark within a longer one of another field is none."""
        found = [(start, end, kind) for kind, field in fields.items() for start, end in field.marks.stand_in(plain)]
        votes: dict[str, int] = {}
        for start, end, kind in found:
            if any(a <= start and end <= b and b - a > end - start for a, b, _kind in found):
                continue
            votes[kind] = votes.get(kind, 0) + end - start
        return votes

    def line(self, name: str, words: str) -> bool:
        """Whether the words are a line of this sort (total, signature, note, guidance …), whole."""
        sort = self.lines[name]
        return _is_one(sort, words) if len(words) <= short.LONGEST else sort.name(words)

    def speaks_of(self, name: str, words: str) -> bool:
        """Whether words of this sort (money, goal, indicator, rule …) stand anywhere in the words."""
        return self.within[name].stands_in(words)

    def around(self, name: str, before: str, after: str) -> re.Pattern[str]:
        """Words of this sort between two pieces of a pattern."""
        key = (name, before + after)
        if key not in self.memory:
            self.memory[key] = prepared.pattern(f"{before}{self.within[name].either}{after}")
        found: re.Pattern[str] = self.memory[key]
        return found

    def head_kind(self, words: str) -> str | None:
        """What stands beside a label of the head: project, department, executor, authority, superior, period, year, other."""
        key = ("head", words)
        if key not in self.memory:
            plain = words.rstrip(":").lstrip("*★")
            plain = _NUMBER.sub("", plain, count=1) if _NUMBER.match(plain) else plain
            self.memory[key] = next(
                (kind for kind, field in (*self._head_first.items(), *self.head.items()) if field.name(plain)), None
            )
        found: str | None = self.memory[key]
        return found

    def head_hint(self, words: str) -> str | None:
        """What a label of the head that nobody listed speaks of: the kind whose marks cover most of it, None for none."""
        covered = {
            kind: sum(end - start for start, end in marks.stand_in(words)) for kind, marks in self._head_marks.items()
        }
        best = max(covered, key=lambda kind: covered[kind])
        return best if covered[best] else None

    def group(self, words: str) -> frozenset[str]:
        """What a heading says of whose values stand below it: review, self, former, whole_period, this_year, remark."""
        key = ("group", words)
        if key not in self.memory:
            self.memory[key] = frozenset(
                name for name, field in self.groups.items() if next(field.stand_in(words), None) is not None
            )
        found: frozenset[str] = self.memory[key]
        return found


@lru_cache(maxsize=_MOST_HEADINGS)
def _is_one(sort: Words, words: str) -> bool:
    return sort.name(words)


def _fields(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, _Field]]:
    return {table: {kind: _Field(data) for kind, data in fields.items()} for table, fields in tables.items()}


def bare(words: str) -> str:
    """The heading without its number and what stands in brackets: 4.年初目标值(A) → 年初目标值."""
    plain = _BRACKETS.sub("", words).strip(":*★")
    numbered = _NUMBER.match(plain)
    return plain[numbered.end() :] if numbered else plain


def _merged(layers: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One grammar out of several files: the words of later files stand first."""
    merged: dict[str, Any] = {}
    for layer in layers:
        _lay(merged, {key: value for key, value in layer.items() if isinstance(value, dict)})
    return merged


def _lay(under: dict[str, Any], over: Mapping[str, Any]) -> None:
    for key, value in over.items():
        if isinstance(value, dict):
            _lay(under.setdefault(key, {}), value)
        else:
            under[key] = [*value, *under.get(key, ())]


class _File(NamedTuple):
    """A file of forms as it stands on the disk."""

    name: str
    text: str


def _read(path: Path) -> _File:
    try:
        return _File(path.name, path.read_text(encoding="utf-8-sig"))
    except OSError as exc:
        raise SettingsError(_("读不到表式文件{name}，请检查路径。").format(name=path)) from exc
    except UnicodeDecodeError as exc:
        raise SettingsError(
            _("表式文件{name}不是有效的TOML：{reason}").format(name=path.name, reason=fault(exc))
        ) from exc


def _parsed(file: _File) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as exc:
        raise SettingsError(
            _("表式文件{name}不是有效的TOML：{reason}").format(name=file.name, reason=fault(exc))
        ) from exc


@cache
def _shipped_layers() -> tuple[Mapping[str, Any], ...]:
    """The national file first, then those of provinces."""
    layers = [prepared.toml(_read(path).text) for path in sorted(_FOLDER.glob("*.toml"))]
    return tuple(sorted(layers, key=lambda layer: layer["name"] != "national"))


def _own_layer(file: _File) -> dict[str, Any]:
    """A user's file, once every part of it is known; `extends` names a shipped one, which is there already."""
    layer = _parsed(file)
    known = [str(shipped["name"]) for shipped in _shipped_layers()]
    if layer.get("extends", "national") not in known:
        message = _("表式文件{name}要沿用的“{base}”不存在，可用的有：{known}")
        raise SettingsError(message.format(name=file.name, base=layer["extends"], known="、".join(known)))
    about = {key: value for key, value in layer.items() if key in _ABOUT and isinstance(value, str)}
    _require(file, {key: value for key, value in layer.items() if key not in about}, _shipped_layers()[0])
    return layer


_ABOUT = frozenset({"name", "source", "extends"})
"""What a file says of itself."""


def _require(file: _File, layer: Mapping[str, Any], pattern: Mapping[str, Any], path: str = "") -> None:
    """Every part of a user's file must be a part of the grammar, and every entry a valid expression."""
    for key, value in layer.items():
        where, known = f"{path}{key}", pattern.get(key)
        if isinstance(value, dict) and isinstance(known, dict):
            _require(file, value, known, f"{where}.")
        elif isinstance(value, list) and isinstance(known, list):
            for word in value:
                _require_expression(file, word)
        else:
            raise SettingsError(_("表式文件{name}中的“{part}”不是已知的部分。").format(name=file.name, part=where))


def _require_expression(file: _File, word: object) -> None:
    """An entry must hold among others in one larger pattern, and match more than nothing."""
    message = _("表式文件{name}中的“{word}”不是有效的正则表达式：{reason}")
    try:
        found = re.compile(f"(?:-|(?:{re.compile(str(word)).pattern}))")
    except re.error as exc:
        raise SettingsError(
            message.format(
                name=file.name,
                word=word,
                reason=_("第 {place} 个字符附近括号或符号不配对").format(place=(exc.pos or 0) + 1),
            )
        ) from exc
    if not isinstance(word, str) or found.groupindex or found.fullmatch(""):
        reason = _("须为不含命名组、不匹配空白的文字")
        raise SettingsError(message.format(name=file.name, word=word, reason=reason))


def grammar(own: Sequence[Path] = ()) -> Grammar:
    """The shipped grammar with a user's own files on top. Raises SettingsError for a file that cannot be used."""
    return _grammar(tuple(_read(path) for path in own))


@cache
def _grammar(own: tuple[_File, ...]) -> Grammar:
    return Grammar(_shipped_layers(), [_own_layer(file) for file in own])


_CURRENT: ContextVar[Grammar | None] = ContextVar("grammar", default=None)


def _shipped() -> Grammar:
    """The shipped grammar, found at once from now on."""
    shipped = grammar()
    _CURRENT.set(shipped)
    return shipped


def current() -> Grammar:
    """The grammar that reading goes by."""
    return _CURRENT.get() or _shipped()


@contextmanager
def using(own: Sequence[Path]) -> Iterator[Grammar]:
    """Read by the shipped grammar with these files on top. Raises SettingsError for a file that cannot be used."""
    chosen = grammar(own)
    token = _CURRENT.set(chosen)
    try:
        yield chosen
    finally:
        _CURRENT.reset(token)


@contextmanager
def also(own: Sequence[Path], headings: Mapping[tuple[TableKind, str], str]) -> Iterator[Grammar]:
    """Read with these headings as well: table and words of a heading, and the field that it names."""
    told: dict[str, Any] = {}
    for (table, words), kind in sorted(headings.items()):
        fields = told.setdefault("columns", {}).setdefault(table, {})
        fields.setdefault(kind, {}).setdefault("words", []).append(re.escape(words))
    chosen = Grammar(_shipped_layers(), [*(_own_layer(_read(path)) for path in own), told])
    token = _CURRENT.set(chosen)
    try:
        yield chosen
    finally:
        _CURRENT.reset(token)
