"""From findings to causes: what one slip explains is said once, with its findings beneath."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from auditor.diagnosis import changes, slips, totals
from auditor.locale import gettext as _
from auditor.model.finding import Cause, Evidence, Finding, make_cause
from auditor.model.quantity import Quantity
from auditor.model.report import Report
from auditor.model.source import Span
from auditor.relate import Network
from auditor.text import quantities, rounding

_PAIRED = frozenset({"BU08", "BU11"})
"""Checks that hold an amount of the texts or a row against the money table."""
_COPIES = frozenset({"CL07", "CL08", "CL06", "IN11"})
MANY = 3
"""Rows that copy their targets from which on it is a habit and told once."""


class _Root(NamedTuple):
    kind: str
    message: str
    findings: tuple[str, ...]
    proposal: str = ""


class _Case(NamedTuple):
    """What the seekers look at: the report, its links, and the findings that no cause explains yet."""

    report: Report
    network: Network
    findings: tuple[Finding, ...]

    def of(self, *codes: str) -> list[Finding]:
        return [finding for finding in self.findings if finding.code in codes]


def diagnose(report: Report, network: Network, findings: Sequence[Finding]) -> tuple[list[Finding], list[Cause]]:
    """The findings with the cause of each, and the causes in the order of their gravity.

    A finding belongs to one cause at most; a cause explains at least two findings, or one whose figures fit a known slip.
    """
    taken: set[str] = set()
    roots: list[_Root] = []
    for seek in _SEEKERS:
        left = tuple(finding for finding in findings if finding.fingerprint not in taken)
        for root in seek(_Case(report, network, left)):
            members = tuple(dict.fromkeys(print_ for print_ in root.findings if print_ not in taken))
            if members:
                taken.update(members)
                roots.append(root._replace(findings=members))
    causes = [
        make_cause(
            id=f"{root.kind}-{number}",
            kind=root.kind,
            message=root.message,
            proposal=root.proposal,
            findings=root.findings,
        )
        for number, root in enumerate(roots, 1)
    ]
    of = {print_: cause.id for cause in causes for print_ in cause.findings}
    return [finding.model_copy(update={"cause": of.get(finding.fingerprint)}) for finding in findings], causes


def _row_missing(case: _Case) -> Iterable[_Root]:
    head = next(iter(case.of("ST04")), None)
    if head is not None:
        explained = case.of("CT01", "CT02", "SC01", "SC02")
        yield _Root("row-missing", head.message, _prints(head, *explained))


def _row_or_count(case: _Case) -> Iterable[_Root]:
    """Without weights to tell, the total and one category being short by the same number still have one root."""
    conclusion, total, categories = case.report.conclusion, case.of("CT01"), case.of("CT02")
    if conclusion is None or conclusion.indicators is None or not total or len(categories) != 1:
        return
    rows = Counter(row.category for row in case.report.indicators)
    gaps = {name: count - rows[name] for name, count in conclusion.by_category.items() if count != rows[name]}
    gap = conclusion.indicators - len(case.report.indicators)
    if list(gaps.values()) != [gap]:
        return
    message = _("指标总数与{category}同样相差{count}项：{way}。两条疑点出自同一处。").format(
        category=next(iter(gaps)),
        count=abs(gap),
        way=_("表中可能少了行，或结论没有随表更新") if gap > 0 else _("表中可能多了行，或结论没有随表更新"),
    )
    yield _Root("row-missing" if gap > 0 else "stale-count", message, _prints(*total, *categories))


def _stale_count(case: _Case) -> Iterable[_Root]:
    """One category of the conclusion, set to the rows of the table, makes the categories add up too."""
    conclusion, sums, categories = case.report.conclusion, case.of("CT03"), case.of("CT02")
    if conclusion is None or conclusion.indicators is None or len(sums) != 1 or not categories or case.of("CT01"):
        return
    rows = Counter(row.category for row in case.report.indicators)
    wrong = {name: count for name, count in conclusion.by_category.items() if count != rows[name]}
    mended = sum(rows[name] if name in wrong else count for name, count in conclusion.by_category.items())
    if len(wrong) != 1 or mended != conclusion.indicators:
        return
    ((name, stated),) = wrong.items()
    message = _("结论中“{name}{stated}项”一处有误：表中为{rows}项，改正后各类合计也等于总数。").format(
        name=name, stated=stated, rows=rows[name]
    )
    proposal = _("建议（供核实）：把结论的“{name}{stated}项”改为“{rows}项”，各处即一致。").format(
        name=name, stated=stated, rows=rows[name]
    )
    yield _Root("stale-count", message, _prints(*sums, *categories), proposal)


def _definition(case: _Case) -> Iterable[_Root]:
    """A wider definition in the table than in the text explains the promise that looks missed too."""
    for head in case.of("CL02"):
        places = [item.span for item in head.evidence if item.span is not None]
        same = [finding for finding in case.of("CL04", "CL01") if _touches(finding, places)]
        message = _("口径不同：{working}。表按较宽的口径计数，文字分列；统一口径后再判断是否完成。").format(
            working=head.working
        )
        yield _Root("definition", message, _prints(head, *same))


def _tied_slips(case: _Case) -> Iterable[_Root]:
    """Numbers of texts and rows that one slip turns into each other, with what follows from the wrong one.

    A finding on a row that quotes the wrong number follows from it, unless it rests on another broken relation.
    """
    quoting = _Quoting(case.findings)
    worded = [finding for finding in case.findings if finding.relations]
    for slip in changes.slipped(case.report, case.network):
        members = [finding for finding in worded if slip.relations & set(finding.relations)]
        if not members:
            continue
        if slip.mended is not None:
            members += [one for one in quoting.any([slip.mended]) if one.indicators and not one.relations]
        yield _Root(slip.kind, slip.message, _prints(*members), slip.proposal)


def _paired_slips(case: _Case) -> Iterable[_Root]:
    """An amount of the texts that one slip turns into the money table's, with the sum of parts that it breaks too."""
    for finding in case.of(*_PAIRED):
        said, printed, *_others = (*map(_value, finding.evidence), None, None)
        if said is None or printed is None or (slip := slips.between(said, printed)) is None:
            continue
        place = [item.span for item in finding.evidence[:1] if item.span is not None]
        sums = [other for other in case.of("BU13") if _touches(other, place)]
        proposal = ""
        if sums and _parts_give(case.report, printed):
            proposal = _("建议（供核实）：把文字的“{old}”改为“{new}”，与资金表及各部分之和均一致。").format(
                old=said.text, new=printed.text
            )
        yield _Root(slip.kind, slip.message, _prints(finding, *sums), proposal)


