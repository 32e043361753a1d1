"""Tables and pictures over many reports: how scores lie, what departments are told, and what cannot be right between them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from html import escape
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from auditor.batch import across, charts, page, sheets
from auditor.batch.charts import Axis, Dot, Picture
from auditor.batch.output import codes, in_words, of_code, title_of
from auditor.batch.sheets import Column, Row, Sheet
from auditor.checks.pf import department_outlier as departments
from auditor.checks.registry import over_many
from auditor.locale import gettext as _
from auditor.model.portfolio import Between, Member
from auditor.store import Store, lists
from auditor.store.lists import ByCode, Crossed, Filter, Listed

PAGE, WORKBOOK = "portfolio.html", "portfolio.xlsx"
_BANDS = (60, 70, 80, 85, 90, 92, 94, 95, 96, 97, 98, 99, 100)
"""Ends of the bands of scores: most lie close together at the top."""
_MOST_ROWS = 40
"""Departments of a picture; the workbook has all."""


class Whole(NamedTuple):
    """All that is shown."""

    rows: Sequence[Listed]
    by_code: Sequence[ByCode]
    families: dict[str, Counter[str]]
    """Findings by department and family."""
    members: Sequence[Member]
    crossed: Sequence[Crossed]
    outliers: Sequence[Between]

    @property
    def done(self) -> list[Listed]:
        """The reports that were audited and stand."""
        return [row for row in self.rows if row.state == "done" and not row.superseded]


def gather(store: Store, which: Filter, scope: str | None) -> Whole:
    """Everything, in a few passes over lists and facts."""
    families: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row, found in lists.each_finding(store, which):
        families[_department(row)][found.code[:2]] += 1
    members = across.members(store, which)
    told = next(check for check in over_many() if check.code == "PF01")
    return Whole(
        tuple(lists.every(store, which)), lists.by_code(store, which.run), dict(families), members,
        lists.crossing(store, scope) if scope is not None else (), list(across.run_one(told, members)),
    )  # fmt: skip


def write(whole: Whole, out: Path, *, lang: str) -> None:
    """The page and the workbook. Raises OSError."""
    page.write(out / PAGE, _("总览"), _body(whole), lang=lang)
    sheets.write(out / WORKBOOK, _sheets(whole))


def body(whole: Whole) -> str:
    """What the page shows, for another page to show."""
    return "".join(_body(whole))


def _department(row: Listed) -> str:
    return row.department or row.unit or _("（未读出）")


def _body(whole: Whole) -> Iterator[str]:
    done = whole.done
    failed = sum(1 for row in whole.rows if row.state == "failed")
    yield page.counts(
        [
            (_("材料"), len(whole.rows)),
            (_("已核对"), len(done)),
            (_("读取失败"), failed),
            (_("部门或单位"), len({_department(row) for row in done})),
        ]
    )
    for title, picture in _pictures(whole):
        caption = f"<figcaption aria-hidden=true>{escape(picture.words)}</figcaption>"
        yield f"<h2>{escape(title)}</h2>\n<figure>{picture.svg}{caption}</figure>\n"
    yield f"<h2>{escape(_('半数以上材料都有的核对项'))}</h2>\n"
    suspects = [row for row in codes(whole.by_code, len(whole.done)) if row[-1]]
    if suspects:
        yield f"<p>{escape(_('先看是否表式或规则的问题，再逐份处理。'))}</p>\n"
        yield from page.table([one.heading for one in of_code()], suspects, numbers=frozenset({3, 4, 5}))
    else:
        yield f"<p>{escape(_('没有。'))}</p>\n"
    yield f"<h2>{escape(_('材料之间'))}</h2>\n"
    yield from _table([one.heading for one in _of_crossed()], [_crossed(one) for one in whole.crossed])
    yield f"<h2>{escape(_('与众不同的部门'))}</h2>\n<p class=faint>{escape(_('只供安排抽查，不是任何一份材料的疑点。'))}</p>\n"
    yield from _table([_("说明")], [(one.message,) for one in whole.outliers])


def _table(headings: Sequence[str], rows: Sequence[Row]) -> Iterator[str]:
    """A table, or a word that there is nothing."""
    if rows:
        yield from page.table(headings, rows)
    else:
        yield f"<p>{escape(_('没有。'))}</p>\n"


def _pictures(whole: Whole) -> Iterator[tuple[str, Picture]]:
    done = whole.done
    scores = [float(row.score_stated) for row in done if row.score_stated is not None]
    yield _("得分分布"), _distribution(scores)
    yield _("执行率与得分"), _rates(done)
    yield _("部门与核对类别"), _heat(whole)
    yield _("自评得分与重算得分"), _recomputed(done)
    yield _("部门满分比例漏斗图"), _funnel(whole)


def _distribution(scores: Sequence[float]) -> Picture:
    low = 0
    counted = []
    for high in _BANDS:
        counted.append(
            (
                f"{low}–{high}" if high < 100 else "100",
                sum(1 for one in scores if low <= one < high) if high < 100 else sum(1 for one in scores if one >= 100),
            )
        )
        if high == 100:
            counted.insert(-1, (f"{low}–100", sum(1 for one in scores if low <= one < 100)))
        low = high
    most = max(counted, key=lambda pair: pair[1], default=("", 0))
    words = _("自评得分分布：{count} 份，最多的一段是 {band}（{most} 份）").format(
        count=len(scores), band=most[0], most=most[1]
    )
    return charts.bars(words, _("自评得分"), counted)


def _rates(done: Sequence[Listed]) -> Picture:
    both = [
        (float(row.rate), float(row.score_stated), row)
        for row in done
        if row.rate is not None and row.score_stated is not None
    ]
    odd = [row for rate, score, row in both if rate < 80 and score >= 95]
    words = _("执行率与自评得分：{count} 份，其中执行率不足 80% 而得分 95 以上的 {odd} 份").format(
        count=len(both), odd=len(odd)
    )
    points = (
        Dot(rate, score, f"{row.name} {rate:g}% {score:g}", rate < 80 and score >= 95) for rate, score, row in both
    )
    x = charts.scale(_("执行率%"), [rate for rate, _score, _row in both], 0, 120)
    y = charts.scale(_("自评得分"), [score for _rate, score, _row in both], 0, 100)
    return charts.dots(words, x, y, points)


def _heat(whole: Whole) -> Picture:
    columns = sorted({family for counts in whole.families.values() for family in counts})
    ranked = sorted(whole.families, key=lambda name: (-sum(whole.families[name].values()), name))
    rows = ranked[:_MOST_ROWS]
    words = _("各部门各类疑点数：{rows} 个部门或单位，{columns} 类").format(rows=len(ranked), columns=len(columns))
    if len(ranked) > len(rows):
        words += _("；图中只有疑点最多的 {count} 个，其余见工作簿").format(count=len(rows))
    return charts.heat(words, rows, columns, lambda row, column: whole.families[row][column])


def _recomputed(done: Sequence[Listed]) -> Picture:
    both = [
        (float(row.score_stated), float(row.score_recomputed), row)
        for row in done
        if row.score_stated is not None and row.score_recomputed is not None
    ]
    apart = [row for stated, again, row in both if stated != again]
    words = _("自评得分与重算得分：{count} 份，不同的 {apart} 份").format(count=len(both), apart=len(apart))
    x = charts.scale(_("自评得分"), [value for pair in both for value in pair[:2]], 0, 100)
    points = (Dot(stated, again, f"{row.name} {stated:g} → {again:g}", stated != again) for stated, again, row in both)
    return charts.dots(words, x, x._replace(words=_("重算得分")), points, lines=(lambda value: value,))


def _funnel(whole: Whole) -> Picture:
    """The share of reports with full marks by department, against how many reports it has; the lines are 95 % and 99.8 %."""
    full: defaultdict[str, list[bool]] = defaultdict(list)
    for member in whole.members:
        for form in member.forms:
            if form.role == "table" and form.rows:
                full[member.department or member.unit or _("（未读出）")].append(form.full == form.rows)
    every = [one for some in full.values() for one in some]
    share = sum(every) / len(every) if every else 0.0
    most = max((len(some) for some in full.values()), default=1)
    far = {one.department for one in departments.outliers(whole.members)}
    words = _("各部门全部满分的比例：共 {count} 个，平均 {share}%；明显不同的 {far} 个").format(
        count=len(full), share=round(100 * share), far=len(far)
    )
    lines = [_limit(share, sign * z) for z in (1.96, 3.09) for sign in (-1, 1)]
    top = float(max(10, most))
    points = (
        Dot(len(some), 100 * sum(some) / len(some), f"{name} {sum(some)}/{len(some)}", name in far)
        for name, some in sorted(full.items())
    )
    marks = tuple(round(top * at / 5) for at in range(6))
    return charts.dots(
        words, Axis(_("份数"), 0, top, marks), Axis(_("满分比例%"), 0, 100, (0, 25, 50, 75, 100)), points, lines=lines
    )


def _limit(share: float, errors: float) -> Callable[[float], float]:
    """A line of a funnel: the share at so many standard errors, in per cent, by how many reports there are."""
    return lambda count: 100 * (share + errors * sqrt(share * (1 - share) / max(count, 1.0)))


# -------------------------------------------------------------------------------------------------- the workbook


def _of_department() -> list[Column]:
    return [
        Column(_("部门或单位"), 28),
        Column(_("材料"), 8),
        Column(_("存在矛盾"), 10),
        Column(_("平均得分"), 10),
        Column(_("疑点"), 8),
    ]


def _of_scores() -> list[Column]:
    return [
        Column(_("材料"), 36),
        Column(_("部门或单位"), 24),
        Column(_("自评得分"), 10),
        Column(_("重算得分"), 10),
        Column(_("相差"), 8),
        Column(_("执行率%"), 10),
    ]


def _of_crossed() -> list[Column]:
    return [
        Column(_("代码"), 8),
        Column(_("所查问题"), 30),
        Column(_("轻重"), 8),
        Column(_("材料"), 40),
        Column(_("事实"), 60),
        Column(_("计算"), 30),
        Column(_("原文"), 50),
        Column(_("处理"), 40),
    ]


def _sheets(whole: Whole) -> Iterator[Sheet]:
    yield Sheet(_("按部门"), _of_department(), _departments(whole))
    yield Sheet(
        _("部门与类别"), [Column(_("部门或单位"), 28), *(Column(one, 7) for one in _families(whole))], _matrix(whole)
    )
    yield Sheet(_("按核对项"), of_code(), codes(whole.by_code, len(whole.done)))
    yield Sheet(_("得分"), _of_scores(), _scores(whole))
    yield Sheet(_("材料之间"), _of_crossed(), (_crossed(one) for one in whole.crossed))
    yield Sheet(_("与众不同的部门"), [Column(_("说明"), 90)], ((one.message,) for one in whole.outliers))


def _families(whole: Whole) -> list[str]:
    return sorted({family for counts in whole.families.values() for family in counts})


def _matrix(whole: Whole) -> Iterator[Row]:
    for name in sorted(whole.families):
        yield name, *(whole.families[name][one] or None for one in _families(whole))


def _departments(whole: Whole) -> Iterator[Row]:
    some: defaultdict[str, list[Listed]] = defaultdict(list)
    for row in whole.done:
        some[_department(row)].append(row)
    for name in sorted(some):
        scores = [row.score_stated for row in some[name] if row.score_stated is not None]
        mean = (sum(scores, Decimal(0)) / len(scores)).quantize(Decimal("0.01")) if scores else None
        contradicted = sum(1 for row in some[name] if row.verdict == "contradicted")
        yield (
            name,
            len(some[name]),
            contradicted,
            mean,
            sum(row.errors + row.warnings + row.notes for row in some[name]),
        )


def _scores(whole: Whole) -> Iterator[Row]:
    for row in whole.done:
        apart = (
            row.score_recomputed - row.score_stated
            if row.score_recomputed is not None and row.score_stated is not None
            else None
        )
        yield row.name, _department(row), row.score_stated, row.score_recomputed, apart, row.rate


def _crossed(one: Crossed) -> Row:
    names = "\n".join(member.name for member in one.members)
    return (
        one.code,
        title_of(one.code),
        in_words(one.severity),
        names,
        one.message,
        one.working,
        one.quotes,
        one.action,
    )
