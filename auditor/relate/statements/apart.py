"""What sets two figures of one noun apart: other words before the noun, another deed."""

from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily

TRIED = 24
"""Figures of a like name that are looked back over."""


def told(reading: Reading, earlier: Mention, later: Mention) -> bool:
    """Whether one of both says so, or one of them counts those who were asked or looked at: some of all."""
    added = [bool(_ADDED.search(reading.clause(one))) for one in (earlier, later)]
    if added[0] != added[1]:
        return True  # 新增基地24家; 136家基地: what came in the year, and all there is
    if _of_other_documents(reading, earlier, later) or of_other_points(reading, earlier, later):
        return True
    sampled = [bool(_SAMPLED.search(reading.clause(one))) for one in (earlier, later)]
    return sampled[0] != sampled[1] or _in_name(earlier, later) or _in_deed(reading, earlier, later)


_DOCUMENT = lazily(r"[〔\[【(](?:19|20)\d\d[〕\]】)]\s*(?:第?)(\d{1,4})号")
_BATCH = lazily(r"(?:\A|[,、;:。(\s])第?([一二三四五六七八九十\d])[批期](?=[一-鿿])")


def _of_other_documents(reading: Reading, earlier: Mention, later: Mention) -> bool:
    """财农〔2023〕19号下达791万元; 财农〔2023〕41号下达5万元; 一批项目…，二批项目…: each sentence is of its own document or batch."""
    for pattern in (_DOCUMENT, _BATCH):
        one, other = (
            set(pattern.findall(reading.flats[said.paragraph][said.opened : said.start])) for said in (earlier, later)
        )
        if one and other and one.isdisjoint(other):
            return True
    return False


_POINT = lazily(
    r"\s*[(]?(?P<mark>\d{1,2}|[一二三四五六七八九十]{1,3})[.、)]\s*(?:(?:19|20)\d\d年度?)?"
    r"(?P<topic>[^,。;:]{2,60}?(?P<sort>项目|工程|资金|经费|专项|情况|方面|指标))(?:[(][^()]{0,20}[)])?[,。:]"
)
"""2.道路硬化工程，… 2、项目过程情况，…: what a numbered point is about, in its first clause."""
_SORTS_OF_SCORES = frozenset(["情况", "方面", "指标"])


def of_other_points(reading: Reading, earlier: Mention, later: Mention) -> bool:
    """Whether two numbered points, each of a project or fund of its own, tell the two; of scores also those of a part each."""
    if earlier.paragraph == later.paragraph:
        return False
    one, other = (_POINT.match(reading.flats[said.paragraph]) for said in (earlier, later))
    if one is None or other is None or one["mark"] == other["mark"] or one["topic"] == other["topic"]:
        return False
    scored = earlier.unit == "分" == later.unit
    return scored or _SORTS_OF_SCORES.isdisjoint((one["sort"], other["sort"]))


_ADDED = lazily(r"新增|净增")
_SAMPLED = lazily(r"抽[查取样检测访选问]|随机|走访|访谈|座谈|调查|受访|回访|问卷|实地(?:查看|核查)")


def _in_name(earlier: Mention, later: Mention) -> bool:
    """Whether two nouns end alike under other words: 毕业研究生 and 在校研究生, 一审案件 and 参审案件."""
    one, other = (_NAMELESS.sub("", said.lead).replace("的", "") for said in (earlier, later))
    common = 0
    while common < min(len(one), len(other)) and one[-1 - common] == other[-1 - common]:
        common += 1
    shorter = min(len(one), len(other))
    if common == shorter >= _WHOLE_NAME and (more := max(one, other, key=len)[:-common]):
        return len(more) >= _HEAD and _QUALIFIES.search(more) is not None
    return common >= _HEAD and common < shorter


_WHOLE_NAME = 3
_QUALIFIES = lazily(
    r"(?:公办|民办|普惠|国有|集体|私营|残疾|留守|贫困|困难|脱贫|女|男|城[镇市区]|农村|新|老|重点|特殊|一[级类]|二[级类]|三[级类]|[东南西北中]部?)(?!.*[,。;])|[一-鿿]{2}(?:村委会|村|寨|屯|社区|街道|小区|镇|乡|路段|标段)(?!.*[,。;])"
)
"""公办园在园幼儿 and 在园幼儿: a name that says which of them."""


_HEAD = 2
"""Characters of the noun that two names share."""
_NAMELESS = lazily(
    r"^(?:上述|前述|以上|该|这些?|随着|完成|实施|建设|建成|开展|组织|实现|其中|截至|年末|年底|全年|全[县市区省]|累计|共|已|实际|目前|我[县市区省局馆院校])+|(?:共|共计|累计|达到?|为|有|约)+$"
)
_DEEDS = lazily(
    r"采集|供应|采购|销售|生产|收购|受理|办结|招收|招生|毕业|新建|改建|拆除|培训|发放|收回|引进|培育|种植|收获|投放|回收|进馆|外借|出版|接种|检测|征收|移交|安置|救助|登记|注销|签约|履约"
)


_FAR = 60
"""Characters before a figure in which its deed stands."""


def _in_deed(reading: Reading, earlier: Mention, later: Mention) -> bool:
    """Whether the nearest deeds before two figures are others: 采集血小板6200治疗量, 供应红细胞…，血小板6150治疗量."""
    deeds = [
        _DEEDS.findall(reading.flats[one.paragraph][max(one.opened, one.start - _FAR) : one.start])
        for one in (earlier, later)
    ]
    return all(deeds) and deeds[0][-1] != deeds[1][-1]
