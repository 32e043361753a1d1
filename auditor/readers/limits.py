"""How much of a file the readers are willing to take in."""

import time

from auditor.errors import UnreadableFile
from auditor.locale import gettext as _
from auditor.model.record import Record


class Limits(Record):
    """Ceilings that keep one file from holding up the rest, and the password of an encrypted one."""

    max_bytes: int = 20 * 1024 * 1024
    max_unpacked_bytes: int = 200 * 1024 * 1024
    """Of all members of a zipped format (docx, xlsx, odt) together."""
    max_part_bytes: int = 64 * 1024 * 1024
    """Of one member that is parsed whole; its tree takes about ten times as much memory."""
    max_pages: int = 500
    max_pixels: int = 100_000_000
    """Of one picture; an A3 page at 600 dots per inch has 70 million."""
    max_rows: int = 20_000
    """Of one table."""
    max_cells: int = 400_000
    """Of the whole document."""
    max_seconds: float = 60.0
    """For reading one file; a scan has as much for each of its pages, a conversion as much before it is read."""
    max_memory: int = 3 * 1024**3
    """Of the process in which a file is read that looks unusual; its libraries take up a third of a gigabyte."""
    password: str | None = None
    lang: str = "zh"
    """Of the messages."""
    deadline: float = float("inf")
    """When reading has to end, by the clock of the machine (time.monotonic)."""

    def started(self) -> "Limits":
        """These limits with the clock running."""
        return self.model_copy(update={"deadline": time.monotonic() + self.max_seconds})

    def watch(self, name: str) -> None:
        """Raises UnreadableFile when a file has taken too long."""
        if time.monotonic() > self.deadline:
            raise self.too_slow(name)

    def too_slow(self, name: str) -> UnreadableFile:
        """The error of a file that takes too long."""
        return UnreadableFile(
            _("{name}：读取超过 {seconds:g} 秒，请拆分文件或调高上限（max_seconds）。").format(
                name=name, seconds=self.max_seconds
            )
        )

    def check_cells(self, count: int, name: str) -> None:
        """Raises UnreadableFile when a file holds more cells than are read."""
        if count > self.max_cells:
            raise UnreadableFile(
                _("{name}：单元格超过 {limit} 个，请拆分文件或调高上限后重试。").format(name=name, limit=self.max_cells)
            )

    def check_pages(self, count: int, name: str) -> None:
        """Raises UnreadableFile when a file has more pages than are read."""
        if count > self.max_pages:
            raise UnreadableFile(
                _("{name}：共 {count} 页，超过上限 {limit} 页；请拆分文件或调高上限（max_pages）。").format(
                    name=name, count=count, limit=self.max_pages
                )
            )

    def check_pixels(self, count: int, name: str) -> None:
        """Raises UnreadableFile when a picture is larger than is read."""
        if count > self.max_pixels:
            raise UnreadableFile(
                _("{name}：图像有 {count} 个像素，超过上限 {limit}；请缩小后再试。").format(
                    name=name, count=count, limit=self.max_pixels
                )
            )
