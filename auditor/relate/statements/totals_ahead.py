"""The total that stands before its run in the sentence: 180万元，其中市级120万元、区级60万元."""

import re

from auditor.relate.statements import lexicon
from auditor.relate.statements.apart import at_most
from auditor.relate.statements.lists_told import LONGEST_NAME, fits, form_of, found_of_all
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.reading import Reading, Total
from auditor.relate.statements.runs import Run, names_partition, opens_its_sentence
from auditor.text import units
from auditor.text.patterns import lazily


def told_ahead(reading: Reading, run: Run, taken: dict[int, Run]) -> Total | None:
    """The total that stands before its run in the sentence: 180万元，其中市级120万元、区级60万元."""
    if run.first.clause != run.last.clause and not run.opener:
        return _over_column(reading, run)
    if run.first.depth:
        return _before_bracket(reading, run)
    earlier = [one for one in reading.earlier(run.first) if one.depth == 0 and not one.percent]
    whole = _whole_of(run, [one for one in reversed(earlier) if fits(run, one) and one.at not in taken])
    if whole is None or whole.quantity.bound not in ("=", "~") or _member_by_member(reading, run, whole):
        return None
    between = earlier[earlier.index(whole) + 1 :]
    split = [one for one in between if one.at in taken]
    words = reading.between(split[-1] if split else whole, run.first)  # a second split says that it is one
    if lexicon.has("traits", "incomplete", words):
        return None
    if _follows_a_split(run, whole, split) or _several_questions(run, words):
        return None
    words = _RESTATED.sub("", words) + (run.opener if run in reading.columns else "")
    opened = lexicon.has("lists", "opens", words) or lexicon.has("lists", "later", words)
    if opened or found_of_all(run, whole, words):
        return Total(run, whole, "opened", form_of(reading, run))
    return _by_its_place(reading, run, whole, alone=not between)


def _by_its_place(reading: Reading, run: Run, whole: Mention, *, alone: bool) -> Total | None:
    """The total that stands before its run where no word says that it is one; `alone` says that nothing stands between."""
    if not (names_partition(run) or _is_said_of_all(whole)) and not all(at_most(one, whole) for one in run.members):
        return None  # 本部9人，分部在岗61人、退休33人
    if whole.at not in reading.run_of and _plain(run, whole):
        return Total(run, whole, "plain", form_of(reading, run))
    near = alone and not is_one_of_them(run, whole)
    near = near and (whole.unit == run.first.unit or units.factor(whole.unit, run.first.unit) is not None)
    if near and (names_partition(run) or (run.strong and (whole.has("total") or len(run.members) > 2))):
        return Total(run, whole, "named", form_of(reading, run))
    return None


_RESTATED = lazily(r"(?:%|成|分之[一二三四五六七八九十]{1,3}|半)[,(]?(?:即|也就是)(?:为|是)?$")
"""进度款为预算的三成，即96万元: what a rate comes to, and no list of what stands before."""
_RESPECTIVELY = lazily(r"分别|依次|各自")


def _before_bracket(reading: Reading, run: Run) -> Total | None:
    """本年到位资金1050万元（中央900万元、市级150万元）: the figure right before the bracket."""
    whole = next((one for one in reversed(reading.earlier(run.first)) if one.depth < run.first.depth), None)
    if whole is None or not fits(run, whole) or not re.match(r"[^,。;:、(]{0,12}\(", reading.between(whole, run.first)):
        return None
    return Total(run, whole, "bracket", form_of(reading, run))


def _several_questions(run: Run, words: str) -> bool:
    """600份，对知晓度、便利度、及时性表示满意的分别为546份、516份、474份: each answered by all, and no parts of them."""
    own = (one.lead + one.tail for one in run.members[1:])
    return (
        "分别" in words
        and lexicon.has("traits", "survey_satisfied", words)
        and not any(lexicon.has("traits", "survey_satisfied", name) for name in own)
    )


def _member_by_member(reading: Reading, run: Run, whole: Mention) -> bool:
    """投入15分、过程20分，分别得14.6分、18.9分: two lists of one length, each figure of the one beside one of the other."""
    beside = reading.run_of.get(whole.at)
    if beside is None or len(beside.members) != len(run.members):
        return False
    named_alike = all(one.lead[-2:] == other.lead[-2:] for one, other in zip(beside.members, run.members, strict=True))
    return named_alike or _RESPECTIVELY.search(run.opener) is not None


def _follows_a_split(run: Run, whole: Mention, split: list[Mention]) -> bool:
    """检查132家次，其中县级8家次、乡镇124家次，发现问题46个，整改43个: what comes after a split, in another unit, splits nothing."""
    return bool(split) and run.first.unit != whole.unit and split[-1].unit == whole.unit


_NOUN = 2


def _whole_of(run: Run, fitting: list[Mention]) -> Mention | None:
    """The figure before whose noun all parts bear, else the nearest; none for a budget, what was added and what it came to."""
    if any(one.has("adjusted") for one in run.members):
        return None  # 年初预算2400万元，追加180万元，调整后2580万元
    return next((one for one in fitting if _is_named_in_all(run, one)), next(iter(fitting), None))


def _is_named_in_all(run: Run, whole: Mention) -> bool:
    """检疫生猪8.64万头、牛0.52万头，其中规模场生猪6.1万头、散养户生猪2.64万头: whether every part bears the noun of a figure before."""
    noun = whole.lead[-_NOUN:]
    return len(noun) == _NOUN and all(noun in member.lead for member in run.members)


