"""A case: decisions and who made them, versions, a reviewer's own words, and what goes into papers."""

import io
import json
import tomllib
import zipfile
from decimal import Decimal
from html import unescape

import pytest
import site_of_tests as site
import stores
from docx import Document as Word
from site_of_tests import FORM

from auditor import dossier, memo
from auditor.baseline import load as load_baseline
from auditor.errors import SettingsError
from auditor.memo.submission import show
from auditor.settings import Settings
from auditor.store import casework, lists, recording
from auditor.web import exports, office, review
from auditor.web.cases import Cases, load, point_of, selected
from auditor.web.desk import Desk
from auditor.web.intake import Intake, _planned

WRONG = FORM.format(lamps=410, total=98).encode()
ALSO_WRONG = FORM.format(lamps=1900, total=98).encode()
OTHER_TOTAL = FORM.format(lamps=410, total=97).encode()
RIGHT = FORM.format(lamps=410, total=100).encode()


@pytest.fixture(params=["sqlite", "postgresql"])
def bureau(request, tmp_path, monkeypatch):
    """An office without a server; its audits are done in this process."""
    site.here(monkeypatch)
    settings = Settings()

    def made(record):
        desk = Desk(tmp_path / "desk", settings, workers=0)
        intake = Intake(record, tmp_path, settings, workers=0)
        return office.Office(settings, desk, 10_000_000, 1.0, record, intake, Cases(record))

    if request.param == "sqlite":
        with stores.opened(tmp_path) as record:
            yield made(record)
    else:
        with stores.database() as address, stores.opened(address) as record:
            yield made(record)


def case(bureau, number):
    return load(bureau.store, number, "zh")


def points(whole, code=None):
    return [one for of_page in whole.shown for one in of_page if code in (None, one.point.code)]


def total_is_wrong(whole):
    return next(one for one in points(whole) if one.point.severity == "error" and "98" in one.point.message)


def decide(bureau, number, shown, state, reason="", *, until=None):
    recording.decide(
        bureau.store, shown.report, shown.point.fingerprint, shown.point.value_hash, who="张三", state=state, reason=reason,
        until=until,
    )  # fmt: skip
    bureau.cases.changed(number, "zh")


def test_a_case_stands_where_its_decisions_leave_it(bureau):
    number = site.handed_in(bureau, site.batch(bureau), "路灯.txt", WRONG)
    whole = case(bureau, number)
    assert whole.standing.status == "new"
    assert whole.standing.errors == whole.listed.errors > 0
    for shown in points(whole):
        decide(bureau, number, shown, "confirmed")
    now = case(bureau, number)
    assert (now.standing.status, now.standing.errors, now.standing.warnings, now.standing.notes) == ("decided", 0, 0, 0)
    decide(bureau, number, points(now)[0], "asked")
    assert case(bureau, number).standing.status == "waiting"
    told = casework.standings(bureau.store, [number])[number]
    assert told.status == "waiting"
    found, more = casework.cases(bureau.store, lists.Filter(), "waiting")
    assert ([one.listed.id for one in found], more) == ([number], False)
    assert casework.cases(bureau.store, lists.Filter(), "new") == ([], False)


def test_what_was_decided_holds_until_a_value_changes(bureau):
    run = site.batch(bureau)
    number = site.handed_in(bureau, run, "路灯.txt", WRONG)
    shown = total_is_wrong(case(bureau, number))
    decide(bureau, number, shown, "rejected", "四舍五入")
    assert total_is_wrong(case(bureau, number)).holds

    site.handed_in(bureau, run, "路灯.txt", OTHER_TOTAL, to=number)
    now = next(one for one in points(case(bureau, number)) if one.point.fingerprint == shown.point.fingerprint)
    assert (now.machine, now.holds, now.decision.state) == ("changed", False, "rejected")


def test_versions_tell_what_is_mended_what_stands_and_what_is_new(bureau):
    run = site.batch(bureau)
    number = site.handed_in(bureau, run, "路灯.txt", WRONG)
    first = {one.point.fingerprint for one in points(case(bureau, number))}
    assert {one.machine for one in points(case(bureau, number))} == {"first"}
    site.handed_in(bureau, run, "路灯.txt", ALSO_WRONG, to=number)
    now = case(bureau, number)
    states = {one.point.fingerprint: one.machine for one in points(now)}
    assert {"persisting", "new"} <= set(states.values())
    assert all(states[one] != "new" for one in states.keys() & first)
    site.handed_in(bureau, run, "路灯.txt", RIGHT, to=number)
    mended = case(bureau, number)
    assert any("98" in one.message for one in mended.gone)
    assert [one.number for one in mended.versions] == [1, 2, 3]


