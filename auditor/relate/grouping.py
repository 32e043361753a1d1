"""Which documents belong together, and what each is among the others: from what they are and whom they name, never from their figures."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from auditor.locale import gettext as _
from auditor.model.dossier import DocumentRole, Dossier, ReportKey, make_dossier, make_report_key
from auditor.model.report import Report
from auditor.relate.roles import by_kind, may_be_alike, role_word, roles, same_body, same_project

Way = Literal["alone", "file", "together", "named"]
"""Why documents are taken together: not at all, they stand in one file, the user says so, or by --plan and --last-year."""


class Submitted(NamedTuple):
    """A report as it stands in a file: which file it is of, and the role that the user gave it."""

    file: int
    report: Report
    role: DocumentRole | None = None


class Group(NamedTuple):
    """The places of documents that are one submission, in their order, with the role of each, and why they are one."""

    members: tuple[int, ...]
    dossier: Dossier
    why: str


def group(given: Sequence[Submitted], way: Literal["file", "apart", "together"]) -> list[Group]:
    """The submissions among documents, in the order of their first one.

    "file": forms of one file belong together when they name the same body and the same project, or one of them names none.
    "together": all of them do. "apart": none does.
    """
    match way:
        case "apart":
            clusters = [[place] for place in range(len(given))]
        case "together":
            clusters = [list(range(len(given)))] if given else []
        case _:
            clusters = _by_name(given)
    return [_made(cluster, given, way) for cluster in clusters]


def _by_name(given: Sequence[Submitted]) -> list[list[int]]:
    """The documents of each file by body and project; an overall report and form take the forms of their projects along."""
    clusters: list[list[int]] = []
    several = _files_of_several(given)
    for place, one in enumerate(given):
        wide = one.file in several and _is_overall(one.report)
        fitting = [
            cluster
            for cluster in clusters
            if given[cluster[0]].file == one.file
            and wide == (one.file in several and _is_overall(given[cluster[0]].report))
            and (_completes(one, cluster, given) if wide else _joins(one, cluster, given))
        ]
        if len(fitting) == 1:
            fitting[0].append(place)
        else:
            clusters.append([place])
    return _with_parts(clusters, given)


def _completes(one: Submitted, cluster: Sequence[int], given: Sequence[Submitted]) -> bool:
    """Whether an overall report and an overall form are of one body: each the only one of its kind."""
    members = [given[place].report for place in cluster]
    same = all(same_body(one.report.organisation, other.organisation) for other in members)
    return same and by_kind(one.report) not in {by_kind(other) for other in members}


def _files_of_several(given: Sequence[Submitted]) -> set[int]:
    """The files whose forms name more than one project."""
    named: dict[int, set[str]] = {}
    for one in given:
        if one.report.project is not None and one.report.kind != "overall":
            known = named.setdefault(one.file, set())
            if not any(same_project(one.report.project, other) for other in known):
                known.add(one.report.project)
    return {file for file, projects in named.items() if len(projects) > 1}


def _joins(one: Submitted, cluster: Sequence[int], given: Sequence[Submitted]) -> bool:
    """Whether a form belongs to those that stand before it: same body and project, and not a second form of the same kind."""
    members = [given[place].report for place in cluster]
    if not all(may_be_alike(one.report, other) for other in members):
        return False
    kinds = {(by_kind(other), other.year) for other in members}
    same_kind = [other for other in members if by_kind(other) == by_kind(one.report)]
    if not same_kind:
        return True
    named = one.report.project is not None and all(other.project is not None for other in same_kind)
    return named and (by_kind(one.report), one.report.year) not in kinds


def _with_parts(clusters: list[list[int]], given: Sequence[Submitted]) -> list[list[int]]:
    """A department's overall report with the forms of its projects: one submission with parts."""
    overall = [cluster for cluster in clusters if any(_is_overall(given[place].report) for place in cluster)]
    if len(overall) != 1 or len(clusters) == 1:
        return clusters
    whole = overall[0]
    head = given[whole[0]]
    parts = [
        cluster
        for cluster in clusters
        if cluster is not whole
        and given[cluster[0]].file == head.file
        and all(same_body(given[place].report.organisation, head.report.organisation) for place in cluster)
    ]
    rest = [cluster for cluster in clusters if cluster is not whole and cluster not in parts]
    merged = sorted([*whole, *(place for cluster in parts for place in cluster)])
    return sorted([merged, *rest], key=lambda cluster: cluster[0])


def _is_overall(report: Report) -> bool:
    """Whether it may speak of several projects: an overall form or report, or prose that names none of its own."""
    return report.kind == "overall" or (report.kind == "narrative" and report.project is None)


def _made(cluster: Sequence[int], given: Sequence[Submitted], way: Literal["file", "apart", "together"]) -> Group:
    reports = [given[place].report for place in cluster]
    found = roles(reports, [given[place].role for place in cluster])
    keys = tuple(
        make_report_key(organisation=one.organisation, project=one.project, year=one.year, role=role)
        for one, role in zip(reports, found, strict=True)
    )
    return Group(tuple(cluster), make_dossier(keys=keys, reports=tuple(reports)), _why(keys, reports, way))


def _why(keys: Iterable[ReportKey], reports: Sequence[Report], way: Literal["file", "apart", "together"]) -> str:
    if len(reports) == 1:
        return ""
    keys = tuple(keys)
    parts = _roles(keys)
    if way == "together":
        return _("按指定作为一套材料：{parts}").format(parts=parts)
    bodies = [one.organisation for one in reports if one.organisation][:1]
    if any(key.role == "annex" for key in keys):
        named = "".join(_("（{name}）").format(name=name) for name in bodies)
        return _("同一文件中的 {parts} 属同一单位{named}，连同所附项目的自评表作为一套材料核对").format(
            parts=parts, named=named
        )
    projects = [one.project for one in reports if one.project]
    named = _("、").join(dict.fromkeys([*bodies, *projects[:1]]))
    told = _("同一文件中的 {parts} 属同一单位、同一项目（{named}），作为一套材料核对") if named else ""
    return (told or _("同一文件中的 {parts} 没有写明不同的单位或项目，作为一套材料核对")).format(
        parts=parts, named=named
    )


def _roles(keys: Sequence[ReportKey]) -> str:
    """自评报告、自评表、所附项目自评表3份: each role once, with how many there are of it."""
    counted = Counter(role_word(key.role) for key in keys)
    return _("、").join(
        word if count == 1 else _("{role}{count}份").format(role=word, count=count) for word, count in counted.items()
    )
