"""What a paper does not show of persons: identity numbers, phones, bank accounts, and the names in lists of beneficiaries.

Everything is hidden in the same length, so that every place of the report stays where it was. What an audit is about
(amounts, counts, dates, document numbers) and everything else is shown verbatim.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple, TypeVar, cast

from auditor.model.dossier import Result, Submission, outcomes_of
from auditor.model.finding import Outcome
from auditor.model.record import Datum, Record
from auditor.model.report import Report
from auditor.model.source import Document, Span
from auditor.text import persons
from auditor.text.patterns import lazily
from auditor.text.private import called, masked, private

LOCAL = frozenset({"json", "xlsx"})
"""Writers whose files stay with the auditor: they show what is private where the settings say so."""

_SURE = 3
"""Characters from which a name is hidden within running text too; a shorter one may be part of another word."""

_Told = TypeVar("_Told", bound=Record | Datum)


class Covered(NamedTuple):
    """Outcomes and their documents, with what is private hidden in both."""

    outcomes: list[Outcome]
    documents: list[Document]


class _Hidden(NamedTuple):
    """The places of a document that are hidden, and a way to hide what stands there wherever it is quoted."""

    places: tuple[tuple[int, int], ...]
    cover: Callable[[str], str]
    document: Document
    text: str
    """The document's text as it is shown."""

    def quoted(self, span: Span, words: str) -> str:
        """The words at a span as they are shown: by their place where they stand as in the text, else by themselves."""
        return self.text[span.start : span.end] if self.document.quote(span) == words else self.cover(words)


def covered(outcomes: Sequence[Outcome], documents: Sequence[Document]) -> Covered:
    """What a paper may be made of; documents[i] is the file that outcomes[i] is about."""
    hidden = _by_document(outcomes, documents)
    each = {id(document): document for document in documents}
    pages = {key: _document(document, hidden[key]) for key, document in each.items()}
    told = [_covered_by(hidden[id(document)], one) for one, document in zip(outcomes, documents, strict=True)]
    return Covered(told, [pages[id(document)] for document in documents])


def covered_across(record: _Told, outcomes: Sequence[Outcome], documents: Sequence[Document]) -> _Told:
    """A record that speaks of several documents, with what is private in any of them hidden."""
    for hidden in _by_document(outcomes, documents).values():
        record = _covered_by(hidden, record)
    return record


class CoveredResults(NamedTuple):
    """Results that may be submissions and the files of each, with what is private hidden in both."""

    results: list[Result]
    files: list[tuple[Document, ...]]


def covered_results(results: Sequence[Result], files: Sequence[tuple[Document, ...]]) -> CoveredResults:
    """What a paper on submissions may be made of; files[i] are those of the outcomes of results[i]."""
    outcomes = [outcome for result in results for outcome in outcomes_of(result)]
    each = covered(outcomes, [document for of_result in files for document in of_result])
    told, pages = iter(each.outcomes), iter(each.documents)
    made: list[Result] = []
    for result, documents in zip(results, files, strict=True):
        if isinstance(result, Submission):
            between = covered_across(result.model_copy(update={"outcomes": ()}), result.outcomes, documents)
            made.append(between.model_copy(update={"outcomes": tuple(next(told) for _one in result.outcomes)}))
        else:
            made.append(next(told))
    return CoveredResults(made, [tuple(next(pages) for _one in documents) for documents in files])


def _by_document(outcomes: Sequence[Outcome], documents: Sequence[Document]) -> dict[int, _Hidden | None]:
    """What is hidden in each document, by its identity."""
    about: dict[int, tuple[Document, list[Outcome]]] = {}
    for outcome, document in zip(outcomes, documents, strict=True):
        about.setdefault(id(document), (document, []))[1].append(outcome)
    return {
        key: _hidden(document, [one.report for one in told], _amounts(told)) for key, (document, told) in about.items()
    }


def _covered_by(hidden: _Hidden | None, record: _Told) -> _Told:
    return _record(record, hidden) if hidden else record


def covered_reports(reports: Sequence[Report], document: Document) -> list[Report]:
    """Reports of one document, with what is private hidden."""
    hidden = _hidden(document, reports, frozenset())
    return [_covered_by(hidden, report) for report in reports]


def covered_reading(document: Document, reports: Sequence[Report]) -> tuple[Document, list[Report]]:
    """A document and its reports, with what is private hidden in both."""
    hidden = _hidden(document, reports, frozenset())
    return _document(document, hidden), [_covered_by(hidden, report) for report in reports]


def _hidden(document: Document, reports: Sequence[Report], amounts: frozenset[int]) -> _Hidden | None:
    """What is private in a document; None where nothing is."""
    numbers = [one for one in private(document.text) if one.labelled or one.start not in amounts]
    lists = [aside.span for report in reports for aside in report.asides if aside.kind == "list"]
    listed, columns = persons.in_tables(document, lists)
    names = (*listed, *called(document.text))
    if not numbers and not names and not columns:
        return None
    own = {document.text[one.start : one.end] for one in numbers} | {document.text[start:end] for start, end in columns}
    known = _Known(own, {document.text[start:end] for start, end in names})
    places = [*((one.start, one.end) for one in numbers), *columns, *known.places(document.text)]
    places += [(start + 1, end) for start, end in names]
    cover = partial(_covered, known, amounts=_amount_words(document, amounts))
    return _Hidden(tuple(sorted(places)), cover, document, masked(document.text, places))


