"""What a memo says, in which order and in which words: decided once, for every format."""

from collections.abc import Iterable, Sequence

from auditor.checks import registry
from auditor.locale import gettext as _
from auditor.memo import by_hand, conclusion, telling
from auditor.memo.basis import basis
from auditor.memo.grouping import bundles, rank
from auditor.memo.identity import identity, rules_word
from auditor.memo.records import (
    FIRST,
    After,
    CheckPage,
    Contents,
    Doubt,
    Group,
    Headings,
    Headline,
    Item,
    Material,
    Matter,
    ModelPart,
    NotRunCheck,
    PassedCheck,
    Priority,
    Quote,
    Reason,
    Unmatched,
    UnreadablePlace,
    make_passed_check,
)
from auditor.memo.subjects import Subjects
from auditor.memo.words import (
    SEVERITIES,
    accepted_words,
    bracketed,
    clean,
    column_letters,
    coverage_line,
    examples,
    graded,
    one_after_another,
    page_lines,
    place,
    report_name,
    role_word,
    sentence,
    severity_word,
    told_first,
)
from auditor.model.finding import Cause, Finding, Outcome, Usage
from auditor.model.ledger import Coverage, LedgerEntry

__all__ = [
    "SEVERITIES",
    "CheckPage",
    "Contents",
    "Doubt",
    "Group",
    "Headings",
    "Headline",
    "Item",
    "Material",
    "Matter",
    "ModelPart",
    "NotRunCheck",
    "PassedCheck",
    "Priority",
    "Quote",
    "Reason",
    "Unmatched",
    "UnreadablePlace",
    "accepted_words",
    "bracketed",
    "clean",
    "column_letters",
    "contents",
    "coverage_line",
    "graded",
    "in_order",
    "one_after_another",
    "page_lines",
    "place",
    "report_name",
    "role_word",
    "rules_word",
    "sentence",
    "severity_word",
    "told_first",
]


def contents(outcome: Outcome, after: After = FIRST) -> Contents:
    """The memo of one Outcome; of several documents together, numbered on from what was told before."""
    ranked = sorted(outcome.findings, key=rank)
    checks = registry.catalogue()
    titles = {check.code: _(check.title).rstrip("。.") for check in checks}
    still_open = [finding for finding in ranked if finding.accepted is None]
    teller = telling.Teller(Subjects(outcome), titles, {check.code: basis(check) for check in checks}, after=after)
    told = _under_causes(outcome.causes, still_open)
    matters = teller.matters(bundles(told, still_open), outcome)
    headlines = teller.headlines(told)
    explained = {item.fingerprint for headline in headlines for item in headline.items}
    alone = [item for matter in matters for item in matter.items if item.fingerprint not in explained]
    accepted = teller.accepted([finding for finding in ranked if finding.accepted is not None])
    verdict, priorities = conclusion.verdict(outcome, still_open, matters), conclusion.priorities(matters)
    return Contents(
        headings=_headings(),
        identity=identity(outcome),
        verdict=verdict,
        judged=outcome.verdict,
        needed=tuple(map(sentence, outcome.needed)),
        priorities=priorities,
        summary=conclusion.summary(verdict, priorities),
        counts=tuple(
            (one, severity_word(one), sum(matter.severity == one for matter in matters)) for one in SEVERITIES
        ),
        matters=matters,
        headlines=headlines,
        groups=_groups(alone),
        accepted=accepted,
        coverage=coverage_line(outcome.coverage),
        figures=_figures(outcome.coverage),
        unmatched=tuple(_unmatched(entry) for entry in outcome.ledger if entry.status == "unmatched"),
        passed=tuple(
            make_passed_check(
                code=done.code, title=titles.get(done.code, ""), count=done.count, examples=examples(done)
            )
            for done in outcome.passed
            if done.count
        ),
        not_run=tuple(
            NotRunCheck(missed.code, titles.get(missed.code, ""), clean(missed.reason)) for missed in outcome.not_run
        ),
        unreadable=tuple(UnreadablePlace(place(spot.span), clean(spot.reason)) for spot in outcome.unreadable),
        model=None if outcome.usage is None else _model(outcome.usage),
        pages=_pages({finding.code for finding in outcome.findings}),
        by_hand=by_hand.lines(outcome),
        told=teller.told,
    )


def in_order(outcome: Outcome) -> list[Finding]:
    """The findings in the order of every memo: matter by matter, the gravest first; then the accepted ones."""
    ranked = sorted(outcome.findings, key=rank)
    still_open = [finding for finding in ranked if finding.accepted is None]
    told = bundles(_under_causes(outcome.causes, still_open), still_open)
    accepted = [finding for finding in ranked if finding.accepted is not None]
    return [*(finding for bundle in told for finding in bundle.findings), *accepted]


def _under_causes(causes: Iterable[Cause], findings: Iterable[Finding]) -> list[tuple[Cause, list[Finding]]]:
    """Causes with open findings, the gravest first; the finding that tells of the cause leads its own."""
    still_open = {finding.fingerprint: finding for finding in findings}
    by_cause = [(cause, [still_open[one] for one in cause.findings if one in still_open]) for cause in causes]
    return sorted((pair for pair in by_cause if pair[1]), key=lambda pair: min(map(rank, pair[1]))[0])


def _groups(items: Sequence[Item]) -> tuple[Group, ...]:
    """Findings by severity; a severity without any is left out."""
    by_severity = {one: tuple(item for item in items if item.severity == one) for one in SEVERITIES}
    return tuple(Group(one, severity_word(one), found) for one, found in by_severity.items() if found)


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
        times=_("次数"),
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
