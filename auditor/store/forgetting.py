"""Takes everything out of a record that came from reports, so that not a word of them stays in its files."""

from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, delete, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from auditor.errors import StoreError
from auditor.store import originals, tables
from auditor.store.engine import Store, told


def counted(store: Store) -> int:
    """How many submissions the record holds. Raises StoreError."""
    return store.read(
        lambda connection: connection.execute(select(func.count()).select_from(tables.submission)).scalar_one()
    )


def forget(store: Store, root: Path | None) -> tuple[int, int]:
    """Empty the record, and remove the originals kept under `root`; how many submissions and originals there were.

    Raises StoreError, and then nothing of the record is gone.
    """
    submissions = counted(store)
    store.write(_emptied)
    if store.is_sqlite:
        _shrink(store)
    return submissions, originals.forget(root) if root is not None else 0


def _emptied(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        connection.execute(text("INSERT INTO gram(gram) VALUES ('delete-all')"))
    for table in reversed(tables.metadata.sorted_tables):
        if not (sqlite and table is tables.gram):
            connection.execute(delete(table))


def _shrink(store: Store) -> None:
    """Write the file anew: what was deleted stands in its free pages, and in the log beside it, until then."""
    try:
        with closing(store.engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.close()
    except SQLAlchemyError as error:
        raise StoreError(told(error, store.address)) from error