_CLOSES = lazily(r"年末|期末|月末|季末|年底")
"""年初176.9万册，入藏6.3万册，剔旧0.8万册，年末182.4万册: what was left of all that came and went."""


def _plain(run: Run, whole: Mention) -> bool:
    """收来的90万元，门票60万元，租金30万元: short names of one sort right behind a figure, none of them a stage of it."""
    if whole.at != run.first.at - 1 or run.first.clause - whole.clause > 1:
        return False
    leads = [member.lead for member in run.members]
    if not (opens_its_sentence(whole) or whole.has("balance")) or any(
        member.unit != whole.unit for member in run.members
    ):
        return False
    if is_one_of_them(run, whole) or _CLOSES.search(run.last.lead) is not None:
        return False
    if _of_one_deed(run, whole):
        return True
    if any(lexicon.has("lists", "stages", one.lead + one.tail) for one in run.members if not one.has("rest")):
        return False
    longest = _LONG_NAME if _TOTAL_OF_MONEY.search(whole.lead) and len(leads) > 1 + 1 else LONGEST_NAME
    named = all(1 < len(lead) <= longest for lead in leads) and _are_kinds(run, whole)
    return named or (not any(leads) and len({member.tail[:1] for member in run.members}) == 1 and run.first.tail != "")


_AMOUNTS = lazily(r"(?:量|面积|长度|里程|额|值|数|利润|成本|费用)[约为达共]?$")
_PRODUCED = lazily(r"产[量值额]$")


def _are_kinds(run: Run, whole: Mention) -> bool:
    """Whether the names are of kinds of the whole (生活用水，工业用水), or the run says that it exhausts it.

    供水总量9620万立方米，漏损水量895万立方米，售水量8418万立方米: amounts told of it one by one need not be all of it.
    """
    if run.strong or names_partition(run) or any(one.has("rest") for one in run.members):
        return True
    if _PRODUCED.search(whole.lead) is not None and all(one.lead[-1:] == whole.lead[-1:] for one in run.members):
        return True
    return not any(_AMOUNTS.search(one.lead) for one in run.members)


_SAID_OF_ALL = lazily(r".*(?:共有?|现有|总计|合计|有|[为是])")
_NOUN = 2
"""Characters of the noun that names of one kind end with."""


def is_one_of_them(run: Run, whole: Mention) -> bool:
    """正高职称4名，副高职称8名，中级职称16名: a figure called like those behind it, under a word of its own, is one of them."""
    if names_partition(run):
        return _OF_ALL_GIVERS.search(whole.lead) is None and names_partition(
            run._replace(members=(whole, *run.members))
        )
    name = _SAID_OF_ALL.sub("", whole.lead)
    nouns = {one.lead[-_NOUN:] for one in (whole, *run.members)}
    named = {len(name), *(len(one.lead) for one in run.members)}
    return len(nouns) == 1 and min(named) > _NOUN and max(named) - min(named) < _NOUN


_OF_ALL_GIVERS = lazily(r"财政|转移支付|总|共(?!有)|合计|上级|以[上下]|各级|[两三]级")
"""财政补助1200万元，中央800万元，省级400万元: what a word names that takes the others in."""
_LONG_NAME = 12
_TOTAL_OF_MONEY = lazily(r"总(?:预算|投资|经费|资金|额)[^,。;:、\d]{0,3}$|(?:登记|成交|合同)额[^,。;:、\d]{0,3}$")
"""项目总预算11340万元，耕地地力保护补贴6720万元，…: behind what is called a total, longer names are its parts too."""
_IN_ALL = lazily(r"全[年县市区省镇乡校院局]|共|总|累计")


def _is_said_of_all(whole: Mention) -> bool:
    """Whether its words call a figure a total, or say that it is of a whole place or year."""
    return whole.has("total") or _IN_ALL.search(whole.lead) is not None


def _of_one_deed(run: Run, whole: Mention) -> bool:
    """全年新装1860块，居民小区装了1240块，机关装了540块: all members repeat the deed of a figure that is told of all."""
    deeds = {member.lead.removesuffix("了")[-2:] for member in run.members}
    deed = next(iter(deeds))
    if len(deeds) > 1 or len({member.lead for member in run.members}) < len(run.members) or not deed:
        return False
    if _AMOUNTS.search(deed) is not None:
        return False
    return _IN_ALL.search(whole.words[: whole.start - whole.opened]) is not None and deed in whole.lead


def _over_column(reading: Reading, run: Run) -> Total | None:
    """预算1.2亿元，分两批安排：第一批7200万元…；第二批4800万元…: the total that opens the rows."""
    before = [one for one in reading.earlier(run.first) if fits(run, one) and not one.percent]
    if not before or not _ROWS_OPEN.search(reading.between(before[-1], run.first)):
        return None
    apart = len({one.segment for one in run.members}) > 1
    if (
        apart
        and before[-1].segment == run.first.segment
        and all(_has_its_own(reading, one, before[-1]) for one in run.members[1:])
    ):
        return None
    return Total(run, before[-1], "opened")


def _has_its_own(reading: Reading, member: Mention, whole: Mention) -> bool:
    """回收学生问卷1250份，其中满意1158份；回收家长问卷1200份，其中满意1108份: each row has a whole of its own before its part."""
    row = [one for one in reading.earlier(member) if one.segment == member.segment]
    return any(alike(one, whole) and one.unit == whole.unit and not one.percent for one in row)


_ROWS_OPEN = lazily(r"分[^,。;:]{0,10}:|其中|分别|包括|即|[:]")
