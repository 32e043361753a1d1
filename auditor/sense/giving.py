"""Money that a project is given or puts in, and money that it is to bring about."""

from auditor.text.normalize import fold
from auditor.text.patterns import lazily

# "补助资金105万元", "投入资金325万元"
_GIVEN = lazily(r"申请|申报|下达|安排|拨付|拨款|补助资金|专项资金|预算|投[资入]|经费|筹措|争取|支持|奖补|总额")
_BROUGHT_ABOUT = lazily(r"完成|实现|达到|增收|收入|产值|销售|节约|追回|挽回|征收|缴|签约|交易")
"""招商到位2亿元, 追回资金150万元: money that is the result itself."""


def is_put_in(said: str) -> bool:
    """Whether the words around a sum of money say that it is what is spent on the work, and no result of it."""
    words = fold(said)
    return _GIVEN.search(words) is not None and _BROUGHT_ABOUT.search(words) is None
