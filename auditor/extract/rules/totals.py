"""The total row, and a total score printed at the head of a form."""

from collections.abc import Sequence
from decimal import Decimal

from auditor.extract.rules import points, values
from auditor.extract.rules.columns.column import POINTS, SCORE_AGAIN, SCORE_RATE
from auditor.extract.rules.regions import Body
from auditor.extract.rules.rows import Entry
from auditor.model.report import Total, make_total
from auditor.model.source import Span


def every(bodies: Sequence[Body]) -> tuple[Total, ...]:
    """Every total that the form prints, in order."""
    return tuple(total for body in bodies if (total := _total(body)) is not None)


def of_hundred(total: Total) -> Total:
    """The total, its weight as points where it is printed as the one that shares make up."""
    return total.model_copy(update={"weight": FULL_MARKS}) if total.weight == 1 else total


def leading(found: Sequence[Total]) -> Total | None:
    """The form's total: the first that states a score, with what other total rows add to it."""
    totals = list(found)
    if not totals:
        return None
    scored = [total for total in totals if total.score is not None]
    lead = next((total for total in scored if not total.of_rows), scored[0] if scored else totals[0])
    totals = [total for total in totals if total.of_rows == lead.of_rows or total.score in {None, lead.score}]
    fill: dict[str, object] = {}
    for name in ("weight", "weight_span", "reviewed", "reviewed_span", "grade", "grade_span"):
        if getattr(lead, name) is None:
            fill[name] = next((found for total in totals if (found := getattr(total, name)) is not None), None)
    return lead.model_copy(update=fill)


def _total(body: Body) -> Total | None:
    entries = [piece for entry in body.row.entries[1:] for piece in values.both_points(entry) or (entry,)]
    shared = [one for one in entries if _stands_in(one, SCORE_RATE, body)]
    numbers = [(value, span, one) for one in entries if one not in shared for value, span in [values.points(one)]]
    stated = [(value, span, entry) for value, span, entry in numbers if value is not None and span is not None]
    grade = next((entry for entry in body.row.entries[1:] if values.grade(entry.words) is not None), None)
    if not stated and grade is None:
        return None
    reviewed, again = _behind(stated, body, "reviewed_score"), _behind(stated, body, SCORE_AGAIN)
    weight, score = _told_apart([one for one in stated if one not in (reviewed, again)], body)
    weight = weight or _in_label(body.row.entries[0])
    share = values.value(shared[0], None) if shared else None
    return make_total(
        label=body.row.entries[0].words.rstrip(":"),
        weight=weight[0] if weight else None,
        weight_span=weight[1] if weight else None,
        score=score[0] if score else None,
        score_span=score[1] if score else None,
        reviewed=reviewed[0] if reviewed else None,
        reviewed_span=reviewed[1] if reviewed else None,
        score_rate=share.quantity if share is not None else None,
        again=again[0] if again else None,
        again_span=again[1] if again else None,
        grade=values.grade(grade.words) if grade else None,
        grade_span=grade.span if grade else None,
        span=body.row.span,
    )


def _stands_in(entry: Entry, kind: str, body: Body) -> bool:
    """Whether a figure of the row stands in the column of a kind, by its place."""
    return any(column.kind == kind and column.place == entry.column for column in body.columns)


def _in_label(label: Entry) -> tuple[Decimal, Span, Entry] | None:
    """The points that the label prints itself: 合计（100分）."""
    found = points.behind(label)
    return None if found is None else (found.points, found.span, label)


FULL_MARKS = Decimal(100)
_WEIGHTS = ("weight", "category_weight", "level1_weight")
"""Columns that a total of weights may stand in, where one cell reaches over several of them."""
_Stated = tuple[Decimal, Span, Entry]


def _behind(stated: list[_Stated], body: Body, kind: str) -> _Stated | None:
    """What other scores than the form's own come to: the figure in their column, or, of a row that was shifted, the one in their order."""
    order = [
        column.kind for column in body.columns if column.kind in {"weight", "score", "reviewed_score", SCORE_AGAIN}
    ]
    place = next((column.place for column in body.columns if column.kind == kind), None)
    if place is None:
        return None
    straight = next((one for one in stated if one[2].column == place), None)
    if straight is not None or body.row.exact or len(stated) != len(order):
        return straight
    return stated[order.index(kind)]


def _told_apart(stated: list[_Stated], body: Body) -> tuple[_Stated | None, _Stated | None]:
    """Weight and score of a total row: two numbers in the order of their columns; a lone one by its own column.

    A lone number in a form with both columns and no grid is the score, unless it is the full 100, which every form
    prints as its weight: then nothing says what was scored.
    """
    printed = [kind for column in body.columns for kind in POINTS.get(column.kind, (column.kind,))]
    kinds = [kind for kind in printed if kind in {"weight", "score"}]
    if (straight := _by_place(stated, body)) is not None:
        return straight
    if len(stated) >= 2:
        first, second = _pair(stated)
        return (second, first) if kinds == ["score", "weight"] else (first, second)
    if not stated:
        return None, None
    (only,) = stated
    if "weight" not in kinds:
        return None, only
    if "score" not in kinds:
        return only, None
    at = next((column.kind for column in body.columns if column.place == only[2].column), None)
    if at == "weight" or (at != "score" and only[0] == FULL_MARKS):
        return only, None
    return None, only


def _by_place(stated: list[_Stated], body: Body) -> tuple[_Stated | None, _Stated | None] | None:
    """Weight and score by the columns they stand in, where the grid is known and each figure stands in one."""
    last = max((column.place for column in body.columns), default=0)
    if not stated or not (body.row.exact or body.row.fills(last)):
        return None
    kind_at = {column.place: column.kind for column in body.columns}
    by_kind = {kind_at.get(one[2].column): one for one in stated}
    if not {"weight", "score"} & {kind for kind in by_kind if kind is not None} or None in by_kind:
        return None
    return next((by_kind[kind] for kind in _WEIGHTS if kind in by_kind), None), by_kind.get("score")


def _pair(stated: list[_Stated]) -> tuple[_Stated, _Stated]:
    """The two that are weight and score: the full marks and what follows them (复核分 may follow that), else the last two."""
    if len(stated) > 2:
        full = next((place for place, one in enumerate(stated[:-1]) if one[0] == FULL_MARKS), None)
        return (stated[full], stated[full + 1]) if full is not None else (stated[-2], stated[-1])
    return stated[0], stated[1]
