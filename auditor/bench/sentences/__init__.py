"""Sentences of each kind of relation, wrong ones and right ones, each judged alone: how many are found, how many accused.

A file a kind, written by hand and not by a pattern: `wrong` holds what cannot be right, `right` what only looks like it.
`contract.toml` mixes the kinds.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from auditor import pipeline
from auditor.bench.results import Spoken
from auditor.model.finding import Finding
from auditor.settings import Settings

_FOLDER = Path(__file__).parent

_FRAME = """清河市2024年度公共服务项目绩效自评报告
一、项目概况
本项目由清河市公共服务中心组织实施。
二、项目实施情况
{words}
"""
"""A report that says nothing else: what is found, the sentence has brought."""


def sentences(kind: str) -> dict[str, list[str]]:
    """The wrong and the right sentences of a kind."""
    said: dict[str, list[str]] = tomllib.loads((_FOLDER / f"{kind}.toml").read_text(encoding="utf-8"))
    return said


def kinds() -> list[str]:
    """The kinds that there are sentences of."""
    return sorted(file.stem for file in _FOLDER.glob("*.toml"))


def run(settings: Settings) -> list[Spoken]:
    """What becomes of each kind's sentences."""
    return [tried(kind, settings) for kind in kinds()]


def tried(kind: str, settings: Settings) -> Spoken:
    """What becomes of the sentences of a kind: a finding above a note finds a wrong one and accuses a right one."""
    said = sentences(kind)
    return Spoken(
        kind=kind,
        wrong=len(said["wrong"]),
        right=len(said["right"]),
        missed=tuple(words for words in said["wrong"] if not any(_raised(words, settings))),
        accused=tuple(words for words in said["right"] if any(_raised(words, settings))),
    )


def _raised(words: str, settings: Settings) -> Iterator[Finding]:
    for outcome in pipeline.audit(_FRAME.format(words=words).encode(), "sentence.txt", settings):
        yield from (finding for finding in outcome.findings if finding.severity != "note")
