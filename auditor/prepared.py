"""What our own patterns and lists of words come to, kept beside the bytecode: compiled and parsed once, not at every start.

An entry is found by the whole text it was made of, so none can be out of date; another Python makes its own. The file
lies where Python keeps the bytecode of this module, is written under the same conditions and may be deleted at any time.
Nothing of a report goes into it: what is asked for here is shipped with the code or stands in a user's file of forms.
"""

import marshal
import re
import struct
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, cast

_Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""A pattern for the matching engine: flags, 32-bit words, groups, their numbers by name and their names by number."""

_Store = dict[str | tuple[str, int], Any]
"""What texts came to: of a pattern with its flags a `_Code`, of a TOML file its tables."""

_KNOWN = sys.implementation.name == "cpython" and (3, 11) <= sys.version_info[:2] <= (3, 14)
"""Whether the compiler of patterns is one that we know; with any other patterns are compiled as ever."""

_MOST = 4096
"""Entries that are kept; the package has about a thousand, users' files of forms bring a few more."""

_added: _Store = {}
"""What this run had to make."""


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of a regular expression of ours, as `re.compile` gives it."""
    if not _KNOWN:
        return re.compile(source, flags)
    key = (source, int(flags))
    code = _kept().get(key) or _added.get(key)
    if code is None:
        code = _added[key] = _compiled(source, int(flags))
    return _loaded(source, code)


def toml(text: str) -> dict[str, Any]:
    """The tables of a TOML file of ours. Raises TOMLDecodeError."""
    tables = _kept().get(text)
    if tables is None:
        import tomllib

        tables = tomllib.loads(text)
        with suppress(ValueError):  # dates are not kept
            marshal.dumps(tables)
            _added[text] = tables
    return cast("dict[str, Any]", tables)


def save() -> None:
    """Keep what this run had to make, where Python would keep bytecode; where it cannot, the next run makes it again."""
    file = _file()
    if not _added or file is None or sys.dont_write_bytecode:
        return
    from auditor.writing import write_whole

    entries = {**_read(file), **_added}
    if len(entries) > _MOST:
        entries = _added
    with suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        write_whole(file, marshal.dumps((_MADE_BY, entries)), settled=False)
    _added.clear()


_MADE_BY = (1, sys.version)
"""The order of what is kept, and the Python that made it."""


@cache
def _kept() -> _Store:
    file = _file()
    return {} if file is None else _read(file)


def _file() -> Path | None:
    """Beside the bytecode of this module; None where it was not loaded from a file."""
    cached = __spec__.cached if __spec__ else None
    return Path(cached).with_suffix(".kept") if cached else None


def _read(file: Path) -> _Store:
    """What the file holds; nothing where there is none, or one of another Python, or a damaged one."""
    try:
        made_by, entries = marshal.loads(file.read_bytes())  # noqa: S302 - as safe as the bytecode beside it
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return cast("_Store", entries) if made_by == _MADE_BY else {}


def _compiled(source: str, flags: int) -> _Code:
    """What `re.compile` hands to the matching engine. Raises re.error."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(source, flags)
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    words = _compiler._code(parsed, flags)  # noqa: SLF001 - the step before the engine has no public name
    packed = struct.pack(f"={len(words)}I", *words)
    return flags | state.flags, packed, state.groups - 1, dict(state.groupdict), tuple(names)


def _loaded(source: str, code: _Code) -> re.Pattern[str]:
    from _sre import compile as load  # type: ignore[import-not-found]

    flags, words, groups, numbers, names = code
    return cast("re.Pattern[str]", load(source, flags, memoryview(words).cast("I").tolist(), groups, numbers, names))
