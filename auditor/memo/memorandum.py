"""核查备忘录: one or two pages to sign, and behind them as annexes what they rest on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from auditor.diagnosis import verdict
from auditor.locale import gettext as _
from auditor.memo.contents import (
    SEVERITIES,
    Contents,
    Headings,
    Item,
    Material,
    Matter,
    ModelPart,
    PassedCheck,
    bracketed,
    clean,
    contents,
    one_after_another,
    report_name,
    rules_word,
    severity_word,
)
from auditor.memo.letterhead import BLANK, Letterhead
from auditor.memo.numbers import Number, numbers
from auditor.memo.paper import Grid, Heading, Paper, Part, Words, facts, lines
from auditor.memo.words import on_paper, sentence
from auditor.model.finding import Outcome
from auditor.model.ledger import Status

_TIED: tuple[Status, ...] = ("contradicted", "reconciled")
"""Ties that a reviewer looks at again: the rest is equal digit by digit."""
_ON_FIRST_PAGES = 10
"""Matters that the pages to sign have room for; the annex has all."""
_LONGEST_MESSAGE = 150
"""Characters of a message that the pages to sign quote whole."""


@dataclass(frozen=True)
class _Audit:
    outcome: Outcome
    memo: Contents
    ledger: Sequence[Number]
    letterhead: Letterhead


def paper(outcome: Outcome, letterhead: Letterhead = BLANK) -> Paper:
    """The memo of one report."""
    memo = contents(outcome)
    audit = _Audit(outcome, memo, numbers(outcome, memo), letterhead)
    sections = (_body, _scope, _conclusion, _main, _opinion, _closing, _issues, _ties, _open_ends, _passed)
    return Paper(
        title=memo.headings.title,
        subtitle=report_name(outcome.report),
        parts=tuple(part for section in sections for part in section(audit)),
        lang=outcome.tool.lang,
        fields=fields(outcome, memo),
    )


def fields(outcome: Outcome, memo: Contents) -> tuple[tuple[str, str], ...]:
    """What a template of the office's own may name."""
    report = outcome.report
    return (
        ("被核查单位", clean(report.organisation or "")),
        ("项目", clean(report.project or "")),
        ("年度", str(report.year or "")),
        ("结论", memo.verdict),
    )


def _body(audit: _Audit) -> Iterator[Part]:
    """Who was audited, by whom, under which task."""
    stated, head = dict(audit.memo.identity), audit.letterhead
    yield facts(
        (_("被核查单位"), stated.get(_("单位"), "")),
        (_("被核查材料"), _and(stated, _("报告"), _("项目")) + _year(stated)),
        (_("自评结果"), stated.get(_("自评结果"), "")),
        (_("核查单位"), head.unit),
        (_("编号"), head.number),
        (_("核查依据"), head.grounds),
        (_("核查期间"), head.period),
        (_("核查人员"), head.staff),
    )


def _year(stated: dict[str, str]) -> str:
    """（2024年度）, unless the title has it."""
    year = stated.get(_("年度"), "")
    return (
        bracketed(_("{year}年度").format(year=year)) if year and year not in _and(stated, _("报告"), _("项目")) else ""
    )


def _and(stated: dict[str, str], *labels: str) -> str:
    return _("；").join(filter(None, (stated.get(label, "") for label in labels)))


def _scope(audit: _Audit) -> Iterator[Part]:
    outcome, memo = audit.outcome, audit.memo
    stated = dict(memo.identity)
    done = {one.code for one in outcome.passed} | {one.code for one in outcome.findings}
    missed = {one.code for one in outcome.not_run} - done
    yield Heading(_("一、核查范围"))
    yield Words(
        _(
            "以报送原文为准，核对{read}；{coverage}。执行核对项 {done} 项，未能执行 {missed} 项（附件三）。评分规则：{rules}。"
        ).format(
            read=stated.get(_("读取结果"), ""),
            coverage=memo.coverage,
            done=len(done),
            missed=len(missed),
            rules=rules_word(outcome.tool.profile, code=False),
        )
    )
    yield from map(Words, memo.by_hand)


