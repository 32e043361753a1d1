"""Relations between the figures of several documents of one submission, as a model names them.

Each document's text is shown in its windows, and with it what the others tell of the same: their headings, goals and conclusions
with figures, and the rows of their tables that share its words. Figures are numbered through all documents, values masked.
"""

import asyncio
from collections.abc import Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, NamedTuple

from auditor.extract.llm import chunks, relations, windows
from auditor.extract.llm.answers import RelationsAnswer
from auditor.extract.llm.chunks import Chunk, Figure, Line, Sheet
from auditor.extract.llm.comparison import Comparison
from auditor.extract.llm.secrecy import marked
from auditor.model.quantity import Quantity
from auditor.model.report import Report
from auditor.model.source import Document, Place, Span
from auditor.model.suggestion import Suggestion
from auditor.settings import Settings

_APART = 100_000
"""By how much the lines of two documents differ in number: more than a document has."""


class Between(NamedTuple):
    """What a model names between documents, each figure at its Place; what was refused and failed, and what it cost."""

    suggested: tuple[Suggestion, ...] = ()
    named: int = 0
    refused: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    calls: int = 0
    prompt: int = 0
    completion: int = 0


def ask(documents: Sequence[Document], reports: Sequence[Report], settings: Settings) -> Between:
    """What the model that is set names between the documents; nothing where fewer than two of them may be sent."""
    sent = [at for at, document in enumerate(documents) if marked(document, settings) is None]
    sheet, rows = _sheet(documents, reports, sent, settings)
    if len(sent) < 2 or not sheet.chunks:
        return Between()
    return _finished(_asked(sheet, rows, settings))


def _finished(work: Coroutine[Any, Any, Between]) -> Between:
    """What the work gives, also for a caller that runs an event loop of its own."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(copy_context().run, asyncio.run, work).result()


async def _asked(sheet: Sheet, rows: Report, settings: Settings) -> Between:
    from auditor.extract.llm.client import Client
    from auditor.extract.llm.reader import Run

    client = Client(settings)
    run = Run(client, settings)
    try:
        asked = await run.read(sheet.chunks)
    finally:
        await client.close()
    note = Comparison()
    told = [
        (one.chunk, answer)
        for one in asked
        if isinstance(one.answer, RelationsAnswer)
        for answer in one.answer.relations
    ]
    every = relations.suggestions(told, sheet, rows, note)
    crossing = tuple(one for one in every if len(_documents(one)) > 1)
    spent = client.spent
    return Between(
        crossing, note.relations, tuple(note.refused), run.failures(), spent.calls, spent.prompt, spent.completion
    )


def _documents(one: Suggestion) -> set[int]:
    sides = [side.span for side in (one.result, *one.of) if side is not None]
    return {span.document for span in sides if isinstance(span, Place)}


def _sheet(
    documents: Sequence[Document], reports: Sequence[Report], sent: Sequence[int], settings: Settings
) -> tuple[Sheet, Report]:
    """All documents as one sheet: the windows of each with what the others tell, and a report of all rows to find theirs in."""
    figures: dict[int, Figure] = {}
    lines: dict[int, Line] = {}
    each: list[tuple[int, Sheet]] = []
    for at in sent:
        one = _numbered(
            at, windows.with_windows(chunks.cut(documents[at], redacted=settings.redact), first=len(figures))
        )
        figures |= one.figures
        lines |= one.lines
        each.append((at, one))
    asked = [chunk for at, one in each for chunk in _windows(at, one, each)]
    rows = tuple(
        row.model_copy(update={"span": Place.of(at, row.span)}) for at in sent for row in reports[at].indicators
    )
    joined = Sheet((), lines, {}, tuple(asked), (), figures)
    return joined, reports[sent[0] if sent else 0].model_copy(update={"indicators": tuple(map(_placed_row, rows))})


def _placed_row(row: Any) -> Any:  # noqa: ANN401 - an Indicator, with its values at their Places
    """The row with its target and actual at their Places."""
    span = row.span
    update = {
        name: value.model_copy(update={"quantity": _at(span.document, value.quantity)})
        for name in ("target", "actual")
        if (value := getattr(row, name)) is not None and value.quantity is not None
    }
    return row.model_copy(update=update)


def _at(document: int, quantity: Quantity) -> Quantity:
    spans = {name: Place.of(document, getattr(quantity, name)) for name in ("span", "number_span")}
    return quantity.model_copy(update=spans)


def _numbered(at: int, sheet: Sheet) -> Sheet:
    """The sheet with its lines numbered apart from those of other documents, and its figures at their Places."""
    base = at * _APART

    def moved(line: Line) -> Line:
        shown = tuple(f"R{base + line.number}" if cell == f"R{line.number}" else cell for cell in line.shown)
        return line._replace(number=base + line.number, shown=shown, span=_place(at, line.span))

    figures = {
        number: Figure(number, _at(at, figure.quantity), base + figure.line) for number, figure in sheet.figures.items()
    }
    windowed = tuple(
        chunk._replace(lines=tuple(map(moved, chunk.lines)), heading=tuple(map(moved, chunk.heading)))
        for chunk in sheet.chunks
        if chunk.task == "relations"
    )
    told = tuple(tuple(moved(line) for line in group) for group in (*sheet.carried, *sheet.rows))
    return sheet._replace(
        lines={base + number: moved(line) for number, line in sheet.lines.items()},
        chunks=windowed,
        told=told,
        figures=figures,
    )


def _place(at: int, span: Span) -> Span:
    return Place.of(at, span)


def _windows(at: int, sheet: Sheet, each: Sequence[tuple[int, Sheet]]) -> Iterator[Chunk]:
    """The windows of one document, each under what the other documents tell of the same."""
    others = [line for other, one in each if other != at for group in one.told for line in group]
    for chunk in sheet.chunks:
        speaking = tuple(windows.speaking(others, chunk.lines, windows.Size().rows))
        if speaking:
            yield chunk._replace(form=at, heading=speaking)
