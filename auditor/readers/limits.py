"""How much of a file the readers are willing to take in."""

import time

from auditor.errors import UnreadableFile
from auditor.locale import gettext as _
from auditor.model.record import Record, unchecked
from auditor.readers import alarm


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
    max_cells: int = 100_000
    """Of the whole document."""
    max_characters: int = 3_000_000
    """Of the whole document, counted as its cells show them: one shared string may stand in many."""
    max_numbers: int = 50_000
    """Runs of digits in the whole document."""
    max_lookups: int = 5_000_000
    """Cells that formulas without a result ask for, all together."""
    max_forms: int = 100
    """Reports in one file."""
    max_seconds: float = 60.0
    """For the whole audit of one file; a scan has as much for each of its pages, a conversion as much before it is read."""
    max_memory: int = 1024**3
    """Of the address space of the process that audits a file; its libraries take up a third of a gigabyte."""
    unisolated: bool = False
    """Whether another program may convert files where the system cannot keep it off the network."""
    password: str | None = None
    lang: str = "zh"
    """Of the messages."""
    deadline: float = float("inf")
    """When reading has to end, by the clock of the machine (time.monotonic)."""

    def started(self) -> "Limits":
        """These limits with the clock running, and the alarm of this process with it."""
        alarm.renew(self.max_seconds)
        return self.model_copy(update={"deadline": time.monotonic() + self.max_seconds})

    def watch(self, name: str) -> None:
        """Raises UnreadableFile when a file has taken too long."""
        if time.monotonic() > self.deadline:
            raise self.too_slow(name)

    def too_slow(self, name: str) -> UnreadableFile:
        """The error of a file that takes too long."""
        return UnreadableFile(
            _("{name}：核对超过 {seconds:g} 秒，请拆分文件或调高上限（max_seconds）。").format(
                name=name, seconds=self.max_seconds
            )
        )

    def check_cells(self, count: int, name: str) -> None:
        """Raises UnreadableFile when a file holds more cells than are read."""
        if count > self.max_cells:
            raise UnreadableFile(
                _("{name}：单元格超过 {limit} 个，请拆分文件或调高上限（max_cells）。").format(
                    name=name, limit=self.max_cells
                )
            )

    def check_characters(self, count: int, name: str) -> None:
        """Raises UnreadableFile when a file holds more text than is read."""
        if count > self.max_characters:
            raise UnreadableFile(
                _("{name}：文字超过 {limit} 个字符，请拆分文件或调高上限（max_characters）。").format(
                    name=name, limit=self.max_characters
                )
            )

    def check_numbers(self, count: int, name: str) -> None:
        """Raises UnreadableFile when a file holds more numbers than are compared."""
        if count > self.max_numbers:
            raise UnreadableFile(
                _("{name}：数字超过 {limit} 个，请拆分文件或调高上限（max_numbers）。").format(
                    name=name, limit=self.max_numbers
                )
            )

    def check_forms(self, count: int, name: str) -> None:
        """Raises UnreadableFile when a file holds more reports than are audited at once."""
        if count > self.max_forms:
            raise UnreadableFile(
                _("{name}：含有 {count} 份自评表，超过上限 {limit} 份；请拆分文件或调高上限（max_forms）。").format(
                    name=name, count=count, limit=self.max_forms
                )
            )

    def check_rows(self, count: int, name: str) -> None:
        """Raises UnreadableFile when a table has more rows than are read."""
        if count > self.max_rows:
            raise UnreadableFile(
                _("{name}：表格超过 {limit} 行，请拆分文件或调高上限（max_rows）。").format(
                    name=name, limit=self.max_rows
                )
            )

    def check_pages(self, count: int, name: str) -> None:
        """Raises UnreadableFile when a file has more pages than are read."""
        if count > self.max_pages:
            raise UnreadableFile(
                _("{name}：共 {count} 页，超过上限 {limit} 页；请拆分文件或调高上限（max_pages）。").format(
                    name=name, count=count, limit=self.max_pages
                )
            )

    def too_many_pixels(self, name: str) -> UnreadableFile:
        """The error of a picture that is larger than is read."""
        return UnreadableFile(
            _("{name}：图像的像素超过上限 {limit}；请缩小后再试，或调高上限（max_pixels）。").format(
                name=name, limit=self.max_pixels
            )
        )

    def check_lookups(self, count: int, name: str) -> None:
        """Raises UnreadableFile when the formulas of a workbook ask for more cells than are looked up."""
        if count > self.max_lookups:
            raise UnreadableFile(
                _(
                    "{name}：没有计算结果的公式要查的单元格超过 {limit} 个；请用 Excel 打开后另存再试，或调高上限（max_lookups）。"
                ).format(name=name, limit=self.max_lookups)
            )

    def check_pixels(self, count: int, name: str) -> None:
        """Raises UnreadableFile when a picture is larger than is read."""
        if count > self.max_pixels:
            raise self.too_many_pixels(name)


make_limits = unchecked(Limits)
"""Limits of figures that were checked as settings, or are those that we set."""
