"""Whatever a model answers, nothing that the rules find is lost or made less sure; and no relation of a model makes an error."""

import itertools
from pathlib import Path

import hypothesis.strategies as st
import pytest
from endpoint import Truth
from hostile import weaker
from hypothesis import given, settings

from auditor import pipeline
from auditor.bench import gold
from auditor.extract import rules
from auditor.extract.llm import relations
from auditor.extract.llm.answers import RelationAnswer
from auditor.extract.llm.comparison import Comparison
from auditor.model.finding import RelationsUsed, Usage
from auditor.model.suggestion import SUGGESTED
from auditor.pipeline import Reading
from auditor.settings import Settings

SAMPLES = Path(__file__).parents[1] / "samples"
BOTH = Settings(extractor="both", model="m")


class Marked:
    """A marked report with its ideal answers, and what the rules find in it alone."""

    def __init__(self, name):
        self.name = name
        path = SAMPLES / f"{name}.txt"
        self.document = pipeline.read(path.read_bytes(), path.name, Settings())
        marked = SAMPLES / "gold" / f"{name}.gold.json"
        self.truth = Truth(self.document, gold=gold.load(marked) if marked.is_file() else None)
        self.windows = [one for one in self.truth.sheet.chunks if one.task == "relations"]
        self.report = rules.extract(self.document)[0]
        self.alone = pipeline.examine(self.document, Settings())[0]

    def audited(self, answers, report=None):
        """The outcome with these answers, and with that report as the model reads it."""
        note = Comparison()
        told = [(self.windows[0], RelationAnswer.model_validate(one)) for one in answers]
        report = report or self.report
        suggested = relations.suggestions(told, self.truth.sheet, report, note)
        usage = Usage(model="m", relations=RelationsUsed(named=note.relations, refused=tuple(note.refused)))
        return pipeline.judged(self.document, [Reading(report, usage, self.report, suggested)], BOTH)[0]


@pytest.fixture(scope="module", params=["ferries", "narrative", "mission"])
def marked(request):
    return Marked(request.param)


def answers(most):
    """Relations between any figures, those that exist and those that do not."""
    name = st.integers(1, most + 2).map("#{}".format) | st.sampled_from(["", "R1", "R9", "17", "#x"])
    return st.fixed_dictionaries(
        {
            "kind": st.sampled_from([*SUGGESTED, "equal"]),
            "result": name,
            "of": st.lists(name, max_size=4),
            "names": st.lists(st.sampled_from(["青石", "龙湾", "渡口", "养护"]), max_size=3),
        }
    )


@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_no_relation_takes_a_finding_away_or_makes_an_error(marked, data):
    told = data.draw(st.lists(answers(len(marked.truth.sheet.figures)), max_size=12))
    kept = data.draw(st.lists(st.sampled_from(marked.truth.relations), max_size=8)) if marked.truth.relations else []
    outcome = marked.audited([*kept, *told])
    assert weaker(outcome, marked.alone) == []
    known = {one.fingerprint for one in marked.alone.findings}
    added = [one for one in outcome.findings if one.fingerprint not in known]
    assert {one.code for one in added} <= {"FE04"}
    assert all(one.severity != "error" and one.confidence != "high" for one in added)
    assert all("由模型提出" in one.action for one in added)
    assert outcome.coverage.numbers == marked.alone.coverage.numbers


@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_no_reading_of_a_report_takes_a_finding_away(marked, data):
    """A model that leaves out, merges or turns what the rules read: all of it stands beside, nothing in the place of theirs."""
    report = marked.report
    halves = st.lists(st.booleans(), min_size=60, max_size=60)
    chosen = data.draw(halves)
    changed = {
        "goals": tuple(one for one, keep in zip(report.goals, chosen, strict=False) if keep),
        "indicators": tuple(one for one, keep in zip(report.indicators, chosen[::-1], strict=False) if keep),
        "budget": report.budget if data.draw(st.booleans()) else (),
        "conclusion": report.conclusion if data.draw(st.booleans()) else None,
        "total": report.total if data.draw(st.booleans()) else None,
    }
    read = rules.with_claims(marked.document, report.model_copy(update=changed))
    outcome = marked.audited([], read)
    assert weaker(outcome, marked.alone) == []
    known = {one.fingerprint for one in marked.alone.findings}
    assert all(one.severity != "error" for one in outcome.findings if one.fingerprint not in known)


