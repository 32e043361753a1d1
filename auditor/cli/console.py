"""Standard output and error on any desktop: consoles in GBK, redirects, and what their encodings lack."""

import codecs
import os
import sys
from typing import TextIO

import click

_NEAREST = {
    "↔": "<->",
    "¿": "?",
    "✓": "√",
    "✔": "√",
    "✗": "×",
    "✘": "×",
    "−": "-",
    "–": "-",
    "\u00a0": " ",
    "\u2011": "-",
    "²": "2",
    "³": "3",
    "€": "EUR",
}
"""Characters of ours that GBK lacks, and what says the same there."""

_HANDLER = "auditor.nearest"


def prepare() -> None:
    """Make both streams write whatever comes.

    A redirect is UTF-8 unless PYTHONIOENCODING says otherwise, a terminal keeps its encoding; what it lacks is replaced.
    """
    codecs.register_error(_HANDLER, _nearest)
    for stream in (sys.stdout, sys.stderr):
        if not hasattr(stream, "reconfigure"):
            continue
        own = stream.isatty() or os.environ.get("PYTHONIOENCODING")
        stream.reconfigure(errors=_HANDLER, **({} if own else {"encoding": "utf-8"}))


def put(made: bytes) -> None:
    """A whole file to standard output: its bytes as they are, but on a terminal as the text that it can show."""
    click.echo(made.decode() if _shows(sys.stdout) else made, nl=False)


def _shows(stream: TextIO) -> bool:
    return stream.isatty()


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_NEAREST.get(letter, "?") for letter in lacking), error.end
