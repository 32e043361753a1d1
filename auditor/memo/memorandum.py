"""核查备忘录: the memo in the layout in which reviewers file it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.locale import gettext as _
from auditor.memo.contents import Contents, Headings, Item, ModelPart, bracketed, contents, report_name, rules_word
from auditor.memo.numbers import Number, numbers
from auditor.memo.paper import Grid, Heading, Paper, Part, Words, facts, lines
from auditor.model.finding import Outcome
from auditor.model.ledger import Status

_TIED: tuple[Status, ...] = ("contradicted", "reconciled")
"""Ties that a reviewer looks at again: the rest is equal digit by digit."""


@dataclass(frozen=True)
class _Audit:
    outcome: Outcome
    memo: Contents
    ledger: Sequence[Number]


def paper(outcome: Outcome) -> Paper:
    """The memo of one report."""
    memo = contents(outcome)
    audit = _Audit(outcome, memo, numbers(outcome, memo))
    sections = (_body, _basis, _state, _issues, _materials, _closing, _ties, _open_ends)
    return Paper(
        title=memo.headings.title,
        subtitle=report_name(outcome.report),
        parts=(*_first(memo), *(part for section in sections for part in section(audit))),
        lang=outcome.tool.lang,
        listed=True,
    )


def _first(memo: Contents) -> Iterator[Part]:
    """What a chief reads: the verdict, what to settle first and where it stands, what could not be read."""
    yield Words(memo.verdict, manner="lead")
    for place, one in enumerate(memo.priorities, 1):
        told = _("请先核实（{place}）：{text}（见问题 {number}）")
        yield Words(told.format(place=place, text=one.text, number=one.number), manner="lead")
    for line in memo.needed:
        yield Words(line, label=memo.headings.needed + _("："), manner="lead")
    for line in memo.unread_first:
        yield Words(line, label=memo.headings.unreadable + _("："), manner="lead")


def _body(audit: _Audit) -> Iterator[Part]:
    yield Heading(_("一、被核查单位"))
    yield facts(*audit.memo.identity)


def _basis(audit: _Audit) -> Iterator[Part]:
    outcome = audit.outcome
    done = {one.code for one in outcome.passed} | {one.code for one in outcome.findings}
    missed = {one.code for one in outcome.not_run} - done
    yield Heading(_("二、核查依据"))
    yield Words(_("（一）被核查单位报送的上述报告原文，以文件的 SHA-256 为准；表上所印的填报说明与分值优先。"))
    yield Words(_("（二）评分规则：{profile}。").format(profile=rules_word(outcome.tool.profile)))
    yield Words(
        _(
            "（三）核对项：本次执行 {done} 项，未能执行 {missed} 项（见附件二）；各问题所依据的规定列在其“依据”一栏。"
        ).format(done=len(done), missed=len(missed))
    )
    yield Words(
        _("（四）数字按所印位数比较：印作 86.1 的数代表 86.05 至 86.15；计数精确比较；界限（≥、≤、约）按区间比较。")
    )


def _state(audit: _Audit) -> Iterator[Part]:
    memo, report = audit.memo, audit.outcome.report
    counted = [(_("年度绩效目标"), len(report.goals)), (_("三级指标"), len(report.indicators)), *memo.figures]
    found = [(_("疑点（{severity}）").format(severity=word), count) for _severity, word, count in memo.counts]
    more = [(_("成因"), len(memo.headlines)), (memo.headings.accepted, len(memo.accepted))]
    yield Heading(_("三、核查情况"))
    yield Words(memo.coverage + _("。"))
    left, right = counted, [*found, *more]
    rows = max(len(left), len(right))
    cells = [[(label, str(count)) for label, count in side] + [("", "")] * (rows - len(side)) for side in (left, right)]
    heads = (memo.headings.item, memo.headings.figure)
    yield Grid(tuple((*one, *two) for one, two in zip(*cells, strict=True)), (5, 2, 5, 2), (*heads, *heads))


def _issues(audit: _Audit) -> Iterator[Part]:
    memo = audit.memo
    yield Heading(_("四、问题清单"))
    for headline in memo.headlines:
        yield Heading(_("成因 {number}：{kind}").format(number=headline.number, kind=headline.kind), 2)
        yield Words(headline.message, manner="lead")
        yield from _each(headline.items)
    for group in memo.groups:
        yield Heading(_("{severity}（{count} 项）").format(severity=group.title, count=len(group.items)), 2)
        yield from _each(group.items)
    if not memo.open_items:
        yield Words(memo.headings.nothing)
    if memo.accepted:
        yield Heading(memo.headings.accepted, 2)
        yield from _each(memo.accepted)


def _each(items: Sequence[Item]) -> Iterator[Part]:
    for item in items:
        yield Heading(
            _("{number}. {code} {title}（{severity}）").format(
                number=item.number, code=item.code, title=item.title.rstrip("。."), severity=item.severity_word
            ),
            3,
        )
        yield facts(
            (_("事实"), lines([item.message, *item.quote_lines])),
            (_("依据"), item.basis),
            (_("计算"), item.working),
            (_("建议"), item.action),
            (_("备注"), lines([item.confidence_word, item.accepted, item.accepted_before])),
        )


def _materials(audit: _Audit) -> Iterator[Part]:
    yield Heading(_("五、待补充佐证材料"))
    rows = tuple(
        (str(number), one.name, _("、").join(map(str, one.items))) for number, one in enumerate(audit.memo.materials, 1)
    )
    if not rows:
        yield Words(audit.memo.headings.nothing)
        return
    yield Grid(rows, (1, 8, 5), (_("序号"), _("材料"), _("用于问题")))


def _closing(audit: _Audit) -> Iterator[Part]:
    yield Words(audit.memo.headings.closing, manner="note")
    yield Words(_("核查人（签字）：＿＿＿＿＿＿＿＿　　复核人（签字）：＿＿＿＿＿＿＿＿"), manner="sign")
    yield Words(_("日期：＿＿＿＿年＿＿月＿＿日"), manner="sign")


def _ties(audit: _Audit) -> Iterator[Part]:
    """What agreed, told by its workings; what agreed only after a sum, or not, number by number."""
    memo = audit.memo
    yield Heading(_("附件一、勾稽一览"))
    yield Heading(memo.headings.passed, 2)
    passed = tuple((one.code, one.title, str(one.count), lines(one.examples)) for one in memo.passed)
    yield from _table(
        passed,
        (2, 9, 2, 9),
        (memo.headings.code, memo.headings.looked_for, memo.headings.count, memo.headings.examples),
    )
    for status in _TIED:
        rows = tuple(
            (
                one.place,
                one.quote,
                f"{one.role} {one.goal}".strip(),
                lines([other.text + bracketed(other.place) for other in one.others]),
                lines([one.reason, _("见问题 {numbers}").format(numbers=_shown(one)) if one.findings else ""]),
            )
            for one in audit.ledger
            if one.status == status
        )
        word = next(one.status_word for one in audit.ledger if one.status == status) if rows else ""
        if rows:
            yield Heading(_("{status}（{count} 个数字）").format(status=word, count=len(rows)), 2)
            yield from _table(
                rows,
                (3, 3, 3, 7, 5),
                (memo.headings.place, memo.headings.quote, memo.headings.role, _("对应"), _("说明")),
            )
    equal = sum(one.status == "agreed" for one in audit.ledger)
    yield Words(
        _("另有 {count} 个数字与其对应处直接一致，逐一列在 Excel 底稿（memo.xlsx）的“勾稽明细”中。").format(
            count=equal
        ),
        manner="note",
    )


def _shown(one: Number) -> str:
    return _("、").join(map(str, one.findings))


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
    """Silence is not a pass: what could not be looked at, and why."""
    memo = audit.memo
    heads = memo.headings
    yield Heading(_("附件二、未核对事项"))
    yield Heading(heads.unreadable, 2)
    yield from _table(
        tuple((one.place, one.reason) for one in memo.unreadable), (4, 11), (heads.place, heads.reason), heads.nothing
    )
    yield Heading(heads.not_run, 2)
    yield from _table(
        tuple((one.code, one.title, one.reason) for one in memo.not_run),
        (2, 7, 6),
        (heads.code, heads.check, heads.reason),
        heads.nothing,
    )
    yield Heading(heads.unmatched, 2)
    yield from _table(
        tuple((one.place, one.quote, f"{one.role} {one.goal}", one.subject, one.reason) for one in memo.unmatched),
        (3, 3, 3, 4, 5),
        (heads.place, heads.quote, heads.role, heads.subject, heads.reason),
        heads.every_number_tied,
    )
    if memo.model is not None:
        yield from _model(memo.model, heads)
    yield from _numbers(audit, "unread")
    yield from _numbers(audit, "not-assessable")


def _numbers(audit: _Audit, status: Status) -> Iterator[Part]:
    """The numbers that ended so, where there are any."""
    heads = audit.memo.headings
    some = [one for one in audit.ledger if one.status == status]
    if some:
        yield Heading(some[0].status_word, 2)
        yield from _table(
            tuple((one.place, one.quote, f"{one.role} {one.goal}", one.subject, one.reason) for one in some),
            (3, 3, 3, 4, 5),
            (heads.place, heads.quote, heads.role, heads.subject, heads.reason),
        )


def _table(
    rows: tuple[tuple[str, ...], ...], shares: tuple[int, ...], heads: tuple[str, ...], otherwise: str = ""
) -> Iterator[Part]:
    if rows:
        yield Grid(rows, shares, heads)
    else:
        yield Words(otherwise or _("无。"))
