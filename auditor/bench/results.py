"""What a bench run gave, case by case, and the shares that follow from it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Literal

from auditor.bench.interval import Share, wilson
from auditor.bench.layouts.tally import Layouts
from auditor.model.finding import Severity
from auditor.model.record import Record


class Trial(Record):
    """One planted fault and what became of it.

    `found`: a new finding above a note, or of any severity under a right code; `right`: under a right code; `own`: under
    the code of the check that the kind tries.
    """

    fault: str
    check: str
    report: str
    line: int
    change: str
    found: bool
    right: bool
    own: bool
    codes: tuple[str, ...]


class Alarm(Record):
    """A finding on a clean variant that the report itself does not have."""

    code: str
    severity: Severity
    message: str


class Written(Record):
    """One clean variant and what it raised."""

    variant: str
    report: str
    alarms: tuple[Alarm, ...]


class Speed(Record):
    """How long an audit of a report takes, from its bytes to the Outcome, in milliseconds."""

    report: str
    rows: int
    rounds: int
    least: Decimal
    median: Decimal


class Paired(Record):
    """One way of changing tables: mates that there are, pairs that were found, and how many of them are right."""

    way: str
    wanted: int
    found: int
    right: int

    @property
    def precision(self) -> Share | None:
        """The share of the pairs found that are right."""
        return wilson(self.right, self.found)

    @property
    def recall(self) -> Share | None:
        """The share of the mates that were found."""
        return wilson(self.right, self.wanted)


class Spoken(Record):
    """The sentences of one kind of relation: how many are wrong and right, which wrong ones were missed and which right ones accused."""

    kind: str
    wrong: int
    right: int
    missed: tuple[str, ...]
    accused: tuple[str, ...]

    @property
    def found(self) -> Share | None:
        """The share of the wrong ones that was found."""
        return wilson(self.wrong - len(self.missed), self.wrong)

    @property
    def alarmed(self) -> Share | None:
        """The share of the right ones that was accused."""
        return wilson(len(self.accused), self.right)


class Bench(Record):
    """A whole run."""

    extractor: Literal["rules", "llm", "both"]
    reports: tuple[str, ...]
    seed: int
    most: int | None
    trials: tuple[Trial, ...]
    variants: tuple[Written, ...]
    speed: tuple[Speed, ...]
    layouts: Layouts | None = None
    pairing: tuple[Paired, ...] = ()
    sentences: tuple[Spoken, ...] = ()


class Tally(Record):
    """Trials counted."""

    planted: int
    found: int
    right: int
    own: int

    @property
    def recall(self) -> Share | None:
        """The share that was found."""
        return wilson(self.found, self.planted)

    @property
    def right_code(self) -> Share | None:
        """The share that was found under a right code."""
        return wilson(self.right, self.planted)


def tally(trials: Iterable[Trial]) -> Tally:
    """The trials counted."""
    counted = list(trials)
    return Tally(
        planted=len(counted),
        found=sum(trial.found for trial in counted),
        right=sum(trial.right for trial in counted),
        own=sum(trial.own for trial in counted),
    )


def grouped(trials: Iterable[Trial], by: Callable[[Trial], str]) -> dict[str, Tally]:
    """The trials counted by a name of theirs, in the order of the names."""
    groups: dict[str, list[Trial]] = defaultdict(list)
    for trial in trials:
        groups[by(trial)].append(trial)
    return {name: tally(groups[name]) for name in sorted(groups)}


def alarms(written: Iterable[Written], severity: Severity) -> list[Alarm]:
    """The alarms of one severity."""
    return [alarm for one in written for alarm in one.alarms if alarm.severity == severity]


def missed(bench: Bench) -> list[Trial]:
    """The trials that were not found under a right code."""
    return [trial for trial in bench.trials if not trial.right]


def spoken(told: Iterable[Spoken], name: str) -> Spoken:
    """The sentences of all kinds under one name."""
    kinds = list(told)
    return Spoken(
        kind=name,
        wrong=sum(one.wrong for one in kinds),
        right=sum(one.right for one in kinds),
        missed=tuple(words for one in kinds for words in one.missed),
        accused=tuple(words for one in kinds for words in one.accused),
    )
