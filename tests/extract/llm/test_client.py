"""The client: what it sends, how often, how long, and what it says when nothing comes of it."""

import logging
import time
from decimal import Decimal

import hostile
import pytest
import strange
import vendors
from endpoint import MODES, FaultError, Script, control, mode_of, serving, task_of

from auditor import pipeline
from auditor.errors import ModelAnswerInvalid, ModelUnavailable, SettingsError
from auditor.extract import rules
from auditor.extract.llm import progress

KEY = "sk-very-secret-key"


def only(number, fault):
    """A fault that strikes one request."""
    return lambda request, at: fault if at == number else None


@pytest.fixture
def document(sample):
    return sample("narrative.txt")


def same(outcomes, document):
    return [one.report for one in outcomes] == rules.extract(document)


@pytest.mark.parametrize("known", MODES)
def test_the_way_of_asking_falls_back_to_one_that_the_endpoint_knows(known, document, audit):
    outcomes, script = audit(*document, {"modes": (known,)})
    assert same(outcomes, document[0])
    asked = [mode_of(request) for request in script.requests]
    assert asked == [*MODES[: MODES.index(known)], *[known] * (len(asked) - MODES.index(known))]
    assert outcomes[0].usage.calls == len(asked)


def test_answers_that_do_not_fit_are_asked_for_twice_more(document, audit):
    wrong = {"twist": lambda task, answer, number: '{"sum": 77}' if task == "goals" else answer}
    outcomes, script = audit(*document, wrong)
    assert same(outcomes, document[0])
    assert sum(task_of(request) == "goals" for request in script.requests) == 3
    assert outcomes[0].usage.failed == ("绩效目标（第 1–9 行）：模型的回答不合格式。",)


def test_an_answer_that_fits_the_second_time_is_taken(document, audit):
    outcomes, _ = audit(*document, {"twist": lambda task, answer, number: "{" if number == 2 else answer})
    assert same(outcomes, document[0])
    assert outcomes[0].usage.failed == ()


def test_a_busy_endpoint_is_asked_again_when_it_says(document):
    busy = FaultError(429, headers={"retry-after": "0.2"})
    script = Script(document[1], fault=only(2, busy))
    with serving(script) as url:
        started = time.perf_counter()
        outcomes = pipeline.examine(document[0], hostile.settings(url, longest_wait=1))
    assert time.perf_counter() - started > 0.2
    assert same(outcomes, document[0])
    assert outcomes[0].usage.failed == ()


def test_an_endpoint_that_asks_for_hours_is_not_waited_for(document, audit):
    with pytest.raises(ModelUnavailable, match="429"):
        audit(*document, {"fault": lambda request, number: FaultError(429, headers={"retry-after": "7200"})})


@pytest.mark.parametrize(
    "fault", [FaultError(500), FaultError(503), FaultError(drop=True), FaultError(drip=0.05), FaultError(408)]
)
def test_what_passes_is_tried_again_and_every_attempt_is_counted(fault, document, audit):
    outcomes, script = audit(*document, {"fault": only(2, fault)}, timeout=1 if fault.drip else 5)
    assert same(outcomes, document[0])
    usage = outcomes[0].usage
    assert (usage.failed, usage.calls) == ((), len(script.requests))
    assert usage.calls == 6
    assert usage.prompt_tokens > sum(len(str(request["messages"])) for request in script.requests) / 6


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (FaultError(401), "OPENAI_API_KEY"),
        (FaultError(402), "余额不足"),
        (FaultError(404), "AUDITOR_MODEL"),
        (FaultError(500), "HTTP 500"),
        (FaultError(drop=True), "OPENAI_BASE_URL"),
        (FaultError(drip=0.02), "超时"),
    ],
)
def test_what_does_not_pass_is_said_once_with_the_remedy(fault, said, document, audit):
    with pytest.raises(ModelUnavailable, match=said) as raised:
        audit(*document, {"fault": lambda request, number: fault}, api_key=KEY, timeout=0.1 if fault.drip else 5)
    assert KEY not in str(raised.value)


def test_nothing_that_ever_fits_is_an_invalid_answer(document, audit):
    with pytest.raises(ModelAnswerInvalid):
        audit(*document, {"twist": lambda task, answer, number: "no"})


def test_a_refused_key_costs_one_call(document, audit):
    outcomes, script = audit(*document, {"fault": lambda request, number: FaultError(401)}, extractor="both")
    assert len(script.requests) == 1
    assert (outcomes[0].usage.calls, outcomes[0].usage.prompt_tokens) == (1, 0)
    assert same(outcomes, document[0])


