"""Papers as a Word document: headings by style, Chinese fonts, a table of contents, page numbers, A4.

The package is written part by part, so that it holds nothing but what stands here, and the same paper gives the same
bytes. A text of the report only ever becomes the text of a run.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from itertools import count, pairwise
from xml.sax.saxutils import escape, quoteattr

from auditor.locale import gettext as _
from auditor.memo import memorandum
from auditor.memo.archive import packed
from auditor.memo.figures import pieces
from auditor.memo.letterhead import BLANK, Letterhead
from auditor.memo.paper import Grid, Heading, Manner, Paper, Part, Tick, Words, facts
from auditor.model.finding import Outcome
from auditor.model.source import Document

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_WIDTH = 9298
"""Twentieths of a point: A4 (11906) without its margins."""

_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1304" w:bottom="1304" w:left="1304" w:header="851" w:footer="794" w:gutter="0"/>'
    "</w:sectPr>"
)
_MANNERS: Mapping[Manner, str] = {"body": "Normal", "lead": "Lead", "note": "Note", "sign": "Sign"}
_JOINER = "\u2060"
"""Between a figure and its unit, so that they stand on one line."""
_HYPHEN = "\u2011"
"""In 10-2, so that it stands on one line."""
_HEAD_SHADE = "DCE3EA"
_LABEL_SHADE = "F2F4F7"


def render(
    outcomes: Sequence[Outcome],
    documents: Sequence[Document],  # noqa: ARG001 - every writer's signature
    letterhead: Letterhead = BLANK,
) -> bytes:
    """The memos, one after another."""
    return lay_out([memorandum.paper(outcome, letterhead) for outcome in outcomes], letterhead)


def lay_out(papers: Sequence[Paper], letterhead: Letterhead = BLANK) -> bytes:
    """The papers as one document, each beginning on a page of its own; on the office's own template where there is one."""
    if letterhead.template is not None:
        return _on_template(papers, letterhead, letterhead.template)
    styles = (files("auditor.memo") / "templates" / "styles.xml").read_text(encoding="utf-8")
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            ("document", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _properties(papers),
        "word/document.xml": _document(papers),
        "word/_rels/document.xml.rels": _relationships(
            *((name, f"{_OFFICE}/{name}", f"{name}.xml") for name in ("styles", "settings", "footer"))
        ),
        "word/styles.xml": styles,
        "word/settings.xml": _settings(),
        "word/footer.xml": _footer(),
    }
    return packed({name: part.encode("utf-8", "replace") for name, part in parts.items()})


def _on_template(papers: Sequence[Paper], letterhead: Letterhead, template: bytes) -> bytes:
    """The papers in a Word file of the office's own, which has a title of its own."""
    from auditor.memo.template import filled

    body = "".join(part for number, paper in enumerate(papers) for part in _paper(paper, number))
    styles = (files("auditor.memo") / "templates" / "styles.xml").read_text(encoding="utf-8")
    return filled(template, papers, letterhead, f'<w:body xmlns:w="{_WORD}">{body}</w:body>', styles)


def _content_types() -> str:
    kinds = {
        "/word/document.xml": f"{_TYPE}.document.main+xml",
        "/word/styles.xml": f"{_TYPE}.styles+xml",
        "/word/settings.xml": f"{_TYPE}.settings+xml",
        "/word/footer.xml": f"{_TYPE}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in kinds.items())
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(*targets: tuple[str, str, str]) -> str:
    items = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{part}"/>' for name, kind, part in targets)
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def _properties(papers: Sequence[Paper]) -> str:
    title = " ".join(filter(None, (papers[0].title, papers[0].subtitle))) if papers else ""
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title>'
        "<dc:creator>report-auditor</dc:creator></cp:coreProperties>"
    )


def _settings() -> str:
    mode = '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    return (
        f'{_DECLARATION}<w:settings xmlns:w="{_WORD}"><w:zoom w:percent="100"/>'
        f'<w:compat>{mode}</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _footer() -> str:
    """第 3 页 共 12 页, the numbers counted by the program that shows the document."""
    words = _("第 {page} 页 共 {pages} 页").format(page="\n1\n", pages="\n2\n").split("\n")
    fields = {"1": _field("PAGE", "1"), "2": _field("NUMPAGES", "1")}
    runs = "".join(fields.get(word) or _run(word) for word in words if word)
    return f'{_DECLARATION}<w:ftr xmlns:w="{_WORD}">{_styled("Footer", runs)}</w:ftr>'


def _document(papers: Sequence[Paper]) -> str:
    body = "".join(part for number, paper in enumerate(papers) for part in _paper(paper, number))
    return f'{_DECLARATION}<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"><w:body>{body}{_SECTION}</w:body></w:document>'


