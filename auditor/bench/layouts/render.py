"""Renderings: facts in the clothes of a kind, the same for the same seed."""

from collections.abc import Sequence
from typing import NamedTuple

from auditor.bench.layouts import kinds, writers
from auditor.bench.layouts.clothes import Clothes
from auditor.bench.layouts.dress import dress
from auditor.bench.layouts.expected import Rendering
from auditor.bench.layouts.facts import Facts, invented
from auditor.bench.layouts.kinds import Kind
from auditor.bench.layouts.page import Block
from auditor.bench.layouts.plant import FAULTS, Planted
from auditor.bench.layouts.words import Dice


class Pair(NamedTuple):
    """One layout, worn by right facts and, where a fault can be planted, by wrong ones."""

    clean: Rendering
    planted: Rendering | None


class _Drawn(NamedTuple):
    """What a seed draws for a kind."""

    clothes: Clothes
    facts: Sequence[Facts]
    dice: Dice


def clean(kind: Kind, seed: int, read: Sequence[Facts] = ()) -> Rendering:
    """The right facts in a layout of the kind. Every third is of facts that were read, if there are any and the kind takes them."""
    drawn = _drawn(kind, seed, read)
    return _file(kind, seed, drawn.facts, drawn.clothes)


def pair(kind: Kind, seed: int, read: Sequence[Facts] = ()) -> Pair:
    """The same, and the same layout with a fault in the facts, where one can be planted."""
    clothes, facts, dice = _drawn(kind, seed, read)
    fault = tuple(FAULTS)[seed % len(FAULTS)]
    planted = FAULTS[fault](facts[0], clothes, dice)
    right = _file(kind, seed, facts, clothes)
    if planted is None:
        return Pair(right, None)
    wrong = _file(kind, seed, [planted.facts, *facts[1:]], clothes)
    return Pair(right, _named(wrong, fault, planted))


def _drawn(kind: Kind, seed: int, read: Sequence[Facts]) -> _Drawn:
    dice = Dice(kind.name, seed)
    clothes = kind.change(kinds.start(dice), dice)
    first = read[seed // 3 % len(read)] if read and seed % 3 == 2 and not kind.own else invented(seed)
    facts = [first, *(invented(seed + 1 + more) for more in range(kind.forms - 1))]
    return _Drawn(_suited(clothes, facts), facts, dice)


def _suited(clothes: Clothes, facts: Sequence[Facts]) -> Clothes:
    """The clothes without a total that the facts do not have."""
    lacks = any(one.total_score is None or one.total_weight is None for one in facts)
    return clothes.but(total_at="none") if lacks else clothes


def _named(rendering: Rendering, fault: str, planted: Planted) -> Rendering:
    stem, _dot, suffix = rendering.name.rpartition(".")
    return rendering.model_copy(update={"name": f"{stem}-{fault}.{suffix}", "fault": fault, "signs": planted.signs})


def _file(kind: Kind, seed: int, facts: Sequence[Facts], clothes: Clothes) -> Rendering:
    dressed = [dress(one, clothes, Dice(kind.name, seed, "dress", at)) for at, one in enumerate(facts)]
    blocks: list[Block] = [block for one in dressed for block in one.blocks]
    return Rendering(
        kind=kind.name,
        name=f"{kind.name}-{seed}.{writers.suffix(clothes)}",
        data=writers.write(blocks, clothes),
        forms=tuple(one.form for one in dressed),
    )
