"""What a model names between documents, as it is judged, and what of it is refused or known already."""

from decimal import Decimal

import pytest

from auditor.model.ledger import LedgerEntry
from auditor.model.source import Place, Span
from auditor.model.suggestion import Suggestion
from auditor.relate import modelled
from auditor.text import quantities

LEDGERS = (
    {"培训农技员": "320人", "举办培训班": "12期", "补助农户": "80户"},
    {"培训农技员": "350人", "举办各类讲座": "12期", "植树": "41株"},
)


def entries():
    return [
        [
            LedgerEntry(
                id=f"n{at + 1}", quote=words, span=Span(start=10 * at, end=10 * at + len(words)), value=Decimal(words[:-1]),
                unit=words[-1], role="prose", subject=subject, status="unmatched",
            )
            for at, (subject, words) in enumerate(ledger.items())
        ]
        for ledger in LEDGERS
    ]  # fmt: skip


def figure(document, words, at=None):
    """A figure as the model was shown it, at its place."""
    place = list(LEDGERS[document].values()).index(words) * 10 if at is None else at
    quantity = quantities.read(words)
    return quantity.model_copy(update={"number_span": Place(start=place, end=place + len(words), document=document)})


def named(*suggested, known=frozenset()):
    return modelled.across(entries(), suggested, known)


def same(one, other, kind="same"):
    return Suggestion(kind=kind, result=one, of=(other,))


def test_one_fact_of_two_documents_is_judged_between_their_numbers():
    found = named(same(figure(0, "320人"), figure(1, "350人")))
    (one,) = found.named
    assert (one.judged.id, one.judged.relation.result, one.judged.relation.of) == ("m1", "d0.n1", ("d1.n1",))
    assert (one.judged.broken, one.told, one.judged.relation.confidence) == (True, True, "medium")
    assert sorted(found.numbers) == ["d0.n1", "d1.n1"]
    assert found.refused == ()


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (same(figure(0, "12期"), figure(1, "12期")), False),
        (same(figure(0, "320人"), figure(1, "350人"), "promise"), True),
        (same(figure(0, "320人"), figure(1, "350人"), "part"), False),
    ],
)
def test_only_what_is_named_alike_is_sure_to_be_one_fact(one, told):
    (found,) = named(one).named
    assert (found.told, found.judged.relation.confidence) == ((True, "medium") if told else (False, "low"))


def test_what_the_rules_state_already_is_not_named_again():
    pair = same(figure(0, "320人"), figure(1, "350人"))
    assert named(pair, known={frozenset({"d0.n1", "d1.n1"})}).named == ()
    assert len(named(pair, known={frozenset({"d0.n1"})}).named) == 1


@pytest.mark.parametrize(
    "one",
    [
        same(figure(0, "80户"), figure(1, "41株")),
        same(figure(0, "80户"), figure(0, "80户")),
        same(figure(0, "80户"), figure(1, "41株", at=90)),
        same(quantities.read("80户"), figure(1, "41株")),
    ],
)
def test_what_cannot_be_one_fact_or_stands_nowhere_is_refused(one):
    found = named(one, same(figure(0, "320人"), figure(1, "350人")))
    assert (len(found.refused), [named.judged.id for named in found.named]) == (1, ["m1"])


def test_each_that_is_named_has_its_own_id():
    found = named(same(figure(0, "320人"), figure(1, "350人")), same(figure(0, "12期"), figure(1, "12期")))
    assert [one.judged.id for one in found.named] == ["m1", "m2"]
