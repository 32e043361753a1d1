"""Pages that are pictures: their ruled grid from the pixels, the words of each cell by tesseract.

Needs the `ocr` extra (pytesseract, pillow) and the program tesseract with its Chinese data. What it reads is never sure:
every cell is marked so, and comparators are looked at once more by their shape, for tesseract knows none of ≥ and ≤.
"""

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from auditor import installation
from auditor.errors import UnreadableFile
from auditor.locale import gettext as _
from auditor.readers import comparators, lattice, layout, pixels
from auditor.readers.builder import Builder
from auditor.readers.canvas import Canvas
from auditor.readers.lattice import Glyph, Grid
from auditor.readers.layout import Part
from auditor.readers.limits import Limits

DPI = 250
"""Pages are looked at this finely: the tesseract manual asks for at least 300 for Latin, cells of forms read best at 200 to 300."""

_POINTS = 72.0
_LANGUAGE = "chi_sim"
_INSET = 4
"""Pixels at the rim of a cell that may still belong to its rules."""

_SMALLEST = 12
"""Pixels; nothing can be read in a cell that is lower or narrower."""

_SURELY_TURNED = 3.0
"""Of tesseract's confidence in the orientation, which is about 10 for a page of text and below 1 for a guess."""

_DIGITS_LANGUAGE = "eng"
_CELL, _PAGE = "--psm 6", "--psm 4"
_FIGURE = "--psm 7 -c tessedit_char_whitelist=0123456789.%"
_PRINTED_FIGURE = re.compile(r"\d+(?:\.\d+)?%?")
_SURE = 85.0
"""Of tesseract's confidence: a character read so surely is no figure misread."""

_MARGIN = 12
"""White pixels around what is given to tesseract; it loses characters that touch the edge of a picture."""


class Doubt(NamedTuple):
    """A cell whose comparator was told by its shape."""

    page: int
    text: str


class Recognised(NamedTuple):
    """A page as recognised."""

    parts: list[Part]
    floor: float
    ceiling: float
    doubts: list[Doubt]


def is_installed() -> bool:
    """Whether all that recognition needs is there."""
    return _LANGUAGE in _languages()


@cache
def _languages() -> frozenset[str]:
    """The languages that tesseract has data for; none without it or without the libraries."""
    try:
        import PIL.Image  # noqa: F401
        import pytesseract
    except ImportError:
        return frozenset()
    if shutil.which(pytesseract.pytesseract.tesseract_cmd) is None:
        return frozenset()
    try:
        return frozenset(pytesseract.get_languages())
    except (pytesseract.TesseractError, OSError):
        return frozenset()


def missing(name: str) -> UnreadableFile:
    """The error of a scan on a machine without a recogniser."""
    return UnreadableFile(
        _(
            "{name}：是扫描件，没有文字层；请提供 Word、Excel 或可复制文字的 PDF，"
            "或安装文字识别（{command}，并安装 tesseract 及其中文数据 chi_sim）后再试。"
        ).format(name=name, command=installation.adding("ocr"))
    )


