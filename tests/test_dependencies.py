"""What we stand on: bounded, pinned for CI, under licences that go with ours, and listed."""

import importlib.util
import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def dependencies():
    spec = importlib.util.spec_from_file_location("dependencies", ROOT / ".ci" / "dependencies.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def needed(project):
    extras = project["optional-dependencies"]
    return [Requirement(line) for line in (*project["dependencies"], *extras["pdf"], *extras["ocr"])]


def test_every_library_that_runs_has_a_lowest_and_a_highest_version(project):
    for need in needed(project):
        operators = {one.operator for one in need.specifier}
        assert {">=", "<"} <= operators, need


def test_what_is_pinned_for_ci_is_all_that_is_needed_and_within_bounds(project):
    lines = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if not line.startswith("#"))
    assert lines[0].endswith("Renew with: make constraints")
    for need in needed(project):
        assert Version(pinned[need.name.lower()]) in need.specifier, f"{need}; renew with: make constraints"


def test_neither_pins_nor_bill_name_a_host_or_a_path(dependencies):
    pins = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8")
    assert re.findall(r"@|//|file:|--", pins) == []
    bill = dependencies.sbom().replace("http://cyclonedx.org/schema/", "")
    assert str(ROOT) not in bill
    assert "//" not in bill


def test_nothing_that_runs_is_under_a_licence_that_does_not_go_with_ours(dependencies):
    refused = [one for one in dependencies.components(dependencies.RUNNING) if not dependencies.is_allowed(one.licence)]
    assert refused == []


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0", False),
        ("GNU Affero General Public License v3", False),
        ("GNU General Public License v2 or later (GPLv2+)", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", True),
        ("Mozilla Public License 2.0 (MPL 2.0)", True),
        ("MIT OR GPL-3.0", True),
        ("MIT AND GPL-3.0", False),
        ("unknown", False),
    ],
)
def test_a_licence_goes_with_ours_or_does_not(dependencies, licence, allowed):
    assert dependencies.is_allowed(licence) == allowed


def test_the_bill_lists_what_runs_and_is_the_same_each_time(dependencies):
    bill = json.loads(dependencies.sbom())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    names = {one["name"] for one in bill["components"]}
    assert {"pydantic", "lxml", "weasyprint", "pillow"} <= names
    assert "pytest" not in names
    assert all(one["purl"] == f"pkg:pypi/{one['name']}@{one['version']}" for one in bill["components"])
    assert dependencies.sbom() == dependencies.sbom()
