"""Whether the text itself tells a relation that a model names: by its words, the order of its figures and their units.

A relation that is told so is sure enough for a warning; any other stays a note that asks first.
"""

from collections.abc import Callable, Mapping, Sequence

from auditor.model.suggestion import SuggestedKind, Suggestion
from auditor.relate.surroundings import Seen, Surroundings, one_sort, one_stretch
from auditor.text.patterns import lazily

_ALIKE = 0.3
"""How alike the words around a promise and its result must be."""

_ONE_FACT = 0.35
"""How alike the words around two figures must be that tell one fact."""

_TOTALS = lazily(r"共|合计|总|累计|全[年县市区]|预算|到位|投入|计")
_OPENS = lazily(r"其中|包括|分别|分为|来源|构成|用于|各|[:：(（]")
_RATE = lazily(r"率|占|比例|比重|满意度|度|覆盖|完成|达")
_AVERAGE = lazily(r"均|每|单价|标准")
_MOVED = lazily(r"增|减|降|升|翻|提高|缩短|上涨|回落")
_THEN = lazily(r"上年|同期|去年|上期|由|从|比|较|年[^度初末底内]")
_LEFT = lazily(r"结余|剩|余|尚|未|差|多|少|增|减|高|低|升|降|缩|提")
_TIMES = lazily(r"每|均|按|标准|单[价个]|造价|×|补助|补贴")
_OPENING = lazily(r"年初|期初|上年(?:末|底|结转)|结转")
_PART = lazily(r"其中|含|内有|里")
_DEALT_WITH = lazily(r"已|整改|销毁|消除|解决|办结|完成|收回|回收|取得|通过|合格|满意|处置|修复")
"""What is done with things that were found, handed out or taken in: never with more of them."""
_MARK = lazily(r"[一二三四五六七八九十]是|第[一二三四五六七八九十][,，]?|[(（][一二三四五六七八九十\d][)）]|[①-⑳]")
_BY = lazily(r"[前底内止]|以前|之前")
_THREE = lazily(r"(?=([一-鿿]{3}))")
"""Each three characters that follow each other."""
_LISTED = lazily(r"[、,，和与及\s“”\"]|(?:以及)|[(（][^()（）]{0,20}[)）]")
_GOES_ON = lazily(r"\s*(?:等|、)")
_NEAR = 30


def told(one: Suggestion, seen: Sequence[Seen], around: Surroundings) -> bool:
    """Whether units, words and a pattern of the text agree with a relation; `seen` begins with its result where it has one."""
    return _PATTERNS[one.kind](one, seen, around)


def _sum(_one: Suggestion, seen: Sequence[Seen], around: Surroundings) -> bool:
    result, *parts = seen
    if not _of_one_sort(parts) or not _in_a_row(result, parts, around):
        return False
    first = min(parts, key=lambda part: part.start)
    opens = _OPENS.search(around.text[min(result.end, first.start) : first.start]) is not None
    return (
        opens
        or _TOTALS.search(result.lead) is not None
        or _TOTALS.search(around.between(result, parts[-1])) is not None
    )


def _in_a_row(result: Seen, parts: Sequence[Seen], around: Surroundings) -> bool:
    """Whether the parts follow each other in one paragraph with the result beside them, and no figure of their sort is left out."""
    if not one_stretch([part.paragraph for part in (result, *parts)]):
        return False
    first, last = min(part.start for part in parts), max(part.end for part in parts)
    if first < result.start < last:
        return False
    own = {part.start for part in (result, *parts)}
    begin = result.start if result.start < first else min(part.sentence[0] for part in parts)
    end = max(part.sentence[1] for part in parts)
    return all(other.start in own for other in around.within(begin, end, result.quantity))


def _mean(_one: Suggestion, seen: Sequence[Seen], _around: Surroundings) -> bool:
    result, *parts = seen
    return "均" in result.lead and one_stretch([part.paragraph for part in seen]) and _of_one_sort(parts)


def _flow(_one: Suggestion, seen: Sequence[Seen], _around: Surroundings) -> bool:
    return one_stretch([part.paragraph for part in seen]) and _OPENING.search(seen[1].lead) is not None


def _of_one_sort(parts: Sequence[Seen]) -> bool:
    first, *others = parts
    return all(one_sort(first.quantity, other.quantity) for other in others)


def _difference(_one: Suggestion, seen: Sequence[Seen], _around: Surroundings) -> bool:
    result, *parts = seen
    return (
        one_stretch([part.paragraph for part in seen])
        and _of_one_sort(parts)
        and max(part.start for part in parts) - result.end < _NEAR * 3
        and _LEFT.search(result.lead + result.tail) is not None
    )


def _ratio(_one: Suggestion, seen: Sequence[Seen], around: Surroundings) -> bool:
    result, *parts = seen
    words = _RATE if result.quantity.kind == "percent" else _AVERAGE
    if (
        words.search(result.lead) is None
        and "占" not in "".join(around.between(result, part) for part in parts)[:_NEAR]
    ):
        return False
    if one_stretch([part.sentence for part in seen]):
        return True
    below = parts[-1]
    near = one_stretch([part.sentence for part in seen[:-1]])
    return near and bool(_nouns(below) & frozenset().union(*(_nouns(part) for part in seen[:-1])))


