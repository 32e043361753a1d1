"""OFD files after GB/T 33190, written in the ways of different producers: blocks of a form, or pages of objects as given."""

import io
import re
import zipfile
from html import escape
from typing import NamedTuple

from rendered import SHARES, Cell

NAMESPACE = "http://www.ofdspec.org/2016"
MARGIN, PADDING, PITCH = 12.0, 0.8, 1.35
UNIT = re.compile(r"[!-~]+|.")


class Style(NamedTuple):
    """How a producer writes its pages."""

    page: tuple[float, float] = (297.0, 210.0)
    """Millimetres."""
    size: float = 3.2
    letters_apart: bool = False
    """Every character is an object of its own."""
    ruled_by: str = "strokes"
    """strokes: a path a line; cells: a rectangle a cell; fills: thin areas; one: all lines in one path."""
    template: bool = False
    """The rules stand in a template under the page."""
    scaled: bool = False
    """Text is set in another size and scaled by its CTM."""
    sideways: bool = False
    """The page is written on its side."""
    short: bool = True
    """Equal steps are written as `g n step`."""
    composite: bool = False
    """The rules are a drawing placed on the page."""
    tag: str = "ofd:"
    offset: tuple[float, float] = (0.0, 0.0)
    """Where the page's box begins."""


USUAL = Style()


def as_ofd(blocks, style=USUAL):
    """The blocks of a form (`rendered.in_one_table`, `in_many_tables`) as an OFD."""
    return ofd([(texts, lines) for texts, lines in _pages(blocks, style)], style)


