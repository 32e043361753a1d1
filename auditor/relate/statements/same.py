"""One fact told twice: in other units, in another place, or under a word that points back."""

import re
from collections.abc import Iterator

from auditor.model.relation import Relation
from auditor.relate.statements import lexicon
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.money import budget
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_CONVERTED = lazily(r"(?:折合|合|相当于|约合|即|换算为?|也就是|折算为?)(?:约)?$")
_WHOLLY = lazily(r"全部到位|足额到位|全额到位|及时足额|足额")
_BACK = lazily(r"^(?:上述|前述|该|这|前面说的|随着)")
_SAME = 0.4


def propose(reading: Reading) -> Iterator[Relation]:
    """Figures that the words call the same."""
    yield from _converted(reading)
    yield from _arrived(reading)
    yield from _referred(reading)
    if reading.narrative:  # a form tells every goal twice, as promised and as done
        yield from _again(reading)


def _relation(told: Mention, before: Mention, by: str, *, sure: bool = True) -> Relation:
    return Relation(
        kind="same",
        result=told.id,
        of=(before.id,),
        by=f"statements.same.{by}",
        confidence="high" if sure else "medium",
        place=told.place,
    )


def _converted(reading: Reading) -> Iterator[Relation]:
    """1,600公斤，折合1.6吨."""
    for one, other in zip(reading.mentions, reading.mentions[1:], strict=False):
        if (
            one.sentence == other.sentence
            and (_CONVERTED.search(other.lead) or (other.depth > one.depth and reading.between(one, other) == "("))
            and alike(one, other)
            and _other_print(one, other)
            and one.amount
            and other.amount
        ):
            yield _relation(other, one, "units")


def _other_print(one: Mention, other: Mention) -> bool:
    return one.unit != other.unit or one.quantity.scale != other.quantity.scale


def _arrived(reading: Reading) -> Iterator[Relation]:
    """资金全部到位2360万元: what arrived is the budget."""
    for one in reading.mentions:
        if one.quantity.kind != "money" or not one.has("arrived") or one.planned or one.at in reading.parts:
            continue
        if _WHOLLY.search(reading.flats[one.paragraph][one.opened : one.start]):
            whole = budget(reading, one)
            if whole is not None and whole.at < one.at:
                yield _relation(one, whole, "arrived")


_POINTS_BACK = lazily(r"(?:以上|上述|前述|前面的?|这|该)(?:的)?$")
_VERBS = lazily(r"中|里|上面|当中|全部|均|都|已|由|共|分别|的|进行|完成|开展|组织|实施|验收|建设|投入")


def _referred(reading: Reading) -> Iterator[Relation]:
    """以上5个项目; 72个脱贫村中: a count that goes back to the one told before of the same noun."""
    told: dict[tuple[str, str], Mention] = {}
    for one in reading.mentions:
        if one.quantity.kind != "count" or one.quantity.bound != "=" or len(one.tail) < _NOUN_LENGTH:
            continue
        noun = _VERBS.split(one.tail)[0]
        before = told.get((one.unit, noun))
        if before is not None and before.sentence != one.sentence and _points_back(reading, one):
            yield _relation(one, before, "referred", sure=False)
        elif len(noun) >= _NOUN_LENGTH:
            told[one.unit, noun] = one


_NOUN_LENGTH = 2


def _points_back(reading: Reading, one: Mention) -> bool:
    """Whether the words right before it point back, or it opens its sentence and goes on with 中."""
    if _POINTS_BACK.search(one.lead):
        return True
    return (
        one.start == one.opened
        and re.match(r"[^,。;:、\d]{2,8}(?:中|里|当中)[,有]", reading.behind(one, 12)) is not None
    )


def _again(reading: Reading) -> Iterator[Relation]:
    """The same thing counted in another sentence: equal nouns, equal unit, and nothing that sets them apart."""
    tops = [one for one in reading.mentions if _tellable(reading, one)]
    told: dict[str, list[Mention]] = {}
    for later in tops:
        if not _second(reading, later):
            best = _best(reading, later, told.get(_deed(later), []))
            if best is not None:
                yield _relation(later, best, "again", sure=False)
        words = reading.clause(later) + _rest(reading, later)
        for pair in {words[at : at + 2] for at in range(len(words) - 1)}:
            told.setdefault(pair, []).append(later)


