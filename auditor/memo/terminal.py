"""The audit at a glance on a terminal: aligned for CJK width, readable without colour."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from auditor.locale import gettext as _
from auditor.memo.contents import SEVERITIES, Contents, Item, clean, contents, severity_word
from auditor.model.finding import Outcome, OutcomeVerdict

Style = Callable[[str, str], str]
"""Text and what it is (error, warning, note, strong, faint) → the text as it is shown."""

_CODES = {"error": "31;1", "warning": "33", "note": "36", "strong": "1", "faint": "2"}
_INDENT = "  "
_QUOTES_SHOWN = 4
"""A memo shows all of them."""
_NOT_AT_LINE_START = frozenset("，。；：、）】》”’！？,.;:)]!?%")


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


def show(outcomes: Sequence[Outcome], width: int = 100, style: Style = PLAIN) -> str:
    """The outcomes, one after another, each line at most `width` columns wide; several each under a heading, and with totals."""
    several = len(outcomes) > 1
    pages = []
    for number, outcome in enumerate(outcomes, 1):
        heading = [_heading(number, len(outcomes), outcome, width, style), ""] if several else []
        pages.append("".join(f"{line}\n" for line in [*heading, *_page(contents(outcome), width, style)]))
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
    heads = memo.headings
    labels = max(columns(label) for label, _value in memo.identity)
    for label, value in memo.identity:
        yield from wrap(value, width, style(pad(label, labels), "faint") + _INDENT, labels + 2)
    yield ""
    yield from wrap(memo.verdict, width)
    for line in memo.needed:
        yield from wrap(line, width, _INDENT + "→ ", 4)
    for line in memo.unread_first:
        yield from wrap(line, width, _INDENT + "¿ ", 4)
    yield from _counts(memo, style)
    for headline in memo.headlines:
        yield ""
        yield style(f"{heads.causes} {headline.number}  {headline.kind}", "strong")
        yield from wrap(headline.message, width, _INDENT, 2)
        yield from _items(headline.items, width, style, headline.message)
    for group in memo.groups:
        yield ""
        yield style(f"{group.title} {len(group.items)}", group.severity)
        yield from _items(group.items, width, style)
    yield ""
    for line in memo.model.said if memo.model else ():
        yield from wrap(line, width)
    yield from wrap(closing(memo), width)


def _counts(memo: Contents, style: Style) -> Iterator[str]:
    words = [
        style(f"{word} {count}", severity) if count else f"{word} {count}" for severity, word, count in memo.counts
    ]
    if memo.accepted:
        words.append(f"{memo.headings.accepted} {len(memo.accepted)}")
    yield " · ".join(words)


def _items(items: Iterable[Item], width: int, style: Style, said: str = "") -> Iterator[str]:
    for item in items:
        lead = f"{_INDENT}{style(item.code, item.severity)}  "
        yield from wrap(item.title if item.message == said else item.message, width, lead, 8)
        yield from wrap(_places(item), width, " " * 8, 8)
        for label, text in (
            ("=", item.working),
            ("→", item.action),
            ("!", item.accepted_before or item.confidence_word),
        ):
            if text:
                yield from wrap(text, width, " " * 8 + label + " ", 10)


def _places(item: Item) -> str:
    quotes = list(dict.fromkeys(f"{quote.place}「{short(quote.text)}」" for quote in item.quotes if quote.span))
    if len(quotes) > _QUOTES_SHOWN:
        quotes[_QUOTES_SHOWN:] = [_("等 {count} 处").format(count=len(quotes))]
    return " ↔ ".join(quotes) or item.place


def closing(memo: Contents) -> str:
    """What was in order, and what was not looked at."""
    return _(
        "核对无误 {passed} 项 · 未能执行 {not_run} 项 · 未找到对应的数字 {unmatched} 个 · 未能读取 {unreadable} 处"
    ).format(
        passed=len(memo.passed),
        not_run=len(memo.not_run),
        unmatched=len(memo.unmatched),
        unreadable=len(memo.unreadable),
    )


def short(text: str, limit: int = 48) -> str:
    """A long quote cut in the middle, so that its figures at the end stay."""
    if columns(text) <= limit:
        return text
    half = limit // 2
    return _head(text, half) + "…" + _head(text[::-1], half)[::-1]


def _head(text: str, limit: int) -> str:
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


def _pieces(text: str, limit: int) -> Iterator[str]:
    """The text in parts between which a line may break, none wider than a line."""
    piece, size = "", 0
    for mark in text:
        wide = columns(mark)
        joined = mark in _NOT_AT_LINE_START or (wide < 2 and columns(piece[-1:]) == 1 and not piece[-1].isspace())
        if joined and size + wide <= limit:
            piece, size = piece + mark, size + wide
            continue
        if piece:
            yield piece
        piece, size = mark, wide
    if piece:
        yield piece
