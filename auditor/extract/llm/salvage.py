"""The answer in what an endpoint sends: wherever it put it, and whatever it put around it.

Endpoints wrap an answer in thoughts, in talk, in fences, in the markup of a tool call, in the name of the task or in an echo of the
schema; some send content in parts, or arguments that are no text. Nothing is changed in the answer itself.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

_THOUGHTS = re.compile(r"<(think|thinking|reasoning)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_LAST_THOUGHT = re.compile(r"\A.*</(?:think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE)
_MOST_OBJECTS = 40
"""JSON objects of one text that are looked at."""


def answer(message: Any, name: str, fields: Iterable[str]) -> str | None:  # noqa: ANN401 - whatever the endpoint sent
    """The JSON of the answer; None where the message holds no object with any of its fields.

    `name` is what the task's answer is called, `fields` what it may have. Of several objects the last counts: a draft stands first.
    """
    known = frozenset(fields)
    found: dict[str, Any] | None = None
    for text in _texts(message):
        for told in _objects(text):
            inner = _unwrapped(told, name, known)
            if inner is not None:
                found = inner
        if found is not None:
            return json.dumps(found, ensure_ascii=False)
    return None


def _texts(message: Any) -> Iterator[str]:  # noqa: ANN401
    """Where an answer may stand, the likeliest first: calls of a tool, the older form of a call, the content."""
    for call in _field(message, "tool_calls") or ():
        yield from _text(_field(_field(call, "function"), "arguments"))
    yield from _text(_field(_field(message, "function_call"), "arguments"))
    for text in _text(_field(message, "content")):
        yield _LAST_THOUGHT.sub("", _THOUGHTS.sub("", text), count=1)


def _field(holder: Any, name: str) -> Any:  # noqa: ANN401
    return holder.get(name) if isinstance(holder, dict) else getattr(holder, name, None)


def _text(told: Any) -> Iterator[str]:  # noqa: ANN401
    """A text, the texts of parts, or an object that was sent as such."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        yield json.dumps(told, ensure_ascii=False)
    elif isinstance(told, list):
        parts = [part if isinstance(part, str) else _field(part, "text") for part in told]
        yield "".join(part for part in parts if isinstance(part, str))


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """The JSON objects of a text, in order, none inside of another."""
    decoder = json.JSONDecoder()
    place = text.find("{")
    for _time in range(_MOST_OBJECTS):
        if place < 0:
            return
        try:
            told, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            end = place + 1
        else:
            if isinstance(told, dict):
                yield told
        place = text.find("{", end)


def _unwrapped(told: dict[str, Any], name: str, fields: frozenset[str]) -> dict[str, Any] | None:
    """The answer, out of the name of its task, a call of a tool or an echo of the schema; None where it is none."""
    for _time in range(3):
        if fields & told.keys():
            return told
        inner = next((told[key] for key in (name, "properties", "arguments", "parameters") if key in told), None)
        if isinstance(inner, str):
            inner = next(_objects(inner), None)
        if not isinstance(inner, dict):
            return None
        told = inner
    return None
