"""The rows of the indicator table, each under its goal, first level and category."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from auditor import prepared
from auditor.extract.rules import labels, paths, points, told_both, values
from auditor.extract.rules.align import Placed, align
from auditor.extract.rules.columns.column import POINTS, Column
from auditor.extract.rules.fitting import VALUES, fits, is_dash
from auditor.extract.rules.regions import Region, reason
from auditor.extract.rules.rows import Entry, Row
from auditor.forms import current
from auditor.locale import gettext as _
from auditor.model.record import remembered
from auditor.model.report import Indicator, LevelWeight, Reviewed, SubRow, Subtotal, Value, make_indicator, make_value
from auditor.model.source import Span, Unreadable
from auditor.sense import categories
from auditor.text import quantities, units
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

_PART = lazily(r"其中:?.*|[-—–]其中.*")
_DOTS = prepared.pattern(r"[.…·。*×xX]{2,}")
_TEMPLATE = lazily(rf"{_DOTS.pattern}|[/—-]+|\d{{1,2}}[、.]?")
_POINTS_ALONE = prepared.pattern(r"\(?\d+分\)")
_COLUMNS = {
    "target": "target",
    "adjusted": "target",
    "actual": "actual",
    "weight": "weight",
    "score": "score",
    "reason": "reason",
}


class Reading(NamedTuple):
    """What the rows of an indicator table gave: every row is in one of the lists or counted as blank or heading."""

    indicators: tuple[Indicator, ...]
    levels: tuple[LevelWeight, ...]
    unreadable: tuple[Unreadable, ...]
    seen: int
    subtotals: tuple[Subtotal, ...] = ()
    shared: bool = False
    """The weights were printed as shares of one."""


class _Place(NamedTuple):
    """Where a row stands: carried from row to row and over page breaks."""

    goal: int | None = None
    level1: str | None = None
    category: str | None = None
    printed: str | None = None


class _Cells(NamedTuple):
    """A row's entries by what their column holds."""

    by_kind: dict[str, Entry]
    placed: Placed
    columns: frozenset[str]
    """As `Indicator.columns` names them."""
    has_levels: bool
    row: Row
    alone: bool = False
    """Its name reaches over the columns of levels, or stands in the first of them: it stands under none (预算执行率)."""


class _Read:
    """What was read so far, and where the next row stands."""

    def __init__(self) -> None:
        self.place = _Place()
        self.indicators: list[Indicator] = []
        self.levels: list[LevelWeight] = []
        self.unreadable: list[Unreadable] = []
        self.subtotals: list[Subtotal] = []
        self.seen = 0
        self.within = False
        """The row before was a part of an indicator."""
        self.tiered = False
        """Categories stand in rows of their own."""
        self.counted = False
        """First levels are counted: 一、产出指标."""


def read(regions: Iterable[Region], year: int | None) -> Reading:
    """Read the rows of the form's indicator tables from top to bottom."""
    so_far = _Read()
    for region in regions:
        begin = len(so_far.indicators)
        for heading in region.heading:
            so_far.seen += 1
            so_far.place = _under_heading(so_far.place, heading, so_far.levels)
        for index, row in enumerate(region.rows):
            so_far.seen += 1
            if index in region.reasons:
                _explain(so_far, reason(row))
            elif index in region.repeated:
                so_far.place = _under_heading(so_far.place, row, so_far.levels)
            elif _labels_only(row):
                following = region.rows[index + 1] if index + 1 < len(region.rows) else None
                _move_to(so_far, row, following)
            elif _is_of_head(row):
                continue  # 项目单位 | … | 项目年度 | … between the heading and its rows
            else:
                _take(so_far, _cells(row, region.columns), year)
        if region.reasons:
            so_far.indicators[begin:] = [_asked_why(row) for row in so_far.indicators[begin:]]
    so_far.indicators = _weighed_alike(so_far.indicators)
    shared = _are_shares(so_far.indicators)
    return Reading(
        tuple(_of_hundred(so_far.indicators) if shared else so_far.indicators),
        tuple(so_far.levels),
        tuple(so_far.unreadable),
        so_far.seen,
        tuple(so_far.subtotals),
        shared,
    )


