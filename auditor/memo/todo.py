"""The audit as a to-do list for the department that is about to submit its report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from auditor.locale import gettext as _
from auditor.memo.contents import Contents, Item, bracketed, contents, sentence
from auditor.memo.paper import Heading, Paper, Part, Tick, Words, facts
from auditor.memo.terminal import COLOURED, PLAIN, Style, closing, wrap
from auditor.model.finding import Outcome


@dataclass(frozen=True)
class Task:
    """One thing to do."""

    item: Item
    why: str
    """The cause it comes from; empty when it stands alone."""


@dataclass(frozen=True)
class Todo:
    """What must be mended, what should be explained, what is worth a thought."""

    memo: Contents
    must_fix: tuple[Task, ...]
    should_explain: tuple[Task, ...]
    consider: tuple[Task, ...]

    def sections(self) -> tuple[tuple[str, str, tuple[Task, ...]], ...]:
        """Severity, heading and tasks, in the order of work."""
        return (
            ("error", _("必须改正"), self.must_fix),
            ("warning", _("应当说明"), self.should_explain),
            ("note", _("可以斟酌"), self.consider),
        )


def todo(outcome: Outcome) -> Todo:
    """The to-do list of a report. An error whose place was read with low confidence is to be explained, not mended."""
    memo = contents(outcome)
    unsure = {finding.fingerprint for finding in outcome.findings if finding.confidence == "low"}
    causes = {item.fingerprint: headline.message for headline in memo.headlines for item in headline.items}
    tasks: dict[str, list[Task]] = {"error": [], "warning": [], "note": []}
    for item in memo.open_items:
        kind = "warning" if item.severity == "error" and item.fingerprint in unsure else item.severity
        tasks[kind].append(Task(item, causes.get(item.fingerprint, "")))
    return Todo(memo, tuple(tasks["error"]), tuple(tasks["warning"]), tuple(tasks["note"]))


def paper(outcome: Outcome) -> Paper:
    """The list as a paper with boxes to tick."""
    one = todo(outcome)
    parts: list[Part] = []
    for _severity, heading, tasks in one.sections():
        parts.append(Heading(heading + bracketed(len(tasks))))
        parts += [Tick(task.item.code, task.item.message, tuple(_details(task))) for task in tasks]
    parts.append(Words(closing(one.memo), manner="note"))
    opening = [Words(line, manner="lead") for line in _opening(one.memo)]
    return Paper(_("提交前自查清单"), "", (facts(*one.memo.identity), *opening, *parts), outcome.tool.lang)


def _opening(memo: Contents) -> Iterator[str]:
    """How much was checked, and what must be there before the list can be taken for complete."""
    yield sentence(memo.coverage)
    if memo.judged == "insufficient":
        yield _("未能充分核对，清单可能不全。")
    yield from (memo.headings.needed + _("：") + line for line in memo.needed)
    yield from (memo.headings.unreadable + _("：") + line for line in memo.unread_first)


def show(one: Todo, width: int, *, coloured: bool) -> str:
    """The list for a terminal."""
    style = COLOURED if coloured else PLAIN
    return "".join(f"{line}\n" for line in _lines(one, width, style))


def _lines(one: Todo, width: int, style: Style) -> Iterator[str]:
    yield from wrap(" ".join(value for _label, value in one.memo.identity[:1]), width)
    for line in _opening(one.memo):
        yield from wrap(line, width)
    numbers = count(1)
    for severity, heading, tasks in one.sections():
        yield ""
        yield style(heading + bracketed(len(tasks)), severity)
        for task in tasks:
            yield from wrap(
                task.item.message, width, f"  [ ] {next(numbers):>2}  {style(task.item.code, severity)}  ", 16
            )
            for label, text in _details(task):
                yield from wrap(label + _("：") + text, width, " " * 16, 16)
    yield ""
    if not one.memo.open_items and one.memo.judged != "insufficient":
        yield _("没有待办事项。")
    yield from wrap(closing(one.memo), width)


def _details(task: Task) -> Iterable[tuple[str, str]]:
    item = task.item
    for quote in item.quotes:
        yield quote.role, f"「{quote.text}」{bracketed(quote.place)}"
    rest = (
        (_("计算"), item.working),
        (_("改法"), item.action),
        (_("成因"), task.why if task.why != item.message else ""),
        (_("复核会要"), item.asked_for),
        (_("注意"), item.accepted_before or item.confidence_word),
    )
    yield from ((label, text) for label, text in rest if text)
