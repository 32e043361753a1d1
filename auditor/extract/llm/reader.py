"""Asks the model chunk by chunk, splits what is too long for one answer, and puts the answers together."""

import asyncio
import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple, TypeVar

from auditor.errors import ModelAnswerInvalid, ModelError, ModelUnavailable
from auditor.extract import rules
from auditor.extract.llm import (
    chunks,
    closing,
    columns,
    links,
    money,
    passages,
    progress,
    prompts,
    relations,
    table,
    told_money,
    windows,
)
from auditor.extract.llm.answers import (
    Answer,
    BudgetAnswer,
    ColumnsAnswer,
    ConclusionAnswer,
    GoalsAnswer,
    HeadAnswer,
    IndicatorsAnswer,
    LinksAnswer,
    RelationsAnswer,
)
from auditor.extract.llm.cache import Question
from auditor.extract.llm.chunks import Chunk, Line, Sheet
from auditor.extract.llm.client import CeilingReached, Client
from auditor.extract.llm.comparison import Comparison, shown
from auditor.extract.llm.links import Inquiry
from auditor.extract.llm.plan import model_of, tokens
from auditor.extract.llm.refusals import Refused, TooMuch, Truncated
from auditor.locale import gettext as _
from auditor.model.report import Report
from auditor.model.source import Document, Unreadable
from auditor.model.suggestion import Suggestion
from auditor.settings import Settings

_PATIENCE = 3
"""Calls in a row that may fail before the rest are not tried; answers that do not fit only while none ever did."""

_FEWEST_CELLS = 3
_DIGIT = re.compile(r"\d")

_A = TypeVar("_A", bound=Answer)


class Asked(NamedTuple):
    """What came back for one chunk; a chunk that was split comes back as its pieces."""

    chunk: Chunk
    answer: Answer


class Run:
    """One document's calls: what was answered, what failed, and whether the rest was given up."""

    def __init__(self, client: Client, settings: Settings) -> None:
        self.client = client
        self.settings = settings
        self.failed: list[str] = []
        self.stopped: str | None = None
        self.unavailable = False
        """Whether a call failed for more than its answer."""
        self._failures = 0
        self._unsent = 0
        self._asked = self._done = 0
        self._any = False
        self._deadline = asyncio.get_running_loop().time() + settings.total_timeout

    async def _ask(self, question: Question) -> Answer:
        """One answer, while there is time. Raises ModelError."""
        try:
            async with asyncio.timeout_at(self._deadline):
                return (await self.client.ask(question)).answer
        except TimeoutError as error:
            self.stopped = _("超过了总时限 {seconds} 秒。").format(seconds=f"{self.settings.total_timeout:g}")
            raise ModelUnavailable(self.stopped) from error

    async def read(self, pieces: Sequence[Chunk]) -> list[Asked]:
        """The answers, in the order of the chunks. Raises ModelError when not one call brought an answer."""
        if not pieces:
            return []
        self._asked += len(pieces)
        first = await self._one(pieces[0])
        rest = await asyncio.gather(*(self._one(piece) for piece in pieces[1:]))
        return [asked for group in (first, *rest) for asked in group]

    async def linked(self, report: Report, inquiries: Sequence[Inquiry]) -> list[tuple[Inquiry, LinksAnswer]]:
        """The pairs proposed for each inquiry."""
        texts = [inquiry.text(report, redacted=self.settings.redact) for inquiry in inquiries]
        told = await asyncio.gather(*(self._link(text) for text in texts))
        return [(inquiry, answer) for inquiry, answer in zip(inquiries, told, strict=True) if answer is not None]

    async def _link(self, text: str) -> LinksAnswer | None:
        if self.stopped is not None:
            return None
        question = Question(
            model_of(self.settings), prompts.version(), "links", prompts.messages("links", text, self.settings.examples)
        )
        try:
            answer = await self._ask(question)
        except ModelError as error:
            self._note(_("勾稽"), error)
            return None
        return answer if isinstance(answer, LinksAnswer) else None

    async def _one(self, chunk: Chunk) -> list[Asked]:
        """The answer about a chunk, or about its halves; the step is told."""
        answered = await self._answers(chunk)
        self._done += 1
        progress.tell(progress.Step(min(self._done, self._asked), self._asked, named(chunk)))
        return answered

    async def _answers(self, chunk: Chunk) -> list[Asked]:
        if self.stopped is not None:
            self._unsent += 1
            return []
        try:
            answer = await self._ask(question(chunk, self.settings))
        except Truncated as error:
            halves = chunk.halves() if not isinstance(error, TooMuch) or _is_of_lines(chunk, self.settings) else None
            if halves is None:
                self._note(named(chunk), error)
                return []
            return [asked for half in halves for asked in await self._answers(half)]
        except ModelError as error:
            if not self._any and isinstance(error, ModelUnavailable) and not isinstance(error, CeilingReached):
                self.stopped = str(error)
            self._note(named(chunk), error)
            return []
        self._failures, self._any = 0, True
        return [Asked(chunk, answer)]

    def _note(self, what: str, error: ModelError) -> None:
        self.failed.append(_("{what}：{error}").format(what=what, error=error))
        self._failures += 1
        self.unavailable |= isinstance(error, ModelUnavailable)
        hopeless = isinstance(error, ModelUnavailable) or not self._any
        if isinstance(error, CeilingReached | Refused) or (hopeless and self._failures >= _PATIENCE):
            self.stopped = self.stopped or str(error)

    def failures(self) -> tuple[str, ...]:
        """What failed, and how much was not sent any more."""
        unsent = (_("另有 {count} 次请求没有发送").format(count=self._unsent),) if self._unsent else ()
        return (*sorted(self.failed), *unsent)

    @property
    def answered(self) -> bool:
        """Whether any call brought an answer."""
        return self._any


