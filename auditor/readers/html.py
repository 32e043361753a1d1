"""Web pages: paragraphs and tables in the order they are shown; nothing is fetched, nothing is run."""

import codecs
import re
from collections.abc import Iterator
from typing import Any

from auditor.errors import UnreadableFile
from auditor.locale import gettext as _
from auditor.model.source import Document
from auditor.readers.builder import Builder, Draft, digest
from auditor.readers.limits import Limits
from auditor.readers.numbering import printed
from auditor.readers.txt import decode

_SKIPPED = frozenset(["script", "style", "head", "noscript", "template", "object", "svg", "datalist"])
_EMBEDDED = frozenset(["iframe", "frame"])
_LINES = (
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hr legend li main nav ol p pre section table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_LINES.split())
"""Elements that begin and end a line."""

_WIDEST = 1000
"""Columns of a table; the HTML standard caps colspan here, and a page that asks for more is wrong or hostile."""

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,200}?\bcharset|\?xml[^>]{0,100}?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
"""<meta charset="gbk">   <meta http-equiv="Content-Type" content="text/html; charset=gb2312">   <?xml encoding="utf-8"?>"""

_CHINESE = frozenset(["gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030", "hz-gb-2312", "euc-cn"])
"""Names under which exports write GB18030, whatever part of it they mean."""

_HIDDEN_CLASS = re.compile(
    r"(?:^|[},;/])\s*\w*\.([\w-]+)\s*(?=[,{])[^{}]{0,400}\{[^{}]{0,400}?display\s*:\s*none", re.IGNORECASE
)
""".closed { display: none }   td.closed, .folded { display:none }: simple selectors only."""

