"""What reviewers do with submissions: batches they set up, versions of a case, what they wrote down, and how far each case is."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, Select, delete, exists, func, insert, select, update

from auditor.model.source import Document
from auditor.store import lists, recording, tables
from auditor.store.engine import Store
from auditor.store.entries import Made, Planned
from auditor.store.lists import Filter, Listed, Order
from auditor.store.packing import expand, squeeze
from auditor.store.tables import reading, review_batch, saved_view, standing, trail, version

Status = Literal["new", "working", "waiting", "decided", "issued"]
"""未开始, 核查中, 待单位说明, 已全部决定, 已签发."""


class Batch(NamedTuple):
    """A batch; `run` is its number."""

    run: int
    name: str
    year: int | None
    department: str
    profile: str
    preparer: str
    letterhead: Mapping[str, str]
    made: datetime
    cases: int
    """How many submissions it holds."""


class Deed(NamedTuple):
    """Something a reviewer did."""

    id: int
    at: datetime
    who: str
    kind: str
    target: str
    body: Mapping[str, Any]


class Version(NamedTuple):
    """A version of a case."""

    number: int
    outcome_id: int
    at: datetime
    files: str


class Standing(NamedTuple):
    """How far a case is."""

    status: Status
    errors: int
    warnings: int
    notes: int
    reviewed: Decimal | None
    updated: datetime | None


class Case(NamedTuple):
    """A submission on a reviewer's list."""

    listed: Listed
    standing: Standing


def make(store: Store, name: str, *, year: int | None, department: str, profile: str, preparer: str, letterhead: Mapping[str, str], settings: str, tool: str) -> int:  # fmt: skip
    """Set up a batch; its number."""
    run = recording.begin(store, "review", settings, tool)
    row = {
        "run_id": run, "name": name, "year": year, "department": department, "profile": profile, "preparer": preparer,
        "letterhead": json.dumps(dict(letterhead), ensure_ascii=False), "made": recording.now(),
    }  # fmt: skip
    store.write(lambda connection: connection.execute(insert(review_batch).values(row)))
    return run


def batches(store: Store) -> list[Batch]:
    """All batches, the newest first."""
    query = _batches().order_by(review_batch.c.run_id.desc())
    return [_batch(row) for row in store.read(lambda connection: connection.execute(query).all())]


def batch(store: Store, run: int) -> Batch | None:
    """One batch."""
    query = _batches().where(review_batch.c.run_id == run)
    row = store.read(lambda connection: connection.execute(query).first())
    return _batch(row) if row else None


def batch_of(store: Store, submission: int) -> Batch | None:
    """The batch of a submission: the last that holds it."""
    item = tables.item.c
    query = (
        _batches()
        .join(tables.item, item.run_id == review_batch.c.run_id)
        .where(item.submission_id == submission)
        .order_by(item.run_id.desc())
    )
    row = store.read(lambda connection: connection.execute(query).first())
    return _batch(row) if row else None


def _batches() -> Select[Any]:
    return select(*review_batch.c, tables.run.c.planned).join_from(
        review_batch, tables.run, tables.run.c.id == review_batch.c.run_id
    )


def _batch(row: Any) -> Batch:  # noqa: ANN401 - a row of the query above
    run, name, year, department, profile, preparer, letterhead, made, cases = row
    return Batch(run, name, year, department, profile, preparer, json.loads(letterhead), made, cases)


def add(store: Store, run: int, planned: Sequence[Planned]) -> list[int]:
    """Enter submissions into a batch; their numbers. Those that are in it already stay where they are."""
    numbers = recording.plan(store, planned)
    store.write(lambda connection: _enter(connection, run, numbers))
    return numbers


def _enter(connection: Connection, run: int, numbers: Sequence[int]) -> None:
    item, counted = tables.item.c, tables.run.c.planned
    connection.execute(
        update(tables.run).where(tables.run.c.id == run).values(planned=counted)
    )  # takes the turn of giving places
    query = select(item.submission_id).where(item.run_id == run, item.submission_id.in_(numbers))
    there = set(connection.execute(query).scalars())
    last = connection.execute(select(func.max(item.place)).where(item.run_id == run)).scalar()
    first = 0 if last is None else int(last) + 1
    fresh = [number for number in dict.fromkeys(numbers) if number not in there]
    rows = [{"run_id": run, "place": place, "submission_id": number} for place, number in enumerate(fresh, first)]
    if rows:
        connection.execute(insert(tables.item), rows)
        grown = update(tables.run).where(tables.run.c.id == run).values(planned=counted + len(rows))
        connection.execute(grown)


