"""What a document lists: the projects it speaks of, the documents handed in with it, other things by name."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from auditor.extract.rules import budget, headings, signs, values
from auditor.extract.rules.fitting import is_dash
from auditor.extract.rules.regions import Form, Region
from auditor.extract.rules.rows import Entry, Row
from auditor.forms import bare, current
from auditor.model.quantity import Quantity
from auditor.model.report import AttachedList, ListedColumn, ListedFigure, ListedItem
from auditor.text import quantities
from auditor.text.patterns import lazily

Kind = Literal["budget", "spent", "score", "copies"]
Of = Literal["projects", "documents", "others"]

_LONGEST_TITLE = 40


def read(form: Form) -> tuple[AttachedList, ...]:
    """The lists of a form: its tables of names, and what it says behind 附件：, in that order."""
    tables = (_table(region) for region in form.of("list"))
    return (*(one for one in tables if one is not None), *_behind(form.prose))


def _table(region: Region) -> AttachedList | None:
    heading = _leaves(region)
    named = _named(heading)
    if named is None:
        return None
    column, of = named
    kinds = {entry.column: kind for entry in heading.entries if (kind := _kind(entry)) is not None}
    items = [item for row in region.rows if (item := _item(row, column, kinds, heading)) is not None]
    if not items:
        return None
    above = region.above if region.above is not None and len(region.above.words) <= _LONGEST_TITLE else None
    return AttachedList(
        of=of,
        title=above.text if above is not None else "",
        title_span=above.span if above is not None else None,
        items=tuple(items),
        columns=tuple(_columns(region, column)),
        rate=_rate(region),
        span=heading.span,
    )


def _leaves(region: Region) -> Row:
    """The heading as one row: what stands under a group in the place of the group."""
    first, *lower = region.heading
    under = [entry for row in lower for entry in row.entries if not entry.inherited]
    kept = [
        entry
        for entry in first.entries
        if not any(entry.column <= one.column < entry.column + entry.width for one in under)
    ]
    return first._replace(entries=tuple(sorted([*kept, *under], key=lambda entry: entry.column)))


def _rate(region: Region) -> Quantity | None:
    """The rate that the list's one total row prints below 执行率."""
    totals = [row for row in region.rows if _is_total(row)]
    places = {
        entry.column for entry in _leaves(region).entries if current().named("money", bare(entry.words)) == "rate"
    }
    cells = [cell for row in totals for cell in row.entries if cell.column in places]
    if len(totals) != 1 or totals[0] is not region.rows[-1] or len(cells) != 1:
        return None
    found = quantities.assemble("", cells[0].text.strip(), "", cells[0].span)
    return found if found is not None and found.kind == "percent" and found.bound == "=" else None


def _columns(region: Region, name: Entry) -> Iterator[ListedColumn]:
    """The columns of amounts that the list's one total row adds up; none where rows split others (其中, 小计)."""
    heading = _leaves(region)
    totals = [row for row in region.rows if _is_total(row)]
    items = [row for row in region.rows if not _is_total(row)]
    told = any(_splits(word) for row in items for word in row.words)
    if len(totals) != 1 or totals[0] is not region.rows[-1] or told or _is_nested(items):
        return
    scored = headings.is_summary(heading)
    for entry in heading.entries:
        if entry.column <= name.column or (_never_added(entry.words) and not (scored and _is_points(entry))):
            continue
        cells = [
            cell for row in items for cell in row.entries if cell.column == entry.column and not is_dash(cell.words)
        ]
        total = next((cell for cell in totals[0].entries if cell.column == entry.column), None)
        figures = [_amount(cell, entry) for cell in cells]
        whole = _amount(total, entry) if total is not None else None
        known = [one for one in figures if one is not None]
        if (
            whole is not None
            and len(known) > 1
            and len(known) == len(figures)
            and len({one.kind for one in known}) == 1
        ):
            kind = _kind(entry)
            yield ListedColumn(
                heading=entry.text.strip(),
                figures=tuple(known),
                total=whole,
                kind=kind if kind in {"budget", "spent"} else "",
            )


def _is_points(entry: Entry) -> bool:
    """Whether the figures below a heading are weights or scores."""
    return current().named("indicators", entry.words) in {"weight", "score"}


def totals(form: Form) -> Iterator[Row]:
    """The total rows of what sums up the scores of levels: they are the form's own."""
    for region in form.of("list"):
        if region.rows and headings.is_summary(region.heading[0]) and _is_total(region.rows[-1]):
            yield region.rows[-1]


def _is_total(row: Row) -> bool:
    return any(signs.is_total_label(word) for word in row.words[:2])


def _splits(word: str) -> bool:
    return word.startswith("其中") or current().line("subtotal", word)


def _is_nested(items: Sequence[Row]) -> bool:
    """Whether rows are numbered at two depths (一 above 1 and 2, 1 above 1.1), so that some hold the sums of others."""
    marks = {_depth(row.words[0]) for row in items} - {None}
    return len(marks) > 1


def _depth(word: str) -> str | None:
    for depth, mark in _DEPTHS.items():
        if mark.fullmatch(word):
            return depth
    return None


