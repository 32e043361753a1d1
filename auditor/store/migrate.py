"""Brings a record to the form this version knows; one of a newer version is refused."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from auditor.errors import StoreError
from auditor.locale import gettext as _
from auditor.store import tables
from auditor.store.engine import Store, told

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0004"
"""The revision that this version writes; a test holds it to the last of `migrations/versions`."""

_PLACE = Path(__file__).parent / "migrations"
_LOCK = 0x61756469
"""Of PostgreSQL, for as long as one program changes the tables."""


def bring_up(store: Store) -> None:
    """Make the tables, or change older ones, where that is needed. Raises StoreError."""
    try:
        if store.read(_revision) != HEAD:
            store.write(lambda connection: upgrade(connection, HEAD))
    except SQLAlchemyError as error:
        raise StoreError(told(error, store.address)) from error


def upgrade(connection: Connection, to: str) -> None:
    """Bring the tables to a revision. Raises StoreError for those of a newer version, and for tables that are not ours."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    revision = _revision(connection)
    if revision == to:
        return
    if revision is None and to == HEAD and not inspect(connection).has_table("submission"):
        _make(connection)
        return
    from alembic import command
    from alembic.script import ScriptDirectory

    settings = _settings(connection)
    known = {one.revision for one in ScriptDirectory.from_config(settings).walk_revisions()}
    if revision is not None and revision not in known:
        raise StoreError(_("记录由更新的版本写出（{revision}）：请先升级本程序。").format(revision=revision))
    if revision is None and inspect(connection).has_table("submission"):
        raise StoreError(_("这个数据库里已有别的程序的表（submission）：请为记录另建一个库。"))
    command.upgrade(settings, to)


def _make(connection: Connection) -> None:
    """All tables as they are now, without the steps that led there: a test holds both to be the same."""
    strange = (tables.gram,) if connection.dialect.name == "sqlite" else ()
    tables.metadata.create_all(connection, [one for one in tables.metadata.sorted_tables if one not in strange])
    connection.execute(text(_GRAM_SQLITE if strange else _GRAM_POSTGRES))
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": HEAD})


_GRAM_SQLITE = "CREATE VIRTUAL TABLE gram USING fts5(grams, content='', detail=none, columnsize=0)"
_GRAM_POSTGRES = "CREATE INDEX ix_gram_words ON gram USING gin (to_tsvector('simple', grams))"


def _revision(connection: Connection) -> str | None:
    """The revision of the tables; None where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _settings(connection: Connection) -> "Config":
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(_PLACE).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made
