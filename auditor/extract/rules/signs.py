"""What a row of a form is: one sign a row, from its own words, the rows below it, and the table that is open above it."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from auditor import prepared
from auditor.extract.rules import executed, goals_above, head, headings, labels, outline, values
from auditor.extract.rules.fitting import VALUES, fits, is_dash
from auditor.extract.rules.rows import Entry, Row
from auditor.extract.rules.titles import is_title
from auditor.forms import Grammar, TableKind, current
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

Sign = Literal[
    "indicators", "money", "goals", "list",  # the heading of a table
    "lower",  # one more line of the heading above
    "repeated",  # the heading of the open table once more
    "index",  # numbers of columns
    "title", "year-line", "page", "fragment",
    "total", "grade", "executed", "conclusion", "note", "process", "guidance", "signature",
    "goal-above",  # a goal on a line of its own, above the table of its indicators
    "goal-texts",  # goal labels with their texts beside them
    "money-pairs",  # labels and amounts side by side
    "fields",  # labels of the head and what stands beside them
    "across",  # words over the whole width that label nothing
    "headless",  # a row of an indicator table that has no heading
    "body",  # a row of the open table
    "loose",  # a row of no table
    "prose",
]  # fmt: skip

_YEAR_LINE = prepared.pattern(r"[(]?\d{4}年[度]?[)]?")
_PAGE = lazily(r"[-—·第]*\s*\d{1,4}\s*[-—·页]*(?:/\d+|共\d+页)?")
_OF_CONTENTS = lazily(r"[^。；;]{2,90}(?:…|\.{3}|·{3}|_{3}|-{4})\d{1,4}")
"""A line of a table of contents: 一、道路养护项目绩效自评表……1."""
_SENTENCE = 25
_FEWEST_CELLS = 3
_LONGEST_LABEL = 24
_GOAL_TEXT = 8
_LONGEST_SIGNATURE = 60
_TABLES: Mapping[str | None, TableKind] = {"indicators": "indicators", "money": "money", "goals": "goals"}


class Above(NamedTuple):
    """The table that is open above a row."""

    kind: str | None = None
    """indicators, money, goals or list; None outside of a table."""
    heading: tuple[Row, ...] = ()
    rows: int = 0
    table: int | None = None
    ended: bool = False
    """Its total row has been met."""
    parted: bool = False
    """Prose stands between it and this row."""
    has_body: bool = False
    """Whether any table of the form was met."""
    goals: bool = False
    """Whether the form's goals stood in a table."""
    goal_before: bool = False
    """Whether the row right above states a goal beside its label."""


def of_row(row: Row, below: Sequence[Row], above: Above) -> Sign:
    """What a row of a table is."""
    if (sign := _of_heading(row, below, above)) is not None:
        return sign
    if (sign := _of_line(row, above)) is not None:
        return sign
    if (sign := _of_labels(row, above)) is not None:
        return sign
    if _is_fragment(row):
        return "fragment"
    if row.across and _stands_across(row, above):
        return "across"
    return _of_body(row, above)


def _of_heading(row: Row, below: Sequence[Row], above: Above) -> Sign | None:
    if above.kind is not None and above.heading:
        if any(headings.is_repeated(row, heading) for heading in above.heading):
            return "repeated"
        table = _TABLES.get(above.kind)
        if above.rows == 0 and table is not None and headings.goes_on(row, above.heading[-1], table):
            return "lower"
        if above.kind == "list" and above.rows == 0 and headings.stands_under(row, above.heading[-1]):
            return "lower"
        if above.rows == 0 and headings.is_index(row):
            return "index"
    opened = headings.opens(row, below)
    if opened == "goals" and above.kind == "indicators" and not above.ended:
        return None
    return opened


