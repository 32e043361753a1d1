"""Every number of a Chinese text: exact value, unit, bound, printed places, and what it is."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from functools import lru_cache

from auditor import prepared
from auditor.model.quantity import Kind, Quantity, make_quantity
from auditor.model.source import Span, make_span
from auditor.text import bounds, grammar, magnitudes, numerals, short
from auditor.text.magnitudes import Magnitude
from auditor.text.normalize import narrow

Locate = Callable[[int, int], Span]

_UNCLAIMED: dict[str, Kind] = {
    "list": "list-number",
    "page": "page",
    "document": "document-number",
    "phone": "phone",
    "date": "date",
    "year": "year",
    "code": "code",
    "time": "time",
    "name": "name",
    "ordinal": "ordinal",
}
_READERS: dict[str, Callable[[str, re.Match[str]], Magnitude | None]] = {
    "plain": magnitudes.plain,
    "number": magnitudes.number,
    "fraction": magnitudes.fraction,
    "semi": magnitudes.semi,
}
_DIGITS = prepared.pattern(r"\d+(?:\.\d+)?")
_SPELLED = prepared.pattern(rf"[{grammar.CHINESE}]+")
_SENTENCE = prepared.pattern(r"[，。；;！？]")


_CLOSING = ("）", ")")
_REMARK = prepared.pattern(r"(?<=[^\s（(])[（(][^（()）]*[)）]\s*+[。；;]?+\s*+$")
_REMARK_DIGIT = prepared.pattern(r"\d")


def find(text: str, locate: Locate | None = None) -> list[Quantity]:
    """Every number of the text, in order and apart from each other, those that claim nothing included.

    No quantity reaches over a tab or a line break. `locate` makes a Span of two offsets into the text.
    """
    known = _KNOWN.get()
    if known is None or len(text) > _LONGEST_KNOWN:
        return _found(text, locate or _place)
    found = _in_cell(text) if len(text) <= short.LONGEST else known.get(text)
    if found is None:
        found = known[text] = tuple(_found(text, _place))
    return list(found) if locate is None else [one.placed(locate) for one in found]


_LONGEST_KNOWN = 4096
"""Characters of a text that is worth remembering: more than a paragraph has, less than a document."""


@lru_cache(maxsize=4096)
def _in_cell(text: str) -> tuple[Quantity, ...]:
    return tuple(_found(text, _place))


_KNOWN: ContextVar[dict[str, tuple[Quantity, ...]] | None] = ContextVar("known", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Within it the numbers of a text are looked for once, whoever asks again: claims, sentences and checks read the same.

    It is entered in the arithmetic of an audit alone, so that what short texts state is the same for all that ask.
    """
    token = _KNOWN.set({})
    try:
        yield
    finally:
        _KNOWN.reset(token)


def _found(text: str, place: Locate) -> list[Quantity]:
    flat = narrow(text)
    found: list[Quantity] = []
    position, length = 0, len(flat)
    scan = grammar.scan().match
    while position < length:
        match = scan(flat, position)
        if match is None:
            break
        group = match.lastgroup or "skip"
        start, end = match.span(group)
        if group in _READERS:
            number = _READERS[group](flat, match)
            if number is not None and _fills_cell(flat, number):
                found.append(_plain(text, number, place))
                end = number.end
            elif number is not None:
                quantity, end = _quantity(text, flat, number, position, place)
                found.append(quantity)
        elif group in _UNCLAIMED:
            found.append(_unclaimed(text, start, end, _UNCLAIMED[group], place))
        position = end if end > position else position + 1
    return found


def read(text: str, locate: Locate | None = None) -> Quantity | None:
    """The one claimed quantity that a table cell states, or None: words, a sentence, several numbers.

    Years, names and list numbers beside it do not count: 11月底完成100% states 100%. Neither do the numbers of a remark
    in brackets behind it: 91.5%（发放问卷400份）.
    """
    stated = _stated_once(text) if _KNOWN.get() is not None else _stated(text)
    return stated if stated is None or locate is None else stated.placed(locate)


def _stated(text: str) -> Quantity | None:
    """The quantity that a text states, at offsets of the text."""
    remark = _REMARK.search(text) if text.rstrip("。；; ")[-1:] in _CLOSING else None
    if remark is not None and _REMARK_DIGIT.search(remark[0]):
        stated = _stated(text[: remark.start()])
        if stated is not None:
            return stated
    claimed = [quantity for quantity in find(text) if quantity.claimed]
    if len(claimed) != 1 or _SENTENCE.search(text.strip().rstrip("。；;")):
        return None
    return claimed[0]


