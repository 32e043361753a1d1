"""The one place that talks to a model: any endpoint that speaks the OpenAI chat-completions protocol.

instructor asks for structure and checks it, one tenacity policy owns every repeat (the SDK's own are off), and every
attempt that reaches the endpoint is counted, also when it fails. What the endpoint says never reaches a log or a
message: it may hold report text or the key.
"""

import asyncio
import logging
import math
import random
from collections.abc import Awaitable, Callable, Mapping
from email.utils import parsedate_to_datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from auditor.errors import ModelAnswerInvalid, ModelUnavailable, SettingsError
from auditor.extract.llm import ceiling, refusals, salvage, wire
from auditor.extract.llm.answers import ANSWERS, Answer
from auditor.extract.llm.cache import Cache, Question
from auditor.extract.llm.manner import Manner
from auditor.extract.llm.places import Places
from auditor.extract.llm.plan import MODES, cache_of, cost, endpoint_of, model_of, tokens
from auditor.extract.llm.refusals import Failed, Filtered, NotAccepted, Said, Truncated
from auditor.locale import gettext as _
from auditor.settings import Mode, Settings

if TYPE_CHECKING:
    from tenacity import RetryCallState

REASKS = 2
"""How often an answer that does not fit is asked for again."""

_MOST_COMPLETION = 3.3
"""Completion tokens for each token of lines shown: no true answer about our samples takes more. Ceilings reserve it."""

_MOST_TOKENS = 10**7
"""A usage above it is an error of the endpoint."""

_LEAST_SEEN = 0.3
"""Tokens of each that we estimate, at least: an endpoint that counts fewer has not read all of the question."""

_CUT_AT = frozenset({2048, 4096, 8192, 16384, 32768})
"""Lengths of a context at which servers cut a question without a word."""

_ADAPTATIONS = 5
"""Times one question is put in another manner."""


class CeilingReached(ModelUnavailable):
    """Another call would pass the ceiling on tokens or cost."""


class _Unusable(Exception):  # noqa: N818 - said to nobody, only repeated
    """An answer without any choice in it."""


class _Slow(Exception):  # noqa: N818
    """An attempt that took longer than it may."""


class _Broken(Exception):  # noqa: N818
    """An answer with status 200 that says of itself that it is none."""

    def __init__(self, told: Said) -> None:
        super().__init__()
        self.told = told


class Reply(NamedTuple):
    """An answer, and whether it was given before."""

    answer: Answer
    cached: bool


class Spent:
    """What the calls of one document used."""

    def __init__(self) -> None:
        self.calls = 0
        self.cached = 0
        self.prompt = 0
        self.completion = 0


