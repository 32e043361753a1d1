"""Where a TOML file is wrong, in the user's language; the parser's own words are English."""

import re

from auditor.locale import gettext as _

_PLACE = r"\(at line (?P<line>\d+), column (?P<column>\d+)\)"
"""`Expected '=' after a key (at line 3, column 8)`; newer Pythons give the two as numbers, too."""


def fault(error: ValueError | RecursionError) -> str:
    """The place of the fault, and what it usually is; or that the file is not in UTF-8."""
    if isinstance(error, UnicodeDecodeError):
        return _("不是 UTF-8 编码，请用记事本另存为 UTF-8")
    if isinstance(error, RecursionError):
        return _("嵌套太深")
    place = re.search(_PLACE, str(error))
    if place is None:
        return _("文件末尾不完整")
    said = _("第 {line} 行第 {column} 列写法不对；文字要加引号，Windows 路径用单引号或正斜杠")
    return said.format(**place.groupdict())
