"""What the tasks take on beside quoting: names by their grammar, goals taken apart, money told in sentences, examples of one's own."""

import hostile
import pytest
import strange
from endpoint import Script, Truth, serving
from hostile import run

from auditor import pipeline
from auditor.errors import SettingsError
from auditor.extract import rules
from auditor.extract.llm import prompts
from auditor.settings import Settings

STORY = """关于专项工作的自评报告
一、基本情况
为改善村容村貌，我局组织实施了垃圾清运工作，涉及12个村。
二、完成情况
全年清运垃圾3260吨。
"""


def audited(document, truth, twist):
    (outcome,), *_ = run(document, truth, hostile.Kind("", lambda: {"twist": twist}))
    return outcome


@pytest.mark.parametrize(
    ("quote", "taken"),
    [
        ("为改善村容村貌，我局组织实施了垃圾清运工作", None),
        ("垃圾清运工作", None),
        ("组织实施了垃圾清运", None),
    ],
)
def test_a_run_of_a_sentence_is_no_project(quote, taken):
    document = strange.read(STORY)

    def names(task, answer, number):
        return {**answer, "project": {"line": 3, "quote": quote}} if task == "head" else answer

    assert audited(document, Truth(document), names).report.project == taken


def test_a_project_named_in_the_text_is_taken():
    document = strange.read(STORY.replace("组织实施了垃圾清运工作", "组织实施了清河农村垃圾清运项目"))

    def names(task, answer, number):
        return {**answer, "project": {"line": 3, "quote": "清河农村垃圾清运项目"}} if task == "head" else answer

    before = rules.extract(document)[0].project
    assert audited(document, Truth(document), names).report.project == (before or "清河农村垃圾清运项目")


def test_money_told_in_a_sentence_is_added_up_by_us():
    text = "某县林业局2024年度古树保护项目绩效自评报告\n一、资金\n本年拨来的款是80.0万元，花去76.0万元，尚余5.0万元没有动，用掉了95%。\n"
    document = strange.read(text)

    def told(task, answer, number):
        if task != "budget":
            return answer
        row = dict.fromkeys(("name", "initial", "weight", "score", "arrived"), "")
        told = {"line": 3, "budget": "80.0万元", "spent": "76.0万元", "surplus": "5.0万元", "rate": "95%"}
        return {"rows": [{**row, **told}]}

    outcome = audited(document, Truth(document), told)
    ids = {entry.id: entry.quote for entry in outcome.ledger}
    found = {(one.kind, ids[one.result], one.status) for one in outcome.relations}
    assert ("difference", "5.0万元", "contradicted") in found
    assert ("ratio", "95%", "agreed") in found or ("ratio", "95%", "reconciled") in found
    assert outcome.report.budget == rules.extract(document)[0].budget


MERGED = """青禾县2024年度培训项目绩效自评报告
年度绩效目标：培训护林员不少于120人。建设防火道60公里。
实际完成情况：培训护林员118人。建设防火道64公里。
"""


def test_goals_that_the_rules_read_as_one_are_taken_apart():
    document = strange.read(MERGED)
    (plain,) = pipeline.examine(document, Settings())
    (goal,) = plain.report.goals

    def apart(task, answer, number):
        if task != "goals":
            return answer
        pairs = (("培训护林员不少于120人。", "培训护林员118人。"), ("建设防火道60公里。", "建设防火道64公里。"))
        told = [{"number": "", "target_line": 2, "target": a, "actual_line": 3, "actual": b} for a, b in pairs]
        return {"goals": told}

    outcome = audited(document, Truth(document), apart)
    assert [(one.number, one.target.text) for one in outcome.report.goals] == [
        (1, "培训护林员不少于120人。"),
        (2, "建设防火道60公里。"),
    ]
    assert goal.target.text.startswith("培训护林员")
    assert hostile.weaker(outcome, plain) == []


OWN = """- lines:
    - "[1] 全年修复石碑«#1 方»，其中明代«#2 方»、清代«#3 方»。"
  answer:
    relations:
      - {kind: sum, result: "#1", of: ["#2", "#3"], names: [], subject: 修复石碑}
"""


def test_examples_of_ones_own_stand_behind_ours(tmp_path):
    (tmp_path / "relations.yaml").write_text(OWN, encoding="utf-8")
    said = prompts.instructions("relations", tmp_path)
    assert said.index("修复石碑") > said.index("复壮古树")
    assert prompts.instructions("goals", tmp_path) == prompts.instructions("goals")
    document = strange.read(STORY)
    script = Script(Truth(document))
    with serving(script) as url:
        pipeline.examine(document, hostile.settings(url, examples=tmp_path))
    assert any("修复石碑" in request["messages"][0]["content"] for request in script.requests)


@pytest.mark.parametrize("text", ["- lines: [x]\n  answer: {relations: [1]}\n", "- {lines: 3}\n", "a: [\n", "- x\n"])
def test_examples_that_are_none_are_told(text, tmp_path):
    (tmp_path / "relations.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="示例文件"):
        prompts.instructions("relations", tmp_path)


def test_every_task_has_an_example_with_nothing_to_find():
    for task in ("goals", "indicators", "budget", "links", "relations"):
        assert any(not next(iter(one.answer.values())) for one in prompts.examples(task)), task


STRANGE = (
    "项目支出绩效自评表\n项目名称\t护林员培训\n"
    "一级指标\t二级指标\t三级指标\t年度指标值\t分值\t得分\t丰歉如何\t又说多少\n"
    "产出指标\t数量指标\t培训护林员\t≥120人\t50\t50\t118人\t119人\n效益指标\t社会效益指标\t护林面积\t≥30万亩\t50\t50\t31万亩\t32万亩\n"
)


def named(kind, heading="丰歉如何"):
    def told(task, answer, number):
        return {"columns": [{"heading": heading, "kind": kind}]} if task == "columns" else answer

    return told


def test_a_column_that_the_rules_could_not_name_is_named_by_the_model_and_said():
    document = strange.read(STRANGE)
    (plain,) = pipeline.examine(document, Settings())
    assert [one.kind for one in plain.report.columns if one.heading == "丰歉如何"] == ["unknown"]
    outcome = audited(document, Truth(document), named("actual"))
    assert [row.actual.text for row in outcome.report.indicators] == ["118人", "31万亩"]
    (column,) = [one for one in outcome.report.columns if one.heading == "丰歉如何"]
    assert (column.kind, column.confidence) == ("actual", "medium")
    assert any("丰歉如何" in note for note in outcome.usage.notes)
    assert hostile.weaker(outcome, plain) == []
    known = {one.fingerprint for one in plain.findings}
    added = [one for one in outcome.findings if one.fingerprint not in known]
    assert added
    assert all(one.severity != "error" and one.confidence != "high" for one in added)


@pytest.mark.parametrize("answer", [("actual", "三级指标"), ("nonsense", "丰歉如何"), ("actual", "没有的栏")])
def test_what_is_no_unnamed_column_or_no_kind_changes_nothing(answer):
    document = strange.read(STRANGE)
    (plain,) = pipeline.examine(document, Settings())
    outcome = audited(document, Truth(document), named(*answer))
    assert outcome.report == plain.report
