"""The numbers of the last list of a file, kept so that what is accepted by number is what was shown under it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from auditor.locale import gettext as _
from auditor.model.dossier import Result, Submission
from auditor.settings import Settings, cache_folder
from auditor.writing import write_whole

_SCHEMA = "auditor/list/1"

Numbered = Mapping[str, Sequence[str]]
"""What a number of the list means, as fingerprints."""


def keep(paths: Sequence[Path], lists: Sequence[Numbered], settings: Settings) -> None:
    """Keep the lists of a run over these files, one for each result: fingerprints alone, no words of the report."""
    if settings.no_cache:
        return
    file = _file(paths, settings)
    told = json.dumps({"schema": _SCHEMA, "lists": [dict(one) for one in lists]}).encode()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, told, private=True)
    except OSError as error:
        message = _("没有留下清单的序号（{why}）：按序号接受时会重新编号，请先看清再接受，或用指纹。")
        click.echo(message.format(why=error.strerror or error), err=True)


def last(paths: Sequence[Path], settings: Settings) -> list[Numbered] | None:
    """The lists of the last run over these files; None where none was kept."""
    try:
        stated = json.loads(_file(paths, settings).read_text(encoding="utf-8"))
        if stated["schema"] != _SCHEMA:
            return None
        return [{str(name): list(map(str, prints)) for name, prints in one.items()} for one in stated["lists"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _file(paths: Sequence[Path], settings: Settings) -> Path:
    key = "\n".join(sorted(str(path.resolve()) for path in paths))
    return (
        cache_folder(settings)
        / "lists"
        / (hashlib.sha256(key.encode(errors="surrogateescape")).hexdigest()[:24] + ".json")
    )


def shown(results: Sequence[Result]) -> list[Numbered]:
    """What the numbers of an audit's own list mean, result by result."""
    return [_numbered(one) for one in results]


def _numbered(result: Result) -> Numbered:
    from auditor.memo import submission
    from auditor.memo.contents import contents

    matters = submission.told(result).matters if isinstance(result, Submission) else contents(result).matters
    whole = {str(matter.number): [item.fingerprint for item in matter.items] for matter in matters}
    return whole | {
        item.label: [item.fingerprint] for matter in matters for item in matter.items if item.label not in whole
    }
