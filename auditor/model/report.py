"""What a report says, with the place where it says it. `None` means that the report does not say."""

from decimal import Decimal
from typing import Literal

from auditor.model.classes import Grade
from auditor.model.quantity import Period, Quantity
from auditor.model.record import Datum, Names, Record, unchecked, unchecked_often
from auditor.model.source import Span, Unreadable

ReportKind = Literal["overall", "project", "transfer", "narrative", "plan", "review"]
"""plan: targets approved beforehand (绩效目标申报表), results are not asked; review: a form with a reviewer's own columns."""


class Statement(Datum):
    """Text of the report and its place.

    `text` is what stands at `span`. Where it goes on elsewhere (over a page break), `text` is `pieces` joined without
    anything between them and `span` is the first of them.
    """

    text: str
    span: Span
    pieces: tuple[Span, ...] = ()
    planned: bool = False
    """It stands under a heading that speaks of plans or goals."""

    def place(self, start: int, end: int) -> Span:
        """Where the characters `start`..`end` of the text stand; what crosses pieces is placed in the first of them."""
        offset = 0
        for piece in self.pieces:
            length = piece.end - piece.start
            if start < offset + length:
                return piece.part(start - offset, min(end - offset, length))
            offset += length
        return self.span.part(start, end)

    def part(self, start: int, end: int) -> "Statement":
        """The characters `start`..`end` as a statement of their own, each at its place."""
        pieces: list[Span] = []
        offset = 0
        for piece in self.pieces:
            length = piece.end - piece.start
            if start < offset + length and offset < end:
                pieces.append(piece.part(max(0, start - offset), min(end - offset, length)))
            offset += length
        span = self.span.part(start, end) if not pieces else pieces[0]
        return self.model_copy(
            update={"text": self.text[start:end], "span": span, "pieces": tuple(pieces) if len(pieces) > 1 else ()}
        )

    def offset(self, place: Span) -> int:
        """Which character of the text a place of it begins at."""
        offset = 0
        for piece in self.pieces:
            if piece.start <= place.start < piece.end:
                return offset + place.start - piece.start
            offset += piece.end - piece.start
        return place.start - self.span.start

    def end(self, place: Span) -> int:
        """Where in the text a place of it ends."""
        return self.offset(place) + place.end - place.start


make_statement = unchecked_often(Statement)


class Value(Datum):
    """A target or an actual value as the table prints it.

    `quantity` is set when the cell states one quantity (≥100家, 达到90%以上, or the cells 指标性质 + 指标值 + 度量单位 taken
    together); `period` when it states a date or deadline. Both are None for words (优良, 持续改善) and for sentences that
    hold several numbers; those numbers are claims.
    """

    text: str
    span: Span
    quantity: Quantity | None = None
    period: Period | None = None


make_value = unchecked_often(Value)


class Goal(Record):
    """A numbered annual goal: what was promised, and what was reported. A form with one unnumbered goal has number 1."""

    number: int
    target: Statement | None = None
    actual: Statement | None = None
    span: Span


make_goal = unchecked(Goal)


class Reviewed(Record):
    """What a reviewer's own columns of a review form say of a row: 复核完成值, 复核得分, 偏离度, and the remark beside them."""

    actual: Value | None = None
    score: Decimal | None = None
    score_span: Span | None = None
    deviation: Quantity | None = None
    """How far the review is off what was reported, as printed (-7.9%); which two values it compares, each form has its own way."""
    remark: str | None = None
    remark_span: Span | None = None


class SubRow(Record):
    """A row 其中… under an indicator: no weight of its own, and no indicator."""

    name: str
    target: Value | None = None
    actual: Value | None = None
    span: Span


