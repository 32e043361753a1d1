"""A case under review: findings beside the source, decisions, and whatever else a reviewer writes down."""

import secrets
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any, NamedTuple, cast, get_args

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.memo.by_hand import COLUMNS
from auditor.model.dossier import outcomes_of
from auditor.store import casework, lists, recording
from auditor.web import exports, labour, parcels, pictures
from auditor.web.answers import attached, go, office_of, sent_files, words
from auditor.web.cases import CHOICES, LOWERS, MACHINE, STATUSES, Choice, Shown, Whole, point_of, selected
from auditor.web.clerk import MOST_FILES
from auditor.web.intake import grouped
from auditor.web.office import Office, fill
from auditor.web.order import ORDERS, Order, families, order_of

router = APIRouter(prefix="/case")

_LONGEST = 2_000


def whole_at(request: Request, number: int) -> Whole:
    """The case of an address. Raises 404 where there is none."""
    office = office_of(request)
    found = office.cases.get(number, request.scope["lang"]) if 0 < number < 2**62 else None
    if found is None:
        raise HTTPException(404)
    return found


At = Annotated[Whole, Depends(whole_at)]


@router.get("/{number}", response_class=HTMLResponse)
def show(request: Request, whole: At, order: str = "") -> HTMLResponse:
    """The whole case. An order that is asked for is kept for the next."""
    answer = fill(
        request, "review.html.j2", **_case(request, whole, order_of(order or request.cookies.get("order", "")))
    )
    if order:
        answer.set_cookie("order", order_of(order), samesite="strict", httponly=True, path="/case")
    return answer


@router.get("/{number}/trail", response_class=HTMLResponse)
def trail(request: Request, whole: At) -> HTMLResponse:
    """All that was done in the case."""
    return fill(request, "trail.html.j2", whole=whole, choices=words(CHOICES), deeds=words(DEEDS))


DEEDS = {
    "wording": "改写措辞",
    "own": "自拟疑点",
    "tie": "人工勾稽",
    "row": "逐行复核",
    "column": "指认栏目",
    "issue": "签发",
    "reopen": "撤回签发",
    "correct": "单位更正",
}


@router.post("/{number}/decide", response_class=HTMLResponse)
async def decide(request: Request, whole: At) -> Response:
    """Decide one finding; the page goes on to the next."""
    told = await _fields(request)
    shown = _point(whole, told.get("key", ""))
    ruling = _ruling(request, whole, told)
    await run_in_threadpool(_decide, office_of(request), whole, [shown], ruling)
    return await run_in_threadpool(_one, request, whole, told, advance=True)


@router.post("/{number}/undo", response_class=HTMLResponse)
async def undo(request: Request, whole: At) -> Response:
    """Take the last decision on a finding back; what was decided before it counts again."""
    told = await _fields(request)
    shown = _point(whole, told.get("key", ""))
    _open(whole)
    await run_in_threadpool(_undo, office_of(request), whole, shown, request.scope["who"])
    return await run_in_threadpool(_one, request, whole, told)


@router.post("/{number}/bulk", response_class=Response)
async def bulk(request: Request, whole: At) -> Response:
    """One decision for all open findings of a kind."""
    told = await _fields(request)
    ruling, code = _ruling(request, whole, told), told.get("code", "")
    every = [one for of_page in whole.shown for one in of_page if one.point.code == code and not one.holds]
    if not every:
        raise HTTPException(400)
    await run_in_threadpool(_decide, office_of(request), whole, every, ruling)
    return go(request, f"/case/{whole.listed.id}")


@router.post("/{number}/wording", response_class=HTMLResponse)
async def wording(request: Request, whole: At) -> Response:
    """Say a finding in other words; the words before stay in the trail. Empty words give back those of the check."""
    told = await _fields(request)
    shown = _point(whole, told.get("key", ""))
    body = {"text": told["text"], "before": shown.message} if told.get("text") else {}
    await _write(request, whole, "wording", shown.point.fingerprint, body)
    return await run_in_threadpool(_one, request, whole, told)


@router.post("/{number}/own", response_class=Response)
async def own(request: Request, whole: At) -> Response:
    """A finding of the reviewer's own about words of the source."""
    told = await _fields(request)
    quote, message = told.get("quote", ""), told.get("message", "")
    at, document, anchor = (_whole_number(told.get(name, "")) for name in ("result", "document", "anchor"))
    span = selected(whole, at, document, anchor, quote) if quote else None
    if not message or span is None or told.get("severity", "warning") not in ("error", "warning", "note"):
        raise HTTPException(400)
    body = {
        "result": at, "document": document, "quote": quote, "span": span.model_dump(mode="json"), "message": message,
        "severity": told.get("severity", "warning"), "action": told.get("action", ""),
    }  # fmt: skip
    await _write(request, whole, "own", secrets.token_hex(8), body)
    return go(request, f"/case/{whole.listed.id}")


