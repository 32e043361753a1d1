"""The record of many reports: what was handed in, what its audit found, what people decided.

::

    from auditor.store import open_store, lists

    store = open_store("OUT")                       # a folder or file (SQLite), or postgresql+psycopg://…
    for one in lists.submissions(store, order="errors", descending=True).rows:
        results = lists.results(store, one.id)      # the whole Outcome or Submission

Writing is in `recording`, original files in `originals`, lists and searches in `lists`. SQLAlchemy is imported here and
nowhere else.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.store.engine import Store as Store

__all__ = ["Store", "open_store"]


def open_store(address: str | Path, *, patience: float | None = None) -> "Store":
    """The record at an address, made or brought up to this version where needed. Raises StoreError.

    `patience` is how many seconds a transaction is tried again while somebody else has the turn.
    """
    from auditor.store import engine, migrate

    store = engine.connect(address, patience=engine.PATIENCE if patience is None else patience)
    migrate.bring_up(store)
    return store


def __getattr__(name: str) -> object:
    """`Store`, loaded when it is asked for."""
    if name != "Store":
        raise AttributeError(f"module 'auditor.store' has no attribute {name!r}")
    from auditor.store.engine import Store

    return Store
