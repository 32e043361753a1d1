"""What there was at first, what came and went, and what was left in the end, told in one sentence."""

from auditor.model.relation import Relation
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily

_OPENING = lazily(
    r"(?:年初|期初)(?!预算|批复|安排|下达|目标|计划|确定|设定|追加)|(?:上年|上年末|上年底)(?:结转|结余|结存|库存|余额)"
)
_CLOSING = lazily(r"(?:年末|年底|期末)[^,。;:、\d]{0,8}$|^(?:尚|还|仍)?[余剩](?:下|余)?$|^(?:尚|还)有$")
_CAME = lazily(r"新发放|新增|收治|入院|入库|招录|新招|招聘|调入|转入|购[入进]|立案|新收|追加")
_WENT = lazily(
    r"列支|支[付出]|使用|收回|核[销减]|出库|出院|离职|调[出剂]|转出|退休|上缴|缴回|归还|偿还|审结|结案|消耗|领用|发[出放]|配发|投放|报[废损]|损[毁耗]|淘汰|注销"
)


def of(reading: Reading, left: Mention) -> Relation | None:
    """年初余额4260万元，新发放2380万元，收回1950万元，年末余额4690万元: how the figures of such a sentence make the last of them.

    None where one of those between neither came nor went, by what it is called, or where several of both did.
    """
    if _CLOSING.search(left.lead) is None:
        return None
    told = [one for one in reading.earlier(left) if alike(one, left) and one.depth == left.depth]
    opening = next((at for at, one in enumerate(told) if _OPENING.search(one.lead)), None)
    if opening is None or any(one.planned or "其中" in one.gap for one in told[opening:]):
        return None
    between = told[opening + 1 :]
    came = [one for one in between if _CAME.search(one.lead)]
    went = [one for one in between if one not in came and _WENT.search(one.lead)]
    if not went or len(came) + len(went) != len(between) or (came and len(went) > 1):
        return None
    names = tuple(one.id for one in (told[opening], *came, *went))
    by = "statements.balances"
    if came:
        return Relation(kind="sum", result=left.id, of=names, form="flow", by=by, place=left.place)
    return Relation(kind="difference", result=left.id, of=names, by=by, place=left.place)
