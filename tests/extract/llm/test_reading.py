"""A report read with a model beside the rules."""

import asyncio
import html
import zipfile

import pytest
import strange
from endpoint import MODES, FaultError
from hostile import values

from auditor import memo, pipeline
from auditor.errors import ModelUnavailable, NoReportFound, SettingsError
from auditor.extract import llm, rules
from auditor.extract.llm.quality import count, quality
from auditor.memo.terminal import show
from auditor.settings import Settings

SAMPLES = ("clean.txt", "mission.txt", "narrative.txt", "project.txt")


def alike(outcomes, documents):
    """The outcomes but for what the model cost and who read."""
    plain = pipeline.examine(documents, Settings())
    return [
        one.model_copy(update={"usage": None, "tool": two.tool}) for one, two in zip(outcomes, plain, strict=True)
    ] == plain


@pytest.mark.parametrize("name", SAMPLES)
def test_a_careful_model_changes_nothing_where_the_rules_are_right(name, sample, audit):
    document, truth = sample(name)
    outcomes, _script = audit(document, truth)
    usage = outcomes[0].usage
    assert alike(outcomes, document)
    assert (usage.ungrounded, usage.review, usage.failed, usage.added) == ((), (), (), ())
    assert usage.confirmed == count(outcomes[0].report)


@pytest.mark.parametrize("mode", MODES[1:])
def test_every_way_of_asking_gives_the_same(mode, sample, audit):
    document, truth = sample("mission.txt")
    outcomes, script = audit(document, truth, {"modes": (mode,)}, mode=mode)
    assert alike(outcomes, document)
    assert outcomes[0].usage.calls == len(script.requests)


def test_a_table_of_unknown_layout_is_read_by_the_model_alone(audit):
    document, truth = strange.table()
    (outcome,), _ = audit(document, truth)
    rows = outcome.report.indicators
    assert [row.name for row in rows] == [row[0] for row in strange.ROWS]
    assert [row.actual.text for row in rows] == [row[2] for row in strange.ROWS]
    assert [str(row.score) for row in rows] == ["10", "9.5", "10", "10", "9", "10"]
    assert [str(line.spent) for line in outcome.report.budget] == ["412.38", "382.18"]
    assert len(outcome.usage.added) == 8


def test_what_rests_on_rows_that_only_the_model_read_is_doubtful_and_no_error(audit):
    (outcome,), _ = audit(*strange.table(strange.many(4)))
    found = {one.code: one for one in outcome.findings}
    assert (found["SC01"].severity, found["SC01"].confidence) == ("warning", "low")


def test_a_row_that_the_model_leaves_out_twice_is_named_and_nothing_is_added_up(audit):
    def forgetful(task, answer, number):
        return (
            {"rows": [row for row in answer["rows"] if "农户" not in row["name"]]} if task == "indicators" else answer
        )

    (outcome,), script = audit(*strange.table(), {"twist": forgetful})
    assert len(outcome.report.indicators) == 4
    assert sum("下游受益农户" in spot.reason for spot in outcome.unreadable) == 1
    assert not {"SC01", "SC02"} & {one.code for one in outcome.findings}
    assert (
        sum(
            "下游受益农户" in str(request["messages"]) and "抄录绩效指标" in str(request["messages"])
            for request in script.requests
        )
        == 2
    )


def test_a_column_that_only_the_model_knows_is_filled_and_doubtful(audit):
    text = (
        "项目支出绩效自评表\n项目名称\t护林员培训\n"
        "一级指标\t二级指标\t三级指标\t年度指标值\t分值\t得分\t干成多少\t又说多少\n"
        "产出指标\t数量指标\t培训护林员\t≥120人\t50\t50\t118人\t119人\n效益指标\t社会效益指标\t护林面积\t≥30万亩\t50\t50\t31万亩\t32万亩\n"
    )
    document = strange.read(text)
    from endpoint import Truth

    def reads_on(task, answer, number):
        for row in answer["rows"] if task == "indicators" else ():
            row["actual"] = {"培训护林员": "118人", "护林面积": "31万亩"}[row["name"]]
        return answer

    assert [row.actual for row in rules.extract(document)[0].indicators] == [None, None]
    (outcome,), _ = audit(document, Truth(document), {"twist": reads_on})
    assert [(row.actual.text, row.ambiguous) for row in outcome.report.indicators] == [
        ("118人", True),
        ("31万亩", True),
    ]


