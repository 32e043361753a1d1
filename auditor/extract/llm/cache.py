"""Answers given before, on disk: the same question of the same model costs nothing.

The key is a hash of model, prompt version and all that would be sent. What is read back is checked like any answer: it
has to fit its schema and to stand in the document.
"""

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import NamedTuple

from auditor.model.record import Record


class Kept(Record):
    """An answer as the model gave it."""

    answer: str


class Question(NamedTuple):
    """All that decides an answer."""

    model: str
    prompt_version: str
    task: str
    messages: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """The name of its file."""
        return hashlib.sha256(json.dumps(self, ensure_ascii=False).encode()).hexdigest()


class Cache:
    """A folder of answers; without a folder it forgets."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def find(self, question: Question) -> str | None:
        """The answer given before; None where there is none, or where its file is damaged."""
        if self._folder is None:
            return None
        try:
            return Kept.model_validate_json(self._file(self._folder, question).read_bytes()).answer
        except (OSError, ValueError):
            return None

    def keep(self, question: Question, answer: str) -> None:
        """Write the answer, whole or not at all, for its owner only."""
        if self._folder is None:
            return
        file = self._file(self._folder, question)
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(Kept(answer=answer).model_dump_json().encode())
        Path(name).replace(file)

    @staticmethod
    def _file(folder: Path, question: Question) -> Path:
        return folder / question.key[:2] / f"{question.key}.json"
