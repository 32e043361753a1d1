"""What a reviewer's remark says was taken off a row's score."""

from auditor.model.quantity import Quantity
from auditor.model.report import Reviewed
from auditor.sense import lexicon
from auditor.text import quantities
from auditor.text.normalize import fold

_POINTS = frozenset({"分", "%"})


def deducted(review: Reviewed) -> Quantity | None:
    """The points or per cent that the remark takes off (扣30%, 扣2分); None where it names none, or more than one deduction."""
    text, span = review.remark, review.remark_span
    if text is None or span is None or _several(text):
        return None
    found = [
        quantity
        for quantity in quantities.find(text, span.part)
        if quantity.unit in _POINTS
        and quantity.bound == "="
        and quantity.upper is None
        and _taken_off(text, quantity, span.start)
    ]
    return found[0] if len(found) == 1 else None


def leaves_nothing(review: Reviewed) -> bool:
    """Whether the remark says that the row gets no points at all."""
    return review.remark is not None and lexicon.has("reviewing", "nothing_left", review.remark)


def _several(text: str) -> bool:
    """Whether the remark speaks of more than one deduction, so that no figure in it is the whole."""
    return len(list(lexicon.places("reviewing", "deduction", fold(text)))) != 1


def _taken_off(text: str, quantity: Quantity, start: int) -> bool:
    before = fold(text[: quantity.span.start - start])
    return any(end == len(before) for _begin, end in lexicon.places("reviewing", "deducts", before))
