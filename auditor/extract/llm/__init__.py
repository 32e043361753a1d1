"""Document to Report with a model that reads along: it quotes, our code locates, reads and decides.

The rules read every form first. The model reads the same lines, and each of its quotes has to stand where it says. What
both read alike is confirmed; what they read differently is listed for review and keeps the rules' reading with low
confidence; what only the model reads (goals of a narrative, tables of unknown layout, statements in other words) is
added when it stands in the document and our own grammar reads the same number there. A quote that stands nowhere is
listed and takes part in nothing. So no answer, however wrong, can bring a number into the Report that is not printed.
"""

import asyncio

from auditor.errors import ModelError, NoReportFound
from auditor.extract import rules
from auditor.extract.llm.plan import Estimate, ModelSettings, tokens
from auditor.locale import gettext as _
from auditor.model.finding import Usage
from auditor.model.report import Report
from auditor.model.source import Document

__all__ = ["Estimate", "ModelSettings", "estimate", "extract", "extract_beside"]


def extract(document: Document, settings: ModelSettings) -> tuple[list[Report], Usage, list[str]]:
    """The reports of a document, what the model cost, and what the reader of the memo has to be told.

    Raises ModelUnavailable or ModelAnswerInvalid when no call was answered, NoReportFound when nothing was found.
    Calls that fail after the first answer, and ceilings that are reached, are told and never raised.
    """
    return asyncio.run(_extract(document, settings))


def extract_beside(document: Document, settings: ModelSettings) -> tuple[list[Report], Usage, list[str]]:
    """As `extract`, but going on with the rules alone when the model cannot be used."""
    try:
        return extract(document, settings)
    except ModelError as error:
        told = _("没有用上模型，以下只按规则读取：{error}").format(error=error)
        return rules.extract(document), Usage(model=settings.model, failed=(str(error),)), [told]


async def _extract(document: Document, settings: ModelSettings) -> tuple[list[Report], Usage, list[str]]:
    from auditor.extract.llm import prompts, reader
    from auditor.extract.llm.client import Client
    from auditor.extract.llm.comparison import Comparison

    sheet = reader.sheet_of(document, settings)
    client = Client(settings)
    run, note = reader.Run(client, settings), Comparison()
    try:
        reports = await reader.read(document, sheet, run, note)
    finally:
        await client.close()
    if not reports:
        raise NoReportFound(
            _("{name}：没有找到绩效自评表或自评报告的内容，请确认上传的文件。").format(name=document.name)
        )
    spent = client.spent
    usage = Usage(
        model=settings.model,
        calls=spent.calls,
        prompt_tokens=spent.prompt,
        completion_tokens=spent.completion,
        cached_calls=spent.cached,
        ungrounded=tuple(sorted(note.ungrounded)),
        failed=tuple(sorted(run.failed)),
        review=tuple(note.review),
        confirmed=note.confirmed,
        prompt_version=prompts.version(),
        cost=settings.cost(spent.prompt, spent.completion),
    )
    return reports, usage, _notes(run.stopped, usage)


def _notes(stopped: str | None, usage: Usage) -> list[str]:
    notes: list[str] = []
    if stopped is not None:
        notes.append(_("模型没有读完就停下了：{reason} 未读到的部分只按规则读取。").format(reason=stopped))
    elif usage.failed:
        notes.append(_("模型有 {count} 处没有读成，只按规则读取。").format(count=len(usage.failed)))
    if usage.ungrounded:
        notes.append(_("模型有 {count} 处引文未能定位，没有采用。").format(count=len(usage.ungrounded)))
    if usage.review:
        notes.append(
            _("规则与模型有 {count} 处读法不同，按规则读取并列出，请人工复核。").format(count=len(usage.review))
        )
    return notes


def estimate(document: Document, settings: ModelSettings) -> Estimate:
    """What `extract` would send, without sending anything."""
    from auditor.extract.llm import prompts, reader
    from auditor.extract.llm.cache import Cache

    cache = Cache(settings.cache)
    sheet = reader.sheet_of(document, settings)
    fresh = [chunk for chunk in sheet.chunks if cache.find(reader.question(chunk, settings)) is None]
    prompt = sum(
        tokens(content) + tokens(prompts.schema(chunk.task))
        for chunk in fresh
        for _role, content in reader.question(chunk, settings).messages
    )
    completion = sum(round(tokens(chunk.text) * 1.5) for chunk in fresh)
    return Estimate(
        calls=len(fresh),
        cached=len(sheet.chunks) - len(fresh),
        prompt_tokens=prompt,
        completion_tokens=completion,
        characters=sum(len(chunk.text) for chunk in fresh),
        cost=settings.cost(prompt, completion),
        model=settings.model,
        endpoint=settings.base_url or "https://api.openai.com/v1",
    )
