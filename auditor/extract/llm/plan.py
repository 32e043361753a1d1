"""What a run with a model is told, what it would send, and what that would cost."""

import math
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr

from auditor.locale import gettext as _
from auditor.model.record import Record

Mode = Literal["tools", "json_schema", "json", "md_json"]
MODES: tuple[Mode, ...] = ("tools", "json_schema", "json", "md_json")
"""Ways to ask for structure, the strictest first; an endpoint that lacks one is asked in the next."""

_MILLION = Decimal(1_000_000)


class ModelSettings(Record):
    """Where the model is and how much it may be asked. Prices are per million tokens, in whatever currency."""

    model: str = Field(min_length=1)
    base_url: str | None = None
    api_key: SecretStr | None = None
    api_version: str | None = None
    """Azure: sent as ?api-version=…, and the key as the header api-key."""
    headers: dict[str, str] = {}
    """More headers, as some gateways want them."""
    mode: Mode = "tools"
    temperature: float | None = 0.0
    """None leaves it out, for models that refuse it."""
    timeout: float = Field(default=120.0, gt=0)
    """Seconds for one attempt, from sending to the last byte."""
    total_timeout: float = Field(default=1800.0, gt=0)
    """Seconds for all calls of one document together."""
    attempts: int = Field(default=4, ge=1, le=10)
    """How often one call is tried when the endpoint is busy, breaks or does not answer."""
    longest_wait: float = Field(default=60.0, ge=0)
    """Seconds to wait between two attempts at most, whatever Retry-After says."""
    first_wait: float = Field(default=1.0, ge=0)
    concurrency: int = Field(default=4, ge=1, le=64)
    max_tokens: int | None = Field(default=None, gt=0)
    """Ceiling on prompt and completion tokens of one document."""
    max_cost: Decimal | None = Field(default=None, gt=0)
    price_prompt: Decimal | None = Field(default=None, ge=0)
    price_completion: Decimal | None = Field(default=None, ge=0)
    cache: Path | None = None
    """Folder of the answers given before; None asks anew (--no-cache)."""
    redact: bool = False
    links: bool = True
    """Whether the model may propose pairs where rules find none or two."""
    lines_per_call: int = Field(default=24, ge=1)
    characters_per_call: int = Field(default=2400, ge=200)

    def cost(self, prompt: int, completion: int) -> Decimal | None:
        """What that many tokens cost; None without prices."""
        if self.price_prompt is None or self.price_completion is None:
            return None
        return (prompt * self.price_prompt + completion * self.price_completion) / _MILLION


class Estimate(Record):
    """What a run would send at least: before links and repeats, which depend on the answers."""

    calls: int
    cached: int
    prompt_tokens: int
    completion_tokens: int
    characters: int
    """Characters of the report among what is sent."""
    cost: Decimal | None = None
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
        if self.cost is not None:
            lines.append(_("按所设单价，费用约 {cost}。"))
        shown = {**self.__dict__, "cost": "" if self.cost is None else f"{self.cost:.4f}"}
        return "\n".join(line.format(**shown) for line in lines)


def tokens(text: str) -> int:
    """About how many tokens a text has: a Chinese character is one at most, other text about a third a character."""
    wide = sum(character > "\u2e7f" for character in text)
    return wide + math.ceil((len(text) - wide) / 3)
