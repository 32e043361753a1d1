"""What the words of a heading say of its column, as the groups above it turn them."""

from collections.abc import Mapping, Sequence

from auditor.extract.rules import values
from auditor.extract.rules.columns.column import AMOUNTS, ASIDE, CRITERION, REPEATED, SCORE_AGAIN
from auditor.extract.rules.columns.slots import Slot
from auditor.forms import AGAINST, TableKind, bare, current


def by_words(table: TableKind, slot: Slot) -> str | None:
    """The kind whose very words the heading is, as the groups above it turn it; None for other words."""
    told = costs(table, slot)
    return next((kind for kind, cost in told.items() if cost == 0), None)


def costs(table: TableKind, slot: Slot) -> Mapping[str, float]:
    """What each kind costs by the heading's words and by the group it stands under."""
    if not slot.words:
        return {}
    told = dict(current().heading(table, slot.words))
    if values.grade(slot.words) is not None:
        return dict.fromkeys(told, AGAINST) | {ASIDE: 0.0}  # what would be 优, 良, 中, 差: a standard, no result
    if table == "money":
        return _of_money(told, slot)
    if table == "goals" and "whole_period" in slot.groups:
        return dict.fromkeys(told, AGAINST) | {ASIDE: 0.0}
    if table != "indicators" or not slot.groups:
        return told
    if ("review" in slot.groups and 0 not in {told.get(ASIDE), told.get(CRITERION)}) or (
        "review" in slot.groups and _only_reviewed(slot)
    ):
        return _reviewed(told, slot)
    if "former" in slot.groups:
        return {kind: 0.0 if kind == ASIDE else AGAINST for kind in told}
    if "part_year" in slot.groups and told.get(ASIDE) != 0:
        return _less_likely(told)
    if "whole_period" in slot.groups and "this_year" not in current().group(slot.words):
        return _less_likely(told)
    return told


def _of_money(told: Mapping[str, float], slot: Slot) -> Mapping[str, float]:
    """A column of a money table: years and amounts of former ones are asides, parts of an amount stand under it."""
    if current().head_kind(slot.words) == "year" or "former" in slot.groups:
        return dict.fromkeys(told, AGAINST) | {ASIDE: 0.0}  # 2023 below 年度 is no sum
    kind = current().hinted("money", slot.over) if slot.over else None
    return _of_group(told, slot, kind) if kind is not None and kind in AMOUNTS else told


def _of_group(told: Mapping[str, float], slot: Slot, kind: str) -> Mapping[str, float]:
    """The columns of one amount: its total is the amount, its parts add up to it; 年初 | 调整后 are amounts of their own."""
    if next((one for one, cost in told.items() if cost == 0), None) in AMOUNTS and not _is_total(slot.words):
        return told
    return dict.fromkeys(told, AGAINST) | {kind if _is_total(slot.words) else ASIDE: 0.0}


def _is_total(words: str) -> bool:
    return current().money["total"].name(bare(words))


def _less_likely(told: Mapping[str, float]) -> dict[str, float]:
    """Values of another stretch of time than the year's, which are its own only where nothing else is."""
    return {kind: cost + 1.2 if kind in {"target", "actual"} else cost for kind, cost in told.items()} | {ASIDE: 0.3}


def _only_reviewed(slot: Slot) -> bool:
    return "review" in current().group(slot.words)


def _reviewed(costs: Mapping[str, float], slot: Slot) -> dict[str, float]:
    """A reviewer's columns: the same words as the report's own, of the reviewer."""
    value = min(costs.get("actual", 1.0), costs.get("target", 1.0))
    score = min(costs.get("score", 1.0), costs.get("weight", 1.0))
    told: dict[str, float] = dict.fromkeys(costs, AGAINST)
    if score < 1 and score <= value:
        return told | {"reviewed_score": 0.0}
    if value < 1 and "remark" not in current().group(slot.words):
        return told | {"reviewed_actual": 0.0}
    if "remark" in current().group(slot.words):
        return told | {"remark": 0.0}
    plain = bare(slot.words)
    return told | (
        {"reviewed_score": 0.0} if plain.endswith("分") else {"reviewed_actual": 0.4, "remark": 0.4, ASIDE: 0.6}
    )


_LAST_IS_OWN = frozenset({"weight", "budget"})
"""Kinds of which the last column is the row's own: the third level's weight, the budget after what was taken off it."""


def once(kinds: Sequence[str | None]) -> list[str | None]:
    """Of several columns with the words of one kind the one that is the row's own; the others only add to it."""
    out = list(kinds)
    for kind in {kind for kind in kinds if kind is not None and kind not in REPEATED}:
        places = [index for index, one in enumerate(kinds) if one == kind]
        if len(places) < 2 or kind == "name":
            continue  # which of several columns holds the names, their cells tell
        keep = places[-1] if kind in _LAST_IS_OWN else places[0]
        for index in places:
            if index != keep:
                out[index] = spare(kind, kinds, index)
    return out


def spare(kind: str, kinds: Sequence[str | None], index: int) -> str:
    """What a second column of a kind is: the weight of a level beside its label, a second reason or score, or nothing more."""
    if kind == "weight":
        before = kinds[index - 1] if index else None
        return {"level1": "level1_weight", "category": "category_weight"}.get(before or "", ASIDE)
    if kind == "reason":
        return "more_reason"
    if kind == "score":
        return SCORE_AGAIN
    return ASIDE