_DEPTHS = {
    "chinese": lazily(r"[（(]?[一二三四五六七八九十]{1,3}(?:[)）、.．].*)?"),
    "bracket": lazily(r"[（(]\d{1,3}[)）].*"),
    "deep": lazily(r"\d{1,2}(?:[.．-]\d{1,2})+"),
    "plain": lazily(r"\d{1,3}[、.]?"),
}


def _never_added(words: str) -> bool:
    """Whether figures under a heading are no amounts: rates, prices, scores, dates, numbers of documents."""
    return current().line("listed_never_added", bare(words)) or current().line("list_number", bare(words))


def _amount(cell: Entry, heading: Entry) -> Quantity | None:
    """The amount of a cell, in the unit that the heading prints; None for words, rates and dates."""
    bracketed = _BRACKETED.search(heading.text)
    unit: str = budget.unit(heading.words) or (bracketed[1] if bracketed is not None else "")
    printed = cell.text.strip()
    found = quantities.assemble("", printed, unit, cell.span)
    if found is None or found.kind not in ("count", "money", "measure", "number") or found.bound != "=":
        return None
    return found.model_copy(update={"text": printed}) if _PRINTED.fullmatch(printed) else None


_BRACKETED = lazily(r"[（(]\s*([^（）()]{1,6}?)\s*[)）]\s*\Z")
_PRINTED = lazily(r"[\d,，.]+\s*[一-鿿㎡]{0,4}")


def _named(heading: Row) -> tuple[Entry, Of] | None:
    """The column that names the items, and what they are."""
    grammar = current()
    if headings.is_summary(heading):
        tiers = {"level1", "category"}
        return next(entry for entry in heading.entries if grammar.named("indicators", entry.words) in tiers), "others"
    for of, line in (("projects", "listed_projects"), ("documents", "listed_documents"), ("others", "listed_others")):
        for entry in heading.entries:
            if grammar.line(line, bare(entry.words)):
                return entry, of  # type: ignore[return-value]
    if len(heading.entries) > 2 and grammar.line("list_number", bare(heading.entries[0].words)):
        return heading.entries[1], "others"
    return None


def _kind(entry: Entry) -> Kind | None:
    """What the figures of a column are."""
    words, grammar = bare(entry.words), current()
    if grammar.line("listed_copies", words):
        return "copies"
    if grammar.named("indicators", words) == "score":
        return "score"
    found = grammar.named("money", words)
    if found in ("budget", "initial"):
        return "budget"
    return "spent" if found == "spent" else None


def _item(row: Row, column: Entry, kinds: dict[int, Kind], heading: Row) -> ListedItem | None:
    if any(signs.is_total_label(word) or current().line("subtotal", word) for word in row.words[:2]):
        return None
    by_column = {entry.column: entry for entry in row.entries}
    name = by_column.get(column.column)
    if name is None or len(row.entries) < _FEWEST or values.is_blank(name.words):
        return None
    units = {entry.column: budget.unit(entry.words) for entry in heading.entries}
    figures = (_figure(kind, by_column[at], units[at] or "") for at, kind in kinds.items() if at in by_column)
    return ListedItem(name=name.text.strip(), span=name.span, figures=tuple(one for one in figures if one is not None))


_FEWEST = 2
"""A row of a list has its number or another cell beside the name."""


def _figure(kind: Kind, entry: Entry, unit: str) -> ListedFigure | None:
    printed = entry.text.strip()
    measure = unit if kind in ("budget", "spent") else "分" if kind == "score" and not printed.endswith("分") else ""
    if kind in ("budget", "spent") and not unit:
        return None
    quantity = quantities.assemble("", printed, measure, entry.span)
    return ListedFigure(kind=kind, quantity=quantity.model_copy(update={"text": printed})) if quantity else None


_OPENS = lazily(r"附件(?:目录|清单)?\s*[:：]\s*(?P<rest>.*)")
_NUMBERED = lazily(r"\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[.、．)）-](?:(?!\d)|(?=20\d\d年))\s*(?P<name>\S.*)")
_LONGEST_NAME = 60


def _behind(prose: Sequence[Entry]) -> Iterator[AttachedList]:
    """附件：1.项目支出绩效自评表 / 2.佐证材料: what stands behind the word, and the numbered lines below it."""
    for at, entry in enumerate(prose):
        opened = _OPENS.fullmatch(entry.text)
        if opened is None:
            continue
        rest = (
            entry._replace(text=opened["rest"], span=entry.span.part(*opened.span("rest"))) if opened["rest"] else None
        )
        items = list(_items([*([rest] if rest is not None else []), *prose[at + 1 :]]))
        if items:
            yield AttachedList(of="documents", items=tuple(items), span=entry.span)


def _items(lines: Iterable[Entry]) -> Iterator[ListedItem]:
    for line in lines:
        found = _NUMBERED.fullmatch(line.text)
        if found is None or len(found["name"]) > _LONGEST_NAME:
            return
        yield ListedItem(name=found["name"].strip(), span=line.span.part(*found.span("name")))
