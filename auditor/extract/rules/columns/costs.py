"""What each kind costs a column: by the words of its heading, and by what its cells are."""

from collections.abc import Mapping

from auditor.extract.rules.columns import wording
from auditor.extract.rules.columns.column import (
    AMOUNTS,
    ASIDE,
    CRITERION,
    DEDUCTED,
    POINTS,
    REVIEWED,
    SCORE_RATE,
    UNKNOWN,
)
from auditor.extract.rules.columns.slots import Slot
from auditor.extract.rules.columns.stacks import Stack, Traits, traits_of
from auditor.extract.rules.fitting import fits
from auditor.forms import TableKind

_KINDS: Mapping[TableKind, tuple[str, ...]] = {
    "indicators": (
        "level1", "category", "name", "adjusted", "target", "actual", "operator", "unit", "weight", "score", "rate", "reason",
    ),
    "money": ("label", "initial", "budget", "funded", "spent", "rate", "fundrate", "weight", "score", "reason"),
    "goals": ("number", "name", "adjusted", "target", "actual"),
}  # fmt: skip

_UNNAMED = 1.75
"""What it costs to leave a column without a name."""
_LOCAL = 1.2
"""The most that labels nobody listed cost under a heading that speaks of levels."""
_MOST_POINTS = 100
"""No form gives more points than this to one row."""
_RARE = 0.8
"""What it costs to take amounts for what few forms print, where no word says so."""
_SPARSE = 0.4
"""Words in few rows, most of them blank, are what rows have to say for themselves."""
_BLANK: Mapping[str, float] = {
    "name": 2.5,
    "target": 1.2,
    "actual": 1.2,
    "weight": 1.2,
    "score": 1.2,
    "unit": 0.8,
    "operator": 0.8,
    "label": 1.5,
    **dict.fromkeys(sorted(AMOUNTS), 1.2),
}
"""What it costs to take a column of blanks for one that forms fill."""


def costs_of(table: TableKind, slot: Slot, stack: Stack, *, rivalled: bool = False) -> dict[str, float]:
    """What each kind costs a column: its heading's words, and what its cells are.

    `rivalled`: another heading says the same, so that this one's words speak against nothing.
    """
    by_words = wording.costs(table, slot)
    if rivalled:
        by_words = {kind: min(cost, 1.0) for kind, cost in by_words.items()}
    kinds = (*_KINDS[table], *(REVIEWED if "review" in slot.groups else ()))
    kinds += tuple(
        kind for kind in (CRITERION, DEDUCTED, SCORE_RATE, *POINTS) if by_words.get(kind, 1.0) < 1
    )  # nothing but the heading tells
    traits = traits_of(stack)
    costs = {
        kind: by_words.get(kind, 1.0 if not by_words or kind in _KINDS[table] else 9.0) + _body(kind, stack, traits)
        for kind in kinds
    }
    for kind in ("level1", "category"):
        if by_words.get(kind, 1.0) < 1:  # a form may name its levels as no other does
            costs[kind] = min(costs[kind], by_words[kind] + _LOCAL)
    if by_words.get("name") == 0 and not rivalled:  # 预算执行 is a name where no column is of levels
        costs["name"] = min(costs["name"], _LOCAL)
    if by_words.get("reason", 1.0) < 1 and not traits.numeric:  # 过磅单合计41020吨: short, and with a figure
        costs["reason"] = min(costs["reason"], by_words["reason"] + _LOCAL)
    if by_words.get("adjusted", 1.0) >= 1:
        costs.pop("adjusted", None)  # nothing but its heading tells an adjusted target from the first
    if by_words.get("funded", 1.0) >= 1 and "funded" in costs:
        costs["funded"] += _RARE  # forms that tell what arrived say so
    costs[ASIDE] = by_words.get(ASIDE, 1.0) + (0.55 if not traits.counting else -0.4) + 0.6 * (stack.blank > _SPARSE)
    costs[ASIDE] += traits.labels  # labels of levels are what rows stand under
    costs["number"] = by_words.get("number", 1.0) + (
        -0.5 if traits.counting else 1.0 if by_words.get("number", 1.0) else 0.0
    )
    if by_words.get("fundrate", 1.0) >= 1 and "fundrate" in costs:
        costs["fundrate"] += _RARE
    costs[UNKNOWN] = _UNNAMED + 2 * (min(by_words.values(), default=1.0) == 0)
    return costs


def _body(kind: str, stack: Stack, traits: Traits) -> float:
    """How badly the cells of a column suit a kind, per cell."""
    if not stack.cells:
        return 0.3 + _BLANK.get(kind, 0.0)
    like = {"reviewed_actual": "actual", "reviewed_score": "score", "remark": "reason"}.get(kind, kind)
    suits = sum(min(fits(cell.entry.words).get(like, 1.0), 6.0) for cell in stack.cells) / len(stack.cells)
    suits += _BLANK.get(kind, 0.0) * stack.blank
    return suits + _by_traits(kind, traits, stack)


def _by_traits(kind: str, traits: Traits, stack: Stack) -> float:
    match kind:
        case "target" | "adjusted":
            return -0.5 * traits.bounded + 0.25 * (traits.numeric > 0.9)
        case "actual":
            return 0.9 * traits.bounded + 0.25 * (traits.numeric > 0.9)
        case "weight" | "score":
            return (
                6.0 * traits.negative
                + 1.5 * traits.counting
                + 0.6 * (1 - traits.numeric)
                + 3.0 * (traits.largest > _MOST_POINTS)
            )
        case "name":
            return 1.2 * (1 - traits.distinct) + (0.8 if traits.length < 3 else 0.0) + 1.5 * traits.labels
        case "level1" | "category":
            return 1.0 - traits.labels
        case "reason":
            sparse = 0.6 if stack.blank > _SPARSE else 0.0
            return 0.5 * (1 - stack.blank) - sparse + 0.6 * (traits.length < 4) + 1.0 * traits.labels
        case "rate" | "fundrate":
            return 0.8 * (1 - traits.percent)
        case "unit" | "operator":
            return 0.5 * traits.distinct
        case "label":
            return 0.8 * (1 - traits.distinct) + 1.5 * traits.merged
        case _:
            return 1.0 * traits.counting if kind in AMOUNTS else 0.0
