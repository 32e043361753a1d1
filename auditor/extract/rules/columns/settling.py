"""Whether the words of a heading say it all, or the cells below have to be asked."""

from collections.abc import Sequence

from auditor.extract.rules import labels
from auditor.extract.rules.columns.column import AMOUNTS
from auditor.extract.rules.columns.slots import Slot
from auditor.extract.rules.columns.stacks import some, without_goal
from auditor.extract.rules.fitting import VALUES, fits
from auditor.extract.rules.rows import Row
from auditor.forms import TableKind

_AT_ODDS = 3.0
"""How badly the cells of a column may suit the words of its heading before they are looked at closely."""


def is_settled(table: TableKind, kinds: Sequence[str | None], slots: Sequence[Slot], body: Sequence[Row]) -> bool:
    """Whether the words say it all, and the cells below do not speak against them."""
    silent = [index for index, kind in enumerate(kinds) if kind is None]
    if table == "money":
        first = next((index for index, kind in enumerate(kinds) if kind in AMOUNTS), 0)
        if _print_figures([slots[index] for index in silent if index < first], body):
            return False
        silent = [index for index in silent if index >= first]
    elif silent[:1] == [0] and not (table == "indicators" and "level1" not in kinds and _labels_first(slots, body)):
        silent = silent[1:]
    if table == "goals":
        return not silent
    if silent or any(slot.entry is None for slot in slots[1:]):
        return False
    if table == "indicators" and kinds.count("name") != 1:
        return False
    return not _against(kinds, slots, body)


def _print_figures(slots: Sequence[Slot], body: Sequence[Row]) -> bool:
    """Whether figures stand in the columns, which then label no sums."""
    places = {slot.place for slot in slots}
    return any(
        entry.column in places and fits(entry.words) in VALUES and not entry.inherited
        for row in some(body)
        for entry in row.entries
    )


def _labels_first(slots: Sequence[Slot], body: Sequence[Row]) -> bool:
    """Whether the cells of the first column are labels of levels, whatever its heading says."""
    first = slots[0].place
    cells = [entry for row in some(body) for entry in (*row.above, *row.entries) if entry.column == first]
    return any(labels.names_level_or_category(entry.words) for entry in cells)


def _against(kinds: Sequence[str | None], slots: Sequence[Slot], body: Sequence[Row]) -> bool:
    """Whether cells that surely stand in a column are out of the question for what its heading says."""
    at = {slot.place: index for index, slot in enumerate(slots)}
    odd = [0.0] * len(slots)
    seen = [0] * len(slots)
    for row in some(body):
        entries = row.entries if row.exact else without_goal(row)
        if not row.exact and len(entries) != len(slots):
            continue
        for order, entry in enumerate(entries):
            index = at.get(entry.column) if row.exact else order
            kind = kinds[index] if index is not None else None
            if index is not None and kind is not None:
                odd[index] += min(fits(entry.words).get(kind, 1.0), 6.0)
                seen[index] += 1
    return any(count > 1 and cost / count > _AT_ODDS for cost, count in zip(odd, seen, strict=True))
