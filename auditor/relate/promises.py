"""What was promised and what answers it: goals' texts by their results, targets by actuals."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from auditor import prepared
from auditor.model.quantity import Quantity
from auditor.model.relation import Form, Relation, make_relation
from auditor.model.report import Claim, Goal, Indicator
from auditor.relate import likeness, reported
from auditor.relate.likeness import Pair
from auditor.relate.subjects import Subjects, comparable
from auditor.sense import direction, wording
from auditor.sense.direction import Direction
from auditor.text import units
from auditor.text.normalize import fold
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs as pairs_of
from auditor.text.similarity import reduced

GOAL, ROW = "promises.goal", "promises.row"
"""The rules: a goal's promise and its results, a row's target and its actual."""

_TELLING = frozenset({"count", "measure"})
"""Kinds whose unit alone says what is counted, within one goal."""

_VERBS = prepared.pattern(
    r"已|建成|建设|新建|完成|竣工|验收|修建|改造|达到|达|投入|购置|采购|培训|发放|共计|总计|累计|合计|共"
)
_STANDARD = lazily(r"每[一-鿿]{1,3}")
_DOCUMENT = lazily(
    r"计划|方案|办法|制度|规划|规定|意见|通知|报告|指南|标准|规范|细则|清单|要点|文件|预案|公报|手册|导则|条例"
)
_TITLES = lazily(r"《[^《》]{2,80}(?:〈[^〉]*〉[^《》]*)?》")


class Promises(NamedTuple):
    """The promises of goals with what answers them, and those that nothing answers, as indices of claims."""

    relations: tuple[Relation, ...]
    unreported: tuple[int, ...]


def of_goals(told: Subjects) -> Promises:
    """The promises of each goal's text, answered by its result text; one whose goal has no result text is not looked at."""
    relations: list[Relation] = []
    unreported: list[int] = []
    for goal in told.report.goals:
        promises, results = told.by_role["target", goal.number], told.by_role["result", goal.number]
        pairs = [*_pairs(told, promises, results), *_unnamed(told, goal.number)]
        pairs += _left_over(told, promises, results, pairs)
        pairs += _rates_told_otherwise(told, goal, promises, pairs)
        relations += [_answered(told, pair) for pair in pairs]
        if goal.actual is not None and goal.actual.text.strip():
            answered, given = {pair.left for pair in pairs}, {pair.right for pair in pairs}
            said = goal.actual.text
            open_promises = [i for i in promises if i not in answered and not _in_words(told.claims[i], said)]
            unreported += [i for i in open_promises if not reported.otherwise(told, goal, i, given)]
    return Promises(tuple(relations), tuple(unreported))


def of_rows(told: Subjects) -> Iterator[Relation]:
    """Each row's target and the actual that answers it, where which way is better can be told."""
    for index, row in enumerate(told.rows):
        target, actual = told.numbers.get("row-target", index), told.numbers.get("row-actual", index)
        if target is None or actual is None or direction.sign_doubtful(row):
            continue
        yield make_relation(
            kind="promise",
            result=target.id,
            of=(actual.id,),
            form=_way_of(row, target.quantity),
            by=ROW,
            confidence="low" if row.ambiguous else "high",
            place=row.span,
        )


_FORMS: dict[Direction, Form] = {"more": "at-least", "less": "at-most", "either": "open"}


def _way_of(row: Indicator, target: Quantity) -> Form:
    """Which way is better, where the target prints no bound; one printed = 0 may mean just that."""
    if target.bound not in ("=", "~"):
        return ""
    way = direction.of_row(row)
    return "open" if way == "more" and target.value == 0 and target.text.startswith(("=", "＝")) else _FORMS[way]


def _way(claim: Claim) -> Form:
    promise = claim.quantity
    if promise.bound != "=" or promise.upper is not None:
        return ""
    return "open" if promise.kind in ("money", "duration") else _FORMS[direction.way(claim.subject, promise)]


def _pairs(told: Subjects, promises: list[int], results: list[int]) -> list[Pair]:
    def fits(promise: int, result: int) -> bool:
        return _may_answer(told.claims[promise], told.claims[result])

    left, right = ({index: told.claims[index].subject for index in side} for side in (promises, results))
    return list(likeness.best(left, right, told.likeness.of, fits, told.measures))


def _may_answer(promise: Claim, result: Claim) -> bool:
    """Whether both are of one unit, not one of a month and one of the year, and no two rates of different names."""
    if not comparable(promise.quantity, result.quantity):
        return False
    means = {wording.is_mean_of_time(promise.subject), wording.is_mean_of_time(result.subject)}
    return means != {True, False} and not reported.of_another_rate(promise, result)


def _answered(told: Subjects, pair: Pair) -> Relation:
    """The promise with its answer: the total that is stated, else all listed results of its subject added up, else the one."""
    claim = told.claims[pair.left]
    return make_relation(
        kind="promise",
        result=told.of_claim(pair.left),
        of=tuple(told.of_claim(index) for index in _answer(told, pair)),
        form=_way(claim),
        by=GOAL,
        confidence=pair.confidence,
        place=claim.clause,
    )


