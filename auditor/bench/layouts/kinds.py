"""The changes of clothes that the bench tries, each by itself and several at once."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from auditor.bench.layouts import words
from auditor.bench.layouts.clothes import ORDER, Clothes, Format
from auditor.bench.layouts.words import Dice

Change = Callable[[Clothes, Dice], Clothes]


class Kind(NamedTuple):
    """One kind of change. `own`: for invented facts alone, which have a value's operator and unit apart and each level in one run."""

    name: str
    says: str
    change: Change
    own: bool = False
    forms: int = 1


_FORMATS: tuple[Format, ...] = ("tab", "pipe", "docx", "xlsx", "html")
_HEADED = ("name", "target", "actual", "weight", "score", "reason", "level1", "category", "budget", "spent", "rate")
_KINDS: list[Kind] = []


def catalogue() -> Sequence[Kind]:
    """Every kind, the layout that is not changed first and several changes at once last."""
    return _KINDS


def named(name: str) -> Kind:
    """The kind of that name. Raises KeyError."""
    return {kind.name: kind for kind in _KINDS}[name]


def _kind(name: str, *, own: bool = False, forms: int = 1) -> Callable[[Change], Change]:
    def registered(change: Change) -> Change:
        _KINDS.append(Kind(name, (change.__doc__ or "").strip(), change, own, forms))
        return change

    return registered


def start(dice: Dice) -> Clothes:
    """An ordinary layout in one of the formats, from which a change sets out."""
    usual = {field: dice.one(words.pool("usual", field)) for field in words.keys("usual")}
    head = {f"head_{field}": dice.one(words.pool("head", field)) for field in words.keys("head")}
    pairs = {f"pair_{field}": dice.one(words.pool("pairs", field)) for field in words.keys("pairs")}
    text = Clothes(format=dice.one(_FORMATS)).with_words({**usual, **head, **pairs})
    return text.but(one_table=dice.chance(70), left=dice.chance(30), total=dice.one(("总分", "合计")))


def _renamed(clothes: Clothes, dice: Dice, fields: Sequence[str]) -> Clothes:
    """Unusual words over the fields, no word twice."""
    taken: dict[str, str] = {}
    for field in fields:
        free = [word for word in words.unusual(field) if word not in taken.values()]
        taken[field] = dice.one(free)
    return clothes.with_words(taken)


@_kind("plain")
def _plain(clothes: Clothes, _dice: Dice) -> Clothes:
    """Usual headings in their usual order."""
    return clothes


@_kind("one-heading-unknown")
def _one_unknown(clothes: Clothes, dice: Dice) -> Clothes:
    """One heading is a word of no list."""
    return _renamed(clothes, dice, dice.some(_HEADED, 1))


@_kind("two-headings-unknown")
def _two_unknown(clothes: Clothes, dice: Dice) -> Clothes:
    """Two headings are words of no list."""
    return _renamed(clothes, dice, dice.some(_HEADED, 2))


@_kind("all-headings-unknown")
def _all_unknown(clothes: Clothes, dice: Dice) -> Clothes:
    """Every heading of the indicator table is a word of no list."""
    return _renamed(clothes, dice, ORDER)


@_kind("money-headings-unknown")
def _money_unknown(clothes: Clothes, dice: Dice) -> Clothes:
    """Every heading of the money table is a word of no list."""
    return _renamed(clothes, dice, ("money_label", "initial", "budget", "spent", "rate", "money_weight", "money_score"))


@_kind("goal-headings-unknown")
def _goals_unknown(clothes: Clothes, dice: Dice) -> Clothes:
    """The goals and their results stand under words of no list."""
    return _renamed(clothes, dice, ("goal_target", "goal_actual")).but(goals=dice.one(("table", "rows")))


@_kind("headings-annotated")
def _annotated(clothes: Clothes, dice: Dice) -> Clothes:
    """Headings with year, formula or remark: 2022年目标值（A）, 得分（C×B/A）."""
    return clothes.with_words({field: dice.one(words.pool("annotated", field)) for field in words.keys("annotated")})


@_kind("heading-repeated")
def _again(clothes: Clothes, dice: Dice) -> Clothes:
    """The heading stands in the middle of the table again, as on a second page."""
    return clothes.but(again=True, format=dice.one(("tab", "pipe", "blanks")), left=False, one_table=False)