@router.post("/{number}/tie", response_class=Response)
async def tie(request: Request, whole: At) -> Response:
    """Say that two numbers of a document are one fact; whether they agree is arithmetic's to say."""
    told = await _fields(request)
    at, document = (_whole_number(told.get(name, "")) for name in ("result", "document"))
    one, other = (_whole_number(told.get(name, "")) for name in ("one", "other"))
    body = _pair(whole, at, document, one, other)
    if body is None:
        raise SettingsError(_("请选同一份表中的两个不同的数字。"))
    await _write(request, whole, "tie", secrets.token_hex(8), body)
    return go(request, f"/case/{whole.listed.id}")


@router.post("/{number}/rows", response_class=Response)
async def rows(request: Request, whole: At) -> Response:
    """What the reviewer finds of the rows: the result, the score, and why points are taken off."""
    told = await _fields(request, most=4 * len(whole.rows) + 2)
    for row in whole.rows:
        actual, score, reason = (told.get(f"{name}-{row.key}", "") for name in ("actual", "score", "reason"))
        before = ("" if row.reviewed_score is None else f"{row.reviewed_score:f}", row.reviewed_actual, row.reason)
        if (score, actual, reason) == before:
            continue
        given = _score(score, row.weight)
        if given is not None and row.score is not None and given < row.score and not reason:
            raise SettingsError(_("「{name}」扣了分，请写明扣分原因。").format(name=row.name))
        body = {"actual": actual, "score": None if given is None else f"{given:f}", "reason": reason}
        await _write(request, whole, "row", row.key, body if any(body.values()) else {})
    return go(request, f"/case/{whole.listed.id}#rows")


@router.post("/{number}/column", response_class=Response)
async def column(request: Request, whole: At) -> Response:
    """Say what a column is, for the whole batch, and audit this case again by it."""
    told = await _fields(request)
    heading, kind = told.get("heading", ""), told.get("kind", "")
    if whole.batch is None or not heading or kind not in COLUMNS:
        raise HTTPException(400)
    _open(whole)
    office = office_of(request)
    await run_in_threadpool(_name_column, office.intake.forms_of(whole.batch.run), heading, kind)
    await _write(request, whole, "column", heading, {"kind": kind})
    office.intake.again(whole.listed.id, whole.batch.run)
    return go(request, f"/review/{whole.batch.run}")


@router.post("/{number}/files", response_class=Response)
async def correct(request: Request, whole: At) -> Response:
    """The unit's corrected files: what was mended, what stands, what is new is told after their audit."""
    if whole.batch is None:
        raise HTTPException(400)
    _open(whole)
    office = office_of(request)
    async with request.form(max_files=MOST_FILES, max_fields=4) as form:
        got = await sent_files(form)
    files = await run_in_threadpool(parcels.unpacked, got, office.settings.max_unpacked_bytes, MOST_FILES)
    group = grouped(files, together=True)[0]
    await _write(request, whole, "correct", "", {"files": [name for name, _data in files]})
    await run_in_threadpool(office.intake.correct, whole.listed.id, whole.batch.run, group)
    return go(request, f"/review/{whole.batch.run}")


@router.post("/{number}/issue", response_class=Response)
async def issue(request: Request, whole: At) -> Response:
    """Lock this version: nothing is decided or changed until it is taken back."""
    _open(whole)
    await _write(request, whole, "issue", "", {"version": len(whole.versions), "outcome": whole.listed.outcome_id})
    return go(request, f"/case/{whole.listed.id}")


@router.post("/{number}/reopen", response_class=Response)
async def reopen(request: Request, whole: At) -> Response:
    """Take the issue back, with a reason."""
    told = await _fields(request)
    if not whole.is_issued or not told.get("reason"):
        raise HTTPException(400)
    await _write(request, whole, "reopen", "", {"reason": told["reason"]}, locked=True)
    return go(request, f"/case/{whole.listed.id}")


@router.get("/{number}/export/{form}", response_class=Response)
def export(request: Request, whole: At, form: str, confirmed: bool = False) -> Response:
    """A paper on the case: memo, letter, working paper, baseline, trail, or all of it."""
    office = office_of(request)
    if form == "baseline.toml":
        made = exports.accepted(whole)
    elif form == "trail.json":
        made = exports.trail(whole)
    elif form == "all.zip":
        made = exports.everything(office, whole, confirmed=confirmed)
    else:
        made = exports.paper(office, whole, form, confirmed=confirmed)
    return attached(made.content, made.name, made.media)