def keep(store: Store, submission: int, made: Made, documents: Sequence[Sequence[Document]]) -> None:
    """Keep an outcome with its documents as the newest version of a case."""
    packed = squeeze(_dumped(documents))
    store.write(lambda connection: _kept(connection, submission, made, packed))


def _kept(connection: Connection, submission: int, made: Made, packed: bytes) -> None:
    (number,) = recording.kept_within(connection, [made])
    connection.execute(delete(reading).where(reading.c.outcome_id == number))
    connection.execute(insert(reading).values(outcome_id=number, documents=packed))
    versions_there = connection.execute(_versions(submission)).all()
    if not versions_there or versions_there[-1].outcome_id != number:
        names = connection.execute(
            select(tables.paper.c.name).where(tables.paper.c.submission_id == submission).order_by(tables.paper.c.place)
        )
        row = {
            "submission_id": submission, "number": len(versions_there) + 1, "outcome_id": number, "at": recording.now(),
            "files": "\n".join(names.scalars()),
        }  # fmt: skip
        connection.execute(insert(version).values(row))


def supersede(store: Store, submission: int, planned: Planned) -> None:
    """Give a case other files: a corrected version. Its outcome is found again by what is in them, or is still to come."""
    store.write(lambda connection: _superseded(connection, submission, planned))


def _superseded(connection: Connection, submission: int, planned: Planned) -> None:
    recording.enter_documents(connection, [planned])
    connection.execute(delete(tables.paper).where(tables.paper.c.submission_id == submission))
    recording.enter_papers(connection, [planned], {planned.key: submission})
    row = tables.submission.c
    values = {"content": planned.content, "name": planned.name, "outcome_id": None}
    connection.execute(update(tables.submission).where(row.id == submission).values(values))


def _dumped(documents: Sequence[Sequence[Document]]) -> bytes:
    """The documents of each result; one that several results or documents share is kept once."""
    each: dict[int, int] = {}
    kept: list[str] = []
    places = []
    for of_result in documents:
        row = []
        for one in of_result:
            if id(one) not in each:
                each[id(one)] = len(kept)
                kept.append(one.model_dump_json(by_alias=True))
            row.append(each[id(one)])
        places.append(row)
    return json.dumps({"documents": kept, "places": places}, ensure_ascii=False).encode()


def documents(store: Store, outcome: int) -> list[tuple[Document, ...]]:
    """The documents of each result of an outcome as they were read; empty where they were not kept."""
    query = select(reading.c.documents).where(reading.c.outcome_id == outcome)
    packed = store.read(lambda connection: connection.execute(query).scalar())
    if packed is None:
        return []
    told = json.loads(expand(packed))
    each = [Document.model_validate_json(one) for one in told["documents"]]
    return [tuple(each[place] for place in row) for row in told["places"]]


def versions(store: Store, submission: int) -> list[Version]:
    """The versions of a case, oldest first."""
    return [Version(*row) for row in store.read(lambda connection: connection.execute(_versions(submission)).all())]


def _versions(submission: int) -> Any:  # noqa: ANN401 - a query
    v = version.c
    return select(v.number, v.outcome_id, v.at, v.files).where(v.submission_id == submission).order_by(v.number)


def values_of(store: Store, outcome: int) -> dict[tuple[int | None, str], str]:
    """The findings of an outcome, by document and fingerprint, with the hash of their values."""
    f = tables.finding.c
    query = select(f.document, f.fingerprint, f.value_hash).where(f.outcome_id == outcome)
    rows = store.read(lambda connection: connection.execute(query).all())
    return {(row[0], row[1]): row[2] for row in rows}


def write_down(store: Store, submission: int, who: str, kind: str, *, target: str, body: Mapping[str, Any]) -> int:
    """Add a deed; its number."""
    row = {
        "submission_id": submission, "at": recording.now(), "who": who, "kind": kind, "target": target,
        "body": json.dumps(dict(body), ensure_ascii=False),
    }  # fmt: skip
    return store.write(lambda connection: recording.inserted(connection, trail, row))


