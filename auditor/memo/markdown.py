"""The memo as Markdown; whatever the report says is text and never markup."""

import re
from collections.abc import Iterable, Iterator, Sequence

from auditor.memo import memorandum
from auditor.memo.paper import Grid, Heading, Paper, Tick, Words
from auditor.model.finding import Outcome
from auditor.model.source import Document

_MARKUP = re.compile(r"[\\`*_\[\]<>|~#&$]|^[-+=]|^\d+[.)](?=\s)")
"""What Markdown reads as markup: `|` splits a table, `<` opens a tag, a leading `=` underlines a heading."""

_BETWEEN = "\n---\n\n"


def render(outcomes: Sequence[Outcome], documents: Sequence[Document]) -> bytes:  # noqa: ARG001 - every writer's signature
    """One memo after another."""
    return lay_out([memorandum.paper(outcome) for outcome in outcomes])


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
