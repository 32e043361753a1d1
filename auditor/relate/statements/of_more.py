"""Whether an amount is of more than one count at one price, and of which."""

from decimal import Decimal

from auditor.model.relation import Relation
from auditor.relate.statements import lexicon
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_SEVERAL = 2


def of_more(reading: Reading, mean: Mention, count: Mention, result: Mention) -> bool:
    """Whether the amount takes in what the price does not: other rows, other things listed, extras."""
    priced = [
        one
        for one in reading.sentence(mean)
        if one.has("price", "mean") and alike(one, mean) and one.quantity.kind == mean.quantity.kind
    ]
    if (
        _beside_others(priced, result)
        or _opens_rows(reading, priced, result)
        or _one_of_rows(reading, [one for one in priced if one.at < result.at], result)
    ):
        return True
    if result.has("total") and _beside_other_sums(reading, mean, result):
        return True
    return _of_all_listed(reading, count, result) or _with_extras(reading, mean, result)


_BESIDE = lazily(r"另[设配有加建聘派]?|再[设配加]")


def _beside_others(priced: list[Mention], result: Mention) -> bool:
    """聘用180名，每个行政村1名，每个乡镇另设1名: the amount takes in what another price of its sentence adds."""
    first, *others = priced
    return result.at < first.at and any(_BESIDE.search(one.lead) for one in others)


def _opens_rows(reading: Reading, priced: list[Mention], result: Mention) -> bool:
    """奖励27万元，对5个先进村各奖励3万元，对12个达标村各奖励1万元: the only amount of the sentence beside its budget, before several counts with prices of their own."""
    group = reading.sentence(priced[0])
    told = [one for one in group if alike(one, result) and one not in priced]
    counted = [one for one in group if one.quantity.kind == "count" and one.at > result.at]
    return all(one is result or one.has("budget") for one in told) and len(priced) == len(counted) > 1


def _one_of_rows(reading: Reading, priced: list[Mention], result: Mention) -> bool:
    """19个村每村2人，4个村每村3人，共50人: several counts, each with a price of its own, make the amount together."""
    counted = [one for one in priced if one.at and reading.mentions[one.at - 1].quantity.kind == "count"]
    if len({one.clause for one in priced}) < _SEVERAL and len(counted) < _SEVERAL:
        return False
    between = reading.mentions[priced[0].at : result.at]
    return not any(alike(one, result) and not one.has("price", "mean") for one in between)


def _beside_other_sums(reading: Reading, mean: Mention, result: Mention) -> bool:
    """分别给予200万元、60万元奖励，区级平台每家补助25万元，合计760万元: the total takes in what was told before it beside the price."""
    if result.quantity.kind != "money":
        return False
    told = [one for one in reading.sentence(mean) if one.at < result.at > mean.at and alike(one, result)]
    return any(
        not one.has("budget", "former", "total", "price", "mean") and one.segment == mean.segment for one in told
    )


def _of_all_listed(reading: Reading, count: Mention, result: Mention) -> bool:
    """消毒车2辆、垃圾车5辆，垃圾车每辆28万元，购车款共计196万元: the total is of both, the price of one."""
    run = reading.run_of.get(count.at)
    if run is None or not run.strong or not result.has("total"):
        return False
    called = _TOTAL_WORDS.sub("", result.lead)
    return len(called) > 1 and not pairs(called) & pairs(count.lead + count.tail)


EXTRA = lazily(r"加发|另发|另加|加奖|上浮")


def _with_extras(reading: Reading, mean: Mention, result: Mention) -> bool:
    """每人1000元，其中孤儿加发500元，发放262万元: more than the price was paid."""
    first, last = sorted((mean, result), key=lambda one: one.at)
    return first.paragraph == last.paragraph and EXTRA.search(reading.between(first, last)) is not None


_TOTAL_WORDS = lazily(r"合计|共计|总计|累计|一共|总共|共|全年|年度|发放|支出|支付|投入|使用|资金|费用?|金额|补助|补贴")


def in_turn(reading: Reading, mean: Mention, count: Mention, result: Mention) -> tuple[Mention, ...]:
    """上半年培训50人，下半年培训60人，每人补助200元，全年补助2.2万元: the counts before a price whose amount is of all of them."""
    run = reading.run_of.get(count.at)
    if run is None or run.last is not count:
        return ()
    if (
        run.strong
        and "平均" in mean.lead
        and result.has("total")
        and result not in run.members
        and count.at not in reading.parts
        and run.last.sentence == result.sentence
    ):
        return run.members  # 新建8座、改造19座，共投入810万元，平均每座30万元
    if not count.at == mean.at - 1 < result.at:
        return ()
    parted = any(
        len(set(pattern.findall(run.names))) == len(run.members) for pattern in lexicon.each("lists", "year_parts")
    )
    return run.members if parted else ()


def of_both(
    reading: Reading, mean: Mention, count: Mention, result: Mention, by: Decimal | None
) -> tuple[Relation, ...]:
    """11支乡镇队和4支林场队，每队40套: the price may be of all that are joined before it."""
    run = reading.run_of.get(count.at)
    if run is None or not run.strong or run.last is not count or count.at != mean.at - 1 or result in run.members:
        return ()
    of = (mean.id, *(one.id for one in run.members))
    return (
        Relation(
            kind="product", result=result.id, of=of, form="plus", factor=by, by="statements.products", place=mean.place
        ),
    )


def of_the_last(
    reading: Reading, mean: Mention, count: Mention, result: Mention, by: Decimal | None
) -> tuple[Relation, ...]:
    """上半年50人，下半年60人，每人补助200元，补助1.2万元: of the last alone, where the amount does not say that it is of all."""
    if result.has("total") or lexicon.has("lists", "whole_year", reading.clause(result)):
        return ()
    of = (count.id, mean.id)
    return (Relation(kind="product", result=result.id, of=of, factor=by, by="statements.products", place=mean.place),)
