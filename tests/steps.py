"""Counts the work of a regular expression: how often it looks at a character, backing off included.

A pattern is walked as Python's own engine walks it, over the tree that `re` parses it into, one step for each item tried.
"""

import re
from collections.abc import Iterator
from re import _constants as op
from re import _parser as parser
from typing import Any

_Groups = dict[int, tuple[int, int]]


class Counter:
    """Matches one pattern at places of a text and counts the steps."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.tree = parser.parse(pattern.pattern, pattern.flags)
        self.flags = pattern.flags
        self.count = 0

    def match(self, text: str, at: int) -> int | None:
        """Where the match at a place ends, or None."""
        found = next(self._walk(list(self.tree), text, at, {}), None)
        return None if found is None else found[0]

    def _walk(self, items: list[Any], text: str, at: int, groups: _Groups) -> Iterator[tuple[int, _Groups]]:
        if not items:
            yield at, groups
            return
        self.count += 1
        kind, value = items[0]
        for end, held in self._item(kind, value, text, at, groups):
            yield from self._walk(items[1:], text, end, held)

    def _item(self, kind: Any, value: Any, text: str, at: int, groups: _Groups) -> Iterator[tuple[int, _Groups]]:
        return _WALKS[kind](self, kind, value, text, at, groups)

    def _glyph(self, kind: Any, value: Any, text: str, at: int, groups: _Groups) -> Iterator[tuple[int, _Groups]]:
        if at < len(text) and self._fits(kind, value, text[at]):
            yield at + 1, groups

    def _branch(self, _kind: Any, value: Any, text: str, at: int, groups: _Groups) -> Iterator[tuple[int, _Groups]]:
        for branch in value[1]:
            yield from self._walk(list(branch), text, at, groups)

    def _group(self, _kind: Any, value: Any, text: str, at: int, groups: _Groups) -> Iterator[tuple[int, _Groups]]:
        group, _add, _drop, inner = value
        for end, held in self._walk(list(inner), text, at, groups):
            yield end, held if group is None else {**held, group: (at, end)}

    def _look(self, kind: Any, value: Any, text: str, at: int, groups: _Groups) -> Iterator[tuple[int, _Groups]]:
        if self._stands(value, text, at, groups) is (kind is op.ASSERT):
            yield at, groups

    def _place(self, _kind: Any, value: Any, text: str, at: int, groups: _Groups) -> Iterator[tuple[int, _Groups]]:
        if self._at(value, text, at):
            yield at, groups

    def _again(self, _kind: Any, value: Any, text: str, at: int, groups: _Groups) -> Iterator[tuple[int, _Groups]]:
        start, end = groups.get(value, (0, 0))
        if text.startswith(text[start:end], at):
            yield at + end - start, groups

    def _repeat(self, kind: Any, value: Any, text: str, at: int, groups: _Groups) -> Iterator[tuple[int, _Groups]]:
        least, most, inner = value
        reached = [(at, groups)]
        while len(reached) <= most:
            following = next(self._walk(list(inner), text, *reached[-1]), None)
            if following is None or following[0] == reached[-1][0]:
                break
            reached.append(following)
        ends = reached[least:]
        if kind is op.MIN_REPEAT:
            yield from ends
        else:
            yield from ends[-1:] if kind is op.POSSESSIVE_REPEAT else reversed(ends)

    def _atomic(self, _kind: Any, value: Any, text: str, at: int, groups: _Groups) -> Iterator[tuple[int, _Groups]]:
        found = next(self._walk(list(value), text, at, groups), None)
        if found is not None:
            yield found

    def _stands(self, value: Any, text: str, at: int, groups: _Groups) -> bool:
        direction, inner = value
        start = at if direction > 0 else at - inner.getwidth()[0]
        return start >= 0 and next(self._walk(list(inner), text, start, groups), None) is not None

    def _fits(self, kind: Any, value: Any, glyph: str) -> bool:
        if kind is op.ANY:
            return bool(self.flags & re.DOTALL) or glyph != "\n"
        if kind is not op.IN:
            return (ord(glyph) == value) is (kind is op.LITERAL)
        negated = value[0][0] is op.NEGATE
        return any(_in(one, glyph) for one in value[negated:]) is not negated

    def _at(self, value: Any, text: str, at: int) -> bool:
        if value is op.AT_BEGINNING:
            return at == 0 or (bool(self.flags & re.MULTILINE) and text[at - 1] == "\n")
        if value is op.AT_BEGINNING_STRING:
            return at == 0
        if value is op.AT_END_STRING:
            return at == len(text)
        if value in (op.AT_BOUNDARY, op.AT_NON_BOUNDARY):
            sides = [text[place : place + 1].isalnum() for place in (at - 1, at) if place >= 0]
            return (len(set(sides)) == 2) is (value is op.AT_BOUNDARY)
        if value is op.AT_END:
            return at == len(text) or (text[at] == "\n" and (bool(self.flags & re.MULTILINE) or at == len(text) - 1))
        raise NotImplementedError(value)


def _in(one: tuple[Any, Any], glyph: str) -> bool:
    kind, value = one
    if kind is op.LITERAL:
        return ord(glyph) == value
    if kind is op.RANGE:
        return value[0] <= ord(glyph) <= value[1]
    return _CATEGORIES[value](glyph)


_CATEGORIES: dict[Any, Any] = {
    op.CATEGORY_DIGIT: str.isdecimal,
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_WORD: lambda glyph: glyph.isalnum() or glyph == "_",
    op.CATEGORY_NOT_DIGIT: lambda glyph: not glyph.isdecimal(),
    op.CATEGORY_NOT_SPACE: lambda glyph: not glyph.isspace(),
    op.CATEGORY_NOT_WORD: lambda glyph: not (glyph.isalnum() or glyph == "_"),
}


_WALKS = (
    dict.fromkeys((op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN), Counter._glyph)
    | dict.fromkeys((op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT), Counter._repeat)
    | dict.fromkeys((op.ASSERT, op.ASSERT_NOT), Counter._look)
    | {op.BRANCH: Counter._branch, op.SUBPATTERN: Counter._group}
    | {op.ATOMIC_GROUP: Counter._atomic}
    | {op.AT: Counter._place, op.GROUPREF: Counter._again}
)
