"""Zip files as people send them, and as nobody should."""

import io
import zipfile

import pytest

from auditor.errors import UnreadableFile
from auditor.web.parcels import unpacked


def packed(members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_names_without_folders_or_with_them():
    data = packed({"甲局/表.txt": b"1", "乙局/表.txt": b"2", "甲局/~$表.docx": b"x", ".DS_Store": b"x"})
    assert unpacked([("a.zip", data)], 100, 10) == [("表.txt", b"1"), ("表.txt", b"2")]
    assert unpacked([("a.zip", data)], 100, 10, folders=True) == [("甲局/表.txt", b"1"), ("乙局/表.txt", b"2")]


def test_names_that_windows_wrote():
    entry = zipfile.ZipInfo("x")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        entry.filename = "自评表.txt".encode("gb18030").decode("cp437")
        archive.writestr(entry, b"1")
    data = made.getvalue()
    raw = "自评表.txt".encode("gb18030")
    utf8 = entry.filename.encode()
    data = data.replace(utf8, raw)
    for at in (data.find(b"PK\x03\x04") + 6, data.find(b"PK\x01\x02") + 8):
        data = data[:at] + b"\0\0" + data[at + 2 :]
    for at in (data.find(b"PK\x03\x04") + 26, data.find(b"PK\x01\x02") + 28):
        data = data[:at] + len(raw).to_bytes(2, "little") + data[at + 2 :]
    shift = len(utf8) - len(raw)
    end = data.find(b"PK\x05\x06")
    size, offset = (int.from_bytes(data[end + at : end + at + 4], "little") - shift for at in (12, 16))
    data = data[: end + 12] + size.to_bytes(4, "little") + offset.to_bytes(4, "little") + data[end + 20 :]
    assert unpacked([("a.zip", data)], 100, 10) == [("自评表.txt", b"1")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (packed({"a.txt": b"0" * 1000}), "上限"),
        (packed({f"{at}.txt": b"1" for at in range(20)}), "个文件"),
        (packed({}), "没有文件"),
        (b"PK\x03\x04 damaged", "损坏"),
        (packed({"a.txt": b"0" * 90})[:-30], "损坏"),
    ],
    ids=["too large", "too many", "empty", "no zip", "cut"],
)
def test_what_is_refused(data, words):
    with pytest.raises(UnreadableFile, match=words):
        unpacked([("a.zip", data)], 100, 10)


def test_other_files_are_left_alone():
    assert unpacked([(r"C:\材料\a.docx", b"1")], 10, 10) == [("a.docx", b"1")]
