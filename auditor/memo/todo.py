"""The audit as a list that a clerk works through: row by row, in the order of the form."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.diagnosis import verdict
from auditor.locale import gettext as _
from auditor.memo.clerk import to_do, without_reviewers
from auditor.memo.contents import SEVERITIES, Contents, Item, bracketed, contents, sentence
from auditor.memo.paper import Grid, Heading, Paper, Part, Words, facts
from auditor.memo.terminal import COLOURED, PLAIN, Style, pad, wrap
from auditor.model.finding import Finding, Outcome

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
    at: tuple[int, int] = (0, 0)
    """Document and place in it: the order of the list."""

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
    lacks: tuple[str, ...] = ()
    """What to add or to say so that the rest can be checked too."""

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All of them in the order of the form."""
        return tuple(sorted((*self.must_fix, *self.should_explain, *self.consider), key=lambda task: task.at))


def todo(outcome: Outcome, memo: Contents | None = None) -> Todo:
    """The to-do list of a report. An error whose place was read with low confidence is to be explained, not mended."""
    memo = memo or contents(outcome)
    causes = {item.fingerprint: headline.title for headline in memo.headlines for item in headline.items}
    made = tasks(memo.open_items, outcome.findings, causes)
    unread = tuple(Unread(one.place, one.reason) for one in memo.unreadable)
    by_weight = {weight: tuple(one for one in made if one.weight == weight) for weight in SEVERITIES}
    lacks = tuple(one.said for one in verdict.lacks(outcome))
    return Todo(memo, by_weight["error"], by_weight["warning"], by_weight["note"], unread, lacks)


def tasks(items: Iterable[Item], findings: Iterable[Finding], causes: Mapping[str, str]) -> list[Task]:
    """The findings as things to do, in the order of the form; `causes` by fingerprint."""
    by_fingerprint = {finding.fingerprint: finding for finding in findings}
    made = []
    for item in items:
        finding = by_fingerprint[item.fingerprint]
        task = Task(
            item=item,
            why=causes.get(item.fingerprint, ""),
            weight="warning" if item.severity == "error" and finding.confidence == "low" else item.severity,
            stands=without_reviewers(item.message),
            change=to_do(item, finding),
            at=_start(item),
        )
        made.append(task)
    return sorted(made, key=lambda task: task.at)


def _start(item: Item) -> tuple[int, int]:
    """The document and the place in it of its first quote."""
    return next(((quote.document or 0, quote.span.start) for quote in item.quotes if quote.span is not None), (0, 0))


def remarks(task: Task, listed: Sequence[Task], first: int = 1) -> list[str]:
    """What is to be known beside it: which tasks have the same cause, that it was accepted at other values, how sure it is."""
    same = [
        str(number) for number, one in enumerate(listed, first) if task.why and one.why == task.why and one is not task
    ]
    told = [_("与第 {numbers} 项是同一原因：{why}").format(numbers=_("、").join(same), why=task.why)] if same else []
    return [*told, *filter(None, (task.item.accepted_before, task.item.confidence_word))]


def paper(outcome: Outcome) -> Paper:
    """The list as a paper with a column to tick."""
    one = todo(outcome)
    parts: list[Part] = [facts(*_about(one.memo)), *(Words(line, manner="lead") for line in _opening(one))]
    parts += to_supply(one.lacks)
    if one.unread:
        parts.append(Heading(_("先看：没有读懂的地方") + bracketed(len(one.unread))))
        rows = tuple(("□", spot.place, spot.reason) for spot in one.unread)
        parts.append(Grid(rows, (1, 4, 14), ("", _("位置"), _("为什么没有读懂，要做什么"))))
    if one.tasks or one.memo.judged != "insufficient":
        parts.append(Heading(_("逐项清单") + bracketed(len(one.tasks))))
    if one.tasks:
        parts.append(listed(one.tasks))
    elif one.memo.judged != "insufficient":
        parts.append(Words(_("没有待办事项。")))
    parts.append(Words(_left_open(one.memo), manner="note"))
    return Paper(_("提交前自查清单"), "", tuple(parts), outcome.tool.lang)


def listed(tasks: Sequence[Task], first: int = 1) -> Grid:
    """The tasks as a table with a column to tick, numbered from `first`."""
    heads = ("", _("序号"), _("位置"), _("现在写的"), _("应改为、应补充"), _("轻重"), _("标识"))
    rows = tuple(
        (
            "□",
            str(number),
            task.item.place,
            "\n".join([task.stands, *quotes(task)]),
            "\n".join([task.change, *remarks(task, tasks, first)]),
            task.weight_word,
            f"{task.item.code}\n{task.item.short_fingerprint}",
        )
        for number, task in enumerate(tasks, first)
    )
    return Grid(rows, (4, 6, 10, 33, 25, 10, 12), heads)


