"""A count that goes back to one told before: 以上5个项目, 这17个口袋公园."""

import re
from collections.abc import Iterator

from auditor.model.relation import Relation
from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily

_POINTS_BACK = lazily(r"(?:以上|上述|前述|前面的?|这|该)(?:的)?$|(?:上述|前述)[^,。;:、\d]{1,4}的$")
_VERBS = lazily(r"中|里|上面|当中|全部|均|都|已|由|共|分别|的|进行|完成|开展|组织|实施|验收|建设|投入")


def propose(reading: Reading) -> Iterator[Relation]:
    """以上5个项目; 72个脱贫村中: a count that goes back to the one told before of the same noun."""
    told: dict[tuple[str, str], Mention] = {}
    for one in reading.mentions:
        if one.quantity.kind != "count" or one.quantity.bound != "=" or len(one.tail) < _NOUN_LENGTH:
            continue
        noun = _VERBS.split(one.tail)[0]
        before = told.get((one.unit, noun))
        if before is None and _POINTS_BACK.search(one.lead) and len(noun) > _NOUN_LENGTH:
            before = next((other for other in reading.before(one) if _ends(other, one, noun)), None)
        if before is not None and _of_new_ones(before, one):
            before = None
        if before is not None and before.sentence != one.sentence and _points_back(reading, one):
            yield Relation(
                kind="same",
                result=one.id,
                of=(before.id,),
                by="statements.same.referred",
                confidence="medium",
                place=one.place,
            )
        elif len(noun) >= _NOUN_LENGTH:
            told[one.unit, noun] = one


_NOUN_LENGTH = 2


def _ends(other: Mention, one: Mention, noun: str) -> bool:
    """建成口袋公园17个。这17个口袋公园…: the noun behind the later figure ends the words before the earlier one."""
    return other.unit == one.unit and other.quantity.bound == "=" and other.lead.endswith(noun)


_NEW = lazily(r"新[增建设]|净增")


def _of_new_ones(other: Mention, one: Mention) -> bool:
    """新增基地24家。…136家基地中: what was newly made is some of all there are, unless words point back to it."""
    return (
        _NEW.search(other.lead) is not None
        and _NEW.search(one.lead + one.tail) is None
        and not _POINTS_BACK.search(one.lead)
    )


def _points_back(reading: Reading, one: Mention) -> bool:
    """Whether the words right before it point back, or it opens its sentence and goes on with 中."""
    if _POINTS_BACK.search(one.lead):
        return True
    return (
        one.start == one.opened
        and re.match(r"[^,。;:、\d]{2,8}(?:中|里|当中)[,有]", reading.behind(one, 12)) is not None
    )
