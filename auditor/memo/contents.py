"""What a memo says, in which order and in which words: decided once, for every format."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditor.checks import quoting, registry
from auditor.locale import gettext as _
from auditor.model.finding import Cause, Confidence, Finding, Impact, Outcome, OutcomeVerdict, Severity, Tool, Usage
from auditor.model.ledger import Coverage, LedgerEntry
from auditor.model.report import Report
from auditor.model.source import Span
from auditor.profiles import load, shipped
from auditor.relate.ledger import NOT_CLAIMS
from auditor.text.amounts import show

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""Worst first."""

_SEVERITY_WORDS: Mapping[Severity, str] = {"error": "错误", "warning": "警告", "note": "提示"}
_CONFIDENCE_ORDER: Mapping[Confidence, int] = {"high": 0, "medium": 1, "low": 2}
_CONFIDENCE_WORDS: Mapping[Confidence, str] = {
    "high": "",
    "medium": "把握中等，请先核对原文",
    "low": "把握较低：该处读取不确定，请先核对原文",
}
_CAUSE_WORDS: Mapping[str, str] = {
    "row-missing": "指标表缺行",
    "definition": "口径不一致",
    "unit-slip": "计量单位差异",
    "digit-slip": "数字笔误",
    "copied": "照抄目标",
    "copied-from-target": "照抄目标",
    "stale-total": "合计未更新",
    "stale-count": "计数未更新",
}
_KINDS: Mapping[str, str] = {
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
    "total-weight": "总分行分值",
    "total-score": "总分行得分",
    "label": "标签",
    "unread": "未读懂之处",
    "unread-column": "未读懂的栏",
    "text": "其他文字",
    "other": "其他数字",
}
_FORMATS: Mapping[str, str] = {"txt": "文本", "html": "网页", "docx": "Word", "xlsx": "Excel", "pdf": "PDF"}

_ASKED_FOR: Mapping[str, str] = {
    "CL": "完成数的台账或清单，以及口径说明",
    "CT": "指标与目标的明细表，结论中各项数的来源",
    "BU": "部门决算、国库支付明细和预算调整批复",
    "SC": "评分底稿：分值、计分公式和得分过程",
    "IN": "指标值设定依据、完成值佐证和偏差原因说明",
    "TM": "验收、发文或竣工等能证明完成时间的材料",
    "ST": "定稿全表，缺项的原始填报内容",
    "FE": "问卷份数、样本名单和统计过程",
}
"""What a reviewer asks for when a finding of this family stays open (绩效自评复核通常调取的佐证材料)."""

_BASIS = "依据："
"""The line of a check's page that says what the check relies on."""

_WORD_LIST = re.compile(r"[；;][^；;]*\blexicons/\S+\Z")
"""；词表见 lexicons/wording.toml。 is for those who work on checks: a reader of memos has no such file."""

_EXTRACTORS: Mapping[str, str] = {"rules": "按规则", "llm": "用模型", "both": "规则与模型对照"}
_CONTRADICTED = "报告中有数据不一致，须先核实：发现{words}"
_CLEAR: Mapping[Severity, str] = {
    "error": "未发现确有把握的数据矛盾，但有须先对照原文核实之处：{words}",
    "warning": "未发现数据相互矛盾，但有须说明或补充之处：{words}",
    "note": "未发现数据相互矛盾，有可改进之处：{words}",
}
"""What the worst open finding means for the reader where enough was compared and nothing contradicts."""
_INSUFFICIENT = "未能充分核对，不能据此认为数据无误：已发现{words}"
_INSUFFICIENT_WITHOUT = "未能充分核对，不能据此认为数据无误（未能执行的核对项和未核对的数字另列）"
_NOTHING_COMPARED = "没有可以相互核对的数字，另有须说明之处：{words}"
_NOTHING_COMPARED_WITHOUT = "没有可以相互核对的数字，也没有发现疑点"
_TOLD_FIRST = 5
"""How many unread places stand on the first page; the list further down has all."""
_FIRST = 3
"""How many things a summary asks to settle first."""

