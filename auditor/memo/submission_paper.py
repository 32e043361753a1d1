"""Papers on a submission: the memo, the letter of questions and the list for the department, laid out by every format."""

from collections.abc import Iterator, Sequence

from auditor.locale import gettext as _
from auditor.memo import comparison
from auditor.memo.paper import Grid, Heading, Paper, Part, Tick, Words, facts, lines
from auditor.memo.submission import DOCUMENT_SHARES, Issue, Section, Told, closing, document_heads, told
from auditor.model.dossier import Submission
from auditor.model.finding import Severity


def memo(submission: Submission) -> Paper:
    """The memo on a submission."""
    one = told(submission)
    return Paper(
        title=_("绩效自评材料核查备忘录"),
        subtitle=_subject(submission),
        parts=tuple(_memo(one, submission)),
        lang=submission.outcomes[0].tool.lang,
    )


def _subject(submission: Submission) -> str:
    named = [one for one in submission.documents if one.role == "table"] or list(submission.documents)
    first = named[0]
    year = _("{year}年度").format(year=first.year) if first.year else ""
    return " · ".join(filter(None, (first.organisation, first.project, year)))


def _memo(one: Told, submission: Submission) -> Iterator[Part]:
    yield Words(one.verdict, manner="lead")
    yield Heading(_("一、材料"))
    yield Grid(one.documents, DOCUMENT_SHARES, document_heads())
    yield Words(one.grouping)
    for label, outcome in zip(one.labels, submission.outcomes, strict=True):
        yield from (Words(line, f"{label}{_('：')}") for line in outcome.needed)
    between, *within = one.sections
    yield Heading(_("二、材料之间的问题"))
    yield from _section(between)
    yield Heading(_("三、各份材料内部的问题"))
    for section in within:
        yield Heading(section.title, 2)
        yield from _section(section)
    yield Heading(_("四、对照表"))
    yield from _comparison(submission)
    yield Heading(_("五、核对情况"))
    yield Words(one.coverage + _("。"))
    if one.passed:
        yield Grid(one.passed, (2, 7, 2, 9), (_("代码"), _("所查问题"), _("次数"), _("示例")))
    if one.not_run:
        yield Heading(_("未能执行的核对"), 2)
        yield Grid(one.not_run, (2, 8, 8), (_("代码"), _("所查问题"), _("原因")))
    yield Words(closing(), manner="note")


def _section(section: Section) -> Iterator[Part]:
    if not section.issues:
        yield Words(_("无。"))
    for issue in section.issues:
        yield from _issue(issue)


def _issue(issue: Issue) -> Iterator[Part]:
    yield Heading(
        _("{number}. {code} {title}（{severity}）").format(
            number=issue.number, code=issue.code, title=issue.title, severity=issue.severity_word
        ),
        3,
    )
    yield facts(
        (_("事实"), lines([issue.message, *(quote.line for quote in issue.quotes)])),
        (_("计算"), issue.working),
        (_("建议"), issue.action),
        (_("备注"), lines([issue.confidence, issue.accepted])),
    )


def _comparison(submission: Submission) -> Iterator[Part]:
    """The table of all documents, row by row."""
    rows = tuple(line.texts for line in comparison.lines(submission))
    if not rows:
        yield Words(_("没有可以逐行对照的表。"))
        return
    shares = (3, 4, *(4 for _role in comparison.roles(submission)), 1, 3)
    yield Grid(rows, shares, comparison.heads(submission))
    unpaired = sum(bool(line.note) for line in comparison.lines(submission))
    yield Words(
        _("共 {count} 行，其中 {unpaired} 行在某份材料中没有对应的行。").format(count=len(rows), unpaired=unpaired)
    )


_ASKED: tuple[Severity, ...] = ("error", "warning")


def inquiry(submission: Submission) -> Paper:
    """The letter that asks the department about what does not agree, over all its documents."""
    one = told(submission)
    asked = [issue for section in one.sections for issue in section.open if issue.severity in _ASKED]
    named = next((doc.organisation for doc in submission.documents if doc.organisation), "") or "＿＿＿＿＿＿＿＿＿＿"
    files = _("、").join(dict.fromkeys(f"{label}" for label in one.labels))
    opening = (
        _(
            "我们在核对你单位报送的{files}时，发现下列 {count} 个事项前后不一致或未作说明。请逐项书面说明，并提供佐证材料。"
        )
        if asked
        else _("我们核对了你单位报送的{files}，没有需要说明的事项。")
    )
    return Paper(
        title=_("绩效自评核查询问函"),
        subtitle="",
        parts=(
            Words(_("{organisation}：").format(organisation=named)),
            Words(opening.format(files=files, count=len(asked))),
            *(part for number, issue in enumerate(asked, 1) for part in _question(number, issue)),
            Words(_("联系人：＿＿＿＿＿＿　　电话：＿＿＿＿＿＿"), manner="sign"),
            Words(_("核查单位（盖章）：＿＿＿＿＿＿＿＿＿＿"), manner="sign"),
            Words(_("＿＿＿＿年＿＿月＿＿日"), manner="sign"),
        ),
        lang=submission.outcomes[0].tool.lang,
    )


def _question(number: int, issue: Issue) -> Iterator[Part]:
    yield Heading(_("问题 {number}").format(number=number), 2)
    yield Words(issue.message)
    yield facts(
        (_("材料所写"), lines([quote.line for quote in issue.quotes])),
        (_("计算"), issue.working),
        (_("请说明"), issue.action),
        (_("单位答复"), "　\n　"),
    )


def selfcheck(submission: Submission) -> Paper:
    """The list for the department that is about to submit: what to change in which document."""
    one = told(submission)
    parts: list[Part] = [Words(one.verdict, manner="lead"), Words(one.grouping)]
    for heading, issues in tasks(one):
        parts.append(Heading(_("{heading}（{count}）").format(heading=heading, count=len(issues))))
        parts += [Tick(issue.code, issue.message, tuple(_details(issue))) for issue in issues]
    parts.append(Words(closing(), manner="note"))
    return Paper(_("提交前自查清单"), "", tuple(parts), submission.outcomes[0].tool.lang)


def tasks(one: Told) -> list[tuple[str, list[Issue]]]:
    """What must be mended, what should be explained, what is worth a thought; what was read unsurely is to be explained."""
    still_open = [issue for section in one.sections for issue in section.open]
    low = _("把握较低：该处读取不确定，请先核对原文")
    kinds: dict[Severity, list[Issue]] = {"error": [], "warning": [], "note": []}
    for issue in still_open:
        kinds["warning" if issue.severity == "error" and issue.confidence == low else issue.severity].append(issue)
    return [(_("必须改正"), kinds["error"]), (_("应当说明"), kinds["warning"]), (_("可以斟酌"), kinds["note"])]


def _details(issue: Issue) -> Iterator[tuple[str, str]]:
    for quote in issue.quotes:
        yield quote.role, f"「{quote.text}」{_('（{text}）').format(text=quote.place)}"
    rest: Sequence[tuple[str, str]] = (
        (_("计算"), issue.working),
        (_("改法"), issue.action),
        (_("注意"), issue.confidence),
    )
    yield from ((label, text) for label, text in rest if text)
