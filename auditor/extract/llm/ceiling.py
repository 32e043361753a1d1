"""Whether a ceiling of tokens or money kept anything from being asked: told to whoever has to know it of many documents."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_NOTED: ContextVar[list[str] | None] = ContextVar("noted", default=None)


@contextmanager
def noticed() -> Iterator[list[str]]:
    """What was kept back within the block, and why."""
    found: list[str] = []
    token = _NOTED.set(found)
    try:
        yield found
    finally:
        _NOTED.reset(token)


def tell(why: str) -> None:
    """Say it to whoever takes notice."""
    found = _NOTED.get()
    if found is not None:
        found.append(why)
