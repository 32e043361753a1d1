"""How this installation was made, and what therefore adds a part that is missing: no index is promised that has us."""

import importlib.util
import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from auditor.locale import gettext as _

NAME = "report-auditor"
Extra = Literal["ocr", "pdf", "web"]

_LIBRARIES: dict[Extra, tuple[str, ...]] = {
    "ocr": ("pytesseract", "pillow"),
    "pdf": ("weasyprint",),
    "web": ("fastapi", "uvicorn", "python-multipart"),
}
"""What each extra of pyproject.toml brings; any index or folder of wheels has them."""


def adding(extra: Extra) -> str:
    """The command that adds an extra's libraries to this installation."""
    libraries = " ".join(_LIBRARIES[extra])
    parts = {part.casefold() for part in Path(sys.prefix).parts}
    if "pipx" in parts:
        return f"pipx inject {NAME} {libraries}"
    if {"uv", "tools"} <= parts:
        return f"uv tool install {NAME} " + " ".join(f"--with {one}" for one in _LIBRARIES[extra]) + " --reinstall"
    if any(_from_source()):
        return f'pip install -e ".[{extra}]"'
    if _installer() == "uv":
        return f"uv pip install {libraries}"
    return f"{'py' if sys.platform == 'win32' else 'python3'} -m pip install {libraries}"


def missing_isolation() -> Iterator[str]:
    """What keeps a hostile file from doing harm elsewhere, and this system does not have."""
    if importlib.util.find_spec("resource") is None:
        yield _("这种系统不能限制一个文件所用的内存：来历不明的文件请先核实。")
    if not hasattr(signal, "setitimer"):
        yield _("这种系统没有定时中断：读取超时只在各步之间检查。")


def _from_source() -> Iterator[bool]:
    """Whether the code is that of a checkout: it lies in one, or the installation says so."""
    yield (Path(__file__).parents[1] / "pyproject.toml").is_file()
    stated = _stated("direct_url.json")
    yield bool(stated) and bool(json.loads(stated).get("dir_info", {}).get("editable"))


def _installer() -> str:
    return _stated("INSTALLER").strip()


def _stated(file: str) -> str:
    """What the installation's own record says; nothing where there is none."""
    from importlib import metadata

    try:
        return metadata.distribution(NAME).read_text(file) or ""
    except metadata.PackageNotFoundError:
        return ""