@router.get("/{number}/original/{place}", response_class=Response)
def original(request: Request, whole: At, place: int) -> Response:
    """An original with the findings noted on it."""
    made = exports.annotated(office_of(request), whole, place)
    return attached(made.content, made.name, made.media)


@router.get("/{number}/pages/{result}/{document}", response_class=HTMLResponse)
def pages(request: Request, whole: At, result: int, document: int) -> HTMLResponse:
    """The pages of a PDF, one below another, with the places of the findings outlined: what the pane beside them shows."""
    found = pictures.pictures(office_of(request), whole, result, document)
    if found is None:
        raise HTTPException(404)
    file = whole.files[result][document]
    return fill(request, "pictures.html.j2", number=whole.listed.id, sha256=file.sha256, pictures=found)


@router.get("/{number}/page/{sha256}/{page}.png", response_class=Response)
def picture(request: Request, whole: At, sha256: str, page: int) -> Response:
    """A page of a PDF as it looks. A file of these bytes has no other, so that a browser may keep it."""
    office = office_of(request)
    file = next(
        (one for row in whole.files for one in row if one.sha256 == sha256 and one.format == pictures.FORMAT), None
    )
    data = office.intake.data(file.sha256) if file is not None else None
    if file is None or data is None:
        raise HTTPException(404)
    drawn = labour.drawn(data, file.name, page, office.settings)
    return Response(drawn, media_type="image/png", headers={"cache-control": "private, max-age=86400, immutable"})


def _case(request: Request, whole: Whole, order: Order) -> dict[str, Any]:
    office = office_of(request)
    codes = sorted({one.point.code for of_page in whole.shown for one in of_page if not one.holds})
    papers = lists.papers(office.store, whole.listed.id)
    originals = {one.sha256 for one in papers if one.kept}
    return {
        "whole": whole,
        "papers": papers,
        "drawable": [pictures.drawable(documents, originals) for documents in whole.files],
        "pages": [(page, families(shown, order)) for page, shown in zip(whole.pages, whole.shown, strict=True)],
        "order": order,
        "orders": words(ORDERS),
        "choices": words(CHOICES),
        "machine": words(MACHINE),
        "statuses": words(STATUSES),
        "columns": words(COLUMNS),
        "codes": codes,
        "working": office.intake.is_waiting(whole.listed.id),
        "limit": office.most_bytes // 1024**2,
        "forms": {name: _(form.called) for name, form in exports.FORMS.items()},
    }


def _one(request: Request, whole: Whole, told: Mapping[str, str], *, advance: bool = False) -> Response:
    """The finding of a form as it is now, with the counts that it changes."""
    office = office_of(request)
    now = office.cases.get(whole.listed.id, request.scope["lang"])
    found = point_of(now, told.get("key", "")) if now is not None else None
    if now is None or found is None:
        raise HTTPException(404)
    at, shown = found
    order = order_of(told.get("order", ""))
    answer = fill(
        request, "decided.html.j2", page=now.pages[at], shown=shown, whole=now, choices=words(CHOICES),
        machine=words(MACHINE), statuses=words(STATUSES), order=order, families=families(now.shown[at], order),
    )  # fmt: skip
    if advance:
        answer.headers["HX-Trigger-After-Swap"] = "advance"
    return answer


class _Ruling(NamedTuple):
    """A decision as it was made on the page."""

    choice: Choice
    reason: str
    until: date | None
    who: str


def _decide(office: Office, whole: Whole, every: list[Shown], ruling: _Ruling) -> None:
    for one in every:
        recording.decide(
            office.store, one.report, one.point.fingerprint, one.point.value_hash, who=ruling.who, state=ruling.choice,
            reason=ruling.reason, until=ruling.until.isoformat() if ruling.until else None,
        )  # fmt: skip
    office.cases.changed(whole.listed.id, whole.lang)


_UNDONE = "undo"
"""The note of a decision that takes the last one back."""


