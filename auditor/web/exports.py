"""What leaves a case: memo, letter, working paper, annotated originals, baseline, and all of them in one zip."""

import io
import json
import zipfile
from collections.abc import Sequence
from typing import NamedTuple

from auditor import baseline, dossier, memo
from auditor.errors import AuditorError
from auditor.locale import gettext as _
from auditor.memo import letterhead
from auditor.model.dossier import Result, Submission, outcomes_of
from auditor.model.finding import Finding, Outcome
from auditor.model.source import Document
from auditor.store import lists
from auditor.web import labour
from auditor.web.answers import MEDIA
from auditor.web.cases import CHOICES, Whole
from auditor.web.office import Office


class _Form(NamedTuple):
    """A paper: the kind of memo, its writer, and what it is called."""

    kind: str
    writer: str
    called: str


FORMS = {
    "memo.docx": _Form("memo", "docx", "核查备忘录"),
    "memo.html": _Form("memo", "html", "核查备忘录"),
    "memo.pdf": _Form("memo", "pdf", "核查备忘录"),
    "letter.docx": _Form("inquiry", "docx", "询问函"),
    "paper.xlsx": _Form("memo", "xlsx", "工作底稿"),
    "outcome.json": _Form("memo", "json", "核对结果"),
}


class Paper(NamedTuple):
    """A file to save."""

    content: bytes
    name: str
    media: str


def paper(office: Office, whole: Whole, form: str, *, confirmed: bool) -> Paper:
    """A paper on a case, with the decisions in it. Raises AuditorError for one that cannot be written."""
    from starlette.exceptions import HTTPException

    if form not in FORMS:
        raise HTTPException(404)
    asked = FORMS[form]
    if asked.writer == "pdf":
        from auditor.memo import pdf

        pdf.demand()
    stated = whole.batch.letterhead if whole.batch is not None else {}
    head = letterhead.Letterhead(**{**dict(stated), **_staffed(whole)})
    results = whole.for_papers(office.settings, confirmed=confirmed)
    made = memo.render_all(
        asked.writer, results, whole.files, asked.kind, head, show_private=office.settings.show_private
    )
    return Paper(made, f"{_(asked.called)}.{form.rpartition('.')[2]}", MEDIA[form.rpartition(".")[2]])


def _staffed(whole: Whole) -> dict[str, str]:
    """The preparer of the batch, where the letterhead names nobody."""
    if whole.batch is None or whole.batch.letterhead.get("staff") or not whole.batch.preparer:
        return {}
    return {"staff": whole.batch.preparer}


def annotated(office: Office, whole: Whole, place: int) -> Paper:
    """An original with the findings noted on it."""
    from starlette.exceptions import HTTPException

    kept = lists.papers(office.store, whole.listed.id)
    if not 0 <= place < len(kept) or not whole.files:
        raise HTTPException(404)
    data = office.intake.data(kept[place].sha256)
    if data is None:
        raise HTTPException(404)
    results = whole.for_papers(office.settings, confirmed=False)
    told = _of_file(results, whole.files, kept[place].name)
    marking = labour.Marking(results=tuple(told[0]), files=tuple(told[1]))
    name, content = labour.marked(data, kept[place].name, marking, office.settings)
    return Paper(content, name, MEDIA.get(name.rpartition(".")[2].lower(), "application/octet-stream"))


def _of_file(
    results: Sequence[Result], files: Sequence[tuple[Document, ...]], name: str
) -> tuple[list[Result], list[tuple[Document, ...]]]:
    """The results in which a file takes part."""
    pairs = [
        (one, row) for one, row in zip(results, files, strict=True) if any(document.name == name for document in row)
    ]
    return [one for one, _row in pairs], [row for _one, row in pairs]


def accepted(whole: Whole) -> Paper:
    """The acceptances as a baseline, as `auditor accept` writes it."""
    entries: list[baseline.Accepted] = []
    for at, result in enumerate(whole.results):
        places: list[int | None] = [*range(len(outcomes_of(result)))]
        places += [None] if isinstance(result, Submission) else []
        for place, outcome in zip(places, dossier.bearers(result), strict=True):
            for finding in outcome.findings:
                history = whole.history.get((whole.reports[at, place], finding.fingerprint), [])
                last = history[-1] if history else None
                if (
                    last is None
                    or last.state not in ("accepted", "rejected", "excluded")
                    or last.value_hash != finding.value_hash
                ):
                    continue
                entries.append(_entry(outcome, finding, last))
    return Paper(baseline.dump(entries).encode(), baseline.NAME, MEDIA["toml"])


def _entry(outcome: Outcome, finding: Finding, last: lists.Decision) -> baseline.Accepted:
    from datetime import date

    until = date.fromisoformat(last.until) if last.until else None
    reason = last.reason if last.state == "accepted" else f"{_(CHOICES[last.state])}{_('：')}{last.reason}"  # type: ignore[index]
    return baseline.entry(outcome, finding, by=last.who, reason=reason, until=until, on=last.at.date())


def everything(office: Office, whole: Whole, *, confirmed: bool) -> Paper:
    """Memo, letter, working paper, annotated originals, baseline and trail in one zip; what cannot be made is said in it."""
    packed = io.BytesIO()
    missing: list[str] = []
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for form in ("memo.docx", "memo.html", "letter.docx", "paper.xlsx"):
            one = paper(office, whole, form, confirmed=confirmed)
            made.writestr(one.name, one.content)
        for place, kept in enumerate(lists.papers(office.store, whole.listed.id)):
            try:
                noted = annotated(office, whole, place)
                made.writestr(f"{_('批注原件')}/{noted.name}", noted.content)
            except AuditorError as error:
                missing.append(f"{kept.name}{_('：')}{error}")
        for one in (accepted(whole), trail(whole)):
            made.writestr(one.name, one.content)
        if missing:
            made.writestr(_("没有写出的.txt"), "\n".join(missing))
    return Paper(packed.getvalue(), f"{whole.listed.id}.zip", MEDIA["zip"])


def trail(whole: Whole) -> Paper:
    """Everything that was done in a case, oldest first."""
    deeds = [
        {"at": one.at.isoformat(), "who": one.who, "what": one.kind, "target": one.target, "body": dict(one.body)}
        for one in whole.deeds
    ]
    decisions = [
        {
            "at": one.at.isoformat(),
            "who": one.who,
            "what": "decision",
            "target": one.fingerprint,
            "body": {
                "report": one.report,
                "state": one.state,
                "reason": one.reason,
                "note": one.note,
                "until": one.until,
                "value_hash": one.value_hash,
            },
        }
        for history in whole.history.values()
        for one in history
    ]
    every = sorted([*deeds, *decisions], key=lambda one: str(one["at"]))
    return Paper(json.dumps(every, ensure_ascii=False, indent=1).encode(), "trail.json", MEDIA["json"])