def _of_line(row: Row, above: Above) -> Sign | None:
    grammar = current()
    first, count = row.entries[0].words, len(row.entries)
    within = row.table is not None and above.table == row.table.number and above.kind in {"indicators", "list"}
    if count <= 8 and not (within and not above.ended) and is_title("".join(row.words)):
        return "title"
    if "年" in first and _YEAR_LINE.fullmatch(first) and (count == 1 or (first.startswith("(") and not above.has_body)):
        return "year-line" if count == 1 else "fields"  # （2023年度） | 金额单位：元
    if count == 2 and grammar.line("grade", first) and values.grade(row.entries[1].words) is not None:
        return "grade"
    if count <= 2 and grammar.line("conclusion", first):
        return "conclusion"
    if (sign := _of_points(row, above)) is not None:
        return sign
    if above.has_body and len(first) <= _LONGEST_LABEL and _is_signature(row.entries):
        return "signature"
    if _is_process(row):
        return "process"
    if count <= _FEWEST_CELLS and len(first) <= _LONGEST_LABEL and _notes(row) and not _is_tagged(row, above):
        return "note"
    if count == 1 and (note_line(row.entries[0]) is not None or _is_guidance(row.entries[0], above)):
        return "note" if note_line(row.entries[0]) is not None else "guidance"
    return None


def _of_points(row: Row, above: Above) -> Sign | None:
    """A row that sums up scores, or that gives the points of the budget's execution outside of the tables."""
    if _is_total(row, above):
        return "total"
    if "分" not in row.entries[0].words or not (above.ended or above.kind in {None, "unknown", "pairs"}):
        return None
    if executed.stated(row.entries) is not None:
        return "executed"
    return None


def _is_signature(entries: Sequence[Entry]) -> bool:
    """Who filled the form in or signed it; the label of the body that hands it in may ask for a seal too."""
    if not current().line("signature", entries[0].words):
        return False
    return all(field.kind == "other" for field in head.read(entries).fields) and head.kind(entries[0].words) in {
        None,
        "other",
    }


def _notes(row: Row) -> bool:
    """Whether a row is a note beside its label, which guidance may stand between: 说明 | 请在此处说明审计发现的问题 | 无."""
    if not current().line("note", row.entries[0].words):
        return False
    return len(row.entries) <= 2 or any(is_guidance(entry.words) for entry in row.entries[1:])


def _is_tagged(row: Row, above: Above) -> bool:
    return above.kind == "indicators" and len(row.entries) == 2 and labels.category(row.entries[1].words) is not None


def _is_total(row: Row, above: Above) -> bool:
    """Whether a row sums up scores: 总分 | 100 | 99; in a table of money its labels are those of sums of money."""
    if above.kind in {"money", "list"} and not above.ended and above.table == (row.table.number if row.table else None):
        at = next((index for index, entry in enumerate(row.entries) if current().line("total", entry.words)), None)
        return at is not None and "分" in row.entries[at].words and at + 1 < len(row.entries)
    reach = 2 if above.kind == "indicators" else 1
    place = next((index for index, entry in enumerate(row.entries[:-1][:reach]) if _sums_up(entry, row)), None)
    if place is None or (above.kind in {None, "unknown"} and "分" not in row.entries[place].words):
        return False
    return len(row.entries) <= 2 + reach or above.kind == "indicators" or place == 0


def _sums_up(entry: Entry, row: Row) -> bool:
    """A label of a total: by its very words; by its last ones where nothing but points and a grade stand beside it."""
    grammar = current()
    if grammar.line("total", entry.words):
        return True
    if not grammar.line("total_like", entry.words):
        return False
    beside = [one for one in row.entries if one is not entry]
    return all(values.points(one)[0] is not None or is_dash(one.words) or values.grade(one.words) for one in beside)


def is_total_label(words: str) -> bool:
    """Whether the words label a total: 总分, 合计, 自评得分."""
    return current().line("total", words)


def totals_within(row: Row) -> list[int]:
    """Where labels of a total stand among the cells of a row, each with something beside it."""
    return [index for index, entry in enumerate(row.entries[:-1]) if _sums_up(entry, row)]


