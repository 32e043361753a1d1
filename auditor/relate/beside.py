"""A report read twice, by the rules alone and with a model: one network, one ledger, nothing of the rules' lost.

The rules' relations stand first under their own ids, what only the second reading brings stands behind. A number keeps what the
rules say of it, unless it stands where they understood nothing.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from auditor.model.relation import Relation
from auditor.relate import Related, statuses
from auditor.relate.drafts import Draft
from auditor.relate.ledger import Entered
from auditor.relate.network import Judged


class Beside(NamedTuple):
    """Both readings as one; `names` says what the relations of the second are called in it."""

    related: Related
    names: Mapping[str, str]


def beside(ruled: Related, read: Related, *, plan: bool = False) -> Beside:
    """The second reading with everything of the rules' in it."""
    known = {_key(one.relation): one.id for one in ruled.network.relations}
    names: dict[str, str] = {}
    added: list[Judged] = []
    for one in read.network.relations:
        name = known.get(_key(one.relation))
        if name is None:
            name = f"r{len(ruled.network.relations) + len(added) + 1}"
            added.append(one._replace(id=name))
        names[one.id] = name
    network = read.network.after(ruled.network, added)
    entered = read.entered._replace(drafts=tuple(_drafts(ruled.entered, read.entered)))
    return Beside(Related(network, statuses.entries(entered, network, plan=plan), entered), names)


def _key(one: Relation) -> tuple[object, ...]:
    return one.kind, one.form, one.result, one.of, one.by


def _drafts(ruled: Entered, read: Entered) -> Iterable[tuple[str, Draft]]:
    """The rules' numbers; those of the second reading where the rules have none, or stand before what they did not understand."""
    ours = {name: draft for name, draft in ruled.drafts if draft.status != "unread"}
    taken = sorted((draft.span.start, draft.span.end) for draft in ours.values())
    chosen = list(ours.items())
    chosen += [(name, draft) for name, draft in read.drafts if name not in ours and not _overlaps(draft, taken)]
    own = {name for name, _draft in chosen}
    own_places = sorted((draft.span.start, draft.span.end) for _name, draft in chosen)
    left = [(name, draft) for name, draft in ruled.drafts if name not in own and not _overlaps(draft, own_places)]
    return sorted([*chosen, *left], key=lambda one: (one[1].span.start, one[1].span.end, one[0]))


def _overlaps(draft: Draft, places: list[tuple[int, int]]) -> bool:
    at = bisect_left(places, (draft.span.end,))
    return at > 0 and places[at - 1][1] > draft.span.start
