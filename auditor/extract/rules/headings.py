"""Which rows are the heading of a table, and of which: by their words, and by what stands below them."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from auditor import prepared
from auditor.extract.rules import bodies, labels, values
from auditor.extract.rules.fitting import VALUES, fits, is_dash
from auditor.extract.rules.rows import Entry, Row
from auditor.forms import LONGEST_HEADING, Grammar, TableKind, bare, current
from auditor.text import short, units

Opened = Literal["indicators", "money", "goals", "list"]

_VALUES: dict[TableKind, frozenset[str]] = {
    "indicators": frozenset({"target", "adjusted", "actual", "weight", "score"}),
    "money": frozenset({"initial", "budget", "spent", "funded"}),
    "goals": frozenset({"target", "actual"}),
}
_LOWER: dict[TableKind, frozenset[str]] = {
    "indicators": frozenset(
        {"target", "adjusted", "actual", "weight", "score", "rate", "operator", "unit", "reason", "criterion", "other"}
    ),
    "money": frozenset({"initial", "budget", "spent", "funded", "rate", "fundrate", "weight", "score", "other"}),
    "goals": frozenset({"target", "adjusted", "actual"}),
}
"""What the lower line of a heading may name."""

_INDEX = prepared.pattern(
    r"[甲乙丙丁戊己庚辛壬癸]|\d{1,2}|[A-Z]|[(]?[A-Z][)]?[=＝][A-Z0-9()+\-/×*÷%]{1,20}|[(]?\d{1,2}[)]?"
)
_FIGURE = prepared.pattern(r"\d")
_SAID_IN_HEADING = prepared.pattern(
    r"(?:19|20)\d\d年?[度]?|(?:\d{1,2}月?[-—~至到])?\d{1,2}月[末底份]?(?=[一-鿿]{2})|[(（][^()（）]*[)）]|\d+分|标\d|[×*/÷=]\d*"
)
_LOOK_AHEAD = 6
_LONG_TEXT = 14


class _Hits(NamedTuple):
    """What the cells of a row say as a heading of one table."""

    named: frozenset[str]
    hinted: frozenset[str]
    silent: int

    @property
    def kinds(self) -> frozenset[str]:
        return self.named | self.hinted


def _hits(grammar: Grammar, row: Row, table: TableKind) -> _Hits:
    named: set[str] = set()
    hinted: set[str] = set()
    silent = 0
    for entry in row.entries:
        if (kind := grammar.named(table, entry.words)) is not None:
            named.add(kind)
        elif (kind := grammar.hinted(table, entry.words)) is not None:
            hinted.add(kind)
        else:
            silent += 1
    return _Hits(frozenset(named), frozenset(hinted - named), silent)


def opens(row: Row, below: Sequence[Row]) -> Opened | None:
    """The table that a row is the heading of, None for any other row. `below` are the rows that follow it."""
    if len(row.entries) < 2 or not all(_may_head(entry, index) for index, entry in enumerate(row.entries)):
        return None
    grammar = current()
    if _names_goals(grammar, row) and not _heads_values(below[:2]):
        return "goals"
    if _heads_list(grammar, row) or is_summary(row):
        return "list"
    if _names_indicators(grammar, row):
        return "indicators"
    if _names_money(grammar, row):
        return "money"
    return _by_evidence(grammar, row, _first_rows(grammar, below))


def names_columns(row: Row) -> bool:
    """Whether two cells of a row are the very words of columns of indicators: 指标名称 | 年初指标值 | 年末完成值 | 自评说明 is no title."""
    return sum(current().named("indicators", words) is not None for words in row.words) >= 2


def _heads_values(below: Sequence[Row]) -> bool:
    """Whether the rows below state an indicator's values where those of goals would tell sentences."""
    if any(len(entry.words) >= _LONG_TEXT for row in below for entry in row.entries[-2:]):
        return False
    return any(indicator_like(row) for row in below)


