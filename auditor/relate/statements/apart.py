"""What sets two figures of one noun apart: other words before the noun, another deed, another time, place or part."""

from collections.abc import Iterable
from itertools import takewhile
from operator import eq

from auditor.relate.statements import numbered
from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.reading import Reading
from auditor.text import units
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

TRIED = 24
"""Figures of a like name that are looked back over."""


def told(reading: Reading, earlier: Mention, later: Mention) -> bool:
    """Whether one of both says so: another time, some of them, others under other words; or of those who were asked or looked at."""
    one, other = whole_clause(reading, earlier), whole_clause(reading, later)
    return (
        any((pattern.search(one) is None) != (pattern.search(other) is None) for pattern in _ONE_ALONE)
        or _when(reading, earlier) != _when(reading, later)
        or _in_name(earlier, later)
        or _in_heading(earlier.heading, later.heading)
        or numbered.of_other_points(reading, earlier, later)
        or _in_rows(reading, earlier, later)
        or _document(reading, earlier) != _document(reading, later)
        or _in_scope(reading, earlier, later)
        or of_other_years(reading, earlier, later)
        or _in_deed(reading, earlier, later)
        or (at_most(later, earlier) and _did_more(reading, earlier, later))
    )


def at_most(one: Mention, other: Mention) -> bool:
    """Whether a figure may be some of another."""
    told = units.converted(one.quantity, other.quantity)
    return told is not None and told.value <= other.quantity.value


def stands_in(piece: str, words: str) -> bool:
    """Whether at least half of the pairs of characters of a piece stand in other words."""
    own = [piece[at : at + 2] for at in range(len(piece) - 1)]
    return sum(pair in words for pair in own) * 2 >= len(own)


def whole_clause(reading: Reading, one: Mention) -> str:
    """The words of its clause up to a figure, and those behind it."""
    return reading.up_to(one) + behind(reading, one)


def behind(reading: Reading, one: Mention) -> str:
    """The words of its clause behind a figure."""
    found = _BEHIND.match(reading.behind(one))
    return found.group() if found else ""


_BEHIND = lazily(r"[^,。;:、()\d]{0,18}")
_ONE_ALONE = (
    lazily(r"新增|净增"),
    lazily(r"抽[查取样检测访选问]|随机|走访|访谈|座谈|调查|受访|回访|问卷|实地(?:查看|核查)"),
    lazily(r"部分|个别|少数|多数|有的|只有|仅|只(?=[一-鿿])|其余|剩余|其他"),
    lazily(r"[仍尚未]|还有|没有|[正在待]办"),
)
"""What came in the year and not all there is; those who were asked; some of them; what is not done yet."""
_TIMES = lazily(
    r"上半年|下半年|[一二三四]季度|\d{1,2}月|[春夏秋冬]季|春节|国庆|五一|[一二三四五六][期批轮标](?!次)|明年|下一?年|(?P<all>全年|累计|[合总共]计|一共|年末|首[期批])"
)
"""首批入网仪器418台, 入网的481台仪器: where no second batch is told, the first is all there are."""


def _when(reading: Reading, one: Mention) -> str:
    """The last time or batch that its sentence names before a figure; none where it goes on to tell of all there are."""
    told = list(_TIMES.finditer(reading.flats[one.paragraph], one.opened, one.start))
    return told[-1][0] if told and told[-1]["all"] is None else ""


_DOCUMENT = lazily(r"[〔\[【(]\d{4}[〕\]】)]\d{1,4}号")


def _document(reading: Reading, one: Mention) -> str:
    """The number of the document that its sentence names last before a figure."""
    return next(reversed(_DOCUMENT.findall(reading.flats[one.paragraph], one.opened, one.start)), "")


_YEAR = lazily(r"(?:19|20)\d\d(?=年)")


_ROW = lazily(r"\s*([^,。;:、\d\s][^,。;:、\d]{1,15}):")


def _in_rows(reading: Reading, earlier: Mention, later: Mention) -> bool:
    """住院患者：有效问卷2,400份; 门诊患者：有效问卷1,800份: lines of one pattern, each of what stands before its colon."""
    one, other = (_ROW.match(reading.flats[said.paragraph]) for said in (earlier, later))
    return bool(one and other and one[1] != other[1]) and earlier.lead.strip() == later.lead.strip()


def of_other_years(reading: Reading, earlier: Mention, later: Mention) -> bool:
    """Whether the sentences of two figures name other years before them."""
    one, other = (
        set(_YEAR.findall(reading.flats[said.paragraph], said.opened, said.start)) for said in (earlier, later)
    )
    return bool(one and other) and one.isdisjoint(other)


PLAIN = lazily(
    r"全[省市县区州旗镇乡村街校院馆局]|我[省市县区局校院馆镇乡]|全年|年内|本年度?|当年|年末|截[至止]|目前|累计|合计|总计|共计|一共|总共|总数|数量|人数|"
    r"现有|现共|提供|接受|参加|服务(?!站|点|中心|机构|对象)|开展|完成|实现|组织|实施|进行|建成|建立|新增|落实|取得|形成|达到|通过|这些?|上述|前述|随着|惠及|受益|覆盖|"
    r"情况|工作|项目(?!库)|^[共已均都为由从在对给向将把使让其该这有]+|[的了和与等有为达到共计是数]+$"
)
"""Words that name nothing that is counted, and set no two figures apart."""