def question(chunk: Chunk, settings: Settings) -> Question:
    """What is asked about a chunk."""
    return Question(
        model_of(settings), prompts.version(), chunk.task, prompts.messages(chunk.task, chunk.text, settings.examples)
    )


_OF_LINES = 0.25
"""The part of a question that its lines have to be, so that it is much shorter with half of them."""


def _is_of_lines(chunk: Chunk, settings: Settings) -> bool:
    """Whether it is its lines, and not what is said about them, that make a question long."""
    asked = sum(tokens(content) for _role, content in question(chunk, settings).messages)
    return tokens(chunk.text) >= asked * _OF_LINES


def named(chunk: Chunk) -> str:
    """A chunk as messages call it: the task, and the lines it covers."""
    tasks = {
        "head": _("报告头"),
        "goals": _("绩效目标"),
        "indicators": _("绩效指标"),
        "budget": _("资金"),
        "conclusion": _("自评结论"),
        "relations": _("数与数的勾稽"),
        "columns": _("没有认出的各栏"),
        "links": _("勾稽"),
    }
    first, last = chunk.lines[0], chunk.lines[-1]
    return _("{task}（第 {first}–{last} 行）").format(
        task=tasks[chunk.task], first=first.span.line or first.number, last=last.span.line or last.number
    )


class Read(NamedTuple):
    """A report with what became of the answers about it.

    `ruled` is the report as the rules read it alone, None where they see none; `suggested` what the model says belongs together.
    """

    report: Report
    note: Comparison
    ruled: Report | None
    suggested: tuple[Suggestion, ...] = ()


async def read(document: Document, sheet: Sheet, run: Run) -> list[Read]:
    """The reports of a document, each with what became of the answers about it.

    Raises ModelUnavailable or ModelAnswerInvalid when the model answered nothing.
    """
    asked = await run.read(sheet.chunks)
    if not run.answered and sheet.chunks:
        message = run.failed[0] if run.failed else _("模型没有给出回答。")
        raise (ModelUnavailable if run.unavailable else ModelAnswerInvalid)(message)
    known = [rules.of_form(document, form) for form in sheet.forms]
    ruled_alone = list(known)
    notes = [Comparison() for _form in sheet.forms]
    for chunk, answer in await run.read(
        [one for at, report in enumerate(known) for one in columns.questions(sheet, at, report)]
    ):
        if isinstance(answer, ColumnsAnswer):
            at, start = chunk.form, sheet.forms[chunk.form].extent[0].start
            known[at] = columns.read((document, start), answer.columns, known[at], run.settings, notes[at])
    missing = await run.read(list(_unanswered(sheet, asked, known)))
    found: list[Read] = []
    for at, form in enumerate(sheet.forms):
        note = notes[at]
        report = _report(sheet, at, [*asked, *missing], known[at], note, document=document)
        ruled = ruled_alone[at] if rules.is_report(document, form) else None
        if ruled is not None or report.indicators or report.budget or report.goals:
            told = [(chunk, one) for chunk, answer in _of(RelationsAnswer, asked, at) for one in answer.relations]
            sums = [(chunk, row) for chunk, answer in _of(BudgetAnswer, asked, at) for row in answer.rows]
            suggested = (*relations.suggestions(told, sheet, report, note), *told_money.suggestions(sums, note))
            found.append(Read(await _with_links(report, run, note), note, ruled, suggested))
    return found


def _unanswered(sheet: Sheet, asked: Sequence[Asked], known: Iterable[Report]) -> Iterator[Chunk]:
    """Rows of an indicator table that no answer spoke of: they are asked for once more."""
    rows = {row.span.start for report in known for row in report.indicators}
    silent = {line.number for line in _silent(sheet, asked, rows)}
    for chunk, answer in asked:
        if not isinstance(answer, IndicatorsAnswer):
            continue
        spoken = {row.line for row in answer.rows}
        lacking = [
            line.number
            for line in chunk.lines
            if (line.span.start in rows and line.number not in spoken) or line.number in silent
        ]
        if lacking:
            yield chunk.only(lacking)