def _first_rows(grammar: Grammar, below: Sequence[Row]) -> list[Row]:
    """The rows that a heading would head: those before the next row whose words are a heading."""
    rows: list[Row] = []
    for row in below[:_LOOK_AHEAD]:
        if is_index(row):
            continue
        if len(row.entries) >= 2 and (
            _names_goals(grammar, row) or _names_indicators(grammar, row) or _names_money(grammar, row)
        ):
            break
        rows.append(row)
    return rows


def _by_evidence(grammar: Grammar, row: Row, below: Sequence[Row]) -> Opened | None:
    """A heading whose words are not all known: by what they hint at, and by the rows below it. None names a body."""
    first = row.entries[0]
    if any(bodies.is_body(entry.words) for entry in row.entries):
        return None
    if labels.category(first.words) and first.width == 1 and not first.words.endswith("类"):
        return None  # 可持续影响 | 长效机制 | 建立 | 已建立 is a row
    if _hints_indicators(grammar, row, below):
        return "indicators"
    if _hints_money(grammar, row, below):
        return "money"
    return "goals" if _hints_goals(grammar, row, below) else None


def _may_head(entry: Entry, index: int) -> bool:
    """Whether a cell can be part of a heading: short words without a figure but a year, and no label of a row."""
    if len(entry.words) > LONGEST_HEADING or "。" in entry.words or is_dash(entry.words):
        return False
    if index == 0:
        return True
    if entry.words[:1] in "≥≤<>=＞＜" or _prints_figure(entry.words):
        return False
    if entry.width > 1 and labels.category(entry.words):
        return True  # over several columns it says whose names and values stand below it
    if labels.category(entry.words) and not entry.words.endswith("类"):
        return False
    return labels.national_level(entry.words) != entry.words


@short.remembered
def _prints_figure(words: str) -> bool:
    """Whether the words print a figure that headings do not: no year, no formula, no points."""
    return _FIGURE.search(words) is not None and _FIGURE.search(_SAID_IN_HEADING.sub("", words)) is not None


def _heads_list(grammar: Grammar, row: Row) -> bool:
    """序号 | 项目名称 | …: each row is a project, a document or a person, and no indicator."""
    words = [bare(entry.words) for entry in row.entries]
    numbered = any(grammar.line("list_number", one) for one in words)
    listed = sum(grammar.line("list_heading", one) for one in words)
    if any(
        grammar.named("indicators", one) in {"level1", "category"} and entry.width == 1
        for one, entry in zip(words, row.entries, strict=True)
    ):
        return False
    hits = _hits(grammar, row, "indicators")
    silent = sum(
        not grammar.line("list_heading", one)
        and not grammar.hinted("money", one)
        and not grammar.hinted("indicators", one)
        for one in words
    )
    if listed >= 2:
        return numbered or silent * 3 <= len(words)
    return (
        listed == 1
        and numbered
        and not _VALUES["indicators"] <= hits.kinds
        and "name" not in hits.named
        and not {"target", "actual"} <= hits.kinds
    )


def is_summary(row: Row) -> bool:
    """一级指标 | 权重 | 得分: what each level counts and was given, summed up without its indicators."""
    kinds = [current().named("indicators", entry.words) for entry in row.entries]
    tiers = [kind for kind in kinds if kind in {"level1", "category", "name"}]
    return (
        len(tiers) == 1
        and tiers[0] != "name"
        and {"weight", "score"} <= set(kinds) <= {*tiers, "weight", "score", "number", "rate", "reason", None}
        and kinds.count(None) <= 1
    )


def _names_indicators(grammar: Grammar, row: Row) -> bool:
    """A name and a value, or weight and score, by their very words."""
    if len(row.entries) < 3:
        return False
    hits = _hits(grammar, _without_section(grammar, row), "indicators")
    values = _VALUES["indicators"] & hits.named
    if not values & {"target", "actual", "adjusted"} and not {"weight", "score"} <= values:
        return False
    named = "name" in hits.named or any(grammar.line("rows", bare(entry.words)) for entry in row.entries)
    return named and len(hits.named) + ("name" not in hits.named) >= 3


