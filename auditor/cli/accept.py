"""`auditor accept`: accept a finding, with a name and a reason."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from auditor.cli import FOUND_NOTHING, options
from auditor.cli.work import audit_files
from auditor.errors import SettingsError
from auditor.locale import gettext as _

DEFAULT = Path("auditor-baseline.toml")


@click.command("accept", help=_("接受一条疑点：写入基线文件，以后显示为已接受；数值一变即重新列出。"))
@options.one_file
@click.option("--finding", "fingerprint", required=True, metavar="FP", help=_("疑点的指纹（可只写开头几位）"))
@click.option("--by", "who", required=True, metavar="WHO", help=_("由谁接受"))
@click.option("--reason", required=True, metavar="TEXT", help=_("为什么接受"))
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help=_("有效至（YYYY-MM-DD）"))
@options.judging
def command(file: Path, fingerprint: str, who: str, reason: str, until: datetime | None, **flags: Any) -> int:  # noqa: ANN401
    """Audit the file, find the finding, write it to the baseline."""
    from auditor import baseline
    from auditor.memo import privacy

    settings = options.settings_of(flags)
    _require(who, reason, _day(until))
    target = settings.baseline or DEFAULT
    bare = settings.model_copy(update={"baseline": None})
    done = audit_files([file], bare)
    if done.failures:
        raise SettingsError(done.failures[0])
    outcome, _whole = baseline.pick(done.outcomes, fingerprint)
    _covered, finding = baseline.pick(privacy.covered(done.outcomes, done.documents).outcomes, fingerprint)
    entry = baseline.entry(outcome, finding, by=who, reason=reason, until=_day(until))
    baseline.change(target, lambda entries: baseline.added(entries, entry))
    click.echo(_("已接受 {code}：{message}").format(code=finding.code, message=finding.message), err=True)
    click.echo(_("写入 {name}；核对时用 --baseline {name}，或写进 auditor.toml。").format(name=target), err=True)
    return FOUND_NOTHING


def _require(who: str, reason: str, until: date | None) -> None:
    """Raises SettingsError for an acceptance that nobody answers for or that has already ended."""
    if not who.strip() or not reason.strip():
        raise SettingsError(_("接受疑点须写明由谁接受（--by）和理由（--reason），不能空白。"))
    if until is not None and until < datetime.now(UTC).astimezone().date():
        raise SettingsError(_("--until {until} 已经过去：请写将来的日期，或不写。").format(until=until.isoformat()))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
