"""What is left of a count: 收件420件，已办411件，余下9件."""

import re
from collections.abc import Iterator

from auditor.model.relation import Relation
from auditor.relate.statements import lexicon
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily

_TURNED_DOWN = lazily(r"逾期|超期|超时|退回|驳回|不合格|不通过|不达标|淘汰|剔除")


_BEARERS = lazily(
    r"其余(?:各|的)?个?(?:[一-鿿]{0,2}(?P<who>户)|[一-鿿]{0,3}(?:乡镇|镇街|街道|社区|学校|幼儿园|医院|卫生院|企业|单位|部门|科室|站所|标段|县区|[村乡镇县市区]))[^,。;:、\d]{0,8}$"
)


def of_bearers(rest: Mention) -> bool:
    """桑乡96公里，柳乡84公里，其余乡镇60公里: what the others of a list have, unless it is they that are counted (其余村9个)."""
    found = _BEARERS.search(rest.lead)
    if found is None:
        return False
    return bool(rest.tail) or rest.unit not in (("户",) if found["who"] else ("个", "家", "所"))


def of_counts(reading: Reading, left: Mention) -> Iterator[Relation]:
    """收件420件，已办411件，余下9件."""
    if _AMONG.match(left.lead) or of_bearers(left):
        return  # 含上年未结案件11件
    earlier = reading.earlier(left)
    near = [one for one in earlier if alike(one, left) and one.amount and reading.top(one)]
    near = [one for one in near if one.depth == left.depth]
    if len(near) > 1 and _parallel(near[0], near[1]):
        return  # 新认定18家，重新认定9家，到期未通过4家
    if near[:1] != earlier[:1]:
        near = [*_at_first(earlier[:1], left), *near]
    if any(map(_came_in, near)):
        return  # 年初16个，新开工9个，竣工11个，年末在建14个: what came in counts too
    near = [one for one in near if one.unit == left.unit and one.segment == left.segment] or near
    if _TURNED_DOWN.search(left.lead) and (len(near) > 1 + 1 or any(one.planned for one in near)):
        return  # one of several grades; 计划抽检2000批次，抽检1860批次，不合格41批次
    if ("另有" in left.lead and not _STILL_OPEN.match(reading.behind(left))) or _one_state_of_several(reading, left):
        return
    if len(near) >= 2 and not _listed(reading, near[-1]):
        others = near[2:]
        goes = bool(others) and _STOCK.search(near[0].lead) is not None and all(map(_goes_out, near[1:]))
        states, only_states = [*filter(_another_state, near[1:-1])], all(map(_another_state, others))
        taken = near[1:] if goes or only_states else [*states, near[-1]]
        of = (near[0].id, *(one.id for one in taken))
        if len(near) == 1 + 1 and _WANTED.search(near[1].lead):
            of = of[::-1]  # 共72人，距离编制数96人还差24人
        told = Relation(kind="difference", result=left.id, of=of, by="statements.balances", place=left.place)
        nested = states or (goes and not only_states)
        yield told.model_copy(update={"otherwise": _within(told, near)}) if nested else told


_STOCK = lazily(r"采购|购[置买入进]|入库|储备|期初|年初|原有|到货|库存|生产|收购|印[制刷]|制作")
_GOES = lazily(r"接种|领用|使用|用[于去掉]|投放|发放|分发|调[拨配出]|下拨|配发|售出|销售|消耗|捐赠|借出")
"""What takes from a stock: 采购420支，接种300支，领用20支，剩余100支."""


def _goes_out(one: Mention) -> bool:
    return _GOES.search(one.lead) is not None or _another_state(one)


def _within(told: Relation, near: list[Mention]) -> tuple[Relation, ...]:
    """发放7900支，接种7600支: where the later may be some of the earlier, each alone is what went."""
    return tuple(told.model_copy(update={"of": (near[0].id, one.id)}) for one in near[1:])


def _came_in(one: Mention) -> bool:
    return _NEW.search(one.lead) is not None


_NEW = lazily(r"新(?:开工|增|收|立|招|入|签|受理)|转入|调入|购入")
_AMONG = lazily(r"(?:其中|包括|包含|含)")
_OF_ALL = lazily(r"应|计划|总|共|年初|原有|现有|累计|全")


def _parallel(one: Mention, other: Mention) -> bool:
    """Whether two figures are told of one deed, neither as the whole: then nothing is left of the first."""
    return len(other.lead) > 1 and other.lead[-2:] in one.lead and _OF_ALL.search(one.lead) is None


def _at_first(first: list[Mention], left: Mention) -> list[Mention]:
    """年初418户，年内消除265户，剩余163户: what there was at first, where the sentence begins with it."""
    return [one for one in first if alike(one, left) and re.search(r"年初|期初|原有", one.lead) and one.amount]


_WANTED = lazily(r"距|编制|应|目标|计划|需要|核定")
_STILL_OPEN = lazily(r"[^,。;:、\d]{0,6}(?:仍|尚|正|在|未|待)")
"""另有62起仍在调处中: the rest, and no others beside."""
_STATE = lazily(
    r"^[^,。;:、\d]{0,6}(?:报[废损]|损[耗毁坏]|核销|销毁|注销|停用|调出|退[回还库]|缓[评建发]|在建|在办|未|待|过期)"
)


def _another_state(one: Mention) -> bool:
    """Whether a figure is of what neither was done nor is left: 报废0.1万支, 在建3座."""
    return _STATE.search(one.lead) is not None


def _one_state_of_several(reading: Reading, left: Mention) -> bool:
    """在建3座，未开工2座: of what is left, one of the kinds that are told."""
    behind = reading.mentions[left.at + 1] if left.at + 1 < len(reading.mentions) else None
    return (
        behind is not None
        and behind.sentence == left.sentence
        and behind.clause - left.clause <= 1
        and alike(behind, left)
        and lexicon.has("differences", "left_words", behind.lead)
    )


def _listed(reading: Reading, one: Mention) -> bool:
    run = reading.run_of.get(one.at)
    return run is not None and run.strong
