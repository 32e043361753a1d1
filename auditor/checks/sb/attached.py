"""What lists of a submission say, against the documents that are there: names, sums, scores, and how many items they have."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.locale import gettext as _
from auditor.model.dossier import DocumentRole, Dossier
from auditor.model.finding import Agreement, Discrepancy, Evidence, Severity, Verdict
from auditor.model.quantity import Quantity
from auditor.model.report import AttachedList, Claim, ListedFigure, Report
from auditor.model.source import Place, Span
from auditor.relate import attached, judge, money, roles
from auditor.relate.attached import Absent, Held, Match, Named
from auditor.sense import lexicon
from auditor.text import amounts, quantities, units

_SHOWN = 6
"""Names that a finding quotes of those it tells."""


def named(dossier: Dossier) -> Iterator[Verdict]:
    """Lists of projects and of forms against the forms that are there."""
    for held in attached.projects(dossier):
        if held.missing or held.unlisted:
            yield _unlike(dossier, held)
        else:
            yield Agreement(example=_("清单所列{count}个项目均附有自评表").format(count=len(held.matches)))
    for gone in attached.absent(dossier):
        yield _absent(gone)


def _unlike(dossier: Dossier, held: Held) -> Discrepancy:
    gone = [item.name for item in held.missing]
    added = [dossier.reports[form].project or "" for form in held.unlisted]
    told = [
        words.format(names=_("、").join(f"“{name}”" for name in names[:_SHOWN]), count=len(names))
        for names, words in (
            (gone, _("清单列有而没有所附自评表的{count}个：{names}")),
            (added, _("附有自评表而清单没有列出的{count}个：{names}")),
        )
        if names
    ]
    forms = len(held.matches) + len(held.unlisted)
    return Discrepancy(
        message=_("项目清单列有{listed}个项目，所附项目自评表{forms}份，{told}，待核实。").format(
            listed=len(held.listed.items), forms=forms, told=_("；").join(told)
        ),
        working=_("清单{listed}个 ≠ 所附{forms}份").format(listed=len(held.listed.items), forms=forms)
        if len(held.listed.items) != forms
        else "",
        action=_("核对项目清单与所附自评表，补齐缺少的自评表，或更正清单。"),
        evidence=tuple(
            [_quote(held.document, _("项目清单"), item.name, item.span) for item in held.missing[:_SHOWN]]
            + [_of_project(dossier, form) for form in held.unlisted[:_SHOWN]]
        ),
        severity="warning",
        confidence="medium",
        about=("listed projects", held.listed.title),
        values=(*gone, *added),
    )


_GRAVE: dict[DocumentRole, Severity] = {"table": "warning", "report": "warning", "plan": "note", "last-year": "note"}


def _absent(gone: Absent) -> Discrepancy:
    return Discrepancy(
        message=_("材料清单列有“{name}”，所提供的材料中没有这一份，待补充。").format(name=gone.item.name),
        action=_("补齐清单所列材料；已不需要的，请从清单中删去。"),
        evidence=(_quote(gone.document, _("材料清单"), gone.item.name, gone.item.span),),
        severity=_GRAVE.get(gone.role, "note"),
        confidence="medium",
        about=("listed document", gone.item.name),
        values=(gone.item.name,),
        broken=False,
    )


def counted(dossier: Dossier) -> Iterator[Verdict]:
    """How many documents a sentence says are listed, and how many things a row counts, against the lists of them."""
    yield from _forms(dossier)
    lists = list(attached.of_documents(dossier))
    if len(lists) == 1:
        at, listed = lists[0]
        for other, claim in _of_materials(dossier):
            yield _numbered(other, claim, at, listed)
    for form in dossier.of("table"):
        for one in attached.of_things(dossier, form):
            yield from _thing(dossier.reports[form], form, one)


def _forms(dossier: Dossier) -> Iterator[Verdict]:
    """附项目自评表12份, where no form of the whole is there that the report is held against."""
    forms = dossier.of("annex")
    if dossier.of("table") or not forms:
        return
    for at in dossier.of("report"):
        for claim in dossier.reports[at].claims:
            words = f"{claim.subject}{claim.quote or ''}"
            if claim.quantity.kind != "count" or not lexicon.has("attainment", "attached", words):
                continue
            if claim.quantity.value == len(forms):
                yield Agreement(example=f"{claim.quantity.text} = {len(forms)}")
                continue
            yield Discrepancy(
                message=_("自评报告称“{stated}”，所附的有{count}份，不一致，待核实。").format(
                    stated=claim.quantity.text, count=len(forms)
                ),
                working=_("列有{count}项 ≠ {actual}").format(count=len(forms), actual=claim.quantity.text),
                action=_("核对项目清单与所附自评表，补齐缺少的自评表，或更正清单。"),
                evidence=(
                    _quote(at, _("表述"), claim.quote or claim.quantity.text, claim.quote_span or claim.quantity.span),
                ),
                about=("attached forms", claim.subject),
                values=(claim.quantity.text, str(len(forms))),
            )


_LISTED_UNITS = frozenset({"项", "份", "件", "个", "类"})


def _of_materials(dossier: Dossier) -> Iterator[tuple[int, Claim]]:
    for role in ("report", "table"):
        for at in dossier.of(role):
            for claim in dossier.reports[at].claims:
                plain = claim.quantity.kind == "count" and claim.quantity.bound == "=" and not claim.planned
                words = claim.subject or claim.quote or ""
                if plain and claim.quantity.unit in _LISTED_UNITS and lexicon.has("attached", "materials", words):
                    yield at, claim


def _numbered(at: int, claim: Claim, listing: int, listed: AttachedList) -> Verdict:
    """收集佐证材料8项 and the eight rows of the list; 份 may count copies."""
    rows = Decimal(len(listed.items))
    copies = sum(
        (one.quantity.value for item in listed.items for one in item.figures if one.kind == "copies"), Decimal(0)
    )
    counts = [rows, copies] if claim.quantity.unit == "份" and copies else [rows]
    if claim.quantity.value in counts:
        return Agreement(example=f"{claim.quantity.text} = {amounts.show(claim.quantity.value)}")
    found = _("、").join(
        words.format(count=amounts.show(count))
        for words, count in zip((_("列有{count}项"), _("共{count}份")), counts, strict=False)
    )
    return Discrepancy(
        message=_("文字称{what}“{stated}”，材料清单{found}，不一致，待核实。").format(
            what=claim.subject, stated=claim.quantity.text, found=found
        ),
        working=f"{found} ≠ {claim.quantity.text}",
        action=_("按实有材料更正清单或文字。"),
        evidence=(
            _quote(at, _("表述"), claim.quote or claim.quantity.text, claim.quote_span or claim.quantity.span),
            *_rows_of(listing, listed),
        ),
        severity="warning",
        confidence="medium",
        about=("listed materials", claim.subject),
        values=(claim.quantity.text, *(amounts.show(count) for count in counts)),
    )


def _thing(form: Report, at: int, one: Named) -> Iterator[Verdict]:
    row = form.indicators[one.row]
    actual = row.actual.quantity if row.actual is not None else None
    if actual is None or actual.kind != "count" or actual.bound != "=" or not row.actual:
        return
    count = len(one.listed.items)
    if actual.value == count:
        yield Agreement(example=_("名单{count}项 = {actual}").format(count=count, actual=actual.text))
        return
    yield Discrepancy(
        message=_("“{title}”列有{count}项，自评表“{name}”的实际完成值为“{actual}”，不一致，待核实。").format(
            title=one.listed.title.strip(), count=count, name=row.name, actual=row.actual.text
        ),
        working=_("列有{count}项 ≠ {actual}").format(count=count, actual=row.actual.text),
        action=_("按实有情况更正名单或自评表；名单只列部分的，请注明。"),
        evidence=(
            _quote(at, _("实际完成值"), f"{row.name} {row.actual.text}", row.actual.span),
            *_rows_of(one.document, one.listed),
        ),
        indicators=(one.row,),
        goals=() if row.goal is None else (row.goal,),
        severity="warning",
        confidence="medium",
        about=("listed things", row.name),
        values=(str(count), row.actual.text),
    )


def money_of_projects(dossier: Dossier) -> Iterator[Verdict]:
    """The sums that a list of projects prints, against each project's own form."""
    yield from _figures(dossier, ("budget", "spent"))


