"""A record of every released version is brought to this one's tables, with what is in it."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from auditor.errors import StoreError
from auditor.store import casework, engine, lists, migrate, open_store, tables

REVISIONS = [one.revision for one in ScriptDirectory(str(migrate._PLACE)).walk_revisions()]
RELEASED = ("0001",)
"""Revisions that versions were given out with."""


def bare(store):
    """The same place without any table."""
    made = engine.connect(store.url)
    made.write(_emptied)
    return made


def _emptied(connection):
    if connection.dialect.name == "postgresql":
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
        return
    connection.execute(text("PRAGMA defer_foreign_keys=ON"))
    for (name,) in connection.execute(
        text(
            "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'gram_%' AND name NOT LIKE 'sqlite_%'"
        )
    ).all():
        connection.execute(text(f"DROP TABLE {name}"))


def test_the_newest_step_is_the_one_this_version_writes():
    assert REVISIONS[0] == migrate.HEAD
    assert set(RELEASED) <= set(REVISIONS)


@pytest.mark.parametrize("revision", RELEASED)
def test_a_released_version_is_brought_up_with_what_is_in_it(store, revision):
    older = bare(store)
    older.write(lambda connection: command.upgrade(migrate._settings(connection), revision))
    older.write(
        lambda connection: connection.execute(
            text("INSERT INTO document (sha256, name, bytes, kept) VALUES ('a', '表.docx', 1, :kept)"), {"kept": True}
        )
    )
    migrate.bring_up(older)
    assert older.read(lambda connection: connection.execute(text("SELECT name FROM document")).scalar()) == "表.docx"
    assert older.read(differences) == []
    older.close()


def test_sums_are_made_of_what_an_older_record_holds(store):
    older = bare(store)
    older.write(lambda connection: command.upgrade(migrate._settings(connection), "0002"))
    older.write(lambda connection: [connection.execute(text(one)) for one in OLDER])
    migrate.bring_up(older)
    assert [tuple(one.__dict__.values()) for one in lists.by_code(older)] == [
        ("CL01", "error", 2, 1),
        ("CL02", "note", 1, 1),
    ]
    assert casework.batch(older, 1).cases == 2
    older.close()


OLDER = (
    "INSERT INTO run (id, scope, settings, tool, state, started, planned, audited) VALUES (1, 'review', 's', 't', 'running', '2026-01-01', 0, 0)",
    "INSERT INTO review_batch (run_id, name, department, profile, preparer, letterhead, made) VALUES (1, '批次', '', '', '', '{}', '2026-01-01 00:00:00.000000')",
    "INSERT INTO outcome (id, content, settings, tool, state, attempts, asserting, compared, errors, warnings, notes, forms, tokens) VALUES (1, 'c', 's', 't', 'done', 1, 0, 0, 2, 0, 1, 1, 0)",
    "INSERT INTO submission (id, key, content, name, folder, superseded, listed, outcome_id) VALUES (1, 'k', 'c', 'n', '', false, false, 1), (2, 'l', 'd', 'n', '', false, false, NULL)",
    "INSERT INTO item (run_id, place, submission_id) VALUES (1, 0, 1), (1, 1, 2)",
    "INSERT INTO finding (outcome_id, fingerprint, value_hash, code, severity, confidence, message, quotes) VALUES (1, 'f', 'v', 'CL01', 'warning', 'high', '', ''), (1, 'g', 'v', 'CL01', 'error', 'high', '', ''), (1, 'h', 'v', 'CL02', 'note', 'high', '', '')",
)
"""What a record of the revision before holds: a batch of two, one of them audited."""


def test_new_tables_are_those_that_the_steps_lead_to(store):
    assert store.read(differences) == []
    wanted = store.read(indexes)
    older = bare(store)
    older.write(stepped)
    assert older.read(indexes) == wanted
    older.close()


def stepped(connection):
    command.upgrade(migrate._settings(connection), migrate.HEAD)


def indexes(connection):
    if connection.dialect.name == "postgresql":
        return sorted(connection.execute(text("SELECT indexdef FROM pg_indexes WHERE schemaname='public'")).scalars())
    return sorted(connection.execute(text("SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")).scalars())


def differences(connection):
    """What the tables have otherwise than `tables` says; the index of pairs is each database's own."""
    context = MigrationContext.configure(
        connection, opts={"include_name": lambda name, kind, _parents: kind != "table" or not name.startswith("gram")}
    )
    wanted = tables.MetaData(naming_convention=tables.NAMING)
    for table in tables.metadata.tables.values():
        if table.name != "gram":
            table.to_metadata(wanted)
    return compare_metadata(context, wanted)


def test_a_newer_record_is_refused(store):
    store.write(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num='9999'")))
    with pytest.raises(StoreError, match="升级"):
        open_store(store.url)


def test_tables_of_another_program_are_left_alone(store):
    strange = bare(store)
    strange.write(lambda connection: connection.execute(text("CREATE TABLE submission (x INTEGER)")))
    with pytest.raises(StoreError, match="别的程序"):
        migrate.bring_up(strange)
    strange.close()
