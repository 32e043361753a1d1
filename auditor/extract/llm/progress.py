"""How far the questions about a document are: told call by call to whoever watches, for a long report takes minutes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple


class Step(NamedTuple):
    """So many of so many questions are answered, the last one about this."""

    done: int
    of: int
    about: str


Watch = Callable[[Step], None]

_WATCH: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Tell every step within the block to this."""
    token = _WATCH.set(watch)
    try:
        yield
    finally:
        _WATCH.reset(token)


def tell(step: Step) -> None:
    """Say a step to whoever watches."""
    watch = _WATCH.get()
    if watch is not None:
        watch(step)
