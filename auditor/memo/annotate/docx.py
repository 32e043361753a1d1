"""A Word file with comments at the very characters that findings quote.

Runs are cut where a quote begins or ends, which changes nothing that is seen. Word allows no comments in text boxes,
headers and footers: those stand at the paragraph that anchors the box, or at the beginning.
"""

import copy
import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from auditor.memo.annotate.notes import Note, Places, author
from auditor.memo.annotate.package import Changes
from auditor.model.finding import Outcome
from auditor.readers import docx
from auditor.readers.archive import Package
from auditor.readers.docx import Piece

if TYPE_CHECKING:
    from auditor.memo.annotate import Original

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_WORD}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_INITIALS = "核"


class _Mark(NamedTuple):
    """A place among the characters of an element: before the character `at`, or before what the element shows."""

    element: Any
    at: int


class _Range(NamedTuple):
    first: _Mark
    last: _Mark
    """`at` counts the character behind the last."""


def annotated(original: "Original", made: Sequence[Note], _outcomes: Sequence[Outcome]) -> bytes:
    """The file with one comment for each note."""
    package = Package(original.data, original.document.name, original.limits)
    trace = docx.trace(package, original.document.name, original.limits)
    if not made:
        return original.data
    changes = Changes(package, original.data)
    changes.put(trace.part, trace.root)
    comments = _comments(changes, package, trace.part)
    places = _Sources(trace, Places(original.document))
    ranges = [places.range_of(note) for note in made]
    cutter = _Cutter(ranges)
    identifier = 1 + max((int(one.get(f"{_W}id", "0")) for one in comments.iter(f"{_W}comment")), default=-1)
    for number, (note, stretch) in enumerate(zip(made, ranges, strict=True), identifier):
        cutter.enclose(stretch, str(number))
        comments.append(_comment(note, str(number)))
    return changes.written()


class _Sources:
    """From a note's span to the elements its characters come from."""

    def __init__(self, trace: docx.Trace, places: Places) -> None:
        self._trace = trace
        self._places = places
        self._beginning = _beginning(trace.root)

    def range_of(self, note: Note) -> _Range:
        """The characters that the note's span covers in the paragraph or cell where the note is put."""
        part = self._places.anchor(note.span)
        pieces = self._pieces(part.leaf.span.start, part.leaf.span.table, part.leaf.span.row, part.leaf.span.column)
        if not pieces or pieces[0].element.getroottree().getroot() is not self._trace.root:
            return _Range(_Mark(self._beginning, 0), _Mark(self._beginning, 0))
        first = _printed(part.leaf.text[: part.start])
        last = first + _printed(part.leaf.text[part.start : part.end])
        return _covering(pieces, first, last)

    def _pieces(self, start: int, table: int | None, row: int | None, column: int | None) -> tuple[Piece, ...]:
        if table is None or row is None or column is None:
            return self._trace.paragraphs.get(start, ())
        return self._trace.cells.get((table, row, column), ())


def _beginning(root: Any) -> Any:
    """The first paragraph of the body, made when there is none."""
    from lxml import etree

    body = root.find(f"{_W}body")
    found = next((one for one in root.iter(f"{_W}p") if not _boxed(one)), None)
    return found if found is not None else etree.SubElement(body if body is not None else root, f"{_W}p")


def _printed(text: str) -> int:
    return sum(not mark.isspace() for mark in text)


def _covering(pieces: Iterable[Piece], first: int, last: int) -> _Range:
    """The characters number `first` up to `last`, blanks not counted: they are all that reading may have changed."""
    marks = [_Mark(piece.element, at) for piece in pieces for at, mark in enumerate(piece.text) if not mark.isspace()]
    if first >= last or last > len(marks):
        first, last = 0, len(marks)
    begin, end = marks[first], marks[last - 1]
    return _Range(begin, _Mark(end.element, end.at + 1))


class _Cutter:
    """Cuts runs where ranges begin and end, all at once: a cut would move what the next one counts from."""

    def __init__(self, ranges: Sequence[_Range]) -> None:
        cuts: defaultdict[Any, set[int]] = defaultdict(set)
        for stretch in ranges:
            for mark in stretch:
                if _is_cuttable(mark.element):
                    cuts[mark.element].add(mark.at)
        self._segments = {text: _cut(text, sorted(places)) for text, places in _last_first(cuts)}

    def enclose(self, stretch: _Range, identifier: str) -> None:
        """Put the beginning, the end and the sign of a comment around a range."""
        from lxml import etree

        before = self._first(stretch.first)
        behind = self._last(stretch.last)
        start = etree.Element(f"{_W}commentRangeStart", {f"{_W}id": identifier})
        end = etree.Element(f"{_W}commentRangeEnd", {f"{_W}id": identifier})
        sign = etree.Element(f"{_W}r")
        etree.SubElement(sign, f"{_W}commentReference", {f"{_W}id": identifier})
        if before.tag == f"{_W}p":
            properties = before.find(f"{_W}pPr")
            before.insert(0 if properties is None else before.index(properties) + 1, start)
        else:
            before.addprevious(start)
        if behind.tag == f"{_W}p":
            behind.extend([end, sign])
        else:
            _add_behind(_add_behind(behind, end), sign)

    def _first(self, mark: _Mark) -> Any:
        for start, _end, text in self._segments.get(mark.element, ()):
            if start == mark.at:
                return _host(text)
        return _host(mark.element)

    def _last(self, mark: _Mark) -> Any:
        for _start, end, text in self._segments.get(mark.element, ()):
            if end == mark.at:
                return _host(text)
        return _host(mark.element)


