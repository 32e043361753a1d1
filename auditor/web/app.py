"""The application: pages and their errors. Whatever goes wrong is told in one sentence, without paths or stacks."""

from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from auditor import __version__
from auditor.errors import AuditorError
from auditor.locale import gettext as _
from auditor.web import clerk, overview, review, reviewer
from auditor.web.guard import Guard, Keys, TooLarge
from auditor.web.office import LANGUAGES, Office, fill

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_STATIC = {
    "app.css": "text/css",
    "app.js": "text/javascript",
    "htmx.min.js": "text/javascript",
    "memo.css": "text/css",
}
"""What pages load. Everything is in the package; nothing is fetched from elsewhere."""


def create(office: Office, keys: Keys) -> "ASGIApp":
    """The application behind its guard."""
    app = FastAPI(title="report-auditor", version=__version__, docs_url=None, redoc_url=None)
    app.state.office = office
    for pages in (clerk, reviewer, review, overview):
        app.include_router(pages.router)
    app.add_api_route("/", _home, methods=["GET"], response_class=HTMLResponse)
    app.add_api_route("/static/{name}", _static, methods=["GET"], response_class=Response)
    app.add_api_route("/language/{lang}", _language, methods=["POST"], response_class=Response)
    app.add_api_route("/me", _me, methods=["POST"], response_class=Response)
    app.add_exception_handler(HTTPException, _gone)
    app.add_exception_handler(RequestValidationError, _misshapen)
    app.add_exception_handler(TooLarge, _too_large)
    app.add_exception_handler(AuditorError, _trouble)
    app.add_exception_handler(Exception, _fault)
    return Guard(app, keys, office.most_bytes, office.settings.lang)


def _home(request: Request) -> HTMLResponse:
    """The two doors: a clerk's and a reviewer's."""
    return fill(request, "home.html.j2")


def _static(name: str) -> Response:
    """A file that pages load; unknown names are not there."""
    if name not in _STATIC:
        raise HTTPException(404)
    package, folder = ("auditor.memo", "templates") if name == "memo.css" else ("auditor.web", "static")
    content = (files(package) / folder / name).read_bytes()
    kept = {"cache-control": "private, max-age=3600"}
    return Response(content, media_type=f"{_STATIC[name]}; charset=utf-8", headers=kept)


def _language(lang: str) -> Response:
    """Remember the language of this browser."""
    if lang not in LANGUAGES:
        raise HTTPException(404)
    answer = RedirectResponse("/", 303)
    answer.set_cookie("lang", lang, samesite="strict", httponly=True, path="/")
    return answer


async def _me(request: Request) -> Response:
    """Remember who works in this browser: the name that stands beside every decision."""
    async with request.form(max_files=0, max_fields=2) as form:
        who = str(form.get("who", "")).strip()[:60]
    answer = RedirectResponse("/review", 303)
    answer.set_cookie("who", quote(who), samesite="strict", httponly=True, path="/")
    return answer


_SAID = {
    400: "收到的内容不完整，请返回上一页重试。",
    404: "没有这一页：可能已经删除，或地址有误。",
    405: "这个地址不接受这样的请求。",
    409: "内容已被改动，请刷新后再试。",
    413: "上传内容过大，请分批上传。",
}


def _gone(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 400
    return fill(request, "trouble.html.j2", status, said=_(_SAID.get(status, _SAID[400])))


def _misshapen(request: Request, _error: Exception) -> Response:
    return fill(request, "trouble.html.j2", 422, said=_(_SAID[400]))


def _too_large(request: Request, _error: Exception) -> Response:
    return fill(request, "trouble.html.j2", 413, said=_(_SAID[413]))


def _trouble(request: Request, error: Exception) -> Response:
    return fill(request, "trouble.html.j2", 400, said=str(error))


def _fault(request: Request, _error: Exception) -> Response:
    return fill(request, "trouble.html.j2", 500, said=_("程序自身出错，什么也没有改动；请重试，或联系维护人员。"))