def _nouns(seen: Seen) -> frozenset[str]:
    """The pairs of characters behind and right before a figure."""
    tail, lead = seen.tail[:6], seen.lead[-4:]
    return frozenset(words[at : at + 2] for words in (tail, lead) for at in range(len(words) - 1))


def _growth(_one: Suggestion, seen: Sequence[Seen], around: Surroundings) -> bool:
    result, *parts = seen
    if not one_stretch([part.sentence for part in seen]) or not _of_one_sort(parts):
        return False
    return _MOVED.search(result.lead) is not None and _THEN.search(around.text[slice(*result.sentence)]) is not None


def _product(_one: Suggestion, seen: Sequence[Seen], around: Surroundings) -> bool:
    if not one_stretch([part.paragraph for part in seen]) or not _near(seen, around):
        return False
    if all(side.quantity.kind == "percent" for side in seen[1:]):
        return False
    return any(_TIMES.search(side.lead + side.quantity.unit) for side in seen)


def _near(seen: Sequence[Seen], around: Surroundings) -> bool:
    """Whether all stand in one sentence or in two that follow each other."""
    first, last = min(side.start for side in seen), max(side.end for side in seen)
    return len({around.sentence_at(place) for place in (first, last)} | {side.sentence for side in seen}) <= 2


def _share(_one: Suggestion, seen: Sequence[Seen], around: Surroundings) -> bool:
    first, *_others = seen
    own = {part.start for part in seen}
    if not one_stretch([part.sentence for part in seen]) or "占" not in "".join(part.lead for part in seen):
        return False
    return all(other.start in own for other in around.within(*first.sentence, first.quantity))


def _promise(_one: Suggestion, seen: Sequence[Seen], around: Surroundings) -> bool:
    promise, *results = seen
    if not promise.number.planned or any(part.number.planned for part in results):
        return False
    if not _of_one_sort(seen):
        return False
    best = max(around.alike(promise, part) for part in results)
    first, *others = results
    if others and one_stretch([part.sentence for part in results]):
        best = max(best, around.stands_in(promise, first.sentence))
    if promise.quantity.kind == "measure" and not _others(promise, seen, around):
        return True
    return best >= _ALIKE and best >= _next_best(promise, seen, around, lambda other: not other.number.planned)


def _same(_one: Suggestion, seen: Sequence[Seen], around: Surroundings) -> bool:
    again, first = seen
    if again.number.planned != first.number.planned or not _of_one_sort(seen) or again.sentence == first.sentence:
        return False
    alike = around.alike(again, first)
    return alike >= _ONE_FACT and alike >= _next_best(again, seen, around, lambda other: not other.number.planned)


def _others(promise: Seen, seen: Sequence[Seen], around: Surroundings) -> list[Seen]:
    """The figures told in the unit of a promise that the relation does not name."""
    own = {side.start for side in seen}
    alike = around.within(0, len(around.text), promise.quantity)
    return [other for other in alike if other.start not in own and not other.number.planned]


def _next_best(one: Seen, seen: Sequence[Seen], around: Surroundings, counts: Callable[[Seen], bool]) -> float:
    """How alike the most alike of the figures is that the relation does not name."""
    own = {side.start for side in seen}
    others = around.within(0, len(around.text), one.quantity)
    return max((around.alike(one, other) for other in others if other.start not in own and counts(other)), default=0.0)


def _part(_one: Suggestion, seen: Sequence[Seen], around: Surroundings) -> bool:
    part, whole = seen
    if part.paragraph != whole.paragraph or not _of_one_sort(seen) or whole.start > part.start:
        return False
    nearer = list(around.within(whole.end, part.start, part.quantity))
    alike = bool(_nouns(part) & _nouns(whole))
    words = _PART.search(around.between(part, whole)) or _DEALT_WITH.search(part.lead)
    return not nearer and (alike or words is not None)


def _deadline(_one: Suggestion, seen: Sequence[Seen], around: Surroundings) -> bool:
    due, done = seen
    if _BY.match(around.text, due.end) is None and _BY.search(due.quantity.text) is None:
        return False
    if due.sentence == done.sentence or around.stands_in(due, done.sentence) >= _ALIKE:
        return True
    promise, result = (_THREE.findall(around.text[slice(*side.sentence)]) for side in seen)
    return not set(promise).isdisjoint(result)


def _count(one: Suggestion, seen: Sequence[Seen], around: Surroundings) -> bool:
    """Whether the names are all of a list that stands beside the figure: nothing else between them, nothing that goes on."""
    text = around.text
    gaps = [text[one.items[at].end : one.items[at + 1].start] for at in range(len(one.items) - 1)]
    marked = all(_MARK.search(gap) for gap in gaps)
    if (not marked and any(_LISTED.sub("", gap) or not gap for gap in gaps)) or _GOES_ON.match(text, one.items[-1].end):
        return False
    first, last = one.items[0].start, one.items[-1].end
    return 0 <= first - seen[0].end < _NEAR or 0 <= seen[0].start - last < _NEAR


_PATTERNS: Mapping[SuggestedKind, Callable[[Suggestion, Sequence[Seen], Surroundings], bool]] = {
    "sum": _sum, "mean": _mean, "difference": _difference, "flow": _flow, "ratio": _ratio, "growth": _growth,
    "product": _product, "share": _share, "promise": _promise, "same": _same, "part": _part, "count": _count,
    "deadline": _deadline,
}  # fmt: skip
