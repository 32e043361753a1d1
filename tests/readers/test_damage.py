"""Whatever happens to a file on its way, it gives a Document or an AuditorError and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packages import docx, xlsx

from auditor import readers
from auditor.errors import AuditorError
from auditor.model.source import Document

ROWS = [["三级指标", "年度指标值", "实际完成值"], ["检查企业数量", "≥100家", "104家"]]
FILES = {
    "a.docx": docx(["绩效自评表"], ROWS),
    "a.xlsx": xlsx(ROWS),
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