def ofd(pages, style=USUAL, *, parts=(), opening=""):
    """An OFD of pages: texts as (x, y of the base line, text), lines as (left, top, right, bottom) in millimetres."""
    made = _Ids()
    files = {}
    templates, drawings = [], []
    for number, (texts, lines) in enumerate(pages):
        ruled = "".join(_ruled(lines, style, made))
        written = "".join(_text(x, y, text, style, made) for x, y, text in texts)
        head = ""
        if style.template:
            files[f"Doc_0/Tpls/Tpl_{number}/Content.xml"] = page_xml(ruled)
            templates.append(f'<TemplatePage ID="{1000 + number}" BaseLoc="Tpls/Tpl_{number}/Content.xml"/>')
            head, ruled = f'<Template TemplateID="{1000 + number}" ZOrder="Background"/>', ""
        if style.composite:
            drawings.append(f'<CompositeGraphicUnit ID="{2000 + number}" Width="9" Height="9"><Content>{ruled}</Content></CompositeGraphicUnit>')  # fmt: skip
            ruled = f'<CompositeObject ID="{made()}" Boundary="0 0 999 999" ResourceID="{2000 + number}"/>'
        files[f"Doc_0/Pages/Page_{number}/Content.xml"] = page_xml(ruled + written, head)
    width, height = reversed(style.page) if style.sideways else style.page
    box = f"{style.offset[0]} {style.offset[1]} {width} {height}"
    resources = f"<CompositeGraphicUnits>{''.join(drawings)}</CompositeGraphicUnits>" if drawings else ""
    listed = "".join(f'<Page ID="{n + 1}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    files["Doc_0/PublicRes.xml"] = f'<Res BaseLoc="Res">{resources}</Res>'
    files["Doc_0/Document.xml"] = (
        f"<Document><CommonData><MaxUnitID>9999</MaxUnitID><PageArea><PhysicalBox>{box}</PhysicalBox></PageArea>"
        f"<PublicRes>PublicRes.xml</PublicRes>{''.join(templates)}</CommonData><Pages>{listed}</Pages></Document>"
    )
    files["OFD.xml"] = (
        f'<OFD Version="1.0" DocType="OFD"><DocBody><DocInfo><DocID>0</DocID></DocInfo>'
        f"<DocRoot>Doc_0/Document.xml</DocRoot></DocBody>{opening}</OFD>"
    )
    return package({**files, **dict(parts)}, style.tag)


def page_xml(objects, head=""):
    return f'<Page>{head}<Content><Layer ID="1" Type="Body">{objects}</Layer></Content></Page>'


def package(files, tag="ofd:"):
    """The zip of these parts; XML is put into the namespace, a part that is None is left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            if content is not None:
                part = zipfile.ZipInfo(name)  # dated 1980: the same blocks give the same bytes
                part.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(part, content if isinstance(content, bytes) else _spelt(content, tag))
    return buffer.getvalue()


def _spelt(content, tag):
    if not tag:
        return '<?xml version="1.0" encoding="UTF-8"?>' + content
    named = re.sub(r"<(/?)(?=\w)", rf"<\1{tag}", content)
    return '<?xml version="1.0" encoding="UTF-8"?>' + re.sub(
        r"(\A<[\w:]+)", rf'\1 xmlns:{tag.rstrip(":")}="{NAMESPACE}"', named
    )


class _Ids:
    def __init__(self):
        self.last = 10

    def __call__(self):
        self.last += 1
        return self.last


def _text(x, y, text, style, made):
    if style.letters_apart:
        return "".join(
            _object(x + _wide(text[:place], style), y, letter, style, made)
            for place, letter in enumerate(text)
            if not letter.isspace()
        )
    return _object(x, y, text, style, made)


def _object(x, y, text, style, made):
    """One line of text as one object, whose box begins at the line's top left."""
    size = style.size * 10 if style.scaled else style.size
    steps = [_wide(letter, style) * size / style.size for letter in text[:-1]]
    left, top = x, y - style.size
    matrix = "0.1 0 0 0.1 0 0" if style.scaled else "1 0 0 1 0 0"
    if style.sideways:
        left, top = style.page[1] - y, x
        matrix = f"0 {0.1 if style.scaled else 1} -{0.1 if style.scaled else 1} 0 {style.size} 0"
    stepped = f' DeltaX="{_stepped(steps, style)}"' if steps else ""
    ctm = "" if matrix == "1 0 0 1 0 0" else f' CTM="{matrix}"'
    place = (
        f"{left + style.offset[0]:.4f} {top + style.offset[1]:.4f} {_wide(text, style) + 1:.4f} {style.size * 1.3:.4f}"
    )
    return (
        f'<TextObject ID="{made()}" Boundary="{place}" Font="3" Size="{size}"{ctm}><FillColor Value="0 0 0"/>'
        f'<TextCode X="0" Y="{size}"{stepped}>{escape(text)}</TextCode></TextObject>'
    )


def _stepped(steps, style):
    runs: list[list] = []
    for step in steps:
        if runs and runs[-1][1] == step:
            runs[-1][0] += 1
        else:
            runs.append([1, step])
    if not style.short:
        return " ".join(f"{step:.4f}" for step in steps)
    return " ".join(f"g {count} {step:.4f}" if count > 1 else f"{step:.4f}" for count, step in runs)


def _ruled(lines, style, made):
    if not lines:
        return
    if style.sideways:
        high = style.page[1]
        lines = [(high - bottom, left, high - top, right) for left, top, right, bottom in lines]
    x, y = style.offset
    lines = [(left + x, top + y, right + x, bottom + y) for left, top, right, bottom in lines]
    edges = [edge for line in lines for edge in _edges(*line)]
    match style.ruled_by:
        case "cells":
            for left, top, right, bottom in lines:
                shape = f"M 0 0 L {right - left} 0 L {right - left} {bottom - top} L 0 {bottom - top} C"
                yield _path(f"{left} {top} {right - left} {bottom - top}", shape, made)
        case "fills":
            for left, top, right, bottom in edges:
                wide, high = max(right - left, 0.2), max(bottom - top, 0.2)
                shape = f"M 0 0 L {wide} 0 L {wide} {high} L 0 {high} C"
                yield _path(f"{left} {top} {wide} {high}", shape, made, ' Stroke="false" Fill="true"')
        case "one":
            yield _path("0 0 999 999", " ".join(f"M {a} {b} L {c} {d}" for a, b, c, d in edges), made)
        case _:
            for left, top, right, bottom in edges:
                shape = f"M 0 0 L {right - left} {bottom - top}"
                yield _path(f"{left} {top} {right - left} {bottom - top}", shape, made)


def _edges(left, top, right, bottom):
    yield from (
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    )


def _path(box, shape, made, how=' Stroke="true" Fill="false"'):
    colour = '<FillColor Value="0 0 0"/>' if 'Fill="true"' in how else '<StrokeColor Value="0 0 0"/>'
    return f'<PathObject ID="{made()}" Boundary="{box}" LineWidth="0.25"{how}>{colour}<AbbreviatedData>{shape}</AbbreviatedData></PathObject>'


def _wide(text, style):
    return sum(style.size * (0.5 if ord(letter) < 0x7F else 1.0) for letter in text)


def _wrapped(text, room, style):
    """Lines no wider than the room; figures and Latin words stay whole."""
    lines = [""]
    for unit in UNIT.findall(text):
        if lines[-1] and _wide(lines[-1] + unit, style) > room:
            lines.append("")
        lines[-1] += unit
    return lines


class _Page:
    def __init__(self):
        self.texts, self.cells, self.y = [], [], MARGIN


def _pages(blocks, style):
    """Texts and the boxes of cells of each page; rows stay whole, merged cells are closed where a page ends."""
    pages = [_Page()]
    for block in blocks:
        if isinstance(block, str):
            for line in _wrapped(block, style.page[0] - 2 * MARGIN, style):
                _room(pages, style.size * PITCH, style)
                pages[-1].y += style.size * PITCH
                pages[-1].texts.append((MARGIN, pages[-1].y, line))
            pages[-1].y += style.size * 1.5
        else:
            _tabled(block, pages, style)
    return [(page.texts, page.cells) for page in pages]


def _room(pages, height, style):
    """Whether a new page had to be begun."""
    if pages[-1].y + height <= style.page[1] - MARGIN:
        return False
    pages.append(_Page())
    return True


def _tabled(table, pages, style):
    full = style.page[0] - 2 * MARGIN
    xs = [MARGIN]
    for share in SHARES:
        xs.append(xs[-1] + share * full / sum(SHARES))
    count = max(cell.row + cell.rows - 1 for cell in table.cells)
    lines = {cell: _wrapped(cell.text, _width(cell, xs) - 2 * PADDING, style) for cell in table.cells}
    heights = [
        max((len(lines[cell]) for cell in table.cells if cell.row == row), default=1) * style.size * PITCH + 2 * PADDING
        for row in range(1, count + 1)
    ]
    heads = range(1, table.heads + 1)
    begun: dict[Cell, float] = {}
    for row in range(1, count + 1):
        if pages[-1].y + heights[row - 1] > style.page[1] - MARGIN:
            for cell, top in begun.items():
                pages[-1].cells.append((xs[cell.column - 1], top, xs[cell.column - 1 + cell.columns], pages[-1].y))
            pages.append(_Page())
            for head in heads if row > table.heads else ():
                _row(table, head, pages[-1], heights, lines, xs, style, {})
            begun = dict.fromkeys(begun, pages[-1].y)
        _row(table, row, pages[-1], heights, lines, xs, style, begun)
    pages[-1].y += style.size * 1.5


def _row(table, row, page, heights, lines, xs, style, begun):  # noqa: PLR0917 - all that a row is drawn from
    for cell in table.cells:
        if cell.row == row:
            begun[cell] = page.y
            for number, line in enumerate(lines[cell], 1):
                base = page.y + PADDING + (number * PITCH - 0.3) * style.size
                page.texts.append((xs[cell.column - 1] + PADDING, base, line))
    page.y += heights[row - 1]
    for cell, top in list(begun.items()):
        if cell.row + cell.rows - 1 == row:
            page.cells.append((xs[cell.column - 1], top, xs[cell.column - 1 + cell.columns], page.y))
            del begun[cell]


def _width(cell, xs):
    return xs[cell.column - 1 + cell.columns] - xs[cell.column - 1]
