"""Cuts the stream of rows into forms, and each form into its sections."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from auditor.extract.rules import head, header, labels, outline, values
from auditor.extract.rules.head import Field
from auditor.extract.rules.header import Column
from auditor.extract.rules.rows import Entry, Row
from auditor.text.normalize import fold

_TITLE = re.compile(
    r"(?![一二三四五六七八九十\d]{1,3}[、.]|[(][一二三四五六七八九十\d])#*(?:附件\d*:?)?.{0,60}(?:绩效|支出|项目|专项|资金|整体).{0,40}(?:自评|评价|自查|绩效)(?:价)?"
    r"(?:结果|情况|总结|工作|综合)*(?:表|报告|总结|材料|说明)(?:[(].{0,24}[)])?"
    r"|#*.{0,40}自评(?:价|总结)?(?:表|报告)(?:[(].{0,24}[)])?"
)
_TOTAL = re.compile(
    r"(?:自评|项目|评价|综合|绩效|最终|考核|自评价)*(?:总分值?|合计|总计|总得分|得分合计|总评分|合计得分|自评得分)(?:[(].{0,6}[)])?:?"
)
_GRADED = re.compile(r"(?:自评|评价|绩效|综合|考核)*(?:等级|等次|级别|结果|评级):?")
_SIGNATURE = re.compile(
    r"(?:填表|填报|制表|审核|复核|联系|经办|负责|单位负责|项目负责|财务负责|部门负责|主要负责|分管)(?:人|人员|领导|电话|方式)?(?:签字|签章|[(].{0,6}[)])?(?:及联系电话)?"
    r"(?::.*)?|(?:联系电话|填报日期|填表日期|填报时间|日期)(?::.*)?"
)
_CONCLUSION = re.compile(r".{0,20}(?:自评|评价|自评价)(?:工作)?(?:结论|结果|总结|总体结论)(?:[(].{0,20}[)])?:?")
_NOTE = re.compile(
    r"(?:其他|其它)?(?:需要?|应)?说明(?:的)?(?:事项|问题|情况)?|备注|说明|注"
    r"|.{0,14}(?:原因|措施|问题)(?:分析|说明)?(?:及|和|与)?.{0,14}(?:措施|方案|原因|说明|建议|分析|应用)?"
    r"|.{0,6}(?:应用方案|结果应用|整改措施|主要成效|存在问题|经验做法).{0,10}"
)
_NOTE_LINE = re.compile(r"(?P<label>备注|注|说明|其他(?:需要)?说明(?:的)?(?:事项|问题))[:：](?P<text>.+)")
_PAGE = re.compile(r"[-—·第]*\s*\d{1,4}\s*[-—·页]*(?:/\d+|共\d+页)?")
_SENTENCE = 25
_FEWEST_CELLS = 3
_LONGEST_ROW = 300
_FRAGMENT = frozenset("年度绩效目标指标完成情况总体实际预期项目资金支出自评当")
_CHECKBOX = re.compile(r"[☑☐□■√✓]")


class Body(NamedTuple):
    """A row under a heading: the columns of that heading."""

    columns: tuple[Column, ...]
    row: Row


class Labelled(NamedTuple):
    """A label and the text beside it (None when it was left blank)."""

    label: str
    entry: Entry | None
    section: str


@dataclass
class Form:
    """One form of a file, its rows sorted by section while the file is read from top to bottom."""

    titles: list[Entry] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    budget: list[Body] = field(default_factory=list)
    goals: list[Body] = field(default_factory=list)
    lone_goals: list[Labelled] = field(default_factory=list)
    indicators: list[Body] = field(default_factory=list)
    totals: list[Body] = field(default_factory=list)
    conclusions: list[Labelled] = field(default_factory=list)
    notes: list[Labelled] = field(default_factory=list)
    prose: list[Entry] = field(default_factory=list)
    section: str = "head"
    columns: tuple[Column, ...] = ()
    spaced: bool = False
    """Its tables came with single blanks between their cells, as lines."""

    @property
    def has_body(self) -> bool:
        """Whether a table of the form was met."""
        return bool(self.budget or self.goals or self.indicators or self.lone_goals)

    @property
    def has_head(self) -> bool:
        """Whether the form names its project already."""
        return any(item.kind == "project" for item in self.fields)


def split(rows: Iterable[Row]) -> list[Form]:
    """The forms of a file, in order; prose before a form belongs to it."""
    forms = [Form()]
    for row in rows:
        if _opens_form(forms[-1], row):
            forms.append(Form())
        _sort(forms[-1], row)
    return forms


def _opens_form(form: Form, row: Row) -> bool:
    if not form.has_body:
        return False
    if is_title("".join(row.words)) and len(row.entries) <= 4:
        return True
    return form.has_head and head.kind(row.entries[0].words) == "project" and len(row.entries) > 1


def is_title(words: str) -> bool:
    """Whether a line is the title of a form or report."""
    return len(words) <= 90 and _TITLE.fullmatch(words) is not None


_Take = Callable[[Form, Row], bool]


def _sort(form: Form, row: Row) -> None:
    """Give the row to the first section that knows it."""
    takers = _TABLE_TAKERS if row.table is not None else _LINE_TAKERS
    for take in takers:
        if take(form, row):
            return


def _heading(form: Form, row: Row) -> bool:
    if (columns := header.indicator_columns(row)) is not None:
        form.section, form.columns = "indicators", columns
        form.indicators.append(Body(columns, row))
        return True
    if (columns := header.budget_columns(row)) is not None:
        form.section, form.columns = "budget", columns
        form.budget.append(Body(columns, row))
        return True
    if form.section != "indicators" and (columns := header.goal_columns(row)) is not None:
        form.section, form.columns = "goals", columns
        form.goals.append(Body(columns, row))
        return True
    return False


def _lower_heading(form: Form, row: Row) -> bool:
    """The second line of a heading of two: its columns hold for the rows below, and it is no row itself."""
    if form.section not in {"indicators", "budget"}:
        return False
    rows: list[Body] = getattr(form, form.section)
    if not rows or rows[-1].columns is not form.columns or rows[-1].row.table is not row.table:
        return False
    columns = header.with_lower(form.columns, row, form.section)
    if columns is None:
        return False
    form.columns = columns
    return True


def _title(form: Form, row: Row) -> bool:
    """The title, which blanks between its letters may have cut into cells."""
    words = "".join(row.words)
    if len(row.entries) > 8 or form.has_body or not is_title(words):
        return False
    first = row.entries[0]
    if len(row.entries) > 1:
        first = Entry(words, "".join(entry.text for entry in row.entries), row.span, first.column)
    form.titles.append(first)
    return True


def _year_line(form: Form, row: Row) -> bool:
    """(2024年度) below the title."""
    if len(row.entries) != 1 or not re.fullmatch(r"[(]?\d{4}年度?[)]?", row.entries[0].words):
        return False
    form.titles.append(row.entries[0])
    return True


def _total(form: Form, row: Row) -> bool:
    entries = row.entries
    found = False
    for index, entry in enumerate(entries[:-1]):
        if _TOTAL.fullmatch(entry.words) and not (form.section == "budget" and index <= 1):
            found = True
            if index == 0 or (form.section == "indicators" and index == 1):
                form.totals.append(Body(form.columns if form.section == "indicators" else (), row))
                return True
            form.totals.append(Body((), row._replace(entries=entries[index : index + 2])))
    return found and _fields(form, row)


def _grade(form: Form, row: Row) -> bool:
    """自评等级 | 优"""
    entries = row.entries
    if len(entries) != 2 or not _GRADED.fullmatch(entries[0].words) or values.grade(entries[1].words) is None:
        return False
    form.totals.append(Body((), row))
    return True


def _signature(_form: Form, row: Row) -> bool:
    """Who filled the form in, printed under its tables."""
    return _SIGNATURE.fullmatch(row.entries[0].words) is not None


def _conclusion(form: Form, row: Row) -> bool:
    entries = row.entries
    if not _CONCLUSION.fullmatch(entries[0].words) or len(entries) > 2:
        return False
    form.conclusions.append(Labelled(entries[0].words, entries[1] if len(entries) == 2 else None, form.section))
    return True


def _note(form: Form, row: Row) -> bool:
    """A label of its own and the text beside it; in a section with rows only where nothing else stands beside it."""
    entries = row.entries
    if len(entries) > 2 or len(entries[0].words) > 24 or not _NOTE.fullmatch(entries[0].words):
        return False
    if form.section == "indicators" and len(entries) == 2 and labels.category(entries[1].words):
        return False
    form.notes.append(Labelled(entries[0].words, entries[1] if len(entries) == 2 else None, form.section))
    return True


def _labelled_goal(form: Form, row: Row) -> bool:
    """A goal's text in one cell with its label: 年度总体目标 | 预期目标：…, and below it 实际完成情况：…"""
    entry = row.entries[-1]
    if row.table is None and not form.lone_goals:
        return False  # a paragraph of a report without tables
    if len(row.entries) > 2 or form.section == "indicators" or (pair := outline.labelled(entry)) is None:
        return False
    if len(row.entries) == 2 and header.goal_label(row.entries[0].words) is None:
        return False
    form.lone_goals.append(Labelled(pair[0], pair[1], form.section))
    return True


