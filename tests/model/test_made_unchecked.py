"""Records that are made without validation are what validation makes of them."""

from pathlib import Path

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from auditor.model.record import Datum, Record, unchecked, unchecked_often
from auditor.pipeline import audited
from auditor.settings import Settings

SAMPLES = Path(__file__).parents[2] / "samples"


def told_apart(record):
    """What validation would change of a record or of those within it: another type, another value."""
    fields = getattr(type(record), "model_fields", {})
    checked = type(record).model_validate(
        {(fields[name].alias if name in fields else None) or name: value for name, value in record.__dict__.items()}
    )
    for name, value in record.__dict__.items():
        again = getattr(checked, name)
        if type(again) is not type(value) or again != value:
            yield f"{type(record).__name__}.{name}: {value!r}"
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, BaseModel | Datum):
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


class Noted(Datum):
    count: int = 1
    name: str
    notes: tuple[str, ...] = ()


@pytest.mark.parametrize(("maker", "kind"), [(unchecked, Kept), (unchecked_often, Noted)])
def test_a_record_made_so_is_one_made_with_checks(maker, kind):
    made, checked = maker(kind)(name="受理", notes=("夜间",)), kind(name="受理", notes=("夜间",))
    assert made == checked
    assert made.model_dump() == {"name": "受理", "count": 1, "notes": ("夜间",)}
    assert TypeAdapter(kind).dump_json(made) == TypeAdapter(kind).dump_json(checked)
    assert hash(made) == hash(checked)
    assert repr(made) == repr(checked)
    assert made.model_copy(update={"count": 2}).count == 2


def test_what_is_no_field_or_lacks_one_cannot_be_made_often():
    make = unchecked_often(Noted)
    with pytest.raises(TypeError, match="other"):
        make(name="受理", other=1)
    with pytest.raises(TypeError, match="name"):
        make(count=2)


class Named(Noted):
    by: str = ""


class Bound(Record):
    first: Noted
    second: Noted | None = None


@pytest.mark.parametrize(
    "wrong", [{"name": 1}, {"count": 1}, {"name": "受理", "other": 1}, {"name": "受理", "count": "两"}]
)
def test_a_datum_is_checked_like_any_record(wrong):
    with pytest.raises(ValidationError):
        Noted(**wrong)
    with pytest.raises(ValidationError):
        Bound.model_validate({"first": wrong})


def test_a_datum_is_set_once():
    made = Noted(name="受理")
    with pytest.raises(AttributeError):
        made.count = 2


def test_a_datum_comes_back_from_json_as_it_was():
    told = Bound(first=Noted(name="受理", notes=("夜间",)), second=Noted(name="办结"))
    assert Bound.model_validate_json(told.model_dump_json()) == told
    assert told.model_dump_json().startswith('{"first":{"count":1,"name":"受理","notes":["夜间"]}')


def test_a_datum_is_another_one_than_one_of_another_kind():
    assert Named(name="受理") != Noted(name="受理")
    assert Named(name="受理", by="窗口").name == "受理"


def test_no_default_stays_in_the_class_where_it_would_slow_down_reading():
    assert Noted(name="受理") == Noted(name="受理", count=1)
    Bound(first=Noted(name="受理")).model_dump_json()
    assert not {"count", "name", "notes"} & vars(Noted).keys()
