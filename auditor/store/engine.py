"""How the record is reached: one address, transactions that are tried again when the connection or the turn was lost."""

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError, SQLAlchemyError

from auditor.errors import StoreError
from auditor.locale import gettext as _
from auditor.locale.system import reason

FILE_NAME = "auditor.db"
"""The record in an output folder."""

PATIENCE = 120.0
"""Seconds that a transaction is tried again while another program holds the record or the server is away."""

_POSTGRES = "postgresql+psycopg"
_BUSY_MILLISECONDS = 5_000
_FIRST_WAIT, _LONGEST_WAIT = 0.05, 2.0

_Made = TypeVar("_Made")


class Store:
    """An open record. Reading and writing go through `reading` and `write`; what is asked of it stands in the modules beside."""

    def __init__(self, engine: Engine, patience: float = PATIENCE) -> None:
        self.engine = engine
        self.patience = patience

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of this machine."""
        return self.engine.dialect.name == "sqlite"

    @property
    def folder(self) -> Path | None:
        """The folder of a record that is a file."""
        named = self.engine.url.database
        return Path(named).parent if self.is_sqlite and named else None

    @property
    def address(self) -> str:
        """Where it is, without a password."""
        return self.engine.url.render_as_string(hide_password=True)

    @property
    def url(self) -> str:
        """Where it is, as another process needs to know."""
        return self.engine.url.render_as_string(hide_password=False)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the record. Raises StoreError."""
        try:
            with self.engine.connect() as connection, connection.begin():
                yield connection
        except SQLAlchemyError as error:
            raise StoreError(told(error, self.address)) from error

    def write(self, what: Callable[[Connection], _Made]) -> _Made:
        """Do something in one transaction; what may be done twice with one result is tried again when it was cut off.

        Raises StoreError when the record stays locked, out of reach or full.
        """
        return self._patiently(lambda: self._written(what))

    def read(self, what: Callable[[Connection], _Made]) -> _Made:
        """Ask something, again when the connection was cut off. Raises StoreError."""
        return self._patiently(lambda: self._asked(what))

    def close(self) -> None:
        """Let go of it."""
        self.engine.dispose()

    def _written(self, what: Callable[[Connection], _Made]) -> _Made:
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            return what(connection)

    def _asked(self, what: Callable[[Connection], _Made]) -> _Made:
        with self.engine.connect() as connection, connection.begin():
            return what(connection)

    def _patiently(self, what: Callable[[], _Made]) -> _Made:
        until, wait = time.monotonic() + self.patience, _FIRST_WAIT
        while True:
            try:
                return what()
            except SQLAlchemyError as error:
                if not _may_pass(error) or time.monotonic() > until:
                    raise StoreError(told(error, self.address)) from error
            time.sleep(wait * random.uniform(0.5, 1.0))  # noqa: S311 - two that wait for each other part ways
            wait = min(wait * 2, _LONGEST_WAIT)


def connect(address: str | Path, *, patience: float = PATIENCE) -> Store:
    """The record at an address, as it stands: a file, a folder that holds one, or a URL. Raises StoreError."""
    url = located(address)
    try:
        if url.get_backend_name() == "sqlite":
            return Store(_sqlite(url), patience)
        return Store(_postgres(url), patience)
    except (SQLAlchemyError, ImportError) as error:
        raise StoreError(told(error, url.render_as_string(hide_password=True))) from error


def located(address: str | Path) -> URL:
    """What an address means. Raises StoreError for one that no record can have."""
    if isinstance(address, Path) or "://" not in address:
        path = Path(address)
        file = path / FILE_NAME if path.is_dir() else path
        return URL.create("sqlite", database=str(file.absolute()))
    try:
        url = make_url(address)
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(_unknown()) from error
    if backend in ("postgresql", "postgres"):
        return url.set(drivername=_POSTGRES)
    if backend == "sqlite" and url.database:
        return url.set(drivername="sqlite", database=str(Path(url.database).absolute()))
    raise StoreError(_unknown())


def _unknown() -> str:
    return _("--store 应为文件、文件夹或 postgresql+psycopg://用户:口令@主机/库；不认识别的写法。")


def _sqlite(url: URL) -> Engine:
    _own(Path(url.database or ""))
    engine = create_engine(url, connect_args={"timeout": _BUSY_MILLISECONDS / 1000, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - whatever the driver hands out
        connection.isolation_level = None  # transactions are begun below, where it is known what they are for
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "temp_store=MEMORY"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _own(file: Path) -> None:
    """See that a new record can be read by its owner only, and so what stands beside it. Raises StoreError."""
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, _OWNERS))
    except OSError as error:
        message = _("记录 {address} 打不开（{why}）：请检查路径和权限。")
        raise StoreError(message.format(address=file, why=reason(error))) from error


_OWNERS = 0o600


def _postgres(url: URL) -> Engine:
    return create_engine(
        url, pool_pre_ping=True, pool_size=4, max_overflow=4,
        connect_args={
            "connect_timeout": 10, "application_name": f"auditor-{os.getpid()}",
            "prepare_threshold": None,  # a plan for any value at all looks at every submission, also for a rare check
        },
    )  # fmt: skip


_BUSY = ("locked", "busy")
_TURNS = frozenset(
    {"40001", "23505", "40P01", "55P03", "57P01", "57P02", "57P03", "53300", "08000", "08003", "08006", "08001"}
)
"""SQLSTATE of what may go well the next time: serialisation, somebody else who entered the same, deadlock, lock, shutdown, too many connections, connection."""


def _may_pass(error: SQLAlchemyError) -> bool:
    """Whether it may go well the next time: somebody else has the turn, or the connection was lost."""
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated or getattr(error.orig, "sqlstate", None) in _TURNS:
        return True
    words = str(error.orig).lower()
    if isinstance(error, OperationalError) and getattr(error.orig, "sqlstate", None) is None and _is_postgres(error):
        return "password" not in words and "does not exist" not in words
    return any(word in words for word in _BUSY)


def _is_postgres(error: DBAPIError) -> bool:
    return type(error.orig).__module__.startswith("psycopg")


def told(error: Exception, address: str) -> str:
    """What went wrong with the record and what to do about it, without a password or a row."""
    words = str(getattr(error, "orig", None) or error).strip().splitlines()
    why = words[0] if words else type(error).__name__
    lower = why.lower()
    if any(word in lower for word in _BUSY):
        message = _("记录 {address} 一直被另一个程序占用：请等它结束后再运行同一条命令，已完成的不会重做。")
    elif "full" in lower or "disk i/o" in lower or "no space" in lower:
        message = _("记录 {address} 写不下（{why}）：请清理磁盘后再运行同一条命令，已完成的不会重做。")
    elif "unable to open" in lower or "readonly" in lower or "permission" in lower:
        message = _("记录 {address} 打不开（{why}）：请检查路径和权限。")
    elif "malformed" in lower or "not a database" in lower:
        message = _("{address} 不是记录，或已损坏（{why}）：请另指一处，或用备份恢复。")
    else:
        message = _("记录 {address} 不能用（{why}）：请检查地址、账号和服务是否在运行，再运行同一条命令。")
    return message.format(address=address, why=why)
