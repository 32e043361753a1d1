"""Where a conclusion states a count, and the rows that were counted against it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from auditor.checks import quoting
from auditor.checks.registry import Context
from auditor.locale import gettext as _
from auditor.model.finding import Evidence
from auditor.model.report import Conclusion, Indicator

ONE_BY_ONE = 12
"""Rows that are shown each; of more, those that stand together are shown by the first of them and their number."""


def evidence(conclusion: Conclusion, label: str) -> Evidence:
    """Where the conclusion states the count of a category."""
    for count in conclusion.counts:
        if count.label == label:
            return quoting.text(_("自评结论"), f"{label}{count.quantity.text}", count.quantity.span)
    return quoting.text(_("自评结论"), conclusion.text, conclusion.span)


def broken(context: Context, conclusion: Conclusion, rule: str, label: str = "") -> tuple[str, ...]:
    """The broken relations that a rule made of what a conclusion counts, by id."""
    places = [at for at, count in enumerate(conclusion.counts) if label in ("", count.label)]
    return tuple(name for at in places for name in context.broken_at("stated-count", at, of=rule))


def rows(counted: Sequence[tuple[int, Indicator]]) -> Iterator[Evidence]:
    """The rows that were counted, with their numbers in the table: each one, or by runs of rows that stand together."""
    runs = [[one] for one in counted] if len(counted) <= ONE_BY_ONE else _runs(counted)
    for run in runs:
        (first, row), (last, _row) = run[0], run[-1]
        if first == last:
            yield quoting.text(_("第{number}项指标").format(number=first + 1), row.name, row.name_span)
        else:
            role = _("第{first}—{last}项指标（{count}项）").format(first=first + 1, last=last + 1, count=len(run))
            yield quoting.text(role, row.name, row.name_span)


def by_category(counted: Sequence[Indicator]) -> Iterator[Evidence]:
    """How many rows there are of each category, shown by the first of them."""
    groups: dict[str, list[Indicator]] = defaultdict(list)
    for row in counted:
        groups[row.category or ""].append(row)
    for category, members in groups.items():
        role = _("{name}{count}项").format(name=quoting.category(category) or _("未分类"), count=len(members))
        yield quoting.text(role, members[0].name, members[0].name_span)


def _runs(counted: Sequence[tuple[int, Indicator]]) -> list[list[tuple[int, Indicator]]]:
    runs: list[list[tuple[int, Indicator]]] = []
    for number, row in counted:
        if runs and runs[-1][-1][0] == number - 1:
            runs[-1].append((number, row))
        else:
            runs.append([(number, row)])
    return runs
