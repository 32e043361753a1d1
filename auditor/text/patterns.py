"""Patterns that are compiled when they are first used: a run uses half of all, and compiling them is a good part of its start."""

import re
from typing import Any, cast

from auditor import prepared


class _Later:
    """Stands for a pattern; its methods are those of the pattern from the first use on."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has by that name
        compiled = prepared.pattern(self._source, self._flags)
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        return getattr(compiled, name)


_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


def lazily(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of a regular expression, compiled when it is first asked for anything."""
    return cast("re.Pattern[str]", _Later(source, flags))