def _is_process(row: Row) -> bool:
    """项目实施内容及过程概述 | text, with the label of its section before it or not."""
    grammar = current()
    labelled = any(
        _labels_process(grammar, entry.words) for entry in row.entries[:2] if len(entry.words) <= _LONGEST_LABEL
    )
    if not labelled or any(fits(entry.words) in VALUES for entry in row.entries):
        return False
    return not any(labels.category(entry.words) for entry in row.entries)


@lru_cache(maxsize=4096)
def _labels_process(grammar: Grammar, words: str) -> bool:
    return grammar.line("process", _NUMBERED.sub("", words))


_NUMBERED = prepared.pattern(r"^\d+[.、]|[:：]$")


def _is_guidance(entry: Entry, above: Above) -> bool:
    return above.kind != "goals" and is_guidance(entry.words)


def is_guidance(words: str) -> bool:
    """Whether words tell how a form is to be filled in, and nothing of what was done."""
    return len(words) <= 80 and current().line("guidance", words)


def _of_labels(row: Row, above: Above) -> Sign | None:
    """Labels with what belongs to them beside them."""
    if _states_results(row):
        return "fields"
    if above.kind == "indicators" and not (above.ended or above.parted):
        return None
    if _states_goals(row, above):
        return "goal-texts"
    if _states_money(row, above):
        return "money-pairs"
    if (
        above.kind in {None, "list", "unknown"}
        or above.ended
        or above.parted
        or (len(row.entries) > 1 and head.kind(row.entries[0].words) is not None)
    ):
        found = head.read(row.entries)
        if found.any_label or _states_result(row) or _names_somebody(row, above):
            return "fields"
    return None


def _names_somebody(row: Row, above: Above) -> bool:
    """Whether a row above all tables has names of bodies or projects beside labels that nobody listed."""
    return above.kind in {None, "unknown"} and not above.has_body and bool(head.guessed(row.entries))


def _states_result(row: Row) -> bool:
    """自评得分：93.6分, 自评等级：优 in one cell."""
    return any((pair := head.label_and_value(entry)) is not None and states_result(*pair) for entry in row.entries)


def _states_results(row: Row) -> bool:
    """Whether each cell holds a total score or a grade with its label: 自评总分：100分 | 等级：优秀."""
    return all((pair := head.label_and_value(entry)) is not None and states_result(*pair) for entry in row.entries)


def states_result(label: Entry, value: Entry) -> bool:
    """Whether a label and what stands beside it are a total score or a grade."""
    if current().line("grade", label.words):
        return values.grade(value.words) is not None
    return "分" in label.words and current().line("total", label.words) and values.points(value)[0] is not None


def _states_goals(row: Row, above: Above) -> bool:
    """年度总体目标 and its text, with the result beside it or below; each label may stand in one cell with its text."""
    entries = row.entries
    if len(entries) <= 2 and outline.labelled(entries[-1]) is not None:
        return len(entries) == 1 or headings.goal_label(entries[0].words) is not None
    pairs = goal_pairs(row, goes_on=above.goal_before)
    if not pairs or (above.kind == "goals" and above.goals and len(entries) == 2):
        return bool(pairs) and entries[0].column <= (above.heading[0].entries[0].column if above.heading else 1)
    return True


def goal_pairs(row: Row, *, goes_on: bool = False) -> list[tuple[str, Entry]]:
    """Goal and result texts of a row by their side: 年度目标 | … | 完成情况 | …; 年度总体目标 | goal | result.

    Beside the label of both stands the word for each: 总体目标 | 年初设定 | …, and below it (`goes_on`) 实际 | ….
    """
    entries = row.entries
    sides = [headings.goal_label(entry.words) for entry in entries]
    if len(entries) in {2, 3} and _is_text(entries[-1]) and sides[-1] is None:
        side = headings.goal_side(entries[-2].words)
        if side is not None and (sides[0] is not None if len(entries) > 2 else goes_on):
            return [(side, entries[-1])]
    if len(entries) == 3 and sides[0] == "target" and sides[1:] == [None, None]:
        return [("target", entries[1]), ("actual", entries[2])] if all(_is_text(entry) for entry in entries[1:]) else []
    pairs = [
        (side, entries[index + 1])
        for index, side in enumerate(sides[:-1])
        if side is not None and sides[index + 1] is None and _is_text(entries[index + 1])
    ]
    return pairs if pairs and len(pairs) * 2 in {len(entries), len(entries) - 1} else []


