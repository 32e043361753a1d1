"""What clerks upload: files of cases in a folder of ours, their audits, and nothing longer than it was promised.

A case is a folder: `case.json` (what it is and how far it got), the files by their digest, and a result for each run. Every
change is written whole before it is told, so that a server that is killed finds everything again and goes on.
"""

import gzip
import hashlib
import secrets
import shutil
import threading
import traceback
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import SimpleQueue
from typing import Literal, NamedTuple

from auditor.errors import AuditorError
from auditor.locale import gettext as _
from auditor.locale import language
from auditor.model.dossier import DocumentRole
from auditor.model.record import Record
from auditor.settings import Settings
from auditor.web import labour
from auditor.web.labour import Sent
from auditor.writing import write_whole

State = Literal["queued", "reading", "recognising", "locked", "failed", "done"]
"""排队, 读取, 文字识别, 需密码, 失败, 完成."""

RESTING = frozenset({"locked", "failed", "done"})
"""States in which nothing goes on."""

_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")
_KEEP = 0o700


class Paper(Record):
    """An uploaded file: its own name, where it is kept, and what it is; `trouble` and `why` say what is wrong with it."""

    name: str
    sha256: str
    size: int
    role: DocumentRole | None = None
    """What somebody said it is."""
    guessed: DocumentRole | None = None
    """What it was taken for."""
    trouble: str = ""
    why: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether its characters have to be recognised."""
        return self.name.lower().endswith(_PICTURES)


class Run(Record):
    """One audit of a case as its files were then."""

    number: int
    at: datetime
    papers: tuple[str, ...]
    """The names of the files."""


class Case(Record):
    """Files that somebody uploaded together."""

    id: str
    owner: str
    made: datetime
    until: datetime
    """When it is thrown away at the latest."""
    papers: tuple[Paper, ...]
    state: State = "queued"
    why: str = ""
    """What went wrong, with the remedy, where it failed as a whole."""
    runs: tuple[Run, ...] = ()
    changed: int = 0
    """Counts the changes of the case: pages ask whether there are new ones."""

    @property
    def title(self) -> str:
        """What a list calls it: the names of its files."""
        return _("、").join(paper.name for paper in self.papers)


class Upload(NamedTuple):
    """A file as it came."""

    name: str
    data: bytes
    role: DocumentRole | None = None


class Desk:
    """The cases on a desk and those who work through them. Thread-safe; one desk owns its folder."""

    def __init__(self, folder: Path, settings: Settings, hours: float = 12.0, workers: int = 1) -> None:
        self._folder = folder
        self._settings = settings
        self._hours = hours
        self._lock = threading.RLock()
        self._turn = threading.Condition(self._lock)
        self._queue: SimpleQueue[str | None] = SimpleQueue()
        self._passwords: dict[tuple[str, str], str] = {}
        folder.mkdir(parents=True, exist_ok=True, mode=_KEEP)
        folder.chmod(_KEEP)
        self._cases = {case.id: case for case in self._found()}
        self.clear()
        for case in self._cases.values():
            if case.state not in RESTING:
                self._queue.put(case.id)
        self._hands = [threading.Thread(target=self._serve, daemon=True, name=f"desk-{at}") for at in range(workers)]
        for hand in self._hands:
            hand.start()

    def _found(self) -> Iterator[Case]:
        """The cases of an earlier run of the server; a folder without one was being uploaded when it ended."""
        for folder in sorted(self._folder.iterdir()):
            file = folder / "case.json"
            if file.is_file():
                yield Case.model_validate_json(file.read_bytes())
            elif folder.is_dir():
                shutil.rmtree(folder, ignore_errors=True)

    def close(self, *, forget: bool) -> None:
        """End the work; with `forget` nothing that was uploaded stays."""
        for _hand in self._hands:
            self._queue.put(None)
        if forget:
            with self._lock:
                for case in tuple(self._cases.values()):
                    self.remove(case.id)

    def clear(self) -> None:
        """Throw away what was kept as long as was promised."""
        now = _now()
        with self._lock:
            for case in [one for one in self._cases.values() if one.until <= now]:
                self.remove(case.id)

    @property
    def folder(self) -> Path:
        """Where it all lies."""
        return self._folder

    def cases(self, owner: str) -> list[Case]:
        """The cases of somebody, the newest first."""
        with self._lock:
            return sorted(
                (one for one in self._cases.values() if one.owner == owner), key=lambda one: one.made, reverse=True
            )

    def case(self, name: str, owner: str) -> Case | None:
        """A case of somebody; None where there is none of that name, or it is another's."""
        with self._lock:
            found = self._cases.get(name)
            return found if found is not None and found.owner == owner else None

    def take(self, uploads: Sequence[Upload], owner: str) -> Case:
        """Keep what was uploaded as a new case, and queue it."""
        now = _now()
        case = Case(id=secrets.token_hex(8), owner=owner, made=now, until=now + timedelta(hours=self._hours), papers=())
        self._place(case.id).mkdir(mode=_KEEP)
        return self._queued(case.model_copy(update={"papers": self._papers(case.id, uploads)}))

    def replace(self, case: Case, uploads: Sequence[Upload]) -> Case:
        """Mended files instead of those of the same name or, where one stands for one, instead of that; others are added."""
        papers = list(case.papers)
        for paper in self._papers(case.id, uploads):
            at = next((place for place, one in enumerate(papers) if one.name == paper.name), None)
            if at is None and len(papers) == len(uploads) == 1:
                at = 0
            if at is None:
                papers.append(paper)
            else:
                papers[at] = paper.model_copy(update={"role": paper.role or papers[at].role})
        return self._queued(case.model_copy(update={"papers": tuple(papers)}))

    def assign(self, case: Case, roles: Sequence[DocumentRole | None]) -> Case:
        """Say what each file is, and audit again."""
        papers = tuple(one.model_copy(update={"role": role}) for one, role in zip(case.papers, roles, strict=True))
        return self._queued(case.model_copy(update={"papers": papers}))

    def unlock(self, case: Case, password: str) -> Case:
        """Try the locked files with a password, which is kept in memory alone."""
        with self._lock:
            for paper in case.papers:
                if paper.trouble == "NeedsPassword":
                    self._passwords[case.id, paper.sha256] = password
        return self._queued(case)

    def again(self, case: Case) -> Case:
        """Audit once more."""
        return self._queued(case)

    def remove(self, name: str) -> None:
        """Delete a case with all that was uploaded and made of it."""
        with self._turn:
            self._cases.pop(name, None)
            self._passwords = {key: word for key, word in self._passwords.items() if key[0] != name}
            shutil.rmtree(self._place(name), ignore_errors=True)
            self._turn.notify_all()

    def data(self, case: Case, paper: Paper) -> bytes:
        """The bytes of a file."""
        return (self._place(case.id) / paper.sha256).read_bytes()

    def result(self, case: Case, run: Run) -> labour.Done:
        """What an audit of the case gave."""
        packed = (self._place(case.id) / f"run-{run.number}.json.gz").read_bytes()
        return labour.Done.model_validate_json(gzip.decompress(packed))

    def wait(self, name: str, changed: int, patience: float) -> Case | None:
        """The case when it differs from what is known of it, or after a while as it is; None when it is gone."""
        with self._turn:
            self._turn.wait_for(lambda: name not in self._cases or self._cases[name].changed != changed, patience)
            return self._cases.get(name)

    def _place(self, name: str) -> Path:
        return self._folder / name

    def _papers(self, name: str, uploads: Iterable[Upload]) -> tuple[Paper, ...]:
        papers = []
        for upload in uploads:
            digest = hashlib.sha256(upload.data).hexdigest()
            write_whole(self._place(name) / digest, upload.data, private=True)
            papers.append(Paper(name=upload.name, sha256=digest, size=len(upload.data), role=upload.role))
        return tuple(papers)

    def _queued(self, case: Case) -> Case:
        papers = tuple(one.model_copy(update={"trouble": "", "why": ""}) for one in case.papers)
        queued = self._put(case.model_copy(update={"papers": papers, "state": "queued", "why": ""}))
        self._queue.put(case.id)
        return queued

    def _put(self, case: Case) -> Case:
        """Write a case down, then tell those who wait for it."""
        with self._turn:
            case = case.model_copy(update={"changed": case.changed + 1})
            write_whole(self._place(case.id) / "case.json", case.model_dump_json().encode(), private=True)
            self._cases[case.id] = case
            self._turn.notify_all()
            return case

    def _serve(self) -> None:
        with language(self._settings.lang):
            while (name := self._queue.get()) is not None:
                with self._lock:
                    case = self._cases.get(name)
                if case is not None and case.state not in RESTING:
                    try:
                        self._work(case)
                    except Exception:  # noqa: BLE001 - one case's trouble stops no other
                        traceback.print_exc()
                        self._end(case, "failed", _("核对程序自身出错，没有结果；请把文件另存后再试，或联系维护人员。"))

    def _work(self, case: Case) -> None:
        seeing = any(paper.is_picture for paper in case.papers)
        case = self._put(case.model_copy(update={"state": "recognising" if seeing else "reading"}))
        try:
            sent = [
                Sent(one.name, self.data(case, one), one.role, self._passwords.get((case.id, one.sha256)))
                for one in case.papers
            ]
            self._finish(case, labour.done(sent, self._settings))
        except AuditorError as error:
            self._end(case, "failed", str(error))
        except OSError as error:
            self._end(case, "failed", _("服务器上写不下或读不到文件（{why}），请稍后再试。").format(why=error.strerror))

    def _finish(self, case: Case, done: labour.Done) -> None:
        failed = {one.place: one for one in done.failed}
        papers = tuple(
            one.model_copy(
                update={
                    "guessed": done.roles.get(place),
                    "trouble": failed[place].trouble if place in failed else "",
                    "why": failed[place].why if place in failed else "",
                }
            )
            for place, one in enumerate(case.papers)
        )
        case = case.model_copy(update={"papers": papers})
        if any(one.trouble == "NeedsPassword" for one in papers):
            self._end(case, "locked", "")
            return
        if not done.results:
            self._end(case, "failed", "")
            return
        run = Run(number=len(case.runs) + 1, at=_now(), papers=tuple(one.name for one in papers))
        packed = gzip.compress(done.model_dump_json(by_alias=True).encode(), mtime=0)
        with self._lock:
            if case.id not in self._cases:
                return
            write_whole(self._place(case.id) / f"run-{run.number}.json.gz", packed, private=True)
        self._end(case.model_copy(update={"runs": (*case.runs, run)}), "done", "")

    def _end(self, case: Case, state: State, why: str) -> None:
        with self._lock:
            if case.id in self._cases:
                self._put(case.model_copy(update={"state": state, "why": why}))


def _now() -> datetime:
    return datetime.now(UTC)
