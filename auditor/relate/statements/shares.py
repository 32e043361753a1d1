"""Shares of one whole, told one after the other: together they make a hundred."""

import re
from collections.abc import Iterator

from auditor.model.finding import Confidence
from auditor.model.relation import Form, Relation
from auditor.relate.statements import lexicon
from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.reading import Reading
from auditor.relate.statements.runs import Run, names_partition
from auditor.text.patterns import lazily

_REST = lazily(r"其余|其他|余下|剩余")


def propose(reading: Reading) -> Iterator[Relation]:
    """A share relation for every complete list of shares."""
    for run in reading.runs:
        if not run.first.percent or run.first.planned or len(run.members) < _FEWEST:
            continue
        if _summed_alone(reading, run):
            continue
        if _complete(reading, run):
            yield _share(run.members, confidence="high" if _REST.search(run.names) else "medium")
        elif (form := _of_a_whole(reading, run)) is not None:
            yield _share(run.members, form=form, confidence="medium")
        elif _RESPECTIVELY.search(run.first.lead) and not lexicon.has("rates", "of_plan", run.first.lead):
            yield _share(run.members, form="open")
    for total in reading.totals:
        beside = [_beside(reading, one) for one in total.run.members]
        shares = tuple(one for one in beside if one is not None)
        if len(shares) == len(beside) and not total.form:
            yield _share(shares, form="open")


_SUMMED_ALONE = lazily(r"[,;。]?(?:[两二三四五六七八九]|以上|上述)[类项者种]?(?:合计|共|相加|之和)")
"""两类合计占86%: they are some of the whole."""
_WHOLE = lazily(
    r"(?:构成|结构|组成|分布|来源|投向|去向|用途|比例|权重|渠道)[^,。;:、\d]{0,4}(?:[为是中看]|方面|如下|分配为)?[:,为是中](?=[^%]*[一-鿿]{2})"
    r"|按[^,。;:\d]{1,14}(?:分|看|统计|划分|分类)[,:]|从[^,。;:\d]{1,8}看[,:]|分类[:,]|评价中[:,]"
)
"""What opens the shares of one whole: 收入结构为, 按年龄看, 从票种看, 反馈渠道中."""
_OVERLAP = lazily(r"其中|交叉|重叠|可多选|多选")


def _summed_alone(reading: Reading, run: Run) -> bool:
    return _SUMMED_ALONE.match(reading.behind(run.last)) is not None


def _of_a_whole(reading: Reading, run: Run) -> Form | None:
    """Whether words open a list of shares as those of one whole: complete with a rest, else at most a hundred."""
    flat = reading.flats[run.first.paragraph]
    opener = flat[run.first.opened : run.first.start]
    around = flat[run.first.start : run.last.end] + reading.behind(run.last).partition("。")[0]
    if _WHOLE.search(opener) is None or "%" in opener or _OVERLAP.search(around):
        return None
    return "" if _REST.search(run.last.lead) else "open"


def _share(shares: tuple[Mention, ...], *, form: Form = "", confidence: Confidence = "high") -> Relation:
    first = shares[0]
    return Relation(
        kind="share",
        result=first.id,
        of=tuple(one.id for one in shares),
        form=form,
        by="statements.shares",
        confidence=confidence,
        place=first.place,
    )


_FEWEST = 2
_RESPECTIVELY = lazily(r"(?:分别|各|依次)占(?:比|[^,。;:、%]{0,12}?的?)?(?:约|为)?$")
"""甲、乙、丙分别占…: shares of parts told apart, that may not be all of them."""


def _beside(reading: Reading, part: Mention) -> Mention | None:
    """The share told right behind a part of a list: 其中设备60万元，占60%."""
    behind = next(iter(reading.later(part)), None)
    return behind if behind is not None and behind.percent and behind.lead.startswith("占") else None


def _complete(reading: Reading, run: Run) -> bool:
    """Whether the list says that it leaves nothing out: 其余占…, or shares in the order of a complete list of figures."""
    if lexicon.has("lists", "goes_on", reading.behind(run.last)):
        return False
    said = all("占" in one.lead for one in run.members)
    if said and len(run.members) > 2 and _REST.search(run.last.lead):
        return True
    if said and names_partition(run):
        return True
    in_turn = re.search(r"(?:占比|份额|比例|比重|分别占|依次占)[^,。;:、]{0,10}(?:依次|分别)?[是为]?$", run.first.lead)
    if in_turn is None:
        return False
    return any(
        total.run.last.at < run.first.at
        and total.run.first.paragraph == run.first.paragraph
        and len(total.run.members) == len(run.members)
        for total in reading.totals
    )
