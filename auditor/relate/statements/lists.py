"""Lists: the parts of a total, wherever the total stands."""

from collections.abc import Iterator

from auditor.model.relation import Form, Relation, make_relation
from auditor.relate.statements.reading import Reading

_FORMS: dict[str, Form] = {"open": "open", "subset": "subset", "mean": "mean"}


def propose(reading: Reading) -> Iterator[Relation]:
    """A sum for every run whose total is told."""
    for total in reading.totals:
        yield make_relation(
            kind="sum",
            result=total.whole.id,
            of=tuple(member.id for member in total.run.members),
            form=_FORMS.get(total.form, ""),
            by=f"statements.lists.{total.by}{'' if total.run.strong or total.by != 'behind' else '.weak'}",
            confidence="high" if total.by in ("behind", "bracket", "opened") else "medium",
            place=total.run.first.place,
        )
