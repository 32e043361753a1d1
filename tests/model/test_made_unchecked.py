"""Records that are made without validation are what validation makes of them."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from auditor.model.record import Record, unchecked, unchecked_often
from auditor.pipeline import audited
from auditor.settings import Settings

SAMPLES = Path(__file__).parents[2] / "samples"


def told_apart(record):
    """What validation would change of a record or of those within it: another type, another value."""
    fields = type(record).model_fields
    checked = type(record).model_validate(
        {fields[name].alias or name: value for name, value in record.__dict__.items()}
    )
    for name, value in record.__dict__.items():
        again = getattr(checked, name)
        if type(again) is not type(value) or again != value:
            yield f"{type(record).__name__}.{name}: {value!r}"
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, BaseModel):
                yield from told_apart(part)


@pytest.mark.parametrize("sample", ["mission.txt", "roads_report.txt", "transfer.txt", "flat.txt"])
def test_validation_changes_nothing(sample):
    made = audited((SAMPLES / sample).read_bytes(), sample, Settings())

    assert not list(told_apart(made.document))
    assert not [change for outcome in made.outcomes for change in told_apart(outcome)]


class Kept(Record):
    name: str
    count: int = 1
    notes: tuple[str, ...] = ()


@pytest.mark.parametrize("maker", [unchecked, unchecked_often])
def test_a_record_made_so_is_one_made_with_checks(maker):
    made = maker(Kept)(name="受理", notes=("夜间",))
    assert made == Kept(name="受理", notes=("夜间",))
    assert made.model_dump_json() == '{"name":"受理","count":1,"notes":["夜间"]}'
    assert hash(made) == hash(Kept(name="受理", notes=("夜间",)))
    assert made.model_copy(update={"count": 2}).count == 2


def test_what_is_no_field_or_lacks_one_cannot_be_made_often():
    make = unchecked_often(Kept)
    with pytest.raises(TypeError, match="other"):
        make(name="受理", other=1)
    with pytest.raises(TypeError, match="name"):
        make(count=2)
