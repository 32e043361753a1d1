"""The one place that talks to a model: any endpoint that speaks the OpenAI chat-completions protocol.

instructor asks for structure and checks it, one tenacity policy owns every repeat (the SDK's own are off), and every
attempt that reaches the endpoint is counted, also when it fails. What the endpoint says never reaches a log or a
message: it may hold report text or the key.
"""

import asyncio
import logging
import math
import random
from collections.abc import Awaitable, Callable
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from auditor.errors import ModelAnswerInvalid, ModelUnavailable, SettingsError
from auditor.extract.llm import wire
from auditor.extract.llm.answers import ANSWERS, Answer
from auditor.extract.llm.cache import Cache, Question
from auditor.extract.llm.plan import MODES, cache_of, cost, endpoint_of, model_of, tokens
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

_NO_SUCH_WAY = frozenset({400, 415, 422, 501})
_HOPELESS = frozenset({401, 402, 403, 404})


class CeilingReached(ModelUnavailable):
    """Another call would pass the ceiling on tokens or cost."""


class Truncated(ModelAnswerInvalid):
    """The answer was cut off: the lines are too many for one answer."""


class NotAccepted(ModelAnswerInvalid):
    """The endpoint does not take a question put in this way."""


class _Unusable(Exception):  # noqa: N818 - said to nobody, only repeated
    """An answer without any choice in it."""


class _Slow(Exception):  # noqa: N818
    """An attempt that took longer than it may."""


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
        self._temperature = settings.temperature
        self._answered = False
        self._probe = asyncio.Lock()
        self._places = asyncio.Semaphore(settings.concurrency)
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
        return await self._placed(question, self._mode)

    async def _first(self, question: Question) -> Answer:
        """As `_in_some_mode`; without a temperature where every mode is refused with one, as some models do."""
        try:
            return await self._in_some_mode(question)
        except NotAccepted:
            if self._temperature is None:
                raise
            self._temperature, self._answered = None, False
            return await self._in_some_mode(question)

    async def _in_some_mode(self, question: Question) -> Answer:
        ways = [self._mode, *(mode for mode in MODES if mode != self._mode)]
        last: ModelAnswerInvalid | None = None
        for mode in ways:
            try:
                answer = await self._placed(question, mode)
            except Truncated:
                self._settle(mode)
                raise
            except ModelAnswerInvalid as error:
                last = error
                continue
            self._settle(mode)
            return answer
        self._settle(self._mode)
        raise last or ModelAnswerInvalid(_("模型没有给出回答。"))

    def _settle(self, mode: Mode) -> None:
        self._mode, self._answered = mode, True

    async def _placed(self, question: Question, mode: Mode) -> Answer:
        async with self._places:
            return await self._structured(question, mode)

    async def _structured(self, question: Question, mode: Mode) -> Answer:
        import instructor
        from instructor.core.exceptions import IncompleteOutputException, InstructorError

        create: Callable[..., Awaitable[Answer]] = instructor.patch(create=self._attempt, mode=_instructor_mode(mode))
        optional = {} if self._temperature is None else {"temperature": self._temperature}
        try:
            return await create(
                response_model=_shape(question.task),
                max_retries=self._policy(),
                model=model_of(self._settings),
                messages=[{"role": role, "content": content} for role, content in question.messages],
                **optional,
            )
        except IncompleteOutputException as error:
            raise Truncated(_("模型的回答太长，被截断。")) from error
        except InstructorError as error:
            raise _said(error.__cause__ or error) from error

    async def _attempt(self, **request: Any) -> Any:  # noqa: ANN401 - the SDK's own arguments and answer
        """One request, counted whatever becomes of it, within the ceilings and the time for one attempt."""
        shape = request.get("tools") or request.get("response_format") or ""
        prompt = tokens(str(shape)) + sum(tokens(str(message.get("content") or "")) for message in request["messages"])
        shown = max(tokens(str(message["content"])) for message in request["messages"] if message["role"] == "user")
        likely = math.ceil(shown * _MOST_COMPLETION)
        self._check_ceilings(prompt, likely)
        self._reserved += prompt
        self._reserved_completion += likely
        self.spent.calls += 1
        used = (prompt, 0)
        try:
            async with asyncio.timeout(self._settings.timeout):
                answered = await self._openai.chat.completions.create(**request)
            used = _used(answered, prompt)
        except TimeoutError as error:
            raise _Slow from error
        finally:
            self._reserved -= prompt
            self._reserved_completion -= likely
            self.spent.prompt += used[0]
            self.spent.completion += used[1]
        if not getattr(answered, "choices", None) or answered.choices[0].message is None or _is_withheld(answered):
            raise _Unusable
        return answered

    def _check_ceilings(self, prompt: int, completion: int) -> None:
        settings, spent = self._settings, self.spent
        in_all = spent.prompt + self._reserved + prompt
        out_all = spent.completion + self._reserved_completion + completion
        if settings.max_tokens is not None and in_all + out_all > settings.max_tokens:
            raise CeilingReached(
                _("再发送将超过词元上限 {ceiling}（已用 {used}）。").format(
                    ceiling=settings.max_tokens, used=spent.prompt + spent.completion
                )
            )
        price = cost(settings, in_all, out_all)
        if settings.max_cost is not None and price is not None and price > settings.max_cost:
            raise CeilingReached(_("再发送将超过费用上限 {ceiling}。").format(ceiling=settings.max_cost))

    def _policy(self) -> Any:  # noqa: ANN401 - tenacity's AsyncRetrying, imported late
        """All repeats: of answers that do not fit, and of attempts that a busy or broken endpoint cost."""
        from tenacity import AsyncRetrying, retry_if_exception

        faults = _Faults(self._settings)
        return AsyncRetrying(retry=retry_if_exception(faults.worth_another), wait=faults.wait, reraise=True)


