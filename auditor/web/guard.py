"""Who is let in: only the browser that opened the printed address, from this machine, on pages of our own.

An address with a token is printed at the start and serves once: it gives a cookie (HttpOnly, SameSite=Strict). Every other
request needs that cookie, a Host that is this machine, and, where it changes anything, an Origin of our own and the
session's CSRF token (OWASP Cheat Sheets: Session Management; Cross-Site Request Forgery Prevention). Whatever lacks one of
them gets 401 and a sentence, the same for every address: nothing tells which pages there are.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote

from auditor.locale import gettext as _
from auditor.locale import language

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "auditor"
ENTRANCE = "/enter"
CSRF = "x-csrf-token"
CSRF_PARAMETER = "csrf"

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_NAMES = ("127.0.0.1", "localhost", "[::1]")
"""What this machine is called in the address of a request to its loopback."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing from elsewhere, and no script or style that stands in a page: what a report says cannot run."""

_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
_UNCACHED = (b"cache-control", b"no-store")


@dataclass(frozen=True)
class Session:
    """A browser that was let in: its name in what it uploads, and the token its forms carry."""

    name: str
    csrf: str
    until: float


@dataclass
class Keys:
    """The token that was printed, and the sessions it opened. `port` is that of the address; `hours` how long a session lasts."""

    port: int
    hours: float = 12.0
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    _sessions: dict[str, Session] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The address to open, once."""
        return f"http://127.0.0.1:{self.port}{ENTRANCE}?token={self.token}"

    @property
    def hosts(self) -> frozenset[str]:
        """The Host headers of requests to this machine."""
        return frozenset(f"{name}:{self.port}" for name in _NAMES)

    @property
    def origins(self) -> frozenset[str]:
        """The origins of our own pages."""
        return frozenset(f"http://{host}" for host in self.hosts)

    def enter(self, token: str) -> str | None:
        """The cookie for who has the token; None where it is wrong or was used."""
        if not self.token or not hmac.compare_digest(token.encode(), self.token.encode()):
            return None
        self.token = ""
        cookie = secrets.token_urlsafe(32)
        self._sessions[cookie] = Session(
            secrets.token_hex(8), secrets.token_urlsafe(24), monotonic() + self.hours * 3600
        )
        return cookie

    def session(self, cookie: str) -> Session | None:
        """The session of a cookie, unless it is over."""
        found = self._sessions.get(cookie)
        if found is not None and found.until < monotonic():
            del self._sessions[cookie]
            return None
        return found


class TooLarge(Exception):  # noqa: N818 - told to the visitor as 413
    """More was sent than may be."""


class Guard:
    """ASGI middleware that lets requests in, adds the headers of security, and counts what is sent."""

    def __init__(self, app: "ASGIApp", keys: Keys, most_bytes: int, lang: str) -> None:
        self._app = app
        self._lang = lang
        self._keys = keys
        self._most = most_bytes

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Serve one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no web sockets here
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        chosen = _cookie(headers, "lang")
        scope["lang"] = chosen if chosen in ("zh", "en") else self._lang
        scope["who"] = unquote(_cookie(headers, "who"))[:60] or _("复核人员")
        with language(scope["lang"]):
            await self._serve(scope, headers, receive, _guarded(send))

    async def _serve(self, scope: "Scope", headers: Mapping[str, str], receive: "Receive", guarded: "Send") -> None:
        if headers.get("host") not in self._keys.hosts:
            await _refuse(guarded)
            return
        if scope["path"] == ENTRANCE:
            await self._enter(scope, guarded)
            return
        session = self._keys.session(_cookie(headers, COOKIE))
        if session is None or not self._is_ours(scope, headers, session):
            await _refuse(guarded)
            return
        scope["session"] = session
        stated = headers.get("content-length", "0")
        if not stated.isdigit() or int(stated) > self._most:
            await _answer(guarded, 413, _too_large(self._most))
            return
        await self._app(scope, _counted(receive, self._most), guarded)

    def _is_ours(self, scope: "Scope", headers: Mapping[str, str], session: Session) -> bool:
        """Whether a request that changes something comes from a page of ours."""
        if scope["method"] in _SAFE:
            return True
        sent = headers.get(CSRF) or (parse_qs(scope["query_string"].decode("latin-1")).get(CSRF_PARAMETER) or [""])[0]
        known = hmac.compare_digest(sent.encode("utf-8", "replace"), session.csrf.encode())
        return known and headers.get("origin") in self._keys.origins

    async def _enter(self, scope: "Scope", send: "Send") -> None:
        token = (parse_qs(scope["query_string"].decode("latin-1")).get("token") or [""])[0]
        cookie = self._keys.enter(token) if scope["method"] == "GET" else None
        if cookie is None:
            await _refuse(send)
            return
        kept = f"{COOKIE}={cookie}; HttpOnly; SameSite=Strict; Path=/; Max-Age={int(self._keys.hours * 3600)}"
        await send(
            {
                "type": "http.response.start",
                "status": 303,
                "headers": [(b"location", b"/"), (b"set-cookie", kept.encode())],
            }
        )
        await send({"type": "http.response.body", "body": b""})


def _cookie(headers: Mapping[str, str], wanted: str) -> str:
    """The value of a cookie; a header with several cookies is searched."""
    pairs = (part.strip().partition("=") for part in headers.get("cookie", "").split(";"))
    return next((value for name, _equals, value in pairs if name == wanted), "")


def _guarded(send: "Send") -> "Send":
    """`send` with the headers of security."""

    async def sent(message: "Message") -> None:
        if message["type"] == "http.response.start":
            stated = [*message.get("headers", ()), *_HEADERS]
            if not any(name.lower() == b"cache-control" for name, _value in stated):
                stated.append(_UNCACHED)
            message = {**message, "headers": [pair for pair in stated if pair[0].lower() != b"server"]}
        await send(message)

    return sent


def _counted(receive: "Receive", most: int) -> "Receive":
    """`receive` that ends with TooLarge when more comes than may, whatever the headers said."""
    seen = 0

    async def received() -> "Message":
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise TooLarge
        return message

    return received


def _too_large(most: int) -> str:
    return _("上传内容超过 {limit} 兆字节：请分批上传，或调高上限（max_bytes）。").format(limit=most // 1024**2)


async def _refuse(send: "Send") -> None:
    await _answer(send, 401, _("请用启动 auditor serve 时印出的地址打开；地址只能用一次，用过后请重新启动。"))


async def _answer(send: "Send", status: int, said: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": said.encode()})
