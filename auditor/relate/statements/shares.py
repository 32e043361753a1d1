"""Shares of one whole, told one after the other: together they make a hundred."""

import re
from collections.abc import Iterator

from auditor.model.finding import Confidence
from auditor.model.relation import Form, Relation
from auditor.relate.statements import lexicon
from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.reading import Reading
from auditor.relate.statements.runs import Run, names_partition

_REST = re.compile(r"其余|其他|余下|剩余")


def propose(reading: Reading) -> Iterator[Relation]:
    """A share relation for every complete list of shares."""
    for run in reading.runs:
        if not run.first.percent or run.first.planned or len(run.members) < _FEWEST:
            continue
        if _complete(reading, run):
            yield _share(run.members, confidence="high" if _REST.search(run.names) else "medium")
        elif _RESPECTIVELY.search(run.first.lead) and not lexicon.has("rates", "of_plan", run.first.lead):
            yield _share(run.members, form="open")
    for total in reading.totals:
        beside = [_beside(reading, one) for one in total.run.members]
        shares = tuple(one for one in beside if one is not None)
        if len(shares) == len(beside) and not total.form:
            yield _share(shares, form="open")


def _share(shares: tuple[Mention, ...], *, form: Form = "", confidence: Confidence = "high") -> Relation:
    return Relation(
        kind="share",
        result=shares[0].id,
        of=tuple(one.id for one in shares),
        form=form,
        by="statements.shares",
        confidence=confidence,
        place=shares[0].place,
    )


_FEWEST = 2
_RESPECTIVELY = re.compile(r"(?:分别|各|依次)占(?:比|[^,。;:、%]{0,12}?的?)?(?:约|为)?$")
"""甲、乙、丙分别占…: shares of parts told apart, that may not be all of them."""


def _beside(reading: Reading, part: Mention) -> Mention | None:
    """The share told right behind a part of a list: 其中设备60万元，占60%."""
    behind = reading.mentions[part.at + 1] if part.at + 1 < len(reading.mentions) else None
    told = behind is not None and behind.percent and behind.lead.startswith("占") and behind.sentence == part.sentence
    return behind if told else None


def _complete(reading: Reading, run: Run) -> bool:
    """Whether the list says that it leaves nothing out: 其余占…, or shares in the order of a complete list of figures."""
    if lexicon.has("lists", "goes_on", reading.behind(run.last, 8)):
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