_CERTAIN = 0.95
"""A likeness beyond which no earlier place is looked at."""


def _best(reading: Reading, later: Mention, told: list[Mention]) -> Mention | None:
    """The likest of the figures told before under the same deed, the nearest first."""
    best, found = _SAME, None
    for earlier in reversed(told):
        if (
            earlier.sentence == later.sentence
            or not alike(earlier, later)
            or earlier.quantity.kind != later.quantity.kind
        ):
            continue
        score = _likeness(reading, earlier, later) if _same_deed(reading, earlier, later) else 0.0
        if score > best or (score == best and found is None):
            best, found = score, earlier
        if best > _CERTAIN:
            break
    return found


def _deed(later: Mention) -> str:
    """The word nearest a figure: what was done, or what is counted."""
    return _PASSING.sub("", later.lead).rstrip("的")[-2:] or later.tail[:2]


def _tellable(reading: Reading, one: Mention) -> bool:
    return (
        one.amount
        and not one.planned
        and reading.top(one)
        and one.quantity.bound == "="
        and not _listed(reading, one)
        and one.quantity.kind != "duration"
        and len(_object(reading, one)) >= 4
        and not one.has("rest", "balance")
        and not one.depth
    )


_DIGITS = lazily(r"\d+")
_SAMPLED = lazily(r"抽[查取样检测访选问]|随机|走访|访谈|座谈|调查|受访|回访|问卷|实地(?:查看|核查)")
_OWN = lazily(r"本[包批标期次段]|各|每|[较比]|分别")


def _same_deed(reading: Reading, earlier: Mention, later: Mention) -> bool:
    """Whether the word nearest the later figure stands with the earlier one too (封存 is not 销毁), and neither is one of several."""
    if _DIGITS.findall(reading.clause(earlier)) != _DIGITS.findall(reading.clause(later)):
        return False  # of another document, batch or place with a number
    if bool(_SAMPLED.search(reading.clause(earlier))) != bool(_SAMPLED.search(reading.clause(later))):
        return False  # those who were asked or looked at are some of those who were counted
    if _OWN.search(reading.clause(earlier)) or _OWN.search(reading.clause(later)):
        return False
    word = _deed(later)
    return len(word) == 2 and word in reading.clause(earlier) + _rest(reading, earlier)


def _second(reading: Reading, one: Mention) -> bool:
    """Whether a like figure stands before it in its sentence: then it may be a part of that one."""
    return any(other.at < one.at and alike(other, one) for other in reading.sentence(one))


def _object(reading: Reading, one: Mention) -> str:
    """What is counted or measured, without the names of measures (占地面积, 金额) that any object has."""
    return lexicon.pattern("lists", "measures").sub("", _noun(reading, one))


def _listed(reading: Reading, one: Mention) -> bool:
    run = reading.run_of.get(one.at)
    return run is not None and run.strong


def _noun(reading: Reading, one: Mention) -> str:
    return _PASSING.sub("", reading.clause(one))


_PASSING = lazily(
    r"上述|前述|前面说的|其中|全年|累计|完成|随着|之后|(?:增加|扩大|延伸|扩展|增长|提高|上升)?[到至](?![位场])|合$|年末|截至|已有?|首批|[\s,。]"
)


def _likeness(reading: Reading, earlier: Mention, later: Mention) -> float:
    back = _BACK.search(reading.clause(later))
    named = _PASSING.sub("", reading.flats[later.paragraph][later.began : later.start])
    said, told = (
        named if back and len(named) > 2 else _noun(reading, later),
        _noun(reading, earlier) + _rest(reading, earlier),
    )
    plain = len(pairs(said) & pairs(told)) / max(1, len(pairs(said)))
    return max(reading.rarity.containment(said, told), 0.75 * plain)


def _rest(reading: Reading, one: Mention) -> str:
    """The words of the clause behind a figure."""
    found = re.match(r"[^,;。:]{0,16}", reading.behind(one, 16))
    return found.group() if found else ""
