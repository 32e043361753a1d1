"""Document to Report with a model that reads along: it quotes, our code locates, reads and decides.

The rules read every form first. The model reads the same lines, and each of its quotes has to stand where it says. What
both read alike is confirmed; what they read differently is listed for review and keeps the rules' reading; what only the model reads (goals of a narrative, tables of unknown layout, statements in other words) is
added when it stands in the document and our own grammar reads the same number there. A quote that stands nowhere is
listed and takes part in nothing. So no answer, however wrong, can bring a number into the Report that is not printed.
"""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, NamedTuple

from auditor.errors import ModelError, NoReportFound
from auditor.extract import rules
from auditor.extract.llm.plan import Estimate, cost, endpoint_of, model_of, origin_of, tokens
from auditor.extract.llm.secrecy import marked
from auditor.locale import gettext as _
from auditor.model.finding import RelationsUsed, Usage
from auditor.model.report import Report
from auditor.model.source import Document
from auditor.model.suggestion import Suggestion
from auditor.settings import Settings

__all__ = ["Estimate", "Reading", "estimate", "extract", "extract_beside", "marked"]


class Reading(NamedTuple):
    """A report, and what the model cost and brought for it.

    `ruled` is the report as the rules read it alone: nothing that they find may be lost; None where they see no report.
    `suggested` is what the model says belongs together.
    """

    report: Report
    usage: Usage
    ruled: Report | None
    suggested: tuple[Suggestion, ...] = ()


def extract(document: Document, settings: Settings) -> list[Reading]:
    """The reports of a document with what became of the model's answers.

    Raises ModelUnavailable or ModelAnswerInvalid when no call was answered, NoReportFound when nothing was found,
    SettingsError when no model is named. Calls that fail after the first answer, and ceilings that are reached, are
    told and never raised. What bears a mark of secrecy is read by the rules alone, and that is told.
    """
    model_of(settings)
    if (why := marked(document, settings)) is not None:
        return _by_rules(document, Usage(model=model_of(settings), notes=(why,)))
    return _finished(_extract(document, settings))


def extract_beside(document: Document, settings: Settings) -> list[Reading]:
    """As `extract`, but going on with the rules alone when the model cannot be used."""
    try:
        return extract(document, settings)
    except ModelError as error:
        told = _("没有用上模型，以下只按规则读取：{error}").format(error=error)
        calls, prompt, completion = error.spent
        usage = Usage(
            model=model_of(settings),
            calls=calls,
            prompt_tokens=prompt,
            completion_tokens=completion,
            failed=(str(error),),
            notes=(told,),
            cost=cost(settings, prompt, completion),
        )
        return _by_rules(document, usage)


def _by_rules(document: Document, usage: Usage) -> list[Reading]:
    """The reports as the rules read them, with what is to be told of the model."""
    return [Reading(report, usage, report) for report in rules.extract(document)]


def _finished(work: Coroutine[Any, Any, list[Reading]]) -> list[Reading]:
    """What the work gives, also for a caller that runs an event loop of its own (a notebook, a web page)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(copy_context().run, asyncio.run, work).result()


async def _extract(document: Document, settings: Settings) -> list[Reading]:
    from auditor.extract.llm import prompts, reader
    from auditor.extract.llm.client import Client

    sheet = reader.sheet_of(document, settings)
    client = Client(settings)
    run = reader.Run(client, settings)
    try:
        read = await reader.read(document, sheet, run)
    except ModelError as error:
        error.spent = client.spent.calls, client.spent.prompt, client.spent.completion
        raise
    finally:
        await client.close()
    if not read:
        raise NoReportFound(
            _("{name}：没有找到绩效自评表或自评报告的内容，请确认上传的文件。").format(name=document.name)
        )
    spent = client.spent
    whole = Usage(
        model=model_of(settings),
        calls=spent.calls,
        prompt_tokens=spent.prompt,
        completion_tokens=spent.completion,
        cached_calls=spent.cached,
        failed=run.failures(),
        prompt_version=prompts.version(),
        cost=cost(settings, spent.prompt, spent.completion),
    )
    unproven = client.control.note()
    readings = []
    for report, note, ruled, suggested in read:
        became = {
            "ungrounded": tuple(sorted(note.ungrounded)),
            "review": tuple(note.review),
            "confirmed": note.confirmed,
            "added": tuple(note.added),
            "relations": RelationsUsed(named=note.relations, refused=tuple(note.refused)),
        }
        usage = whole.model_copy(update=became)
        notes = [*_notes(run.stopped, usage), *_named(note.columns), *([unproven] if unproven else [])]
        said = usage.model_copy(update={"notes": tuple(notes)})
        readings.append(Reading(report, said, ruled, suggested))
    return readings


def _notes(stopped: str | None, usage: Usage) -> list[str]:
    notes: list[str] = []
    if stopped is not None:
        notes.append(_("模型没有读完就停下了：{reason} 未读到的部分只按规则读取。").format(reason=stopped))
    elif usage.failed:
        notes.append(_("模型有 {count} 处没有读成，只按规则读取。").format(count=len(usage.failed)))
    if usage.added:
        notes.append(
            _("有 {count} 处只有模型读到，据此得出的疑点把握较低，请先核对原文。").format(count=len(usage.added))
        )
    if usage.ungrounded:
        notes.append(_("模型有 {count} 处引文未能定位，没有采用。").format(count=len(usage.ungrounded)))
    if usage.review:
        notes.append(
            _("规则与模型有 {count} 处读法不同，按规则读取并列出，请人工复核。").format(count=len(usage.review))
        )
    return notes


def _named(columns: list[str]) -> list[str]:
    """That the model named columns, and which."""
    told = _("规则没有认出的 {count} 栏（{names}）由模型说明是什么，据此得出的疑点把握至多为中，请先核对栏目。")
    return [told.format(count=len(columns), names="、".join(columns))] if columns else []


def estimate(document: Document, settings: Settings) -> Estimate:
    """What `extract` would send, without sending anything. Raises SettingsError when no model is named.

    True answers take about as many tokens as the lines they are about: twice as many for a table, half for prose.
    """
    from auditor.extract.llm import prompts, reader
    from auditor.extract.llm.cache import Cache
    from auditor.extract.llm.plan import cache_of

    cache = Cache(cache_of(settings), endpoint_of(settings))
    sheet = reader.sheet_of(document, settings)
    fresh = [chunk for chunk in sheet.chunks if cache.find(reader.question(chunk, settings)) is None]
    prompt = sum(
        tokens(prompts.schema(chunk.task))
        + sum(tokens(content) for _role, content in reader.question(chunk, settings).messages)
        for chunk in fresh
    )
    completion = sum(tokens(chunk.text) for chunk in fresh)
    return Estimate(
        calls=len(fresh),
        cached=len(sheet.chunks) - len(fresh),
        prompt_tokens=prompt,
        completion_tokens=completion,
        characters=sum(len(chunk.text) for chunk in fresh),
        price=cost(settings, prompt, completion),
        model=model_of(settings),
        endpoint=origin_of(settings),
    )
