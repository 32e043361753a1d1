"""Two readings of a report become one: nothing of the rules' is lost, what only the second brings stands behind."""

from decimal import Decimal

import pytest
from judging import number

from auditor.model.relation import Relation
from auditor.model.source import Span
from auditor.relate import Related, network, statuses
from auditor.relate.beside import beside
from auditor.relate.drafts import Draft
from auditor.relate.ledger import Entered
from auditor.relate.network import Network
from auditor.relate.numbers import Numbers

PRINTED = {name: number(words, name) for name, words in {"n1": "10家", "n2": "12家", "n3": "22家"}.items()}


def reading(drafts, *relations):
    """A reading of numbers as {name: (start, end, status)} and relations as (kind, result, of …), in the order of their ids."""
    judged = [
        network.judge(f"r{at}", Relation(kind=kind, result=result, of=of, by="test"), PRINTED)
        for at, (kind, result, *of) in enumerate(relations, 1)
    ]
    entered = Entered(Numbers((), {}), tuple((name, _draft(*place)) for name, place in drafts.items()), {})
    built = Network(Numbers((), {}), judged)
    return Related(built, statuses.entries(entered, built), entered)


def _draft(start, end, status="unmatched"):
    return Draft("x", Span(start=start, end=end), Decimal(1), "prose", status)


def test_relations_of_the_second_reading_stand_behind_under_new_ids():
    ruled = reading({}, ("same", "n1", "n2"), ("sum", "n3", "n1", "n2"))
    read = reading({}, ("sum", "n3", "n1", "n2"), ("same", "n1", "n1"), ("same", "n2", "n2"))
    found = beside(ruled, read)
    assert [one.id for one in found.related.network.relations] == ["r1", "r2", "r3", "r4"]
    assert found.names == {"r1": "r2", "r2": "r3", "r3": "r4"}


@pytest.mark.parametrize(
    ("ruled", "read", "both"),
    [
        ({"n1": (0, 3)}, {"n1": (0, 3)}, [("n1", 0)]),
        ({"n1": (0, 3)}, {"n2": (5, 8)}, [("n1", 0), ("n2", 5)]),
        ({"n1": (5, 8)}, {"n2": (0, 3)}, [("n2", 0), ("n1", 5)]),
        ({"n1": (0, 5)}, {"n2": (4, 8)}, [("n1", 0)]),
        ({"n1": (0, 5)}, {"n2": (5, 8)}, [("n1", 0), ("n2", 5)]),
        ({"n1": (4, 8)}, {"n2": (0, 5)}, [("n1", 4)]),
        ({"n1": (0, 5, "unread")}, {"n2": (4, 8)}, [("n2", 4)]),
        ({"n1": (0, 5, "unread")}, {"n1": (0, 5)}, [("n1", 0)]),
        ({"n1": (0, 5, "unread")}, {}, [("n1", 0)]),
        ({"n1": (0, 5, "unread"), "n2": (8, 9)}, {"n3": (5, 7)}, [("n1", 0), ("n3", 5), ("n2", 8)]),
    ],
)
def test_the_rules_numbers_stand_and_those_of_the_second_reading_where_they_have_none(ruled, read, both):
    found = beside(reading(ruled), reading(read)).related
    assert [(name, draft.span.start) for name, draft in found.entered.drafts] == both
    assert [entry.id for entry in found.entries] == [name for name, _start in both]


def test_where_the_rules_understood_nothing_the_second_reading_says_what_it_is():
    found = beside(reading({"n1": (0, 5, "unread")}), reading({"n1": (0, 5)})).related
    assert [entry.status for entry in found.entries] == ["unmatched"]


@pytest.mark.parametrize(("plan", "status"), [(True, "not-a-claim"), (False, "unmatched")])
def test_a_plan_stays_one(plan, status):
    found = beside(reading({"n1": (0, 5)}), reading({"n1": (0, 5)}), plan=plan).related
    assert [entry.status for entry in found.entries] == [status]
