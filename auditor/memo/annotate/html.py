"""The report as read, as a page with notes beside it: what a text file, or any other original, becomes.

No script and no network: each quote is marked and numbered, its note tells where the other side stands and leads there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.locale import gettext as _
from auditor.memo.annotate.notes import Note
from auditor.memo.contents import SEVERITIES, Contents, Item, Quote, clean, contents, report_name
from auditor.memo.html import asset, page, policy
from auditor.memo.numbers import numbers
from auditor.memo.pane import Pane, pane, quoted
from auditor.model.finding import Outcome, Severity
from auditor.model.source import Document

if TYPE_CHECKING:
    from auditor.memo.annotate import Original

_LANGUAGES = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True)
class _View:
    """One report of the file. `prefix` keeps the anchors of several apart; `sides` are a finding's quotes with anchors."""

    prefix: str
    name: str
    memo: Contents
    pane: Pane
    items: dict[int, Item]
    sides: Mapping[int, Sequence[tuple[Quote, str]]]

    def worst(self, numbers: Iterable[int]) -> Severity:
        """The gravest of some findings."""
        return min((self.items[number].severity for number in numbers), key=SEVERITIES.index)


def annotated(original: "Original", made: Sequence[Note], outcomes: Sequence[Outcome]) -> bytes:
    """The page with every report that the file holds, and of its findings those that are noted, as the notes call them."""
    labels = {note.fingerprint: note.label for note in made}
    views = [_view(number, outcome, original.document, labels) for number, outcome in enumerate(outcomes, 1)]
    return page(
        "annotated.html.j2",
        lang=_LANGUAGES.get(outcomes[0].tool.lang, "zh-CN") if outcomes else "zh-CN",
        title=_("{name}（批注）").format(name=clean(original.document.name)),
        views=views,
        css=asset("annotated.css"),
        policy=policy("annotated.css"),
    )


def _view(number: int, outcome: Outcome, document: Document, labels: Mapping[str, str]) -> _View:
    memo = contents(outcome)
    noted = [one._replace(label=labels[one.fingerprint]) for one in memo.open_items if one.fingerprint in labels]
    shown = pane(document, quoted(noted), numbers(outcome, memo))
    items = {item.number: item for item in noted}
    sides = {item.number: [(quote, shown.anchor(quote.span)) for quote in item.quotes] for item in noted}
    return _View(f"r{number}-", report_name(outcome.report), memo, shown, items, sides)
