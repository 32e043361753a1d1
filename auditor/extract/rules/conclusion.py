"""What a closing statement says: score, grade, counts, amounts with their rates, and whether all is done."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from auditor import prepared
from auditor.extract.rules import labels, values
from auditor.extract.rules.rows import Entry
from auditor.forms import current
from auditor.model.classes import Grade
from auditor.model.quantity import Quantity
from auditor.model.report import (
    BudgetPart,
    Conclusion,
    StatedAmount,
    StatedCount,
    make_conclusion,
    make_stated_amount,
    make_stated_count,
)
from auditor.model.source import Span
from auditor.sense import categories, grades
from auditor.text import quantities
from auditor.text.normalize import fold, narrow
from auditor.text.patterns import lazily

_SCORE = lazily(
    r"(?:自评|评价|绩效|综合|最终|总体|考核)?(?:总)?(?:得分|分值|评分|总分|分数|成绩|自评分)(?:(?!满分|权重|标准分|表)[^，。；;,\d]){0,6}?(?P<score>\d{1,3}(?:\.\d+)?)\s*分"
    r"|(?:合\s*计|总\s*[计分])\s*[(（]?\s*(?:满分|权重|分值|标准分)\s*100\s*分\s*[)）]?[\s,，]*(?:自评|实际|实)?得分?\s*[:：]?\s*(?P<row>\d{1,3}(?:\.\d+)?)\s*分"
    r"|自评(?:为|得)?(?P<plain>\d{1,3}(?:\.\d+)?)\s*分"
)
"""自评分值98.6分, 综合得分为92.35分, 自评得95分, 合计 满分100分 得94.55分"""
_GRADE = lazily(
    r"(?:等级|等次|级别|档次|评级|自评结果|评价结果|自评结论|评价结论|(?:评定|评|认定|确定)为)(?:为|是|评定为|确定为|:|：|达到)?\s*[“\"「]?(?P<grade>优秀|优|良好|良|中等|中|较差|差|不合格|合格)(?![势良先质秀])"
)
"""自评等级为优, 评价等次为“良好”"""
_ALL_DONE = lazily(
    r"(?<![未没])(?:均|全部|都|皆)(?:已经?|能)?(?:按照?要求|按期|按时|如期|顺利|圆满|全面|全部|足额|保质保量)*(?:完成|达成|实现|达到(?:了)?(?:年度|预期|年初|设定|既定|目标))"
    r"(?:了)?(?:年度|全年|年初|预期|既定|设定|绩效|的)*(?:目标|任务|指标|要求|效果)*(?:值)?"
    r"|完成率(?:均|全部|都)?(?:达到|为|达|是)?(?:了)?100(?:\.0+)?[%％]"
)
"""均完成年度设定目标, 均已完成, 完成率均达到100%"""

_LABELLED = lazily(r"(?:[一二三四五六七八九十\d]+[、.])?(?:自评|评价|总体|综合|绩效)*结论:")
"""自评结论：各项目标均已完成"""

_COUNT_UNITS = frozenset({"项", "个", "条", "类", "大项", "方面", ""})
_FIRST_LEVELS = ("产出指标", "效益指标")
"""First-level names that a sentence may count like categories; 成本指标 and 满意度指标 are both."""
_LEVEL = lazily(r"[一二三四]级(?:绩效)?指标(?:共|有|共计|为|:|：)*$")
_CATEGORY_BEFORE = lazily(r"(?P<label>[一-鿿]{2,12}?指标)(?:共|有|共计|为|设置|:|：)*$")
_INDICATORS_BEFORE = lazily(
    r"(?:(?:绩效|考核|评价|年度|三级|具体)+指标|指标(?:总数|总计|合计))(?:共|有|共计|为|设置|总计|合计|:|：)*$"
)
_INDICATORS_AFTER = lazily(r"(?:三级|具体|年度|考核|评价)?绩效(?:目标)?(?:评价|考核)?指标|指标(?!的)")
_GOALS_BEFORE = lazily(r"(?:绩效|年度|总体|工作)目标(?:共|有|共计|为|设置|任务|:|：)*$")
_GOALS_AFTER = lazily(r"(?:年度|总体)*(?:绩效)?目标(?!指标|值|任务)")

_AMOUNT_LABELS: tuple[tuple[BudgetPart, re.Pattern[str]], ...] = (
    ("basic", prepared.pattern(r"基本支出")),
    ("project", prepared.pattern(r"项目支出")),
    ("fiscal", prepared.pattern(r"财政拨款|财政资金|一般公共预算")),
    ("carried", prepared.pattern(r"上年结转|结转结余|结转资金")),
    ("other", prepared.pattern(r"其他资金|其他支出|其它资金|其他收入|单位资金|自有资金")),
    (
        "total",
        prepared.pattern(
            r"预算总额|预算总计|总预算|资金总额|预算合计|全年预算(?:数)?|部门预算(?:数)?|预算资金|支出总额|预算数|预算金额"
        ),
    ),
)
_SPENT = lazily(r"执行|支出(?:数|金额)?$|拨付|使用|完成支出|实际支出")
_RATES = lazily(r"(?:执行率|使用率|支出率)(?:分别)?(?:为|达到|达|是|:|：|约)*$")
_BETWEEN_RATES = lazily(r"[、,，和及与/ ]{1,3}")
_OTHER_TIME = lazily(r"年初|上年|去年|往年|同比|较")
_CLAUSE = lazily(r"[，,。；;（(]")


class _Text(NamedTuple):
    """A statement with its quantities; each quantity by where it stands in the text."""

    entry: Entry
    plain: str
    found: tuple[tuple[int, int, Quantity], ...]

    def before(self, index: int) -> str:
        """What is printed between the quantity before and this one, without blanks."""
        start = self.found[index - 1][1] if index else 0
        return fold(self.plain[start : self.found[index][0]])[-40:]

    def after(self, index: int) -> str:
        """What is printed after a quantity, up to the next one."""
        stop = self.found[index + 1][0] if index + 1 < len(self.found) else len(self.plain)
        return fold(self.plain[self.found[index][1] : stop])[:20]


def read(entry: Entry) -> Conclusion:
    """What a closing statement says, as far as it says it."""
    text = _text(entry)
    score, score_span = _score(text)
    grade, grade_span = _grade(text)
    counts = tuple(_counts(text))
    total, parts = _amounts(text)
    return make_conclusion(
        text=entry.text,
        span=entry.span,
        score=score,
        score_span=score_span,
        grade=grade,
        grade_span=grade_span,
        goals=next((count.value for count in counts if count.of == "goals"), None),
        indicators=next((count.value for count in counts if count.of == "indicators"), None),
        by_category=_by_category(counts),
        counts=counts,
        total=total,
        parts=parts,
        complete=_complete(text),
    )


def states_anything(conclusion: Conclusion) -> bool:
    """Whether a paragraph says anything of what a conclusion says; a lone amount is no conclusion, nor is 均已完成 without its label."""
    budgeted = conclusion.total is not None and bool(conclusion.parts)
    concluded = conclusion.complete is not None and _LABELLED.match(fold(conclusion.text)) is not None
    return bool(conclusion.score is not None or conclusion.grade or conclusion.counts or budgeted or concluded)


def merged(conclusions: Sequence[Conclusion]) -> Conclusion | None:
    """One conclusion out of the paragraphs of a report: the one with the score leads, the others fill in."""
    if not conclusions:
        return None
    lead = next((item for item in conclusions if item.score is not None), conclusions[0])
    counts = lead.counts or next((item.counts for item in conclusions if item.counts), ())
    fill: dict[str, object] = {"counts": counts, "by_category": _by_category(counts)}
    if lead.total is None:
        fill["parts"] = next((item.parts for item in conclusions if item.total is not None), lead.parts)
    for name in ("goals", "indicators", "grade", "grade_span", "total", "complete"):
        if getattr(lead, name) is None:
            fill[name] = next((found for item in conclusions if (found := getattr(item, name)) is not None), None)
    return lead.model_copy(update=fill)


def _text(entry: Entry) -> _Text:
    """The statement; of the limits of grades that it prints nothing is its own score or grade."""
    located = quantities.find(entry.text, values.locator(entry.span))
    base = entry.span.start
    found = tuple(
        (item.number_span.start - base, item.number_span.end - base, item) for item in located if item.claimed
    )
    plain, graded = narrow(entry.text), grades.scale(entry.text)
    if graded is None:
        return _Text(entry, plain, found)
    own = plain[: graded.start] + " " * (graded.end - graded.start) + plain[graded.end :]
    return _Text(entry, own, tuple(one for one in found if not graded.holds(one[0])))


def _score(text: _Text) -> tuple[Decimal | None, Span | None]:
    found = next((one for one in _SCORE.finditer(text.plain) if not _scores_part(text.plain[: one.start()])), None)
    if found is not None and _IN_TURN.search(found.group()):
        found = _SCORE.search(text.plain, found.end())  # 得分依次为19分、18分…: the scores of the parts
    elif found is not None and _OF_PART.search(found.group()) and _summed_score(text)[0] is not None:
        return _summed_score(text)
    if found is None:
        return _summed_score(text)
    group = next(name for name in ("score", "row", "plain") if found[name])
    return Decimal(found[group]), text.entry.span.part(*found.span(group))


def _scores_part(before: str) -> bool:
    """Whether what is printed before a score says that it is a part's: 产出指标得分45分; 效益指标满分30分，得分28分."""
    if _OF_ROW.search(before.rsplit("。", 1)[-1][-_A_SENTENCE:]):
        return True
    *earlier, subject = _CLAUSE.split(before[-_A_CLAUSE:])
    if plain := _BESIDE_LABEL.sub("", fold(subject)):
        return _ends_in_part(plain)
    full = _FULL_MARKS.search(fold(earlier[-1])) if earlier else None
    return full is not None and _ends_in_part(_BESIDE_LABEL.sub("", full.string[: full.start()]))


