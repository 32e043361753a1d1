"""What became of a model's answers: kept while they are put together, handed over at the end."""

from auditor.extract.llm import prompts
from auditor.extract.llm.chunks import Line
from auditor.locale import gettext as _
from auditor.model.finding import Review
from auditor.model.source import Span
from auditor.text.normalize import fold

_SHOWN = 40
_SHORTEST_LEAK = 4


class Comparison:
    """Quotes without a place, readings that differ, and how many values were read alike."""

    def __init__(self) -> None:
        self.ungrounded: list[str] = []
        self.review: list[Review] = []
        self.added: list[Span] = []
        self.confirmed = 0
        self.columns: list[str] = []
        """Headings that the model named."""
        self.relations = 0
        """Relations that the model named."""
        self.refused: list[str] = []
        """Relations among them whose ids or kind do not exist, or whose units cannot hold together."""

    def refuse(self, said: str) -> None:
        """A relation that cannot be one."""
        self.refused.append(said)

    def lost(self, what: str, quote: str, line: int | None = None) -> None:
        """A quote that stands nowhere it could."""
        leaked = len(fold(quote)) >= _SHORTEST_LEAK and fold(quote) in fold(prompts.example_text())
        reason = _("这是示例里的内容") if leaked else _("原文此处没有这样的内容")
        where = _("第 {line} 行").format(line=line) if line else ""
        said = _("{where}{what}“{quote}”：{reason}").format(where=where, what=what, quote=shown(quote), reason=reason)
        if said not in self.ungrounded:
            self.ungrounded.append(said)

    def differs(self, what: str, rules: str, model: str, span: Span | None) -> None:
        """Rules and model read the same place differently."""
        self.review.append(Review(about=what, rules=shown(rules), model=shown(model), span=span))

    def adds(self, span: Span) -> None:
        """Only the model read what stands there."""
        self.added.append(span)

    def agrees(self) -> None:
        """Rules and model read a value alike."""
        self.confirmed += 1


def shown(text: str) -> str:
    """The text as a message shows it: on one line, its middle left out when it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN // 2]}……{flat[-_SHOWN // 2 + 2 :]}"


def printed(line: Line) -> int:
    """The line number a person would look for: as the file counts its lines, else as we do."""
    return line.span.line or line.number
