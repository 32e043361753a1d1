"""The catalogue of checks: how a check is named, what it needs, and how it is run."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from auditor.locale import gettext as _
from auditor.model.dossier import DocumentRole, Dossier
from auditor.model.finding import (
    Agreement,
    Discrepancy,
    Finding,
    NotAssessed,
    NotRun,
    Passed,
    Severity,
    Verdict,
    make_finding,
    make_not_run,
    make_passed,
)
from auditor.model.relation import Relation, RelationKind
from auditor.model.report import Report
from auditor.profiles import Profile
from auditor.relate import Judged, Network
from auditor.relate.across import ROLES, Crossing
from auditor.relate.across import Kind as CrossingKind
from auditor.relate.judge import holds
from auditor.relate.numbers import Part

if TYPE_CHECKING:
    from auditor.model.portfolio import Between, Member

EXAMPLES_KEPT = 5
"""Workings shown for a check that passed; the count is complete."""


class Context(NamedTuple):
    """What a check may look at beside the report: the judged relations between its numbers, and the local rules."""

    network: Network
    profile: Profile

    def stated(self, kind: RelationKind | None = None, *, of: str = "") -> Iterator[Judged]:
        """The judged relations, of one kind and by the rules that begin so (money, ties.result, statements)."""
        return self.network.of(kind, of=of)

    def broken(self, kind: RelationKind | None = None, *, of: str = "") -> Iterator[Judged]:
        """Those that hold in no reading."""
        return self.network.broken(kind, of=of)

    def at(self, part: Part, at: int = 0, *, of: str = "") -> Iterator[Judged]:
        """The judged relations whose result a value of the report is, by the rules that begin so."""
        name = self.network.numbers.of_key.get((part, at), "")
        for one in self.network.by_number.get(name, ()):
            proposed = one.relation if one.first is None else one.first
            if proposed.result == name and one.by.startswith(of):
                yield one

    def would_hold(self, relation: Relation) -> bool:
        """What the judge would say of numbers of the report in another relation, for a hint; it is no relation of the report."""
        return holds(relation, self.network.numbers.by_id).status in ("agreed", "reconciled")

    def broken_at(self, part: Part, at: int = 0, *, of: str = "") -> tuple[str, ...]:
        """The ids of those that hold in no reading."""
        return tuple(one.id for one in self.at(part, at, of=of) if one.broken)


CheckFunction = Callable[[Report, Context], Iterator[Verdict]]
CrossingFunction = Callable[[Dossier, "Across"], Iterator[Verdict]]


BetweenFunction = Callable[[Sequence["Member"]], Iterator["Between"]]
"""A check over many submissions; members of equal contents and those that were superseded are not among them."""


class Across(NamedTuple):
    """What a check of several documents may look at beside the dossier: each document held against the form, and the local rules."""

    crossings: tuple[Crossing, ...]
    profile: Profile

    def of(self, kind: CrossingKind) -> Iterator[Crossing]:
        """The documents of one kind, held against the form."""
        return (one for one in self.crossings if one.kind == kind)


class Check(NamedTuple):
    """One entry of the catalogue."""

    code: str
    name: str
    severity: Severity
    needs: tuple[str, ...]
    function: CheckFunction | CrossingFunction | BetweenFunction
    arithmetic: bool = False
    """Its findings rest on numbers that cannot hold together: they contradict the report also as warnings."""
    documents: tuple[DocumentRole, ...] = ()
    """The documents that it holds against the form, one of which must be there; a check of single reports has none."""
    at_worst: Severity | None = None
    """How grave a finding of it may become; None where none is graver than `severity`. A test holds all cases to it."""

    @property
    def page(self) -> str:
        """Its documentation: what `auditor explain` prints."""
        return self.function.__doc__ or ""

    @property
    def title(self) -> str:
        """The first line of its page."""
        return self.page.strip().splitlines()[0] if self.page.strip() else ""


_BY_CODE: dict[str, Check] = {}
_OVER_MANY: dict[str, Check] = {}
"""Those that look at many submissions at once; no report alone can be asked about them."""

NEEDS: dict[str, tuple[Callable[[Report], bool], str]] = {
    "goals": (lambda report: bool(report.goals), "报告中没有读到年度绩效目标"),
    "indicators": (lambda report: bool(report.indicators), "报告中没有读到指标表"),
    "weights": (lambda report: any(row.weight is not None for row in report.indicators), "表中没有分值（权重）栏"),
    "scores": (lambda report: any(row.score is not None for row in report.indicators), "表中没有得分栏"),
    "reasons": (lambda report: any("reason" in row.columns for row in report.indicators), "表中没有偏差原因栏"),
    "budget": (lambda report: bool(report.budget), "报告中没有读到预算执行情况"),
    "conclusion": (lambda report: report.conclusion is not None, "报告中没有读到自评结论"),
    "total": (lambda report: report.total is not None, "报告中没有总分行"),
    "claims": (lambda report: bool(report.claims), "报告的文字中没有读到数量表述"),
    "listings": (lambda report: bool(report.listings), "报告的文字中没有“其中”一类的分项"),
}
"""What a check may declare that it needs: whether the report has it, and what is said when it has not."""


def check(
    code: str,
    name: str,
    *,
    severity: Severity,
    needs: str | Iterable[str] = (),
    arithmetic: bool = False,
    at_worst: Severity | None = None,
) -> Callable[[CheckFunction], CheckFunction]:
    """Enter a function in the catalogue and hand it back unchanged.

    Raises ValueError when the code or the name is taken, or a need is unknown.
    """
    wanted = (needs,) if isinstance(needs, str) else tuple(needs)

    def enter(function: CheckFunction) -> CheckFunction:
        unknown = [need for need in wanted if need not in NEEDS]
        if unknown:
            raise ValueError(f"{code} needs {unknown}, which nothing provides")
        _enter(Check(code, name, severity, wanted, function, arithmetic, at_worst=at_worst))
        return function

    return enter


DOCUMENTS: dict[DocumentRole, str] = {
    "report": "没有自评报告和自评表两份材料可以相互核对",
    "plan": "没有提供绩效目标申报表（--plan）",
    "last-year": "没有提供上年自评表（--last-year）",
}
"""What is said when the other document is not there."""


def across(
    code: str, name: str, *, severity: Severity, needs: DocumentRole | Iterable[DocumentRole], arithmetic: bool = False
) -> Callable[[CrossingFunction], CrossingFunction]:
    """Enter a check of several documents in the catalogue. Raises ValueError as `check` does."""
    wanted: tuple[DocumentRole, ...] = (needs,) if isinstance(needs, str) else tuple(needs)

    def enter(function: CrossingFunction) -> CrossingFunction:
        _enter(Check(code, name, severity, (), function, arithmetic, wanted))
        return function

    return enter


def between(
    code: str, name: str, *, severity: Severity, at_worst: Severity | None = None
) -> Callable[[BetweenFunction], BetweenFunction]:
    """Enter a check over many submissions in the catalogue. Raises ValueError as `check` does."""

    def enter(function: BetweenFunction) -> BetweenFunction:
        _enter(Check(code, name, severity, (), function, at_worst=at_worst), _OVER_MANY)
        return function

    return enter


def _enter(entry: Check, into: dict[str, Check] | None = None) -> None:
    known = {**_BY_CODE, **_OVER_MANY}
    if entry.code in known or any(one.name == entry.name for one in known.values()):
        raise ValueError(f"the code {entry.code} or the name {entry.name} is taken")
    (_BY_CODE if into is None else into)[entry.code] = entry


def catalogue() -> list[Check]:
    """Every check, by code."""
    from auditor.checks import families  # noqa: F401 - importing it enters the checks

    return [_BY_CODE[code] for code in sorted(_BY_CODE)]


def over_many() -> list[Check]:
    """Every check over many submissions, by code."""
    from auditor.checks import portfolio  # noqa: F401 - importing it enters the checks

    return [_OVER_MANY[code] for code in sorted(_OVER_MANY)]


def everything() -> list[Check]:
    """The whole catalogue: checks of a report, of a submission, and over many."""
    return [*catalogue(), *over_many()]


def fingerprint_of(code: str, told: "Between") -> tuple[str, str]:
    """The fingerprint and the value hash of what a check over many submissions found."""
    return _digest(code, *told.about), _digest(*told.values)


class Results(NamedTuple):
    """What a run of the catalogue gave."""

    findings: list[Finding]
    passed: list[Passed]
    not_run: list[NotRun]
    checked: dict[int, str]
    """Where numbers begin that a check found right without a tie, and its working."""


def run(report: Report, context: Context, checks: Iterable[Check]) -> Results:
    """Run checks over a report, in the order given."""
    results = Results([], [], [], {})
    for entry in checks:
        if entry.documents:
            results.not_run.append(make_not_run(code=entry.code, reason=_(DOCUMENTS[entry.documents[0]])))
            continue
        missing = [need for need in entry.needs if not NEEDS[need][0](report)]
        if missing:
            results.not_run.append(make_not_run(code=entry.code, reason=_(NEEDS[missing[0]][1])))
            continue
        _run_one(entry, report, context, results)
    _number_repeats(results)
    return results


def run_across(dossier: Dossier, context: Across, checks: Iterable[Check]) -> Results:
    """Run the checks of several documents over a submission, in the order given; others are left alone."""
    results = Results([], [], [], {})
    roles = {ROLES[one.kind] for one in context.crossings} | ({"annex"} if dossier.of("annex") else set())
    for entry in checks:
        if entry.documents and not roles.intersection(entry.documents):
            results.not_run.append(make_not_run(code=entry.code, reason=_(DOCUMENTS[entry.documents[0]])))
        elif entry.documents:
            _run_one(entry, dossier, context, results)
    _number_repeats(results)
    return results


def _run_one(entry: Check, report: Report | Dossier, context: Context | Across, results: Results) -> None:
    found = False
    agreements: list[str] = []
    reasons: list[str] = []
    for verdict in cast("_Run", entry.function)(report, context):
        match verdict:
            case Agreement():
                agreements.append(verdict.example)
                for span in verdict.spans:
                    results.checked[span.start] = verdict.example
            case Discrepancy():
                found = True
                results.findings.append(worded(entry, verdict))
            case NotAssessed():
                reasons.append(verdict.reason)
    if agreements:
        examples = tuple(dict.fromkeys(example for example in agreements if example))[:EXAMPLES_KEPT]
        results.passed.append(make_passed(code=entry.code, count=len(agreements), examples=examples))
    elif not found:
        reasons = reasons or [_("报告中没有这一项可以比较的内容")]
        results.not_run.extend(make_not_run(code=entry.code, reason=reason) for reason in dict.fromkeys(reasons))


_Run = Callable[[object, object], Iterator[Verdict]]
"""A check of either sort, given what its sort looks at."""


def worded(entry: Check, verdict: Discrepancy) -> Finding:
    """A discrepancy under the code of its check."""
    return make_finding(
        code=entry.code,
        name=entry.name,
        severity=verdict.severity or entry.severity,
        confidence=verdict.confidence,
        broken=entry.arithmetic if verdict.broken is None else verdict.broken,
        goals=verdict.goals,
        indicators=verdict.indicators,
        message=verdict.message,
        working=verdict.working,
        action=verdict.action,
        evidence=verdict.evidence,
        relations=verdict.relations,
        score_change=verdict.score_change,
        rests_on=verdict.rests_on,
        fingerprint=_digest(entry.code, *verdict.about),
        value_hash=_digest(*verdict.values),
    )


def _number_repeats(results: Results) -> None:
    """Tell findings apart that are about the same thing by name (two rows called 基本支出 in one goal)."""
    seen: dict[str, int] = {}
    for place, finding in enumerate(results.findings):
        count = seen.get(finding.fingerprint, 0)
        seen[finding.fingerprint] = count + 1
        if count:
            again = _digest(finding.fingerprint, str(count))
            results.findings[place] = finding.model_copy(update={"fingerprint": again})


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