def _add_behind(element: Any, new: Any) -> Any:
    """Put an element behind another; what is written behind that stays behind both."""
    tail, element.tail = element.tail, None
    element.addnext(new)
    new.tail = tail
    return new


def _last_first(cuts: dict[Any, set[int]]) -> list[tuple[Any, set[int]]]:
    """In the order in which a cut moves nothing that is still to be cut: of one run, the last text first."""
    return sorted(cuts.items(), key=lambda pair: -len(list(pair[0].itersiblings(preceding=True))))


def _cut(text: Any, places: Sequence[int]) -> list[tuple[int, int, Any]]:
    """The stretches of a text between the places, each in a run of its own where one begins or ends within."""
    whole = text.text or ""
    inner = [place for place in places if 0 < place < len(whole)]
    if len(whole) in places:
        _part_run(text, None)
    stops = [0, *inner, len(whole)]
    segments = []
    for start, end in zip(reversed(stops[:-1]), reversed(stops[1:]), strict=True):
        segments.append((start, end, _part_run(text, start) if start else text))
    if 0 in places:
        _part_before(text)
    return segments[::-1]


def _part_run(text: Any, at: int | None) -> Any:
    """Move a text's characters from `at`, and what follows the text, to a run of their own; None moves what follows."""
    from lxml import etree

    run = text.getparent()
    following = list(text.itersiblings())
    if at is None and not following:
        return text
    new = _sibling_run(run)
    rest = text
    if at is not None:
        rest = etree.SubElement(new, f"{_W}t")
        rest.text, text.text = text.text[at:], text.text[:at]
        for one in (text, rest):
            one.set(_SPACE, "preserve")
    new.extend(following)
    return rest


def _part_before(text: Any) -> None:
    """Give a text that is not the first of its run a run of its own."""
    run = text.getparent()
    if all(one.tag == f"{_W}rPr" for one in text.itersiblings(preceding=True)):
        return
    following = list(text.itersiblings())
    new = _sibling_run(run)
    new.extend([text, *following])


def _sibling_run(run: Any) -> Any:
    """An empty run behind another, set in the same way."""
    from lxml import etree

    new = etree.Element(run.tag, run.attrib)
    properties = run.find(f"{_W}rPr")
    if properties is not None:
        new.append(copy.deepcopy(properties))
    return _add_behind(run, new)


def _is_cuttable(element: Any) -> bool:
    return element.tag == f"{_W}t" and _host(element) is element.getparent()


def _host(element: Any) -> Any:
    """The outermost run around an element, where a comment may be put; the paragraph where there is no run."""
    runs = [one for one in _and_ancestors(element) if one.tag == f"{_W}r"]
    if runs:
        return runs[-1]
    return next(one for one in _and_ancestors(element) if one.tag == f"{_W}p")


def _and_ancestors(element: Any) -> Iterator[Any]:
    yield element
    yield from element.iterancestors()


def _boxed(element: Any) -> bool:
    return any(one.tag == f"{_W}txbxContent" for one in element.iterancestors())


def _comments(changes: Changes, package: Package, main: str) -> Any:
    """The root of the comments: the author's own go on, else a part is made."""
    from lxml import etree

    for item in package.related(main).values():
        if item.kind == "comments" and (root := changes.root(item.part)) is not None:
            return root
    part = changes.new_part(posixpath.dirname(main), "comments", ".xml")
    root = etree.Element(f"{_W}comments", nsmap={"w": _WORD})
    changes.put(part, root)
    changes.relate(main, part, "comments")
    changes.declare(part, _TYPE)
    return root


def _comment(note: Note, identifier: str) -> Any:
    from lxml import etree

    comment = etree.Element(
        f"{_W}comment", {f"{_W}id": identifier, f"{_W}author": author(), f"{_W}initials": _INITIALS}
    )
    for place, line in enumerate(note.lines):
        paragraph = etree.SubElement(comment, f"{_W}p")
        if not place:
            etree.SubElement(etree.SubElement(paragraph, f"{_W}r"), f"{_W}annotationRef")
        run = etree.SubElement(paragraph, f"{_W}r")
        if not place:
            etree.SubElement(etree.SubElement(run, f"{_W}rPr"), f"{_W}b")
        text = etree.SubElement(run, f"{_W}t")
        text.text = line
        text.set(_SPACE, "preserve")
    return comment
