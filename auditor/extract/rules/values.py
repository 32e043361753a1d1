"""What single cells state: a value with its quantity or date, a printed number, a grade."""

from collections.abc import Callable
from decimal import Decimal

from auditor import prepared
from auditor.extract.rules.rows import Entry
from auditor.forms import current
from auditor.model.classes import Grade
from auditor.model.quantity import Period
from auditor.model.report import Value, make_value
from auditor.model.source import Span
from auditor.text import dates, numbers, quantities, short
from auditor.text.patterns import lazily

_NUMERIC = prepared.pattern(r"[\d０-９〇零一二两三四五六七八九十百千万半]")
_CALENDAR = prepared.pattern(r"[年月日号季底]|\d[-./]\d")
_WORDS_BESIDE_A_DATE = 14
"""应于2024年12月31日前全部完成支付 still states the date."""
_POINTS = prepared.pattern(r"([-+]?[\d,]*+(?:\.\d++|(?<=\d)))分?")
_PERCENT = prepared.pattern(r"([-+]?[\d,]*+(?:\.\d++|(?<=\d)))%")


def locator(span: Span) -> Callable[[int, int], Span]:
    """Turns characters of a cell's text into their place in the document."""
    return span.part


def value(entry: Entry, year: int | None) -> Value:
    """A target or an actual value: the quantity it states, or the date."""
    locate = locator(entry.span)
    quantity = quantities.read(entry.text, locate) if _prints_number(entry.text) else None
    return make_value(text=entry.text, span=entry.span, quantity=quantity, period=_period(entry, year, locate))


@short.remembered
def _prints_number(text: str) -> bool:
    return _NUMERIC.search(text) is not None


@short.remembered
def _prints_date(text: str) -> bool:
    return _CALENDAR.search(text) is not None


def _period(entry: Entry, year: int | None, locate: Callable[[int, int], Span]) -> Period | None:
    """The date a cell states; one that a longer sentence only mentions is none."""
    if not _prints_date(entry.text):
        return None
    period = dates.read(entry.text, year, locate)
    if period is None or len(entry.text) - len(period.text) > _WORDS_BESIDE_A_DATE:
        return None
    return period


def points(entry: Entry | None) -> tuple[Decimal | None, Span | None]:
    """A weight or a score as printed (10, 0.55, 10分, a weight of 10%) and its place; None where no number stands."""
    figure = _figure(entry.words) if entry is not None else None
    return (None, None) if entry is None or figure is None else (numbers.decimal(figure), entry.span)


@short.remembered
def _figure(words: str) -> str | None:
    """The digits of points, without what stands behind them."""
    found = _POINTS.fullmatch(words) or _PERCENT.fullmatch(words)
    return found[1] if found else None


def both_points(entry: Entry) -> tuple[Entry, Entry] | None:
    """The two figures of a cell that prints points of points (19/20); None for any other cell."""
    found = _OF_POINTS.fullmatch(entry.text)
    if found is None:
        return None
    first, second = (
        entry._replace(words=found[group], text=found[group], span=entry.span.part(*found.span(group)))
        for group in (1, 2)
    )
    return first, second


_OF_POINTS = prepared.pattern(r"\s*(\d{1,3}(?:\.\d{1,2})?)\s*分?\s*[/／]\s*(\d{1,3}(?:\.\d{1,2})?)\s*分?\s*")


def amount(entry: Entry | None) -> tuple[Decimal | None, Span | None]:
    """A bare amount as printed and its place; None for blanks, dashes and words."""
    printed = numbers.decimal(entry.text) if entry is not None else None
    return (printed, entry.span) if entry is not None and printed is not None else (None, None)


_MONEY = prepared.pattern(r"([-+]?[\d,]*+(?:\.\d++|(?<=\d)))(亿元|万元|千元|元)")
_WORTH: dict[str, int] = {"元": 0, "千元": 3, "万元": 4, "亿元": 8}


def money(entry: Entry | None, unit: str) -> tuple[Decimal | None, Span | None]:
    """An amount in the unit of its table, and its place: bare as printed, with a unit of its own converted."""
    found = _MONEY.fullmatch(entry.words) if entry is not None else None
    if entry is None or found is None:
        return amount(entry)
    printed = numbers.decimal(found[1])
    if printed is None:
        return None, None
    return (printed if found[2] == unit else printed.scaleb(_WORTH[found[2]] - _WORTH[unit])), entry.span


def percent(words: str) -> Decimal | None:
    """86.1% → 86.1; None without the sign."""
    found = _PERCENT.fullmatch(words)
    return numbers.decimal(found[1]) if found else None


def is_blank(words: str) -> bool:
    """Whether a cell prints that it holds nothing: a slash, a dash, 不涉及. What 无 means depends on the cell."""
    return not words or current().blank.name(words)


_BOX = lazily(r"[□☐○☑√✓■●]")
_TICKED = prepared.pattern(r"(?:[□☐○][一-鿿]{1,4}[、,]?)*[☑√✓■●]([一-鿿]{1,3})[、,]?(?:[□☐○][一-鿿]{1,4}[、,]?)*")


def grade(words: str) -> Grade | None:
    """优秀 → 优, and of boxes the one that is ticked (□优 ☑良 □中 □差); None for other words."""
    if (ticked := _TICKED.fullmatch(words)) is not None and len(_BOX.findall(words)) > 1:
        words = ticked[1]
    return current().grades.get(words.strip("“”\"'「」()。"))
