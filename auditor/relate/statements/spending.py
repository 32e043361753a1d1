"""What was spent in all against the budget, where no table says so."""

from collections.abc import Iterator

from auditor.model.relation import Relation
from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.money import budget
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily

SPENT = "statements.spending"
_IN_ALL = lazily(
    r"共计|合计|总计|累计|全年|年度?(?:财政)?(?:安排)?(?:实际)?支出|总支出|实际支[出付]|支出总额|共支[出付]"
)
_OF_ONE = lazily(
    r"其中|[两二三四五六七八九十几多\d]年[^,。;:、\d]{0,8}累计|历年|建设期|用于|分别|每|第[一二三四五六\d]+[批期次]|购置|采购|费用?[^,。;:]{0,4}$"
)


def propose(reading: Reading) -> Iterator[Relation]:
    """The one figure of a narrative that tells what was spent in all, with the budget told before it."""
    if not reading.narrative:
        return
    told = [one for one in reading.mentions if _spent_in_all(reading, one)]
    whole = budget(reading, told[0]) if len({(one.quantity.value, one.quantity.scale) for one in told}) == 1 else None
    if whole is not None and (_is_changed(reading, whole) or _is_of_one_giver(reading, whole)):
        return
    whole = _with_what_was_left(reading, told[0], whole) if told else whole
    own = _own(reading, told[0]) if told else None
    given = whole is not None and (whole.has(*_GIVEN) or whole in reading.divided)
    if whole is not None and own is not None and own.quantity.value != whole.quantity.value:
        return  # 维护专项安排160万元。项目预算1200万元，实际支出1140万元: of what its own sentence tells
    if whole is not None and given and whole.sentence < told[0].sentence and whole.quantity.bound == "=":
        one = told[0]
        yield Relation(kind="bound", result=one.id, of=(whole.id,), by=SPENT, confidence="medium", place=one.place)


_GIVEN = ("budget", "arrived", "adjusted", "available")
_CARRIED = lazily(r"(?:上年|去年|年初|期初|以前年度)[^,。;:、\d]{0,4}(?:结转|结余)|结转上年")


def _with_what_was_left(reading: Reading, spent: Mention, whole: Mention | None) -> Mention | None:
    """What there was to spend where something was carried over: all that was available, the adjusted budget, else nothing that is told."""
    before = [one for one in reading.mentions[: spent.at] if one.quantity.kind == "money"]
    carried = [one for one in before if _CARRIED.search(one.lead)]
    if not carried or whole is None or whole.has("adjusted", "available"):
        return whole
    available = [one for one in before if one.has("available") and not one.planned]
    inside = any(reading.whole(one).at == whole.at for one in carried)
    return available[0] if len(available) == 1 else whole if inside else None


def _own(reading: Reading, spent: Mention) -> Mention | None:
    """The budget that stands before what was spent in its own sentence."""
    return next((one for one in reading.earlier(spent) if one.has("budget", "adjusted")), None)


_CHANGE = lazily(r"追加|调[增整]|增拨|核增|补充下达|增加预算")
_GIVER = lazily(r"中央|国家|省|自治区|[市县区]级|本级|盟市|旗县|自筹|地方")


def _is_changed(reading: Reading, whole: Mention) -> bool:
    """年初预算560万元，执行中追加169万元，支出729万元: the budget that was spent of is no longer the first."""
    behind = (one for one in reading.later(whole) if one.quantity.kind == "money")
    return not whole.has("adjusted", "available") and any(_CHANGE.search(one.lead) for one in behind)


def _is_of_one_giver(reading: Reading, whole: Mention) -> bool:
    """中央下达1372万元，自治区下达98万元: what one gave is not all that was there."""
    others = (
        one for one in reading.sentence(whole) if one.at != whole.at and one.quantity.kind == "money" and one.amount
    )
    return _GIVER.search(whole.lead) is not None and any(_GIVER.search(one.lead) for one in others)


def _spent_in_all(reading: Reading, one: Mention) -> bool:
    if one.quantity.kind != "money" or one.planned or one.depth or not one.has("spent") or not reading.top(one):
        return False
    clause = reading.clause(one)
    return one.at not in reading.run_of and _IN_ALL.search(clause) is not None and _OF_ONE.search(clause) is None
