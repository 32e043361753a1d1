"""How sure a relation is that a model names: told where units, words and a pattern of the text agree with it."""

from collections.abc import Mapping, Sequence

from auditor.model.number import Number
from auditor.model.relation import Relation
from auditor.model.suggestion import Suggestion
from auditor.relate.desk import Desk
from auditor.relate.judge import holds
from auditor.relate.network import Judged, Network
from auditor.relate.suggested import FAMILY, Named
from auditor.relate.surroundings import Seen
from auditor.relate.told_by_text import told


def weighed(judged: Judged, one: Suggestion, desk: Desk, year: int | None) -> Named:
    """The relation with how sure it is: told where units, words and a pattern of the text agree with it."""
    sides = [desk.around.of(name) for name in (judged.relation.result, *judged.relation.of) if name]
    seen = [side for side in sides if side is not None]
    agrees = len(seen) == len(sides) and told(one, seen, desk.around)
    if agrees and judged.broken:
        agrees = not _settled(judged, desk.network) and not _slipped(judged, seen, desk, year)
    if not agrees:
        return Named(judged, told=False, kind=one.kind, subject=one.subject)
    sure = judged.relation.model_copy(update={"confidence": "medium"})
    return Named(judged._replace(relation=sure), told=True, kind=one.kind, subject=one.subject)


def _settled(judged: Judged, network: Network) -> bool:
    """Whether the rules state the result in a way of the same kind that holds: it needs no other."""
    kind, result = judged.relation.kind, judged.relation.result
    return any(
        one.held and one.relation.result == result and FAMILY[one.relation.kind] == FAMILY[kind]
        for one in network.by_number.get(result, ())
    )


def _slipped(judged: Judged, seen: Sequence[Seen], desk: Desk, year: int | None) -> bool:
    """Whether another figure of the same paragraph in the place of one would make it hold: it may have been mistaken for it."""
    relation = judged.relation
    if relation.kind not in ("sum", "difference", "ratio", "growth", "product"):
        return False
    numbers = {side.number.id: side.number for side in desk.around.seen} | desk.numbers
    names = {side.number.id for side in seen}
    for side in seen:
        for other in desk.around.within(*side.paragraph, side.quantity):
            if other.number.id in names:
                continue
            put = {side.number.id: other.number.id}
            tried = [_put(one, put) for one in (relation, *relation.otherwise)]
            if any(holds(one, numbers, year=year).status in ("agreed", "reconciled") for one in tried):
                return True
    return relation.kind == "sum" and not relation.form and _lacks(relation, seen, desk, numbers)


def _put(relation: Relation, put: Mapping[str, str]) -> Relation:
    sides = {"result": put.get(relation.result, relation.result), "of": tuple(put.get(one, one) for one in relation.of)}
    return relation.model_copy(update=sides)


def _lacks(relation: Relation, seen: Sequence[Seen], desk: Desk, numbers: Mapping[str, Number]) -> bool:
    """Whether a sum holds with one more figure of the paragraph, or without one of its own."""
    names = {side.number.id for side in seen}
    more = [
        one.number.id
        for one in desk.around.within(*seen[-1].paragraph, seen[-1].quantity)
        if one.number.id not in names
    ]
    tried = [(*relation.of, name) for name in more]
    tried += [tuple(one for one in relation.of if one != name) for name in relation.of if len(relation.of) > 2]
    return any(
        holds(relation.model_copy(update={"of": of}), numbers).status in ("agreed", "reconciled") for of in tried
    )
