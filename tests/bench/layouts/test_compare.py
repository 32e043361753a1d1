"""Cells counted as right, wrong, told, lost; rows that no form has."""

import pytest

from auditor.bench.layouts import kinds, measure, render, tally
from auditor.bench.layouts.compare import compare
from auditor.bench.layouts.measure import audited, names
from auditor.model.source import Span, Unreadable
from auditor.settings import Settings

PAIR = render.pair(kinds.named("plain"), 3)


@pytest.fixture(scope="module")
def read():
    return audited(PAIR.clean, Settings())


def counted(read, **report):
    """The counts where the report of the plain form had said something else."""
    (outcome,) = read.outcomes
    changed = outcome.model_copy(update={"report": outcome.report.model_copy(update=report)})
    return compare(PAIR.clean.forms, [changed], read.text)


def with_row(read, **row):
    (outcome,) = read.outcomes
    first, *others = outcome.report.indicators
    return counted(read, indicators=(first.model_copy(update=row), *others))


def test_a_plain_form_is_right_in_every_cell(read):
    counts = counted(read)
    assert counts.cells == counts.right > 70
    assert (counts.misses, counts.invented) == ((), 0)


def test_another_value_is_wrong_and_a_missing_one_is_lost(read):
    assert [(cell.kind, cell.state) for cell in with_row(read, weight=99).misses] == [("weight", "wrong")]
    assert [(cell.kind, cell.state) for cell in with_row(read, actual=None).misses] == [("actual", "lost")]
    assert [(cell.kind, cell.state) for cell in with_row(read, reason="别处的话").misses] == [("reason", "wrong")]


def test_a_row_that_is_left_out_loses_all_its_cells_and_one_too_many_is_invented(read):
    (outcome,) = read.outcomes
    rows = outcome.report.indicators
    gone = counted(read, indicators=rows[1:])
    assert {cell.where for cell in gone.misses} == {rows[0].name}
    assert {cell.state for cell in gone.misses} == {"lost"}
    more = counted(read, indicators=(*rows, rows[0].model_copy(update={"name": "填表说明"})))
    assert more.strangers == ("填表说明",)
    assert more.right == more.cells


def test_what_is_said_to_be_unread_is_told(read):
    (outcome,) = read.outcomes
    row = outcome.report.indicators[0]
    lost = outcome.report.model_copy(
        update={"indicators": (row.model_copy(update={"score": None}), *outcome.report.indicators[1:])}
    )
    heading = PAIR.clean.forms[0].headings["score"]
    for unread in (
        Unreadable(span=row.name_span, reason="未能读出"),
        Unreadable(span=None, reason=f"未能识别“{heading}”一列"),
    ):
        said = outcome.model_copy(update={"report": lost, "unreadable": (unread,)})
        assert [cell.state for cell in compare(PAIR.clean.forms, [said], read.text).misses] == ["told"]
    elsewhere = Unreadable(span=Span(start=0, end=2), reason="未能读出")
    silent = outcome.model_copy(update={"report": lost, "unreadable": (elsewhere,)})
    assert [cell.state for cell in compare(PAIR.clean.forms, [silent], read.text).misses] == ["lost"]


def test_a_refused_file_tells_every_cell(read):
    counts = compare(PAIR.clean.forms, [], read.text)
    assert counts.told == counts.cells > 0


def test_the_forms_of_a_file_are_held_against_their_own_outcomes():
    file = render.pair(kinds.named("several-forms"), 0).clean
    read = audited(file, Settings())
    turned = compare(file.forms, list(reversed(read.outcomes)), read.text)
    assert len(file.forms) == 2
    assert turned.right == turned.cells


def test_a_planted_fault_is_found_by_what_a_finding_prints():
    found = list(audited(PAIR.planted, Settings()).findings)
    assert any(names(finding, PAIR.planted) for finding in found)
    assert not any(names(finding, PAIR.planted) for finding in audited(PAIR.clean, Settings()).findings)


def test_a_run_counts_by_kind_and_shows_what_is_not_right():
    kept = []
    chosen = [kinds.named("plain"), kinds.named("index-row")]
    run = measure.run(chosen, Settings(), each=2, keep=lambda file: kept.append(file.name))
    heading, *lines = tally.table(run)
    assert [line[0] for line in lines] == ["plain", "index-row", "合计"]
    assert all(len(line) == len(heading) for line in lines)
    planted = sum(bool(one.planted) for one in run.dressed)
    assert len(kept) == len(set(kept)) == 4 + planted
    assert tally.cells(run.dressed).cells == sum(tally.cells(run.of(kind.name)).cells for kind in chosen)
