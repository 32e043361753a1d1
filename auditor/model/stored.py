"""Outcomes that were written down before, read again: what another version wrote is refused with what to do."""

import json
import re
from typing import Any

from pydantic import ValidationError

from auditor.errors import UnreadableFile
from auditor.locale import gettext as _
from auditor.model.finding import Outcome

_SCHEMA = re.compile(r"auditor/outcome/(\d+)")
_CURRENT = 2
OPENING = re.compile(rb"""(?x) \A (?: \xef\xbb\xbf )? \s* \[? \s* \{ \s* "schema" \s* : \s* "auditor/[a-z]+/\d+" """)
"""How everything that this program writes as JSON begins: an outcome, a list of them, a submission."""


def load(made: bytes, name: str = "outcome.json") -> list[Outcome]:
    """The outcomes of a JSON file, as `--format json` or `-o …json` wrote them.

    Raises UnreadableFile for what is no outcome, and for one of another version: the first (0.1) knew no relations and no
    verdict, so that nothing can be made of it but by auditing the report again.
    """
    try:
        stated = json.loads(made.decode("utf-8-sig"))
    except ValueError as error:
        raise UnreadableFile(_no_outcome(name)) from error
    return [_outcome(one, name) for one in (stated if isinstance(stated, list) else [stated])]


def _outcome(stated: Any, name: str) -> Outcome:  # noqa: ANN401 - whatever JSON holds
    schema = _SCHEMA.fullmatch(str(stated.get("schema", ""))) if isinstance(stated, dict) else None
    if schema is None:
        raise UnreadableFile(_no_outcome(name))
    if int(schema[1]) < _CURRENT:
        message = _("{name}：是旧版（0.1）写出的核对结果，没有结论和勾稽关系，不能换算；请用现在的版本重新核对原报告。")
        raise UnreadableFile(message.format(name=name))
    if int(schema[1]) > _CURRENT:
        raise UnreadableFile(_("{name}：是更新的版本写出的核对结果；请先升级本程序。").format(name=name))
    try:
        return Outcome.model_validate_json(json.dumps(stated))
    except ValidationError as error:
        raise UnreadableFile(_("{name}：核对结果不完整或被改动过；请重新核对原报告。").format(name=name)) from error


def _no_outcome(name: str) -> str:
    return _("{name}：不是核对结果；核对结果由 auditor audit 报告 -o 结果.json 写出。").format(name=name)