def deeds(store: Store, submission: int) -> list[Deed]:
    """What was done in a case, oldest first."""
    t = trail.c
    query = select(t.id, t.at, t.who, t.kind, t.target, t.body).where(t.submission_id == submission).order_by(t.id)
    rows = store.read(lambda connection: connection.execute(query).all())
    return [Deed(*row[:5], json.loads(row[5])) for row in rows]


def named_columns(store: Store, run: int) -> list[Deed]:
    """What reviewers said columns are, in whichever case of a batch: it holds for all of them. Oldest first."""
    t, item = trail.c, tables.item.c
    query = (
        select(t.id, t.at, t.who, t.kind, t.target, t.body)
        .join_from(trail, tables.item, item.submission_id == t.submission_id)
        .where(t.kind == "column", item.run_id == run)
        .order_by(t.id)
    )
    rows = store.read(lambda connection: connection.execute(query).all())
    return [Deed(*row[:5], json.loads(row[5])) for row in rows]


def stand(store: Store, submission: int, where: Standing) -> None:
    """Say how far a case is."""
    row = {**where._asdict(), "updated": recording.now()}
    store.write(lambda connection: _stand(connection, submission, row))


def _stand(connection: Connection, submission: int, row: Mapping[str, Any]) -> None:
    changed = connection.execute(update(standing).where(standing.c.submission_id == submission).values(row))
    if not changed.rowcount:
        connection.execute(insert(standing).values(submission_id=submission, **row))


def cases(store: Store, which: Filter, status: Status | None = None, *, order: Order = "id", descending: bool = False, first: int = 0, most: int = 100) -> tuple[list[Case], bool]:  # fmt: skip
    """A page of cases, and whether more follow."""
    query = lists.ordered(which, order, descending=descending)
    if status is not None:
        mine = exists().where(standing.c.submission_id == tables.submission.c.id)
        query = query.where(
            ~mine.where(standing.c.status != "new") if status == "new" else mine.where(standing.c.status == status)
        )
    page = lists.page(store, query, first, most)
    known = standings(store, [one.id for one in page.rows])
    return [Case(one, known.get(one.id) or untouched(one)) for one in page.rows], page.more


def pending(store: Store, run: int) -> int:
    """How many submissions of a batch have no outcome yet."""
    item, told = tables.item.c, tables.submission.c
    query = (
        select(func.count())
        .select_from(tables.submission.join(tables.item, item.submission_id == told.id))
        .where(told.outcome_id.is_(None), item.run_id == run)
    )
    return int(store.read(lambda connection: connection.execute(query).scalar_one()))


def standings(store: Store, submissions: Sequence[int]) -> dict[int, Standing]:
    """How far cases are; one that nobody began has none."""
    s = standing.c
    query = select(s.submission_id, s.status, s.errors, s.warnings, s.notes, s.reviewed, s.updated).where(
        s.submission_id.in_(submissions)
    )
    rows = store.read(lambda connection: connection.execute(query).all())
    return {row[0]: Standing(*row[1:]) for row in rows}


def untouched(listed: Listed) -> Standing:
    """How far a case is that nobody began."""
    return Standing("new", listed.errors, listed.warnings, listed.notes, None, None)


def waiting(store: Store) -> list[tuple[int, int]]:
    """Submissions of review batches without an outcome, with their batch: what was left when the server ended."""
    item, told = tables.item.c, tables.submission.c
    query = (
        select(item.submission_id, func.max(item.run_id))
        .join(review_batch, review_batch.c.run_id == item.run_id)
        .join(tables.submission, told.id == item.submission_id)
        .where(told.outcome_id.is_(None))
        .group_by(item.submission_id)
        .order_by(item.submission_id)
    )
    return [(int(row[0]), int(row[1])) for row in store.read(lambda connection: connection.execute(query).all())]


def save_view(store: Store, run: int, who: str, name: str, query: str) -> None:
    """Keep the filters of a list; those of the same name are replaced."""
    row = {"run_id": run, "who": who, "name": name, "query": query}

    def written(connection: Connection) -> None:
        connection.execute(delete(saved_view).where(saved_view.c.run_id == run, saved_view.c.name == name))
        connection.execute(insert(saved_view).values(row))

    store.write(written)


def views(store: Store, run: int) -> list[tuple[str, str]]:
    """The names and filters that were kept for a batch, oldest first."""
    v = saved_view.c
    query = select(v.name, v.query).where(v.run_id == run).order_by(v.id)
    return [(row[0], row[1]) for row in store.read(lambda connection: connection.execute(query).all())]
