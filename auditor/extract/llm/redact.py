"""Masks names, phones, identity numbers and addresses of mail before a text leaves the machine.

A mask is as long as what it hides, so a quote of the masked text stands at the same place of the original.
"""

import re

MASK = "＊"

_PERSON = re.compile(
    r"(?:填表人|填报人|制表人|审核人|复核人|联系人|经办人|负责人|项目负责人|单位负责人|财务负责人|主要负责人|分管领导)"
    r"(?:[（(][^（）()]{0,6}[）)])?[:：\s|]{1,4}(?P<hidden>[一-鿿]{1}[一-鿿·\s]{0,2}[一-鿿](?![一-鿿]))"
)
"""填表人：王 某, 联系人 李某某"""
_LANDLINE = r"(?:[（(]0\d{2,3}[）)]|0\d{2,3}-)\d{7,8}(?:-\d{1,4})?"
_PRIVATE = re.compile(
    rf"""(?x)
    (?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    | (?<![\d.])(?P<identity>\d{{6}}(?:19|20)\d{{2}}(?:0[1-9]|1[0-2])\d{{5}}[\dXx])(?![\d.])
    | (?<![\d.])(?P<mobile>1[3-9]\d(?:[-\ ]?\d{{4}}){{2}})(?![\d.]|\s*[万亿元%％])
    | (?<![\d.])(?P<landline>{_LANDLINE})(?!\d)
    | (?:电话|传真)[:：\s|]{{1,4}}(?P<local>\d{{7,8}})(?!\d)
    """
)
"""13800001234, 022-12345678, (022)12345678, 电话：87654321, 120101199001011234, a.b@example.org"""


def redact(text: str) -> str:
    """The text with everything personal masked, character for character as long as it was."""
    for pattern in (_PERSON, _PRIVATE):
        text = pattern.sub(_masked, text)
    return text


def _masked(found: re.Match[str]) -> str:
    hidden = next(name for name, value in found.groupdict().items() if value is not None)
    start, end = found.start(hidden) - found.start(), found.end(hidden) - found.start()
    return found[0][:start] + MASK * (end - start) + found[0][end:]
