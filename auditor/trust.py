"""Whom a folder's auditor.toml may speak for: the user's own place for settings, and the folders that the user trusts.

A folder comes with the reports in it, so its file may be a stranger's. Trust is given to a folder and to what its file says
now: when the file changes it is a stranger's again.
"""

import hashlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from auditor import writing
from auditor.errors import SettingsError
from auditor.locale import gettext as _

_HEAD = "# 受信任的目录，由 auditor trust 写入。Trusted folders, written by `auditor trust`.\n"


def home() -> Path:
    """The folder of the user's own settings: where the system keeps such, or below XDG_CONFIG_HOME."""
    stated = os.environ.get("XDG_CONFIG_HOME")
    if stated:
        return Path(stated) / "auditor"
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "auditor"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "auditor"
    return Path.home() / ".config" / "auditor"


def record() -> Path:
    """The file that remembers what is trusted."""
    return home() / "trusted.toml"


def trusted() -> dict[str, str]:
    """The folders that are trusted, each with the digest of its file. Raises SettingsError when the record is malformed."""
    import tomllib

    file = record()
    try:
        stated = tomllib.loads(file.read_text(encoding="utf-8"))["trusted"]
        return {str(folder): str(digest) for folder, digest in stated.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, AttributeError, RecursionError) as error:
        message = _("读不懂 {name}（{why}）：请改正，或删去后重新运行 auditor trust。")
        raise SettingsError(message.format(name=file, why=type(error).__name__)) from error


def is_trusted(file: Path, content: bytes) -> bool:
    """Whether the folder of this file is trusted, saying what it says now."""
    return trusted().get(_folder(file)) == _digest(content)


def trust(file: Path, content: bytes) -> None:
    """Trust the folder of this file with this content. Raises SettingsError when that cannot be remembered."""
    _change(lambda known: {**known, _folder(file): _digest(content)})


def is_vouched(content: bytes) -> bool:
    """Whether somebody here vouched for a file that says this, wherever it lies."""
    return _digest(content) in trusted().values()


def vouch(file: Path, content: bytes) -> None:
    """Vouch for a file as it is now. Raises SettingsError when that cannot be remembered."""
    _change(lambda known: {**known, _named(file): _digest(content)})


def distrust(folder: Path) -> bool:
    """Trust the folder no longer; whether it was trusted. Raises SettingsError when that cannot be remembered."""
    name = _named(folder)
    if name not in trusted():
        return False
    _change(lambda known: {other: digest for other, digest in known.items() if other != name})
    return True


def _change(how: Callable[[Mapping[str, str]], Mapping[str, str]]) -> None:
    file = record()
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise writing.unwritable(file, error) from error
    with writing.locked(file):
        known = how(trusted())
        lines = (f"{_quoted(folder)} = {_quoted(digest)}\n" for folder, digest in sorted(known.items()))
        writing.save(file, (_HEAD + "\n[trusted]\n" + "".join(lines)).encode())


def _folder(file: Path) -> str:
    return _named(file.parent)


def _named(folder: Path) -> str:
    """A folder as the record calls it: bytes that are no text stand as escapes."""
    return os.fsencode(os.path.realpath(folder)).decode("utf-8", "backslashreplace")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _quoted(text: str) -> str:
    """A TOML basic string: a JSON one, once DEL is escaped."""
    return json.dumps(text).replace("\x7f", "\\u007f")
