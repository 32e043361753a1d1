"""Whatever happens to a file on its way, it gives a Document or an AuditorError and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packages import docx, xlsx
from rendered import by_soffice

from auditor import readers
from auditor.errors import AuditorError
from auditor.model.source import Document
from auditor.readers import office

ROWS = [["三级指标", "年度指标值", "实际完成值"], ["检查企业数量", "≥100家", "104家"]]
FILES = {
    "a.docx": docx(["绩效自评表"], ROWS),
    "a.xlsx": xlsx(ROWS),
    "a.txt": "三级指标\t年度指标值\n检查企业数量\t≥100家\n".encode(),
    "a.html": "<html><table><tr><td>检查企业数量</td><td>≥100家</td></tr></table></html>".encode(),
}


def outcome(data, name):
    try:
        return readers.read(data, name)
    except AuditorError as error:
        return error


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_truncated(name, data):
    cut = data.draw(st.integers(0, len(FILES[name]) - 1))
    assert isinstance(outcome(FILES[name][:cut], name), (Document, AuditorError))


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_bits_flipped(name, data):
    damaged = bytearray(FILES[name])
    for place in data.draw(st.lists(st.integers(0, len(damaged) - 1), min_size=1, max_size=6)):
        damaged[place] ^= data.draw(st.integers(1, 255))
    assert isinstance(outcome(bytes(damaged), name), (Document, AuditorError))


MAGIC = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"<html>",
    b"<table>",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xfe",
    b"\x89PNG\r\n\x1a\n",
    b"II*\x00",
]


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(MAGIC), st.binary(max_size=300), st.sampled_from(["a.docx", "a.xls", "a.html", "a", "a.png"]))
def test_hostile_bytes(magic, rest, name):
    assert isinstance(outcome(magic + rest, name), (Document, AuditorError))


def test_damaged_old_workbooks(outside, tmp_path, monkeypatch):
    """Their parser gives up in ways of its own; it runs in a process of its own."""
    whole = by_soffice(outside("soffice"), FILES["a.xlsx"], "xlsx", "xls", tmp_path)
    monkeypatch.setattr(office, "program", lambda: None)
    assert "≥100家" in readers.read(whole, "a.xls").text
    for place in (30, 300, 700, 2000):
        turned = whole[:place] + whole[place : place + 60][::-1] + whole[place + 60 :]
        assert isinstance(outcome(turned, "a.xls"), (Document, AuditorError))
        assert isinstance(outcome(whole[: place * 3], "a.xls"), (Document, AuditorError))
