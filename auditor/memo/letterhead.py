"""Whose memo it is: what an office prints at the head and the foot of its papers."""

from auditor.model.record import Record


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


BLANK = Letterhead()
