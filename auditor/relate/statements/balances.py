"""Balances: what is left of an amount, and what was added to it."""

from collections.abc import Iterator

from auditor import prepared
from auditor.model.relation import Relation
from auditor.relate.statements import flows, lexicon
from auditor.relate.statements.left import of_bearers, of_counts
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.money import budget
from auditor.relate.statements.reading import Reading
from auditor.relate.statements.runs import names_partition
from auditor.text.patterns import lazily

_ADDED = lazily(r"追加|调增|增拨|追拨")
_ROLLED = lazily(r"累计[^,。;:、\d]{0,6}(?:结余|结存|余额)|滚存")  # what is left of all years


def propose(reading: Reading) -> Iterator[Relation]:
    """Differences that words of what is left state, and adjusted budgets."""
    for mention in reading.mentions:
        if _OPENING.search(mention.lead):
            continue
        if mention.planned or mention.at in reading.parts or mention.depth or mention.quantity.bound == "≥":
            continue
        if (told := flows.of(reading, mention)) is not None:
            yield told
        elif mention.quantity.kind == "money" and _NET.search(mention.lead):
            yield from _deducted(reading, mention)
        elif (prices := _prices(reading, mention)) is not None:
            of = tuple(one.id for one in prices)
            yield Relation(kind="difference", result=mention.id, of=of, by="statements.balances", place=mention.place)
        elif mention.quantity.kind == "money" and mention.has("balance", "rest") and not _OTHERS.match(mention.lead):
            yield from _money(reading, mention)
        elif mention.quantity.kind in ("count", "measure", "duration") and lexicon.has(
            "differences", "left_words", mention.lead
        ):
            yield from of_counts(reading, mention)
        elif mention.has("adjusted", "available") or (
            mention.quantity.kind == "money" and mention.has("total", "budget")
        ):
            yield from _adjusted(reading, mention)


_OTHERS = lazily(r"其[他它]")
"""其他器材880万元: the last of a list, and not what is left of the money."""
_LENT = lazily(r"贷|存款|债|押金|余额宝")
"""年末贷款余额2.1亿元: what is owed, and not what is left of a budget."""


_OF_ONE_SOURCE = lazily(r"(?:均|全部)?(?:为|属于?|系)[^,。;:、\d]{1,6}(?:资金|经费|项目|部分)")


def _money(reading: Reading, left: Mention) -> Iterator[Relation]:
    if "其中" in left.gap or _OF_ONE_SOURCE.match(reading.behind(left)) or of_bearers(left):
        return  # what is left of one part
    if "余额" in left.lead and _LENT.search(reading.flats[left.paragraph][left.opened : left.start]):
        return
    near = [
        one
        for one in (*reading.before(left), *reading.earlier(left))
        if one.quantity.kind == "money" and one.amount and not one.has("mean", "increment")
    ]
    near = [one for one in near if not one.has("former") or _OPENING.search(one.lead)]
    near = sorted((one for one in near if one.depth == 0), key=lambda one: one.at)
    spent = next((one for one in reversed(near) if one.has("spent") and not one.has("balance")), None)
    if spent is None:
        spent = next((one for one in reversed(near) if one.has("total") and not one.has("budget", "arrived")), None)
    opening = _opening(near, left)
    if opening is None and _ROLLED.search(left.lead):
        return
    if spent is None:
        yield from _spent_behind(reading, left)
        return
    if spent.sentence < left.sentence - 2:
        return
    spent = reading.whole(spent)
    if opening is not None:
        yield from _flow(left, opening, near, spent)
        return
    adjusted = [
        one for one in near if one.sentence == left.sentence and one.at < spent.at and one.has("adjusted", "available")
    ]
    whole = _contract(reading, left) or next(reversed(adjusted), None) or budget(reading, spent)
    if whole is None:
        yield from _of_two_sources(reading, left, spent)
    elif whole.at != left.at:
        told = Relation(
            kind="difference", result=left.id, of=(whole.id, spent.id), by="statements.balances", place=left.place
        )
        yield from _changed(told, whole, spent, reading.mentions[whole.at + 1 : spent.at])


def _changed(told: Relation, whole: Mention, spent: Mention, between: list[Mention]) -> Iterator[Relation]:
    """预算280万元，追加20万元。支出285万元，剩余15万元: what was added to a budget or taken back counts, where the budget is not told with it."""
    near = [one for one in between if alike(one, whole) and not one.depth and "其中" not in one.gap]
    near = [one for one in near if not one.planned and not one.has("former")]
    added, less = ([one.id for one in near if word.search(one.lead)] for word in (_ADDED, _TAKEN_BACK))
    if whole.has("adjusted") or not (added or less):
        yield told
    elif not added or not less:  # no one sum tells both
        kind, form = ("sum", "flow") if added else ("difference", "")
        of = (whole.id, *added, *less, spent.id)
        yield told.model_copy(update={"kind": kind, "form": form, "of": of, "otherwise": (told,)})


def _of_two_sources(reading: Reading, left: Mention, spent: Mention) -> Iterator[Relation]:
    """市级补助558万元，区级配套372万元。支出886万元，结余44万元: both are paid from, where no total of them is told."""
    told = [
        run
        for run in reading.runs
        if run.last.at < spent.at and run.first.quantity.kind == "money" and all(map(_given, run.members))
    ]
    if len(told) != 1 or len(told[0].members) != 1 + 1 or not names_partition(told[0]):
        return
    of = (*(one.id for one in told[0].members), spent.id)
    yield Relation(
        kind="sum",
        result=left.id,
        of=of,
        form="flow",
        by="statements.balances",
        confidence="medium",
        place=left.place,
    )


