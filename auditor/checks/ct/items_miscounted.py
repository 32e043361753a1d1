"""CT05 items-miscounted."""

import re
from collections.abc import Iterator

from auditor.checks import prose, quoting, stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.quantity import Quantity
from auditor.model.report import Report, Statement
from auditor.text import amounts, numerals, quantities, units
from auditor.text.patterns import lazily

# What a sentence calls the start of the year and the change during it.
_INITIAL = lazily(r"年初|期初|上年(?:末|底)")
_ADDED = lazily(r"年中|年内|中途|期间|当年|本年|新增|增加|追加|调增")
_REMOVED = lazily(r"减少|调减|取消|终止|撤销|核减|退出")
_TOTAL = lazily(r"(?:共计?|合计|总计|总数为?)[^，,。；;：:、]{0,8}$")
# What opens a list of parts; their sum is CL13's.
_OPENS = lazily(r"其中|包括|分别")
_BRACKETED = lazily(r"[(（][^()（）]*[)）]")

# "以下5项工作", "如下三个问题", "从三个方面", "存在以下四点不足"
_ANNOUNCED = lazily(
    r"(?P<open>以下|如下|下列|下述|从|分为?|包括|主要有|存在)?(?P<number>[二两三四五六七八九十]{1,3}|\d{1,2})(?P<unit>个?(?:方面|大类|点|项措施|项任务|项工作|个问题|项问题|条措施))"
)
_MARKS = ("一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是")
FEWEST = 2
"""A list has at least two items; a lone 一是 may go on elsewhere."""


@check("CT05", "items-miscounted", severity="error", arithmetic=True)
def items_miscounted(report: Report, context: Context) -> Iterator[Verdict]:
    """文字所述的个数与其后所列的个数不符。

    缘由：“共15个项目，年初8个、年中增加8个”这样的句子，合计与构成应当相等；“三个方面”之后应有一是、二是、三是。
    算法：一、同一句中“共N个”之后，年初的个数加年中增加（减去减少）的个数，与N比较，括号内“含”的个数是其中的一部分，不相加；二、“N个方面（点、项工作）”之后，清点一是、二是……的项数。
    不报：单位不同；没有“共”或没有“年初”；列举的序号不从“一是”开始，或同段另有列举；“其中”“包括”之后的分项由 CL13 报告；指标、目标的个数由 CT01 至 CT04 报告。
    依据：算术：合计等于分项之和。
    示例：共15个项目，年初批复8个，年中增加8个，8 + 8 = 16。
    """
    for sentence in prose.sentences(report, _INITIAL):
        yield from _composed(sentence)
    yield from _stated(context)
    told = stated.starts(context, "count", of="statements")
    for passage in prose.passages(report):
        yield from _enumerated(passage, told)


def _stated(context: Context) -> Iterator[Verdict]:
    """What sentences name one by one beside its number."""
    for one in context.stated("count", of="statements"):
        if not one.broken:
            if one.held:
                yield stated.agreement(context, one)
            continue
        count = stated.result(context, one)
        more = len(one.relation.items) > count.value
        yield stated.discrepancy(
            context,
            one,
            _("文字称“{count}”，所列的有{listed}项，不一致，待核实").format(
                count=count.quantity.text, listed=len(one.relation.items)
            ),
            action=_("核对所列各项是否有遗漏或合并。"),
            severity="warning"
            if one.relation.by.endswith("ordinals") or (one.relation.form == "open" and more)
            else None,
        )


def _composed(sentence: Statement) -> Iterator[Verdict]:
    if "共" not in sentence.text and "计" not in sentence.text and "总" not in sentence.text:
        return
    flat = _BRACKETED.sub(lambda match: " " * len(match.group()), sentence.text)
    counted = [one for one in quantities.find(flat, sentence.place) if one.kind == "count"]
    total = next((one for one in counted if _TOTAL.search(_before(flat, sentence, one))), None)
    if total is None:
        return
    later = [one for one in counted if one.span.start > total.span.start and units.same_thing(one.unit, total.unit)]
    initial = [one for one in later if _INITIAL.search(_clause(flat, sentence, one))]
    removed = [one for one in later if one not in initial and _REMOVED.search(_clause(flat, sentence, one))]
    added = [
        one
        for one in later
        if one not in initial and one not in removed and _ADDED.search(_clause(flat, sentence, one))
    ]
    if initial and _OPENS.search(flat[sentence.end(total.span) : sentence.offset(initial[0].span)]):
        return
    if len(initial) != 1 or not (added or removed) or len(initial) + len(added) + len(removed) != len(later):
        return
    result = initial[0].value + sum(one.value for one in added) - sum(one.value for one in removed)
    working = (
        initial[0].text + "".join(f" + {one.text}" for one in added) + "".join(f" − {one.text}" for one in removed)
    )
    if result == total.value:
        yield Agreement(f"{working} = {total.text}", tuple(one.span for one in (total, *initial, *added, *removed)))
        return
    parts = (*initial, *added, *removed)
    yield Discrepancy(
        message=_("文字称共{total}，而{working} = {result}，不一致，待核实").format(
            total=total.text, working=working, result=amounts.show(result)
        ),
        working=f"{working} = {amounts.show(result)} ≠ {total.text}",
        action=_("请填报单位列出清单，说明总数或各部分是否有重复、漏计。"),
        evidence=(quoting.quantity(_("合计"), total), *(quoting.quantity(_("构成"), part) for part in parts)),
        about=("items", total.unit, sentence.text[:10]),
        values=(total.text, *(part.text for part in parts)),
    )


def _before(flat: str, sentence: Statement, one: Quantity) -> str:
    return flat[: sentence.offset(one.number_span)].rstrip("有为：:")


def _clause(flat: str, sentence: Statement, one: Quantity) -> str:
    return re.split(r"[，,；;：:]", flat[: sentence.offset(one.number_span)])[-1]


def _enumerated(passage: Statement, told: set[int]) -> Iterator[Verdict]:
    if passage.text.count(_MARKS[0]) != 1:
        return
    announced = list(_ANNOUNCED.finditer(passage.text))
    if len(announced) != 1:
        return
    announcement = announced[0]
    if any(announcement.start() <= start - passage.span.start < announcement.end() for start in told):
        return
    rest = passage.text[announcement.end() :]
    listed = 0
    while listed < len(_MARKS) and _MARKS[listed] in rest:
        listed += 1
    stated = numerals.parse(announcement["number"])
    if stated is None or listed < FEWEST:
        return
    if stated == listed:
        yield Agreement(example=_("{words} = {count} 项").format(words=announcement.group(), count=listed))
        return
    place = passage.place(announcement.start(), announcement.end())
    yield Discrepancy(
        message=_("文字称“{words}”，其后列有{count}项（至“{mark}”），不一致，待核实").format(
            words=announcement.group(), count=listed, mark=_MARKS[listed - 1]
        ),
        working=f"{amounts.show(stated)} ≠ {listed}",
        action=_("核对所列各项是否有遗漏或合并。"),
        evidence=(quoting.text(_("表述"), announcement.group(), place),),
        severity="warning",
        confidence="medium",
        about=("list", announcement.group()),
        values=(amounts.show(stated), str(listed)),
    )
