"""What makes a figure fit a list as its whole."""

from auditor.relate.statements import lexicon
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.reading import Reading
from auditor.relate.statements.runs import Run
from auditor.text.patterns import lazily

LOOSE = frozenset(["个", "项", "件"])
_KINDS = frozenset(["类", "批", "种", "块", "方面", "档", "部分", "大类", "个方面"])
"""Units that count kinds of things, and are no sum of things."""


def fits(run: Run, whole: Mention) -> bool:
    """Whether a figure may be what a run comes to: of its sort, told like it, and no change, price, former value or full mark."""
    if whole.unit != run.first.unit and whole.unit in _KINDS:
        return False
    if whole.unit == "分" and ("扣" in whole.lead) != ("扣" in run.opener + run.first.lead):
        return False  # what was taken off is no sum of what was got
    return (
        alike(run.first, whole)
        and (whole.planned == run.first.planned or _funded(run, whole))
        and not whole.has("increment", "price", "full_marks")
        and (not whole.has("former") or _split_right_behind(run, whole))
    )


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
    if lexicon.has("lists", "goes_on", reading.behind(run.last, 8)):
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
    return not any(found["whole"][at : at + 2] in reading.clause(whole) for at in range(len(found["whole"]) - 1))
