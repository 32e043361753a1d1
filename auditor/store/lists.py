"""What is asked of the record: pages of submissions and findings, one result whole, words in findings. No list looks at bodies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, text

from auditor.model.dossier import Result
from auditor.model.record import Record
from auditor.store import tables
from auditor.store.engine import Store
from auditor.store.grams import wanted
from auditor.store.packing import unpack
from auditor.text.normalize import fold

Order = Literal[
    "id", "unit", "department", "year", "verdict", "errors", "warnings", "coverage", "score_stated",
    "score_recomputed", "rate",
]  # fmt: skip


@dataclass(frozen=True)
class Filter:
    """Which submissions; None asks nothing. `run` are those that a batch planned, `text` a part of unit, project or file name."""

    run: int | None = None
    verdict: str | None = None
    state: str | None = None
    unit: str | None = None
    department: str | None = None
    year: int | None = None
    code: str | None = None
    text: str | None = None
    superseded: bool | None = None


class Listed(NamedTuple):
    """A submission as lists show it. `state` is done, failed, or pending where no outcome is there yet."""

    id: int
    content: str
    name: str
    folder: str
    unit_code: str | None
    unit: str | None
    department: str | None
    project_code: str | None
    project: str | None
    year: int | None
    superseded: bool
    outcome_id: int | None
    state: str
    verdict: str | None
    kind: str | None
    asserting: int
    compared: int
    coverage: Decimal | None
    score_stated: Decimal | None
    score_recomputed: Decimal | None
    grade_stated: str | None
    grade_recomputed: str | None
    rate: Decimal | None
    errors: int
    warnings: int
    notes: int
    forms: int
    cause: str | None
    message: str | None
    needed: str | None


class Page(NamedTuple):
    """Rows of a list, and whether more follow."""

    rows: tuple[Listed, ...]
    more: bool


_S, _O = tables.submission.c, tables.outcome.c
_ORDERS: dict[str, ColumnElement[Any]] = {
    "id": _S.id, "unit": _S.unit, "department": _S.department, "year": _S.year, "verdict": _O.verdict,
    "errors": _O.errors, "warnings": _O.warnings, "coverage": _O.coverage, "score_stated": _O.score_stated,
    "score_recomputed": _O.score_recomputed, "rate": _O.rate,
}  # fmt: skip
_COLUMNS = [
    _S.id, _S.content, _S.name, _S.folder, _S.unit_code, _S.unit, _S.department, _S.project_code, _S.project, _S.year,
    _S.superseded, _S.outcome_id, func.coalesce(_O.state, "pending").label("state"), _O.verdict, _O.kind,
    func.coalesce(_O.asserting, 0).label("asserting"), func.coalesce(_O.compared, 0).label("compared"), _O.coverage,
    _O.score_stated, _O.score_recomputed, _O.grade_stated, _O.grade_recomputed, _O.rate,
    func.coalesce(_O.errors, 0).label("errors"), func.coalesce(_O.warnings, 0).label("warnings"),
    func.coalesce(_O.notes, 0).label("notes"), func.coalesce(_O.forms, 0).label("forms"), _O.cause, _O.message,
    _O.needed,
]  # fmt: skip


def submissions(
    store: Store, which: Filter = Filter(), *, order: Order = "id", descending: bool = False, first: int = 0, most: int = 50,
) -> Page:  # fmt: skip
    """A page of submissions. Those of one verdict or state come in the order they were recorded, others in that of their numbers."""
    return page(store, ordered(which, order, descending=descending), first, most)


def page(store: Store, numbers: Select[Any], first: int, most: int) -> Page:
    """A page of the submissions whose numbers a query gives: whole rows are read of those alone that it shows."""
    return store.read(lambda connection: _page(connection, numbers.offset(first).limit(most + 1), most))


def _page(connection: Connection, numbers: Select[Any], most: int) -> Page:
    shown = list(connection.execute(numbers).scalars())
    query = select(*_COLUMNS).select_from(_joined()).where(_S.id.in_(shown[:most]))
    found = {row.id: Listed(*row) for row in connection.execute(query).all()}
    return Page(tuple(found[number] for number in shown[:most]), len(shown) > most)


def ordered(which: Filter, order: Order, *, descending: bool) -> Select[Any]:
    """The query of the numbers of a list, for what adds to it."""
    if order == "id" and (which.verdict is not None or which.state in ("done", "failed")):
        recorded = _O.id.desc() if descending else _O.id.asc()
        numbers = _from(which, "verdict").with_only_columns(_S.id)
        return numbers.order_by(recorded)  # the index on verdict or state gives this order, and no other
    by = _ORDERS[order]
    numbers = _from(which, order).with_only_columns(_S.id)
    return numbers.order_by(by.desc() if descending else by, _tie(order, descending=descending))


def _tie(order: Order, *, descending: bool) -> ColumnElement[Any]:
    """What orders rows that are equal: the number in the table of the column, so that one index gives the order."""
    number = _S.id if order in ("id", "unit", "department", "year") else _O.id
    return number.desc() if descending else number.asc()


def every(store: Store, which: Filter = Filter(), *, at_once: int = 500) -> Iterator[Listed]:
    """All submissions, one after another in the order they were planned, with few in memory."""
    after = -1
    while True:
        query, by = _after(which, after)
        rows = store.read(lambda connection, query=query: connection.execute(query.limit(at_once)).all())  # type: ignore[misc]
        yield from (Listed(*row[:-1]) for row in rows)
        if len(rows) < at_once:
            return
        after = rows[-1][-1]
        del by


def _after(which: Filter, after: int) -> tuple[Select[Any], ColumnElement[Any]]:
    """Submissions behind a place of a batch, or behind a number."""
    by: ColumnElement[Any] = tables.item.c.place if which.run is not None else _S.id
    return _from(which, "id").add_columns(by).where(by > after).order_by(by), by


def one(store: Store, number: int) -> Listed | None:
    """One submission."""
    query = select(*_COLUMNS).select_from(_joined()).where(_S.id == number)
    row = store.read(lambda connection: connection.execute(query).first())
    return Listed(*row) if row else None


def content_of(store: Store, number: int) -> str:
    """The digest of what is in the files of a submission. Raises KeyError where there is none."""
    query = select(_S.content).where(_S.id == number)
    found = store.read(lambda connection: connection.execute(query).scalar())
    if found is None:
        raise KeyError(number)
    return str(found)


def count(store: Store, which: Filter = Filter()) -> int:
    """How many there are."""
    query = select(func.count()).select_from(_from(which, "id").subquery())
    return int(store.read(lambda connection: connection.execute(query).scalar_one()))


def _joined(order: str = "id") -> Any:  # noqa: ANN401 - a join of tables
    if order in ("verdict", "errors", "warnings", "coverage", "score_stated", "score_recomputed", "rate"):
        return tables.outcome.join(tables.submission, _S.outcome_id == _O.id)
    return tables.submission.outerjoin(tables.outcome, _S.outcome_id == _O.id)


def _from(which: Filter, order: str) -> Select[Any]:
    joined = _joined(order)
    if which.run is not None:
        joined = joined.join(tables.item, and_(tables.item.c.submission_id == _S.id, tables.item.c.run_id == which.run))
    query = select(*_COLUMNS).select_from(joined)
    return query.where(*_conditions(which))


def _conditions(which: Filter) -> Iterator[ColumnElement[bool]]:
    if which.verdict is not None:
        yield _O.verdict == which.verdict
    if which.state is not None:
        yield _O.id.is_(None) if which.state == "pending" else _O.state == which.state
    for column, value in ((_S.unit, which.unit), (_S.department, which.department), (_S.year, which.year)):
        if value is not None:
            yield column == value
    if which.superseded is not None:
        yield _S.superseded.is_(which.superseded)
    if which.code is not None:
        found = tables.found.c
        yield exists().where(found.outcome_id == _S.outcome_id, found.code == which.code)
    if which.text:
        part = f"%{_plain(which.text)}%"
        yield or_(*(column.like(part, escape="\\") for column in (_S.unit, _S.project, _S.name, _S.department)))


def _plain(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


class Told(NamedTuple):
    """A finding as lists show it, with the submission it is of."""

    id: int
    submission_id: int
    outcome_id: int
    document: int | None
    fingerprint: str
    value_hash: str
    code: str
    severity: str
    confidence: str
    goal: int | None
    message: str
    quotes: str


_F = tables.finding.c
_TOLD = [
    _F.id, _S.id.label("submission_id"), _F.outcome_id, _F.document, _F.fingerprint, _F.value_hash, _F.code,
    _F.severity, _F.confidence, _F.goal, _F.message, _F.quotes,
]  # fmt: skip


def findings(
    store: Store, which: Filter = Filter(), *, severity: str | None = None, after: int = 0, most: int = 50
) -> tuple[Told, ...]:
    """Findings behind a number, in the order they were recorded."""
    return tuple(_told(store, _narrowed(which, severity).where(_F.id > after).order_by(_F.id).limit(most)))


def each_finding(store: Store, which: Filter = Filter(), *, at_once: int = 500) -> Iterator[tuple[Listed, Told]]:
    """All findings, submission by submission in the order of the batch, each with its submission."""
    after = -1
    while True:
        query, _by = _after(which, after)
        rows = store.read(lambda connection, query=query: connection.execute(query.limit(at_once)).all())  # type: ignore[misc]
        some = [Listed(*row[:-1]) for row in rows]
        of: dict[int, list[Told]] = {}
        wanted_ones = _findings().where(_S.id.in_([row.id for row in some])).order_by(_F.id)
        for found in _told(store, wanted_ones):
            of.setdefault(found.submission_id, []).append(found)
        yield from ((row, found) for row in some for found in of.get(row.id, ()))
        if len(rows) < at_once:
            return
        after = rows[-1][-1]


class Crossed(NamedTuple):
    """A finding between submissions, with those it is about."""

    code: str
    name: str
    severity: str
    confidence: str
    message: str
    working: str
    action: str
    quotes: str
    fingerprint: str
    value_hash: str
    members: tuple[Listed, ...]


def crossing(store: Store, scope: str) -> tuple[Crossed, ...]:
    """The findings between the submissions that were looked at together, by code."""
    c, m = tables.cross_finding.c, tables.cross_member.c
    query = select(
        c.id,
        c.code,
        c.name,
        c.severity,
        c.confidence,
        c.message,
        c.working,
        c.action,
        c.quotes,
        c.fingerprint,
        c.value_hash,
    )
    rows = store.read(lambda connection: connection.execute(query.where(c.scope == scope).order_by(c.code, c.id)).all())
    made = []
    for row in rows:
        listed = (
            select(*_COLUMNS)
            .select_from(_joined().join(tables.cross_member, m.submission_id == _S.id))
            .where(m.cross_id == row.id)
        )
        found = store.read(lambda connection, listed=listed: connection.execute(listed.order_by(m.place)).all())  # type: ignore[misc]
        made.append(Crossed(*row[1:], members=tuple(Listed(*one) for one in found)))
    return tuple(made)


def search(store: Store, words: str, which: Filter = Filter(), *, after: int = 0, most: int = 50) -> tuple[Told, ...]:
    """Findings whose message or quotes contain words, looked up by pairs of characters and then compared exactly.

    Width, blanks and letter case do not count. A word of one character is found by looking at all findings.
    """
    sought = fold(words).lower()
    if not sought:
        return ()
    found: list[Told] = []
    while len(found) < most:
        query = _narrowed(which, None).where(_F.id > after).order_by(_F.id).limit(_AT_ONCE)
        rows = _told(store, _containing(store, query, words))
        found += [row for row in rows if sought in fold(f"{row.message}\n{row.quotes}").lower()]
        if len(rows) < _AT_ONCE:
            break
        after = rows[-1].id
    return tuple(found[:most])


_AT_ONCE = 500


def _containing(store: Store, query: Select[Any], words: str) -> Select[Any]:
    """Findings that have all pairs of characters of the words."""
    pairs = wanted(words)
    if not pairs:
        return query
    if store.is_sqlite:
        matched = text("finding.id IN (SELECT rowid FROM gram WHERE gram MATCH :pairs)")
        return query.where(matched.bindparams(pairs=" AND ".join(f'"{one}"' for one in pairs)))
    matched = text(
        "finding.id IN (SELECT finding_id FROM gram WHERE to_tsvector('simple', grams) @@ to_tsquery('simple', :pairs))"
    )
    return query.where(matched.bindparams(pairs=" & ".join(pairs)))


def _findings() -> Select[Any]:
    return select(*_TOLD).select_from(tables.finding.join(tables.submission, _S.outcome_id == _F.outcome_id))


def _narrowed(which: Filter, severity: str | None) -> Select[Any]:
    query = _findings()
    if which.verdict is not None or which.state is not None:
        query = query.join(tables.outcome, _O.id == _F.outcome_id)
    if which.run is not None:
        query = query.join(tables.item, and_(tables.item.c.submission_id == _S.id, tables.item.c.run_id == which.run))
    if severity is not None:
        query = query.where(_F.severity == severity)
    if which.code is not None:
        query = query.where(_F.code == which.code)
    narrower = Filter(**{**which.__dict__, "code": None})
    return query.where(*_conditions(narrower))


def _told(store: Store, query: Select[Any]) -> Sequence[Told]:
    return [Told(*row) for row in store.read(lambda connection: connection.execute(query).all())]


def results_of_outcome(store: Store, outcome: int) -> list[Result]:
    """The whole results of an outcome, also of one that a later one took the place of."""
    query = select(tables.body.c.results).where(tables.body.c.outcome_id == outcome)
    kept = store.read(lambda connection: connection.execute(query).scalar())
    return unpack(kept) if kept is not None else []


def results(store: Store, submission: int) -> list[Result]:
    """The whole results of a submission; empty where it failed or is pending."""
    kept = body(store, submission)
    return unpack(kept) if kept is not None else []


def body(store: Store, submission: int) -> bytes | None:
    """The same, packed; None where there is nothing."""
    query = select(tables.body.c.results).join(tables.submission, _S.outcome_id == tables.body.c.outcome_id)
    kept: bytes | None = store.read(lambda connection: connection.execute(query.where(_S.id == submission)).scalar())
    return kept


class Kept(NamedTuple):
    """A file of a submission as it is recorded."""

    place: int
    sha256: str
    name: str
    path: str
    role: str | None
    bytes: int
    kept: bool


def papers(store: Store, submission: int) -> tuple[Kept, ...]:
    """The files of a submission, in order."""
    p, d = tables.paper.c, tables.document.c
    query = (
        select(p.place, p.sha256, p.name, p.path, p.role, d.bytes, d.kept)
        .join_from(tables.paper, tables.document, p.sha256 == d.sha256)
        .where(p.submission_id == submission)
        .order_by(p.place)
    )
    return tuple(Kept(*row) for row in store.read(lambda connection: connection.execute(query).all()))


class Failed(NamedTuple):
    """A file that could not be read, with its submission."""

    submission_id: int
    name: str
    cause: str
    message: str


def failures(store: Store, which: Filter = Filter(), *, after: int = -1, most: int = 500) -> tuple[Failed, ...]:
    """Files that could not be read, of so many submissions behind a number."""
    f = tables.failure.c
    failed = select(f.outcome_id)
    mine = _from(which, "id").with_only_columns(_S.id).where(_S.id > after, _S.outcome_id.in_(failed))
    some = mine.order_by(_S.id).limit(most).subquery()
    query = (
        select(_S.id, f.name, f.cause, f.message)
        .select_from(tables.submission.join(tables.failure, f.outcome_id == _S.outcome_id))
        .where(_S.id.in_(select(some.c.id)))
        .order_by(_S.id, f.place)
    )
    return tuple(Failed(*row) for row in store.read(lambda connection: connection.execute(query).all()))


class ByCode(Record):
    """How often a check found something among submissions, at its gravest, and in how many."""

    code: str
    severity: str
    findings: int
    submissions: int


def by_code(store: Store, run: int | None = None) -> tuple[ByCode, ...]:
    """Findings by check, of a batch or of all."""
    found = tables.found.c
    query = select(found.code, func.min(found.gravity), func.sum(found.findings), func.count()).select_from(
        tables.found.join(tables.submission, _S.outcome_id == found.outcome_id)
    )
    if run is not None:
        query = query.join(tables.item, and_(tables.item.c.submission_id == _S.id, tables.item.c.run_id == run))
    query = query.group_by(found.code).order_by(found.code)
    names = tables.GRAVITY
    rows = store.read(lambda connection: connection.execute(query).all())
    return tuple(
        ByCode(code=code, severity=names[worst], findings=int(count), submissions=int(several))
        for code, worst, count, several in rows
    )


class Described(NamedTuple):
    """A submission with the facts of its forms, packed."""

    row: Listed
    listed: bool
    facts: bytes


def described(store: Store, which: Filter = Filter(), *, at_once: int = 500) -> Iterator[Described]:
    """The submissions that are done, each with its facts; each content once, and none that was superseded."""
    after, seen = -1, set[int]()
    while True:
        query, _by = _after(Filter(**{**which.__dict__, "state": "done", "superseded": False}), after)
        query = query.add_columns(_S.listed, tables.body.c.facts).join(tables.body, tables.body.c.outcome_id == _O.id)
        rows = store.read(lambda connection, query=query: connection.execute(query.limit(at_once)).all())  # type: ignore[misc]
        for row in rows:
            told = Listed(*row[:-3])
            if row[-1] is not None and told.outcome_id not in seen:
                seen.add(told.outcome_id or 0)
                yield Described(told, row[-2], row[-1])
        if len(rows) < at_once:
            return
        after = rows[-1][-3]


class Decision(NamedTuple):
    """What somebody decided about a finding."""

    id: int
    report: str
    fingerprint: str
    value_hash: str
    who: str
    at: datetime
    state: str
    reason: str
    note: str
    until: str | None


def decisions(store: Store, report: str, fingerprint: str | None = None) -> tuple[Decision, ...]:
    """All that was decided about the findings of a report, oldest first; the last of each finding counts."""
    d = tables.decision.c
    query = select(*d).where(d.report == report).order_by(d.id)
    if fingerprint is not None:
        query = query.where(d.fingerprint == fingerprint)
    return tuple(Decision(*row) for row in store.read(lambda connection: connection.execute(query).all()))


class Run(NamedTuple):
    """One batch."""

    id: int
    scope: str
    settings: str
    tool: str
    state: str
    started: datetime
    ended: datetime | None
    planned: int
    audited: int
    seconds: Decimal | None


def runs(store: Store, scope: str | None = None) -> tuple[Run, ...]:
    """The batches of a folder, or all, oldest first."""
    query = select(*(column for column in tables.run.c if column.name in Run._fields)).order_by(tables.run.c.id)
    if scope is not None:
        query = query.where(tables.run.c.scope == scope)
    return tuple(Run(*row) for row in store.read(lambda connection: connection.execute(query).all()))


def handed_before(store: Store, scope: str, run: int) -> str | None:
    """What the last batch of a folder before this one noted that it handed over."""
    r = tables.run.c
    query = select(r.handed).where(r.scope == scope, r.id < run).order_by(r.id.desc()).limit(1)
    found: str | None = store.read(lambda connection: connection.execute(query).scalar())
    return found


def audited_elsewhere(store: Store, scope: str) -> tuple[int, int]:
    """How much the batches of other folders audited on this record, and which of them is the last that did or still does."""
    r = tables.run.c
    query = select(func.coalesce(func.sum(r.audited), 0), func.coalesce(func.max(r.id), 0)).where(
        r.scope != scope, or_(r.audited > 0, r.state == "running")
    )
    count, last = store.read(lambda connection: connection.execute(query).one())
    return int(count), int(last)
