"""Paragraphs cut into sentences, clauses and mentions: each figure with the words that say what it is."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from auditor.model.quantity import Period, Quantity
from auditor.model.source import Span
from auditor.relate.statements import traits
from auditor.relate.statements.figures import asserting
from auditor.relate.statements.paragraphs import Paragraph
from auditor.sense import identity
from auditor.text import dates, units
from auditor.text.patterns import lazily

_SEGMENT_END = ";"
_CLAUSE_END = ",:"
_OPENING, _CLOSING = "(", ")"
_SHORTLY = 16
"""Characters behind a figure that still say what it is."""
_MARK = lazily(f"[{traits.SENTENCE_END}{_SEGMENT_END}{_CLAUSE_END}{_OPENING}{_CLOSING}]")
_STOP = lazily(r"[,。;:、()“”\"！？!?\n]")
_TAIL = lazily(r"[^,。;:、()“”\"！？!?\n\d]{0,16}")
_NOUN_STOP = lazily(r"和|与|及|等|的?(?=[一-鿿]{0,2}率)|[为是比较占达由从按对将]|以[上下内]|左右|\s")
_DROPPED = lazily(
    r"^(?:其中|截至|截止|累计|全年|年内|已|均|并|共|实际|分别|我[局市县区校院馆厅省]|今年|本年度?|当年|年末|同期|同时|另外?|还|又|对|将|把|为|在|按)+|"
    r"(?:合计|共计|总计|累计|数量|总数|人数|次数|个数|金额|总额|数|共|达到|达|为|是|完成|不少|约|近|已|了|有|得|保持|控制|[的在到:])+$"
)


class Mention(NamedTuple):
    """A figure at its place.

    `lead` are the words of its own clause before it, `tail` the noun behind it, `gap` all that stands between the figure
    before and this one. Its sentence begins at `opened` and its clause at `began`, counted in its paragraph; `sentence`,
    `segment` (up to a semicolon) and `clause` count through the whole report, `at` the figures.
    """

    at: int
    quantity: Quantity
    unit: str
    start: int
    end: int
    opened: int
    began: int
    paragraph: int
    sentence: int
    segment: int
    clause: int
    depth: int
    gap: str
    lead: str
    tail: str
    words: str
    traits: frozenset[str]
    planned: bool
    heading: str
    goal: int | None
    period: Period | None
    place: Span

    @property
    def id(self) -> str:
        """The id of its Number."""
        return f"n{self.at + 1}"

    @property
    def subject(self) -> str:
        """What it counts or measures, in the report's words."""
        head = named(self.lead)
        return f"{head} {self.tail}".strip() if self.tail else head

    @property
    def percent(self) -> bool:
        """Whether it is a share or a rate."""
        return self.quantity.kind == "percent"

    @property
    def amount(self) -> bool:
        """Whether it counts or measures, so that it can be added up and divided."""
        return self.quantity.kind in ("count", "money", "measure", "number", "duration") and "price" not in self.traits

    def has(self, *traits: str) -> bool:
        """Whether it has one of the traits."""
        return not self.traits.isdisjoint(traits)


@lru_cache(maxsize=4096)
def named(lead: str) -> str:
    """The words of a clause before a figure without those that say what was done with it."""
    return _DROPPED.sub("", lead)


def alike(one: Mention, other: Mention) -> bool:
    """Whether two figures are of one sort, so that one may be a part, a base or a former value of the other."""
    return _one_sort(one.quantity.kind, one.unit, other.quantity.kind, other.unit)


def one_value(one: Mention, other: Mention) -> bool:
    """Whether two figures print one number, whatever its writing."""
    told = units.converted(one.quantity, other.quantity)
    return told is not None and told.value == other.quantity.value


def of_one_value(told: Sequence[Mention]) -> bool:
    """Whether figures all print one number."""
    return all(one_value(one, told[0]) for one in told)


@lru_cache(maxsize=8192)
def _one_sort(kind: str, unit: str, other_kind: str, other: str) -> bool:
    if not identity.same_kind(kind, other_kind):
        return False
    return identity.same_unit(unit, other) if unit and other else unit == other


def read(paragraphs: Iterable[Paragraph], year: int | None = None) -> list[Mention]:
    """Every figure of the paragraphs that asserts an amount, a rate or a date, in reading order."""
    found: list[Mention] = []
    counter = _Counter()
    for number, paragraph in enumerate(paragraphs):
        counter = _paragraph(found, paragraph, number, counter, year)
    return found


