"""The labels of first and second level that forms print, under the names the national forms give them."""

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from auditor import prepared
from auditor.forms import Grammar, current
from auditor.text import numerals

_WEIGHT = r"(?:[(\[]?(?P<weight>\d+(?:\.\d+)?)(?:分|%)?[)\]]?)?"
"""产出指标(50分), 产出指标50, 产出指标(50%)"""

_ORDINAL = prepared.pattern(
    r"(?:[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十\d]{1,3}[)]|\d{1,2}(?:\.\d{1,2}){0,2}[、.]?(?![\d.分%]))"
)
"""一、产出指标, (二)质量指标: the number before a label that stands as a row of its own."""


class _Labels(NamedTuple):
    """The labels of a grammar as patterns."""

    level: re.Pattern[str]
    category: re.Pattern[str]
    framework: re.Pattern[str]
    goal: re.Pattern[str]
    names: tuple[str, ...]


@cache
def _labels(grammar: Grammar) -> _Labels:
    level = f"(?P<label>(?:{'|'.join(grammar.levels)})(?:{grammar.suffix})?){_WEIGHT}"
    names = tuple(grammar.categories)
    words = ("|".join(grammar.categories[name]) for name in names)
    groups = "|".join(f"(?P<c{index}>{alternatives})" for index, alternatives in enumerate(words))
    return _Labels(
        prepared.pattern(level),
        prepared.pattern(f"(?P<label>(?:{groups})(?:{grammar.suffix})?)(?:等)?{_WEIGHT}"),
        # without points it labels goals
        prepared.pattern(rf"{grammar.goal}[(]\d+(?:\.\d+)?分[)]"),
        prepared.pattern(f"{grammar.goal}{_NUMBER}"),
        names,
    )


_SCORED = prepared.pattern(r"[(]\d+(?:\.\d+)?分?[)]$")

_NUMBER = r"(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})(?:[(\[]?(?P<weight>\d+(?:\.\d+)?)分[)\]]?)?:?"
"""绩效目标12, 年度绩效目标1(80分), 目标三"""

_KNOWN = 4096
"""Words whose label is remembered, of each sort; a form prints the same few over and over."""


def category(words: str) -> str | None:
    """The national name of a second-level label (服务对象满意度 → 满意度指标), None when it is none.

    学生满意度 is an indicator's name, 学生满意度指标 a label: only 服务对象 and 公众 name the category without 指标.
    """
    return _category(current(), words) if len(words) <= _LONGEST else None


@lru_cache(maxsize=_KNOWN)
def _category(grammar: Grammar, words: str) -> str | None:
    if grammar.pleased.name(words):
        return None
    labels = _labels(grammar)
    found = labels.category.fullmatch(_whole(words))
    return (
        next((name for index, name in enumerate(labels.names) if found[f"c{index}"] is not None), None)
        if found
        else None
    )


def level(words: str) -> str | None:
    """A first-level label without its weight (产出指标(50分) → 产出指标), None when it is none."""
    return _level(current(), words) if len(words) <= _LONGEST else None


@lru_cache(maxsize=_KNOWN)
def _level(grammar: Grammar, words: str) -> str | None:
    found = _labels(grammar).level.fullmatch(_whole(words))
    return found["label"] if found else None


def names_level_or_category(words: str) -> bool:
    """Whether the words are a label of first or second level."""
    return len(words) <= _LONGEST and _names_either(current(), words)


@lru_cache(maxsize=_KNOWN)
def _names_either(grammar: Grammar, words: str) -> bool:
    return _level(grammar, words) is not None or _category(grammar, words) is not None


def framework(words: str) -> bool:
    """Whether the words are a second-level label of the framework 决策, 过程, 产出, 效益 that names no national category."""
    return len(words) <= _LONGEST and _framework(current(), words)


@lru_cache(maxsize=_KNOWN)
def _framework(grammar: Grammar, words: str) -> bool:
    return grammar.framework.name(_SCORED.sub("", words)) or _labels(grammar).framework.fullmatch(words) is not None


_LONGEST = 28
"""A label with its number and weight is no longer: （一）服务对象满意度指标（10分）"""


def _whole(words: str) -> str:
    """The label without its number (一、), completed where a page break left 产出指 on one page and 标 on the next."""
    plain = _ORDINAL.sub("", words, count=1) if _ORDINAL.match(words) else words
    return f"{plain}标" if plain.endswith("指") else plain


def goal(words: str) -> int | None:
    """The number of a goal label, None when the words are none."""
    return _goal(current(), words) if len(words) <= _LONGEST else None


@lru_cache(maxsize=_KNOWN)
def _goal(grammar: Grammar, words: str) -> int | None:
    found = _labels(grammar).goal.fullmatch(words)
    return ordinal(found["number"]) if found else None


def ordinal(words: str) -> int | None:
    """三 → 3."""
    value = numerals.parse(words)
    return int(value) if value is not None else None


def weight(words: str) -> tuple[str, Decimal] | None:
    """The label and the weight printed with it (产出指标(50分) → 产出指标, 50), None when there is no weight."""
    return _weight(current(), words) if len(words) <= _LONGEST + 2 else None


@lru_cache(maxsize=_KNOWN)
def _weight(grammar: Grammar, words: str) -> tuple[str, Decimal] | None:
    labels = _labels(grammar)
    plain = _whole(words)
    for pattern in (labels.goal, labels.category, labels.level):
        found = pattern.fullmatch(plain)
        if found is not None and found["weight"] is not None:
            label = found.groupdict().get("label") or plain[: found.end("number")]
            return label, Decimal(found["weight"])
    return None


def stem(label: str) -> str:
    """产出指标 → 产出: a label without what labels end in."""
    return re.sub(f"{current().suffix}$", "", label)


def national_level(label: str) -> str | None:
    """产出 or 产出指标 → 产出指标; None for a level that only local forms know."""
    return current().national.get(label)


def belongs(category_name: str, level_label: str) -> bool:
    """Whether a category can stand under a first level; a level that only local forms know takes any."""
    national = national_level(level_label)
    return national is None or national in current().under.get(category_name, (national,))


def usual_level(category_name: str) -> str:
    """The first level a category stands under on the national forms."""
    return current().under[category_name][0]


def only_category(level_label: str) -> str | None:
    """The category that needs no label of its own under a first level (满意度指标, 成本指标)."""
    national = national_level(level_label)
    return national if national is not None and current().alone.name(national) else None
