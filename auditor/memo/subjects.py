"""What a finding is about, and how a cause or a matter is titled by it: 目标3 短视频：52部与56部."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import takewhile

from auditor.locale import gettext as _
from auditor.memo.words import capital, clean, place
from auditor.model.finding import Cause, Finding, Outcome
from auditor.model.ledger import LedgerEntry
from auditor.model.source import Span
from auditor.text.patterns import lazily

_DIFFER = lazily(r"\s(?:≠|<|>|≤|≥|不满足)\s")
"""4 ≠ 5; 52部 < 56部; 10% 不满足 小于10%."""
_EQUAL = lazily(r"\s*=\s*")
_LONGEST = 18
"""Characters of a value that a title can hold."""
_LONGEST_SUBJECT = 40


class Subjects:
    """Finds what the findings of one report are about."""

    def __init__(self, outcome: Outcome) -> None:
        self._report = outcome.report
        self._ledger = sorted(outcome.ledger, key=lambda one: one.span.start)

    def of(self, finding: Finding) -> str:
        """The goal, and the row or what the quoted number counts; empty where it is about the report as a whole."""
        parts = [self._goal(finding), self._row(finding) or self._counted(finding)]
        return " ".join(filter(None, parts))

    def _goal(self, finding: Finding) -> str:
        one = len(finding.goals) == 1 and len(self._report.goals) > 1
        return _("目标{number}").format(number=finding.goals[0]) if one else ""

    def _row(self, finding: Finding) -> str:
        rows = self._report.indicators
        found = [rows[index] for index in finding.indicators if index < len(rows)]
        return shortened(found[0].name) if len(found) == 1 else ""

    def _counted(self, finding: Finding) -> str:
        """What the first quoted number counts, in the report's words."""
        if finding.code[:2] not in WITH_SUBJECT or finding.rests_on or len(finding.goals) > 1:
            return ""
        for item in finding.evidence:
            if item.span is not None and (inside := self.inside(item.span)):
                return shortened(next((one.subject for one in inside if one.subject), ""))
        return ""

    def inside(self, span: Span) -> list[LedgerEntry]:
        """The numbers that stand in a quote."""
        first = bisect_left(self._ledger, span.start, key=lambda one: one.span.start)
        behind = takewhile(lambda one: one.span.start < span.end, self._ledger[first:])
        return [one for one in behind if one.span.end <= span.end]


WITH_SUBJECT = frozenset({"CL", "TM", "FE"})
"""Families that speak of a number in a sentence; others speak of the table or the report."""


_ENUMERATED = lazily(r"^(?:[0-9]{1,2}[.、．]|[（(][0-9一二三四五六七八九十]{1,2}[)）])\s*(?![0-9])")
"""2.配置设备, （一）产出: the number before a name is no part of it."""


def shortened(name: str) -> str:
    """A name on one line, a long one by its beginning."""
    plain = _ENUMERATED.sub("", clean(name))
    return plain if len(plain) <= _LONGEST_SUBJECT else plain[: _LONGEST_SUBJECT - 1] + "…"


def difference(finding: Finding) -> str:
    """The two values that differ, as the working has them: 52部与56部; empty where there are not two short ones."""
    parts = _DIFFER.split(_sum(finding))
    if len(parts) != 2:
        return ""
    if _is_computed(parts[0]) and not _is_computed(parts[1]):
        parts.reverse()
    sides = [_value(side) for side in parts]
    if not all(0 < len(side) <= _LONGEST for side in sides):
        return ""
    return _("{one}与{other}").format(one=clean(sides[0]), other=clean(sides[1]))


def _sum(finding: Finding) -> str:
    """The first of its sums."""
    return re.split(r"；|;\s", clean(finding.working))[0]


def _is_computed(side: str) -> bool:
    """Whether a side of a working is a sum, and not what stands in the report."""
    return any(sign in side for sign in (" = ", " ÷ ", " → ")) or _value(side) != _plain(side)


def _plain(side: str) -> str:
    return re.split(r"[：:]|\s→\s", _EQUAL.split(side)[-1])[-1].strip()


def sides(finding: Finding, sign: str) -> tuple[str, str] | None:
    """What stands, and what a sum or the other place makes of it: 126 + 152 + 123 = 401 ≠ 410 gives 410 and 401."""
    parts = _sum(finding).split(sign)
    if len(parts) != 2:
        return None
    first, second = (_value(part) for part in parts)
    stated, right = (second, first) if _is_computed(parts[0]) else (first, second)
    return (stated, right) if all(0 < len(one) <= _LONGEST for one in (stated, right)) else None


