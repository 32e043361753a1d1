"""A column of a table, once it has a name."""

from typing import Literal, NamedTuple

from auditor.extract.rules.rows import Entry

By = Literal["heading", "content", "both"]
Confidence = Literal["high", "medium", "low"]

UNKNOWN = "unknown"
ASIDE = "other"
CRITERION = "criterion"
"""How each row is to be scored: words that no row states as a value of its own."""
DEDUCTED = "deducted"
"""The points that were taken off each row."""
SCORE_RATE = "score_rate"
"""The score as a share of the weight: 得分率."""
SCORE_AGAIN = "score_again"
"""A second column of scores, beside the one that counts: 初评得分 | 自评得分."""
POINTS: dict[str, tuple[str, str]] = {"score_of_weight": ("score", "weight"), "weight_and_score": ("weight", "score")}
"""Columns whose cells print two kinds of points with a stroke between them (19/20), in this order."""
REPEATED = frozenset({UNKNOWN, ASIDE, "number"})
"""Kinds that more than one column may be of; every other kind has one column."""

MOST_COLUMNS = 32
"""No form has more; those behind are told as unknown."""

AMOUNTS = frozenset({"initial", "budget", "funded", "spent"})
REVIEWED = ("reviewed_actual", "reviewed_score", "remark")
"""Kinds of the columns that a reviewer fills in; a 偏离度 beside them is one more (deviation)."""


class Column(NamedTuple):
    """A column of a table: what it holds, where it begins in the grid (1-based) and how many grid columns it covers."""

    kind: str
    place: int
    width: int
    entry: Entry | None = None
    """Its heading's own cell; the lower one of two."""
    heading: str = ""
    """Its heading's words, those of a group above it first."""
    by: By = "heading"
    confidence: Confidence = "high"
    over: str = ""
    """The words of the group that a money column is one part of: 预算数 over 总额 | 财政拨款 | 其他."""
