"""What is recorded is found again, once, and lists never look at whole results."""

import os
import stat
from decimal import Decimal
from pathlib import Path

import pytest
import stores
from sqlalchemy import event

from auditor import dossier, pipeline
from auditor.errors import StoreError
from auditor.settings import Settings
from auditor.store import entries, forgetting, lists, open_store, originals, recording
from auditor.store.entries import Failure, Paper, Planned

SAMPLES = Path(__file__).parents[2] / "samples"


def planned(name="a.txt", data=b"a", **told):
    sha = entries._digest(str(data))
    papers = (Paper(name=name, path=f"in/{name}", sha256=sha, bytes=len(data)),)
    content = entries.content_of(papers)
    return Planned(
        key=entries.key_of(content, name, *told.values()),
        content=content,
        name=name,
        folder=name,
        papers=papers,
        **told,
    )


def audited(name):
    made = pipeline.audited((SAMPLES / name).read_bytes(), name, Settings())
    each = [(0, None, dossier.Audited(made.document, one)) for one in made.outcomes]
    return list(dossier.held_together(each, Settings(), "file").results)


def kept(one, results, **more):
    return entries.made(entries.entry(one.content, "s", "1", results, **more), results)


def failed(one):
    return entries.Made(
        entry=entries.failed(one.content, "s", "1", [Failure(name=one.name, cause="UnreadableFile", message="坏了")])
    )


def test_a_result_comes_back_whole(store):
    one, results = planned("roads.txt"), audited("roads.txt")
    number = recording.record(store, one, kept(one, results))
    assert lists.results(store, number) == results
    listed = lists.one(store, number)
    assert (listed.state, listed.verdict) == ("done", results[0].verdict)
    assert listed.score_stated == results[0].impact.score_stated
    assert listed.coverage == results[0].coverage.percent
    assert listed.unit == results[0].report.organisation
    assert [told.fingerprint for told in lists.findings(store)] == [found.fingerprint for found in results[0].findings]


def test_what_a_manifest_says_goes_before_what_the_form_says(store):
    one, results = planned("roads.txt", unit="清单上的单位"), audited("roads.txt")
    number = recording.record(store, one, kept(one, results))
    assert lists.one(store, number).unit == "清单上的单位"
    assert lists.one(store, number).year == results[0].report.year


def test_what_is_said_twice_stands_once(store):
    one, results = planned("roads.txt"), audited("roads.txt")
    for _time in range(2):
        recording.record(store, one, kept(one, results))
    assert lists.count(store) == 1
    assert len(lists.findings(store)) == len(results[0].findings)


def test_a_failure_gives_way_to_a_result_and_never_the_other_way(store):
    one, results = planned("roads.txt"), audited("roads.txt")
    number = recording.record(store, one, failed(one))
    assert lists.one(store, number).state == "failed"
    assert [found.message for found in lists.failures(store)] == ["坏了"]
    recording.keep(store, [kept(one, results)])
    recording.keep(store, [failed(one)])
    assert lists.one(store, number).state == "done"
    assert lists.failures(store) == ()


def test_done_again_replaces_findings_and_their_words(store):
    one = planned("x.txt")
    recording.record(store, one, kept(one, audited("roads.txt")))
    recording.keep(store, [kept(one, audited("clean.txt"))], again=True)
    assert lists.findings(store) == ()
    assert lists.search(store, "执行率") == ()


def test_equal_contents_share_an_outcome(store):
    first, second = planned("a/roads.txt", b"x"), planned("b/roads.txt", b"x")
    recording.plan(store, [first, second])
    recording.keep(store, [kept(first, audited("roads.txt"))])
    rows = lists.submissions(store).rows
    assert len({row.outcome_id for row in rows}) == 1
    assert [row.state for row in rows] == ["done", "done"]


def test_pages_follow_an_order_and_say_whether_more_follow(store):
    numbers = recording.plan(store, [planned(f"{at}.txt", str(at).encode(), year=2020 + at % 3) for at in range(7)])
    page = lists.submissions(store, order="year", descending=True, most=3)
    assert [row.year for row in page.rows] == [2022, 2022, 2021]
    assert page.more
    assert [row.id for row in lists.every(store, at_once=2)] == numbers
    assert lists.count(store, lists.Filter(state="pending")) == 7


