"""How a memo words what every format says alike: places, severities, roles, coverage."""

import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal

from auditor import prepared
from auditor.checks import quoting, registry
from auditor.locale import gettext as _
from auditor.model.finding import Passed, Severity
from auditor.model.ledger import Coverage, Status
from auditor.model.report import Report
from auditor.model.source import Span
from auditor.relate.ledger import NOT_CLAIMS
from auditor.text.amounts import show
from auditor.text.patterns import lazily

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""Worst first."""

_SEVERITY_WORDS: Mapping[Severity, str] = {"error": "问题", "warning": "疑点", "note": "关注事项"}
_ONE_OF_SEVERITY: Mapping[Severity, str] = {"error": "一项问题", "warning": "一项疑点", "note": "一项关注事项"}

KINDS: Mapping[str, str] = {
    "overall": "部门（单位）整体支出绩效自评表",
    "project": "项目支出绩效自评表",
    "transfer": "转移支付绩效自评表",
    "narrative": "绩效自评报告（文字）",
    "plan": "绩效目标申报表",
    "review": "绩效评价（复核）表",
}
_ROLES: Mapping[str, str] = {
    "target": "年度绩效目标",
    "result": "实际完成情况",
    "reason": "偏差原因",
    "conclusion": "自评结论",
    "prose": "报告正文",
    "row-name": "指标名称",
    "row-target": "年度指标值",
    "row-actual": "实际完成值",
    "actual": "实际完成值",
    "row-part": "指标表“其中”行",
    "weight": "分值",
    "score": "得分",
    "budget-initial": "年初预算数",
    "budget": "全年预算数",
    "spent": "全年执行数",
    "rate": "执行率",
    "funded": "到位数",
    "arrival-rate": "到位率",
    "review": "复核意见",
    "level-weight": "类别分值",
    "heading-weight": "类别分值",
    "total-weight": "总分行分值",
    "total-score": "总分行得分",
    "label": "标签",
    "unread": "未读懂之处",
    "unread-column": "未读懂的栏",
    "text": "其他文字",
    "other": "其他数字",
}

_TOLD_FIRST = 5
"""How many unread places stand on the first page; the list further down has all."""

_ENDS = ("。", "？", "！", "；", "…", ".", "?", "!")
_HIDDEN = frozenset("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Characters that reorder or hide text: a quote must show what is there."""

_NO_CHARACTERS = frozenset("\ufffe\uffff")
"""No XML may hold them (XML 1.0, 2.2)."""


def page_lines(check: registry.Check) -> tuple[str, ...]:
    """A check's page below its title, line by line, in the language that is set."""
    return tuple(_(line) for line in map(str.strip, check.page.splitlines()[1:]) if line)


def place(span: Span | None) -> str:
    """Where a person would look: 第12行; 第3页 表2 第14行; 表1 第3行第4列; 工作表名!B7; 正文第5段."""
    if span is None:
        return _("全文")
    if span.sheet is not None and span.row is not None:
        if span.column is None:
            return f"{clean(span.sheet)} {_('第{row}行').format(row=span.row)}"
        return f"{clean(span.sheet)}!{column_letters(span.column)}{span.row}"
    if span.line is not None:
        return _("第{line}行").format(line=span.line)
    parts = []
    if span.sheet is not None:
        parts.append(clean(span.sheet))
    if span.page is not None:
        parts.append(_("第{page}页").format(page=span.page))
    if span.table is not None:
        parts.append(_("表{table}").format(table=span.table))
    if span.row is not None and span.column is not None and span.page is None:
        parts.append(_("第{row}行第{column}列").format(row=span.row, column=span.column))
    elif span.row is not None:
        parts.append(_("第{row}行").format(row=span.row))
    return " ".join(parts) or _in_running_text(span)


def _in_running_text(span: Span) -> str:
    if span.paragraph is None:
        return _("正文第{start}字处").format(start=span.start + 1)
    return _("正文第{paragraph}段").format(paragraph=span.paragraph)


