"""What the tests of the model's part share."""

from pathlib import Path

import hostile
import pytest
from endpoint import Script, Truth, serving

from auditor import pipeline
from auditor.settings import Settings

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def sample():
    """A sample as read, by its name."""
    known = {}

    def named(name):
        if name not in known:
            path = ROOT / "samples" / name
            document = pipeline.read(path.read_bytes(), name, Settings())
            known[name] = document, Truth(document)
        return known[name]

    return named


@pytest.fixture
def audit():
    """Audits a document with a server that follows a script beside the rules; gives outcomes and the script."""

    def run(document, truth, behaviour=None, **more):
        script = Script(truth, **(behaviour or {}))
        with serving(script) as url:
            return pipeline.examine(document, hostile.settings(url, **more)), script

    return run
