"""A relation that a model names, with the other readings that a careful writer may have meant."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.locale import gettext as _
from auditor.model.number import Number
from auditor.model.quantity import Quantity
from auditor.model.relation import Form, Relation, RelationKind, make_relation
from auditor.model.suggestion import SuggestedKind, Suggestion
from auditor.relate.network import Judged
from auditor.relate.possible import RATES, fit_together

MODEL = "model.relations"
"""How the model's relations are named among the rules."""
DERIVED = frozenset({"sum", "mean", "difference", "flow", "ratio", "growth", "product", "share", "count"})
"""Kinds in which arithmetic says by itself that figures fit: others may hold by chance."""
FAMILY: Mapping[str, str] = {
    "sum": "added", "difference": "added", "ratio": "divided", "product": "divided", "growth": "divided",
    "same": "one", "promise": "one", "bound": "bound", "count": "count", "share": "share", "deadline": "deadline",
}  # fmt: skip
"""Kinds that say the same of the same numbers: a + b = c and c − a = b, a ÷ b = c and b × c = a."""


class Named(NamedTuple):
    """A model's relation as it was judged, and whether units, words and a pattern of the text agree with it."""

    judged: Judged
    told: bool
    kind: SuggestedKind
    subject: str

    def unsure(self) -> "Named":
        """As one that no words tell."""
        relation = self.judged.relation.model_copy(update={"confidence": "low"})
        return self._replace(judged=self.judged._replace(relation=relation), told=False)


def refusal(one: Suggestion) -> str:
    """Why a relation that a model names was not taken, for the reader of the memo."""
    shown = "、".join(side.text for side in (one.result, *one.of) if side is not None)
    return _("模型所说的勾稽“{kind}：{shown}”单位或种类不可能成立，没有采用").format(kind=one.kind, shown=shown[:40])


_KINDS: Mapping[SuggestedKind, tuple[RelationKind, Form]] = {
    "sum": ("sum", ""), "mean": ("sum", "mean"), "difference": ("difference", ""), "flow": ("sum", "flow"),
    "ratio": ("ratio", ""), "growth": ("growth", ""), "product": ("product", ""), "share": ("share", ""),
    "promise": ("promise", ""), "same": ("same", ""), "part": ("bound", ""), "count": ("count", ""), "deadline": ("deadline", ""),
}  # fmt: skip
_PER = (Decimal(100), Decimal(1000), Decimal(10000), Decimal(100000))
"""Per hundred, thousand, ten and hundred thousand: a model does not say of how many."""


def relation_of(one: Suggestion, result: Number | None, of: Sequence[Number]) -> Relation:
    """The relation, with the other readings that a careful writer may have meant."""
    kind, form = _KINDS[one.kind]
    stated = result.quantity if result is not None else None
    if one.kind == "difference" and stated is not None and stated.kind in ("point", "percent"):
        form = "points"
    factor = None
    if one.kind == "ratio" and stated is not None and not _is_share(stated, of):
        form, factor = "per", Decimal(100) if stated.kind == "percent" else None
    relation = make_relation(
        kind=kind, result=result.id if result is not None else "", of=tuple(side.id for side in of), form=form, factor=factor,
        items=one.items, by=MODEL, confidence="low", place=result.clause if result is not None else None, otherwise=(),
    )  # fmt: skip
    return relation.model_copy(update={"otherwise": tuple(_otherwise(one.kind, relation))})


def _is_share(stated: Quantity, of: Sequence[Number]) -> bool:
    return stated.kind in RATES and all(fit_together(side.quantity, of[-1].quantity) for side in of[:-1])


def _otherwise(kind: SuggestedKind, relation: Relation) -> Iterator[Relation]:
    """Readings that differ in what is left unsaid: which of two comes first, of how many a rate is, how a fall is told."""
    turned = tuple(reversed(relation.of))
    if kind == "ratio" and relation.form == "per":
        yield from (relation.model_copy(update={"factor": factor}) for factor in _PER)
    elif kind == "growth":
        forms: tuple[Form, ...] = ("drop", "delta", "step", "fraction")
        yield from (relation.model_copy(update={"form": form}) for form in forms)
        yield relation.model_copy(update={"of": turned})
        yield relation.model_copy(update={"of": turned, "form": "step", "factor": Decimal(-1)})
    elif kind == "difference" and len(relation.of) == 2:
        yield relation.model_copy(update={"of": turned})
    elif kind == "product" and len(relation.of) > 2:
        rotated = (relation.of[at:] + relation.of[:at] for at in range(len(relation.of)))
        yield from (relation.model_copy(update={"of": of, "form": "plus"}) for of in rotated)
