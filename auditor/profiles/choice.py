"""Which local rules an audit goes by: those asked for, else the province's, else the national ones; what the form prints wins."""

import re
from decimal import Decimal

from auditor.locale import gettext as _
from auditor.model.record import Record
from auditor.model.report import Report
from auditor.profiles import Band, Profile, load, shipped
from auditor.text.normalize import fold

# "反向指标得分=权重*A/B", "逆向指标得分＝分值×目标值/实际值": the share of the target in the actual
_REVERSE_RATIO = re.compile(r"[反逆]向\w*[=＝](?:权重|分值)[*×xX]?[(（]?(?:A/B|\w*目标\w*[/÷]\w*实际)")
# "100%-80%(含80%)、80%-50%(含50%)、50%-0%": the three bands of qualitative rows
_BANDS = re.compile(
    r"100%?[-—~至](?P<high>\d{2})%?[(（]?\w*\d*%?[)）]?[、,，;；和及]\s?(?P=high)%?[-—~至](?P<low>\d{2})%?[(（]?\w*\d*%?[)）]?[、,，;；和及]\s?(?P=low)%?[-—~至]0"
)
# "219001-天津市…": the code before an organisation's name
_CODE = re.compile(r"^[\d\-—]+")
THREE = 3


class Choice(Record):
    """The rules of an audit, and where each that is not national came from."""

    profile: Profile
    sources: tuple[str, ...] = ()


def choose(report: Report, wanted: str | None = None) -> Choice:
    """The rules for this report. Raises SettingsError when the profile asked for is not there or wrong."""
    if wanted:
        profile = load(wanted)
        sources: tuple[str, ...] = (_("按设置采用{title}").format(title=profile.title),)
    else:
        profile, sources = _of_province(report)
    changed, printed = _printed(report, profile)
    return Choice(profile=profile.model_copy(update=changed), sources=(*sources, *printed))


def _of_province(report: Report) -> tuple[Profile, tuple[str, ...]]:
    named = [_CODE.sub("", fold(text)) for text in (report.organisation, report.title) if text]
    for name in shipped():
        profile = load(name)
        found = next(
            (province for province in profile.provinces if any(text.startswith(province) for text in named)), None
        )
        if found:
            return profile, (_("单位名称以“{province}”开头，采用{title}").format(province=found, title=profile.title),)
    return load("national"), ()


def _printed(report: Report, profile: Profile) -> tuple[dict[str, object], tuple[str, ...]]:
    """What the form's own notes change, and the notes."""
    changed: dict[str, object] = {}
    sources: list[str] = []
    for rule in report.rules:
        text = fold(rule.text)
        if _REVERSE_RATIO.search(text):
            changed["reverse_score"] = "ratio"
            sources.append(_("反向指标按表内所印公式：权重×目标÷实际"))
        bands = _BANDS.search(text)
        if bands and len(profile.bands) == THREE:
            changed["bands"] = _rebanded(profile.bands, Decimal(bands["high"]), Decimal(bands["low"]))
            sources.append(
                _("定性指标按表内所印档次：100%—{high}%—{low}%—0").format(high=bands["high"], low=bands["low"])
            )
    return changed, tuple(dict.fromkeys(sources))


def _rebanded(bands: tuple[Band, ...], high: Decimal, low: Decimal) -> tuple[Band, ...]:
    ends = ((high, Decimal(100)), (low, high), (Decimal(0), low))
    return tuple(
        band.model_copy(update={"low": least, "high": most}) for band, (least, most) in zip(bands, ends, strict=True)
    )