_SOURCE = prepared.pattern(r"中央|国家|省|市|县|区|镇|上级|本级|自筹|社会")


def _given(one: Mention) -> bool:
    aside = one.has("spent", "former", "mean", "balance", "increment") or one.planned
    return not aside and _SOURCE.search(one.lead) is not None


def _spent_behind(reading: Reading, left: Mention) -> Iterator[Relation]:
    """收到210万元，尚余12.4万元，实际支付197.6万元: what was left stands between the two."""
    around = [reading.mentions[at] if 0 <= at < len(reading.mentions) else None for at in (left.at - 1, left.at + 1)]
    whole, spent = (one if one is not None and one.sentence == left.sentence else None for one in around)
    if whole is None or spent is None or not whole.has("arrived", "budget") or not spent.has("spent"):
        return
    if alike(whole, left) and alike(spent, left) and whole.at not in reading.parts:
        of = (whole.id, spent.id)
        yield Relation(kind="difference", result=left.id, of=of, by="statements.balances", place=left.place)


_NET = prepared.pattern(r"^(?:实际)?应付|^后(?:实际)?(?:支付|应付)|审定(?:价|金额|后)?|核定后|扣除后|实际应付|净额")
_DEDUCTED = lazily(r"扣款|扣减|扣除|审减|核减|扣罚|扣回")


def _deducted(reading: Reading, net: Mention) -> Iterator[Relation]:
    """合同价7150万元，考核扣款86.5万元，应付7063.5万元: what is to be paid after what was taken off."""
    before = reading.mentions[max(0, net.at - 2) : net.at]
    if len(before) < 1 + 1 or any(one.paragraph != net.paragraph or one.sentence < net.sentence - 1 for one in before):
        return
    gross, off = before
    if _DEDUCTED.search(off.lead) and alike(gross, off) and alike(gross, net) and not gross.has("mean", "price"):
        yield Relation(
            kind="difference", result=net.id, of=(gross.id, off.id), by="statements.balances", place=net.place
        )


_CUT = prepared.pattern(r"^(?:审减|核减|节约(?:资金)?|节支)$")
_ASKED = lazily(r"送审|控制价|最高限价|概算|采购预算|预算")
_SETTLED = lazily(r"审定|中标|成交|结算|合同")


def _prices(reading: Reading, cut: Mention) -> tuple[Mention, Mention] | None:
    """送审造价934.6万元，审定造价887.2万元，审减47.4万元: the asked price and the settled one before what was cut."""
    if cut.quantity.kind != "money" or not _CUT.search(cut.lead):
        return None
    before = [one for one in reading.earlier(cut) if one.quantity.kind == "money" and one.depth == cut.depth][-2:]
    if len(before) < 1 + 1 or not _ASKED.search(before[0].lead) or not _SETTLED.search(before[1].lead):
        return None
    return before[0], before[1]


_OPENING = prepared.pattern(r"(?:年初|期初|上年)[^,。;:、\d]{0,4}(?:结转|结余|余额)|上年(?:结转|结余)")


def _opening(near: list[Mention], left: Mention) -> Mention | None:
    """The balance that the year began with, told in the sentence: then what came in and went out lies between."""
    return next((one for one in near if one.sentence == left.sentence and _OPENING.search(one.lead)), None)


def _flow(left: Mention, opening: Mention, near: list[Mention], spent: Mention) -> Iterator[Relation]:
    came = [one for one in near if opening.at < one.at < spent.at and one.sentence == left.sentence]
    if len(came) == 1:
        of = (opening.id, came[0].id, spent.id)
        yield Relation(kind="sum", result=left.id, of=of, form="flow", by="statements.balances", place=left.place)


def _contract(reading: Reading, left: Mention) -> Mention | None:
    """A retention is left of the contract's price."""
    if "质保金" not in left.lead:
        return None
    return next(
        (one for one in reading.mentions if one.has("contract") and not one.planned and one.at not in reading.parts),
        None,
    )


_TAKEN_BACK = lazily(r"追减|调减|核减|压减|收回")


def _cut(reading: Reading, whole: Mention, less: Mention) -> Iterator[Relation]:
    """预算1120万元，追减80万元，调整后预算1040万元: the first budget less what was taken back."""
    first = reading.mentions[less.at - 1] if less.at else None
    if first is not None and whole.has("adjusted") and first.has("budget") and first.sentence == whole.sentence:
        yield Relation(
            kind="difference", result=whole.id, of=(first.id, less.id), by="statements.balances", place=whole.place
        )


def _adjusted(reading: Reading, whole: Mention) -> Iterator[Relation]:
    """年中追加840万元，调整后预算为1.344亿元: the first budget and what was added make the adjusted one."""
    told = [one for one in reading.earlier(whole) if alike(one, whole) and one.at not in reading.parts]
    added = next((one for one in reversed(told) if _ADDED.search(one.lead)), None)
    less = next((one for one in reversed(told) if _TAKEN_BACK.search(one.lead)), None)
    if added is None and less is not None:
        yield from _cut(reading, whole, less)
    if added is None or less is not None:
        return
    first = next(
        (
            one
            for one in reversed(reading.mentions[: added.at])
            if one.has("budget") and alike(one, added) and one.at not in reading.parts and one.depth == 0
        ),
        None,
    )
    if first is not None and not lexicon.has("traits", "incomplete", whole.lead):
        yield Relation(
            kind="sum", result=whole.id, of=(first.id, added.id), by="statements.balances", place=whole.place
        )
