"""One budget for the whole audit: what would take too much ends in one error that names the limit; nothing ends in a fault of ours."""

import io
import mmap
import os
import re
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import packages
import pytest

from auditor import audit, cli, pipeline, readers
from auditor.cli import FOUND, FOUND_NOTHING, WRONG
from auditor.errors import AuditorError, UnreadableFile
from auditor.readers import alarm
from auditor.readers.limits import Limits
from auditor.settings import Settings

SAMPLES = Path(__file__).parents[1] / "samples"
FORM = "某县2024年度项目支出绩效自评表\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
ENDS_WELL = {FOUND_NOTHING, FOUND, WRONG}


def cells(columns):
    return packages.word(packages.table(*[["1"] * columns] * (600 // columns)))


def shared(times, length):
    """One long string that many cells show."""
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, times + 1))
    return packages.workbook(f"<sheetData>{rows}</sheetData>", strings=[f"<t>{'字' * length}</t>"])


def formulas(count):
    """Each cell sums the column beside it."""
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><f>SUM(B1:B{count})</f></c><c r="B{row}"><f>SUM(C1:C{count})</f></c></row>'
        for row in range(1, count + 1)
    )
    return packages.workbook(f"<sheetData>{rows}</sheetData>")


def picture(side):
    """A PNG that says how large it is and holds next to nothing."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "name", "limits", "named"),
    [
        (cells(6), "a.docx", {"max_cells": 500}, "max_cells"),
        (cells(600), "a.docx", {"max_cells": 500}, "max_cells"),
        (packages.xlsx([["1"] * 10] * 60), "a.xlsx", {"max_cells": 500}, "max_cells"),
        (("<html><table>" + "<tr><td>1" * 600 + "</table></html>").encode(), "a.html", {"max_cells": 500}, "max_cells"),
        ((FORM + "\t" * 600).encode(), "a.txt", {"max_cells": 500}, "max_cells"),
        ((FORM + ("|1" * 10 + "|\n") * 60).encode(), "a.txt", {"max_cells": 500}, "max_cells"),
        (shared(60, 100), "a.xlsx", {"max_characters": 5000}, "max_characters"),
        ((FORM + "字" * 5000).encode(), "a.txt", {"max_characters": 5000}, "max_characters"),
        (packages.word(packages.paragraph("字" * 6000)), "a.docx", {"max_characters": 5000}, "max_characters"),
        (formulas(40), "a.xlsx", {"max_lookups": 1500}, "max_lookups"),
        ((FORM + "1、" * 600).encode(), "a.txt", {"max_numbers": 500}, "max_numbers"),
        ((FORM * 3).encode(), "a.txt", {"max_bytes": 100}, "max_bytes"),
        ((FORM + "甲\t1\n" * 300).encode(), "a.txt", {"max_rows": 200}, "max_rows"),
    ],
)  # fmt: skip
def test_what_is_over_a_limit_names_it(data, name, limits, named):
    with pytest.raises(UnreadableFile, match=named):
        audit(data, name, Settings(**limits))


def test_a_picture_over_the_limit_is_not_called_damaged(extra):
    extra("PIL")
    from auditor.readers import image, scan

    if not scan.is_installed():
        pytest.skip("tesseract is not installed; .ci/run installs it")
    for side in (12_000, 50_000):
        with pytest.raises(UnreadableFile, match="max_pixels"):
            image.read(picture(side), "a.png", Limits())


@pytest.mark.parametrize("sample", ["flat.txt", "drinking.txt"])
def test_what_is_audited_apart_comes_out_alike(sample, monkeypatch):
    data = (SAMPLES / sample).read_bytes()
    here = pipeline.audited(data, sample, Settings())
    monkeypatch.setattr(readers, "is_light", lambda *_: False)
    assert pipeline.audited(data, sample, Settings()) == here


def test_what_is_raised_apart_is_raised_here(monkeypatch):
    monkeypatch.setattr(readers, "is_light", lambda *_: False)
    with pytest.raises(AuditorError, match="没有找到") as raised:
        audit("今天天气很好。".encode(), "a.txt")
    assert type(raised.value).__name__ == "NoReportFound"


def test_a_long_file_is_audited_apart():
    assert readers.is_light(FORM.encode(), "a.txt", Limits())
    assert not readers.is_light((FORM + "字" * 300_000).encode(), "a.txt", Limits())


def test_a_small_package_that_unpacks_to_much_is_audited_apart():
    assert not readers.is_light(packages.word(packages.paragraph("字" * 2_000_000)), "a.docx", Limits())


def test_the_alarm_ends_what_never_looks_at_the_clock(monkeypatch):
    monkeypatch.setattr(alarm, "_GRACE", 0.0)
    with pytest.raises(UnreadableFile, match="max_seconds"), alarm.held(0.2, 2**40, "a.txt"):
        re.fullmatch("(a|a)*b", "a" * 60)


def endless(*_arguments, **_named):
    while True:
        pass


@pytest.mark.skipif(not alarm.can_ring(), reason="of Unix")
def test_extracting_alone_is_bounded_too(monkeypatch, capsys):
    monkeypatch.setattr("auditor.extract.rules.extract", endless)
    monkeypatch.setattr(alarm, "_GRACE", 0.0)
    monkeypatch.setenv("AUDITOR_MAX_SECONDS", "0.2")
    assert cli.run(["extract", str(SAMPLES / "clean.txt")]) == WRONG
    assert "max_seconds" in capsys.readouterr().err


@pytest.mark.skipif(not alarm.can_ring(), reason="of Unix")
def test_holding_documents_against_each_other_is_bounded_too(monkeypatch, capsys):
    monkeypatch.setattr("auditor.dossier._submission", endless)
    monkeypatch.setattr(alarm, "_GRACE", 0.0)
    monkeypatch.setenv("AUDITOR_MAX_SECONDS", "1")
    files = [str(SAMPLES / "submissions" / name) for name in ("elevators.report.docx", "elevators.form.xlsx")]
    assert cli.run(["audit", "--together", *files]) == WRONG
    said = capsys.readouterr().err
    assert "max_seconds" in said
    assert "elevators.report.docx、elevators.form.xlsx" in said


def test_memory_that_is_not_given_ends_the_file_and_not_the_run():
    code = """
