"""An audit of everything that was uploaded together, in a process of its own: the page never reads a file itself."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast

from pydantic import Field

from auditor.model.dossier import DocumentRole, Result, Way
from auditor.model.record import Record
from auditor.model.source import Document
from auditor.readers.limits import Limits
from auditor.settings import Settings

_TASK = "auditor.web.labour:examine"

Trouble = str
"""The name of the error of a file that could not be audited (UnreadableFile, NeedsPassword, …)."""


class Sent(NamedTuple):
    """A file to audit, and the role that somebody gave it."""

    name: str
    data: bytes
    role: DocumentRole | None = None
    password: str | None = None


class Failed(Record):
    """A file that could not be audited: which of those sent, what kind of trouble, and what to do."""

    place: int
    trouble: Trouble
    why: str


class Done(Record):
    """What an audit gave: results, the files of each, what of those sent each file was, and what failed."""

    results: tuple[Result, ...] = ()
    files: tuple[tuple[Document, ...], ...] = ()
    failed: tuple[Failed, ...] = ()
    roles: dict[int, DocumentRole] = Field(default_factory=dict)
    """Of those sent, by place: what each was taken for where it belongs to a submission."""


def done(sent: Sequence[Sent], settings: Settings, way: Way = "together") -> Done:
    """Audit files of one submission elsewhere. Raises UnreadableFile when all of it takes longer or more memory than it may."""
    from auditor import pipeline
    from auditor.readers import apart

    limits = pipeline.limits(settings)
    limits = limits.model_copy(update={"max_seconds": limits.max_seconds * max(1, len(sent))})
    told = {
        "files": [{"name": one.name, "size": len(one.data), "role": one.role, "password": one.password} for one in sent],
        "settings": settings.model_dump(mode="json", exclude={"api_key", "password", "headers"}),
        "way": way,
    }
    answer = apart.ask(_TASK, b"".join(one.data for one in sent), sent[0].name, limits, told)
    return Done.model_validate_json(answer)


def examine(data: bytes, _name: str, limits: Limits, told: object) -> str:
    """The same as JSON, in a process that serves these files alone; `told` says where each ends in the data and what it is."""
    from auditor import dossier, pipeline, readers
    from auditor.errors import AuditorError
    from auditor.text import arithmetic

    order = cast("Mapping[str, Any]", told)
    settings = Settings.model_validate(order["settings"])
    each: list[tuple[int, DocumentRole | None, dossier.Audited]] = []
    failed: list[Failed] = []
    start = 0
    for place, file in enumerate(order["files"]):
        part, start = data[start : start + file["size"]], start + file["size"]
        try:
            bounds = limits.model_copy(update={"password": file["password"]})
            with arithmetic.ours():
                document = readers.read(part, file["name"], bounds)
                outcomes = pipeline.examine(document, settings)
        except AuditorError as error:
            failed.append(Failed(place=place, trouble=type(error).__name__, why=str(error)))
            continue
        each += [(place, file["role"], dossier.Audited(document, outcome)) for outcome in outcomes]
    gathered = dossier.held_together(each, settings, order["way"])
    made = Done(
        results=gathered.results,
        files=gathered.documents,
        failed=tuple(failed),
        roles=_roles(gathered.results, gathered.documents, each),
    )
    return made.model_dump_json(by_alias=True)


def _roles(results: Sequence[Result], files: Sequence[tuple[Document, ...]], each: Sequence[tuple[int, Any, Any]]) -> dict[int, DocumentRole]:
    """What each file sent was taken for: the role of its first document in a submission."""
    from auditor.model.dossier import Submission

    place_of = {id(audited.document): place for place, _role, audited in each}
    found: dict[int, DocumentRole] = {}
    for result, documents in zip(results, files, strict=True):
        if not isinstance(result, Submission):
            found.setdefault(place_of[id(documents[0])], _alone(result.report.kind))
            continue
        for one, document in zip(result.documents, documents, strict=True):
            found.setdefault(place_of[id(document)], one.role)
    return found


def _alone(kind: str) -> DocumentRole:
    """What a form that belongs to no submission is."""
    return "report" if kind == "narrative" else "plan" if kind == "plan" else "table"