def quotes(task: Task) -> list[str]:
    """What stands there, where the sentence before does not quote it already."""
    found = [one for one in task.item.quotes if one.text and one.text not in task.stands]
    told = [_("{role}「{quote}」").format(role=one.role, quote=one.text) + one.after for one in found[:_QUOTES_TOLD]]
    more = len(found) - _QUOTES_TOLD
    return [*told, _("另 {count} 处").format(count=more)] if more > 0 else told


def _about(memo: Contents) -> list[tuple[str, str]]:
    return [(label, value) for label, value in memo.identity if label in {_("报告"), _("单位"), _("年度"), _("文件")}]


def _opening(one: Todo) -> Iterator[str]:
    """How much is to do, how much was checked, and whether the list can be taken for complete."""
    yield weighed(one.tasks)
    yield sentence(one.memo.coverage)
    if one.memo.judged == "insufficient":
        yield _("未能充分核对，清单可能不全。")


def to_supply(lacks: Sequence[str]) -> list[Part]:
    """What is to be supplied before the rest can be checked, with boxes to tick."""
    if not lacks:
        return []
    rows = tuple(("□", sentence(one)) for one in lacks)
    return [Heading(_("先补：没有读到的内容") + bracketed(len(lacks))), Grid(rows, (1, 18), ("", _("要补什么")))]


def supply_lines(lacks: Sequence[str], width: int, style: Style) -> Iterator[str]:
    """The same for a terminal."""
    if lacks:
        yield ""
        yield style(_("先补：没有读到的内容") + bracketed(len(lacks)), "warning")
    for one in lacks:
        yield from wrap(sentence(one), width, "  [ ] ", 6)


def weighed(tasks: Sequence[Task]) -> str:
    """必须改正 3 项、应当说明 2 项、可以斟酌 0 项."""
    counts = [(_(word), sum(task.weight == weight for task in tasks)) for weight, word in _WORDS.items()]
    return sentence(_("、").join(_("{word} {count} 项").format(word=word, count=number) for word, number in counts))


def show(one: Todo, width: int, *, coloured: bool) -> str:
    """The list for a terminal."""
    style = COLOURED if coloured else PLAIN
    return "".join(f"{line}\n" for line in _lines(one, width, style))


def _lines(one: Todo, width: int, style: Style) -> Iterator[str]:
    yield from wrap(" ".join(value for _label, value in one.memo.identity[:1]), width)
    for line in _opening(one):
        yield from wrap(line, width)
    yield from supply_lines(one.lacks, width, style)
    if one.unread:
        yield ""
        yield style(_("先看：没有读懂的地方") + bracketed(len(one.unread)), "warning")
    for spot in one.unread:
        yield from wrap(_("{place}：{reason}").format(place=spot.place, reason=spot.reason), width, "  [ ] ", 6)
    yield ""
    yield from task_lines(one.tasks, width, style)
    if not one.tasks and one.memo.judged != "insufficient":
        yield _("没有待办事项。")
    yield from wrap(_left_open(one.memo), width)


def task_lines(tasks: Sequence[Task], width: int, style: Style, first: int = 1) -> Iterator[str]:
    """The tasks for a terminal, with a box each, numbered from `first`."""
    for number, task in enumerate(tasks, first):
        lead = f"[ ] {number:>3} {style(task.weight_word, task.weight)} "
        yield from wrap(f"{pad(task.item.place, 8)} {task.stands}", width, lead, _HANG)
        for line in quotes(task)[:2]:
            yield from wrap(line, width, " " * _HANG, _HANG)
        yield from wrap(task.change, width, " " * _HANG + "→ ", _HANG + 2)
        for line in remarks(task, tasks, first):
            yield from wrap(line, width, " " * _HANG + "! ", _HANG + 2)
        yield from wrap(f"{task.item.code} {task.item.short_fingerprint}", width, " " * _HANG, _HANG)


_HANG = 17


def _left_open(memo: Contents) -> str:
    """Silence is not a pass."""
    return _(
        "没有能够核对的：未能执行的核对 {not_run} 项，未找到对应的数字 {unmatched} 个，未能读取 {unreadable} 处"
    ).format(not_run=len(memo.not_run), unmatched=len(memo.unmatched), unreadable=len(memo.unreadable))