def _ends_in_part(words: str) -> bool:
    """Whether the words end in the label of a level or category, or in the execution of the budget."""
    return any(
        labels.category(end) is not None
        or (labels.level(end) is not None and current().first_levels.name(end))
        or categories.is_execution(end)
        for end in (words[-length:] for length in range(2, min(len(words), _LONGEST_PART) + 1))
    )


_OF_ROW = lazily(r"(?:目标|指标|完成)值(?!得分)[^；;]*\Z")
"""免疫密度目标值90%，完成值92%，自评得分20分: the points of one indicator."""
_A_SENTENCE = 80
_A_CLAUSE = 40
_LONGEST_PART = 12
_FULL_MARKS = lazily(r"(?:满分|分值|权重|标准分|设定)[为:：]?\d")
_BESIDE_LABEL = lazily(r"(?:部分|方面|环节|一级|二级|类|的|实际|自评|评价|综合|合计|小计|共|总|[:：])+$")
_SCORED = lazily(
    r"自评|评分|打分|得分|等次|等级|评[定为]|(?:(?:投入|决策|过程|管理|产出|效益|效果|满意度|预算执行)[^，。；;、\d]{0,4}\d+(?:\.\d+)?分[，、；;\s]*){2}"
)
_OF_PART = lazily(r"[:：][一-鿿]{2,}")
"""自评得分：预算执行18.8分，…，合计94.3分: the score of the first part stands behind the label."""
_IN_TURN = lazily(r"依次|分别|各自?为")
_SUMMED = lazily(r"(?:合计|共计|总计|相加|累加|累计|加总|汇总|加起来|平均|总分|共)(?:得|为|得分|是)?$")
_HIGHEST = Decimal(100)