def _answer(told: Subjects, pair: Pair) -> tuple[int, ...]:
    listing = told.listing_of.get(pair.right)
    if listing is None:
        return (pair.right,)
    promise = told.claims[pair.left]
    if listing.total is not None and not listing.subset:
        total = told.claims[listing.total]
        named = told.alike(pair.left, listing.total) >= told.alike(pair.left, pair.right) or not reduced(total.subject)
        if total.role == "result" and named and comparable(promise.quantity, total.quantity):
            return (listing.total,)
    same = tuple(
        part for part in told.named_like(pair.left, listing) if comparable(promise.quantity, told.claims[part].quantity)
    )
    adds = promise.quantity.kind in ("count", "measure", "money", "number") and pair.right in same
    return same if adds and len(same) > 1 else (pair.right,)


def _unnamed(told: Subjects, goal: int) -> Iterator[Pair]:
    """已建成32.63公里: a result that names no subject answers the only promise of its unit in the goal, if it is alone too."""
    promised, reported = (_by_dimension(told, role, goal) for role in ("target", "result"))
    for unit, (promise, *others) in promised.items():
        results = reported.get(unit, [])
        if others or len(results) != 1 or told.claims[promise].quantity.kind not in _TELLING:
            continue
        result = told.claims[results[0]]
        names_none = not reduced(_VERBS.sub("", fold(result.subject)))
        if names_none and comparable(told.claims[promise].quantity, result.quantity):
            yield Pair(promise, results[0], likeness.LIKELY)


def _by_dimension(told: Subjects, role: str, goal: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for index in told.of_goal[role, goal]:
        claim = told.claims[index]
        if not claim.quoted and claim.year is None:
            found[units.resolve(claim.quantity.unit).dimension].append(index)
    return found


def _left_over(told: Subjects, promises: list[int], results: list[int], pairs: Iterable[Pair]) -> Iterator[Pair]:
    """In other words, where unit and place leave no other: 床位300张 is answered by 照护床位288张 when both stand alone."""
    kept, given = {pair.left for pair in pairs}, {pair.right for pair in pairs}
    open_promises = [index for index in promises if index not in kept]
    open_results = [index for index in results if index not in given and index not in told.listing_of]
    for promise in open_promises:
        one = told.claims[promise].quantity
        if one.kind not in _TELLING:
            continue
        answers = [index for index in open_results if comparable(one, told.claims[index].quantity)]
        if len(answers) != 1:
            continue
        other = told.claims[answers[0]].quantity
        rivals = [index for index in open_promises if comparable(told.claims[index].quantity, other)]
        alike = told.alike(promise, answers[0])
        if (
            rivals == [promise]
            and alike >= likeness.FAINT
            and _may_answer(told.claims[promise], told.claims[answers[0]])
        ):
            yield Pair(promise, answers[0], alike)


def _rates_told_otherwise(told: Subjects, goal: Goal, promises: list[int], pairs: Iterable[Pair]) -> Iterator[Pair]:
    """A promised share or growth whose rate stands behind its figures: 亩均增产5%以上 ← 亩产612公斤，较上年580公斤增长5.5%.

    The rate names nothing itself; its sentence names what the promise is about, and no other rate of the sentence does.
    """
    if goal.actual is None:
        return
    kept, given = {pair.left for pair in pairs}, {pair.right for pair in pairs}
    rates = [
        index for index in told.of_goal["result", goal.number] if index not in given and _is_nameless_rate(told, index)
    ]
    for promise in promises:
        one = told.claims[promise]
        if promise in kept or one.quantity.kind != "percent":
            continue
        about = pairs_of(reduced(_CHANGES.sub("", fold(one.subject))))
        fits = [
            index
            for index in rates
            if _says_change(one.subject) == _says_change(told.claims[index].subject)
            and 2 * len(about & pairs_of(reported.sentence(goal.actual, told.claims[index]))) >= len(about)
        ]
        if len(fits) == 1:
            yield Pair(promise, fits[0], likeness.FAINT)


_CHANGES = lazily(r"(?:同比|比上年|较上年|年)?(?:增[长加产收幅速]|提[高升]|上升|下降|降低|减少|占比|比重|比例|率)")
_CHANGE = lazily(r"增|提[高升]|上升|下降|降低|减")
_NAMELESS = lazily(
    r"(?:(?:同比|[比较]上年|[比较]去年|占|增[长加]|提[高升]|上升|下降|降低|减少|幅度|约|了|全部|总体)|\s)*"
)


def _is_nameless_rate(told: Subjects, index: int) -> bool:
    claim = told.claims[index]
    return (
        claim.quantity.kind == "percent" and not claim.quoted and _NAMELESS.fullmatch(fold(claim.subject)) is not None
    )


def _says_change(subject: str) -> bool:
    return _CHANGE.search(subject) is not None


def _in_words(promise: Claim, result: str) -> bool:
    """Whether a result text keeps a promise in words: nothing happened, or the promised documents called by their titles.

    A standard (每人每年600元) is kept by paying by it, which no result need repeat.
    """
    if promise.quantity.kind == "money" and _STANDARD.search(promise.subject):
        return True
    if reported.all_of_it(promise, result):
        return True
    if promise.quantity.value == 0:
        return wording.says_nothing_happened(result)
    named = _DOCUMENT.findall(promise.subject)
    titles = [title for title in _TITLES.findall(result) if any(word in title for word in named)]
    return bool(named) and promise.quantity.kind == "count" and len(set(titles)) >= promise.quantity.value
