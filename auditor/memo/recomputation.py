"""分值得分复算: the report's own figures, and formulas of ours that add them up again before the reader's eyes."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from auditor.locale import gettext as _
from auditor.memo.contents import place
from auditor.memo.sheet import Column, Formula, Value, head, landscape, line, lines, put, shaded, widened
from auditor.model.finding import Outcome
from auditor.model.quantity import Quantity
from auditor.model.report import Indicator, Report
from auditor.relate import earned
from auditor.sense import direction
from auditor.text import amounts

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_DIFFERENT = "F8D0CC"
_NAME, _BOUND, _TARGET, _ACTUAL, _WEIGHT, _SCORE, _DUE, _GAP = "E", "H", "I", "J", "K", "L", "M", "N"
"""The columns that formulas speak of."""


def recompute(sheet: "Worksheet", outcome: Outcome) -> None:
    """Fill a sheet: every row with what its score should be, below it sums, counts and the budget against what is stated."""
    report = outcome.report
    by_ratio, own_way = _by_ratio(outcome), earned.scored_otherwise(report)
    rows = [_row(number, row, by_ratio=by_ratio, own_way=own_way) for number, row in enumerate(report.indicators, 2)]
    columns = widened(_columns(), rows)
    head(sheet, 1, columns)
    last = 1
    for last, row in enumerate(rows, 2):
        line(sheet, last, row, [column.width for column in columns])
    _note_differences(sheet, last)
    sheet.auto_filter.ref = f"A1:O{last}"
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    landscape(sheet)
    below = _Below(sheet, last)
    below.sums(report)
    below.budget(report)
    below.totals(outcome)
    below.categories(report)


def _by_ratio(outcome: Outcome) -> bool:
    """Whether a missed ≤ target was scored by target ÷ actual, under the rules of this audit."""
    return any(rule.rule == "reverse_score" and rule.value == "ratio" for rule in outcome.rules)


def _columns() -> list[Column]:
    texts = ((_("行"), 6), (_("目标"), 6), (_("一级指标"), 12), (_("二级指标"), 14), (_("三级指标"), 36))
    printed = ((_("年度指标值"), 16), (_("实际完成值"), 16), (_("界限"), 6), (_("目标数"), 12), (_("实际数"), 12))
    scores = ((_("分值"), 10), (_("得分"), 10), (_("按公式应得"), 12), (_("差额"), 8), (_("位置"), 14))
    return [Column(*one) for one in (*texts, *printed, *scores)]


def _row(number: int, row: Indicator, *, by_ratio: bool, own_way: bool) -> Sequence[Value]:
    target, actual = _compared(row) or (None, None)
    scored = row.weight is not None and direction.met(row) is not None and row.criterion is None and not own_way
    due = Formula(_due(number, target, by_ratio=by_ratio)) if scored and target is not None and target.value else None
    gap = Formula(_gap(number, row.score)) if due and row.score is not None else None
    return (
        *(number - 1, row.goal, row.level1 or "", row.category or "", row.name),
        *(row.target.text if row.target else "", row.actual.text if row.actual else ""),
        *(target.bound if target else "", target.value if target else None, actual.value if actual else None),
        *(row.weight, row.score, due, gap, place(row.span)),
    )


def _compared(row: Indicator) -> tuple[Quantity, Quantity] | None:
    """The target as it binds and the actual in its unit, where both are one exact quantity."""
    pair, asked = direction.compared(row), direction.asked(row)
    if pair is None or asked is None or asked.bound == "~" or pair[1].bound != "=":
        return None
    return None if asked.upper is not None or pair[1].upper is not None else (asked, pair[1])


def _gap(number: int, score: Decimal) -> str:
    """Printed less due; nought where the print is the due score rounded, or cut off, at its own places."""
    places = min(amounts.places(score), 2)
    printed, due = f"{_SCORE}{number}", f"{_DUE}{number}"
    fits = f"OR(ROUND({due},{places})={printed},TRUNC({due},{places})={printed})"
    return f"=IF({fits},0,{printed}-ROUND({due},2))"


def _due(number: int, target: Quantity, *, by_ratio: bool) -> str:
    """Full marks when the bound is met; else in proportion (≥, >, =), or less by the excess or the ratio (≤, <)."""
    goal, actual, weight = f"{_TARGET}{number}", f"{_ACTUAL}{number}", f"{_WEIGHT}{number}"
    if target.bound in ("≤", "<"):
        met = f"{actual}{'<=' if target.bound == '≤' else '<'}{goal}"
        missed = f"{weight}*{goal}/{actual}" if by_ratio else f"MAX(0,{weight}*(1-({actual}-{goal})/{goal}))"
        return f"=IF({met},{weight},{missed})"
    sign = {"=": "=", ">": ">"}.get(target.bound, ">=")
    met = f"{actual}{sign}{goal}"
    return f"=IF({met},{weight},{weight}*{actual}/{goal})"


def _note_differences(sheet: "Worksheet", last: int) -> None:
    from openpyxl.formatting.rule import Rule

    formula = f"AND(ISNUMBER({_GAP}2),ROUND({_GAP}2,2)<>0)"
    rule = Rule(type="expression", formula=[formula], dxf=shaded(_DIFFERENT))
    sheet.conditional_formatting.add(f"{_GAP}2:{_GAP}{last + 60}", rule)


class _Below:
    """Writes the sums under the rows: label, printed weight and score, ours, and the difference."""

    def __init__(self, sheet: "Worksheet", last: int) -> None:
        self._sheet = sheet
        self._rows = f"2:{last}" if last > 1 else "2:2"
        self._next = last + 2
        self._sums = 0
        self._budget: list[int] = []

    def _range(self, column: str) -> str:
        first, last = self._rows.split(":")
        return f"{column}{first}:{column}{last}"

    def _line(self, label: str, cells: dict[str, Value], *, bold: bool = False) -> int:
        number = self._next
        put(self._sheet, number, _column(_NAME), label, bold=bold)
        self._sheet.row_dimensions[number].height = 15 * lines(label, 36) + 2
        for letter, value in cells.items():
            put(self._sheet, number, _column(letter), value, bold=bold)
        self._next += 1
        return number

    def sums(self, report: Report) -> None:
        """The sums of the rows."""
        if not report.indicators:
            return
        both: dict[str, Value] = {one: Formula(f"=SUM({self._range(one)})") for one in (_WEIGHT, _SCORE)}
        self._sums = self._line(_("指标合计"), both)

    def budget(self, report: Report) -> None:
        """Budget, spending and rate of each line; the score of those that have a weight."""
        for money in report.budget:
            if money.budget is None or money.spent is None:
                continue
            number = self._next
            rate = Formula(f"=IF({_TARGET}{number}=0,0,{_ACTUAL}{number}/{_TARGET}{number})")
            due = Formula(f"={_WEIGHT}{number}*MIN(1,{_ACTUAL}{number}/{_TARGET}{number})")
            scored = money.weight is not None and bool(money.budget)
            gap = Formula(_gap(number, money.score)) if scored and money.score is not None else None
            label = _("{name}（目标数为全年预算数，实际数为全年执行数）").format(name=money.name)
            cells: dict[str, Value] = {_TARGET: money.budget, _ACTUAL: money.spent, "G": rate, _WEIGHT: money.weight}
            self._line(label, {**cells, _SCORE: money.score, _DUE: due if scored else None, _GAP: gap})
            self._sheet.cell(number, _column("G")).number_format = "0.00%"
            if money.part == "total" and money.weight is not None:
                self._budget.append(number)

    def totals(self, outcome: Outcome) -> None:
        """The total recomputed, the total printed, and what lies between them."""
        total = outcome.report.total
        if total is None and outcome.impact.score_stated is None:
            return
        parts = [number for number in (self._sums, *self._budget) if number]
        if not parts:
            return
        added = {one: Formula("=" + "+".join(f"{one}{part}" for part in parts)) for one in (_WEIGHT, _SCORE)}
        ours = self._line(_("总计（复算）"), dict(added), bold=True)
        printed: dict[str, Value] = {
            _WEIGHT: total.weight if total else None,
            _SCORE: total.score if total and total.score is not None else outcome.impact.score_stated,
        }
        theirs = self._line(_("总计（报告所述）"), printed, bold=True)
        gaps: dict[str, Value] = {
            letter: Formula(f"={letter}{theirs}-{letter}{ours}")
            for letter, value in printed.items()
            if value is not None
        }
        self._line(_("报告所述 − 复算"), gaps, bold=True)
        if outcome.impact.score_recomputed is None:
            self._line(_("表格可能不全，差额不能说明总分有误。"), {})

    def categories(self, report: Report) -> None:
        """Rows, weights and scores of each category, beside the counts that the conclusion states."""
        stated = report.conclusion.by_category if report.conclusion else {}
        names = list(dict.fromkeys([*(row.category for row in report.indicators if row.category), *stated]))
        if not names:
            return
        self._next += 1
        heads: dict[str, Value] = {"G": _("结论所述行数"), _BOUND: "", _TARGET: _("复算行数"), _ACTUAL: _("差额")}
        self._line(_("按类别"), {**heads, _WEIGHT: _("分值"), _SCORE: _("得分")}, bold=True)
        first = self._next
        for name in names:
            self._category(name, stated.get(name))
        last = self._next - 1
        counts = ("G", _TARGET) if stated else (_TARGET,)
        summed: dict[str, Value] = {
            letter: Formula(f"=SUM({letter}{first}:{letter}{last})") for letter in (*counts, _WEIGHT, _SCORE)
        }
        self._line(_("合计"), summed, bold=True)
        for letter in counts:
            self._sheet.cell(last + 1, _column(letter)).number_format = "0"

    def _category(self, name: str, stated: int | None) -> None:
        number = self._next
        categories = self._range("D")
        cells: dict[str, Value] = {
            "G": stated,
            _TARGET: Formula(f"=COUNTIF({categories},{_NAME}{number})"),
            _ACTUAL: Formula(f"=G{number}-{_TARGET}{number}") if stated is not None else None,
            _WEIGHT: Formula(f"=SUMIF({categories},{_NAME}{number},{self._range(_WEIGHT)})"),
            _SCORE: Formula(f"=SUMIF({categories},{_NAME}{number},{self._range(_SCORE)})"),
        }
        self._line(name, cells)
        for letter in (_TARGET, _ACTUAL):
            self._sheet.cell(number, _column(letter)).number_format = "0"


def _column(letter: str) -> int:
    return ord(letter) - ord("A") + 1
