"""The whole of the money that a report speaks of, and the rates of what was spent of it."""

from collections.abc import Container

from auditor.relate.statements import lexicon
from auditor.relate.statements.bases import figure_called, figures_before
from auditor.relate.statements.funds_named import of_another_fund
from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.reading import Reading
from auditor.relate.statements.runs import Run
from auditor.text.patterns import lazily


def budget(reading: Reading, of: Mention, parts: Container[int] | None = None) -> Mention | None:
    """The money that a payment is made from: the adjusted budget, else what the report calls its budget, else what arrived.

    `parts` are the figures known as parts of others; all of the reading's where none are given.
    """
    ranks = reading.undivided if parts is None else reading.moneys
    known = () if parts is None else parts
    for end in (of.at, len(reading.mentions)):
        for rank in ranks:
            found = next((one for one in rank if one.at != of.at and one.at not in known), None)
            if found is not None and found.at < end:
                return found
    return None


def ranked(reading: Reading) -> tuple[tuple[Mention, ...], ...]:
    """Sums of money by how surely they are the whole: adjusted, all that there was to spend, budgets in all, budgets, what arrived, what is called a total."""
    money = [one for one in reading.mentions if _whole(one) and not _SPREAD.match(reading.behind(one))]
    kinds = (("adjusted",), ("available",), ("budget", "total"), ("budget",), ("arrived",), ("total",))
    return tuple(tuple(one for one in money if all(map(one.has, kind))) for kind in kinds)


def _whole(one: Mention) -> bool:
    aside = one.has("mean", "former", "balance", "spent", "increment")
    return (
        one.quantity.kind == "money"
        and one.amount
        and not one.depth
        and not aside
        and not _SEVERAL_YEARS.search(one.words)
        and _SOUGHT.search(one.lead) is None
        and (one.has("budget", "adjusted", "available") or _COSTS.search(one.lead) is None)
    )


_COSTS = lazily(r"(?:费用|支出|开支|花费|开销)(?:合计|共计|总计|共|合|总额|总数)?(?:为|达)?$")
"""两项清淤费用共1004万元: what was paid for some of all, and nothing that was there to be paid from."""
_SOUGHT = lazily(r"争取[^,。;:、\d]{0,4}(?:中央|国家|省|市|上级|预算内)|(?:信贷|资金|融资)需求|申贷")
"""积极争取省预算内投资1000万元: what was sought or won for others, and no budget of one's own."""
_SEVERAL_YEARS = lazily(r"[两三四五六]年(?:总|计划|共|期|累计)[^,。;:、\d]{0,8}$|建设期[^,。;:、\d]{0,8}$")
"""三年总投资2400万元: more than the year under report is paid from."""
_SPREAD = lazily(
    r"(?:\([^)]{0,12}\))?,?(?:计划|拟)?(?:项目)?(?:分|建设期|建设周期|实施期)[为是]?(?:[两二三四五六2-6]|多)?个?年"
)
"""概算总投资6400万元，分两个年度实施: the same."""


Found = tuple[tuple[Mention, ...], Mention] | None


