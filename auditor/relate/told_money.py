"""What the texts of a form say of the money in its own table: sums by the name of their column, rates of execution and arrival."""

import re
from collections.abc import Iterator, Sequence

from auditor import prepared
from auditor.model.number import Number
from auditor.model.quantity import Quantity
from auditor.model.relation import Relation, make_relation
from auditor.model.report import Report, Statement
from auditor.model.source import Span
from auditor.relate import funds, money
from auditor.relate.numbers import Numbers, Part
from auditor.relate.statements import Statements
from auditor.text import quantities
from auditor.text.patterns import lazily

AMOUNT, OTHER = "told.amount", "told.amount.other"
"""The rules: a sum and the cell that its words name; the same sum and a cell of another column, that it may mean instead."""
RATE = "statements.table"
"""The rule: a rate of execution or arrival that a sentence tells, against the money table."""

# "年初预算数", "申请预算" · "全年预算总额", "调整后预算" · "全年执行数", "实际支出总额", "使用预算"
_LABELS: tuple[tuple[Part, re.Pattern[str]], ...] = (
    ("budget-initial", prepared.pattern(r"年初预算|申请预算|预算批复|批复预算|年初批复")),
    ("spent", prepared.pattern(r"全年执行|执行数|支出总额|总支出|支出合计|实际支出|实际执行|使用预算|决算")),
)
_COLUMNS: tuple[Part, ...] = ("budget-initial", "budget", "spent")

# The whole of the money, named as a whole: "全年预算数100万元", "年初预算总额为5.2亿元", "申报预算75万元"
_WHOLE = lazily(
    r"(?:年初预算|全年预算|全年执行|预算总额|支出总额|总支出)(?:数|总额|总数|资金|收入|支出)?(?:共计?|合计|总计)?[为是:：]?$|^(?:申请预算|使用预算)$"
)
# "支出资金312.85万元", "投入财政资金50万元": the whole of the money where the text states no other sum
_ALONE = lazily(
    r"(?:共|共计|累计|全年|实际|已|项目)*(?P<verb>支出|使用|执行|支付|投入|拨付|到位|安排|下达)(?:项目|财政|专项|补助|预算|各类)*(?:资金|经费)(?:共计?|合计|总额)?[为是:：]?"
)
# "2024年项目全年预算数为380万元", "年初预算50万元"; then "实际支出342万元" in the same sentence. Of a purchase or a part: none
_OF_YEAR = lazily(
    r"(?:截至|截止|20\d\d年度?|本年度?|当年|年度|年末|本?项目|资金|财政|经费|批复|安排|下达|核定|的)*(?P<what>年初预算|全年预算|调整后预算|全年执行|预算总额|支出总额|总支出)(?:数|总额|总数|资金|支出)?(?:共计?|合计|总计)?[为是:：]?"
)
_PAID = lazily(
    r"(?:截至|截止|年末|年底|12月底|全年|实际|累计|已|共)*(?:支出|支付|执行|使用)(?:资金|数)?(?:共计?|合计|总计)?[为是:：]?"
)
_BEFORE = lazily(r"[上去前][一]?年|20\d\d年")
_SPENT = frozenset({"支出", "使用", "执行", "支付"})
"""Verbs that speak of what was spent; the others may mean any column."""

# "预算执行率为95%", "项目资金到位率达到100%"; a part's own rate (基本支出执行率) is another's
_RATE = lazily(
    r"(?:^|[，,。；;：:、\s])(?:截至|截止|至|全年|年末|年底|本年度?|项目|资金|总体|整体|预算|财政|专项)*(?P<what>执行率|支出率|支付率|到位率)(?:分别)?(?:为|达到?|是|:|：|约)*$"
)
_ARRIVED = "到位率"


def propose(report: Report, numbers: Numbers, said: Statements) -> Iterator[Relation]:
    """Each sum and rate of the texts with what the money table prints, or gives, for the same."""
    yield from _stated(report, numbers)
    if report.kind == "project" and len(report.goals) == 1:
        for text in (report.goals[0].target, report.goals[0].actual):
            yield from _in_goal(report, numbers, said, text) if text is not None else ()
    if report.kind == "project" and len(report.goals) < _SEVERAL and len({line.group for line in report.budget}) == 1:
        reasons = [report.budget_reason] if report.budget_reason is not None else []
        told = [*(one for one in report.prose if not one.planned), *report.notes, *reasons]
        for text in {one.span.start: one for one in told}.values():
            yield from _in_prose(report, numbers, said, text)
    if len({line.group for line in report.budget}) == 1:
        yield from _rates(report, numbers, said)


