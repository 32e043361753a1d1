"""Nobody gets in but the browser that opened the address, from this machine, on pages of our own."""

import re
import socket

import pytest
import site_of_tests as site
from fastapi import FastAPI

from auditor.web.guard import COOKIE


def routes(served):
    """Every address of the application, with something in its gaps."""
    application = served.guarded._app
    assert isinstance(application, FastAPI)
    found = []
    for path, kinds in application.openapi()["paths"].items():
        found += [(method.upper(), re.sub(r"\{\w+\}", "1", path)) for method in kinds]
    return [*found, ("GET", "/openapi.json"), ("GET", "/nowhere"), ("PUT", "/"), ("DELETE", "/check")]


def test_all_routes_are_walked(served):
    walked = routes(served)
    assert len(walked) > 35
    assert {"/check", "/case/1/decide", "/review/1/files", "/static/1", "/portfolio"} <= {
        path for _method, path in walked
    }


@pytest.mark.parametrize(
    "why",
    ["no cookie", "a wrong cookie", "a foreign host", "no host of ours"],
)
def test_nothing_answers_who_was_not_let_in(served, why):
    visitor = site.Visitor(served)
    headers = {
        "no cookie": {"Cookie": ""},
        "a wrong cookie": {"Cookie": f"{COOKIE}=guessed"},
        "a foreign host": {"Host": f"evil.example:{served.keys.port}"},
        "no host of ours": {"Host": "127.0.0.1:1"},
    }[why]
    answers = {
        visitor.ask(method, path, Origin=served.base, X_CSRF_Token=visitor.csrf, **headers).text
        for method, path in routes(served)
    }
    assert len(answers) == 1, "what is refused does not tell which pages there are"
    assert "auditor serve" in answers.pop()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": None},
        {"X_CSRF_Token": "guessed"},
        {"X_CSRF_Token": None},
    ],
)
def test_nothing_is_changed_from_elsewhere(served, headers):
    visitor = site.Visitor(served)
    for method, path in routes(served):
        if method != "GET":
            asked = {"Origin": served.base, "X_CSRF_Token": visitor.csrf} | headers
            assert visitor.ask(method, path, b"", **asked).status == 401, path


def test_the_address_serves_once(served):
    address = f"/enter?token={served.keys.token}"
    visitor = site.Visitor(served)
    assert site.Visitor(served, enters=False).get(address).status == 401
    assert site.Visitor(served, enters=False).get("/enter?token=").status == 401
    assert visitor.get("/").status == 200


def test_the_cookie_is_for_this_site_and_no_script(served):
    entered = site.Visitor(served, enters=False).get(f"/enter?token={served.keys.token}")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= {
        part.strip() for part in entered.headers["set-cookie"].split(";")
    }


def test_a_session_ends(tmp_path):
    with site.opened(tmp_path, hours=1e-9) as served:
        visitor = site.Visitor(served, enters=False)
        entered = visitor.get(f"/enter?token={served.keys.token}")
        visitor.cookie = re.search(rf"{COOKIE}=([^;]+)", entered.headers["set-cookie"])[1]
        assert visitor.get("/").status == 401


@pytest.mark.parametrize("path", ["/", "/static/app.js", "/nowhere", "/check"])
def test_headers_of_security(visitor, path):
    headers = visitor.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "server" not in headers


def test_more_than_may_be_sent_is_refused_before_it_is_parsed(tmp_path):
    with site.opened(tmp_path, most_bytes=1_000_000) as served:
        visitor = site.Visitor(served)
        assert visitor.post("/check", files=[("a.txt", b"1" * 1_100_000)]).status == 413
        assert not any((tmp_path / "desk").iterdir())


def test_more_than_was_announced_is_counted(tmp_path):
    with site.opened(tmp_path, most_bytes=100_000) as served:
        visitor = site.Visitor(served)
        head = (
            f"POST /check HTTP/1.1\r\nHost: 127.0.0.1:{served.keys.port}\r\nCookie: {COOKIE}={visitor.cookie}\r\nOrigin: {served.base}\r\n"
            f"X-CSRF-Token: {visitor.csrf}\r\nContent-Type: multipart/form-data; boundary=e\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        part = b'--e\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n' + b"1" * 60_000
        with socket.create_connection(("127.0.0.1", served.keys.port), 10) as line:
            line.sendall(head.encode())
            for piece in (part, b"2" * 60_000):
                line.sendall(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            assert b" 413 " in line.recv(200)


def test_what_goes_wrong_is_told_without_paths(visitor, tmp_path):
    for path in (
        "/check/0123456789abcdef",
        "/case/99",
        "/review/99",
        "/review/999999999999999999999999",
        "/static/..%2fapp.py",
        "/nowhere",
    ):
        answer = visitor.get(path)
        assert answer.status == 404
        assert str(tmp_path) not in answer.text
        assert "Traceback" not in answer.text


def test_the_language_of_this_browser(visitor):
    answer = visitor.post("/language/en")
    assert answer.status == 303
    chosen = re.search(r"lang=en", answer.headers["set-cookie"])
    assert chosen
    page = visitor.get("/", Cookie=f"{COOKIE}={visitor.cookie}; lang=en").text
    assert 'lang="en"' in page
