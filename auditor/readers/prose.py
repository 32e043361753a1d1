"""Lines put together to paragraphs, also over the end of a page."""

import itertools
import math
import re
from collections.abc import Iterable, Mapping, Sequence

from auditor.readers.lattice import unbroken
from auditor.readers.layout import LINE_PITCH, Part

_BEGINS_ANEW = re.compile(
    r"""(?x) [（(]? [一二三四五六七八九十]{1,3} [）)、.．] | [（(]? \d{1,2} (?: [）)、．] | \. (?!\d) )
    | [①-⑳●■◆★※] | 附件 | 附[:：] | 备?注[:：]"""
)
"""`一、`, `（二）`, `3.`, `①`, `注：` open a paragraph of their own."""

_ALWAYS_LEFT = 2.0
"""Characters: a line that ends so near to the edge is full."""

_MOSTLY = 0.6
"""Of what stands on a page: running text is at least so wide, beside a table that sticks out of it."""

_Edges = tuple[float, float]
"""Left and right."""


def paragraphs(found: Iterable[Part]) -> list[Part]:
    """Lines that go on put together: a full line and the one below it that is not indented, also over a page break."""
    result: list[Part] = []
    last: int | None = None
    for part in _measured(list(found)):
        if part.kind != "paragraph":
            result.append(part)
            continue
        before = result[last] if last is not None else None
        if before is not None and last is not None and _goes_on(before, part):
            result[last] = _together(before, part)
            continue
        last = len(result)
        result.append(part)
    return result


def _measured(parts: Sequence[Part]) -> list[Part]:
    """The parts, lines with their room and whether they are indented."""
    pages: dict[int, list[Part]] = {}
    for part in parts:
        if part.kind == "paragraph":
            pages.setdefault(part.page, []).append(part)
    edges = _edges(pages)
    return [
        _measure(part, edges[part.page]) if part.line is not None and part.page in edges else part for part in parts
    ]


def _measure(part: Part, edges: _Edges) -> Part:
    left, right = edges
    room = math.inf if part.columned or not part.size else (right - part.box[2]) / part.size
    begins = part.box[0] > left + part.size or _BEGINS_ANEW.match(part.line or "") is not None
    return part._replace(room=room, indented=begins)


def _edges(pages: Mapping[int, Sequence[Part]]) -> dict[int, _Edges]:
    """Where the running text of each page begins and ends.

    That is where its lines end together; on a page of few lines, where those of the other pages do; else, where the
    page's outermost part does.
    """
    own = {page: _of_text(parts) for page, parts in pages.items()}
    told = [page for page in pages if own[page] is not None]
    common = own[max(told, key=lambda page: len(pages[page]))] if told else None
    return {page: own[page] or _within(common, parts) or _outermost(parts) for page, parts in pages.items()}


def _outermost(parts: Sequence[Part]) -> _Edges:
    return min(part.box[0] for part in parts), max(part.box[2] for part in parts)


def _of_text(parts: Sequence[Part]) -> _Edges | None:
    """The left edge of the lines and the rightmost place where two of them end; None for lines far narrower than the page."""
    lines = sorted(
        (part for part in parts if part.line is not None and not part.columned), key=lambda part: -part.box[2]
    )
    ends = (one.box[2] for one, next_one in itertools.pairwise(lines) if one.box[2] - next_one.box[2] <= one.size)
    right = next(ends, None)
    if right is None:
        return None
    left, (outer_left, outer_right) = min(part.box[0] for part in lines), _outermost(parts)
    return (left, right) if right - left >= _MOSTLY * (outer_right - outer_left) else None


def _within(edges: _Edges | None, parts: Sequence[Part]) -> _Edges | None:
    """The edges, when all lines of a page lie between them."""
    lines = [part for part in parts if part.line is not None]
    if edges is None or not lines:
        return None
    return (
        edges
        if all(edges[0] - part.size <= part.box[0] and part.box[2] <= edges[1] + part.size for part in lines)
        else None
    )


def _goes_on(before: Part, part: Part) -> bool:
    if before.line is None or part.line is None or part.indented:
        return False
    if before.room >= max(_ALWAYS_LEFT, unbroken(part.line)):
        return False
    if before.page != part.page:
        return part.page == before.page + 1
    size = part.box[3] - part.box[1]
    return 0 <= before.box[1] - part.box[3] < LINE_PITCH * size


def _together(before: Part, part: Part) -> Part:
    left, bottom, right, top = before.box
    if before.page == part.page:
        left, bottom, right = min(left, part.box[0]), part.box[1], max(right, part.box[2])
    return before._replace(
        line=_spoken(before.line or "", part.line or ""), room=part.room, box=(left, bottom, right, top)
    )


def _spoken(before: str, after: str) -> str:
    latin = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
    return f"{before} {after}" if latin else before + after
