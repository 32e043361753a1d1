"""One fact told twice: in other units, in another place, or under a word that points back."""

import re
from collections.abc import Iterator

from auditor.model.relation import Relation
from auditor.relate.statements import apart, lexicon, recalled, referred, retold
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
    yield from referred.propose(reading)
    if reading.narrative:  # a form tells every goal twice, as promised and as done
        again = list(_again(reading))
        yield from again
        known = {reading.named(one.result).at for one in again}
        told = list(retold.pairs_of(reading, known))
        yield from (_relation(*pair, "retold", sure=False) for pair in told)
        known |= {later.at for later, _earlier in told}
        every = list(referred.all_there_are(reading, known))
        yield from (_relation(*pair, "all", sure=False) for pair in every)
        known |= {later.at for later, _earlier in every}
        yield from (_relation(*pair, "recalled", sure=False) for pair in recalled.pairs_of(reading, known))


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
        own = one.began if len(one.lead) > len("实际到位") or one.has("total") else one.opened
        if _WHOLLY.search(reading.flats[one.paragraph][own : one.start]):
            whole = budget(reading, one)
            if whole is not None and whole.at < one.at:
                yield _relation(one, whole, "arrived")


def _again(reading: Reading) -> Iterator[Relation]:
    """The same thing counted in another sentence: equal nouns, equal unit, and nothing that sets them apart."""
    tops = [one for one in reading.mentions if _tellable(reading, one) and not _OWN.search(reading.clause(one))]
    told: dict[tuple[str, str], list[Mention]] = {}
    named: dict[tuple[str, str], Mention] = {}
    for later in tops:
        numbered = "|".join(_DIGITS.findall(reading.clause(later)))
        if not _second(reading, later):
            best = _exact(reading, later, named.get((_noun(reading, later), numbered)))
            if (
                best is None
                and not later.has("mean")
                and any((pair, numbered) in told for pair in pairs(_called(reading, later)))
            ):
                near = {one.at: one for pair in _telling(reading, later) for one in told.get((pair, numbered), ())}
                best = _best(reading, later, [near[at] for at in sorted(near)])
            if best is not None:
                yield _relation(later, best, "again", sure=False)
        for pair in pairs(_noun(reading, later) + _rest(reading, later)):
            told.setdefault((pair, numbered), []).append(later)
        named[_noun(reading, later), numbered] = later


def _exact(reading: Reading, later: Mention, earlier: Mention | None) -> Mention | None:
    """The last figure that was called just so, where the two may be one fact."""
    if earlier is None or not alike(earlier, later):
        return None
    return earlier if earlier.quantity.kind == later.quantity.kind and _same_deed(reading, earlier, later) else None


def _telling(reading: Reading, later: Mention) -> list[str]:
    """The rarest pairs of what a figure is called, one of which must stand with an earlier one for the two to be alike enough."""
    ranked = sorted(pairs(_called(reading, later)), key=lambda pair: (-reading.rarity.weight(pair), pair))
    weights = [reading.rarity.weight(pair) for pair in ranked]
    left = sum(weights)
    least, count = _SAME * left, len(ranked)
    chosen: list[str] = []
    for pair, weight in zip(ranked, weights, strict=True):
        if left < least and _PLAIN * (count - len(chosen)) / count < _SAME:
            break
        chosen.append(pair)
        left -= weight
    return chosen


_CLEAR = 0.1
"""How much likelier than the next of another name the likest must be: 东堤清淤12公里 and 西堤清淤8公里 are two."""


def _best(reading: Reading, later: Mention, told: list[Mention]) -> Mention | None:
    """The nearest of the figures told before under the same deed that is alike; none where the next one of another name is as like."""
    found: list[tuple[float, Mention]] = []
    for earlier in reversed(told[-apart.TRIED :]):
        if (
            not alike(earlier, later)
            or earlier.quantity.kind != later.quantity.kind
            or not _same_deed(reading, earlier, later)
        ):
            continue
        score = _likeness(reading, earlier, later)
        if score < _SAME or (found and _noun(reading, earlier) == _noun(reading, found[0][1])):
            continue
        found.append((score, earlier))
        if len(found) > 1:
            break
    if len(found) > 1 and abs(found[0][0] - found[1][0]) < _CLEAR:
        return None
    return max(found, key=lambda one: one[0])[1] if found else None


