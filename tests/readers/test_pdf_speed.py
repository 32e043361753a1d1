"""How many times a bare pass over a PDF's characters its reading takes. Run with `make bench`."""

import ctypes
import gc
from pathlib import Path
from statistics import median
from time import perf_counter

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from drawn import pdf, table

from auditor import readers

SAMPLE = Path(__file__).parents[2] / "samples" / "mission.pdf"
ROUNDS = 9


def drawn():
    """Twenty pages of ruled rows."""
    row = ["drainage pipes", "at least 120 km", "123.5 km", "2.50"]
    return pdf([table([row] * 12, top=380) for _page in range(20)])


def characters(data):
    """Every character and its box, as PDFium tells them, and nothing made of them."""
    sides = [ctypes.c_double() for _side in range(4)]
    found = 0
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text = page.get_textpage()
        for index in range(text.count_chars()):
            pdfium.FPDFText_GetUnicode(text.raw, index)
            pdfium.FPDFText_GetCharBox(text.raw, index, *sides)
            found += 1
        text.close()
        page.close()
    document.close()
    return found


def seconds(work, data):
    begun = perf_counter()
    work(data)
    return perf_counter() - begun


@pytest.mark.parametrize("source", ["sample", "drawn"])
def test_reading_beside_a_bare_pass(benchmark, source):
    """The median of nine, alternated, without the cycle collector as in an audit; stated, and held to nothing: machines differ."""
    data = SAMPLE.read_bytes() if source == "sample" else drawn()
    document = benchmark.pedantic(readers.read, (data, "form.pdf"), rounds=3, warmup_rounds=1)
    assert document.tables()
    if benchmark.disabled:
        return
    gc.disable()
    pairs = [
        (seconds(characters, data), seconds(lambda one: readers.read(one, "form.pdf"), data)) for _ in range(ROUNDS)
    ]
    gc.enable()
    bare, read = (median(times) for times in zip(*pairs, strict=True))
    benchmark.extra_info["times a bare pass"] = round(read / bare, 2)
