"""Quotes are what stands at their place; whatever a check sets beside it goes to the words before the quote."""

from collections.abc import Sequence

from auditor.model.finding import Evidence, Finding
from auditor.model.source import Document, Place, Span
from auditor.text.patterns import lazily

LONGEST = 60
"""Characters of a quote: the figure with its unit and the words of its own clause."""

_PARTS = lazily(r"\s*(?:→|/|（|）|\s)\s*")
_BETWEEN = " →/：:　"


def verbatim(findings: Sequence[Finding], document: Document) -> list[Finding]:
    """The findings with every quote as the document has it."""
    return [
        one.model_copy(update={"evidence": tuple(_verbatim(item, document) for item in one.evidence)})
        for one in findings
    ]


def across(findings: Sequence[Finding], documents: Sequence[Document]) -> list[Finding]:
    """The findings between several documents, with every quote as its own document has it."""
    return [
        one.model_copy(update={"evidence": tuple(_of_its_own(item, documents) for item in one.evidence)})
        for one in findings
    ]


def _of_its_own(item: Evidence, documents: Sequence[Document]) -> Evidence:
    return _verbatim(item, documents[item.span.document]) if isinstance(item.span, Place) else item


def _verbatim(item: Evidence, document: Document) -> Evidence:
    quoted = _plain(item.quote)
    said = quoted.removesuffix("…")
    if item.span is None:
        return item if said in _plain(document.text) else _beside(item, item.quote, "")
    printed = document.quote(item.span)
    here = quoted if printed == item.quote else _plain(printed)
    if said in here:
        return item.model_copy(update={"quote": said[:LONGEST]}) if said and said[:LONGEST] != item.quote else item
    if wider := _wider(item.span, said, document):
        return item.model_copy(update={"quote": said[:LONGEST], "span": wider})
    if here and here in said:
        return _beside(item, said[: said.index(here)], here[:LONGEST])
    part = next((one for one in _PARTS.split(said) if one and one in here), here)
    return item.model_copy(update={"quote": part[:LONGEST]})


def _wider(span: Span, said: str, document: Document) -> Span | None:
    """The span with the words before it that the quote has too: 数量指标43项 where 43项 is the number."""
    start = span.end - len(said)
    return span.model_copy(update={"start": start}) if start >= 0 and document.text[start : span.end] == said else None


def _beside(item: Evidence, words: str, quote: str) -> Evidence:
    told = words.strip(_BETWEEN)
    role = f"{item.role} {told}" if told and told not in item.role else item.role
    return item.model_copy(update={"role": role.strip(), "quote": quote})


def _plain(text: str) -> str:
    """The text on one line, a row's cells with a blank between, whichever mark the file sets there."""
    return " ".join(text.replace("|", " ").split())
