"""Whose report it is: title, organisation, project, year, period, kind."""

import re
from collections.abc import Sequence

from auditor.extract.rules import values
from auditor.extract.rules.rows import Entry
from auditor.extract.rules.regions import Form
from auditor.extract.rules.signs import is_title
from auditor.model.quantity import Period
from auditor.model.report import ReportKind
from auditor.text import dates
from auditor.text.normalize import narrow

_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*年")
_NAME = (
    r"^#*\s*(?:20\d{2}\s*年度?)?(?P<name>[一-鿿()（）]{2,40}?(?:局|委员会|委|中心|院|厅|部|办公室|办|站|所|学校|中学|小学|大学|学院|政府|处|协会|联合会|队|馆|社"
    r"|集团|公司|街道|乡|镇|法院|检察院|银行))"
)
_ORGANISATION = re.compile(_NAME + r"(?=20\d{2}\s*年|关于|部门整体|整体支出|项目支出)")
_ORGANISATION_ALONE = re.compile(_NAME + r"\s*$")
_CODE = re.compile(r"^\s*\d[\d.]*\s*[-—_ ]\s*")
_SEAL = re.compile(r"\s*[(（](?:公章|盖章|签章|章)[)）]\s*$")
_MARKDOWN = re.compile(r"^[#\s*]+|[*\s]+$")
_ORGANISATION_KINDS = ("department", "executor", "authority")


def title(form: Form) -> Entry | None:
    """The line that names the form, without Markdown signs; None when nothing does."""
    for entry in form.titles:
        if is_title(entry.words):
            return _without(_MARKDOWN, entry)
    return None


def organisation(form: Form) -> Entry | None:
    """The department or unit that reports: as the head names it, else as the title begins."""
    for kind in _ORGANISATION_KINDS:
        for item in form.fields:
            if item.kind == kind:
                return _without(_SEAL, _without(_CODE, item.entry))
    named = title(form)
    if named is None:
        return None
    if (found := _ORGANISATION.match(narrow(named.text))) is not None:
        start, end = found.span("name")
        return named._replace(text=named.text[start:end], span=named.span.part(start, end))
    above = [entry for entry in form.prose if entry.span.end <= named.span.start]
    below = [entry for entry in form.prose if entry.span.start >= named.span.end]
    near = (*above[-1:], *below[:1])
    return next((entry for entry in near if _ORGANISATION_ALONE.match(entry.text)), None)


def project(form: Form) -> Entry | None:
    """The project or fund the form is about."""
    return next((item.entry for item in form.fields if item.kind == "project"), None)


def years(form: Form) -> tuple[Period, ...]:
    """The places that print the report's year: title, the line below it, the head."""
    entries = [*form.titles, *(item.entry for item in form.fields if item.kind == "year")]
    return tuple(
        period
        for entry in entries
        for period in dates.find(entry.text, None, values.locator(entry.span))
        if period.year_printed and period.first.year == period.last.year
    )


def year(form: Form, printed: Sequence[Period]) -> int | None:
    """The year under report: as title or head print it, else the year a body speaks of first."""
    if printed:
        return printed[0].first.year
    for entry in (*form.titles, *(item.entry for item in form.fields), *form.prose):
        if (found := _YEAR.search(narrow(entry.text))) is not None:
            return int(found[1])
    return None


def period(form: Form, of_year: int | None) -> Period | None:
    """The project's own period, where the head prints one."""
    for item in form.fields:
        if item.kind != "period":
            continue
        found = dates.find(item.entry.text, of_year, values.locator(item.entry.span))
        if found:
            whole = {"first": found[0].first, "last": found[-1].last, "text": item.entry.text, "span": item.entry.span}
            return found[0] if len(found) == 1 else found[0].model_copy(update=whole)
    return None


def kind(form: Form, goals: int) -> ReportKind:
    """What sort of report it is: by its title, the fields of its head, and whether it has tables at all."""
    if not form.has_body:
        return "narrative"
    named = title(form)
    words = named.words if named is not None else ""
    if "转移支付" in words and "部门" not in words:
        return "transfer"
    if "整体" in words:
        return "overall"
    if form.has_head or "项目" in words or "专项" in words:
        return "project"
    return "overall" if goals > 1 or any(item.kind == "department" for item in form.fields) else "project"


def _without(edge: re.Pattern[str], entry: Entry) -> Entry:
    kept = edge.sub("", entry.text)
    start = entry.text.find(kept)
    if not kept or start < 0:
        return entry
    return entry._replace(text=kept, span=entry.span.part(start, start + len(kept)))
