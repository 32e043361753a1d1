"""分别: several names and then as many numbers, in order."""

from collections.abc import Sequence

from auditor.model.report import Claim
from auditor.text.patterns import lazily

# "老年人、高血压患者健康管理分别", "水质优良率和达标率分别达到", "甲村、乙村分别新建道路"
_NAMES = lazily(r"(?P<names>[^，,。；;]+[、和与及][^，,。；;]+?)(?:分别|各)(?P<deed>[^，,。；;、]{0,8})")
_BETWEEN = lazily(r"\s*[、和与及，,]\s*")
_APART = lazily(r"[、和与及]")
_DIGIT = lazily(r"\d")


def in_order(claims: Sequence[Claim], text: str) -> list[Claim]:
    """The claims of a passage, those behind 分别 each under its own name where there are as many names as numbers."""
    named = list(claims)
    at = 0
    while at < len(named):
        run = _run(named, at, text)
        names = _names(named[at].subject) if run > 1 else []
        if len(names) == run:
            for place, name in enumerate(names, at):
                named[place] = named[place].model_copy(update={"subject": name})
        at += max(run, 1)
    return named


def _run(claims: Sequence[Claim], first: int, text: str) -> int:
    """How many numbers stand one behind the other with nothing but 、 or 和 between them."""
    last = first
    while last + 1 < len(claims):
        gap = text[claims[last].quantity.span.end : claims[last + 1].quantity.span.start]
        if not _BETWEEN.fullmatch(gap) or claims[last + 1].clause != claims[first].clause:
            break
        last += 1
    return last - first + 1


def _names(subject: str) -> list[str]:
    """The names before 分别, each with the deed behind it; none where years or counts are named."""
    found = _NAMES.fullmatch(subject)
    if found is None or _DIGIT.search(found["names"]):
        return []
    return [f"{found['deed']}{name.strip()}" for name in _APART.split(found["names"]) if name.strip()]
