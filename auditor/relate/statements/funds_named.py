"""Rates that bear the name of a fund of their own, and are of no other money."""

from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_RATE = lazily(
    r"(?P<name>[一-鿿]{2,12}?)(?:预算)?(?:支出|支付|付款|执行|使用|拨付|兑付|用款|到位|到账)(?:进度|比例|率)"
)
_GENERAL = lazily(
    r"预算|资金|项目|经费|年度|全年|当年|本年|总体|整体|总|实际|综合|财政|拨款|专项|支出|按此|计算|部门|单位|均|各|累计|平均|全部|[的为]|中央|国家|自治区|省级?|市级?|县级?|区级?|本级|上级"
)
_BESIDE = 60
"""Characters before a figure in its sentence among which its fund is named."""


def of_another_fund(reading: Reading, name: str, base: Mention, top: Mention) -> bool:
    """设施维护费160万元。全年支出1140万元，设施维护执行率75%: a rate whose name another sum of the report bears, and neither of its two.

    A name that no sum bears is that of the whole project.
    """
    called = _RATE.search(name)
    own = pairs(_GENERAL.sub("", called["name"])) if called is not None else frozenset()
    if not own or any(own & pairs(_said(reading, one)) for one in (base, top)):
        return False
    return any(
        own & pairs(one.lead)
        for one in reading.mentions
        if one.quantity.kind == "money" and one.amount and one.at not in (base.at, top.at)
    )


def _said(reading: Reading, one: Mention) -> str:
    return reading.flats[one.paragraph][max(one.opened, one.start - _BESIDE) : one.start] + one.heading
