"""What the paragraphs of a report are about, by the headings they stand under: what was promised, what was done, or neither."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from auditor.extract.rules.rows import Entry
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

Stance = Literal["goal", "plan", "handed-on", "result"]
"""goal: what was promised; plan: what was intended besides (工作计划); handed-on: how goals that stand elsewhere were handed on
(绩效目标分解下达情况); result: what was done."""

_MARKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (
        1,
        lazily(r"\s*(?:#+\s*)?(?:[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]{1,3}(?:部分|章|节))\s*"),
    ),
    (2, lazily(r"\s*(?:#+\s*)?[(（][一二三四五六七八九十]{1,3}[)）]\s*")),
    (3, lazily(r"\s*(?:#+\s*)?\d{1,2}\s*[.、．](?!\d)\s*")),
    (4, lazily(r"\s*(?:#+\s*)?[(（]\d{1,2}[)）]\s*")),
    (5, lazily(r"\s*(?:#+\s*)?[①-⑳]\s*")),
)
"""一、 第二部分 · （一） · 1. · （1） · ①: the deeper, the larger"""
_UNMARKED = 9
"""A label without a number stands under any heading with one."""

_STOP = lazily(r"[:：。；;，,\n]|\Z")
_LONGEST_HEAD = 24
_FIGURE = lazily(r"(?<!\d)(?!(?:19|20)\d\d年?)\d")
"""A number other than a year: what holds one is a sentence."""

_NEITHER = lazily(
    r"自评|评价|绩效管理|组织|概况|(?:基本|总体|整体|有关|主要|项目|单位|部门)情况|背景|立项|依据|问题|不足|原因|措施|建议|下一?步|下一?年|明年|改进|附件|结论|资金|预算|经费|投入|收支|管理情况|机构|职能|职责|制度|偏差|计划[书表]"
)
"""Headings whose paragraphs neither promise nor report, or do so only of money."""
_RESULT = lazily(
    r"(?:完成|实现|达成|落实|实施|执行|进展|开展)(?:的)?(?:情况|结果|效果|程度)|成效|成果|产出|效益|效果|满意度|(?:目标|任务|指标)(?:完成|实现|达成|落实)$"
)
_HANDED_ON = lazily(r"分解|下达")
_KEPT = lazily(r"(?:及|和|与|、)(?:实际)?(?:完成|实现|达成|落实|兑现|实绩|结果)|对照|兑现|完成度|落实")
"""绩效目标及完成, 目标对照: what was promised and what was done of it, side by side."""
_SITUATION = lazily(r"[一-鿿]{2,8}情况")
"""建设情况, 受益情况: how things stand, where nothing says that it is of plans or of money."""
_GOAL = lazily(r"目标|预期(?:产出|成果|效果|效益|指标)")
_NAMED_GOAL = lazily(r"(?:产出|效益|效果|满意度|服务对象|质量|数量|时效|成本)目标$")
"""效益目标, 满意度目标: goals by what they are about."""
_PLAN = lazily(r"计划(?!生育|免疫|单列)|预期|任务安排")
_MET = lazily(
    r"(?<![拟应需须要可能])(?<!预[期计])(?<!计划)(?<!力争)(?:达到|符合|满足|超[出过]|好于|高于|优于)了?(?:年[初度]|全年|既定|预定|绩效)*(?:预期|目标|计划|要求)(?!的)"
)
"""运行质量达到预期, 造林面积超过年度目标: a heading that says how it turned out."""

_LABEL = lazily(
    r"(?:[年初度全当本总体整预期实际设定绩效项目部门申报的]{0,10}目标|[年度全当本实际目标绩效任务]{0,10}(?:完成|实现|达成)情况|(?:年度|全年)?实际(?:完成|实现|达成)(?:结果)?)(?:[(（].{0,8}[)）])?"
)
"""A label that needs no number before it: 预期目标：…, 年初设定目标：…, 实际完成情况：…, 实际完成：…"""
_RUN_IN = lazily(r"\s*(?P<words>[^，。；;,：:\n\d\s]{2,10})(?P<stop>[。：:])\s*(?=\S)")
"""Words before a full stop at the head of a paragraph, too few for a sentence: 建设情况。年内…"""


_TELLS = lazily(
    r"截至|截止|年末|年底前?(?:已|共)|实际|已(?!定|有)|均于|同比|较上年|比上年|累计(?:完成|支付|支出)|共(?:完成|兑付|支出|支付|办理)|结余|问卷|自评|现有|新认定"
)
"""Words of a paragraph that tells what was done."""


class Passage(NamedTuple):
    """A paragraph without its heading, and what it is about."""

    entry: Entry
    stance: Stance | None


class _Heading(NamedTuple):
    depth: int
    words: str
    end: int
    runs_in: bool = False


def passages(entries: Iterable[Entry]) -> Iterator[Passage]:
    """The paragraphs in order, each with the stance of the innermost heading that has one; bare headings are left out."""
    above: list[tuple[int, Stance | None]] = []
    run_in = label = False
    for entry in entries:
        heading = _heading(entry) or _run_in(entry, beside_colons=run_in)
        if heading is not None:
            run_in = heading.depth == _UNMARKED and bool(entry.text[heading.end :].strip())
        if heading is None and label and _TELLS.search(entry.text):
            label = False  # a label's text ended before this paragraph
            above = [item for item in above if item[0] < _UNMARKED]
        if heading is None:
            yield Passage(entry, above[-1][1] if above else None)
            continue
        above = [item for item in above if item[0] < heading.depth]
        stance = _stance(heading.words, above[-1][1] if above else None)
        if stance == "result" or not heading.runs_in:
            above.append(
                (heading.depth, stance)
            )  # what is promised in one breath with its heading ends with its paragraph
        label = heading.depth == _UNMARKED and stance in ("goal", "plan") and bool(entry.text[heading.end :].strip())
        rest = entry.text[heading.end :]
        if rest.strip():
            start = heading.end + len(rest) - len(rest.lstrip())
            text = entry.text[start:]
            yield Passage(
                entry._replace(words=fold(text), text=text, span=entry.span.part(start, len(entry.text))), stance
            )


def labelled(entry: Entry) -> tuple[str, Entry] | None:
    """A label that needs no number, and the text it stands before in one cell (预期目标：新建泵站3座); None for other cells."""
    words, end = _head(entry.text, 0)
    text = entry.text[end:].lstrip()
    if not text or not _LABEL.fullmatch(words):
        return None
    start = len(entry.text) - len(text)
    return words, entry._replace(words=fold(text), text=text, span=entry.span.part(start, len(entry.text)))


def _heading(entry: Entry) -> _Heading | None:
    """The heading a paragraph begins with: a number and a few words up to a stop, or a label that needs no number."""
    for depth, mark in _MARKS:
        if (found := mark.match(entry.text)) is not None:
            words, end = _head(entry.text, found.end())
            return _Heading(depth, words, end) if words else None
    words, end = _head(entry.text, 0)
    return _Heading(_UNMARKED, words, end) if _LABEL.fullmatch(words) else None


def _run_in(entry: Entry, *, beside_colons: bool) -> _Heading | None:
    """A heading that runs into its paragraph: few words and a full stop, or a colon where the last heading ran in too."""
    found = _RUN_IN.match(entry.text)
    if found is None or (found["stop"] != "。" and not beside_colons):
        return None
    return _Heading(_UNMARKED, fold(found["words"]), found.end("stop"), runs_in=True)


def _head(text: str, start: int) -> tuple[str, int]:
    """The words up to a colon, a full stop or the end of the line, and where they end; none where a sentence begins."""
    stop = _STOP.search(text, start)
    end = stop.start() if stop else len(text)
    words = fold(text[start:end])
    sentence = stop is not None and stop.group() in set("，,；;")
    if sentence or len(words) > _LONGEST_HEAD or _FIGURE.search(words):
        return "", start
    return words, min(len(text), end + 1)


def _stance(words: str, inherited: Stance | None) -> Stance | None:
    if _HANDED_ON.search(words):
        return "handed-on" if _GOAL.search(words) else None
    if _NEITHER.search(words) and not _LABEL.fullmatch(words):
        return None
    if _MET.search(words):
        return "result"
    if _NAMED_GOAL.search(words):
        return "goal"
    if _RESULT.search(words) or (_GOAL.search(words) and _KEPT.search(words)):
        return "result"
    if _GOAL.search(words):
        return "goal"
    if _PLAN.search(words):
        return "plan"
    return "result" if _SITUATION.fullmatch(words) else inherited
