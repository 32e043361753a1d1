"""The base of every record."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Annotated, ParamSpec, Self, TypeVar, cast

from pydantic import BaseModel, ConfigDict, PlainSerializer


class Record(BaseModel):
    """A frozen record: set once, compared by value, no unknown fields, no infinities."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)

    def model_copy(self, *, update: Mapping[str, object] | None = None, deep: bool = False) -> Self:
        """The record with other values that fit as they are; frozen, it shares the rest unless a deep copy is asked for."""
        if deep:
            return super().model_copy(update=update, deep=True)
        return self.with_all({**self.__dict__, **(update or {})})

    def with_all(self, values: dict[str, object]) -> Self:
        """A record of this kind with these values, which are all that it has and fit as they are."""
        kind = self.__class__
        made = _new(kind)
        _write_values(made, values)
        _write_names(made, _FIELDS.get(kind) or _names(kind))
        _write_extra(made, None)
        _write_private(made, None)
        return made


Names = Annotated[frozenset[str], PlainSerializer(sorted, return_type=list[str], when_used="json")]
"""A set of names; a set has no order of its own, so JSON lists them sorted."""


_new = object.__new__
_FIELDS: dict[type[BaseModel], set[str]] = {}
"""The fields of each kind of record: one set for all records that are made or copied here."""


def _names(kind: type[BaseModel]) -> set[str]:
    """The fields of a kind of record, all of them given."""
    return _FIELDS.setdefault(kind, set(kind.model_fields))


_Fields = ParamSpec("_Fields")
_Made = TypeVar("_Made", bound=BaseModel)


def unchecked(record: Callable[_Fields, _Made]) -> Callable[_Fields, _Made]:
    """Makes such records, by keywords, of values that fit as they are: for the thousands that a reader makes of its own.

    Validation is most of what a small record costs. What comes from outside is checked as ever, by the record itself.
    """
    kind = cast("type[_Made]", record)
    fields = kind.model_fields
    names, empty = _names(kind), {name: field.get_default() for name, field in fields.items()}
    new = kind.__new__

    def make(**values: object) -> _Made:
        made = new(kind)
        _write_values(made, empty | values)
        _write_names(made, names)
        _write_extra(made, None)
        _write_private(made, None)
        return made

    return cast("Callable[_Fields, _Made]", make)


def unchecked_often(record: Callable[_Fields, _Made]) -> Callable[_Fields, _Made]:
    """As `unchecked`, by a function of its own: it takes a seventh less to call, and longer to make, for records by the hundred."""
    kind = cast("type[_Made]", record)
    fields = kind.model_fields
    known: dict[str, object] = {
        "_new": _new, "_kind": kind, "_names": _names(kind), "_write_values": _write_values,
        "_write_names": _write_names, "_write_extra": _write_extra, "_write_private": _write_private,
    }  # fmt: skip
    known |= {f"_{name}": field.get_default() for name, field in fields.items() if not field.is_required()}
    keywords = ", ".join(name if field.is_required() else f"{name}=_{name}" for name, field in fields.items())
    values = ", ".join(f"{name!r}: {name}" for name in fields)
    exec(_MAKE.format(keywords=keywords, values=values), known)  # noqa: S102 - as named tuples are made, of our own names
    return cast("Callable[_Fields, _Made]", known["make"])


_MAKE = """
def make(*, {keywords}):
    made = _new(_kind)
    _write_values(made, {{{values}}})
    _write_names(made, _names)
    _write_extra(made, None)
    _write_private(made, None)
    return made
"""


_Answer = TypeVar("_Answer")


def remembered(work: Callable[[_Made], _Answer]) -> Callable[[_Made], _Answer]:
    """Remembers what was worked out of the last few thousand records: many checks ask the same of a row.

    By the record itself, not by its values, which take longer to compare than most answers to find. A record that is
    remembered lives on, so that no other one can stand at its place meanwhile.
    """
    known: dict[int, tuple[_Made, _Answer]] = {}

    @wraps(work)
    def answer(record: _Made) -> _Answer:
        found = known.get(id(record))
        if found is not None:
            return found[1]
        told = work(record)
        if len(known) >= _REMEMBERED:
            known.clear()
        known[id(record)] = (record, told)
        return told

    return answer


_REMEMBERED = 4096
"""Records that one question is remembered of at most; a report has a few hundred."""


def _writer(slot: str) -> Callable[[BaseModel, object], None]:
    """Writes a slot of a record, which is frozen to everybody else."""
    write: Callable[[BaseModel, object], None] = BaseModel.__dict__[slot].__set__
    return write


_write_values = _writer("__dict__")
_write_names = _writer("__pydantic_fields_set__")
_write_extra = _writer("__pydantic_extra__")
_write_private = _writer("__pydantic_private__")