def _summed_score(text: _Text) -> tuple[Decimal | None, Span | None]:
    """The score that a sentence sums up its parts to (各项相加94.7分, 合计九十五分), where it speaks of an evaluation."""
    if not _SCORED.search(text.plain):
        return None, None
    for index, (start, end, quantity) in reversed(list(enumerate(text.found))):
        if (
            quantity.unit == "分"
            and quantity.bound == "="
            and quantity.value <= _HIGHEST
            and _SUMMED.search(text.before(index))
        ):
            return quantity.value, text.entry.span.part(start, end - 1)
    return None, None


def _grade(text: _Text) -> tuple[Grade | None, Span | None]:
    if (alone := values.grade(text.entry.words)) is not None:
        return alone, text.entry.span
    ticked = _TICKED.search(text.plain) if _UNTICKED.search(text.plain) else None
    if ticked is not None:
        return values.grade(ticked["grade"]), text.entry.span.part(*ticked.span("grade"))
    found = _GRADE.search(text.plain)
    if found is None:
        return None, None
    return values.grade(found["grade"]), text.entry.span.part(*found.span("grade"))


_TICKED = lazily(r"[☑√✓■●]\s*(?P<grade>[优良中差][秀好等]?)")
_UNTICKED = lazily(r"[□☐○]\s*[优良中差]")
"""□优 ☑良 □中 □差"""


def _complete(text: _Text) -> Span | None:
    found = _ALL_DONE.search(text.plain)
    return text.entry.span.part(*found.span()) if found else None


def _counts(text: _Text) -> list[StatedCount]:
    counts: list[StatedCount] = []
    for index, (_, _, quantity) in enumerate(text.found):
        if quantity.unit not in _COUNT_UNITS or quantity.value != int(quantity.value):
            continue
        count = _count(text.before(index), text.after(index), quantity)
        if count is not None:
            counts.append(count)
    return counts


