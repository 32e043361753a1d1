"""What the narrative asserts: each quantity with its subject, and the lists that quantities stand in."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from auditor.extract.rules.respectively import in_order
from auditor.model.quantity import Quantity
from auditor.model.report import Claim, ClaimRole, Indicator, Listing, Report, Statement, make_claim, make_listing
from auditor.model.source import Document, Span, make_span
from auditor.sense import grades, wording
from auditor.text import quantities
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

_STRONG_STOPS = "。；;\n\t！？!?"
_STOPS = lazily(r"[。；;：:\n\t！？!?]|[，,](?!(?<=\d.)\d{3}(?!\d))")
"""Where a clause ends; not the comma within a number (9,800万元)."""
_LEADING = lazily(
    r"^(?:[\s、)）”和及与以并等的了为共达]|其中|截至|截止|累计|合计|共计|总计|全年|全市|全县|全省|全区|我市|我局|我县|本市|今年|同时|并且|以及|已|均|各类|各项|各种|各|对|将|把|分别|先后|"
    r"完成|开展|组织|实施|推[进动](?!会)|加强|做好|制定|编制|印发|出具|获取|召开|举办|建设|提供|落实|实现|进行|达到|形成|培育|通过|依法|按时|按期|年内|预计|计划|不断|努力|积极|进一步)+"
)
"""Words in front of a subject that say what was done with it, not what it is."""

_TRAILING = lazily(
    r"(?:数量|总数|人数|次数|个数|金额|总额|数|共计|合计|累计|共|达到|达|为|完成|不少|的|(?<![人户亩生村单场日月年])均|约|已|了|等|工作|保持|[\s、：:（(《“\"])+$"
)
_AFTER_STOP = lazily(r"[，,。；;：:、（()）\s\t\n]|以上|以下|以内|左右|之间|其中|分别|和(?=\d)|及(?=\d)|等")
_QUOTED_BEFORE = lazily(
    r"(?:国家|上级|省|市|部)(?:下达|规定|要求|核定)[^，,。；;]{0,20}$|(?:按照|根据|依据)[^，,。；;]{0,24}$|不得[^，,。；;]{0,8}$"
)
_PLANNED = lazily(
    r"计划(?!生育|免疫|单列)|(?<![模虚])拟|(?:\A|主要|全部|专项)用于|预计|预期|目标[为是]|应当?|需要?|要求"
)
_CARRIED_OUT = lazily(r"实际|截至|截止|目前|现已|已|累计|共|完成|达到|其中")
_OTHER_YEAR = lazily(r"(?:上年|去年|上一年|同比|较上|比上)[^，,。；;]{0,12}$|((?:19|20)\d\d)年[^，,。；;]{0,10}$")
_PARTS_FOLLOW = lazily(r"(其中|包括|分别为|分别是|包含|含有|含|即)[：:]?")
_RATE_BEFORE = lazily(r"每[一-鿿]|[人户亩生村单均]均[^，,。；;、\d]{0,8}$")
_RATE_BEHIND = lazily(r"[^，,。；;、\d]{0,6}标准")
"""A price per head or piece (按每生每年1000元的标准) that stands behind a list is no part of it."""
_CHANGED_TO = lazily(
    r"[，,]?(?:逐步|进一步)?(?:下降|降低|上升|提高|提升|增加|增长|减少|缩短|扩大|回落|压缩|升|降)(?:到|至|为)(?:了)?\s*"
)
"""From the former value to the reported one: 由2023年的10.8%下降到8.7%."""
_FORMER = lazily(r"(?:[由从自])?(?:上年|去年|上一年|(?:19|20)\d\d年)?(?:同期|年?底|年?末|年?初)?的?\s*\Z")
_GOES_ON = lazily(r"^[^。；;\d]{0,4}等")
_SUBSET = lazily(r"[（(，,、]\s*(?:其中)?含[^，,。；;（(]{0,20}$")
_TITLE = lazily(r"《[^》]{0,80}》")


_SENTENCE_END = lazily(r"[。\n\t！？!?]")
_SUMMED_UP = lazily(r"(合计|共计|总计)[^，,。；;：:、\d]{0,12}$")

LIST_GAP = 24
"""How far two quantities of one list may stand apart: a separator and a short name."""


SENTENCE = 160
"""How far a sentence is read: back for a plan that it speaks of, on for the end of a clause."""

MARKER_GAP = 12
"""How far behind its total a marker (其中) may stand."""

Locate = Callable[[int, int], Span]


class _Passage(NamedTuple):
    """A text of the report that may assert quantities, and whose it is."""

    text: str
    span: Span
    role: ClaimRole
    goal: int | None = None
    indicator: int | None = None
    statement: Statement | None = None
    planned: bool = False


def read(document: Document, report: Report) -> tuple[tuple[Claim, ...], tuple[Listing, ...]]:
    """The claims of a report in the order of its parts, and the lists among them (indices into the claims)."""
    claims: list[Claim] = []
    listings: list[Listing] = []
    counts = {count.quantity.span.start for count in report.conclusion.counts} if report.conclusion else set()
    for passage in _passages(report):
        found = quantities.find(passage.text)
        if not any(quantity.claimed for quantity in found):
            continue
        graded = grades.scale(passage.text)
        own = in_order(list(_claims(passage, found, report.year, graded)), passage.text)
        locate = _locator(document, passage)
        listings.extend(
            _placed_listing(listing, len(claims), locate)
            for listing in _listings(passage, own)
            if graded is None or not graded.holds(listing.span.start)
        )
        placed = (_placed_claim(claim, locate) for claim in own)
        claims.extend(
            claim.model_copy(update={"role": "conclusion"}) if claim.quantity.span.start in counts else claim
            for claim in placed
        )
    return tuple(claims), tuple(listings)


def _placed_claim(claim: Claim, locate: Locate) -> Claim:
    """A claim that was found at offsets of its passage, at its place in the document."""
    placed = claim.quantity.placed(locate)
    clause = locate(claim.clause.start, claim.clause.end)
    quoted = claim.quote_span and locate(claim.quote_span.start, claim.quote_span.end)
    return claim.model_copy(update={"quantity": placed, "clause": clause, "quote_span": quoted})


def _placed_listing(listing: Listing, begin: int, locate: Locate) -> Listing:
    """A listing among its passage's claims, as one among the claims of the report."""
    return listing.model_copy(
        update={
            "total": None if listing.total is None else begin + listing.total,
            "parts": tuple(begin + part for part in listing.parts),
            "span": locate(listing.span.start, listing.span.end),
        }
    )


