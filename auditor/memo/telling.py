"""Tells findings, causes and matters, numbered in the order in which a reader meets them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from auditor.checks.verbatim import LONGEST
from auditor.locale import gettext as _
from auditor.memo.basis import asked_for
from auditor.memo.grouping import Bundle, theme
from auditor.memo.records import FIRST, After, Headline, Item, Matter, Quote
from auditor.memo.subjects import apart, cause_titles, title
from auditor.memo.words import (
    SEVERITIES,
    accepted_words,
    capital,
    clean,
    one_after_another,
    place,
    sentence,
    weight_word,
    worked,
)
from auditor.model.finding import Cause, Confidence, Evidence, Finding, Outcome
from auditor.model.source import Place

_CONFIDENCE_WORDS: Mapping[Confidence, str] = {
    "high": "",
    "medium": "把握中等，请先核对原文",
    "low": "把握较低：该处读取不确定，请先核对原文",
}
_CAUSE_WORDS: Mapping[str, str] = {
    "row-missing": "指标表缺行",
    "definition": "口径不一致",
    "unit-slip": "计量单位差异",
    "digit-slip": "数字笔误",
    "copied": "照抄目标",
    "copied-from-target": "照抄目标",
    "stale-total": "合计未更新",
    "stale-count": "计数未更新",
}
_THEME_WORDS: Mapping[str, str] = {
    "over": "超额完成较多：没有说明原因，或目标偏低",
    "category": "指标归类存疑",
    "no-result": "没有填写实际完成数：照抄目标，或以界限、套话代替",
    "unreported": "目标承诺的数量，完成情况没有交代",
    "unlinked": "文字与指标不相印证",
    "unexplained": "未完成或扣分，没有说明原因",
    "score": "得分与完成情况不符",
    "way": "目标值的运算符存疑",
    "measure": "目标没有可衡量的标准",
    "blank": "必填内容缺失，或模板文字没有替换",
}
"""What three or more findings of a theme are told under; of one check alone, the check's own title."""


class _About(Protocol):
    """Says what a finding is about."""

    def of(self, finding: Finding) -> str:
        """In a few words; empty where it is about the whole."""
        ...


class Teller:
    """Tells the findings of one report, or those between several; each is told once, and keeps its number in every list."""

    def __init__(
        self,
        subjects: _About,
        titles: Mapping[str, str],
        bases: Mapping[str, tuple[str, bool]],
        *,
        after: After = FIRST,
        called: Sequence[str] = (),
    ) -> None:
        self._titles = titles
        self._bases = bases
        self._subjects = subjects
        self._called = called
        self._told: dict[str, Item] = {}
        self._cause_titles: dict[str, str] = {}
        self._matters = after.matters
        self._items = after.items

    @property
    def told(self) -> After:
        """How much is told by now."""
        return After(self._matters, self._items)

    def matters(self, bundles: Sequence[Bundle], outcome: Outcome | None = None) -> tuple[Matter, ...]:
        """What a reader takes for one thing, numbered in order; causes are those of the outcome."""
        causes = [(one.cause, one.findings) for one in bundles if one.cause is not None]
        stated = cause_titles(causes, outcome) if outcome is not None else []
        self._cause_titles = {cause.id: told for (cause, _found), told in zip(causes, stated, strict=True)}
        made = [self._matter(bundle) for bundle in bundles]
        titles = apart([matter.title for matter in made], [matter.items[0].place for matter in made])
        return tuple(_titled(matter, told) for matter, told in zip(made, titles, strict=True))

    def _matter(self, bundle: Bundle) -> Matter:
        self._matters += 1
        several = len(bundle.findings) > 1
        labels = [
            f"{self._matters}-{at}" if several else f"{self._matters}" for at in range(1, len(bundle.findings) + 1)
        ]
        items = tuple(self._item(one, label) for one, label in zip(bundle.findings, labels, strict=True))
        if bundle.cause is not None:
            kind, heading = _cause_word(bundle.cause), self._cause_titles[bundle.cause.id]
            message = one_after_another(sentence(bundle.cause.message), sentence(bundle.cause.proposal))
        elif bundle.theme:
            kind = self._theme_word(bundle)
            heading = _("{kind}（{count}处）").format(kind=kind, count=len(items))
            message = ""
        else:
            head = bundle.findings[0]
            kind = items[0].title if several else ""
            heading = title(head, items[0].subject, items[0].title)
            message = items[0].message
        heads, shares, rows = _table(items, kind) if bundle.theme else ((), (), ())
        return Matter(
            number=self._matters,
            title=heading,
            kind=kind,
            message=message,
            severity=bundle.worst,
            severity_word=weight_word(bundle.worst),
            is_cause=bundle.cause is not None,
            items=items,
            heads=heads,
            rows=rows,
            shares=shares,
        )

    def _theme_word(self, bundle: Bundle) -> str:
        """The title of the theme; of findings of one check only, that of the check."""
        of_theme = {one.code for one in bundle.findings if _is_of(one.code, bundle.theme)}
        if len(of_theme) == 1 or bundle.theme not in _THEME_WORDS:
            return self._titles.get(min(of_theme), bundle.findings[0].name)
        return _(_THEME_WORDS[bundle.theme])

    def headlines(self, told: Iterable[tuple[Cause, Sequence[Finding]]]) -> tuple[Headline, ...]:
        """The causes, with the findings that each explains."""
        return tuple(self._headline(number, cause, found) for number, (cause, found) in enumerate(told, 1))

    def _headline(self, number: int, cause: Cause, findings: Sequence[Finding]) -> Headline:
        items = tuple(self._told[one.fingerprint] for one in findings)
        worst = min(items, key=lambda item: SEVERITIES.index(item.severity)).severity
        return Headline(
            number=number,
            kind=_cause_word(cause),
            title=self._cause_titles[cause.id],
            message=one_after_another(sentence(cause.message), sentence(cause.proposal)),
            severity=worst,
            severity_word=weight_word(worst),
            items=items,
        )

    def accepted(self, findings: Sequence[Finding]) -> tuple[Item, ...]:
        """The accepted findings, numbered behind the open ones."""
        made = tuple(self._item(one, f"{self._matters + at}") for at, one in enumerate(findings, 1))
        self._matters += len(made)
        return made

    def _item(self, finding: Finding, label: str) -> Item:
        quotes = tuple(map(self._quote, finding.evidence))
        basis, named = self._bases.get(finding.code, ("", False))
        self._items += 1
        made = Item(
            number=self._items,
            label=label,
            code=finding.code,
            name=finding.name,
            title=self._titles.get(finding.code, finding.name),
            subject=self._subjects.of(finding),
            severity=finding.severity,
            severity_word=weight_word(finding.severity),
            confidence_word=_(_CONFIDENCE_WORDS[finding.confidence]) if finding.confidence != "high" else "",
            goals=_("、").join(_("目标{number}").format(number=number) for number in finding.goals),
            place=next((quote.place for quote in quotes if quote.span), place(None)),
            message=sentence(finding.message),
            quotes=quotes,
            working=worked(finding.working),
            action=sentence(finding.action),
            basis=basis,
            unread_basis=named,
            asked_for=asked_for(finding.code),
            accepted=_accepted(finding),
            accepted_before=_accepted_before(finding),
            fingerprint=finding.fingerprint,
        )
        self._told[finding.fingerprint] = made
        return made

    def _quote(self, one: Evidence) -> Quote:
        """The quote; of several documents, its place says in which it stands."""
        at = one.span.document if isinstance(one.span, Place) and one.span.document < len(self._called) else None
        where = place(one.span)
        if at is not None and not where.startswith(self._called[at]):
            where = f"{self._called[at]} {where}"
        goes_on = len(one.quote) >= LONGEST and one.span is not None and one.span.end - one.span.start > len(one.quote)
        return Quote(clean(one.role), clean(one.quote), where, one.span, at, goes_on)


