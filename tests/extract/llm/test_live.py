"""Opt-in: how well the model that OPENAI_BASE_URL and AUDITOR_MODEL point to reads. Run with `pytest -m live -s`."""

import os

import pytest
import strange
from hostile import values

from auditor.extract import llm, rules
from auditor.extract.llm.quality import quality
from auditor.settings import load

FOUND = {name: value for name, value in os.environ.items() if name.startswith(("AUDITOR_", "OPENAI_"))}
"""Looked up when this file is loaded: tests run without settings from outside."""

pytestmark = pytest.mark.live


@pytest.fixture
def settings():
    if not {"OPENAI_BASE_URL", "AUDITOR_MODEL"} <= set(FOUND):
        pytest.skip("set OPENAI_BASE_URL and AUDITOR_MODEL")
    return load({"extractor": "llm", "no_cache": True}, environment=FOUND)


@pytest.mark.parametrize("name", ["mission.txt", "project.txt", "clean.txt", "narrative.txt"])
def test_the_model_reads_a_known_form(name, sample, settings):
    """Prints precision and recall of what it reads, and holds to it that nothing wrong comes in."""
    document, _truth = sample(name)
    readings = llm.extract(document, settings)
    known = rules.extract(document)
    print(f"\n{name}: {quality(readings, known).say()}")  # noqa: T201 - it is what the test is for
    for reading, report in zip(readings, known, strict=True):
        assert reading.report.indicators == report.indicators
        assert reading.report.budget == report.budget


@pytest.mark.parametrize("read", [strange.table, strange.narrative])
def test_the_model_reads_what_the_rules_cannot(read, settings):
    """Prints which of the report's values it brings; every one has to be right."""
    from hostile import run

    document, truth = read()
    true = values(run(document, truth)[0][0].report)
    (reading,) = llm.extract(document, settings)
    told = values(reading.report)
    print(f"\n{read.__name__}: {len(told & true)} of {len(true)} values, {len(told - true)} others")  # noqa: T201
    assert len(told & true) > len(true) / 2