def _locator(document: Document, passage: _Passage) -> Locate:
    """How to turn offsets of a passage into spans, also where its text is not the document's run to the letter."""
    span, text = passage.span, passage.text
    if passage.statement is not None and passage.statement.pieces:
        return passage.statement.place
    if document.quote(span) == text:
        return span.part

    def search(start: int, end: int) -> Span:
        piece = text[start:end]
        place = document.text.find(piece, span.start, span.end)
        return span if place < 0 else span.part(place - span.start, place - span.start + len(piece))

    return search


def _passages(report: Report) -> Iterator[_Passage]:
    for goal in report.goals:
        if goal.target is not None:
            yield _Passage(goal.target.text, goal.target.span, "target", goal.number, statement=goal.target)
        if goal.actual is not None:
            yield _Passage(goal.actual.text, goal.actual.span, "result", goal.number, statement=goal.actual)
    for index, row in enumerate(report.indicators):
        yield from _row_passages(index, row)
    prose = [*([report.budget_reason] if report.budget_reason is not None else []), *report.notes]
    yield from (_Passage(one.text, one.span, "prose") for one in prose)
    if report.conclusion is not None:
        yield _Passage(report.conclusion.text, report.conclusion.span, "conclusion")
    yield from (
        _Passage(paragraph.text, paragraph.span, "prose", planned=paragraph.planned) for paragraph in report.prose
    )


def _row_passages(index: int, row: Indicator) -> Iterator[_Passage]:
    """The sentences of a row; a cell that states one quantity is a value and no sentence."""
    if row.target is not None and row.target.quantity is None:
        yield _Passage(row.target.text, row.target.span, "row-target", row.goal, index)
    if row.actual is not None and row.actual.quantity is None:
        yield _Passage(row.actual.text, row.actual.span, "row-actual", row.goal, index)
    if row.reason is not None and row.reason_span is not None:
        yield _Passage(row.reason, row.reason_span, "reason", row.goal, index)