def _deed(later: Mention) -> str:
    """The word nearest a figure: what was done, or what is counted."""
    return _PASSING.sub("", later.lead).rstrip("的")[-2:] or later.tail[:2]


def _tellable(reading: Reading, one: Mention) -> bool:
    return (
        one.amount
        and not one.planned
        and (reading.top(one) or (one.has("mean") and not one.has("former", "increment", "price")))
        and one.quantity.bound == "="
        and not _listed(reading, one)
        and one.quantity.kind != "duration"
        and len(_object(reading, one)) >= _NAME
        and not one.has("rest", "balance", "later")
        and not one.depth
    )


_DIGITS = lazily(r"\d+")
_OWN = lazily(r"本[包批标期次段]|各|(?<!平均)每|[较比]|分别")


def _same_deed(reading: Reading, earlier: Mention, later: Mention) -> bool:
    """Whether the word nearest the later figure stands with the earlier one too (封存 is not 销毁), and neither is one of several."""
    if not _BACK.search(reading.clause(later)) and apart.told(reading, earlier, later):
        return False
    word = _deed(later)
    return len(word) == 2 and word in reading.clause(earlier) + _rest(reading, earlier)


def _second(reading: Reading, one: Mention) -> bool:
    """Whether a like figure stands before it in its sentence: then it may be a part of that one."""
    return any(alike(other, one) for other in reading.earlier(one))


def _object(reading: Reading, one: Mention) -> str:
    """What is counted or measured, without the names of measures (占地面积, 金额) that any object has."""
    return lexicon.pattern("lists", "measures").sub("", _noun(reading, one))


def _listed(reading: Reading, one: Mention) -> bool:
    run = reading.run_of.get(one.at)
    return run is not None and run.strong


def _noun(reading: Reading, one: Mention) -> str:
    return _PASSING.sub("", reading.clause(one))


_PASSING = lazily(
    r"上述|前述|前面说的|其中|全年|累计|完成|随着|之后|(?:增加|扩大|延伸|扩展|增长|提高|上升)?[到至](?![位场])|合$|年末|截至|已有?|首批|的(?=资金)|于(?=\d|$)|(?<=[一-鿿])(?:总?数|数量)?[为是](?=$|[一-鿿]{0,3}$)|[\s,。]"
)


def _likeness(reading: Reading, earlier: Mention, later: Mention) -> float:
    said, told = _called(reading, later), _noun(reading, earlier) + _rest(reading, earlier)
    plain = len(pairs(said) & pairs(told)) / max(1, len(pairs(said)))
    return max(reading.rarity.containment(said, told), _PLAIN * plain)


_PLAIN = 0.75
"""What an equal share of pairs counts for, however common they are."""


def _called(reading: Reading, later: Mention) -> str:
    """What a figure is called: its noun, or the words before it where they point back."""
    words = _PASSING.sub("", reading.up_to(later))
    if len(words) > 2 and (_BACK.search(reading.clause(later)) or _of_all(reading, later, words)):
        return words
    return _noun(reading, later)


_NAME = 4
"""Characters of a name that says what is counted."""
_ALL = lazily(r"[,。;]|(?:已经?)?(?:全部|均|都)")


def _of_all(reading: Reading, later: Mention, words: str) -> bool:
    """社区矫正对象321人全部纳入监管: what is said behind a figure that has its name before it is said of all that it counts."""
    return len(words) >= _NAME and (later.has("total") or _ALL.match(reading.behind(later)) is not None)


def _rest(reading: Reading, one: Mention) -> str:
    """The words of the clause behind a figure."""
    found = re.match(r"[^,;。:\d]{0,16}", reading.behind(one))
    return found.group() if found else ""
