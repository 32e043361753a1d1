"""What a language model says of figures: that they belong together, and how. It holds no number of the model's own."""

from typing import Literal, get_args

from auditor.model.quantity import Quantity
from auditor.model.record import Record
from auditor.model.source import Span

SuggestedKind = Literal[
    "sum",  # result = of added up
    "mean",  # result = of added up ÷ how many they are
    "difference",  # result = of[0] less the others
    "flow",  # result = opening + what came in − what went out, `of` in that order
    "ratio",  # result = the numerators ÷ the last of `of`
    "growth",  # result = the change from of[1] to of[0]
    "product",  # result = of multiplied
    "share",  # `of` are shares of one whole
    "promise",  # result is what was promised, `of` the results that answer it
    "same",  # one fact told twice
    "part",  # result is a part of of[0]
    "count",  # result says how many items are listed
    "deadline",  # result is the latest date, of[0] the date reached
]

SUGGESTED: tuple[SuggestedKind, ...] = get_args(SuggestedKind)
"""Every kind, in the order in which they are explained."""


class Suggestion(Record):
    """Figures of a document that a model says belong together: each as it is printed, at its place.

    `items` are the places of listed names (kind count). `subject` is what the figures are about, in the model's words: it is
    shown and decides nothing.
    """

    kind: SuggestedKind
    result: Quantity | None = None
    of: tuple[Quantity, ...] = ()
    items: tuple[Span, ...] = ()
    subject: str = ""