def _claims(passage: _Passage, found: list[Quantity], year: int | None, graded: grades.Scale | None) -> Iterator[Claim]:
    """The claims of a passage; their spans are offsets of its text until they are placed.

    The limits of grades that it prints assert nothing of the report's own.
    """
    text = passage.text
    titles = [match.span() for match in _TITLE.finditer(text)] if "《" in text else []
    before: Quantity | None = None
    about = ""
    for index, quantity in enumerate(found):
        start, end = quantity.span.start, quantity.span.end
        if not quantity.claimed or _is_weight(text, start):
            continue
        left, right = _clause_start(text, start), _clause_end(text, end)
        subject_from = max(left, before.span.end) if before is not None else left
        quoted = _quoted(text, subject_from, start, end, right)
        changed = before is not None and _CHANGED_TO.fullmatch(text, subject_from, start) is not None
        named = _FORMER.sub("", text[left : before.span.start]) if before is not None and changed else ""
        subject = _subject(text, named or text[subject_from:start], start, text[end:right], quantity)
        goes_on = before is not None and _SENTENCE_END.search(text, before.span.end, start) is None
        if about and goes_on and wording.names_only_a_mean(subject):
            subject = f"{_OF_YEAR.sub('', about)} {subject}"
        if quantity.kind == "percent":
            subject = _named(subject, text[left:start], text[max(0, left - SENTENCE) : left], about)
        yield make_claim(
            quantity=quantity,
            subject=subject,
            role=passage.role,
            goal=passage.goal,
            indicator=passage.indicator,
            clause=make_span(start=left, end=right),
            year=None if changed else _year(_OTHER_YEAR.search(text[left:start]), year),
            subset=_SUBSET.search(text[max(0, start - 24) : start]) is not None,
            planned=passage.planned or _is_planned(text, start),
            quote=text[quoted.start : quoted.end],
            quote_span=quoted,
            quoted=_within(titles, start)
            or (graded is not None and graded.holds(start))
            or bool(_QUOTED_BEFORE.search(text[left:start]))
            or _describes(text, quantity, found[index + 1] if index + 1 < len(found) else None),
        )
        before, about = quantity, subject


def _named(subject: str, clause: str, before: str, about: str) -> str:
    """A rate that names nothing in its own clause, by what the sentence told before it.

    下降6.2% is of what changed (化肥由500吨降至469吨，下降6.2%), 满意度87.2% of those who were asked (消费者问卷1500份，满意度87.2%).
    """
    said = _SENTENCES.split(before)[-1]
    if wording.says_only_change(clause) and said and about:
        return f"{about} {subject}"
    asked = _ASKED.findall(said) if _SATISFIED.fullmatch(fold(clause)) else []
    return f"{asked[-1]} {subject}" if asked else subject


_SENTENCES = lazily(r"[。；;\n！？!?]")
_SAID = lazily(r"[。；;\n]")
_COMMAS = lazily("[，,]")
_BRACKETS = lazily("[（(]")
_DIGITS = lazily(r"\d")
_JOINS = ("和", "及", "与", "或", "到", "至", "上")
"""What begins no noun behind a figure."""
_OF_YEAR = lazily(r"全年|累计|年度|共计?")
_SATISFIED = lazily(r"(?:其中|总体|综合|平均)*满意[度率](?:为|达到?|是)?")
_ASKED = lazily(
    r"(?<![\u4e00-\u9fff\d])(?:共|向|对|发放|印发|发出|收集|回收|收回|其中|开展|组织|进行|采取|采用|通过|随机|抽取|设计|制作)*"
    r"(?!有效|合格|无效|调查|各类|网络|网上|线上|线下|纸质|电子|匿名|无记名|实名|书面|现场|电话|微信)"
    r"([\u4e00-\u9fff]{2,8}?)(?:满意度)?(?:调查)?问卷"
)
"""消费者问卷1500份, 发放家长满意度调查问卷300份; 有效问卷32份 and 纸质问卷60份 say nothing of who was asked."""


def _is_weight(text: str, start: int) -> bool:
    """Whether a figure is the points that brackets give to what stands before them: 师生满意（权重20）."""
    return _WEIGHT_BEFORE.search(text, max(0, start - _LONGEST_WEIGHT), start) is not None


_WEIGHT_BEFORE = lazily(r"[（(]\s*(?:权重|分值|满分|配分|标准分)(?:为|占)?[:：]?\s*\Z")
_LONGEST_WEIGHT = 12


def _within(spans: list[tuple[int, int]], place: int) -> bool:
    """Whether a place lies in one of some spans that stand in order."""
    at = bisect_right(spans, place, key=lambda span: span[0])
    return at > 0 and place < spans[at - 1][1]


