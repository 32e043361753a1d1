"""What a PDF page shows: its characters, ruling lines and images with their places.

Places are given as the page is read: a table set sideways comes out upright. PDFium is not safe to use from several
threads at once; run several audits in several processes.
"""

import ctypes
import math
import re
import struct
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from auditor.readers.lattice import Glyph, Ruling
from auditor.readers.strokes import AS_IT_IS, PRINTED_WHITE, Box, Matrix, Strokes, times, turn, turned_back

MOST_SEGMENTS = 200_000
"""Of all paths of a page together; a page with more is a drawing, and its rulings are not read further."""

_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_MOVE, _LINE = 2, 0
_INVISIBLE = 3
_DEEPEST = 8
_ANGLES_LOOKED_AT = 40
_GLYPHS_OF_OWN = 40
_MOSTLY = 0.5
"""Of a page: covered by a picture."""
_PITCH = 0.95
"""Of a digit's height: digits of one number stand about three quarters of it apart, with a blank between them more than all."""
_PARTED = 2
"""The code of a dash at a line's end."""
_MEANINGLESS = re.compile("[\x00\x02\ud800-\udfff\ufffe\uffff]")
_OF_ONE_FONT = frozenset(map(chr, range(0xE000, 0xF900)))
"""Private characters: ticked boxes and bullets of symbol fonts."""


