"""The check of a model's relations against cases that an auditor can read and add to (suggested/*.yaml): figures by their print."""

from pathlib import Path

import pytest
import yaml
from endpoint import Truth
from severities import graver

from auditor import pipeline
from auditor.extract import rules
from auditor.extract.llm import relations
from auditor.extract.llm.answers import RelationAnswer
from auditor.extract.llm.comparison import Comparison
from auditor.model.finding import RelationsUsed, Usage
from auditor.settings import Settings

CASES = Path(__file__).parent / "suggested"


def cases(kind):
    for file in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))[kind]:
            yield pytest.param(file.stem, case, id=f"{file.stem} {case['name']}")


def findings(code, case):
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
    return [one for one in outcome.findings if one.code == code]


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
