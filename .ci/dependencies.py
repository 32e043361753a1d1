"""What we stand on: exact versions for CI, licences that go with ours, and a bill of materials.

`constraints` prints the versions of everything installed for development, `licences` fails on what we may not ship with,
`sbom` prints a CycloneDX document of what runs (https://cyclonedx.org/docs/1.6/json/). All of it is read from the
metadata of the environment; no network is asked, and no path or host is written down.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
CONSTRAINTS = ROOT / ".ci" / "constraints.txt"
SBOM = ROOT / "sbom.cdx.json"

OURSELVES = "report-auditor"
RUNNING = frozenset({"", "pdf", "ocr"})
"""The extras that users install; `dev` stays with us."""

COPYLEFT = re.compile(r"\b(?:A?GPL|GNU (?:Affero )?General Public)", re.IGNORECASE)
WEAKER = re.compile(r"\bLGPL|Lesser General Public|MPL|Mozilla", re.IGNORECASE)
"""Licences whose terms end at their own files; Mozilla's may be shipped with any work (MPL-2.0, 3.3)."""

CHOSEN = {"pyphen": "MPL-1.1"}
"""Packages that offer several licences in their classifiers: which one we take (Pyphen: GPL 2.0+, LGPL 2.1+ or MPL 1.1)."""


class Component(NamedTuple):
    """An installed package: its name as PyPI knows it, its version, and its licence in its own words."""

    name: str
    version: str
    licence: str


def components(extras: frozenset[str]) -> list[Component]:
    """All that the project needs with these extras, directly or not, in order of name."""
    found: dict[str, metadata.Distribution] = {}
    waiting = list(_needs(metadata.distribution(OURSELVES), extras))
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, wanted = waiting.pop()
        if (name, wanted) in seen or name == OURSELVES:
            continue
        seen.add((name, wanted))
        try:
            found[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            sys.exit(f"{name} is needed and not installed: pip install -e '.[dev]'")
        waiting += _needs(found[name], wanted | {""})
    return [Component(name, one.version, licence(name, one)) for name, one in sorted(found.items())]


def _needs(one: metadata.Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for line in one.requires or ():
        need = Requirement(line)
        if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras):
            name = canonicalize_name(need.name)
            yield name, frozenset(need.extras)
            if name == OURSELVES:
                yield from _needs(one, frozenset(need.extras))


def licence(name: str, one: metadata.Distribution) -> str:
    """The licence of a package as it states it: the expression, the classifiers, or the first line of the field."""
    if name in CHOSEN:
        return CHOSEN[name]
    stated = one.metadata.get("License-Expression")
    classifiers = [
        line.rpartition(" :: ")[2] for line in one.metadata.get_all("Classifier") or () if "License ::" in line
    ]
    field = (one.metadata.get("License") or "").strip().partition("\n")[0]
    return stated or " OR ".join(classifiers) or field or "unknown"


def is_allowed(licence: str) -> bool:
    """Whether something under this licence may run within ours: at least one alternative is no GPL and no AGPL."""
    return licence != "unknown" and any(not _is_copyleft(one) for one in re.split(r"\s+OR\s+", licence))


def _is_copyleft(licence: str) -> bool:
    return any(COPYLEFT.search(part) and not WEAKER.search(part) for part in re.split(r"\s+AND\s+", licence))


def constraints() -> str:
    """Every package of development with its exact version; the command that renews it on top."""
    lines = [f"{one.name}=={one.version}" for one in components(RUNNING | {"dev"})]
    return "\n".join(["# The versions that CI runs with. Renew with: make constraints", *lines, ""])


def sbom() -> str:
    """What runs, as CycloneDX 1.6: no clock and no serial number, so the same environment gives the same bytes."""
    told = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{one.name}@{one.version}",
            "name": one.name,
            "version": one.version,
            "purl": f"pkg:pypi/{one.name}@{one.version}",
            "licenses": [{"license": {"name": one.licence}}],
        }
        for one in components(RUNNING)
    ]
    ours = metadata.version(OURSELVES)
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": f"pkg:pypi/{OURSELVES}@{ours}",
                "name": OURSELVES,
                "version": ours,
                "purl": f"pkg:pypi/{OURSELVES}@{ours}",
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": told,
        "dependencies": [{"ref": f"pkg:pypi/{OURSELVES}@{ours}", "dependsOn": [one["bom-ref"] for one in told]}],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def licences() -> int:
    """Print the licence of all that runs; 1 when any does not go with ours."""
    refused = [one for one in components(RUNNING) if not is_allowed(one.licence)]
    for one in components(RUNNING):
        sys.stdout.write(f"{'no' if one in refused else 'ok'}  {one.name} {one.version}  {one.licence}\n")
    return 1 if refused else 0


def main() -> int:
    """Do what the first word says."""
    parser = argparse.ArgumentParser(description="Versions, licences and bill of materials of what we stand on.")
    parser.add_argument("what", choices=["constraints", "licences", "sbom"])
    parser.add_argument("--write", action="store_true", help="write the file and not to stdout")
    asked = parser.parse_args()
    if asked.what == "licences":
        return licences()
    made, file = (constraints(), CONSTRAINTS) if asked.what == "constraints" else (sbom(), SBOM)
    if asked.write:
        file.write_text(made, encoding="utf-8")
    else:
        sys.stdout.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
