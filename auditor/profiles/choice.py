"""Which local rules an audit goes by: those asked for, else the place's, else the national ones; what the form prints wins."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from auditor.locale import gettext as _
from auditor.model.finding import LocalRule, make_local_rule
from auditor.model.record import Record, unchecked
from auditor.model.report import Report, Rule, Statement
from auditor.model.source import Span
from auditor.profiles import RULES, Band, Profile, load, places, shipped
from auditor.sense import grades
from auditor.sense.division import division
from auditor.text.amounts import show
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

# "反向指标得分=权重*A/B", "逆向指标得分＝分值×目标值/实际值": the share of the target in the actual
_REVERSE_RATIO = lazily(r"[反逆]向\w*[=＝](?:权重|分值)[*×xX]?[(（]?(?:A/B|\w*目标\w*[/÷]\w*实际)")
# "100%-80%(含80%)、80%-50%(含50%)、50%-0%": the three bands of qualitative rows
_BANDS = lazily(
    r"100%?[-—~至](?P<high>\d{2})%?[(（]?\w*\d*%?[)）]?[、,，;；和及]\s?(?P=high)%?[-—~至](?P<low>\d{2})%?[(（]?\w*\d*%?[)）]?[、,，;；和及]\s?(?P=low)%?[-—~至]0"
)
_OWED = r"[^。;;；\d]{0,16}(?:说明|分析|解释|注明)"
# "预算执行率低于80%的，应说明原因"
_LOW_EXECUTION = lazily(r"执行率[^。;;；\d]{0,6}(?:低于|不足|小于|未达到?|<)(?P<value>\d{1,3}(?:\.\d+)?)%" + _OWED)
# "完成值达到指标值150%以上的须说明", "超过目标值130%（含）的应分析原因", "偏离30%以上"
_OVERFULFILMENT = lazily(
    r"(?:完成值|完成率|实际值|指标值|目标值|完成情况)[^。;;；\d]{0,12}(?:超过|达到?|高于|大于|≥|>)[^。;;；\d]{0,8}(?P<value>1\d{2})%"
    + _OWED
)
# "年初预算调整幅度超过20%的须说明", "调整率大于10%，说明原因"
_ADJUSTMENT = lazily(r"调整[^。;;；\d]{0,8}(?:超过|大于|高于|>)(?P<value>\d{1,3}(?:\.\d+)?)%" + _OWED)
# "219001-天津市…", "2023年度中江县…": the code before an organisation's name, the year before that of a title
_CODE = lazily(r"^(?:[\d\-—]+(?:年度?)?)?(?:中国共产党|中共)?")
THREE = 3


class Choice(Record):
    """The rules of an audit, and where each came from."""

    profile: Profile
    rules: tuple[LocalRule, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """Where the rules that are not national came from, each source once."""
        return tuple(dict.fromkeys(rule.source for rule in self.rules if rule.origin != "national"))


_make_choice = unchecked(Choice)


class _Printed(NamedTuple):
    """A rule that the form prints itself."""

    rule: str
    value: object
    source: str
    span: Span | None


class _Base(NamedTuple):
    """The profile before the form is heard, and why it was taken."""

    profile: Profile
    origin: Literal["setting", "place", "national"]
    why: str


def choose(report: Report, wanted: str | None = None) -> Choice:
    """The rules for this report. Raises SettingsError when the profile asked for is not there or wrong."""
    base = _asked_for(wanted) if wanted else _of_place(report)
    printed = {one.rule: one for one in _printed(report, base.profile)}
    profile = base.profile.model_copy(
        update={name: one.value for name, one in printed.items() if one.value is not None}
    )
    national = load("national")
    return _make_choice(
        profile=profile,
        rules=tuple(_told(name, profile, base, printed.get(name), national) for name in RULES),
    )


def _told(name: str, profile: Profile, base: _Base, printed: _Printed | None, national: Profile) -> LocalRule:
    """One rule with its source: the form, else the profile where it differs from the national rules, else those."""
    value = getattr(profile, name)
    if printed is not None:
        return make_local_rule(rule=name, value=_shown(value), origin="form", source=printed.source, span=printed.span)
    if base.origin == "national" or value == getattr(national, name):
        return make_local_rule(rule=name, value=_shown(value), origin="national", source=_(national.title))
    return make_local_rule(rule=name, value=_shown(value), origin=base.origin, source=base.why)


def _asked_for(wanted: str) -> _Base:
    profile = load(wanted)
    return _Base(profile, "setting", _("按设置采用{title}").format(title=_(profile.title)))


def _of_place(report: Report) -> _Base:
    """The profile whose place the organisation's name (or the title) begins with, or lies in; the longest name wins."""
    named = [_CODE.sub("", fold(text)) for text in (report.organisation, report.title) if text]
    lying = [lies for text in named if (lies := places.of(text)) is not None]
    found = [(len(place), place, name, begins) for name in shipped() for place, begins in _own(name, named, lying)]
    if not found:
        return _Base(load("national"), "national", "")
    _length, place, name, begins = max(found)
    profile = load(name)
    why = _("单位名称以“{place}”开头，采用{title}").format(place=begins, title=_(profile.title))
    if begins != place:
        why = _("单位名称以“{name}”开头，属{place}，采用{title}").format(
            name=begins, place=place, title=_(profile.title)
        )
    return _Base(profile, "place", why)