def _silent(sheet: Sheet, asked: Sequence[Asked], known: AbstractSet[int]) -> list[Line]:
    """Lines that look like rows of a table the model reads for indicators, and that no answer spoke of."""
    spoken: set[int] = set()
    first: dict[int | None, int] = {}
    for _chunk, answer in asked:
        match answer:
            case IndicatorsAnswer():
                numbers = {row.line for row in answer.rows}
                spoken |= numbers
                for number in sorted(numbers & set(sheet.lines)):
                    table = sheet.lines[number].table
                    first[table] = min(number, first.get(table, number))
            case BudgetAnswer():
                spoken |= {row.line for row in answer.rows}
            case ConclusionAnswer():
                spoken |= {answer.line, answer.total_line}
    asked_of = {line.number for chunk in sheet.chunks if chunk.task == "indicators" for line in chunk.lines}
    return [
        line
        for number, line in sorted(sheet.lines.items())
        if number in asked_of - spoken
        and line.table is not None
        and number > first.get(line.table, number)
        and line.span.start not in known
        and len(line.entries) >= _FEWEST_CELLS
        and any(_DIGIT.search(entry.words) for entry in line.entries[1:])
    ]


def _of(kind: type[_A], asked: Iterable[Asked], at: int) -> list[tuple[Chunk, _A]]:
    return [(chunk, answer) for chunk, answer in asked if chunk.form == at and isinstance(answer, kind)]


def _report(
    sheet: Sheet, at: int, asked: Sequence[Asked], before: Report, note: Comparison, *, document: Document
) -> Report:
    """One form: what the rules read before, with what the model confirms, doubts and adds."""
    report = passages.head(_of(HeadAnswer, asked, at), before, note)
    told = _of(GoalsAnswer, asked, at)
    report = passages.goals(((chunk, goal) for chunk, answer in told for goal in answer.goals), report, note)
    rows = [(chunk, row) for chunk, answer in _of(IndicatorsAnswer, asked, at) for row in answer.rows]
    amounts = [
        (chunk, row)
        for chunk, answer in _of(BudgetAnswer, asked, at)
        for row in answer.rows
        if not any(line.number == row.line and line.table is None for line in chunk.lines)
    ]
    report = table.indicators(rows, report, note).model_copy(
        update={
            "budget": money.budget_lines(amounts, report.budget, note),
        }
    )
    report = closing.conclusion(_of(ConclusionAnswer, asked, at), report, note)
    if report.kind == "narrative" and report.indicators:
        report = report.model_copy(update={"kind": "project"})
    if not before.indicators:
        unread = tuple(_left_out(sheet, at, asked, report))
        report = report.model_copy(
            update={
                "unreadable": (*report.unreadable, *unread),
                "partly_read": bool(unread) and bool(report.indicators),
            }
        )
    if _tells_more(report, before):
        report = rules.with_claims(document, report)
    return report


def _left_out(sheet: Sheet, at: int, asked: Sequence[Asked], report: Report) -> Iterator[Unreadable]:
    """Rows of a table that only the model reads, of which it says nothing or nothing that stands there."""
    own = {row.span.start for row in report.indicators} | {line.span.start for line in report.budget}
    silent = {line.number for line in _silent(sheet, asked, own)}
    refused = {
        row.line
        for chunk, answer in asked
        if isinstance(answer, IndicatorsAnswer)
        for row in answer.rows
        if row.line in sheet.lines and sheet.lines[row.line].span.start not in own
    }
    for number in sorted(number for number in silent | refused if sheet.form_of[number] == at):
        line = sheet.lines[number]
        reason = _("“{name}”：规则不认得这张表，模型也没有读成这一行").format(name=shown(line.entries[0].text))
        yield Unreadable(span=line.span, reason=reason)


def _tells_more(report: Report, before: Report) -> bool:
    """Whether texts were added that may claim something."""
    return (
        report.goals != before.goals
        or len(report.indicators) != len(before.indicators)
        or (report.conclusion is None) != (before.conclusion is None)
    )


async def _with_links(report: Report, run: Run, note: Comparison) -> Report:
    if not run.settings.links or run.stopped is not None:
        return report
    told = await run.linked(report, list(links.inquiries(report)))
    pairs = [(inquiry, link) for inquiry, answer in told for link in answer.links]
    return report.model_copy(update={"proposals": links.proposals(pairs, report, note)})


def sheet_of(document: Document, settings: Settings) -> Sheet:
    """The document cut up as the settings say."""
    return windows.with_windows(chunks.cut(document, redacted=settings.redact))
