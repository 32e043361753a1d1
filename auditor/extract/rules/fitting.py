"""How badly the words of a cell suit each kind of column: what a cell is, by its shape and by the labels it may be."""

from collections.abc import Mapping
from functools import lru_cache

from auditor import prepared
from auditor.extract.rules import labels, points
from auditor.forms import Grammar, current
from auditor.text import units

_BARE = prepared.pattern(r"[-+]?[\d,]*+(?:\.\d++|(?<=\d))分?")
_PERCENT = prepared.pattern(r"[-+]?[\d,]*+(?:\.\d++|(?<=\d))[%‰]")
_DASH = prepared.pattern(r"[-—–─_/\\]+|[(]?不清[)]?|无")
_OPERATOR = prepared.pattern(r"[<>=≤≥＜＞≦≧═]{1,2}|定性|定量|等于|不?[大小少低高多]于(?:等于)?|正向|反向|正指标|逆指标")
_BOUNDED = prepared.pattern(r"[<>=≤≥]")
_DIGIT = prepared.pattern(r"\d")
_DATE = prepared.pattern(r"\d{4}[年./-]\d{0,2}.{0,10}|\d{1,2}月.{0,6}")


def is_dash(words: str) -> bool:
    """Whether a cell prints that there is no figure, or that nobody can read it."""
    return words[:1] in _DASHES and _DASH.fullmatch(words) is not None


_DASHES = frozenset("-—–─_/\\(不无")
"""What a dash begins with."""


def fits(words: str) -> Mapping[str, float]:
    """How badly the words suit each kind of column: 0 is made for it, 6 and more is out of the question."""
    return fits_by(current(), words)


@lru_cache(maxsize=8192)
def fits_by(grammar: Grammar, words: str) -> Mapping[str, float]:
    """The same by a grammar that is at hand."""
    for pattern, costs in _SHAPES:
        if pattern.fullmatch(words):
            return costs
    if units.is_known(words):
        return _UNIT
    if labels.goal(words) is not None:
        return _GOAL_LABEL
    if (label := _label(grammar, words)) is not None:
        return label
    return _text(grammar, words)


def _text(grammar: Grammar, words: str) -> Mapping[str, float]:
    """Words that are neither a number nor a label: a value, a word, a name, a sentence."""
    if _BOUNDED.match(words) or _DATE.fullmatch(words):
        return _VALUE
    words = points.without(words)
    has_digit = _DIGIT.search(words) is not None
    if has_digit and len(words) <= 12:
        return _SHORT_WITH_DIGITS
    if grammar.line("section", words) or grammar.line("broken", words):
        return _SECTION_LABEL
    if len(words) <= 8 and not has_digit:
        return _WORD
    return _SENTENCE if len(words) > 24 else _PHRASE


def _label(grammar: Grammar, words: str) -> Mapping[str, float] | None:
    if labels.framework(words):
        return _FRAMEWORK_LABEL
    level = labels.level(words)
    is_level, is_category = level is not None, labels.category(words) is not None
    if is_level and is_category:
        return _EITHER_LABEL
    if level is not None:
        return _LEVEL_LABEL if grammar.first_levels.name(level) else _LOCAL_LEVEL_LABEL
    if is_category:
        return _CATEGORY_LABEL if grammar.speaks_of("indicator", words) else _UNMARKED_LABEL
    return None


def _table(**costs: float) -> Mapping[str, float]:
    return costs


_NUMBER = _table(
    goal=8,
    level1=8,
    category=8,
    name=6,
    operator=6,
    unit=6,
    target=0.5,
    adjusted=0.5,
    actual=0.5,
    weight=0,
    score=0,
    rate=0.3,
    reason=6,
    other=1,
    number=0,
    label=6,
    initial=0,
    budget=0,
    spent=0,
    funded=0,
    fundrate=0.3,
)
_RATE = {
    **_NUMBER,
    "weight": 2.5,
    "score": 4,
    "rate": 0,
    "fundrate": 0,
    "target": 0,
    "actual": 0,
    "number": 6,
    "name": 5,
}
_RATE |= {"initial": 4, "budget": 4, "spent": 4, "funded": 4}
_NOTHING = {**_NUMBER, "name": 5, "operator": 1, "unit": 1, "weight": 0.5, "score": 0.5, "rate": 0.5, "reason": 0.5}
_NOTHING |= {"goal": 2, "level1": 0.8, "category": 0.8, "label": 4, "number": 5, "target": 0.6, "actual": 0.3}
_SIGN = {**_NUMBER, "operator": 0, "weight": 8, "score": 8, "rate": 8, "target": 3, "actual": 4, "name": 8}
_VALUE = _table(
    goal=8,
    level1=8,
    category=8,
    name=4.5,
    operator=6,
    unit=6,
    target=0,
    adjusted=0,
    actual=0.1,
    weight=6,
    score=6,
    rate=2,
    reason=3,
    other=1,
    number=8,
    label=3,
    initial=5,
    budget=5,
    spent=5,
    funded=5,
)
_SHORT_WITH_DIGITS = {
    **_VALUE,
    "name": 1.5,
    "reason": 2,
    "initial": 2,
    "budget": 2,
    "spent": 2,
    "funded": 2,
    "label": 2,
}
_WORD = _table(
    goal=5,
    level1=3,
    category=3,
    name=0.3,
    operator=5,
    unit=2,
    target=0.3,
    adjusted=0.3,
    actual=0.3,
    weight=8,
    score=8,
    rate=3,
    reason=0.8,
    other=1,
    number=8,
    label=0,
    initial=6,
    budget=6,
    spent=6,
    funded=6,
)
_UNIT = {**_WORD, "unit": 0, "name": 1.5, "target": 1.5, "adjusted": 1.5, "actual": 1.5}
_PHRASE = {**_WORD, "goal": 8, "level1": 4, "category": 4, "name": 0, "unit": 8, "reason": 0.4}
_SENTENCE = {
    **_PHRASE,
    "level1": 8,
    "category": 8,
    "operator": 8,
    "name": 0.5,
    "target": 0.2,
    "actual": 0.2,
    "reason": 0.2,
}
_SENTENCE |= {"label": 3}
_SECTION_LABEL = {**_WORD, "goal": 0.4, "level1": 2, "category": 3, "name": 1.5}
_GOAL_LABEL = {**_WORD, "goal": 0, "level1": 6, "category": 8, "name": 6, "target": 6, "actual": 6, "reason": 6}
_LEVEL_LABEL = {**_WORD, "goal": 3, "level1": 0, "category": 4, "name": 6, "target": 6, "actual": 6, "reason": 6}
_LOCAL_LEVEL_LABEL = {**_LEVEL_LABEL, "category": 1.5}
"""资金管理, 预算执行: first level on one form, second level under 管理 on another."""
_UNMARKED_LABEL = {**_LEVEL_LABEL, "level1": 3, "category": 0, "name": 3.5}
_CATEGORY_LABEL = {**_LEVEL_LABEL, "level1": 3, "category": 0}
_FRAMEWORK_LABEL = {**_LEVEL_LABEL, "level1": 0.7, "category": 0, "name": 3.5}
_EITHER_LABEL = {**_LEVEL_LABEL, "level1": 0.4, "category": 0}
VALUES = (_NUMBER, _RATE, _VALUE)
"""The shapes of cells that state a value."""
_SHAPES = ((_BARE, _NUMBER), (_PERCENT, _RATE), (_DASH, _NOTHING), (_OPERATOR, _SIGN))
