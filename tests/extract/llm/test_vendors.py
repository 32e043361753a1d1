"""Endpoints as vendors have them: a report is read with each that can read it, and each that cannot is told in a sentence of its own."""

import hostile
import pytest
from endpoint import Script, serving
from vendors import VENDORS

from auditor import pipeline
from auditor.errors import ModelError
from auditor.extract import rules


def used(vendor, document, truth):
    """What came of it: confirmed values, everything that was told, and the calls."""
    script = Script(truth, fault=vendor.refuse, envelope=vendor.shape)
    with serving(script) as url:
        try:
            (outcome,) = pipeline.examine(document, hostile.settings(url, attempts=4, **vendor.settings))
        except ModelError as error:
            return None, str(error), script
    said = " ".join((*outcome.usage.failed, *outcome.usage.notes))
    return outcome, said, script


@pytest.fixture(scope="module")
def ideal(sample):
    document, truth = sample("narrative.txt")
    outcome, _said, script = used(VENDORS[0], document, truth)
    return outcome, len(script.requests)


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor.name)
def test_an_endpoint_of_this_kind(vendor, sample, ideal):
    document, truth = sample("narrative.txt")
    outcome, said, script = used(vendor, document, truth)
    assert vendor.says in said
    assert len(script.requests) <= ideal[1] + 8
    if not vendor.works:
        assert outcome is None
        return
    assert outcome is not None, said
    assert [outcome.report] == rules.extract(document)
    assert {one.fingerprint for one in outcome.findings} == {one.fingerprint for one in ideal[0].findings}
    if not vendor.says:
        assert outcome.usage.confirmed == ideal[0].usage.confirmed
        assert outcome.usage.failed == ()


def test_what_is_refused_costs_no_tokens(sample):
    document, truth = sample("narrative.txt")
    plain = next(one for one in VENDORS if one.name == "一切照协议")
    picky = next(one for one in VENDORS if one.name == "只认 json_object")
    first, _said, few = used(plain, document, truth)
    second, _said, many = used(picky, document, truth)
    assert second.usage.calls == len(many.requests) == len(few.requests) + 2
    assert second.usage.prompt_tokens < first.usage.prompt_tokens * 1.5


def test_what_cannot_be_answered_is_asked_once():
    hopeless = [one for one in VENDORS if one.says in {"余额不足", "OPENAI_API_KEY", "没有这个模型", "/v1", "网页"}]
    assert len(hopeless) == 8


@pytest.mark.parametrize(
    "vendor",
    [
        one
        for one in VENDORS
        if one.says in {"余额不足", "OPENAI_API_KEY", "没有这个模型", "/v1", "网页", "数据流", "转到别处"}
    ],
    ids=lambda vendor: vendor.name,
)
def test_no_hopeless_question_is_asked_twice(vendor, sample):
    _outcome, _said, script = used(vendor, *sample("narrative.txt"))
    assert len(script.requests) == 1
