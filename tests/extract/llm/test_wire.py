"""The wire: nothing follows a redirect, no answer is longer than it may be, and nothing of it is kept for another place."""

import gzip
import json
import logging
import resource
import threading
import time
import zlib
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import hostile
import pytest
from endpoint import FaultError, Script, Truth, serving

from auditor import pipeline
from auditor.errors import ModelError, ModelUnavailable
from auditor.extract.llm import wire
from auditor.extract.llm.cache import Cache, Question

KEY = "sk-very-secret-key"


@pytest.fixture
def document(sample):
    return sample("narrative.txt")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("azure", [False, True], ids=["bearer", "azure"])
def test_neither_key_nor_report_follows_a_redirect(document, audit, status, azure):
    elsewhere = Script(document[1])
    more = {"api_version": "2024-10-21"} if azure else {}
    with serving(elsewhere) as url:
        moved = FaultError(status, headers={"location": f"{url}/chat/completions"})
        with pytest.raises(ModelUnavailable, match=f"HTTP {status}"):
            audit(*document, {"fault": lambda request, number: moved}, api_key=KEY, **more)
    assert elsewhere.requests == []


def test_a_redirect_is_not_asked_again(document):
    moved = FaultError(307, headers={"location": "/v2/chat/completions"})
    script = Script(document[1], fault=lambda request, number: moved)
    with serving(script) as url, pytest.raises(ModelUnavailable, match="OPENAI_BASE_URL"):
        pipeline.examine(document[0], hostile.settings(url))
    assert len(script.requests) == 1


BOMB = gzip.compress(b" " * (64 * 2**20))


@pytest.mark.parametrize(
    "fault",
    [
        FaultError(200, body=b" " * (wire.MOST_BYTES + 1)),
        FaultError(200, body=BOMB, headers={"content-encoding": "gzip"}),
        FaultError(200, body=zlib.compress(b" " * (64 * 2**20)), headers={"content-encoding": "deflate"}),
        FaultError(200, body=b"{}", headers={"content-encoding": "br"}),
        FaultError(200, body=b"{}", headers={"content-encoding": "gzip, gzip"}),
        FaultError(200, body=b"no gzip", headers={"content-encoding": "gzip"}),
        FaultError(500, body=BOMB, headers={"content-encoding": "gzip"}),
    ],
    ids=["long", "gzip bomb", "deflate bomb", "brotli", "twice", "no gzip", "bomb of an error"],
)
def test_an_answer_that_is_too_long_or_cannot_be_unpacked_is_left_and_said(document, fault):
    script = Script(document[1], fault=lambda request, number: fault)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with serving(script) as url, pytest.raises(ModelUnavailable, match="太长"):
        pipeline.examine(document[0], hostile.settings(url))
    assert len(script.requests) == 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


@pytest.mark.parametrize(
    ("packed", "name"),
    [
        (gzip.compress, "gzip"),
        (zlib.compress, "deflate"),
        (lambda body: zlib.compress(body)[2:-4], "deflate"),
        (lambda body: body, "identity"),
    ],
)
def test_an_answer_that_is_packed_as_usual_is_read(document, audit, packed, name):
    told = Script(document[1])

    def reply(request, number):
        body = json.dumps(told.reply(request, number), ensure_ascii=False).encode()
        return FaultError(200, body=packed(body), headers={"content-encoding": name})

    (outcome,), _script = audit(*document, {"fault": reply})
    assert outcome.usage.confirmed > 0
    assert outcome.usage.failed == ()


class _Endless(BaseHTTPRequestHandler):
    """A body without an end."""

    def log_message(self, *_):
        pass

    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b" " * 65536)
                self.server.sent += 65536
        except OSError:
            pass


@contextmanager
def endless():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Endless)
    server.sent, server.daemon_threads, server.block_on_close = 0, True, False
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def test_a_body_without_an_end_is_left_while_it_comes(document):
    started = time.monotonic()
    with endless() as server:
        url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        with pytest.raises(ModelUnavailable):
            pipeline.examine(document[0], hostile.settings(url, timeout=30))
        assert server.sent < 3 * wire.MOST_BYTES
    assert time.monotonic() - started < 20


def test_a_body_as_deep_as_it_is_long_is_no_fault_of_ours(document):
    fault = FaultError(200, body=b"[" * 500_000)
    with serving(Script(document[1], fault=lambda request, number: fault)) as url, pytest.raises(ModelError):
        pipeline.examine(document[0], hostile.settings(url))


def test_another_place_is_asked_anew(document, tmp_path):
    for _again in range(2):
        script = Script(document[1])
        with serving(script) as url:
            (outcome,) = pipeline.examine(document[0], hostile.settings(url, no_cache=False, cache=tmp_path))
        assert script.requests
        assert outcome.usage.cached_calls == 0


def test_the_same_place_with_or_without_a_last_slash_is_one(tmp_path):
    question = Question("m", "1", "head", (("user", "t"),))
    Cache(tmp_path, "https://one.example/v1").keep(question, "a")
    assert Cache(tmp_path, "https://one.example/v1/").find(question) == "a"
    assert Cache(tmp_path, "https://other.example/v1").find(question) is None


def test_an_answer_that_leaves_fields_out_is_not_kept(document, tmp_path):
    script = Script(document[1], twist=lambda task, answer, number: {} if task == "head" else answer)
    with serving(script) as url:
        told = hostile.settings(url, no_cache=False, cache=tmp_path)
        pipeline.examine(document[0], told)
        asked = len(script.requests)
        (outcome,) = pipeline.examine(document[0], told)
    assert len(script.requests) == asked + 1
    assert outcome.usage.cached_calls == asked - 1


def test_an_answer_that_a_filter_cut_off_is_not_taken(document, tmp_path):
    def cut(body, number):
        body["choices"][0]["finish_reason"] = "content_filter"
        return body

    with serving(Script(document[1], envelope=cut)) as url, pytest.raises(Exception, match="模型"):
        pipeline.examine(document[0], hostile.settings(url, no_cache=False, cache=tmp_path))
    assert list(tmp_path.rglob("*.json")) == []


def test_no_library_logs_what_is_sent_or_answered(document, audit, caplog, capfd):
    for name in ("openai", "httpx2", "httpcore2", "instructor"):
        caplog.set_level(logging.DEBUG, logger=name)
    audit(*document, api_key=KEY)
    shown = capfd.readouterr()
    said = caplog.text + shown.out + shown.err
    assert KEY not in said
    assert document[0].text.split()[0][:12] not in said


@pytest.mark.parametrize("found", ["nothing", "something of ours", "something of others"])
def test_forgetting_removes_answers_and_nothing_else(tmp_path, found):
    cache = Cache(tmp_path / "c", "e")
    if found != "nothing":
        cache.keep(Question("m", "1", "head", ()), "a")
    if found == "something of others":
        (tmp_path / "c" / "notes.txt").write_text("mine", encoding="utf-8")
        (tmp_path / "c" / "zz").mkdir()
        (tmp_path / "c" / "zz" / f"{'a' * 64}.json").write_text("mine", encoding="utf-8")
    assert cache.forget() == (found != "nothing")
    left = sorted(file.name for file in tmp_path.rglob("*") if file.is_file())
    assert left == ([f"{'a' * 64}.json", "notes.txt"] if found == "something of others" else [])


def test_the_place_is_said_without_what_may_be_secret(document):
    from auditor.extract.llm.plan import origin_of

    told = hostile.settings("https://user:pass@gateway.example:8443/tenant/secret?key=k")
    assert origin_of(told) == "https://gateway.example:8443"
    assert Truth(document[0])
