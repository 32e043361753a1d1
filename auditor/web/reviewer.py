"""The reviewer's lists: batches, and the cases of one, a hundred a page, filtered and sorted by the record."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, NamedTuple, cast, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from auditor import __version__, profiles
from auditor.errors import UnreadableFile
from auditor.locale import gettext as _
from auditor.settings import LetterheadField, digest
from auditor.store import casework
from auditor.store.casework import Batch, Status
from auditor.store.lists import Filter, Order
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
from auditor.web.cases import STATUSES, load
from auditor.web.exports import paper
from auditor.web.intake import grouped
from auditor.web.office import Office, fill
from auditor.web.shown import VERDICTS

router = APIRouter(prefix="/review")

PAGE = 100
"""Cases of one page."""

MOST_FILES = 2_000
MOST_IN_ONE_FILE = 200
"""Cases of one bulk export: what is more is told, and filtered further."""

LETTERHEAD: Mapping[LetterheadField, str] = {
    "unit": "核查单位",
    "number": "编号",
    "grounds": "依据",
    "period": "核查期间",
    "staff": "核查人员",
    "contact": "联系方式",
}
SORTED: Mapping[Order, str] = {
    "id": "提交次序",
    "unit": "单位",
    "year": "年度",
    "score_stated": "自评分",
    "score_recomputed": "重算分",
    "errors": "问题",
    "warnings": "疑点",
    "coverage": "核对率",
    "verdict": "结论",
}


class Chosen(NamedTuple):
    """What a list shows: filters, order and page, as the address has them."""

    unit: str = ""
    year: int | None = None
    verdict: str = ""
    status: str = ""
    code: str = ""
    text: str = ""
    order: str = "id"
    down: bool = False
    page: int = 1

    def query(self, **changes: Any) -> str:  # noqa: ANN401 - a field's value
        """The address of this list with some of it changed."""
        told = self._replace(**changes)._asdict()
        return urlencode({name: value for name, value in told.items() if value not in ("", None, False)})


def chosen(  # noqa: PLR0917 - the parts of an address
    unit: str = "",
    year: str = "",
    verdict: str = "",
    status: str = "",
    code: str = "",
    text: str = "",
    order: str = "id",
    down: bool = False,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Chosen:
    """The filters of an address; what is no filter is left out."""
    return Chosen(
        unit=unit.strip(),
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
        verdict=verdict if verdict in VERDICTS else "",
        status=status if status in STATUSES else "",
        code=code.strip().upper()[:4],
        text=text.strip()[:100],
        order=order if order in SORTED else "id",
        down=down,
        page=page,
    )


Choose = Annotated[Chosen, Depends(chosen)]


def batch_at(request: Request, run: int) -> Batch:
    """The batch of an address. Raises 404 where there is none."""
    found = casework.batch(office_of(request).store, run) if 0 < run < 2**62 else None
    if found is None:
        raise HTTPException(404)
    return found


At = Annotated[Batch, Depends(batch_at)]


@router.get("", response_class=HTMLResponse)
def batches(request: Request) -> HTMLResponse:
    """All batches, and a form to set up another."""
    office = office_of(request)
    return fill(
        request, "batches.html.j2", batches=casework.batches(office.store), letterhead=words(LETTERHEAD),
        profiles=profiles.shipped(),
    )  # fmt: skip


@router.post("", response_class=Response)
async def make(request: Request) -> Response:
    """Set up a batch."""
    async with request.form(max_files=0, max_fields=20) as form:
        told = {name: str(value).strip()[:500] for name, value in form.items()}
    if not told.get("name"):
        raise HTTPException(400)
    office = office_of(request)
    year = told.get("year", "")
    profile = told.get("profile", "")
    if profile and profile not in profiles.shipped():
        raise HTTPException(400)
    letterhead: dict[str, str] = {name: told[name] for name in LETTERHEAD if told.get(name)}
    run = await run_in_threadpool(
        casework.make, office.store, told["name"],
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
        department=told.get("department", ""), profile=profile, preparer=told.get("preparer", ""),
        letterhead=letterhead, settings=digest(office.settings), tool=__version__,
    )  # fmt: skip
    return go(request, f"/review/{run}")


@router.get("/{run}", response_class=HTMLResponse)
def show(request: Request, batch: At, which: Choose) -> HTMLResponse:
    """The cases of a batch."""
    return fill(request, "list.html.j2", **_listed(office_of(request), batch, which))


@router.get("/{run}/state", response_class=HTMLResponse)
def state(request: Request, batch: At, which: Choose) -> HTMLResponse:
    """The part of the list that changes while audits go on."""
    return fill(request, "cases.html.j2", **_listed(office_of(request), batch, which))


@router.get("/{run}/events", response_class=Response, dependencies=[Depends(batch_at)])
def events(request: Request) -> Response:
    """One event for each case begun or finished, until none is left (text/event-stream)."""
    return streamed(_events(office_of(request)))


def _events(office: Office) -> Iterator[str]:
    changes = -1
    while True:
        now = office.intake.wait(changes, BEAT)
        yield CHANGED if now != changes else STILL_THERE
        changes = now
        if not office.intake.is_busy:
            yield CHANGED + OVER
            return


@router.post("/{run}/files", response_class=Response)
async def upload(request: Request, batch: At) -> Response:
    """Take submissions into a batch."""
    office = office_of(request)
    async with request.form(max_files=MOST_FILES, max_fields=10) as form:
        got, together = await sent_files(form), bool(form.get("together"))
    await run_in_threadpool(_take, office, batch, got, together=together)
    return go(request, f"/review/{batch.run}")


def _take(office: Office, batch: Batch, got: Sequence[tuple[str, bytes]], *, together: bool) -> None:
    files = parcels.unpacked(got, office.settings.max_unpacked_bytes, MOST_FILES, folders=True)
    office.intake.take(batch.run, grouped(files, together=together))


@router.post("/{run}/views", response_class=Response)
async def save_view(request: Request, batch: At) -> Response:
    """Save the filters of a list under a name."""
    async with request.form(max_files=0, max_fields=3) as form:
        name, query = str(form.get("name", "")).strip()[:60], str(form.get("query", ""))[:500]
    if not name:
        raise HTTPException(400)
    office = office_of(request)
    await run_in_threadpool(casework.save_view, office.store, batch.run, request.scope["who"], name, query)
    return go(request, f"/review/{batch.run}?{query}")


@router.get("/{run}/export.zip", response_class=Response)
def export(request: Request, batch: At, which: Choose, form: str = "memo.docx", confirmed: bool = False) -> Response:
    """Papers on all cases that the filters leave, in one zip: memos, letters or working papers."""
    office = office_of(request)
    found, more = casework.cases(office.store, _filter(batch.run, which), _status(which), most=MOST_IN_ONE_FILE)
    if more:
        message = _("一次最多导出 {count} 份，请再筛选一下。")
        raise UnreadableFile(message.format(count=MOST_IN_ONE_FILE))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for one in found:
            whole = load(office.store, one.listed.id, request.scope["lang"])
            if whole is None or not whole.results or not whole.files:
                continue
            content, name, _media = paper(office, whole, form, confirmed=confirmed)
            made.writestr(f"{one.listed.department or _('未分部门')}/{one.listed.id}-{name}", content)
    return attached(packed.getvalue(), f"{batch.name}.zip", MEDIA["zip"])


def _status(which: Chosen) -> Status | None:
    return cast("Status", which.status) if which.status in get_args(Status) else None


def _filter(run: int, which: Chosen) -> Filter:
    return Filter(
        run=run,
        unit=which.unit or None,
        year=which.year,
        verdict=which.verdict or None,
        code=which.code or None,
        text=which.text or None,
    )


def _listed(office: Office, batch: Batch, which: Chosen) -> dict[str, Any]:
    narrowed = _filter(batch.run, which)
    found, more = casework.cases(
        office.store, narrowed, _status(which), order=cast("Order", which.order), descending=which.down,
        first=(which.page - 1) * PAGE, most=PAGE,
    )  # fmt: skip
    pending = casework.pending(office.store, batch.run)
    return {
        "batch": batch,
        "which": which,
        "cases": found,
        "more": more,
        "planned": batch.cases,
        "pending": pending,
        "resting": not pending and not office.intake.is_busy,
        "working": office.intake.is_waiting,
        "statuses": words(STATUSES),
        "verdicts": words(VERDICTS),
        "sorted": words(SORTED),
        "views": casework.views(office.store, batch.run),
        "limit": office.most_bytes // 1024**2,
    }
