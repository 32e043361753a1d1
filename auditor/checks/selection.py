"""Which checks of the catalogue a run uses."""

from collections.abc import Iterable, Sequence
from functools import cache

from auditor.checks.registry import Check
from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.model.finding import NotRun


def choose(catalogue: Sequence[Check], select: Iterable[str], ignore: Iterable[str]) -> list[Check]:
    """The checks selected (all when nothing is) and not ignored, by code or family; a code beats its family.

    Raises SettingsError for a code or family that is not in the catalogue.
    """
    wanted, unwanted = tuple(select), tuple(ignore)
    require_known(catalogue, (*wanted, *unwanted))
    return [check for check in catalogue if _chosen(check.code, wanted, unwanted)]


def switched_off(catalogue: Sequence[Check], chosen: Iterable[Check]) -> list[NotRun]:
    """What the settings kept from looking, so that it is told."""
    running = {check.code for check in chosen}
    reason = _("按设置（--select、--ignore）没有执行")
    return [NotRun(code=one.code, reason=reason, switched_off=True) for one in catalogue if one.code not in running]


def require_known(catalogue: Sequence[Check], codes: Iterable[str]) -> None:
    """Raises SettingsError for a code or family that is not in the catalogue."""
    known = {check.code for check in catalogue} | {check.code[:2] for check in catalogue}
    for code in codes:
        if code not in known and code not in _over_many():
            message = _("核对目录中没有 {code}；auditor checks 列出全部代码，也可以只写类别（如 CL）。")
            raise SettingsError(message.format(code=code))


@cache
def _over_many() -> frozenset[str]:
    """The codes and families of the checks over many submissions: whoever names one means those of a batch."""
    from auditor.checks import registry

    return frozenset(part for check in registry.over_many() for part in (check.code, check.code[:2]))


def _chosen(code: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    if code in ignore:
        return False
    if code in select:
        return True
    return code[:2] not in ignore and (not select or code[:2] in select)
