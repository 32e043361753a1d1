"""Small Word, Excel and HTML files for tests, made with the libraries that people's programs use or written as raw XML."""

import io
import zipfile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def docx(paragraphs=(), rows=(), merges=()):
    """A document with paragraphs and one table; merges are ((row, column), (row, column)), 0-based."""
    import docx as library

    document = library.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(len(rows), max(len(row) for row in rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(number, column).text = text
        for first, last in merges:
            kept = table.cell(*first).text
            table.cell(*first).merge(table.cell(*last)).text = kept
    return saved(document)


def word(body, **parts):
    """A Word file from the XML inside w:body; parts are header, footer, footnotes, numbering, styles … by their inner XML."""
    roots = {"header": "hdr", "footer": "ftr"}
    members = {"word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"}
    for kind, content in parts.items():
        root = roots.get(kind, kind)
        members[f"word/{kind}1.xml"] = f"<w:{root} {_NAMESPACES}>{content}</w:{root}>"
    members["word/_rels/document.xml.rels"] = relationships({kind: f"{kind}1.xml" for kind in parts})
    return package("word/document.xml", members)


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(*runs, properties=""):
    return (
        f"<w:p><w:pPr>{properties}</w:pPr>{''.join(item if item.startswith('<') else run(item) for item in runs)}</w:p>"
    )


def table(*rows):
    """Rows of cells; a cell is a text, or (text or XML, XML of its properties)."""
    lines = ("".join(map(_cell, row)) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def _cell(cell):
    content, properties = (cell, "") if isinstance(cell, str) else cell
    content = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def workbook(sheet, *, strings=(), styles="", state="visible", **members):
    """An Excel file from the XML inside its one worksheet; strings are the shared ones, styles the XML inside styleSheet."""
    files = {
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="自评表" sheetId="1" '
        f'state="{state}" r:id="worksheet"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}" xmlns:r="{OFFICE}">{sheet}</worksheet>',
        "xl/_rels/workbook.xml.rels": relationships(
            {"worksheet": "worksheets/sheet1.xml", "sharedStrings": "sharedStrings.xml", "styles": "styles.xml"}
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{"".join(f"<si>{text}</si>" for text in strings)}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{SHEET}">{styles}</styleSheet>',
    }
    return package("xl/workbook.xml", files | members)


def relationships(targets, base=OFFICE):
    items = "".join(
        f'<Relationship Id="{kind}" Type="{base}/{kind}" Target="{part}"/>' for kind, part in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'
    )


_MAIN = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}


def package(main, members):
    """A zipped file of these members that says which part is the main one."""
    stream = io.BytesIO()
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/{main}" ContentType="{_MAIN.get(main, "application/xml")}"/></Types>'
    )
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in (
            {"[Content_Types].xml": types, "_rels/.rels": relationships({"officeDocument": main})} | members
        ).items():
            archive.writestr(part, content)
    return stream.getvalue()


def xlsx(rows, *, formats=(), merges=(), prepare=None):
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "自评表"
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
    for place, form in formats:
        sheet[place].number_format = form
    for area in merges:
        sheet.merge_cells(area)
    if prepare:
        prepare(book)
    return saved(book)


def saved(package):
    stream = io.BytesIO()
    package.save(stream)
    return stream.getvalue()
