"""What a run counts: a planted fault found and missed, a clean report left alone, a false alarm told."""

from decimal import Decimal

import pytest

from auditor.bench import base, edits, kinds, measure, results, tables
from auditor.bench.kinds import Fault, Plant
from auditor.bench.variants import Rewritten, Variant
from auditor.settings import Settings

SAMPLES = {path.name: path for path in base.samples()}


def run(names, faults=(), ways=(), **options):
    return measure.run([SAMPLES[name] for name in names], Settings(), faults=faults, ways=ways, **options)


def kind(name):
    return next(one for one in kinds.catalogue() if one.name == name)


def test_the_samples_that_are_right_are_benched():
    assert {"clean.txt", "forestry.txt", "roads_report.txt"} <= set(SAMPLES)
    assert "mission.txt" not in SAMPLES


def test_a_planted_fault_is_found_under_its_code():
    (trial, *_rest) = run(["clean.txt"], [kind("rate-slips")]).trials
    assert (trial.check, trial.found, trial.right, trial.own) == ("BU02", True, True, True)
    assert trial.change.startswith("99.0 → ")


def test_a_change_that_is_no_fault_counts_as_missed():
    def retitled(one):
        """A blank line at the end."""
        yield Plant(len(one.text), (edits.Edit(len(one.text), len(one.text), "\n"),))

    (trial,) = run(["clean.txt"], [Fault("blank-line", "BU02", frozenset({"BU02"}), retitled)]).trials
    assert (trial.found, trial.right, trial.codes) == (False, False, ())


def test_a_file_that_cannot_be_read_any_more_counts_as_missed():
    def emptied(one):
        """Nothing is left."""
        yield Plant(0, (edits.Edit(0, len(one.text), "　"),))

    (trial,) = run(["clean.txt"], [Fault("emptied", "ST01", frozenset({"ST01"}), emptied)]).trials
    assert not trial.found


def test_a_false_alarm_on_a_variant_is_told():
    def wrong(one):
        """Not right at all."""
        yield Rewritten("variant.txt", one.text.replace("99.0%", "89.0%").encode())

    bench = run(["clean.txt"], ways=[Variant("wrong", wrong)])
    assert [alarm.code for alarm in results.alarms(bench.variants, "error")] == ["BU02"]
    assert "BU02" in tables.text(bench)


def test_the_same_seed_takes_the_same_places():
    first, again, other = (
        [trial.line for trial in run(["forestry.txt"], [kind("row-twice")], most=3, seed=seed).trials]
        for seed in (1, 1, 2)
    )
    assert first == again
    assert len(first) == 3
    assert first != other


SMALL = ("orchards.txt", "roads_report.txt", "schools.txt")


@pytest.fixture(scope="module")
def small():
    """One place of each kind in three reports of different layout."""
    return measure.run([SAMPLES[name] for name in SMALL], Settings(), most=1)


def test_planted_faults_are_found_and_right_reports_left_alone(small):
    whole = results.tally(small.trials)
    assert whole.planted > 100
    assert whole.recall.point >= Decimal("0.95")
    assert whole.right_code.point >= Decimal("0.90")
    assert results.alarms(small.variants, "error") == []


def test_only_the_faults_of_the_checks_that_run_are_planted():
    bench = measure.run([SAMPLES["clean.txt"]], Settings(select=("BU02",)), ways=[], most=1)
    assert {trial.check for trial in bench.trials} == {"BU02"}


def test_a_run_is_told_in_full(small):
    page = tables.markdown(small)
    assert all(f"| {trial.fault} |" in page for trial in small.trials)
    assert f"{len(small.trials)}" in page
    assert tuple(one.report for one in small.speed) == SMALL
    assert all(f"| {one.variant} |" in page for one in small.variants)
