"""The check of a model's relations against cases that an auditor can read and add to (suggested/*.yaml): figures by their print."""

from pathlib import Path

import pytest
import yaml
from endpoint import Truth
from severities import graver

from auditor import pipeline
from auditor.checks.fe.suggested_relation_broken import between
from auditor.extract import rules
from auditor.extract.llm import relations
from auditor.extract.llm.answers import RelationAnswer
from auditor.extract.llm.comparison import Comparison
from auditor.model.finding import RelationsUsed, Usage
from auditor.model.ledger import LedgerEntry
from auditor.model.source import Place, Span
from auditor.model.suggestion import Suggestion
from auditor.relate import modelled
from auditor.settings import Settings
from auditor.text import quantities

CASES = Path(__file__).parent / "suggested"


def cases(kind):
    for file in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))[kind]:
            yield pytest.param(file.stem, case, id=f"{file.stem} {case['name']}")


def findings(code, case):
    return [one for one in audited(case).findings if one.code == code]


def audited(case):
    """What is found of a text with what a model names in it."""
    text = "某县某局2024年度项目支出绩效自评报告\n一、实施情况\n" + "\n".join(case["prose"])
    document = pipeline.read(text.encode(), "report.txt", Settings())
    sheet = Truth(document).sheet
    named = {figure.quantity.text: f"#{number}" for number, figure in sheet.figures.items()}
    (window,) = [one for one in sheet.chunks if one.task == "relations"]
    answers = [
        RelationAnswer(
            kind=one["kind"],
            result=named[one["result"]] if "result" in one else "",
            of=tuple(named[name] for name in one.get("of", ())),
            names=tuple(one.get("names", ())),
        )
        for one in case["suggests"]
    ]
    report = rules.extract(document)[0]
    suggested = relations.suggestions([(window, one) for one in answers], sheet, report, Comparison())
    usage = Usage(model="m", relations=RelationsUsed(named=len(answers)))
    reading = pipeline.Reading(report, usage, report, suggested)
    (outcome,) = pipeline.judged(document, [reading], Settings(extractor="both", model="m"))
    return outcome


@pytest.mark.parametrize(("code", "case"), list(cases("finds")))
def test_finds(code, case):
    found = findings(code, case)
    assert found, "nothing found"
    assert graver(found) == []
    said = " ".join(f"{one.message} {one.working} {one.action}" for one in found)
    assert [words for words in case["says"] if words not in said] == [], said
    assert found[0].severity == case.get("severity", found[0].severity)
    assert found[0].confidence == case.get("confidence", found[0].confidence)


@pytest.mark.parametrize(("code", "case"), list(cases("silent")))
def test_stays_silent(code, case):
    found = findings(code, case)
    assert [one.message for one in found if not (case.get("notes_allowed") and one.severity == "note")] == []


def test_each_relation_that_a_model_names_has_an_id_of_its_own():
    prose = ["跑了360家企业，缺人手的就有420家。", "全年培训农技员320人。", "另有志愿者350人参加巡查。"]
    suggests = [
        {"kind": "part", "result": "420家", "of": ["360家"]},
        {"kind": "same", "result": "350人", "of": ["320人"]},
    ]
    found = findings("FE04", {"prose": prose, "suggests": suggests})
    assert len({name for one in found for name in one.relations}) == len(found) == 2


TOLD = ["雨水管、污水管一并更新，两类管网合计铺设52,600米。", "铺设雨污管网52.6公里，内涝点基本消除。"]


@pytest.mark.parametrize(
    ("suggests", "passed", "not_run"),
    [
        ([], 0, 1),
        ([{"kind": "same", "result": "52.6公里", "of": ["52,600米"]}], 1, 0),
    ],
)
def test_what_holds_is_counted_and_nothing_named_is_said(suggests, passed, not_run):
    outcome = audited({"prose": TOLD, "suggests": suggests})
    assert sum(one.count for one in outcome.passed if one.code == "FE04") == passed
    assert [one.code for one in outcome.not_run].count("FE04") == not_run


def entry(name, words, subject):
    return LedgerEntry(
        id=name, quote=words, span=Span(start=0, end=len(words)), value=320, unit="人", role="prose", subject=subject,
        status="unmatched",
    )  # fmt: skip


def figure(words, document):
    place = Place(start=0, end=len(words), document=document)
    return quantities.read(words).model_copy(update={"number_span": place})


class TestBetweenDocuments:
    LEDGERS = ([entry("n1", "320人", "培训农技员")], [entry("n1", "350人", "农技员培训")])

    def told(self, **more):
        one = Suggestion(kind="same", result=figure("320人", 0), of=(figure("350人", 1),))
        found = modelled.across(self.LEDGERS, [one], frozenset())
        (named,) = found.named
        judgement = named.judged.judgement.model_copy(update={"slight": more.pop("slight", False)})
        return between(named._replace(judged=named.judged._replace(judgement=judgement), **more), found.numbers)

    def test_quotes_each_and_names_its_document(self):
        found = self.told(told=True)
        assert "320人、350人" in found.message
        assert [one.quote for one in found.evidence] == list(found.values) == ["320人", "350人"]
        assert found.about == ("same", "d0 培训农技员", "d1 农技员培训")

    @pytest.mark.parametrize(
        ("told", "slight", "severity"),
        [(True, False, "warning"), (True, True, "note"), (False, False, "note"), (False, True, "note")],
    )
    def test_only_what_the_text_tells_and_is_far_off_is_a_warning(self, told, slight, severity):
        assert self.told(told=told, slight=slight).severity == severity