def test_true_answers_find_every_fault_surely_and_compare_no_less():
    marked = Marked("ferries")
    outcome = marked.audited(marked.truth.relations)
    added = [one for one in outcome.findings if one.code == "FE04"]
    assert {(one.severity, one.confidence) for one in added} <= {("warning", "medium")}
    said = " ".join(f"{one.message} {one.working}" for one in outcome.findings)
    assert "17处 < 18处" in said
    assert "2024年11月18日 > 2024年10月底前" in said
    assert outcome.coverage.compared >= marked.alone.coverage.compared
    assert outcome.usage.relations.refused == ()


def test_money_is_never_a_number_of_people():
    marked = Marked("ferries")
    figures = marked.truth.sheet.figures
    named = {figure.quantity.text: f"#{number}" for number, figure in figures.items()}
    wrong = [
        {"kind": "same", "result": named["864万元"], "of": [named["160人"]]},
        {"kind": "sum", "result": named["864万元"], "of": [named["520万元"], named["160人"]]},
        {"kind": "ratio", "result": named["97%"], "of": [named["838.08万元"], named["160人"]]},
        {"kind": "deadline", "result": named["2024年10月底前"], "of": [named["160人"]]},
        {"kind": "sum", "result": "#900", "of": [named["520万元"], named["180万元"]]},
        {"kind": "equal", "result": named["864万元"], "of": [named["520万元"]]},
    ]
    outcome = marked.audited(wrong)
    assert len(outcome.usage.relations.refused) == len(wrong)
    assert "FE04" not in {one.code for one in outcome.findings}
    assert "没有采用" in outcome.usage.relations.refused[0]


def test_a_relation_that_words_do_not_tell_stays_a_note():
    marked = Marked("ferries")
    named = {figure.quantity.text: f"#{number}" for number, figure in marked.truth.sheet.figures.items()}
    wrong = [{"kind": "same", "result": named["9个"], "of": [named["17个"]]}]
    (found,) = [one for one in marked.audited(wrong).findings if one.code == "FE04"]
    assert (found.severity, found.confidence) == ("note", "low")


def test_what_fits_with_another_figure_of_the_paragraph_stays_a_note():
    """26 of 38 would be a rate like any other; the paragraph has 19 beside 26, which fits."""
    marked = Marked("ferries")
    figures = marked.truth.sheet.figures
    named = {figure.quantity.text: f"#{number}" for number, figure in figures.items()}
    wrong = [{"kind": "ratio", "result": named["73%"], "of": [named["9个"], named["17个"]]}]
    found = [one for one in marked.audited(wrong).findings if one.code == "FE04"]
    assert [one.severity for one in found] == ["note"]


def crowd(most, span=7):
    """A relation of every kind between each figure and any two of those behind it: some fit."""
    for result in range(1, most + 1):
        behind = range(result + 1, min(result + span, most) + 1)
        for one, other in itertools.permutations(behind, 2):
            for kind in ("sum", "difference", "ratio", "growth", "product", "mean"):
                yield {"kind": kind, "result": f"#{result}", "of": [f"#{one}", f"#{other}"]}


@pytest.mark.parametrize("name", ["ferries", "narrative"])
def test_what_fits_by_chance_says_nothing_of_a_number(name):
    """Whoever names everything names what fits too: numbers that nobody ties are found right no more than before, and few are doubted surely."""
    marked = Marked(name)
    text = marked.document.text
    places = marked.truth.gold.places(text)
    tied = [places[one] for each in marked.truth.gold.relations for one in (each.result, *each.of) if one in places]

    def right(outcome):
        return {one.span.start for one in outcome.ledger if one.status in ("agreed", "reconciled")}

    crowded = marked.audited(list(crowd(len(marked.truth.sheet.figures))))
    more = right(crowded) - right(marked.alone)
    assert [start for start in more if not any(begin <= start < end for begin, end in tied)] == []
    assert right(marked.audited(marked.truth.relations)) >= right(marked.alone)
    named = [one.severity for one in crowded.findings if one.code == "FE04"]
    assert len(named) > 100
    assert set(named) <= {"note", "warning"}
    assert named.count("warning") <= 4
