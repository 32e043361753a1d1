"""The clerk's pages: upload, see it read, work through the list beside the source, upload again."""

from collections.abc import Iterator
from typing import Annotated, Any, cast, get_args

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from auditor.locale import gettext as _
from auditor.memo import progress
from auditor.memo.progress import Progress
from auditor.model.dossier import DocumentRole
from auditor.web import parcels
from auditor.web.answers import (
    BEAT,
    CHANGED,
    MEDIA,
    OVER,
    STILL_THERE,
    attached,
    go,
    office_of,
    sent_files,
    streamed,
    words,
)
from auditor.web.desk import RESTING, Case, Run, State, Upload
from auditor.web.office import OWNER, Office, fill

router = APIRouter(prefix="/check")

STATES: dict[State, str] = {
    "queued": "排队",
    "reading": "读取",
    "recognising": "文字识别",
    "locked": "需密码",
    "failed": "失败",
    "done": "完成",
}
ROLES: dict[DocumentRole, str] = {
    "report": "自评报告",
    "table": "自评表",
    "plan": "绩效目标申报表",
    "last-year": "上年自评表",
    "annex": "附件",
}
MOST_FILES = 50
"""Files of one upload; a batch of many submissions goes through the reviewers' page."""

LISTED = ("docx", "xlsx")
"""What a list can be saved as."""


def case_of(request: Request, name: str) -> Case:
    """The case of an address. Raises 404 where it is not there, or not this person's."""
    found = office_of(request).desk.case(name, OWNER)
    if found is None:
        raise HTTPException(404)
    return found


At = Annotated[Case, Depends(case_of)]


@router.get("", response_class=HTMLResponse)
def desk(request: Request) -> HTMLResponse:
    """What lies on the desk, and where to put more."""
    office = office_of(request)
    office.desk.clear()
    cases = office.desk.cases(OWNER)
    return fill(request, "desk.html.j2", cases=cases, states=words(STATES), **_about(office))


@router.post("", response_class=Response)
async def upload(request: Request) -> Response:
    """Take files as a new case."""
    uploads = await _uploads(request)
    case = await run_in_threadpool(office_of(request).desk.take, uploads, OWNER)
    return _to(request, case)


@router.get("/{name}", response_class=HTMLResponse)
def show(request: Request, case: At) -> HTMLResponse:
    """A case: how far it is, or its list."""
    return fill(request, "case.html.j2", **_case(request, case))


@router.get("/{name}/state", response_class=HTMLResponse)
def state(request: Request, case: At) -> HTMLResponse:
    """The part of the page that changes."""
    return fill(request, "state.html.j2", **_case(request, case))


@router.get("/{name}/events", response_class=Response)
def events(request: Request, case: At) -> Response:
    """One event for each change of the case, until it rests or is gone (text/event-stream)."""
    return streamed(_events(office_of(request), case))


def _events(office: Office, case: Case) -> Iterator[str]:
    known, changed = case.state, case.changed
    yield CHANGED  # the page may be older than this request
    while known not in RESTING:
        now = office.desk.wait(case.id, changed, BEAT)
        if now is None:
            break
        if now.changed == changed:
            yield STILL_THERE
            continue
        known, changed = now.state, now.changed
        yield CHANGED
    yield OVER


@router.post("/{name}/files", response_class=Response)
async def replace(request: Request, case: At) -> Response:
    """Take mended files, and audit again."""
    uploads = await _uploads(request)
    return _to(request, await run_in_threadpool(office_of(request).desk.replace, case, uploads))


@router.post("/{name}/roles", response_class=Response)
async def assign(request: Request, case: At) -> Response:
    """Say what each file is."""
    async with request.form(max_files=0, max_fields=MOST_FILES + 1) as form:
        stated = [str(value) for value in form.getlist("role")]
    if len(stated) != len(case.papers) or any(one and one not in get_args(DocumentRole) for one in stated):
        raise HTTPException(400)
    roles = [cast("DocumentRole | None", one or None) for one in stated]
    return _to(request, await run_in_threadpool(office_of(request).desk.assign, case, roles))


@router.post("/{name}/password", response_class=Response)
async def unlock(request: Request, case: At) -> Response:
    """Try the locked files with a password. It is kept in memory, as long as the server runs."""
    async with request.form(max_files=0, max_fields=2) as form:
        password = str(form.get("password", ""))
    return _to(request, await run_in_threadpool(office_of(request).desk.unlock, case, password))


@router.post("/{name}/again", response_class=Response)
def again(request: Request, case: At) -> Response:
    """Audit once more."""
    return _to(request, office_of(request).desk.again(case))


@router.post("/{name}/delete", response_class=Response)
def delete(request: Request, case: At) -> Response:
    """Delete the files and all that was made of them."""
    office_of(request).desk.remove(case.id)
    return go(request, "/check")


@router.get("/{name}/list.{suffix}", response_class=Response)
def download(request: Request, case: At, suffix: str) -> Response:
    """The list as a paper with a column to tick."""
    if suffix not in LISTED or not case.runs:
        raise HTTPException(404)
    from auditor import memo

    done = office_of(request).desk.result(case, case.runs[-1])
    made = memo.render_all(suffix, done.results, done.files, "selfcheck")
    return attached(made, f"{_('自查清单')}.{suffix}", MEDIA[suffix])


async def _uploads(request: Request) -> list[Upload]:
    """The files of a form, those in a zip each by itself; a role for each where one was said. Raises 400 for none."""
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FILES + 2) as form:
        got, said = await sent_files(form), str(form.get("role", "")) or None
    if said is not None and said not in get_args(DocumentRole):
        raise HTTPException(400)
    role = cast("DocumentRole | None", said)
    settings = office_of(request).settings
    unpacked = await run_in_threadpool(parcels.unpacked, got, settings.max_unpacked_bytes, MOST_FILES)
    return [Upload(name, data, role) for name, data in unpacked]


def _to(request: Request, case: Case) -> Response:
    return go(request, f"/check/{case.id}")


def _about(office: Office) -> dict[str, Any]:
    return {
        "folder": office.desk.folder,
        "hours": office.hours,
        "limit": office.most_bytes // 1024**2,
        "roles": words(ROLES),
    }


def _case(request: Request, case: Case) -> dict[str, Any]:
    office = office_of(request)
    run = case.runs[-1] if case.runs and case.state == "done" else None
    shown = office.shown(case, run, request.scope["lang"]) if run else []
    return {
        "case": case,
        "states": words(STATES),
        "resting": case.state in RESTING,
        "run": run,
        "pages": shown,
        "compared": _compared(office, case, run, request.scope["lang"]) if run else None,
        **_about(office),
    }


def _compared(office: Office, case: Case, run: Run, lang: str) -> Progress | None:
    """What became of the list of the run before."""
    if run.number < 2:
        return None
    now, before = (
        {one.fingerprint: one.stands for page in office.shown(case, audit, lang) for one in page.open}
        for audit in (run, case.runs[run.number - 2])
    )
    return progress.compare(now, before)