def _conclusion(audit: _Audit) -> Iterator[Part]:
    memo = audit.memo
    yield Heading(_("二、核查结论"))
    yield Words(memo.verdict, manner="lead")
    for line in verdict.by_the_department(audit.outcome.needed):
        yield Words(sentence(line), label=memo.headings.needed + _("："), manner="lead")
    for line in memo.unread_first:
        yield Words(line, label=memo.headings.unreadable + _("："), manner="lead")


def _main(audit: _Audit) -> Iterator[Part]:
    yield Heading(_("三、主要问题"))
    yield from main_matters(audit.memo.matters)


def main_matters(matters: Sequence[Matter], where: Callable[[Matter], str] = lambda _matter: "") -> Iterator[Part]:
    """Errors and causes with their subject; without any, the first of the lesser matters. `where` says of which document."""
    grave = [one for one in matters if one.severity == "error" or (one.is_cause and one.severity == "warning")]
    shown = (grave or [one for one in matters if one.severity == "warning"])[:_ON_FIRST_PAGES]
    if not shown:
        yield Words(_("没有需要列为问题或疑点的事项。"))
    for one in shown:
        weight = _("、").join(filter(None, (where(one), one.severity_word)))
        label = _("{number}. {title}（{severity}）　").format(number=one.number, title=one.title, severity=weight)
        yield Words(_told(one), label=label)
    if rest := len(matters) - len(shown):
        yield Words(_("另有 {count} 项，与以上各项一并列入附件一。").format(count=rest))


def _told(matter: Matter) -> str:
    """Its message, or where its places are; what is long stands in the annex."""
    if not matter.message:
        return _("见{places}。").format(places=matter.places)
    cut = len(matter.message) > _LONGEST_MESSAGE
    return _("见{places}。").format(places=matter.places) if cut else matter.message


def _opinion(audit: _Audit) -> Iterator[Part]:
    yield Heading(_("四、处理意见"))
    yield from opinion(audit.memo.materials)


def opinion(materials: Sequence[Material]) -> Iterator[Part]:
    """What the body that was audited is asked for."""
    if not materials:
        yield Words(_("无须补充说明或材料。"))
        return
    told = [
        _("{material}（第 {numbers} 项）").format(material=one.name, numbers=_("、").join(map(str, one.items)))
        for one in materials
    ]
    words = _("请被核查单位就附件一所列事项书面说明，更正确有差错之处，并补充：{materials}。")
    yield Words(words.format(materials=_("；").join(told)))


def _closing(audit: _Audit) -> Iterator[Part]:
    yield from signed(audit.memo.headings.closing, audit.letterhead)


def signed(closing: str, head: Letterhead) -> Iterator[Part]:
    """What the memo can and cannot say, and where it is signed."""
    yield Words(closing, manner="note")
    if head.unit:
        yield Words(_("核查单位（盖章）：{unit}").format(unit=head.unit), manner="sign")
    yield Words(_("核查人（签字）：＿＿＿＿＿＿＿＿　　复核人（签字）：＿＿＿＿＿＿＿＿"), manner="sign")
    yield Words(head.date or _("日期：＿＿＿＿年＿＿月＿＿日"), manner="sign")


def _issues(audit: _Audit) -> Iterator[Part]:
    memo = audit.memo
    yield Heading(_("附件一　问题清单"), on_new_page=True)
    yield from issues(memo.matters)
    yield from accepted(memo.accepted)


def issues(matters: Sequence[Matter], *, level: int = 2, where: str = "") -> Iterator[Part]:
    """Every matter by severity, the notes in one table; `where` stands before the headings."""
    if not matters:
        yield Words(_("无。"))
    for severity in SEVERITIES:
        found = [one for one in matters if one.severity == severity]
        if found:
            words = _("{severity}（{count} 项）").format(severity=severity_word(severity), count=len(found))
            yield Heading(where + words, level)
            yield from _notes(found) if severity == "note" else (part for one in found for part in _matter(one))


def accepted(items: Sequence[Item], level: int = 2) -> Iterator[Part]:
    """What was accepted: by whom, why and until when."""
    if not items:
        return
    yield Heading(_("已接受的疑点"), level)
    yield Grid(
        tuple((one.label, one.place, one.message, one.accepted, one.short_fingerprint) for one in items),
        (2, 3, 7, 5, 3),
        (_("序号"), _("位置"), _("事实"), _("已接受的疑点"), _("指纹")),
    )