def scores_of_projects(dossier: Dossier) -> Iterator[Verdict]:
    """The scores that a list of projects prints, against each project's own form."""
    yield from _figures(dossier, ("score",))


def _figures(dossier: Dossier, kinds: Sequence[str]) -> Iterator[Verdict]:
    for held in attached.projects(dossier):
        for match in held.matches:
            for figure in match.item.figures:
                if figure.kind in kinds:
                    yield from _compared(dossier, held, match, figure)


def _compared(dossier: Dossier, held: Held, match: Match, figure: ListedFigure) -> Iterator[Verdict]:
    cells = list(_cells(dossier.reports[match.form], figure.kind))
    known = [cell for cell in cells if units.comparable(cell, figure.quantity)]
    if not known:
        return
    told = [judge.same(figure.quantity, cell) for cell in known]
    held_true = next((one for one in told if one.status in ("agreed", "reconciled")), None)
    if held_true is not None:
        yield Agreement(example=held_true.working)
        return
    what = {"budget": _("预算数"), "spent": _("执行数"), "score": _("得分")}[figure.kind]
    unit = figure.quantity.unit if figure.kind != "score" else _("分")
    stated, printed = (
        f"{amounts.show(one.value / one.scale)}{_unit(one, unit)}" for one in (figure.quantity, known[-1])
    )
    yield Discrepancy(
        message=_("清单中“{name}”的{what}为{stated}，其自评表为{printed}，两份材料不一致，待核实。").format(
            name=match.item.name, what=what, stated=stated, printed=printed
        ),
        working=f"{stated} ≠ {printed}",
        action=_("以该项目的自评表和决算为准，更正其中一份材料。"),
        evidence=(
            _quote(held.document, _("项目清单"), f"{match.item.name} {stated}", figure.quantity.span),
            _quote(match.form, what, printed, known[-1].span),
        ),
        about=("listed figure", figure.kind, match.item.name),
        values=(stated, printed),
    )


