"""The columns of a table with what their headings leave unsaid: the labels of sections, goals and sums of money."""

from collections.abc import Sequence

from auditor.extract.rules import labels
from auditor.extract.rules.columns.column import AMOUNTS, ASIDE, UNKNOWN, Column
from auditor.extract.rules.columns.slots import Slot
from auditor.extract.rules.fitting import VALUES, fits
from auditor.extract.rules.rows import Row
from auditor.forms import TableKind, bare, current


def without_section(table: TableKind, kinds: list[str | None], slots: Sequence[Slot]) -> list[str | None]:
    """The kinds, the first of them none where it labels the section (年度指标完成情况) and no column of values."""
    out = list(kinds)
    if table == "indicators":
        if out and out[0] not in {None, "level1", "category", "name", "number", ASIDE} and len(out) > 1:
            out[0] = None
        if "name" not in out and all(slot.entry is not None for slot in slots):
            titled = next(
                (at for at, slot in enumerate(slots) if out[at] is None and current().line("rows", bare(slot.words))),
                None,
            )
            if titled is not None:
                out[titled] = "name"
    if (
        table == "money"
        and len(out) > 2
        and out[0] in AMOUNTS
        and (out[0] in out[1:] or current().line("money_section", bare(slots[0].words)))
    ):
        out[0] = None
    if table == "goals" and len(out) > 2 and out[0] in {"target", "actual", "adjusted"} and "target" in out[1:]:
        out[0] = None
    return out


def completed(table: TableKind, named: list[Column], told: Sequence[str | None], body: Sequence[Row]) -> list[Column]:
    """The columns with the one before them that holds labels of goals and sections, whether the heading prints it or not."""
    if not named:
        return named
    if table == "money":
        return _with_label(named, body)
    if table == "indicators":
        return _with_goals(_with_first(table, _of_the_reviewer(_categorised(named, body)), told), body)
    return _with_first(table, named, told)


def _with_goals(named: list[Column], body: Sequence[Row]) -> list[Column]:
    """The columns, of those that label sections and goals the one that holds the goals' numbers: 绩效指标 | 绩效目标 | 一级指标."""
    idle = {column.place for column in named if column.kind in {ASIDE, UNKNOWN, "goal"}}
    entries = (entry for row in body for entry in row.entries if entry.column in idle)
    cells = [(entry.column, labels.goal(entry.words) is not None) for entry in entries]
    numbered = {place for place, is_goal in cells if is_goal}
    numbered -= {place for place, is_goal in cells if not is_goal}
    if len(numbered) != 1:
        return named
    kinds = {place: "goal" if place in numbered else ASIDE for place in idle}
    return [
        column._replace(kind=kinds[column.place]) if column.place in numbered or column.kind == "goal" else column
        for column in named
    ]


def _categorised(named: list[Column], body: Sequence[Row]) -> list[Column]:
    """The columns, the only one of labels a column of categories where most of its cells are none but that: 指标类型 | 数量 | 质量 | 时效."""
    tiers = [column for column in named if column.kind in {"level1", "category"}]
    if [column.kind for column in tiers] != ["level1"]:
        return named
    place = tiers[0].place
    cells = [entry.words for row in body for entry in row.entries if entry.column == place and not entry.inherited]
    only = sum(labels.category(words) is not None and labels.level(words) is None for words in cells)
    if only * 2 <= len(cells) or any(labels.level(words) and not labels.category(words) for words in cells):
        return named
    return [column._replace(kind="category") if column.kind == "level1" else column for column in named]


def _with_first(table: TableKind, named: list[Column], told: Sequence[str | None]) -> list[Column]:
    first = named[0]
    if first.kind in {"goal", ASIDE, UNKNOWN} and told[0] is None and len(named) > 1:
        if table == "indicators":
            return [first._replace(kind="goal"), *named[1:]]
        named = named[1:]
    return [Column("goal", named[0].place - 1, 1), *named]


def _of_the_reviewer(named: list[Column]) -> list[Column]:
    """The columns, those behind a reviewer's own that are the reviewer's too: 偏离度, and the remark that explains a deduction."""
    first = next((at for at, column in enumerate(named) if column.kind in {"reviewed_actual", "reviewed_score"}), None)
    return named if first is None else [*named[:first], *(map(_reviewed, named[first:]))]


def _reviewed(column: Column) -> Column:
    groups = current().group(column.heading)
    if "deviation" in groups and column.kind in {"rate", ASIDE, UNKNOWN}:
        return column._replace(kind="deviation")
    if "beside_review" in groups and column.kind in {"reason", "more_reason"}:
        return column._replace(kind="remark")
    return column


def _is_named(row: Row, place: int) -> bool:
    """Whether a row has a cell of its own in a column."""
    return any(entry.column == place and not entry.inherited for entry in row.entries)


def _with_label(named: list[Column], body: Sequence[Row]) -> list[Column]:
    """A money table's columns from the one on that names the sums: by its heading, else the one before the amounts.

    Of several such headings the one below which the rows are named: 资金情况 | 资金来源 | 预算安排, with 省级补助 below the second.
    """
    first = next((at for at, column in enumerate(named) if column.kind in AMOUNTS), len(named))
    labelled = [
        at
        for at, column in enumerate(named[:first])
        if column.kind == "label" or current().named("money", column.heading) == "label"
    ]
    filled = {at: sum(_is_named(row, named[at].place) for row in body) for at in labelled}
    at = max(labelled, key=lambda at: (filled[at] * 2 > len(body), -at), default=None)
    titled = next(
        (at for at, column in enumerate(named[:first]) if current().line("money_name", bare(column.heading))), None
    )
    at = titled if titled is not None else at if at is not None else _before_figures(named, first, body)
    if at is None:
        return [Column("label", named[0].place - 1, 1), *named]
    if at < first - 1 and titled is None and at not in labelled:
        first = at + 1  # figures of no amount stand before the amounts: 上年结转
    place = (
        named[at].place
        if at < first - 1 or (named[at].kind == "label" and at != first - 1)
        else named[first].place - 1
        if first < len(named)
        else named[at].place
    )
    label = named[at]._replace(kind="label", place=place, width=1)
    return [label, *named[at + 1 :]]


def _before_figures(named: Sequence[Column], first: int, body: Sequence[Row]) -> int | None:
    """The last column before the amounts that prints no figures itself, as 上年结转 may; None where there is none."""
    return next((at for at in range(first - 1, -1, -1) if not _prints_figures(named[at].place, body)), None)


def _prints_figures(place: int, body: Sequence[Row]) -> bool:
    """Whether what stands in a column is mostly figures."""
    cells = [fits(entry.words) in VALUES for row in body for entry in row.entries if entry.column == place]
    return sum(cells) * 2 > len(cells)