_stated_once = short.remembered(_stated)


def assemble(operator: str, value: str, unit: str, span: Span) -> Quantity | None:
    """The quantity that three cells state together (≥ · 735 · 人次), or None when they state none."""
    number, measure = value.strip(), unit.strip()
    whole = operator.strip() + number + ("" if measure and number.endswith(measure) else measure)
    found = read(whole, lambda _start, _end: span)
    return None if found is None else found.model_copy(update={"text": whole})


def _place(start: int, end: int) -> Span:
    return make_span(start=start, end=end)


def _fills_cell(flat: str, number: Magnitude) -> bool:
    """Whether a cell holds the number and nothing else, so that no word can bind it; most numbers of a report stand so."""
    return (
        flat[number.end : number.end + 1] == "\t" and flat[number.start - 1 : number.start] == "\t" and not number.more
    )


def _plain(text: str, number: Magnitude, place: Locate) -> Quantity:
    """A number that nothing binds."""
    where = place(number.start, number.end)
    quote = text[number.start : number.end]
    return make_quantity(
        value=number.value,
        unit=_as_printed(number.unit, quote) if "(" in number.unit else number.unit,
        kind=number.kind,
        places=number.places,
        scale=number.scale,
        text=quote,
        span=where,
        number_span=where,
    )


def _quantity(text: str, flat: str, number: Magnitude, floor: int, place: Locate) -> tuple[Quantity, int]:
    """The number with its range and bound, and where it ends; no bound is looked for before `floor`."""
    ranged = magnitudes.upper(flat, number)
    last = ranged or number
    if last.kind in {"number", "count"} and _is_label(flat, number, last):
        return _unclaimed(text, number.start, number.end, "ordinal", place), number.end
    if last.kind == "duration" and grammar.UP_TO_NOW.match(flat, last.end):
        return _unclaimed(text, number.start, last.end, "time", place), last.end
    low, high = (number.value, None) if ranged is None else magnitudes.ends(flat, number, ranged)
    bound = bounds.bounded(flat, number, last, floor)
    digits = place(number.start, last.end)
    alone = bound.start == number.start and bound.end == last.end
    quantity = make_quantity(
        value=low,
        unit=_as_printed(last.unit, text[number.start : last.end]) if "(" in last.unit else last.unit,
        kind=last.kind,
        bound=bound.bound,
        lean=bound.lean,
        places=max(number.places, last.places),
        scale=last.scale,
        upper=high,
        text=text[bound.start : bound.end],
        span=digits if alone else place(bound.start, bound.end),
        number_span=digits,
    )
    return quantity, bound.end


def _is_label(flat: str, number: Magnitude, last: Magnitude) -> bool:
    """指标1, 附件3-2: a short whole number without a unit, straight after the word it numbers."""
    if not number.start or flat[number.start - 1] not in grammar.LABEL_ENDS or last.places or last.value >= 1000:
        return False
    if last.unit:
        cell = grammar.LABEL_CELL.search(flat, max(0, number.start - 5), number.start)
        return cell is not None and last.unit not in {"个", "项", "条"}
    return grammar.LABEL.search(flat, max(0, number.start - 2), number.start) is not None


def _as_printed(unit: str, quote: str) -> str:
    """台（套） keeps the brackets it was printed with."""
    return unit.replace("(", "（").replace(")", "）") if "（" in quote else unit


def _unclaimed(text: str, start: int, end: int, kind: Kind, place: Locate) -> Quantity:
    """A number that asserts no amount; its value is the first number it prints, nought where that is none."""
    quote = text[start:end]
    where = place(start, end)
    return make_quantity(value=_first(quote), kind=kind, text=quote, span=where, number_span=where)


@lru_cache(maxsize=4096)
def _first(quote: str) -> Decimal:
    flat = narrow(quote)
    if len(flat) == 1:
        return Decimal(str(unicodedata.numeric(flat, 0)).removesuffix(".0"))
    digits = _DIGITS.search(flat)
    if digits:
        return Decimal(digits.group())
    parsed = (numerals.parse(run) for run in _SPELLED.findall(flat))
    return next((value for value in parsed if value is not None), Decimal(0))
