"""The to-do list of a submission: what lies between its documents, then each document in its own order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.locale import gettext as _
from auditor.memo.paper import Grid, Heading, Paper, Part, Words
from auditor.memo.submission import Told, lacking, told
from auditor.memo.terminal import COLOURED, PLAIN, Style, wrap
from auditor.memo.todo import Task, Unread, listed, supply_lines, task_lines, tasks, to_supply, todo, weighed
from auditor.memo.words import bracketed, sentence
from auditor.model.dossier import Submission


@dataclass(frozen=True)
class Section:
    """The tasks of one document, or those between several; and where it could not be read."""

    title: str
    tasks: tuple[Task, ...]
    unread: tuple[Unread, ...] = ()
    first: int = 1
    """The number of its first task: the list is numbered through."""


@dataclass(frozen=True)
class Shown:
    """The list as text, and whether anything on it must be mended."""

    text: str
    must_fix: bool


def sections(one: Told, submission: Submission) -> list[Section]:
    """What is to do between the documents, and in each."""
    items = [item for matter in one.sections[0].matters for item in matter.items]
    made = [Section(one.sections[0].title, tuple(tasks(items, submission.findings, {})))]
    for label, memo, outcome in zip(one.labels, one.within, submission.outcomes, strict=True):
        alone = todo(outcome, memo)
        before = made[-1]
        made.append(Section(label, alone.tasks, alone.unread, before.first + len(before.tasks)))
    return made


def listed_tasks(submission: Submission) -> list[Task]:
    """Every task in the order of the list."""
    return [task for section in sections(told(submission), submission) for task in section.tasks]


def paper(submission: Submission) -> Paper:
    """The list as a paper with a column to tick."""
    one = told(submission)
    found = sections(one, submission)
    parts: list[Part] = [Words(line, manner="lead") for line in _opening(one, found)]
    parts += to_supply(_lacks(one, submission))
    unread = tuple(("□", section.title, spot.place, spot.reason) for section in found for spot in section.unread)
    if unread:
        parts.append(Heading(_("先看：没有读懂的地方") + bracketed(len(unread))))
        parts.append(Grid(unread, (1, 4, 4, 12), ("", _("材料"), _("位置"), _("为什么没有读懂，要做什么"))))
    for section in found:
        parts.append(Heading(section.title + bracketed(len(section.tasks))))
        nothing = _("无。") if one.judged == "insufficient" else _("没有待办事项。")
        parts.append(listed(section.tasks, section.first) if section.tasks else Words(nothing))
    return Paper(_("提交前自查清单"), "", tuple(parts), submission.outcomes[0].tool.lang)


def show(submission: Submission, width: int, *, coloured: bool) -> Shown:
    """The list for a terminal."""
    one, style = told(submission), COLOURED if coloured else PLAIN
    found = sections(one, submission)
    text = "".join(f"{line}\n" for line in _lines(one, submission, found, width, style))
    return Shown(text, any(task.weight == "error" for section in found for task in section.tasks))


def _opening(one: Told, found: Sequence[Section]) -> Iterator[str]:
    """Which documents, how much is to do, how much was checked, and whether the list can be complete."""
    yield sentence(_("、").join(one.labels))
    yield weighed([task for section in found for task in section.tasks])
    yield sentence(one.coverage)
    if one.judged == "insufficient":
        yield _("未能充分核对，清单可能不全。")


def _lacks(one: Told, submission: Submission) -> list[str]:
    return [f"{label}{_('：')}{lack.said}" for lack, label in lacking(submission, one.labels)]


def _lines(one: Told, submission: Submission, found: Sequence[Section], width: int, style: Style) -> Iterator[str]:
    for line in _opening(one, found):
        yield from wrap(line, width)
    yield from supply_lines(_lacks(one, submission), width, style)
    unread = [(section.title, spot) for section in found for spot in section.unread]
    if unread:
        yield ""
        yield style(_("先看：没有读懂的地方") + bracketed(len(unread)), "warning")
    for title, spot in unread:
        words = _("{place}：{reason}").format(place=f"{title} {spot.place}", reason=spot.reason)
        yield from wrap(words, width, "  [ ] ", 6)
    for section in found:
        if section.tasks:
            yield ""
            yield style(section.title + bracketed(len(section.tasks)), "strong")
            yield from task_lines(section.tasks, width, style, section.first)
    if not any(section.tasks for section in found) and one.judged != "insufficient":
        yield _("没有待办事项。")
