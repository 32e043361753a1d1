"""What is left to do of a batch, a few at a time, each time as the record stands: somebody else may be working on it too."""

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, bindparam, func, or_, select, update

from auditor.store import tables
from auditor.store.engine import Store
from auditor.store.entries import Paper

_S, _O, _I, _P, _D = (
    tables.submission.c, tables.outcome.c, tables.item.c, tables.paper.c, tables.document.c,
)  # fmt: skip


class Due(NamedTuple):
    """A submission that is to be done, by its place in the batch."""

    place: int
    content: str
    folder: str
    attempts: int
    papers: tuple[Paper, ...]


def due(
    store: Store, run: int, key: tuple[str, str], *, after: int = -1, most: int = 32, only_failed: bool = False,
    again: bool = False,
) -> list[Due]:  # fmt: skip
    """The next submissions without an outcome under these settings and this version, behind a place of the batch.

    `only_failed`: those whose outcome is a failure. `again`: all of them.
    """
    return store.read(lambda connection: _due(connection, run, key, after, most, only_failed=only_failed, again=again))


def _due(
    connection: Connection, run: int, key: tuple[str, str], after: int, most: int, *, only_failed: bool, again: bool
) -> list[Due]:
    settings, tool = key
    told = {"settings": settings, "tool": tool, "run": run, "after": after, "most": most}
    rows = connection.execute(_of_due(only_failed=only_failed, again=again), told).all()
    papers = _papers(connection, [row.id for row in rows])
    return [Due(row.place, row.content, row.folder, row.attempts, tuple(papers[row.id])) for row in rows]


@cache
def _of_due(*, only_failed: bool, again: bool) -> Select[Any]:
    """Asked every few submissions: to put it together takes as long as to answer it."""
    same = and_(_O.content == _S.content, _O.settings == bindparam("settings"), _O.tool == bindparam("tool"))
    query = (
        select(_I.place, _S.id, _S.content, _S.folder, func.coalesce(_O.attempts, 0).label("attempts"))
        .select_from(tables.item.join(tables.submission, _S.id == _I.submission_id).outerjoin(tables.outcome, same))
        .where(_I.run_id == bindparam("run"), _I.place > bindparam("after"))
        .order_by(_I.place)
        .limit(bindparam("most"))
    )
    if only_failed:
        return query.where(_O.state == "failed")
    return query if again else query.where(_O.id.is_(None))


def _papers(connection: Connection, submissions: list[int]) -> dict[int, list[Paper]]:
    found: dict[int, list[Paper]] = {one: [] for one in submissions}
    for row in connection.execute(_OF_PAPERS, {"submissions": submissions}):
        found[row[0]].append(Paper.model_validate(dict(zip(_FIELDS, row[1:], strict=True))))
    return found


_OF_PAPERS = (
    select(_P.submission_id, _P.name, _P.path, _P.sha256, _D.bytes, _P.role)
    .join_from(tables.paper, tables.document, _P.sha256 == _D.sha256)
    .where(_P.submission_id.in_(bindparam("submissions", expanding=True)))
    .order_by(_P.submission_id, _P.place)
)


_FIELDS = ("name", "path", "sha256", "bytes", "role")


def papers(store: Store, submission: int) -> tuple[Paper, ...]:
    """The files of a submission, as a task has them."""
    return tuple(store.read(lambda connection: _papers(connection, [submission]))[submission])


def adopt(store: Store, run: int, key: tuple[str, str]) -> None:
    """Point the submissions of a batch to outcomes that are there already: of the same contents, by the same settings and version."""
    settings, tool = key
    there = select(_O.id).where(_O.content == _S.content, _O.settings == settings, _O.tool == tool).scalar_subquery()
    mine = select(_I.submission_id).where(_I.run_id == run)
    query = (
        update(tables.submission)
        .where(_S.id.in_(mine), there.is_not(None), or_(_S.outcome_id.is_(None), _S.outcome_id != there))
        .values(outcome_id=there)
    )
    store.write(lambda connection: connection.execute(query))


class Left(NamedTuple):
    """How much of a batch is done, failed and left."""

    planned: int
    done: int
    failed: int

    @property
    def pending(self) -> int:
        """What has no outcome yet."""
        return self.planned - self.done - self.failed


def left(store: Store, run: int, key: tuple[str, str]) -> Left:
    """How a batch stands."""
    settings, tool = key
    same = and_(_O.content == _S.content, _O.settings == settings, _O.tool == tool)
    query = (
        select(_O.state, func.count())
        .select_from(tables.item.join(tables.submission, _S.id == _I.submission_id).outerjoin(tables.outcome, same))
        .where(_I.run_id == run)
        .group_by(_O.state)
    )
    counts = {row[0]: int(row[1]) for row in store.read(lambda connection: connection.execute(query).all())}
    return Left(sum(counts.values()), counts.get("done", 0), counts.get("failed", 0))