def test_undo_goes_back_step_by_step(bureau):
    number = site.handed_in(bureau, site.batch(bureau), "路灯.txt", WRONG)

    def state():
        one = total_is_wrong(case(bureau, number))
        return one.decision.state if one.decision else "open"

    for choice in ("confirmed", "asked", "excluded"):
        decide(bureau, number, total_is_wrong(case(bureau, number)), choice, "理由")
    seen = [state()]
    for _step in range(4):
        review._undo(bureau, case(bureau, number), total_is_wrong(case(bureau, number)), "张三")
        seen.append(state())
    assert seen == ["excluded", "asked", "confirmed", "open", "open"]
    kept = lists.decisions(bureau.store, total_is_wrong(case(bureau, number)).report)
    assert len(kept) == 6, "nothing is taken out of the record"


def test_papers_leave_out_what_is_no_finding(bureau):
    number = site.handed_in(bureau, site.batch(bureau), "路灯.txt", ALSO_WRONG)
    whole = case(bureau, number)
    wrong, *others = [total_is_wrong(whole), *(one for one in points(whole) if one != total_is_wrong(whole))]
    decide(bureau, number, wrong, "confirmed")
    decide(bureau, number, others[0], "rejected", "口径如此")
    settings = Settings()

    def told(*, confirmed):
        found = case(bureau, number).for_papers(settings, confirmed=confirmed)
        return {one.fingerprint for result in found for one in result.findings}

    assert others[0].point.fingerprint not in told(confirmed=False)
    assert wrong.point.fingerprint in told(confirmed=False)
    assert told(confirmed=True) == {wrong.point.fingerprint}
    decide(bureau, number, wrong, "accepted", "已补充说明", until="2099-01-01")
    accepted = [one for one in case(bureau, number).for_papers(settings, confirmed=False)[0].findings if one.accepted]
    assert [one.accepted.reason for one in accepted] == ["已补充说明"]


def test_every_paper_is_written(bureau):
    number = site.handed_in(bureau, site.batch(bureau, letterhead={"unit": "某市财政局"}), "路灯.txt", WRONG)
    whole = case(bureau, number)
    for form in exports.FORMS:
        if form.endswith(".pdf"):
            continue
        made = exports.paper(bureau, whole, form, confirmed=False)
        assert made.content
        if form.endswith("docx"):
            words = "\n".join(one.text for one in Word(io.BytesIO(made.content)).element.body.iter() if one.text)
            assert "某市财政局" in words
    names = zipfile.ZipFile(io.BytesIO(exports.everything(bureau, whole, confirmed=False).content)).namelist()
    assert {"询问函.docx", "工作底稿.xlsx", "auditor-baseline.toml", "trail.json"} <= set(names)


def test_the_baseline_is_the_command_lines_own(bureau, tmp_path):
    number = site.handed_in(bureau, site.batch(bureau), "路灯.txt", WRONG)
    shown = total_is_wrong(case(bureau, number))
    decide(bureau, number, shown, "accepted", "已说明", until="2099-01-01")
    made = exports.accepted(case(bureau, number))
    assert tomllib.loads(made.content.decode())["schema"] == "auditor/baseline/2"
    (tmp_path / "b.toml").write_bytes(made.content)
    (entry,) = load_baseline(tmp_path / "b.toml")
    assert (entry.fingerprint, entry.value_hash, entry.by, entry.reason) == (
        shown.point.fingerprint, shown.point.value_hash, "张三", "已说明",
    )  # fmt: skip


def test_wording_and_a_finding_of_ones_own(bureau):
    number = site.handed_in(bureau, site.batch(bureau), "路灯.txt", WRONG)
    shown = total_is_wrong(case(bureau, number))
    casework.write_down(
        bureau.store, number, "张三", "wording", target=shown.point.fingerprint, body={"text": "总分与各行之和不符。"}
    )
    whole = case(bureau, number)
    span = selected(whole, 0, 0, 0, "夜间事故")
    assert whole.files[0][0].text[span.start : span.end] == "夜间事故"
    assert selected(whole, 0, 0, 0, "不在其中") is None
    body = {
        "result": 0,
        "document": 0,
        "quote": "夜间事故",
        "span": span.model_dump(mode="json"),
        "message": "事故数没有出处。",
        "severity": "warning",
    }
    casework.write_down(bureau.store, number, "张三", "own", target="0123456789abcdef", body=body)
    told = {one.fingerprint: one for one in case(bureau, number).for_papers(Settings(), confirmed=False)[0].findings}
    assert told[shown.point.fingerprint].message == "总分与各行之和不符。"
    assert told["0123456789abcdef"].code == "RV01"
    assert point_of(case(bureau, number), "0-0123456789abcdef") is not None
    words = exports.paper(bureau, case(bureau, number), "memo.html", confirmed=False).content.decode()
    assert "事故数没有出处" in words
    assert "总分与各行之和不符" in words


