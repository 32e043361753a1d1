"""Starting is quick: `auditor --help` loads neither records nor writers."""

import subprocess
import sys
from pathlib import Path

HEAVY = ("pydantic", "jinja2", "rich", "lxml", "openai", "auditor.checks", "auditor.model", "auditor.settings")


def loaded_by(code):
    report = f"{code}\nimport sys\nprint(*sys.modules, file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True)
    return set(run.stderr.split())


def test_help_loads_nothing_heavy():
    assert not loaded_by("from auditor import cli; cli.run(['--help'])").intersection(HEAVY)


def test_importing_auditor_loads_nothing_heavy():
    assert not loaded_by("import auditor").intersection(HEAVY)


def test_the_public_names_are_there():
    import auditor

    assert all(getattr(auditor, name) is not None for name in auditor.__all__)


def test_every_verb_has_its_file():
    from auditor import cli

    folder = Path(cli.__file__).parent
    assert all((folder / f"{verb}.py").is_file() for verb in (*cli.VERBS, *cli.HIDDEN))