class Recogniser:
    """Reads page after page of one file. Raises UnreadableFile when a page takes longer than a file may."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._deadline = 0.0

    def check(self, pixels_asked: int) -> None:
        """Raises UnreadableFile when a page has more pixels than are read."""
        self._limits.check_pixels(pixels_asked, self._name)

    def page(self, image: Any, number: int, dpi: float = DPI) -> Recognised:
        """The parts of a page given as a picture at so many dots per inch."""
        self._deadline = self._limits.started().deadline
        grey = pixels.upright(self._oriented(_scaled(image.convert("L"), dpi)))
        across, down = pixels.rulings(grey)
        scale = _POINTS / DPI
        height = grey.height * scale
        grids = lattice.grids(
            [
                line._replace(at=height - line.at * scale, start=line.start * scale, end=line.end * scale)
                for line in across
            ],
            [
                line._replace(at=line.at * scale, start=height - line.end * scale, end=height - line.start * scale)
                for line in down
            ],
        )
        doubts: list[Doubt] = []
        glyphs = [*self._cells(grey, grids, number, doubts), *self._around(grey, grids)]
        canvas = Canvas(glyphs, [], [], 0.0, height)
        parts = [unsure(part) for part in layout.parts(canvas, number, grids)]
        return Recognised(parts, 0.0, height, doubts)

    def _oriented(self, grey: Any) -> Any:
        """The page turned upright by quarter turns, where tesseract is sure that it lies on its side or head."""
        import pytesseract

        try:
            told = pytesseract.image_to_osd(grey, output_type=pytesseract.Output.DICT, timeout=self._left())
        except pytesseract.TesseractError:
            return grey  # too few characters to tell, or no data for it
        except RuntimeError as error:
            raise self._too_slow() from error
        turn = int(told.get("rotate", 0))
        sure = float(told.get("orientation_conf", 0)) >= _SURELY_TURNED
        return grey.rotate(-turn, expand=True, fillcolor=255) if turn and sure else grey

    def _left(self) -> float:
        """Seconds left for this page."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise self._too_slow()
        return left

    def _cells(self, grey: Any, grids: Sequence[Grid], page: int, doubts: list[Doubt]) -> Iterator[Glyph]:
        """The characters of all ruled cells, in the places where they stand."""
        crops: list[tuple[Any, tuple[int, int]]] = []
        for box in (cell.box for grid in grids for cell in grid.cells):
            left, top, right, bottom = _on_pixels(box, grey.height)
            place = (left + _INSET, top + _INSET, right - _INSET, bottom - _INSET)
            if place[2] - place[0] < _SMALLEST or place[3] - place[1] < _SMALLEST:
                continue
            crop = grey.crop(place)
            if pixels.has_ink(crop):
                crops.append((crop, place[:2]))
        signs = [comparators.first_sign(crop) for crop, _place in crops]
        images = [_without(sign, crop) for sign, (crop, _place) in zip(signs, crops, strict=True)]
        words = self._figures(images, self._words(images, _CELL))
        for sign, (_crop, (left, top)), found in zip(signs, crops, words, strict=True):
            glyphs = list(_spelled(found, left, top, grey.height))
            if sign is not None:
                doubts.append(Doubt(page, sign.sign + "".join(glyph.text for glyph in glyphs)))
                yield _as_glyph(sign, left, top, grey.height)
                glyphs = [glyphs[0]._replace(gap=""), *glyphs[1:]] if glyphs else []
            yield from glyphs

    def _figures(self, crops: Sequence[Any], words: list[list["_Word"]]) -> list[list["_Word"]]:
        """The words of the cells, those that hold one figure read once more as such: the Chinese data makes 了 of a lone 7."""
        if _DIGITS_LANGUAGE not in _languages():
            return words
        short = [place for place, crop in enumerate(crops) if pixels.is_short(crop) and _may_be_figure(words[place])]
        again = self._words([crops[place] for place in short], _FIGURE, _DIGITS_LANGUAGE)
        better = {place: found for place, found in zip(short, again, strict=True) if _is_better(found, words[place])}
        return [better.get(place, found) for place, found in enumerate(words)]

    def _around(self, grey: Any, grids: Sequence[Grid]) -> Iterator[Glyph]:
        """The characters outside of the grids."""
        from PIL import ImageDraw

        rest = grey.copy()
        for grid in grids:
            left, top, right, bottom = _on_pixels(grid.box, grey.height)
            ImageDraw.Draw(rest).rectangle((left - _INSET, top - _INSET, right + _INSET, bottom + _INSET), fill=255)
        if not pixels.has_ink(rest):
            return
        (found,) = self._words([rest], _PAGE)
        yield from _spelled(found, 0, 0, grey.height)

    def _words(self, images: Sequence[Any], mode: str, language: str = _LANGUAGE) -> list[list["_Word"]]:
        """The words of each picture, read by one run of tesseract (starting it costs more than a cell)."""
        import pytesseract
        from PIL import ImageOps

        if not images:
            return []
        left = self._left()
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # threads that wait for each other cost a third more on cells
        with tempfile.TemporaryDirectory(prefix="auditor-") as folder:
            names = []
            for number, image in enumerate(images):
                path = Path(folder) / f"{number}.png"
                ImageOps.expand(image, _MARGIN, fill=255).save(path, dpi=(DPI, DPI), compress_level=1)
                names.append(str(path))
            listing = Path(folder) / "cells.txt"
            listing.write_text("\n".join(names), encoding="utf-8")
            try:
                table = pytesseract.image_to_data(
                    str(listing), lang=language, config=mode, timeout=left, output_type=pytesseract.Output.DICT
                )
            except RuntimeError as error:
                if isinstance(error, pytesseract.TesseractError):
                    raise UnreadableFile(
                        _("{name}：文字识别失败（{error}），请检查 tesseract 的安装。").format(
                            name=self._name, error=error.message
                        )
                    ) from error
                raise self._too_slow() from error
        return _by_page(table, len(images))

    def _too_slow(self) -> UnreadableFile:
        return UnreadableFile(
            _("{name}：一页的文字识别超过 {seconds} 秒，请拆分文件或调高上限（max_seconds）。").format(
                name=self._name, seconds=self._limits.max_seconds
            )
        )


