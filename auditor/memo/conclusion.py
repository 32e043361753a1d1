"""What the audit concludes, in one sentence and in one paragraph to act on."""

from collections.abc import Iterable, Mapping, Sequence

from auditor.locale import gettext as _
from auditor.memo.records import Matter, Priority
from auditor.memo.words import SEVERITIES, clean, coverage_line, one_after_another, sentence, severity_word
from auditor.model.finding import Finding, Impact, Outcome, Severity
from auditor.text.amounts import show

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

_FIRST = 3
"""How many things a summary asks to settle first."""


def verdict(outcome: Outcome, findings: Sequence[Finding], matters: Sequence[Matter]) -> str:
    """One sentence: whether the report can be relied on, what was found, how much was checked, what becomes of the score."""
    parts = [
        _found(outcome, findings, matters),
        coverage_line(outcome.coverage),
        _impact(outcome.impact),
        _off(outcome),
        set_aside(outcome.findings),
    ]
    return (_("；").join(filter(None, parts)) + _("。")).strip()


def priorities(matters: Sequence[Matter]) -> tuple[Priority, ...]:
    """What to settle first: errors and causes; without any, the first warnings."""
    grave = [matter for matter in matters if matter.severity == "error"]
    grave += [matter for matter in matters if matter.severity == "warning" and matter.is_cause]
    first = grave or [matter for matter in matters if matter.severity == "warning"]
    return tuple(Priority(matter.items[0].number, _first_words(matter), matter.number) for matter in first[:_FIRST])


def _first_words(matter: Matter) -> str:
    return matter.message or sentence(matter.title)


def summary(said: str, first: Sequence[Priority]) -> str:
    """One paragraph to act on."""
    parts = [said]
    if first:
        told = [_("（{number}）{message}").format(number=n, message=one.text) for n, one in enumerate(first, 1)]
        parts.append(_("请先核实：") + "".join(told))
    return one_after_another(*parts)


def set_aside(findings: Iterable[Finding]) -> str:
    """That findings were accepted, by whom: the verdict is without them, and its reader has to know."""
    held = [one.accepted for one in findings if one.accepted is not None]
    if not held:
        return ""
    names = _("、").join(dict.fromkeys(clean(one.by) for one in held))
    return _("另有 {count} 处已由{names}接受，不计入结论").format(count=len(held), names=names)


def _off(outcome: Outcome) -> str:
    """That checks were switched off: what they look for was not looked for."""
    count = sum(one.switched_off for one in outcome.not_run)
    return _("按设置没有执行 {count} 项核对").format(count=count) if count else ""


def _found(outcome: Outcome, findings: Sequence[Finding], matters: Sequence[Matter]) -> str:
    """The verdict in words: never that nothing contradicts where too little, or nothing, was compared."""
    nothing = not outcome.coverage.compared
    if not findings and outcome.verdict == "insufficient":
        return _(_INSUFFICIENT_WITHOUT)
    if not findings and nothing:
        return _(_NOTHING_COMPARED_WITHOUT)
    if not findings:
        return _("没有发现疑点（未能执行的核对项和未找到对应的数字另列，不等于通过）")
    words = _counted(findings, matters)
    match outcome.verdict:
        case "contradicted":
            return _(_CONTRADICTED).format(words=words)
        case "insufficient":
            return _(_INSUFFICIENT).format(words=words)
    if nothing:
        return _(_NOTHING_COMPARED).format(words=words)
    worst = min(findings, key=lambda finding: SEVERITIES.index(finding.severity)).severity
    return _(_CLEAR[worst]).format(words=words)


def _counted(findings: Sequence[Finding], matters: Sequence[Matter]) -> str:
    """问题 3 项、疑点 9 项（同类、同处合并列示，共 41 处）."""
    counts = [(severity_word(one), sum(matter.severity == one for matter in matters)) for one in SEVERITIES]
    words = _("、").join(_("{word} {count} 项").format(word=word, count=count) for word, count in counts if count)
    if len(findings) == len(matters):
        return words
    return _("{words}（同类、同处合并列示，共 {count} 处）").format(words=words, count=len(findings))


def _impact(impact: Impact) -> str:
    """98.6分改为98.05分，等级不变（优）."""
    if impact.score_recomputed is None or impact.score_recomputed == impact.score_stated:
        return ""
    again = show(impact.score_recomputed)
    change = _("以表中现有各行为准重算，得分为{again}分").format(again=again)
    if impact.score_stated is not None:
        stated = show(impact.score_stated)
        change = _("以表中现有各行为准重算，{stated}分改为{again}分").format(stated=stated, again=again)
    return _("{change}，{grade}").format(change=change, grade=_becomes(impact)) if impact.grade_recomputed else change


def _becomes(impact: Impact) -> str:
    if impact.grade_stated is None:
        return _("对应等级为{grade}").format(grade=_(impact.grade_recomputed or ""))
    if impact.grade_stated == impact.grade_recomputed:
        return _("等级不变（{grade}）").format(grade=_(impact.grade_recomputed or ""))
    return _("等级由{stated}变为{again}").format(stated=_(impact.grade_stated), again=_(impact.grade_recomputed or ""))
