"""The working paper on a submission: the sheets of every form, what lies between them, and the 对照表 of all."""

from collections.abc import Iterator, Sequence

from auditor.locale import gettext as _
from auditor.memo import comparison, xlsx
from auditor.memo.contents import SEVERITIES, contents, report_name
from auditor.memo.sheet import Column, Value, fill
from auditor.memo.submission import DOCUMENT_SHARES, Told, document_heads, told
from auditor.memo.words import weight_word
from auditor.model.dossier import Result, Submission

_DIFFERS = {comparison.MARK: "F8D0CC"}
_WIDTH = 2.5
"""Characters for one share of the list of documents."""


def render(results: Sequence[Result]) -> bytes:
    """The workbook of all forms, numbered as in their memo; for each submission three sheets of its own stand in front."""
    book = xlsx.workbook([named for one in results for named in _named(one)])
    submissions = [one for one in results if isinstance(one, Submission)]
    for number, submission in reversed(list(enumerate(submissions, 1))):
        which = f" {number}" if len(submissions) > 1 else ""
        memo = told(submission)
        for title, columns, rows in (
            (_("对照表"), _compare_columns(submission), _compare(submission)),
            (_("材料之间"), _issue_columns(), _issues(memo)),
            (_("材料"), _document_columns(), _documents(memo)),
        ):
            sheet = xlsx.tab(book, title, which)
            fill(sheet, columns, rows)
            book.move_sheet(sheet, -book.index(sheet))
    return xlsx.saved(book)


def _named(result: Result) -> Iterator[xlsx.Named]:
    """The forms of a result, each called as its memo calls it."""
    if isinstance(result, Submission):
        memo = told(result)
        yield from map(xlsx.Named, result.outcomes, memo.within, memo.labels)
    else:
        yield xlsx.Named(result, contents(result), report_name(result.report))


def _document_columns() -> list[Column]:
    shares = (*DOCUMENT_SHARES, 12)
    heads = (*document_heads(), _("为什么作为一套"))
    return [Column(head, max(int(_WIDTH * share), 6)) for head, share in zip(heads, shares, strict=True)]


def _documents(memo: Told) -> Iterator[Sequence[Value]]:
    for row in memo.documents:
        yield (*row, memo.grouping)


def _issue_columns() -> list[Column]:
    shades = {weight_word(one): xlsx.SEVERITY_SHADES[one] for one in SEVERITIES}
    return [
        Column(_("序号"), 7),
        Column(_("轻重"), 9, shades),
        Column(_("代码"), 7),
        Column(_("事项"), 22),
        Column(_("事实"), 40),
        Column(_("出处与原文"), 52),
        Column(_("计算"), 24),
        Column(_("建议"), 28),
        Column(_("标识"), 10),
        Column(_("备注"), 16),
    ]


def _issues(memo: Told) -> Iterator[Sequence[Value]]:
    for item in memo.sections[0].items:
        yield (
            *(item.label, item.severity_word, item.code, item.subject or item.title, item.message),
            *("\n".join(item.quote_lines), item.working, item.action, item.short_fingerprint),
            "\n".join(filter(None, (item.confidence_word, item.accepted, item.accepted_before))),
        )


def _compare_columns(submission: Submission) -> list[Column]:
    heads = comparison.heads(submission)
    wide = [Column(head, 30) for head in heads[2:-2]]
    return [Column(heads[0], 12), Column(heads[1], 24), *wide, Column(heads[-2], 6, _DIFFERS), Column(heads[-1], 18)]


def _compare(submission: Submission) -> Iterator[Sequence[Value]]:
    for line in comparison.lines(submission):
        yield line.texts
