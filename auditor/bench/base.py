"""A report to plant faults in: its text, what was read in it, and what the audit finds before anything is planted."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import NamedTuple

from auditor import assets, pipeline, profiles
from auditor.model.finding import Finding, Outcome
from auditor.model.quantity import Quantity
from auditor.model.report import Claim, Indicator, Report
from auditor.model.source import Document, Span
from auditor.profiles import Profile
from auditor.settings import Settings
from auditor.text import quantities, units
from auditor.text.normalize import fold


class Fact(NamedTuple):
    """What a report says more than once: a row, and the claims of its goal that print the row's target and actual.

    Told by equal values of convertible units and a common word, the one way in which a right report lets itself be
    tied without the linking under test; a value that stands twice in a goal identifies nothing.
    """

    row: int
    promise: int | None = None
    result: int | None = None


@dataclass(frozen=True)
class Base:
    """One report of a file."""

    name: str
    text: str
    document: Document
    report: Report
    findings: tuple[Finding, ...]
    """What the audit finds in the whole file, which may hold other reports too."""
    profile: Profile

    @property
    def rows(self) -> tuple[Indicator, ...]:
        """The rows of its indicator table."""
        return self.report.indicators

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What its narrative asserts."""
        return self.report.claims

    def quote(self, span: Span) -> str:
        """The characters that stand at a place."""
        return self.text[span.start : span.end]

    def line(self, span: Span) -> Span:
        """The whole line that a place stands in, without its end."""
        start = self.text.rfind("\n", 0, span.start) + 1
        end = self.text.find("\n", span.start)
        return Span(start=start, end=len(self.text) if end < 0 else end)

    def facts(self) -> list[Fact]:
        """The facts that its narrative and its table both print."""
        promises = dict(self._twins("target", [row.target.quantity if row.target else None for row in self.rows]))
        results = dict(self._twins("result", [row.actual.quantity if row.actual else None for row in self.rows]))
        return [
            Fact(index, promises.get(index), results.get(index))
            for index in range(len(self.rows))
            if index in promises or index in results
        ]

    def _twins(self, role: str, values: list[Quantity | None]) -> Iterator[tuple[int, int]]:
        """Rows with the one claim of their goal that prints the same value."""
        for index, value in enumerate(values):
            goal = self.rows[index].goal
            if value is None:
                continue
            same = [
                place
                for place, claim in enumerate(self.claims)
                if claim.role == role and goal in (None, claim.goal) and _equal(claim.quantity, value)
            ]
            alike = [
                other for other, row in zip(values, self.rows, strict=True) if row.goal == goal and _same(other, value)
            ]
            if len(same) == 1 and len(alike) == 1 and self._share_a_word(same[0], index):
                yield index, same[0]

    def _share_a_word(self, claim: int, row: int) -> bool:
        clause, name = fold(self.quote(self.claims[claim].clause)), fold(self.rows[row].name)
        return any(name[place : place + 2] in clause for place in range(len(name) - 1))


def _equal(a: Quantity, b: Quantity) -> bool:
    converted = units.converted(a, b)
    return converted is not None and converted.value == b.value


def _same(a: Quantity | None, b: Quantity) -> bool:
    return a is not None and _equal(a, b)


def samples() -> list[Path]:
    """The shipped samples that are right: those whose sheet expects no finding."""
    folder = assets.folder("samples")
    sheets = [json.loads(sheet.read_text(encoding="utf-8")) for sheet in sorted((folder / "expected").glob("*.json"))]
    return [folder / sheet["report"] for sheet in sheets if not sheet["must"]]


def load(files: Iterable[Path], settings: Settings) -> list[Base]:
    """The reports of files. Whatever its format, a report is audited here as the text it was read as.

    Raises what an audit of the files raises.
    """
    return [base for path in files for base in of_text(path.name, _text(path, settings), settings)]


def _text(path: Path, settings: Settings) -> str:
    return pipeline.read(path.read_bytes(), path.name, settings).text


def of_text(name: str, text: str, settings: Settings) -> list[Base]:
    """The reports of a text."""
    plain = f"{PurePath(name).stem}.txt"
    data = text.encode()
    document = pipeline.read(data, plain, settings)
    outcomes = pipeline.audit(data, plain, settings)
    findings = tuple(finding for outcome in outcomes for finding in outcome.findings)
    return [_base(name, document, outcome, findings) for outcome in outcomes]


def _base(name: str, document: Document, outcome: Outcome, findings: tuple[Finding, ...]) -> Base:
    return Base(
        name=name,
        text=document.text,
        document=document,
        report=outcome.report,
        findings=findings,
        profile=profiles.load(outcome.tool.profile),
    )


def stated(text: str, span: Span) -> list[Quantity]:
    """The quantities that stand at a place, with their places in the document."""
    return [one for one in quantities.find(text[span.start : span.end], span.part) if one.claimed]
