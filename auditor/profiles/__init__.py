"""Local rules of scoring, as data."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from auditor import prepared
from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.locale.system import reason
from auditor.locale.toml import fault
from auditor.model.record import Record, unchecked

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
    """What the names of its organisations begin with: the province, its cities."""
    budget_weight: Decimal = Decimal(10)
    level_weights: dict[str, Decimal] = {}
    level_weights_binding: bool = False
    """Whether the place prescribes these weights; the national rules only recommend them (原则上)."""
    budget_score: Literal["rate", "other"] = "rate"
    """How the budget is scored: `rate` is weight × min(rate, 1); `other` is not recomputed."""
    reverse_score: Literal["excess", "ratio"] = "excess"
    """How a missed ≤ target is scored: `excess` is weight × (1 − (actual − target)/target), `ratio` weight × target/actual."""
    low_execution: Decimal = Decimal(90)
    adjustment: Decimal = Decimal(20)
    overfulfilment: Decimal = Decimal(130)
    target_too_low: Decimal = Decimal(200)
    concentrated_weight: Decimal = Decimal(40)
    little_spending: Decimal = Decimal(10)
    output_behind: Decimal = Decimal(60)
    """The share of an output's target under which it is far behind what was paid (BU16)."""
    lowered_target: Decimal = Decimal(80)
    """Per cent of last year's result below which this year's target weighs more than a note."""
    grades: dict[str, Decimal] = {}
    """The lowest score of each grade, best first."""
    bands: tuple[Band, ...] = ()
    bound_as_measured: bool = False
    """Whether 合格率 ≥95% in 实际完成值 is how this place prints a measured value."""


_make_band, _make_profile = unchecked(Band), unchecked(Profile)

RULES: tuple[str, ...] = tuple(name for name in Profile.model_fields if name not in {"name", "title", "provinces"})
"""The fields of a profile that are rules."""


def load(name: str) -> Profile:
    """A shipped profile by name, or one from a TOML file by path.

    A file may say `extends = "national"` and state only what differs; it may extend another file, named from its own
    folder. Raises SettingsError when it is not there or wrong.
    """
    return _shipped(name) if not name.endswith(".toml") else _read(Path(name), ())


@cache
def _shipped(name: str) -> Profile:
    if name not in shipped():
        message = _("没有名为 {name} 的地方规则：请用 {names} 之一，或给出 .toml 文件的路径。")
        raise SettingsError(message.format(name=name, names="、".join(shipped())))
    stated = dict(prepared.toml((_FOLDER / f"{name}.toml").read_text(encoding="utf-8")))
    base = dict(_shipped(stated.pop("extends"))) if "extends" in stated else {}
    own = {rule: _fitting(value) for rule, value in stated.items()}
    return _make_profile(**{**base, "provinces": (), "name": name, **own})


def _fitting(value: Any) -> Any:  # noqa: ANN401 - what TOML holds
    """What a shipped file says, as a profile holds it; tests hold it to what is made of a user's file, which is checked."""
    match value:
        case bool():
            return value
        case int():
            return Decimal(value)
        case dict():
            return {name: _fitting(one) for name, one in value.items()}
        case list():
            return tuple(_make_band(**_fitting(one)) if isinstance(one, dict) else one for one in value)
        case _:
            return value


def shipped() -> tuple[str, ...]:
    """The names of the profiles that come with the program, national first."""
    names = sorted(path.stem for path in _FOLDER.glob("*.toml"))
    return ("national", *(name for name in names if name != "national"))


def _read(path: Path, below: tuple[Path, ...]) -> Profile:
    """One file over what it extends; `below` are the files that extend it."""
    if path.resolve() in below:
        raise SettingsError(_("地方规则 {name} 不能以自身为基础，请改正 extends。").format(name=path.name))
    stated = _toml(path)
    parent = stated.pop("extends", None)
    if parent is not None and not isinstance(parent, str):
        raise SettingsError(_("地方规则 {name} 的 extends 应为一个名称或文件。").format(name=path.name))
    base = _base(parent, path, (*below, path.resolve())).model_dump() if parent else {}
    _refuse_unknown(stated, path.name)
    try:
        return Profile.model_validate({**base, "provinces": (), "name": path.stem, "title": path.stem, **stated})
    except ValidationError as wrong:
        fields = "、".join(".".join(map(str, error["loc"])) for error in wrong.errors())
        raise SettingsError(
            _("地方规则 {name} 有误，请检查：{fields}。").format(name=path.name, fields=fields)
        ) from wrong


def _base(parent: str, path: Path, below: tuple[Path, ...]) -> Profile:
    return _read(path.parent / parent, below) if parent.endswith(".toml") else _shipped(parent)


def _toml(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except OSError as wrong:
        message = _("读不到地方规则 {name}（{why}）：请检查路径。")
        raise SettingsError(message.format(name=path.name, why=reason(wrong))) from wrong
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise SettingsError(
            _("地方规则 {name} 不是有效的 TOML：{why}。").format(name=path.name, why=fault(wrong))
        ) from wrong


def _refuse_unknown(stated: Iterable[str], name: str) -> None:
    """Raises SettingsError that names every key there is not, with the nearest that there is."""
    unknown = [key for key in stated if key not in Profile.model_fields]
    if not unknown:
        return
    import difflib

    hints = [
        f"{key}（{_('是否指 {close}？').format(close=close[0])}）"
        if (close := difflib.get_close_matches(key, ("extends", *Profile.model_fields), n=1))
        else key
        for key in unknown
    ]
    message = _("地方规则 {name} 中没有 {keys} 这样的项；可用的项：{known}。")
    known = "、".join(("extends", *Profile.model_fields))
    raise SettingsError(message.format(name=name, keys="、".join(hints), known=known))