@pytest.mark.parametrize(
    ("lamps", "status"), [("410盏", "agreed"), ("0.041万盏", "reconciled"), ("420盏", "contradicted")]
)
def test_numbers_that_a_reviewer_ties_are_compared(bureau, lamps, status):
    text = WRONG.decode() + f"\n注：库存台账另记该批灯具{lamps}。\n"
    number = site.handed_in(bureau, site.batch(bureau), "路灯.txt", text.encode())
    whole = case(bureau, number)
    ledger = whole.results[0].ledger
    one = next(entry for entry in ledger if lamps in entry.quote and entry.span.start > text.index("注："))
    other = next(entry for entry in ledger if entry.quote.startswith("410") and entry is not one)
    pair = review._pair(whole, 0, 0, one.span.start, other.span.start)
    casework.write_down(bureau.store, number, "张三", "tie", target="feedfeedfeedfeed", body=pair)
    now = case(bureau, number)
    tied = next(entry for entry in now.amended[0].ledger if entry.id == one.id)
    assert tied.status == status
    assert (point_of(now, "0-feedfeedfeedfeed") is not None) == (status == "contradicted")
    assert review._pair(whole, 0, 0, one.span.start, one.span.start) is None


def test_reviewed_scores_row_by_row(bureau):
    number = site.handed_in(bureau, site.batch(bureau), "路灯.txt", RIGHT)
    whole = case(bureau, number)
    assert whole.reviewed_score is None
    row = next(one for one in whole.rows if one.name == "夜间事故")
    casework.write_down(
        bureau.store,
        number,
        "张三",
        "row",
        target=row.key,
        body={"actual": "6起", "score": "24", "reason": "超过指标值"},
    )
    now = case(bureau, number)
    assert now.reviewed_score == Decimal(94)
    assert next(one for one in now.rows if one.name == "夜间事故").reviewed_actual == "6起"
    casework.write_down(bureau.store, number, "张三", "row", target=row.key, body={})
    assert case(bureau, number).reviewed_score is None
    for wrong in ("31", "-1", "x", "NaN"):
        with pytest.raises(SettingsError):
            review._score(wrong, row.weight)


def test_what_is_issued_is_locked(bureau):
    number = site.handed_in(bureau, site.batch(bureau), "路灯.txt", WRONG)
    casework.write_down(bureau.store, number, "张三", "issue", target="", body={"version": 1})
    whole = case(bureau, number)
    assert whole.standing.status == "issued"
    with pytest.raises(SettingsError, match="签发"):
        review._open(whole)
    casework.write_down(bureau.store, number, "张三", "reopen", target="", body={"reason": "漏了一项"})
    assert not case(bureau, number).is_issued


def test_a_column_named_by_a_reviewer_is_read_for_the_whole_batch(bureau):
    run = site.batch(bureau)
    strange = WRONG.replace("实际完成值".encode(), "甲乙丙丁".encode())
    number = site.handed_in(bureau, run, "路灯.txt", strange)
    review._name_column(bureau.intake.forms_of(run), "甲乙丙丁", "target")
    review._name_column(bureau.intake.forms_of(run), "甲乙丙丁", "actual")
    bureau.intake._work(number, run)
    columns = {one.heading: (one.kind, one.by) for one in case(bureau, number).results[0].report.columns}
    assert columns["甲乙丙丁"][0] == "actual"
    assert columns["甲乙丙丁"][1] in ("heading", "both")
    assert len(case(bureau, number).versions) == 2
    told = tomllib.loads(bureau.intake.forms_of(run).read_text())
    assert told["columns"]["indicators"] == {"actual": {"words": ["甲乙丙丁"]}}


WRITERS = ("markdown", "html", "docx", "xlsx", "json", "sarif", "junit")