def _notes(matters: Sequence[Matter]) -> Iterator[Part]:
    """What is only worth a thought, a row each."""
    rows = tuple(
        (
            str(one.number),
            one.places,
            lines([one.heading, *_messages(one)]),
            lines(one.actions),
            lines([item.short_fingerprint for item in one.items]),
        )
        for one in matters
    )
    yield Grid(rows, (2, 4, 11, 6, 4), (_("序号"), _("位置"), _("事项"), _("建议"), _("指纹")))


def _messages(matter: Matter) -> list[str]:
    return list(dict.fromkeys(item.message for item in matter.items))


def _matter(matter: Matter) -> Iterator[Part]:
    yield Heading(_("{number}. {title}").format(number=matter.number, title=matter.heading), 3)
    if matter.rows:
        yield Grid(matter.rows, matter.shares, matter.heads)
    elif len(matter.items) > 1:
        if matter.is_cause:
            yield Words(matter.message)
        rows = [(one.label, lines([one.message, *one.quote_lines]), _in_short(one.working)) for one in matter.items]
        if any(working for _label, _fact, working in rows):
            yield Grid(tuple(rows), (2, 13, 6), (_("序号"), _("事实"), _("计算")))
        else:
            yield Grid(tuple(row[:2] for row in rows), (2, 19), (_("序号"), _("事实")))
    yield facts(*_facts(matter))


def _facts(matter: Matter) -> Iterator[tuple[str, str]]:
    if len(matter.items) == 1:
        (item,) = matter.items
        yield _("事实"), lines([item.message, *item.quote_lines])
        yield _("计算"), item.working
    for label in (_("依据"), _("参照")):
        yield label, one_after_another(*(basis for named, basis in matter.bases if named == label))
    yield _("建议"), one_after_another(*matter.actions)
    prints = " ".join(item.short_fingerprint for item in matter.items)
    remarks = dict.fromkeys(filter(None, _remarks(matter.items)))
    yield _("备注"), lines([*remarks, _("指纹：{prints}").format(prints=prints)])


