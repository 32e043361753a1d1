"""What a batch is to do: folders walked, zips opened, lists read; one submission after another, none of them in memory for long."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from auditor.batch import manifest, sources
from auditor.batch.manifest import Row
from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.store.entries import Paper, Planned, content_of, key_of

_LONGEST_NAME = 48
"""Characters of a submission's folder before the mark that tells it apart."""
_UNFIT = str.maketrans(dict.fromkeys((*'<>:"/\\|?*', *map(chr, range(32))), "_"))


@dataclass(frozen=True)
class Asked:
    """What a batch is asked to look at: files and folders, a list, what stands in one folder as one submission, and what to leave out."""

    paths: Sequence[Path]
    manifest: Path | None = None
    by_folder: bool = False
    without: Path | None = None
    """The folder of the output, should it lie among the reports."""
    max_bytes: int = 20 * 1024 * 1024


@dataclass(frozen=True)
class _Found:
    """A file: where it is, how it is called from where the search began, and the folder it stands in."""

    path: str
    name: str
    folder: str = field(default="")


OF_PROGRAMS = frozenset(
    {".json", ".toml", ".yaml", ".yml", ".db", ".db-wal", ".db-shm", ".py", ".js", ".css", ".log", ".lnk"}
)
"""Files that stand in folders and that nobody hands in; a list may name them all the same."""


def plan(asked: Asked, skipped: "Counter[str] | None" = None) -> Iterator[Planned]:
    """Every submission, in the order of names. `skipped` counts files of programs by suffix, which are left out. Raises SettingsError for a path that is not there and a list that cannot be used."""
    if asked.manifest is not None:
        yield from _listed(asked.manifest, asked)
    together: list[_Found] = []
    named = {sources.said(path.resolve()) for path in asked.paths if path.is_file()}
    for found in _searched(asked):
        if (suffix := Path(found.name).suffix.lower()) in OF_PROGRAMS and found.path not in named:
            (skipped if skipped is not None else Counter())[suffix] += 1
            continue
        if asked.by_folder and together and together[0].folder != found.folder:
            yield _planned(together, asked)
            together = []
        together.append(found)
        if not asked.by_folder:
            yield _planned(together, asked)
            together = []
    if together:
        yield _planned(together, asked)


def require(paths: Sequence[Path]) -> None:
    """Raises SettingsError for a path that is not there."""
    for path in paths:
        if not path.exists():
            raise SettingsError(_("{name}：没有这个文件或文件夹；请检查路径。").format(name=path))


def _searched(asked: Asked) -> Iterator[_Found]:
    require(asked.paths)
    for path in asked.paths:
        root = path.resolve()
        if root.is_dir():
            yield from _walked(root, asked)
        else:
            yield from _opened(sources.said(root), root.name, root.parent.name)


def _walked(root: Path, asked: Asked) -> Iterator[_Found]:
    """The files below a folder, folder by folder; links to folders are not followed, so that none goes in circles."""
    without = asked.without.resolve() if asked.without is not None else None
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        folders[:] = sorted(
            name for name in folders if not sources.is_hidden(name) and (without is None or here / name != without)
        )
        shown = sources.said(here.relative_to(root.parent))
        for name in sorted(names):
            if not sources.is_hidden(name) and (file := here / name).is_file():
                yield from _opened(sources.said(file), f"{shown}/{sources.said(name)}", shown)


def _opened(path: str, name: str, folder: str, depth: int = 0) -> Iterator[_Found]:
    """A file, or those of a zip. A zip that cannot be opened is left as it is: its audit says so, with the remedy."""
    if not sources.is_zip(name) or depth == sources.DEEPEST:
        yield _Found(path, name, folder)
        return
    inside = sources.members(path)
    if not inside:
        yield _Found(path, name, folder)
        return
    for member in inside:
        within = f"{name}{sources.INSIDE}{member.name}"
        yield from _opened(f"{path}{sources.INSIDE}{member.name}", within, within.rpartition("/")[0], depth + 1)


def _listed(path: Path, asked: Asked) -> Iterator[Planned]:
    """The submissions of a list: a group of rows each, in the order of their first row."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in manifest.read(path):
        groups.setdefault(row.group, []).append(row)
    for rows in groups.values():
        yield _from_list(path.resolve().parent, rows, asked)


def _from_list(base: Path, rows: Sequence[Row], asked: Asked) -> Planned:
    papers = tuple(_paper(str(base / row.path), row.path, asked, row) for row in rows)
    first = rows[0]
    told = {name: next((value for row in rows if (value := getattr(row, name))), None) for name in _TOLD}
    content = content_of(papers)
    named = " ".join(str(part) for part in (first.unit or first.unit_code, first.project or first.project_code) if part)
    name = named or first.path
    key = key_of(content, "listed", *told.values(), *(row.path for row in rows))
    return Planned(
        key=key, content=content, name=name, folder=_folder(name, key), papers=papers, listed=True, **told
    )  # fmt: skip


_TOLD = ("unit_code", "unit", "department", "project_code", "project", "year", "supersedes")


def _planned(files: Sequence[_Found], asked: Asked) -> Planned:
    papers = tuple(_paper(found.path, found.name, asked) for found in files)
    content = content_of(papers)
    name = files[0].name if len(files) == 1 else files[0].folder
    key = key_of(content, "found", *(found.name for found in files))
    stem = name.rpartition("/")[2]
    shown = stem.rpartition(".")[0] or stem if len(files) == 1 else stem
    return Planned(key=key, content=content, name=name, folder=_folder(shown, key), papers=papers)


def _paper(path: str, name: str, asked: Asked, row: Row | None = None) -> Paper:
    found = sources.fingerprint(path, asked.max_bytes)
    plain = name.replace("\\", "/").rpartition("/")[2]
    return Paper(name=plain, path=path, sha256=found.sha256, bytes=found.bytes, role=row.role if row else None)


def _folder(name: str, key: str) -> str:
    """A folder's name that every system takes, that nobody else has, and that tells whose it is."""
    plain = name.translate(_UNFIT).strip(" .")
    return f"{plain[:_LONGEST_NAME].rstrip(' .') or '_'}-{key[:8]}"


def chunks(planned: Iterable[Planned], size: int) -> Iterator[list[Planned]]:
    """Submissions by so many."""
    some: list[Planned] = []
    for one in planned:
        some.append(one)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some