def _is_text(entry: Entry) -> bool:
    return len(entry.words) >= _GOAL_TEXT


def _states_money(row: Row, above: Above) -> bool:
    """Whether the row has amounts beside labels of money: 预算数: | 2.38 | 执行数: | 1.38."""
    if above.kind in {"money", "list"} and not above.ended and above.table == (row.table.number if row.table else None):
        return above.kind != "money" and len(money_pairs(row)) >= 2
    if above.kind == "pairs" and all(headings.is_fund(word) or is_dash(word) for word in row.words):
        return True  # parts of the money that nobody filled in
    pairs = money_pairs(row)
    if not pairs and (above.kind == "pairs" or above.kind in {None, "goals"}):
        return _states_figures(row, above)
    return len(pairs) >= 2 or (len(pairs) == 1 and len(row.entries) <= 3 and _is_money_label(pairs[0][0]))


def _states_figures(row: Row, above: Above) -> bool:
    """Labels nobody listed with figures beside them, where a form prints its money: one of them a sum, a rate or points of it."""
    pairs = figure_pairs(row)
    if not pairs:
        return False
    if above.kind == "pairs":
        return True
    return len(pairs) >= 2 and any(
        current().speaks_of("money", label.words) or value.words.endswith("%") for label, value in pairs
    )


def figure_pairs(row: Row) -> list[tuple[Entry, Entry]]:
    """Short words and the figures beside them, two by two; empty where a cell fits neither, or a label is one of the head."""
    pairs = _two_by_two(row)
    fits_all = all(
        _AMOUNT.fullmatch(value.words) and len(label.words) <= 16 and not _AMOUNT.fullmatch(label.words)
        and head.kind(label.words) is None and not current().line("total", label.words) and not labels.category(label.words)
        for label, value in pairs
    )  # fmt: skip
    return pairs if fits_all else []


def _two_by_two(row: Row) -> list[tuple[Entry, Entry]]:
    """The cells of a row as labels with what stands beside them; a cell may hold both: 预算数：380, 权重10分."""
    entries = [part for entry in row.entries for part in _in_one(entry) or (entry,)]
    begin = 1 if len(entries) % 2 and len(entries) > 1 else 0
    return [(entries[index], entries[index + 1]) for index in range(begin, len(entries) - 1, 2)]


def _in_one(entry: Entry) -> tuple[Entry, Entry] | None:
    """Label and figure out of one cell; 其中：一般公共预算： is a label alone."""
    pair = head.label_and_value(entry)
    return pair if pair is not None and _AMOUNT.fullmatch(pair[1].words) else _points_beside(entry)


def _points_beside(entry: Entry) -> tuple[Entry, Entry] | None:
    """权重10分, 得分9.5 in one cell, as label and value."""
    found = (
        current()
        .around("points", r"\s*(?P<label>", r")\s*(?P<value>\d{1,3}(?:\.\d{1,2})?\s*分?)\s*")
        .fullmatch(entry.text)
    )
    return None if found is None else (_part(entry, found, "label"), _part(entry, found, "value"))


def _part(entry: Entry, found: re.Match[str], group: str) -> Entry:
    return entry._replace(words=fold(found[group]), text=found[group], span=entry.span.part(*found.span(group)))


def _is_money_label(entry: Entry) -> bool:
    return (
        "元" in entry.words
        or current().speaks_of("money", entry.words)
        or current().named("money", entry.words) in {"budget", "spent", "initial", "funded"}
    )


