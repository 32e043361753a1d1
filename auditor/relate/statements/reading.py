"""The figures of a report with their order: sentences, runs of like figures, and which figure each run makes up."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from auditor.relate.statements import columns, runs
from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.runs import Run
from auditor.text.patterns import lazily
from auditor.text.similarity import Rarity, pairs

if TYPE_CHECKING:
    from auditor.relate.statements.counted import Counted

_MOST_BACK = 6
"""Sentences that a list may stand behind its total."""
_MOST_NAMED = 120
"""Sentences that are looked at for the halves of one promise."""


_WORD = 2
"""Characters of a noun."""
_BEHIND = 40
"""Characters behind a figure; patterns for them are shorter."""
_BESIDE = 120
"""Characters before a figure that speak of it; sentences are shorter, but for reports that are one sentence."""


def nearest(told: Sequence[Mention], mention: Mention, most: int) -> list[Mention]:
    """Of figures in order those nearest to another, the nearest first."""
    place = bisect_left(told, mention.at, key=lambda one: one.at)
    around = told[max(0, place - most) : place + most]
    return sorted(around, key=lambda one: (abs(one.at - mention.at), one.at))[:most]


_CHANGED = lazily(r"追加|调[增减]|核[增减]")
_FROM = lazily(r"中央|国家|省|[上本下]级|市级|市本级|县|区级|自筹|配套")
_SPENT_ON = lazily(r"支|用|执行|拨付")


def _of_sources(total: "Total") -> bool:
    """2260万元，中央1480万元，省级520万元，县级260万元: what is told by where it comes from is the money there was."""
    leads = [one.lead for one in total.run.members]
    if total.whole.quantity.kind != "money" or total.form or _SPENT_ON.search(total.whole.lead):
        return False
    return all(map(_FROM.search, leads)) and not any(map(_SPENT_ON.search, leads))


_LABEL = lazily(r"[(\d一二三四五六七八九十、.)\s]{0,6}(?P<label>[一-鿿]{2,12})。")


class Total(NamedTuple):
    """A run and the figure that it makes up, and what said so."""

    run: Run
    whole: Mention
    by: str
    form: str = ""


class Reading:
    """All mentions of a report in order, with what their order says. `narrative` says that it is prose, and no text of a form."""

    def __init__(self, mentions: list[Mention], flats: list[str], *, narrative: bool = True) -> None:
        self.mentions = mentions
        self.narrative = narrative
        self.flats = flats
        self.sentences = [list(group) for _number, group in groupby(mentions, key=attrgetter("sentence"))]
        self._starts = [group[0].at for group in self.sentences]

    def named(self, name: str) -> Mention:
        """The mention of an id."""
        return self.mentions[int(name[1:]) - 1]

    def sentence(self, mention: Mention) -> list[Mention]:
        """The mentions of its sentence."""
        return self.sentences[bisect_right(self._starts, mention.at) - 1]

    def earlier(self, mention: Mention) -> list[Mention]:
        """The mentions of its sentence that stand before it, in order."""
        group = self.sentence(mention)
        return group[: mention.at - group[0].at]

    def later(self, mention: Mention) -> list[Mention]:
        """The mentions of its sentence that stand behind it, in order."""
        group = self.sentence(mention)
        return group[mention.at - group[0].at + 1 :]

    def number(self, mention: Mention) -> int:
        """The place of its sentence among those that hold mentions."""
        return bisect_right(self._starts, mention.at) - 1

    @cached_property
    def _naming(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, group in enumerate(self.sentences):
            for pair in frozenset().union(*(pairs(one.lead + one.tail) for one in group)):
                found.setdefault(pair, []).append(number)
        return found

    def naming(self, names: Sequence[str]) -> Iterator[list[Mention]]:
        """The sentences whose figures share words with each of the names, in order; of very many the first."""
        told = [frozenset(chain.from_iterable(self._naming.get(pair, ()) for pair in pairs(name))) for name in names]
        return (self.sentences[number] for number in islice(sorted(frozenset.intersection(*told)), _MOST_NAMED))

    def between(self, one: Mention, other: Mention) -> str:
        """The words between two mentions of one paragraph."""
        return self.flats[one.paragraph][one.end : other.start]

    def behind(self, mention: Mention) -> str:
        """The words behind a mention, as many as a pattern looks at."""
        return self.flats[mention.paragraph][mention.end : mention.end + _BEHIND]

    def up_to(self, mention: Mention) -> str:
        """The words of its clause up to it."""
        return self.flats[mention.paragraph][mention.began : mention.start]

    def clause(self, mention: Mention) -> str:
        """The words of its clause up to it, and the noun behind it."""
        return self.flats[mention.paragraph][mention.began : mention.start] + mention.tail

    def label(self, mention: Mention) -> str:
        """The words that head its paragraph as a sentence of their own, where it stands in a later one: 隔离带。桑乡96公里…."""
        found = _LABEL.match(self.flats[mention.paragraph], 0, mention.opened)
        return found["label"] if found is not None else ""

    def before(self, mention: Mention) -> list[Mention]:
        """The mentions of its paragraph that stand before its sentence, nearest sentence first, in order within each."""
        found: list[Mention] = []
        at = self.number(mention) - 1
        for number in range(at, max(-1, at - _MOST_BACK), -1):
            group = self.sentences[number]
            if group[0].paragraph != mention.paragraph:
                break
            found.extend(group)
        return found

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The runs of like figures in reading order."""
        return tuple(run for group in self.sentences for run in runs.of_sentence(self.flats[group[0].paragraph], group))

    @cached_property
    def columns(self) -> tuple[Run, ...]:
        """The runs across rows told in words."""
        return tuple(columns.columns(self.sentences))

    @cached_property
    def nouns(self) -> dict[tuple[str, str], list[Mention]]:
        """The figures that count or measure by their unit and the noun behind or right before them, in order."""
        found: dict[tuple[str, str], list[Mention]] = {}
        for one in self.mentions:
            for noun in {one.tail[:_WORD], one.lead[-_WORD:]} if one.amount else ():
                found.setdefault((one.unit, noun), []).append(one)
        return found

    @cached_property
    def wholes(self) -> dict[str, list[Mention]]:
        """The totals that are told, each once, by unit, in order."""
        found: dict[str, list[Mention]] = {}
        told = {total.whole.at: total.whole for total in self.totals}
        told |= {one.at: one for one in self.mentions if one.has("budget") and one.has("total")}
        for _at, one in sorted(told.items()):
            found.setdefault(one.unit, []).append(one)
        return found

    @cached_property
    def run_of(self) -> dict[int, Run]:
        """The run that a mention is a member of, by its index."""
        return {member.at: run for run in self.runs for member in run.members}

    @cached_property
    def totals(self) -> tuple[Total, ...]:
        """The runs whose total is told."""
        from auditor.relate.statements import totals

        return tuple(totals.find(self))

    @cached_property
    def parts(self) -> dict[int, Total]:
        """What a mention is a part of, by its index."""
        return {member.at: total for total in self.totals for member in total.run.members}

    @cached_property
    def promised(self) -> dict[int, Mention]:
        """The promise that a result answers, by the result's index."""
        from auditor.relate.statements import promises

        return {one.at: pair.promise for pair in promises.pairs_of(self) for one in pair.answer.members}

    @cached_property
    def rarity(self) -> Rarity:
        """What the words of this report say, by how rare they are among its clauses."""
        return Rarity(one.words[-_BESIDE:] for one in self.mentions)

    @cached_property
    def counted(self) -> "Counted":
        """What is counted, by noun and name."""
        from auditor.relate.statements.counted import Counted

        return Counted(self)

    @cached_property
    def moneys(self) -> tuple[tuple[Mention, ...], ...]:
        """The sums that may be the whole of the money, by how surely they are."""
        from auditor.relate.statements import money

        return money.ranked(self)

    @cached_property
    def undivided(self) -> tuple[tuple[Mention, ...], ...]:
        """Those of them that are no part of a total."""
        adjusted, *others = (self._whole_of(rank) for rank in self.moneys)
        return (adjusted, *others[:3], self.divided, *others[3:])

    @cached_property
    def divided(self) -> tuple[Mention, ...]:
        """The sums that are told by where they come from."""
        told = {total.whole.at: total.whole for total in self.totals if _of_sources(total)}
        return tuple(one for at, one in sorted(told.items()) if at not in self.parts and not one.has("former"))

    def _whole_of(self, rank: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Those of some sums that are no part of a total, and not one of several budgets."""
        return tuple(one for one in rank if one.at not in self.parts and not self._one_of_budgets(one))

    def _one_of_budgets(self, one: Mention) -> bool:
        """养护预算400万元，新建预算600万元; 市级558万元和区级372万元: one of several, whose total is not told."""
        run = self.run_of.get(one.at)
        if run is not None and run.strong and runs.names_partition(run):
            return True
        return run is not None and all(
            other.has("budget") and not other.has("adjusted") and not _CHANGED.search(other.lead)
            for other in run.members
        )

    def whole(self, mention: Mention) -> Mention:
        """The total of the list that a figure stands in, else the figure itself."""
        total = self.parts.get(mention.at)
        return total.whole if total is not None and total.form != "mean" else mention

    def top(self, mention: Mention) -> bool:
        """Whether it stands for a whole: no part of a list, no former value, no average, no increment."""
        return mention.at not in self.parts and not mention.has("former", "mean", "increment", "price", "full_marks")
