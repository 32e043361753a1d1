"""What makes a figure fit a list as its whole."""

from auditor.relate.statements import lexicon
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.reading import Reading
from auditor.relate.statements.runs import Run
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

LOOSE = frozenset(["个", "项", "件"])
_KINDS = frozenset(["类", "批", "种", "块", "方面", "档", "部分", "大类", "个方面"])
"""Units that count kinds of things, and are no sum of things."""


def fits(run: Run, whole: Mention) -> bool:
    """Whether a figure may be what a run comes to: of its sort, told like it, and no change, price, former value or full mark."""
    if whole.unit != run.first.unit and whole.unit in _KINDS:
        return False
    if whole.quantity.kind != "money" and _PER_HEAD.search(whole.lead) is not None:
        return False  # 1085件，惠及986人，人均1.1件，具体是轮椅362件…: no list comes to what each got of it
    if whole.unit == "分" and ("扣" in whole.lead) != ("扣" in run.opener + run.first.lead):
        return False  # what was taken off is no sum of what was got
    return (
        alike(run.first, whole)
        and (whole.planned == run.first.planned or _funded(run, whole))
        and not whole.has("increment", "price", "full_marks")
        and (not whole.has("former") or _split_right_behind(run, whole))
    )


_PER_HEAD = lazily(r"(?:[人户场期班村校家个台次件亩]均|平均每(?![天日月年周季])[一-鿿]{1,3})[^,。;:、\d]{0,8}$")
_AMONG = lazily(r"^[,(]其中")


def _split_right_behind(run: Run, whole: Mention) -> bool:
    """至2023年底有工程186处，其中大型24处、小型162处: a figure of another year, in its parts of that year."""
    return run.first.at == whole.at + 1 and _AMONG.search(run.first.gap) is not None


_FUNDED = lazily(r"(?:资金|投资|经费|预算)(?:构成|来源|组成|筹措|结构)")


def _funded(run: Run, whole: Mention) -> bool:
    """Whether the run says where a sum of money that was planned comes from: 计划投资2.56亿元。资金构成：中央…"""
    return whole.planned and whole.quantity.kind == "money" and _FUNDED.search(run.opener) is not None


LONGEST_NAME = 5
"""Characters of a name that is a noun and no clause."""


def form_of(reading: Reading, run: Run) -> str:
    """Whether the run goes on (等) or is only some of its whole (含, or grades and places of which some are not told)."""
    if lexicon.has("lists", "goes_on", reading.behind(run.last)):
        return "open"
    return "subset" if lexicon.has("lists", "subset", run.opener) or _leaves_out(run) else ""


def _leaves_out(run: Run) -> bool:
    """Whether the names are some of a scale: 非常满意 and 满意 without those who are not; 省外 and 县外省内 without 县内."""
    if any(one.has("rest") for one in run.members):
        return False
    names = [one.lead + one.tail for one in run.members]
    scales = lexicon.pairs("lists", "scales")
    return any(all(map(told.search, names)) and not any(map(other.search, names)) for told, other in scales)


_SHARE = lazily(r"[,(]占(?:了|到)?(?P<whole>[一-鿿]{2,8}?)(?:总数|总量|总额|人口)?的")
_WHOLE_ITSELF = lazily(r"^(?:其|全|总|年度|任务|目标|计划|预算|应)|任务|目标|计划")


def share_of_another(reading: Reading, part: Mention, whole: Mention) -> bool:
    """老年人11.79万人…；高龄老人1.89万人，占老年人口的16%: a figure that is said to be part of something else than the whole."""
    found = _SHARE.match(reading.behind(part))
    if found is None or _WHOLE_ITSELF.search(found["whole"]):
        return False
    return pairs(found["whole"]).isdisjoint(pairs(reading.clause(whole)))


_SUMS = lazily(r"(?P<name>[一-鿿]{2,}?)(?:合计|总计|共计|一共)[^,。;:、\d]{0,6}$")
_OF_ANYTHING = lazily(
    r"以上|上述|[各两三四五六七八九几][项类者个笔批]|全[年县市区省镇乡校院局部]|[总共]|支出|资金|费用|投入|经费|金额|面积|长度|数量|人数"
)


def of_another_name(run: Run, whole: Mention) -> bool:
    """设备购置862万元，场地改造242万元。设备采购最高限价合计910万元: a total under a name that is not what all of the list is called."""
    said = _SUMS.search(whole.lead)
    name = pairs(_OF_ANYTHING.sub("", said["name"])) if said is not None else frozenset()
    if not name or name & pairs(run.opener.removesuffix(run.first.lead)):
        return False
    return not all(name & pairs(one.lead + one.tail) for one in run.members)


_NEXT = 2
"""Clauses from what was looked at to what was found."""


def found_of_all(run: Run, whole: Mention, words: str) -> bool:
    """抽查护林员48人，核实在岗42人、离岗6人: whether a run behind those who were looked at tells of some that it is so and of the others that it is not."""
    if run.first.clause - whole.clause > _NEXT or run.first.unit != whole.unit:
        return False
    if not (lexicon.has("lists", "checked", whole.lead) and lexicon.has("lists", "verified", words)):
        return False
    names = [one.lead + one.tail for one in run.members]
    return any(
        all(so.search(name) or otherwise.search(name) for name in names)
        and any(map(so.search, names))
        and any(map(otherwise.search, names))
        for so, otherwise in lexicon.pairs("lists", "outcomes")
    )
