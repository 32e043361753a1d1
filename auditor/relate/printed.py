"""Every number that a document prints, looked for once: what was read already is not read again."""

from collections.abc import Collection, Iterable, Iterator

from auditor.model.quantity import Quantity
from auditor.model.report import Statement
from auditor.model.source import Span
from auditor.relate.ground import Layout
from auditor.text import quantities

_PARTED = frozenset({"", "\t", "\n"})
"""What may stand beside a text that is parted from all others: no number reaches over it."""


def find(layout: Layout, cells: Iterable[Span], texts: Iterable[Statement], taken: Collection[int]) -> list[Quantity]:
    """The numbers of the document in order, but for cells that are one number each: three in four of all numbers.

    The numbers of `texts` are known from reading their claims, where the document prints them as they are; those that
    begin at a place that is taken are left out.
    """
    whole = layout.document.text
    alone = {text.span.start: text for text in texts if not text.pieces and _is_parted(whole, text.span, text.text)}
    blanks = [*((span.start, span.end) for span in cells), *((one.span.start, one.span.end) for one in alone.values())]
    found = quantities.find(_without(whole, blanks), layout.place)
    for start, text in alone.items():
        found += _of_text(text.text, start, taken, layout)
    found.sort(key=lambda quantity: quantity.span.start)
    return found


def _is_parted(whole: str, span: Span, text: str) -> bool:
    """Whether the document prints the text there to the letter, and parted from all other text."""
    start, end = span.start, span.end
    beside = (whole[start - 1 : start] if start else "", whole[end : end + 1])
    return _PARTED.issuperset(beside) and whole[start:end] == text


def _of_text(text: str, start: int, taken: Collection[int], layout: Layout) -> Iterator[Quantity]:
    """The numbers of a text that was read alone, at their places."""
    for quantity in quantities.find(text):
        if start + quantity.span.start not in taken:
            yield quantity.placed(lambda begin, end: layout.place(start + begin, start + end))


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with these stretches blanked."""
    pieces: list[str] = []
    place = 0
    for start, end in sorted(spans):
        if start >= place:
            pieces += [text[place:start], " " * (end - start)]
            place = end
    return "".join([*pieces, text[place:]])
