"""What the verbs that audit share: files to outcomes, outcomes to stdout."""

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli import console, options
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
            data, name = take(path, settings)
            made = pipeline.audited(data, name, settings)
        except SettingsError:
            raise
        except AuditorError as error:
            done.failures.append(str(error))
            continue
        if keep:
            done.originals.append(Original(data, made.document, pipeline.limits(settings)))
        done.outcomes.extend(made.outcomes)
        done.remarks.extend(options.not_sent(outcome.usage for outcome in made.outcomes))
        done.documents.extend([made.document] * len(made.outcomes))
    if settings.baseline is not None:
        _compare(done, settings.baseline, settings)
    return done


def _compare(done: Done, path: Path, settings: Settings) -> None:
    """Mark what the baseline accepts, judge again without it, and remark on acceptances that no longer serve."""
    from datetime import UTC, datetime

    from auditor import baseline
    from auditor.diagnosis import verdict

    compared = baseline.compare(done.outcomes, baseline.load(path), datetime.now(UTC).astimezone().date())
    done.outcomes = [verdict.again(outcome, settings.fail_under) for outcome in compared.outcomes]
    done.remarks += compared.remarks


def say(done: Done, shown_as: str, settings: Settings) -> None:
    """The outcomes to stdout in the format asked for."""
    from auditor import memo

    if shown_as != "text":
        console.put(memo.render(shown_as, done.outcomes, done.documents, show_private=settings.show_private))
        return
    from auditor.memo import privacy
    from auditor.memo.terminal import COLOURED, PLAIN, show

    width = min(shutil.get_terminal_size((100, 24)).columns, 120)
    outcomes = privacy.covered(done.outcomes, done.documents).outcomes
    click.echo(show(outcomes, width, COLOURED if colourful() else PLAIN), nl=False)


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
