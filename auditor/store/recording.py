"""Writes into the record: what was planned, what came out, what somebody decided. All of it may be said twice and stands once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, func, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from auditor.store import tables
from auditor.store.engine import Store
from auditor.store.entries import Made, Planned, found_by

Decided = Literal["accepted", "confirmed", "rejected", "asked", "excluded", "open"]
"""What becomes of a finding: accepted as it is, confirmed as wrong in the report, rejected as a false alarm, put to the unit,
left out of the papers, taken back."""

_CHUNK = 500


def plan(store: Store, submissions: Sequence[Planned]) -> list[int]:
    """Enter submissions with their files; those that stand there stay as they are. Their numbers, in order."""
    return store.write(lambda connection: _planned(connection, submissions))


def _planned(connection: Connection, submissions: Sequence[Planned]) -> list[int]:
    enter_documents(connection, submissions)
    rows = [{**one.model_dump(exclude={"papers"}), "superseded": False} for one in submissions]
    _add(connection, tables.submission, rows, on=("key",))
    ids = _ids(connection, [one.key for one in submissions])
    enter_papers(connection, submissions, ids)
    return [ids[one.key] for one in submissions]


def enter_documents(connection: Connection, submissions: Sequence[Planned]) -> None:
    """Enter the files of submissions by what is in them."""
    documents = {
        paper.sha256: {"sha256": paper.sha256, "name": paper.name, "bytes": paper.bytes, "kept": False}
        for one in submissions
        for paper in one.papers
    }
    _add(connection, tables.document, [documents[sha256] for sha256 in sorted(documents)])


def enter_papers(connection: Connection, submissions: Sequence[Planned], ids: Mapping[str, int]) -> None:
    """Enter which files submissions have, in order."""
    listed = [
        {
            "submission_id": ids[one.key],
            "place": place,
            "sha256": paper.sha256,
            "name": paper.name,
            "path": paper.path,
            "role": paper.role,
        }
        for one in submissions
        for place, paper in enumerate(one.papers)
    ]
    _add(connection, tables.paper, listed)
    _moved(connection, listed)


def _moved(connection: Connection, listed: Sequence[Mapping[str, Any]]) -> None:
    """Files that are elsewhere now than when they were first planned."""
    paper = tables.paper.c
    where = {(row["submission_id"], row["place"]): row["path"] for row in listed}
    for some in _chunks(sorted({number for number, _place in where})):
        found = connection.execute(
            select(paper.submission_id, paper.place, paper.path).where(paper.submission_id.in_(some))
        )
        for number, place, path in found.all():
            if (now := where.get((number, place))) is not None and now != path:
                at = (paper.submission_id == number) & (paper.place == place)
                connection.execute(update(tables.paper).where(at).values(path=now))


def _ids(connection: Connection, keys: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in _chunks(keys):
        query = select(tables.submission.c.key, tables.submission.c.id).where(tables.submission.c.key.in_(some))
        found.update((row.key, row.id) for row in connection.execute(query))
    return found


_Some = TypeVar("_Some")


def _chunks(many: Sequence[_Some]) -> Iterator[Sequence[_Some]]:
    return (many[at : at + _CHUNK] for at in range(0, len(many), _CHUNK))


def begin(store: Store, scope: str, settings: str, tool: str) -> int:
    """The number of a new batch."""
    row = {"scope": scope, "settings": settings, "tool": tool, "state": "running", "started": now()}
    return store.write(lambda connection: inserted(connection, tables.run, row))


def enter(store: Store, run: int, first: int, submissions: Sequence[int]) -> None:
    """List submissions as what a batch planned, from a place on."""
    rows = [{"run_id": run, "place": place, "submission_id": one} for place, one in enumerate(submissions, first)]
    store.write(lambda connection: _add(connection, tables.item, rows))


def end(store: Store, run: int, state: str, *, planned: int, audited: int, seconds: Decimal) -> None:
    """Close a batch: done or interrupted."""
    values = {"state": state, "ended": now(), "planned": planned, "audited": audited, "seconds": seconds}
    store.write(lambda connection: connection.execute(update(tables.run).where(tables.run.c.id == run).values(values)))


def hand_over(store: Store, run: int, handed: str) -> None:
    """Note what a batch handed over."""
    query = update(tables.run).where(tables.run.c.id == run).values(handed=handed)
    store.write(lambda connection: connection.execute(query))


def keep(store: Store, made: Sequence[Made], *, again: bool = False) -> None:
    """Keep outcomes in one transaction and point the submissions of their contents to them.

    One that is there already stays, unless it failed or is done `again`: then the new one stands in its place, under its number.
    """
    store.write(lambda connection: _kept(connection, made, again=again))


def _kept(connection: Connection, made: Sequence[Made], *, again: bool) -> None:
    kept_within(connection, made, again=again)


def kept_within(connection: Connection, made: Sequence[Made], *, again: bool = False) -> list[int]:
    """Keep outcomes within a transaction, and point the submissions of their contents to them; their numbers.

    In a few statements, however many there are: each costs as much as a row of fifty.
    """
    last = {(one.entry.content, one.entry.settings, one.entry.tool): one for one in made}
    there = {key: row for key, row in _there(connection, list(last)).items() if key in last}
    fresh = {key: one for key, one in last.items() if key not in there}
    numbers = dict(
        zip(fresh, _inserted_all(connection, tables.outcome, [_row(one) for one in fresh.values()]), strict=True)
    )
    for key, row in there.items():
        one = last[key]
        if again or (row.state == "failed" and one.entry.state == "done"):
            _forget_findings(connection, int(row.id))
            connection.execute(update(tables.outcome).where(tables.outcome.c.id == row.id).values(_row(one)))
            fresh[key] = one
        numbers[key] = int(row.id)
    _fill(connection, [(numbers[key], one) for key, one in fresh.items()])
    _point(connection, [(numbers[key], one) for key, one in last.items()])
    return [numbers[one.entry.content, one.entry.settings, one.entry.tool] for one in made]


_NOT_COLUMNS = {"unit", "project", "year", "findings", "failures"}
_NOT_OF_FINDING = {"grams"}


def _row(one: Made) -> dict[str, Any]:
    return one.entry.model_dump(exclude=_NOT_COLUMNS)


def _there(connection: Connection, keys: Sequence[tuple[str, str, str]]) -> dict[tuple[str, str, str], Any]:
    """The outcomes that stand there already, by key; held against others until the end of the transaction."""
    told = tables.outcome.c
    found: dict[tuple[str, str, str], Any] = {}
    for some in _chunks(sorted({content for content, _settings, _tool in keys})):
        query = select(told.id, told.state, told.content, told.settings, told.tool).where(told.content.in_(some))
        if connection.dialect.name == "postgresql":
            query = query.order_by(told.id).with_for_update()
        found |= {(row.content, row.settings, row.tool): row for row in connection.execute(query).all()}
    return found


def _fill(connection: Connection, made: Sequence[tuple[int, Made]]) -> None:
    """The parts of outcomes that stand in tables of their own."""
    bodies = [
        {"outcome_id": number, "results": one.body, "facts": one.facts} for number, one in made if one.body is not None
    ]
    if bodies:
        connection.execute(tables.body.insert(), bodies)
    failures = [
        {"outcome_id": number, "place": place, **found.model_dump()}
        for number, one in made
        for place, found in enumerate(one.entry.failures)
    ]
    if failures:
        connection.execute(tables.failure.insert(), failures)
    told = [(number, found) for number, one in made for found in one.entry.findings]
    findings = [{"outcome_id": number, **found.model_dump(exclude=_NOT_OF_FINDING)} for number, found in told]
    if findings:
        ids = _inserted_all(connection, tables.finding, findings)
        _index(connection, [(id_, found.grams) for id_, (_number, found) in zip(ids, told, strict=True)])
        connection.execute(tables.found.insert(), list(counted(findings)))


def counted(findings: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Of each outcome how often every check found something, and at its gravest."""
    gravities: dict[tuple[str, int], list[int]] = {}
    for one in findings:
        key = one["code"], one["outcome_id"]
        gravities.setdefault(key, []).append(tables.GRAVITY.index(one["severity"]))
    for (code, outcome), each in gravities.items():
        yield {"code": code, "outcome_id": outcome, "gravity": min(each), "findings": len(each)}


