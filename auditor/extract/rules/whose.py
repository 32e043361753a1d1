"""Whose report it is, of which project, for which year: head, title, prose and signature heard in order of evidence."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache

from auditor.extract.rules import bodies, titles, values
from auditor.extract.rules.rows import Entry
from auditor.extract.rules.titles import Part, Title
from auditor.forms import lexicon
from auditor.model.quantity import Period
from auditor.text import dates
from auditor.text.normalize import fold, folded
from auditor.text.patterns import lazily

Fields = Sequence[tuple[str, Entry]]
"""Labels of the head by what stands beside them (department, executor, authority, superior, project, year …) and that."""

_FIRST = 8
"""A report says in its first paragraphs who writes it, and below its last ones who signs it."""


def organisation(fields: Fields, title: Sequence[Entry], prose: Sequence[Entry]) -> Entry | None:
    """The body that reports.

    In order of evidence: the unit that the head names, a body in the title, alone above it or right below it, the authority of the head
    (never a ministry, never what a field `superior` names), a body that the first paragraphs introduce, the signature,
    and last a place that the title names where a body could stand. A section within a body yields to the body.
    """
    read = list(_read(title))
    found = [*_units(fields, "department")]
    if found:
        return found[0]
    found = [*_candidates(fields, read, title, prose)]
    whole = (entry for entry in found if not bodies.is_inner(entry.words))
    return next(iter((*whole, *found)), None) or _first_of(read, lambda one: one.place)


def project(fields: Fields, title: Sequence[Entry]) -> Entry | None:
    """The project or fund: as the head names it, else what the title names beside body and year."""
    for kind, entry in fields:
        if kind == "project" and is_value(entry.words):
            return entry
    return _first_of(list(_read(title)), lambda one: one.project)


def year(fields: Fields, title: Sequence[Entry], prose: Sequence[Entry]) -> int | None:
    """The year under report: of the title or the line below it, of a year field, of the project's name, else the year that the text speaks of most.

    Never the day of filing, the number of a document, or a plan's stretch of years.
    """
    fielded = [item for kind, item in fields if kind == "year"]
    named = [item for kind, item in fields if kind == "project"]
    heard = [(titles.year_of_report, (*title, *fielded)), (titles.year, (*title, *fielded, *named))]
    found = (read(entry.text) for read, entries in heard for entry in entries)
    printed = next((one for one in found if one is not None), None)
    if printed is None:
        printed = next((one for kind, item in fields if kind == "period" and (one := _only_year(item.text))), None)
    return _spoken_of(prose) if printed is None else printed


def _only_year(text: str) -> int | None:
    """The year that a stretch of time begins and ends in; None where it runs over more than one: 2021年至2023年."""
    years = {int(found) for found in _FOUR_DIGITS.findall(text)}
    return years.pop() if len(years) == 1 else None


_FOUR_DIGITS = lazily(r"(?<!\d)20\d\d(?=[年./-])")


def years(fields: Fields, title: Sequence[Entry]) -> tuple[Period, ...]:
    """The places that print the report's year: title, the line below it, year fields; a bare cell too (预算年度 | 2023)."""
    entries = [*title, *(item for kind, item in fields if kind == "year")]
    return tuple(period for entry in entries for period in _periods(entry))


def is_value(words: str) -> bool:
    """Whether the folded words beside a label can be a name: not blank, no heading word, no sentence."""
    if not 2 <= len(words) <= _LONGEST or _blank().fullmatch(words) or _UNIT_OF_MONEY.fullmatch(words):
        return False
    return not _SENTENCE.search(words)


_LONGEST = 90
_UNIT_OF_MONEY = lazily(r"(?:人民币)?[亿万千百]*元")
_SENTENCE = lazily(r"[。;!?]|,.*,|(?:我[局县市区校院镇乡厅]|现将|请[填按])")
_CODE = lazily(
    r"""\s*(?:
        [\[(（【]\s*\d[\d.]*\s*[\])）】]\s*[-—_]?     # [199]国家某总局
      | \d[\d.]*(?:\s*[-—_]|\s)                  # 219-某县水利局, 001 某县水利局
      | \d{3,}(?=[^\d\s.年])                     # 219001某县水利站, but 37中学
    )\s*""",
    re.VERBOSE,
)
_SEAL = lazily(
    r"\s*[(（](?:公章|盖章|签章|章|加盖公章|盖公章)[)）]\s*$|^\s*[(（](?:公章|盖章|签章|章|加盖公章|盖公章)[)）]\s*(?=\S)"
)

