"""Percentages of people who were asked: each with the sample it must come from, and with how many said yes where that is told."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from auditor.model.number import Number, make_number
from auditor.model.quantity import Quantity
from auditor.model.relation import Relation, make_relation
from auditor.model.report import Indicator, Report, Statement, make_statement
from auditor.relate import passages
from auditor.relate.statements import Statements
from auditor.text import quantities, units
from auditor.text.patterns import lazily

ASKED, DIVIDED = "samples.asked", "samples.divided"
"""The rules: some whole number of those asked must give the percentage; those who said yes over those asked give it."""

_WHOLE = Decimal(100)

# "收回有效问卷40份", "随机抽查40户", "调查40人": the number the percentage is a share of
_SAMPLE = lazily(r"(?:问卷|调查表|抽样|抽查|抽取|调查|样本|回访|走访|访谈|受访)[^，,。；;]{0,10}$")
_VALID = lazily(r"(?:有效|收回|回收|接通|接听|应答|作答)[^，,。；;]{0,8}$")
# "其中满意282份", "认可的39人": the part of the sample the percentage counts; 支持建设海洋牧场2个 speaks of no opinion
_AGREED = r"(?:满意|认可|支持|知晓|了解|合格|达标)(?:的|者|数|为|有|共|占|即|到|评价|答卷|问卷|调查表|群众|居民|对象|用户|人员|学生|家长|职工|企业|产品|样品|批次|[人户份件项]数?|[:：])*$"
_PART = lazily(_AGREED)
_NOT_THE_WHOLE_PART = lazily(
    r"(?:不|非常|较|比较|很|基本|一般)[^，,。；;、\d]{0,2}(?:满意|认可|支持|知晓|了解|合格|达标)[^，,。；;、\d]{0,6}$"
)
_SHARE = lazily(r"(?:满意度|满意率|知晓率|合格率|支持率|认可[度率]|达标率|占比?)[^，,。；;\d]{0,10}$")
_SHARE_NAME = lazily(r"满意|知晓率|支持率|认可|好评率")
_SPEAKS_OF_SAMPLE = lazily(r"问卷|调查|抽[样查取]|样本|回访|走访|访谈|受访|有效|回收|收回")
_OF_PEOPLE = lazily(r"问卷|满意度?调查|调查表|回访|访谈|受访")
"""What was asked of people; only such a sample carries over to another sentence."""
_PLACES = frozenset({"个", "处", "项", "次", "县", "市", "区", "乡", "镇", "村", "站", "点"})
_SAMPLED = lazily(r"(?:有效)?(?:样本|样品|对象|家庭|受访)")
_PER_CENT = lazily(r"[%％]")
_AVERAGE = lazily(r"平均|均分|得分|综合|加权|[分均]值")


class _Survey(NamedTuple):
    """How many were asked, and how many of them said yes, where that is told."""

    sample: Quantity
    part: Quantity | None


def added(said: Statements, report: Report) -> Statements:
    """What sentences state, and the percentages of people asked that none of their rates tells of.

    The numbers that it names stand in sentences or in cells of the table (target, actual, reason).
    """
    numbers = {number.span.start: number for number in said.numbers}
    rates = {one.result for one in said.relations if one.kind == "ratio"}
    taken = {number.span.start for number in said.numbers if number.id in rates}
    relations: list[Relation] = []
    for share, survey in (*_of_sentences(report), *_of_rows(report)):
        if share.span.start in taken:
            continue
        taken.add(share.span.start)
        sides = [_number(one, numbers) for one in (share, survey.part, survey.sample) if one is not None]
        relations.append(_relation(*sides))
    more = tuple(numbers.values())[len(said.numbers) :]
    return Statements((*said.numbers, *more), (*said.relations, *relations), said.quotes)


def _number(quantity: Quantity, numbers: dict[int, Number]) -> Number:
    """The number at its place: one that a sentence states already, else one more."""
    known = numbers.get(quantity.span.start)
    if known is None:
        name = f"s{len(numbers) + 1}"
        known = numbers[quantity.span.start] = make_number(
            id=name, quantity=quantity, role="prose", subject="", goal=None, indicator=None, year=None, planned=False, quoted=False, clause=None,
        )  # fmt: skip
    return known


def _relation(share: Number, *of: Number) -> Relation:
    ids = tuple(one.id for one in of)
    if len(of) == 1:
        return make_relation(
            kind="ratio", result=share.id, of=ids, form="some", by=ASKED, confidence="medium", place=share.span
        )
    return make_relation(kind="ratio", result=share.id, of=ids, form="per", factor=_WHOLE, by=DIVIDED, place=share.span)


def _of_sentences(report: Report) -> Iterator[tuple[Quantity, _Survey]]:
    """The shares that sentences state, with the sample that the sentence or the one before it states."""
    for said in (*passages.passages(report), *_cells(report)):
        if not _SPEAKS_OF_SAMPLE.search(said.text):
            continue
        before: _Survey | None = None
        for sentence in (row for one in passages.split(said) for row in _surveys(one)):
            speaks = _SPEAKS_OF_SAMPLE.search(sentence.text) is not None
            if not speaks and before is None:
                continue  # most sentences: their numbers need no reading
            found = quantities.find(sentence.text, sentence.place)
            own = _survey(sentence, found) if speaks else None
            survey = own or before
            if survey is not None and _PER_CENT.search(sentence.text) and not _AVERAGE.search(sentence.text):
                for one in found:
                    before_it = _before(sentence, one)
                    if _is_share(one) and _SHARE.search(before_it) and not _OF_ANOTHER_YEAR.search(before_it):
                        yield one, survey
            before = own if _OF_PEOPLE.search(sentence.text) else None


_OF_ANOTHER_YEAR = lazily(r"(?:上年|去年|上一年|同期|(?:19|20)\d\d年)[^，,。；;]{0,12}$")
_ROW = lazily(r"[^；;]+[；;]?")


def _surveys(sentence: Statement) -> Iterator[Statement]:
    """A sentence, or its rows where several of them tell of a survey of their own: 学生问卷…；家长问卷…；教师问卷…."""
    rows = [sentence.part(row.start(), row.end()) for row in _ROW.finditer(sentence.text)]
    several = sum(_SPEAKS_OF_SAMPLE.search(row.text) is not None for row in rows) > 1
    yield from rows if several else (sentence,)


def _counted(one: Quantity) -> bool:
    return one.kind == "count" and one.bound == "=" and one.upper is None and one.scale == 1 and one.value > 0


def _cells(report: Report) -> Iterator[Statement]:
    for row in report.indicators:
        if row.actual is not None and _SPEAKS_OF_SAMPLE.search(row.actual.text):
            yield make_statement(text=row.actual.text, span=row.actual.span)
        if row.reason and row.reason_span is not None:
            yield make_statement(text=row.reason, span=row.reason_span)


def _of_rows(report: Report) -> Iterator[tuple[Quantity, _Survey]]:
    """The actual values of rows that are a share of people asked, with the sample the row or the whole report states."""
    rows = [row for row in report.indicators if _share_of(row) is not None]
    for row in rows:
        share, survey = _share_of(row), _survey_of(row)
        if survey is None and len(rows) == 1 and not _average_anywhere(report):
            survey = _only_survey(report)
        if share is not None and survey is not None:
            yield share, survey


def _share_of(row: Indicator) -> Quantity | None:
    actual = row.actual.quantity if row.actual else None
    if actual is None or not _is_share(actual) or not _SHARE_NAME.search(row.name):
        return None
    return None if _AVERAGE.search(row.name + (row.reason or "")) else actual


def _survey_of(row: Indicator) -> _Survey | None:
    cells = [make_statement(text=row.name, span=row.name_span)]
    cells += [make_statement(text=cell.text, span=cell.span) for cell in (row.target, row.actual) if cell is not None]
    if row.reason and row.reason_span is not None:
        cells.append(make_statement(text=row.reason, span=row.reason_span))
    found = [survey for cell in cells if (survey := _read(cell)) is not None]
    return found[0] if len(found) == 1 else None


def _only_survey(report: Report) -> _Survey | None:
    """The survey that notes and texts tell of, when they tell of one alone."""
    found = [
        survey
        for said in passages.passages(report)
        for sentence in passages.split(said)
        if _OF_PEOPLE.search(sentence.text) and (survey := _read(sentence)) is not None
    ]
    return found[0] if len(found) == 1 else None


def _average_anywhere(report: Report) -> bool:
    return any(_AVERAGE.search(said.text) and _SHARE_NAME.search(said.text) for said in passages.passages(report))


def _read(said: Statement) -> _Survey | None:
    if not _SPEAKS_OF_SAMPLE.search(said.text):
        return None
    return _survey(said, quantities.find(said.text, said.place))


def _survey(said: Statement, found: list[Quantity]) -> _Survey | None:
    counted = [one for one in found if _counted(one) and _is_sample(said, one)]
    parts = [one for one in counted if _PART.search(_before(said, one))]
    for pattern in (_VALID, _SAMPLE):
        matching = [one for one in counted if pattern.search(_before(said, one)) and one not in parts]
        if matching:
            return _Survey(matching[-1], _part(said, parts, matching[-1]))
    return None


def _is_sample(said: Statement, one: Quantity) -> bool:
    """Whether the number may be of those asked or examined; 3个 counties drawn for a visit are no sample."""
    return one.unit not in _PLACES or _SAMPLED.match(said.text[said.end(one.number_span) :]) is not None


def _part(said: Statement, parts: list[Quantity], sample: Quantity) -> Quantity | None:
    """The one number of those who agreed; none where degrees of it are told apart (非常满意、基本满意)."""
    if len(parts) != 1 or _NOT_THE_WHOLE_PART.search(_before(said, parts[0])):
        return None
    fits = units.same_thing(parts[0].unit, sample.unit) and parts[0].value <= sample.value
    return parts[0] if fits else None


def _is_share(one: Quantity) -> bool:
    return one.kind == "percent" and one.bound == "=" and one.upper is None and one.value <= _WHOLE


def _before(said: Statement, one: Quantity) -> str:
    return said.text[: max(0, said.offset(one.number_span))]