class Client:
    """Asks one model about one document."""

    def __init__(self, settings: Settings, cache: Cache | None = None) -> None:
        _quiet()
        if settings.max_cost is not None and cost(settings, 0, 0) is None:
            raise SettingsError(
                _(
                    "设了费用上限就要设单价：请用 AUDITOR_PRICE_PROMPT 和 AUDITOR_PRICE_COMPLETION 给出每百万词元的输入价和输出价。"
                )
            )
        self._settings = settings
        self._cache = cache or Cache(cache_of(settings), endpoint_of(settings))
        self._mode: Mode = settings.mode
        self._manner = Manner.of(settings)
        self._answered = False
        self._probe = asyncio.Lock()
        self._places = Places(settings.concurrency)
        self._reserved = 0
        self._reserved_completion = 0
        self._openai = _connect(settings)
        self.spent = Spent()

    @property
    def mode(self) -> Mode:
        """The way of asking that is in use."""
        return self._mode

    async def close(self) -> None:
        """Let go of the connections."""
        await self._openai.close()

    async def ask(self, question: Question) -> Reply:
        """The model's answer, from the cache where it was given before.

        Raises CeilingReached, Truncated, ModelUnavailable or ModelAnswerInvalid.
        """
        kept = self._cache.find(question)
        if kept is not None and (answer := _reread(question, kept)) is not None:
            self.spent.cached += 1
            return Reply(answer, cached=True)
        answer = await self._probing(question)
        if _is_whole(answer):
            self._cache.keep(question, answer.model_dump_json())
        return Reply(answer, cached=False)

    async def _probing(self, question: Question) -> Answer:
        """The first call goes alone and finds a way of asking that the endpoint knows; the rest go side by side."""
        if not self._answered:
            async with self._probe:
                if not self._answered:
                    return await self._first(question)
        try:
            return await self._placed(question, self._mode)
        except NotAccepted:  # taken before, so that the refusal is a slip of the endpoint: once more
            return await self._placed(question, self._mode)

    async def _first(self, question: Question) -> Answer:
        """In the first way that is answered; where each of them breaks the endpoint, once more with patience."""
        try:
            return await self._in_some_mode(question)
        except Failed:
            return await self._placed(question, self._mode)

    async def _in_some_mode(self, question: Question) -> Answer:
        ways = [self._mode, *(mode for mode in MODES if mode != self._mode)]
        last: ModelAnswerInvalid | ModelUnavailable | None = None
        for mode in ways:
            try:
                answer = await self._with_and_without_temperature(question, mode)
            except Truncated:
                self._settle(mode)
                raise
            except Filtered:
                raise
            except (ModelAnswerInvalid, Failed) as error:
                last = last if isinstance(last, ModelAnswerInvalid) and isinstance(error, Failed) else error
                continue
            self._settle(mode)
            return answer
        if not isinstance(last, Failed):
            self._settle(self._mode)
        raise last or ModelAnswerInvalid(_("模型没有给出回答。"))

    async def _with_and_without_temperature(self, question: Question, mode: Mode) -> Answer:
        """In one mode; where it is refused without a reason, the temperature is left out before another mode is tried."""
        try:
            return await self._placed(question, mode, probing=True)
        except NotAccepted as error:
            if error.named or self._manner.temperature is None:
                raise
            kept = self._manner.temperature
            self._manner.temperature = None
            try:
                return await self._placed(question, mode, probing=True)
            except ModelAnswerInvalid:
                self._manner.temperature = kept
                raise

    def _settle(self, mode: Mode) -> None:
        self._mode, self._answered = mode, True

    async def _placed(self, question: Question, mode: Mode, *, probing: bool = False) -> Answer:
        async with self._places.one():
            return await self._structured(question, mode, probing=probing)

    async def _structured(self, question: Question, mode: Mode, *, probing: bool) -> Answer:
        import instructor
        from instructor.core.exceptions import IncompleteOutputException, InstructorError

        attempt = partial(self._attempt, question.task, mode)
        create: Callable[..., Awaitable[Answer]] = instructor.patch(create=attempt, mode=_instructor_mode(mode))
        try:
            return await create(
                response_model=_shape(question.task),
                max_retries=self._policy(probing=probing),
                model=model_of(self._settings),
                messages=[{"role": role, "content": content} for role, content in question.messages],
            )
        except IncompleteOutputException as error:
            raise Truncated(_("模型的回答太长，被截断。")) from error
        except InstructorError as error:
            raise _said(error.__cause__ or error) from error

    async def _attempt(self, task: str, mode: Mode, **request: Any) -> Any:  # noqa: ANN401 - the SDK's own arguments and answer
        """One request, put in another manner as long as the endpoint names what it does not take, and its answer tidied up."""
        import openai

        likely = self._likely(request)
        for _time in range(_ADAPTATIONS):
            manner = self._manner.copy()
            try:
                answered = await self._counted({**request, **manner.request(likely)}, likely)
            except openai.APIStatusError as error:
                told = refusals.said(error.status_code, error.body if error.body is not None else error.response.text)
                if not self._manner.adapt(refusals.wanted(told), manner):
                    raise
                continue
            if not _ran_out(answered, manner) or not self._manner.adapt("max_tokens", manner, last=True):
                break
        return _tidied(answered, task, mode)

    @staticmethod
    def _likely(request: Mapping[str, Any]) -> int:
        """Completion tokens that a true answer may take."""
        shown = max(tokens(str(message["content"])) for message in request["messages"] if message["role"] == "user")
        return math.ceil(shown * _MOST_COMPLETION)

    async def _counted(self, request: dict[str, Any], likely: int) -> Any:  # noqa: ANN401 - the SDK's own answer
        """One request, counted whatever becomes of it, within the ceilings and the time for one attempt."""
        import openai

        shape = request.get("tools") or request.get("response_format") or ""
        asked = sum(tokens(str(message.get("content") or "")) for message in request["messages"])
        prompt = tokens(str(shape)) + asked
        self._check_ceilings(prompt, likely)
        self._reserved += prompt
        self._reserved_completion += likely
        self.spent.calls += 1
        used = (prompt, 0)
        try:
            async with asyncio.timeout(self._settings.timeout):
                answered = await self._sent(request)
            used = _used(answered, prompt)
        except openai.APIStatusError as error:
            used = (0, 0)
            self._places.busy(error.status_code)
            raise
        except TimeoutError as error:
            self._places.slow()
            raise _Slow from error
        finally:
            self._reserved -= prompt
            self._reserved_completion -= likely
            self.spent.prompt += used[0]
            self.spent.completion += used[1]
        _see_that_it_was_read(answered, asked)
        return answered

    async def _sent(self, request: dict[str, Any]) -> Any:  # noqa: ANN401
        """The answer as a whole, also of an endpoint that only streams."""
        answered = await self._openai.chat.completions.create(**request)
        if not request.get("stream"):
            return answered
        from auditor.extract.llm import streams

        return await streams.gathered(answered)

    def _check_ceilings(self, prompt: int, completion: int) -> None:
        settings, spent = self._settings, self.spent
        in_all = spent.prompt + self._reserved + prompt
        out_all = spent.completion + self._reserved_completion + completion
        price = cost(settings, in_all, out_all)
        if settings.max_tokens is not None and in_all + out_all > settings.max_tokens:
            message = _("再发送将超过词元上限 {ceiling}（已用 {used}）。")
            why = message.format(ceiling=settings.max_tokens, used=spent.prompt + spent.completion)
        elif settings.max_cost is not None and price is not None and price > settings.max_cost:
            why = _("再发送将超过费用上限 {ceiling}。").format(ceiling=settings.max_cost)
        else:
            return
        ceiling.tell(why)
        raise CeilingReached(why)

    def _policy(self, *, probing: bool) -> Any:  # noqa: ANN401 - tenacity's AsyncRetrying, imported late
        """All repeats: of answers that do not fit, and of attempts that a busy or broken endpoint cost."""
        from tenacity import AsyncRetrying, retry_if_exception

        faults = _Faults(self._settings, probing=probing)
        return AsyncRetrying(retry=retry_if_exception(faults.worth_another), wait=faults.wait, reraise=True)


