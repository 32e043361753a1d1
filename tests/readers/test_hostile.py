"""Files made to hold us up: one clear error each, soon, and nothing run or fetched."""

import errno
import io
import zipfile
import zlib

import packages
import pytest
from ofd_writer import ofd
from test_pdf import pdf, word

from auditor import readers
from auditor.errors import AuditorError, UnreadableFile
from auditor.model.source import Document
from auditor.readers import alarm, caution
from auditor.readers.limits import Limits


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    data = packages.package("word/document.xml", {"word/document.xml": b"0" * 3_000_000})
    with pytest.raises(UnreadableFile, match="解压后超过"):
        readers.read(data, "a.docx", Limits(max_unpacked_bytes=1_000_000))


@pytest.mark.parametrize("part", ["word/document.xml", "xl/workbook.xml"])
@pytest.mark.parametrize("entity", ['"ha"', 'SYSTEM "file:///etc/hostname"', 'SYSTEM "http://localhost:9/x"'])
def test_entities_are_neither_expanded_nor_fetched(part, entity):
    content = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a {entity}>]><w:document xmlns:w="{packages.WORD}"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
    with pytest.raises(UnreadableFile, match="损坏"):
        readers.read(packages.package(part, {part: content}), "a")


def test_links_to_elsewhere_are_not_followed():
    link = '<Relationship Id="h" Type="http://x/header" Target="http://localhost:9/h.xml" TargetMode="External"/>'
    data = packages.word(packages.paragraph("自评表"))
    with zipfile.ZipFile(io.BytesIO(data)) as before:
        members = {name: before.read(name) for name in before.namelist()}
    members["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{link}</Relationships>'.encode()
    )
    assert readers.read(packages.package("word/document.xml", members), "a.docx").text == "自评表\n"


def test_a_workbook_with_macros_is_read_and_they_are_not_run():
    def with_macros(book):
        book.active["A1"] = "自评表"

    data = packages.xlsx([], prepare=with_macros)
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Auto_Open")
    assert readers.read(target.getvalue(), "a.xlsm").text == "自评表\n"


@pytest.mark.parametrize("depth", [50, 5000])
def test_tables_within_tables(depth):
    page = b"<table><tr><td>x" * depth + b"</td></tr></table>" * depth
    cells = "<w:tbl><w:tr><w:tc>" * depth + packages.paragraph("x") + "</w:tc></w:tr></w:tbl>" * depth
    for data, name in ((b"<html>" + page, "a.html"), (packages.word(cells), "a.docx")):
        try:
            assert isinstance(readers.read(data, name), Document)
        except UnreadableFile:
            assert depth > 50


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.docx", "a.xlsx"])
def test_more_rows_than_the_limit(name):
    rows = [["甲", "1"]] * 300
    made = {
        "a.txt": "".join(f"{a}\t{b}\n" for a, b in rows).encode(),
        "a.html": f"<html><table>{'<tr><td>甲</td><td>1</td></tr>' * 300}</table></html>".encode(),
        "a.docx": packages.word(packages.table(*rows)),
        "a.xlsx": packages.xlsx(rows),
    }
    with pytest.raises(UnreadableFile, match="超过 200 行"):
        readers.read(made[name], name, Limits(max_rows=200))


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.xlsx", "a.html", "a.pdf", "a.ofd"])
def test_reading_ends_when_its_time_is_over(name):
    made = {
        "a.txt": "甲\t1\n".encode() * 50,
        "a.docx": packages.docx(["甲"], [["甲", "1"]]),
        "a.xlsx": packages.xlsx([["甲", "1"]]),
        "a.html": "<html><p>甲</p></html>".encode(),
        "a.pdf": pdf([[word("A", 20, 300)]]),
        "a.ofd": ofd([([(20, 30, "甲")], [])]),
    }
    with pytest.raises(UnreadableFile, match="max_seconds"):
        readers.read(made[name], name, Limits(max_seconds=1e-9))


def with_forms(levels, times, content=b"0 0 m 9 9 l S"):
    """A PDF whose form draws another one `times` times, and so on; the last draws a line."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([[word("A", 20, 300)]]))))
    drawn = None
    for _level in range(levels):
        form = DecodedStreamObject()
        form.set_data(b"/F Do\n" * times if drawn is not None else content)
        form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
        form[NameObject("/BBox")] = ArrayObject([FloatObject(place) for place in (0, 0, 400, 400)])
        if drawn is not None:
            form[NameObject("/Resources")] = DictionaryObject(
                {NameObject("/XObject"): DictionaryObject({NameObject("/F"): drawn})}
            )
        drawn = writer._add_object(form)
    page = writer.pages[0]
    page["/Resources"][NameObject("/XObject")] = DictionaryObject({NameObject("/F"): drawn})
    stream = DecodedStreamObject()
    stream.set_data(b"/F Do")
    page[NameObject("/Contents")] = writer._add_object(stream)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def test_a_drawing_that_multiplies_itself_is_stopped():
    data = with_forms(9, 30)
    assert not caution.looks_ordinary(data, "pdf", Limits())
    try:
        outcome = readers.read(data, "a.pdf", Limits(max_seconds=2))
    except AuditorError as error:
        outcome = error
    assert isinstance(outcome, (Document, AuditorError))


def test_what_is_read_apart_is_read_alike():
    """A stamp drawn as a form within a form sends a file to a process of its own; what comes back is the same document."""
    data = with_forms(2, 1)
    assert not caution.looks_ordinary(data, "pdf", Limits())
    with pytest.raises(UnreadableFile, match="PDF"):
        readers.read(data[:40] + data[-40:], "a.pdf")
    from auditor.readers import pdf as reader

    assert readers.read(data, "a.pdf") == reader.read(data, "a.pdf", Limits())


def test_a_stream_that_unpacks_to_more_than_the_limit_is_not_ordinary():
    packed = zlib.compress(b"0" * 20_000_000)
    assert not caution.looks_ordinary(b"%PDF-1.4 stream\n" + packed + b"endstream", "pdf", Limits())
    assert caution.looks_ordinary(pdf([[word("A", 20, 300)]]), "pdf", Limits())


@pytest.mark.parametrize("megabytes", [5, 20, 35])
def test_more_memory_than_is_given(megabytes):
    long = ("<html><body>" + "<p>甲</p>" * 450_000).encode()
    assert not caution.looks_ordinary(long, "html", Limits())
    with pytest.raises(UnreadableFile, match="内存"):
        readers.read(long, "a.html", Limits(max_memory=megabytes * 1_000_000))


@pytest.mark.parametrize(
    ("error", "of_memory"),
    [
        (MemoryError(), True),
        (SyntaxError("expected ':'"), True),
        (ImportError("failed to map segment"), True),
        (OSError("cannot allocate memory in static TLS block"), True),
        (OSError(errno.ENOMEM, "no memory"), True),
        (OSError(errno.ENOENT, "no such file"), False),
        (ModuleNotFoundError("no module"), False),
        (ValueError("ours"), False),
    ],
)
def test_what_is_for_want_of_memory(error, of_memory):
    assert alarm.starved(error) is of_memory
