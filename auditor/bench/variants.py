"""A right report written another way: what people, exports and other provinces do to it. Nothing new may be found."""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import partial
from typing import NamedTuple

from auditor.bench import edits
from auditor.bench.base import Base
from auditor.bench.edits import Edit
from auditor.model.quantity import Quantity
from auditor.model.report import Value
from auditor.model.source import Span

_WIDE = str.maketrans("0123456789.%+-()", "０１２３４５６７８９．％＋－（）")
_ALTERNATIVES = {
    "≥": ("不少于", "不低于", ">=", "＞＝", "≧", "大于等于"),
    "≤": ("不超过", "不高于", "<=", "＜＝", "≦", "小于等于"),
}
_CLASSIFIERS = {
    "家": "个",
    "个": "家",
    "人": "名",
    "名": "人",
    "场": "次",
    "次": "场",
    "座": "个",
    "所": "个",
    "处": "个",
    "户": "家",
}
_HEADERS = {
    "年度指标值": ("指标值", "年初目标值", "目标值"),
    "实际完成值": ("全年完成值", "全年实际值", "完成值"),
    "全年完成值": ("实际完成值",),
    "全年实际完成值": ("实际完成值",),
    "分值": ("权重",),
    "偏差原因分析及改进措施": ("未完成原因分析及改进措施", "备注"),
    "未完成原因和改进措施": ("偏差原因分析及改进措施",),
}
_DATE = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")


class Rewritten(NamedTuple):
    """A file with the same report in it."""

    name: str
    data: bytes


Writer = Callable[[Base], Iterator[Rewritten]]


@dataclass(frozen=True)
class Variant:
    """A way to write a report."""

    name: str
    write: Writer
    beside: tuple[str, ...] = ()
    """The checks whose faults it looks like and is none of."""

    @property
    def says(self) -> str:
        """What it does, in a sentence."""
        return (self.write.__doc__ or "").strip()


_BY_NAME: dict[str, Variant] = {}


def variant(name: str, *beside: str) -> Callable[[Writer], Writer]:
    """Enter a way to write a report in the list and hand the function back unchanged."""

    def enter(writer: Writer) -> Writer:
        _BY_NAME[name] = Variant(name, writer, beside)
        return writer

    return enter


def catalogue() -> list[Variant]:
    """Every way, in the order of the files."""
    from auditor.bench import borne_out, borne_out_in_words  # noqa: F401 - importing them enters their ways

    return list(_BY_NAME.values())


def _plain(base: Base, text: str, encoding: str = "utf-8") -> Iterator[Rewritten]:
    if text != base.text:
        yield Rewritten("variant.txt", text.encode(encoding))


def edited(base: Base, made: Sequence[Edit | None]) -> Iterator[Rewritten]:
    """The report with the edits that can be made; nothing where none can."""
    kept = [edit for edit in made if edit is not None]
    if kept:
        yield from _plain(base, edits.apply(base.text, kept))


def _values(base: Base) -> list[Value]:
    return [value for row in base.rows for value in (row.target, row.actual) if value is not None]


def _spans(base: Base) -> list[Span]:
    """The cells of targets and actuals, each once."""
    return list({(value.span.start, value.span.end): value.span for value in _values(base)}.values())


def _reworded(base: Base, spans: list[Span], change: Callable[[str], str]) -> Iterator[Rewritten]:
    yield from edited(base, [edits.at(span, change(base.quote(span))) for span in spans])


@variant("as it stands", "SC15")
def as_it_stands(base: Base) -> Iterator[Rewritten]:
    """The report itself."""
    yield Rewritten("variant.txt", base.text.encode())


@variant("rows in another order")
def rows_in_another_order(base: Base) -> Iterator[Rewritten]:
    """Two neighbouring rows of one goal and category change places."""
    for index in range(len(base.rows) - 1):
        a, b = base.rows[index], base.rows[index + 1]
        if (a.goal, a.category, a.level1) != (b.goal, b.category, b.level1) or a.parts or b.parts:
            continue
        first, second = (Span(start=row.name_span.start, end=base.line(row.span).end) for row in (a, b))
        if base.text[first.start : first.end].count("\t") and first.end < second.start:
            yield from edited(base, [edits.at(first, base.quote(second)), edits.at(second, base.quote(first))])


