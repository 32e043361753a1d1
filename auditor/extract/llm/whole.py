"""Whether an endpoint read the whole of a question: by the tokens it counts, and where it counts none, by a word that stands before everything.

Servers whose context is too short cut a question at its beginning and answer all the same. The first question to an endpoint, and
every question to one that counts nothing, begins with a control word to be copied into the answer: what was cut off cannot be copied.
"""

import hashlib
from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, create_model

from auditor.extract.llm import prompts
from auditor.extract.llm.answers import ANSWERS, Answer, Task
from auditor.extract.llm.cache import Question
from auditor.extract.llm.refusals import Cut
from auditor.locale import gettext as _

_LEAST_SEEN = 0.3
"""Tokens of each that we estimate, at least: an endpoint that counts fewer has not read all of the question."""

_CUT_AT = frozenset({2048, 4096, 8192, 16384, 32768})
"""Lengths of a context at which servers cut a question without a word."""

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXY"
_LENGTH = 5
"""Letters of a control word: none that is read as a digit."""


def see_that_it_was_read(answered: Any, asked: int) -> bool:  # noqa: ANN401 - whatever the endpoint sent
    """Whether the endpoint counts tokens. Raises Cut where it counts far fewer than it was sent: it cut the question and says nothing."""
    stated = getattr(getattr(answered, "usage", None), "prompt_tokens", None)
    if not isinstance(stated, int) or stated <= 0:
        return False
    if stated < asked * _LEAST_SEEN or (stated in _CUT_AT and stated < asked):
        raise _cut()
    return True


def _cut() -> Cut:
    return Cut(_("模型服务只读了问题的一部分：服务端的上下文太短，请调大（如 Ollama 的 num_ctx）。"))


def code_of(question: Question) -> str:
    """The control word of a question: the same whenever it is asked."""
    digest = hashlib.sha256("\n".join(content for _role, content in question.messages).encode("utf-8", "surrogatepass"))
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest.digest()[:_LENGTH])


def with_code(question: Question, code: str) -> tuple[tuple[str, str], ...]:
    """What is sent: the control word stands before everything else."""
    (role, first), *rest = question.messages
    return (role, f"{prompts.control(code)}\n\n{first}"), *rest


def _as_text(told: Any) -> str:  # noqa: ANN401 - whatever a model put there
    return str(told)[: 4 * _LENGTH] if told is not None else ""


@cache
def coded(task: Task) -> type[Answer]:
    """The answer of a task with the control word; a wrong one or none is no fault of form."""
    shape = ANSWERS[task]
    copied = Annotated[str, BeforeValidator(_as_text), Field(description="照抄问题开头的核对码")]
    return create_model(shape.__name__, __base__=shape, __module__=__name__, code=(copied, ""))


def plain(task: Task, answer: Answer) -> Answer:
    """The answer without the control word, as it is kept."""
    return ANSWERS[task].model_validate(answer.model_dump(exclude={"code"}, exclude_unset=True))


class Control:
    """What the control words of one run prove.

    `copies` tells that the model copied one rightly: another that it does not copy was cut off then. Where it never did, it may be too small
    a model to do so: its answers are taken, and `unproven` counts them.
    """

    def __init__(self) -> None:
        self.counts: bool | None = None
        """Whether the endpoint counts tokens; None before it answered."""
        self.copies = False
        self.unproven = 0

    @property
    def needed(self) -> bool:
        """Whether the next question needs a control word."""
        return self.counts is not True

    def judge(self, copied: str, code: str) -> None:
        """See what an answer of an endpoint that counts nothing proves. Raises Cut where the question was cut."""
        if code in copied.upper():
            self.copies = True
        elif self.copies:
            raise _cut()
        else:
            self.unproven += 1

    def note(self) -> str | None:
        """What is to be told of answers that nothing proves."""
        if not self.unproven or self.counts:
            return None
        told = _(
            "模型服务没有报告读了多少词元，{count} 次回答也没有照抄核对码：问题可能只读了一部分，请确认服务端的上下文够长（如 Ollama 的 num_ctx）。"
        )
        return told.format(count=self.unproven)