_SEAL_ALONE = lazily(r"[(](?:公章|盖章|签章|章|加盖公章|盖公章)[)]")
_NEXT_LABEL = lazily(
    r"\s*(?:填报(?:日期|时间|人)[:：]|(?<=\S)\s+(?:项目)?(?:实施|主管|责任)(?:单位|部门)(?=[:：\s])|联系(?:人|电话)[:：])"
)
"""某中心填报日期:2022年, 某局 实施单位 某支队: where the label of another field follows in one cell."""
_YEAR_AHEAD = lazily(r"^(?:19|20)\d\d年度?\s*")


@cache
def _blank() -> re.Pattern[str]:
    return lexicon.pattern("titles", "project", "blank")


_BELOW = 2
"""Lines below a title, the annex's number among them, that may be the body alone."""


def _candidates(
    fields: Fields, read: Sequence[tuple[Title, "_Joined"]], title: Sequence[Entry], prose: Sequence[Entry]
) -> Iterator[Entry]:
    """Bodies below the department that the head names, the best evidence first."""
    yield from _units(fields, "executor")
    if (found := _first_of(read, lambda one: one.organisation)) is not None:
        yield found
    alone = (entry for entry in (*title, *prose[:_BELOW]) if bodies.is_body(entry.words))
    yield from (_without(_YEAR_AHEAD, entry) for entry in alone)
    yield from (entry for entry in _units(fields, "authority") if not bodies.is_ministry(entry.words))
    yield from _introduced(prose[:_FIRST])
    yield from _signed(prose[-_FIRST:])
    # a provincial department named above a local one is not the reporting body; named alone it may be
    yield from (entry for entry in _units(fields, "superior") if not bodies.is_ministry(entry.words))


def _units(fields: Fields, wanted: str) -> Iterator[Entry]:
    yield from (named for kind, entry in fields if kind == wanted and (named := _named(entry)) is not None)


def _named(entry: Entry) -> Entry | None:
    """The value of a unit field without code and seal; None where it names no one body."""
    code = _CODE.match(entry.text)
    bare = _without(_SEAL, entry if code is None else _cut(entry, code.end(), len(entry.text)))
    if (label := _NEXT_LABEL.search(bare.text)) is not None:
        bare = _cut(bare, 0, label.start())
    if _SEAL_ALONE.fullmatch(bare.words):
        return None
    return bare if is_value(bare.words) and not bodies.is_nobody(bare.words) else None


def _without(edge: re.Pattern[str], entry: Entry) -> Entry:
    kept = edge.sub("", entry.text)
    start = entry.text.find(kept)
    return _cut(entry, start, start + len(kept)) if kept and start >= 0 else entry


def _cut(entry: Entry, start: int, end: int) -> Entry:
    text = entry.text[start:end]
    return entry._replace(words=fold(text), text=text, span=entry.span.part(start, end))


class _Joined:
    """Lines of one title, joined; knows in which line a part begins."""

    def __init__(self, lines: Sequence[Entry]) -> None:
        self.lines = lines
        self.text = "".join(line.text for line in lines)

    def entry(self, part: Part) -> Entry:
        """The part as an entry; what goes on in the next line is placed in the first."""
        offset = 0
        for line in self.lines:
            if part.start < offset + len(line.text):
                start, end = part.start - offset, min(part.end - offset, len(line.text))
                text = self.text[part.start : part.end]
                return line._replace(words=fold(text), text=text, span=line.span.part(start, end))
            offset += len(line.text)
        raise AssertionError(part)


def _read(title: Sequence[Entry]) -> Iterator[tuple[Title, _Joined]]:
    """What each title says; lines that are none alone are joined with those below them."""
    pending: list[Entry] = []
    for entry in title:
        if bodies.is_body(entry.words):
            continue
        pending = [*pending, entry][-titles.LINES :]
        if titles.is_title(fold("".join(line.text for line in pending))):
            joined = _Joined(pending)
            yield titles.read(joined.text), joined
            pending = []


def _first_of(read: Sequence[tuple[Title, _Joined]], part: Callable[[Title], Part | None]) -> Entry | None:
    for one, joined in read:
        if (found := part(one)) is not None:
            return joined.entry(found)
    return None


