"""What became of an earlier list: how much of it is done, how much is left, and what is new."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.memo.todo import Task

SCHEMA = "auditor/selfcheck/1"
SUFFIX = ".selfcheck.json"


class Progress(NamedTuple):
    """How a list compares with an earlier one, by fingerprint."""

    done: tuple[str, ...]
    """What stood on the earlier list and no longer does, as it was said there."""
    left: int
    new: frozenset[str]
    """By fingerprint what did not stand on it."""

    @property
    def words(self) -> str:
        """与上次相比：已办 3 项，未办 2 项，新增 1 项."""
        return _("与上次相比：已办 {done} 项，未办 {left} 项，新增 {new} 项。").format(
            done=len(self.done), left=self.left, new=len(self.new)
        )


def kept(paths: Sequence[Path], folder: Path) -> Path:
    """Where the list of these files is kept for the next run: in our own folder, never beside what was submitted."""
    named = "\n".join(sorted(str(path.resolve()) for path in paths))
    return folder / "selfcheck" / (hashlib.sha256(named.encode(errors="surrogateescape")).hexdigest()[:24] + SUFFIX)


def compare(fingerprints: Iterable[str], before: Mapping[str, str]) -> Progress:
    """Hold a list against an earlier one, which is told by fingerprint."""
    now = frozenset(fingerprints)
    done = tuple(told for fingerprint, told in before.items() if fingerprint not in now)
    return Progress(done, len(now & before.keys()), frozenset(now - before.keys()))


def load(path: Path) -> dict[str, str]:
    """An earlier list, or an Outcome, by fingerprint. Raises SettingsError when it is neither."""
    try:
        stated = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(stated, dict) and stated.get("schema") == SCHEMA:
            return {str(one): str(told) for one, told in stated["tasks"].items()}
        return _of_results(stated if isinstance(stated, list) else [stated])
    except OSError as error:
        message = _("读不到上次的清单 {name}（{why}）。")
        raise SettingsError(message.format(name=path.name, why=error.strerror or error)) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = _("{name} 不是自查清单（{suffix}），也不是核对结果的 JSON。")
        raise SettingsError(message.format(name=path.name, suffix=SUFFIX)) from error


def _of_results(results: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The open findings of outcomes and submissions."""
    found: dict[str, str] = {}
    for result in results:
        for finding in result["findings"]:
            if finding["accepted"] is None:
                found[finding["fingerprint"]] = finding["message"]
        found |= _of_results(result.get("outcomes", ()))
    return found


def dump(listed: Iterable[Task]) -> bytes:
    """The list as the next run reads it: fingerprints, where each stands and what was looked for, no words of the report."""
    tasks = {task.item.fingerprint: f"{task.item.place} {task.item.title}" for task in listed}
    return json.dumps({"schema": SCHEMA, "tasks": tasks}, ensure_ascii=False, indent=1).encode()
