"""What the verbs that audit share: files to outcomes, outcomes to stdout."""

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli import options
from auditor.cli.inputs import take
from auditor.errors import AuditorError, SettingsError
from auditor.locale import gettext as _
from auditor.model.finding import Outcome
from auditor.model.source import Document
from auditor.settings import Settings

if TYPE_CHECKING:
    from auditor.memo.annotate import Original


@dataclass
class Done:
    """The outcomes of a run with the document of each, and what could not be audited."""

    outcomes: list[Outcome] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    """The file of each outcome."""
    failures: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    originals: list["Original"] = field(default_factory=list)
    """The files themselves, where they are asked for."""


def audit_files(files: Sequence[Path], settings: Settings, *, keep: bool = False) -> Done:
    """Audit every file. A file's own trouble is kept in `failures`; a wrong setting stops the run (SettingsError)."""
    from auditor import pipeline
    from auditor.memo.annotate import Original

    options.disclose(settings)
    done = Done()
    for path in files:
        try:
            data, name = take(path)
            document = pipeline.read(data, name, settings)
            outcomes = pipeline.examine(document, settings)
        except SettingsError:
            raise
        except AuditorError as error:
            done.failures.append(str(error))
            continue
        if keep:
            done.originals.append(Original(data, document, pipeline.limits(settings)))
        done.outcomes.extend(outcomes)
        done.documents.extend([document] * len(outcomes))
        done.paths.extend([path] * len(outcomes))
    for baseline, places in _baselines(done, settings).items():
        _compare(done, baseline, places, settings)
    return done


def _baselines(done: Done, settings: Settings) -> dict[Path, list[int]]:
    """The baseline that is set, for all outcomes; else those that stand beside the files, each for its own."""
    from auditor.baseline import beside

    if settings.baseline is not None:
        return {settings.baseline: list(range(len(done.outcomes)))}
    found: dict[Path, list[int]] = {}
    for place, path in enumerate(done.paths):
        if beside(path).is_file():
            found.setdefault(beside(path), []).append(place)
    return found


def _compare(done: Done, path: Path, places: Sequence[int], settings: Settings) -> None:
    """Mark what the baseline accepts, judge again without it, and remark on acceptances that no longer serve."""
    from datetime import UTC, datetime

    from auditor import baseline
    from auditor.diagnosis import verdict

    outcomes = [done.outcomes[place] for place in places]
    compared = baseline.compare(outcomes, baseline.load(path), datetime.now(UTC).astimezone().date())
    for place, outcome in zip(places, compared.outcomes, strict=True):
        done.outcomes[place] = verdict.again(outcome, settings.fail_under)
    done.remarks += compared.remarks


def say(done: Done, shown_as: str, *, brief: bool = False) -> None:
    """The outcomes to stdout in the format asked for."""
    from auditor import memo

    if shown_as != "text":
        click.echo(memo.render(shown_as, done.outcomes, done.documents).decode(), nl=False)
        return
    from auditor.memo.terminal import COLOURED, PLAIN, show

    width = min(shutil.get_terminal_size((100, 24)).columns, 120)
    click.echo(show(done.outcomes, width, COLOURED if colourful() else PLAIN, brief=brief), nl=False)


def colourful() -> bool:
    """Whether stdout is a terminal that wants colour (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def report_failures(done: Done) -> None:
    """Remarks and failures to stderr."""
    for remark in done.remarks:
        click.echo(remark, err=True)
    for failure in done.failures:
        click.echo(_("错误：{error}").format(error=failure), err=True)