def _remarks(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        yield item.confidence_word
        yield item.accepted_before


def _ties(audit: _Audit) -> Iterator[Part]:
    """What agreed only after a sum, or not, number by number."""
    yield Heading(_("附件二　勾稽对照表"))
    yield Words(
        _("数字按所印位数比较：印作 86.1 的数代表 86.05 至 86.15；计数精确比较；≥、≤、约按其界限比较。"), manner="note"
    )
    for status in _TIED:
        found = [one for one in audit.ledger if one.status == status]
        if found:
            yield Heading(_("{status}（{count} 个数字）").format(status=found[0].status_word, count=len(found)), 2)
            rows = tuple(_tie(reason, several) for reason, several in _by_reason(found).items())
            yield Grid(rows, (9, 7, 4), (_("数字及位置"), _("计算或说明"), _("见清单")))
    equal = sum(one.status == "agreed" for one in audit.ledger)
    yield Words(
        _("另有 {count} 个数字与其对应处直接一致，逐一列在 Excel 底稿的“勾稽明细”中。").format(count=equal),
        manner="note",
    )


def _by_reason(found: Sequence[Number]) -> dict[str, list[Number]]:
    """The numbers, those together that one sum or one reason is about."""
    by_reason: dict[str, list[Number]] = {}
    for one in found:
        by_reason.setdefault(one.reason, []).append(one)
    return by_reason


def _tie(reason: str, found: Sequence[Number]) -> tuple[str, ...]:
    """The numbers that one sum is about, each with what it is and where it stands; the sum; the matters about them."""
    told = [_("{quote}（{role}，{place}）").format(quote=one.quote, role=one.role, place=one.place) for one in found]
    seen = dict.fromkeys(name for one in found for name in one.matters)
    return _("；").join(told), _in_short(reason), _("、").join(seen)


_LONGEST_WORKING = 80
_FEW_TERMS = 12
"""Terms of a sum that are told whole, however long it is."""
_TERMS_SHOWN = 3
"""Terms at the beginning and at the end of a longer one."""


def _in_short(working: str) -> str:
    """A sum of many terms by the first and the last of them; the working paper has it whole."""
    if len(working) <= _LONGEST_WORKING:
        return working
    terms = working.split(" + ")
    if len(terms) <= _FEW_TERMS:
        return working
    left_out = _("……（另 {count} 个数）……").format(count=len(terms) - 2 * _TERMS_SHOWN)
    return " + ".join([*terms[:_TERMS_SHOWN], left_out, *terms[-_TERMS_SHOWN:]])


def _passed(audit: _Audit) -> Iterator[Part]:
    memo = audit.memo
    yield Heading(_("附件四　通过项"))
    yield from passed(memo.passed)
    stated = dict(memo.identity)
    yield Words(
        _("文件：{file}；SHA-256：{digest}。核对工具：{tool}。").format(
            file=stated.get(_("文件"), ""), digest=stated.get("SHA-256", ""), tool=stated.get(_("核对工具"), "")
        ),
        manner="note",
    )


def passed(checks: Sequence[PassedCheck]) -> Iterator[Part]:
    """What was looked at and found in order, each with an example."""
    rows = tuple((one.code, one.title, str(one.count), lines(one.examples[:1])) for one in checks)
    yield from _table(rows, (2, 10, 2, 7), (_("代码"), _("所查问题（均未发现）"), _("次数"), _("示例")))


def _model(model: ModelPart, heads: Headings) -> Iterator[Part]:
    """What became of a language model's answers."""
    yield Heading(heads.model, 2)
    yield from (Words(line) for line in model.said)
    if model.doubts:
        yield from _table(
            tuple((one.place, one.about, one.rules, one.model) for one in model.doubts),
            (3, 5, 4, 4),
            (heads.place, heads.review, heads.by_rules, heads.by_model),
        )
    lines = [(heads.ungrounded, line) for line in model.ungrounded] + [(heads.failed, line) for line in model.failed]
    if lines:
        yield from _table(tuple(lines), (4, 12), (heads.reason, heads.value))


def _open_ends(audit: _Audit) -> Iterator[Part]:
    yield Heading(_("附件三　未核对事项与原因"))
    yield from _not_looked_at(audit)


def open_ends(outcome: Outcome, memo: Contents) -> Iterator[Part]:
    """What could not be looked at in one of several documents, and why."""
    yield from _not_looked_at(_Audit(outcome, memo, numbers(outcome, memo), BLANK))


def _not_looked_at(audit: _Audit) -> Iterator[Part]:
    """Silence is not a pass: what could not be looked at, and why."""
    memo = audit.memo
    heads = memo.headings
    yield Heading(heads.unreadable, 2)
    yield from _table(
        tuple((one.place, one.reason) for one in memo.unreadable), (4, 11), (heads.place, heads.reason), heads.nothing
    )
    yield Heading(heads.not_run, 2)
    yield from _table(
        tuple(
            (on_paper(one.reason), _("；").join(f"{check.code} {check.title}" for check in one.checks))
            for one in memo.reasons
        ),
        (6, 11),
        (heads.reason, heads.check),
        heads.nothing,
    )
    if not memo.unmatched:
        yield Words(heads.every_number_tied)
    yield from _numbers(audit, "unmatched")
    if memo.model is not None:
        yield from _model(memo.model, heads)
    yield from _numbers(audit, "unread")
    yield from _numbers(audit, "not-assessable")


def _numbers(audit: _Audit, status: Status) -> Iterator[Part]:
    """The numbers that ended so, where there are any; those of one reason in one row."""
    heads = audit.memo.headings
    some = [one for one in audit.ledger if one.status == status]
    if some:
        yield Heading(_("{status}（{count} 个数字）").format(status=some[0].status_word, count=len(some)), 2)
        rows = tuple(
            (reason, _("、").join(_placed(one) for one in found)) for reason, found in _by_reason(some).items()
        )
        yield Grid(rows, (5, 12), (heads.reason, heads.quote))


def _placed(one: Number) -> str:
    about = one.subject if one.subject not in one.quote else ""
    return " ".join(filter(None, (about, one.quote))) + bracketed(one.place)


def _table(
    rows: tuple[tuple[str, ...], ...], shares: tuple[int, ...], heads: tuple[str, ...], otherwise: str = ""
) -> Iterator[Part]:
    if rows:
        yield Grid(rows, shares, heads)
    else:
        yield Words(otherwise or _("无。"))
