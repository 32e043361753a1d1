"""Masks names, phones, identity numbers, accounts and addresses of mail before a text leaves the machine.

A mask is as long as what it hides, so a quote of the masked text stands at the same place of the original.
"""

import re

from auditor.text.private import MASK, masked, private

__all__ = ["MASK", "redact"]

_PERSON = re.compile(
    r"(?:填表人|填报人|制表人|审核人|复核人|联系人|经办人|负责人|项目负责人|单位负责人|财务负责人|主要负责人|分管领导)"
    r"(?:[（(][^（）()]{0,6}[）)])?[:：\s|]{1,4}(?P<hidden>[一-鿿]{1}[一-鿿·\s]{0,2}[一-鿿](?![一-鿿]))"
)
"""填表人：王 某, 联系人 李某某"""


def redact(text: str) -> str:
    """The text with everything personal masked, character for character as long as it was."""
    people = [found.span("hidden") for found in _PERSON.finditer(text)]
    numbers = [(one.start, one.end) for one in private(text, ("identity", "phone", "account", "mail"))]
    return masked(text, [*people, *numbers])
