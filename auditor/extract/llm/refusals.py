"""What an endpoint means when it does not answer: out of money, filtered, too long, not found, wrong key; each in a sentence with its remedy.

What the endpoint itself says is looked at and never shown: it may hold report text or the key.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from auditor.errors import ModelAnswerInvalid, ModelUnavailable
from auditor.locale import gettext as _

Want = Literal["temperature", "max_tokens", "thinking", "stream", "mode", ""]
"""What of a question an endpoint does not take: it is asked again without."""


class Refused(ModelUnavailable):
    """Every further call would be refused alike."""


class Truncated(ModelAnswerInvalid):
    """The answer was cut off, or the question was too long: the lines are too many for one call."""


class TooMuch(Truncated):
    """The question was too long: fewer lines help where lines are what makes it long."""


class Cut(TooMuch):
    """The endpoint read a part of the question and answered all the same, as its count of tokens or a missing control word shows."""


class Filtered(ModelAnswerInvalid):
    """A filter of the endpoint held back the question or its answer; others may pass."""


class NotAccepted(ModelAnswerInvalid):
    """The endpoint does not take a question put in this way; `named` where it says what of it."""

    named = False


class Failed(ModelUnavailable):
    """The endpoint broke down over this question (HTTP 500): another way of asking may pass."""


class Said(NamedTuple):
    """An answer that is none: its status, and what it says of itself, for our eyes only."""

    status: int
    code: str = ""
    message: str = ""

    @property
    def words(self) -> str:
        """All that it says, in small letters."""
        return f"{self.code} {self.message}".lower()


def said(status: int, body: Any) -> Said:  # noqa: ANN401 - whatever the endpoint sent
    """What stands in the body of a refusal, by whatever names."""
    if isinstance(body, bytes | str):
        try:
            body = json.loads(body)
        except ValueError:
            return Said(status, "", str(body)[:_MOST])
    if isinstance(body, Mapping):
        inner = body.get("error", body)
        if isinstance(inner, Mapping):
            code = " ".join(str(inner.get(name) or "") for name in ("code", "type"))
            return Said(status, code, str(inner.get("message") or "")[:_MOST])
        return Said(status, "", str(inner)[:_MOST])
    return Said(status)


_MOST = 4000

_MONEY = re.compile(
    r"insufficient_quota|insufficient.?(?:balance|quota|credit|funds)|billing|arrear|欠费|余额不足|good standing|\b1113\b|exceeded your current quota"
)
_FILTER = re.compile(
    r"content_filter|content management policy|data_inspection|inappropriate content|sensitive|\b1301\b|敏感|违规|moderation"
)
_CONTEXT = re.compile(
    r"context_length|context length|maximum context|context window|n_ctx|too many tokens|too long|prompt is too large|request too large|exceeds? (?:the )?(?:max|limit)"
)
_KEY = re.compile(r"invalid.?api.?key|incorrect api key|unauthorized|authentication")
_MODEL = re.compile(
    r"model.{0,80}(?:not found|does not exist|not exist)|model_not_found|no such model|unknown model|not_found_error"
)
_WANTS: tuple[tuple[Want, re.Pattern[str]], ...] = (
    ("stream", re.compile(r"only support stream|stream mode|enable the stream|must be stream|stream=true")),
    ("thinking", re.compile(r"enable_thinking must|enable_thinking.{0,20}false")),
    ("temperature", re.compile(r"temperature")),
    ("max_tokens", re.compile(r"max_tokens|max_completion_tokens|max_output_tokens")),
    ("mode", re.compile(r"tool|function|response_format|json|schema|grammar|structured")),
)


def wanted(told: Said) -> Want:
    """What of the question is not taken, as far as a refusal names it."""
    if told.status not in _WAYS:
        return ""
    return next((want for want, words in _WANTS if words.search(told.words)), "")


_WAYS = frozenset({400, 415, 422, 501})


def meaning(told: Said) -> ModelUnavailable | ModelAnswerInvalid:
    """What a refusal means, and the remedy."""
    status, words = told.status, told.words
    if status == _NO_MONEY or (status in _ABOUT_MONEY and _MONEY.search(words)):
        return Refused(_("模型服务说余额不足或已欠费（HTTP {status}），请充值或换用别的服务。").format(status=status))
    if status in _ABOUT_TEXT and _FILTER.search(words):
        return Filtered(
            _("模型服务的内容审查拦下了这一段（HTTP {status}），这一段只按规则读取。").format(status=status)
        )
    if status == _TOO_LARGE or (status in _ABOUT_TEXT and _CONTEXT.search(words) and wanted(told) != "max_tokens"):
        message = _("这一段超过模型的上下文长度（HTTP {status}），请换用上下文更长的模型或调大服务端的上下文。")
        return TooMuch(message.format(status=status))
    if (hopeless := _hopeless(told)) is not None:
        return Refused(hopeless.format(status=status))
    if status in _WAYS:
        message = _("模型服务不接受这种提问方式（HTTP {status}），请检查 AUDITOR_MODEL 和 AUDITOR_API_VERSION。")
        refused = NotAccepted(message.format(status=status))
        refused.named = bool(wanted(told))
        return refused
    if status == _BUSY:
        return ModelUnavailable(_("模型服务一直说请求过多（HTTP 429），请稍后再试或调低并发。"))
    failed = Failed if status == _FAILED else ModelUnavailable
    return failed(_("模型服务出错（HTTP {status}），请稍后再试。").format(status=status))


_NO_MONEY, _TOO_LARGE, _BUSY, _FAILED = 402, 413, 429, 500


def _hopeless(told: Said) -> str | None:
    """Why every further call would be refused, and the remedy; None where it would not."""
    status, words = told.status, told.words
    if 300 <= status < 400:
        return _("模型服务要把请求转到别处（HTTP {status}）；密钥和报告不跟着转，请把 OPENAI_BASE_URL 改成最终的地址。")
    if status == 401 or (status in _WAYS and _KEY.search(words)):
        return _("模型服务不认密钥（HTTP {status}），请检查 OPENAI_API_KEY。")
    if status == 403:
        return _("密钥没有使用这个模型的权限（HTTP {status}）。")
    if status == 404 and _MODEL.search(words):
        return _("模型服务没有这个模型（HTTP {status}），请检查 AUDITOR_MODEL。")
    if status == 404:
        return _("找不到这个地址（HTTP {status}）：请检查 OPENAI_BASE_URL，多半要以 /v1 结尾；也请检查 AUDITOR_MODEL。")
    return None


_ABOUT_MONEY = frozenset({400, 403, 429})
_ABOUT_TEXT = frozenset({400, 403, 422, 429})


def passes(told: Said) -> bool:
    """Whether the same call may be answered a little later."""
    if isinstance(meaning(told), Refused | Filtered | Truncated):
        return False
    return told.status in {408, 409, 425, 429} or told.status >= 500


def no_api() -> Refused:
    """A page, a stream or anything else in the place of an answer."""
    return Refused(_("这个地址答的是网页或数据流，不是模型接口：请检查 OPENAI_BASE_URL，多半要以 /v1 结尾。"))