class Canvas(NamedTuple):
    """A page as read: characters in the order of the file, rulings, and how much of it images cover (0 to 1).

    `turned` is the angle at which the text runs; places are turned back by it.
    """

    glyphs: list[Glyph]
    across: list[Ruling]
    down: list[Ruling]
    floor: float
    ceiling: float
    """The page's lower and upper edge, as read."""
    pictured: float = 0.0
    turned: int = 0
    invisible: bool = False
    """The text is not drawn: a layer that a recogniser put under the image of a scan."""

    @property
    def is_recognised(self) -> bool:
        """A scan under which a recogniser of others has put its text."""
        return self.invisible and self.pictured > _MOSTLY

    @property
    def is_scan(self) -> bool:
        """An image and hardly a character on it (a page number, a stamp)."""
        return self.pictured > (0.0 if not self.glyphs else _MOSTLY) and len(self.glyphs) < _GLYPHS_OF_OWN

    def on_page(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """Left, bottom, right, top as read, back on the page as it is stored."""
        return turned_back(box, self.turned)


def look(page: Any) -> Canvas:
    """Read an open page of PDFium."""
    import pypdfium2.raw as pdfium

    shown = page.get_rotation()
    page.set_rotation(0)  # PDFium breaks lines by how a page is shown; the text itself tells how it runs
    text_page = page.get_textpage()
    try:
        turned = _angle(text_page)
        glyphs = list(_glyphs(text_page, turned))
    finally:
        text_page.close()
    sheet = page.get_mediabox()
    left, floor, right, ceiling = turn(sheet, turned)
    page.set_rotation(shown)
    area = (right - left) * (ceiling - floor)
    drawn = _Drawn(pdfium, turned)
    drawn.collect(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, AS_IT_IS, 0)
    pictured = min(1.0, drawn.pictured / area) if area else 0.0
    hidden = drawn.texts > 0 and drawn.hidden == drawn.texts
    return Canvas(glyphs, drawn.strokes.across, drawn.strokes.down, floor, ceiling, pictured, turned, hidden)


def _angle(text_page: Any) -> int:
    """The angle at which most of the text runs, in quarter turns."""
    import pypdfium2.raw as pdfium

    count = text_page.count_chars()
    step = max(1, count // _ANGLES_LOOKED_AT)
    angles: Counter[int] = Counter()
    for index in range(0, count, step):
        if chr(pdfium.FPDFText_GetUnicode(text_page.raw, index)).isspace():
            continue  # PDFium puts blanks and line ends in itself, and they stand upright
        angle = pdfium.FPDFText_GetCharAngle(text_page.raw, index)
        if angle >= 0:
            angles[-round(math.degrees(angle) / 90) * 90 % 360] += 1
    return angles.most_common(1)[0][0] if angles else 0


def _glyphs(text_page: Any, turned: int) -> Iterator[Glyph]:
    """The characters in the order of the file; spaces and line ends become gaps."""
    box_at, raw, made = _box_reader(), ctypes.cast(text_page.raw, ctypes.c_void_p).value, tuple.__new__
    sides = (ctypes.c_double * 4)()
    start = ctypes.addressof(sides)
    left_at, right_at, bottom_at, top_at = (start + ctypes.sizeof(ctypes.c_double) * side for side in range(4))
    read_sides = struct.Struct("4d").unpack_from
    gap = "\n"
    before: Glyph | None = None
    letters = _letters(text_page)
    inked = {letter for letter in set(letters) if is_inked(letter)}
    for index, letter in enumerate(letters):
        if letter not in inked:
            if letter:
                gap = "\n" if letter in "\r\n" else gap or " "
            continue
        box_at(raw, index, left_at, right_at, bottom_at, top_at)
        left, right, bottom, top = read_sides(sides)
        if turned:
            left, bottom, right, top = turn((left, bottom, right, top), turned)
        glyph = made(Glyph, (letter, left, bottom, right, top, gap))
        if gap == "\n" and before is not None and in_line(before, glyph):
            glyph = glyph._replace(gap="" if adjoin(before, glyph) else " ")
        yield glyph
        before, gap = glyph, ""


def is_inked(letter: str) -> bool:
    """Whether a character leaves ink on the page: no blank, no control character."""
    return not letter.isspace() and (letter.isprintable() or letter in _OF_ONE_FONT) and letter != ""


def _letters(text_page: Any) -> Sequence[str]:
    """The characters of a page by their number; nothing where one has no meaning, a dash where a word was parted."""
    import pypdfium2.raw as pdfium

    count = text_page.count_chars()
    taken = (ctypes.c_ushort * (count + 1))()
    pdfium.FPDFText_GetText(text_page.raw, 0, count, taken)
    text = bytes(taken)[:-2].decode("utf-16-le", "surrogatepass")
    if len(text) == count and _MEANINGLESS.search(text) is None:
        return text
    unicode_at, raw = pdfium.FPDFText_GetUnicode, text_page.raw
    return [_letter(unicode_at(raw, index)) for index in range(count)]


def _letter(code: int) -> str:
    return "-" if code == _PARTED else chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


@cache
def _box_reader() -> Callable[[int | None, int, int, int, int, int], int]:
    """PDFium's question for the box of a character, asked by addresses: one question a character is most of the work."""
    import pypdfium2.raw as pdfium

    address = ctypes.c_void_p
    form = ctypes.PYFUNCTYPE(ctypes.c_int, address, ctypes.c_int, address, address, address, address)
    return form(ctypes.cast(pdfium.FPDFText_GetCharBox, address).value or 0)


def in_line(before: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph stands right of another in one line; where PDFium takes a page for vertical writing, it breaks lines at will."""
    overlap = min(before.top, glyph.top) - max(before.bottom, glyph.bottom)
    height = min(before.top - before.bottom, glyph.top - glyph.bottom)
    return overlap > height / 2 and glyph.left >= before.right - height / 2


def adjoin(before: Glyph, glyph: Glyph) -> bool:
    """Whether two letters or digits follow each other: by their middles, for the ink of a 1 leaves a gap at both sides."""
    narrow = before.text.isascii() and before.text.isalnum() and glyph.text.isascii() and glyph.text.isalnum()
    middles = (glyph.left + glyph.right - before.left - before.right) / 2
    return narrow and middles < _PITCH * max(before.top - before.bottom, glyph.top - glyph.bottom)


class _Drawn:
    """Gathers what the objects of a page draw, those in forms at the place where the form puts them."""

    def __init__(self, pdfium: Any, turned: int) -> None:
        self._pdfium = pdfium
        self._modes = ctypes.c_int(), ctypes.c_int()
        self._sides = tuple(ctypes.c_float() for _side in range(4))
        self._colours = tuple(ctypes.c_uint() for _channel in range(4))
        self._matrix_of = pdfium.FS_MATRIX()
        self._segments = 0
        self.strokes = Strokes(turned)
        self.pictured = 0.0
        self.texts = 0
        self.hidden = 0

    def collect(self, parent: Any, count: Any, get: Any, matrix: Matrix, depth: int) -> None:
        pdfium = self._pdfium
        for index in range(count(parent)):
            item = get(parent, index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == _PATH:
                self._path(item, matrix)
            elif kind == _IMAGE:
                left, bottom, right, top = self._bounds(item, matrix)
                self.pictured += (right - left) * (top - bottom)
            elif kind == _TEXT:
                self.texts += 1
                self.hidden += pdfium.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE
            elif kind == _FORM and depth < _DEEPEST:
                inner = times(self._matrix(item), matrix)
                self.collect(item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, depth + 1)

    def _path(self, item: Any, matrix: Matrix) -> None:
        if self._segments > MOST_SEGMENTS:
            return
        fill, stroke = self._modes
        self._pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        if self._is_white(item, stroked=bool(stroke.value)):
            return
        if self.strokes.thin(self._bounds(item, matrix)):
            self._segments += 1
            return
        own = self._matrix(item)
        lines = self._subpaths(item, own if matrix is AS_IT_IS else times(own, matrix))
        self.strokes.path(lines, stroked=bool(stroke.value), filled=bool(fill.value))

    def _subpaths(self, item: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
        """The polygons of a path, closed ones with their first point again; a curve ends a polygon."""
        pdfium = self._pdfium
        segment_at, kind_of, point_of, is_closed = (
            pdfium.FPDFPath_GetPathSegment,
            pdfium.FPDFPathSegment_GetType,
            pdfium.FPDFPathSegment_GetPoint,
            pdfium.FPDFPathSegment_GetClose,
        )
        a, b, c, d, e, f = matrix
        x, y, *_others = self._sides
        points: list[tuple[float, float]] = []
        for index in range(pdfium.FPDFPath_CountSegments(item)):
            self._segments += 1
            if self._segments > MOST_SEGMENTS:
                return
            segment = segment_at(item, index)
            point_of(segment, x, y)
            point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
            if kind_of(segment) != _LINE:
                if len(points) > 1:
                    yield points
                points = []
            points.append(point)
            if is_closed(segment):
                points.append(points[0])
        if len(points) > 1:
            yield points

    def _is_white(self, item: Any, *, stroked: bool) -> bool:
        """Drawn in white: a background, or a line nobody sees."""
        colour_of = self._pdfium.FPDFPageObj_GetStrokeColor if stroked else self._pdfium.FPDFPageObj_GetFillColor
        red, green, blue, alpha = self._colours
        known = colour_of(item, red, green, blue, alpha)
        return bool(known) and (alpha.value == 0 or min(red.value, green.value, blue.value) >= PRINTED_WHITE)

    def _bounds(self, item: Any, matrix: Matrix) -> Box:
        left, bottom, right, top = self._sides
        self._pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
        if matrix is AS_IT_IS:
            return left.value, bottom.value, right.value, top.value
        a, b, c, d, e, f = matrix
        corners = [
            (a * x + c * y + e, b * x + d * y + f) for x in (left.value, right.value) for y in (bottom.value, top.value)
        ]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def _matrix(self, item: Any) -> Matrix:
        raw = self._matrix_of
        self._pdfium.FPDFPageObj_GetMatrix(item, raw)
        return raw.a, raw.b, raw.c, raw.d, raw.e, raw.f