def _is_of(code: str, kind: str) -> bool:
    return theme(code) == kind


def _titled(matter: Matter, told: str) -> Matter:
    return matter._replace(title=capital(told))


def _cause_word(cause: Cause) -> str:
    return _(_CAUSE_WORDS.get(cause.kind, cause.kind))


def _table(items: Sequence[Item], kind: str) -> tuple[tuple[str, ...], tuple[int, ...], tuple[tuple[str, ...], ...]]:
    """One row for each finding: where, what about, what stands there, the sum or what is wrong with it."""
    heads = (_("序号"), _("位置"), _("事项"), _("原文"), _("计算或说明"))
    rows = tuple(_row(found, kind) for found in _by_row(items))
    if any(row[-1] for row in rows):
        return heads, (2, 3, 5, 7, 7), rows
    return heads[:-1], (2, 3, 7, 12), tuple(row[:-1] for row in rows)


def _by_row(items: Sequence[Item]) -> list[list[Item]]:
    """The items, those of one row of the form together."""
    found: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        key = (item.place, item.subject) if item.subject and item.code[:2] != "CL" else (item.label, "")
        found.setdefault(key, []).append(item)
    return list(found.values())


def _row(items: Sequence[Item], kind: str) -> tuple[str, ...]:
    item = items[0]
    quotes = [quote for quote in item.quotes if quote.text and quote.text not in item.subject]
    shown = [
        _("{role}「{quote}」").format(role=quote.role, quote=quote.text) + quote.after
        for quote in quotes[:QUOTES_SHOWN]
    ]
    if len(quotes) > QUOTES_SHOWN:
        shown.append(_("等 {count} 处").format(count=len(quotes)))
    told = [one.working or (one.title if one.title != kind and one.subject else "") for one in items]
    if not item.subject:
        told.insert(0, item.message)
    told += [one.accepted_before for one in items]
    label = "\n".join(one.label for one in items)
    return label, item.place, item.subject or item.title, "\n".join(shown), "\n".join(filter(None, told))


QUOTES_SHOWN = 2
"""In a row of a table; the list of the working paper has all."""


def _accepted(finding: Finding) -> str:
    held = finding.accepted
    return accepted_words(held.by, held.reason, held.until, held.on) if held else ""


def _accepted_before(finding: Finding) -> str:
    before = finding.accepted_before
    if before is None:
        return ""
    words = accepted_words(before.by, before.reason, before.until, before.on)
    return _("此前按原数值接受过（{words}），数值已变，需重新核对。当时的疑点：{message}").format(
        words=words, message=clean(before.message)
    )