def _undo(office: Office, whole: Whole, shown: Shown, who: str) -> None:
    """What stood before the last decision is decided again: nothing is ever taken out of the record."""
    standing: list[lists.Decision] = []
    for one in shown.history:
        if one.note != _UNDONE:
            standing.append(one)
        elif standing:
            standing.pop()
    if not standing:
        return
    last = standing[-2] if len(standing) > 1 else None
    recording.decide(
        office.store, shown.report, shown.point.fingerprint, last.value_hash if last else shown.point.value_hash, who=who,
        state=cast("recording.Decided", last.state if last else "open"), reason=last.reason if last else "", note=_UNDONE,
        until=last.until if last else None,
    )  # fmt: skip
    office.cases.changed(whole.listed.id, whole.lang)


async def _write(
    request: Request, whole: Whole, kind: str, target: str, body: Mapping[str, Any], *, locked: bool = False
) -> None:
    if not locked:
        _open(whole)
    office = office_of(request)
    who = request.scope["who"]
    await run_in_threadpool(casework.write_down, office.store, whole.listed.id, who, kind, target=target, body=body)
    await run_in_threadpool(office.cases.changed, whole.listed.id, whole.lang)


def _open(whole: Whole) -> None:
    """Raises SettingsError where the case was issued."""
    if whole.is_issued:
        raise SettingsError(_("这一版已经签发，不能再改：先撤回签发。"))


def _ruling(request: Request, whole: Whole, told: Mapping[str, str]) -> _Ruling:
    """The decision of a form. Raises SettingsError where a reason is wanting, or the case was issued."""
    _open(whole)
    choice, reason = told.get("state", ""), told.get("reason", "")
    if choice not in get_args(Choice):
        raise HTTPException(400)
    chosen = cast("Choice", choice)
    if chosen in LOWERS and not reason:
        raise SettingsError(_("“{choice}”要写明理由。").format(choice=_(CHOICES[chosen])))
    return _Ruling(chosen, reason, _day(told.get("until", "")), request.scope["who"])


def _point(whole: Whole, key: str) -> Shown:
    found = point_of(whole, key)
    if found is None:
        raise HTTPException(404)
    return found[1]


def _pair(whole: Whole, at: int, document: int, one: int, other: int) -> dict[str, Any] | None:
    """The two numbers that begin at these characters of a file, where one form holds both."""
    if not 0 <= at < len(whole.amended) or not 0 <= document < len(whole.files[at]):
        raise HTTPException(400)
    file = whole.files[at][document]
    for place, outcome in enumerate(outcomes_of(whole.amended[at])):
        if whole.files[at][place].sha256 != file.sha256 or one == other:
            continue
        ids = {entry.span.start: entry.id for entry in outcome.ledger}
        if one in ids and other in ids:
            return {"result": at, "document": place, "one": ids[one], "other": ids[other]}
    return None


async def _fields(request: Request, most: int = 20) -> dict[str, str]:
    async with request.form(max_files=0, max_fields=most) as form:
        return _plain(form)


def _plain(form: FormData) -> dict[str, str]:
    return {name: str(value).strip()[:_LONGEST] for name, value in form.items()}


def _day(stated: str) -> date | None:
    try:
        return date.fromisoformat(stated) if stated else None
    except ValueError as error:
        raise HTTPException(400) from error


def _whole_number(stated: str) -> int:
    if not stated.isascii() or not stated.isdigit() or len(stated) > 9:
        raise HTTPException(400)
    return int(stated)


def _score(stated: str, weight: Decimal | None) -> Decimal | None:
    if not stated:
        return None
    try:
        given = Decimal(stated)
    except InvalidOperation as error:
        raise SettingsError(_("复核得分「{stated}」不是数字。").format(stated=stated)) from error
    if not given.is_finite() or given < 0 or (weight is not None and given > weight):
        raise SettingsError(
            _("复核得分 {stated} 应在 0 与分值 {weight} 之间。").format(
                stated=stated, weight=weight if weight is not None else "—"
            )
        )
    return given


def _name_column(path: Path, heading: str, kind: str) -> None:
    """Add a heading to the batch's own form grammar; one that was named before is named anew."""
    import re
    import tomllib

    from auditor import writing

    path.parent.mkdir(parents=True, exist_ok=True)
    with writing.locked(path):
        known = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        columns = known.get("columns", {}).get("indicators", {})
        word = re.escape("".join(heading.split()))
        named = {name: [one for one in table.get("words", ()) if one != word] for name, table in columns.items()}
        named.setdefault(kind, []).append(word)
        lines = ['name = "review"', 'source = "named by reviewers of this batch"']
        for name, listed in sorted(named.items()):
            if listed:
                quoted = ", ".join("'" + one.replace("'", ".") + "'" for one in listed)
                lines += ["", f"[columns.indicators.{name}]", f"words = [{quoted}]"]
        writing.save(path, ("\n".join(lines) + "\n").encode())
