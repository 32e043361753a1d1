"""The points of the budget's execution, where they stand outside of the money table: 预算执行得分 | 10 | 9.74."""

from collections.abc import Sequence
from typing import NamedTuple

from auditor.extract.rules import values
from auditor.extract.rules.fitting import is_dash
from auditor.extract.rules.rows import Entry
from auditor.forms import current
from auditor.model.report import BudgetLine
from auditor.text import numbers
from auditor.text.patterns import lazily

_SAID = lazily(
    r"(?:部门|项目|资金|全年|整体)*(?:预算|资金)(?:执行|支出)(?:率|情况)?(?:得分|评分)?[(,:]?(?:分值|权重|满分|标准分)[:为]?"
    r"(?P<weight>\d{1,2}(?:\.\d{1,2})?)分[),;、]*(?:自评|实际)?(?:得分|评分|得)[:为]?(?P<score>\d{1,2}(?:\.\d{1,2})?)分?[。.]?"
)
"""预算执行率分值10分，得分9.40分。"""
_POINTED = lazily(r"[(](?:[一-鿿]{0,2}):?(?P<weight>\d{1,2}(?:\.\d)?)分[)]")
_MOST = 30
"""No form gives more points to the execution of the budget."""


class Points(NamedTuple):
    """The weight and the score of the execution, each with its cell."""

    weight: Entry | None
    score: Entry


def stated(entries: Sequence[Entry]) -> Points | None:
    """What a row or a line of its own says of the points of the execution; None for any other row."""
    first, *rest = entries
    if not rest:
        found = _SAID.fullmatch(first.words) if "分" in first.words else None
        return None if found is None else Points(*(_within(first, found[group]) for group in ("weight", "score")))
    if len(rest) > _CELLS or "分" not in first.words or not current().line("executed", first.words):
        return None
    figures = [one for one in rest if values.points(one)[0] is not None]
    if not figures or any(one not in figures and not is_dash(one.words) for one in rest):
        return None
    if any((numbers.decimal(one.text.strip("分")) or 0) > _MOST for one in figures) or len(figures) > len(
        Points._fields
    ):
        return None
    if len(figures) == 1:
        pointed = _POINTED.search(first.words)
        return Points(_within(first, pointed["weight"]) if pointed is not None else None, figures[0])
    return Points(*figures)


_CELLS = 4


def _within(entry: Entry, figure: str) -> Entry:
    """The figure in its cell, its last printing for the score."""
    start = entry.text.find(figure)
    return entry._replace(words=figure, text=figure, span=entry.span.part(start, start + len(figure)))


def filled(lines: tuple[BudgetLine, ...], rows: Sequence[Sequence[Entry]]) -> tuple[BudgetLine, ...]:
    """The lines of the money tables, the one that stands for all with the points that stand elsewhere where none prints any."""
    found = next((points for row in rows if (points := stated(row)) is not None), None)
    if found is None or not lines or any(line.score is not None for line in lines):
        return lines
    at = next((place for place, line in enumerate(lines) if line.part == "total"), 0)
    weight, weight_span = values.points(found.weight)
    score, score_span = values.points(found.score)
    told: dict[str, object] = {"score": score, "score_span": score_span}
    if lines[at].weight is None:
        told |= {"weight": weight, "weight_span": weight_span}
    done = lines[at].model_copy(update={**told, "columns": lines[at].columns | {"score"}})
    return (*lines[:at], done, *lines[at + 1 :])