@variant("other operators in the table")
def other_operators(base: Base) -> Iterator[Rewritten]:
    """≥ as 不少于, 不低于, >= or ＞＝, and ≤ likewise."""
    for turn in range(6):
        yield from _reworded(base, _spans(base), partial(_respelt, turn=turn))


def _respelt(cell: str, turn: int) -> str:
    for sign, words in _ALTERNATIVES.items():
        cell = cell.replace(sign, words[turn])
    return cell


@variant("other operators in the goals")
def other_operators_in_goals(base: Base) -> Iterator[Rewritten]:
    """不少于 in a goal as ≥, 至少 or 不低于."""
    targets = [goal.target.span for goal in base.report.goals if goal.target is not None and not goal.target.pieces]
    for words in ("≥", "至少", "不低于"):
        yield from _reworded(base, targets, partial(_at_least, words=words))


def _at_least(text: str, words: str) -> str:
    return text.replace("不少于", words)


@variant("other classifiers")
def other_classifiers(base: Base) -> Iterator[Rewritten]:
    """The actual values count in 个 what the targets count in 家, in 名 what they count in 人."""
    made: list[Edit | None] = []
    for row in base.rows:
        quantity = row.actual.quantity if row.actual else None
        other = _CLASSIFIERS.get(quantity.unit) if quantity else None
        if quantity is None or other is None or (row.target and row.target.quantity and not row.target.quantity.unit):
            continue
        end = quantity.number_span.end
        if base.text[end - 1 : end] == quantity.unit:
            made.append(Edit(end - 1, end, other))
    yield from edited(base, made)


@variant("rates rounded")
def rates_rounded(base: Base) -> Iterator[Rewritten]:
    """The execution rate to one place less, rounded."""
    yield from _rates(base, ROUND_HALF_UP)


@variant("rates truncated")
def rates_truncated(base: Base) -> Iterator[Rewritten]:
    """The execution rate to one place less, cut off."""
    yield from _rates(base, ROUND_DOWN)


def _rates(base: Base, rounding: str) -> Iterator[Rewritten]:
    made: list[Edit | None] = []
    for line in base.report.budget:
        found = edits.figure(base.text, line.rate_span)
        if found is not None and "." in found.printed and not line.score and line.budget and line.spent is not None:
            places = len(found.printed.partition(".")[2]) - 1
            value = (line.spent / line.budget * 100).quantize(Decimal(1).scaleb(-places), rounding)
            made.append(Edit(found.start, found.end, format(value, "f")))
    yield from edited(base, made)


@variant("measures rounded in the narrative")
def measures_rounded(base: Base) -> Iterator[Rewritten]:
    """The results print lengths, areas and rates to one place less than the table."""
    made: list[Edit | None] = []
    for fact in base.facts():
        if fact.result is None:
            continue
        claim = base.claims[fact.result]
        found = edits.figure(base.text, claim.quantity.number_span)
        listed = any(fact.result in (listing.total, *listing.parts) for listing in base.report.listings)
        if found is None or listed or "." not in found.printed or claim.quantity.kind not in {"measure", "percent"}:
            continue
        places = len(found.printed.partition(".")[2]) - 1
        rounded = found.value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if _still_keeps(base, fact.promise, rounded * claim.quantity.scale):
            made.append(Edit(found.start, found.end, format(rounded, "f")))
    yield from edited(base, made)


def _still_keeps(base: Base, promise: int | None, value: Decimal) -> bool:
    if promise is None:
        return True
    asked = base.claims[promise].quantity
    return value <= asked.value if asked.bound in {"≤", "<"} else value >= asked.value


@variant("money in yuan in the table")
def money_in_yuan(base: Base) -> Iterator[Rewritten]:
    """Costs in 元 where they stood in 万元."""
    pairs = [(row.target.quantity, row.actual.quantity) for row in base.rows if row.target and row.actual]
    made = [(_in_yuan(base, target), _in_yuan(base, actual)) for target, actual in pairs if target and actual]
    yield from edited(base, [edit for pair in made if all(pair) for edit in pair])


