"""Pairs that a model proposes: candidates for a tie, whose verdict stays arithmetic."""

import pytest
import strange
from endpoint import Truth
from hostile import run

from auditor import pipeline
from auditor.settings import Settings

FORM = """2024年度部门整体支出绩效自评表
部门名称\t青禾县林业局
序号\t年度绩效目标\t实际完成情况
1\t组织老树看护志愿者不少于40人，开展巡查60次。\t组织老树看护志愿者{people}人，开展巡查66次。
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分
产出指标\t数量指标\t巡查次数\t≥60次\t66次\t45\t45
产出指标\t数量指标\t古木守护队伍规模\t≥40人\t45人\t45\t45
"""
PAIRS = (("老树看护志愿者", "古木守护队伍规模"),)


def audited(people, **truth):
    document = strange.read(FORM.format(people=people))
    return run(document, Truth(document, **truth)), pipeline.examine(document, Settings())[0]


def test_a_pair_that_words_do_not_find_is_tied_when_the_model_proposes_it():
    ((outcome,), *_), plain = audited(45, pairs=PAIRS)
    after, before = (
        {entry.quote: {one.kind for one in entry.tied_to} for entry in each.ledger if entry.role == "result"}
        for each in (outcome, plain)
    )
    assert (before["45人"], after["45人"]) == ({"claim"}, {"claim", "indicator"})
    assert {one.code for one in outcome.findings} == {one.code for one in plain.findings}
    assert [(one.claim, one.indicator) for one in outcome.report.proposals] == [(0, 1), (2, 1)]


def test_a_proposed_pair_that_does_not_agree_is_a_note_that_asks_first():
    ((outcome,), *_), plain = audited(52, pairs=PAIRS)
    assert "CL01" not in {one.code for one in plain.findings}
    found = next(one for one in outcome.findings if one.code == "CL01")
    assert (found.severity, found.confidence) == ("note", "low")
    assert "由模型提出" in found.action
    assert "52人" in found.message


def test_values_are_not_shown_when_pairs_are_asked_for():
    (_outcomes, script, *_), _plain = audited(52, pairs=PAIRS)
    asked = [
        request["messages"][1]["content"]
        for request in script.requests
        if "哪条表述" in request["messages"][0]["content"]
    ]
    assert len(asked) == 1
    assert "老树看护志愿者（人）" in asked[0]
    assert "52" not in asked[0]
    assert "40" not in asked[0]


@pytest.mark.parametrize(
    "links",
    [{"claim": "C99", "indicator": "R0"}, {"claim": "C0", "indicator": "R99"}, {"claim": "C0", "indicator": "R0"}],
)
def test_a_pair_that_was_not_asked_for_or_cannot_be_compared_is_refused(links):
    from hostile import Kind

    document = strange.read(FORM.format(people=45))
    twist = {"twist": lambda task, answer, number: {"links": [links]} if task == "links" else answer}
    outcomes, *_ = run(document, Truth(document), Kind("", lambda: twist))
    assert outcomes[0].report.proposals == ()
    assert any(links["claim"] in said for said in outcomes[0].usage.ungrounded)


def test_proposals_can_be_switched_off():
    document = strange.read(FORM.format(people=45))
    _outcomes, script, *_ = run(document, Truth(document, pairs=PAIRS), links=False)
    assert not any("哪条表述" in request["messages"][0]["content"] for request in script.requests)


def test_a_percentage_needs_likeness_of_words_too():
    """A unit that anything may have speaks for no pair: 供水水质合格率 is not 管网工程验收合格率."""
    from endpoint import Truth as Told

    form = FORM.replace("组织老树看护志愿者不少于40人", "供水水质合格率不低于98%").replace(
        "组织老树看护志愿者{people}人", "供水水质合格率98.6%"
    )
    document = strange.read(form.replace("古木守护队伍规模\t≥40人\t45人", "管网工程验收情况\t100%\t100%"))
    outcomes, script, *_ = run(document, Told(document, pairs=(("供水水质合格率", "管网工程验收情况"),)))
    assert any("哪条表述" in request["messages"][0]["content"] for request in script.requests)
    assert outcomes[0].report.proposals == ()