class _Faults:
    """What went wrong with one call so far, and what follows from it."""

    def __init__(self, settings: Settings, *, probing: bool) -> None:
        self._settings = settings
        self._probing = probing
        self._misfits = 0
        self._failures = 0

    def worth_another(self, error: BaseException) -> bool:
        """Whether to try again: twice after answers that do not fit, `attempts` times in all after failures."""
        if _is_misfit(error):
            self._misfits += 1
            return self._misfits <= REASKS
        if _is_passing(error) and not (self._probing and _status(error) == _FAILED):
            self._failures += 1
            return self._failures < self._settings.attempts
        return False

    def wait(self, state: "RetryCallState") -> float:
        """Seconds until the next attempt: what the endpoint asks for, else twice as long each time, with some jitter."""
        error = state.outcome.exception() if state.outcome else None
        if error is None or _is_misfit(error):
            return 0.0
        asked = _retry_after(error)
        wait = self._settings.first_wait * 2 ** (self._failures - 1) * (0.75 + random.random() / 2)  # noqa: S311
        return min(wait if asked is None else asked, self._settings.longest_wait)


def _is_misfit(error: BaseException) -> bool:
    from instructor.core.exceptions import ResponseParsingError
    from pydantic import ValidationError

    return isinstance(error, ValidationError | ResponseParsingError | _Unusable | ValueError)


_FAILED = 500


def _status(error: BaseException) -> int | None:
    import openai

    return error.status_code if isinstance(error, openai.APIStatusError) else None


def _is_passing(error: BaseException) -> bool:
    import openai

    if _is_too_long(error):
        return False
    if isinstance(error, openai.APIStatusError | _Broken):
        return refusals.passes(_told(error))
    return isinstance(error, openai.APIConnectionError | openai.APIResponseValidationError | _Slow)


def _told(error: Any) -> Said:  # noqa: ANN401 - an openai.APIStatusError, imported late, or one of ours
    """What a refusal says of itself."""
    if isinstance(error, _Broken):
        return error.told
    return refusals.said(error.status_code, error.body if error.body is not None else error.response.text)