def _explain(so_far: _Read, said: Entry | None) -> None:
    """Give the last row the reason that stands in a row of its own below it."""
    if said is None or not so_far.indicators or so_far.indicators[-1].reason is not None:
        return
    last = so_far.indicators[-1]
    so_far.indicators[-1] = last.model_copy(update={"reason": said.text, "reason_span": said.span})


def _asked_why(row: Indicator) -> Indicator:
    """The row of a table that gives reasons in rows of their own, so that one without is one that gives none."""
    return row.model_copy(update={"columns": row.columns | {"reason"}})


_FULL_MARKS = 100


def _weighed_alike(rows: list[Indicator]) -> list[Indicator]:
    """The rows, the figures in brackets behind all of their names their points where no column holds them: 维修渠道（15）."""
    if len(rows) < 2 or any("weight" in row.columns for row in rows):
        return rows
    named = [points.bare(Entry(fold(row.name), row.name, row.name_span, 1)) for row in rows]
    told = [one for one in named if one is not None]
    if len(told) < len(rows) or sum(one.points for one in told) > _FULL_MARKS:
        return rows
    return [
        row.model_copy(
            update={
                "name": one.entry.text,
                "name_span": one.entry.span,
                "weight": one.points,
                "weight_span": one.span,
                "columns": row.columns | {"weight"},
            }
        )
        for row, one in zip(rows, told, strict=True)
    ]


def _are_shares(rows: Sequence[Indicator]) -> bool:
    """Whether weights are printed as shares of one, and the scores as points: 0.3 | 30."""
    shares = [row.weight for row in rows if row.weight is not None]
    scored = sum((row.score for row in rows if row.score is not None), Decimal(0))
    return len(shares) > 1 and sum(shares) == 1 and scored > 1


def _of_hundred(rows: Sequence[Indicator]) -> list[Indicator]:
    """The rows with their weights as points."""
    return [row if row.weight is None else row.model_copy(update={"weight": row.weight.scaleb(2)}) for row in rows]


def _take(so_far: _Read, cells: _Cells, year: int | None) -> None:
    subtotal = _subtotal(so_far, cells)
    if subtotal is not None:
        so_far.subtotals.append(subtotal)
        return
    so_far.levels += _weights(cells, so_far.place)
    name = cells.by_kind.get("name")
    place = so_far.place
    if name is None or not cells.alone:
        place = so_far.place = _moved(so_far.place, cells)
    else:
        place = _Place(goal=place.goal)
    if _is_blank(name, cells):
        return
    if name is None or _is_bare(cells):
        so_far.unreadable.append(Unreadable(span=cells.row.span, reason=_reason(name), part="row"))
        so_far.within = False
    elif so_far.indicators and (
        _is_part(name, cells, within=so_far.within)
        or (so_far.within and _goes_on(so_far.indicators[-1], _part(name, cells, year), cells))
    ):
        so_far.indicators[-1] = _with_part(so_far.indicators[-1], _part(name, cells, year))
        so_far.within = True
    else:
        so_far.indicators.append(_indicator(name, cells, place, year))
        so_far.within = False


def _subtotal(so_far: _Read, cells: _Cells) -> Subtotal | None:
    """What a row that adds up rows above it prints; None for any other row."""
    if not so_far.indicators or not cells.by_kind.keys().isdisjoint(_ASKED_AND_REACHED):
        return None
    weight, weight_span = values.points(cells.by_kind.get("weight"))
    score, score_span = values.points(cells.by_kind.get("score"))
    if weight is None and score is None:
        return None
    grammar = current()
    label = next((entry for entry in cells.row.entries if grammar.line("subtotal", entry.words)), None)
    if label is None:
        return None
    return Subtotal(
        label=label.text,
        first=so_far.subtotals[-1].end if so_far.subtotals else 0,
        end=len(so_far.indicators),
        weight=weight,
        weight_span=weight_span,
        score=score,
        score_span=score_span,
        span=cells.row.span,
    )


_ASKED_AND_REACHED = ("target", "adjusted", "actual")


def _is_part(name: Entry, cells: _Cells, *, within: bool) -> bool:
    """A row 其中… without points of its own, and the rows that go on with it: no label, no target, no points."""
    if _is_scored(cells):
        return False
    if _PART.fullmatch(name.words):
        return True
    return within and not _is_labelled(cells) and "target" not in cells.by_kind and cells.columns >= {"weight", "score"}