def _value(side: str) -> str:
    """What a side of a working comes to: of 6 + 34 = 40, the 40; without the label before it."""
    value = _plain(side)
    listed = re.escape(_("列有{count}项")).replace(r"\{count\}", r"(\d+)")
    return _("{count}项").format(count=found[1]) if (found := re.fullmatch(listed, value)) else value


def title(finding: Finding, subject: str, check: str) -> str:
    """The subject and the values that differ, or the subject and what its check looks for."""
    told = difference(finding) if finding.broken else ""
    if finding.code in _OF_SEVERAL_KINDS and not told:
        check = _said(finding) or check
    if not subject:
        return _("{subject}：{words}").format(subject=check, words=told) if told else check
    return _("{subject}：{words}").format(subject=subject, words=told or check)


_OF_SEVERAL_KINDS = frozenset({"PL02", "SB04", "SB05", "ST01", "ST02", "ST07"})
"""Checks of several things, which one name cannot tell apart: what was found says which."""
_LONGEST_SAID = 80
"""Columns: Latin letters take half as much room."""
_STOP = lazily(r"。|\.(?=\s|$)")
_ASIDE = lazily(r"\s*[（(][^（）()]*[）)]")


def _said(finding: Finding) -> str:
    """What was found in the words of its message, where they are few: 批复的绩效目标有而自评表没有."""
    first = _STOP.split(clean(finding.message))[0]
    words = _ASIDE.sub("", first).removesuffix(_("，待核实")).split(_("："))[-1].strip()
    return capital(words) if sum(1 if mark.isascii() else 2 for mark in words) <= _LONGEST_SAID else ""


def cause_titles(told: Sequence[tuple[Cause, Sequence[Finding]]], outcome: Outcome) -> list[str]:
    """A title for each cause by its subject; the place tells those apart that would be called the same."""
    subjects = Subjects(outcome)
    titles = [_cause_title(cause, found, subjects, outcome) for cause, found in told]
    return apart(titles, [_first_place(found) for _cause, found in told])


def _cause_title(cause: Cause, findings: Sequence[Finding], subjects: Subjects, outcome: Outcome) -> str:
    if cause.kind == "row-missing" and (stated := _rows_missing(outcome)):
        return stated
    head = next((one for one in findings if one.fingerprint in cause.findings), findings[0])
    subject = next(filter(None, map(subjects.of, findings)), "")
    if cause.kind.startswith("copied"):
        return _("{subject}：照抄目标").format(subject=subject) if subject else _("实际完成值照抄年度指标值")
    own = [one for one in findings if one.fingerprint in cause.findings]
    values = next(filter(None, map(difference, reversed(own))), "") or _parts(head)
    told = clean(cause.message).split("。")[0].split("，")[0].split("：")[0]
    if subject or values:
        return _("{subject}：{words}").format(subject=subject or told, words=values or told)
    return told


def _rows_missing(outcome: Outcome) -> str:
    conclusion, rows = outcome.report.conclusion, len(outcome.report.indicators)
    if conclusion is None or conclusion.indicators is None or conclusion.indicators == rows:
        return ""
    return _("指标表的行数：结论{stated}项与表中{rows}行").format(stated=conclusion.indicators, rows=rows)


def _parts(finding: Finding) -> str:
    """Of a sum that makes two tellings agree, its two sides: 6场 + 34场与40次."""
    sides = _EQUAL.split(clean(finding.working))
    return _("{one}与{other}").format(one=sides[0], other=sides[1]) if len(sides) == 2 else ""


def _first_place(findings: Sequence[Finding]) -> str:
    spans = (item.span for finding in findings for item in finding.evidence if item.span is not None)
    return place(next(spans, None))


def apart(titles: Iterable[str], places: Iterable[str]) -> list[str]:
    """The titles, with the place behind those that would be the same, and a number behind those that still are."""
    stated = list(titles)
    several = {one for one in stated if stated.count(one) > 1}
    told = [
        _("{title}（{place}）").format(title=one, place=where) if one in several else one
        for one, where in zip(stated, places, strict=True)
    ]
    seen: dict[str, int] = {}
    made = []
    for one in told:
        seen[one] = seen.get(one, 0) + 1
        made.append(f"{one} {seen[one]}" if seen[one] > 1 else one)
    return made
