"""The audit at a glance on a terminal: aligned for CJK width, readable without colour."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from auditor.locale import gettext as _
from auditor.memo.contents import SEVERITIES, Contents, Matter, clean, contents, severity_word
from auditor.memo.figures import FIGURE
from auditor.model.finding import Outcome, OutcomeVerdict

Style = Callable[[str, str], str]
"""Text and what it is (error, warning, note, strong, faint) → the text as it is shown."""

_CODES = {"error": "31;1", "warning": "33", "note": "36", "strong": "1", "faint": "2"}
_INDENT = "  "
_QUOTES_SHOWN = 2
"""A memo shows all of them."""
_NOT_AT_LINE_START = frozenset("，。；：、）】》」』”’！？,.;:)]!?%")
_NOT_AT_LINE_END = frozenset("（【《「『“‘([")


_VERDICTS: Mapping[OutcomeVerdict, str] = {
    "contradicted": "存在矛盾",
    "insufficient": "未能充分核对",
    "clear": "未发现矛盾",
}
"""Worst first."""


def PLAIN(text: str, kind: str) -> str:  # noqa: N802, ARG001 - stands beside COLOURED as a constant
    """No colour."""
    return text


def COLOURED(text: str, kind: str) -> str:  # noqa: N802
    """ANSI colour."""
    return f"\x1b[{_CODES[kind]}m{text}\x1b[0m"


def show(outcomes: Sequence[Outcome], width: int = 100, style: Style = PLAIN, *, brief: bool = False) -> str:
    """The outcomes, one after another, each line at most `width` columns wide; several each under a heading, and with totals.

    Brief: verdict, causes and errors only.
    """
    several, page = len(outcomes) > 1, _brief if brief else _page
    pages = []
    for number, outcome in enumerate(outcomes, 1):
        heading = [_heading(number, len(outcomes), outcome, width, style), ""] if several else []
        pages.append("".join(f"{line}\n" for line in [*heading, *page(contents(outcome), width, style)]))
    return "\n".join([*pages, *([totals(outcomes, width, style)] if several else [])])


def _heading(number: int, count: int, outcome: Outcome, width: int, style: Style) -> str:
    """Which of how many, and the file's name, on a rule across the page."""
    said = f"── {number}/{count}  {clean(outcome.source.name)} "
    return style(said + "─" * max(2, width - columns(said)), "strong")


def totals(outcomes: Sequence[Outcome], width: int = 100, style: Style = PLAIN) -> str:
    """How several reports came out together: by verdict, and the open findings by severity."""
    verdicts = Counter(outcome.verdict for outcome in outcomes)
    found = Counter(one.severity for outcome in outcomes for one in outcome.findings if one.accepted is None)
    by_verdict = _("、").join(
        f"{_(_VERDICTS[verdict])} {verdicts[verdict]}" for verdict in _VERDICTS if verdicts[verdict]
    )
    by_severity = " · ".join(f"{severity_word(severity)} {found[severity]}" for severity in SEVERITIES)
    said = _("合计 {count} 份：{verdicts}；{findings}").format(
        count=len(outcomes), verdicts=by_verdict, findings=by_severity
    )
    rule = style("─" * width, "strong")
    return "".join(f"{line}\n" for line in (rule, *wrap(said, width)))


def _page(memo: Contents, width: int, style: Style) -> Iterator[str]:
    yield from _head(memo, width, style)
    for severity, word, _count in memo.counts:
        matters = [matter for matter in memo.matters if matter.severity == severity]
        if matters:
            yield ""
            yield style(f"{word} {len(matters)}", severity)
        for matter in matters:
            yield from matter_lines(matter, width, style)
    if memo.matters:
        yield ""
        yield from wrap(how_to_accept(), width)
    yield from _foot(memo, width)


def how_to_accept() -> str:
    """How a finding is accepted, and where everything stands."""
    return _("接受一项：auditor accept FILE --finding 序号或指纹；逐条原文和全部明细见备忘录（-o）。")


def _brief(memo: Contents, width: int, style: Style) -> Iterator[str]:
    """Verdict, causes and errors; of the rest how many there are."""
    yield from _verdict(memo, width)
    grave = [matter for matter in memo.matters if matter.severity == "error" or matter.is_cause]
    yield from brief_lines(grave, memo.matters, width, style)
    yield from wrap(closing(memo), width)