class Indicator(Datum):
    """One third-level row of the table.

    `goal` is the number of the goal group it stands under (None where the form has no groups); `category` is the
    second-level class as the national forms name it (数量指标, 满意度指标 …), `category_printed` as this form prints it.
    `weight` and `score` are as printed, digits kept (Decimal("0.50") has two places). `ambiguous` marks a row whose
    cells could not be placed with certainty. `level1` is without its printed weight (产出指标). `name_span` etc. are
    the cells. `owed` lists which columns the form has, so that an empty cell can be told from a missing column.
    """

    goal: int | None = None
    level1: str | None = None
    category: str | None = None
    category_printed: str | None = None
    name: str
    name_span: Span
    target: Value | None = None
    actual: Value | None = None
    weight: Decimal | None = None
    weight_span: Span | None = None
    score: Decimal | None = None
    score_span: Span | None = None
    reason: str | None = None
    reason_span: Span | None = None
    criterion: str | None = None
    """How this row is to be scored, where the table has a column that says it (评分标准, 计分办法)."""
    criterion_span: Span | None = None
    rate: Quantity | None = None
    """What the form works out of target and result: 完成率, 偏差率."""
    deducted: Decimal | None = None
    """The points that were taken off, where the table has a column for them."""
    deducted_span: Span | None = None
    score_again: Decimal | None = None
    """What a second column of scores prints, beside the one that counts: 初评得分."""
    score_again_span: Span | None = None
    score_rate: Quantity | None = None
    """The score as a share of the weight, where the form prints it: 得分率."""
    parts: tuple[SubRow, ...] = ()
    reviewed: Reviewed | None = None
    columns: Names = frozenset()
    """The columns its table has: target, actual, weight, score, reason."""
    ambiguous: bool = False
    span: Span


make_indicator = unchecked_often(Indicator)


class LevelWeight(Record):
    """A weight printed in a heading: 产出指标(50分), 年度绩效目标1(80分). `label` is without the weight."""

    label: str
    goal: int | None = None
    weight: Decimal
    span: Span


BudgetPart = Literal["total", "fiscal", "carried", "other", "basic", "project", "part"]


class Figure(Record):
    """A figure of a cell as printed, and its place."""

    value: Decimal
    span: Span


make_figure = unchecked(Figure)


class Reckoning(Record):
    """One way in which a figure comes from others of its row: what is added, what is taken off, what that is divided by."""

    plus: tuple[Figure, ...]
    minus: tuple[Figure, ...] = ()
    below: tuple[Figure, ...] = ()


make_reckoning = unchecked(Reckoning)


class Reckoned(Record):
    """A figure of a money line that comes from others of it: 结余 E=A+B-C, 执行率 D/(A+B), 总额 over 财政拨款 | 其他.

    `printed`: its heading prints the way; otherwise most rows of the column must keep to one of the `ways`.
    `percent`: it is a rate, in per cent.
    """

    heading: str
    result: Figure
    percent: bool = False
    ways: tuple[Reckoning, ...]
    printed: bool = False


make_reckoned = unchecked(Reckoned)


class BudgetLine(Record):
    """One row of the money table. Amounts are as printed, in `unit`; `rate` and `score` too.

    `rate` is in per cent (a printed ratio 1 is 100, 0.861 is 86.1).
    `part` says what the row is of the total: total, fiscal (财政拨款), carried (上年结转), other (其他资金), basic (基本支出),
    project (项目支出), or another named part. `group` numbers the money table it stands in (one file may hold several).
    """

    name: str
    part: BudgetPart
    group: int = 1
    unit: Literal["元", "千元", "万元", "亿元"] = "万元"
    initial: Decimal | None = None
    initial_span: Span | None = None
    budget: Decimal | None = None
    budget_span: Span | None = None
    funded: Decimal | None = None
    """What arrived of it (实际到位), where the table has the column."""
    funded_span: Span | None = None
    arrival_rate: Decimal | None = None
    """The printed 到位率 in per cent."""
    arrival_rate_span: Span | None = None
    spent: Decimal | None = None
    spent_span: Span | None = None
    rate: Decimal | None = None
    rate_span: Span | None = None
    weight: Decimal | None = None
    weight_span: Span | None = None
    score: Decimal | None = None
    score_span: Span | None = None
    reckoned: tuple[Reckoned, ...] = ()
    """What its table works out of other figures of the line, other than spent ÷ budget and arrived ÷ budget."""
    columns: Names = frozenset()
    span: Span


make_budget_line = unchecked(BudgetLine)


class StatedAmount(Record):
    """An amount of money that a sentence states under a label, with the rate stated for it (执行率分别为…)."""

    label: str
    part: BudgetPart
    amount: Quantity
    rate: Quantity | None = None


make_stated_amount = unchecked(StatedAmount)