_ENDS = ("。", "？", "！", "；", "…", ".", "?", "!")
_HIDDEN = frozenset("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Characters that reorder or hide text: a quote must show what is there."""

_NO_CHARACTERS = frozenset("\ufffe\uffff")
"""No XML may hold them (XML 1.0, 2.2)."""


@dataclass(frozen=True)
class Quote:
    """One side of a finding: which side, the words of the report, and where they stand."""

    role: str
    text: str
    place: str
    span: Span | None


@dataclass(frozen=True)
class Item:
    """A finding as it is told. `number` counts through the whole memo, causes first."""

    number: int
    code: str
    name: str
    title: str
    severity: Severity
    severity_word: str
    confidence_word: str
    goals: str
    place: str
    message: str
    quotes: tuple[Quote, ...]
    working: str
    action: str
    basis: str
    """What its check relies on: the 依据 of its page."""
    asked_for: str
    """The documents that would settle it."""
    accepted: str
    """Who accepted it and why; empty while it is open."""
    accepted_before: str
    """That it was accepted at other values; empty otherwise."""
    fingerprint: str

    @property
    def quote_lines(self) -> list[str]:
        """Every quote with its side and its place, a line each."""
        words = _("{role}（{place}）：「{quote}」")
        return [words.format(role=one.role, place=one.place, quote=one.text) for one in self.quotes]


@dataclass(frozen=True)
class Headline:
    """A cause with the findings it explains."""

    number: int
    kind: str
    message: str
    severity: Severity
    severity_word: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Priority:
    """What to settle first, and the number of the finding that tells it."""

    number: int
    text: str


@dataclass(frozen=True)
class Group:
    """The findings of one severity that stand under no cause."""

    severity: Severity
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Unmatched:
    """A number nobody could tie."""

    quote: str
    role: str
    subject: str
    goal: str
    place: str
    reason: str


@dataclass(frozen=True)
class PassedCheck:
    """A check that looked and found all right."""

    code: str
    title: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class NotRunCheck:
    """A check that could not look, and why."""

    code: str
    title: str
    reason: str


@dataclass(frozen=True)
class Reason:
    """Why several checks could not look."""

    reason: str
    checks: tuple[NotRunCheck, ...]


@dataclass(frozen=True)
class UnreadablePlace:
    """A place that could not be read, and why."""

    place: str
    reason: str


@dataclass(frozen=True)
class Doubt:
    """What rules and a language model read differently at one place."""

    about: str
    rules: str
    model: str
    place: str


@dataclass(frozen=True)
class ModelPart:
    """What became of a language model's answers; the same answers give the same words."""

    said: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    ungrounded: tuple[str, ...]
    """Quotes that stand nowhere, and took part in nothing."""
    failed: tuple[str, ...]


@dataclass(frozen=True)
class CheckPage:
    """The page of a check that found something: its lines are 缘由, 算法, 不报, 依据, 示例."""

    code: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Material:
    """Documents to ask for, and the numbers of the open findings that they would settle."""

    name: str
    items: tuple[int, ...]


@dataclass(frozen=True)
class Headings:
    """The headings and labels of the memo in the language that is set."""

    title: str
    summary: str
    causes: str
    findings: str
    accepted: str
    coverage: str
    unmatched: str
    passed: str
    not_run: str
    unreadable: str
    model: str
    ungrounded: str
    review: str
    failed: str
    by_rules: str
    by_model: str
    appendix: str
    working: str
    action: str
    number: str
    quote: str
    place: str
    role: str
    subject: str
    reason: str
    code: str
    check: str
    looked_for: str
    count: str
    figure: str
    examples: str
    item: str
    value: str
    nothing: str
    every_number_tied: str
    needed: str
    closing: str


@dataclass(frozen=True)
class Contents:
    """A whole memo, ready to be laid out. Every text is clean: no control characters, one line each."""

    headings: Headings
    identity: tuple[tuple[str, str], ...]
    """Label and value of what identifies the report and the run."""
    verdict: str
    """What was found, in one sentence."""
    judged: OutcomeVerdict
    needed: tuple[str, ...]
    """What would have to be there or be read before the report can be judged; empty where it could be."""
    priorities: tuple[Priority, ...]
    summary: str
    """One paragraph that a busy auditor can act on: the verdict and what to settle first."""
    counts: tuple[tuple[Severity, str, int], ...]
    """Open findings by severity, those under a cause included."""
    headlines: tuple[Headline, ...]
    groups: tuple[Group, ...]
    accepted: tuple[Item, ...]
    coverage: str
    """How many of the numbers were checked, as a sentence."""
    figures: tuple[tuple[str, int], ...]
    """The ledger in figures: label and count."""
    unmatched: tuple[Unmatched, ...]
    passed: tuple[PassedCheck, ...]
    not_run: tuple[NotRunCheck, ...]
    unreadable: tuple[UnreadablePlace, ...]
    model: ModelPart | None
    """None where no language model was asked."""
    pages: tuple[CheckPage, ...]
    """Of the checks that found something, by code: what they rely on."""

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The checks that could not look, by their reason: the reason that stopped most comes first."""
        by_reason: dict[str, list[NotRunCheck]] = {}
        for missed in self.not_run:
            by_reason.setdefault(missed.reason, []).append(missed)
        most_first = sorted(by_reason.items(), key=lambda pair: -len(pair[1]))
        return tuple(Reason(reason, tuple(checks)) for reason, checks in most_first)

    @property
    def unread_first(self) -> tuple[str, ...]:
        """The first places that could not be read, for page one: where, and in whose words."""
        return told_first(
            [_("{place}：{reason}").format(place=one.place, reason=one.reason) for one in self.unreadable]
        )

    @property
    def open_items(self) -> list[Item]:
        """Every open finding in the order of the memo."""
        under_causes = [item for headline in self.headlines for item in headline.items]
        return under_causes + [item for group in self.groups for item in group.items]

    @property
    def materials(self) -> list[Material]:
        """What to ask for, in the order of the memo; each kind of document once."""
        wanted: dict[str, list[int]] = {}
        for item in self.open_items:
            wanted.setdefault(item.asked_for, []).append(item.number)
        return [Material(name, tuple(numbers)) for name, numbers in wanted.items() if name]


def contents(outcome: Outcome) -> Contents:
    """The memo of one Outcome."""
    ranked = sorted(outcome.findings, key=_rank)
    checks = registry.catalogue()
    titles = {check.code: _(check.title).rstrip("。.") for check in checks}
    teller = _Teller(titles, {check.code: _basis(check) for check in checks})
    still_open = [finding for finding in ranked if finding.accepted is None]
    headlines = teller.headlines(outcome.causes, still_open)
    told = {item.fingerprint for headline in headlines for item in headline.items}
    groups = teller.groups([finding for finding in still_open if finding.fingerprint not in told])
    accepted = tuple(teller.item(finding) for finding in ranked if finding.accepted is not None)
    verdict, priorities = _verdict(outcome, still_open, headlines), _priorities(headlines, groups)
    return Contents(
        headings=_headings(),
        identity=_identity(outcome),
        verdict=verdict,
        judged=outcome.verdict,
        needed=tuple(map(sentence, outcome.needed)),
        priorities=priorities,
        summary=_summary(verdict, priorities),
        counts=tuple((severity, severity_word(severity), _count(still_open, severity)) for severity in SEVERITIES),
        headlines=headlines,
        groups=groups,
        accepted=accepted,
        coverage=coverage_line(outcome.coverage),
        figures=_figures(outcome.coverage),
        unmatched=tuple(_unmatched(entry) for entry in outcome.ledger if entry.status == "unmatched"),
        passed=tuple(
            PassedCheck(done.code, titles.get(done.code, ""), done.count, tuple(map(clean, done.examples)))
            for done in outcome.passed
            if done.count
        ),
        not_run=tuple(
            NotRunCheck(missed.code, titles.get(missed.code, ""), clean(missed.reason)) for missed in outcome.not_run
        ),
        unreadable=tuple(UnreadablePlace(place(spot.span), clean(spot.reason)) for spot in outcome.unreadable),
        model=None if outcome.usage is None else _model(outcome.usage),
        pages=_pages({finding.code for finding in outcome.findings}),
    )


def in_order(outcome: Outcome) -> list[Finding]:
    """The findings in the order of every memo: those under causes, the others by severity, the accepted ones."""
    ranked = sorted(outcome.findings, key=_rank)
    still_open = [finding for finding in ranked if finding.accepted is None]
    under = [finding for _cause, found in _under_causes(outcome.causes, still_open) for finding in found]
    known = {finding.fingerprint for finding in under}
    alone = [finding for finding in still_open if finding.fingerprint not in known]
    return [*under, *alone, *(finding for finding in ranked if finding.accepted is not None)]


def _under_causes(causes: Iterable[Cause], findings: Iterable[Finding]) -> list[tuple[Cause, list[Finding]]]:
    still_open = {finding.fingerprint: finding for finding in findings}
    by_cause = [(cause, [still_open[one] for one in cause.findings if one in still_open]) for cause in causes]
    return sorted((pair for pair in by_cause if pair[1]), key=lambda pair: min(map(_rank, pair[1]))[0])


class _Teller:
    """Numbers findings in the order in which they are told."""

    def __init__(self, titles: Mapping[str, str], bases: Mapping[str, str]) -> None:
        self._titles = titles
        self._bases = bases
        self._number = 0

    def headlines(self, causes: Iterable[Cause], findings: list[Finding]) -> tuple[Headline, ...]:
        """Causes with open findings, the gravest first; the finding that tells of the cause leads its own."""
        told = _under_causes(causes, findings)
        return tuple(self._headline(number, cause, found) for number, (cause, found) in enumerate(told, 1))

    def _headline(self, number: int, cause: Cause, findings: list[Finding]) -> Headline:
        worst = min(findings, key=_rank).severity
        return Headline(
            number=number,
            kind=_(_CAUSE_WORDS.get(cause.kind, cause.kind)),
            message=one_after_another(sentence(cause.message), sentence(cause.proposal)),
            severity=worst,
            severity_word=severity_word(worst),
            items=tuple(self.item(finding) for finding in findings),
        )

    def groups(self, findings: list[Finding]) -> tuple[Group, ...]:
        """Findings by severity; a severity without any is left out."""
        made = []
        for severity in SEVERITIES:
            items = tuple(self.item(finding) for finding in findings if finding.severity == severity)
            if items:
                made.append(Group(severity, severity_word(severity), items))
        return tuple(made)

    def item(self, finding: Finding) -> Item:
        """The next finding, told."""
        self._number += 1
        quotes = tuple(Quote(clean(one.role), clean(one.quote), place(one.span), one.span) for one in finding.evidence)
        return Item(
            number=self._number,
            code=finding.code,
            name=finding.name,
            title=self._titles.get(finding.code, finding.name),
            severity=finding.severity,
            severity_word=severity_word(finding.severity),
            confidence_word=_(_CONFIDENCE_WORDS[finding.confidence]) if finding.confidence != "high" else "",
            goals=_("、").join(_("目标{number}").format(number=number) for number in finding.goals),
            place=next((quote.place for quote in quotes if quote.span), place(None)),
            message=sentence(finding.message),
            quotes=quotes,
            working=clean(finding.working),
            action=sentence(finding.action),
            basis=self._bases.get(finding.code, ""),
            asked_for=_(_ASKED_FOR.get(finding.code[:2], "")) if finding.code[:2] in _ASKED_FOR else "",
            accepted=_accepted(finding),
            accepted_before=_accepted_before(finding),
            fingerprint=finding.fingerprint,
        )


def _model(usage: Usage) -> ModelPart:
    said = _("模型 {model}（提示词 {version}）与规则同读本报告，读法一致的有 {count} 处。").format(
        model=usage.model, version=usage.prompt_version or "-", count=usage.confirmed
    )
    return ModelPart(
        said=tuple(map(clean, (*([said] if usage.prompt_version else []), *usage.notes))),
        doubts=tuple(
            Doubt(clean(one.about), clean(one.rules), clean(one.model), place(one.span)) for one in usage.review
        ),
        ungrounded=tuple(map(clean, usage.ungrounded)),
        failed=tuple(map(clean, usage.failed)),
    )


def _pages(codes: set[str]) -> tuple[CheckPage, ...]:
    return tuple(
        CheckPage(check.code, _(check.title).rstrip("。."), page_lines(check))
        for check in registry.catalogue()
        if check.code in codes
    )


def page_lines(check: registry.Check) -> tuple[str, ...]:
    """A check's page below its title, line by line, in the language that is set."""
    return tuple(_(line) for line in map(str.strip, check.page.splitlines()[1:]) if line)


def _basis(check: registry.Check) -> str:
    lines = (line.strip() for line in check.page.splitlines())
    basis = next((line for line in lines if line.startswith(_BASIS)), "")
    return _WORD_LIST.sub(_("。"), _(basis).removeprefix(_(_BASIS))) if basis else ""


def place(span: Span | None) -> str:
    """Where a person would look: 第12行; 第3页 表2 第14行; 表1 第3行第4列; 工作表名!B7."""
    if span is None:
        return _("全文")
    if span.sheet is not None and span.row is not None:
        return f"{clean(span.sheet)}!{column_letters(span.column) if span.column else ''}{span.row}"
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
    return " ".join(parts) or _("正文第{start}字处").format(start=span.start + 1)


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


def _is_no_text(mark: str) -> bool:
    return unicodedata.category(mark) in {"Cc", "Cs"} or mark in _HIDDEN or mark in _NO_CHARACTERS


def bracketed(text: object) -> str:
    """（52）"""
    return _("（{text}）").format(text=text)


def sentence(text: str) -> str:
    """The text on one line, ended as a sentence ends."""
    plain = clean(text)
    return plain if not plain or plain.endswith(_ENDS) else (plain + _("。")).strip()


def one_after_another(*sentences: str) -> str:
    """Sentences as a paragraph, with the blank that the language sets after a full stop."""
    stop = _("。")
    return stop.removeprefix(stop.rstrip()).join(filter(None, sentences))


def severity_word(severity: Severity) -> str:
    """错误, 警告 or 提示."""
    return _(_SEVERITY_WORDS[severity])


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


def accepted_words(by: str, reason: str, until: object) -> str:
    """由谁接受、为什么、到何时."""
    words = _("{by}：{reason}").format(by=clean(by), reason=clean(reason))
    return words + (_("（有效至 {until}）").format(until=until) if until else "")


def report_name(report: Report) -> str:
    """What the report calls itself: its title, else organisation, project and year."""
    if report.title:
        return clean(report.title)
    parts = [report.organisation, report.project, str(report.year) if report.year else None]
    return clean(" ".join(part for part in parts if part)) or _(_KINDS[report.kind])


def _accepted(finding: Finding) -> str:
    held = finding.accepted
    return accepted_words(held.by, held.reason, held.until) if held else ""


def _accepted_before(finding: Finding) -> str:
    before = finding.accepted_before
    if before is None:
        return ""
    words = accepted_words(before.by, before.reason, before.until)
    return _("此前按原数值接受过（{words}），数值已变，需重新核对。当时的疑点：{message}").format(
        words=words, message=clean(before.message)
    )


def _rank(finding: Finding) -> tuple[int, int, int, str]:
    start = min((one.span.start for one in finding.evidence if one.span), default=0)
    return SEVERITIES.index(finding.severity), _CONFIDENCE_ORDER[finding.confidence], start, finding.code


def _count(findings: Iterable[Finding], severity: Severity) -> int:
    return sum(finding.severity == severity for finding in findings)


def _identity(outcome: Outcome) -> tuple[tuple[str, str], ...]:
    report, source, tool = outcome.report, outcome.source, outcome.tool
    form = _(_FORMATS.get(source.format, source.format))
    pages = _("{form}，{pages} 页").format(form=form, pages=source.pages) if source.pages else form
    lines = (
        (_("报告"), report_name(report)),
        (_("类型"), _(_KINDS[report.kind])),
        (_("单位"), clean(report.organisation or "")),
        (_("项目"), clean(report.project or "")),
        (_("年度"), str(report.year) if report.year else ""),
        (_("自评结果"), graded(outcome.impact.score_stated, outcome.impact.grade_stated)),
        (_("读取结果"), _read(outcome)),
        (_("计分规则"), _local_rules(outcome)),
        (_("文件"), _("{name}（{form}）").format(name=clean(source.name), form=pages)),
        ("SHA-256", source.sha256),
        (_("核对工具"), _made_by(tool)),
    )
    return tuple((label, value) for label, value in lines if value)


def _read(outcome: Outcome) -> str:
    """How much of the form was recognised: a reader sees at once when a table was missed."""
    goals, rows = len(outcome.report.goals), len(outcome.report.indicators)
    told = [_("年度绩效目标 {count} 项").format(count=goals)] if goals else []
    told += [_("三级指标 {count} 行").format(count=rows)] if rows else []
    return _("、").join([*told, _("数字 {count} 个").format(count=outcome.coverage.numbers)])


def _made_by(tool: Tool) -> str:
    words = _("{name} {version}（计分规则：{profile}；读取：{extractor}）")
    told = {"profile": rules_word(tool.profile), "extractor": _(_EXTRACTORS[tool.extractor])}
    return words.format(name=tool.name, version=tool.version, **told)


def rules_word(name: str) -> str:
    """What the rules that ship are called; others are known by their file's name."""
    return _(load(name).title) + bracketed(name) if name in shipped() else clean(name)


def _local_rules(outcome: Outcome) -> str:
    """Where rules of scoring that are not the national ones came from; empty when all are."""
    sources = [rule.source for rule in outcome.rules if rule.origin != "national"]
    return clean(_("；").join(dict.fromkeys(sources)))


def graded(score: Decimal | None, grade: str | None) -> str:
    """98.6 分（优）."""
    points = "" if score is None else _("{score} 分").format(score=show(score))
    told = quoting.grade(grade)
    return points + bracketed(told) if points and told else points or told


def _verdict(outcome: Outcome, findings: list[Finding], headlines: tuple[Headline, ...]) -> str:
    """One sentence: whether the report can be relied on, what was found, how much was checked, what becomes of the score."""
    parts = [
        _found(outcome, findings, headlines),
        coverage_line(outcome.coverage),
        _impact(outcome.impact),
        _off(outcome),
    ]
    return (_("；").join(filter(None, parts)) + _("。")).strip()


def _priorities(headlines: tuple[Headline, ...], groups: tuple[Group, ...]) -> tuple[Priority, ...]:
    """What to settle first: causes, then the errors that stand alone; without any, the first warnings."""
    first = [
        Priority(headline.items[0].number, headline.message) for headline in headlines if headline.severity != "note"
    ]
    first += [
        Priority(item.number, item.message) for group in groups if group.severity == "error" for item in group.items
    ]
    if not first:
        first = [
            Priority(item.number, item.message)
            for group in groups
            if group.severity == "warning"
            for item in group.items
        ]
    return tuple(first[:_FIRST])


def _summary(verdict: str, priorities: tuple[Priority, ...]) -> str:
    """One paragraph to act on."""
    parts = [verdict]
    if priorities:
        told = [_("（{number}）{message}").format(number=n, message=one.text) for n, one in enumerate(priorities, 1)]
        parts.append(_("请先核实：") + "".join(told))
    return one_after_another(*parts)


def _off(outcome: Outcome) -> str:
    """That checks were switched off: what they look for was not looked for."""
    count = sum(one.switched_off for one in outcome.not_run)
    return _("按设置没有执行 {count} 项核对").format(count=count) if count else ""


def _found(outcome: Outcome, findings: list[Finding], headlines: tuple[Headline, ...]) -> str:
    """The verdict in words: never that nothing contradicts where too little, or nothing, was compared."""
    nothing = not outcome.coverage.compared
    if not findings and outcome.verdict == "insufficient":
        return _(_INSUFFICIENT_WITHOUT)
    if not findings and nothing:
        return _(_NOTHING_COMPARED_WITHOUT)
    if not findings:
        return _("没有发现疑点（未能执行的核对项和未找到对应的数字另列，不等于通过）")
    counts = [(severity_word(severity), _count(findings, severity)) for severity in SEVERITIES]
    words = _("、").join(_("{word} {count} 项").format(word=word, count=count) for word, count in counts if count)
    explained = sum(len(headline.items) for headline in headlines)
    if headlines:
        words = _("{words}（其中 {explained} 项可归结为 {causes} 个成因）").format(
            words=words, explained=explained, causes=len(headlines)
        )
    match outcome.verdict:
        case "contradicted":
            return _(_CONTRADICTED).format(words=words)
        case "insufficient":
            return _(_INSUFFICIENT).format(words=words)
    if nothing:
        return _(_NOTHING_COMPARED).format(words=words)
    worst = min(findings, key=lambda finding: SEVERITIES.index(finding.severity)).severity
    return _(_CLEAR[worst]).format(words=words)


def _impact(impact: Impact) -> str:
    """98.6 分 → 98.05 分，等级不变（优）."""
    if impact.score_recomputed is None or impact.score_recomputed == impact.score_stated:
        return ""
    change = _("以表中现有各行为准重算，得分 {stated} → {again}").format(
        stated=show(impact.score_stated) if impact.score_stated is not None else "—",
        again=show(impact.score_recomputed),
    )
    return _("{change}，{grade}").format(change=change, grade=_becomes(impact)) if impact.grade_recomputed else change


def _becomes(impact: Impact) -> str:
    if impact.grade_stated is None:
        return _("对应等级为{grade}").format(grade=_(impact.grade_recomputed or ""))
    if impact.grade_stated == impact.grade_recomputed:
        return _("等级不变（{grade}）").format(grade=_(impact.grade_recomputed or ""))
    return _("等级由{stated}变为{again}").format(stated=_(impact.grade_stated), again=_(impact.grade_recomputed or ""))


def _figures(coverage: Coverage) -> tuple[tuple[str, int], ...]:
    return (
        (_("报告中的数字"), coverage.numbers),
        (_("直接一致"), coverage.agreed),
        (_("求和、换算或按口径后一致"), coverage.reconciled),
        (_("不一致"), coverage.contradicted),
        (_("未找到对应"), coverage.unmatched),
        (_("未读懂"), coverage.unread),
        (_("无法评价"), coverage.not_assessable),
        (_("不构成表述（年份、编号、文号等）"), coverage.not_a_claim),
    )


def _unmatched(entry: LedgerEntry) -> Unmatched:
    return Unmatched(
        quote=clean(entry.quote),
        role=role_word(entry.role),
        subject=clean(entry.subject),
        goal="" if entry.goal is None else _("目标{number}").format(number=entry.goal),
        place=place(entry.span),
        reason=clean(entry.reason),
    )


def _headings() -> Headings:
    return Headings(
        title=_("绩效自评报告核查备忘录"),
        summary=_("摘要"),
        causes=_("成因"),
        findings=_("疑点"),
        accepted=_("已接受的疑点"),
        coverage=_("数字核对情况"),
        unmatched=_("未找到对应的数字"),
        passed=_("核对无误"),
        not_run=_("未能执行的核对"),
        unreadable=_("未能读取之处"),
        model=_("模型读取情况"),
        ungrounded=_("未能定位"),
        review=_("规则与模型读法不同，请人工复核"),
        failed=_("模型没有读成之处"),
        by_rules=_("规则读作"),
        by_model=_("模型读作"),
        appendix=_("附：所用核对项的说明"),
        working=_("计算"),
        action=_("处理"),
        number=_("序号"),
        quote=_("原文"),
        place=_("位置"),
        role=_("出处"),
        subject=_("事项"),
        reason=_("原因"),
        code=_("代码"),
        check=_("所查问题"),
        looked_for=_("所查问题（均未发现）"),
        count=_("次数"),
        figure=_("个数"),
        examples=_("示例"),
        item=_("项目"),
        value=_("内容"),
        nothing=_("无。"),
        every_number_tied=_("没有未找到对应的数字。"),
        needed=_("未能充分核对"),
        closing=_(
            "本备忘录列出报告内部不能同时成立之处，均属“不一致，待核实”；口径、时点、单位和四舍五入的差异可能是其原因，以佐证材料为准。"
        ),
    )
