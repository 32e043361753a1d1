"""Forms that an export has run together into one line: headings, cells and figures one after the other, with blanks between."""

from collections.abc import Iterable, Iterator
from itertools import chain

from auditor.extract.rules.rows import Entry
from auditor.forms import Grammar, current
from auditor.locale import gettext as _
from auditor.model.source import Unreadable
from auditor.text.normalize import fold

_SHORTEST = 80
"""Characters of a line that may hold a whole form."""
_BLANKS = 12
"""Blanks of such a line at least: a sentence has hardly any."""
_HEADINGS = 5
"""Columns whose very headings stand in it, of the two tables together: a sentence that speaks of columns names fewer."""


def is_flattened(entry: Entry) -> bool:
    """Whether a line is a form without its lines, whose figures no words of its own say anything of."""
    text, grammar = entry.text, current()
    if len(text) < _SHORTEST:
        return False
    if grammar.speaks_of("run_together", text):
        return True
    if sum(map(str.isspace, text)) < _BLANKS:
        return False
    named = chain.from_iterable(_named(grammar, fold(word)) for word in text.split())
    return len(set(named)) >= _HEADINGS


def _named(grammar: Grammar, word: str) -> Iterator[str]:
    for table in ("indicators", "money"):
        kind = grammar.named(table, word)
        if kind is not None:
            yield f"{table} {kind}"
            return


def unread(entries: Iterable[Entry]) -> Iterator[Unreadable]:
    """What is said of such lines."""
    for entry in entries:
        words = entry.text.strip()[:_LONGEST_QUOTE]
        reason = _("这一行是被压成一行的表格「{words}」，各栏不能分辨，其中的数字未核对。")
        yield Unreadable(span=entry.span, reason=reason.format(words=words))


_LONGEST_QUOTE = 40
