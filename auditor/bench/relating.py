"""How well a language model names relations, against reports that a person marked, and what the audit gains and loses by it.

Marked relations are nobody's reading: neither the rules' nor the model's. A relation is right when the marks have one of its kind
between the same figures. A finding is right when its evidence names figures of a marked relation that does not hold.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from auditor import assets, pipeline
from auditor.bench.gold import ASSERTING, Gold, load, sheets
from auditor.locale import gettext as _
from auditor.model.finding import Finding, Outcome
from auditor.model.record import Record
from auditor.model.suggestion import SuggestedKind, Suggestion
from auditor.settings import Settings

_GRAVITY = ("note", "warning", "error")
_SURENESS = ("low", "medium", "high")
_COMPARED = frozenset({"agreed", "reconciled", "contradicted"})

_SAME: dict[SuggestedKind, str] = {
    "sum": "added", "difference": "added", "flow": "added", "mean": "mean", "ratio": "divided", "product": "divided",
    "growth": "growth", "share": "share", "promise": "one", "same": "one", "part": "part", "count": "count", "deadline": "deadline",
}  # fmt: skip
"""Kinds that say the same of the same figures."""


class Related(Record):
    """What a model named about one report, or about several together.

    `named`, `right` and `marked` are relations; `faults` those marked that do not hold, found by the rules alone and with
    the model; `gained` are findings that the rules have not (`errors`, `warnings` and `notes` of them false), `lost` those of the rules that are gone
    or weaker; `asserting` are marked figures, compared by the rules alone and with the model.
    """

    name: str
    named: int = 0
    right: int = 0
    marked: int = 0
    refused: int = 0
    faults: int = 0
    found_by_rules: int = 0
    found: int = 0
    told: int = 0
    """Faults found as a warning or an error."""
    gained: int = 0
    false_errors: int = 0
    false_warnings: int = 0
    false_notes: int = 0
    lost: int = 0
    asserting: int = 0
    compared_by_rules: int = 0
    compared: int = 0

    def say(self) -> str:
        """The figures in a line."""
        told = _(
            "勾稽准确率 {right}/{named}，召回率 {right}/{marked}；埋错查出 {found}/{faults}（只按规则 {ruled}）；新增疑点 {gained}（其中误报：错误 "
            "{errors}、警告 {warnings}、提示 {notes}），丢失 {lost}；核对率 {compared}/{asserting}（只按规则 {before}）"
        )
        return told.format(
            right=self.right, named=self.named, marked=self.marked, found=self.found, faults=self.faults, ruled=self.found_by_rules,
            gained=self.gained, errors=self.false_errors, warnings=self.false_warnings, notes=self.false_notes, lost=self.lost,
            compared=self.compared, asserting=self.asserting, before=self.compared_by_rules,
        )  # fmt: skip


def marked(files: Iterable[Path], *, shipped: bool) -> Iterator[tuple[Path, Gold]]:
    """The shipped samples that are marked, if wanted, and those of the files that have a sheet in a folder gold beside them."""
    samples = assets.folder("samples")
    yield from sheets(samples) if shipped else ()
    for path in files:
        if shipped and path.parent == samples:
            continue
        sheet = path.parent / "gold" / f"{path.stem}.gold.json"
        if sheet.is_file():
            yield path, load(sheet)


def run(
    reports: Iterable[tuple[Path, Gold]], settings: Settings, watch: Callable[[str], None] = lambda _name: None
) -> list[Related]:
    """Ask the model about every marked report. Raises what reading raises."""
    done: list[Related] = []
    for path, gold in reports:
        watch(path.name)
        done.append(one(path, gold, settings))
    return done


def one(path: Path, gold: Gold, settings: Settings) -> Related:
    """What the model named about one report, and what came of it."""
    document = pipeline.read(path.read_bytes(), path.name, settings)
    readings = pipeline.readings(document, settings)
    outcomes = pipeline.judged(document, readings, settings)
    alone = pipeline.examine(document, settings.model_copy(update={"extractor": "rules"}))
    named = [suggestion for reading in readings for suggestion in reading.suggested]
    used = [outcome.usage.relations for outcome in outcomes if outcome.usage and outcome.usage.relations]
    places = gold.places(document.text)
    spots = _Spots(gold, places)
    known = {finding.fingerprint: finding for outcome in alone for finding in outcome.findings}
    found = {finding.fingerprint: finding for outcome in outcomes for finding in outcome.findings}
    gained = [finding for name, finding in found.items() if name not in known]
    false = [finding.severity for finding in gained if not spots.right(finding)]
    return Related(
        name=path.name,
        named=sum(one.named for one in used),
        right=sum(spots.marks(suggestion) for suggestion in named),
        marked=sum(relation.asked is not None for relation in gold.relations),
        refused=sum(len(one.refused) for one in used),
        faults=len(spots.faults),
        found_by_rules=spots.found(known.values()),
        found=spots.found(found.values()),
        told=spots.found(finding for finding in found.values() if finding.severity != "note"),
        gained=len(gained),
        false_errors=false.count("error"),
        false_warnings=false.count("warning"),
        false_notes=false.count("note"),
        lost=sum(_lost(finding, found.get(name)) for name, finding in known.items()),
        asserting=len(spots.asserting),
        compared_by_rules=spots.compared(alone),
        compared=spots.compared(outcomes),
    )


def together(done: Sequence[Related], name: str = "") -> Related:
    """All reports as one."""
    fields = [field for field in Related.model_fields if field != "name"]
    return Related(name=name, **{field: sum(getattr(one, field) for one in done) for field in fields})


def _lost(finding: Finding, now: Finding | None) -> bool:
    if now is None:
        return True
    weaker = _GRAVITY.index(now.severity) < _GRAVITY.index(finding.severity)
    return weaker or _SURENESS.index(now.confidence) < _SURENESS.index(finding.confidence)


class _Fault(NamedTuple):
    result: str | None
    of: frozenset[str]


class _Spots:
    """Where the marked figures stand, and what is marked of them."""

    def __init__(self, gold: Gold, places: dict[str, tuple[int, int]]) -> None:
        self._places = places
        self._marked = {
            (_SAME[kind], frozenset(name for name in (one.result, *one.of) if name))
            for one in gold.relations
            if (kind := one.asked) is not None
        }
        self.faults = [_Fault(one.result, frozenset(one.of)) for one in gold.relations if not one.holds]
        self.asserting = [one.id for one in gold.numbers if one.role in ASSERTING and one.id in places]

    def _at(self, start: int, end: int) -> frozenset[str]:
        return frozenset(name for name, (begin, stop) in self._places.items() if start < stop and begin < end)

    def marks(self, one: Suggestion) -> bool:
        """Whether the marks have a relation of its kind between its figures."""
        sides = [side.number_span for side in (one.result, *one.of) if side is not None]
        names = frozenset().union(*(self._at(span.start, span.end) for span in sides))
        return (_SAME[one.kind], names) in self._marked

    def right(self, finding: Finding) -> bool:
        """Whether its evidence names figures of one relation that does not hold."""
        return any(self._names(finding, fault) for fault in self.faults)

    def found(self, findings: Iterable[Finding]) -> int:
        """The marked faults that findings name."""
        every = list(findings)
        return sum(any(self._names(finding, fault) for finding in every) for fault in self.faults)

    def _names(self, finding: Finding, fault: _Fault) -> bool:
        names = frozenset().union(*(self._at(item.span.start, item.span.end) for item in finding.evidence if item.span))
        result = fault.result is None or fault.result in names
        return result and (not fault.of or bool(fault.of & names))

    def compared(self, outcomes: Iterable[Outcome]) -> int:
        """The marked figures that assert something and were compared."""
        done = [entry.span for outcome in outcomes for entry in outcome.ledger if entry.status in _COMPARED]
        names = frozenset().union(*(self._at(span.start, span.end) for span in done))
        return sum(name in names for name in self.asserting)
