"""Findings on what sentences state: worded the same in every check that rests on a broken relation."""

from collections.abc import Iterator, Mapping

from auditor.checks import quoting
from auditor.checks.registry import Context
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Evidence, Severity
from auditor.model.number import Number
from auditor.model.relation import RelationKind
from auditor.relate import Judged
from auditor.relate.numbers import Part
from auditor.text import units
from auditor.text.patterns import lazily

LONGEST = 60
"""Characters of a quote that evidence shows at most."""


def each(context: Context, one: Judged) -> Iterator[tuple[str, Number]]:
    """The result and the other numbers of a relation with their ids."""
    for name in (one.relation.result, *one.relation.of):
        if name:
            yield name, context.network.told(name)


def result(context: Context, one: Judged) -> Number:
    """The number that the others of a relation make."""
    return context.network.told(one.relation.result)


def others(context: Context, one: Judged) -> list[Number]:
    """The numbers that make the result."""
    return [context.network.told(name) for name in one.relation.of]


def starts(context: Context, kind: RelationKind, *, of: str) -> set[int]:
    """Where the results of a kind begin: what a sentence's relation owns, no other reading of the sentence says again."""
    return {result(context, one).span.start for one in context.stated(kind, of=of) if one.relation.result}


def reversed_direction(context: Context, one: Judged) -> bool:
    """Whether the words say that something rose where its two values say that it fell, or the other way round."""
    if (
        one.relation.kind not in ("growth", "difference")
        or one.relation.form in ("step", "delta")
        or len(one.relation.of) != 2
    ):
        return False
    first, second = (number.quantity for number in others(context, one))
    now = units.converted(first, second)
    if now is None:
        return False
    return now.value > second.value if one.relation.form == "drop" else now.value < second.value


def words(context: Context, one: Judged) -> str:
    """The result of a relation in the words of its own clause."""
    name = one.relation.result
    return evidence(context, name, context.network.told(name)).quote


def is_of_execution(context: Context, one: Judged) -> bool:
    """Whether a rate that a sentence states is one of execution or payment: BU02's, not FE02's."""
    quote = context.network.quotes.get(one.relation.result)
    before = quote.text.rpartition(result(context, one).quantity.text)[0] if quote is not None else ""
    return _EXECUTION.search(before) is not None


# "执行率为97%", "支付率达到 97%"
_EXECUTION = lazily(r"(?:执行|支出|支付)率[^，,。；;、\d]{0,6}$")


def agreement(context: Context, one: Judged) -> Agreement:
    """That it holds, with the working."""
    return Agreement(one.judgement.working, tuple(number.span for _name, number in each(context, one)))


def discrepancy(
    context: Context, one: Judged, message: str, *, action: str, severity: Severity | None = None
) -> Discrepancy:
    """A broken relation as a finding: the words around each number are the evidence, the working stands in the margin.

    A recomputed rate that is off by one unit of its last place is a note; what was read with less than high confidence
    says so.
    """
    numbers = list(each(context, one))
    return Discrepancy(
        message=message,
        working=one.judgement.working,
        action=action,
        evidence=(*_quotes(context, one), *_items(context, one)),
        goals=tuple(dict.fromkeys(number.goal for _name, number in numbers if number.goal is not None)),
        severity="note" if one.judgement.slight else severity,
        confidence=one.relation.confidence,
        about=(one.relation.kind, *(number.subject for _name, number in numbers)),
        values=tuple(number.quantity.text for _name, number in numbers),
        relations=(one.id,),
    )


def _quotes(context: Context, one: Judged) -> Iterator[Evidence]:
    """Each number once, though a share be both the first of the shares and what they are told of."""
    for name, number in dict(each(context, one)).items():
        done = one.relation.kind == "deadline" and name != one.relation.result
        quoted = evidence(context, name, number)
        yield quoted.model_copy(update={"role": _("表述")}) if done else quoted


def _items(context: Context, one: Judged) -> Iterator[Evidence]:
    """The names that were counted."""
    quote = context.network.quotes.get(f"{one.relation.result}.items")
    if one.relation.items and quote is not None:
        yield Evidence(role=_("所列"), quote=quoting.cut(quote.text), span=quote.span)


def evidence(context: Context, name: str, number: Number) -> Evidence:
    """A number in the words of its own clause."""
    role = _("目标") if number.planned else _("表述")
    quote = context.network.quotes.get(name)
    if quote is None or len(quote.text) > LONGEST:
        return Evidence(role=role, quote=number.quantity.text, span=number.span)
    return Evidence(role=role, quote=quote.text, span=quote.span)


def cell(context: Context, name: str, number: Number) -> Evidence:
    """A number of the tables, by what its column holds."""
    parts = (key.part for key in context.network.keys(name))
    role = next((_(_CELLS[part]) for part in parts if part in _CELLS), _("表述"))
    return quoting.quantity(role, number.quantity)


_CELLS: Mapping[Part, str] = {
    "row-target": "年度指标值",
    "row-actual": "实际完成值",
    "weight": "分值",
    "score": "得分",
    "completion": "完成率",
    "points-off": "扣分",
    "subtotal-weight": "小计分值",
    "subtotal-score": "小计得分",
    "reviewed-total": "复核得分合计",
    "reviewed-score": "复核得分",
    "reviewed-actual": "复核完成值",
    "deviation": "偏离度",
    "deducted": "复核意见",
}