def _in_yuan(base: Base, quantity: Quantity) -> Edit | None:
    found = edits.figure(base.text, quantity.number_span)
    if found is None or base.text[found.end : found.end + 2] != "万元" or quantity.kind != "money":
        return None
    return Edit(found.start, found.end + 2, f"{format((found.value * 10000).normalize(), 'f')}元")


@variant("counts in full")
def counts_in_full(base: Base) -> Iterator[Rewritten]:
    """16200株 in the narrative where it said 1.62万株."""
    made: list[Edit | None] = []
    for claim in base.claims:
        found = edits.figure(base.text, claim.quantity.number_span)
        if found is None or base.text[found.end : found.end + 1] != "万" or claim.quantity.kind != "count":
            continue
        full = (found.value * 10000).normalize()
        made.append(Edit(found.start, found.end + 1, format(full, "f")))
    yield from edited(base, made)


@variant("thousands separators")
def thousands_separators(base: Base) -> Iterator[Rewritten]:
    """1,286人次 and 3,412.50 for 1286人次 and 3412.50, in tables."""
    spans = _spans(base)
    for line in base.report.budget:
        spans += [span for span in (line.initial_span, line.budget_span, line.spent_span) if span is not None]
    yield from _reworded(base, spans, _grouped)


def _grouped(cell: str) -> str:
    if "年" in cell or "月" in cell:
        return cell
    return re.sub(r"(?<![\d.])\d{4,}", lambda found: f"{int(found[0]):,}", cell)


@variant("full-width digits")
def full_width_digits(base: Base) -> Iterator[Rewritten]:
    """Every digit, point and per cent sign of the file in full width."""
    yield from _plain(base, base.text.translate(_WIDE))


@variant("full-width digits in the table")
def full_width_digits_in_table(base: Base) -> Iterator[Rewritten]:
    """The same in targets and actual values only."""
    yield from _reworded(base, _spans(base), lambda cell: cell.translate(_WIDE))


@variant("other headings")
def other_headings(base: Base) -> Iterator[Rewritten]:
    """The columns under the names that other provinces print."""
    for turn in range(3):
        lines = base.text.split("\n")
        for place, line in enumerate(lines):
            if "三级指标" in line and "\t" in line:
                lines[place] = "\t".join(_heading(cell, turn) for cell in line.split("\t"))
        yield from _plain(base, "\n".join(lines))


def _heading(cell: str, turn: int) -> str:
    words = _HEADERS.get(cell.strip())
    return words[turn % len(words)] if words else cell


@variant("pipes for tabs")
def pipes_for_tabs(base: Base) -> Iterator[Rewritten]:
    """The tables drawn with pipes."""
    lines = [f"| {' | '.join(line.split(chr(9)))} |" if "\t" in line else line for line in base.text.split("\n")]
    yield from _plain(base, "\n".join(lines))


@variant("as a web page")
def as_a_web_page(base: Base) -> Iterator[Rewritten]:
    """The same lines as paragraphs and rows of HTML tables, where no row has lost or moved its cells."""
    if not _keeps_its_columns(base):
        return
    made: list[str] = []
    open_table = False
    for line in base.text.split("\n"):
        if "\t" in line:
            cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in line.split("\t"))
            made.append(f"{'' if open_table else '<table>'}<tr>{cells}</tr>")
            open_table = True
        else:
            made.append(f"{'</table>' if open_table else ''}<p>{html.escape(line)}</p>")
            open_table = False
    page = "\n".join([*made, "</table>" if open_table else ""])
    yield Rewritten("variant.html", f"<!DOCTYPE html><html><meta charset='utf-8'><body>{page}</body></html>".encode())


def _keeps_its_columns(base: Base) -> bool:
    """Whether every row has as many cells in front of its name, and the money table as many as its heading."""
    in_front = {base.text.count("\t", base.line(row.span).start, row.name_span.start) for row in base.rows}
    lines = base.text.split("\n")
    first = base.text.count("\n", 0, base.report.budget[0].span.start) if base.report.budget else 0
    return len(in_front) <= 1 and (not first or lines[first].count("\t") == lines[first - 1].count("\t"))


@variant("GB18030")
def gb18030(base: Base) -> Iterator[Rewritten]:
    """The file in the national encoding."""
    yield Rewritten("variant.txt", base.text.encode("gb18030"))