def column_letters(column: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def clean(text: str) -> str:
    """The text on one line, with control and direction-changing characters made visible as �."""
    plain = " ".join(text.split())
    if plain.isprintable() and not _HIDDEN.intersection(plain):
        return plain
    return "".join("�" if _is_no_text(mark) else mark for mark in plain)


def worked(text: str) -> str:
    """A sum on one line; a target printed as =240套 stands in it without its own sign: 236套 < 240套."""
    return _OWN_SIGN.sub("", clean(text))


_OWN_SIGN = prepared.pattern(r"(?<=[=≠<>≈→] )=(?=[0-9])")


def reached(words: str) -> str:
    """Of a promise that was kept, 401个 达到 不少于390家: nobody has to guess what an arrow means."""
    return words.replace(" → ", _(" 达到 "))


_OF_PROMISES = frozenset({"CL04", "CL05"})


def examples(passed: Passed) -> tuple[str, ...]:
    """What a check found in order, in a memo's words."""
    told = tuple(map(worked, passed.examples))
    return tuple(map(reached, told)) if passed.code in _OF_PROMISES else told


def _is_no_text(mark: str) -> bool:
    return unicodedata.category(mark) in {"Cc", "Cs"} or mark in _HIDDEN or mark in _NO_CHARACTERS


def bracketed(text: object) -> str:
    """（52）"""
    return _("（{text}）").format(text=text)


def sentence(text: str) -> str:
    """The text on one line, ended as a sentence ends."""
    plain = capital(_STRAY.sub("", clean(text)))
    return plain if not plain or plain.endswith(_ENDS) else (plain + _("。")).strip()


_STRAY = lazily(r"(?<=\d) (?=: )")
"""goal 3 : the result says …"""


def capital(text: str) -> str:
    """The text as a sentence begins, in a language that has capitals."""
    has_capitals = _("。").isascii()
    return text[:1].upper() + text[1:] if has_capitals and _WORD.match(text) else text


_WORD = lazily(r"[a-z]+(?=[ :;,])")


def one_after_another(*sentences: str) -> str:
    """Sentences as a paragraph, with the blank that the language sets after a full stop."""
    stop = _("。")
    return stop.removeprefix(stop.rstrip()).join(filter(None, sentences))


def severity_word(severity: Severity) -> str:
    """问题, 疑点 or 关注事项: an auditor's words by weight (JSON and SARIF keep error, warning, note)."""
    return _(_SEVERITY_WORDS[severity])


def weight_word(severity: Severity) -> str:
    """The same of one finding, for languages that tell one from many."""
    return _(_ONE_OF_SEVERITY[severity]).removeprefix("一项")


def on_paper(reason: str) -> str:
    """A reason without the option of the command line that would help: a memo is signed by people and read by others."""
    return _OPTION.sub("", reason)


_OPTION = lazily(r"（--[a-z-]+(?: [a-z]+)?）| \(--[a-z-]+(?: [a-z]+)?\)")


def role_word(role: str) -> str:
    """What a number of the ledger is, in the words of the form: 年度指标值, 实际完成情况 …"""
    return _(_ROLES.get(role) or NOT_CLAIMS.get(role, role))


def told_first(lines: Sequence[str]) -> tuple[str, ...]:
    """The first of many lines, and how many more there are."""
    more = len(lines) - _TOLD_FIRST
    rest = [_("另有 {count} 处未能读取，见“未能读取之处”。").format(count=more)] if more > 0 else []
    return (*lines[:_TOLD_FIRST], *rest)


def coverage_line(coverage: Coverage) -> str:
    """Of the numbers that claim something, how many were checked, and how many nobody could read."""
    told = _("应核对的 {claims} 个数字中，已核对 {checked} 个")
    if coverage.unread:
        told = _("应核对的 {claims} 个数字中，已核对 {checked} 个，{unread} 个没有读懂")
    return told.format(claims=coverage.asserting, checked=coverage.compared, unread=coverage.unread)


def accepted_words(by: str, reason: str, until: object, on: object = None) -> str:
    """由谁、何时接受、为什么、到何时."""
    who = clean(by) + (bracketed(on) if on else "")
    words = _("{by}：{reason}").format(by=who, reason=clean(reason))
    return words + (_("（有效至 {until}）").format(until=until) if until else "")


def report_name(report: Report) -> str:
    """What the report calls itself: its title, else organisation, project and year."""
    if report.title:
        return clean(report.title)
    parts = [report.organisation, report.project, str(report.year) if report.year else None]
    return clean(" ".join(part for part in parts if part)) or _(KINDS[report.kind])


def graded(score: Decimal | None, grade: str | None) -> str:
    """98.6 分（优）."""
    points = "" if score is None else _("{score} 分").format(score=show(score))
    told = quoting.grade(grade)
    return points + bracketed(told) if points and told else points or told


_STATUS_WORDS: Mapping[Status, str] = {
    "agreed": "一致",
    "reconciled": "换算或求和后一致",
    "contradicted": "不一致",
    "unmatched": "未找到对应",
    "unread": "未读懂",
    "not-assessable": "无法评价",
    "not-a-claim": "不构成表述",
}


def status_word(status: Status) -> str:
    """一致, 不一致 …"""
    return _(_STATUS_WORDS[status])