def brief_lines(
    grave: Sequence[Matter],
    matters: Sequence[Matter],
    width: int,
    style: Style,
    where: Callable[[Matter], str] = lambda _matter: "",
) -> Iterator[str]:
    """The grave ones, as many as a brief summary has room for, and how many are left."""
    told: list[str] = []
    shown = 0
    for matter in grave:
        lines = list(titled_lines(matter, width, style, where=where(matter)))
        if len(told) + len(lines) > _BRIEF_LINES:
            break
        told += lines
        shown += 1
    yield from told
    if len(grave) > shown:
        words = _("另有问题和成因 {grave} 项、其他 {count} 项，去掉 --brief 查看。")
        yield words.format(grave=len(grave) - shown, count=len(matters) - len(grave))
    elif more := len(matters) - shown:
        yield _("另有 {count} 项，去掉 --brief 查看。").format(count=more)


_BRIEF_LINES = 18
"""Lines of matters in a brief summary, which has 25 with its verdict and its end."""


def _head(memo: Contents, width: int, style: Style) -> Iterator[str]:
    left_out = {_(label) for label in _LEFT_OUT}
    told = [(label, value) for label, value in memo.identity if label not in left_out]
    labels = max((columns(label) for label, _value in told), default=0)
    for label, value in told:
        yield from wrap(value, width, style(pad(label, labels), "faint") + _INDENT, labels + 2)
    yield ""
    yield from _verdict(memo, width)


_LEFT_OUT = frozenset({"SHA-256", "类型"})
"""What identifies the file to a program, and what its title says too; every memo has them."""


def _verdict(memo: Contents, width: int) -> Iterator[str]:
    yield from wrap(memo.verdict, width)
    for line in memo.needed:
        yield from wrap(line, width, _INDENT + "→ ", 4)
    for line in memo.unread_first:
        yield from wrap(line, width, _INDENT + "¿ ", 4)


def matter_lines(matter: Matter, width: int, style: Style, *, weighed: bool = False) -> Iterator[str]:
    """Its title and, where that does not say it all, what is known of it in few lines. `weighed`: its severity is said."""
    yield from titled_lines(matter, width, style, where=matter.severity_word if weighed else "")
    if matter.severity == "note":
        return
    lead = " " * _HANG
    if matter.rows:
        told = [
            _("{subject}（{place}）").format(subject=short(one.subject or one.message, 30), place=one.place)
            for one in matter.items
        ]
        shown = _("；").join(told[:_ROWS_SHOWN])
        yield from wrap(_ended(shown, len(told) - _ROWS_SHOWN), width, lead, _HANG)
        return
    if matter.is_cause and matter.message.rstrip("。.") not in matter.title:
        yield from wrap(_first_sentence(matter.message), width, lead, _HANG)
    yield from wrap(_quoted(matter), width, lead, _HANG)
    if not matter.is_cause and (working := matter.items[0].working) and not _is_told(working, matter.title):
        yield from wrap(working, width, lead + "= ", _HANG + 2)
    remarks = dict.fromkeys(item.accepted_before for item in matter.items if item.accepted_before)
    for remark in remarks:
        yield from wrap(remark, width, lead + "! ", _HANG + 2)


def _first_sentence(text: str) -> str:
    """What a summary has room for; a memo has all of it."""
    stop = _("。")
    first, ended, _rest = text.partition(stop)
    return first + (stop.rstrip() if ended else "")


def _is_told(working: str, title: str) -> bool:
    """Whether a sum holds two values against each other that the title has already."""
    sides = _AGAINST.split(working)
    return len(sides) == 2 and not any(sign in working for sign in "+÷×−") and all(side in title for side in sides)


_AGAINST = re.compile(r"\s(?:≠|<|>|不满足)\s")
_HANG = 5
_ROWS_SHOWN = 2


def _ended(shown: str, more: int) -> str:
    return shown if more <= 0 else shown + _("；另 {count} 处").format(count=more)


