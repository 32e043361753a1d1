"""Formats that LibreOffice opens (.doc, .wps, .odt, .rtf): converted to .docx there, then read as such."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from auditor.errors import UnreadableFile, UnsupportedFormat
from auditor.locale import gettext as _
from auditor.model.source import Document
from auditor.readers import docx
from auditor.readers.builder import digest
from auditor.readers.limits import Limits

_PROGRAMS = ("soffice", "libreoffice")
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_BARE = {"docx": "doc", "xlsx": "xls"}
"""What a file without a suffix is called by what is made of it."""

Reader = Callable[[bytes, str, Limits], Document]


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Read through LibreOffice. Raises UnsupportedFormat without it, UnreadableFile when it fails or takes too long."""
    if program() is None:
        raise UnsupportedFormat(
            _("{name}：读取这种文件需要安装 LibreOffice；也可以另存为 docx 或 pdf 后再试。").format(name=name)
        )
    return through(data, name, limits, "docx", docx.read)


def program() -> str | None:
    """Where LibreOffice is; None when it is not installed."""
    return next((found for candidate in _PROGRAMS if (found := shutil.which(candidate))), None)


def through(data: bytes, name: str, limits: Limits, made: str, read_made: Reader) -> Document:
    """The document that LibreOffice makes of a file, read in the format it is made in (docx, xlsx)."""
    with tempfile.TemporaryDirectory(prefix="auditor-") as folder:
        converted = _convert(program() or _PROGRAMS[0], data, name, Path(folder), limits.max_seconds, made=made)
    document = read_made(converted, name, limits.started())
    form = Path(name).suffix.lower().lstrip(".") or _BARE[made]
    return document.model_copy(update={"format": form, "sha256": digest(data)})


def _convert(program: str, data: bytes, name: str, folder: Path, seconds: float, *, made: str) -> bytes:
    """The file that LibreOffice makes of the file, with a profile of its own: a shared one silently writes nothing."""
    source = folder / f"report{Path(name).suffix.lower() or f'.{_BARE[made]}'}"
    source.write_bytes(data)
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
               "--convert-to", _FILTERS[made], "--outdir", str(folder / "out"), str(source)]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise UnreadableFile(
            _("{name}：转换超过 {seconds} 秒，请另存为 docx 后再试。").format(name=name, seconds=seconds)
        ) from error
    written = folder / "out" / f"{source.stem}.{made}"
    if not written.is_file():
        raise UnreadableFile(
            _("{name}：LibreOffice 打不开这个文件，可能已损坏；请另存为 docx 后再试。").format(name=name)
        )
    return written.read_bytes()
