"""Pictures of pages (.png, .jpg, .tif with one or more pages, .bmp, .webp): each is a scan."""

import io
import warnings
from typing import Any

from auditor.errors import UnreadableFile
from auditor.locale import gettext as _
from auditor.model.source import Document
from auditor.readers import joints, layout, prose, scan
from auditor.readers.builder import Builder, digest
from auditor.readers.limits import Limits

_LONG_SIDE = 11.69
"""Inches of an A4 page, where a picture does not say how large it is."""

_PLAUSIBLE = range(72, 1201)


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Read a picture. Raises UnreadableFile without a recogniser, when it is damaged, over a limit or without words."""
    if not scan.is_installed():
        raise scan.missing(name)
    from PIL import Image

    builder = Builder(name, "image", digest(data), limits)
    recogniser = scan.Recogniser(name, limits)
    Image.MAX_IMAGE_PIXELS = limits.max_pixels
    try:
        # Pillow warns of damaged tags beside the picture, which nobody can do anything about.
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as picture:
            count = getattr(picture, "n_frames", 1)
            limits.check_pages(count, name)
            pages = [_page(picture, number, recogniser, limits, name) for number in range(1, count + 1)]
    except Image.DecompressionBombError as error:
        raise limits.too_many_pixels(name) from error
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        KeyError,
        IndexError,
        TypeError,
    ) as error:
        raise UnreadableFile(_("{name}：图像已损坏，请重新扫描或导出后再试。").format(name=name)) from error
    framed = layout.framed([page.parts for page in pages], [(page.floor, page.ceiling) for page in pages])
    layout.append(builder, joints.rejoin(prose.paragraphs(framed)))
    scan.note(builder, [doubt for page in pages for doubt in page.doubts], len(pages))
    document = builder.document(pages=count, ocr=True)
    if not document.text:
        raise UnreadableFile(_("{name}：图像里没有认出文字，请提供更清晰的扫描件。").format(name=name))
    return document


def _page(picture: Any, number: int, recogniser: scan.Recogniser, limits: Limits, name: str) -> scan.Recognised:
    picture.seek(number - 1)
    limits.check_pixels(picture.width * picture.height, name)
    return recogniser.page(_on_white(picture), number, _resolution(picture))


def _on_white(picture: Any) -> Any:
    """The picture without transparency, as if printed."""
    from PIL import Image

    if picture.mode not in ("RGBA", "LA", "PA", "P"):
        return picture
    shown = picture.convert("RGBA")
    paper = Image.new("RGBA", shown.size, "white")
    paper.alpha_composite(shown)
    return paper


def _resolution(picture: Any) -> float:
    """Dots per inch: as the picture states them when a page would come out of it, else as if it were an A4 page."""
    stated = picture.info.get("dpi", (0, 0))[0]
    side = max(picture.width, picture.height)
    if stated and int(stated) in _PLAUSIBLE and 5 <= side / float(stated) <= 24:
        return float(stated)
    return float(side / _LONG_SIDE)