def test_a_narrative_gets_its_goal_and_is_checked_against_it(audit):
    document, truth = strange.narrative()
    (plain,) = pipeline.examine(document, Settings())
    (outcome,), _ = audit(document, truth)
    (goal,) = outcome.report.goals
    assert (goal.target.text, goal.actual.text) == (strange.PLAN, strange.RESULT)
    codes = {one.code for one in outcome.findings}
    assert {"CL04", "CL10", "CL13"} <= codes
    assert "CL04" in {one.code for one in plain.findings}  # the rules read the plan by its own words
    missed = next(one for one in outcome.findings if one.code == "CL04")
    assert "3.20万亩" in missed.message
    assert missed in plain.findings  # and what they find alone, no reading of the model makes less sure
    known = {one.fingerprint for one in plain.findings}
    added = [one for one in outcome.findings if one.fingerprint not in known]
    assert {(one.severity, one.confidence) for one in added} <= {("warning", "low"), ("note", "low")}
    compared_nothing = {one.code[:2] for one in outcome.not_run if one.reason}
    assert {"BU", "CT"} <= compared_nothing


def test_a_plan_told_as_a_result_makes_no_goal(audit):
    document, truth = strange.narrative()
    truth.goals = ((strange.RESULT, strange.PLAN),)
    (outcome,), _ = audit(document, truth)
    assert outcome.report.goals == ()
    assert outcome.usage.review


def test_llm_says_that_the_model_is_down_and_both_goes_on(sample, audit):
    document, truth = sample("project.txt")
    down = {"fault": lambda request, number: FaultError(500)}
    with pytest.raises(ModelUnavailable, match="500"):
        audit(document, truth, down)
    outcomes, _ = audit(document, truth, down, extractor="both")
    assert alike(outcomes, document)
    assert "只按规则读取" in outcomes[0].usage.notes[0]
    assert "只按规则读取" in memo.render("markdown", outcomes, [document]).decode()


def test_a_model_must_be_named(sample):
    with pytest.raises(SettingsError, match="AUDITOR_MODEL"):
        pipeline.examine(sample("project.txt")[0], Settings(extractor="llm"))


def test_what_rules_and_model_read_differently_is_listed_and_stays_as_the_rules_read_it(sample, audit):
    document, truth = sample("mission.txt")

    def elsewhere(task, answer, number):
        if task == "indicators":
            row = answer["rows"][1]
            row["target"], row["actual"] = row["actual"], row["target"]
        return answer

    outcomes, _ = audit(document, truth, {"twist": elsewhere})
    assert alike(outcomes, document)
    assert [(one.rules, one.model) for one in outcomes[0].usage.review] == [("≥35次", "40次"), ("40次", "≥35次")]
    pages = [memo.render("markdown", outcomes, [document]).decode(), show(outcomes, 120)]
    assert all("规则与模型有 2 处读法不同" in page for page in pages)


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx", ".xlsx", ".json"])
def test_every_memo_lists_what_could_not_be_placed_and_what_was_read_differently(suffix, sample, audit, tmp_path):
    document, truth = sample("mission.txt")

    def wrong(task, answer, number):
        if task == "indicators":
            answer["rows"][0]["actual"] = "7777部"
            row = answer["rows"][1]
            row["target"], row["actual"] = row["actual"], row["target"]
        return answer

    outcomes, _ = audit(document, truth, {"twist": wrong})
    file = tmp_path / f"memo{suffix}"
    memo.write(file, outcomes, [document])
    said = readable(file)
    assert "7777部" in said
    assert "≥35次" in said
    assert "ungrounded" in said if suffix == ".json" else "未能定位" in said


def readable(file):
    """All that a file says, unpacked where it is an archive."""
    if not zipfile.is_zipfile(file):
        return file.read_text(encoding="utf-8")
    with zipfile.ZipFile(file) as archive:
        said = html.unescape("".join(archive.read(name).decode(errors="ignore") for name in archive.namelist()))
        return said.replace("\u2060", "")


