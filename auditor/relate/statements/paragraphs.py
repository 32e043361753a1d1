"""The paragraphs of a report that may tie figures, with the headings they stand under and what they are about."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from auditor.model.report import Report, Statement, make_statement
from auditor.model.source import Document, Span
from auditor.relate.statements import lexicon
from auditor.text.normalize import narrow
from auditor.text.patterns import lazily

Stance = Literal["promised", "told"]

_STOPS = (("，", ","), ("；", ";"), ("：", ":"))
"""The stops that `narrow` leaves wide; between figures they are told from thousands by then."""

_HEAD_MARK = lazily(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|\d{1,2}\s*[.、．](?!\d)|第[一二三四五六七八九十]{1,3}(?:部分|章|节)|【)\s*"
)
"""一、 （一） 1. 第二部分 【"""
_ENDS_A_SENTENCE = lazily(r"[。；;，,！？]\s*\Z")
_LONGEST_HEAD = 30


class Paragraph(NamedTuple):
    """A paragraph, the heading over it, and whether it promises or tells; `place` makes a Span of two offsets of `text`."""

    text: str
    flat: str
    place: Callable[[int, int], Span]
    stance: Stance
    heading: str = ""
    goal: int | None = None


class _Said(NamedTuple):
    statement: Statement
    promised: bool
    goal: int | None


def of(report: Report, document: Document | None = None) -> list[Paragraph]:
    """The paragraphs of a report in the order of the document, each once; headings are left out and remembered."""
    said = sorted(_said(report), key=lambda one: one.statement.span.start)
    blocks = _blocks(document)
    found: list[Paragraph] = []
    seen: set[int] = set()
    heading, promised, last = "", False, False
    placed = ((line.place(0, len(line.text)).start, line) for one in said for line in _lines(one, blocks))
    for start, line in sorted(placed, key=lambda item: item[0]):  # a result goes on under the headings that follow it
        if start in seen or not line.text.strip():
            continue
        seen.add(start)
        reported = line.goal is not None and line.stance == "told"
        if reported and not last:
            heading, promised = "", False  # the last heading seen is of what was promised
        last = reported
        if (words := _heading(line.text)) is not None:
            heading, promised = words, _promises(words)
            continue
        told = heading and lexicon.has("stance", "heading_told", heading)
        stance: Stance = "promised" if (line.stance == "promised" and not told) or promised else "told"
        found.append(line._replace(heading=heading + _label(line.flat), stance=stance))
    return found


def _said(report: Report) -> Iterator[_Said]:
    for goal in report.goals:
        if goal.target is not None:
            yield _Said(goal.target, promised=True, goal=goal.number)
        if goal.actual is not None:
            yield _Said(goal.actual, promised=False, goal=goal.number)
    plain = [*report.notes, *([report.budget_reason] if report.budget_reason else [])]
    yield from (_Said(one, promised=False, goal=None) for one in plain)
    if report.conclusion is not None:
        told = make_statement(text=report.conclusion.text, span=report.conclusion.span)
        yield _Said(told, promised=False, goal=None)
    yield from (_Said(one, promised=one.planned, goal=None) for one in report.prose)


def _blocks(document: Document | None) -> dict[int, tuple[int, str, Span]]:
    """The paragraphs of the document by where they end: what a reader cut off a paragraph's heading is found again."""
    if document is None:
        return {}
    return {
        block.span.end: (block.span.start, block.text, block.span)
        for block in document.blocks
        if block.kind == "paragraph" and document.quote(block.span) == block.text
    }


def _lines(said: _Said, blocks: dict[int, tuple[int, str, Span]]) -> Iterator[Paragraph]:
    statement = said.statement
    stance: Stance = "promised" if said.promised else "told"
    offset = 0
    for text in statement.text.split("\n"):
        end = offset + len(text)
        begin = offset
        offset = end + 1
        if not text:
            continue
        placed = statement.place(begin, end)
        whole = blocks.get(placed.end)
        if whole is not None and whole[0] <= placed.start and whole[1].endswith(text):
            yield Paragraph(whole[1], _flat(whole[1]), whole[2].part, stance, goal=said.goal)
            continue
        yield Paragraph(text, _flat(text), _placer(statement, begin), stance, goal=said.goal)


def _placer(statement: Statement, begin: int) -> Callable[[int, int], Span]:
    return lambda start, end: statement.place(begin + start, begin + end)


def _heading(text: str) -> str | None:
    """The words of a line that is a heading and nothing else: short, no sentence, no figure but its number."""
    if _ENDS_A_SENTENCE.search(text) or len(text.strip()) > _LONGEST_HEAD:
        return None
    words = _HEAD_MARK.sub("", text, count=1).strip().rstrip("】：:")
    return None if re.search(r"\d", words) else words


_LABEL = lazily(
    r"(?P<mark>\s*(?:[一二三四五六七八九十]{1,3}[、.]|[(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)]|\d{1,2}\s*[.、](?!\d)|【))?(?P<words>[^,。;:\d】]{2,24})[。:】]"
)


_TOPIC = lazily(
    r"(?:先说|再说|再来说|最后说|说到|关于|至于|还有|再就是)(?P<said>[一-鿿]{2,8})[,:]|(?P<words>[一-鿿]{2,6}?)(?:这个事|这件事|这一?块|这项工作|方面)(?=[,老群我])"
)
"""再说肉牛养殖，… 修渠这个事村里人念叨多年: what a paragraph in plain words is about."""


def _label(flat: str) -> str:
    """The words that a paragraph begins with as its own heading: （二）老年人健康管理。辖区登记…"""
    found = _LABEL.match(flat)
    if found is None and (topic := _TOPIC.match(flat)) is not None:
        return topic["said"] or topic["words"]
    if found is None or (found["mark"] is None and len(found["words"]) > 12):
        return ""
    return found["words"]


def _promises(words: str) -> bool:
    return lexicon.has("stance", "heading_promised", words) and not lexicon.has("stance", "heading_result", words)


def plain(texts: Iterable[str]) -> list[Paragraph]:
    """Paragraphs of bare texts that follow each other, for callers that hold no report."""
    found: list[Paragraph] = []
    start = 0
    for text in texts:
        found.append(Paragraph(text, _flat(text), Span(start=start, end=start + len(text)).part, "told"))
        start += len(text) + 1
    return found


def _flat(text: str) -> str:
    """The text in half width, stops too, each character at its place."""
    flat = narrow(text)
    for wide, stop in _STOPS:
        flat = flat.replace(wide, stop)
    return flat
