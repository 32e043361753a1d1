"""The list of fault kinds: what each plants, where it can, and under which codes it counts as found."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from auditor.bench.base import Base
from auditor.bench.edits import Edit
from auditor.model.dossier import DocumentRole


class Plant(NamedTuple):
    """One fault at one place: where a reader would look for it, and the edits that make it."""

    place: int
    edits: tuple[Edit, ...]


Planter = Callable[[Base], Iterator[Plant]]


@dataclass(frozen=True)
class Fault:
    """A kind of fault.

    `check` is the check it is there to try; `right` are the codes under which a reviewer would accept it, that check's
    own among them: a slipped actual may be told as a contradiction to the text or as a missed target.
    """

    name: str
    check: str
    right: frozenset[str]
    plant: Planter
    beside: DocumentRole | None = None
    """What the unchanged report is beside the changed one, for faults between documents."""

    @property
    def says(self) -> str:
        """What it does, in a sentence."""
        return (self.plant.__doc__ or "").strip()


WITHOUT: dict[str, str] = {
    "FE04": "关系由模型提出，另按标注样本测算（--extractor llm）",
}
"""Checks without a fault kind, and why."""

_BY_NAME: dict[str, Fault] = {}


def fault(name: str, check: str, *also: str, beside: DocumentRole | None = None) -> Callable[[Planter], Planter]:
    """Enter a kind of fault in the list and hand the function back unchanged. Raises ValueError when the name is taken."""

    def enter(planter: Planter) -> Planter:
        if name in _BY_NAME:
            raise ValueError(f"the name {name} is taken")
        _BY_NAME[name] = Fault(name, check, frozenset({check, *also}), planter, beside)
        return planter

    return enter


def catalogue() -> list[Fault]:
    """Every kind of fault, by check and name."""
    from auditor.bench import faults  # noqa: F401 - importing it enters the kinds

    return sorted(_BY_NAME.values(), key=lambda kind: (kind.check, kind.name))


def plant(*edits: Edit | None) -> Iterator[Plant]:
    """The fault of these edits; nothing where one of them cannot be made."""
    made = [edit for edit in edits if edit is not None]
    if made and len(made) == len(edits):
        yield Plant(made[0].start, tuple(made))


def together(edits: Iterable[Edit | None]) -> Iterator[Plant]:
    """The same for edits that come as a list."""
    yield from plant(*edits)
