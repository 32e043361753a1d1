"""The memo as Markdown; whatever the report says is text and never markup."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from auditor.locale import gettext as _
from auditor.memo.contents import Contents, bracketed, contents
from auditor.memo.paper import Grid, Heading, Paper, Tick, Words
from auditor.model.finding import Outcome
from auditor.model.source import Document

if TYPE_CHECKING:
    from jinja2 import Template

_MARKUP = re.compile(r"[\\`*_\[\]<>|~#&$]|^[-+=]|^\d+[.)](?=\s)")
"""What Markdown reads as markup: `|` splits a table, `<` opens a tag, a leading `=` underlines a heading."""

_BETWEEN = "\n---\n\n"


def render(outcomes: Sequence[Outcome], documents: Sequence[Document]) -> bytes:  # noqa: ARG001 - every writer's signature
    """One memo after another."""
    return _BETWEEN.join(_page(contents(outcome)) for outcome in outcomes).encode()


def lay_out(papers: Sequence[Paper]) -> bytes:
    """Papers of other kinds, one after another."""
    return _BETWEEN.join("".join(f"{line}\n" for line in _lines(paper)) for paper in papers).encode()


def _lines(paper: Paper) -> Iterator[str]:
    yield f"# {escape(paper.title)}"
    if paper.subtitle:
        yield f"\n{escape(paper.subtitle)}"
    for part in paper.parts:
        yield ""
        match part:
            case Heading(text, level, _on_new_page):
                yield f"{'#' * (level + 1)} {escape(text)}"
            case Words(text, label):
                yield escape(label + text)
            case Grid():
                yield from _rows(part)
            case Tick(code, text, details):
                yield f"- [ ] **{escape(code)}** {escape(text)}"
                yield from (f"  - {escape(label)}：{escape(value)}" for label, value in details)


def _rows(grid: Grid) -> Iterator[str]:
    yield _row(grid.heads or ("",) * len(grid.shares))
    yield "|" + "---|" * len(grid.shares)
    yield from map(_row, grid.rows)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join("<br>".join(map(escape, cell.split("\n"))) for cell in cells) + " |"


def escape(text: str) -> str:
    """The text with everything escaped that Markdown would read as markup."""
    return _MARKUP.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", text)


def _page(memo: Contents) -> str:
    return _template().render(
        {name: getattr(memo, name) for name in (*Contents.__dataclass_fields__, "reasons", "unread_first")}
    )


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("auditor.memo"),
        autoescape=True,
        finalize=_finish,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update({"_": _, "bracketed": bracketed})
    return environment.get_template("memo.md.j2")


def _finish(value: object) -> object:
    """Escaped for Markdown and marked as done, so that nothing is escaped twice."""
    from markupsafe import Markup

    return Markup(escape(value)) if isinstance(value, str) and not isinstance(value, Markup) else value  # noqa: S704 - for Markdown
