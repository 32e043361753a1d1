"""How questions are put to one endpoint, beside the way of asking for structure: what it does not take is left out or put otherwise."""

from dataclasses import dataclass, field, replace
from typing import Any, Literal

from auditor.extract.llm.refusals import Want
from auditor.settings import Settings

Cap = Literal["max_tokens", "max_completion_tokens"]

_ROOM = 4096
"""Completion tokens beyond what a true answer takes: for what a model thinks before it."""


@dataclass
class Manner:
    """The parameters of a question that an endpoint may refuse."""

    temperature: float | None
    cap: Cap | None = "max_tokens"
    """Under which name the length of an answer is bounded; None where it is not."""
    stream: bool = False
    extra: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Settings) -> "Manner":
        """As the settings say."""
        return cls(settings.temperature, stream=settings.stream, extra=dict(settings.extra_body))

    def copy(self) -> "Manner":
        """As it is now."""
        return replace(self, extra=dict(self.extra))

    def request(self, likely: int) -> dict[str, Any]:
        """The parameters of a question whose true answer takes about so many tokens."""
        told: dict[str, Any] = {} if self.temperature is None else {"temperature": self.temperature}
        if self.cap is not None:
            told[self.cap] = likely + _ROOM
        if self.stream:
            told |= {"stream": True, "stream_options": {"include_usage": True}}
        if self.extra:
            told["extra_body"] = self.extra
        return told

    def adapt(self, want: Want, used: "Manner", *, last: bool = False) -> bool:
        """Put it otherwise after a refusal that names what is not taken; whether there is another way than the one used.

        `last` leaves the bound on the length out at once.
        """
        match want:
            case "temperature" if used.temperature is not None:
                self.temperature = None
            case "max_tokens" if used.cap is not None:
                self.cap = "max_completion_tokens" if used.cap == "max_tokens" and not last else None
            case "thinking" if used.extra.get("enable_thinking") is not False:
                self.extra = {**self.extra, "enable_thinking": False}
            case "stream" if not used.stream:
                self.stream = True
            case _:
                return False
        return True
