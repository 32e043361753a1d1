"""YR01 result-copied-from-last-year."""

from collections.abc import Iterator
from typing import NamedTuple

from auditor.checks import documents, quoting
from auditor.checks.registry import Across, across
from auditor.locale import gettext as _
from auditor.model.dossier import Dossier
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.quantity import Quantity
from auditor.model.report import Report, Statement
from auditor.relate.across import Crossing, Side
from auditor.text import quantities
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

_LEAST = 40
"""Characters of one passage: shorter ones may be alike by custom."""
_NUMBERS = 3
"""Numbers that are no bounds, all of them last year's."""
_CLAUSE = lazily(r"[^。；;，,\n]+")
_YEAR = lazily(r"(?:19|20)\d{2}")


@across("YR01", "result-copied-from-last-year", severity="warning", needs="last-year")
def result_copied_from_last_year(_dossier: Dossier, context: Across) -> Iterator[Verdict]:
    """完成情况与上年的文字和数字相同，只换了年份。

    缘由：上年的完成情况原样照搬，说明本年的实际情况没有填报。
    算法：把本年与上年的完成情况（正文同）按分句切开，年份略去，找出连续相同、不少于40字且含3个以上实际数的一段；自评报告的正文同样与上年比较。
    不报：数字都已更新；相同的只是目标、要求（不少于、≥）、100%或没有数字的套话；不足40字的。
    依据：自评应当反映本年度的实际完成情况（自评复核通行要求）。
    示例：2022年“开展演练6场，培训骨干85人，配发器材312件……”，2023年一字未改。
    """
    told = [one.other for one in context.of("told")]
    for crossing in context.of("last"):
        before = {one.words for one in _clauses(crossing.other.report)}
        passages = [(side, said) for side in (crossing.table, *told) for said in _said(side.report)]
        seen: set[str] = set()
        for side, said in passages:
            for run in _runs(said, before):
                words = "".join(one.words for one in _cut(said.part(*run)))
                if words not in seen:
                    yield _copied(crossing, side, said, run)
                seen.add(words)
        if passages and before:
            yield Agreement(example=_("完成情况与上年逐句比较"))


class _Clause(NamedTuple):
    words: str
    start: int
    end: int


def _said(report: Report) -> list[Statement]:
    """What the report says was done."""
    return [goal.actual for goal in report.goals if goal.actual is not None] + list(report.prose)


def _clauses(report: Report) -> Iterator[_Clause]:
    for said in _said(report):
        yield from _cut(said)


def _cut(said: Statement) -> Iterator[_Clause]:
    """The clauses of a passage, folded, without blanks and years."""
    for found in _CLAUSE.finditer(said.text):
        words = _YEAR.sub("", "".join(fold(found[0]).split()))
        if words:
            yield _Clause(words, found.start(), found.end())


def _runs(said: Statement, before: set[str]) -> Iterator[tuple[int, int]]:
    """Stretches of clauses that last year said too, long enough and with numbers enough."""
    run: list[_Clause] = []
    for one in (*_cut(said), _Clause("", 0, 0)):
        if one.words in before:
            run.append(one)
            continue
        if run and len(said.text[run[0].start : run[-1].end]) >= _LEAST and _counts(said, run) >= _NUMBERS:
            yield run[0].start, run[-1].end
        run = []


def _counts(said: Statement, run: list[_Clause]) -> int:
    part = said.part(run[0].start, run[-1].end)
    found = quantities.find(part.text, part.place)
    return sum(one.claimed and one.bound == "=" and not _is_even(one) for one in found)


def _is_even(one: Quantity) -> bool:
    """Whether a number is one that every year has: none at all, or all of it (合格率100%)."""
    return one.value == 0 or (one.kind == "percent" and one.value == _ALL)


_ALL = 100


def _copied(crossing: Crossing, side: Side, said: Statement, run: tuple[int, int]) -> Discrepancy:
    part = said.part(*run)
    first = next(_cut(part)).words
    source = next(
        (
            other.part(one.start, min(one.start + len(part.text), len(other.text)))
            for other in _said(crossing.other.report)
            for one in _cut(other)
            if one.words == first
        ),
        None,
    )
    quotes = [documents.at(side, _("本年完成情况"), quoting.cut(part.text), part.span)]
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