# "65岁及以上", "500人以上"
_THRESHOLD = lazily(r"(?:及|（含）|\(含\))?以[上下内]$")
_AGES = frozenset({"岁", "周岁"})
_LIFE = lazily(r"寿命|年龄")
"""What an age measures where it is a result."""
_NOUN = lazily(r"的?[一-鿿]{1,16}")


def _describes(text: str, quantity: Quantity, following: Quantity | None) -> bool:
    """Whether a number says who or what is counted, and asserts nothing: 65岁及以上老年人2.1万人, 500人以上企业12家, 24小时内处置14起."""
    end = quantity.span.end
    if quantity.unit in _AGES:
        return _LIFE.search(text, max(0, quantity.span.start - 8), quantity.span.start) is None
    if following is None:
        return False
    rated = "率" in text[end : following.span.start]
    within = quantity.kind == "duration" and (quantity.text.endswith("内") or rated)
    if not within and not _THRESHOLD.search(quantity.text):
        return False
    return _NOUN.fullmatch(text, end, following.span.start) is not None


def _is_planned(text: str, start: int) -> bool:
    """Whether a plan is spoken of: in the clause itself, or in one before it in the sentence that nothing carried out follows."""
    sentence = _SAID.split(text[max(0, start - SENTENCE) : start])[-1]
    planned = False
    if not _PLANNED.search(sentence) and "用于" not in sentence:
        return False
    for clause in _COMMAS.split(sentence):
        planned = bool(_PLANNED.search(clause)) or (planned and not _CARRIED_OUT.search(clause))
    return planned


def _year(match: re.Match[str] | None, year: int | None) -> int | None:
    if match is None:
        return None
    printed = int(match[1]) if match[1] else (year - 1 if year else None)
    return None if printed == year else printed


def _clause_start(text: str, start: int) -> int:
    """Where the clause of a quantity begins; an opening bracket right before it belongs to what the bracket follows."""
    place = _opened(text, start)
    stops = [match.end() for match in _STOPS.finditer(text, max(0, place - 80), place)]
    return stops[-1] if stops else max(0, place - 80)


def _opened(text: str, start: int) -> int:
    """Where the bracket stands that opens right before a place; the place itself where none does."""
    place = start
    while place and text[place - 1].isspace():
        place -= 1
    return place - 1 if place and text[place - 1] in "（(" else start


def _clause_end(text: str, end: int) -> int:
    furthest = min(len(text), end + SENTENCE)
    stop = _STOPS.search(text, end, furthest)
    return stop.start() if stop else furthest


def _subject(text: str, before: str, start: int, after: str, quantity: Quantity) -> str:
    """What the quantity counts: the words before it in its clause, and the noun behind it (19支代表队)."""
    noun = _BRACKETS.split(before)[0] if _opened(text, start) < start else before
    head = _TRAILING.sub("", _LEADING.sub("", noun.strip()))
    stop = _AFTER_STOP.search(after)
    tail = after[: stop.start()] if stop else after
    tail = _DIGITS.split(tail)[0] if quantity.kind in ("count", "money", "measure", "duration", "number") else ""
    tail = "" if tail.startswith(_JOINS) else tail.removeprefix("的")
    return f"{head} {tail}".strip()


_LIST_MARK = lazily(
    r"(?:\d{1,2}[.．、)）](?!\d)|[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|[一二三四五六七八九十]{1,3}(?:、|是)|[①-⑳])\s*"
)
_WORDS_BEFORE = 24
_WORDS_BEHIND = 16
_JOINTS = "、，,。；;：: \t\n和及与并）)"
"""What may stand between the number before and the words that belong to this one."""


def _quoted(text: str, floor: int, start: int, end: int, ceiling: int) -> Span:
    """The run of text that quotes a quantity: the words before it, at most so many, and the noun behind it."""
    left = max(floor, start - _WORDS_BEFORE)
    left += len(text[left:start]) - len(text[left:start].lstrip(_JOINTS))
    if (numbered := _LIST_MARK.match(text, left, start)) is not None:
        left = numbered.end()
    behind = text[end : min(ceiling, end + _WORDS_BEHIND)]
    stop = _AFTER_STOP.search(behind) or _DIGITS.search(behind)
    right = end + (stop.start() if stop else len(behind))
    return make_span(start=left, end=max(right, end))


