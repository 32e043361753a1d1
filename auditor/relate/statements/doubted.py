"""What was read wrongly rather than written wrongly: figures so far from what they would come to that others were meant.

Whoever adds up, divides or copies wrongly is off by a digit or two. Where the words leave a reading open, and what it comes to is
far off, the reading is doubted and not the report: nothing is tied, and the numbers are told as not compared.
"""

from collections.abc import Mapping
from decimal import Decimal

from auditor.model.number import Number
from auditor.model.relation import Relation
from auditor.relate.operands import ONE, Unassessable, like, step_of
from auditor.relate.statements.reading import Reading
from auditor.relate.statements.runs import exhaustive
from auditor.text.misprints import one_left_out
from auditor.text.patterns import lazily

_TIMES = {"product": Decimal("1.4"), "ratio": Decimal("1.6"), "same": Decimal("1.4")}
"""How many times the one figure may be the other."""
_OF_TOTAL, _OF_OPENED, _OF_WHOLE = Decimal("0.25"), Decimal("0.5"), Decimal("0.2")
"""The share of its total by which a sum may be off, one behind 其中 too, and of the largest figure that what is left may be off by."""
_FEW = 3
"""Units of the last digit that a sum may be off by, however small it is: of five names three may be written down."""


def is_beyond(reading: Reading, relation: Relation, numbers: Mapping[str, Number], expected: Decimal | None) -> bool:
    """Whether a broken relation, whose figures come to `expected`, is too far off to be a slip of the hand in one of them."""
    if relation.otherwise and relation.form != "flow":
        return False
    stated = numbers[relation.result].quantity.value
    if not expected or not stated or _is_slip(relation, numbers, expected):
        return False
    if relation.kind in _TIMES:
        most = _most(reading, relation, numbers, expected)
        return most is not None and max(expected / stated, stated / expected) > most
    gap = abs(expected - stated)
    if relation.kind == "difference" or relation.form == "flow":
        most = _OF_OPENED if _stand_together(reading, relation) else _OF_WHOLE
        return gap > most * _largest(relation, numbers)
    if relation.kind != "sum":
        return False
    all_told = _says_that_it_is_all(reading, relation, short=expected < stated)
    most = _OF_OPENED if relation.by == OPENED or all_told else _OF_TOTAL
    return gap > max(most * abs(stated), _FEW * step_of(numbers[relation.result].quantity))


OPENED = "statements.lists.opened"
"""Who reads a list that a word opens right behind its total."""
_BACK = lazily(r"上述|前述|该|这")


def _stand_together(reading: Reading, relation: Relation) -> bool:
    """Whether all figures stand in one sentence: then its words say which are meant."""
    return len({reading.named(name).sentence for name in (relation.result, *relation.of)}) == 1


_IN_ONE_SENTENCE = Decimal("2.5")
"""How many times what is printed a product may come to whose figures stand side by side."""


def _most(reading: Reading, relation: Relation, numbers: Mapping[str, Number], expected: Decimal) -> Decimal | None:
    """How many times one figure may be the other, by how openly the words tie them; None where nothing is too far."""
    together = _stand_together(reading, relation)
    if relation.kind == "same":
        if _BACK.search(reading.clause(reading.named(relation.result))):
            return None
        units = {numbers[name].quantity.unit for name in (relation.result, *relation.of)}
        return _TIMES["same"] if len(units) == 1 else None
    if relation.kind == "ratio" and _is_told_later(reading, relation):
        return ONE
    if relation.kind == "ratio" and together:
        share = numbers[relation.result].quantity.value <= _ALL < expected
        return _TIMES["ratio"] if share else None
    return _IN_ONE_SENTENCE if together else _TIMES[relation.kind]


def _is_told_later(reading: Reading, relation: Relation) -> bool:
    """Whether what a rate is of stands in a paragraph further on."""
    rate, base = reading.named(relation.result), reading.named(relation.of[-1])
    return base.paragraph > rate.paragraph


_ALL = 100
"""Per cent: no share is more."""
_SOME = lazily(r"其中|包括|包含|含")


def _says_that_it_is_all(reading: Reading, relation: Relation, *, short: bool) -> bool:
    """Whether the names of the parts exhaust their whole, or a pair that falls short of it is named within it and leaves the rest out."""
    parts = [reading.named(name) for name in relation.of]
    said = [one.lead + one.tail for one in parts]
    return exhaustive(said) or (short and len(said) <= 1 + 1 and _SOME.search(reading.clause(parts[0])) is not None)


def _largest(relation: Relation, numbers: Mapping[str, Number]) -> Decimal:
    """The largest of the figures, in the unit of the result."""
    of = like([numbers[name].quantity for name in relation.of], numbers[relation.result].quantity)
    return Decimal("Infinity") if isinstance(of, Unassessable) else max(abs(one.value) for one in of)


def _is_slip(relation: Relation, numbers: Mapping[str, Number], expected: Decimal) -> bool:
    """Whether one digit more, less or other, or digits in another order, in one of the figures would make them fit."""
    result = numbers[relation.result].quantity
    if abs(expected) == abs(result.value):  # 由5起降到2起，增加3起: the word is wrong, and no figure
        return True
    if _one_slip(result.value, expected, step_of(result)):
        return True
    of = [numbers[name].quantity for name in relation.of]
    if relation.kind == "product":
        return any(_one_slip(one.value, one.value * result.value / expected, step_of(one)) for one in of)
    if relation.kind not in ("sum", "same"):
        return False
    parts, missing = like(of, result), result.value - expected
    return not isinstance(parts, Unassessable) and any(
        _one_slip(one.value, one.value + missing, step_of(one)) for one in parts
    )


def _one_slip(printed: Decimal, meant: Decimal, step: Decimal) -> bool:
    """Whether the digits of one number turn into those of another when one is left out, doubled, changed or moved."""
    if meant <= 0:
        return False
    one, other = (str((value / step).to_integral_value()) for value in (printed, meant))
    if sorted(one.rstrip("0")) == sorted(other.rstrip("0")):
        return True
    if len(one) == len(other):
        return len(one) > 1 + 1 and sum(a != b for a, b in zip(one, other, strict=True)) == 1
    return one_left_out(one, other) or one_left_out(other, one)
