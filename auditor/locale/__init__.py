"""Messages in the user's language: written in Chinese, translated by gettext catalogues."""

import gettext as _gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

_TRANSLATIONS: ContextVar[_gettext.NullTranslations | None] = ContextVar("translations", default=None)


def gettext(message: str) -> str:
    """The message in the language that is set, or as it is written."""
    translations = _TRANSLATIONS.get()
    return message if translations is None else translations.gettext(message)


def side_by_side(*words: str) -> str:
    """The words one after another, with a blank between them where the language sets one: 执行数84.6万元, spent 84.6万元."""
    return ("" if gettext("。") == "。" else " ").join(filter(None, words))


@cache
def _catalogue(code: str) -> _gettext.GNUTranslations | None:
    """The translations into a language; None into the one that messages are written in."""
    found = _gettext.translation("auditor", Path(__file__).parent, languages=[code], fallback=True)
    return found if isinstance(found, _gettext.GNUTranslations) else None


@contextmanager
def language(code: str) -> Iterator[None]:
    """Speak this language (`zh` or `en`) within the block."""
    token = _TRANSLATIONS.set(_catalogue(code))
    try:
        yield
    finally:
        _TRANSLATIONS.reset(token)
