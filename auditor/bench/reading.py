"""How well a language model reads the reports that the rules read right: precision and recall, file by file.

Faults are not planted for it: a verdict is arithmetic on what was read, whoever read it.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from auditor import pipeline
from auditor.extract import llm, rules
from auditor.extract.llm.quality import Quality, quality
from auditor.settings import Settings


class Read(NamedTuple):
    """A file, and how well it was read."""

    name: str
    quality: Quality


def run(files: Iterable[Path], settings: Settings, watch: Callable[[str], None] = lambda _name: None) -> list[Read]:
    """Read every file with the model. Raises what reading raises."""
    done: list[Read] = []
    for path in files:
        watch(path.name)
        document = pipeline.read(path.read_bytes(), path.name, settings)
        known = rules.extract(document)
        done.append(Read(path.name, quality(llm.extract(document, settings), known)))
    return done


def together(done: Iterable[Read]) -> Quality:
    """All files as one."""
    parts = [one.quality for one in done]
    return Quality(
        alike=sum(part.alike for part in parts),
        told=sum(part.told for part in parts),
        known=sum(part.known for part in parts),
    )
