"""The columns that a heading prints, before they are named: lower lines over the upper ones, groups over their parts."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from auditor.extract.rules.rows import Entry, Row
from auditor.forms import bare, current
from auditor.text.patterns import lazily


class Slot(NamedTuple):
    """A column before it is named: its place, and what its heading prints."""

    place: int
    width: int
    entry: Entry | None
    words: str
    groups: frozenset[str]
    over: str = ""
    """The words of the heading right above, where it stands over several columns."""


def grid(heading: Sequence[Row], body: Sequence[Row], *, between: bool = False) -> list[Slot]:
    """The columns that a heading prints, lower lines over the upper ones; without a heading those of the body.

    `between`: also those that a heading leaves blank between its first two words, where other tables print their labels.
    """
    if not heading:
        return _bodily(body)
    entries: list[_Over] = [(entry, ()) for entry in heading[0].entries]
    for row, above in zip(heading[1:], heading, strict=False):
        entries = _under(entries, row, above)
    slots = [
        Slot(
            entry.column,
            entry.width,
            entry,
            entry.words,
            frozenset[str]().union(*(current().group(upper.words) for upper in over), current().group(entry.words)),
            over[-1].words if over else "",
        )
        for entry, over in sorted(entries, key=lambda pair: pair[0].column)
    ]
    slots = _in_years(_in_groups(slots))
    return sorted([*slots, *_beyond(slots, heading, body, between=between)], key=lambda slot: slot.place)


def _in_groups(slots: list[Slot]) -> list[Slot]:
    """The columns, without the heading above them where it has no parts and their total below it: 总额 | 财政拨款 | 其他."""
    total = current().money["total"]
    summed = {slot.over for slot in slots if slot.over and total.name(bare(slot.words))}
    parted = {over for over in summed if sum(slot.over == over for slot in slots) > 1}
    return [slot if slot.over in parted or not slot.over else slot._replace(over="") for slot in slots]


def _in_years(slots: list[Slot]) -> list[Slot]:
    """The columns, those of an earlier year marked so where the same words stand for a later one: 2023年决算数 | 2024年决算数."""
    told = [(slot, found) for slot in slots if (found := _YEAR.search(slot.words)) is not None]
    last: dict[str, int] = {}
    for slot, found in told:
        words = _YEAR.sub("", slot.words)
        last[words] = max(last.get(words, 0), int(found[1]))
    former = {slot for slot, found in told if int(found[1]) < last[_YEAR.sub("", slot.words)]}
    return [slot._replace(groups=slot.groups | {"former"}) if slot in former else slot for slot in slots]


_YEAR = lazily(r"(20\d\d)年(?:度)?")
_Over = tuple[Entry, tuple[Entry, ...]]


def _under(entries: list[_Over], row: Row, above: Row) -> list[_Over]:
    """The columns after one more line of the heading: what stands under a group takes its place."""
    spans = _spans(entries, row, above)
    lower = [entry for entry in row.entries if not entry.inherited]
    if not row.exact and not row.places and spans:
        return _handed_out(entries, lower)
    taken: list[_Over] = []
    covered: set[int] = set()
    for entry in lower:
        at = next((index for index, (left, right) in enumerate(spans) if left <= entry.column < right), None)
        over = (*entries[at][1], entries[at][0]) if at is not None else ()
        covered |= {at} if at is not None else set()
        taken.append((entry, over))
    return [*(pair for index, pair in enumerate(entries) if index not in covered), *taken]


def _spans(entries: list[_Over], row: Row, above: Row) -> list[tuple[int, int]]:
    """Which grid columns each heading reaches over; without a known grid, up to the next heading."""
    if row.exact and above.exact:
        return [(entry.column, entry.column + entry.width) for entry, _over in entries]
    starts = [entry.column for entry, _over in entries]
    ends = [*starts[1:], max([*starts, *(entry.column for entry in row.entries)]) + 1]
    return list(zip(starts, ends, strict=True))


def _handed_out(entries: list[_Over], lower: list[Entry]) -> list[_Over]:
    """Lines whose columns nobody knows: the lower words go evenly to the upper ones that name no column themselves."""
    open_at = [index for index, (entry, _over) in enumerate(entries) if current().group(entry.words) and index]
    if not open_at or len(lower) % len(open_at):
        return entries
    each = len(lower) // len(open_at)
    out: list[_Over] = []
    for index, (entry, over) in enumerate(entries):
        if index not in open_at:
            out.append((entry, over))
            continue
        begin = open_at.index(index) * each
        out += [(one, (*over, entry)) for one in lower[begin : begin + each]]
    return [(entry._replace(column=place), over) for place, (entry, over) in enumerate(out, 1)]


def _bodily(body: Sequence[Row]) -> list[Slot]:
    """The columns of rows without a heading: every grid column that holds anything."""
    places: dict[int, int] = {}
    for row in body:
        for entry in row.entries:
            places[entry.column] = min(entry.width, places.get(entry.column, entry.width))
    return [Slot(place, places[place], None, "", frozenset()) for place in sorted(places)]


def _beyond(slots: list[Slot], heading: Sequence[Row], body: Sequence[Row], *, between: bool) -> Iterator[Slot]:
    """Columns that the heading leaves blank, where most rows of a known grid have something to say."""
    if not heading[0].exact and not heading[0].places:
        return
    covered = {place for slot in slots for place in range(slot.place, slot.place + slot.width)}
    last = max(heading[0].places, default=0)
    count: dict[int, int] = {}
    for row in body:
        if not row.exact and (max(row.places, default=last + 1) > last or len(row.entries) < _FEWEST_IN_PLACE):
            continue  # the row was shifted, or too little of it stands to tell
        for entry in row.entries:
            if entry.column not in covered and entry.width == 1:
                count[entry.column] = count.get(entry.column, 0) + 1
    places = sorted(slot.place for slot in slots)
    begin = places[0] if between or len(places) < 2 else places[1]
    for place, seen in sorted(count.items()):
        if place > begin and seen > 1 and seen * 2 > len(body):
            yield Slot(place, 1, None, "", frozenset())


_FEWEST_IN_PLACE = 3
