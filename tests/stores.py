"""Records for tests: a new SQLite file, or a new database of the PostgreSQL that AUDITOR_TEST_POSTGRES names."""

import os
import uuid
from contextlib import contextmanager

import psycopg
import pytest

from auditor.store import open_store

SERVER = os.environ.get("AUDITOR_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres").replace(
    "+psycopg", ""
)


@contextmanager
def database():
    """The address of a new, empty database, which goes again; skips where no server answers, but not under CI."""
    try:
        connection = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL at AUDITOR_TEST_POSTGRES ({SERVER}): {error}")
    name = f"auditor_test_{uuid.uuid4().hex[:12]}"
    with connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield f"{SERVER.rpartition('/')[0]}/{name}".replace("postgresql://", "postgresql+psycopg://")
    finally:
        with psycopg.connect(SERVER, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def opened(address, **more):
    store = open_store(address, **more)
    try:
        yield store
    finally:
        store.close()