from auditor.errors import UnreadableFile
from auditor.readers import alarm
try:
    with alarm.held(60, 600 * 2**20, "a.txt"):
        whole = bytearray(700 * 2**20)
except UnreadableFile as error:
    assert "max_memory" in str(error)
    whole = bytearray(700 * 2**20)
    print("told")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == b"told\n"


def test_what_a_process_kept_of_earlier_files_is_not_counted_against_the_next():
    with mmap.mmap(-1, 2**30), alarm.held(60, 2**29, "a.txt"):
        assert len(bytearray(2**27)) == 2**27


@pytest.mark.parametrize(
    "charset", ["base64", "hex", "rot13", "zlib", "idna", "undefined", "punycode", "none", "utf-7"]
)
def test_a_charset_that_is_no_encoding_of_pages(charset):
    page = f'<html><head><meta charset="{charset}"></head><body><p>青山县自评表</p></body></html>'
    assert readers.read(page.encode(), "a.html").text == "青山县自评表\n"


LONG = (
    "9" * 60,
    "9" * 5000,
    "0." + "3" * 60,
    "1" + "0" * 40 + ".5",
    "12345678901234567890.12345678901234567890",
    "9" * 40 + "万亿",
)


@pytest.mark.parametrize("digits", LONG)
@pytest.mark.parametrize(
    "text",
    [
        "项目支出绩效自评表\n\t全年预算数\t全年执行数\t分值\t执行率\t得分\n年度资金总额\t{0}\t{0}\t10\t{0}%\t{0}\n",
        FORM + "产出指标\t数量指标\t培训\t≥{0}次\t{0}次\t{0}\t{0}\n自评结论：得{0}分。",
        "某县2024年度项目绩效自评报告\n一、概况\n投入资金{0}万元，其中中央{0}万元、省级{0}元，执行率{0}%，共{0}项。得分{0}分。",
    ],
)
def test_numbers_of_any_length(digits, text):
    try:
        assert audit(text.format(digits).encode(), "a.txt")
    except AuditorError as error:
        assert "a.txt" in str(error)  # noqa: PT017 - either is well


def command(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "auditor", *arguments], stderr=subprocess.PIPE, check=False, timeout=60, **options
    )


SAMPLE = str(SAMPLES / "flat.txt")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is of Linux")
@pytest.mark.parametrize("form", ["text", "json"])
def test_an_output_that_is_full(form):
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = command("audit", "--format", form, SAMPLE, stdout=full)
    assert done.returncode == WRONG
    assert "读写失败" in done.stderr.decode()


def test_an_output_that_is_closed():
    done = command("audit", SAMPLE, preexec_fn=lambda: os.close(1))
    assert done.returncode in ENDS_WELL


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="of Unix")
def test_a_file_and_an_input_without_end(monkeypatch):
    monkeypatch.setenv("AUDITOR_MAX_BYTES", "100000")
    with open("/dev/zero", "rb") as endless:  # noqa: PTH123
        for done in (command("audit", "/dev/zero"), command("audit", "-", stdin=endless)):
            assert done.returncode == WRONG
            assert "max_bytes" in done.stderr.decode()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="of Unix")
def test_a_pipe_that_says_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("AUDITOR_MAX_SECONDS", "0.5")
    os.mkfifo(tmp_path / "pipe")
    done = command("audit", str(tmp_path / "pipe"))
    assert done.returncode == WRONG
    assert "max_seconds" in done.stderr.decode()


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no UTF-8 are of Linux")
def test_a_name_that_is_not_utf_8(tmp_path):
    file = os.fsencode(tmp_path) + b"/\xb1\xed.txt"
    with open(file, "wb") as written:  # noqa: PTH123
        written.write(Path(SAMPLE).read_bytes())
    outputs = [
        part for suffix in ("md", "html", "docx", "xlsx", "json", "sarif") for part in ("-o", f"{tmp_path}/a.{suffix}")
    ]
    for more in (["--format", "json"], ["--format", "junit"], outputs, ["--annotate", f"{tmp_path}/b.html"]):
        done = command("audit", file, *more, stdout=subprocess.PIPE)
        assert done.returncode in {FOUND_NOTHING, FOUND}, done.stderr.decode()
        assert done.stdout.decode()


def test_a_stream_is_read_no_further_than_the_limit(monkeypatch):
    from auditor.cli import inputs

    class Endless(io.RawIOBase):
        def read(self, size=-1):
            assert size > 0
            return b"\t" * size

    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": Endless()}))
    assert len(inputs.take(inputs.STDIN, Settings(max_bytes=10))[0]) == 11
