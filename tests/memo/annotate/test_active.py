"""What of an original acts when it is opened is named, and kept; what only lies there is not."""

import io
import zipfile

import packages
import pypdf
import pytest
from drawn import pdf, table, word
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from auditor import cli, readers
from auditor.memo.annotate import Original
from auditor.memo.annotate.active import active

TEXT = ["某院2024年度义诊项目绩效自评报告", "全年开展义诊31场，发放药箱260个。"]
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_parts(data, **parts):
    """The package with more members; `/` in their names stands as `__`."""
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def linked(kind, target="http://elsewhere.example/t.dotm"):
    return (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}" '
        'TargetMode="External"/></Relationships>'
    )


def found(data, name):
    return active(Original(data, readers.read(data, name)))


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"word__vbaProject.bin": b"x"}, "宏"),
        ({"word__embeddings__oleObject1.bin": b"x"}, "嵌入对象（OLE）"),
        ({"word__activeX__activeX1.xml": "<a/>"}, "ActiveX 控件"),
        ({"word___rels__settings.xml.rels": linked("attachedTemplate")}, "远程模板"),
        ({"word___rels__header9.xml.rels": linked("oleObject")}, "链接对象（OLE）"),
        ({"word___rels__header9.xml.rels": linked("image")}, "外部引用"),
        ({"word__footnotes9.xml": "<w:instrText> DDEAUTO c:\\\\x</w:instrText>"}, "自动取数域（DDE 等）"),
    ],
)
def test_what_acts_in_a_word_file_is_named(parts, told):
    assert found(with_parts(packages.docx(TEXT), **parts), "r.docx") == (told,)


@pytest.mark.parametrize(
    "parts", [{}, {"word___rels__header9.xml.rels": linked("hyperlink")}, {"customXml__item9.xml": "<a/>"}]
)
def test_what_waits_for_a_click_or_only_lies_there_is_not(parts):
    assert found(with_parts(packages.docx(TEXT), **parts), "r.docx") == ()


def drawn(change):
    """A PDF that something was done to."""
    writer = pypdf.PdfWriter(io.BytesIO(pdf([[word("The TITLE of it", 20, 360), *table([["name", "10 films"]])]])))
    change(writer)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def acting(kind, key):
    """Has the document do something when it is opened."""

    def change(writer):
        action = DictionaryObject({NameObject("/S"): NameObject(kind), NameObject(key): TextStringObject("a.exe")})
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (acting("/JavaScript", "/JS"), ("脚本",)),
        (lambda writer: writer.add_attachment("a.txt", b"x"), ("嵌入文件",)),
        (acting("/Launch", "/F"), ("启动程序的动作",)),
        (lambda writer: None, ()),
    ],
    ids=["script", "attachment", "launch", "nothing"],
)
def test_what_acts_in_a_pdf_is_named(change, told):
    assert found(drawn(change), "r.pdf") == told


def test_it_is_said_in_one_line_beside_the_annotated_file(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.docx").write_bytes(
        with_parts(packages.docx(TEXT), word__vbaProject_bin=b"x", word__embeddings__o=b"x")
    )
    cli.run(["audit", "r.docx", "--annotate", "noted.docx"])
    (line,) = [line for line in capsys.readouterr().err.splitlines() if "保留" in line]
    assert "noted.docx" in line
    assert "宏、嵌入对象（OLE）" in line
    with zipfile.ZipFile(tmp_path / "noted.docx") as archive:
        assert "word/vbaProject_bin" in archive.namelist()
    cli.run(["audit", "r.docx", "--annotate", "noted.html"])
    assert "保留" not in capsys.readouterr().err
