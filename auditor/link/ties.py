"""Binds claims to each other and to the rows of the table: identity from subject, unit, period and scope."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import combinations
from typing import Literal, NamedTuple

from auditor.model.ledger import Tie, TieKind
from auditor.model.quantity import Quantity
from auditor.model.report import Claim, Indicator, Listing, Report
from auditor.sense import direction
from auditor.text import rounding, units
from auditor.text.amounts import show
from auditor.text.normalize import fold
from auditor.text.similarity import Rarity, reduced

SURE = 0.55
"""How alike two subjects must be to be one fact whatever other partners there are. Set on self-written pairs (tests/link)."""

LIKELY = 0.3
"""How alike two subjects must be when each is the other's only possible partner in its goal."""

FAINT = 0.08
"""How alike two subjects must be that are the only ones measured in their unit: 养护国省道320公里, 养护里程 302公里."""

SHORTEST = 2
"""A subject of fewer characters identifies nothing."""

SPECIFIC = 4
"""Characters a subject needs, besides general words, to name one fact wherever it stands."""

SPECIFIC_IN_GOAL = 3
"""The same within the result text of one goal, which speaks of fewer things."""

_GENERAL = re.compile(
    r"项目|资金|投资|预算|经费|支出|安排|下达|拨付|到位|补助|投入|完成|执行|新建|建设|改造|实施|工程|合格|验收|使用|覆盖|满意|率|度|数|量|额|本|该|其|平均|总|共|各"
)
"""Words that any project of a list may be described by: 安排资金50万元 in one village is no contradiction to 80万元 in the next."""

_TELLING = frozenset({"count", "measure"})
"""Kinds whose unit alone says what is counted, within one goal."""

_VERBS = re.compile(
    r"已|建成|建设|新建|完成|竣工|验收|修建|改造|达到|达|投入|购置|采购|培训|发放|共计|总计|累计|合计|共"
)

_DOCUMENT = re.compile(
    r"计划|方案|办法|制度|规划|规定|意见|通知|报告|指南|标准|规范|细则|清单|要点|文件|预案|公报|手册|导则|条例"
)
_TITLES = re.compile(r"《[^《》]{2,80}(?:〈[^〉]*〉[^《》]*)?》")
_NOTHING_HAPPENED = re.compile(r"未发生|没有发生|未出现|没有出现|无(?!法|障碍)|零|杜绝|不存在|未产生")

INSIDE = 0.9
"""What a subject wholly inside a longer one counts, against 1 for the same words."""

SHORT_INSIDE = 0.6
"""The same for a subject of two characters."""


Agreement = Literal["agreed", "reconciled", "contradicted"]


class _Pair(NamedTuple):
    claim: int
    other: int
    similarity: float


def tie(report: Report) -> tuple[tuple[Tie, ...], tuple[int, ...]]:
    """All ties of a report, and the promises of goal texts that no result text answers."""
    names = [row.name for row in report.indicators]
    rarity = Rarity([*(claim.subject for claim in report.claims), *names])
    linker = _Linker(report, rarity)
    return linker.all(), linker.unreported()


