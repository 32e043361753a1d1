"""What a batch hands over: a page to look through, a workbook, figures for other programs, letters by department."""

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from decimal import Decimal
from functools import cache
from html import escape
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from auditor import __version__
from auditor.batch import figures as counted
from auditor.batch import page, sheets
from auditor.batch.figures import Figures
from auditor.batch.sheets import Column, Row, Sheet
from auditor.batch.work import Terms
from auditor.errors import StoreError
from auditor.locale import gettext as _
from auditor.locale.system import reason
from auditor.memo.archive import member
from auditor.memo.words import severity_word, weight_word
from auditor.model.finding import Severity
from auditor.store import Store, lists
from auditor.store.lists import ByCode, Filter, Listed
from auditor.writing import growing, write_whole

INDEX, WORKBOOK, SUMMARY = "index.html", "汇总.xlsx", "summary.json"
ON_A_PAGE = 10_000
"""Rows of the index on one page."""

VERDICTS = {"contradicted": "存在矛盾", "insufficient": "未能充分核对", "clear": "未发现矛盾"}
STATES = {"failed": "读取失败", "pending": "尚未核对"}


class Handed(NamedTuple):
    """A batch that is handed over: its record and number, where to, and what its papers are called."""

    store: Store
    run: int
    out: Path
    terms: Terms
    state: str

    @property
    def which(self) -> Filter:
        """The submissions of the batch."""
        return Filter(run=self.run)


def hand_over(batch: Handed, *, crossed: bool = True) -> Figures:
    """Write everything. Raises StoreError where there is no room."""
    figures = counted.gather(batch.store, batch.run)
    try:
        _summary(batch, figures)
        _index(batch, figures)
        sheets.write(batch.out / WORKBOOK, _sheets(batch, figures, crossed=crossed))
        if batch.terms.kind == "inquiry":
            _letters(batch)
    except OSError as error:
        message = _("写不下 {folder}（{why}）：请清理磁盘或检查权限后再运行同一条命令，已完成的不会重做。")
        raise StoreError(message.format(folder=batch.out, why=reason(error))) from error
    return figures


def verdict_word(row: Listed) -> str:
    """What became of a submission, in words."""
    return _(STATES[row.state]) if row.state in STATES else _(VERDICTS[row.verdict or "insufficient"])


def _summary(batch: Handed, figures: Figures) -> None:
    failed = [
        {"submission": one.submission_id, "name": one.name, "cause": one.cause, "message": one.message}
        for one in counted.failures(batch.store, batch.run)
    ]
    names = {row.id: row.name for row in lists.every(batch.store, Filter(run=batch.run))} if failed else {}
    told = {
        "schema": "auditor/batch/1",
        "tool": {"name": "report-auditor", "version": __version__, "settings": batch.terms.digest},
        "state": batch.state,
        **figures.model_dump(mode="json"),
        "failures": [{**one, "submission": names[int(str(one["submission"]))]} for one in failed],
    }
    made = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    write_whole(batch.out / SUMMARY, made.encode("utf-8", "replace"))


# ------------------------------------------------------------------------------------------------------ the page