def test_a_batch_lists_what_it_planned_in_its_order(store):
    numbers = recording.plan(store, [planned(f"{at}.txt", str(at).encode()) for at in range(5)])
    run = recording.begin(store, "out", "s", "1")
    recording.enter(store, run, 0, [numbers[3], numbers[1]])
    assert [row.id for row in lists.every(store, lists.Filter(run=run))] == [numbers[3], numbers[1]]
    recording.end(store, run, "done", planned=2, audited=0, seconds=Decimal("1.5"))
    assert [(one.state, one.planned, one.seconds) for one in lists.runs(store, "out")] == [("done", 2, Decimal("1.5"))]


def test_figures_by_check_are_sums_over_the_findings_and_stay_so(store):
    one, other = planned("roads.txt"), planned("lamps.txt", b"x")
    recording.record(store, one, kept(one, audited("roads.txt")))
    recording.record(store, other, kept(other, audited("roads.txt")))
    assert told(store) == counted(store) != []
    first = kept(one, audited("roads.txt"))
    fewer = first.model_copy(update={"entry": first.entry.model_copy(update={"findings": first.entry.findings[:1]})})
    recording.keep(store, [fewer], again=True)
    assert told(store) == counted(store)
    code = fewer.entry.findings[0].code
    assert len(lists.submissions(store, lists.Filter(code=code)).rows) == 2
    assert lists.submissions(store, lists.Filter(code="ZZ99")).rows == ()


def told(store):
    return [(one.code, one.findings, one.submissions) for one in lists.by_code(store)]


def counted(store):
    """The same, of every finding."""
    found = lists.findings(store, most=500)
    return [
        (code, len(of_code), len({one.submission_id for one in of_code}))
        for code in sorted({one.code for one in found})
        if (of_code := [one for one in found if one.code == code])
    ]


