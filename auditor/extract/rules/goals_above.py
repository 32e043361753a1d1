"""Goals on lines of their own, each above the table of its indicators: 绩效目标1：新建校舍8000平方米（40分）."""

import re
from functools import cache

from auditor import prepared
from auditor.extract.rules.rows import Entry
from auditor.forms import Grammar, current
from auditor.text.normalize import fold


@cache
def _pattern(grammar: Grammar) -> re.Pattern[str]:
    return prepared.pattern(
        rf"(?P<label>{grammar.goal}\s*(?P<number>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}))\s*[:：、.．]\s*(?P<text>\S.*?)"
        r"\s*(?:[（(]\s*(?:[一-鿿]{2})?[:：]?\s*(?P<points>\d{1,3}(?:\.\d+)?)\s*分?\s*[)）])?[。.]?\s*",
        re.DOTALL,
    )


def states(entry: Entry) -> bool:
    """Whether a line is a numbered goal with its text."""
    return _pattern(current()).fullmatch(entry.text) is not None


def parted(entry: Entry) -> tuple[Entry, Entry]:
    """Label and points of a numbered goal as forms print them over their rows (绩效目标1(40分)), and the goal with its number."""
    found = _pattern(current()).fullmatch(entry.text)
    if found is None:
        return entry, entry
    points = found["points"]
    label = f"{found['label']}({points}分)" if points else found["label"]
    place = found.span("points" if points else "label")
    text = entry.text[: found.end("text")]
    return (
        entry._replace(words=fold(label), text=label, span=entry.span.part(*place)),
        entry._replace(words=fold(text), text=text, span=entry.span.part(0, len(text))),
    )