class _Known:
    """Numbers and names that a document shows to be private, found in any text in time that grows with the text alone."""

    def __init__(self, numbers: Iterable[str], names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._words = frozenset(numbers) | self._names
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[:2], set()).add(len(word))
        self._lengths = {opening: sorted(those, reverse=True) for opening, those in lengths.items()}

    def places(self, text: str) -> list[tuple[int, int]]:
        """What of the text is to be hidden: a number wholly, a name but for the family's."""
        found: list[tuple[int, int]] = []
        done = 0
        for start in range(len(text) - 1):
            lengths = self._lengths.get(text[start : start + 2])
            if lengths is None or start < done:
                continue
            end = next((start + length for length in lengths if self._stands(text, start, start + length)), None)
            if end is not None:
                found.append((start + (text[start:end] in self._names), end))
                done = end
        return found

    def _stands(self, text: str, start: int, end: int) -> bool:
        word, before, after = text[start:end], text[max(0, start - 1) : start], text[end : end + 1]
        if word not in self._words:
            return False
        if word in self._names:
            return len(word) >= _SURE or not (_HAN.match(before) or _HAN.match(after))
        return not (before.isdigit() or after.isdigit())


_HAN = lazily(r"[\u3400-\u9fff]")


def _covered(known: _Known, text: str, *, amounts: frozenset[str]) -> str:
    """A text of a paper with everything hidden that the document shows to be private, and what looks so by itself."""
    found = private(text) if len(text) >= _SHORTEST else []
    looks = [(one.start, one.end) for one in found if one.labelled or text[one.start : one.end] not in amounts]
    places = [*looks, *known.places(text)]
    return masked(text, places) if places else text


_SHORTEST = 7
"""Characters that a number of a person has at least."""


def _amounts(outcomes: Iterable[Outcome]) -> frozenset[int]:
    """Where numbers stand that the audit is about: an amount of eleven digits is no phone."""
    return frozenset(
        entry.span.start for outcome in outcomes for entry in outcome.ledger if entry.unit or entry.role in _MONEY
    )


_MONEY = frozenset({"budget-initial", "budget", "spent", "funded", "amount"})
"""Roles of amounts, whose unit may stand far away."""


def _amount_words(document: Document, amounts: frozenset[int]) -> frozenset[str]:
    return frozenset(document.text[one.start : one.end] for one in private(document.text) if one.start in amounts)


def _document(document: Document, hidden: _Hidden | None) -> Document:
    """The document with its places hidden, in its text and in every block and cell; itself where nothing is hidden."""
    if hidden is None:
        return document
    blocks = []
    for block in document.blocks:
        update: dict[str, Any] = {"text": hidden.quoted(block.span, block.text)}
        if block.table is not None:
            cells = tuple(
                cell.model_copy(update={"text": hidden.quoted(cell.span, cell.text)}) for cell in block.table.cells
            )
            update["table"] = block.table.model_copy(update={"cells": cells})
        blocks.append(block.model_copy(update=update))
    name = hidden.cover(document.name)
    return document.model_copy(update={"text": hidden.text, "blocks": tuple(blocks), "name": name})


_DIGESTS = frozenset({"sha256", "fingerprint", "value_hash", "settings", "id", "schema"})
"""Fields that hold no words of a report."""


_QUOTED = frozenset({"quote", "text"})
"""Fields that hold the words at a record's span: a part of a hidden number shows nothing of itself, but by its place."""


def _record(record: _Told, hidden: _Hidden) -> _Told:
    """The record with every text in it covered; itself where nothing changes. The value of a hidden number goes too."""
    update: dict[str, Any] = {}
    span = getattr(record, "span", None)
    for name, value in record.__dict__.items():
        if name in _QUOTED and isinstance(span, Span) and isinstance(value, str):
            changed: Any = hidden.quoted(span, value)
        else:
            changed = value if name in _DIGESTS else _value(value, hidden)
        if changed is not value and changed != value:
            update[name] = changed
    if isinstance(getattr(record, "value", None), Decimal) and _QUOTED & update.keys():
        update["value"] = Decimal(0)
    return cast("_Told", record.model_copy(update=update)) if update else record


def _value(value: Any, hidden: _Hidden) -> Any:  # noqa: ANN401 - whatever a record holds
    match value:
        case Span():
            return value
        case str():
            changed = hidden.cover(value) if len(value) > 1 else value
            return value if changed == value else changed
        case Record() | Datum():
            return _record(value, hidden)
        case tuple():
            changed_items = tuple(_value(one, hidden) for one in value)
            return (
                value if all(one is other for one, other in zip(changed_items, value, strict=True)) else changed_items
            )
        case dict():
            return {key: _value(one, hidden) for key, one in value.items()}
    return value