def plain(writer, data):
    """The words of a paper."""
    if writer in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            every = [packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml")]
        return unescape("".join(every))
    return data.decode()


@pytest.fixture
def by_hand(bureau):
    """A batch in which one reviewer named a column in one case and another tied two numbers in a second; those two cases."""
    run = site.batch(bureau)
    strange = WRONG.replace("实际完成值".encode(), "甲乙丙丁".encode())
    first, second = (site.handed_in(bureau, run, name, strange + name.encode()) for name in ("一.txt", "二.txt"))
    review._name_column(bureau.intake.forms_of(run), "甲乙丙丁", "actual")
    casework.write_down(bureau.store, first, "李四", "column", target="甲乙 丙丁", body={"kind": "actual"})
    for number in (first, second):
        bureau.intake._work(number, run)
    one, other, *_rest = (entry.id for entry in case(bureau, second).results[0].ledger if entry.quote.startswith("30"))
    pair = {"result": 0, "document": 0, "one": one, "other": other}
    casework.write_down(bureau.store, second, "王五", "tie", target="feedfeedfeedfeed", body=pair)
    return first, second


@pytest.mark.parametrize("writer", WRITERS)
def test_every_memo_says_what_reviewers_said_of_the_reading_and_who_they_are(bureau, by_hand, writer):
    first, second = (case(bureau, number) for number in by_hand)
    one, other = (plain(writer, memo.render_all(writer, each.amended, each.files)) for each in (first, second))
    assert "李四" in one
    assert "王五" not in one
    assert "李四" in other, "a column is named for the whole batch"
    assert "王五" in other
    if writer != "json":
        assert "由复核人员李四于" in one
        assert "指认为“实际完成值”" in one
        assert "认定为同一事实：一致" in other


@pytest.mark.parametrize("writer", WRITERS)
def test_and_so_does_that_of_a_submission(bureau, by_hand, writer):
    whole = case(bureau, by_hand[1])
    (outcome,), ((document,),) = whole.amended, whole.files
    audited = dossier.Audited(document, whole.results[0])
    ((told,), files, *_) = dossier.held_together(
        [(0, "table", audited), (1, "report", audited)], Settings(), "together"
    )
    said_of = tuple(one.model_copy(update={"by_hand": outcome.by_hand}) for one in told.outcomes)
    said = plain(writer, memo.render_all(writer, [told.model_copy(update={"outcomes": said_of})], files))
    assert "李四" in said
    assert "王五" in said


def test_the_terminal_and_the_page_say_it_too(bureau, by_hand):
    whole = case(bureau, by_hand[1])
    assert "王五" in show(whole.amended)
    assert any("王五" in line for line in whole.pages[0].by_hand)


def test_a_column_that_no_audit_read_so_is_not_said(bureau, by_hand):
    casework.write_down(bureau.store, by_hand[0], "赵六", "column", target="甲乙丙丁", body={"kind": "reason"})
    assert case(bureau, by_hand[0]).amended[0].by_hand == ()


def test_an_audit_alone_says_nothing_of_it(bureau):
    number = site.handed_in(bureau, site.batch(bureau), "路灯.txt", WRONG)
    assert b"by_hand" not in memo.render_all("json", case(bureau, number).amended, case(bureau, number).files)


def test_the_trail_holds_everything(bureau):
    number = site.handed_in(bureau, site.batch(bureau), "路灯.txt", WRONG)
    decide(bureau, number, total_is_wrong(case(bureau, number)), "confirmed")
    casework.write_down(bureau.store, number, "李四", "issue", target="", body={"version": 1})
    told = json.loads(exports.trail(case(bureau, number)).content)
    assert [(one["who"], one["what"]) for one in told] == [("张三", "decision"), ("李四", "issue")]


def test_what_was_left_when_the_server_ended_is_done_when_it_starts(bureau, tmp_path):
    run = site.batch(bureau)
    planned = bureau.intake._kept(_planned(run, site.Group("路灯.txt", [("路灯.txt", WRONG, None)])))
    (number,) = casework.add(bureau.store, run, [planned])
    assert casework.waiting(bureau.store) == [(number, run)]
    again = Intake(bureau.store, tmp_path, Settings(), workers=1)
    changes = 0
    while again.is_busy:
        changes = again.wait(changes, 1.0)
    again.close()
    assert lists.one(bureau.store, number).state == "done"
    assert casework.waiting(bureau.store) == []


def test_what_cannot_be_read_is_kept_with_its_remedy(bureau):
    number = site.handed_in(bureau, site.batch(bureau), "坏.docx", b"PK\x03\x04 damaged")
    whole = case(bureau, number)
    assert whole.listed.state == "failed"
    assert "另存" in whole.listed.message
    assert (whole.pages, whole.shown, whole.rows) == ([], [], [])