def _introduced(prose: Sequence[Entry]) -> Iterator[Entry]:
    """Bodies that the first paragraphs introduce: 某县水利局（以下简称我局）…, 某局成立自评小组…, 项目由某中心组织实施."""
    for entry in prose:
        for pattern in (_CALLED, _ACTS, _UNIT, _CARRIED_OUT):
            for match in pattern.finditer(fold(entry.text)):
                if bodies.is_body(match["name"]):
                    yield _place_of(entry, match)


_NAME = r"(?P<name>[一-鿿A-Z×*]{3,30}?)"
_CALLED = lazily(rf"(?:\A|[。;,:]){_NAME}\((?:以下)?(?:简称|称)")
_ACTS = lazily(
    rf"\A{_NAME}(?=(?:是|为|系|属于?|根据|按照|对\d|组织|成立|高度重视|严格|认真|内设|主要负责|现有|于20|20\d\d年|现将|积极|关于[“\"]?(?:19|20)\d\d))"
)
_DEED = r"(?:负责|组织|具体|牵头|承担|承办)?(?:组织)?(?:实施|承担|承办)"
_CARRIED_OUT = lazily(rf"由{_NAME}(?={_DEED})")
"""资金由某市财政局拨付至某区财政局 says of neither that it reports."""
_UNIT = lazily(rf"(?<!委托)(?<!评价)(?<!编制)单位(?:为|是|:){_NAME}(?=(?:{_DEED})|[。;,]|\Z)")


def _place_of(entry: Entry, match: re.Match[str]) -> Entry:
    start, end = folded(entry.text).original(*match.span("name"))
    return _cut(entry, start, end)


def _signed(prose: Sequence[Entry]) -> Iterator[Entry]:
    """The body that signs: alone above a date, before a date, or beside 单位（盖章）. A letter's addressee (市财政局：) signs nothing."""
    for index in range(len(prose) - 1, -1, -1):
        entry = _without(_SEAL, prose[index])
        match = _BESIDE_LABEL.fullmatch(entry.words) or _DATED.fullmatch(entry.words)
        if match is not None and bodies.is_body(match["name"]):
            yield _place_of(entry, match)
        elif bodies.is_body(entry.words) and any(_DAY.fullmatch(line.words) for line in prose[index + 1 : index + 3]):
            yield entry


_DAY_PRINTED = r"(?:20\d\d|二[〇零○][〇零○一二三四五六七八九]{2})(?:年[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?|[./-]\d{1,2}(?:[./-]\d{1,2})?)"
_DAY = lazily(_DAY_PRINTED)
_LABEL = r"(?:(?:填报|报告|报送|自评|项目(?:实施)?|编制)?(?:单位|部门)(?:名称)?(?:\((?:公章|盖章|签章)\))?:)"
_SEALED = r"(?:\((?:公章|盖章|签章)\))?"
_BESIDE_LABEL = lazily(rf"{_LABEL}(?P<name>[^:]{{3,40}}?){_SEALED}(?:{_DAY_PRINTED})?")
_DATED = lazily(rf"(?P<name>[^:]{{3,40}}?){_SEALED}{_DAY_PRINTED}")


def _periods(entry: Entry) -> list[Period]:
    found = [
        period
        for period in dates.find(entry.text, None, values.locator(entry.span))
        if period.year_printed and period.first.year == period.last.year
    ]
    return found or _bare(entry)


def _bare(entry: Entry) -> list[Period]:
    """A cell that holds a year and nothing else: 2023."""
    if not re.fullmatch(r"20\d\d", entry.words):
        return []
    printed = int(entry.words)
    first, last = date(printed, 1, 1), date(printed, 12, 31)
    return [Period(first=first, last=last, year_printed=True, text=entry.text, span=entry.span)]


def _spoken_of(prose: Sequence[Entry]) -> int | None:
    """The year that the text speaks of most: 2023年度 before 2023年; of two alike the one named first."""
    texts = [_QUOTED.sub("", entry.words) for entry in prose]
    for pattern in (_ANNUAL, _PLAIN):
        counted = Counter(int(match["year"]) for text in texts for match in pattern.finditer(text))
        if counted:
            return counted.most_common(1)[0][0]
    return None


_QUOTED = lazily(r"《[^《》]*》|[〔\[【(][12]\d{3}[〕\]】)]|[\"“][^\"”]{0,20}规划[^\"”]{0,20}[\"”]")
_ANNUAL = lazily(r"(?<![\d.\-—~至])(?P<year>20\d\d)年度")
_PLAIN = lazily(r"(?<![\d.\-—~至])(?P<year>20\d\d)年(?!\d{1,2}月\d{1,2}日|[-—~至])")
