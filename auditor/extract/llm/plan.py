"""What a run with a model is told, what it would send, and what that would cost."""

import math
from decimal import Decimal
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.model.record import Record
from auditor.settings import Mode, Settings, cache_folder

MODES: tuple[Mode, ...] = get_args(Mode)
"""Ways to ask for structure, the strictest first; an endpoint that lacks one is asked in the next."""

_MILLION = Decimal(1_000_000)


def model_of(settings: Settings) -> str:
    """The name of the model. Raises SettingsError where none is set."""
    if not settings.model:
        raise SettingsError(
            _("用模型读取要先说明用哪个模型：请设置 AUDITOR_MODEL（以及 OPENAI_BASE_URL、OPENAI_API_KEY）。")
        )
    return settings.model


def endpoint_of(settings: Settings) -> str:
    """Where the text is sent."""
    return settings.base_url or "https://api.openai.com/v1"


def origin_of(settings: Settings) -> str:
    """The origin that the text is sent to, as it may be said: no path, no query and no name of a user, which may be secrets."""
    stated = urlsplit(endpoint_of(settings))
    place = stated.netloc.rpartition("@")[2]
    return f"{stated.scheme}://{place}" if place else endpoint_of(settings)


def cost(settings: Settings, prompt: int, completion: int) -> Decimal | None:
    """What that many tokens cost; None without prices."""
    if settings.price_prompt is None or settings.price_completion is None:
        return None
    return (prompt * settings.price_prompt + completion * settings.price_completion) / _MILLION


def cache_of(settings: Settings) -> Path | None:
    """The folder of the answers given before; None asks anew."""
    if settings.no_cache:
        return None
    return cache_folder(settings)


class Estimate(Record):
    """What a run would send at least: before links and repeats, which depend on the answers."""

    calls: int
    cached: int
    prompt_tokens: int
    completion_tokens: int
    characters: int
    """Characters of the report among what is sent."""
    price: Decimal | None = None
    """What it costs; None without prices."""
    model: str
    endpoint: str

    def say(self) -> str:
        """The estimate in sentences, with what leaves the machine."""
        lines = [
            _("将向 {endpoint} 的模型 {model} 发送 {calls} 次请求（另有 {cached} 次已有缓存，不发送）。"),
            _("约 {prompt_tokens} 个输入词元、{completion_tokens} 个输出词元；实际用量因模型而异。"),
            _(
                "离开本机的内容：报告正文和表格中的 {characters} 个字（含重复携带的表头），以及固定的提示词；文件本身不发送。"
            ),
        ]
        lines.append(
            _("没有设单价（AUDITOR_PRICE_PROMPT、AUDITOR_PRICE_COMPLETION），无法估算费用。")
            if self.price is None
            else _("按所设单价，费用约 {price}。")
        )
        shown = {**self.__dict__, "price": "" if self.price is None else f"{self.price:.4f}"}
        return "\n".join(line.format(**shown) for line in lines)


def tokens(text: str) -> int:
    """About how many tokens a text has: a Chinese character is one at most, other text about a third a character."""
    wide = sum(character > "\u2e7f" for character in text)
    return wide + math.ceil((len(text) - wide) / 3)