class _Counter(NamedTuple):
    """Counts what has begun: with a sentence a segment begins as well, and with each segment a clause."""

    sentence: int = 0
    segment: int = 0
    clause: int = 0

    def next_sentence(self) -> "_Counter":
        return _Counter(self.sentence + 1, self.segment + 1, self.clause + 1)

    def next_segment(self) -> "_Counter":
        return _Counter(self.sentence, self.segment + 1, self.clause + 1)

    def next_clause(self) -> "_Counter":
        return _Counter(self.sentence, self.segment, self.clause + 1)


def _paragraph(found: list[Mention], paragraph: Paragraph, number: int, at: _Counter, year: int | None) -> _Counter:
    """Adds the mentions of a paragraph and says where the next one begins to count."""
    flat = paragraph.flat
    figures = asserting(paragraph.text, flat)
    plan = traits.Plan(paragraph.stance, figures)
    at, depth = at.next_sentence(), 0
    opened, parted, began, before, ending = 0, 0, 0, 0, 0
    follow = [*(one.span.start for one in figures[1:]), len(flat)]
    for quantity, following in zip(figures, follow, strict=False):
        start, end = quantity.span.start, quantity.span.end
        for met in _MARK.finditer(flat, before, start):
            mark, behind = met[0], met.end()
            if mark in traits.SENTENCE_END:
                at, depth = at.next_sentence(), 0
                opened = parted = began = behind
            elif mark in _SEGMENT_END:
                at = at.next_segment()
                parted = began = behind
            elif mark in _CLAUSE_END:
                at, began = at.next_clause(), behind
            elif mark == _OPENING:
                depth += 1
            elif mark == _CLOSING:
                depth = max(0, depth - 1)
        if start - opened > traits.LONGEST:
            at, depth = at.next_sentence(), 0
            opened = parted = began = before
        ending = ending if end < ending else traits.sentence_end(flat, end)
        gap = flat[before:start]
        lead = _STOP.split(gap)[-1]
        tail = _tail(flat, end, following)
        found.append(
            Mention(
                at=len(found),
                quantity=quantity.placed(paragraph.place),
                unit=quantity.unit or _classifier(tail, quantity) or _counted_in(lead, quantity),
                start=start,
                end=end,
                opened=opened,
                began=began,
                paragraph=number,
                sentence=at.sentence,
                segment=at.segment,
                clause=at.clause,
                depth=depth,
                gap=gap,
                lead=lead,
                tail=tail,
                words=flat[opened:start] + tail,
                traits=traits.of_figure(
                    quantity, lead or _before_colon(gap), flat[end : min(end + _SHORTLY, following)], year
                )
                | traits.in_bracket(flat, opened, start, depth)
                | _from_before(found, (gap, flat[end : end + _SHORTLY]), at.clause, year)
                | traits.from_a_year(flat, opened, start, end)
                | traits.later(flat, (opened, parted, start), paragraph.heading, year),
                planned=plan.at(flat, opened, start, lead),
                heading=paragraph.heading,
                goal=paragraph.goal,
                period=dates.read(quantity.text, year) if quantity.kind == "date" else None,
                place=paragraph.place(opened, ending),
            )
        )
        before = end
    return at


def _from_before(found: list[Mention], around: tuple[str, str], clause: int, year: int | None) -> frozenset[str]:
    """What the figure before, in the same clause, makes of one; `around` is what stands between them and what follows."""
    before = found[-1] if found and found[-1].clause == clause else None
    if before is None:
        return frozenset()
    return traits.carried(before.traits, around[0]) | traits.dated(before.period, before.lead, *around, year)


def _classifier(tail: str, quantity: Quantity) -> str:
    """What stands for a unit that no list of units knows: the character behind the number (520叶 → 叶)."""
    return tail[:1] if quantity.kind in ("number", "count") and "分之" not in quantity.text else ""


_COLON = lazily(r"([^,。;:、()\d]{2,12}):\s*$")


def _before_colon(gap: str) -> str:
    """资金总额：7,090万元: what a line calls the figure behind its colon."""
    found = _COLON.search(gap) if gap.rstrip()[-1:] == ":" else None
    return found[1].strip() if found else ""


_COUNTED_IN = lazily(r"(人次|户次|批次|场次|件次|车次|[人户件起家场])数?(?:量|为|达到?|约|共)*$")


def _counted_in(lead: str, quantity: Quantity) -> str:
    """献血总人次3.15万, 受理案件数412: what a bare number counts, by the words before it."""
    found = _COUNTED_IN.search(lead) if quantity.kind == "number" and "分之" not in quantity.text else None
    return found[1] if found else ""


def _tail(flat: str, end: int, following: int) -> str:
    """The noun right behind a figure (25个行政村 → 行政村)."""
    run = _TAIL.match(flat, end, following)
    words = run.group() if run else ""
    return _NOUN_STOP.split(words)[0].removeprefix("的")