def _stated(report: Report, numbers: Numbers) -> Iterator[Relation]:
    """The sums of the conclusion, by the line and the column that their labels name."""
    told = report.conclusion
    for index, amount in enumerate((told.total, *told.parts) if told is not None else ()):
        named = money.find(report, amount.part) if amount is not None else None
        line = next((at for at, line in enumerate(report.budget) if line is named), None)
        number = numbers.get("stated-amount", index)
        if amount is not None and line is not None and number is not None:
            yield from _with_cells(numbers, number, [line], (_column(amount.label),), amount.amount.span)


def _in_goal(report: Report, numbers: Numbers, said: Statements, text: Statement) -> Iterator[Relation]:
    """The sums of the one goal's text that speak of the whole of the money."""
    sums = [one for one in quantities.find(text.text, text.place) if one.kind == "money"]
    known = {number.span.start: number for number in said.numbers}
    for amount in sums:
        number, columns = known.get(amount.span.start), _columns(_label(text, amount), alone=len(sums) == 1)
        if number is not None and amount.bound == "=" and columns:
            yield from _with_cells(numbers, number, range(len(report.budget)), columns, text.span)


_SEVERAL = 2
"""Goals from which on a text may speak of the money of one of them."""


def _in_prose(report: Report, numbers: Numbers, said: Statements, text: Statement) -> Iterator[Relation]:
    """The sums of a text beside the table that name a column of the year, and what its sentence says was spent of them."""
    known = {number.span.start: number for number in said.numbers}
    lead = next((at for at, line in enumerate(report.budget) if line.part == "total"), 0)
    sentence = None
    for amount in (one for one in quantities.find(text.text, text.place) if one.kind == "money"):
        number, label = known.get(amount.span.start), _label(text, amount)
        if number is None or number.clause is None or amount.bound != "=" or _of_another_year(label, report.year):
            continue
        if _OF_YEAR.fullmatch(label) is not None:
            sentence = number.clause.start
            yield from _with_cells(numbers, number, [lead], (_column(label),), text.span)
        elif _PAID.fullmatch(label) is not None and sentence == number.clause.start:
            sentence = None
            yield from _with_cells(numbers, number, [lead], ("spent",), text.span)


def _of_another_year(label: str, year: int | None) -> bool:
    printed = _BEFORE.search(label)
    return printed is not None and printed.group() != f"{year}年"


def _label(text: Statement, amount: Quantity) -> str:
    return re.split(r"[，,。；;、（）()\s]", text.text[: text.offset(amount.number_span)])[-1].rstrip("为是：:")


def _column(label: str) -> Part:
    return next((column for column, pattern in _LABELS if pattern.search(label)), "budget")


def _columns(label: str, *, alone: bool) -> tuple[Part, ...]:
    """The columns that an amount under this label may stand in; none where it does not speak of the whole."""
    if _WHOLE.search(label):
        return (_column(label),)
    plain = _ALONE.fullmatch(label) if alone else None
    if plain is None:
        return ()
    return ("spent",) if plain["verb"] in _SPENT else ("spent", "budget", "budget-initial")


def _with_cells(
    numbers: Numbers, number: Number, lines: Sequence[int], columns: Sequence[Part], place: Span
) -> Iterator[Relation]:
    """A sum and the cells that it may be, those of other columns behind them as what it may mean instead."""
    meant = [cell for line in lines for part in columns if (cell := numbers.get(part, line)) is not None]
    others = [cell for line in lines for part in _COLUMNS if part not in columns and (cell := numbers.get(part, line))]
    if not meant:
        return
    readings = [make_relation(kind="same", result=number.id, of=(cell.id,), by=AMOUNT) for cell in meant]
    readings += [make_relation(kind="same", result=number.id, of=(cell.id,), by=OTHER) for cell in others]
    yield readings[0].model_copy(update={"otherwise": tuple(readings[1:]), "place": place})


def _rates(report: Report, numbers: Numbers, said: Statements) -> Iterator[Relation]:
    """Rates that stand in a sentence without any sum of money, so that they are of the whole."""
    lead = next((at for at, line in enumerate(report.budget) if line.part == "total"), 0)
    below = funds.base(numbers, lead, report.budget[lead])
    with_money = {
        number.clause.start for number in said.numbers if number.kind == "money" and number.clause is not None
    }
    for number in said.numbers:
        if number.kind != "percent" or number.bound != "=" or number.planned or number.clause is None:
            continue
        quote = said.quotes.get(number.id)
        words = quote.text.rpartition(number.quantity.text)[0] if quote is not None else ""
        named = _RATE.search(words) if number.clause.start not in with_money else None
        above = numbers.get("funded" if named["what"] == _ARRIVED else "spent", lead) if named is not None else None
        if above is not None and below is not None and below.value > 0:
            yield make_relation(kind="ratio", result=number.id, of=(above.id, below.id), by=RATE, place=number.clause)
