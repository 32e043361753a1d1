"""The to-do list of a submission on a terminal."""

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from auditor.locale import gettext as _
from auditor.memo.submission import Issue, Told, closing, told
from auditor.memo.submission_paper import tasks
from auditor.memo.terminal import COLOURED, PLAIN, Style, wrap
from auditor.model.dossier import Submission

_KINDS = ("error", "warning", "note")


class Listed(NamedTuple):
    """The list as text, and whether anything on it must be mended."""

    text: str
    must_fix: bool


def show(submission: Submission, width: int, *, coloured: bool) -> Listed:
    """The list for a terminal."""
    one, style = told(submission), COLOURED if coloured else PLAIN
    text = "".join(f"{line}\n" for line in _lines(one, width, style))
    return Listed(text, bool(tasks(one)[0][1]))


def _lines(one: Told, width: int, style: Style) -> Iterator[str]:
    yield from wrap(_("、").join(one.labels), width)
    yield from wrap(one.verdict, width)
    numbers = count(1)
    for kind, (heading, issues) in zip(_KINDS, tasks(one), strict=True):
        yield ""
        yield style(_("{heading}（{count}）").format(heading=heading, count=len(issues)), kind)
        for issue in issues:
            yield from _task(next(numbers), issue, width, style(issue.code, kind))
    yield ""
    yield from wrap(closing(), width)


def _task(number: int, issue: Issue, width: int, code: str) -> Iterator[str]:
    yield from wrap(issue.message, width, f"  [ ] {number:>2}  {code}  ", 16)
    for quote in issue.quotes:
        yield from wrap(quote.line, width, " " * 16, 16)
    for label, text in ((_("计算"), issue.working), (_("改法"), issue.action), (_("注意"), issue.confidence)):
        if text:
            yield from wrap(label + _("：") + text, width, " " * 16, 16)
