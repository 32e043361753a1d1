"""Submissions that reviewers hand in: their originals are kept, their audits done one after another, the results recorded.

What is not done when the server ends is found again in the record when it starts: nothing that was uploaded is lost.
"""

import hashlib
import json
import threading
import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple, cast

from auditor import __version__
from auditor.errors import AuditorError, StoreError
from auditor.locale import gettext as _
from auditor.locale import language
from auditor.memo import privacy
from auditor.model.dossier import DocumentRole
from auditor.settings import Settings, digest
from auditor.store import Store, casework, entries, lists, originals
from auditor.store.entries import Failure, Paper, Planned
from auditor.web import labour
from auditor.web.labour import Sent


class Group(NamedTuple):
    """Files that are one submission: what lists call it, and its files with the roles that somebody gave them."""

    name: str
    files: Sequence[tuple[str, bytes, DocumentRole | None]]


class Intake:
    """The work on uploaded submissions. Thread-safe. `root` is the folder of the originals."""

    def __init__(self, store: Store, root: Path, settings: Settings, workers: int = 1) -> None:
        self._store = store
        self._root = root
        self._settings = settings
        self._queue: SimpleQueue[tuple[int, int] | None] = SimpleQueue()
        self._turn = threading.Condition()
        self._changes = 0
        self._working: set[int] = set()
        for submission, run in casework.waiting(store):
            self._put(submission, run)
        self._hands = [threading.Thread(target=self._serve, daemon=True, name=f"intake-{at}") for at in range(workers)]
        for hand in self._hands:
            hand.start()

    def close(self) -> None:
        """End the work after what is being done."""
        for _hand in self._hands:
            self._queue.put(None)

    def take(self, run: int, groups: Iterable[Group]) -> list[int]:
        """Enter submissions into a batch and queue them; their numbers."""
        taken = [_planned(run, group) for group in groups]
        numbers = casework.add(self._store, run, [self._kept(one) for one in taken])
        for one in taken:
            self._kept(one)
        for number in numbers:
            if self._is_undone(number):
                self._put(number, run)
        return numbers

    def correct(self, submission: int, run: int, group: Group) -> None:
        """Give a case its unit's corrected files, and audit them."""
        taken = _planned(run, group)
        casework.supersede(self._store, submission, self._kept(taken))
        self._kept(taken)
        self._put(submission, run)

    def again(self, submission: int, run: int) -> None:
        """Audit once more, by the settings as they are now."""
        self._put(submission, run)

    def wait(self, changes: int, patience: float) -> int:
        """How many changes there were, once it differs from what is known, or after a while."""
        with self._turn:
            self._turn.wait_for(lambda: self._changes != changes, patience)
            return self._changes

    @property
    def is_busy(self) -> bool:
        """Whether anything is queued or being audited."""
        return bool(self._working)

    def is_waiting(self, submission: int) -> bool:
        """Whether it is queued or being audited."""
        return submission in self._working

    def data(self, sha256: str) -> bytes | None:
        """The bytes of a file that was kept."""
        return originals.fetch(self._root, sha256)

    def settings_of(self, run: int) -> Settings:
        """The settings of a batch: its profile, and the columns that reviewers named."""
        batch = casework.batch(self._store, run)
        forms = self.forms_of(run)
        update: dict[str, object] = {"profile": batch.profile} if batch is not None and batch.profile else {}
        if forms.is_file():
            update["forms"] = (*self._settings.forms, forms)
        return self._settings.model_copy(update=update)

    def forms_of(self, run: int) -> Path:
        """The file of the columns that reviewers named in a batch."""
        return self._root / "forms" / f"{run}.toml"

    def _kept(self, taken: "_Taken") -> Planned:
        """What is to be entered, its originals kept: before, so that nothing is entered that is lost; and after, to say so."""
        for data in taken.data:
            originals.keep(self._store, self._root, data)
        return taken.planned

    def _is_undone(self, submission: int) -> bool:
        listed = lists.one(self._store, submission)
        return listed is None or listed.state != "done"

    def _put(self, submission: int, run: int) -> None:
        with self._turn:
            self._working.add(submission)
            self._changes += 1
            self._turn.notify_all()
        self._queue.put((submission, run))

    def _serve(self) -> None:
        with language(self._settings.lang):
            while (told := self._queue.get()) is not None:
                submission, run = told
                try:
                    self._work(submission, run)
                except Exception:  # noqa: BLE001 - one submission's trouble stops no other; it stays pending and is done at the next start
                    traceback.print_exc()
                finally:
                    with self._turn:
                        self._working.discard(submission)
                        self._changes += 1
                        self._turn.notify_all()

    def _work(self, submission: int, run: int) -> None:
        settings = self.settings_of(run)
        papers = lists.papers(self._store, submission)
        content = lists.content_of(self._store, submission)
        told = digest(settings)
        try:
            sent = [
                Sent(one.name, self._fetched(one.sha256, one.name), cast("DocumentRole | None", one.role))
                for one in papers
            ]
            done = labour.done(sent, settings)
        except StoreError:
            raise
        except (AuditorError, RuntimeError) as error:
            failed = [Failure(name=papers[0].name, cause=type(error).__name__, message=_words(error))]
            made = entries.Made(entry=entries.failed(content, told, __version__, failed))
            casework.keep(self._store, submission, made, ())
            return
        failures = [Failure(name=papers[one.place].name, cause=one.trouble, message=one.why) for one in done.failed]
        if not done.results:
            made = entries.Made(entry=entries.failed(content, told, __version__, failures))
            casework.keep(self._store, submission, made, ())
            return
        shown = privacy.covered_results(done.results, done.files).results
        entry = entries.entry(content, told, __version__, done.results, shown=shown, failures=failures)
        casework.keep(self._store, submission, entries.made(entry, done.results), done.files)

    def _fetched(self, sha256: str, name: str) -> bytes:
        data = originals.fetch(self._root, sha256)
        if data is None:
            raise StoreError(_("{name}：原件已不在库中，请重新上传。").format(name=name))
        return data


