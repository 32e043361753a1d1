"""The severity that the catalogue shows is the one that is printed; test_cases and test_narrative hold every case to it."""

from pathlib import Path

import pytest
from severities import graver

from auditor import assets, audit
from auditor.cli.readme import table

SAMPLES = sorted(assets.folder("samples").glob("*.txt"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_no_finding_in_the_samples_is_graver_than_the_catalogue_shows(sample: Path):
    assert [graver(outcome.findings) for outcome in audit(sample.read_bytes(), sample.name)] in ([[]], [[], []])


def test_the_readme_shows_how_grave_a_case_may_become():
    row = next(line for line in table("zh").splitlines() if "CL04" in line)
    assert "| W–E |" in row
