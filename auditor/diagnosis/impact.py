"""Score and grade with each provable correction."""

from collections.abc import Sequence
from decimal import Decimal

from auditor.model.finding import Cause, Correction, Finding, Impact, make_correction, make_impact
from auditor.model.report import Report
from auditor.profiles import Profile

_OPEN = frozenset({"unit-slip", "digit-slip", "definition", "copied-from-target", "row-missing"})
"""Causes under which a number may be right and another wrong or missing: no correction is provable before that is settled."""


def impact(
    report: Report, profile: Profile, findings: Sequence[Finding], causes: Sequence[Cause], *, added: bool
) -> Impact:
    """The score as stated and with the corrections that arithmetic or a formula proves, one after another.

    `added` says that the total was added up. Nothing is recomputed where no score is stated, or where the total could not
    be added up and nothing is to be corrected.
    """
    total, conclusion = report.total, report.conclusion
    stated = [one.score for one in (conclusion, total) if one is not None and one.score is not None]
    grades = [one.grade.value for one in (conclusion, total) if one is not None and one.grade is not None]
    if not stated:
        return make_impact(grade_stated=grades[0] if grades else None)
    base = total.score if total is not None and total.score is not None else stated[0]
    corrections = _corrections(base, profile, findings, causes)
    recomputed = corrections[-1].score if corrections else base if added else None
    return make_impact(
        score_stated=stated[0],
        score_recomputed=recomputed,
        grade_stated=grades[0] if grades else None,
        grade_recomputed=grade(recomputed, profile) if recomputed is not None else None,
        corrections=tuple(corrections),
    )


def _corrections(
    score: Decimal, profile: Profile, findings: Sequence[Finding], causes: Sequence[Cause]
) -> list[Correction]:
    unsettled = {fingerprint for cause in causes if cause.kind in _OPEN for fingerprint in cause.findings}
    made = []
    for finding in sorted(findings, key=lambda one: one.code != "SC01"):
        if finding.score_change is None or finding.confidence != "high" or finding.fingerprint in unsettled:
            continue
        score += finding.score_change
        made.append(
            make_correction(
                code=finding.code,
                finding=finding.fingerprint,
                change=finding.score_change,
                score=score,
                grade=grade(score, profile),
            )
        )
    return made


def grade(score: Decimal, profile: Profile) -> str | None:
    """The grade that a score earns; None where the profile has no grades."""
    best_first = sorted(profile.grades.items(), key=lambda item: -item[1])
    return next((name for name, least in best_first if score >= least), None)