def _lone_goal(form: Form, row: Row) -> bool:
    """年度总体目标 and its text in one row, or with the result beside it, without a heading."""
    entries = row.entries
    if len(entries) == _BOTH and not form.goals and form.section != "indicators" and _states_both(entries):
        form.lone_goals.append(Labelled(entries[0].words, entries[1], form.section))
        form.lone_goals.append(Labelled("实际完成情况", entries[2], form.section))
        return True
    if len(entries) != 2 or form.section == "indicators" or len(entries[1].words) < 8:
        return False
    if header.goal_label(entries[0].words) is None or header.goal_label(entries[1].words) is not None:
        return False
    if form.section == "goals" and form.goals and len(form.columns) > 2 and entries[0].column >= form.columns[1].place:
        return False
    form.lone_goals.append(Labelled(entries[0].words, entries[1], form.section))
    return True


_BOTH = 3
"""A label, a goal text and a result text."""


def _states_both(entries: tuple[Entry, ...]) -> bool:
    texts = entries[1:]
    if header.goal_label(entries[0].words) != "target":
        return False
    return all(len(entry.words) >= 8 and header.goal_label(entry.words) is None for entry in texts)


def _fields(form: Form, row: Row) -> bool:
    """Labels of the head and what stands beside them."""
    found = head.read(row.entries)
    form.fields.extend(found.fields)
    stated = [pair for entry in row.entries if (pair := head.label_and_value(entry)) and _states_result(*pair)]
    form.totals.extend(Body((), row._replace(entries=pair)) for pair in stated)
    return found.any_label or bool(stated)


