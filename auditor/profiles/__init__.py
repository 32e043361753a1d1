"""Local rules of scoring, as data."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from auditor.errors import SettingsError
from auditor.model.record import Record

_FOLDER = Path(__file__).parent


class Band(Record):
    """A qualitative band: the words that name it and the share of the weight (per cent) that it allows."""

    words: tuple[str, ...]
    low: Decimal
    high: Decimal


class Profile(Record):
    """Rules of one place. Rates and shares are per cent. Every figure's source stands in its TOML file."""

    name: str
    title: str
    provinces: tuple[str, ...] = ()
    budget_weight: Decimal = Decimal(10)
    level_weights: dict[str, Decimal] = {}
    level_weights_binding: bool = False
    """Whether the place prescribes these weights; the national rules only recommend them (原则上)."""
    budget_score: str = "rate"
    """How the budget is scored: `rate` is weight × min(rate, 1)."""
    reverse_score: str = "excess"
    """How a missed ≤ target is scored: `excess` is weight × (1 − (actual − target)/target), `ratio` weight × target/actual."""
    low_execution: Decimal = Decimal(90)
    adjustment: Decimal = Decimal(20)
    overfulfilment: Decimal = Decimal(130)
    target_too_low: Decimal = Decimal(200)
    concentrated_weight: Decimal = Decimal(40)
    little_spending: Decimal = Decimal(10)
    grades: dict[str, Decimal] = {}
    """The lowest score of each grade, best first."""
    bands: tuple[Band, ...] = ()
    bound_as_measured: bool = False
    """Whether 合格率 ≥95% in 实际完成值 is how this place prints a measured value."""


@cache
def load(name: str) -> Profile:
    """A shipped profile by name, or one from a TOML file by path.

    A file may say `extends = "national"` and state only what differs. Raises SettingsError when it is not there or wrong.
    """
    path = Path(name) if name.endswith(".toml") else _FOLDER / f"{name}.toml"
    if not path.is_file():
        raise SettingsError(f"没有名为 {name} 的地方规则：请用 {'、'.join(shipped())} 之一，或给出 .toml 文件的路径")
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise SettingsError(f"地方规则 {path.name} 不是有效的 TOML：{wrong}") from wrong
    parent = stated.pop("extends", None)
    if parent == name:
        raise SettingsError(f"地方规则 {path.name} 不能以自身为基础")
    base = load(parent).model_dump() if parent else {}
    try:
        return Profile.model_validate({**base, "provinces": (), "name": path.stem, **stated})
    except ValidationError as wrong:
        fields = "、".join(".".join(map(str, error["loc"])) for error in wrong.errors())
        raise SettingsError(f"地方规则 {path.name} 有误，请检查：{fields}") from wrong


def shipped() -> tuple[str, ...]:
    """The names of the profiles that come with the program, national first."""
    names = sorted(path.stem for path in _FOLDER.glob("*.toml"))
    return ("national", *(name for name in names if name != "national"))
