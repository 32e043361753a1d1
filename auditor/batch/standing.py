"""Ends a batch: looks at all submissions together and hands everything over, unless what was handed over before stands as it would be."""

import hashlib
import json
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from auditor.batch import across, output
from auditor.batch.figures import Figures
from auditor.batch.output import Handed
from auditor.store import lists, recording

_DONE = "done"
_WRITTEN = ("index*.html", output.WORKBOOK, output.SUMMARY, "*.zip")
"""What `output.hand_over` writes."""


def finish(batch: Handed, *, changed: bool) -> Figures:
    """The figures of a batch; with everything looked at and written anew where it `changed` something, or somebody else did.

    An interrupted batch is handed over as far as it came, and not looked at. Raises StoreError where there is no room.
    """
    if batch.state != _DONE:
        return output.hand_over(batch)
    scope = output.scope_of(batch.out)
    rests_on = _rests_on(batch)
    noted = lists.handed_before(batch.store, scope, batch.run)
    if not changed and noted is not None and noted == _noted(rests_on, batch.out):
        figures = _told(batch.out)
    else:
        across.look(batch.store, scope, batch.run, batch.terms.settings)
        figures = output.hand_over(batch)
    recording.hand_over(batch.store, batch.run, _noted(rests_on, batch.out))
    return figures


def _rests_on(batch: Handed) -> str:
    """A digest of all that the page, the workbook and the figures are made of.

    What an outcome says in full is not looked at: whoever changes that has counted it in a batch of its own.
    """
    told = batch.terms
    elsewhere = lists.audited_elsewhere(batch.store, output.scope_of(batch.out))
    made = repr((told.digest, told.writers, told.kind, told.settings.lang, elsewhere))
    settings = told.settings.model_dump_json(exclude={"api_key", "password", "headers"})
    return _digest(chain((made, settings), map(repr, lists.every(batch.store, batch.which))))


def _noted(rests_on: str, out: Path) -> str:
    """The same with the files as they stand: one that is gone, or that somebody wrote in, is written again."""
    files = sorted(path for pattern in _WRITTEN for path in out.glob(pattern))
    stand = (repr((path.name, about.st_size, about.st_mtime_ns)) for path in files for about in (path.stat(),))
    return _digest(chain((rests_on,), stand))


def _digest(parts: Iterable[str]) -> str:
    made = hashlib.sha256()
    for part in parts:
        made.update(part.encode("utf-8", "surrogatepass"))
        made.update(b"\x1f")
    return made.hexdigest()


def _told(out: Path) -> Figures:
    """The figures that were handed over."""
    told = json.loads((out / output.SUMMARY).read_bytes())
    return Figures.model_validate_json(json.dumps({name: told[name] for name in Figures.model_fields}))
