"""Who is served: which people a name speaks of, and whether a text speaks of them anywhere."""

from auditor.sense import lexicon
from auditor.text.normalize import fold


def named(name: str) -> tuple[str, ...]:
    """The words for the people whom a name speaks of (旅客满意度: 旅客, 乘客, 客运 …), the first in front; none for all others."""
    folded = fold(name)
    found = [words for words in lexicon.lists("beneficiaries") if words[0] in folded]
    return found[0] if len(found) == 1 else ()


def spoken_of(words: tuple[str, ...], text: str) -> bool:
    """Whether a text speaks of them, or of what is done for them."""
    folded = fold(text)
    return any(word in folded for word in words)
