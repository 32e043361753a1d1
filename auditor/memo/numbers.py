"""Every number of a report as a memo tells it: how its comparison ended and what it was tied to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from auditor.locale import gettext as _
from auditor.memo.contents import Contents, Item, clean, place, role_word
from auditor.memo.words import reached, status_word, worked
from auditor.model.dossier import Submission
from auditor.model.finding import Outcome
from auditor.model.ledger import LedgerEntry, Status, TiedTo
from auditor.model.relation import RelationEntry, RelationKind
from auditor.model.report import Report
from auditor.model.source import Span
from auditor.text.amounts import show

STATUSES: tuple[Status, ...] = (
    "agreed",
    "reconciled",
    "contradicted",
    "unmatched",
    "unread",
    "not-assessable",
    "not-a-claim",
)
"""In the order in which memos list them."""

_RELATION_WORDS: Mapping[RelationKind, str] = {
    "same": "同一事实",
    "promise": "目标与完成",
    "bound": "界限",
    "sum": "求和",
    "difference": "差额",
    "ratio": "比率",
    "growth": "增减幅度",
    "product": "乘积",
    "count": "计数",
    "share": "占比",
    "deadline": "期限",
}

MARKS: Mapping[Status, str] = {
    "agreed": "✓",
    "reconciled": "≈",
    "contradicted": "✗",
    "unmatched": "?",
    "unread": "¿",
    "not-assessable": "–",
    "not-a-claim": "",
}
"""The tick an auditor would put beside the number; the status is never told by colour alone."""


@dataclass(frozen=True)
class Other:
    """The other end of a tie: what it is, what it says, and where it stands."""

    text: str
    place: str
    span: Span
    short: str = ""
    """Without the name of its row: what is printed there."""
    document: int | None = None
    """Which document of the submission it stands in, where that is another."""
    href: str = ""
    """The anchor of its place, on a page with several documents."""


@dataclass(frozen=True)
class Related:
    """A relation that a number stands in: its kind, how it ended and the sum; and the numbers at its other ends."""

    words: str
    status: Status
    others: tuple[Other, ...]
    more: int = 0
    """How many other numbers there are beside those told."""


_OTHERS_TOLD = 6
"""Numbers of a relation that are told one by one; a sum over all rows has many more, and its working names them."""


@dataclass(frozen=True)
class Number:
    """One number of the report. `findings` are the numbers of the memo's items that speak of it."""

    index: int
    quote: str
    value: str
    unit: str
    role: str
    subject: str
    goal: str
    status: Status
    status_word: str
    mark: str
    place: str
    span: Span
    others: tuple[Other, ...]
    reason: str
    findings: tuple[int, ...]
    matters: tuple[str, ...] = ()
    """What those items are called."""
    relations: tuple[Related, ...] = ()
    """Every relation that it stands in."""


class Between(NamedTuple):
    """What stands between the documents of a submission: the relations, what they hold together, and the findings."""

    relations: Mapping[str, RelationEntry]
    entries: Mapping[str, tuple[int, LedgerEntry]]
    """Every number by its id in the submission (d0.n17), with its document."""
    items: Mapping[str, Item]

    @classmethod
    def of(cls, submission: Submission, items: Iterable[Item]) -> "Between":
        """Those of a submission, with the findings as its memo numbers them."""
        ledgers = [outcome.ledger for outcome in submission.outcomes]
        return cls(
            {one.id: one for one in submission.relations},
            {f"d{at}.{entry.id}": (at, entry) for at, ledger in enumerate(ledgers) for entry in ledger},
            {item.fingerprint: item for item in items},
        )


def numbers(outcome: Outcome, memo: Contents, between: Between | None = None, document: int = 0) -> list[Number]:
    """The whole ledger in the order of the report; of a submission also what holds its numbers to other documents'."""
    told = {item.fingerprint: item for item in (*memo.open_items, *memo.accepted)} | dict(
        between.items if between else {}
    )
    within = _Within({entry.id: entry for entry in outcome.ledger}, {one.id: one for one in outcome.relations})

    def found(entry: LedgerEntry) -> _Found:
        ties = [_related(entry, within.relations[one], within) for one in entry.relations if one in within.relations]
        if between is not None:
            across = (between.relations[one] for one in entry.relations if one in between.relations)
            ties += [_between(f"d{document}.{entry.id}", document, one, between) for one in across]
        return _Found(tuple(dict.fromkeys(ties)), _reason(entry, within.relations))

    return [_number(index, entry, outcome.report, told, found(entry)) for index, entry in enumerate(outcome.ledger, 1)]


