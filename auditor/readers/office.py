"""Formats that LibreOffice opens (.doc, .wps, .odt, .rtf): converted to .docx there, then read as such."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from auditor.errors import UnreadableFile, UnsupportedFormat
from auditor.locale import gettext as _
from auditor.model.source import Document
from auditor.readers import docx
from auditor.readers.builder import digest
from auditor.readers.limits import Limits

_PROGRAMS = ("soffice", "libreoffice")


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Read through LibreOffice. Raises UnsupportedFormat without it, UnreadableFile when it fails or takes too long."""
    program = next((found for candidate in _PROGRAMS if (found := shutil.which(candidate))), None)
    if program is None:
        raise UnsupportedFormat(
            _("{name}：读取这种文件需要安装 LibreOffice；也可以另存为 docx 或 pdf 后再试。").format(name=name)
        )
    with tempfile.TemporaryDirectory(prefix="auditor-") as folder:
        converted = _convert(program, data, name, Path(folder), limits.max_seconds)
    document = docx.read(converted, name, limits)
    return document.model_copy(
        update={"format": Path(name).suffix.lower().lstrip(".") or "doc", "sha256": digest(data)}
    )


def _convert(program: str, data: bytes, name: str, folder: Path, seconds: float) -> bytes:
    """The .docx that LibreOffice makes of the file, with a profile of its own: a shared one silently writes nothing."""
    source = folder / f"report{Path(name).suffix.lower() or '.doc'}"
    source.write_bytes(data)
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
               "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source)]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise UnreadableFile(
            _("{name}：转换超过 {seconds} 秒，请另存为 docx 后再试。").format(name=name, seconds=seconds)
        ) from error
    made = folder / "out" / f"{source.stem}.docx"
    if not made.is_file():
        raise UnreadableFile(
            _("{name}：LibreOffice 打不开这个文件，可能已损坏；请另存为 docx 后再试。").format(name=name)
        )
    return made.read_bytes()
