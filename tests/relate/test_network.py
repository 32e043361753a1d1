"""Relations joined and judged, and how each number ends by them."""

from decimal import Decimal

import pytest
from judging import number

from auditor.model.finding import Evidence, Finding
from auditor.model.ledger import LedgerEntry
from auditor.model.relation import Relation
from auditor.model.source import Span
from auditor.relate import network, settle, statuses
from auditor.relate.drafts import LISTED, Draft
from auditor.relate.ledger import Entered
from auditor.relate.network import Judged, Network
from auditor.relate.numbers import Numbers

PRINTED = {name: number(words, name) for name, words in {"n1": "10家", "n2": "12家", "n3": "22家", "n4": "9人"}.items()}


def judged(name, kind, result, *of, otherwise=(), by="test", **more):
    other = tuple(Relation(kind=kind, result=result, of=sides, by="test") for sides in otherwise)
    return network.judge(name, Relation(kind=kind, result=result, of=of, by=by, otherwise=other, **more), PRINTED)


def net(*relations):
    return Network(Numbers((), {}), relations)


def test_the_first_other_reading_that_holds_reconciles_a_broken_one():
    one = judged("r1", "sum", "n3", "n1", otherwise=[("n2",), ("n1", "n2"), ("n2", "n1")])
    assert (one.judgement.status, one.relation.of, one.first.of) == ("reconciled", ("n1", "n2"), ("n1",))
    assert one.relation.place == one.first.place


def test_a_reading_that_holds_and_one_that_cannot_be_judged_are_left_alone():
    held = judged("r1", "sum", "n3", "n1", "n2", otherwise=[("n2",)])
    open_ = judged("r1", "same", "n1", "n4", otherwise=[("n1",)])
    broken = judged("r1", "sum", "n3", "n1", otherwise=[("n2",), ("n4",)])
    assert [(one.judgement.status, one.first) for one in (held, open_, broken)] == [
        ("agreed", None),
        ("not-assessable", None),
        ("contradicted", None),
    ]


def test_of_a_broken_sum_the_total_is_contradicted_and_of_two_that_should_be_one_both():
    total, same = judged("r1", "sum", "n3", "n1"), judged("r2", "same", "n1", "n2")
    assert [total.contradicts(name) for name in ("n3", "n1", "n2")] == [True, False, False]
    assert [same.contradicts(name) for name in ("n1", "n2", "n3")] == [True, True, False]
    assert not judged("r3", "same", "n1", "n1").contradicts("n1")
    assert (total.broken, total.held, total.by) == (True, False, "test")


def test_relations_are_asked_for_by_kind_and_by_how_their_rule_begins():
    each = [
        judged("r1", "same", "n1", "n2", by="money.line"),
        judged("r2", "same", "n1", "n1", by="ties.result"),
        judged("r3", "sum", "n3", "n1", "n2", by="money.sum"),
    ]
    found = net(*each)
    assert [one.id for one in found.of()] == ["r1", "r2", "r3"]
    assert [one.id for one in found.of(of="money")] == ["r1", "r3"]
    assert [one.id for one in found.of("same", of="money")] == ["r1"]
    assert [one.id for one in found.of("sum", of="ties.result")] == []
    assert [one.id for one in found.broken("same")] == ["r1"]
    assert {name: [one.id for one in some] for name, some in found.by_number.items()} == {
        "n1": ["r1", "r2", "r3"],
        "n2": ["r1", "r3"],
        "n3": ["r3"],
    }


def test_a_relation_is_taken_the_first_time_it_is_proposed():
    def relation(kind, result, *of, by="test"):
        return Relation(kind=kind, result=result, of=of, by=by)

    proposed = [
        relation("same", "n1", "n2"),
        relation("same", "n2", "n1"),
        relation("sum", "n3", "n1", "n2"),
        relation("sum", "n3", "n2", "n1", by="other"),
        relation("sum", "n1", "n3", "n2"),
        relation("count", "n1", by="a"),
        relation("count", "n1", by="b"),
        relation("count", "n1", by="a"),
    ]
    assert [proposed.index(one) for one in network.once(proposed)] == [0, 2, 4, 5, 6]


def test_two_networks_become_one_with_the_numbers_of_both():
    first = Network(Numbers((), {}), [judged("r1", "same", "n1", "n2")])
    first.said["n1"] = PRINTED["n1"]
    second = Network(Numbers((), {}), [judged("r2", "same", "n1", "n1")])
    both = second.after(first, [judged("r3", "sum", "n3", "n1")])
    assert [one.id for one in both.relations] == ["r1", "r3"]
    assert (both.known("n1"), both.known("n9")) == (PRINTED["n1"], None)
    more = second.joined([judged("r3", "sum", "n3", "n1")], [PRINTED["n3"]])
    assert [one.id for one in more.relations] == ["r2", "r3"]
    assert more.told("n3") == PRINTED["n3"]


