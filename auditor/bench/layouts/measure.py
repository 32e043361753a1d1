"""Renders, audits and compares: what of every kind of change is read, and which faults are found under it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from auditor import pipeline
from auditor.bench.layouts import facts, render
from auditor.bench.layouts.compare import compare
from auditor.bench.layouts.expected import Rendering
from auditor.bench.layouts.facts import Facts
from auditor.bench.layouts.kinds import Kind
from auditor.bench.layouts.tally import Dressed, Layouts
from auditor.errors import NoReportFound
from auditor.model.finding import Finding, Outcome
from auditor.settings import Settings
from auditor.text.normalize import fold

RENDERINGS = 16
"""How many layouts of each kind the bench tries."""

Watch = Callable[[str], None]
Keep = Callable[[Rendering], None]


class _Audited(NamedTuple):
    text: str
    outcomes: Sequence[Outcome]

    @property
    def findings(self) -> Iterator[Finding]:
        return (finding for outcome in self.outcomes for finding in outcome.findings)


def run(
    tried_kinds: Iterable[Kind], settings: Settings, *, seed: int = 0, each: int = RENDERINGS,
    watch: Watch = lambda _name: None, keep: Keep = lambda _file: None,
) -> Layouts:  # fmt: skip
    """Try so many layouts of each kind. `keep` is handed every file that was tried."""
    read = shipped(settings)
    dressed: list[Dressed] = []
    for kind in tried_kinds:
        watch(kind.name)
        for place in range(each):
            pair = render.pair(kind, seed * each + place, read)
            for file in pair:
                if file is not None:
                    keep(file)
            dressed.append(tried(pair, settings))
    return Layouts(each=each, seed=seed, dressed=tuple(dressed))


def shipped(settings: Settings) -> list[Facts]:
    """The facts of the shipped samples that are text, right and whole."""
    from auditor.bench import base

    reports = [one.report for path in base.samples() for one in _reports(path, settings)]
    return [one for report in reports if (one := facts.read(report)) is not None]


def _reports(path: Path, settings: Settings) -> Sequence[Outcome]:
    return audited(Rendering(kind="", name=path.name, data=path.read_bytes(), forms=()), settings).outcomes


def tried(pair: render.Pair, settings: Settings) -> Dressed:
    """The clean file read and compared, and the planted one searched for its fault."""
    clean, planted = pair
    read = audited(clean, settings)
    raised = {
        severity: tuple(_said(one) for one in read.findings if one.severity == severity)
        for severity in ("error", "warning")
    }
    return Dressed(
        kind=clean.kind,
        name=clean.name,
        cells=compare(clean.forms, read.outcomes, read.text),
        errors=raised["error"],
        warnings=raised["warning"],
        planted=planted.fault if planted else "",
        found=planted is not None and any(names(one, planted) for one in audited(planted, settings).findings),
        refused=not read.outcomes,
    )


def audited(file: Rendering, settings: Settings) -> _Audited:
    """The text and the outcomes of a file; without outcomes where it was refused. Raises what reading a damaged file raises."""
    text = pipeline.read(file.data, file.name, settings).text
    try:
        return _Audited(text, pipeline.audit(file.data, file.name, settings))
    except NoReportFound:
        return _Audited(text, [])


def names(finding: Finding, planted: Rendering) -> bool:
    """Whether a finding above a note speaks of the planted fault."""
    if finding.severity == "note":
        return False
    said = fold(" ".join([finding.message, finding.working, *(one.quote for one in finding.evidence)]))
    return all(_stands_in(fold(sign), said) for sign in planted.signs)


def _stands_in(sign: str, said: str) -> bool:
    """Whether the words stand there, a figure not as a part of another."""
    return re.search(rf"(?<![\d.]){re.escape(sign)}(?!\d|\.\d)", said) is not None


def _said(finding: Finding) -> str:
    return f"{finding.code} {finding.message}"
