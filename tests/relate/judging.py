"""Relations between numbers as a report prints them, judged."""

from auditor.model.number import Number
from auditor.model.relation import Relation
from auditor.relate.judge import holds
from auditor.text import quantities


def number(words, name="n1", unit=None):
    """The number that the words print, dates included."""
    quantity = quantities.find(words)[0]
    if unit:
        quantity = quantity.model_copy(update={"unit": unit})
    return Number(id=name, quantity=quantity, role="prose")


def judged(kind, result, *of, **more):
    """What arithmetic says of a relation between numbers given as printed."""
    year, thresholds = more.pop("year", None), more.pop("thresholds", None)
    named = {f"n{place}": number(words, f"n{place}") for place, words in enumerate((result, *of))}
    relation = Relation(kind=kind, result="n0", of=tuple(named)[1:], by="test", **more)
    settings = {} if thresholds is None else {"thresholds": thresholds}
    return holds(relation, named, year=year, **settings)