def _index(batch: Handed, figures: Figures) -> None:
    """The page, or several where there are more rows than one holds; pages of an earlier, longer run go."""
    rows = lists.every(batch.store, batch.which)
    number = 1
    following = next(rows, None)
    pages = max(1, -(-figures.planned // ON_A_PAGE))
    while following is not None or number == 1:
        some = () if following is None else chain((following,), islice(rows, ON_A_PAGE - 1))
        page.write(
            batch.out / _page_name(number),
            _("批量核对结果"),
            _body(batch, figures, some, number, pages),
            lang=batch.terms.settings.lang,
        )
        following = next(rows, None)
        number += 1
    while (old := batch.out / _page_name(number)).is_file():
        old.unlink()
        number += 1


def _page_name(number: int) -> str:
    return INDEX if number == 1 else f"index-{number}.html"


def _body(batch: Handed, figures: Figures, rows: Iterable[Listed], number: int, pages: int) -> Iterator[str]:
    if batch.state == "interrupted":
        yield f'<p class="error">{escape(_("本次核对没有做完：再运行同一条命令，从断处接着做。"))}</p>\n'
    told = [(_("材料"), figures.planned), *((_(word), figures.verdicts[name]) for name, word in VERDICTS.items())]
    told += [
        (_(word), count)
        for word, count in ((STATES["failed"], figures.failed), (STATES["pending"], figures.pending))
        if count
    ]
    told += [(_("内容相同"), figures.duplicates)] if figures.duplicates else []
    told += [(_("已被取代"), figures.superseded)] if figures.superseded else []
    yield page.counts(told)
    yield page.counts((severity_word(one), count) for one, count in _severities(figures))
    yield f'<p><a href="{quote(WORKBOOK)}">{escape(WORKBOOK)}</a></p>\n'
    if pages > 1:
        links = "".join(f'<a href="{_page_name(at)}">{at}</a>' for at in range(1, pages + 1))
        yield f"<nav>{escape(_('第 {number} 页，共 {pages} 页；排序和查找只在本页之内').format(number=number, pages=pages))} {links}</nav>\n"
    yield _form()
    heads = _heads()
    cells = "".join(f"<th{' class=n' if head.number else ''}>{escape(head.word)}</th>" for head in heads)
    yield f'<div class="scroll"><table id="list"><thead><tr>{cells}</tr></thead><tbody>\n'
    names = batch.terms.names()
    yield from (_tr(row, heads, names) for row in rows)
    yield "</tbody></table></div>\n"


def _severities(figures: Figures) -> list[tuple[Severity, int]]:
    return [("error", figures.errors), ("warning", figures.warnings), ("note", figures.notes)]


def _form() -> str:
    options = "".join(
        f'<option value="{name}">{escape(_(word))}</option>' for name, word in {**VERDICTS, **STATES}.items()
    )
    return (
        f'<form hidden><label>{escape(_("结论"))} <select name="verdict"><option value="">{escape(_("全部"))}</option>{options}</select></label>'
        f'<label>{escape(_("查找"))} <input type="search" name="text"></label>'
        f'<output id="shown" aria-live="polite" data-words="{escape(page.shown_of())}"></output></form>\n'
    )


class _Head(NamedTuple):
    word: str
    value: Callable[[Listed], object]
    number: bool = False


def _heads() -> list[_Head]:
    return [
        _Head(_("材料"), lambda row: row.name),
        _Head(_("单位"), lambda row: row.unit),
        _Head(_("部门"), lambda row: row.department),
        _Head(_("项目"), lambda row: row.project),
        _Head(_("年度"), lambda row: row.year, number=True),
        _Head(_("结论"), verdict_word),
        _Head(_("问题"), lambda row: row.errors, number=True),
        _Head(_("疑点"), lambda row: row.warnings, number=True),
        _Head(_("关注事项"), lambda row: row.notes, number=True),
        _Head(_("核对率%"), lambda row: row.coverage, number=True),
        _Head(_("自评得分"), lambda row: row.score_stated, number=True),
        _Head(_("重算得分"), lambda row: row.score_recomputed, number=True),
        _Head(_("执行率%"), lambda row: _rounded(row.rate), number=True),
    ]


def _rounded(rate: Decimal | None) -> Decimal | None:
    """As papers print it."""
    return None if rate is None else rate.quantize(Decimal("0.01"))


def _tr(row: Listed, heads: list[_Head], names: tuple[str, ...]) -> str:
    state = row.verdict if row.state == "done" else row.state
    cells = []
    for at, head in enumerate(heads):
        value = head.value(row)
        text = (
            ""
            if value is None or (head.number and row.state != "done" and head.word != _("年度"))
            else escape(str(value))
        )
        if at == 0:
            text = _named(row, text, names)
        kind = (
            ' class="n"'
            if head.number
            else (f' class="{state}"' if head.value is verdict_word else ' class="name"' if at == 0 else "")
        )
        cells.append(f"<td{kind}>{text}</td>")
    return f'<tr data-verdict="{state}">{"".join(cells)}</tr>\n'


def _named(row: Listed, text: str, names: tuple[str, ...]) -> str:
    """The name with links to its papers, or with why there are none."""
    if row.state != "done":
        return f"{text}<br><span class=faint>{escape(row.message or '')}</span>"
    links = [f'<a href="{quote(row.folder)}/{quote(name)}">{escape(text_)}</a>' for name, text_ in _labels(text, names)]
    mark = f" <span class=faint>{escape(_('已被取代'))}</span>" if row.superseded else ""
    return (" ".join(links) or text) + mark


def _labels(text: str, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The first paper under the submission's name, the others by their format. `text` is escaped already."""
    from html import unescape

    for at, name in enumerate(names):
        yield name, unescape(text) if at == 0 else name.rpartition(".")[2]


# -------------------------------------------------------------------------------------------------- the workbook


def _sheets(batch: Handed, figures: Figures, *, crossed: bool) -> Iterator[Sheet]:
    yield Sheet(_("报告"), _of_report(), (_report(row) for row in lists.every(batch.store, batch.which)))
    yield Sheet(_("问题"), _of_finding(), _findings(batch, crossed=crossed))
    yield Sheet(_("按核对项"), of_code(), codes(figures.by_code, figures.done))
    yield Sheet(_("按单位"), _of_unit(), _units(figures))
    yield Sheet(_("读取失败"), _of_failed(), _failed(batch))
    yield Sheet(_("未充分核对"), _of_short(), _short(batch))


def _of_report() -> list[Column]:
    return [
        Column(_("材料"), 36),
        Column(_("单位编码"), 12),
        Column(_("单位"), 24),
        Column(_("部门"), 18),
        Column(_("项目编码"), 14),
        Column(_("项目"), 28),
        Column(_("年度"), 7),
        Column(_("结论"), 14),
        Column(_("问题"), 7),
        Column(_("疑点"), 7),
        Column(_("关注事项"), 9),
        Column(_("核对率%"), 9),
        Column(_("自评得分"), 10),
        Column(_("重算得分"), 10),
        Column(_("自评等级"), 10),
        Column(_("重算等级"), 10),
        Column(_("执行率%"), 10),
        Column(_("表数"), 6),
        Column(_("备注"), 40),
    ]


def _of_finding() -> list[Column]:
    return [
        Column(_("材料"), 30),
        Column(_("单位"), 22),
        Column(_("部门"), 16),
        Column(_("项目"), 24),
        Column(_("轻重"), 8),
        Column(_("代码"), 8),
        Column(_("所查问题"), 26),
        Column(_("目标"), 6),
        Column(_("把握"), 8),
        Column(_("事实"), 60),
        Column(_("原文"), 50),
        Column(_("标识"), 18),
    ]


def of_code() -> list[Column]:
    """The columns of the sheet on checks."""
    return [
        Column(_("代码"), 8),
        Column(_("所查问题"), 40),
        Column(_("轻重"), 8),
        Column(_("疑点数"), 10),
        Column(_("涉及材料"), 10),
        Column(_("占已核对%"), 11),
        Column(_("备注"), 50),
    ]


def _of_unit() -> list[Column]:
    return [
        Column(_("单位"), 28),
        Column(_("部门"), 20),
        Column(_("材料"), 8),
        Column(_("存在矛盾"), 10),
        Column(_("未能充分核对"), 14),
        Column(_("未发现矛盾"), 12),
        Column(_("读取失败"), 10),
        Column(_("问题"), 8),
        Column(_("疑点"), 8),
        Column(_("关注事项"), 9),
    ]


def _of_failed() -> list[Column]:
    return [Column(_("材料"), 36), Column(_("文件"), 30), Column(_("原因和处理"), 90)]


def _of_short() -> list[Column]:
    return [
        Column(_("材料"), 36),
        Column(_("单位"), 24),
        Column(_("核对率%"), 9),
        Column(_("应核对"), 9),
        Column(_("已核对"), 9),
        Column(_("需要"), 90),
    ]


def _report(row: Listed) -> Row:
    figures: Row = (row.errors, row.warnings, row.notes) if row.state == "done" else (None, None, None)
    remark = _("已被取代") if row.superseded else row.message if row.state != "done" else None
    return (
        row.name, row.unit_code, row.unit, row.department, row.project_code, row.project, row.year, verdict_word(row), *figures,
        row.coverage, row.score_stated, row.score_recomputed, row.grade_stated, row.grade_recomputed, _rounded(row.rate), row.forms or None, remark,
    )  # fmt: skip


@cache
def titles() -> dict[str, str]:
    """What each check looks for, by code."""
    from auditor.checks import registry

    return {check.code: check.title for check in registry.everything()}


def title_of(code: str) -> str:
    """What a check looks for, in the language that is set."""
    return _(titles()[code]) if code in titles() else code


def _findings(batch: Handed, *, crossed: bool) -> Iterator[Row]:
    confidence = {"high": _("高"), "medium": _("中"), "low": _("低")}
    for row, found in lists.each_finding(batch.store, batch.which):
        yield (
            row.name, row.unit, row.department, row.project, in_words(found.severity), found.code, title_of(found.code), found.goal,
            confidence[found.confidence], found.message, found.quotes, found.fingerprint,
        )  # fmt: skip
    if crossed:
        for one in lists.crossing(batch.store, scope_of(batch.out)):
            names = [member.name for member in one.members]
            yield (
                "\n".join(names), "\n".join(dict.fromkeys(member.unit or "" for member in one.members)), None, None, in_words(one.severity), one.code,
                title_of(one.code), None, confidence[one.confidence], one.message, one.quotes, one.fingerprint,
            )  # fmt: skip


def in_words(told: str) -> str:
    """A severity as the record has it, in the language that is set."""
    names: dict[str, Severity] = {"error": "error", "warning": "warning", "note": "note"}
    return weight_word(names[told])


def codes(found: Iterable[ByCode], done: int) -> Iterator[Row]:
    """The sheet on checks, of so many reports that were audited; those of over half of them are marked."""
    for one in found:
        share = round(100 * one.submissions / done) if done else None
        suspect = one.submissions * 2 > done >= _ENOUGH
        remark = _("半数以上材料都有：先看是否表式或规则的问题") if suspect else None
        yield one.code, title_of(one.code), in_words(one.severity), one.findings, one.submissions, share, remark


_ENOUGH = 5
"""Reports from which a share says something about the form or the rule."""


def _units(figures: Figures) -> Iterator[Row]:
    for one in figures.by_unit:
        yield (
            one.unit or _("（未读出）"), one.department, one.submissions, one.contradicted, one.insufficient, one.clear, one.failed,
            one.errors, one.warnings, one.notes,
        )  # fmt: skip


def _failed(batch: Handed) -> Iterator[Row]:
    for one in counted.failures(batch.store, batch.run):
        row = lists.one(batch.store, one.submission_id)
        yield row.name if row else "", one.name, one.message


def _short(batch: Handed) -> Iterator[Row]:
    for row in lists.every(batch.store, Filter(run=batch.run, verdict="insufficient")):
        yield row.name, row.unit, row.coverage, row.asserting, row.compared, row.needed


# ------------------------------------------------------------------------------------------------- letters, scope


def _letters(batch: Handed) -> None:
    """The letters of each department in one package; submissions without a department in one of their own."""
    with ExitStack() as stack:
        packages: dict[str, zipfile.ZipFile] = {}
        for row in lists.every(batch.store, Filter(run=batch.run, state="done", superseded=False)):
            department = _plain(row.department or _("未分部门"))
            for name in batch.terms.names():
                made = batch.out / row.folder / name
                if made.is_file():
                    if department not in packages:
                        file = stack.enter_context(growing(batch.out / f"{_('询问函')}-{department}.zip"))
                        packages[department] = stack.enter_context(zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED))
                    packages[department].writestr(member(f"{row.folder}.{name.rpartition('.')[2]}"), made.read_bytes())


def _plain(name: str) -> str:
    return "".join("_" if mark in '<>:"/\\|?*' or ord(mark) < 32 else mark for mark in name).strip(" .")[:60] or "_"


def scope_of(out: Path) -> str:
    """What names the set of submissions of an output folder."""
    import hashlib

    return hashlib.sha256(str(out.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
