"""A fact recalled by its noun in another paragraph: 发放宣传资料12.6万份, and further on 16.2万份宣传资料发到群众手中."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from auditor.relate.statements import apart
from auditor.relate.statements.apart import PLAIN, begun, behind, stands_in
from auditor.relate.statements.facts_told import (
    FAR,
    NOUN,
    Told,
    called_alike,
    done_before,
    far_off,
    grew,
    label,
    told_by,
)
from auditor.relate.statements.mentions import Mention, of_one_value, one_value
from auditor.relate.statements.promised_names import in_one_unit
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_PART = lazily(r"其中|本[包批标期次段]|另|其余|目标|计划|任务|应")
_CLEAR = 3
"""Characters of a noun that says by itself what is counted."""


def pairs_of(reading: Reading, known: set[int]) -> Iterator[tuple[Mention, Mention]]:
    """Each figure whose noun recalls one before, with that one; but those that are known to tell another again."""
    told: dict[str, list[Told]] = {}
    for one in reading.mentions:
        if one.quantity.kind not in ("count", "measure", "money"):
            continue
        fact = told_by(reading, one)
        if fact.tells and one.at not in known and one.at not in reading.parts and not _listed(reading, one):
            before = _recalled(reading, one, told)
            if before is not None:
                yield one, before
        for key in _keys(fact) | ({_SERVED} if _serves(reading, one) else set()):
            told.setdefault(key, []).append(fact)


def _keys(fact: Told) -> set[str]:
    return {"".join(pair) for pair in pairwise(fact.words)}


def _listed(reading: Reading, one: Mention) -> bool:
    run = reading.run_of.get(one.at)
    return (
        run is not None
        and run.strong
        and any(other.at != one.at and in_one_unit(other.unit, one.unit) for other in run.members)
    )


def _recalled(reading: Reading, later: Mention, told: Mapping[str, list[Told]]) -> Mention | None:
    """The one figure before that stands under the noun of a later one, where its clause has nothing else that says which."""
    if _PART.search(reading.up_to(later)):
        return None
    said = _AMONG.sub("", behind(reading, later)).removeprefix("的")
    own = _BY.sub("", apart.SELF.sub("", later.lead))
    lead = [one for one in re.split(r"[|\s]+", PLAIN.sub("|", own)) if len(one) >= NOUN]
    if len(lead) == 1 and (own.endswith("的") or _AMONG.match(behind(reading, later))):
        return done_before(reading, later, lead[0], told)
    if not said and len(lead) == 1 and later.quantity.kind == "money":
        return called_alike(reading, later, lead[0], told)
    serves = _serves(reading, later) and _ALL_OF_IT.search(reading.up_to(later)) is not None
    called = _Called(later, said, lead, serves)
    like = [fact for fact in told.get(called.key, ())[-apart.TRIED :] if _of_one_sort(fact.figure, later)]
    if any(one_value(fact.figure, later) for fact in like):
        return None
    free = (fact for fact in like if fact.tells and far_off(fact.figure, later))
    found = [
        ((one.figure.unit == later.unit, one.figure.at not in reading.parts, length), one.figure)
        for one in free
        if (length := called.by(reading, one))
    ]
    if not found:
        return None
    surest = max(how for how, _one in found)
    best = [one for how, one in found if how == surest]
    if not of_one_value(best):
        return None
    return None if grew(reading, best[-1], later) or apart.told(reading, best[-1], later) else best[-1]


_AMONG = lazily(r"^(?:中|里|当中)(?![一-鿿]{0,2}[间小学央])")
"""2,406人中，监测到…: goes back to those told before."""
_BY = lazily(r"^(?:经过|有了|依托|凭借|借助|靠着?|随着)")


class _Called(NamedTuple):
    """What a later figure is called: the words behind it, those before it, and whether it says whom all of it serves."""

    figure: Mention
    said: str
    lead: list[str]
    serves: bool

    @property
    def key(self) -> str:
        """The pair of characters under which the facts of its noun are told."""
        if len(self.said) >= NOUN and not _GENERIC.match(self.said):
            return self.said[:NOUN]
        if self.lead:
            return "" if self.said else self.lead[-1][-NOUN:]
        return _SERVED if self.serves else ""

    def by(self, reading: Reading, fact: Told) -> int:
        """How many characters of its noun a fact before tells, where all else in its clause stands there too; nought where not."""
        one = fact.figure
        words = f"{fact.words}|{label(reading.flats[one.paragraph])}|{one.heading}"
        if not all(stands_in(piece, words) for piece in self.lead):
            return 0
        if self.lead and not self.said:
            name = self.lead[-1][-_NAME:]
            return len(name) if fact.bare and one.has("total") and len(name) >= _CLEAR and name in words else 0
        length = NOUN if self.key == _SERVED else _length(self.said, words)
        if length < _NAME and not in_one_unit(one.unit, self.figure.unit):
            return 0
        rest = self.said[length:] + "|".join(self.lead)
        words += reading.flats[one.paragraph][max(one.opened, one.start - FAR) : one.start]
        if length >= _CLEAR or (length and ((self.serves and _serves(reading, one)) or _shares_more(rest, words))):
            return length
        return 0


_NAME = 4
"""Characters of a name that is told in full."""
_GENERIC = lazily(r"人口|群众|居民|百姓|农户|住户|家庭|对象")
_SERVES = lazily(r"惠及|受益|受惠")
_ALL_OF_IT = lazily(r"项目|工程|全[省市县区州旗镇乡村年]|共|总|累计")
_SERVED = "惠及"


def _serves(reading: Reading, one: Mention) -> bool:
    """Whether a figure says how many the whole is good for."""
    return _SERVES.search(reading.up_to(one)) is not None


_COUNTERS = frozenset("个处座项家所间套台")
"""Units for things one by one, which a writer changes: 集中投放点1,260个, 1,206处集中投放点."""


def _of_one_sort(one: Mention, later: Mention) -> bool:
    return in_one_unit(one.unit, later.unit) or _COUNTERS.issuperset((one.unit, later.unit))


def _length(said: str, words: str) -> int:
    """How much of what stands behind a figure stands in other words, from its beginning."""
    length = begun(said, words)
    return 0 if _KIND.search(words, 0, words.index(said[:length])) else length


_KIND = lazily(r"[半非准副代]$")
"""半专业队 is no 专业队."""


def _shares_more(rest: str, words: str) -> bool:
    return not pairs(rest).isdisjoint(pairs(words))