def test_what_answers_cost_that_never_fit_is_told_all_the_same(document, audit):
    outcomes, script = audit(*document, {"twist": lambda task, answer, number: "no"}, extractor="both")
    usage = outcomes[0].usage
    assert usage.calls == len(script.requests) > 1
    assert usage.prompt_tokens > 1000


def test_a_truncated_answer_splits_the_lines_until_they_fit(sample, audit):
    document, truth = sample("mission.txt")

    def short(body, number):
        said = body["choices"][0]["message"]["tool_calls"][0]["function"]["arguments"]
        if len(said) > 1100:
            hostile.cut_off(body)
        return body

    outcomes, script = audit(document, truth, {"envelope": short})
    assert [one.report for one in outcomes] == rules.extract(document)
    assert outcomes[0].usage.failed == ()
    assert len(script.requests) > 9


def test_the_time_for_a_document_ends_and_what_was_read_stays(sample, audit):
    document, truth = sample("mission.txt")

    def slow_after_the_first(task, answer, number):
        time.sleep(3 if number > 1 else 0)
        return answer

    outcomes, _ = audit(document, truth, {"twist": slow_after_the_first}, total_timeout=1, concurrency=1)
    usage = outcomes[0].usage
    assert [one.report for one in outcomes] == rules.extract(document)
    assert usage.failed
    assert "总时限" in usage.notes[0]
    assert usage.calls <= 3


def test_a_ceiling_on_tokens_stops_cleanly(sample, audit):
    document, truth = sample("mission.txt")
    (whole,), _ = audit(document, truth)
    ceiling = whole.usage.prompt_tokens // 2
    (outcome,), script = audit(document, truth, max_tokens=ceiling, concurrency=1)
    spent = outcome.usage.prompt_tokens + outcome.usage.completion_tokens
    assert spent <= ceiling
    assert 0 < len(script.requests) < whole.usage.calls
    assert "词元上限" in outcome.usage.notes[0]
    assert outcome.usage.confirmed > 0
    assert outcome.report == whole.report


def test_a_ceiling_on_cost_stops_cleanly(sample, audit):
    document, truth = sample("mission.txt")
    prices = {"price_prompt": Decimal(2), "price_completion": Decimal(8)}
    (outcome,), script = audit(document, truth, max_cost=Decimal("0.02"), concurrency=1, **prices)
    assert 0 < outcome.usage.cost <= Decimal("0.02")
    assert "费用上限" in outcome.usage.notes[0]
    assert len(script.requests) < 7


def test_a_ceiling_that_allows_no_call_is_said(document, audit):
    with pytest.raises(ModelUnavailable, match="词元上限"):
        audit(*document, max_tokens=10)


def test_a_ceiling_on_cost_needs_prices(document, audit):
    with pytest.raises(SettingsError, match="AUDITOR_PRICE_PROMPT"):
        audit(*document, max_cost=Decimal(1))


def test_no_more_calls_run_side_by_side_than_allowed(audit):
    document, truth = strange.table(strange.many(60))
    for allowed in (1, 3):
        _outcomes, script = audit(document, truth, {"delay": 0.05}, concurrency=allowed)
        assert script.busiest == allowed


def test_a_usage_that_is_missing_or_absurd_is_estimated(document, audit):
    (true,), _ = audit(*document)
    for usage in (None, {"prompt_tokens": -5}, {"prompt_tokens": 10**12, "completion_tokens": 1}):
        behaviour = {"envelope": lambda body, number, usage=usage: {**body, "usage": usage}}
        (outcome,), _ = audit(*document, behaviour)
        assert 0.5 < outcome.usage.prompt_tokens / true.usage.prompt_tokens < 1.5


def test_neither_key_nor_answers_reach_a_log_or_the_terminal(document, audit, caplog, capfd):
    caplog.set_level(logging.DEBUG, logger="instructor")
    wrong = {"twist": lambda task, answer, number: '{"mark": "回答里的话"}' if number % 2 else answer}
    outcomes, _ = audit(*document, wrong, api_key=KEY)
    shown = capfd.readouterr()
    said = "".join([caplog.text, shown.out, shown.err, outcomes[0].model_dump_json()])
    assert KEY not in said
    assert "回答里的话" not in said


def test_azure_is_asked_with_its_version_and_its_header(document, audit):
    _outcomes, script = audit(*document, api_version="2024-10-21", api_key=KEY, headers={"x-gateway": "audit"})
    assert all(path.endswith("/chat/completions?api-version=2024-10-21") for path in script.paths)
    assert all(headers["api-key"] == KEY and headers["x-gateway"] == "audit" for headers in script.headers)


