"""Target and result in one cell or line: 目标≥100人，完成95人."""

from auditor.extract.rules.rows import Entry
from auditor.forms import current
from auditor.text.normalize import fold
from auditor.text.patterns import lazily


def parted(entry: Entry) -> tuple[Entry, Entry] | None:
    """Target and actual out of one cell that prints both: 目标≥100人，完成95人; None for any other."""
    if len(entry.text) > _LONGEST_PAIR:
        return None
    arrow = _ARROW.fullmatch(entry.text)
    if arrow is not None:
        return _piece(entry, arrow.span("target")), _piece(entry, arrow.span("actual"))
    grammar = current()
    second = grammar.around("achieved", r"\s*[,，;；、/]?\s*", r"\s*[:：]?\s*(?P<actual>[^,，;；]+?)\s*[。.]?\Z")
    achieved = second.search(entry.text)
    first = grammar.around("promised", r"\s*", r"\s*[:：]?\s*(?P<target>\S.*?)\s*\Z")
    promised = first.match(entry.text[: achieved.start()]) if achieved is not None else None
    if achieved is None or promised is None:
        return None
    return _piece(entry, promised.span("target")), _piece(entry, achieved.span("actual"))


def bounded(entry: Entry) -> tuple[Entry, Entry] | None:
    """Name and target out of one cell that prints a bound behind its name: 人员控制率≤100%; None for any other."""
    found = _BOUND.fullmatch(entry.text) if len(entry.text) <= _LONGEST_PAIR else None
    return None if found is None else (_piece(entry, found.span("name")), _piece(entry, found.span("target")))


_ARROW = lazily(r"\s*(?P<target>[^→⇒]*\d[^→⇒]*?)\s*(?:→|⇒|->)\s*(?P<actual>[^→⇒]*\d[^→⇒]*?)\s*")
_BOUND = lazily(r"\s*(?P<name>[^≤≥<>=＞＜≦≧\d]{2,}?)\s*(?P<target>[≤≥<>=＞＜≦≧]\s*\d[^≤≥<>=＞＜≦≧]*?)\s*")
_LONGEST_PAIR = 60


def _piece(entry: Entry, place: tuple[int, int]) -> Entry:
    text = entry.text[place[0] : place[1]]
    return entry._replace(words=fold(text), text=text, span=entry.span.part(*place))