def _own(name: str, named: list[str], lying: list[places.Place]) -> Iterator[tuple[str, str]]:
    """The places of a profile that the names begin with or lie in, and what they begin with."""
    for place in load(name).provinces:
        if any(text.startswith(place) for text in named):
            yield place, place
        for one in lying:
            if one.prefecture.startswith(place) or one.province.startswith(place):
                yield place, one.name


def _printed(report: Report, profile: Profile) -> Iterator[_Printed]:
    """What the form's own headings and notes say, each rule once or twice."""
    line = next((line for line in report.budget if line.weight is not None), None)
    if line is not None:
        yield _Printed("budget_weight", line.weight, _("资金表印有预算执行分值"), line.weight_span)
    first_level = {row.level1 for row in report.indicators}
    levels = [level for level in report.levels if level.label in first_level and level.goal is None]
    if levels:
        weights = {level.label: level.weight for level in levels}
        yield _Printed("level_weights", weights, _("表头印有一级指标分值"), levels[0].span)
    for rule in report.rules:
        yield from _of_note(fold(rule.text), rule.span, profile)
    if not levels:
        yield from _divided(report)


def _divided(report: Report) -> Iterator[_Printed]:
    """The weights of the first levels that a note of the form prescribes."""
    printed: tuple[Rule | Statement, ...] = (*report.rules, *report.notes)
    for note in printed:
        found = division(note.text)
        if found is not None:
            source = _("一级指标权重按表内所印说明：{weights}").format(weights=_shown(found.weights))
            yield _Printed("level_weights", found.weights, source, note.span)
            yield _Printed("level_weights_binding", found.binding, source, note.span)
            return


def _of_note(text: str, span: Span, profile: Profile) -> Iterator[_Printed]:
    if _REVERSE_RATIO.search(text):
        yield _Printed("reverse_score", "ratio", _("反向指标按表内所印公式：权重×目标÷实际"), span)
    bands = _BANDS.search(text)
    if bands and len(profile.bands) == THREE:
        ends = _rebanded(profile.bands, Decimal(bands["high"]), Decimal(bands["low"]))
        source = _("定性指标按表内所印档次：100%—{high}%—{low}%—0")
        yield _Printed("bands", ends, source.format(high=bands["high"], low=bands["low"]), span)
    for name, pattern in _THRESHOLDS.items():
        owed = pattern.search(text)
        if owed:
            source = _("按表内所印说明：{note}").format(note=owed.group())
            yield _Printed(name, Decimal(owed["value"]), source, span)
    if (found := grades.scale(text)) is not None:
        source = _("等级按表内所印分数线：{grades}").format(grades=_shown(found.lowest))
        below = {name: low for name, low in profile.grades.items() if low < min(found.lowest.values())}
        yield _Printed("grades", found.lowest | below, source, span)


_THRESHOLDS = {"low_execution": _LOW_EXECUTION, "overfulfilment": _OVERFULFILMENT, "adjustment": _ADJUSTMENT}


def _rebanded(bands: tuple[Band, ...], high: Decimal, low: Decimal) -> tuple[Band, ...]:
    ends = ((high, Decimal(100)), (low, high), (Decimal(0), low))
    return tuple(
        band.model_copy(update={"low": least, "high": most}) for band, (least, most) in zip(bands, ends, strict=True)
    )


def _shown(value: object) -> str:
    """A rule's value in words: 130, ratio, 优90、良80."""
    match value:
        case Decimal():
            return show(value)
        case bool():
            return "true" if value else "false"
        case dict():
            return "、".join(f"{name}{show(figure)}" for name, figure in value.items()) or "—"
        case tuple():
            return "、".join(f"{show(band.high)}—{show(band.low)}%" for band in value) or "—"
        case _:
            return str(value)
