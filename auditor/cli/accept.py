"""`auditor accept`: accept findings, with a name and a reason."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import reduce
from pathlib import Path
from typing import Any

import click

from auditor.cli import FOUND_NOTHING, lists, options, vouching
from auditor.cli.inputs import STDIN
from auditor.cli.work import Done, audit_files, inputs_of
from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.model.finding import Finding, Outcome

_NUMBER = re.compile(r"\d{1,3}(?:-\d{1,3})?")
"""5 and 5-2, as the list of the last run numbers them; a fingerprint has more characters."""
_AS_TYPED = str.maketrans({**dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\uff0d", "-"), "\uff1a": ":", "\u2060": None})
"""A number that was copied from a Word memo has a hyphen that breaks no line."""
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("accept", help=_("接受疑点：写入基线文件，以后显示为已接受；数值一变即重新列出。"))
@options.files
@click.option(
    "--finding",
    "asked",
    required=True,
    multiple=True,
    metavar="FP|N",
    help=_("疑点的指纹（可只写开头 8 位）或清单中的序号（5 或 5-2），可重复，也可用逗号分隔"),
)
@click.option("--by", "who", required=True, metavar="WHO", help=_("由谁接受"))
@click.option("--on", type=_DAY, metavar="DATE", help=_("何时接受（YYYY-MM-DD），不写则不记"))
@click.option("--reason", required=True, metavar="TEXT", help=_("为什么接受"))
@click.option("--until", type=_DAY, metavar="DATE", help=_("有效至（YYYY-MM-DD）"))
@options.documents
@options.judging
def command(
    files: tuple[Path, ...],
    asked: tuple[str, ...],
    who: str,
    *,
    on: datetime | None,
    reason: str,
    until: datetime | None,
    **flags: Any,  # noqa: ANN401
) -> int:
    """Audit the file, or the files of one submission, as the last run did, find the findings, write them to the baseline."""
    from auditor import baseline
    from auditor.memo import privacy

    settings = options.settings_of(flags)
    _require(who, reason, _day(until))
    target = settings.baseline or (baseline.beside(files[0]) if files[0] != STDIN else Path(baseline.NAME))
    known = settings if target.is_file() else settings.model_copy(update={"baseline": None})
    vouching.require(target)
    done = audit_files(inputs_of(files, flags), known)
    if done.failures:
        raise SettingsError(done.failures[0])
    names = [name for one in asked for name in one.replace("，", ",").split(",")]
    numbered = lists.last(done.inputs, settings) or lists.shown(
        privacy.covered_results(done.results, done.files).results
    )
    found = [pair for name in names for pair in _named(done, numbered, name)]
    made = [
        baseline.entry(outcome, finding, by=who, reason=reason, until=_day(until), on=_day(on))
        for outcome, finding in found
    ]
    baseline.change(target, lambda entries: reduce(baseline.added, made, tuple(entries)))
    vouching.vouch(target)
    for _outcome, finding in found:
        click.echo(_("已接受 {code}：{message}").format(code=finding.code, message=finding.message), err=True)
    click.echo(
        _("写入 {name}；与报告放在一处即可自动找到，否则用 --baseline 或写进 auditor.toml。").format(name=target),
        err=True,
    )
    return FOUND_NOTHING


def _named(done: Done, numbered: Sequence[lists.Numbered], name: str) -> list[tuple[Outcome, Finding]]:
    """The findings that a number of the list, or a fingerprint, means, as papers show them. Raises SettingsError for none.

    2:5 is number 5 of the second form, where a run was over several.
    """
    from auditor import baseline, dossier
    from auditor.memo import privacy

    which, _colon, name = name.strip().translate(_AS_TYPED).rpartition(":")
    chosen = _chosen(which, len(done.results))
    told = privacy.covered_results(done.results, done.files).results
    whole = [(place, one) for place in chosen for one in dossier.bearers(done.results[place])]
    covered = [one for place in chosen for one in dossier.bearers(told[place])]
    if not _NUMBER.fullmatch(name):
        outcome, finding = baseline.pick(covered, name)
        return [(next(one for (_place, one), shown in zip(whole, covered, strict=True) if shown is outcome), finding)]
    found: dict[int, list[tuple[Outcome, Finding]]] = {}
    for (place, one), as_shown in zip(whole, covered, strict=True):
        wanted = numbered[place].get(name, ()) if place < len(numbered) else ()
        for finding in as_shown.findings:
            if finding.fingerprint in wanted:
                found.setdefault(place, []).append((one, finding))
    if len(found) > 1:
        message = _("第 {number} 项在 {count} 份表的清单中都有：请写明哪一份，例如 {example}。")
        first = min(found) + 1
        raise SettingsError(message.format(number=name, count=len(found), example=f"{first}:{name}"))
    if not found:
        raise SettingsError(_("清单中没有第 {number} 项：请按上次核对的序号，或用指纹。").format(number=name))
    return next(iter(found.values()))


def _chosen(which: str, count: int) -> list[int]:
    """The places of the results that are meant. Raises SettingsError for one that is not there."""
    if not which:
        return list(range(count))
    if not which.isdecimal() or not 1 <= int(which) <= count:
        raise SettingsError(_("没有第 {which} 份表：这次核对了 {count} 份。").format(which=which, count=count))
    return [int(which) - 1]


def _require(who: str, reason: str, until: date | None) -> None:
    """Raises SettingsError for an acceptance that nobody answers for or that has already ended."""
    if not who.strip() or not reason.strip():
        raise SettingsError(_("接受疑点须写明由谁接受（--by）和理由（--reason），不能空白。"))
    if until is not None and until < datetime.now(UTC).astimezone().date():
        raise SettingsError(_("--until {until} 已经过去：请写将来的日期，或不写。").format(until=until.isoformat()))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
