"""What a run of layouts gave, layout by layout, and the figures of each kind."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from auditor.bench.layouts import kinds
from auditor.bench.layouts.compare import Counts
from auditor.locale import gettext as _
from auditor.model.record import Record


class Dressed(Record):
    """What became of one layout: its cells, what was raised on right facts, and whether the fault planted was found."""

    kind: str
    name: str
    cells: Counts
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    planted: str = ""
    found: bool = False
    refused: bool = False


class Layouts(Record):
    """A whole run."""

    each: int
    seed: int
    dressed: tuple[Dressed, ...]

    def of(self, kind: str) -> tuple[Dressed, ...]:
        """The layouts of one kind."""
        return tuple(one for one in self.dressed if one.kind == kind)


def cells(dressed: Iterable[Dressed]) -> Counts:
    """The cells of layouts counted together."""
    return sum((one.cells for one in dressed), Counts())


def share(part: int, whole: int) -> Decimal:
    """A part of a whole in per cent; all of nothing is 100."""
    return Decimal(part * 100) / whole if whole else Decimal(100)


def table(layouts: Layouts) -> Iterator[tuple[str, ...]]:
    """A line for each kind tried and one for all of them, under a heading."""
    yield (
        _("换装"), _("份数"), _("单元格"), _("读对"), _("说明未读"), _("漏读未说"), _("读错"), _("多出行"), _("埋错查出"), _("误报错误"), _("误报警告"), _("做法"),
    )  # fmt: skip
    for kind in kinds.catalogue():
        if own := layouts.of(kind.name):
            yield kind.name, *_figures(own), kind.says
    yield _("合计"), *_figures(layouts.dressed), ""


def _figures(dressed: tuple[Dressed, ...]) -> tuple[str, ...]:
    counts = cells(dressed)
    planted = sum(bool(one.planted) for one in dressed)
    parts = (f"{share(part, counts.cells):.1f}%" for part in (counts.right, counts.told, counts.lost, counts.wrong))
    return (
        str(len(dressed)),
        str(counts.cells),
        *parts,
        str(counts.invented),
        f"{sum(one.found for one in dressed)}/{planted}",
        str(sum(len(one.errors) for one in dressed)),
        str(sum(len(one.warnings) for one in dressed)),
    )


def shown(layouts: Layouts) -> Iterator[str]:
    """Every cell that is not right, every row that stands nowhere, every false alarm and every fault not found, by layout."""
    for one in layouts.dressed:
        lines = list(_lines(one))
        if lines:
            yield one.name
            yield from (f"    {line}" for line in lines)


def _lines(one: Dressed) -> Iterator[str]:
    if one.refused:
        yield _("未能读出任何表格")
    for cell in one.cells.misses:
        yield f"{_STATES[cell.state]()} {cell.kind} {cell.where}：{cell.want or '—'} → {cell.got or '—'}"
    if one.cells.invented:
        yield _("多出{count}行：{rows}").format(count=one.cells.invented, rows="、".join(one.cells.strangers))
    if one.planted and not one.found:
        yield _("没有查出所埋的差错：{fault}").format(fault=one.planted)
    yield from (_("误报错误 {said}").format(said=said) for said in one.errors)
    yield from (_("误报警告 {said}").format(said=said) for said in one.warnings)


_STATES = {
    "wrong": lambda: _("读错"),
    "told": lambda: _("说明未读"),
    "lost": lambda: _("漏读未说"),
    "right": lambda: _("读对"),
}