def _paper(paper: Paper, number: int) -> Iterator[str]:
    marks = [f"_Toc{number + 1:03}{place:05}" for place in range(len(paper.parts))]
    yield _styled("Title", _run(paper.title), "<w:pageBreakBefore/>" if number else "")
    if paper.subtitle:
        yield _styled("Subtitle", _run(paper.subtitle))
    identifiers = count(number * 100_000 + 1)
    for (part, mark), (following, _mark) in pairwise([*zip(paper.parts, marks, strict=True), (None, "")]):
        match part:
            case Heading(text, level, on_new_page):
                breaks = "<w:pageBreakBefore/>" if on_new_page else ""
                yield _styled(f"Heading{level}", _bookmarked(_run(text), mark, next(identifiers)), breaks)
            case Words():
                yield _words(part, kept=isinstance(following, Grid | Heading) or _signed(following))
            case Tick(code, text, details):
                yield _styled("Tick", _run(f"□ {code} ", bold=True) + _run(text))
                yield _grid(facts(*details))
                yield _styled("Gap", "")
            case Grid():
                yield _grid(part)
                if not isinstance(following, Heading):
                    yield _styled("Gap", "")
        if paper.listed and isinstance(part, Words) and not isinstance(following, Words):
            paper = replace(paper, listed=False)
            yield from _table_of_contents(paper.parts, marks)


def _signed(part: Part | None) -> bool:
    return isinstance(part, Words) and part.manner == "sign"


def _table_of_contents(parts: Sequence[Part], marks: Sequence[str]) -> Iterator[str]:
    """A field whose entries lead to the headings; only the program that sets the pages can number them, and does when asked."""
    entries = [
        (part, mark) for part, mark in zip(parts, marks, strict=True) if isinstance(part, Heading) and part.level < 3
    ]
    if not entries:
        return
    yield _styled("TOCHeading", _run(_("目录")))
    begin = _sign("begin", ' w:dirty="true"') + _instruction('TOC \\o "1-2" \\h \\z \\u') + _sign("separate")
    last = len(entries) - 1
    for place, (heading, mark) in enumerate(entries):
        link = f'<w:hyperlink w:anchor="{mark}" w:history="1">{_run(heading.text)}</w:hyperlink>'
        runs = f"{'' if place else begin}{link}{_sign('end') if place == last else ''}"
        yield _styled(f"TOC{heading.level}", runs)


def _bookmarked(runs: str, name: str, identifier: int) -> str:
    return f'<w:bookmarkStart w:id="{identifier}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{identifier}"/>'


def _words(words: Words, *, kept: bool) -> str:
    """A paragraph, kept on the page of the table that it introduces."""
    label = _run(words.label, bold=True) if words.label else ""
    return _styled(_MANNERS[words.manner], label + _run(words.text), "<w:keepNext/>" if kept else "")


def _grid(grid: Grid) -> str:
    """A table as wide as the text; its heads are repeated on every page, no row is cut in two by a page's end."""
    whole = sum(grid.shares)
    widths = [_WIDTH * share // whole for share in grid.shares]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = _row(grid.heads, widths, repeated=True) if grid.heads else ""
    rows = "".join(_row(row, widths, labelled=not grid.heads) for row in grid.rows)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{head}{rows}</w:tbl>'
    )


def _row(cells: Iterable[str], widths: Sequence[int], *, repeated: bool = False, labelled: bool = False) -> str:
    made = "".join(
        _cell(text, width, repeated=repeated, label=labelled and not place)
        for place, (text, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if repeated else ''}</w:trPr>{made}</w:tr>"


def _cell(text: str, width: int, *, repeated: bool, label: bool) -> str:
    shade = _HEAD_SHADE if repeated else _LABEL_SHADE if label else ""
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    style = "CellHead" if repeated else "CellLabel" if label else "Cell"
    lines = "".join(_styled(style, _run(line)) for line in text.split("\n"))
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shading}</w:tcPr>{lines}</w:tc>'


def _styled(style: str, runs: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def _run(text: str, *, bold: bool = False) -> str:
    """A text; a figure and its unit are a run of their own, which the rules of Latin script and a joiner keep on one line."""
    return "".join(_piece(piece, bold=bold, joined=joined) for piece, joined in pieces(text))


def _piece(text: str, *, bold: bool, joined: bool) -> str:
    stated = ("<w:b/>" if bold else "") + ('<w:lang w:eastAsia="en-US"/>' if joined else "")
    properties = f"<w:rPr>{stated}</w:rPr>" if stated else ""
    shown = _BEFORE_UNIT.sub(_JOINER, text).replace("-", _HYPHEN) if joined else text
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(shown)}</w:t></w:r>'


_BEFORE_UNIT = re.compile(r"(?<=[0-9])(?=[^0-9.,\-])|(?<=[^\x00-\x7f])(?=.)", re.DOTALL)


def _field(instruction: str, shown: str) -> str:
    return _sign("begin") + _instruction(instruction) + _sign("separate") + _run(shown) + _sign("end")


def _sign(kind: str, more: str = "") -> str:
    return f"<w:r><w:fldChar w:fldCharType={quoteattr(kind)}{more}/></w:r>"


def _instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {escape(text)} </w:instrText></w:r>'