def _is_too_long(error: BaseException | None) -> bool:
    """Whether it was the length of an answer that broke the connection off, under whatever the SDK calls that."""
    while error is not None:
        if isinstance(error, wire.TooLong):
            return True
        error = error.__cause__
    return False


def _retry_after(error: BaseException) -> float | None:
    """Seconds that a Retry-After header asks for, given in seconds or as a date."""
    import openai

    if not isinstance(error, openai.APIStatusError):
        return None
    stated = error.response.headers.get("retry-after", "").strip()
    if stated.replace(".", "", 1).isdigit():
        return float(stated)
    try:
        until = parsedate_to_datetime(stated)
    except (TypeError, ValueError):
        return None
    sent = error.response.headers.get("date", "")
    try:
        return max(0.0, (until - parsedate_to_datetime(sent)).total_seconds())
    except (TypeError, ValueError):
        return None


def _said(error: BaseException) -> ModelUnavailable | ModelAnswerInvalid:
    """What went wrong in our own words: the endpoint's may hold the key or the report."""
    import openai

    if isinstance(error, ModelUnavailable | ModelAnswerInvalid):
        return error
    if isinstance(error, openai.APIStatusError | _Broken):
        return refusals.meaning(_told(error))
    if _is_too_long(error):
        message = _("模型服务的应答太长（超过 {size} 字节）或无法解开，没有采用；请检查 OPENAI_BASE_URL。")
        return ModelUnavailable(message.format(size=wire.MOST_BYTES))
    if isinstance(error, openai.APITimeoutError | _Slow):
        return ModelUnavailable(_("模型服务超时没有答完，请稍后再试或调高时限。"))
    if isinstance(error, openai.APIConnectionError):
        return ModelUnavailable(_("连不上模型服务，请检查 OPENAI_BASE_URL 和网络。"))
    if isinstance(error, openai.APIResponseValidationError):
        return ModelUnavailable(_("模型服务答的不是这种协议，请检查 OPENAI_BASE_URL。"))
    return ModelAnswerInvalid(_("模型的回答不合格式。"))


def _ran_out(answered: Any, manner: Manner) -> bool:  # noqa: ANN401 - whatever the endpoint sent
    """Whether it was our own bound that cut the answer off: a model that thinks first needs more than its answer takes."""
    choices = getattr(answered, "choices", None)
    if manner.cap is None or not choices or getattr(choices[0], "finish_reason", None) != "length":
        return False
    message = choices[0].message
    return not getattr(message, "content", None) or bool(getattr(message, "reasoning_content", None))


def _see_that_it_was_read(answered: Any, asked: int) -> None:  # noqa: ANN401
    """Raises Truncated where the endpoint counts far fewer tokens than it was sent: it cut the question and says nothing."""
    stated = getattr(getattr(answered, "usage", None), "prompt_tokens", None)
    if not isinstance(stated, int) or stated <= 0:
        return
    if stated < asked * _LEAST_SEEN or (stated in _CUT_AT and stated < asked):
        raise Truncated(_("模型服务只读了问题的一部分：服务端的上下文太短，请调大（如 Ollama 的 num_ctx）。"))


_HELD_BACK = frozenset({"content_filter", "sensitive"})


def _tidied(answered: Any, task: str, mode: Mode) -> Any:  # noqa: ANN401
    """The answer where instructor looks for it. Raises where there is none: a page, a fault, a refusal, something held back."""
    if isinstance(answered, str):
        raise refusals.no_api()
    if (fault := getattr(answered, "error", None)) is not None:
        raise _Broken(refusals.said(_code(fault), {"error": fault}))
    choices = getattr(answered, "choices", None)
    if not choices or choices[0].message is None:
        raise _Unusable
    choice, message = choices[0], choices[0].message
    if choice.finish_reason == "error":
        raise _Broken(refusals.said(_code(getattr(choice, "error", None)), {"error": getattr(choice, "error", None)}))
    shape = ANSWERS[task]  # type: ignore[index]
    found = salvage.answer(message, shape.__name__, shape.model_fields)
    if choice.finish_reason in _HELD_BACK:
        raise Filtered(_("模型服务的内容审查拦下了这一段，这一段只按规则读取。"))
    if found is None:
        if getattr(message, "refusal", None):
            raise Filtered(_("模型拒绝回答这一段，这一段只按规则读取。"))
        return answered
    return _put(answered, found, shape.__name__, mode)


