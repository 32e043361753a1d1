"""What was read wrongly rather than written wrongly: a result many times what its figures come to."""

from collections.abc import Mapping
from decimal import Decimal

from auditor.model.number import Number
from auditor.model.relation import Relation
from auditor.relate.judge import holds

_BEYOND = Decimal("2.5")
"""How many times what is printed a product or a rate may come to before its reading is doubted, and not the report."""
_READ = frozenset({"product", "ratio"})


def is_beyond(relation: Relation, numbers: Mapping[str, Number], year: int | None) -> bool:
    """Whether what the figures come to is so far from what is printed that others were meant; digits in another order are a slip."""
    if relation.kind not in _READ or relation.otherwise:
        return False
    expected, stated = holds(relation, numbers, year=year).expected, numbers[relation.result].quantity.value
    if not expected or not stated or max(expected / stated, stated / expected) <= _BEYOND:
        return False
    return _figures(expected) != _figures(stated)


def _figures(value: Decimal) -> str:
    """The digits of a number in order of size, without the noughts around them: of 720 and 27 the same, as of 3.2 and 32."""
    return "".join(sorted(str(value.normalize().as_tuple().digits)))
