"""Formats that LibreOffice opens (.doc, .wps, .odt, .rtf): converted to .docx there, then read as such."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from auditor.errors import UnreadableFile, UnsupportedFormat
from auditor.locale import gettext as _
from auditor.model.source import Document
from auditor.readers import docx, isolated, links
from auditor.readers.builder import digest
from auditor.readers.limits import Limits

_PROGRAMS = ("soffice", "libreoffice")
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_BARE = {"docx": "doc", "xlsx": "xls"}
"""What a file without a suffix is called by what is made of it."""

_GROWTH = 5
"""A converted file may be so many times as long as a file may be."""
_PLAIN_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "SYSTEMROOT", "FONTCONFIG_PATH")
"""What of the environment another program is given: no keys, no session bus, no proxies."""

_PROFILE = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisablePythonRuntime", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "CrashReport", "false"),
    ("Office.Common/Misc", "CollectUsageInformation", "false"),
    ("Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments", "AutoCheckEnabled", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
"""Places in the registry of LibreOffice; links are followed never (2), macros run never (3), port 9 swallows what it is sent."""

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
        converted = _convert(program() or _PROGRAMS[0], data, name, Path(folder), limits, made=made)
    document = read_made(converted, name, limits.started())
    form = Path(name).suffix.lower().lstrip(".") or _BARE[made]
    return document.model_copy(update={"format": form, "sha256": digest(data)})


def _convert(program: str, data: bytes, name: str, folder: Path, limits: Limits, *, made: str) -> bytes:
    """The file that LibreOffice makes of the file, with a profile of its own: a shared one silently writes nothing."""
    source = folder / f"report{_suffix(name) or f'.{_BARE[made]}'}"
    source.write_bytes(links.severed(data, name, limits))
    _settle(folder / "profile" / "user")
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
               "--convert-to", _FILTERS[made], "--outdir", str(folder / "out"), str(source)]  # fmt: skip
    if _run(command, name, folder, limits) == isolated.REFUSED:
        raise UnreadableFile(_not_isolated(name))
    written = folder / "out" / f"{source.stem}.{made}"
    if not written.is_file():
        raise UnreadableFile(
            _("{name}：LibreOffice 打不开这个文件，可能已损坏；请另存为 docx 后再试。").format(name=name)
        )
    if written.stat().st_size > limits.max_bytes * _GROWTH:
        raise UnreadableFile(
            _("{name}：转换后超过上限 {limit} 字节；请拆分文件或调高上限（max_bytes）。").format(
                name=name, limit=limits.max_bytes * _GROWTH
            )
        )
    return written.read_bytes()


def _run(command: list[str], name: str, folder: Path, limits: Limits) -> int:
    """How the command ended, kept off every network; with leave of the user also where the system cannot do that."""
    alone = isolated.command(command)
    if alone is None and not limits.unisolated:
        return isolated.REFUSED
    ended = _finish(alone or command, name, folder, limits)
    return _finish(command, name, folder, limits) if ended == isolated.REFUSED and limits.unisolated else ended


def _finish(command: list[str], name: str, folder: Path, limits: Limits) -> int:
    """The exit code. Raises UnreadableFile when the command takes too long; nothing that it started outlives it."""
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ} | {
        "HOME": str(folder),
        "TMPDIR": str(folder),
    }
    process = subprocess.Popen(  # noqa: S603 - the program that was found, on a file of ours
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        env=environment, cwd=folder,
    )  # fmt: skip
    try:
        return process.wait(timeout=limits.max_seconds)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(
            _("{name}：转换超过 {seconds:g} 秒，请另存为 docx 后再试，或调高上限（max_seconds）。").format(
                name=name, seconds=limits.max_seconds
            )
        ) from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
            process.wait()


def _suffix(name: str) -> str:
    """The name's suffix where it is a plain one: what else a name holds is no business of another program."""
    suffix = Path(name).suffix.lower()
    return suffix if _PLAIN_SUFFIX.fullmatch(suffix) else ""


def _settle(folder: Path) -> None:
    """A profile that follows no link, runs no macro, looks for no update, and would only find a proxy that is not there."""
    folder.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _PROFILE
    )
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )


def _not_isolated(name: str) -> str:
    return _(
        "{name}：本机无法让 LibreOffice 断网运行，为防文件里的链接把信息带出去，没有转换；"
        "请另存为 docx、xlsx 或 pdf 后再试，或设 unisolated = true 允许转换。"
    ).format(name=name)