_AMOUNT = prepared.pattern(r"[-+]?[\d,]*+(?:\.\d++|(?<=\d))(?:%|分|(?:亿|万|千)?元)?")


def money_pairs(row: Row) -> list[tuple[Entry, Entry]]:
    """Labels of money and the amounts, rates or points beside them, two by two; empty where a cell fits neither."""
    pairs = _two_by_two(row)
    if not all(_AMOUNT.fullmatch(value.words) or is_dash(value.words) for _label, value in pairs):
        return []
    return (
        pairs
        if all(_names_money(label) for label, _value in pairs)
        and any(_AMOUNT.fullmatch(value.words) for _l, value in pairs)
        else []
    )


def _names_money(label: Entry) -> bool:
    if (
        len(label.words) > _LONGEST_LABEL
        or fits(label.words).get("weight", 9.0) < 1
        or current().line("total", label.words)
    ):
        return False
    kind = current().hinted("money", label.words)
    return headings.is_fund(label.words) or (
        kind is not None and kind not in {"label", "reason"} and head.kind(label.words) is None
    )


def _is_fragment(row: Row) -> bool:
    """A piece of a label that was broken over lines or cells (年度 / 绩效 / 目标 / 完成 / 情况)."""
    return not row.exact and current().line("fragment", "".join(row.words))


def _stands_across(row: Row, above: Above) -> bool:
    """Words over the whole width of a table that label nothing: a line that stands between two of its parts."""
    words = row.entries[0].words
    if labels.level(words) or labels.category(words) or labels.goal(words) is not None:
        return False
    return not (above.kind == "indicators" and len(words) < _SENTENCE)


def _of_body(row: Row, above: Above) -> Sign:
    number = row.table.number if row.table else None
    if above.kind is None:
        return "headless" if _is_headless(row) else "loose"
    if (
        len(row.entries) == 1
        and _PAGE.fullmatch(row.words[0])
        and above.kind != "list"
        and not labels.level(row.words[0])
    ):
        return "page"
    if above.kind == "indicators":
        return _of_indicator_body(row, above, number)
    if (above.ended or above.table != number or above.kind == "pairs") and _is_headless(row):
        return "headless"
    if above.kind == "pairs":
        return "loose"
    if (
        above.kind in {"goals", "money"}
        and _is_headless(row)
        and sum(
            labels.category(word) is not None or labels.level(word) is not None or labels.framework(word)
            for word in row.words[:3]
        )
        >= 2
    ):
        return "headless"
    if above.ended or (above.table != number and not _suits(row, above)):
        return "loose"
    if above.kind == "money" and len(row.entries) >= _FEWEST_CELLS and not headings.has_amounts(row):
        return "loose"
    if above.kind == "goals" and not any(len(entry.words) >= _GOAL_TEXT for entry in row.entries) and figure_pairs(row):
        return "loose"
    return "body"


def _of_indicator_body(row: Row, above: Above, number: int | None) -> Sign:
    entry = row.entries[0]
    if len(row.entries) == 1 and len(entry.words) >= _SENTENCE and entry.column <= 1:
        return "note"
    if above.parted or (above.ended and above.table != number):
        return "body" if headings.indicator_like(row) else "loose"
    if above.table != number and not headings.indicator_like(row) and not _suits(row, above):
        return "loose"
    return "loose" if above.ended and _is_small(row) else "body"


def _is_small(row: Row) -> bool:
    """Whether a row below a total is too little for an indicator and labels none."""
    if not 1 < len(row.entries) <= _FEWEST_CELLS or headings.indicator_like(row):
        return False
    return not any(_labels_rows(word) or labels.goal(word) is not None for word in row.words)


def _suits(row: Row, above: Above) -> bool:
    """Whether a row of another table can go on with the open one, as after a page break."""
    if above.kind == "money":
        return headings.money_like(row)
    if above.kind == "goals":
        return any(len(entry.words) >= _GOAL_TEXT for entry in row.entries)
    if above.kind == "list":
        return True
    return len(row.entries) >= _FEWEST_CELLS