def _goes_on(whole: Indicator, part: SubRow, cells: _Cells) -> bool:
    """Whether a row with a target of its own, below a row 其中…, is another part: a dash where its points would stand, or none and the whole's unit.

    其中：人工造林 ≥1.5万亩 | 封山育林 ≥1.9万亩 | 退化林修复 ≥0.8万亩, below 营造林面积 ≥4.2万亩.
    """
    if _is_scored(cells) or not cells.columns >= {"weight", "score"} or _is_labelled(cells):
        return False
    points = [cells.by_kind[kind].words for kind in ("weight", "score") if kind in cells.by_kind]
    if points:
        return all(is_dash(words) for words in points)
    mine, theirs = (
        next((value.quantity for value in (one.target, one.actual) if value is not None and value.quantity), None)
        for one in (part, whole)
    )
    return mine is not None and theirs is not None and units.comparable(mine, theirs)


def _is_labelled(cells: _Cells) -> bool:
    return any(kind in {"goal", "level1", "category"} and not entry.inherited for kind, entry in cells.by_kind.items())


def _is_of_head(row: Row) -> bool:
    """Whether the row is labels of the head with their values beside them."""
    pairs = len(row.entries) in {2, 4, 6}
    return pairs and all(current().head_kind(entry.words) is not None for entry in row.entries[::2])


def _labels_only(row: Row) -> bool:
    """A row that prints only labels: 一、产出指标(50分), (一)数量指标, 绩效目标2."""
    return all(
        labels.names_level_or_category(entry.words)
        or labels.framework(entry.words)
        or labels.goal(entry.words) is not None
        for entry in row.entries
    )


def _move_to(so_far: _Read, row: Row, following: Row | None) -> None:
    """Where the rows below a row of labels stand."""
    by_kind: dict[str, Entry] = {}
    for entry in row.entries:
        kind = "goal" if labels.goal(entry.words) is not None else "category"
        if kind == "category" and "level1" not in by_kind:
            kind = "level1" if _heads_path(entry, row) or _is_level(entry, so_far, following) else kind
        by_kind.setdefault(kind, entry)
    cells = _Cells(by_kind, Placed({}, (), ambiguous=False), frozenset(), has_levels=True, row=row)
    so_far.levels += _weights(cells, so_far.place)
    so_far.place = _moved(so_far.place, cells)
    so_far.tiered |= "category" in by_kind
    so_far.counted |= "level1" in by_kind and _COUNTED.match(by_kind["level1"].words) is not None


def _heads_path(entry: Entry, row: Row) -> bool:
    """Whether a label of first level stands before one of second level in the row: 满意度指标 | 服务对象满意度指标."""
    first, *others = row.entries
    return entry is first and labels.level(entry.words) is not None and any(labels.category(e.words) for e in others)


def _is_level(entry: Entry, so_far: _Read, following: Row | None) -> bool:
    """Whether a label in a row of its own is one of first level.

    资金管理 below 管理 is of second level, unless labels of its own follow it. 成本指标 and 满意度指标 may be both: below another first level whose categories have rows too they are categories,
    unless the next row is a category of their own.
    """
    level = labels.level(entry.words)
    if level is None:
        return False
    named = labels.category(entry.words)
    if named is None:
        return not (_is_second_level(level) and so_far.place.level1 is not None and not _heads_labels(following))
    if entry.words.startswith("("):
        return False  # （四）成本指标 stands below 一、产出指标
    if so_far.counted:
        return _COUNTED.match(entry.words) is not None  # 三、满意度指标 goes on with 二、效益指标
    if _heads_labels(following):
        return True
    above = so_far.place.level1
    return not (so_far.tiered and above is not None and labels.belongs(named, above))


_COUNTED = lazily(r"[一二三四五六七八九十]{1,3}[、.]")


def _is_second_level(level: str) -> bool:
    """Whether a label of first level on some forms is one of second level on those of the framework (资金管理)."""
    return labels.framework(level) and not current().first_levels.name(level)


