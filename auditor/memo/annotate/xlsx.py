"""A workbook with notes on the cells that findings quote.

The package's parts are changed one by one: a library that loads and saves a workbook loses pictures, shapes and
controls. An author's own note keeps its words; ours are written below them.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from auditor.locale import gettext as _
from auditor.memo.annotate.notes import Note, Places, author
from auditor.memo.annotate.package import OFFICE, Changes
from auditor.memo.contents import column_letters
from auditor.memo.terminal import columns as columns_of
from auditor.model.finding import Outcome
from auditor.model.source import Span
from auditor.readers.archive import Package

if TYPE_CHECKING:
    from auditor.memo.annotate import Original

_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_S = f"{{{_SHEET}}}"
_ID = f"{{{OFFICE}}}id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_BEHIND = frozenset(
    f"{_S}{tag}"
    for tag in (
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"
    )
)  # fmt: skip
"""What stands behind `legacyDrawing` in a worksheet (ECMA-376-1, 18.3.1.99)."""

_THREAD = "tc="
"""How the author of a note is called behind which a thread of comments stands."""

_SHAPE = re.compile(rb"_x0000_s(\d+)")
_FIRST_SHAPE = 1025
_NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_SHAPE_TYPE = (
    f'<v:shapetype {_NAMESPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_WIDE, _HIGH = 5, 30
"""Columns that a note covers, and rows at most."""
_LINE = 56
"""Narrow characters in a line of a note."""

_Notes = dict[tuple[int, int], list[Note]]
"""By row and column."""


def annotated(original: "Original", made: Sequence[Note], _outcomes: Sequence[Outcome]) -> bytes:
    """The workbook with one note on each cell that is quoted."""
    if not made:
        return original.data
    package = Package(original.data, original.document.name, original.limits)
    changes = Changes(package, original.data)
    places = Places(original.document)
    by_sheet: dict[str, _Notes] = {}
    for note in made:
        span = places.anchor(note.span).leaf.span
        by_sheet.setdefault(span.sheet or "", {}).setdefault(_cell(span), []).append(note)
    parts = _sheets(package)
    for sheet, notes in by_sheet.items():
        _annotate(changes, package, parts[sheet], notes)
    return changes.written()


def _cell(span: Span) -> tuple[int, int]:
    return span.row or 1, span.column or 1


def _sheets(package: Package) -> dict[str, str]:
    """The part of each worksheet by its title."""
    main = package.main("xl/workbook.xml")
    related = package.related(main)
    sheets = package.xml(main).iter(f"{_S}sheet")
    return {one.get("name", ""): related[place].part for one in sheets if (place := one.get(_ID, "")) in related}


def _annotate(changes: Changes, package: Package, sheet: str, notes: _Notes) -> None:
    kinds = {item.kind: item.part for item in package.related(sheet).values()}
    comments = _comments(changes, package, sheet, kinds.get("comments"))
    authors, listed = comments.find(f"{_S}authors"), comments.find(f"{_S}commentList")
    known = {one.get("ref"): one for one in listed.iter(f"{_S}comment")}
    threads = {ref for ref, one in known.items() if _is_thread(one, authors)}
    ours = str(_author(authors))
    drawn: _Notes = {}
    for (row, column), here in sorted(notes.items()):
        place = column
        while f"{column_letters(place)}{row}" in threads:
            place += 1
        ref = f"{column_letters(place)}{row}"
        moved = _("（{cell} 处）").format(cell=f"{column_letters(column)}{row}") if place != column else ""
        if ref not in known:
            known[ref] = _empty(listed, ref, ours)
            drawn[row, place] = here
        _say(known[ref], here, moved)
    if drawn:
        _draw(changes, package, sheet, kinds.get("vmlDrawing"), drawn)


def _is_thread(comment: Any, authors: Any) -> bool:
    names = [one.text or "" for one in authors.iter(f"{_S}author")]
    place = int(comment.get("authorId", "0"))
    return place < len(names) and names[place].startswith(_THREAD)


def _comments(changes: Changes, package: Package, sheet: str, part: str | None) -> Any:
    """The root of a sheet's notes: the author's own go on, else a part is made."""
    from lxml import etree

    if part is not None and part in package:
        return changes.root(part)
    root = etree.fromstring(f'<comments xmlns="{_SHEET}"><authors/><commentList/></comments>')
    made = changes.new_part("xl", "commentsAudit", ".xml")
    changes.put(made, root)
    changes.relate(sheet, made, "comments")
    changes.declare(made, _COMMENTS)
    return root


def _author(authors: Any) -> int:
    from lxml import etree

    etree.SubElement(authors, f"{_S}author").text = author()
    return len(authors.findall(f"{_S}author")) - 1


def _empty(listed: Any, ref: str, author_id: str) -> Any:
    from lxml import etree

    comment = etree.SubElement(listed, f"{_S}comment", ref=ref, authorId=author_id)
    etree.SubElement(comment, f"{_S}text")
    return comment


def _say(comment: Any, notes: Iterable[Note], moved: str) -> None:
    """Put notes behind what is said already."""
    text = comment.find(f"{_S}text")
    if (plain := text.find(f"{_S}t")) is not None:
        _run(text, plain.text or "")
        text.remove(plain)
    for note in notes:
        head, *lines = note.lines
        if len(text):
            _run(text, "\n\n")
        _run(text, head + moved, bold=True)
        _run(text, "".join(f"\n{line}" for line in lines))


def _run(text: Any, words: str, *, bold: bool = False) -> None:
    from lxml import etree

    run = etree.SubElement(text, f"{_S}r")
    if bold:
        etree.SubElement(etree.SubElement(run, f"{_S}rPr"), f"{_S}b")
    said = etree.SubElement(run, f"{_S}t")
    said.text = words
    said.set(_SPACE, "preserve")


def _draw(changes: Changes, package: Package, sheet: str, part: str | None, drawn: _Notes) -> None:
    """The boxes in which Excel shows notes: behind those that are there, else in a drawing of their own."""
    there = _drawing(package, part)
    first = max([_FIRST_SHAPE - 1, *map(int, _SHAPE.findall(there))]) + 1
    shapes = "".join(_shape(first + number, place, notes) for number, (place, notes) in enumerate(drawn.items()))
    kind = "" if b"_x0000_t202" in there else _SHAPE_TYPE
    if part is None or not there:
        part = changes.new_part("xl/drawings", "vmlDrawingAudit", ".vml")
        _refer(changes, sheet, changes.relate(sheet, part, "vmlDrawing"))
        changes.declare_suffix("vml", _DRAWING)
        layout = '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
        there = f"<xml {_NAMESPACES}>{layout}</xml>".encode()
    end = there.rindex(b"</xml>")
    changes.put_raw(part, there[:end] + (kind + shapes).encode() + there[end:])


def _drawing(package: Package, part: str | None) -> bytes:
    content = package.bytes(part) if part is not None and part in package else b""
    return content if b"</xml>" in content else b""


def _refer(changes: Changes, sheet: str, identifier: str) -> None:
    """Name the drawing in the sheet, at the one place where the format has it."""
    from lxml import etree

    root = changes.root(sheet)
    if root is None:
        return
    for old in root.findall(f"{_S}legacyDrawing"):
        root.remove(old)
    made = etree.Element(f"{_S}legacyDrawing", {_ID: identifier})
    behind = next((child for child in root if child.tag in _BEHIND), None)
    if behind is None:
        root.append(made)
    else:
        behind.addprevious(made)


def _shape(number: int, place: tuple[int, int], notes: Sequence[Note]) -> str:
    row, column = place[0] - 1, place[1] - 1
    lines = sum(1 + columns_of(line) // _LINE for note in notes for line in note.lines)
    anchor = f"{column + 1}, 15, {row}, 2, {column + 1 + _WIDE}, 15, {row + min(lines + 1, _HIGH)}, 4"
    return (
        f'<v:shape {_NAMESPACES} id="_x0000_s{number}" type="#_x0000_t202" '
        'style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{escape(anchor)}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
