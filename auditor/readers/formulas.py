"""What a spreadsheet would show for a formula whose result the file does not hold.

Files written by programs leave the results to Excel, which works them out on opening; a person sees them. Sums and plain
arithmetic of cells are worked out here; nothing else is, and nothing outside of the sheet is read.
"""

import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal, DecimalException
from itertools import islice, product

Look = Callable[[int, int], Decimal | None]
"""The number in a row and column; 0 for a cell that is blank or holds words, None when it cannot be told."""

_TOKEN = re.compile(
    r"""(?x)\s*(?: (?P<number>\d+(?:\.\d+)?) | (?P<call>SUM|ROUND)\s*\( | (?P<area>\$?[A-Z]{1,3}\$?\d{1,7}:\$?[A-Z]{1,3}\$?\d{1,7})
    | (?P<cell>\$?[A-Z]{1,3}\$?\d{1,7}) | (?P<sign>[-+*/(),%]) )"""
)
"""SUM(G4:G167)+10   ROUND(B3/$A$3*10, 1)"""
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_LARGEST_AREA = 100_000
_DEEPEST = 30
_LARGEST_POWER = 100
"""Of ten; Excel shows no more than 15 digits of a number, and nobody pays such sums."""


class _Unknown(Exception):  # noqa: N818 - says what it stands for, and never leaves this file
    """The formula asks for more than is worked out here."""


def evaluate(formula: str, look: Look) -> Decimal | None:
    """The result of `=SUM(G4:G167)+10`; None when the formula asks for more than sums, rounding and arithmetic."""
    tokens = list(_tokens(formula.removeprefix("=").upper()))
    if not tokens:
        return None
    try:
        result = _Sum(tokens, look).result()
    except (_Unknown, DecimalException):
        return None
    return result if result.is_finite() and abs(result.adjusted()) < _LARGEST_POWER else None


def _tokens(formula: str) -> Iterator[tuple[str, str]]:
    place = 0
    formula = formula.rstrip()
    while place < len(formula):
        found = _TOKEN.match(formula, place)
        if found is None or found.lastgroup is None:
            yield "unknown", formula[place:]
            return
        yield found.lastgroup, found[found.lastgroup]
        place = found.end()


class _Sum:
    """Reads a formula from left to right."""

    def __init__(self, tokens: list[tuple[str, str]], look: Look) -> None:
        self._tokens = tokens
        self._look = look
        self._at = 0
        self._depth = 0

    def result(self) -> Decimal:
        value = self._sum()
        if self._at != len(self._tokens):
            raise _Unknown
        return value

    def _next(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

    def _takes(self, signs: str) -> str:
        kind, text = self._next()
        if kind != "sign" or text not in signs:
            return ""
        self._at += 1
        return text

    def _sum(self) -> Decimal:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Unknown
        value = self._product()
        while sign := self._takes("+-"):
            term = self._product()
            value = value + term if sign == "+" else value - term
        self._depth -= 1
        return value

    def _product(self) -> Decimal:
        value = self._factor()
        while sign := self._takes("*/"):
            by = self._factor()
            value = value * by if sign == "*" else value / by
        return value

    def _factor(self) -> Decimal:
        if sign := self._takes("+-"):
            return self._factor() if sign == "+" else -self._factor()
        value = self._operand()
        while self._takes("%"):
            value = value.scaleb(-2)
        return value

    def _operand(self) -> Decimal:
        if self._takes("("):
            return self._closed(self._sum())
        kind, text = self._next()
        self._at += 1
        match kind:
            case "number":
                return Decimal(text)
            case "cell":
                return self._cell(*_place(text))
            case "call" if text == "SUM":
                return self._closed(sum(self._arguments(), Decimal(0)))
            case "call":
                value, places = (*self._arguments(), Decimal(0))[:2]
                return self._closed(value.quantize(Decimal(1).scaleb(-int(places)), rounding=ROUND_HALF_UP))
        raise _Unknown

    def _closed(self, value: Decimal) -> Decimal:
        if not self._takes(")"):
            raise _Unknown
        return value

    def _arguments(self) -> list[Decimal]:
        values: list[Decimal] = []
        while True:
            kind, text = self._next()
            if kind == "area":
                self._at += 1
                values.extend(self._area(text))
            else:
                values.append(self._sum())
            if not self._takes(","):
                return values

    def _area(self, text: str) -> Iterator[Decimal]:
        first, _colon, last = text.partition(":")
        (top, left), (bottom, right) = _place(first), _place(last)
        if (bottom - top + 1) * (right - left + 1) > _LARGEST_AREA:
            raise _Unknown
        places = product(range(top, bottom + 1), range(left, right + 1))
        return (self._cell(row, column) for row, column in islice(places, _LARGEST_AREA))

    def _cell(self, row: int, column: int) -> Decimal:
        value = self._look(row, column)
        if value is None:
            raise _Unknown
        return value


def _place(address: str) -> tuple[int, int]:
    """$G$4 → row 4, column 7."""
    found = _CELL.fullmatch(address)
    if found is None:
        raise _Unknown
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column
