"""The reader is chosen by content first, by suffix second."""

import io
import zipfile

import pytest

from auditor import readers
from auditor.errors import UnreadableFile, UnsupportedFormat


def zipped(*members: str, mimetype: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for member in members:
            archive.writestr(member, "x")
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "name", "module"),
    [
        (b"%PDF-1.7\n", "form.txt", "pdf"),
        (b"\n\n%PDF-1.4", "form.docx", "pdf"),
        (zipped("word/document.xml"), "form.zip", "docx"),
        (zipped("xl/workbook.xml"), "form.docx", "xlsx"),
        (zipped("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "form.odt", "office"),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "form.pdf", "ofd"),
        (OLE + "WordDocument".encode("utf-16-le"), "form.doc", "office"),
        (OLE + "Workbook".encode("utf-16-le"), "form.xls", "calamine"),
        (b"{\\rtf1", "form.doc", "office"),
        (b"\x89PNG\r\n\x1a\n", "form.pdf", "image"),
        (b"<!DOCTYPE html><html>", "form.xls", "html"),
        (b"\xef\xbb\xbf  <html xmlns='x'>", "form", "html"),
        ("项目".encode("gb18030"), "form.html", "html"),
        ("<p>项目</p>".encode(), "form.txt", "txt"),
        ("项目支出绩效自评表".encode(), "form.docx", "txt"),
    ],
)
def test_content_decides(data, name, module):
    assert readers.recognise(data, name) == module


@pytest.mark.parametrize("data", [b"PK\x03\x04 cut off", OLE + "EncryptedPackage".encode("utf-16-le")])
def test_damaged_and_encrypted_files_are_refused(data):
    with pytest.raises(UnreadableFile, match=r"form\.docx"):
        readers.recognise(data, "form.docx")


@pytest.mark.parametrize(("data", "name"), [(zipped("ppt/slides.xml"), "form.pptx"), (b"rar", "form.rar")])
def test_other_formats_are_named_unsupported(data, name):
    with pytest.raises(UnsupportedFormat, match=name):
        readers.recognise(data, name)


def test_an_ofd_that_is_none_is_damaged():
    with pytest.raises(UnreadableFile, match=r"form\.ofd"):
        readers.recognise("项目支出".encode(), "form.ofd")


def test_a_folder_in_the_name_is_dropped():
    assert readers.read("项目".encode(), "some/folder/form.txt").name == "form.txt"