class _Within(NamedTuple):
    """What one document holds."""

    entries: Mapping[str, LedgerEntry]
    relations: Mapping[str, RelationEntry]


class _Found(NamedTuple):
    """The relations of an entry, and why it has its status."""

    related: tuple[Related, ...]
    reason: str


def _related(entry: LedgerEntry, one: RelationEntry, within: _Within) -> Related:
    """A relation as one of its numbers sees it."""
    names = dict.fromkeys((one.result, *one.of))
    ends = [within.entries[name] for name in names if name in within.entries and name != entry.id]
    others = tuple(_end(end) for end in ends[:_OTHERS_TOLD])
    return Related(_told(one), one.status, others, len(ends) - len(others))


def _between(name: str, document: int, one: RelationEntry, between: Between) -> Related:
    """A relation between documents as one of its numbers sees it."""
    names = dict.fromkeys((one.result, *one.of))
    ends = [between.entries[other] for other in names if other in between.entries and other != name]
    others = (replace(_end(end), document=None if at == document else at) for at, end in ends[:_OTHERS_TOLD])
    return Related(_told(one), one.status, tuple(others), max(0, len(ends) - _OTHERS_TOLD))


def _end(entry: LedgerEntry) -> Other:
    return Other(f"{role_word(entry.role)} {clean(entry.quote)}", place(entry.span), entry.span)


def _reason(entry: LedgerEntry, related: Mapping[str, RelationEntry]) -> str:
    """Why an entry has its status: the working of the relation that decided it, or the words of the ledger."""
    words = worked(entry.reason)
    decided = (related[one] for one in entry.relations if one in related)
    return next((_reached(words, one) for one in decided if words == worked(one.working)), words)


def _told(one: RelationEntry) -> str:
    """一致：126 + 152 + 123 = 401."""
    words = _reached(worked(one.working or one.reason), one)
    kind = _(_RELATION_WORDS[one.kind])
    return _("{kind}，{status}：{words}").format(kind=kind, status=status_word(one.status), words=words)


def _reached(words: str, one: RelationEntry) -> str:
    """Of a promise that was kept, 401个 达到 不少于390家: nobody has to guess what an arrow means."""
    return reached(words) if one.kind in _PROMISES else words


_PROMISES = ("promise", "bound")


def _number(index: int, entry: LedgerEntry, report: Report, told: Mapping[str, Item], found: _Found) -> Number:
    others = (_other(tie, report) for tie in entry.tied_to)
    items = sorted((told[one] for one in dict.fromkeys(entry.findings) if one in told), key=lambda item: item.number)
    return Number(
        index=index,
        quote=clean(entry.quote),
        value=("" if entry.bound == "=" else entry.bound) + show(entry.value),
        unit=entry.unit,
        role=role_word(entry.role),
        subject=clean(entry.subject),
        goal="" if entry.goal is None else _("目标{number}").format(number=entry.goal),
        status=entry.status,
        status_word=status_word(entry.status),
        mark=MARKS[entry.status],
        place=place(entry.span),
        span=entry.span,
        others=tuple(other for other in others if other is not None),
        reason=found.reason,
        findings=tuple(item.number for item in items),
        matters=tuple(item.label for item in items),
        relations=found.related,
    )


def _other(tie: TiedTo, report: Report) -> Other | None:
    """The record that an entry is tied to, in words."""
    match tie.kind:
        case "claim" if tie.index < len(report.claims):
            claim = report.claims[tie.index]
            said = _quoted(claim.quantity.text)
            words = f"{role_word(claim.role)} {clean(claim.subject)}{said}"
            return Other(words, place(claim.quantity.span), claim.quantity.span, role_word(claim.role) + said)
        case "indicator" if tie.index < len(report.indicators):
            row = report.indicators[tie.index]
            values = " / ".join(clean(value.text) for value in (row.target, row.actual) if value is not None)
            words = f"{_('指标')} {clean(row.name)} {values}".strip()
            return Other(words, place(row.name_span), row.name_span, f"{_('指标')} {values}")
        case "budget" if tie.index < len(report.budget):
            line = report.budget[tie.index]
            words = f"{_('预算')}{_quoted(line.name)}"
            return Other(words, place(line.span), line.span, words)
        case "conclusion" if report.conclusion is not None:
            words = _("自评结论")
            return Other(words, place(report.conclusion.span), report.conclusion.span, words)
        case "total" if report.total is not None:
            words = _("总分行")
            return Other(words, place(report.total.span), report.total.span, words)
    return None


def _quoted(text: str) -> str:
    return f"「{clean(text)}」"
