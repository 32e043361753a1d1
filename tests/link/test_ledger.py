"""The ledger holds every number, once, with what became of it."""

from forms import form
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.link import link, settle
from auditor.text import quantities


def test_every_number_is_entered_once():
    rows = [(1, "检查企业数量", "≥100家", "104家")]
    document, report = form([("2024年检查企业不少于100家，印发第三批清单。", "检查企业104家，召开会议7次。")], rows)
    entries = link(document, report).entries
    assert [document.quote(entry.span) for entry in entries] == [
        quantity.text for quantity in quantities.find(document.text)
    ]


def test_each_entry_tells_how_it_ended():
    rows = [(1, "检查企业数量", "≥100家", "104家")]
    document, report = form([("2024年检查企业不少于100家。", "检查企业104家，召开会议7次。")], rows)
    ended = {entry.quote: entry.status for entry in link(document, report).entries}
    assert ended["2024年"] == "not-a-claim"
    assert ended["104家"] == "agreed"
    assert ended["7次"] == "unmatched"


def test_unmatched_numbers_say_why():
    document, report = form([("", "召开会议7次，办理提案13件。")])
    assert all(entry.reason for entry in link(document, report).entries if entry.status == "unmatched")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["检查企业", "开展培训", "修复道路", "发放资料"]), st.integers(1, 9999)),
        min_size=1,
        max_size=6,
    )
)
def test_coverage_counts_every_entry(facts):
    document, report = form([("", "，".join(f"{subject}{number}次" for subject, number in facts) + "。")])
    entries, coverage = settle([], link(document, report).entries)
    assert (
        coverage.numbers
        == len(entries)
        == sum(coverage.model_dump(exclude={"numbers", "asserting", "compared"}).values())
    )
    assert coverage.asserting == coverage.numbers - coverage.not_a_claim
    assert coverage.compared == coverage.agreed + coverage.reconciled + coverage.contradicted