@_kind("columns-swapped")
def _swapped(clothes: Clothes, dice: Dice) -> Clothes:
    """The columns behind the name stand in any order; operator and unit stay beside their target."""
    front = [field for field in clothes.order if field.lstrip("@") in _IN_FRONT]
    parts = tuple(field for field in clothes.order if field in _PARTS)
    blocks = [parts, *((field,) for field in clothes.order if field not in {*front, *parts})]
    return clothes.but(order=(*front, *(field for block in dice.some(blocks, len(blocks)) for field in block)))


_IN_FRONT = {"level1", "category", "name", "+序号"}
_PARTS = {"operator", "target", "unit"}


@_kind("extra-columns")
def _extra(clothes: Clothes, dice: Dice) -> Clothes:
    """Columns that no check needs: 评分标准, 佐证材料, 责任部门, 上年值, 完成率, 序号."""
    order = list(clothes.order)
    for heading in dice.some(words.keys("extras"), dice.whole(1, 3)):
        order.insert(dice.one(_gaps(order)), f"+{heading}")
    return clothes.but(order=(*(["+序号"] if dice.chance(50) else []), *order))


def _gaps(order: Sequence[str]) -> list[int]:
    """Where a column can be put behind the name without parting a value."""
    behind = range(order.index("name") + 1, len(order) + 1)
    return [at for at in behind if at == len(order) or not {order[at - 1], order[at]} <= _PARTS]


@_kind("review-columns")
def _review(clothes: Clothes, _dice: Dice) -> Clothes:
    """A reviewer's own columns behind those of the form."""
    return clothes.but(order=(*clothes.order, *(f"+{heading}" for heading in words.keys("review"))))


@_kind("two-heading-rows")
def _grouped(clothes: Clothes, dice: Dice) -> Clothes:
    """A group cell over values, points or both, their headings below it, sometimes in one word that needs the group."""
    grouped = clothes.but(grouped=True)
    if dice.chance(40):
        return grouped
    return grouped.with_words({field: dice.one(words.pool("below", field)) for field in words.keys("below")})


@_kind("index-row")
def _index(clothes: Clothes, dice: Dice) -> Clothes:
    """A row below the heading counts the columns: 甲 乙 丙 1 2 3."""
    return clothes.but(index=dice.one(("stems", "numbers")))


@_kind("operator-and-unit-columns", own=True)
def _parts(clothes: Clothes, dice: Dice) -> Clothes:
    """Operator and unit stand in columns of their own, sometimes under a group cell."""
    order = [field for field in clothes.order if field != "target"]
    at = order.index("actual")
    order[at:at] = dice.one(
        (["operator", "target", "unit"], ["target", "operator", "unit"], ["unit", "operator", "target"])
    )
    return clothes.but(order=tuple(order), grouped=dice.chance(40))


@_kind("weights-first")
def _weights_first(clothes: Clothes, dice: Dice) -> Clothes:
    """The weights, or weights and scores, stand before the targets."""
    moved = dice.one((["weight"], ["weight", "score"]))
    order = [field for field in clothes.order if field not in moved]
    first = min(order.index(field) for field in _PARTS if field in order)
    order[first:first] = moved
    return clothes.but(order=tuple(order))


@_kind("weights-in-labels", own=True)
def _label_weights(clothes: Clothes, _dice: Dice) -> Clothes:
    """The first levels print the weight of their rows: 产出指标（50分）."""
    return clothes.but(label_weights=True)


@_kind("weights-of-levels", own=True)
def _level_weights(clothes: Clothes, _dice: Dice) -> Clothes:
    """Each level has a column of weights beside it; the row's own stands behind its name."""
    rest = tuple(field for field in clothes.order if field not in {"level1", "category", "name", "weight"})
    return clothes.but(order=("level1", "@level1", "category", "@category", "name", "weight", *rest))


@_kind("annex")
def _annex(clothes: Clothes, dice: Dice) -> Clothes:
    """A list of payments before or after the form."""
    return clothes.but(annex=dice.one(("before", "after")))


@_kind("signature-and-notes")
def _signed(clothes: Clothes, dice: Dice) -> Clothes:
    """Signatures, a note, a row of guidance."""
    return clothes.but(signature=True, note=dice.chance(60), guidance=dice.chance(60))


@_kind("broken-labels")
def _broken(clothes: Clothes, _dice: Dice) -> Clothes:
    """Labels broken over lines: 产出指 / 标."""
    return clothes.but(labels="broken", left=True)


