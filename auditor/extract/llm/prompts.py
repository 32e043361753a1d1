"""What is said to the model: the templates and examples of prompts/, and the version they make together."""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field

from auditor import assets
from auditor.errors import SettingsError
from auditor.extract.llm.answers import ANSWERS, Task
from auditor.locale import gettext as _
from auditor.model.record import Record

if TYPE_CHECKING:
    from jinja2 import Template


class Example(Record):
    """A text of our own and the answer we want for it."""

    lines: tuple[str, ...]
    answer: dict[str, object] = Field(default_factory=dict)

    def shown(self) -> str:
        """The answer as JSON."""
        return json.dumps(self.answer, ensure_ascii=False)


@cache
def examples(task: Task, own: Path | None = None) -> tuple[Example, ...]:
    """The examples of a task, each answer of the task's own shape: ours, then those of a folder of the user's own.

    Raises SettingsError where a file of the user's own holds no examples of that shape.
    """
    shipped = _examples(assets.folder("prompts") / "examples" / f"{task}.yaml", task)
    file = own / f"{task}.yaml" if own is not None else None
    if file is None or not file.is_file():
        return shipped
    try:
        return (*shipped, *_examples(file, task))
    except (OSError, ValueError, TypeError) as error:
        told = _("{file}：不是示例文件，每一项要有 lines 和 answer，answer 的格式见 schemas/llm/{task}.schema.json。")
        raise SettingsError(told.format(file=file.name, task=task)) from error


def _examples(file: Path, task: Task) -> tuple[Example, ...]:
    import yaml

    try:
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ValueError(file.name) from error
    found = tuple(Example.model_validate(one) for one in told or ())
    for example in found:
        ANSWERS[task].model_validate_json(json.dumps(example.answer))
    return found


@cache
def _template(name: str) -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(assets.folder("prompts"))
    environment = Environment(
        loader=loader,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 - plain text for a model, no page
    )
    return environment.get_template(f"{name}.jinja")


@cache
def instructions(task: Task, own: Path | None = None) -> str:
    """The system message of a task, with the examples of a folder of the user's own behind ours."""
    return _template(task).render(examples=examples(task, own)).strip()


def control(code: str) -> str:
    """What stands before a question so that a cut shows: a word to copy."""
    return _template("_control").render(code=code).strip()


def messages(task: Task, text: str, own: Path | None = None) -> tuple[tuple[str, str], ...]:
    """Role and content of what is sent: instructions, then the lines as data."""
    return ("system", instructions(task, own)), ("user", f"<材料>\n{text}\n</材料>")


def schema(task: Task) -> str:
    """The JSON Schema of a task's answer, as it is shipped in schemas/llm/."""
    described = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **ANSWERS[task].model_json_schema(),
    }
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def schemas() -> list[tuple[str, str]]:
    """File name (below schemas/) and text of every answer's schema."""
    return [(f"llm/{task}.schema.json", schema(task)) for task in ANSWERS]


@cache
def version() -> str:
    """Changes when a template, an example or an answer's shape changes."""
    digest = hashlib.sha256()
    folder = assets.folder("prompts")
    for file in _files(folder):
        digest.update(file.relative_to(folder).as_posix().encode())
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    for name, text in schemas():
        digest.update(f"{name}{text}".encode())
    return digest.hexdigest()[:12]


def _files(folder: Path) -> Sequence[Path]:
    return sorted((*folder.glob("*.jinja"), *folder.glob("examples/*.yaml")))


@cache
def example_text() -> str:
    """Everything that the examples say, to tell a quote that leaked from one of them."""
    return "\n".join(line for task in ANSWERS for example in examples(task) for line in example.lines)
