"""The audit as a list that a clerk works through: row by row, in the order of the form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from auditor.locale import gettext as _
from auditor.memo.clerk import to_do, without_reviewers
from auditor.memo.contents import Contents, Item, bracketed, contents, sentence
from auditor.memo.paper import Grid, Heading, Paper, Part, Words, facts
from auditor.memo.terminal import COLOURED, PLAIN, Style, pad, wrap
from auditor.model.finding import Outcome
from auditor.model.source import Span

_WORDS = {"error": "必须改正", "warning": "应当说明", "note": "可以斟酌"}
_QUOTES_TOLD = 3


@dataclass(frozen=True)
class Task:
    """One thing to do. `weight` is error, warning or note: an error whose place was hard to read is to be explained."""

    item: Item
    why: str
    """The cause it comes from; empty when it stands alone."""
    weight: str = "error"
    stands: str = ""
    """What stands there now."""
    change: str = ""
    """What it must be, what to write, or what to attach."""
    at: int = 0
    """Where it stands in the file: the order of the list."""

    @property
    def weight_word(self) -> str:
        """必须改正, 应当说明 or 可以斟酌."""
        return _(_WORDS[self.weight])


@dataclass(frozen=True)
class Unread:
    """A place that could not be read: whatever is wrong there is not on the list."""

    place: str
    reason: str


@dataclass(frozen=True)
class Todo:
    """What must be mended, what should be explained, what is worth a thought."""

    memo: Contents
    must_fix: tuple[Task, ...]
    should_explain: tuple[Task, ...]
    consider: tuple[Task, ...]
    unread: tuple[Unread, ...] = ()

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All of them in the order of the form."""
        return tuple(sorted((*self.must_fix, *self.should_explain, *self.consider), key=lambda task: task.at))

    def sections(self) -> tuple[tuple[str, str, tuple[Task, ...]], ...]:
        """Severity, heading and tasks, by weight."""
        return (
            ("error", _(_WORDS["error"]), self.must_fix),
            ("warning", _(_WORDS["warning"]), self.should_explain),
            ("note", _(_WORDS["note"]), self.consider),
        )


def todo(outcome: Outcome) -> Todo:
    """The to-do list of a report. An error whose place was read with low confidence is to be explained, not mended."""
    memo = contents(outcome)
    findings = {finding.fingerprint: finding for finding in outcome.findings}
    causes = {item.fingerprint: headline.message for headline in memo.headlines for item in headline.items}
    tasks: dict[str, list[Task]] = {"error": [], "warning": [], "note": []}
    for item in memo.open_items:
        finding = findings[item.fingerprint]
        weight = "warning" if item.severity == "error" and finding.confidence == "low" else item.severity
        made = Task(
            item=item,
            why=causes.get(item.fingerprint, ""),
            weight=weight,
            stands=without_reviewers(item.message),
            change=to_do(item, finding),
            at=_start(item),
        )
        tasks[weight].append(made)
    ordered = {weight: tuple(sorted(found, key=lambda task: task.at)) for weight, found in tasks.items()}
    unread = tuple(Unread(one.place, one.reason) for one in memo.unreadable)
    return Todo(memo, ordered["error"], ordered["warning"], ordered["note"], unread)


def _start(item: Item) -> int:
    return next((quote.span.start for quote in item.quotes if isinstance(quote.span, Span)), 0)


def paper(outcome: Outcome) -> Paper:
    """The list as a paper with a column to tick."""
    one = todo(outcome)
    parts: list[Part] = [facts(*_about(one.memo)), *(Words(line, manner="lead") for line in _opening(one))]
    if one.unread:
        parts.append(Heading(_("先看：没有读懂的地方") + bracketed(len(one.unread))))
        rows = tuple(("□", spot.place, spot.reason) for spot in one.unread)
        parts.append(Grid(rows, (1, 4, 14), ("", _("位置"), _("为什么没有读懂，要做什么"))))
    parts.append(Heading(_("逐项清单") + bracketed(len(one.tasks))))
    parts.append(_list(one.tasks) if one.tasks else Words(_("没有待办事项。")))
    return Paper(_("提交前自查清单"), "", tuple(parts), outcome.tool.lang)