def _index(connection: Connection, found_by: Sequence[tuple[int, str]]) -> None:
    """Enter what findings are found by."""
    rows = [{"id": number, "grams": grams} for number, grams in found_by]
    name = "rowid" if connection.dialect.name == "sqlite" else "finding_id"
    connection.execute(text(f"INSERT INTO gram({name}, grams) VALUES (:id, :grams)"), rows)  # noqa: S608 - one of two names


def _forget_findings(connection: Connection, number: int) -> None:
    """Take out what hangs on an outcome that is about to be replaced."""
    finding = tables.finding.c
    old = connection.execute(
        select(finding.id, finding.message, finding.quotes).where(finding.outcome_id == number)
    ).all()
    if old and connection.dialect.name == "sqlite":
        rows = [{"id": one.id, "grams": found_by(one.message, one.quotes)} for one in old]
        connection.execute(text("INSERT INTO gram(gram, rowid, grams) VALUES ('delete', :id, :grams)"), rows)
    elif old:
        connection.execute(delete(tables.gram).where(tables.gram.c.finding_id.in_([one.id for one in old])))
    for table in (tables.found, tables.finding, tables.failure, tables.body):
        connection.execute(delete(table).where(table.c.outcome_id == number))


def _point(connection: Connection, made: Sequence[tuple[int, Made]]) -> None:
    """The submissions of these contents have these outcomes; who they are is what a manifest says, else what the forms say."""
    told = tables.submission.c
    said = {name: func.coalesce(told[name], bindparam(f"the_{name}")) for name in ("unit", "project", "year")}
    query = update(tables.submission).where(told.content == bindparam("the_content"))
    rows = [
        {
            "the_content": one.entry.content, "the_number": number, "the_unit": one.entry.unit,
            "the_project": one.entry.project, "the_year": one.entry.year,
        }
        for number, one in made
    ]  # fmt: skip
    if rows:
        connection.execute(query.values(outcome_id=bindparam("the_number"), **said), rows)


