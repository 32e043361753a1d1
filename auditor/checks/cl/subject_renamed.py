"""CL15 subject-renamed."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from auditor import prepared
from auditor.checks import evidence, facts, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Evidence, Verdict
from auditor.model.quantity import Quantity
from auditor.model.report import Claim, Report
from auditor.relate import Network
from auditor.sense import lexicon
from auditor.text import units
from auditor.text.normalize import fold


class _Side(NamedTuple):
    """A subject with its number, and its quote."""

    subject: str
    quantity: Quantity
    quote: Evidence


class _Pair(NamedTuple):
    """Two statements of one goal that print the same number."""

    goal: int | None
    first: _Side
    second: _Side
    rows: tuple[int, ...]


@check("CL15", "subject-renamed", severity="note", needs="claims")
def subject_renamed(report: Report, context: Context) -> Iterator[Verdict]:
    """目标与结果（或指标）的数相同，说的却是不同的对象。

    缘由：承诺的是“评审”，报告的是“复核”，数虽相同，所承诺的事项并没有得到交代。
    算法：同一目标内数值与单位都相同的两处——目标与完成情况中已认定为同一事项的、或各自唯一又没有其他对应的一对，以及目标与已认定为同一事项的指标——名称中出现词表里互不相同的一组词，且互不含有对方的词（另有相同的词时，只看各自独有的一个）。
    不报：数不相同的（CL04、CL03）；名称中没有词表所列的词，或两边的词相同；结果另有同名事项作了交代；同一数值在一边出现不止一次。
    依据：报告自身：目标、完成情况与指标所述的对照；词表见 lexicons/renamed.toml。
    示例：目标“评审报告合格率100%”，完成情况“合同履约率100%”。
    """
    network = context.network
    for pair in (
        *_answered(report, network),
        *_answered_otherwise(report, network),
        *_measured_otherwise(report, network),
    ):
        words = _exchanged(pair.first.subject, pair.second.subject)
        if words is None:
            yield Agreement(example=f"{pair.first.quote.quote} = {pair.second.quote.quote}")
        else:
            yield _renamed(report, pair, words)


def _answered(report: Report, network: Network) -> Iterator[_Pair]:
    """A promise and the result it was tied to, both with the same number."""
    for kept in facts.promises(report, network):
        promise, result = kept.promise, kept.results[0]
        if len(kept.results) == 1 and _equal(promise.quantity, result.quantity) and promise.quantity.kind != "money":
            yield _Pair(promise.goal, _side(promise), _side(result), ())


def _answered_otherwise(report: Report, network: Network) -> Iterator[_Pair]:
    """A promise that no result was tied to, and the one result with its number that was tied to no promise."""
    kept = list(facts.promises(report, network))
    promised, answered = {one.at for one in kept}, {answer for one in kept for answer in one.answers}
    valued: dict[tuple[int | None, Decimal], list[int]] = defaultdict(list)
    for goal, members in rows.claims_by_goal(report).items():
        for index in members:
            valued[goal, report.claims[index].quantity.value].append(index)
    for index, promise in enumerate(report.claims):
        if promise.role != "target" or promise.quoted or promise.quantity.kind == "money" or not promise.subject:
            continue
        printed = valued[promise.goal, promise.quantity.value]
        same = [other for other in printed if _equal(report.claims[other].quantity, promise.quantity)]
        results = [other for other in same if report.claims[other].role == "result"]
        if index in promised or len(same) != 2 or len(results) != 1 or results[0] in answered:
            continue
        result = report.claims[results[0]]
        yield _Pair(promise.goal, _side(promise), _side(result), ())


def _side(claim: Claim) -> _Side:
    return _Side(claim.subject, claim.quantity, evidence.of_claim(claim))


def _measured_otherwise(report: Report, network: Network) -> Iterator[_Pair]:
    """A promise and the indicator it was tied to, both with the same number."""
    for fact in facts.of_rows(report, network, facts.TARGET):
        claim, row = fact.claim, fact.row
        if fact.judged.broken:
            continue
        if row.target is None or row.target.quantity is None or not _equal(claim.quantity, row.target.quantity):
            continue
        second = _Side(row.name, row.target.quantity, evidence.of_value(_("年度指标值"), row, row.target))
        yield _Pair(row.goal or claim.goal, _side(claim), second, (fact.at_row,))


def _equal(a: Quantity, b: Quantity) -> bool:
    return a.value == b.value and a.kind == b.kind and units.same_thing(a.unit, b.unit)


def _exchanged(first: str, second: str) -> tuple[str, str] | None:
    """The words of one list that stand in the one subject and not in the other, and the other way round."""
    first, second = fold(first), fold(second)
    if not (_any().search(first) and _any().search(second)):
        return None
    for words in _lists():
        one, other = words.findall(first), words.findall(second)
        ours, theirs = [word for word in one if word not in other], [word for word in other if word not in one]
        if ours and theirs and (len(ours) == len(theirs) == 1 or not set(one) & set(other)):
            return ours[0], theirs[0]
    return None


@cache
def _any() -> re.Pattern[str]:
    """Any word of any list: most subjects hold none."""
    return prepared.pattern("|".join(sorted({word for words in lexicon.lists("renamed") for word in words})))


@cache
def _lists() -> tuple[re.Pattern[str], ...]:
    return tuple(prepared.pattern("|".join(words)) for words in lexicon.lists("renamed"))


def _renamed(report: Report, pair: _Pair, words: tuple[str, str]) -> Discrepancy:
    place = evidence.goal_label(pair.goal, report)
    return Discrepancy(
        message=_(
            "{place}目标说“{first}”（{one}），{role}说“{second}”（{other}），数相同而对象不同，是否同一事项待核实"
        ).format(
            place=place + _("：") if place else "",
            first=words[0],
            one=pair.first.quote.quote,
            role=pair.second.quote.role,
            second=words[1],
            other=pair.second.quote.quote,
        ),
        action=_("请说明两处是否同一事项；是则统一名称，不是则补报所承诺事项的完成数。"),
        evidence=(pair.first.quote, pair.second.quote),
        goals=evidence.goals_of(pair.goal),
        indicators=pair.rows,
        confidence="medium",
        about=(str(pair.goal), fold(pair.first.subject), fold(pair.second.subject)),
        values=(*words, pair.first.quantity.text),
    )