@variant("UTF-16")
def utf_16(base: Base) -> Iterator[Rewritten]:
    """The file as older editors save it."""
    yield Rewritten("variant.txt", base.text.encode("utf-16"))


@variant("lines of Windows")
def lines_of_windows(base: Base) -> Iterator[Rewritten]:
    """CR LF at the end of every line."""
    yield from _plain(base, base.text.replace("\r\n", "\n").replace("\n", "\r\n"))


@variant("labels on every row")
def labels_on_every_row(base: Base) -> Iterator[Rewritten]:
    """The labels of merged cells printed on each row they cover."""
    made: list[Edit | None] = []
    above: list[str] = []
    for row in base.rows:
        line = base.line(row.span)
        own = base.text[line.start : row.name_span.start].split("\t")[:-1]
        if len(own) == len(above) and any(own):
            above = [
                mine or ("" if any(own[:place]) else theirs)
                for place, (mine, theirs) in enumerate(zip(own, above, strict=True))
            ]
        elif len(own) != len(above):
            above = own
        made.append(Edit(line.start, row.name_span.start, "".join(f"{label}\t" for label in above)))
    yield from edited(base, made)


@variant("heading repeated at a page break")
def heading_repeated(base: Base) -> Iterator[Rewritten]:
    """The heading of the indicator table again in the middle of it."""
    lines = base.text.split("\n")
    heading = next((line for line in lines if "三级指标" in line and "\t" in line), None)
    if heading is None or not base.rows:
        return
    for index in (len(base.rows) // 3, len(base.rows) * 2 // 3):
        line = base.line(base.rows[index].span)
        yield from edited(base, [Edit(line.start, line.start, f"{heading}\n")])


@variant("dates with points")
def dates_with_points(base: Base) -> Iterator[Rewritten]:
    """2024.10.22 and 2024-10-22 for 2024年10月22日, in the table."""
    for mark in (".", "-", "/"):
        yield from _reworded(base, _spans(base), partial(_dated, mark=mark))


def _dated(cell: str, mark: str) -> str:
    return _DATE.sub(rf"\1{mark}\2{mark}\3", cell)


@variant("idle zeros")
def idle_zeros(base: Base) -> Iterator[Rewritten]:
    """10.00 for a weight of 10, 93.80% for a rate of 93.8%."""
    spans = [span for row in base.rows for span in (row.weight_span, row.score_span) if span is not None]
    made: list[Edit | None] = []
    for span in spans:
        found = edits.figure(base.text, span)
        if found is not None and "." not in found.printed:
            made.append(Edit(found.start, found.end, f"{found.printed}.00"))
    yield from edited(base, made)


@variant("blanks within cells")
def blanks_within_cells(base: Base) -> Iterator[Rewritten]:
    """Blanks around operators, and between number and unit."""
    yield from _reworded(base, _spans(base), lambda cell: re.sub(r"(?<=[≥≤=])(?=\d)|(?<=\d)(?=[万元个人%])", " ", cell))


@variant("measured to the bound")
def measured_to_the_bound(base: Base) -> Iterator[Rewritten]:
    """An actual value that meets its target exactly, in the narrative too."""
    for fact in base.facts():
        target = base.rows[fact.row].target
        actual = base.rows[fact.row].actual
        if (
            fact.result is None
            or target is None
            or actual is None
            or target.quantity is None
            or actual.quantity is None
        ):
            continue
        result = base.claims[fact.result].quantity
        listed = any(fact.result in (listing.total, *listing.parts) for listing in base.report.listings)
        bound = base.claims[fact.promise].quantity.bound if fact.promise is not None else target.quantity.bound
        if listed or not {bound, target.quantity.bound} <= {"≥", "≤"} or result.unit != target.quantity.unit:
            continue
        yield from edited(
            base, [_valued(base, quantity, target.quantity.value) for quantity in (actual.quantity, result)]
        )


def _valued(base: Base, quantity: Quantity, value: Decimal) -> Edit | None:
    found = edits.figure(base.text, quantity.number_span)
    if found is None:
        return None
    return Edit(found.start, found.end, format((value / quantity.scale).normalize(), "f"))
