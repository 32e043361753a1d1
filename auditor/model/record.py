"""The base of every record."""

from collections.abc import Callable
from typing import Annotated, ParamSpec, TypeVar, cast

from pydantic import BaseModel, ConfigDict, PlainSerializer


class Record(BaseModel):
    """A frozen record: set once, compared by value, no unknown fields, no infinities."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


Names = Annotated[frozenset[str], PlainSerializer(sorted, return_type=list[str], when_used="json")]
"""A set of names; a set has no order of its own, so JSON lists them sorted."""


_Fields = ParamSpec("_Fields")
_Made = TypeVar("_Made", bound=BaseModel)


def unchecked(record: Callable[_Fields, _Made]) -> Callable[_Fields, _Made]:
    """Makes such records, by keywords, of values that fit as they are: for the thousands that a reader makes of its own.

    Validation is most of what a small record costs. What comes from outside is checked as ever, by the record itself.
    """
    kind = cast("type[_Made]", record)
    fields = kind.model_fields
    names, empty = set(fields), {name: field.get_default() for name, field in fields.items()}
    new = kind.__new__

    def make(*_: _Fields.args, **values: _Fields.kwargs) -> _Made:
        made = new(kind)
        made.__dict__.update(empty)
        made.__dict__.update(values)
        _write_names(made, names)
        _write_extra(made, None)
        _write_private(made, None)
        return made

    return make


def _writer(slot: str) -> Callable[[BaseModel, set[str] | None], None]:
    """Writes a slot of a record, which is frozen to everybody else."""
    write: Callable[[BaseModel, set[str] | None], None] = BaseModel.__dict__[slot].__set__
    return write


_write_names = _writer("__pydantic_fields_set__")
_write_extra = _writer("__pydantic_extra__")
_write_private = _writer("__pydantic_private__")
