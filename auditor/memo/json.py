"""The Outcome for other programs, as CONTRACT fixes it: numbers are strings of exact decimals."""

import json
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from auditor.memo.contents import in_order
from auditor.model.dossier import Submission
from auditor.model.finding import Outcome
from auditor.model.record import Record
from auditor.model.source import Document
from auditor.text.amounts import show


def render(outcomes: Sequence[Outcome], documents: Sequence[Document]) -> bytes:  # noqa: ARG001 - every writer's signature
    """One object for one report, a list for several."""
    told = [in_json(outcome) for outcome in outcomes]
    return dump(told[0] if len(told) == 1 else told)


def in_json(result: Outcome | Submission) -> Outcome | Submission:
    """The result with the findings of each document in the order of every memo."""
    if isinstance(result, Outcome):
        return result.model_copy(update={"findings": tuple(in_order(result))})
    told = tuple(one.model_copy(update={"findings": tuple(in_order(one))}) for one in result.outcomes)
    return result.model_copy(update={"outcomes": told})


def dump(records: Record | Sequence[Record]) -> bytes:
    """Records as indented JSON with a final newline."""
    if isinstance(records, Record):
        return f"{_object(records)}\n".encode()
    return f"[{','.join(map(_object, records))}]\n".encode()


def _object(record: Record) -> str:
    """The record as JSON. pydantic writes it ten times as fast as json does, but a number like 1E+2 with its exponent."""
    quick = record.model_dump_json(by_alias=True, indent=1)
    if not _EXPONENT.search(quick):
        return quick
    return json.dumps(record.model_dump(by_alias=True), ensure_ascii=False, indent=1, default=_plain)


_EXPONENT = re.compile(r'"-?[\d.]+E[+-]\d+"')


def _plain(value: object) -> object:
    match value:
        case Decimal():
            return show(value)
        case date():
            return value.isoformat()
        case frozenset():
            return sorted(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")
