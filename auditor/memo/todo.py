"""The audit as a to-do list for the department that is about to submit its report."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.memo.contents import Contents, Item, contents
from auditor.memo.markdown import escape
from auditor.memo.terminal import COLOURED, PLAIN, Style, closing, wrap
from auditor.model.finding import Outcome

_ASKED_FOR: Mapping[str, str] = {
    "CL": "完成数的台账或清单，以及口径说明",
    "CT": "指标与目标的明细表，结论中各项数的来源",
    "BU": "部门决算、国库支付明细和预算调整批复",
    "SC": "评分底稿：分值、计分公式和得分过程",
    "IN": "指标值设定依据、完成值佐证和偏差原因说明",
    "TM": "验收、发文或竣工等能证明完成时间的材料",
    "ST": "定稿全表，缺项的原始填报内容",
    "FE": "问卷份数、样本名单和统计过程",
}
"""What a reviewer asks for when a finding of this family stays open (绩效自评复核通常调取的佐证材料)."""


@dataclass(frozen=True)
class Task:
    """One thing to do."""

    item: Item
    why: str
    """The cause it comes from; empty when it stands alone."""
    asked_for: str


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
        asked = _(_ASKED_FOR.get(item.code[:2], ""))
        tasks[kind].append(Task(item, causes.get(item.fingerprint, ""), asked))
    return Todo(memo, tuple(tasks["error"]), tuple(tasks["warning"]), tuple(tasks["note"]))


def show(one: Todo, width: int, *, coloured: bool) -> str:
    """The list for a terminal."""
    style = COLOURED if coloured else PLAIN
    return "".join(f"{line}\n" for line in _lines(one, width, style))


def _lines(one: Todo, width: int, style: Style) -> Iterator[str]:
    yield from wrap(" ".join(value for _label, value in one.memo.identity[:1]), width)
    yield from wrap(one.memo.coverage + _("。"), width)
    numbers = count(1)
    for severity, heading, tasks in one.sections():
        yield ""
        yield style(f"{heading}（{len(tasks)}）", severity)
        for task in tasks:
            yield from wrap(
                task.item.message, width, f"  [ ] {next(numbers):>2}  {style(task.item.code, severity)}  ", 16
            )
            for label, text in _details(task):
                yield from wrap(f"{label}：{text}", width, " " * 16, 16)
    yield ""
    if not one.memo.open_items:
        yield _("没有待办事项。")
    yield from wrap(closing(one.memo), width)


def _details(task: Task) -> Iterable[tuple[str, str]]:
    item = task.item
    for quote in item.quotes:
        yield quote.role, f"「{quote.text}」（{quote.place}）"
    rest = (
        (_("计算"), item.working),
        (_("改法"), item.action),
        (_("成因"), task.why if task.why != item.message else ""),
        (_("复核会要"), task.asked_for),
        (_("注意"), item.accepted_before or item.confidence_word),
    )
    yield from ((label, text) for label, text in rest if text)


def markdown(lists: Sequence[Todo]) -> bytes:
    """The lists as Markdown with boxes to tick."""
    return "\n".join("".join(f"{line}\n" for line in _marked(one)) for one in lists).encode()


def _marked(one: Todo) -> Iterator[str]:
    yield f"# {_('提交前自查清单')}"
    yield ""
    for label, value in one.memo.identity:
        yield f"- {escape(label)}：{escape(value)}"
    yield ""
    yield escape(one.memo.coverage) + _("。")
    for _severity, heading, tasks in one.sections():
        yield ""
        yield f"## {heading}（{len(tasks)}）"
        yield ""
        for task in tasks:
            yield f"- [ ] **{task.item.code}** {escape(task.item.message)}"
            for label, text in _details(task):
                yield f"  - {escape(label)}：{escape(text)}"
    yield ""
    yield escape(closing(one.memo))


def require_markdown(paths: Iterable[Path]) -> None:
    """Raises SettingsError for an output that is not a Markdown file."""
    for path in paths:
        if path.suffix.lower() != ".md":
            raise SettingsError(_("自查清单只能写成 .md 文件：{name}。").format(name=path.name))