def _is_headless(row: Row) -> bool:
    """A row of an indicator table: a label of a level or category, a name, and values."""
    tagged = any(labels.category(word) is not None or labels.level(word) is not None for word in row.words[:3])
    return tagged and len(row.entries) >= 4 and headings.indicator_like(row)


def of_line(row: Row, above: Above, below: Sequence[Row] = ()) -> Sign:
    """What a lone line is."""
    entry = row.entries[0]
    if (sign := _spelled(row, above, below)) is not None:
        return sign
    if goals_above.states(entry) and _tables_follow(below):
        return "goal-above"
    if above.goal_before and headings.goal_label((outline.labelled(entry) or ("",))[0]) == "actual":
        return "goal-texts"
    if (sign := _by_shape(row)) is not None:
        return sign
    if above.kind == "indicators" and not above.ended and _labels_rows(entry.words):
        return "body"
    if (sign := _beside_tables(row)) is not None:
        return sign
    if (above.kind is None or above.ended or above.parted) and (
        head.read(row.entries).any_label or _states_result(row) or _names_somebody(row, above)
    ):
        return "fields"
    if above.has_body and outline.labelled(entry) is not None and above.kind != "indicators":
        return "goal-texts"
    return "prose"


def _spelled(row: Row, above: Above, below: Sequence[Row]) -> Sign | None:
    """Lines that spell out scores or money, each behind its label."""
    if _states_results(row):
        return "fields"
    if executed.stated(row.entries) is not None:
        return "executed"
    if _spells_money(row) and (above.kind == "pairs" or (above.kind is None and below and _spells_money(below[0]))):
        return "money-pairs"
    return None


def _spells_money(row: Row) -> bool:
    """Whether a lone line is a sum or a rate of the money behind its label: 预算数：150.00万元."""
    pair = head.label_and_value(row.entries[0]) if row.table is None and len(row.entries) == 1 else None
    if pair is None or not _AMOUNT.fullmatch(pair[1].words):
        return False
    return current().named("money", pair[0].words) in {"initial", "budget", "funded", "spent", "rate"}


def _tables_follow(below: Sequence[Row]) -> bool:
    """Whether an indicator table begins right below a line, its result between them at most."""
    at = next((index for index, row in enumerate(below[:_LINES_OF_GOAL]) if row.table is not None), None)
    return at is not None and headings.opens(below[at], below[at + 1 :]) == "indicators"


_LINES_OF_GOAL = 3


def _labels_rows(words: str) -> bool:
    """Whether a lone line labels the rows below it: 产出指标, 数量指标, 项目立项."""
    return bool(labels.level(words) or labels.category(words) or labels.framework(words))


def _by_shape(row: Row) -> Sign | None:
    """Lines that are nothing else wherever they stand."""
    words = row.entries[0].words
    if is_title(words):
        return "title"
    if _YEAR_LINE.fullmatch(words):
        return "year-line"
    if _PAGE.fullmatch(words):
        return "page"
    if _OF_CONTENTS.fullmatch(words):
        return "guidance"
    return "fragment" if _is_fragment(row) else None


def _beside_tables(row: Row) -> Sign | None:
    """Lines that forms print above and below their tables: notes, signatures, guidance."""
    entry = row.entries[0]
    if note_line(entry) is not None:
        return "note"
    if len(entry.words) <= _LONGEST_SIGNATURE and _is_signature(row.entries):
        return "signature"
    return "guidance" if is_guidance(entry.words) else None


def note_line(entry: Entry) -> tuple[str, Entry] | None:
    """备注：… in one cell: the label and its text."""
    pattern = current().around("note", r"(?P<label>", r")[:：](?P<text>.+)")
    found = pattern.fullmatch(entry.text.replace("\n", " "))
    if found is None:
        return None
    text, span = found["text"], entry.span.part(*found.span("text"))
    return found["label"], entry._replace(words=fold(text), text=text, span=span)