def _heads_labels(following: Row | None) -> bool:
    """Whether the row below is one of labels that are none of first level."""
    return following is not None and _labels_only(following) and labels.level(following.entries[0].words) is None


def _cells(row: Row, columns: Sequence[Column]) -> _Cells:
    """The row by column."""
    entries = _with_inherited(row) if row.exact else _unglued(row.entries)
    asked = _asked(columns)
    whole = not row.exact and asked.needed <= len(row.places) and row.fills(min(len(row.places), columns[-1].place))
    placed = align(entries, columns, exact=row.exact, whole=whole)
    if not row.exact and (parted := _with_value_parted(placed, columns)) is not None:
        placed = parted
    if placed.ambiguous and not placed.unplaced and _stands_straight(row, placed, columns):
        placed = placed._replace(ambiguous=False)
    by_kind: dict[str, Entry] = {}
    for index, entry in placed.columns.items():
        kind = columns[index].kind
        if not entry.inherited or kind in _GO_ON:
            by_kind.setdefault(kind, entry)
    _part_cells(by_kind, columns)
    name = by_kind.get("name")
    level1 = by_kind.get("level1")
    if name is None and level1 is not None and not level1.inherited and categories.is_execution(level1.words):
        by_kind["name"] = by_kind.pop("level1")  # 预算执行率 | | | 100% | 97.5%: it stands under no level
        return _Cells(by_kind, placed, asked.columns, asked.has_levels, row, alone=True)
    alone = name is not None and not name.inherited and _stands_alone(name, asked, exact=row.exact)
    return _Cells(by_kind, placed, asked.columns, asked.has_levels, row, alone)


def _part_cells(by_kind: dict[str, Entry], columns: Sequence[Column]) -> None:
    """Give each its own where one cell prints two things: points of points, target and result, a name with its bound, level and category."""
    for printed, kinds in POINTS.items():
        if (both := by_kind.pop(printed, None)) is not None and (pair := values.both_points(both)) is not None:
            by_kind |= dict(zip(kinds, pair, strict=True))
    name = by_kind.get("name")
    if name is not None and all(column.kind != "target" for column in columns) and "target" not in by_kind:
        asked = told_both.bounded(name)
        by_kind |= {} if asked is None else dict(zip(("name", "target"), asked, strict=True))
    told = [kind for kind in ("target", "actual") if kind in by_kind]
    if len(told) == 1 and (sides := told_both.parted(by_kind[told[0]])) is not None:
        by_kind["target"], by_kind["actual"] = sides
    if "category" not in by_kind and (path := _two_levels(by_kind.get("level1"))) is not None:
        by_kind |= path


def _stands_alone(name: Entry, asked: "_Asked", *, exact: bool) -> bool:
    """Whether a name reaches over the columns of levels, or is the execution of the budget and stands in one of them."""
    if asked.first_tier is None:
        return False
    if exact:
        return name.column <= asked.first_tier and name.width > 1
    return name.column < max(asked.name or 0, asked.first_tier + 1) and _is_execution(name)


def _is_execution(name: Entry) -> bool:
    """Whether a name, without the points behind it, is the execution of the budget: 预算执行率（10）."""
    pointed = points.bare(name)
    return categories.is_execution(name.words if pointed is None else pointed.entry.words)


def _two_levels(entry: Entry | None) -> dict[str, Entry] | None:
    """Level and category out of the one cell that prints both: 产出-数量, 效益指标/社会效益; None for any other."""
    path = paths.of(entry, slashes=True) if entry is not None else None
    if path is None or path.category is None or path.rest is not None or path.category_name is None:
        return None
    return {"level1": path.level1, "category": path.category._replace(words=path.category_name)}


_GO_ON = frozenset({"goal", "level1", "category", "name", "level1_weight", "category_weight", "criterion"})
"""Kinds of cells that hold for all rows that they are merged down to."""


class _Asked(NamedTuple):
    """What a table asks for, the same for all of its rows."""

    columns: frozenset[str]
    """As `Indicator.columns` names them."""
    has_levels: bool
    first_tier: int | None
    """Where the first column of a level or category stands."""
    name: int | None
    """Where the column of names stands."""
    needed: int
    """The last column that a row may not leave out, when blank cells at its end were dropped."""


