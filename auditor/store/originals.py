"""The bytes of the files that were handed in, by what is in them: originals/ab/cd/abcd…, for their owner alone."""

import hashlib
import os
from pathlib import Path

from auditor.errors import StoreError
from auditor.locale import gettext as _
from auditor.locale.system import reason
from auditor.store.engine import Store
from auditor.store.recording import mark_kept
from auditor.writing import write_whole

FOLDER = "originals"
_OWNERS_FOLDER = 0o700


def place_of(root: Path, sha256: str) -> Path:
    """Where the bytes with this digest stand."""
    return root / FOLDER / sha256[:2] / sha256[2:4] / sha256


def keep(store: Store, root: Path, data: bytes) -> str:
    """Keep a file's bytes and say so in the record; their digest. Raises StoreError."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = place_of(root, sha256)
    try:
        if not target.is_file():
            for folder in (target.parents[2], target.parents[1], target.parent):
                folder.mkdir(mode=_OWNERS_FOLDER, parents=True, exist_ok=True)
            write_whole(target, data, private=True)
    except OSError as error:
        message = _("原件存不进 {folder}（{why}）：请检查磁盘空间和权限。")
        raise StoreError(message.format(folder=root / FOLDER, why=reason(error))) from error
    mark_kept(store, sha256)
    return sha256


def fetch(root: Path, sha256: str) -> bytes | None:
    """The bytes with this digest; None where they were not kept, or are not what they were."""
    try:
        data = place_of(root, sha256).read_bytes()
    except FileNotFoundError:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def forget(root: Path) -> int:
    """Remove all originals; how many there were."""
    count = 0
    for folder, folders, names in os.walk(root / FOLDER, topdown=False):
        for name in names:
            (Path(folder) / name).unlink()
            count += 1
        for name in folders:
            (Path(folder) / name).rmdir()
    if (root / FOLDER).is_dir():
        (root / FOLDER).rmdir()
    return count
