"""The Outcome for other programs."""

import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from outcomes import cause, document, finding, outcome

from auditor.memo.json import dump, render
from auditor.model.finding import Impact, Outcome

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "outcome.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def whole():
    made = finding()
    return outcome(made, causes=(cause(made),))


def test_output_fits_the_schema_that_ships(whole):
    jsonschema.validate(json.loads(render([whole], [document()])), SCHEMA)


def test_a_float_in_place_of_a_number_does_not_fit_the_schema(whole):
    plain = json.loads(render([whole], [document()]))
    plain["ledger"][0]["value"] = 4.5
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(plain, SCHEMA)


def test_one_report_is_an_object_and_several_are_a_list(whole):
    assert json.loads(render([whole], [document()]))["schema"] == "auditor/outcome/2"
    assert len(json.loads(render([whole, whole], [document()] * 2))) == 2
    assert json.loads(render([], [])) == []


def test_numbers_are_exact_plain_decimals(whole):
    exact = whole.model_copy(update={"impact": Impact(score_stated=Decimal("1E+2"), score_recomputed=Decimal("0.550"))})
    impact = json.loads(dump(exact))["impact"]
    assert impact["score_stated"] == "100"
    assert impact["score_recomputed"] == "0.550"


def test_what_is_written_can_be_read_back(whole):
    assert Outcome.model_validate_json(dump(whole)) == whole


def test_the_names_of_the_contract_are_there(whole):
    plain = json.loads(dump(whole))
    assert plain["report"]["conclusion"]["by_category"] == {"数量指标": 43}
    assert plain["usage"] is None
    assert plain["findings"][0]["accepted"] is None
    assert plain["findings"][0]["evidence"][0]["span"]["line"] == 2
    assert set(plain) >= {
        "schema",
        "tool",
        "source",
        "report",
        "findings",
        "causes",
        "ledger",
        "coverage",
        "passed",
        "not_run",
        "unreadable",
        "impact",
        "usage",
    }


def test_both_ways_of_writing_give_the_same(whole):
    exponent = whole.model_copy(update={"impact": Impact(score_stated=Decimal("1E+2"))})
    plain = whole.model_copy(update={"impact": Impact(score_stated=Decimal(100))})
    assert dump(exponent) == dump(plain)