def _without_section(grammar: Grammar, row: Row) -> Row:
    """The row without a first cell that labels its section (年度指标完成情况), which is no column of values."""
    first = grammar.named("indicators", row.entries[0].words)
    return row._replace(entries=row.entries[1:]) if first in _VALUES["indicators"] else row


def _pairs_labels(grammar: Grammar, row: Row) -> bool:
    """Whether every other cell is a label of the head: 项目名称 | 绿道管护 | 实施单位 | 某局."""
    return all(grammar.head_kind(entry.words) is not None for entry in row.entries[::2])


def _hints_indicators(grammar: Grammar, row: Row, below: Sequence[Row]) -> bool:
    if len(row.entries) < 3 or _pairs_labels(grammar, row):
        return False
    hits = _hits(grammar, _without_section(grammar, row), "indicators")
    if {"level1", "category"} <= hits.named:
        return True
    values = _VALUES["indicators"] & hits.kinds
    tiers = {"level1", "category", "name"} & hits.kinds
    like = sum(indicator_like(one) for one in below)
    if not like or sum(money_like(one) for one in below) > like:
        return False
    if tiers and len(hits.kinds) >= 2:
        return True
    if len(values) >= 2 or (len(row.entries) >= 4 and bool(values or tiers)):
        return True
    return len(row.entries) >= 4 and not _is_tagged(row) and sum(_is_tagged(one) for one in below) >= 2


def _names_money(grammar: Grammar, row: Row) -> bool:
    named = _VALUES["money"] & _hits(grammar, row, "money").named
    return "spent" in named and len(named) >= 2


def _hints_money(grammar: Grammar, row: Row, below: Sequence[Row]) -> bool:
    hits = _hits(grammar, row, "money")
    amounts = _VALUES["money"] & hits.kinds
    named = _VALUES["money"] & hits.named
    like = sum(money_like(one) for one in below)
    if not like or any(
        labels.level(entry.words) or labels.category(entry.words) for one in below[:1] for entry in one.entries
    ):
        return False
    if len(row.entries) >= 3 and _lists_funds(below):
        return True
    if len(amounts) >= 2 and (named or "rate" in hits.kinds):
        return True
    if (
        amounts
        and like >= 2
        and len(row.entries) >= 3
        and any(grammar.speaks_of("money", entry.words) for entry in row.entries)
    ):
        return True
    return bool(named) and "rate" in hits.kinds and len(row.entries) >= 3


def _lists_funds(below: Sequence[Row]) -> bool:
    """Whether the rows below are sums of money with several amounts each: 年度资金总额 | 223.65 | 215.24 | 96.24%."""
    if not below or not money_like(below[0]):
        return False
    figures = sum(fits(word) in VALUES and bool(_FIGURE.search(word)) for word in below[0].words)
    return figures >= 3 and any(is_fund(word) for word in below[0].words[:2])


def _names_goals(grammar: Grammar, row: Row) -> bool:
    """Target and actual, or number and target, by their very words."""
    if len(row.entries) > 6:
        return False
    kinds = [grammar.named("goals", entry.words) for entry in row.entries]
    if None in kinds[1:]:
        return False
    inner = kinds[1:] if _is_section_label(kinds) else kinds
    return "target" in inner and bool({"actual", "number"} & set(inner))


def _hints_goals(grammar: Grammar, row: Row, below: Sequence[Row]) -> bool:
    if len(row.entries) > 4:
        return False
    hinted = [grammar.hinted("goals", entry.words) for entry in row.entries]
    sides = [kind for kind in hinted[-2:] if kind in {"target", "actual"}]
    if sides == ["target", "actual"] and below:
        texts = below[0].entries
        return (
            bool(texts)
            and all(len(entry.words) >= _LONG_TEXT for entry in texts[-2:])
            and len(texts) <= len(row.entries)
        )
    if _tells_both(row, below):
        return True
    if (
        len([kind for kind in hinted if kind == "target"]) >= 2
        and below
        and current().speaks_of("goal", row.entries[-1].words)
    ):
        texts = below[0].entries
        return len(texts) <= len(row.entries) and all(len(entry.words) >= _LONG_TEXT for entry in texts[-2:])
    return False