def _parts_give(report: Report, total: Quantity) -> bool:
    """Whether the parts that the conclusion states add up to this total."""
    parts = [part.amount for part in report.conclusion.parts] if report.conclusion is not None else []
    added = rounding.total([rounding.interval(part) for part in parts])
    return bool(parts) and rounding.meet(added, rounding.interval(total))


def _stale_total(case: _Case) -> Iterable[_Root]:
    for stale in totals.stale(case.report, case.findings):
        yield _Root("stale-total", stale.message, _prints(*stale.findings), stale.proposal)


def _copied(case: _Case) -> Iterable[_Root]:
    by_goal: dict[int, list[Finding]] = defaultdict(list)
    for finding in case.of(*_COPIES):
        for goal in finding.goals[:1]:
            by_goal[goal].append(finding)
    for goal, members in sorted(by_goal.items()):
        if len(members) > 1 and any(finding.code == "CL07" for finding in members):
            message = _("绩效目标{goal}的完成情况照抄了目标，没有填写实际结果。").format(goal=goal)
            yield _Root("copied-from-target", message, _prints(*members))
    rows = case.of("IN11")
    if len(rows) >= MANY:
        message = _("{count}行实际完成值照抄了年度指标值，没有填写实际数。").format(count=len(rows))
        yield _Root("copied-from-target", message, _prints(*rows))


def _copied_actual(case: _Case) -> Iterable[_Root]:
    """The table repeats the target where the text tells a result of its own."""
    for finding in case.of("CL01"):
        for index in finding.indicators[:1]:
            row = case.report.indicators[index]
            target, actual = (cell.quantity if cell else None for cell in (row.target, row.actual))
            if target is None or actual is None or (target.value, target.unit) != (actual.value, actual.unit):
                continue
            message = _("「{name}」的实际完成值与年度指标值相同（{value}），文字另有完成数，可能照抄了目标。").format(
                name=row.name, value=actual.text
            )
            yield _Root("copied-from-target", message, _prints(finding))


class _Quoting:
    """Findings by the places they quote, so that many are found as fast as few."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._at: dict[int, list[Finding]] = defaultdict(list)
        for finding in findings:
            for item in finding.evidence:
                if item.span is not None:
                    for bucket in _buckets(item.span):
                        self._at[bucket].append(finding)

    def any(self, places: Iterable[Span]) -> list[Finding]:
        """The findings that quote one of the places, in their order."""
        near = {
            finding.fingerprint: finding
            for place in places
            for bucket in _buckets(place)
            for finding in self._at[bucket]
            if _touches(finding, [place])
        }
        return list(near.values())


def _buckets(span: Span) -> range:
    return range(span.start // _BUCKET, span.end // _BUCKET + 1)


_BUCKET = 64


def _prints(*findings: Finding) -> tuple[str, ...]:
    return tuple(finding.fingerprint for finding in findings)


def _touches(finding: Finding, places: Iterable[Span]) -> bool:
    """Whether the finding quotes one of the places."""
    return any(
        item.span.start < place.end and place.start < item.span.end
        for item in finding.evidence
        if item.span is not None
        for place in places
    )


def _value(item: Evidence) -> Quantity | None:
    claimed = [quantity for quantity in quantities.find(item.quote) if quantity.claimed]
    return claimed[-1] if claimed else None


_SEEKERS: tuple[Callable[[_Case], Iterable[_Root]], ...] = (
    _row_missing,
    _row_or_count,
    _stale_count,
    _definition,
    _tied_slips,
    _paired_slips,
    _stale_total,
    _copied,
    _copied_actual,
)
"""In this order: the cause that explains most first; a finding goes to the first that claims it."""
