"""How each number ended: the worst of its own relations, else what it was entered as."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor.locale import gettext as _
from auditor.model.finding import Finding
from auditor.model.ledger import Coverage, LedgerEntry, Status, TiedTo
from auditor.relate.ledger import Draft, Entered
from auditor.relate.network import Judged, Network
from auditor.relate.numbers import Key

_BUCKET = 64

_TIES: Mapping[str, str] = {
    "claim": "claim", "row-target": "indicator", "row-actual": "indicator", "weight": "indicator", "score": "indicator",
    "budget-initial": "budget", "budget": "budget", "funded": "budget", "spent": "budget", "rate": "budget",
    "arrival-rate": "budget", "budget-weight": "budget", "budget-score": "budget", "total-weight": "total", "total-score": "total",
    "conclusion-score": "conclusion", "stated-count": "conclusion", "stated-amount": "conclusion", "stated-rate": "conclusion",
}  # fmt: skip
"""Which record of the report a value belongs to."""


class Ended(NamedTuple):
    """A status, the relations that gave it, and the working or the reason."""

    status: Status
    reason: str
    relations: tuple[str, ...] = ()


def entries(entered: Entered, network: Network, *, plan: bool = False) -> tuple[LedgerEntry, ...]:
    """An entry for every number of a report, with the worst status of its own relations."""
    return tuple(_entry(name, draft, network, plan=plan) for name, draft in entered.drafts)


def _entry(name: str, draft: Draft, network: Network, *, plan: bool) -> LedgerEntry:
    relations = network.by_number.get(name, [])
    ended = _ended(name, draft, relations)
    if plan and (ended.status in ("unmatched", "not-assessable") or draft.role in ("target", "row-target")):
        ended = Ended("not-a-claim", _("申报的目标和计划，尚未要求完成情况"), ended.relations)
    fields = draft._replace(status=ended.status, reason=ended.reason)._asdict()
    return LedgerEntry(id=name, relations=ended.relations, tied_to=tuple(_tied(name, relations, network)), **fields)


def _ended(name: str, draft: Draft, relations: Sequence[Judged]) -> Ended:
    names = tuple(one.id for one in relations)
    broken = [one for one in relations if one.contradicts(name)]
    for status, members in (("contradicted", broken), *_held(relations)):
        if members:
            told = next((one.judgement.working for one in members if one.judgement.working), "")
            return Ended(status, "" if status == "agreed" else told, names)
    open_ones = [one for one in relations if one.judgement.status == "not-assessable"]
    if open_ones:
        return Ended("not-assessable", open_ones[0].judgement.reason, names)
    told = next((one.judgement.working for one in relations if one.broken), "")
    return Ended(draft.status, told or draft.reason, names)


def _held(relations: Sequence[Judged]) -> Iterator[tuple[Status, list[Judged]]]:
    yield "reconciled", [one for one in relations if one.judgement.status == "reconciled"]
    yield "agreed", [one for one in relations if one.judgement.status == "agreed"]


def _tied(name: str, relations: Sequence[Judged], network: Network) -> Iterator[TiedTo]:
    """The records that its cell belongs to and that its relations hold it against."""
    own = network.keys(name)
    seen: set[tuple[str, int]] = {("claim", key.at) for key in own if key.part == "claim"}
    others = (
        key
        for one in relations
        if one.first is not None or one.relation.kind in ("same", "promise", "bound")
        for side in (one.relation.result, *one.relation.of)
        if side != name
        for key in network.keys(side)
    )
    for key in (*own, *others):
        tie = _record(key)
        if tie is not None and (tie.kind, tie.index) not in seen:
            seen.add((tie.kind, tie.index))
            yield tie


def _record(key: Key) -> TiedTo | None:
    kind = _TIES.get(key.part)
    if kind is None:
        return None
    return TiedTo.model_validate({"kind": kind, "index": key.at if kind in ("claim", "indicator", "budget") else 0})


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
    settled = tuple(_settled(_proven(entry, proven), quoted) for entry in ledger)
    return settled, coverage(settled)


def _proven(entry: LedgerEntry, checked: Mapping[int, str]) -> LedgerEntry:
    if entry.status != "unmatched" or entry.span.start not in checked:
        return entry
    return entry.model_copy(update={"status": "reconciled", "reason": checked[entry.span.start]})


def _settled(entry: LedgerEntry, quoted: Mapping[int, Sequence[tuple[int, int, str]]]) -> LedgerEntry:
    if entry.status == "not-a-claim":
        return entry
    own = entry.span
    prints = tuple(
        dict.fromkeys(
            fingerprint
            for start, end, fingerprint in quoted.get(own.start // _BUCKET, ())
            if start <= own.start < end or own.start <= start < own.end
        )
    )
    return entry.model_copy(update={"findings": prints}) if prints else entry


def coverage(ledger: tuple[LedgerEntry, ...]) -> Coverage:
    """The ledger in figures."""
    count: dict[str, int] = defaultdict(int)
    for entry in ledger:
        count[entry.status.replace("-", "_")] += 1
    compared = sum(count[status] for status in ("agreed", "reconciled", "contradicted"))
    return Coverage(numbers=len(ledger), asserting=len(ledger) - count["not_a_claim"], compared=compared, **count)
