"""Answers given before, on disk: the same question of the same model at the same place costs nothing.

The key is a hash of endpoint, model, prompt version and all that would be sent. What is read back is checked like any
answer: it has to fit its schema and to stand in the document.
"""

import hashlib
import json
import logging
import re
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from auditor.extract.llm.answers import Task
from auditor.locale import gettext as _
from auditor.locale.system import reason
from auditor.model.record import Record
from auditor.writing import write_whole

_MOST_BYTES = 4 * 2**20
"""Of one answer: a longer file is none of ours."""

_FOLDER = re.compile(r"[0-9a-f]{2}")
_FILE = re.compile(r"[0-9a-f]{64}\.json|\.[0-9a-f]{1,40}\..*\.tmp")
"""What stands in a cache: answers, and what an interrupted write left."""


class Kept(Record):
    """An answer as the model gave it."""

    answer: str


class Question(NamedTuple):
    """All that decides an answer of one endpoint."""

    model: str
    prompt_version: str
    task: Task
    messages: tuple[tuple[str, str], ...]


class Cache:
    """A folder of the answers of one endpoint; without a folder it forgets."""

    def __init__(self, folder: Path | None, endpoint: str = "") -> None:
        self._folder = folder
        self._endpoint = endpoint.rstrip("/")
        self._complained = False

    def find(self, question: Question) -> str | None:
        """The answer given before; None where there is none, or where its file is damaged."""
        if self._folder is None:
            return None
        try:
            with self._file(self._folder, question).open("rb") as kept:
                return Kept.model_validate_json(kept.read(_MOST_BYTES)).answer
        except (OSError, ValueError):
            return None

    def keep(self, question: Question, answer: str) -> None:
        """Write the answer, whole or not at all, for its owner only. Where there is no room it is said once and goes on."""
        if self._folder is None:
            return
        file = self._file(self._folder, question)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            file.parent.mkdir(exist_ok=True, mode=0o700)
            write_whole(file, Kept(answer=answer).model_dump_json().encode(), private=True)
        except OSError as error:
            self._complain(error)

    def forget(self) -> int:
        """Remove every answer of every endpoint, and nothing else that may stand there; how many there were."""
        if self._folder is None or not self._folder.is_dir():
            return 0
        folders = [one for one in self._folder.iterdir() if _FOLDER.fullmatch(one.name) and not one.is_symlink()]
        files = [file for folder in folders if folder.is_dir() for file in folder.iterdir()]
        ours = [file for file in files if _FILE.fullmatch(file.name)]
        for file in ours:
            file.unlink(missing_ok=True)
        for folder in (*folders, self._folder):
            with suppress(OSError):  # something else stands there
                folder.rmdir()
        return sum(file.suffix == ".json" for file in ours)

    def _complain(self, error: OSError) -> None:
        if not self._complained:
            said = _("模型的回答不能保存（{why}），下次会重新发送；请检查缓存目录，或用 --no-cache。")
            logging.getLogger("auditor").warning(said.format(why=reason(error)))
        self._complained = True

    def _file(self, folder: Path, question: Question) -> Path:
        told = json.dumps([self._endpoint, *question], ensure_ascii=False)
        key = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
        return folder / key[:2] / f"{key}.json"
