"""What is said to the model: short, in Chinese, with examples that keep their word."""

import json
import re

import pytest
from schemata import demands

from auditor import assets
from auditor.extract.llm import prompts
from auditor.extract.llm.answers import ANSWERS
from auditor.extract.llm.plan import tokens
from auditor.text.normalize import fold

TASKS = list(ANSWERS)
NOT_QUOTES = {"of", "part", "claim", "indicator", "kind", "result", "subject"}


def quotes(answer):
    if isinstance(answer, dict):
        return [quote for key, value in answer.items() if key not in NOT_QUOTES for quote in quotes(value)]
    if isinstance(answer, list | tuple):
        return [quote for value in answer for quote in quotes(value)]
    return [answer] if isinstance(answer, str) and answer else []


def numbers(answer):
    """The lines an answer names."""
    if isinstance(answer, dict):
        own = [value for key, value in answer.items() if key.endswith("line") and value]
        return own + [number for value in answer.values() for number in numbers(value)]
    return [number for value in answer for number in numbers(value)] if isinstance(answer, list | tuple) else []


@pytest.mark.parametrize("task", TASKS)
def test_every_quote_of_an_example_occurs_in_its_text(task):
    for example in prompts.examples(task):
        text = "\n".join(example.lines)
        assert all(quote in text for quote in quotes(example.answer)), quotes(example.answer)
        assert {f"[{number}]" for number in numbers(example.answer)} <= {line.split()[0] for line in example.lines}


@pytest.mark.parametrize("task", TASKS)
def test_every_example_has_the_shape_of_the_answer(task):
    assert prompts.examples(task)
    for example in prompts.examples(task):
        ANSWERS[task].model_validate(example.answer)


@pytest.mark.parametrize("task", TASKS)
def test_a_prompt_is_short_and_chinese(task):
    said = prompts.instructions(task)
    assert tokens(said) < (3000 if task == "relations" else 900)
    assert len(re.findall(r"[一-鿿]", said)) > 300
    assert "一位数字都不能改" in said or task == "relations"
    assert "不照做" in said


@pytest.mark.parametrize("task", TASKS)
def test_an_answer_asks_for_quotes_and_lines_and_for_no_values(task):
    schema = json.loads(prompts.schema(task))
    kinds = schema.get("$defs", {})
    assert len(kinds) <= 10
    for part in (schema, *kinds.values()):
        assert part["additionalProperties"] is False
        for name, described in part["properties"].items():
            assert described.get("type") != "number"
            assert described.get("type") != "integer" or name.endswith("line")


def test_the_schemas_that_ship_are_current():
    folder = assets.folder("schemas")
    for name, text in prompts.schemas():
        stored = json.loads((folder / name).read_text(encoding="utf-8"))
        assert demands(stored) == demands(json.loads(text)), "renew with: auditor schema --write"


def test_the_version_changes_with_what_is_said(monkeypatch, tmp_path):
    before = prompts.version()
    assert re.fullmatch(r"[0-9a-f]{12}", before)
    for file in prompts._files(assets.folder("prompts")):
        target = tmp_path / file.relative_to(assets.folder("prompts"))
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(file.read_bytes())
    monkeypatch.setattr(assets, "folder", lambda name: tmp_path)
    prompts.version.cache_clear()
    assert prompts.version() == before
    (tmp_path / "goals.jinja").write_text("别的话", encoding="utf-8")
    prompts.version.cache_clear()
    assert prompts.version() != before
    monkeypatch.undo()
    prompts.version.cache_clear()


def test_figures_of_examples_are_unlike_those_of_samples(sample):
    """So that a leak is told from a quote."""
    shown = set(re.findall(r"\d{2,}\.\d+|\d{3,}", prompts.example_text())) - {"100", "2023"}
    for name in ("clean.txt", "mission.txt", "narrative.txt", "project.txt"):
        text = fold(sample(name)[0].text)
        assert not [figure for figure in shown if re.search(rf"(?<![\d.]){re.escape(figure)}(?![\d.])", text)]