@_kind("leading-cells-dropped")
def _dropped(clothes: Clothes, dice: Dice) -> Clothes:
    """The cells that a label covers are left out of a text, so that rows move to the left."""
    return clothes.but(labels="dropped", format=dice.one(("tab", "pipe")), left=False, one_table=False)


@_kind("labels-repeated")
def _repeated(clothes: Clothes, _dice: Dice) -> Clothes:
    """Every row prints its level and category."""
    return clothes.but(labels="repeated")


@_kind("labels-as-rows")
def _as_rows(clothes: Clothes, _dice: Dice) -> Clothes:
    """Level and category stand in rows across the table."""
    return clothes.but(labels="rows", left=False)


@_kind("money-as-pairs")
def _pairs(clothes: Clothes, _dice: Dice) -> Clothes:
    """The money as labels with their amounts beside them."""
    return clothes.but(money="pairs")


@_kind("money-as-pairs-unknown")
def _pairs_unknown(clothes: Clothes, dice: Dice) -> Clothes:
    """The money as labels of no list with their amounts beside them."""
    amounts = [(field, f"{dice.one(words.unusual(field))}（万元）") for field in ("budget", "spent")]
    clothes = clothes.with_words({f"pair_{field}": word for field, word in amounts})
    return clothes.with_words({"pair_rate": dice.one(words.unusual("rate"))}).but(money="pairs")


@_kind("no-heading")
def _unheaded(clothes: Clothes, _dice: Dice) -> Clothes:
    """The indicator table has no heading."""
    return clothes.but(heading=False)


@_kind("no-level-column")
def _unlevelled(clothes: Clothes, dice: Dice) -> Clothes:
    """The table has no column for the first level, or neither for the category."""
    left_out = dice.one(({"level1"}, {"level1", "category"}))
    return clothes.but(order=tuple(field for field in clothes.order if field not in left_out))


@_kind("totals")
def _totals(clothes: Clothes, dice: Dice) -> Clothes:
    """The total in other words, in the head, or not at all."""
    return clothes.but(total=dice.one(words.pool("totals", "words")), total_at=dice.one(("row", "row", "head", "none")))


@_kind("head-fields")
def _heads(clothes: Clothes, dice: Dice) -> Clothes:
    """Project and bodies as pairs on rows of their own, in one cell each, or in a line above the table."""
    return clothes.but(head=dice.one(("rows", "cells", "line")))


@_kind("head-labels-unknown")
def _head_labels(clothes: Clothes, dice: Dice) -> Clothes:
    """Project and bodies stand beside labels of no list."""
    return _renamed(clothes, dice, ("head_project", "head_authority", "head_organisation"))


@_kind("several-forms", forms=2)
def _several(clothes: Clothes, _dice: Dice) -> Clothes:
    """Two forms of two bodies in one file."""
    return clothes


@_kind("report-around")
def _around(clothes: Clothes, dice: Dice) -> Clothes:
    """Sentences of a report before the form, after it, or both."""
    which = dice.one(("before", "after", "both"))
    return clothes.but(before=which != "after", after=which != "before")


@_kind("blanks")
def _blanks(clothes: Clothes, _dice: Dice) -> Clothes:
    """Text with columns set by runs of blanks."""
    return clothes.but(format="blanks", one_table=False, left=False)


@_kind("cell-a-line")
def _cell_a_line(clothes: Clothes, _dice: Dice) -> Clothes:
    """Text with one cell a line, as copied out of a page."""
    return clothes.but(format="lines", left=False)


_MIXED = (
    _parts, _swapped, _weights_first, _extra, _grouped, _index, _annex, _signed, _repeated, _as_rows, _pairs, _totals, _heads, _around, _broken,
    _one_unknown, _two_unknown, _goals_unknown,
)  # fmt: skip


_STRANGE = (_all_unknown, _money_unknown, _goals_unknown, _head_labels, _pairs_unknown)


@_kind("several-at-once", own=True)
def _mixed(clothes: Clothes, dice: Dice) -> Clothes:
    """Three to five of these changes in one layout."""
    for change in dice.some(_MIXED, dice.whole(3, 5)):
        clothes = change(clothes, dice)
    return clothes


@_kind("a-stranger", own=True)
def _stranger(clothes: Clothes, dice: Dice) -> Clothes:
    """Two parts of the form entirely under words of no list, and three other changes."""
    for change in (*dice.some(_STRANGE, 2), *dice.some(_MIXED, 3)):
        clothes = change(clothes, dice)
    return clothes
