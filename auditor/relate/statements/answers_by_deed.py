"""The one answer that tells the deed of a promise in its unit, where the report does that deed to nothing else: 修复文物120件 ← 合计修复113件."""

from collections.abc import Sequence

from auditor.relate.statements.answers import Answer
from auditor.relate.statements.mentions import Mention, named
from auditor.relate.statements.reading import Reading

LOOSE = frozenset(["个", "项", "次", "人", "名", "家", "件", "条", "元", "%"])
"""Units that count anything: they leave others."""

_DEED = 2
"""Characters of a verb."""


def by_deed(reading: Reading, promise: Mention, own: str, answers: Sequence[Answer]) -> Answer | None:
    """The total that tells the deed, else the only figure; none where another promise of the unit has the same deed."""
    deed = named(own)[:_DEED]
    if len(deed) < _DEED or promise.unit in LOOSE or promise.percent:
        return None
    rivals = [one for one in reading.mentions if one.planned and one.unit == promise.unit and deed in one.lead]
    if rivals != [promise]:
        return None
    told = [
        one for one in answers if len(one.members) == 1 and one.members[0].unit == promise.unit and deed in one.clause
    ]
    told = [one for one in told if one.members[0].has("total")] or told
    return told[0] if len({one.members[0].quantity.value for one in told}) == 1 else None
