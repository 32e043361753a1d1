"""What every test may ask for."""

import os
import shutil
import sys
from importlib import import_module

import pytest
from hypothesis import settings

settings.register_profile("counted", deadline=None)
settings.load_profile("counted")
"""An example may take as long as the machine needs: what is slow is measured in the benchmarks."""

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
"""Tests start hundreds of interpreters: what one of them compiles the next need not compile again."""

ALSO_CALLED = {
    "chromium": ("chromium-browser", "google-chrome"),
    "soffice": ("libreoffice",),
}


@pytest.fixture(scope="session")
def outside():
    """Asks for a program that is not Python: its path. Without it a test skips and says which; under CI it fails."""

    def need(program):
        for name in (program, *ALSO_CALLED.get(program, ())):
            path = shutil.which(name)
            if path:
                return path
        message = f"{program} is not installed; .ci/run installs it"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)

    return need


@pytest.fixture(scope="session")
def extra():
    """Asks for a library of an extra. Where it or what it stands on is missing a test skips; under CI it fails."""

    def need(library):
        try:
            return import_module(library)
        except (ImportError, OSError) as error:
            message = f"{library} cannot be loaded ({error}); .ci/run installs it"
            if os.environ.get("CI"):
                pytest.fail(message)
            pytest.skip(message)

    return need


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch, tmp_path_factory):
    """Settings of the machine that runs the tests do not reach them."""
    for variable in list(os.environ):
        if variable.startswith("AUDITOR_") or variable in {"NO_COLOR", "OPENAI_API_KEY", "OPENAI_BASE_URL"}:
            monkeypatch.delenv(variable)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp() / "no-settings"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Whoever has nothing left to do takes over tests from the other: some take a hundred times as long as most."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log) if config.option.dist == "load" else None