def test_agreement_raises_the_confidence_of_a_doubtful_row():
    from endpoint import Truth

    from auditor.extract.llm import reader, table
    from auditor.extract.llm.answers import IndicatorsAnswer
    from auditor.extract.llm.comparison import Comparison

    document, truth = strange.read(
        "项目支出绩效自评表\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
        "产出指标\t数量指标\t培训护林员\t≥120人\t118人\t50\t50\n"
    ), None  # fmt: skip
    truth = Truth(document)
    report = truth.reports[0]
    doubtful = report.model_copy(
        update={"indicators": tuple(row.model_copy(update={"ambiguous": True}) for row in report.indicators)}
    )
    sheet = reader.sheet_of(document, Settings(model="m"))
    chunk = next(one for one in sheet.chunks if one.task == "indicators")
    answer = IndicatorsAnswer.model_validate(truth.answer("indicators", chunk.text))
    read = table.indicators([(chunk, row) for row in answer.rows], doubtful, Comparison())
    assert [row.ambiguous for row in read.indicators] == [False]
    silent = [(chunk, row.model_copy(update={"score": ""})) for row in answer.rows]
    assert [row.ambiguous for row in table.indicators(silent, doubtful, Comparison()).indicators] == [True]


def test_the_same_accepted_facts_give_the_same_bytes_of_memo(sample, audit):
    document, truth = sample("mission.txt")

    def wrong(task, answer, number):
        return {**answer, "score": "77"} if task == "conclusion" else answer

    pages = []
    for concurrency, mode in ((1, "tools"), (4, "md_json"), (4, "tools")):
        outcomes, _ = audit(document, truth, {"twist": wrong}, concurrency=concurrency, mode=mode)
        pages.append([memo.render(shown, outcomes, [document]) for shown in ("markdown", "sarif")])
    assert pages[0] == pages[1] == pages[2]


def test_several_forms_in_one_file_keep_their_own_lists(sample, audit):
    text = (sample("project.txt")[0].text, sample("clean.txt")[0].text)
    document = strange.read("\n".join(text))
    from endpoint import Truth

    def wrong(task, answer, number):
        if task == "conclusion" and "98.9" in str(answer):
            return {**answer, "total_score": "77"}
        return answer

    outcomes, _ = audit(document, Truth(document), {"twist": wrong})
    assert [len(one.usage.ungrounded) for one in outcomes] == [0, 1]
    assert values(outcomes[0].report) == values(rules.extract(document)[0])


def test_a_caller_with_an_event_loop_of_its_own_is_served(sample, audit):
    document, truth = sample("narrative.txt")

    async def in_a_loop():
        return audit(document, truth)

    outcomes, _ = asyncio.run(in_a_loop())
    assert alike(outcomes, document)


def test_a_file_that_is_no_report_stays_none(audit):
    document = strange.read("会议通知\n定于周五下午召开例会，请各科室参加。\n")
    with pytest.raises(NoReportFound):
        audit(document, _Nothing())


class _Nothing:
    def answer(self, task, text):
        lists = {
            "goals": "goals",
            "indicators": "rows",
            "budget": "rows",
            "relations": "relations",
            "links": "links",
            "columns": "columns",
        }
        return {lists[task]: []} if task in lists else {}


def test_precision_and_recall_tell_a_careful_model_from_a_sloppy_one(sample):
    import hostile
    from endpoint import Script, serving

    document, truth = sample("mission.txt")

    def sloppy(task, answer, number):
        if task == "indicators":
            answer["rows"] = answer["rows"][:-4]
            answer["rows"][0] |= {"target": "77次", "actual": "78次"}
        return answer

    found = []
    for twist in (None, sloppy):
        with serving(Script(truth, twist=twist)) as url:
            readings = llm.extract(document, hostile.settings(url))
        found.append(quality(readings, rules.extract(document)))
    careful, poor = found
    assert (careful.precision, careful.recall) == (1, 1)
    assert 0.95 < poor.precision < 1
    assert 0.7 < poor.recall < 0.85
    assert "召回率 100.0%" in careful.say()
