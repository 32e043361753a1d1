"""A bare printed number, as it stands in a cell."""

from decimal import Decimal
from functools import lru_cache

from auditor import prepared
from auditor.text import arithmetic
from auditor.text.normalize import narrow

# "112,213.87", "０.55", "-3", "- 1,200", "215457.6", ".5"; not "8.6%", not "1,2"
_BARE = prepared.pattern(r"(?:[-+] ?)?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?")


@lru_cache(maxsize=4096)
def decimal(text: str) -> Decimal | None:
    """The number the text prints and nothing else, with the places it prints; None when there is anything beside it.

    A number of more digits than anything counted or paid has is a code, and none either.
    """
    bare = narrow(text).strip()
    if not _BARE.fullmatch(bare) or not any(map(str.isdigit, bare)):
        return None
    value = Decimal(bare.replace(",", "").replace(" ", ""))
    return None if arithmetic.is_too_long(value) else value