def ended(*relations, role="prose", status="unmatched", plan=False, name="n1"):
    draft = Draft("10家", Span(start=0, end=3), Decimal(10), role, status, reason="alone")
    entered = Entered(Numbers((), {}), ((name, draft),), {})
    (entry,) = statuses.entries(entered, net(*relations), plan=plan)
    return entry.status, entry.reason


AGREED = ("r1", "same", "n1", "n1")
BROKEN = ("r2", "same", "n1", "n2")
PART = ("r3", "sum", "n3", "n1")
OPEN = ("r4", "same", "n1", "n4")
ADDED = ("r5", "difference", "n1", "n3", "n2")


@pytest.mark.parametrize(
    ("relations", "status", "reason"),
    [
        ([], "unmatched", "alone"),
        ([AGREED], "agreed", ""),
        ([AGREED, BROKEN], "contradicted", "10家 ≠ 12家"),
        ([BROKEN, AGREED], "contradicted", "10家 ≠ 12家"),
        ([PART], "unmatched", "10家 = 10家 ≠ 22家"),
        ([PART, AGREED], "agreed", ""),
        ([OPEN, AGREED], "agreed", ""),
        ([OPEN], "not-assessable", "“10家”与“9人”的计量单位不能换算"),
        ([ADDED], "agreed", ""),
    ],
)
def test_a_number_ends_as_the_worst_of_its_own_relations(relations, status, reason):
    assert ended(*(judged(*one) for one in relations)) == (status, reason)


def test_what_a_list_attaches_asserts_nothing_itself():
    assert ended(judged(*BROKEN), role=LISTED, status="not-a-claim") == ("not-a-claim", "alone")


@pytest.mark.parametrize(
    ("role", "status", "plan", "ends"),
    [
        ("prose", "unmatched", True, "not-a-claim"), ("prose", "not-assessable", True, "not-a-claim"), ("prose", "unread", True, "unread"),
        ("row-target", "unread", True, "not-a-claim"), ("target", "unread", True, "not-a-claim"), ("row-target", "unmatched", False, "unmatched"),
    ],
)  # fmt: skip
def test_what_a_plan_asks_for_claims_nothing(role, status, plan, ends):
    assert ended(role=role, status=status, plan=plan)[0] == ends


def entry(start, end, status="unmatched"):
    return LedgerEntry(
        id="n1", quote="x", span=Span(start=start, end=end), value=Decimal(1), role="prose", status=status
    )


def finding(start, end, print_="f1"):
    quote = Evidence(role="表述", quote="x", span=Span(start=start, end=end))
    return Finding(
        code="CL01", name="x", severity="error", message="x", evidence=(quote,), fingerprint=print_, value_hash=""
    )


@pytest.mark.parametrize(
    ("quoted", "place", "met"),
    [
        ((10, 20), (10, 12), True), ((10, 20), (9, 12), True), ((10, 20), (19, 22), True), ((10, 20), (20, 22), False), ((10, 20), (8, 10), False),
        ((10, 20), (8, 11), True), ((50, 130), (70, 72), True), ((50, 130), (128, 132), True), ((0, 64), (60, 70), True), ((64, 70), (63, 66), True), ((66, 70), (63, 66), False),
    ],
)  # fmt: skip
def test_a_number_knows_the_findings_that_quote_it(quoted, place, met):
    (settled,), _coverage = settle([finding(*quoted)], (entry(*place),))
    assert settled.findings == (("f1",) if met else ())


def test_a_number_that_claims_nothing_is_no_findings_and_one_finding_counts_once():
    (aside,), _coverage = settle([finding(0, 9)], (entry(0, 5, "not-a-claim"),))
    (twice,), _coverage = settle([finding(0, 9), finding(0, 7), finding(0, 3, "f2")], (entry(0, 5),))
    assert (aside.findings, twice.findings) == ((), ("f1", "f2"))


def test_what_a_check_found_right_is_reconciled_where_nothing_else_was_said():
    ledger = (entry(0, 5), entry(10, 15, "contradicted"), entry(20, 25))
    settled, coverage = settle([], ledger, {0: "3 × 4 = 12", 10: "5"})
    assert [(one.status, one.reason) for one in settled] == [
        ("reconciled", "3 × 4 = 12"),
        ("contradicted", ""),
        ("unmatched", ""),
    ]
    assert (coverage.numbers, coverage.asserting, coverage.compared, coverage.unmatched) == (3, 3, 2, 1)


def test_what_claims_nothing_does_not_count_as_asserting():
    coverage = statuses.coverage((entry(0, 5, "agreed"), entry(10, 15, "not-a-claim"), entry(20, 25, "unread")))
    assert (coverage.numbers, coverage.asserting, coverage.compared, coverage.not_a_claim) == (3, 2, 1, 1)


def test_a_judged_relation_holds_no_reading_but_its_own():
    assert Judged("r1", judged(*AGREED).relation, judged(*AGREED).judgement).first is None
