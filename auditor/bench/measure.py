"""Plants and audits: what is found of each fault, what is raised on each clean variant, and how long an audit takes."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from auditor import dossier, pipeline
from auditor.bench import base as bases
from auditor.bench import edits, kinds, variants
from auditor.bench.base import Base
from auditor.bench.kinds import Fault, Plant
from auditor.bench.results import Alarm, Bench, Speed, Trial, Written
from auditor.bench.variants import Rewritten, Variant
from auditor.checks import registry, selection
from auditor.dossier import Given
from auditor.errors import AuditorError
from auditor.model.dossier import DocumentRole, Submission, outcomes_of
from auditor.model.finding import Finding
from auditor.settings import Settings

ROUNDS = 5
"""Audits of one report that its speed is taken from."""

_Case = TypeVar("_Case")
Watch = Callable[[str], None]


def run(
    files: Iterable[Path], settings: Settings, *, seed: int = 0, most: int | None = None,
    faults: Sequence[Fault] | None = None, ways: Sequence[Variant] | None = None, watch: Watch = lambda _name: None,
) -> Bench:  # fmt: skip
    """Try every fault kind and every variant on every report of the files.

    Without `faults` those of the checks that the settings let run. `most` bounds the places of one kind in one report, chosen by `seed`; None takes all. Raises what an audit of the
    unchanged files raises.
    """
    reports = bases.load(files, settings)
    tried = _selected(settings) if faults is None else faults
    trials: list[Trial] = []
    written: list[Written] = []
    for base in reports:
        watch(base.name)
        for kind in tried:
            places = [one for one in kind.plant(base) if edits.apply(base.text, one.edits) != base.text]
            planted = _chosen(places, most, f"{seed}:{base.name}:{kind.name}")
            trials += [_tried(base, kind, one, settings) for one in planted]
        for way in variants.catalogue() if ways is None else ways:
            rewritten = _chosen(list(way.write(base)), most, f"{seed}:{base.name}:{way.name}")
            written += [_written(base, way, one, settings) for one in rewritten]
    return Bench(
        extractor=settings.extractor,
        reports=tuple(base.name for base in reports),
        seed=seed,
        most=most,
        trials=tuple(trials),
        variants=tuple(written),
        speed=tuple(_speed(base, settings) for base in reports),
    )


def _selected(settings: Settings) -> list[Fault]:
    """The fault kinds of the checks that the settings let run."""
    chosen = {check.code for check in selection.choose(registry.catalogue(), settings.select, settings.ignore)}
    return [kind for kind in kinds.catalogue() if kind.check in chosen]


def _chosen(cases: list[_Case], most: int | None, seed: str) -> list[_Case]:
    """A sample of the cases in their own order; the same for the same seed."""
    if most is None or len(cases) <= most:
        return cases
    picked = sorted(random.Random(seed).sample(range(len(cases)), most))  # noqa: S311 - a sample, no secret
    return [cases[place] for place in picked]


def _tried(base: Base, kind: Fault, planted: Plant, settings: Settings) -> Trial:
    text = edits.apply(base.text, planted.edits)
    changed = Rewritten("planted.txt", text.encode())
    new = _between(base, changed, kind.beside, settings) if kind.beside else _new(base, _findings(changed, settings))
    codes = {finding.code for finding in new}
    serious = {finding.code for finding in new if finding.severity != "note"}
    line = base.text.count("\n", 0, planted.place) + 1
    return Trial(
        fault=kind.name,
        check=kind.check,
        report=base.name,
        line=line,
        change=_change(base, planted),
        found=bool(codes & kind.right or serious),
        right=bool(codes & kind.right),
        own=kind.check in codes,
        codes=tuple(sorted(codes)),
    )


def _change(base: Base, planted: Plant) -> str:
    """What was changed, in a few words: old → new."""
    edit = planted.edits[0]
    old, new = base.text[edit.start : edit.end], edit.words
    return f"{_short(old)} → {_short(new)}"


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"


_SHOWN = 24


def _findings(file: Rewritten, settings: Settings) -> list[Finding]:
    """What an audit of the file finds; nothing when it cannot be read, which then counts as a miss."""
    try:
        outcomes = pipeline.audit(file.data, file.name, settings)
    except AuditorError:
        return []
    return [finding for outcome in outcomes for finding in outcome.findings]


def _between(base: Base, file: Rewritten, role: DocumentRole, settings: Settings) -> list[Finding]:
    """What the changed form and the unchanged one beside it, as a report or plan or last year's, do not say alike."""
    unchanged = Given(base.document, role)
    known = {(one.fingerprint, one.value_hash) for one in _told([Given(base.document), unchanged], settings)}
    try:
        document = pipeline.read(file.data, file.name, settings)
        found = _told([Given(document), unchanged], settings)
    except AuditorError:
        return []
    return [one for one in found if (one.fingerprint, one.value_hash) not in known]


def _told(given: Sequence[Given], settings: Settings) -> list[Finding]:
    done = dossier.examine(given, settings, "together")
    between = [finding for result in done.results if isinstance(result, Submission) for finding in result.findings]
    return between + [finding for result in done.results for finding in outcomes_of(result)[0].findings]


def _new(base: Base, found: Iterable[Finding]) -> list[Finding]:
    known = {(finding.fingerprint, finding.value_hash) for finding in base.findings}
    return [finding for finding in found if (finding.fingerprint, finding.value_hash) not in known]


def _written(base: Base, way: Variant, file: Rewritten, settings: Settings) -> Written:
    """The findings that a variant raises beyond those of the report, counted by check.

    The report as it stands is held against nothing: what it raises above a note is false if the report is right.
    """
    known = Counter(finding.code for finding in base.findings) if way.write is not variants.as_it_stands else Counter()
    alarms: list[Alarm] = []
    for finding in _findings(file, settings):
        if known[finding.code] > 0:
            known[finding.code] -= 1
            continue
        alarms.append(Alarm(code=finding.code, severity=finding.severity, message=finding.message))
    return Written(variant=way.name, report=base.name, alarms=tuple(alarms))


def _speed(base: Base, settings: Settings) -> Speed:
    data = base.text.encode()
    taken: list[float] = []
    for _round in range(ROUNDS):
        begin = perf_counter()
        pipeline.audit(data, "speed.txt", settings)
        taken.append((perf_counter() - begin) * 1000)
    ranked = [Decimal(f"{one:.1f}") for one in sorted(taken)]
    return Speed(report=base.name, rows=len(base.rows), rounds=ROUNDS, least=ranked[0], median=ranked[len(ranked) // 2])
