"""The base of every record."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Annotated, Any, Literal, ParamSpec, Self, TypeVar, cast, dataclass_transform

from pydantic import BaseModel, ConfigDict, PlainSerializer, TypeAdapter
from pydantic.dataclasses import dataclass

_STRICT = ConfigDict(extra="forbid", allow_inf_nan=False, defer_build=True)


class Record(BaseModel):
    """A frozen record: set once, compared by value, no unknown fields, no infinities."""

    model_config = ConfigDict(frozen=True, **_STRICT)

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


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Datum:
    """A record as `Record` is one, for what is made by the thousand and read a hundred thousand times an audit.

    All that is read of a pydantic model goes the long way round, by its private and its further attributes. A dataclass of
    pydantic has neither: it is checked and written as JSON by the same rules, and read as fast as any object.
    """

    def __init_subclass__(cls) -> None:
        defaults = [name for name in cls.__annotations__ if name in cls.__dict__]
        dataclass(cls, config=_STRICT, frozen=True, kw_only=True, eq=False, repr=False)
        _without(cls, defaults)
        build: Callable[..., None] = cls.__init__

        def first(self: Datum, **values: object) -> None:
            build(self, **values)
            _without(cls, defaults)  # which pydantic, as it built what checks the class, put back

        cls.__init__ = first  # type: ignore[assignment,method-assign]

    def __eq__(self, other: object) -> bool:
        return self.__class__ is other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(tuple(self.__dict__.values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())})"

    def model_copy(self, *, update: Mapping[str, object]) -> Self:
        """The record with other values that fit as they are."""
        return self.with_all({**self.__dict__, **update})

    def with_all(self, values: dict[str, object]) -> Self:
        """A record of this kind with these values, which are all that it has, in its order, and fit as they are."""
        made = _new(self.__class__)
        _write_data(made, values)
        return made

    def model_dump(self, *, mode: Literal["json", "python"] = "python") -> dict[str, Any]:
        """The values by name; in mode `json` as JSON holds them."""
        told: dict[str, Any] = TypeAdapter(type(self)).dump_python(self, mode=mode)
        return told

    @classmethod
    def model_validate(cls, told: Mapping[str, Any]) -> Self:
        """The record of values by name, once they are checked. Raises ValidationError."""
        return cls(**told)


def _without(kind: type[Datum], defaults: Sequence[str]) -> None:
    """Take defaults from the class: each record holds all of its fields, and is read faster where the class has none."""
    for name in defaults:
        if name in kind.__dict__:
            delattr(kind, name)


Names = Annotated[frozenset[str], PlainSerializer(sorted, return_type=list[str], when_used="json")]
"""A set of names; a set has no order of its own, so JSON lists them sorted."""


_new = object.__new__
_FIELDS: dict[type[BaseModel], set[str]] = {}
"""The fields of each kind of record: one set for all records that are made or copied here."""


def _names(kind: type[BaseModel]) -> set[str]:
    """The fields of a kind of record, all of them given."""
    return _FIELDS.setdefault(kind, set(kind.model_fields))


_Fields = ParamSpec("_Fields")
_Model = TypeVar("_Model", bound=BaseModel)
_Data = TypeVar("_Data", bound=Datum)


def unchecked(record: Callable[_Fields, _Model]) -> Callable[_Fields, _Model]:
    """Makes such records, by keywords, of values that fit as they are: for the thousands that a reader makes of its own.

    Validation is most of what a small record costs. What comes from outside is checked as ever, by the record itself.
    """
    kind = cast("type[_Model]", record)
    fields = kind.model_fields
    names, empty = _names(kind), {name: field.get_default() for name, field in fields.items()}
    new = kind.__new__

    def make(**values: object) -> _Model:
        made = new(kind)
        _write_values(made, empty | values)
        _write_names(made, names)
        _write_extra(made, None)
        _write_private(made, None)
        return made

    return cast("Callable[_Fields, _Model]", make)


def unchecked_often(record: Callable[_Fields, _Data]) -> Callable[_Fields, _Data]:
    """As `unchecked`, by a function of its own: it takes less to call, and longer to make, for records by the hundred."""
    kind = cast("type[_Data]", record)
    fields = {field.name: field.default for field in dataclasses.fields(cast("Any", kind))}
    given = {name: default for name, default in fields.items() if default is not dataclasses.MISSING}
    needed = [name for name in fields if name not in given]
    source = _MAKE.format(
        parameters=", ".join([*needed, *(f"{name}=_{name}" for name in given)]),
        values=", ".join(f"{name!r}: {name}" for name in fields),
    )
    known = {"_new": _new, "_kind": kind, "_write": _write_data, **{f"_{name}": value for name, value in given.items()}}
    exec(source, known)  # noqa: S102 - as named tuples are made, of our own names
    return cast("Callable[_Fields, _Data]", known["make"])


_MAKE = """
def make({parameters}):
    made = _new(_kind)
    _write(made, {{{values}}})
    return made
"""


_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")


_KNOWN: list[dict[int, Any]] = []
"""What is remembered of each question."""


def remembered(work: Callable[[_Asked], _Answer]) -> Callable[[_Asked], _Answer]:
    """Remembers what was worked out of the last few thousand records: many checks ask the same of a row, all rows of a table's columns.

    By the record (or the tuple) itself, not by its values, which take longer to compare than most answers to find. A record that is
    remembered lives on until `forget`, so that no other one can stand at its place meanwhile.
    """
    known: dict[int, tuple[_Asked, _Answer]] = {}
    _KNOWN.append(known)

    @wraps(work)
    def answer(record: _Asked) -> _Answer:
        found = known.get(id(record))
        if found is not None:
            return found[1]
        told = work(record)
        if len(known) >= _REMEMBERED:
            known.clear()
        known[id(record)] = (record, told)
        return told

    return answer


def forget() -> None:
    """Let go of all that was remembered: nobody asks of the records of an audit that is over, and they hold the whole file."""
    for known in _KNOWN:
        known.clear()


_REMEMBERED = 4096
"""Records that one question is remembered of at most; a report has a few hundred."""


def _writer(slot: str) -> Callable[[BaseModel, object], None]:
    """Writes a slot of a record, which is frozen to everybody else."""
    write: Callable[[BaseModel, object], None] = BaseModel.__dict__[slot].__set__
    return write


_write_data: Callable[[Datum, dict[str, object]], None] = Datum.__dict__["__dict__"].__set__
_write_values = _writer("__dict__")
_write_names = _writer("__pydantic_fields_set__")
_write_extra = _writer("__pydantic_extra__")
_write_private = _writer("__pydantic_private__")
