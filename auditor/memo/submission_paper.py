"""Papers on a submission: the memo to sign with its annexes, and the letter of questions, laid out by every format."""

from collections.abc import Iterator

from auditor.diagnosis import verdict
from auditor.locale import gettext as _
from auditor.memo import comparison, memorandum
from auditor.memo import inquiry as letter
from auditor.memo.letterhead import BLANK, Letterhead
from auditor.memo.paper import Grid, Heading, Paper, Part, Words, facts
from auditor.memo.records import materials
from auditor.memo.submission import DOCUMENT_SHARES, Told, closing, document_heads, lacking, leading, subject, told
from auditor.memo.words import clean, on_paper, sentence
from auditor.model.dossier import Submission


def memo(submission: Submission, head: Letterhead = BLANK) -> Paper:
    """The memo on a submission: pages to sign, and behind them as annexes what they rest on."""
    one = told(submission)
    return Paper(
        title=_("绩效自评材料核查备忘录"),
        subtitle=subject(submission),
        parts=(*_to_sign(one, submission, head), *_annexes(one, submission)),
        lang=submission.outcomes[0].tool.lang,
        fields=_fields(one, submission),
    )


def _fields(one: Told, submission: Submission) -> tuple[tuple[str, str], ...]:
    """What a template of the office's own may name."""
    first = leading(submission)
    return (
        ("被核查单位", clean(first.organisation or "")),
        ("项目", clean(first.project or "")),
        ("年度", str(first.year or "")),
        ("结论", one.verdict),
    )


def _to_sign(one: Told, submission: Submission, head: Letterhead) -> Iterator[Part]:
    first = leading(submission)
    files = _("{role}（{file}）")
    stated = _("；").join(files.format(role=row[1], file=row[2]) for row in one.documents)
    yield facts(
        (_("被核查单位"), clean(first.organisation or "")),
        (_("被核查材料"), stated),
        (_("核查单位"), head.unit),
        (_("编号"), head.number),
        (_("核查依据"), head.grounds),
        (_("核查期间"), head.period),
        (_("核查人员"), head.staff),
    )
    yield Heading(_("一、核查范围"))
    yield Words(
        _("以报送原文为准，核对各份材料内部和材料之间的数字；{coverage}。{grouping}").format(
            coverage=one.coverage, grouping=one.grouping
        )
    )
    yield from map(Words, one.by_hand)
    yield Heading(_("二、核查结论"))
    yield Words(one.verdict, manner="lead")
    for label, outcome in zip(one.labels, submission.outcomes, strict=True):
        needed = map(sentence, verdict.by_the_department(outcome.needed))
        yield from (Words(line, f"{label}{_('：')}", manner="lead") for line in needed)
    yield Heading(_("三、主要问题"))
    yield from memorandum.main_matters(one.matters, one.where)
    yield Heading(_("四、处理意见"))
    yield from memorandum.opinion(materials(one.matters))
    yield from memorandum.signed(closing(), head)


def _annexes(one: Told, submission: Submission) -> Iterator[Part]:
    yield Heading(_("附件一　问题清单"), on_new_page=True)
    for section in one.sections:
        yield Heading(section.title, 2)
        yield from memorandum.issues(section.matters, level=3, where=_("{title}：").format(title=section.title))
        yield from memorandum.accepted(section.accepted, 3)
    yield Heading(_("附件二　对照表"))
    yield Grid(one.documents, DOCUMENT_SHARES, document_heads())
    yield from _comparison(submission)
    yield Heading(_("附件三　未核对事项与原因"))
    if one.not_run:
        yield Heading(_("材料之间未能执行的核对"), 2)
        rows = tuple((missed.code, missed.title, on_paper(missed.reason)) for missed in one.not_run)
        yield Grid(rows, (2, 8, 8), (_("代码"), _("所查问题"), _("原因")))
    for label, outcome, within in zip(one.labels, submission.outcomes, one.within, strict=True):
        for part in memorandum.open_ends(outcome, within):
            if isinstance(part, Heading):
                yield Heading(_("{label}：{heading}").format(label=label, heading=part.text), 2)
            else:
                yield part
    yield Heading(_("附件四　通过项"))
    between = ((_("各份材料之间"), one.passed),)
    for label, checks in (
        *between,
        *((label, memo.passed) for label, memo in zip(one.labels, one.within, strict=True)),
    ):
        yield Heading(label, 2)
        yield from memorandum.passed(checks)


def _comparison(submission: Submission) -> Iterator[Part]:
    """The table of all documents, row by row."""
    rows = tuple(line.texts for line in comparison.lines(submission))
    if not rows:
        yield Words(_("没有可以逐行对照的表。"))
        return
    shares = (6, 8, *(8 for _role in comparison.roles(submission)), 3, 6)
    yield Grid(rows, shares, comparison.heads(submission))
    unpaired = sum(bool(line.note) for line in comparison.lines(submission))
    yield Words(
        _("共 {count} 行，其中 {unpaired} 行在某份材料中没有对应的行。").format(count=len(rows), unpaired=unpaired)
    )


def inquiry(submission: Submission, head: Letterhead = BLANK) -> Paper:
    """The letter that asks the department about what does not agree, over all its documents, with a form to reply on."""
    one = told(submission)
    findings = {found.fingerprint: found for found in submission.findings}
    findings |= {found.fingerprint: found for outcome in submission.outcomes for found in outcome.findings}
    asked = letter.asked(one.matters)
    named = clean(leading(submission).organisation or "") or "＿＿＿＿＿＿＿＿＿＿"
    files = _("、").join(dict.fromkeys(one.labels))
    missed = lacking(submission, one.labels)
    return Paper(
        title=_("绩效自评核查询问函"),
        subtitle=head.number,
        parts=(
            Words(_("{organisation}：").format(organisation=named)),
            Words(letter.opening(files, len(asked), len(missed))),
            *letter.supplements(missed, after=bool(asked)),
            *letter.questions(asked, findings, one.where),
            *letter.end(asked, head, missed, one.where),
        ),
        lang=submission.outcomes[0].tool.lang,
        fields=_fields(one, submission),
    )