def _states_result(label: Entry, value: Entry) -> bool:
    """自评得分：93.6分, 自评等级：优 in one cell."""
    if _GRADED.fullmatch(label.words):
        return values.grade(value.words) is not None
    return "分" in label.words and _TOTAL.fullmatch(label.words) is not None and values.points(value)[0] is not None


def _head_row(form: Form, row: Row) -> bool:
    return form.section in {"head", "tail"} and _fields(form, row)


def _restart_row(form: Form, row: Row) -> bool:
    """A head row below a table that went before it (the budget above the project's name)."""
    if len(row.entries) < 2 or head.kind(row.entries[0].words) is None or form.section == "indicators":
        return False
    return _fields(form, row)


def _body(form: Form, row: Row) -> bool:
    if form.section == "head":
        return False
    if _PAGE.fullmatch("".join(row.words)) and len(row.entries) == 1:
        return True
    rows: list[Body] = getattr(form, form.section)
    rows.append(Body(form.columns, row))
    return True


def _loose_cells(form: Form, row: Row) -> bool:
    """Table rows outside of any section that we know: their sentences may still claim something."""
    form.prose.extend(entry for entry in row.entries if len(entry.words) >= 8 and not _CHECKBOX.search(entry.words))
    return True


def _page_mark(_form: Form, row: Row) -> bool:
    return _PAGE.fullmatch(row.entries[0].words) is not None