_ELSEWHERE = re.compile(r"@media[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.IGNORECASE)
"""What holds for paper or small screens alone: @media print { .bar { display: none } }."""

_OF_TABLES = frozenset(["table", "thead", "tbody", "tfoot", "tr", "td", "th"])
_ORDER = {"thead": 0, "tfoot": 2}
_LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_WORDLESS = frozenset(["hidden", "button", "submit", "reset", "image", "file", "password"])
_BODIES = frozenset(["thead", "tbody", "tfoot"])


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Read a page. Raises UnreadableFile when it holds no text."""
    from lxml import etree, html

    text, replaced = _decoded(data, name)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise _empty(name) from error
    builder = Builder(name, "html", digest(data), limits)
    _hide_by_class(root)
    page = _Page(builder)
    page.walk(root)
    if replaced:
        builder.unreadable(_("网页中有无法按所声明的编码辨认的字，显示为 �"))
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        builder.unreadable(_("网页嵌套过深，其中的内容没有读取"))
    document = builder.document()
    if not document.text:
        raise _empty(name)
    return document


def _empty(name: str) -> UnreadableFile:
    return UnreadableFile(_("{name}：网页里没有文字，或已损坏，请重新导出。").format(name=name))


def _decoded(data: bytes, name: str) -> tuple[str, bool]:
    """The page's characters, and whether some could not be told: its mark, what it declares, else what plain text is read as."""
    declared = _DECLARED.search(data[:4096])
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or declared is None:
        return decode(data, name)[0], False
    label = declared[1].decode("ascii", "replace").lower()
    named = "gb18030" if label in _CHINESE else _known(label)
    for encoding in (named, "utf-8", "gb18030"):
        try:
            return data.decode(encoding).replace("\x00", ""), False
        except (UnicodeError, LookupError):
            continue
    return data.decode(named, "replace").replace("\x00", ""), True


def _known(label: str) -> str:
    """The name of the encoding that a label stands for; UTF-8 where it is none that web pages may be written in.

    The codecs of Python are more: base64, hex and zlib make no characters, idna and undefined fail on most.
    """
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return "utf-8"
    return name if _PAGE_ENCODING.fullmatch(name) else "utf-8"


_PAGE_ENCODING = re.compile(
    r"utf-(?:8|8-sig|16|16-le|16-be)|ascii|(?:iso8859|cp|koi8|mac)-?\w{1,9}|gb\w{2,5}|hz|big5(?:hkscs)?"
    r"|shift_jis\w{0,5}|euc_\w{2,10}|johab|iso2022_\w{2,6}|tis-620|kz1048|ptcp154|viscii"
)
"""As Python names them: iso8859-1, cp1252, koi8-r, gb2312, big5, shift_jis, euc_kr."""


class _Page:
    """Walks a page, collecting inline text until a block or a table ends it."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._line: list[str] = []
        self._items: dict[Any, int] = {}
        self._hidden = False
        self._embedded = False

    def walk(self, root: Any) -> None:
        self._hidden = any(_is_hidden(part) and _says_something(part) for part in root.iter(*_OF_TABLES))
        self._visit(root, preformatted=False)
        self._flush()
        if self._hidden:
            self._builder.unreadable(_("网页的表格中有不显示的内容，没有读取"))
        if self._embedded:
            self._builder.unreadable(_("网页嵌入了其他页面，没有读取；请把那一页另存后再试"))

    def _visit(self, element: Any, *, preformatted: bool) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _SKIPPED or _is_hidden(element):
            return
        if tag == "table":
            self._flush()
            self._table(element)
            return
        self._embedded |= tag in _EMBEDDED and bool(element.get("src"))
        if tag in _BLOCKS or tag == "br":
            self._flush()
        preformatted = preformatted or tag == "pre"
        self._say(self._before(element) + (element.text or ""), preformatted=preformatted)
        for child in _children(element):
            self._visit(child, preformatted=preformatted)
            self._say(child.tail or "", preformatted=preformatted)
        if tag in _BLOCKS:
            self._flush()

    def _before(self, element: Any) -> str:
        """What the browser puts where an element begins: the value of a field, the number of a list item."""
        if element.tag == "input":
            return _value(element)
        if element.tag == "li" and (parent := element.getparent()) is not None and parent.tag == "ol":
            first = parent.get("start", "1")
            count = self._items.get(parent, int(first) - 1 if first.isdecimal() and len(first) < 7 else 0) + 1
            self._items[parent] = count
            return f"{printed(count, _LIST_FORMS.get(parent.get('type', ''), 'decimal'))}. "
        return ""

    def _say(self, text: str, *, preformatted: bool) -> None:
        if not preformatted:
            self._line.append(text)
            return
        first, *more = text.split("\n")
        self._line.append(first)
        for line in more:
            self._flush()
            self._line.append(line)

    def _flush(self) -> None:
        self._builder.paragraph(_squeezed("".join(self._line)))
        self._line.clear()

    def _table(self, table: Any) -> None:
        groups = list(_groups(table))
        if _is_layout(groups):
            for row in (row for group in groups for row in group):
                for cell in row:
                    self._visit(cell, preformatted=False)
            return
        for caption in table.findall("caption"):
            self._visit(caption, preformatted=False)
        self._builder.paragraph(_squeezed(_stray(table)))
        nested: list[Any] = []
        self._builder.table(self._drafts(groups, nested), exact=True)
        for inner in nested:
            self._table(inner)

    def _drafts(self, groups: list[list[list[Any]]], nested: list[Any]) -> Iterator[Draft]:
        """The cells of a table on its grid; `rowspan` and `colspan` push later cells aside, within a group of rows."""
        number = 0
        for group in groups:
            last = number + len(group)
            covered: dict[int, int] = {}
            for row in group:
                number += 1
                column = 1
                for cell in row:
                    while column <= _WIDEST and covered.get(column, 0) >= number:
                        column += 1
                    width = _extent(cell.get("colspan"), max(1, _WIDEST - column + 1))
                    height = _extent(cell.get("rowspan"), last - number + 1, zero=last - number + 1)
                    covered.update(dict.fromkeys(range(column, column + width), number + height - 1))
                    yield Draft(self._cell_text(cell, nested), number, column, height, width)
                    column += width

    def _cell_text(self, cell: Any, nested: list[Any]) -> str:
        parts: list[str] = []
        self._gather(cell, parts, nested)
        return _squeezed("".join(parts))

    def _gather(self, element: Any, parts: list[str], nested: list[Any]) -> None:
        parts.append(self._before(element) + (element.text or ""))
        for child in _children(element):
            tag = child.tag if isinstance(child.tag, str) else ""
            if _is_hidden(child):
                self._hidden = self._hidden or _says_something(child)
            elif tag == "table":
                nested.append(child)
                parts.append(" ")
            elif tag not in _SKIPPED:
                parts.append(" " if tag in _BLOCKS or tag == "br" else "")
                self._gather(child, parts, nested)
                parts.append(" " if tag in _BLOCKS else "")
            parts.append(child.tail or "")


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")) is not None


def _says_something(element: Any) -> bool:
    return any(text.strip() for text in element.itertext())


def _hide_by_class(root: Any) -> None:
    """Mark the elements that a style sheet of the page does not show."""
    sheets = "".join(style.text or "" for style in root.iter("style"))
    if "none" not in sheets:
        return
    hidden = {found[1] for found in _HIDDEN_CLASS.finditer(_ELSEWHERE.sub("", sheets))}
    for element in root.iter() if hidden else ():
        if isinstance(element.tag, str) and not hidden.isdisjoint(element.get("class", "").split()):
            element.set("hidden", "")


def _groups(table: Any) -> Iterator[list[list[Any]]]:
    """The rows of cells that are shown: thead first, tfoot last; cells outside of any row form rows of their own."""
    groups: list[tuple[int, list[Any]]] = []
    loose = False
    for child in table:
        if child.tag in _BODIES:
            loose = False
            if not _is_hidden(child):
                groups.append((_ORDER.get(child.tag, 1), list(child)))
        elif child.tag in ("tr", "td", "th"):
            if not loose:
                groups.append((1, []))
            loose = True
            groups[-1][1].append(child)
    found = (_rows(children) for _order, children in sorted(groups, key=lambda group: group[0]))
    return (rows for rows in found if rows)


def _rows(children: list[Any]) -> list[list[Any]]:
    rows: list[list[Any]] = []
    open_row = False
    for child in children:
        if child.tag == "tr":
            open_row = False
            if not _is_hidden(child):
                rows.append([cell for cell in child if cell.tag in ("td", "th") and not _is_hidden(cell)])
        elif child.tag in ("td", "th"):
            if not open_row:
                rows.append([])
            open_row = True
            rows[-1].append(child)
    return rows


def _is_layout(groups: list[list[list[Any]]]) -> bool:
    """A single column with tables inside it: the frame of a page, not a table to be read."""
    cells = [cell for group in groups for row in group for cell in row]
    return max((len(row) for group in groups for row in group), default=0) == 1 and any(
        next(cell.iter("table"), None) is not None for cell in cells
    )


def _stray(table: Any) -> str:
    """Text between the cells of a table, which browsers show above it."""
    parts = [table.text or ""]
    for child in table.iterchildren(*_BODIES, "tr", "td", "th"):
        rows = child.iterchildren("tr") if child.tag in _BODIES else [child]
        parts.append((child.text or "") if child.tag in _BODIES else "")
        for row in rows:
            parts.extend([row.text or "" if row.tag == "tr" else "", row.tail or ""])
            parts.extend(cell.tail or "" for cell in row if row.tag == "tr")
    return " ".join(parts)


def _extent(stated: str | None, most: int, zero: int = 1) -> int:
    """A rowspan or colspan as the standard reads it: junk is 1, 0 reaches to the end, absurd values are capped."""
    found = re.match(r"\s*\+?(\d{1,9})", stated or "")
    if found is None:
        return 1
    value = int(found[1])
    return max(1, min(zero if value == 0 else value, most))


def _children(element: Any) -> Any:
    """What is shown inside an element: of a list to choose from, only the chosen entry."""
    if element.tag != "select":
        return element
    options = list(element.iter("option"))
    return [option for option in options if option.get("selected") is not None] or options[:1]


def _value(field: Any) -> str:
    """What a field of a form shows."""
    kind = field.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        return "☑" if field.get("checked") is not None else "□"
    return "" if kind in _WORDLESS else str(field.get("value", ""))
