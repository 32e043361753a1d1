"""What is said of a date: that it was in time, and of what."""

from auditor import prepared
from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.reading import Reading

_KEPT = prepared.pattern(
    r"(?<![未能])(?:[如按]期|按时|提前|按(?:计划|规定|要求|约定)|(?:计划|规定|约定|要求)的?(?:时[间限]|期限|工期))"
)
_REST = prepared.pattern(r"[^,;。]{0,40}(?:,[^,;。]{0,40})?")


def in_time(reading: Reading, date: Mention) -> bool:
    """Whether the sentence says of a date that it was in time, in its own clause or the next: 按期, 提前, 按计划时间."""
    return _KEPT.search(said_on(reading, date)) is not None


def said_on(reading: Reading, date: Mention) -> str:
    """The words from the date's clause to the end of the next, up to another date."""
    flat = reading.flats[date.paragraph]
    stop = next((one.start for one in reading.later(date) if one.quantity.kind == "date"), len(flat))
    rest = _REST.match(flat, date.end, stop)
    return reading.up_to(date) + (rest.group() if rest else "")


_TITLE = 4
"""Characters of a heading that tells one work from others."""


def titled(said: str, date: Mention) -> bool:
    """无障碍改造380户，11月底前完毕; （三）无障碍改造。…12月20日完工: whether the heading of a date ends with what was due."""
    return len(date.heading) >= _TITLE and date.heading[-_TITLE:] in said
