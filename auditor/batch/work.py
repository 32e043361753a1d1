"""What is done with one submission: its files in, what is kept of it and its papers out. Pure, and run where it may be killed."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from auditor import __version__, dossier, pipeline
from auditor.batch import sources
from auditor.errors import AuditorError, ModelError, ModelUnavailable, SettingsError, UnreadableFile
from auditor.locale import gettext as _
from auditor.locale import language
from auditor.memo.letterhead import BLANK, Letterhead
from auditor.model.dossier import Result, outcomes_of
from auditor.model.finding import Outcome
from auditor.model.record import Record
from auditor.model.source import Document
from auditor.settings import Settings
from auditor.store import entries, facts, packing
from auditor.store.entries import Entry, Failure, Paper
from auditor.writing import write_whole

Kind = Literal["memo", "inquiry", "selfcheck"]

SUFFIXES = {"markdown": ".md", "junit": ".xml"}
"""Of the writers that are not called by their suffix."""


class Terms(Record):
    """What holds for every submission of a batch. `out` is the folder of the output, where this process can write there.

    `digest` is of the settings without the ceilings: what these leave to one submission is no part of its outcome, and a
    higher one does nothing again.
    """

    settings: Settings
    digest: str
    writers: tuple[str, ...] = ("html",)
    kind: Kind = "memo"
    letterhead: Letterhead = BLANK
    out: str | None = None

    def names(self) -> tuple[str, ...]:
        """The papers of a submission, by file name."""
        return tuple(f"{self.kind}{SUFFIXES.get(writer, f'.{writer}')}" for writer in self.writers)


class Task(Record):
    """A submission to be audited. `attempt` counts from 1; the ceilings are what the batch has left for it."""

    content: str
    folder: str
    papers: tuple[Paper, ...]
    attempt: int = 1
    max_tokens: int | None = None
    max_cost: Decimal | None = None


class Done(NamedTuple):
    """What became of a task: what is kept of it (the entry; results and facts packed), papers by name, and what a model cost."""

    entry: Entry
    body: bytes | None = None
    facts: bytes | None = None
    papers: tuple[tuple[str, bytes], ...] = ()
    cost: Decimal | None = None


class _Held(NamedTuple):
    """The forms of a submission as audited, with the file of each, and the files that could not be read."""

    results: Sequence[Result]
    files: Sequence[tuple[Document, ...]]
    failures: Sequence[Failure] = ()


def work(task: Task, terms: Terms, data: Sequence[bytes] | None = None) -> Done:
    """Audit a submission and make its papers. `data` are the bytes of its files where they cannot be read from here.

    The trouble of a file is told in the entry. Raises SettingsError and ModelError, which stop a batch; so does a submission
    that the ceiling of the batch cut short: it is done when there is more, not kept half asked.
    """
    settings = terms.settings.model_copy(update={"max_tokens": task.max_tokens, "max_cost": task.max_cost})
    began = _processor_time()
    with language(settings.lang):
        with _whole(settings):
            held = _held(task, settings, data)
        if not held.results:
            return Done(entries.failed(task.content, terms.digest, __version__, held.failures, attempts=task.attempt))
        held = held._replace(results=[_stamped(result, terms.digest) for result in held.results])
        return _kept(task, terms, held, began)


@contextmanager
def _whole(settings: Settings) -> Iterator[None]:
    """Raises ModelUnavailable where a ceiling kept back what would have been asked within the block."""
    if settings.extractor == "rules":
        yield
        return
    from auditor.extract.llm import ceiling

    with ceiling.noticed() as kept_back:
        try:
            yield
        except ModelError as error:
            if not kept_back:
                raise
            raise ModelUnavailable(used_up()) from error
    if kept_back:
        raise ModelUnavailable(used_up())


def used_up() -> str:
    """What is said when the ceiling of a batch is reached."""
    return _("整批的词元或费用上限已用完；调高 --max-tokens 或 --max-cost 后再运行，已完成的不会重做。")


def papers_again(task: Task, terms: Terms, kept: bytes, data: Sequence[bytes] | None = None) -> Done:
    """The papers of what was audited before: the files are read again, and nothing is audited. Raises UnreadableFile."""
    with language(terms.settings.lang):
        results = packing.unpack(kept)
        by_digest = {document.sha256: document for document in _read_again(task, terms.settings, data)}
        entry = entries.entry(task.content, terms.digest, __version__, results)
        wanted = [one.source.sha256 for result in results for one in outcomes_of(result)]
        if not by_digest.keys() >= set(wanted):
            return Done(entry)  # a file is gone or was changed: the next plan finds it so
        files = [tuple(by_digest[one.source.sha256] for one in outcomes_of(result)) for result in results]
        return Done(entry, papers=_papers(_Held(results, files), terms))


def _read_again(task: Task, settings: Settings, data: Sequence[bytes] | None) -> Iterator[Document]:
    """The files that can be read; the others are told as failures since they were audited."""
    for paper, content in _bytes(task, settings, data):
        try:
            yield pipeline.read(content, paper.name, settings)
        except AuditorError:
            continue


def _held(task: Task, settings: Settings, data: Sequence[bytes] | None) -> _Held:
    """Every file audited alone, then what belongs together against each other."""

    def audited(place: int, paper: Paper) -> pipeline.Audited:
        content = sources.fetch(paper.path, settings.max_bytes) if data is None else data[place]
        return pipeline.audited_within(content, paper.name, settings)

    files = [(paper.role, partial(audited, place, paper)) for place, paper in enumerate(task.papers)]
    alone = dossier.alone(files, stops=(SettingsError, ModelError))
    failures = [
        Failure(name=task.papers[place].name, cause=type(error).__name__, message=str(error))
        for place, error in alone.troubles
    ]
    if not alone.forms:
        return _Held((), (), failures)
    done = dossier.held_together(alone.forms, settings, "together" if len(task.papers) > 1 else "file")
    return _Held(done.results, done.documents, failures)


def _bytes(task: Task, settings: Settings, data: Sequence[bytes] | None) -> list[tuple[Paper, bytes]]:
    """The files that can be read, with their bytes."""
    found = []
    for place, paper in enumerate(task.papers):
        try:
            found.append((paper, sources.fetch(paper.path, settings.max_bytes) if data is None else data[place]))
        except UnreadableFile:
            continue  # it is told as a failure since it was audited
    return found


def _stamped(result: Result, digest: str) -> Result:
    """The result under the digest of the batch's settings."""
    if isinstance(result, Outcome):
        return result.model_copy(update={"tool": result.tool.model_copy(update={"settings": digest})})
    update = {"outcomes": tuple(_stamped(one, digest) for one in result.outcomes)}
    return result.model_copy(update=update)


