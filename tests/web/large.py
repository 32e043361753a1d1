"""A large record, written straight into the tables: submissions with a hundred findings each."""

from sqlalchemy import insert, text, update

from auditor.store import recording, tables

FINDINGS = 100
_AT_ONCE = 500


def fill(store, run, count):
    """So many submissions in a batch, a hundred findings each. PostgreSQL looks at what it holds by itself, but later."""
    for first in range(0, count, _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, count))
        store.write(lambda connection, numbers=numbers: written(connection, run, numbers))
    if not store.is_sqlite:
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def written(connection, run, numbers):
    outcomes = [
        {"content": f"{run}-{n}", "settings": "s", "tool": "t", "state": "done", "attempts": 1, "verdict": "contradicted", "errors": n % 9, "warnings": 3, "notes": 1, "asserting": 100, "compared": 90}
        for n in numbers
    ]  # fmt: skip
    made = returned(connection, tables.outcome, outcomes)
    rows = [
        {"key": f"{run}-{n}", "content": f"{run}-{n}", "name": f"{n}.txt", "folder": "", "unit": f"第{n % 97}单位", "department": f"{n % 7}局", "year": 2023, "superseded": False, "listed": False, "outcome_id": outcome}
        for n, outcome in zip(numbers, made, strict=True)
    ]  # fmt: skip
    ids = returned(connection, tables.submission, rows)
    items = [{"run_id": run, "place": n, "submission_id": one} for n, one in zip(numbers, ids, strict=True)]
    connection.execute(insert(tables.item), items)
    findings = [
        {"outcome_id": outcome, "document": 0, "fingerprint": f"{n:08x}{at:08x}", "value_hash": "v", "code": f"CL{at % 19:02d}" if at % 50 else "BU02", "severity": "note", "confidence": "high", "message": "某指标的完成数前后不一致", "quotes": ""}
        for n, outcome in zip(numbers, made, strict=True)
        for at in range(FINDINGS)
    ]  # fmt: skip
    connection.execute(insert(tables.finding), findings)
    connection.execute(insert(tables.found), list(recording.counted(findings)))
    planned = tables.run.c.planned + len(numbers)
    connection.execute(update(tables.run).where(tables.run.c.id == run).values(planned=planned))


def returned(connection, table, rows):
    """The numbers of new rows, in their order."""
    made = connection.execute(insert(table).returning(table.c.id, sort_by_parameter_order=True), rows)
    return made.scalars().all()