class _Taken(NamedTuple):
    """A submission as it is entered, and the bytes of its files."""

    planned: Planned
    data: tuple[bytes, ...]


def _planned(run: int, group: Group) -> _Taken:
    papers = [
        Paper(
            name=name, path=f"{group.name}/{name}", sha256=hashlib.sha256(data).hexdigest(), bytes=len(data), role=role
        )
        for name, data, role in group.files
    ]
    content = hashlib.sha256(json.dumps([[one.sha256, one.role] for one in papers]).encode()).hexdigest()
    key = hashlib.sha256(f"review {run} {group.name} {content}".encode()).hexdigest()
    planned = Planned(key=key, content=content, name=group.name, folder=group.name, papers=tuple(papers))
    return _Taken(planned, tuple(data for _name, data, _role in group.files))


def _words(error: Exception) -> str:
    """What is said of a trouble; a fault of ours says no more than that."""
    if isinstance(error, AuditorError):
        return str(error)
    return _("核对程序自身出错，没有结果；请把文件另存后再试，或联系维护人员。")


def grouped(files: Sequence[tuple[str, bytes]], *, together: bool, role: DocumentRole | None = None) -> list[Group]:
    """Uploaded files as submissions: all of them one, those of one folder of a zip one, every other file by itself."""
    if together:
        return [Group(files[0][0].rpartition("/")[2], [(name.rpartition("/")[2], data, role) for name, data in files])]
    folders: dict[str, list[tuple[str, bytes, DocumentRole | None]]] = {}
    for name, data in files:
        folder, _slash, own = name.rpartition("/")
        folders.setdefault(folder.rpartition("/")[2] or own, []).append((own, data, role))
    return [Group(name, found) for name, found in folders.items()]
