"""A record of every released version is brought to this one's tables, with what is in it."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from auditor.errors import StoreError
from auditor.store import engine, migrate, open_store, tables

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
