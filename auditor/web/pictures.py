"""A PDF beside its findings: the pages as they look, with the places of the findings outlined."""

from collections.abc import Container, Iterable
from typing import NamedTuple

from auditor.model.source import Document, Span
from auditor.web import labour
from auditor.web.cases import Whole
from auditor.web.labour import Places
from auditor.web.office import Office

FORMAT = "pdf"
"""What has pages to draw."""


class Box(NamedTuple):
    """A rectangle on a picture: the number of the finding, the anchor of its quote, and where it is in pixels."""

    finding: int
    anchor: str
    left: int
    top: int
    width: int
    height: int


class Picture(NamedTuple):
    """A page: its size in pixels, and what is outlined on it."""

    width: int
    height: int
    boxes: tuple[Box, ...]


def drawable(documents: Iterable[Document], originals: Container[str]) -> frozenset[int]:
    """The documents of a result whose pages can be drawn, by place; `originals` are the digests of the files that were kept."""
    return frozenset(at for at, one in enumerate(documents) if one.format == FORMAT and one.sha256 in originals)


def pictures(office: Office, whole: Whole, at: int, document: int) -> list[Picture] | None:
    """The pages of a file of a result; None where it has none that can be drawn, or its original was not kept.

    Raises UnreadableFile.
    """
    page = whole.pages[at] if 0 <= at < len(whole.pages) else None
    tab = next((one for one in page.tabs if one.document == document), None) if page is not None else None
    file = whole.files[at][document] if page is not None and tab is not None else None
    data = office.intake.data(file.sha256) if file is not None and file.format == FORMAT else None
    if page is None or tab is None or file is None or data is None:
        return None
    quoted: dict[tuple[int, str, Span], None] = {
        (point.number, quote.anchor, quote.span): None
        for point in page.points
        for quote in point.quotes
        if quote.tab == tab.prefix and quote.span is not None
    }
    places = Places(document=file, spans=tuple(span for _number, _anchor, span in quoted))
    told = [(number, anchor) for number, anchor, _span in quoted]
    leaves = labour.outlined(data, tab.name, places, office.settings)
    return [
        Picture(leaf.width, leaf.height, tuple(Box(*told[of], *rectangle) for of, *rectangle in leaf.boxes))
        for leaf in leaves
    ]
