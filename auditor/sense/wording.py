"""What is said in words: done, not done, nothing happened, planned; and whether a reason gives one."""

from decimal import Decimal

from auditor import prepared
from auditor.sense import lexicon
from auditor.text import short
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

_PARTS = prepared.pattern(r"[,，;；。、]")


def says_something(text: str | None) -> bool:
    """Whether a reason or note says anything: not empty, not a dash, not 无."""
    return text is not None and bool(fold(text)) and not lexicon.is_one("reasons", "empty", text)


def gives_reason(text: str | None) -> bool:
    """Whether a text may explain a deviation: it says something, and more than that all is well (已完成, 正常, 详见附件)."""
    if text is None or not says_something(text):
        return False
    return not all(lexicon.is_one("reasons", "hollow", part) for part in _PARTS.split(fold(text)) if part)


def says_short(text: str) -> bool:
    """Whether it admits a shortfall: 未完成, 未达预期, 尚有差距."""
    return lexicon.has("wording", "short", text)


def admits_shortfall(text: str) -> bool:
    """Whether what follows a result admits that it fell short of its goal: a rate of completion below 100 %, 尚差20人, 未达目标."""
    folded = fold(text)
    if any(Decimal(found["rate"]) < _WHOLE for found in _COMPLETED.finditer(folded)):
        return True
    return lexicon.has("wording", "fell_short", folded)


def gives_cause(text: str) -> bool:
    """Whether the last two clauses before a result say why it is what it is: 因视频会议合并，实际召开8次."""
    return _CAUSE.search(fold(text)) is not None


_CAUSE = lazily(
    r"(?:^|[,，;；。])[^,，;；。]{0,6}(?:因|由于|受(?![理益训助检众聘教援托奖邀罚访伤资让]))[^,，;；。]{2,30}[,，]?[^,，;；。]{0,12}$"
)
_WHOLE = 100
# "完成率90%", "完成目标的90%", "为年度任务的87.5%"
_COMPLETED = lazily(
    r"(?:完成率|完成比例|达成率|(?:完成|达到?|占|为)(?:了|全)?年?度?(?:目标|任务|计划)(?:数|值|量|任务)?的?)(?:仅|只|约|为|是|达到?)*(?P<rate>\d+(?:\.\d+)?)%"
)


def says_missed(text: str) -> bool:
    """Whether a reason says that its own row was missed (未完成任务, 未达预期), and not that another year or a plan was short."""
    said = [part for part in _PARTS.split(fold(text)) if lexicon.has("wording", "missed", part)]
    return any(not lexicon.has("wording", "missed_elsewhere", part) for part in said)


def says_nothing_happened(text: str) -> bool:
    """Whether it says that something did not occur: 未发生, 无事故, 零投诉."""
    return lexicon.has("wording", "nothing", text)


def differs_by(subject: str) -> bool:
    """Whether what a figure counts ends in a word that makes it what is missing or over (职业技能培训少, 辅具超额), and no result."""
    return lexicon.has("wording", "differs_by", subject.partition(" ")[0])


# "同比下降", "较上年增长了", "降幅"
_ONLY_CHANGE = lazily(
    r"(?:同比|[较比](?:上年|去年|上一年)(?:同期|度)?|(?:上年|去年)(?:同期|度)?|增[长加幅速收]|上升|提[高升]|下降|降低|降幅|减少|减幅|幅度|率|约|达到?|了|的|为)*"
)


def says_only_change(words: str) -> bool:
    """Whether words say that something changed, and not what: 同比下降, 增幅."""
    said = fold(words)
    return said != "" and _ONLY_CHANGE.fullmatch(said) is not None


# "每中心讲座场次", "户均增收", "单个中心补贴"; not 每年, 每月, which say when
_PER_PIECE = lazily(r"每(?![年月日天周季半次])[一-鿿]{1,4}|平均每|[人户亩校村站班组台]均(?!衡)|单[个台座户人](?!位)")


@short.remembered
def is_per_piece(subject: str) -> bool:
    """Whether a figure is told of each of several, and is no sum of theirs."""
    return _PER_PIECE.search(fold(subject)) is not None


_A_DAY = lazily(r"[日月年]均|每[日天月]|(?<![一-鿿\d])[日月](?=[处供产清接排])")
_OF_ALL_TIME = lazily(r"全年|累计|总计|共计|合计|年度")


@short.remembered
def is_mean_of_time(subject: str) -> bool | None:
    """Whether a figure is told by the day or month (日均清运量); False where it says that it is of the whole year, None where it says neither."""
    said = fold(subject)
    if _A_DAY.search(said):
        return True
    return False if _OF_ALL_TIME.search(said) else None


def names_only_a_mean(subject: str) -> bool:
    """Whether words say only that a figure is a mean, and not of what: 日均, 户均."""
    return _ONLY_MEAN.fullmatch(fold(subject)) is not None


_ONLY_MEAN = lazily(r"(?:平均)?(?:[日月年人户亩]均|每[日天月人户亩])(?:约|达|为)?|平均")


def told_alike(one: str, other: str) -> bool:
    """Whether two figures may be one fact by how they are told: both of each piece or neither, not one a day's and one the year's."""
    if is_per_piece(one) != is_per_piece(other):
        return False
    means = {is_mean_of_time(one), is_mean_of_time(other)}
    return means != {True, False}