def _tells_both(row: Row, below: Sequence[Row]) -> bool:
    """Whether two texts of sentences stand below two short headings, whatever they say: what was promised, what was done."""
    if not below or len(row.entries) > 3 or any(len(entry.words) > _LONGEST_GOAL_HEADING for entry in row.entries):
        return False
    texts = below[0].entries
    if len(texts) not in {2, len(row.entries)} or len(texts) > len(row.entries):
        return False
    return all(len(entry.words) >= 2 * _LONG_TEXT and _FIGURE.search(entry.words) for entry in texts[-2:])


_LONGEST_GOAL_HEADING = 14


def _is_section_label(kinds: Sequence[str | None]) -> bool:
    rest = kinds[1:]
    if kinds[0] is None:
        return True
    return kinds[0] in {"target", "actual", "adjusted"} and "target" in rest and bool({"actual", "number"} & set(rest))


def goes_on(row: Row, above: Row, table: TableKind) -> bool:
    """Whether a row is one more line of the heading above it: only words that name values, or that stand under a group."""
    if not row.entries or not all(_may_head(entry, 1) for entry in row.entries):
        return False
    if any(fits(entry.words) in VALUES or is_dash(entry.words) for entry in row.entries):
        return False
    grammar = current()
    kinds = [grammar.named(table, entry.words) for entry in row.entries]
    if any(labels.level(entry.words) or labels.category(entry.words) for entry in row.entries):
        return False
    if None not in kinds and _LOWER[table].issuperset(kinds):
        return True
    if not row.exact and not row.places:
        return False
    under = _groups_over(row, above)
    if not under or (not row.exact and len(row.entries) >= len(above.entries) + 4):
        return False
    hinted = [
        grammar.hinted(table, entry.words) or values.grade(entry.words) or (table == "money" and is_fund(entry.words))
        for entry in row.entries
    ]
    return all(len(entry.words) <= 14 for entry in row.entries) and sum(map(bool, hinted)) * 2 >= len(hinted)


def stands_under(row: Row, above: Row) -> bool:
    """Whether a row of a known grid is only words below headings that reach over several columns: 目标值 | 完成值 under 数量指标."""
    if not row.exact or not all(_may_head(entry, 1) for entry in row.entries):
        return False
    groups = [(entry.column, entry.column + entry.width) for entry in above.entries if entry.width > 1]
    under = [sum(a <= entry.column and entry.column + entry.width <= b for entry in row.entries) for a, b in groups]
    return sum(under) == len(row.entries) and all(count != 1 for count in under)


def _groups_over(row: Row, above: Row) -> bool:
    """Whether every cell of a row stands under a cell of the row above that reaches over more than one column."""
    starts = [entry.column for entry in above.entries]
    if above.exact:
        reach = [(entry.column, entry.column + entry.width) for entry in above.entries if entry.width > 1]
    else:
        ends = [*starts[1:], max([*starts, *(entry.column for entry in row.entries)]) + 2]
        reach = [(a, b) for a, b in zip(starts, ends, strict=True) if b - a > 1]
    return all(any(a <= entry.column < b for a, b in reach) for entry in row.entries)


def is_index(row: Row) -> bool:
    """Whether a row only numbers the columns: 甲 | 乙 | 1 | 2; 列次 | 0 | 1 | 2."""
    entries = row.entries
    if len(entries) < _FEWEST_NUMBERED or not all(_is_number_of_column(entry.words) for entry in entries):
        return False
    words = row.words
    figures = [int(one) for one in words if one.isdigit()]
    return all(b - a == 1 for a, b in pairwise(figures)) and len(set(words)) == len(words)


