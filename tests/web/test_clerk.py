"""A clerk's way: upload, list, mended file, what is done; and every file that is none."""

import io
import re
import zipfile

import packages
import pytest
import site_of_tests as site
from site_of_tests import RIGHT, WRONG, said
from test_pdf import locked, pdf, table


def test_upload_list_mend(visitor, tmp_path):
    path, page = visitor.upload(("路灯.txt", WRONG))
    words = said(page)
    assert "清河县城市管理局" in words
    assert "必须改正" in words
    assert "98" in words
    anchor = re.search(r'href="#([^"]+)" class="go"', page)[1]
    assert f'id="{anchor}"' in page

    again, page = visitor.upload(("路灯（改）.txt", RIGHT), to=f"{path}/files")
    assert again == path
    words = said(page)
    assert "与上次相比：已办" in words
    assert "新增 0 项" in words
    assert "必须改正" not in words


def test_what_is_downloaded_is_the_list(visitor):
    path, _page = visitor.upload(("a.txt", WRONG))
    for suffix, member in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")):
        made = visitor.get(f"{path}/list.{suffix}")
        assert "attachment" in made.headers["content-disposition"]
        assert member in zipfile.ZipFile(io.BytesIO(made.body)).namelist()
    assert visitor.get(f"{path}/list.exe").status == 404


def test_files_of_a_zip_are_one_case(visitor):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("材料/自评表.txt", RIGHT)
        made.writestr("材料/上年.txt", RIGHT.replace(b"2023", b"2022"))
        made.writestr("__MACOSX/._a", b"x")
    _path, page = visitor.upload(("全部.zip", packed.getvalue()))
    words = said(page)
    assert "自评表.txt、上年.txt" in words
    assert "._a" not in words


def test_roles_are_guessed_and_corrected(visitor):
    before = RIGHT.replace(b"2023", b"2022")
    path, page = visitor.upload(("今年.txt", RIGHT), ("去年.txt", before))
    assert "自动判断 （上年自评表）" in said(page).replace("自动判断（", "自动判断 （")
    answer = visitor.post(f"{path}/roles", None, (), Content_Type="application/x-www-form-urlencoded")
    assert answer.status == 400
    answer = visitor.ask(
        "POST", f"{path}/roles", b"role=table&role=plan", Origin=visitor.site.base, X_CSRF_Token=visitor.csrf,
        Content_Type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert answer.status == 303
    _path, page = visitor.rested(path)
    assert re.search(r'<option value="plan" selected', page)


def test_a_locked_file_asks_for_its_password(visitor):
    data = locked(pdf([table([["a", "b"]])]), "secret")
    path, page = visitor.upload(("锁.pdf", data))
    assert 'type="password"' in page
    visitor.post(f"{path}/password", {"password": "wrong"})
    _path, page = visitor.rested(path)
    assert "密码不对" in said(page)
    visitor.post(f"{path}/password", {"password": "secret"})
    _path, page = visitor.rested(path)
    assert 'type="password"' not in page


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.txt", b""),
        ("坏.docx", b"PK\x03\x04 damaged"),
        ("说明.txt", "这里没有自评表。".encode()),
        ("程序.exe", b"MZ\x90\x00"),
        ("炸弹.docx", packages.package("word/document.xml", {"word/document.xml": b"0" * 250_000_000})),
    ],
)
def test_what_cannot_be_read_fails_with_its_remedy(visitor, name, data, monkeypatch):
    site.here(monkeypatch)
    path, page = visitor.upload((name, data))
    words = said(page)
    assert "失败" in words
    assert name in words
    assert "再试一次" in words
    assert "Traceback" not in page
    visitor.post(f"{path}/again")
    assert "失败" in said(visitor.rested(path)[1])


def test_one_bad_file_of_several_does_not_stop_the_rest(visitor):
    _path, page = visitor.upload(("好.txt", WRONG), ("坏.docx", b"PK\x03\x04 damaged"))
    words = said(page)
    assert "必须改正" in words
    assert "坏.docx" in words


def test_what_a_report_says_is_text(visitor):
    evil = WRONG.replace("街巷路灯更换".encode(), b"<script>alert(1)</script><img src=x onerror=alert(1)>")
    _path, page = visitor.upload(("<b>.txt", evil))
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<b>.txt" not in page


def test_delete_deletes(visitor, tmp_path):
    path, _page = visitor.upload(("a.txt", WRONG))
    assert any((tmp_path / "desk").iterdir())
    assert visitor.post(f"{path}/delete").status == 303
    assert not any((tmp_path / "desk").iterdir())
    assert visitor.get(path).status == 404


def test_nothing_uploaded_outlives_the_server(tmp_path):
    with site.opened(tmp_path) as served:
        site.Visitor(served).upload(("a.txt", WRONG))
        folder = next((tmp_path / "desk").iterdir())
        assert {oct(file.stat().st_mode & 0o777) for file in folder.iterdir()} == {"0o600"}
    assert not any((tmp_path / "desk").iterdir())


def test_an_upload_without_files(visitor):
    assert visitor.post("/check", {"role": "table"}, [("", b"")]).status == 400
    assert visitor.post("/check", {"role": "nonsense"}, [("a.txt", b"1")]).status == 400
