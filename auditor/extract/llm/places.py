"""How many questions are out at once: fewer as soon as the endpoint says that they are too many, or lets them wait."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_TOO_MANY = frozenset({429, 503, 529})


class Places:
    """Places for questions that are asked side by side."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._taken = 0
        self._free = asyncio.Condition()

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """A place, as soon as one is free."""
        async with self._free:
            await self._free.wait_for(lambda: self._taken < self.most)
            self._taken += 1
        try:
            yield
        finally:
            async with self._free:
                self._taken -= 1
                self._free.notify_all()

    def busy(self, status: int) -> None:
        """The endpoint answered with this status: half as many from now on where it has too much to do."""
        if status in _TOO_MANY:
            self._halve()

    def slow(self) -> None:
        """A question was not answered in time: where others were out with it, they may have stood in a queue."""
        if self._taken > 1:
            self._halve()

    def _halve(self) -> None:
        self.most = max(1, self.most // 2)
