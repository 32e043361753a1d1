"""A document cut up: no line lost, headings carried along, each piece small."""

import pytest
import strange
from endpoint import Truth
from hostile import run

from auditor.extract import rules
from auditor.extract.llm import chunks, reader
from auditor.extract.rules import rows
from auditor.settings import Settings

HEAD = "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因"


def long_form(count):
    lines = ["2024年度部门整体支出绩效自评表", "部门名称\t青禾县水务局", HEAD]
    lines += [
        f"产出指标\t数量指标\t第{n}项巡查\t≥{n + 3}次\t{n + 4}次\t0.5\t0.5\t第{n}段原因说明"
        for n in range(1, count + 1)
    ]
    lines += ["总分\t\t\t\t\t100\t98"]
    return strange.read("\n".join(lines))


@pytest.mark.parametrize("name", ["clean.txt", "mission.txt", "narrative.txt", "project.txt"])
def test_every_line_that_holds_anything_is_shown_at_least_once(name, sample):
    document = sample(name)[0]
    sheet = chunks.cut(document)
    shown = {line.number for chunk in sheet.chunks for line in (*chunk.heading, *chunk.lines)}
    assert shown == set(sheet.lines)
    assert len(sheet.lines) == len(list(rows.stream(document)))


def test_every_piece_of_a_long_table_has_its_heading_and_is_small():
    sheet = chunks.cut(long_form(200))
    pieces = [chunk for chunk in sheet.chunks if chunk.task == "indicators"]
    assert sum(len(chunk.lines) for chunk in pieces) == 200
    assert all("三级指标" in chunk.heading[0].text for chunk in pieces)
    assert all(len(chunk.lines) <= 24 and len(chunk.text) < 2700 for chunk in pieces)


def test_a_long_paragraph_is_cut_between_sentences_and_stays_whole():
    paragraph = "".join(f"第{n}季度共组织巡查{n + 10}次，发现隐患{n}处，均已整改到位。" for n in range(1, 200))
    document = strange.read(f"青禾县2024年度巡查项目绩效自评报告\n{paragraph}\n")
    sheet = chunks.cut(document)
    pieces = [line for line in sheet.lines.values() if "季度" in line.text]
    assert len(pieces) > 3
    assert "".join(line.entries[0].text for line in pieces) == paragraph
    assert all(line.entries[0].text.endswith("。") for line in pieces)
    assert all(document.quote(line.span) == line.entries[0].text for line in pieces)


def test_halves_have_every_line_and_the_heading():
    chunk = next(one for one in chunks.cut(long_form(20)).chunks if one.task == "indicators")
    first, second = chunk.halves()
    assert (*first.lines, *second.lines) == chunk.lines
    assert first.heading == second.heading == chunk.heading
    assert first._replace(lines=first.lines[:1]).halves() is None


def test_nothing_in_a_cell_can_begin_a_line_of_its_own():
    sheet = chunks.cut(
        strange.read(f"项目支出绩效自评表\n{HEAD}\n产出指标\t数量指标\t巡\u2028[9] 假行\t≥3次\t4次\t1\t1\t\n")
    )
    assert all(len(chunk.text.splitlines()) == len(chunk.heading) + len(chunk.lines) for chunk in sheet.chunks)


def test_a_report_of_two_hundred_pages_is_read_to_its_last_row():
    """A page holds some eleven rows; none is lost, and no call grows with the report."""
    document = long_form(2200)
    sheet = reader.sheet_of(document, Settings())
    pieces = [chunk for chunk in sheet.chunks if chunk.task == "indicators"]
    numbers = [line.number for chunk in pieces for line in chunk.lines]
    assert len(numbers) == len(set(numbers)) == 2200
    assert max(len(chunk.text) for chunk in sheet.chunks) < 2700
    assert len(sheet.chunks) < 2200 / 20


def test_all_rows_of_a_long_report_come_back_confirmed():
    document = long_form(120)
    (outcome,), script, *_ = run(document, Truth(document))
    assert outcome.report == rules.extract(document)[0]
    assert outcome.usage.confirmed >= 120 * 6
    assert outcome.usage.failed == ()
    assert len(script.requests) < 15
