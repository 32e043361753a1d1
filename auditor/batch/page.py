"""A web page that is written piece by piece, so that ten thousand rows need no more memory than ten; its own script and no other runs."""

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files
from itertools import chain
from pathlib import Path

from auditor.locale import gettext as _
from auditor.writing import growing


@cache
def _piece(name: str) -> str:
    return files("auditor.batch").joinpath("templates", name).read_text(encoding="utf-8")


def _allowed(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def write(path: Path, title: str, body: Iterable[str], *, lang: str = "zh") -> None:
    """Write a page with such a body, whole or not at all. Raises OSError."""
    css, script = _piece("batch.css"), _piece("batch.js")
    policy = f"default-src 'none'; style-src {_allowed(css)}; script-src {_allowed(script)}; base-uri 'none'; form-action 'none'"
    with growing(path) as file:
        for piece in chain(_head(title, policy, css, lang), body, (f"<script>{script}</script>\n</body>\n</html>\n",)):
            file.write(piece.encode("utf-8", "replace"))


def _head(title: str, policy: str, css: str, lang: str) -> tuple[str, ...]:
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else lang}">\n<head>\n<meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        f"<title>{escape(title)}</title>\n<style>{css}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n",
    )


def counts(told: Iterable[tuple[str, object]]) -> str:
    """Figures with their words, beside each other."""
    items = "".join(f"<li>{escape(word)} <b>{escape(str(count))}</b></li>" for word, count in told)
    return f'<ul class="counts">{items}</ul>\n'


def table(
    headings: Iterable[str], rows: Iterable[Iterable[object]], *, numbers: frozenset[int] = frozenset()
) -> Iterable[str]:
    """A plain table, row by row; `numbers` are the columns set to the right."""
    heads = "".join(f"<th{_set(at, numbers)}>{escape(word)}</th>" for at, word in enumerate(headings))
    yield f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>\n'
    for row in rows:
        cells = "".join(
            f"<td{_set(at, numbers)}>{'' if cell is None else escape(str(cell))}</td>" for at, cell in enumerate(row)
        )
        yield f"<tr>{cells}</tr>\n"
    yield "</tbody></table></div>\n"


def _set(at: int, numbers: frozenset[int]) -> str:
    return ' class="n"' if at in numbers else ""


def shown_of() -> str:
    """How many rows are shown, as the script fills it in."""
    return _("显示 {shown} / {all} 项")
