"""Shares of one whole, told one after the other: together they make a hundred."""

import re
from collections.abc import Iterator

from auditor.model.relation import Relation
from auditor.relate.statements import lexicon
from auditor.relate.statements.reading import Reading
from auditor.relate.statements.runs import Run, names_partition

_REST = re.compile(r"其余|其他|余下|剩余")


def propose(reading: Reading) -> Iterator[Relation]:
    """A share relation for every complete list of shares."""
    for run in reading.runs:
        if run.first.percent and not run.first.planned and len(run.members) > 1 and _complete(reading, run):
            yield Relation(
                kind="share",
                result=run.first.id,
                of=tuple(one.id for one in run.members),
                by="statements.shares",
                confidence="high" if _REST.search(run.names) else "medium",
                place=run.first.place,
            )


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
