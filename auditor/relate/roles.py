"""What each document of a submission is among the others, by kind and year; which bodies and projects are the same."""

from collections.abc import Sequence

from auditor import prepared
from auditor.locale import gettext as _
from auditor.model.dossier import DocumentRole
from auditor.model.report import Report
from auditor.sense import identity
from auditor.text.patterns import lazily
from auditor.text.similarity import reduced

_JOINT = prepared.pattern(r"会同|联合|[、，,;；/和与及]|\s+")
_SHORTEST = 4
"""Characters below which a project's name is too short to be another's abbreviation."""


def roles(reports: Sequence[Report], told: Sequence[DocumentRole | None]) -> tuple[DocumentRole, ...]:
    """What each document is among the others: as the user says, else by kind and year.

    A form of an earlier year beside one of a later year is last year's; beside an overall form those of projects are annexes.
    """
    found: list[DocumentRole] = [one or by_kind(report) for report, one in zip(reports, told, strict=True)]
    tables = [place for place, role in enumerate(found) if role == "table" and told[place] is None]
    dated = {place: year for place in tables if (year := reports[place].year) is not None}
    latest = max(dated.values(), default=None)
    for place in _former(reports, found, told):
        found[place] = "last-year"
    for place in tables:
        earlier = latest is not None and dated.get(place, latest) < latest
        rivals = [other for other in dated if dated[other] == latest and may_be_alike(reports[place], reports[other])]
        if earlier and rivals:
            found[place] = "last-year"
    current = [place for place in tables if found[place] == "table"]
    for place in _annexes(reports, found, current):
        found[place] = "annex"
    return tuple(found)


def _former(reports: Sequence[Report], found: Sequence[DocumentRole], told: Sequence[DocumentRole | None]) -> list[int]:
    """Of two reports in prose the one whose title names an earlier year."""
    prose = [place for place, role in enumerate(found) if role == "report" and told[place] is None]
    dated = {place: year for place in prose if (year := titled_year(reports[place])) is not None}
    return [place for place, year in dated.items() if any(other > year for other in dated.values())]


def titled_year(report: Report) -> int | None:
    """The year that the title prints."""
    printed = _PRINTED_YEAR.search(report.title or "")
    return int(printed[1]) if printed is not None else None


_PRINTED_YEAR = lazily(r"((?:19|20)\d{2})")


def _annexes(reports: Sequence[Report], found: Sequence[DocumentRole], current: Sequence[int]) -> list[int]:
    """Of several forms those that the report is not about: beside an overall form those of projects, else other projects'."""
    if len({reports[place].project for place in current}) < 2:
        return []
    overall = [place for place in current if reports[place].kind == "overall"]
    if overall:
        return [place for place in current if place not in overall]
    told = [one for one, role in zip(reports, found, strict=True) if role == "report"]
    about = [
        place
        for place in current
        if any(one.project and reports[place].project and may_be_alike(one, reports[place]) for one in told)
    ]
    return [place for place in current if place not in about]


def same_body(a: str | None, b: str | None) -> bool:
    """Whether two names may be of one body: alike, or one of several bodies that report jointly; unknown fits any."""
    if not a or not b:
        return True
    return any(identity.same_body(one, other) for one in _bodies(a) for other in _bodies(b))


def same_project(a: str | None, b: str | None) -> bool:
    """Whether two names may be of one project: alike, one inside the other, or its abbreviation; unknown fits any."""
    if not a or not b:
        return True
    one, other = _YEAR.sub("", reduced(a)), _YEAR.sub("", reduced(b))
    short, long = sorted((one, other), key=len)
    if short == long or (short and short in long):
        return True
    rest = iter(long)
    return len(short) >= _SHORTEST and all(letter in rest for letter in short)


_YEAR = lazily(r"(?:19|20)\d{2}年?度?")


def _bodies(name: str) -> list[str]:
    return [part for part in _JOINT.split(name) if len(part) > 1] or [name]


def by_kind(report: Report) -> DocumentRole:
    """What a document is when nothing else is known than its own kind."""
    match report.kind:
        case "plan":
            return "plan"
        case "narrative":
            return "report"
    return "report" if not report.indicators and report.prose else "table"


def may_be_alike(a: Report, b: Report) -> bool:
    """Whether two reports may be of one body and one project."""
    return same_body(a.organisation, b.organisation) and same_project(a.project, b.project)


_ROLES: dict[DocumentRole, str] = {
    "report": "自评报告",
    "table": "自评表",
    "plan": "绩效目标申报表",
    "last-year": "上年自评表",
    "annex": "所附项目自评表",
}


def role_word(role: DocumentRole) -> str:
    """自评报告, 自评表 …, in the language that is set."""
    return _(_ROLES[role])
