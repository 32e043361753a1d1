"""The portfolio: tables and pictures over all that the record holds, or over one batch."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from auditor.store import casework, lists
from auditor.store.lists import Filter
from auditor.web.clerk import office_of, words
from auditor.web.office import fill
from auditor.web.shown import VERDICTS

router = APIRouter(prefix="/portfolio")


@router.get("", response_class=HTMLResponse)
def show(request: Request, run: str = "") -> HTMLResponse:
    """Verdicts, departments and codes over a batch, or over everything."""
    office = office_of(request)
    if run and not (run.isascii() and run.isdigit() and len(run) < 18):
        raise HTTPException(404)
    number = int(run) if run else None
    which = Filter(run=number)
    return fill(
        request, "portfolio.html.j2", batches=casework.batches(office.store), run=number, verdicts=words(VERDICTS),
        by_verdict=lists.tally(office.store, "verdict", which), by_department=lists.tally(office.store, "department", which),
        count=lists.count(office.store, which),
    )  # fmt: skip