def record(store: Store, planned: Planned, made: Made) -> int:
    """Enter one submission with its outcome; its number."""
    number = plan(store, [planned])[0]
    keep(store, [made])
    return number


def supersede(store: Store, run: int, named: Sequence[tuple[int, str]]) -> None:
    """Mark the submissions of a batch that later ones take the place of, named by a path, a project or its code."""
    store.write(lambda connection: _superseded(connection, run, named))


def _superseded(connection: Connection, run: int, named: Sequence[tuple[int, str]]) -> None:
    told, paper = tables.submission.c, tables.paper.c
    mine = select(tables.item.c.submission_id).where(tables.item.c.run_id == run)
    for number, name in named:
        by_path = select(paper.submission_id).where(
            or_(paper.name == name, paper.path == name, paper.path.endswith(f"/{name}", autoescape=True))
        )
        who = or_(told.id.in_(by_path), told.project == name, told.project_code == name, told.name == name)
        connection.execute(
            update(tables.submission).where(told.id.in_(mine), told.id != number, who).values(superseded=True)
        )


def cross(store: Store, scope: str, found: Sequence[tuple[Mapping[str, Any], Sequence[int]]]) -> None:
    """Put findings between submissions, each with their numbers, in place of those that a set had before."""
    store.write(lambda connection: _crossed(connection, scope, found))


def _crossed(connection: Connection, scope: str, found: Sequence[tuple[Mapping[str, Any], Sequence[int]]]) -> None:
    cross, member = tables.cross_finding.c, tables.cross_member.c
    old = select(cross.id).where(cross.scope == scope)
    connection.execute(delete(tables.cross_member).where(member.cross_id.in_(old)))
    connection.execute(delete(tables.cross_finding).where(cross.scope == scope))
    for row, members in found:
        number = inserted(connection, tables.cross_finding, {"scope": scope, **row})
        rows = [{"cross_id": number, "place": place, "submission_id": one} for place, one in enumerate(members)]
        connection.execute(tables.cross_member.insert(), rows)


def decide(
    store: Store, report: str, fingerprint: str, value_hash: str, *,
    who: str, state: Decided, reason: str = "", note: str = "", until: str | None = None,
) -> int:  # fmt: skip
    """Add a decision on a finding; earlier ones stay, the last one counts. Its number."""
    row = {
        "report": report, "fingerprint": fingerprint, "value_hash": value_hash, "who": who, "at": now(),
        "state": state, "reason": reason, "note": note, "until": until,
    }  # fmt: skip
    return store.write(lambda connection: inserted(connection, tables.decision, row))


def mark_kept(store: Store, sha256: str) -> None:
    """Say that the bytes of a file stand among the originals."""
    query = update(tables.document).where(tables.document.c.sha256 == sha256).values(kept=True)
    store.write(lambda connection: connection.execute(query))


def now() -> datetime:
    """The time, as the record keeps it."""
    return datetime.now(UTC)


def inserted(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Insert a row; its number."""
    made = connection.execute(table.insert().values(dict(row))).inserted_primary_key
    return int(made[0]) if made else 0


def _inserted_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """The numbers of many new rows, in their order."""
    if not rows:
        return []
    if (
        connection.dialect.name == "sqlite"
    ):  # where the turn to write is ours alone, and rows that return a number go one by one
        last = connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
        numbers = list(range(last + 1, last + 1 + len(rows)))
        connection.execute(table.insert(), [{"id": number, **row} for number, row in zip(numbers, rows, strict=True)])
        return numbers
    made = connection.execute(table.insert().returning(table.c.id, sort_by_parameter_order=True), list(rows))
    return [int(row.id) for row in made]


def _add(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *, on: Sequence[str] = ()) -> None:
    """Insert rows; those whose key stands there already are left as they are."""
    if not rows:
        return
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(make(table).on_conflict_do_nothing(index_elements=list(on) or None), list(rows))