@remembered
def _asked(columns: Sequence[Column]) -> _Asked:
    return _Asked(
        frozenset(
            _COLUMNS[kind] for column in columns for kind in POINTS.get(column.kind, (column.kind,)) if kind in _COLUMNS
        ),
        any(column.kind == "level1" for column in columns),
        min((column.place for column in columns if column.kind in {"level1", "category"}), default=None),
        next((column.place for column in columns if column.kind == "name"), None),
        max((column.place for column in columns if column.kind not in _SELDOM), default=0),
    )


def _piece(entry: Entry, place: tuple[int, int]) -> Entry:
    text = entry.text[place[0] : place[1]]
    return entry._replace(words=fold(text), text=text, span=entry.span.part(*place))


def _unglued(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, labels parted from what a single blank joins them to: 满意度指标 服务对象满意度 家长满意度.

    A table aligned by blanks has no more than one between cells where a label fills its column.
    """
    blanks = [entry for entry in entries if entry.text != entry.words]
    if not any(_GLUED.match(entry.text) for entry in blanks):
        return list(entries)
    parted: list[Entry] = []
    for entry in entries:
        rest = entry
        while (found := _GLUED.match(rest.text)) is not None and labels.names_level_or_category(fold(found[1])):
            parted.append(rest._replace(words=fold(found[1]), text=found[1], span=rest.span.part(*found.span(1))))
            text = rest.text[found.end() :]
            rest = rest._replace(words=fold(text), text=text, span=rest.span.part(found.end(), len(rest.text)))
        parted.append(rest)
    if len(parted) == len(entries):
        return list(entries)
    return [entry._replace(column=place) for place, entry in enumerate(parted, parted[0].column)]


_SELDOM = frozenset({"reason", "more_reason", "remark", "other", "deviation"})


def _stands_straight(row: Row, placed: Placed, columns: Sequence[Column]) -> bool:
    """Whether a row of a text has a cell, blank or not, for every column, and each was taken for the one that it stands in."""
    return row.fills(columns[-1].place) and all(
        entry.column == columns[index].place for index, entry in placed.columns.items()
    )


def _with_value_parted(placed: Placed, columns: Sequence[Column]) -> Placed | None:
    """The row once more, its target parted from the name that a single blank joins it to: 补助资金到位及时率 100%.

    Only where one of target and result is missing, and with it nothing is.
    """
    kinds = {columns[index].kind: index for index in placed.columns}
    wanted = {column.kind for column in columns} & {"name", "target", "actual"}
    if "name" not in kinds or placed.unplaced or len(wanted) < 3 or len(wanted & kinds.keys()) != 2:
        return None
    name = placed.columns[kinds["name"]]
    found = _NAME_AND_VALUE.fullmatch(name.text)
    if found is None or fits(fold(found["value"])) not in VALUES:
        return None
    entries: list[Entry] = []
    for index in sorted(placed.columns):
        entry = placed.columns[index]
        entries += [_piece(name, found.span("name")), _piece(name, found.span("value"))] if entry is name else [entry]
    again = align([entry._replace(column=place) for place, entry in enumerate(entries, 1)], columns, exact=False)
    whole = wanted <= {columns[index].kind for index in again.columns} and not again.unplaced
    return again._replace(ambiguous=False) if whole else None


_NAME_AND_VALUE = lazily(r"(?P<name>\S(?:.*\S)?)\s(?P<value>\S+)", re.DOTALL)
_GLUED = prepared.pattern(r"(\S+)\s+(?=[^\s\-—–－/>＞→])")


def _with_inherited(row: Row) -> list[Entry]:
    if not row.above:
        return list(row.entries)
    return sorted((*row.above, *row.entries), key=lambda entry: entry.column)


def _under_heading(place: _Place, row: Row, levels: list[LevelWeight]) -> _Place:
    """A heading may carry the goal of the rows below it as its label: 年度绩效目标1(80分) | 一级指标 | …"""
    first = row.entries[0]
    number = labels.goal(first.words)
    if number is None:
        return place
    levels += _level_weight(first, number)
    return _Place(goal=number)


def _weights(cells: _Cells, place: _Place) -> list[LevelWeight]:
    """The weights that the row's own labels print."""
    found: list[LevelWeight] = []
    goal_entry = cells.by_kind.get("goal")
    number = labels.goal(goal_entry.words) if goal_entry else None
    for kind in ("goal", "level1", "category"):
        entry = cells.by_kind.get(kind)
        if entry is not None and not entry.inherited:
            found += _level_weight(entry, number or place.goal)
    return [*found, *_column_weights(cells, number or place.goal)]


def _column_weights(cells: _Cells, number: int | None) -> list[LevelWeight]:
    """The weights that forms print in columns of their own, beside the labels of level and category."""
    found: list[LevelWeight] = []
    for kind in ("level1", "category"):
        label, entry = cells.by_kind.get(kind), cells.by_kind.get(f"{kind}_weight")
        if label is None or label.inherited or entry is None or entry.inherited:
            continue
        weight, span = values.points(entry)
        if weight is not None and span is not None:
            found.append(LevelWeight(label=label.words, goal=number, weight=weight, span=span))
    return found


def _level_weight(entry: Entry, number: int | None) -> list[LevelWeight]:
    printed = labels.weight(entry.words)
    if printed is not None:
        return [LevelWeight(label=printed[0], goal=number, weight=printed[1], span=entry.span)]
    pointed = points.behind(entry)  # 重点工作（60分）: a label that only this form knows
    if pointed is None:
        return []
    return [LevelWeight(label=pointed.entry.words, goal=number, weight=pointed.points, span=entry.span)]


def _moved(place: _Place, cells: _Cells) -> _Place:
    """Where the row stands: what it prints itself, and for the rest what was printed last."""
    goal_entry, level_entry, category_entry = (cells.by_kind.get(kind) for kind in ("goal", "level1", "category"))
    number = labels.goal(goal_entry.words) if goal_entry else None
    level1, category, printed = place.level1, place.category, place.printed
    if any(entry is not None and is_dash(entry.words) for entry in (level_entry, category_entry)):
        return _Place(place.goal if number is None else number)  # 预算执行率 | —— | ——: it stands under no level
    if level_entry is not None and not _is_torn(level_entry.words):
        level1 = labels.level(level_entry.words) or points.without(level_entry.words)
        if category_entry is None and category is not None and _leaves(category, place.level1, level1):
            category = printed = None
        category = category or labels.only_category(level1)
    if category_entry is not None and not _is_torn(category_entry.words):
        category, printed = labels.category(category_entry.words), category_entry.text
        if level_entry is None and category is not None and (level1 is None or not labels.belongs(category, level1)):
            level1 = labels.usual_level(category) if cells.has_levels else level1
    return _Place(place.goal if number is None else number, level1, category, printed)


def _is_torn(words: str) -> bool:
    """Whether the words are what a page break left of a label, or the points printed below it."""
    return current().line("torn", words) or ("分" in words and _POINTS_ALONE.fullmatch(words) is not None)


def _is_template(words: str) -> bool:
    """Whether the words are what an empty form prints where a name is to be filled in."""
    return _TEMPLATE.fullmatch(words) is not None or current().line("template", words)


def _leaves(category: str, before: str | None, level1: str) -> bool:
    """Whether the category printed last does not go on under the first level printed now."""
    return not labels.belongs(category, level1) or (labels.national_level(level1) is None and before != level1)


def _is_blank(name: Entry | None, cells: _Cells) -> bool:
    """A row of the template that nobody filled in: labels only, or dots."""
    stated = [
        cells.by_kind[kind] for kind in ("target", "adjusted", "actual", "weight", "score") if kind in cells.by_kind
    ]
    if any(not _says_nothing(entry) for entry in stated):
        return name is not None and current().line("subtotal", name.words)
    if stated and name is not None and not name.inherited and all(is_dash(entry.words) for entry in stated):
        return len(stated) > 1 or _is_template(name.words) or is_dash(name.words)
    if any(not _DOTS.fullmatch(entry.words) for entry in cells.placed.unplaced):
        return False
    if name is None or name.inherited:
        return True
    beside = (cells.by_kind[kind] for kind in _BESIDE if kind in cells.by_kind)
    return _is_template(name.words) and all(map(_says_nothing, beside))


_BESIDE = ("reason", "unknown", "other")
"""What nobody prints where an empty form leaves a name to be filled in."""


def _says_nothing(entry: Entry) -> bool:
    return values.is_blank(entry.words) or is_dash(entry.words) or _DOTS.fullmatch(entry.words) is not None


def _is_bare(cells: _Cells) -> bool:
    """A name and nothing that a row states: more likely a torn row than an indicator."""
    return not {"target", "adjusted", "actual", "weight", "score"} & set(cells.by_kind)


def _reason(name: Entry | None) -> str:
    if name is None:
        return _("这一行读不出指标名称。")
    return _("这一行只有名称，没有指标值、完成值和分值。")


def _is_scored(cells: _Cells) -> bool:
    return any(values.points(cells.by_kind.get(kind))[0] is not None for kind in ("weight", "score"))


def _part(name: Entry, cells: _Cells, year: int | None) -> SubRow:
    return SubRow(
        name=name.text, target=_target(cells, year), actual=_value(cells, "actual", year), span=cells.row.span
    )


def _with_part(indicator: Indicator, part: SubRow) -> Indicator:
    return indicator.model_copy(update={"parts": (*indicator.parts, part)})


def _by_path(name: Entry, cells: _Cells, place: _Place) -> tuple[Entry, _Place]:
    """The name and where it stands, where it prints its level and category itself: 产出-数量-生活补贴发放人数."""
    if cells.has_levels or {"level1", "category"} & set(cells.by_kind):
        return name, place
    path = paths.of(name)
    if path is None or path.rest is None:
        return name, place
    level1 = labels.national_level(path.level1.words) or path.level1.words
    category = path.category_name or labels.only_category(level1)
    return path.rest, _Place(place.goal, level1, category, path.category.text if path.category is not None else None)


def _indicator(name: Entry, cells: _Cells, place: _Place, year: int | None) -> Indicator:
    name, place = _by_path(name, cells, place)
    weight, weight_span = values.points(cells.by_kind.get("weight"))
    columns = cells.columns
    if "weight" not in columns and (pointed := points.behind(name)) is not None:
        name, weight, weight_span = pointed  # 康复服务人数（15分）, on a form without a column of points
        columns |= {"weight"}
    score, score_span = values.points(cells.by_kind.get("score"))
    reason = _said(cells.by_kind.get("reason"), cells.by_kind.get("more_reason"))
    criterion, rate = cells.by_kind.get("criterion"), _value(cells, "rate", year)
    share = _value(cells, "score_rate", year) if "score_rate" in cells.by_kind else None
    again, again_span = values.points(cells.by_kind["score_again"]) if "score_again" in cells.by_kind else (None, None)
    deducted, deducted_span = values.points(cells.by_kind.get("deducted"))
    return make_indicator(
        goal=place.goal,
        level1=place.level1,
        category=place.category,
        category_printed=place.printed,
        name=name.text,
        name_span=name.span,
        target=_target(cells, year),
        actual=_actual(cells, year),
        weight=weight,
        weight_span=weight_span,
        score=score,
        score_span=score_span,
        reason=reason[0] if reason else None,
        reason_span=reason[1] if reason else None,
        criterion=criterion.text if criterion else None,
        criterion_span=criterion.span if criterion else None,
        rate=rate.quantity if rate is not None else None,
        deducted=deducted,
        deducted_span=deducted_span,
        score_again=again,
        score_again_span=again_span,
        score_rate=share.quantity if share is not None else None,
        reviewed=_reviewed(cells, year),
        columns=columns,
        ambiguous=cells.placed.ambiguous or bool(cells.placed.unplaced),
        span=cells.row.span,
    )


def _value(cells: _Cells, kind: str, year: int | None) -> Value | None:
    entry = cells.by_kind.get(kind)
    return values.value(entry, year) if entry is not None else None


def _said(first: Entry | None, second: Entry | None) -> tuple[str, Span] | None:
    """The reason, and the measure that stands in a column of its own beside it."""
    both = [entry for entry in (first, second) if entry is not None]
    if not both:
        return None
    if len(both) == 1:
        return both[0].text, both[0].span
    return "；".join(entry.text for entry in both), both[0].span.model_copy(update={"end": both[1].span.end})


def _reviewed(cells: _Cells, year: int | None) -> Reviewed | None:
    """What the reviewer's own columns say of the row."""
    if _OF_REVIEW.isdisjoint(cells.by_kind):
        return None
    score, score_span = values.points(cells.by_kind.get("reviewed_score"))
    remark = cells.by_kind.get("remark")
    actual, deviation = _value(cells, "reviewed_actual", year), _value(cells, "deviation", year)
    if score is None and remark is None and actual is None:
        return None
    return Reviewed(
        actual=_in_unit(cells, actual),
        score=score,
        score_span=score_span,
        deviation=deviation.quantity if deviation else None,
        remark=remark.text if remark else None,
        remark_span=remark.span if remark else None,
    )


_OF_REVIEW = frozenset({"reviewed_score", "reviewed_actual", "remark"})
"""Columns without any of which nobody reviewed the row."""


def _actual(cells: _Cells, year: int | None) -> Value | None:
    """The actual value; a bare number is in the unit that 度量单位 prints for its row."""
    return _in_unit(cells, _value(cells, "actual", year))


def _in_unit(cells: _Cells, plain: Value | None) -> Value | None:
    quantity = plain.quantity if plain is not None else None
    if plain is None or quantity is None or quantity.unit or quantity.text != plain.text.strip():
        return plain
    unit = _unit(cells) or _named_unit(cells)
    if unit is None:
        return plain
    measured = quantities.assemble("", plain.text, unit.text, quantity.span)
    if measured is None or measured.bound != quantity.bound:
        return plain
    return plain.model_copy(update={"quantity": measured.model_copy(update={"text": quantity.text})})


def _unit(cells: _Cells) -> Entry | None:
    entry = cells.by_kind.get("unit")
    return None if entry is None or values.is_blank(entry.words) else entry


def _named_unit(cells: _Cells) -> Entry | None:
    """The unit in brackets behind the name: 道路硬化里程（公里）."""
    name = cells.by_kind.get("name")
    found = _BRACKETED.search(name.text) if name is not None else None
    if name is None or found is None or not units.is_known(fold(found[1])):
        return None
    return name._replace(words=fold(found[1]), text=found[1], span=name.span.part(*found.span(1)))


_BRACKETED = prepared.pattern(r"[（(]\s*([^（）()]{1,8}?)\s*[)）]\s*\Z")


def _target(cells: _Cells, year: int | None) -> Value | None:
    """The target: one cell, or 指标性质 + 指标值 + 度量单位 taken together. An adjusted target that is blank leaves the first."""
    adjusted = cells.by_kind.get("adjusted")
    entry = cells.by_kind.get("target") if adjusted is None or values.is_blank(adjusted.words) else adjusted
    if entry is None:
        return None
    plain = values.value(entry, year)
    operator, unit = _missing_beside(plain, cells.by_kind.get("operator"), _unit(cells))
    if operator is None and unit is None:
        return _in_unit(cells, plain)
    whole = [item.text for item in (operator, entry, unit) if item is not None]
    measure = unit or (_named_unit(cells) if plain.quantity is not None and not plain.quantity.unit else None)
    quantity = quantities.assemble(
        operator.text if operator else "", entry.text, measure.text if measure else "", entry.span
    )
    if quantity is None:
        return plain
    return make_value(text="".join(whole), span=_joined(entry, operator, unit), quantity=quantity, period=plain.period)


def _missing_beside(plain: Value, operator: Entry | None, unit: Entry | None) -> tuple[Entry | None, Entry | None]:
    """Operator and unit where the value's own cell prints none: never 100%% or 0次次."""
    own = plain.quantity
    if own is not None and own.bound != "=":
        operator = None
    if (own is not None and own.unit) or own is None:
        unit = None
    return operator, unit


def _joined(entry: Entry, operator: Entry | None, unit: Entry | None) -> Span:
    """The stretch of neighbouring cells; the value's own cell where something else stands between them."""
    parts = sorted((item.span.start, item.span.end) for item in (operator, entry, unit) if item is not None)
    if any(after[0] - before[1] > 1 for before, after in pairwise(parts)):
        return entry.span
    return entry.span.model_copy(update={"start": parts[0][0], "end": parts[-1][1]})
