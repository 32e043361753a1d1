"""A server that counts who comes, and files that ask a program to go there."""

import io
import socket
import threading
import zipfile
from contextlib import contextmanager

_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"'
)
_LOADED = 'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
SAYS = "青山县自评表"


@contextmanager
def listener():
    """Its address, and the list of those who came."""
    came = []
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(50)

        def serve():
            while True:
                try:
                    client, _address = server.accept()
                except OSError:
                    return
                came.append(client)
                client.close()

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", came


def _archive(kind, content, **members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        entries = "".join(
            f'<m:file-entry m:full-path="{path}" m:media-type="{media}"/>'
            for path, media in (
                ("/", f"application/vnd.oasis.opendocument.{kind}"),
                ("content.xml", "text/xml"),
                ("styles.xml", "text/xml"),
                ("Basic/script-lc.xml", "text/xml"),
            )
        )
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{manifest}">{entries}</m:manifest>')
        archive.writestr(
            "content.xml", f'<office:document-content {_ODF} office:version="1.3">{content}</office:document-content>'
        )
        for name, body in members.items():
            archive.writestr(f"{name}.xml", body)
        archive.writestr("Basic/script-lc.xml", "<x/>")
    return target.getvalue()


def odt(to):
    """A text document: linked pictures, objects, sections, frames, background, events."""
    content = f"""<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script"
        script:event-name="dom:load" xlink:href="{to}/event" {_LOADED}/></office:event-listeners></office:scripts>
        <office:automatic-styles><style:style style:name="B" style:family="paragraph"><style:paragraph-properties>
        <style:background-image xlink:href="{to}/background.png" {_LOADED}/></style:paragraph-properties></style:style>
        </office:automatic-styles><office:body><office:text><text:p text:style-name="B">{SAYS}</text:p>
        <text:p><draw:frame svg:width="5cm" svg:height="5cm" text:anchor-type="as-char"><draw:image xlink:href="{to}/p.png" {_LOADED}/></draw:frame></text:p>
        <text:p><draw:frame svg:width="5cm" svg:height="5cm"><draw:object xlink:href="{to}/o.odt" {_LOADED}/></draw:frame></text:p>
        <text:p><draw:frame svg:width="5cm" svg:height="5cm"><draw:object-ole xlink:href="{to}/ole" {_LOADED}/></draw:frame></text:p>
        <text:p><draw:frame svg:width="5cm" svg:height="5cm"><draw:floating-frame xlink:href="{to}/f.html" {_LOADED}/></draw:frame></text:p>
        <text:section text:name="S"><text:section-source xlink:href="{to}/s.odt" {_LOADED}/><text:p>节</text:p></text:section>
        <text:section text:name="F"><text:section-source xlink:href="file:///etc/hostname"/><text:p>节</text:p></text:section>
        <text:p><text:a xlink:href="{to}/a" xlink:type="simple">链接的字</text:a></text:p></office:text></office:body>"""
    styles = f"""<office:document-styles {_ODF} office:version="1.3"><office:styles><draw:fill-image draw:name="i" xlink:href="{to}/fill.png" {_LOADED}/>
        </office:styles></office:document-styles>"""
    return _archive("text", content, styles=styles)


def ods(to):
    """A workbook: linked sheets, areas, pictures, functions that fetch."""
    content = f"""<office:body><office:spreadsheet><table:table table:name="A">
        <table:table-source xlink:type="simple" xlink:href="{to}/t.ods" table:table-name="A"/>
        <table:table-row><table:table-cell office:value-type="string"><text:p>{SAYS}</text:p></table:table-cell></table:table-row>
        <table:table-row><table:table-cell><table:cell-range-source xlink:type="simple" xlink:href="{to}/c.ods" table:name="A1"
        table:last-column-spanned="1" table:last-row-spanned="1"/></table:table-cell></table:table-row>
        <table:table-row><table:table-cell table:formula="of:=WEBSERVICE(&quot;{to}/w&quot;)" office:value-type="string"/>
        <table:table-cell table:formula="of:='{to}/x.ods'#$A.A1" office:value-type="string"/></table:table-row>
        <table:shapes><draw:frame svg:width="5cm" svg:height="5cm"><draw:image xlink:href="{to}/p.png" {_LOADED}/></draw:frame></table:shapes>
        </table:table></office:spreadsheet></office:body>"""
    return _archive("spreadsheet", content)


def plain_ods():
    """A workbook without links."""
    return _archive(
        "spreadsheet",
        f"""<office:body><office:spreadsheet><table:table table:name="A"><table:table-row><table:table-cell
        office:value-type="string"><text:p>{SAYS}</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>""",
    )


def rtf(to):
    """Rich text: fields, a template, a linked object and a linked picture."""
    said = "".join(f"\\u{ord(letter)}?" for letter in SAYS)
    fields = "".join(
        rf'{{\field{{\*\fldinst {word} "{to}/{word}" \\d}}{{\fldrslt 1}}}}'
        for word in ("INCLUDEPICTURE", "INCLUDETEXT", "IMPORT")
    )
    return (
        rf"{{\rtf1\ansi{{\*\template {to}/t.dot}}{said}\par {fields}"
        rf"{{\field{{\*\fldinst {{INCLUDE}}{{PICTURE}} {{{to}/split}}}}{{\fldrslt 1}}}}"
        rf"{{\object\objautlink\objupdate{{\*\objclass Word.Document}}{{\*\objdata 01050000}}{{\result 1}}}}"
        rf"{{\shp{{\*\shpinst{{\sp{{\sn shapeType}}{{\sv 75}}}}{{\sp{{\sn pibName}}{{\sv {to}/pib.png}}}}{{\sp{{\sn pibFlags}}{{\sv 10}}}}}}}}"
        r"{\field{\*\fldinst FORMCHECKBOX}{\fldrslt }}\par}"
    ).encode()


def flat(to):
    """Word 2003 XML: a template, a field, a picture, an object, a style sheet."""
    word, shape = "http://schemas.microsoft.com/office/word/2003/wordml", "urn:schemas-microsoft-com:vml"
    return f"""<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?><?xml-stylesheet type="text/xsl" href="{to}/x.xsl"?>
        <w:wordDocument xmlns:w="{word}" xmlns:v="{shape}"><w:docPr><w:attachedTemplate w:val="{to}/t.dot"/></w:docPr><w:body>
        <w:p><w:r><w:t>{SAYS}</w:t></w:r></w:p><w:p><w:r><w:pict><v:shape style="width:90pt;height:90pt"><v:imagedata src="{to}/p.png"/></v:shape></w:pict></w:r></w:p>
        <w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDEPICTURE "{to}/f.png" \\d </w:instrText></w:r>
        <w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:body></w:wordDocument>""".encode()


def page(to):
    """A web page that calls itself a Word document."""
    return f"""<?mso-application progid="Word.Document"?><html><head><link rel=stylesheet href={to}/css><base href="{to}/"></head>
        <body background="{to}/b.png">{SAYS} <img src="{to}/i.png"><iframe src="{to}/f"></iframe><object data="{to}/o"></object>
        <script src="{to}/s"></script></body></html>""".encode()


KINDS = {"a.odt": odt, "a.ods": ods, "a.rtf": rtf, "a.xml": flat, "a.doc": page}
"""Makers of files by the name of the file."""
