"""How each number ended: the worst of its own relations, else what it was entered as."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from auditor.locale import gettext as _
from auditor.model.finding import Finding
from auditor.model.ledger import Coverage, LedgerEntry, Status, TiedTo, make_coverage, make_entry, make_tied_to
from auditor.model.relation import Judgement, RelationStatus
from auditor.relate.drafts import LISTED, Draft
from auditor.relate.ledger import Entered
from auditor.relate.network import Judged, Network

_BUCKET = 64

_TIES: Mapping[str, str] = {
    "claim": "claim", "row-target": "indicator", "row-actual": "indicator", "weight": "indicator", "score": "indicator",
    "budget-initial": "budget", "budget": "budget", "funded": "budget", "spent": "budget", "rate": "budget",
    "arrival-rate": "budget", "budget-weight": "budget", "budget-score": "budget", "total-weight": "total", "total-score": "total",
    "conclusion-score": "conclusion", "stated-count": "conclusion", "stated-amount": "conclusion", "stated-rate": "conclusion",
}  # fmt: skip
"""Which record of the report a value belongs to."""


_RANK: Mapping[RelationStatus, int] = {"contradicted": 3, "reconciled": 2, "agreed": 1, "not-assessable": 0}
"""Which of its relations' statuses a number takes: the worst that says something of it."""


def entries(entered: Entered, network: Network, *, plan: bool = False) -> tuple[LedgerEntry, ...]:
    """An entry for every number of a report, with the worst status of its own relations."""
    by_number, records = network.by_number, _Records(network)
    return tuple([_entry(name, draft, by_number.get(name, ()), records, plan=plan) for name, draft in entered.drafts])


def _entry(name: str, draft: Draft, relations: Sequence[Judged], records: "_Records", *, plan: bool) -> LedgerEntry:
    status, reason = _ended(name, draft, relations) if relations else (draft.status, draft.reason)
    if plan and (status in ("unmatched", "not-assessable") or draft.role in ("target", "row-target")):
        status, reason = "not-a-claim", _("申报的目标和计划，尚未要求完成情况")
    return make_entry(
        id=name,
        quote=draft.quote,
        span=draft.span,
        value=draft.value,
        unit=draft.unit,
        bound=draft.bound,
        places=draft.places,
        role=draft.role,
        goal=draft.goal,
        subject=draft.subject,
        status=status,
        tied_to=_tied(name, relations, records),
        relations=tuple([one.id for one in relations]) if relations else (),
        reason=reason,
    )


def _ended(name: str, draft: Draft, relations: Sequence[Judged]) -> tuple[Status, str]:
    """The status of the worst of the relations that say something of the number, and the working or the reason.

    As the part of a broken sum it keeps its own status.
    """
    if draft.role == LISTED:
        return draft.status, draft.reason
    worst: Judgement | None = None
    elsewhere = ""
    for one in relations:
        judgement = one.judgement
        if judgement.status == "contradicted" and not one.contradicts(name):
            elsewhere = elsewhere or judgement.working
        elif worst is None or _RANK[judgement.status] > _RANK[worst.status]:
            worst = judgement
    if worst is None:
        return draft.status, elsewhere or draft.reason
    status = worst.status
    return status, worst.reason if status == "not-assessable" else "" if status == "agreed" else worst.working


def _tied(name: str, relations: Sequence[Judged], records: "_Records") -> tuple[TiedTo, ...]:
    """The records that its cell belongs to and that its relations hold it against; a claim is not tied to itself."""
    own = records[name]
    if not relations:
        return tuple([_tie(*record) for record in own if record[0] != "claim"]) if own else ()
    found = dict.fromkeys(own)
    for one in relations:
        relation = one.relation
        if one.first is not None or relation.kind in _HELD_AGAINST:
            for side in (relation.result, *relation.of):
                if side != name:
                    for record in records[side]:
                        found[record] = None
    return tuple([_tie(*record) for record in found if record[0] != "claim" or record not in own])


_HELD_AGAINST = frozenset({"same", "promise", "bound"})

_Record = tuple[str, int]
"""Which record of the report: of what sort, and which of them."""


class _Records(dict[str, tuple[_Record, ...]]):
    """The records that each number belongs to, by its id, looked up once."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self._numbers = network.numbers

    def __missing__(self, name: str) -> tuple[_Record, ...]:
        keys = self._numbers.keys(name)
        kinds = [(_TIES[key.part], key.at) for key in keys if key.part in _TIES]
        found = self[name] = tuple([(kind, at if kind in _LISTED else 0) for kind, at in kinds]) if kinds else ()
        return found


_LISTED = frozenset({"claim", "indicator", "budget"})
"""Records that the report has several of."""


@cache
def _tie(kind: str, index: int) -> TiedTo:
    return make_tied_to(kind=kind, index=index)


def settle(
    found: Iterable[Finding], ledger: tuple[LedgerEntry, ...], checked: Mapping[int, str] | None = None
) -> tuple[tuple[LedgerEntry, ...], Coverage]:
    """The ledger after the checks: each entry with the findings that quote it, and the figures of the whole.

    What became of a number is arithmetic's: a finding leaves it as it was. `checked` tells where numbers begin that a
    check found right on its own, and the working: they are reconciled.
    """
    proven = checked or {}
    quoted: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for finding in found:
        for item in finding.evidence:
            if item.span is not None:
                for bucket in range(item.span.start // _BUCKET, item.span.end // _BUCKET + 1):
                    quoted[bucket].append((item.span.start, item.span.end, finding.fingerprint))
    settled = tuple([_settled(entry, proven, quoted) for entry in ledger])
    return settled, coverage(settled)


def _settled(
    entry: LedgerEntry, proven: Mapping[int, str], quoted: Mapping[int, Sequence[tuple[int, int, str]]]
) -> LedgerEntry:
    if entry.status == "not-a-claim":
        return entry
    begin, stop = entry.span.start, entry.span.end
    changed: dict[str, object] = {}
    if entry.status == "unmatched" and begin in proven:
        changed = {"status": "reconciled", "reason": proven[begin]}
    near = quoted.get(begin // _BUCKET, ())
    if begin // _BUCKET != stop // _BUCKET:
        near = [one for bucket in range(begin // _BUCKET, stop // _BUCKET + 1) for one in quoted.get(bucket, ())]
    prints = [fingerprint for start, end, fingerprint in near if start <= begin < end or begin <= start < stop]
    if prints:
        changed["findings"] = tuple(dict.fromkeys(prints))
    return entry.model_copy(update=changed) if changed else entry


def coverage(ledger: tuple[LedgerEntry, ...]) -> Coverage:
    """The ledger in figures."""
    statuses = Counter([entry.status for entry in ledger])
    count: dict[str, int] = defaultdict(int, {status.replace("-", "_"): number for status, number in statuses.items()})
    compared = sum(count[status] for status in ("agreed", "reconciled", "contradicted"))
    return make_coverage(numbers=len(ledger), asserting=len(ledger) - count["not_a_claim"], compared=compared, **count)
