"""The grammar of forms: what headings, labels and lines are called, kept as data (*.toml).

`national.toml` ships with the program, beside further files of provinces; `--forms FILE` adds a user's own on top. A file
may say `extends = "name"` of a shipped one. What a later file names, it names first: its words win over those before it.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, Literal

from auditor.errors import SettingsError
from auditor.locale import gettext as _

TableKind = Literal["indicators", "money", "goals"]

_FOLDER = Path(__file__).parent
_BRACKETS = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_PLAIN = re.compile(r"[一-鿿A-Za-z0-9]+")
LONGEST_HEADING = 30

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
            self._whole = re.compile(self._source)
        return self._whole.fullmatch(words) is not None

    def stand_in(self, words: str) -> Iterator[tuple[int, int]]:
        """Where one of these stands in the words."""
        if self._all:
            if self._within is None:
                self._within = re.compile(self._all)
            yield from (found.span() for found in self._within.finditer(words))


class _Field:
    def __init__(self, data: Mapping[str, Sequence[str]]) -> None:
        self.words = Words(data.get("words", ()))
        self.marks = Words(data.get("marks", ()))


class Grammar:
    """All that is known of how forms name their parts."""

    def __init__(self, layers: Sequence[Mapping[str, Any]]) -> None:
        self.names = tuple(str(layer.get("name", "")) for layer in layers)
        merged = _merged(layers)
        self.columns: dict[str, dict[str, _Field]] = {
            table: {kind: _Field(data) for kind, data in fields.items()} for table, fields in merged["columns"].items()
        }
        self.groups = {name: Words(words) for name, words in merged["groups"].items()}
        self.head = {kind: Words(data["words"]) for kind, data in merged["labels"]["head"].items()}
        self.levels = tuple(merged["labels"]["level"]["words"])
        self.national_levels = tuple(merged["labels"]["level"]["national"])
        self.framework = Words(merged["labels"]["framework"]["words"])
        self.categories: dict[str, tuple[str, ...]] = {
            name: tuple(words) for name, words in merged["labels"]["categories"].items()
        }
        self.money = {part: Words(words) for part, words in merged["labels"]["money"].items()}
        self.lines = {name: Words(words) for name, words in merged["lines"].items()}
        self._headings: dict[tuple[str, str], Mapping[str, float]] = {}
        self.memory: dict[tuple[str, str], Any] = {}
        """What readers of labels worked out of single words, kept with the grammar they did it by."""

    def heading(self, table: TableKind, words: str) -> Mapping[str, float]:
        """What it costs to take a heading for each field of a table: 0 for its very words, 1 where it says nothing.

        Empty for words that can be no heading at all.
        """
        key = (table, words)
        known = self._headings.get(key)
        if known is None:
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
                for kind, field in fields.items()
                # what was adjusted may be said in brackets: 全年(调整)绩效目标
                if field.words.name(plain) or (kind == "adjusted" and field.words.name(words))
            ),
            None,
        )
        if whole == "initial" and "调整" in words:
            whole = "budget"
        if whole is not None:
            return {kind: 0.0 if kind == whole else AGAINST for kind in fields}
        votes = self._votes(fields, plain)
        if not votes:
            return dict.fromkeys(fields, UNKNOWN)
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
        return self.lines[name].name(words)

    def head_kind(self, words: str) -> str | None:
        """What stands beside a label of the head: project, department, executor, authority, superior, period, year, other."""
        key = ("head", words)
        if key not in self.memory:
            plain = words.rstrip(":").lstrip("*★")
            self.memory[key] = next((kind for kind, field in self.head.items() if field.name(plain)), None)
        found: str | None = self.memory[key]
        return found

    def group(self, words: str) -> frozenset[str]:
        """What a heading says of whose values stand below it: review, self, former, whole_period, this_year, remark."""
        key = ("group", words)
        if key not in self.memory:
            self.memory[key] = frozenset(
                name for name, field in self.groups.items() if next(field.stand_in(words), None) is not None
            )
        found: frozenset[str] = self.memory[key]
        return found


def bare(words: str) -> str:
    """The heading without what stands in brackets: 年初目标值(A) → 年初目标值."""
    return _BRACKETS.sub("", words).strip(":*★")


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


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as exc:
        raise SettingsError(_("读不到表式文件{name}，请检查路径。").format(name=file)) from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise SettingsError(_("表式文件{name}不是有效的TOML：{reason}").format(name=file, reason=exc)) from exc


def _layers(own: Sequence[Path]) -> list[dict[str, Any]]:
    """The shipped files, then the user's; `extends` of a user's file names a shipped one, which is there already."""
    shipped = [_read(file) for file in sorted(_FOLDER.glob("*.toml"))]
    shipped.sort(key=lambda layer: layer.get("name") != "national")
    known = {layer.get("name") for layer in shipped}
    mine = [_read(file) for file in own]
    for file, layer in zip(own, mine, strict=True):
        if layer.get("extends", "national") not in known:
            raise SettingsError(
                _("表式文件{name}要沿用的“{base}”不存在，可用的有：{known}").format(
                    name=file, base=layer["extends"], known="、".join(sorted(str(name) for name in known))
                )
            )
        _require(file, layer, shipped[0])
    return [*shipped, *mine]


def _require(file: Path, layer: Mapping[str, Any], pattern: Mapping[str, Any], path: str = "") -> None:
    """Every part of a user's file must be a part of the grammar, and every entry a valid expression."""
    for key, value in layer.items():
        where = f"{path}{key}"
        if isinstance(value, dict):
            if not isinstance(pattern.get(key), dict):
                raise SettingsError(_("表式文件{name}中的“{part}”不是已知的部分。").format(name=file, part=where))
            _require(file, value, pattern[key], f"{where}.")
        elif path and (key not in pattern or not isinstance(value, list)):
            raise SettingsError(_("表式文件{name}中的“{part}”不是已知的部分。").format(name=file, part=where))
        elif path:
            for word in value:
                _compiled(file, str(word))


def _compiled(file: Path, word: str) -> None:
    try:
        re.compile(word)
    except re.error as exc:
        raise SettingsError(
            _("表式文件{name}中的“{word}”不是有效的正则表达式：{reason}").format(name=file, word=word, reason=exc)
        ) from exc


@cache
def grammar(own: tuple[Path, ...] = ()) -> Grammar:
    """The shipped grammar with a user's own files on top. Raises SettingsError for a file that cannot be used."""
    return Grammar(_layers(own))


_CURRENT: ContextVar[Grammar | None] = ContextVar("grammar", default=None)


def current() -> Grammar:
    """The grammar that reading goes by."""
    return _CURRENT.get() or grammar()


@contextmanager
def using(own: Sequence[Path]) -> Iterator[Grammar]:
    """Read by the shipped grammar with these files on top. Raises SettingsError for a file that cannot be used."""
    chosen = grammar(tuple(own))
    token = _CURRENT.set(chosen)
    try:
        yield chosen
    finally:
        _CURRENT.reset(token)