def _unit(one: Quantity, plain: str) -> str:
    """The unit that a printed number stands in: 万元 where its value in 元 was scaled."""
    scaled = {
        Decimal(10000): f"万{plain}",
        Decimal(10) ** 8: f"亿{plain}",
        Decimal(1000): f"千{plain}",
    }
    return scaled.get(Decimal(one.scale), plain)


def _cells(form: Report, kind: str) -> Iterator[Quantity]:
    """What a project's own form prints: its score, or the sums that may be meant."""
    if kind == "score":
        told = form.total or form.conclusion
        if told is not None and told.score is not None and told.score_span is not None:
            yield from _quantity(str(told.score), "分", told.score_span)
        return
    tables = money.groups(form)
    line = money.leading(tables[0]) if tables else None
    if line is None:
        return
    columns = ((line.initial, line.initial_span), (line.budget, line.budget_span))
    for value, span in columns if kind == "budget" else ((line.spent, line.spent_span),):
        if value is not None and span is not None:
            yield from _quantity(str(value), line.unit, span)


def _quantity(printed: str, unit: str, span: Span) -> Iterator[Quantity]:
    found = quantities.assemble("", printed, unit, span)
    if found is not None:
        yield found


def _rows_of(at: int, listed: AttachedList) -> Iterator[Evidence]:
    """The title of a list, else its first item."""
    if listed.title_span is not None:
        yield _quote(at, _("清单"), listed.title.strip(), listed.title_span)
    else:
        yield _quote(at, _("清单"), listed.items[0].name, listed.items[0].span)


def _of_project(dossier: Dossier, form: int) -> Evidence:
    report = dossier.reports[form]
    span = report.project_span or report.title_span or (report.extent[0] if report.extent else Span(start=0, end=0))
    return _quote(form, roles.role_word("annex"), report.project or "", span)


def _quote(at: int, role: str, words: str, span: Span) -> Evidence:
    return Evidence(role=role, quote=words, span=Place.of(at, span))