def of_money(reading: Reading, rate: Mention, name: str) -> Found:
    """Execution and arrival: what was spent or arrived over the budget, wherever the two stand."""
    for key, top in (("spent_over_budget", "spent"), ("arrived_over_budget", "arrived")):
        if not lexicon.has("rates", key, name):
            continue
        if _EXTREME.search(reading.flats[rate.paragraph][max(rate.began, rate.start - 30) : rate.start]):
            return None
        near = _paid(figures_before(reading, rate))
        if not near and (behind := _behind(reading, rate, top)) is not None:
            return behind
        near = near or _paid(_sentence_before(reading, rate))
        row = [one for one in near if one.segment == rate.segment]
        numerator = next((one for one in reversed(row or near) if one.has(top)), None) or next(reversed(row), None)
        if numerator is None:
            continue
        settled, told = _settled(reading, rate, numerator, top)
        if settled:
            return told
        before = [one for one in row if one.at < numerator.at and one.has("budget", "contract")]
        before = before or [one for one in near if one.at < numerator.at and one.has("contract")]
        before = before or _own_row(reading, row, rate, numerator)
        base = next(reversed(before), None) or _measured_by(reading, rate, numerator) or budget(reading, numerator)
        told_before = (one for one in near if one.at < numerator.at and not one.has("spent"))
        base = base or next((one for one in told_before if one.at not in reading.parts), None)
        total = reading.parts.get(numerator.at)
        if total is not None and base is not None and total.whole.at == base.at:
            continue
        whole = reading.parts.get(base.at) if base is not None else None
        if whole is not None and whole.whole.at == numerator.at:
            continue  # 省级2400万元，县级600万元，合计3000万元，到位率100%: a part is no base of its total
        numerator = numerator if before else reading.whole(numerator)
        if (
            base is not None
            and not _of_two_sources(base, numerator)
            and not _changed(near, base, numerator)
            and not of_another_fund(reading, name, base, numerator)
        ):
            return (numerator,), base
    return None


def _settled(reading: Reading, rate: Mention, numerator: Mention, top: str) -> tuple[bool, Found]:
    """Whether a rate is of one source or one part alone, or of what arrived, and then of what."""
    if (told := _of_its_source(reading, rate, numerator)) is not None:
        return True, told
    if top == "arrived" and _WHOLLY.match(_said_of(reading, numerator)):
        return True, ((numerator,), numerator) if _WHOLLY.match(reading.behind(numerator)) else None
    if top == "arrived" and (run := _in_parts(reading, numerator)) is not None:
        whole = budget(reading, numerator)
        return True, (run.members, whole) if whole is not None and whole not in run.members else None
    if _of_a_part(reading, rate, numerator):
        return True, _of_its_name(reading, numerator)
    return False, None


def _own_row(reading: Reading, row: list[Mention], rate: Mention, top: Mention) -> list[Mention]:
    """省级1560万元，已拨付1404万元，拨付率90%；市级400万元，已拨付400万元，拨付率100%: rows that each tell their own base."""
    others = [
        one for one in reading.sentence(rate) if one.percent and one.lead == rate.lead and one.segment != rate.segment
    ]
    before = [one for one in row if one.at < top.at and one.at not in reading.parts]
    return before if others and len(before) == 1 else []


_SOURCE = lazily(r"中央|省级|市级|县级|区级|自筹|债券")


def _of_two_sources(base: Mention, top: Mention) -> bool:
    """省级下达2400万元，县级配套600万元: what each of two sources gave, of which neither is the base of the other."""
    given, arrived = _SOURCE.search(base.lead), _SOURCE.search(top.lead)
    return given is not None and arrived is not None and given[0] != arrived[0] and not top.has("spent")


def _of_its_source(reading: Reading, rate: Mention, numerator: Mention) -> Found:
    """其中中央资金支付5922万元，支付率94%；省级…: a rate right behind what was spent of one source is of that source."""
    named = _SOURCE.search(numerator.lead)
    if named is None or rate.at != numerator.at + 1 or numerator.at not in reading.parts:
        return None
    given = [
        one
        for one in reading.mentions[max(0, numerator.at - _FAR) : numerator.at]
        if named[0] in one.lead
        and one.quantity.kind == "money"
        and one.amount
        and not one.has("spent", "former", "mean")
    ]
    return ((numerator,), given[-1]) if given else None


def _of_a_part(reading: Reading, rate: Mention, numerator: Mention) -> bool:
    """养护工程支付3876.6万元，支付率91%；…: a rate right behind a part that is told in rows, each with its rate."""
    others = [one for one in reading.sentence(rate) if one.percent and one.lead == rate.lead and one.at != rate.at]
    own = [one for one in _paid(figures_before(reading, rate)) if one.segment == rate.segment and one.at < numerator.at]
    told = reading.parts.get(numerator.at)
    alone = told is not None and all(one.at == told.whole.at for one in own)
    return rate.at == numerator.at + 1 and alone and bool(others)


