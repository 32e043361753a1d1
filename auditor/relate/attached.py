"""What a document lists against the documents that are there: by the names of projects and of forms, never by their figures."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from auditor.model.dossier import DocumentRole, Dossier
from auditor.model.report import AttachedList, ListedItem, Report
from auditor.relate import roles
from auditor.sense import lexicon
from auditor.text.normalize import fold
from auditor.text.patterns import lazily
from auditor.text.similarity import reduced


class Match(NamedTuple):
    """An item of a list, and the form that it names."""

    item: ListedItem
    form: int


class Held(NamedTuple):
    """A list of projects, or of forms, held against the forms of its submission: what fits, what is not there, what is not listed."""

    document: int
    listed: AttachedList
    matches: tuple[Match, ...]
    missing: tuple[ListedItem, ...]
    unlisted: tuple[int, ...]


_LISTING: tuple[DocumentRole, ...] = ("report", "table")
_FORMS: tuple[DocumentRole, ...] = ("table", "annex")


def projects(dossier: Dossier) -> Iterator[Held]:
    """Each list of projects against the forms of projects, where several forms are there and the list names most of them."""
    forms = [at for role in _FORMS for at in dossier.of(role) if dossier.reports[at].project is not None]
    if not dossier.of("annex"):
        return
    for at, listed in _lists(dossier, "projects"):
        held = _held(dossier, at, listed, forms)
        if len(held.matches) * 2 >= len(forms):
            yield held


class Absent(NamedTuple):
    """A document that a list names and nobody handed in, and what it would be."""

    document: int
    item: ListedItem
    role: DocumentRole


def absent(dossier: Dossier) -> Iterator[Absent]:
    """The forms and reports that a list of documents names and that are not there."""
    for at, listed in _lists(dossier, "documents"):
        year = dossier.reports[at].year
        named = [(item, role) for item in listed.items if (role := role_of(item.name, year)) is not None]
        forms = [other for role in _FORMS for other in dossier.of(role)]
        called = [item for item, role in named if role == "table" and core(item.name)]
        held = _held(dossier, at, listed.model_copy(update={"items": tuple(called)}), forms)
        for item, role in named:
            gone = item in held.missing if item in called else not _there(dossier, role)
            if gone and not (item in called and len(called) == 1 and _there(dossier, role)):
                yield Absent(at, item, role)


def role_of(name: str, year: int | None) -> DocumentRole | None:
    """What a listed document is among those of a submission; None for evidence of any other kind."""
    words = fold(name)
    printed = re.search(r"(?<!\d)((?:19|20)\d\d)年", words)
    form = lexicon.has("attached", "form", words)
    if lexicon.has("attached", "last", words) or (form and printed and year is not None and int(printed[1]) < year):
        return "last-year"
    if form:
        return "table"
    if lexicon.has("attached", "plan", words):
        return "plan"
    return "report" if lexicon.has("attached", "report", words) else None


def core(name: str) -> str:
    """The words of a form's name that name its project."""
    return lexicon.pattern("attached", "generic").sub("", fold(name))


def of_documents(dossier: Dossier) -> Iterator[tuple[int, AttachedList]]:
    """The lists of documents that are tables: those behind 附件： name only what is bound with the report."""
    return ((at, one) for at, one in _lists(dossier, "documents") if one.title_span is not None or _is_table(one))


def _is_table(listed: AttachedList) -> bool:
    return any(item.figures for item in listed.items)


class Named(NamedTuple):
    """A list of things by name, and the row of the form that counts them."""

    document: int
    listed: AttachedList
    row: int


def of_things(dossier: Dossier, form: int) -> Iterator[Named]:
    """The lists whose title is the name of a row of the form: 新建城市书房名单 and 新建城市书房 12家."""
    rows = dossier.reports[form].indicators
    for at, listed in (*_lists(dossier, "others"), *_lists(dossier, "projects")):
        title = _thing(listed.title)
        if title is None:
            continue
        fitting = [place for place, row in enumerate(rows) if _is_called(row.name, title)]
        if len(fitting) == 1:
            yield Named(at, listed, fitting[0])


def _thing(title: str) -> str | None:
    """What a list is of; None where its title does not say, or says that it is not all."""
    words = fold(title)
    if not lexicon.has("attached", "title", words) or lexicon.has("attached", "some", words):
        return None
    bare = lexicon.pattern("attached", "title").sub("", _DATED.sub("", words))
    return reduced(bare) if len(reduced(bare)) >= _SHORTEST else None


_DATED = lazily(r"(?:附件?表?|表)\d*[:.、]?|(?:19|20)\d\d年?度?|[(（].{0,16}[)）]")
_SHORTEST = 4
"""Characters below which a title may be of anything."""
_COUNTING = lazily(r"(?:的)?(?:数量|个数|数|家数|座数|人数|所数)\Z")


def _is_called(name: str, title: str) -> bool:
    return reduced(_COUNTING.sub("", fold(name))) == title


def _lists(dossier: Dossier, of: str) -> Iterator[tuple[int, AttachedList]]:
    for role in _LISTING:
        for at in dossier.of(role):
            yield from ((at, one) for one in dossier.reports[at].lists if one.of == of)


def _there(dossier: Dossier, role: DocumentRole) -> bool:
    return bool(dossier.of(role)) or (role == "table" and bool(dossier.of("annex")))


def _held(dossier: Dossier, at: int, listed: AttachedList, forms: Sequence[int]) -> Held:
    """Equal names first; then those that one form alone may bear."""
    matches: dict[int, int] = {}
    for fits in (_equal, _may_be):
        free = [form for form in forms if form not in matches.values()]
        for place, item in enumerate(listed.items):
            fitting = [form for form in free if fits(item, dossier.reports[form])]
            if place not in matches and len(fitting) == 1 and fitting[0] not in matches.values():
                matches[place] = fitting[0]
    return Held(
        at,
        listed,
        tuple(Match(listed.items[place], form) for place, form in sorted(matches.items())),
        tuple(item for place, item in enumerate(listed.items) if place not in matches),
        tuple(form for form in forms if form not in matches.values()),
    )


def _equal(item: ListedItem, form: Report) -> bool:
    return form.project is not None and reduced(form.project) in (reduced(item.name), reduced(core(item.name)))


def _may_be(item: ListedItem, form: Report) -> bool:
    name = core(item.name)
    return form.project is not None and len(name) >= _SHORTEST and roles.same_project(name, form.project)