_FEWEST_NUMBERED = 3


def _is_number_of_column(words: str) -> bool:
    return _INDEX.fullmatch(words) is not None or current().line("index", words)


def indicator_like(row: Row) -> bool:
    """Whether a row looks like one of an indicator table: a label of a level or category and a value, or values with a name."""
    words = [entry.words for entry in row.entries]
    tagged = any(labels.category(one) or labels.level(one) for one in words)
    if len(words) == 1:
        return tagged and not row.words[0].isdigit()
    measured = any(_is_measure(one) for one in words)
    stated = sum(_is_stated(one) or (measured and fits(one) in VALUES) for one in words)
    if tagged and len(words) >= 3:
        return stated >= 1 or len(words) >= 4
    return stated >= 2 and len(words) >= 4 and any(not _FIGURE.search(one) and len(one) > 2 for one in words)


def _is_tagged(row: Row) -> bool:
    """Whether a row carries the label of a level or category, and more than that."""
    return len(row.entries) > 3 and any(labels.category(word) or labels.level(word) for word in row.words[:3])


def _is_stated(words: str) -> bool:
    """Whether a cell states a bounded value, or a figure with a unit: ≥100家, 95%, 2023年11月底前."""
    if words[:1] in "≥≤<>=＞＜" and _FIGURE.search(words):
        return True
    return bool(_FIGURE.search(words)) and not fits(words).get("weight", 1.0) < 1 and len(words) <= 24


def _is_measure(words: str) -> bool:
    """Whether a cell prints a unit alone, and none of money: 亩, 人次."""
    return units.is_known(words) and not words.endswith("元")


def money_like(row: Row) -> bool:
    """Whether a row looks like a line of money: a name, and amounts without units."""
    words = [entry.words for entry in row.entries]
    if any(_is_measure(one) for one in words) or any(
        labels.category(one) or labels.national_level(one) for one in words[:2]
    ):
        return False
    amounts = sum(fits(one).get("budget", 9.0) < 1 and bool(_FIGURE.search(one)) for one in words)
    named = any(not _FIGURE.search(one) for one in words[:2])
    return (amounts >= 2 and named) or (amounts >= 1 and any(is_fund(one) for one in words[:2]))


def has_amounts(row: Row) -> bool:
    """Whether a row prints a plain figure, a rate, or a dash in the place of one."""
    return any(fits(entry.words) in VALUES or is_dash(entry.words) for entry in row.entries)


def is_fund(words: str) -> bool:
    """Whether the words name a sum of money or a part of one: 年度资金总额, 其中:财政拨款, 省级配套."""
    return _is_fund(current(), words)


@lru_cache(maxsize=4096)
def _is_fund(grammar: Grammar, words: str) -> bool:
    plain = re.sub(r"^其中:?|:$", "", bare(words))
    return 1 < len(plain) <= 20 and any(field.name(plain) for field in grammar.money.values())


def goal_label(words: str) -> str | None:
    """What a lone label says of the text beside it: target (年度总体目标) or actual (…完成情况); None for other words."""
    kind = current().named("goals", words) if len(words) <= 20 and current().head_kind(words) is None else None
    return kind if kind in {"target", "actual"} else None


def goal_side(words: str) -> str | None:
    """What a word beside the label of goals says of the text behind it: target (年初设定) or actual (实际); None for others."""
    grammar = current()
    return next((side for side in ("target", "actual") if grammar.line(f"goal_{side}", words)), None)


def is_repeated(row: Row, heading: Row) -> bool:
    """Whether a row prints the words of a heading again, as at the top of a page; its first cell may carry another label."""
    if not -1 <= len(row.entries) - len(heading.entries) <= 1:
        return False
    words, first = row.words, heading.words
    return len(words) >= 2 and (words == first or words[1:] == first or words == first[1:] or words[1:] == first[1:])
