"""What a view over many reports needs of each of them: who it is, money, scores, texts, and figures with their subjects."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.model.dossier import DocumentRole, Result, Submission
from auditor.model.finding import Outcome
from auditor.model.portfolio import Facts, Figure, Form, Passage, PassageKind, Spent
from auditor.model.report import BudgetLine, Indicator, Report, Statement
from auditor.text.amounts import YUAN

SHORTEST = 40
"""Characters below which a text is not kept: nothing can be said of who wrote it first."""


def facts(results: Sequence[Result], shown: Sequence[Result]) -> Facts:
    """The facts of results; texts are of `shown`, where what is private of persons is hidden."""
    return Facts(forms=tuple(_forms(results, shown)))


def _forms(results: Sequence[Result], shown: Sequence[Result]) -> Iterator[Form]:
    for result, covered in zip(results, shown, strict=True):
        if isinstance(result, Submission) and isinstance(covered, Submission):
            for one, other, document in zip(result.outcomes, covered.outcomes, result.documents, strict=True):
                yield _form(one, other.report, document.role)
        elif isinstance(result, Outcome) and isinstance(covered, Outcome):
            yield _form(result, covered.report, _alone(result.report))


def _alone(report: Report) -> DocumentRole:
    if report.kind == "plan":
        return "plan"
    return "report" if report.kind == "narrative" else "table"


def _form(outcome: Outcome, shown: Report, role: DocumentRole) -> Form:
    report = outcome.report
    scored = [row for row in report.indicators if row.weight and row.score is not None]
    reviewed = [_taken_off(row) for row in report.indicators]
    deviations = [one for one in reviewed if one is not None]
    total = _line(report, "total")
    return Form(
        kind=report.kind,
        role=role,
        profile=outcome.tool.profile,
        organisation=report.organisation,
        project=report.project,
        year=report.year,
        score=outcome.impact.score_stated,
        spent=_spent(total),
        project_spent=_spent(_line(report, "project")),
        rate=total.rate if total is not None else None,
        rows=len(scored),
        full=sum(1 for row in scored if row.score == row.weight),
        reviewed=len(deviations),
        deviation=sum(deviations, Decimal(0)) if deviations else None,
        projects=tuple(_projects(report)),
        passages=tuple(_passages(shown)),
        figures=tuple(_figures(shown)),
    )


def _taken_off(row: Indicator) -> Decimal | None:
    """What the reviewer gave less than the unit gave itself."""
    if row.reviewed is None or row.reviewed.score is None or row.score is None:
        return None
    return row.score - row.reviewed.score


def _line(report: Report, part: str) -> BudgetLine | None:
    return next((line for line in report.budget if line.part == part and line.spent is not None), None)


def _spent(line: BudgetLine | None) -> Spent | None:
    if line is None or line.spent is None:
        return None
    exponent = line.spent.as_tuple().exponent
    half = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
    yuan = YUAN[line.unit]
    return Spent(low=(line.spent - half) * yuan, high=(line.spent + half) * yuan, printed=f"{line.spent}{line.unit}")


_COUNT = r"(?P<count>[\d零〇一二两三四五六七八九十百]+)\s*个"
_SELF = r"(?:绩效)?(?:自评|自我评价)"
_PROJECTS = (
    re.compile(rf"{_COUNT}[^，。；、\d]{{0,10}}项目(?:支出)?[^，。；、\d]{{0,12}}{_SELF}"),
    re.compile(rf"{_SELF}[^，。；、\d]{{0,8}}项目(?:支出)?[^，。；、\d]{{0,6}}{_COUNT}"),
)
"""对2024年度12个项目支出开展了绩效自评; 纳入绩效自评的项目共12个."""


def _projects(report: Report) -> Iterator[Figure]:
    """How many projects a text says were evaluated by the unit itself."""
    texts = [said.text for said in report.prose] + [goal.actual.text for goal in report.goals if goal.actual]
    texts += [report.conclusion.text] if report.conclusion is not None else []
    for text in dict.fromkeys(texts):
        for pattern in _PROJECTS:
            for found in pattern.finditer(text):
                yield Figure(subject=found[0], printed=found["count"])


def _figures(report: Report) -> Iterator[Figure]:
    """What texts and rows assert, with its subject."""
    for claim in report.claims:
        if (
            claim.role in _ASSERTING
            and not claim.quoted
            and not claim.planned
            and len(claim.subject) >= _SHORTEST_SUBJECT
        ):
            yield Figure(subject=claim.subject, printed=claim.quantity.text, row=claim.role == "row-actual")


_ASSERTING = frozenset({"result", "reason", "conclusion", "prose", "row-actual"})
_SHORTEST_SUBJECT = 3


def _passages(report: Report) -> Iterator[Passage]:
    for goal in report.goals:
        yield from _passage("result", f"目标{goal.number}", goal.actual)
    for row in report.indicators:
        if row.actual is not None and len(row.actual.text) >= SHORTEST:
            yield Passage(kind="result", about=row.name, text=row.actual.text)
        if row.reason is not None and len(row.reason) >= SHORTEST:
            yield Passage(kind="reason", about=row.name, text=row.reason)
    yield from _passage("reason", "", report.budget_reason)
    for note in report.notes:
        yield from _passage("problem", "", note)
    for said in report.prose:
        if not said.planned:
            yield from _passage("result", "", said)


def _passage(kind: PassageKind, about: str, said: Statement | None) -> Iterator[Passage]:
    if said is not None and len(said.text) >= SHORTEST:
        yield Passage(kind=kind, about=about, text=said.text)
