"""What a reader takes for one thing: findings of one cause, three or more of a kind, and what lies on one cell.

Findings stay atomic; only memos tell them together. Each finding belongs to one bundle.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from auditor.model.finding import Cause, Confidence, Finding, Severity
from auditor.model.source import Place

MANY = 3
"""Of a kind, from which on they are told once, with a table."""

_SEVERITIES: Sequence[Severity] = ("error", "warning", "note")
_CONFIDENCES: Sequence[Confidence] = ("high", "medium", "low")

_THEME: Mapping[str, str] = {
    "IN02": "over",
    "IN03": "over",
    "IN19": "over",
    "IN14": "category",
    "TM04": "category",
    "CL07": "no-result",
    "CL08": "no-result",
    "IN11": "no-result",
    "IN10": "no-result",
    "CL06": "unreported",
    "CL11": "unlinked",
    "CL12": "unlinked",
    "IN01": "unexplained",
    "IN04": "unexplained",
    "SC08": "unexplained",
    "SC05": "score",
    "SC06": "score",
    "SC07": "score",
    "SC13": "score",
    "IN05": "way",
    "IN06": "way",
    "IN18": "way",
    "IN07": "measure",
    "IN12": "measure",
    "ST01": "blank",
    "IN13": "blank",
}
"""Checks that a reader takes for one subject; every other check is a kind of its own."""


class Bundle(NamedTuple):
    """Findings that are told as one. `theme` names the kind of three or more; `cause` the root of several."""

    findings: tuple[Finding, ...]
    cause: Cause | None = None
    theme: str = ""

    @property
    def worst(self) -> Severity:
        """The gravest severity in it."""
        return min((one.severity for one in self.findings), key=_SEVERITIES.index)


def theme(code: str) -> str:
    """The kind that a check's findings are told under."""
    return _THEME.get(code, code)


def rank(finding: Finding) -> tuple[int, int, int, int, str]:
    """The weight of a finding: its severity, whether numbers contradict each other, how sure it is, its place."""
    start = min((one.span.start for one in finding.evidence if one.span), default=0)
    return (
        _SEVERITIES.index(finding.severity),
        int(not finding.broken),
        _CONFIDENCES.index(finding.confidence),
        start,
        finding.code,
    )


def bundles(causes: Iterable[tuple[Cause, Sequence[Finding]]], findings: Sequence[Finding]) -> list[Bundle]:
    """The open findings as a reader takes them, the gravest first; `causes` with those that each explains."""
    told = [Bundle(tuple(found), cause) for cause, found in causes]
    explained = {one.fingerprint for bundle in told for one in bundle.findings}
    left = sorted((one for one in findings if one.fingerprint not in explained), key=rank)
    made, left = _of_rows(told, left)
    of_kind, left = _of_a_kind(left)
    return sorted([*made, *of_kind, *_of_a_cell(left)], key=_weight)


def _weight(bundle: Bundle) -> tuple[int, int, int, int, int]:
    severity, calm, doubt, start, _code = min(map(rank, bundle.findings))
    return severity, int(bundle.cause is None), calm, doubt, start


def _of_a_kind(findings: Sequence[Finding]) -> tuple[list[Bundle], list[Finding]]:
    """Three or more of one kind, the gravest kind first, each with the lesser findings on its rows."""
    left, made = list(findings), []
    for kind in dict.fromkeys(theme(one.code) for one in findings):
        members = [one for one in left if theme(one.code) == kind]
        if len(members) < MANY:
            continue
        left = [one for one in left if theme(one.code) != kind]
        (bundle,), left = _of_rows([Bundle(tuple(members), theme=kind)], left)
        made.append(bundle)
    return made, left


def _of_rows(made: Sequence[Bundle], findings: Sequence[Finding]) -> tuple[list[Bundle], list[Finding]]:
    """The bundles, each with the findings of no greater weight that lie on one of its rows; and the other findings."""
    at: dict[int, int] = {}
    for place, bundle in enumerate(made):
        for one in bundle.findings:
            if len(one.indicators) == 1:
                at.setdefault(one.indicators[0], place)
    joined: defaultdict[int, list[Finding]] = defaultdict(list)
    left = []
    for one in findings:
        found = at.get(one.indicators[0]) if len(one.indicators) == 1 else None
        if found is not None and _SEVERITIES.index(one.severity) >= _SEVERITIES.index(made[found].worst):
            joined[found].append(one)
        else:
            left.append(one)
    return [one._replace(findings=(*one.findings, *joined[at])) for at, one in enumerate(made)], left


def _of_a_cell(findings: Sequence[Finding]) -> list[Bundle]:
    """The rest: those that speak of one row, or quote one place first, are one."""
    at: dict[tuple[str, int], int] = {}
    made: list[list[Finding]] = []
    for one in findings:
        keys = _keys(one)
        found = next((at[key] for key in keys if key in at), None)
        if found is None:
            found = len(made)
            made.append([])
        made[found].append(one)
        at |= dict.fromkeys(keys, found)
    return [Bundle(tuple(members)) for members in made]


def _keys(finding: Finding) -> list[tuple[str, int]]:
    """The one row that a finding speaks of, and where its first quote begins, in which document."""
    row = [("row", finding.indicators[0])] if len(finding.indicators) == 1 else []
    first = next((one.span for one in finding.evidence if one.span is not None), None)
    if row or first is None:
        return row
    return [(f"place {first.document}" if isinstance(first, Place) else "place", first.start)]