@pytest.mark.parametrize("order", ["id", "unit", "verdict", "errors", "coverage", "score_stated", "rate"])
def test_lists_never_look_at_whole_results(store, order):
    one = planned("roads.txt")
    recording.record(store, one, kept(one, audited("roads.txt")))
    asked = []
    event.listen(store.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    which = lists.Filter(code="BU02", text="roads")
    lists.submissions(store, which, order=order)
    list(lists.every(store))
    lists.by_code(store)
    lists.search(store, "执行")
    lists.findings(store, which)
    assert asked
    assert not [query for query in asked if "body" in query]


class TestSearch:
    def test_words_of_two_characters_are_found(self, store):
        one, results = planned("roads.txt"), audited("roads.txt")
        recording.record(store, one, kept(one, results))
        said = results[0].findings[0].message
        word = next(said[at : at + 2] for at in range(len(said)) if said[at : at + 2].isalpha())
        assert any(word in found.message + found.quotes for found in lists.search(store, word))
        expected = [one for one in lists.findings(store) if word in one.message + one.quotes]
        assert list(lists.search(store, word)) == expected

    def test_all_pairs_without_the_word_are_no_find(self, store):
        one = planned("x.txt")
        finding = entries.FindingEntry(
            document=0,
            fingerprint="f",
            value_hash="v",
            code="CL01",
            severity="error",
            confidence="high",
            goal=None,
            message="预算执行；执行率高",
            quotes="Ａ区 完成 120 人",
            grams=entries.found_by("预算执行；执行率高", "Ａ区 完成 120 人"),
        )
        entry = entries.Entry(content=one.content, settings="s", tool="1", state="done", findings=(finding,))
        recording.record(store, one, entries.Made(entry=entry))
        assert lists.search(store, "预算执行率") == ()
        assert len(lists.search(store, "执行率")) == 1
        assert len(lists.search(store, "a区完成120人")) == 1
        assert len(lists.search(store, "率")) == 1
        assert lists.search(store, "率%") == ()
        assert lists.search(store, "％_'\"") == ()


def test_decisions_are_added_and_the_last_one_counts(store):
    recording.decide(store, "某局 · 2024", "f1", "v1", who="甲", state="confirmed")
    recording.decide(store, "某局 · 2024", "f1", "v1", who="乙", state="accepted", reason="口径不同")
    found = lists.decisions(store, "某局 · 2024")
    assert [(one.who, one.state) for one in found] == [("甲", "confirmed"), ("乙", "accepted")]
    assert found[0].at <= found[1].at
    assert lists.decisions(store, "别的报告") == ()


def test_originals_are_kept_for_their_owner_alone(tmp_path):
    with stores.opened(tmp_path) as store:
        data = b"\x00original"
        sha = originals.keep(store, tmp_path, data)
        place = originals.place_of(tmp_path, sha)
        assert place == tmp_path / "originals" / sha[:2] / sha[2:4] / sha
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
        assert originals.fetch(tmp_path, sha) == data
        place.write_bytes(b"other")
        assert originals.fetch(tmp_path, sha) is None
        assert originals.forget(tmp_path) == 1
        assert originals.fetch(tmp_path, sha) is None


def test_what_is_forgotten_leaves_no_word_behind(tmp_path):
    with stores.opened(tmp_path) as store:
        recording.record(store, planned("roads.txt"), kept(planned("roads.txt"), audited("roads.txt")))
        run = recording.begin(store, "scope", "s", "1")
        recording.end(store, run, "done", planned=1, audited=1, seconds=Decimal(1))
        originals.keep(store, tmp_path, (SAMPLES / "roads.txt").read_bytes())
        assert forgetting.forget(store, tmp_path) == (1, 1)
        assert forgetting.counted(store) == 0
        assert not lists.runs(store)
        assert not lists.search(store, "道路")
        number = recording.record(store, planned("clean.txt"), kept(planned("clean.txt"), audited("clean.txt")))
        assert lists.one(store, number).state == "done"
        forgetting.forget(store, tmp_path)
    left = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert not [word for word in ("道路", "roads", "clean", "自评") if word.encode() in left]


def test_a_server_forgets_too(store):
    recording.record(store, planned("roads.txt"), kept(planned("roads.txt"), audited("roads.txt")))
    assert forgetting.forget(store, None) == (1, 0)
    assert lists.submissions(store).rows == ()


def test_a_record_is_for_its_owner_alone(tmp_path):
    with stores.opened(tmp_path) as store:
        recording.plan(store, [planned()])
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert set(modes.values()) == {0o600}


class TestTrouble:
    def test_a_locked_file_is_waited_for_and_then_told(self, tmp_path):
        with stores.opened(tmp_path, patience=0.2) as store:
            other = stores.open_store(tmp_path)
            turn = other.engine.connect().execution_options(writes=True)
            with turn as holder, holder.begin(), pytest.raises(StoreError, match="占用"):
                quick(store).write(lambda connection: connection.exec_driver_sql("DELETE FROM run"))
            other.close()

    def test_a_connection_that_was_ended_is_made_anew_and_nothing_doubled(self):
        with stores.database() as address, stores.opened(address) as store:
            cut = []

            def enter(connection):
                made = recording._planned(connection, [planned()])
                if not cut:
                    cut.append(1)
                    pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
                    with stores.psycopg.connect(stores.SERVER, autocommit=True) as killer:
                        killer.execute("SELECT pg_terminate_backend(%s)", (pid,))
                return made

            assert len(store.write(enter)) == 1
            assert lists.count(store) == 1

    def test_what_is_no_record_is_told(self, tmp_path):
        (tmp_path / "auditor.db").write_bytes(b"SQLite format 3\x00" + os.urandom(4096))
        with pytest.raises(StoreError, match="不是记录"):
            open_store(tmp_path)

    @pytest.mark.parametrize("address", ["mysql://x/y", "oracle://x", "://"])
    def test_an_address_nobody_knows_is_told(self, address):
        with pytest.raises(StoreError, match="postgresql"):
            open_store(address)

    def test_a_server_that_is_not_there_is_told_without_the_password(self):
        with pytest.raises(StoreError) as caught:
            open_store("postgresql://u:secret@127.0.0.1:9/x", patience=0.1)
        assert "secret" not in str(caught.value)


def quick(store):
    """The store with a short turn of its own, so that the test need not wait."""
    from auditor.store import engine

    made = engine.connect(store.folder, patience=0.1)
    from sqlalchemy import event as events

    events.listen(made.engine, "connect", lambda connection, _record: connection.execute("PRAGMA busy_timeout=50"))
    return made