def test_a_temperature_may_be_left_out(document, audit):
    _outcomes, script = audit(*document, temperature="none")
    assert not any("temperature" in request for request in script.requests)
    _outcomes, script = audit(*document)
    assert {request["temperature"] for request in script.requests} == {0.0}


def test_a_model_that_refuses_a_temperature_is_asked_without_one(document, audit):
    refused = {"fault": lambda request, number: FaultError(400) if "temperature" in request else None}
    outcomes, script = audit(*document, refused)
    assert same(outcomes, document[0])
    assert [("temperature" in request) for request in script.requests] == [True, *[False] * (len(script.requests) - 1)]
    assert mode_of(script.requests[-1]) == "tools"


def test_an_endpoint_that_refuses_every_way_is_said_with_the_remedy(document, audit):
    with pytest.raises(ModelAnswerInvalid, match="AUDITOR_MODEL"):
        audit(*document, {"fault": lambda request, number: FaultError(400)})


def test_every_call_is_told_to_whoever_watches(document):
    steps = []
    with serving(Script(document[1])) as url, progress.watched(steps.append):
        pipeline.examine(document[0], hostile.settings(url))
    assert [step.done for step in steps] == list(range(1, len(steps) + 1))
    assert steps[-1].of == len(steps)
    assert any("数与数的勾稽" in step.about for step in steps)


def test_what_was_answered_before_a_break_is_not_asked_again(document, tmp_path):
    """A run that was broken off goes on where it was: every answer is kept as it comes."""
    broken = Script(document[1], fault=lambda request, number: FaultError(401) if number > 2 else None)
    with serving(broken) as url:
        told = hostile.settings(url, no_cache=False, cache=tmp_path, concurrency=1)
        (first,) = pipeline.examine(document[0], told)
        broken.fault, asked = None, len(broken.requests)
        (second,) = pipeline.examine(document[0], told)
    assert first.usage.failed
    assert second.usage.failed == ()
    assert second.usage.cached_calls == 2
    assert len(broken.requests) - asked == second.usage.calls


def test_fewer_are_asked_at_once_when_the_endpoint_has_too_much_to_do(sample):
    document, truth = sample("mission.txt")

    def crowded(request, number):
        return FaultError(429, headers={"retry-after": "0.01"}) if script.busy > 1 else None

    script = Script(truth, fault=crowded, delay=0.02)
    with serving(script) as url:
        (outcome,) = pipeline.examine(document, hostile.settings(url, concurrency=4, attempts=8))
    assert outcome.usage.failed == ()


def test_a_chunk_that_is_too_long_for_the_context_is_asked_in_halves(sample):
    document, truth = sample("mission.txt")

    def short(request, number):
        long = len(request["messages"][-1]["content"]) > 1500
        said = b'{"error": {"message": "maximum context length is 2048 tokens", "code": "context_length_exceeded"}}'
        return FaultError(400, said) if long else None

    script = Script(truth, fault=short)
    with serving(script) as url:
        (outcome,) = pipeline.examine(document, hostile.settings(url))
    assert not any("上下文" in said for said in outcome.usage.failed)
    assert outcome.usage.calls > len([request for request in script.requests if not short(request, 0)])


def test_a_model_that_copies_no_control_word_is_believed_and_told(document, audit):
    """Of an endpoint that counts nothing nobody can tell; the second run asks again, for nothing proves the answers."""
    outcomes, script = audit(*document, {"envelope": vendors.careless})
    assert same(outcomes, document[0])
    assert outcomes[0].usage.failed == ()
    assert "核对码" in outcomes[0].usage.notes[-1]
    assert len(script.requests) == 5


def test_only_endpoints_that_count_nothing_see_more_than_one_control_word(document, audit):
    _outcomes, counting = audit(*document)
    _outcomes, silent = audit(*document, {"envelope": vendors.uncounted})
    assert [bool(control(request)) for request in counting.requests] == [True, False, False, False, False]
    assert all(control(request) for request in silent.requests)


def test_a_question_that_is_cut_is_asked_by_halves(sample, audit):
    """An endpoint without usage sees the end of long questions only: what is cut off is asked for again, and all of it is read."""
    document, truth = sample("mission.txt")
    behaviour = {"fault": vendors.cut_beyond(2300), "envelope": vendors.uncounted}
    outcomes, script = audit(document, truth, behaviour)
    assert [one.report for one in outcomes] == rules.extract(document)
    plain, few = audit(document, truth)
    assert outcomes[0].usage.confirmed == plain[0].usage.confirmed
    assert len(script.requests) > len(few.requests)
