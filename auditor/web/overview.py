"""The portfolio: tables and pictures over all that the record holds, or over one batch."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from starlette.exceptions import HTTPException

from auditor.batch import portfolio
from auditor.store import casework, lists
from auditor.store.lists import Filter
from auditor.web.answers import office_of
from auditor.web.office import fill

router = APIRouter(prefix="/portfolio")


@router.get("", response_class=HTMLResponse)
def show(request: Request, run: str = "") -> HTMLResponse:
    """Scores, rates, departments and families, checks that fire everywhere, findings between submissions."""
    office = office_of(request)
    if run and not (run.isascii() and run.isdigit() and len(run) < 18):
        raise HTTPException(404)
    number = int(run) if run else None
    scope = next((one.scope for one in lists.runs(office.store) if one.id == number), None)
    whole = portfolio.gather(office.store, Filter(run=number), scope)
    made = Markup(portfolio.body(whole))  # noqa: S704 - escaped where it is made
    return fill(request, "portfolio.html.j2", batches=casework.batches(office.store), run=number, body=made)
