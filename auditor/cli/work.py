"""What the verbs that audit share: files to outcomes, outcomes to stdout."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from auditor.cli import console, lists, options
from auditor.cli.inputs import take
from auditor.locale import gettext as _
from auditor.model.dossier import DocumentRole, Result, Submission, Way, outcomes_of
from auditor.model.finding import Finding, Outcome
from auditor.model.source import Document
from auditor.settings import Settings

if TYPE_CHECKING:
    from auditor.memo.annotate import Original


class Inputs(NamedTuple):
    """The files of a run: those under audit, whether they belong together, and those for comparison only."""

    files: Sequence[Path]
    way: Way = "file"
    plans: Sequence[Path] = ()
    last_years: Sequence[Path] = ()

    @property
    def all(self) -> list[Path]:
        """Every file that is read."""
        return [*self.files, *self.plans, *self.last_years]

    @property
    def held_together(self) -> Way:
        """What is given for comparison only belongs to the files under audit."""
        return "together" if self.plans or self.last_years else self.way

    def roles(self) -> Iterator[tuple[Path, DocumentRole | None]]:
        """Every file with the role that its flag gives it."""
        yield from ((path, None) for path in self.files)
        yield from ((path, "plan") for path in self.plans)
        yield from ((path, "last-year") for path in self.last_years)


def inputs_of(files: Sequence[Path], flags: Mapping[str, Any]) -> Inputs:
    """The files of a run, given click's parameters."""
    return Inputs(files, flags["way"] or "file", flags["plans"], flags["last_years"])


class Done:
    """What a run over these files gave, a form alone or a submission each, with the files of each, and what could not be audited."""

    def __init__(self, inputs: Sequence[Path]) -> None:
        self.inputs = inputs
        self.results: list[Result] = []
        self.files: list[tuple[Document, ...]] = []
        self.paths: list[Path] = []
        """The file of each result; of a submission the first."""
        self.failures: list[str] = []
        self.remarks: list[str] = []
        self.originals: list[Original] = []
        """The files themselves, where they are asked for."""

    @cached_property
    def covered(self) -> list[Result]:
        """The results as they are shown, once all are there: what is private is hidden."""
        from auditor.memo import privacy

        return privacy.covered_results(self.results, self.files).results

    @property
    def outcomes(self) -> list[Outcome]:
        """The outcome of every form, in order."""
        return [outcome for result in self.results for outcome in outcomes_of(result)]

    @property
    def findings(self) -> list[Finding]:
        """Every finding, those between documents included."""
        between = [one for result in self.results if isinstance(result, Submission) for one in result.findings]
        return between + [finding for outcome in self.outcomes for finding in outcome.findings]


def audit_files(inputs: Inputs, settings: Settings, *, keep: bool = False) -> Done:
    """Audit every file. A file's own trouble is kept in `failures`; a wrong setting stops the run (SettingsError)."""
    from auditor import dossier, pipeline

    options.disclose(settings)
    done = Done(inputs=inputs.all)
    read: dict[int, Path] = {}

    def audited(path: Path) -> pipeline.Audited:
        data, name = take(path, settings)
        with options.watching(settings):
            made = pipeline.audited(data, name, settings)
        if keep:
            from auditor.memo.annotate import Original

            done.originals.append(Original(data, made.document, pipeline.limits(settings)))
        done.remarks.extend(options.not_sent(outcome.usage for outcome in made.outcomes))
        read[id(made.document)] = path
        return made

    alone = dossier.alone((role, partial(audited, path)) for path, role in inputs.roles())
    done.failures = [str(trouble.error) for trouble in alone.troubles]
    gathered = dossier.held_together(alone.forms, settings, inputs.held_together)
    done.results, done.files = list(gathered.results), list(gathered.documents)
    done.paths = [read[id(documents[0])] for documents in done.files]
    for baseline, places in _baselines(done, settings).items():
        _compare(done, baseline, places, settings)
    return done


def _baselines(done: Done, settings: Settings) -> dict[Path, list[int]]:
    """The baseline that is set, for all results; else those that stand beside the files, each for its own.

    One that nobody here vouches for is left aside, with a remark: it may have come with the reports to hide what is wrong.
    """
    from auditor.baseline import beside
    from auditor.cli import vouching

    found: dict[Path, list[int]] = {}
    if settings.baseline is not None:
        found[settings.baseline] = list(range(len(done.results)))
    else:
        for place, path in enumerate(done.paths):
            if beside(path).is_file():
                found.setdefault(beside(path), []).append(place)
    foreign = [path for path in found if path.is_file() and not vouching.is_vouched(path)]
    done.remarks += [vouching.untrusted(path) for path in foreign]
    return {path: places for path, places in found.items() if path not in foreign}


def _compare(done: Done, path: Path, places: Sequence[int], settings: Settings) -> None:
    """Mark what the baseline accepts, judge again without it, and remark on acceptances that no longer serve."""
    from datetime import UTC, datetime

    from auditor import baseline, dossier
    from auditor.diagnosis import verdict

    accepted, today = baseline.load(path), datetime.now(UTC).astimezone().date()
    held = [outcome for place in places for outcome in dossier.bearers(done.results[place])]
    compared = baseline.compare(held, accepted, today)
    marked = iter(compared.outcomes)
    for place in places:
        bearers = [next(marked) for _one in dossier.bearers(done.results[place])]
        judged = verdict.again_together(bearers, settings.fail_under)
        done.results[place] = dossier.borne(done.results[place], judged)
    count = sum(finding.accepted is not None for one in compared.outcomes for finding in one.findings)
    if count:
        done.remarks.append(_("按基线 {name} 有 {count} 处已接受，不计入结论。").format(name=path, count=count))
    done.remarks += compared.remarks


def say(done: Done, shown_as: str, settings: Settings, *, brief: bool = False) -> None:
    """The outcomes to stdout in the format asked for."""
    from auditor import memo

    if shown_as != "text":
        console.put(memo.render_all(shown_as, done.results, done.files, show_private=settings.show_private))
        return
    from auditor.memo.submission import show
    from auditor.memo.terminal import COLOURED, PLAIN

    width = min(shutil.get_terminal_size((100, 24)).columns, 120)
    click.echo(show(done.covered, width, COLOURED if colourful() else PLAIN, brief=brief), nl=False)


def keep_numbers(done: Done, settings: Settings) -> None:
    """Keep what the numbers of the list that was shown mean, for `auditor accept`."""
    lists.keep(done.inputs, lists.shown(done.covered), settings)


def colourful() -> bool:
    """Whether stdout is a terminal that wants colour (https://no-color.org)."""
    return (
        sys.stdout is not None
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )


def report_failures(done: Done) -> None:
    """Remarks and failures to stderr."""
    for remark in done.remarks:
        click.echo(remark, err=True)
    for failure in done.failures:
        click.echo(_("错误：{error}").format(error=failure), err=True)