def _listings(passage: _Passage, claims: list[Claim]) -> Iterator[Listing]:
    """The lists among a passage's claims: a total followed by its parts, and bare enumerations of one unit."""
    if len(claims) < _FEWEST_LISTED:
        return
    used: set[int] = set()
    starts = [claim.quantity.span.start for claim in claims]
    for marker in _PARTS_FOLLOW.finditer(passage.text):
        after = bisect_right(starts, marker.start())
        listing = _parts_after(passage, claims, after, marker)
        if listing is not None:
            used.update(listing.parts)
            yield listing
    for listing in _summed_up(passage, claims, used):
        used.update(listing.parts)
        yield listing
    run: list[int] = []
    for index in range(len(claims)):
        if run and _listed_together(passage, claims[run[-1]], claims[index]) and index not in used:
            run.append(index)
            continue
        if len(run) > 1:
            yield _listing(passage, claims, None, run, "")
        run = [index] if index not in used else []
    if len(run) > 1:
        yield _listing(passage, claims, None, run, "")


_FEWEST_LISTED = 2
"""Figures of a list, a total among them."""


def _summed_up(passage: _Passage, claims: list[Claim], used: set[int]) -> Iterator[Listing]:
    """Lists that end with their total: 一是建原种田850亩；二是建原种基地400亩；合计1250亩."""
    if "计" not in passage.text:
        return
    begin = 0
    for index, claim in enumerate(claims):
        start = claim.quantity.span.start
        if index and _SENTENCE_END.search(passage.text, claims[index - 1].quantity.span.end, start):
            begin = index
        found = _SUMMED_UP.search(passage.text, claims[index - 1].quantity.span.end if index else 0, start)
        if found is None:
            continue
        like = claim.quantity
        parts = [
            part
            for part in range(begin, index)
            if claims[part].quantity.unit == like.unit and claims[part].quantity.kind == like.kind
        ]
        if len(parts) > 1 and used.isdisjoint(parts):
            yield _listing(passage, claims, index, parts, found[1])
        begin = index + 1


def _parts_after(passage: _Passage, claims: list[Claim], after: int, marker: re.Match[str]) -> Listing | None:
    """The list that a marker opens: its total is the last claim before it in the sentence, its parts those that follow."""
    if after == 0 or after >= len(claims):
        return None
    total = claims[after - 1]
    between = passage.text[total.quantity.span.end : marker.start()]
    if any(stop in between for stop in _STRONG_STOPS) or len(between) > MARKER_GAP:
        return None
    parts: list[int] = []
    for index in range(after, len(claims)):
        part = claims[index]
        gap_from = claims[index - 1].quantity.span.end if parts else marker.end()
        gap = passage.text[gap_from : part.quantity.span.start]
        if any(stop in gap for stop in _STRONG_STOPS) or (parts and _PARTS_FOLLOW.search(gap)):
            break
        if _RATE_BEFORE.search(gap) or _RATE_BEHIND.match(passage.text, part.quantity.span.end):
            break
        if part.quantity.kind == total.quantity.kind and part.quantity.unit == total.quantity.unit:
            parts.append(index)
        elif parts:
            break
    if not parts:
        return None
    return _listing(passage, claims, after - 1, parts, marker[1], subset=marker[1] in {"含", "含有"})


def _listed_together(passage: _Passage, a: Claim, b: Claim) -> bool:
    """Whether two claims stand side by side in one list: one unit, one 、 or 和 and a short name between them."""
    if (
        a.quantity.unit != b.quantity.unit
        or a.quantity.kind not in ("count", "money", "measure")
        or a.subset
        or b.subset
    ):
        return False
    gap = passage.text[a.quantity.span.end : b.quantity.span.start]
    return 0 < len(gap) <= LIST_GAP and gap[0] in "、和及与" and not _STOPS.search(gap)


def _listing(
    passage: _Passage, claims: list[Claim], total: int | None, parts: list[int], marker: str, *, subset: bool = False
) -> Listing:
    spans = [claims[index].quantity.span for index in ([*parts, total] if total is not None else parts)]
    first, last = min(spans, key=lambda span: span.start), max(spans, key=lambda span: span.end)
    rest = passage.text[last.end : last.end + 8]
    return make_listing(
        total=total,
        parts=tuple(parts),
        marker=marker,
        complete=not _GOES_ON.match(rest),
        subset=subset,
        span=make_span(start=first.start, end=last.end),
    )
