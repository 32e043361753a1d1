"""Pairs of a claim and an indicator that the model may take for one fact: ids go out, ids come back.

Asked are only claims for which likeness of words finds no row, or more than one. Values are not shown: whether two
statements speak of one fact is never decided by their numbers. A pair is a candidate; the verdict stays arithmetic.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from auditor.extract.llm.answers import LinkAnswer
from auditor.extract.llm.comparison import Comparison
from auditor.extract.llm.redact import redact
from auditor.locale import gettext as _
from auditor.model.report import Claim, Proposal, Report
from auditor.text import units
from auditor.text.similarity import Rarity

_SURE = 0.55
"""As alike as the linker asks two subjects to be (auditor/relate)."""

_CLEAR_LEAD = 0.15
"""How much more alike another row must be before a proposed one is refused."""

_LIKELY = 0.3
_UNITS_OF_ANYTHING = frozenset({"percent", "point", "number", "multiple"})
"""A percentage does not say what it is of: for such numbers the words have to be somewhat alike too (as auditor/relate asks)."""

_CLAIMS_PER_CALL = 30
_LINES_PER_CALL = 80
_DIGITS = re.compile(r"[\d０-９]")


class Asked(NamedTuple):
    """The claims of one goal that need a partner, and the rows they may have: indices into the report."""

    goal: int
    claims: tuple[int, ...]
    rows: tuple[int, ...]


class Inquiry(NamedTuple):
    """What one call asks: goals as far as they fit together."""

    goals: tuple[Asked, ...]

    def allows(self, claim: int, row: int) -> bool:
        """Whether the pair was asked for."""
        return any(claim in asked.claims and row in asked.rows for asked in self.goals)

    def text(self, report: Report, *, redacted: bool) -> str:
        """The numbered lines that are sent."""
        lines = [line for asked in self.goals for line in _lines(asked, report)]
        return "\n".join(
            f"[{number}] {redact(line) if redacted else line}" for number, line in enumerate(lines, start=1)
        )


def _lines(asked: Asked, report: Report) -> Iterator[str]:
    goal = _("目标{goal}").format(goal=asked.goal)
    for index in asked.claims:
        yield f"C{index} {goal} {_flat(_subject(report.claims[index]))}"
    for index in asked.rows:
        yield f"R{index} {goal} {_flat(report.indicators[index].name)}{_unit(report, index)}"


def _flat(text: str) -> str:
    return " ".join(text.split())


def inquiries(report: Report) -> Iterator[Inquiry]:
    """What to ask: goal by goal, as many goals in a call as fit."""
    together: list[Asked] = []
    size = 0
    for asked in _open_goals(report):
        length = len(asked.claims) + len(asked.rows)
        if together and size + length > _LINES_PER_CALL:
            yield Inquiry(tuple(together))
            together, size = [], 0
        together.append(asked)
        size += length
    if together:
        yield Inquiry(tuple(together))


def _rarity(report: Report) -> Rarity:
    return Rarity([*(claim.subject for claim in report.claims), *(row.name for row in report.indicators)])


def _open_goals(report: Report) -> Iterator[Asked]:
    rarity = _rarity(report)
    grouped = any(row.goal is not None for row in report.indicators)
    for number in sorted({claim.goal for claim in report.claims if claim.goal is not None}):
        rows = [index for index, row in enumerate(report.indicators) if row.goal == number or not grouped]
        claims = [
            index
            for index, claim in enumerate(report.claims)
            if claim.goal == number and _open(claim, report, rows, rarity)
        ]
        fitting = [row for row in rows if any(_fits(report.claims[claim], report, row) for claim in claims)]
        for start in range(0, len(claims), _CLAIMS_PER_CALL):
            yield Asked(number, tuple(claims[start : start + _CLAIMS_PER_CALL]), tuple(fitting))


def _open(claim: Claim, report: Report, rows: list[int], rarity: Rarity) -> bool:
    """Whether no row is surely the claim's own, or more than one."""
    if claim.role not in {"target", "result"} or claim.quoted or claim.year is not None or len(claim.subject) < 2:
        return False
    fitting = [index for index in rows if _fits(claim, report, index)]
    sure = [index for index in fitting if rarity.similarity(claim.subject, report.indicators[index].name) >= _SURE]
    return bool(fitting) and len(sure) != 1


def _fits(claim: Claim, report: Report, index: int) -> bool:
    row = report.indicators[index]
    value = row.target if claim.role == "target" else row.actual
    return value is not None and value.quantity is not None and units.comparable(claim.quantity, value.quantity)


def proposals(answers: Iterable[tuple[Inquiry, LinkAnswer]], report: Report, note: Comparison) -> tuple[Proposal, ...]:
    """The pairs that may stand: of what was asked, units that can be compared, each claim once, and no other row clearly more alike."""
    rarity = _rarity(report)
    found: dict[int, Proposal] = {}
    for inquiry, answer in answers:
        claim, row = int(answer.claim[1:]), int(answer.indicator[1:])
        if not inquiry.allows(claim, row) or claim in found or not _may_be(report, claim, row, inquiry, rarity):
            note.lost(_("勾稽"), f"{answer.claim}–{answer.indicator}")
            continue
        found[claim] = Proposal(claim=claim, indicator=row)
    return tuple(found[claim] for claim in sorted(found))


def _may_be(report: Report, claim: int, row: int, inquiry: Inquiry, rarity: Rarity) -> bool:
    said = report.claims[claim]
    if not _fits(said, report, row):
        return False
    alike = {
        other: rarity.similarity(said.subject, report.indicators[other].name)
        for asked in inquiry.goals
        if claim in asked.claims
        for other in asked.rows
        if _fits(said, report, other)
    }
    if said.quantity.kind in _UNITS_OF_ANYTHING and alike[row] < _LIKELY:
        return False
    return alike[row] >= max(alike.values()) - _CLEAR_LEAD


def _subject(claim: Claim) -> str:
    return f"{claim.subject}{_bracketed(claim.quantity.unit)}"


def _unit(report: Report, index: int) -> str:
    row = report.indicators[index]
    quantity = next(
        (value.quantity for value in (row.target, row.actual) if value is not None and value.quantity is not None), None
    )
    return _bracketed(quantity.unit) if quantity is not None else ""


def _bracketed(unit: str) -> str:
    return f"（{unit}）" if unit and not _DIGITS.search(unit) else ""
