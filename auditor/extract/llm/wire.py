"""What may come over the wire: an answer of bounded size, also unpacked, from the place that was asked and no other."""

import zlib
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx2

MOST_BYTES = 8 * 2**20
"""Of the body of an answer: many times the longest that fits its schema."""

ENCODINGS = "gzip, deflate"
"""How an answer may be packed: so that it can be unpacked piece by piece."""


class TooLong(Exception):  # noqa: N818 - said to nobody: the client puts it in words
    """A body that goes on beyond the bound, or is packed in a way that was not asked for."""


async def bounded(response: "httpx2.Response") -> None:
    """See that the body is read up to the bound only, whatever its head says about its length."""
    packed = response.headers.pop("content-encoding", "identity").strip().lower()
    if packed not in {"", "identity", *ENCODINGS.split(", "), "x-gzip"}:
        await response.aclose()
        raise TooLong
    response.stream = _body(response.stream, packed)  # type: ignore[arg-type]


def _body(stream: "httpx2.AsyncByteStream", packed: str) -> "httpx2.AsyncByteStream":
    import httpx2

    class Bounded(httpx2.AsyncByteStream):
        """The body, unpacked, until it is too long."""

        async def __aiter__(self) -> AsyncIterator[bytes]:
            taken = unpacked = 0
            unpack = _Unpacker(packed)
            async for piece in stream:
                taken += len(piece)
                content = unpack(piece, MOST_BYTES - unpacked)
                unpacked += len(content)
                if max(taken, unpacked) > MOST_BYTES:
                    raise TooLong
                yield content

        async def aclose(self) -> None:
            await stream.aclose()

    return Bounded()


class _Unpacker:
    """Unpacks a body piece by piece, never much more of it than is asked for."""

    def __init__(self, packed: str) -> None:
        self._packed = packed not in {"", "identity"}
        self._unzip = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self._begun = False

    def __call__(self, piece: bytes, most: int) -> bytes:
        """The next piece. Raises TooLong where more than `most` bytes come of it, or what is packed is none of the kinds."""
        if not self._packed:
            return piece
        try:
            content = self._unpacked(piece, most)
        except zlib.error as error:
            raise TooLong from error
        if self._unzip.unconsumed_tail:
            raise TooLong
        return content

    def _unpacked(self, piece: bytes, most: int) -> bytes:
        try:
            content = self._unzip.decompress(piece, most + 1)
        except zlib.error:
            if self._begun:
                raise
            self._unzip = zlib.decompressobj(-zlib.MAX_WBITS)  # "deflate" without its wrapping, as some servers send it
            content = self._unzip.decompress(piece, most + 1)
        self._begun = True
        return content
