"""What pages share in taking and answering requests: uploaded files, where a browser goes next, files to save, events, words."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from auditor.locale import gettext as _

if TYPE_CHECKING:
    from auditor.web.office import Office

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
    "zip": "application/zip",
    "toml": "application/toml; charset=utf-8",
}
"""What a file of a suffix is to a browser."""

BEAT = 15.0
"""Seconds after which a page that waits is told that the server is still there."""

CHANGED, OVER, STILL_THERE = "event: changed\ndata: .\n\n", "event: over\ndata: .\n\n", ": .\n\n"
"""What a page that waits is told: ask anew, nothing more comes, nothing new."""


def office_of(request: Request) -> "Office":
    """The office behind the application."""
    return cast("Office", request.app.state.office)


async def sent_files(form: FormData) -> list[tuple[str, bytes]]:
    """The files of a form, by name. Raises 400 for none."""
    sent = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if not sent:
        raise HTTPException(400)
    return [(one.filename or "", await one.read()) for one in sent]


def go(request: Request, place: str) -> Response:
    """Lead the browser to a page, whether htmx or a plain form asked."""
    if request.headers.get("hx-request"):
        return Response(status_code=204, headers={"HX-Redirect": place})
    return RedirectResponse(place, 303)


def attached(content: bytes, name: str, media: str) -> Response:
    """A file to save; its name in UTF-8 (RFC 6266, RFC 8187)."""
    plain = name.rsplit(".", 1)[-1]
    stated = f"attachment; filename=\"download.{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type=media, headers={"content-disposition": stated})


def streamed(told: Iterator[str]) -> Response:
    """Events as they come (text/event-stream)."""
    from fastapi.responses import StreamingResponse

    return StreamingResponse(told, media_type="text/event-stream")


def words(table: Mapping[Any, str]) -> dict[Any, str]:
    """A table of words in the language of the page."""
    return {name: _(word) if word else "" for name, word in table.items()}