class _Linker:
    """One report's claims and rows, grouped for matching."""

    def __init__(self, report: Report, rarity: Rarity) -> None:
        self.report = report
        self.claims = report.claims
        self.rows = report.indicators
        self.rarity = rarity
        self.listing_of: dict[int, Listing] = {}
        for listing in report.listings:
            for part in listing.parts:
                self.listing_of.setdefault(part, listing)
        self.by_role: dict[tuple[str, int | None], list[int]] = defaultdict(list)
        self.of_goal: dict[int | None, list[int]] = defaultdict(list)
        for index, claim in enumerate(self.claims):
            self.of_goal[claim.goal].append(index)
            if self._can_tie(claim):
                self.by_role[claim.role, claim.goal].append(index)
        self.rows_of: dict[int | None, list[int]] = defaultdict(list)
        for index, row in enumerate(self.rows):
            self.rows_of[row.goal].append(index)
        self.goal_results: dict[int, Tie] = {}

    def _can_tie(self, claim: Claim) -> bool:
        return (
            not claim.quoted
            and claim.year is None
            and len(claim.subject) >= SHORTEST
            and claim.quantity.kind != "point"
        )

    def all(self) -> tuple[Tie, ...]:
        """Every tie, goal by goal."""
        ties: list[Tie] = []
        for goal in self.report.goals:
            number = goal.number
            promises, results = self.by_role["target", number], self.by_role["result", number]
            for one in (*self._goal_results(promises, results), *self._unnamed_results(number)):
                self.goal_results[one.claim] = one
                ties.append(one)
        for goals, rows in self._rows_by_goals():
            promises = [claim for number in goals for claim in self.by_role["target", number]]
            results = [claim for number in goals for claim in self.by_role["result", number]]
            ties.extend(self._goal_rows("goal-target", promises, rows, _target))
            ties.extend(self._goal_rows("result-actual", results, rows, _actual))
        ties.extend(self._prose_ties())
        ties.extend(self._reason_ties())
        ties.extend(self._same_facts())
        return tuple(ties)

    def _rows_by_goals(self) -> Iterator[tuple[tuple[int, ...], list[int]]]:
        """Goals with the rows that may measure them: each its own, or all together where the table has no groups."""
        numbers = tuple(goal.number for goal in self.report.goals)
        grouped = [number for number in self.rows_of if number is not None]
        if not grouped:
            yield numbers, self.rows_of[None]
            return
        for number in numbers:
            yield (number,), self.rows_of.get(number) or (self.rows_of[None] if len(numbers) == 1 else [])

    def unreported(self) -> tuple[int, ...]:
        """Promises of a goal with a result text, for whose subject that text has no claim."""
        with_result = {
            goal.number for goal in self.report.goals if goal.actual is not None and goal.actual.text.strip()
        }
        return tuple(
            index
            for (role, goal), members in sorted(self.by_role.items(), key=lambda item: (item[0][0], item[0][1] or 0))
            if role == "target" and goal in with_result
            for index in members
            if index not in self.goal_results and not self._said_again(index, goal)
        )

    def _said_again(self, index: int, goal: int | None) -> bool:
        """Whether the result text answers under words too different to tie.

        By the promised number or a sum of money; by as many titles (《…方案》) as documents were promised; by a word that
        nothing happened, where nought was promised. Money may be answered for in the report's other paragraphs too.
        """
        claim = self.claims[index]
        promise = claim.quantity
        elsewhere = self.by_role["prose", None] if promise.kind == "money" else []
        results = [self.claims[result].quantity for result in [*self.by_role["result", goal], *elsewhere]]
        if any(
            units.same_thing(result.unit, promise.unit)
            and (result.value == promise.value or result.kind == promise.kind == "money")
            for result in results
        ):
            return True
        actual = next((one.actual for one in self.report.goals if one.number == goal), None)
        return actual is not None and _in_words(claim, actual.text)

    def _goal_results(self, promises: list[int], results: list[int]) -> Iterator[Tie]:
        pairs = self._best(
            promises, results, self._alike, lambda a, b: _comparable(self.claims[a].quantity, self.claims[b].quantity)
        )
        for pair, runner_up in pairs:
            promise, result = self.claims[pair.claim].quantity, self.claims[pair.other].quantity
            yield self._promise_kept(pair, runner_up, promise, result)

    def _unnamed_results(self, goal: int) -> Iterator[Tie]:
        """已建成32.63公里: a result that names no subject answers the only promise of its unit in the goal, if it is alone too."""
        promised: dict[str, list[int]] = defaultdict(list)
        reported: dict[str, list[int]] = defaultdict(list)
        for index in self.of_goal[goal]:
            claim = self.claims[index]
            if claim.role in ("target", "result") and not claim.quoted and claim.year is None:
                side = promised if claim.role == "target" else reported
                side[units.resolve(claim.quantity.unit).dimension].append(index)
        for unit, (promise, *others) in promised.items():
            results = reported.get(unit, [])
            if others or len(results) != 1 or self.claims[promise].quantity.kind not in _TELLING:
                continue
            result = self.claims[results[0]]
            if reduced(_VERBS.sub("", fold(result.subject))):
                continue
            pair = _Pair(promise, results[0], LIKELY)
            if _comparable(self.claims[promise].quantity, result.quantity):
                yield self._promise_kept(pair, 0.0, self.claims[promise].quantity, result.quantity)

    def _promise_kept(self, pair: _Pair, runner_up: float, promise: Quantity, result: Quantity) -> Tie:
        subject = self.claims[pair.claim].subject
        verdict: Agreement = "agreed"
        working = ""
        composition: tuple[int, ...] = ()
        if direction.keeps(result, promise, subject) is False:
            composition = self._parts_of_promise(pair, direction.promised(promise, subject))
            verdict = "reconciled" if composition else "contradicted"
            working = self._sum(composition)
        elif result.value != promise.value or result.unit != promise.unit:
            working = f"{result.text} ↔ {promise.text}"
        return Tie(
            kind="goal-result",
            claim=pair.claim,
            other_kind="claim",
            other=pair.other,
            similarity=round(pair.similarity, 3),
            runner_up=round(runner_up, 3),
            verdict=verdict,
            working=working,
            composition=composition,
        )

    def _parts_of_promise(self, pair: _Pair, wanted: Quantity) -> tuple[int, ...]:
        """The listed results that together keep the promise, when each of them is of the promised subject."""
        parts = self._composed(pair.other, lambda value: rounding.contains(rounding.interval(wanted), value))
        subject = self.claims[pair.claim].subject
        return parts if all(self._alike_text(subject, self.claims[part].subject) >= SURE for part in parts) else ()

    def _goal_rows(
        self, kind: TieKind, claims: list[int], rows: list[int], value: Callable[[Indicator], Quantity | None]
    ) -> Iterator[Tie]:
        found = list(self._row_ties(kind, claims, rows, value))
        yield from found
        yield from self._proposed(kind, claims, found, value)

    def _row_ties(
        self, kind: TieKind, claims: list[int], rows: list[int], value: Callable[[Indicator], Quantity | None]
    ) -> Iterator[Tie]:
        valued = [index for index in rows if value(self.rows[index]) is not None]
        values = {index: quantity for index in valued if (quantity := value(self.rows[index])) is not None}
        pairs = self._best(
            claims, valued, self._alike_row, lambda claim, row: _comparable(self.claims[claim].quantity, values[row])
        )
        for pair, runner_up in pairs:
            yield self._compare(kind, pair, runner_up, values[pair.other])

    def _proposed(
        self, kind: TieKind, claims: list[int], found: list[Tie], value: Callable[[Indicator], Quantity | None]
    ) -> Iterator[Tie]:
        """Pairs that a model proposes, among claims and rows that likeness of words left alone."""
        tied, taken = {one.claim for one in found}, {one.other for one in found}
        for proposal in self.report.proposals:
            if proposal.claim not in claims or proposal.claim in tied or proposal.indicator in taken:
                continue
            printed = value(self.rows[proposal.indicator])
            if printed is None or not _comparable(self.claims[proposal.claim].quantity, printed):
                continue
            tied.add(proposal.claim)
            taken.add(proposal.indicator)
            pair = _Pair(proposal.claim, proposal.indicator, self._alike_row(proposal.claim, proposal.indicator))
            tie = self._compare(kind, pair, pair.similarity, printed)
            yield tie.model_copy(update={"proposed": True})

    def _compare(self, kind: TieKind, pair: _Pair, runner_up: float, printed: Quantity) -> Tie:
        claimed = self.claims[pair.claim].quantity
        verdict, working = compare(claimed, printed, bounds=kind == "goal-target")
        composition: tuple[int, ...] = ()
        if verdict == "contradicted" and kind == "result-actual":
            exact = rounding.interval(printed.model_copy(update={"bound": "="}))
            composition = self._composed(pair.claim, lambda total: rounding.contains(exact, total))
            working = f"{self._sum(composition)} = {printed.text}" if composition else working
        return Tie(kind=kind, claim=pair.claim, other_kind="indicator", other=pair.other, similarity=round(pair.similarity, 3),
                   runner_up=round(runner_up, 3), verdict=verdict, working=working, composition=composition)  # fmt: skip

    def _composed(self, claim: int, fits: Callable[[Decimal], bool]) -> tuple[int, ...]:
        """The claims listed beside this one that with it give a fitting sum; the whole list before two neighbours."""
        listing = self.listing_of.get(claim)
        if listing is None:
            return ()
        place = listing.parts.index(claim)
        neighbours = [
            pair for pair in combinations(range(len(listing.parts)), 2) if place in pair and pair[1] - pair[0] == 1
        ]
        for members in [tuple(range(len(listing.parts))), *neighbours]:
            chosen = tuple(listing.parts[member] for member in members)
            if fits(sum((self.claims[part].quantity.value for part in chosen), Decimal(0))):
                return chosen
        return ()

    def _sum(self, parts: Iterable[int]) -> str:
        return " + ".join(self.claims[part].quantity.text for part in parts)

    def _prose_ties(self) -> Iterator[Tie]:
        told = [index for index in self.by_role["prose", None] if not self._speaks_of_the_budget(index)]
        planned = [index for index in told if self.claims[index].planned]
        done = [index for index in told if not self.claims[index].planned]
        every = list(range(len(self.rows)))
        yield from self._row_ties("goal-target", planned, every, _target)
        for one in self._row_ties("result-actual", done, every, _actual):
            yield self._as_promise(one) or one

    def _as_promise(self, tie: Tie) -> Tie | None:
        """The tie as one with the row's target, where a paragraph that does not say which it means states just that.

        项目主要用于…培训医务人员36人次, in a paragraph on the project's background, is what was planned.
        """
        target = _target(self.rows[tie.other])
        if tie.verdict != "contradicted" or target is None:
            return None
        verdict, working = compare(self.claims[tie.claim].quantity, target)
        if verdict == "contradicted":
            return None
        return tie.model_copy(update={"kind": "goal-target", "verdict": verdict, "working": working, "composition": ()})

    def _speaks_of_the_budget(self, index: int) -> bool:
        """Whether a claim is a sum of money in the reason for a changed or unspent budget: no row's cost."""
        reason, quantity = self.report.budget_reason, self.claims[index].quantity
        if reason is None or quantity.kind != "money":
            return False
        return reason.span.start <= quantity.span.start < reason.span.end

    def _reason_ties(self) -> Iterator[Tie]:
        for (role, _goal), members in sorted(self.by_role.items(), key=lambda item: (item[0][0], item[0][1] or 0)):
            if role != "reason":
                continue
            for index in members:
                claim = self.claims[index]
                row = self.rows[claim.indicator] if claim.indicator is not None else None
                if row is None or claim.indicator is None or row.actual is None or row.actual.quantity is None:
                    continue
                actual = row.actual.quantity
                if not _comparable(claim.quantity, actual) or claim.quantity.kind == "percent":
                    continue
                verdict, working = compare(claim.quantity, actual)
                similarity = self._alike_row(index, claim.indicator)
                yield Tie(kind="reason-row", claim=index, other_kind="indicator", other=claim.indicator, similarity=round(similarity, 3),
                          verdict=verdict, working=working)  # fmt: skip

    def _same_facts(self) -> Iterator[Tie]:
        """Claims that state one subject in the same words more than once in the results and the prose."""
        by_subject: dict[tuple[str, str, bool], list[int]] = defaultdict(list)
        for (role, _goal), members in sorted(self.by_role.items(), key=lambda item: (item[0][0], item[0][1] or 0)):
            if role not in ("result", "prose"):
                continue
            for index in members:
                claim = self.claims[index]
                subject = fold(claim.subject)
                told = len(_GENERAL.sub("", subject)) >= (SPECIFIC if role == "prose" else SPECIFIC_IN_GOAL)
                if told and index not in self.listing_of and not claim.subset:
                    by_subject[subject, claim.quantity.unit, claim.planned].append(index)
        for members in by_subject.values():
            first = members[0]
            if len({self.claims[index].quantity.value for index in members}) > 2:
                continue  # an enumeration: one value for each of several places
            for index in members[1:]:
                if self.claims[index].goal != self.claims[first].goal or self._parallel(first, index):
                    continue
                verdict, working = compare(self.claims[index].quantity, self.claims[first].quantity)
                yield Tie(
                    kind="same-fact",
                    claim=index,
                    other_kind="claim",
                    other=first,
                    similarity=1.0,
                    verdict=verdict,
                    working=working,
                )

    def _parallel(self, a: int, b: int) -> bool:
        """东村投资50万元，建广场1处；西村投资80万元，建广场2处: two items of an enumeration, their other numbers differ as well."""
        for step in (-1, 1):
            if not (0 <= a + step < len(self.claims) and 0 <= b + step < len(self.claims)):
                continue
            one, other = self.claims[a + step], self.claims[b + step]
            if not (self._of_one_text(a, a + step) and self._of_one_text(b, b + step)):
                continue
            alike = one.quantity.unit == other.quantity.unit and one.subject[-2:] == other.subject[-2:]
            if abs(a - b) > 1 and alike and one.quantity.value != other.quantity.value:
                return True
        return False

    def _of_one_text(self, a: int, b: int) -> bool:
        one, other = self.claims[a], self.claims[b]
        return (one.role, one.goal) == (other.role, other.goal)

    def _only_measures(self, pair: _Pair, pairs: list[_Pair]) -> bool:
        """Whether nothing else on either side could be compared, and the unit is one of measure: it tells subjects apart."""
        if self.claims[pair.claim].quantity.kind != "measure":
            return False
        return all((other.claim == pair.claim) == (other.other == pair.other) for other in pairs)

    def _best(
        self, left: list[int], right: list[int], alike: Callable[[int, int], float], fits: Callable[[int, int], bool]
    ) -> Iterator[tuple[_Pair, float]]:
        """The surest pairs first, each side used once; then those left over that have no other partner.

        With each pair comes the similarity of its best rival.
        """
        pairs = [_Pair(a, b, score) for a in left for b in right if fits(a, b) and (score := alike(a, b)) >= FAINT]
        pairs = [pair for pair in pairs if pair.similarity >= LIKELY or self._only_measures(pair, pairs)]
        taken_left: set[int] = set()
        taken_right: set[int] = set()
        for pair in sorted(pairs, key=lambda pair: (-pair.similarity, pair.claim, pair.other)):
            if pair.claim in taken_left or pair.other in taken_right:
                continue
            rivals = [
                other
                for other in pairs
                if (other.claim == pair.claim) != (other.other == pair.other)
                and (pair.similarity >= SURE or not (other.claim in taken_left or other.other in taken_right))
            ]
            if pair.similarity < SURE and rivals:
                continue
            taken_left.add(pair.claim)
            taken_right.add(pair.other)
            yield pair, max((other.similarity for other in rivals), default=0.0)

    def _alike(self, a: int, b: int) -> float:
        return self._alike_text(self.claims[a].subject, self.claims[b].subject)

    def _alike_row(self, claim: int, row: int) -> float:
        return self._alike_text(self.claims[claim].subject, self.rows[row].name)

    def _alike_text(self, a: str, b: str) -> float:
        """How alike two subjects are; a short one wholly inside a long one counts almost as much as the same words."""
        similarity, inside = self.rarity.alike(a, b)
        worth = SHORT_INSIDE if min(len(a), len(b)) <= SHORTEST else INSIDE
        return max(similarity, worth * inside)