class _Faults:
    """What went wrong with one call so far, and what follows from it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._misfits = 0
        self._failures = 0

    def worth_another(self, error: BaseException) -> bool:
        """Whether to try again: twice after answers that do not fit, `attempts` times in all after failures."""
        if _is_misfit(error):
            self._misfits += 1
            return self._misfits <= REASKS
        if _is_passing(error):
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


def _is_passing(error: BaseException) -> bool:
    import openai

    if _is_too_long(error):
        return False
    if isinstance(error, openai.APIStatusError):
        return error.status_code in {408, 409, 425, 429} or error.status_code >= 500
    return isinstance(error, openai.APIConnectionError | openai.APIResponseValidationError | _Slow)


def _refused(status: int) -> ModelUnavailable | ModelAnswerInvalid:
    """What an HTTP status means, and the remedy."""
    if status in _NO_SUCH_WAY:
        return NotAccepted(
            _("模型服务不接受这种提问方式（HTTP {status}），请检查 AUDITOR_MODEL 和 AUDITOR_API_VERSION。").format(
                status=status
            )
        )
    if 300 <= status < 400:
        return Refused(
            _(
                "模型服务要把请求转到别处（HTTP {status}）；密钥和报告不跟着转，请把 OPENAI_BASE_URL 改成最终的地址。"
            ).format(status=status)
        )
    if status in _HOPELESS:
        return Refused(_refusals()[status].format(status=status))
    if status == 429:
        return ModelUnavailable(_("模型服务一直说请求过多（HTTP 429），请稍后再试或调低并发。"))
    return ModelUnavailable(_("模型服务出错（HTTP {status}），请稍后再试。").format(status=status))


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
    if isinstance(error, openai.APIStatusError):
        return _refused(error.status_code)
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


class Refused(ModelUnavailable):
    """Every further call would be refused alike."""


def _refusals() -> dict[int, str]:
    return {
        401: _("模型服务不认密钥（HTTP {status}），请检查 OPENAI_API_KEY。"),
        402: _("模型服务说余额不足（HTTP {status}）。"),
        403: _("密钥没有使用这个模型的权限（HTTP {status}）。"),
        404: _("找不到这个模型或地址（HTTP {status}），请检查 AUDITOR_MODEL 和 OPENAI_BASE_URL。"),
    }


def _is_withheld(answered: Any) -> bool:  # noqa: ANN401 - whatever the endpoint sent
    """Whether a filter of the endpoint cut the answer off."""
    return bool(getattr(answered.choices[0], "finish_reason", None) == "content_filter")


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