def _count(before: str, after: str, quantity: Quantity) -> StatedCount | None:
    """What a number counts: the label before it (数量指标43项), else the word after it (20项绩效目标)."""
    value = int(quantity.value)
    if (found := _LEVEL.search(before)) is not None:
        return make_stated_count(of="level", label=found[0].rstrip("共有计为:："), value=value, quantity=quantity)
    if (name := _category(before)) is not None:
        return make_stated_count(of="category", label=name, value=value, quantity=quantity)
    if _INDICATORS_BEFORE.search(before):
        return make_stated_count(of="indicators", label="绩效指标", value=value, quantity=quantity)
    if _GOALS_BEFORE.search(before):
        return make_stated_count(of="goals", label="绩效目标", value=value, quantity=quantity)
    return _counted_after(after, quantity)


def _counted_after(after: str, quantity: Quantity) -> StatedCount | None:
    value = int(quantity.value)
    if (level := re.match(r"[一二三四]级(?:绩效)?指标", after)) is not None:
        return make_stated_count(of="level", label=level[0], value=value, quantity=quantity)
    if (word := re.match(r"[一-鿿]{2,10}?指标", after)) is not None and (name := labels.category(word[0])) is not None:
        return make_stated_count(of="category", label=name, value=value, quantity=quantity)
    if _INDICATORS_AFTER.match(after):
        return make_stated_count(of="indicators", label="绩效指标", value=value, quantity=quantity)
    if _GOALS_AFTER.match(after):
        return make_stated_count(of="goals", label="绩效目标", value=value, quantity=quantity)
    return None


def _category(before: str) -> str | None:
    """The category that a label right before the number names: …，其中数量指标 → 数量指标."""
    found = _CATEGORY_BEFORE.search(before)
    if found is None:
        return None
    label = found["label"]
    named = next((name for cut in range(len(label) - 2) if (name := labels.category(label[cut:])) is not None), None)
    return named or next((name for name in _FIRST_LEVELS if label.endswith(name)), None)


def _by_category(counts: Sequence[StatedCount]) -> dict[str, int]:
    by_category: dict[str, int] = {}
    for count in counts:
        if count.of == "category":
            by_category.setdefault(count.label, count.value)
    return by_category


def _amounts(text: _Text) -> tuple[StatedAmount | None, tuple[StatedAmount, ...]]:
    """The budget that the statement names, its parts, and the rates stated for them in the same order."""
    amounts: list[StatedAmount] = []
    for index, (_, _, quantity) in enumerate(text.found):
        if quantity.kind != "money":
            continue
        label = _amount_label(text.before(index))
        if label is not None and all(item.part != label[0] for item in amounts):
            amounts.append(make_stated_amount(label=label[1], part=label[0], amount=quantity))
    amounts = _rated(amounts, _rates(text))
    total = next((item for item in amounts if item.part == "total"), None)
    return total, tuple(item for item in amounts if item.part != "total")


def _amount_label(before: str) -> tuple[BudgetPart, str] | None:
    clause = _CLAUSE.split(before)[-1] or before
    if _OTHER_TIME.search(clause) and not clause.startswith(("上年结转", "上年结余")):
        return None
    if _SPENT.search(clause) and not re.search(r"基本支出|项目支出|其他支出|预算", clause):
        return None
    last: tuple[int, BudgetPart, str] | None = None
    for part, pattern in _AMOUNT_LABELS:
        for found in pattern.finditer(clause):
            if last is None or found.end() > last[0]:
                last = (found.end(), part, found[0])
    if last is None or len(clause) - last[0] > 6:
        return None
    return last[1], last[2]


def _rates(text: _Text) -> list[Quantity]:
    """The percentages of 执行率(分别)为86.1%、98.9%和44.1%, in order; empty where none are stated."""
    for index, (_, _, quantity) in enumerate(text.found):
        if quantity.kind == "percent" and _RATES.search(text.before(index)):
            return [quantity, *_following_rates(text, index)]
    return []


def _following_rates(text: _Text, index: int) -> Iterator[Quantity]:
    for (_, end, _), (start, _, following) in pairwise(text.found[index:]):
        if following.kind != "percent" or not _BETWEEN_RATES.fullmatch(text.plain[end:start]):
            return
        yield following


def _rated(amounts: list[StatedAmount], rates: list[Quantity]) -> list[StatedAmount]:
    """The amounts with their rates: as many rates as amounts, or as parts, or one for the total. Else none is sure."""
    if not rates:
        return amounts
    for wanted in (
        amounts,
        [item for item in amounts if item.part != "total"],
        [i for i in amounts if i.part == "total"],
    ):
        if len(wanted) == len(rates):
            by_part = {item.part: rate for item, rate in zip(wanted, rates, strict=True)}
            return [item.model_copy(update={"rate": by_part.get(item.part)}) for item in amounts]
    return amounts