class StatedCount(Record):
    """A count that a sentence states: 绩效目标20项, 数量指标43项, 一级指标3个. `of` says what is counted."""

    of: Literal["goals", "indicators", "category", "level"]
    label: str
    value: int
    quantity: Quantity


make_stated_count = unchecked(StatedCount)


class Conclusion(Record):
    """The report's closing statement."""

    text: str
    span: Span
    score: Decimal | None = None
    score_span: Span | None = None
    grade: Grade | None = None
    grade_span: Span | None = None
    goals: int | None = None
    indicators: int | None = None
    by_category: dict[str, int] = {}
    """Stated counts by category name as the national forms spell it (满意度指标 …)."""
    counts: tuple[StatedCount, ...] = ()
    total: StatedAmount | None = None
    parts: tuple[StatedAmount, ...] = ()
    complete: Span | None = None
    """Where it claims that everything was completed (均已完成, 全部完成)."""


make_conclusion = unchecked(Conclusion)


class Total(Record):
    """The total row. `label` is the word it is printed under: 总分 is the whole, 合计 may be that of the rows alone."""

    label: str = ""
    weight: Decimal | None = None
    weight_span: Span | None = None
    score: Decimal | None = None
    score_span: Span | None = None
    reviewed: Decimal | None = None
    """What the reviewer's scores come to, where the form has a column for them."""
    reviewed_span: Span | None = None
    again: Decimal | None = None
    """What the scores of a second column come to."""
    again_span: Span | None = None
    score_rate: Quantity | None = None
    """The total score as a share of the weights, where the form has a column for such shares."""
    grade: Grade | None = None
    grade_span: Span | None = None
    span: Span

    @property
    def of_rows(self) -> bool:
        """Whether it may sum up the rows of its table alone, without the budget's score: 合计, 小计, 总计, 指标得分合计."""
        return self.label in {"合计", "小计", "总计"} or self.label.startswith("指标")


make_total = unchecked(Total)


class Subtotal(Record):
    """A row that adds up weights and scores of rows above it (小计): those from the indicator `first` on, or fewer, to before `end`."""

    label: str
    first: int
    end: int
    weight: Decimal | None = None
    weight_span: Span | None = None
    score: Decimal | None = None
    score_span: Span | None = None
    span: Span


ClaimRole = Literal["target", "result", "reason", "conclusion", "prose", "row-target", "row-actual", "row-name"]


class Claim(Datum):
    """A quantity that the narrative asserts, with its subject and role.

    `subject` is what is counted or measured, in the report's words (志愿服务活动, 出具报告). `clause` is the sentence part it
    stands in. `goal` is the goal text it comes from; `indicator` is the index of the row for row-… and reason roles.
    `year` is a period printed with it when that is not the report's own (较2023年, 上年). `subset` marks 含/其中 clauses.
    `quoted` marks figures that are quoted, not claimed (国家下达目标40.4, 按照…要求不少于5次, numbers inside 《》 or “”).
    """

    quantity: Quantity
    subject: str
    role: ClaimRole
    goal: int | None = None
    indicator: int | None = None
    clause: Span
    year: int | None = None
    subset: bool = False
    quoted: bool = False
    planned: bool = False
    """The clause speaks of a plan (计划, 拟, 预计 …) in a text that reports results."""
    quote: str = ""
    """The report's own words around the number, to be quoted: from the words before it to the noun behind it."""
    quote_span: Span | None = None


make_claim = unchecked_often(Claim)


class Listing(Record):
    """Claims listed together: 401个，其中126个、152个、123个; 专题片4部、短视频52部.

    `total` and `parts` are indices into `Report.claims`. `total` is None for a bare list. `marker` is the word that
    opens the list (其中, 包括, 分别为, 含 …); `complete` is False where the text says that it goes on (等).
    `subset` marks 含…: the parts need not exhaust the total.
    """

    total: int | None = None
    parts: tuple[int, ...]
    marker: str = ""
    complete: bool = True
    subset: bool = False
    span: Span


make_listing = unchecked(Listing)


class Rule(Record):
    """A local rule that the form itself prints: 得分=权重*B/A, (20分*执行率), 定性指标分三档…"""

    text: str
    span: Span


class Proposal(Record):
    """A claim and an indicator that a language model takes for one fact: indices, a candidate for a tie and no verdict."""

    claim: int
    indicator: int
    confidence: Literal["high", "medium", "low"] = "low"