def _kept(task: Task, terms: Terms, held: _Held, began: Decimal) -> Done:
    from auditor.memo import privacy

    shown = privacy.covered_results(held.results, held.files).results
    papers = _papers(held, terms)
    body = packing.pack(held.results)
    found = packing.squeeze(facts.facts(held.results, shown).model_dump_json().encode())
    cost = [one.usage.cost for result in held.results for one in outcomes_of(result) if one.usage is not None]
    entry = entries.entry(
        task.content, terms.digest, __version__, held.results, shown=shown, failures=held.failures,
        seconds=_processor_time() - began, attempts=task.attempt,
    )  # fmt: skip
    return Done(entry, body, found, papers, max((one for one in cost if one is not None), default=None))


def _papers(held: _Held, terms: Terms) -> tuple[tuple[str, bytes], ...]:
    """The papers by name."""
    from auditor import memo

    return tuple(
        (
            name,
            memo.render_all(
                writer, held.results, held.files, terms.kind, terms.letterhead, show_private=terms.settings.show_private
            ),
        )
        for writer, name in zip(terms.writers, terms.names(), strict=True)
    )


def put(papers: Sequence[tuple[str, bytes]], folder: Path) -> None:
    """Write papers into the folder of their submission. Raises OSError when there is no room."""
    if papers:
        folder.mkdir(parents=True, exist_ok=True)
    for name, content in papers:
        write_whole(folder / name, content, settled=False)


def _processor_time() -> Decimal:
    """Seconds that this process took, and those it waited for."""
    spent = os.times()
    return Decimal(str(round(spent.user + spent.system + spent.children_user + spent.children_system, 6)))


def lost(task: Task, terms: Terms, message: str, cause: str) -> Entry:
    """The entry of a submission whose process was lost every time."""
    names = task.papers if len(task.papers) == 1 else ()
    name = (
        names[0].name
        if names
        else _("{first} 等 {count} 份文件").format(first=task.papers[0].name, count=len(task.papers))
    )
    failure = Failure(name=name, cause=cause, message=message)
    return entries.failed(task.content, terms.digest, __version__, [failure], attempts=task.attempt)