def _code(fault: Any) -> int:  # noqa: ANN401
    """The status that a fault in the place of an answer names."""
    code = fault.get("code") if isinstance(fault, dict) else getattr(fault, "code", None)
    return code if isinstance(code, int) and 400 <= code < 600 else 502


def _put(answered: Any, found: str, name: str, mode: Mode) -> Any:  # noqa: ANN401
    """The answered message with the answer, and nothing else, in the place that belongs to the mode."""
    from openai.types.chat import ChatCompletion

    cut = answered.choices[0].finish_reason == "length"
    message: dict[str, Any] = {"role": "assistant", "content": found}
    if mode == "tools":
        call = {"id": "call", "type": "function", "function": {"name": name, "arguments": found}}
        message = {"role": "assistant", "content": None, "tool_calls": [call]}
    finish = "length" if cut else "tool_calls" if mode == "tools" else "stop"
    return ChatCompletion.model_validate(
        {
            "id": "answer", "object": "chat.completion", "created": 0, "model": "model",
            "choices": [{"index": 0, "finish_reason": finish, "message": message, "logprobs": None}],
        }
    )  # fmt: skip


def _instructor_mode(mode: Mode) -> Any:  # noqa: ANN401 - instructor's enumeration, imported late
    import instructor

    return {
        "tools": instructor.Mode.TOOLS,
        "json_schema": instructor.Mode.JSON_SCHEMA,
        "json": instructor.Mode.JSON,
        "md_json": instructor.Mode.MD_JSON,
    }[mode]


def _used(answered: Any, prompt: int) -> tuple[int, int]:  # noqa: ANN401 - whatever the endpoint sent
    """Prompt and completion tokens as the endpoint counts them; our own estimate where it does not, or cannot be believed."""
    usage = getattr(answered, "usage", None)
    stated = getattr(usage, "prompt_tokens", None), getattr(usage, "completion_tokens", None)
    if all(isinstance(count, int) and 0 <= count < _MOST_TOKENS for count in stated):
        return stated  # type: ignore[return-value]
    return prompt, tokens(str(getattr(answered, "choices", None) or ""))


def _reread(question: Question, kept: str) -> Answer | None:
    try:
        return ANSWERS[question.task].model_validate_json(kept)  # type: ignore[index]
    except ValueError:
        return None


def _is_whole(answer: Answer) -> bool:
    """Whether the answer states every field it was asked for: one that is silent is read as such, but asked again next time."""
    return answer.model_fields_set >= type(answer).model_fields.keys()


def _connect(settings: Settings) -> Any:  # noqa: ANN401 - openai is imported late
    import openai

    key = settings.api_key.get_secret_value() if settings.api_key else ""
    headers, query = {"accept-encoding": wire.ENCODINGS, **settings.headers}, {}
    if settings.api_version is not None:
        headers["api-key"], query = key, {"api-version": settings.api_version}
    made = openai.AsyncOpenAI(
        api_key=key or "none",
        base_url=endpoint_of(settings),
        timeout=settings.timeout,
        max_retries=0,
        default_headers=headers,
        default_query=query,
        http_client=openai.DefaultAsyncHttpxClient(
            verify=_trusted(), follow_redirects=False, event_hooks={"response": [wire.bounded]}
        ),
    )
    made.chat.completions  # noqa: B018 - loads what the SDK loads late, which must not count as waiting for an answer
    return made


@cache
def _trusted() -> Any:  # noqa: ANN401 - an ssl.SSLContext, as the SDK's HTTP client makes one
    """The certificates to trust, read once: they take longer to load than a small report to audit."""
    import httpx2

    return httpx2.create_ssl_context()


@cache
def _shape(task: str) -> type[Answer]:
    """The answer of a task as instructor wants it, made once."""
    import instructor

    shaped: type[Answer] = instructor.openai_schema(ANSWERS[task])  # type: ignore[index]
    return shaped


_TALKATIVE = ("instructor", "openai", "httpx2", "httpcore2", "httpx", "httpcore")
"""Libraries whose logs say what is sent and what comes back: report text, addresses, keys."""


def _quiet() -> None:
    """Keep the logs of the model libraries off stderr and out of files: they say what the report says."""
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL + 1)
        logger.propagate = False