class ColumnReading(Record):
    """How a column of a table was named: its heading's own words ("" without one), what it was taken for, and by what.

    `kind` is "unknown" where neither heading nor content said enough: its numbers are unread. What was named by content
    alone has medium confidence, and so has what rests on it.
    """

    table: int
    heading: str
    kind: str
    by: Literal["heading", "content", "both"]
    confidence: Literal["high", "medium", "low"]
    span: Span


make_column_reading = unchecked(ColumnReading)


AsideKind = Literal["index", "list", "guidance", "signature", "process", "note", "form-note", "date", "head"]


class Aside(Record):
    """A part of the document that is understood and asserts nothing; its numbers are no claims.

    index: line and column numbers; list: projects, documents, persons; guidance: how to fill the form in, left standing where
    a goal or result belongs (`text` is what stands there); form-note: the same where the form prints it; signature.
    """

    kind: AsideKind
    span: Span
    text: str = ""


class ListedFigure(Record):
    """A figure that a list prints beside a name, by what its column is."""

    kind: Literal["budget", "spent", "score", "copies"]
    quantity: Quantity


class ListedItem(Record):
    """A row of a list, or an item behind 附件：."""

    name: str
    span: Span
    figures: tuple[ListedFigure, ...] = ()


class ListedColumn(Record):
    """A column of a list that its last row adds up: its heading, the figures of the items, and the total."""

    heading: str
    figures: tuple[Quantity, ...]
    total: Quantity
    kind: Literal["budget", "spent", ""] = ""


class AttachedList(Record):
    """A list of projects, of documents handed in, or of other things (书房名单): its title and its items, totals left out."""

    of: Literal["projects", "documents", "others"]
    title: str = ""
    title_span: Span | None = None
    items: tuple[ListedItem, ...]
    columns: tuple[ListedColumn, ...] = ()
    rate: Quantity | None = None
    """How much of the listed budgets was spent, as the total row prints it."""
    span: Span


class Report(Record):
    """A self-evaluation report, as far as it was read.

    `title_year` is the year the title prints, `year` the year under report (title, head or body); `years` are the
    places that print the report's year. `period` is the project's own period, when the form prints one.
    """

    kind: ReportKind
    title: str | None = None
    title_span: Span | None = None
    organisation: str | None = None
    organisation_span: Span | None = None
    project: str | None = None
    project_span: Span | None = None
    year: int | None = None
    years: tuple[Period, ...] = ()
    period: Period | None = None
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    levels: tuple[LevelWeight, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    budget_reason: Statement | None = None
    """The reason printed for low execution or changed budget, or the note row (其他需要说明事项) that may give it."""
    notes: tuple[Statement, ...] = ()
    """Notes of the whole form: 其他需要说明事项, 偏差大或目标未完成原因分析, 说明."""
    conclusion: Conclusion | None = None
    total: Total | None = None
    totals: tuple[Total, ...] = ()
    """Every place that prints a total of the form, in order; `total` is the one that leads."""
    subtotals: tuple[Subtotal, ...] = ()
    columns: tuple[ColumnReading, ...] = ()
    extent: tuple[Span, ...] = ()
    """The stretches of the document that belong to this form; what stands outside of them is another form's. Empty: all."""
    asides: tuple[Aside, ...] = ()
    parts: Names = frozenset()
    """Which parts the form has, filled in or not: goals, goals without results (or targets), indicators, money, conclusion. What it does not have is not missing."""
    prose: tuple[Statement, ...] = ()
    """The paragraphs of a narrative report."""
    claims: tuple[Claim, ...] = ()
    listings: tuple[Listing, ...] = ()
    lists: tuple[AttachedList, ...] = ()
    """What the document lists: 项目清单, 附件清单, 名单."""
    proposals: tuple[Proposal, ...] = ()
    """Pairs that a language model proposes where rules find none or two."""
    rules: tuple[Rule, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    partly_read: bool = False
    """Rows of the indicator table are known that nobody could read: nothing can be counted or added up in it."""
    rows_seen: int = 0
    """Rows of the indicator table that held anything: indicators + sub-rows + blanks + headings + unreadable."""


make_report = unchecked(Report)
