"""The work of reading numbers grows with the text and no faster: counted in steps of the pattern, not in seconds."""

import math
from collections.abc import Callable

import pytest

from auditor.text import grammar, normalize, numerals, quantities

steps = pytest.importorskip("steps", reason="this Python keeps its parser of patterns elsewhere")

_LINEAR = 1.15
_RUNS = [
    "万", "1", "一", "1万", "一万", "1万万", "1，000，", "1,000", "1,0001", "1 000 ", "11-1-", "1~", "一至", "百分之", "α", "aα", "1A", "一点",
    "元1角", "（一）", "- ", "98年", "前十一个月", "1(含)-", "零下", "三成半",
]  # fmt: skip
_PROSE = (
    "全年安排培训二十三期，共培训一点五万人次，支出1，200万元，执行率98.6%，于2024年12月底前完成；涉及15家乡镇卫生院。"
)


def exponent(work: Callable[[str], int], piece: str, length: int) -> float:
    """By which power the work grows when a text made of the piece is doubled twice."""
    least, most = (work((piece * (size // len(piece) + 1))[:size]) for size in (length, 4 * length))
    return math.log(most / least, 4)


def scanned(text: str) -> int:
    """The steps of finding every number; the walk must agree with the engine, or it counts something else."""
    counter, position = steps.Counter(grammar.scan()), 0
    while position < len(text):
        end = counter.match(text, position)
        assert end == grammar.scan().match(text, position).end()
        position = max(end, position + 1)
    return counter.count


@pytest.mark.parametrize("run", _RUNS)
def test_no_run_of_characters_is_looked_at_again_and_again(run):
    assert exponent(scanned, run, 80) <= _LINEAR


def test_prose_of_one_paragraph_costs_by_its_length():
    assert exponent(scanned, _PROSE, 120) <= _LINEAR


@pytest.mark.parametrize("run", _RUNS)
def test_a_numeral_is_read_by_its_parts_once(run, monkeypatch):
    handed = []
    read = numerals.read

    def counting(text):
        handed.append(len(text))
        return read(text)

    monkeypatch.setattr(numerals, "read", counting)

    def work(text):
        handed.clear()
        quantities.find(text)
        return len(text) + sum(handed)

    assert exponent(work, run, 1_000) <= _LINEAR


@pytest.mark.parametrize("run", _RUNS)
def test_what_is_narrowed_keeps_its_length_however_long(run):
    assert len(normalize.narrow(run * 500)) == len(run * 500)