def _in_words(promise: Claim, result: str) -> bool:
    """Whether a result text keeps a promise in words: nothing happened, or the promised documents called by their titles."""
    if promise.quantity.value == 0:
        return _NOTHING_HAPPENED.search(result) is not None
    named = _DOCUMENT.findall(promise.subject)
    titles = [title for title in _TITLES.findall(result) if any(word in title for word in named)]
    return bool(named) and promise.quantity.kind == "count" and len(set(titles)) >= promise.quantity.value


def _target(row: Indicator) -> Quantity | None:
    return row.target.quantity if row.target is not None else None


def _actual(row: Indicator) -> Quantity | None:
    return row.actual.quantity if row.actual is not None else None


def _comparable(a: Quantity, b: Quantity) -> bool:
    return units.comparable(a, b) and (bool(a.unit) or not b.unit or a.kind == "number")


def compare(claimed: Quantity, printed: Quantity, *, bounds: bool = False) -> tuple[Agreement, str]:
    """Whether two quantities of one fact can both be right: agreed, reconciled (with its working) or contradicted.

    With `bounds` both are promises: what they bind must be the same number, whatever the sign; without, their intervals
    must meet.
    """
    if rounding.may_be_share(printed, claimed) and rounding.meet(
        rounding.interval(claimed), rounding.scale(rounding.interval(printed), Decimal(100))
    ):
        return "reconciled", f"{printed.text} = {show(printed.value * 100)}%"
    factor = units.factor(claimed.unit, printed.unit) or Decimal(1)
    value = claimed.value * factor
    if value == printed.value and claimed.upper == printed.upper:
        plain = claimed.unit == printed.unit and claimed.scale == printed.scale
        return ("agreed", "") if plain else ("reconciled", f"{claimed.text} = {show(value)}{printed.unit}")
    said, stands = rounding.scale(rounding.interval(claimed), factor), rounding.interval(printed)
    one_sided = {"≥", ">", "≤", "<"}
    if bounds and (claimed.bound in one_sided or printed.bound in one_sided):
        return "contradicted", f"{claimed.text} ≠ {printed.text}"
    if rounding.meet(said, stands):
        return "reconciled", f"{rounding.show(said)} ∩ {rounding.show(stands)}"
    return "contradicted", f"{claimed.text} ≠ {printed.text}"
