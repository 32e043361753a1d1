"""YR01 result-copied-from-last-year."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from auditor.checks import documents, quoting
from auditor.checks.registry import Across, across
from auditor.locale import gettext as _
from auditor.model.dossier import Dossier
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Report, Statement
from auditor.relate.across import Crossing
from auditor.text import quantities
from auditor.text.normalize import fold

_LEAST = 40
"""Characters of one passage: shorter ones may be alike by custom."""
_NUMBERS = 3
"""Numbers that are no bounds, all of them last year's."""
_SENTENCE = re.compile(r"[^。；;\n]+")
_YEAR = re.compile(r"(?:19|20)\d{2}")


@across("YR01", "result-copied-from-last-year", severity="warning", needs="last-year")
def result_copied_from_last_year(_dossier: Dossier, context: Across) -> Iterator[Verdict]:
    """完成情况与上年的文字和数字相同，只换了年份。

    缘由：上年的完成情况原样照搬，说明本年的实际情况没有填报。
    算法：把本年与上年的完成情况（正文同）按句切开，年份略去，找出连续相同、不少于40字且含3个以上实际数的一段。
    不报：数字都已更新；相同的只是目标、要求（不少于、≥）或没有数字的套话；不足40字的。
    依据：自评应当反映本年度的实际完成情况（自评复核通行要求）。
    示例：2022年“开展演练6场，培训骨干85人，配发器材312件……”，2023年一字未改。
    """
    for crossing in context.of("last"):
        before = {one.words for one in _sentences(crossing.other.report)}
        compared = False
        for said in _said(crossing.table.report):
            compared = True
            for run in _runs(said, before):
                yield _copied(crossing, said, run)
        if compared and before:
            yield Agreement(example=_("完成情况与上年逐句比较"))


class _Sentence(NamedTuple):
    words: str
    start: int
    end: int


def _said(report: Report) -> list[Statement]:
    """What the report says was done."""
    return [goal.actual for goal in report.goals if goal.actual is not None] + list(report.prose)


def _sentences(report: Report) -> Iterator[_Sentence]:
    for said in _said(report):
        yield from _cut(said)


def _cut(said: Statement) -> Iterator[_Sentence]:
    """The sentences of a passage, folded, without blanks and years."""
    for found in _SENTENCE.finditer(said.text):
        words = _YEAR.sub("", "".join(fold(found[0]).split()))
        if words:
            yield _Sentence(words, found.start(), found.end())


def _runs(said: Statement, before: set[str]) -> Iterator[tuple[int, int]]:
    """Stretches of sentences that last year said too, long enough and with numbers enough."""
    run: list[_Sentence] = []
    for one in (*_cut(said), _Sentence("", 0, 0)):
        if one.words in before:
            run.append(one)
            continue
        if run and sum(len(part.words) for part in run) >= _LEAST and _counts(said, run) >= _NUMBERS:
            yield run[0].start, run[-1].end
        run = []


def _counts(said: Statement, run: list[_Sentence]) -> int:
    part = said.part(run[0].start, run[-1].end)
    found = quantities.find(part.text, part.place)
    return sum(one.claimed and one.bound == "=" for one in found)


def _copied(crossing: Crossing, said: Statement, run: tuple[int, int]) -> Discrepancy:
    part = said.part(*run)
    first = next(_cut(part)).words
    source = next(
        (
            other.part(one.start, one.end)
            for other in _said(crossing.other.report)
            for one in _cut(other)
            if one.words == first
        ),
        None,
    )
    quotes = [documents.at(crossing.table, _("本年完成情况"), quoting.cut(part.text), part.span)]
    if source is not None:
        quotes.append(documents.at(crossing.other, _("上年完成情况"), quoting.cut(source.text), source.span))
    return Discrepancy(
        message=_("本年完成情况有 {count} 字与上年相同，其中的数字一个也没有变，待核实是否照搬上年。").format(
            count=len(part.text)
        ),
        action=_("按本年度的台账重新填写完成情况。"),
        evidence=tuple(quotes),
        about=("copied from last year", first[:20]),
        values=(part.text,),
    )