def titled_lines(matter: Matter, width: int, style: Style, *, where: str = "") -> Iterator[str]:
    """Its number, title, codes and fingerprints; `where` stands before the title."""
    prints = " ".join(item.short_fingerprint for item in matter.items)
    lead = f"{style(pad(str(matter.number), 3), matter.severity)}{_INDENT}"
    told = [where, matter.kind if matter.is_cause and matter.kind not in matter.title else ""]
    kind = "".join(f"{one} · " for one in told if one)
    yield from wrap(
        _("{kind}{title}　[{prints}]").format(kind=kind, title=matter.heading, prints=prints), width, lead, _HANG
    )


def _quoted(matter: Matter) -> str:
    quotes = [quote for item in matter.items for quote in item.quotes if quote.span and quote.text]
    told = list(
        dict.fromkeys(f"{quote.place}「{quote.text}」" for quote in quotes if columns(quote.text) <= _LONGEST_QUOTE)
    )
    more = [_("等 {count} 处").format(count=len(quotes))] if len(quotes) > _QUOTES_SHOWN else []
    return " ↔ ".join([*told[:_QUOTES_SHOWN], *more]) or matter.places


_LONGEST_QUOTE = 48
"""Columns of a quote that stands in one line with others; longer ones are in the memo."""


def _foot(memo: Contents, width: int) -> Iterator[str]:
    if memo.accepted:
        yield f"{memo.headings.accepted} {len(memo.accepted)}"
    for line in memo.model.said if memo.model else ():
        yield from wrap(line, width)
    yield from wrap(closing(memo), width)


def closing(memo: Contents) -> str:
    """What was in order, and what was not looked at."""
    return closing_words(
        passed=len(memo.passed),
        not_run=len(memo.not_run),
        unmatched=len(memo.unmatched),
        unreadable=len(memo.unreadable),
    )


def closing_words(*, passed: int, not_run: int, unmatched: int, unreadable: int) -> str:
    """核对无误 50 项 · 未能执行 43 项 · 未找到对应的数字 27 个 · 未能读取 0 处."""
    return _(
        "核对无误 {passed} 项 · 未能执行 {not_run} 项 · 未找到对应的数字 {unmatched} 个 · 未能读取 {unreadable} 处"
    ).format(passed=passed, not_run=not_run, unmatched=unmatched, unreadable=unreadable)


def short(text: str, limit: int = 48) -> str:
    """A long quote cut in the middle, so that its figures at the end stay."""
    if columns(text) <= limit:
        return text
    half = limit // 2
    return _beginning(text, half) + "…" + _beginning(text[::-1], half)[::-1]


def _beginning(text: str, limit: int) -> str:
    taken = 0
    for place, mark in enumerate(text):
        taken += columns(mark)
        if taken > limit:
            return text[:place]
    return text


def columns(text: str) -> int:
    """How many columns a text takes on a terminal: two for a wide character, none for a combining mark."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(mark) else 2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text
    )


def pad(text: str, width: int) -> str:
    """The text, filled up with spaces to a width."""
    return text + " " * (width - columns(text))


def wrap(text: str, width: int, lead: str = "", indent: int = 0) -> Iterator[str]:
    """Lines no wider than `width`: the first after `lead` (as wide as `indent`), the others indented.

    Breaks before any wide character and between words; never before closing punctuation.
    """
    line, used = lead, indent
    for piece in _pieces(text, width - indent):
        size = columns(piece)
        if used + size > width and used > indent:
            yield line.rstrip()
            line, used, piece = " " * indent, indent, piece.lstrip()  # noqa: PLW2901 - a line begins without a blank
            size = columns(piece)
        line += piece
        used += size
    yield line.rstrip()


def _inside_figures(text: str) -> frozenset[int]:
    """Where no line breaks: within a figure and its unit."""
    return frozenset(at for found in FIGURE.finditer(text) for at in range(found.start() + 1, found.end()))


def _pieces(text: str, limit: int) -> Iterator[str]:
    """The text in parts between which a line may break, none wider than a line; a figure stays with its unit."""
    inside = _inside_figures(text)
    piece, size = "", 0
    for at, mark in enumerate(text):
        wide = columns(mark)
        joined = at in inside or mark in _NOT_AT_LINE_START or piece[-1:] in _NOT_AT_LINE_END
        joined = joined or (wide < 2 and columns(piece[-1:]) == 1 and not piece[-1].isspace())
        if joined and piece and size + wide <= limit:
            piece, size = piece + mark, size + wide
            continue
        if piece:
            yield piece
        piece, size = mark, wide
    if piece:
        yield piece
