"""What a deadline is set for, and what is said around the dates that may answer it."""

import re

from auditor.relate.statements import lexicon
from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily


def asked(reading: Reading, date: Mention) -> bool:
    """Whether the words before a date ask for it: 原定, 约定, 延至."""
    return lexicon.has("deadlines", "asked", lead(reading, date))


def lead(reading: Reading, date: Mention) -> str:
    """The words right before a date, up to the figure before it."""
    before = [one.end for one in reading.earlier(date)]
    return reading.flats[date.paragraph][max([date.began, *before]) : date.start][-_LEAD:]


_LEAD = 16
"""Characters before a date that ask for it."""


_BY = lazily(r"前$")
_DONE = lazily(r"实际|已经?|均|全部(?:完成|拨付|发放|支付|到位|建成|办结)|如期|按期|提前")


def another_deadline(reading: Reading, date: Mention, one: Mention) -> bool:
    """一期10月20日前完工，二期次年6月底前完工: what is due of another part."""
    both = _BY.search(date.quantity.text) is not None and _BY.search(one.quantity.text) is not None
    return both and _DONE.search(clause(reading, one)) is None


def deeds(reading: Reading, date: Mention) -> list[str]:
    """The deeds that the words of a date tell; the last of several days is told by its name alone: 最早完工的是8月2日，最晚的为10月27日."""
    words = clause(reading, date)
    if lexicon.has("deadlines", "last", lead(reading, date)):
        words = reading.flats[date.paragraph][date.opened : date.start].rpartition(";")[2] + words
    return steps(words)


def reached(reading: Reading, date: Mention) -> bool:
    """Whether the words of a date tell that something was done then."""
    return not date.has("former") and bool(deeds(reading, date))


def clause(reading: Reading, date: Mention) -> str:
    """The words of a date's clause, without the date."""
    return reading.up_to(date) + _behind(reading, date)


def _behind(reading: Reading, date: Mention) -> str:
    """The words of its clause behind a date."""
    return _STOP.split(reading.behind(date))[0]


_STOP = lazily(r"[,;。]")


def of_a_share(reading: Reading, date: Mention) -> bool:
    """6月底前发放50%，12月10日前全部发放: whether only a share was due, or was done, by a day."""
    return bool(_SHARE.search(_behind(reading, date)))


_SHARE = lazily(
    r"(?:完成|发放|拨付|支付|达到?|建成|到位|超过?)[^,;。\d]{0,6}(?:[1-9]\d?(?:\.\d+)?%|[一二三四五六七八九]成|一半)(?!合格|通过)"
)


def noun(reading: Reading, deadline: Mention) -> str:
    """What a deadline is set for, by the words of its item before it, else by those behind it: 6月底前完成初步验收, 8月底前建成养老中心."""
    named = _NOISE.sub("", _DUTY.sub("", _own(reading.up_to(deadline))))
    if len(name(named)) >= _WORD:
        return named
    behind = step(reading, deadline)
    while (deed := lexicon.pattern("deadlines", "reached").match(behind)) is not None:
        behind = behind[deed.end() :]
    behind = _IN_USE.sub("", behind)
    return behind if len(behind) >= _WORD else named


def step(reading: Reading, deadline: Mention) -> str:
    """What is to be done by a deadline, right behind it: 交付使用, 初步验收."""
    return _ALL.sub("", _behind(reading, deadline))


_IN_USE = lazily(r"\A(?:使用|运行|运营|营业|生产)")
_ALL = lazily(r"\A(?:前|底前|全部|全面|完成|并|正式|通过|\s)*")
_DUTY = lazily(r"应?[于在自]$|应当?$|须$")
_NOISE = lazily(r"^[\s\d.、()]+|于$|在$")
_ANY_WORKS = lazily(
    r"工程|项目|建设|改造|工作|任务|目标|年度|全部|所有|约定|计划|要求|规定|原定|预定|合同|限定|限期|务必|最迟|承诺|[各每全][省市县区州乡镇村校院局类批标个段]{0,2}"
)


def name(noun: str) -> str:
    """The words of what is due that tell it from other works: 道路工程 is no 绿化工程."""
    return _ANY_WORKS.sub("", noun)


def segment(reading: Reading, deadline: Mention) -> str:
    """What a deadline is set for: its segment without the date itself; a clause of its own takes the one before along, up to another date."""
    flat = reading.flats[deadline.paragraph]
    dated = [one.end for one in reading.earlier(deadline) if one.quantity.kind == "date"]
    before = _AFTER.split(flat[max([deadline.opened, *dated]) : deadline.start])[-1]
    behind = _BEFORE.sub("", _behind(reading, deadline))
    own = _own(reading.up_to(deadline)).strip()
    if len(own) < _WORD and dated and len(behind) >= _WORD:
        return behind
    return _NOISE.sub("", before if len(own) < _WORD else own) + behind


_AFTER = lazily(r"[;:]")
_BEFORE = lazily(r"\A底?前")
_WORD = 2
_ITEMS = lazily(r"\d[^、]*、(?=[^、]{2,}$)")


def _own(words: str) -> str:
    """Of goals in a row (举办课堂20场、库房改造6月底前完成) the words of the last one: those behind the last figure and its comma."""
    found = _ITEMS.search(words)
    return words[found.end() :] if found is not None else words


def told(reading: Reading, date: Mention) -> str:
    """What is told around a date: its heading, the opening of its sentence, and the words before and behind it."""
    flat = reading.flats[date.paragraph]
    rest = re.match(r"[^;。]{0,60}", flat[date.end :])
    start = max(date.opened, date.start - _AROUND)
    opening = flat[date.opened : min(start, date.opened + _TOPIC)]
    return f"{date.heading} {reading.label(date)} {opening} {flat[start : date.start]}{rest.group() if rest else ''}"


_AROUND = 60
"""Characters before a date that speak of what was done then."""
_TOPIC = 12
"""Characters of a sentence that say what all of it is about: 饮水这件事…."""


_OPENS = lazily(r"(?:这[件个项]?|方面|项目|工程|工作|任务|事|[:])")


def opens(reading: Reading, noun: str, date: Mention) -> bool:
    """饮水改造10月底前完工; 饮水这件事盼了多年，…11月16日通水: whether the sentence of a date says that it is about what was due."""
    head = name(noun)[:_WORD]
    flat = reading.flats[date.paragraph]
    if len(head) < _WORD or not flat.startswith(head, date.opened):
        return False
    return _OPENS.search(flat, date.opened + _WORD, date.opened + _TOPIC) is not None


def steps(words: str) -> list[str]:
    """The deeds that words tell: 完工, 验收."""
    return lexicon.pattern("deadlines", "reached").findall(words)
