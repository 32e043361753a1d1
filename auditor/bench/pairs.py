"""How rows of two tables find each other: the indicator tables of the samples, renamed, reordered and with rows left out."""

import random
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from auditor import pipeline
from auditor.bench.results import Paired
from auditor.model.report import Indicator
from auditor.relate import pairing
from auditor.settings import Settings

ROUNDS = 5
"""Times that each table is changed in each way."""


Kept = list[tuple[int, Indicator]]
"""Rows with the place that each comes from."""


def run(files: Iterable[Path], settings: Settings, seed: int = 0) -> list[Paired]:
    """Every table of the files, changed in every way. Raises what reading them raises."""
    tables = [
        report.indicators
        for path in files
        for report in pipeline.extract(pipeline.read(path.read_bytes(), path.name, settings), settings)
        if report.indicators
    ]
    return [_paired(name, change, tables, seed) for name, change in _WAYS.items()]


def _paired(
    way: str, change: Callable[[Kept, random.Random], Kept], tables: Sequence[Sequence[Indicator]], seed: int
) -> Paired:
    wanted = found = right = 0
    for number, table in enumerate(tables):
        for again in range(ROUNDS):
            chance = random.Random(f"{seed}:{way}:{number}:{again}")  # noqa: S311 - rows to shuffle, no secret
            mates = change(list(enumerate(table)), chance)
            wanted += len(mates)
            if way == _STRANGE:
                mates = _reordered([*mates, *_strangers(tables, number)], chance)
            pairs = pairing.pair(table, [row for _at, row in mates]).pairs
            found += len(pairs)
            right += sum(mates[one.right][0] == one.left for one in pairs)
    return Paired(way=way, wanted=wanted, found=found, right=right)


def _reordered(rows: Kept, chance: random.Random) -> Kept:
    chance.shuffle(rows)
    return rows


def _dropped(rows: Kept, chance: random.Random) -> Kept:
    return [one for one in rows if chance.random() > _LEFT_OUT]


def _renamed(rows: Kept, chance: random.Random) -> Kept:
    return [
        (at, row.model_copy(update={"name": rename(row.name, chance)}) if chance.random() < _RENAMED else row)
        for at, row in rows
    ]


def _everything(rows: Kept, chance: random.Random) -> Kept:
    return _renamed(_reordered(_dropped(rows, chance), chance), chance)


def _strangers(tables: Sequence[Sequence[Indicator]], number: int) -> Kept:
    """Rows of another table whose names none of this one's have: they have no mate."""
    own = {row.name for row in tables[number]}
    other = tables[(number + 1) % len(tables)]
    return [(-1, row) for row in other[:_STRANGERS] if row.name not in own]


_LEFT_OUT, _RENAMED, _STRANGERS = 0.1, 1 / 3, 6
_STRANGE = "strangers"
_WAYS: dict[str, Callable[[Kept, random.Random], Kept]] = {
    "reordered": _reordered,
    "dropped": _dropped,
    "renamed": _renamed,
    "all": _everything,
    _STRANGE: _everything,
}

_VERBS = ("开展", "完成", "组织", "实施", "全年", "举办", "新建", "改造", "购置", "建设", "培训", "发放", "维修")
_ENDS = ("数量", "情况", "工作", "总数", "次数", "人数", "人次", "场次")
_TWINS = (
    ("率", "比例"),
    ("数量", "个数"),
    ("人次", "人数"),
    ("建设", "新建"),
    ("及时率", "及时性"),
    ("满意度", "满意率"),
    ("完成", "落实"),
)


def rename(name: str, chance: random.Random) -> str:
    """A name as another hand writes it: verb before or behind, a filler more or less, another word for the same, a word between left out."""
    return chance.choice((_with_verb, _with_filler, _turned, _in_other_words, _shorter))(name, chance)


def _bare(name: str) -> str:
    for word in ("开展", "完成", "组织", "实施", "全年", *_ENDS[:5]):
        name = name.removeprefix(word).removesuffix(word) if len(name) > len(word) + 3 else name
    return name


def _with_verb(name: str, chance: random.Random) -> str:
    return chance.choice(_VERBS[:5]) + _bare(name)


def _with_filler(name: str, chance: random.Random) -> str:
    return _bare(name) + chance.choice(_ENDS[:5])


def _turned(name: str, _chance: random.Random) -> str:
    """改造农村户用厕所 → 农村户用厕所改造."""
    verb = next((word for word in _VERBS if name.startswith(word) and len(name) > len(word) + 2), None)
    return name[len(verb) :] + verb if verb else _bare(name)


def _in_other_words(name: str, _chance: random.Random) -> str:
    for one, other in _TWINS:
        if one in name:
            return name.replace(one, other, 1)
    return _bare(name)


def _shorter(name: str, chance: random.Random) -> str:
    """A word of two characters from the middle left out, never of a short name."""
    plain = re.sub(r"[（(].*?[)）]", "", name)
    if len(plain) < _LONG:
        return plain
    at = chance.randrange(2, len(plain) - 4)
    return plain[:at] + plain[at + 2 :]


_LONG = 8