_VERBS = lazily(r"其中|资金|经费|实际|已|累计|支付|支出|拨付|使用|完成|执行|[的为约共]")


def _of_its_name(reading: Reading, numerator: Mention) -> Found:
    """The last sum of money told before under the very name of a part."""
    called = _VERBS.sub("", numerator.lead)
    told = [
        one
        for one in reading.mentions[max(0, numerator.at - _FAR) : numerator.at]
        if one.quantity.kind == "money" and one.amount and not one.has("spent", "former", "mean")
    ]
    given = [one for one in told if len(called) > 1 and called == _VERBS.sub("", one.lead)]
    return ((numerator,), given[-1]) if given else None


_FAR = 80
"""Figures back within which a source was told."""
_CHANGE = lazily(r"追加|增加|新增|调[增减]|核[增减]|压减|收回|扣减|减少")


def _changed(near: list[Mention], base: Mention, top: Mention) -> bool:
    """预算100万元，追加20万元，支出60万元: what the rate is taken of is neither figure alone."""
    return any(
        one.quantity.kind == "money" and _CHANGE.search(one.lead) and not base.has("adjusted")
        for one in near
        if base.at < one.at < top.at and one.sentence == top.sentence
    )


_EXTREME = lazily(r"最高|最低|最快|最慢")
"""The rate of one among several, and not of all together."""


def _behind(reading: Reading, rate: Mention, top: str) -> Found:
    """执行率92.5%，支出1850万元，预算2000万元: both figures stand behind their rate."""
    told = _paid([one for one in reading.later(rate) if one.segment == rate.segment])
    above = next((one for one in told if one.has(top)), None)
    below = next((one for one in told if one.has("budget") and one is not above), None)
    return ((above,), below) if above is not None and below is not None else None


_WHOLLY = lazily(
    r"[^,。;:、\d]{0,4}(?:均已|均|已|都)?(?:全部|足额|全额|如数|悉数)(?:[^,。;:、\d]{0,4})(?:到位|到账|拨入|收到)"
)
"""考核资金1802.40万元全部到位: what arrived is all there was, whatever other sums the text tells."""
_SAID_NEXT = lazily(r",?(?P<own>[^,。;:]{0,16})")
_IN_PARTS = lazily(r"分[两二三四五六七八九十\d]{1,2}[次批期]")


def _said_of(reading: Reading, one: Mention) -> str:
    """What is said right behind a sum: 600万元均已到位; 600万元，均已到位, where it is not called what arrived itself."""
    behind = reading.behind(one)
    found = _SAID_NEXT.match(behind)
    return "" if found is None or (one.has("arrived") and behind[:1] == ",") else found["own"]


def _in_parts(reading: Reading, last: Mention) -> Run | None:
    """省级600万元、县级280万元均已到位，到位率100%: what arrived is told in its parts."""
    run = reading.run_of.get(last.at)
    if run is None or run.last is not last:
        return None
    arrived = lexicon.has("money", "arrived", _said_of(reading, last)) or _IN_PARTS.search(run.opener)
    return run if arrived else None


def _paid(near: list[Mention]) -> list[Mention]:
    return [
        one for one in near if one.quantity.kind == "money" and one.amount and not one.has("mean", "former", "balance")
    ]


def _sentence_before(reading: Reading, rate: Mention) -> list[Mention]:
    earlier = reading.before(rate)
    return [one for one in earlier if one.sentence == earlier[0].sentence]


_MEASURED_BY = lazily(r"按([^,。;:、\d]{2,10})(?:计算|计|测算)")


def _measured_by(reading: Reading, rate: Mention, numerator: Mention) -> Mention | None:
    """按总投资计算: the base that the sentence names."""
    found = _MEASURED_BY.search(reading.flats[rate.paragraph], rate.opened, rate.start)
    return figure_called(reading, found[1], numerator) if found else None