def _list(tasks: Sequence[Task]) -> Grid:
    heads = ("", _("序号"), _("位置"), _("现在写的"), _("应改为、应补充"), _("轻重"), _("标识"))
    rows = tuple(
        (
            "□",
            str(number),
            task.item.place,
            "\n".join([task.stands, *_quotes(task)]),
            task.change,
            task.weight_word,
            f"{task.item.code} {task.item.short_fingerprint}",
        )
        for number, task in enumerate(tasks, 1)
    )
    return Grid(rows, (1, 2, 3, 9, 7, 3, 4), heads)


def _quotes(task: Task) -> list[str]:
    quotes = [quote for quote in task.item.quotes if quote.text]
    told = [_("{role}「{quote}」").format(role=one.role, quote=one.text) for one in quotes[:_QUOTES_TOLD]]
    more = len(quotes) - _QUOTES_TOLD
    return [*told, _("另 {count} 处").format(count=more)] if more > 0 else told


def _about(memo: Contents) -> list[tuple[str, str]]:
    return [(label, value) for label, value in memo.identity if label in {_("报告"), _("单位"), _("年度"), _("文件")}]


def _opening(one: Todo) -> Iterator[str]:
    """How much is to do, how much was checked, and what must be there before the list can be taken for complete."""
    counts = [(heading, len(tasks)) for _weight, heading, tasks in one.sections()]
    words = _("、").join(_("{word} {count} 项").format(word=word, count=number) for word, number in counts)
    yield sentence(words)
    yield sentence(one.memo.coverage)
    if one.memo.judged == "insufficient":
        yield _("未能充分核对，清单可能不全。")
    yield from (one.memo.headings.needed + _("：") + line for line in one.memo.needed)


def show(one: Todo, width: int, *, coloured: bool) -> str:
    """The list for a terminal."""
    style = COLOURED if coloured else PLAIN
    return "".join(f"{line}\n" for line in _lines(one, width, style))


def _lines(one: Todo, width: int, style: Style) -> Iterator[str]:
    yield from wrap(" ".join(value for _label, value in one.memo.identity[:1]), width)
    for line in _opening(one):
        yield from wrap(line, width)
    if one.unread:
        yield ""
        yield style(_("先看：没有读懂的地方") + bracketed(len(one.unread)), "warning")
    for spot in one.unread:
        yield from wrap(_("{place}：{reason}").format(place=spot.place, reason=spot.reason), width, "  [ ] ", 6)
    numbers = count(1)
    yield ""
    for task in one.tasks:
        lead = f"[ ] {next(numbers):>3} {style(task.weight_word, task.weight)} "
        place = pad(task.item.place, 8)
        yield from wrap(f"{place} {task.stands}", width, lead, 17)
        for line in _quotes(task)[:2]:
            yield from wrap(line, width, " " * 17, 17)
        yield from wrap(task.change, width, " " * 17 + "→ ", 19)
        remark = task.item.accepted_before or task.item.confidence_word
        if remark:
            yield from wrap(remark, width, " " * 17 + "! ", 19)
        yield from wrap(f"{task.item.code} {task.item.short_fingerprint}", width, " " * 17, 17)
    if not one.tasks and one.memo.judged != "insufficient":
        yield _("没有待办事项。")
    yield from wrap(_left_open(one.memo), width)


def _left_open(memo: Contents) -> str:
    """Silence is not a pass."""
    return _(
        "没有能够核对的：未能执行的核对 {not_run} 项，未找到对应的数字 {unmatched} 个，未能读取 {unreadable} 处"
    ).format(not_run=len(memo.not_run), unmatched=len(memo.unmatched), unreadable=len(memo.unreadable))
