"""What an audit costs once all is loaded, counted in calls: a little more each week is seen here, not by a user."""

from pathlib import Path

import pytest
from effort import calls

from auditor.model.record import Datum, Record
from auditor.pipeline import audit

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.mark.parametrize(
    ("sample", "most"), [("mission.txt", 67_000), ("clean.txt", 51_800), ("narrative.txt", 32_200)]
)
def test_a_hot_audit_enters_no_more_functions_than_it_did(sample, most):
    data = (SAMPLES / sample).read_bytes()
    for _ in range(2):
        audit(data, sample)

    entered = calls(audit, data, sample)
    assert entered <= most, f"{entered} calls: look for what is asked twice; raise the bound only for what is new"


def read_through_a_hook(data, name, monkeypatch):
    """How often an audit reads a value of each kind of record that is a pydantic model."""
    read = {}

    def reading(record, field):
        if field in type(record).model_fields:
            read[type(record).__name__] = read.get(type(record).__name__, 0) + 1
        return object.__getattribute__(record, field)

    audit(data, name)
    monkeypatch.setattr(Record, "__getattribute__", reading)
    audit(data, name)
    monkeypatch.undo()
    return read


def test_what_is_read_all_the_time_is_no_model(monkeypatch):
    read = read_through_a_hook((SAMPLES / "mission.txt").read_bytes(), "mission.txt", monkeypatch)

    assert read
    assert {kind: count for kind, count in read.items() if count > 5000} == {}, f"make them of {Datum.__name__}"