SELF = lazily(r"^(?:本|该|我)?(?:基地|中心|学院|学校|医院|园区|景区|工程|项目|活动)(?:现有?|共|目前|已)?")
"""A body or project that speaks of itself."""


def _in_heading(one: str, other: str) -> bool:
    """Whether two figures stand under headings of one kind, each of its own place or project: 东湖片区 and 西湖片区."""
    common = _begin_alike(one, other)
    own, others = one[common:], other[common:]
    if min(len(own), len(others)) <= _HEAD or own[-_HEAD:] != others[-_HEAD:] or _EACH.search(own) is None:
        return False
    return _LOOKS_BACK.search(f"{own}|{others}") is None


def _begin_alike(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters two names have in common, from the first one on."""
    return sum(takewhile(bool, map(eq, one, other)))


_LOOKS_BACK = lazily(r"效益|成效|效果|问题|不足|经验|做法|满意|结论|总体|综合|自评")
"""A part of a report that speaks of all the others."""

_EACH = lazily(r"(?:片区?|标段|项目|工程|镇|乡|村|街道|社区|县|区|市|校|院|馆|所|站|中心|公司|分局|大队|组|情况)$")


def _did_more(reading: Reading, earlier: Mention, later: Mention) -> bool:
    """检查餐饮单位1860家; 320家餐饮单位完成整改: those that did something else than the earlier figure tells of, and not all of them."""
    if len(PLAIN.sub("", later.lead)) > 1 or not later.tail or _POINTS_BACK.search(later.lead):
        return False
    all_said = behind(reading, later).removeprefix("的")
    said, known = PLAIN.sub("", all_said), PLAIN.sub("", reading.clause(earlier))
    length = begun(said, known)
    done = said[length:]
    if not length or len(done) < _HEAD or _ALL.search(all_said):
        return False
    return pairs(known.replace(said[:length], "|")).isdisjoint(pairs(done))


def begun(said: str, words: str) -> int:
    """How many characters of what is said stand in other words, from its beginning; nought where it is no word."""
    return next((long for long in range(len(said), 1, -1) if said[:long] in words), 0)


_ALL = lazily(r"全部|均|都|悉数|投[入用]|运行|后(?:$|[即便可能就又都方才])|之?后|之所以|如期|按期|发挥")
_POINTS_BACK = lazily(r"(?:上述|前述|以上|这|该)[^,。;]{0,4}$")
_HAS = lazily(r"聘[用请任]?了?|配[备齐]了?|[里内]|现?有")
"""Words that say that there are so many, and nothing else of them."""
_WHOLE_PLACE = lazily(r"全[国省市县区州旗盟镇乡街村]")
_ABOVE = lazily(r"全国|全省")
_BODIES = frozenset("所家个处座院园校户村镇乡")


def _in_scope(reading: Reading, earlier: Mention, later: Mention) -> bool:
    """全县在园幼儿1.74万名; 支持12所幼儿园，在园幼儿3860名: of a whole place, and of some bodies that were counted right before."""
    one, other = (whole_clause(reading, told) for told in (earlier, later))
    if {*_ABOVE.findall(one)} != {*_ABOVE.findall(other)}:
        return True
    of_all = [_WHOLE_PLACE.search(words) is not None for words in (one, other)]
    if of_all[0] == of_all[1]:
        return False
    own, place = (later, one) if of_all[0] else (earlier, other)
    if len({*_HAS.sub("", PLAIN.sub("", reading.clause(own)))} - {*place}) >= _HEAD:
        return True  # 检查餐饮单位1860家; 全县餐饮单位4200家
    before = reading.mentions[own.at - 1] if own.at else own
    return (
        before.sentence == own.sentence
        and before.quantity.kind == "count"
        and before.unit in _BODIES
        and before.unit != own.unit
        and own.clause - before.clause <= 1
        and not _WHOLE_PLACE.search(reading.clause(before))
    )


def _in_name(earlier: Mention, later: Mention) -> bool:
    """Whether two nouns end alike under other words: 毕业研究生 and 在校研究生, 一审案件 and 参审案件."""
    one, other = (_PRESENT.sub("", _NAMELESS.sub("", said.lead)) for said in (earlier, later))
    common = _begin_alike(reversed(one), reversed(other))
    shorter = min(len(one), len(other))
    if common == shorter >= _WHOLE_NAME and (more := max(one, other, key=len)[:-common]):
        return len(more) >= _HEAD and _QUALIFIES.search(more) is not None
    return _HEAD <= common < shorter


_PRESENT = lazily(r"现有|现共|的")
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
    one, other = _deed(reading, earlier), _deed(reading, later)
    return one != other and "" not in (one, other)


def _deed(reading: Reading, one: Mention) -> str:
    """The nearest deed before a figure in its sentence; none where it stands too far off."""
    return next(reversed(_DEEDS.findall(reading.flats[one.paragraph][one.opened : one.start][-_FAR:])), "")