def _fragment(_form: Form, row: Row) -> bool:
    """A piece of a label that was broken over lines or cells (年度 / 绩效 / 目标 / 完成 / 情况)."""
    words = "".join(row.words)
    return len(words) <= 6 and not row.exact and _FRAGMENT.issuperset(words)


def _note_line(form: Form, row: Row) -> bool:
    entry = row.entries[0]
    found = _NOTE_LINE.fullmatch(entry.text.replace("\n", " ")) if len(row.entries) == 1 else None
    if found is None:
        return False
    text, span = found["text"], entry.span.part(*found.span("text"))
    form.notes.append(Labelled(found["label"], entry._replace(words=text, text=text, span=span), form.section))
    return True


def _line_across(form: Form, row: Row) -> bool:
    """Words over the whole width of a table that label nothing: a line that stands between two of its parts."""
    words = row.entries[0].words
    if not row.across or labels.level(words) or labels.category(words) or labels.goal(words) is not None:
        return False
    if form.section == "indicators" and len(words) < _SENTENCE:
        return False
    return any(take(form, row) for take in _LINE_TAKERS)


def _footnote(form: Form, row: Row) -> bool:
    """A sentence over the whole width of the indicator table: a note, and no row."""
    entry = row.entries[0]
    if form.section != "indicators" or len(row.entries) > 1 or len(entry.words) < _SENTENCE:
        return False
    if entry.column > 1 or (row.exact and entry.width * 2 < len(form.columns)):
        return False
    form.notes.append(Labelled("", entry, form.section))
    return True


def _spaced(form: Form, row: Row) -> bool:
    """A table row that an export flattened to words with single blanks between them; its heading must be known."""
    entries = _cut_at_blanks(row.entries[0])
    if len(entries) < _FEWEST_CELLS:
        return False
    cut = row._replace(entries=entries)
    if _heading(form, cut):
        form.spaced = True
        return True
    return form.spaced and any(take(form, cut) for take in (_grade, _total, _fields, _body))


def _cut_at_blanks(entry: Entry) -> tuple[Entry, ...]:
    if len(entry.text) > _LONGEST_ROW:
        return ()
    return tuple(
        entry._replace(words=words, text=found[0], span=entry.span.part(*found.span()), column=column)
        for column, found in enumerate(re.finditer(r"\S+", entry.text), start=1)
        if (words := fold(found[0]))
    )


def _prose(form: Form, row: Row) -> bool:
    form.prose.append(row.entries[0])
    return True


_TABLE_TAKERS: tuple[_Take, ...] = (
    _heading,
    _lower_heading,
    _title,
    _year_line,
    _grade,
    _conclusion,
    _total,
    _note,
    _note_line,
    _signature,
    _labelled_goal,
    _lone_goal,
    _head_row,
    _restart_row,
    _fragment,
    _line_across,
    _footnote,
    _body,
    _loose_cells,
)
_LINE_TAKERS: tuple[_Take, ...] = (
    _title,
    _year_line,
    _page_mark,
    _fragment,
    _note_line,
    _signature,
    _head_row,
    _labelled_goal,
    _spaced,
    _prose,
)
