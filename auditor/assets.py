"""Finds what ships beside the code: prompts/, schemas/ and samples/, in the checkout or in the wheel."""

from pathlib import Path
from typing import Literal

from auditor.errors import SettingsError
from auditor.locale import gettext as _

_PACKAGE = Path(__file__).parent

Folder = Literal["prompts", "schemas", "samples"]


def folder(name: Folder) -> Path:
    """The folder of that name. Raises SettingsError when the installation is incomplete."""
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        if (root / name).is_dir():
            return root / name
    raise SettingsError(_("安装不完整：找不到 {name}/ 目录，请重新安装 report-auditor。").format(name=name))


def checkout() -> Path:
    """The root of the source checkout, for what renews files in it. Raises SettingsError outside of one."""
    root = _PACKAGE.parent
    if not (root / "pyproject.toml").is_file():
        raise SettingsError(_("只能在源代码目录中更新这些文件：请克隆仓库后以 pip install -e '.[dev]' 安装。"))
    return root