def note(builder: Builder, doubts: Sequence[Doubt], pages: int) -> None:
    """Say that words were recognised, and which comparators were told by their shape."""
    builder.unreadable(_("有 {count} 页是图像，文字由识别得出，可能有误，相关疑点把握较低").format(count=pages))
    for doubt in doubts:
        builder.unreadable(
            _("第{page}页“{text}”的比较符号是按字形认出的，请对照原件").format(page=doubt.page, text=doubt.text)
        )


class _Word(NamedTuple):
    text: str
    left: int
    top: int
    width: int
    height: int
    first: bool
    """It begins a line."""
    sure: float
    """Tesseract's confidence, of 100."""


def _may_be_figure(words: Sequence[_Word]) -> bool:
    """Whether a reading leaves room for a figure: it is empty, made of digits and signs, or a character not surely read."""
    text = "".join(word.text for word in words)
    return not text or text.isascii() or (len(text) <= 2 and min(word.sure for word in words) < _SURE)


def _is_better(figure: Sequence[_Word], words: Sequence[_Word]) -> bool:
    """Whether the second reading is a figure, and surer than the first where that is one, too. A point is not lost again."""
    if len(figure) != 1 or not _PRINTED_FIGURE.fullmatch(figure[0].text):
        return False
    first = "".join(word.text for word in words)
    if not first:
        return True
    if first.replace(".", "") == figure[0].text.replace(".", "") and _PRINTED_FIGURE.fullmatch(first):
        return "." in figure[0].text
    return figure[0].sure >= min(word.sure for word in words)


def _by_page(table: dict[str, list[Any]], count: int) -> list[list[_Word]]:
    """Tesseract's rows by picture, blank words left out."""
    pages: list[list[_Word]] = [[] for _ in range(count)]
    line = None
    for index, text in enumerate(table["text"]):
        words = str(text).strip()
        if not words:
            continue
        here = tuple(table[key][index] for key in ("page_num", "block_num", "par_num", "line_num"))
        left, top, width, height = (int(table[key][index]) for key in ("left", "top", "width", "height"))
        pages[int(here[0]) - 1].append(
            _Word(words, left, top, width, height, here != line, float(table["conf"][index]))
        )
        line = here
    return pages


def _spelled(words: Sequence[_Word], left: int, top: int, height: int) -> Iterator[Glyph]:
    """The characters of words, each with an equal share of its word, on the page in points from below.

    Tesseract's boxes overlap; a word begins where the one before it in the line has ended.
    """
    scale = _POINTS / DPI
    end = 0.0
    for word in words:
        start = float(word.left) if word.first else max(word.left, end)
        end = max(word.left + word.width, start + 1.0)
        width = (end - start) / len(word.text)
        upper = (height - (top + word.top - _MARGIN)) * scale
        lower = (height - (top + word.top - _MARGIN + word.height)) * scale
        for index, letter in enumerate(word.text):
            at = (left - _MARGIN + start + index * width) * scale
            gap = "" if index else "\n" if word.first else " "
            yield Glyph(letter, at, lower, at + width * scale, upper, gap)


def _without(sign: comparators.Sign | None, crop: Any) -> Any:
    """The picture of a cell with its comparator painted over, for tesseract takes it for something else."""
    if sign is None:
        return crop
    crop = crop.copy()
    crop.paste(255, (0, 0, sign.right + 1, sign.bottom + 1))
    return crop


def _as_glyph(sign: comparators.Sign, left: int, top: int, height: int) -> Glyph:
    scale = _POINTS / DPI
    width = sign.bottom - sign.top
    start = (left + sign.right - width) * scale
    lower, upper = (height - top - sign.bottom) * scale, (height - top - sign.top) * scale
    return Glyph(sign.sign, start, lower, (left + sign.right) * scale, upper, "\n")


def _on_pixels(box: tuple[float, float, float, float], height: int) -> tuple[int, int, int, int]:
    """Left, bottom, right, top in points → left, top, right, bottom in pixels from above."""
    scale = DPI / _POINTS
    left, bottom, right, top = box
    return round(left * scale), round(height - top * scale), round(right * scale), round(height - bottom * scale)


def _scaled(image: Any, dpi: float) -> Any:
    """The picture at the resolution that pages are looked at."""
    if abs(dpi - DPI) <= DPI / 10:
        return image
    factor = DPI / dpi
    return image.resize((max(1, round(image.width * factor)), max(1, round(image.height * factor))))


def unsure(part: Part) -> Part:
    """The part with its words marked as recognised."""
    return part._replace(ocr=True, drafts=tuple(draft._replace(uncertain=True, ocr=True) for draft in part.drafts))
