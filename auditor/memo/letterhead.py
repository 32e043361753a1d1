"""Whose memo it is: what an office prints at the head and the foot of its papers."""

from collections.abc import Mapping
from pathlib import Path

from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.model.record import Record, unchecked
from auditor.settings import LetterheadField


class Letterhead(Record):
    """What a paper says of the office that hands it over. Empty is left as a blank to fill in, or out.

    `date` is the day printed on the paper; without it a line is left for it, so that the same audit gives the same bytes.
    """

    unit: str = ""
    """核查单位."""
    number: str = ""
    """编号 or 文号."""
    grounds: str = ""
    """依据: the task or rule under which the review is made."""
    period: str = ""
    """核查期间."""
    staff: str = ""
    """核查人员."""
    contact: str = ""
    """联系人、电话."""
    date: str = ""
    template: bytes | None = None
    """A Word file of the office's own, with placeholders (see `memo.template`)."""


make_letterhead = unchecked(Letterhead)
BLANK = make_letterhead()


def of(stated: Mapping[LetterheadField, str], *, date: str = "", template: Path | None = None) -> Letterhead:
    """The letterhead that the settings state. Raises SettingsError when the template cannot be read."""
    try:
        read = template.read_bytes() if template is not None else None
    except OSError as error:
        message = _("读不到模板 {name}（{why}）。")
        raise SettingsError(message.format(name=template, why=error.strerror or error)) from error
    return make_letterhead(**{str(name): told for name, told in stated.items()}, date=date, template=read)
