"""Units: what is measured, what converts into what, and which classifiers count the same things."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from auditor import prepared
from auditor.model.quantity import CLAIMED, Kind, Quantity

_ONE = Decimal(1)

SCALES = {
    "万亿": Decimal(10**12),
    "百亿": Decimal(10**10),
    "亿": Decimal(10**8),
    "千万": Decimal(10**7),
    "百万": Decimal(10**6),
    "十万": Decimal(10**5),
    "万": Decimal(10**4),
    "千": Decimal(1000),
    "百": Decimal(100),
}
"""Scales as they stand before a unit: 万元, 亿立方米, 万人次."""

_CURRENCIES = "元 美元 欧元 日元 港元 澳元 加元 新台币 英镑 韩元 卢布"

# Every way a unit is printed, by what it is called here. ASCII units keep their case: MB is not mb.
_ALIASES = {
    "元": "元 人民币 元人民币 块钱 圆 RMB CNY",
    "美元": "美元 美圆 美金 USD",
    "欧元": "欧元 EUR",
    "日元": "日元 日圆 JPY",
    "港元": "港元 港币 HKD",
    "英镑": "英镑 GBP",
    "%": "% 百分比",
    "百分点": "百分点 个百分点",
    "米": "米 m 公尺",
    "公里": "公里 千米 km KM",
    "厘米": "厘米 cm 公分",
    "毫米": "毫米 mm",
    "海里": "海里 nmile",
    "平方米": "平方米 ㎡ m² m2 平米 平方 m^2",
    "平方公里": "平方公里 平方千米 km² km2 k㎡ ㎢",
    "公顷": "公顷 hm² hm2 ha",
    "立方米": "立方米 m³ m3 ㎥ 方 立方 标方",
    "升": "升 L l 公升",
    "毫升": "毫升 ml mL ML",
    "吨": "吨 t T 公吨",
    "千克": "千克 公斤 kg KG Kg ㎏",
    "克": "克 g",
    "毫克": "毫克 mg ㎎",
    "微克": "微克 μg ug µg",
    "斤": "斤 市斤",
    "千瓦时": "千瓦时 kWh kwh KWH kW·h 度电 度",
    "兆瓦": "兆瓦 MW",
    "千瓦": "千瓦 kW KW kw",
    "分贝": "分贝 dB dB(A) db",
    "摄氏度": "摄氏度 ℃ °C",
    "小时": "小时 h 个小时 钟头",
    "分钟": "分钟 min",
    "秒": "秒 秒钟",
    "天": "天 日 自然日 日历天",
    "工作日": "工作日 个工作日",
    "周": "周 个星期 星期",
    "个月": "个月 月 个自然月",
    "年": "年 周年 个年度",
    "台套": "台套 台(套) 台/套 套(台)",
    "人次": "人次 人(次) 人·次",
    "床位": "床位 张床位",
    "GB": "GB G",
}
_CANONICAL = {alias: name for name, aliases in _ALIASES.items() for alias in aliases.split()}

# What one unit is in the base unit of its dimension.
_DIMENSIONS = {
    "length": {"毫米": "0.001", "厘米": "0.01", "米": "1", "公里": "1000", "海里": "1852"},
    "area": {"平方米": "3", "公顷": "30000", "平方公里": "3000000", "平方厘米": "0.0003", "亩": "2000"},
    "volume": {"毫升": "0.000001", "升": "0.001", "立方米": "1"},
    "mass": {"微克": "0.000001", "毫克": "0.001", "克": "1", "斤": "500", "千克": "1000", "吨": "1000000"},
    "energy": {"千瓦时": "1", "兆瓦时": "1000"},
    "power": {"瓦": "0.001", "千瓦": "1", "兆瓦": "1000"},
    "time": {"秒": "1", "分钟": "60", "小时": "3600", "天": "86400", "周": "604800"},
    "calendar": {"个月": "1", "季度": "3", "年": "12"},
    "data": {"KB": "1", "MB": "1024", "GB": "1048576", "TB": "1073741824"},
    "share": {"%": "1", "‰": "0.1"},
}
_BASE = {unit: (dimension, Decimal(worth)) for dimension, row in _DIMENSIONS.items() for unit, worth in row.items()}

_MEASURES = (
    "平方厘米 亩 市亩 兆瓦时 瓦 千伏安 千伏 伏 安 帕 千帕 兆帕 赫兹 兆赫 兆字节 字节 千字节 兆 兆比特 KB MB GB TB PB Mbps Gbps 兆瓦时 标准煤 吨标准煤 "
    "立方厘米 立方分米 当量 毫西弗 微西弗 西弗 贝可 克拉 磅 盎司 加仑 英尺 英寸 英里 平方英尺 海里 千卡 大卡 卡路里 焦耳 兆焦 勒克斯 流明 像素 "
    "mSv μSv Bq W V kV kVA MWh GW GWh Hz MHz GHz Pa kPa MPa TEU 标准箱 分"
)
_DURATIONS = "季度 个季度 课时 学时 学年 学期 个学期 岁 周岁 年度 昼夜 工日 人天 人月 人日"
_MULTIPLES = "倍"

# Classifiers that count the same things in the same sentence; one in no shared row counts something else.
# 家 are organisations and 家次 visits to them; 个 are things and 人 are people.
_FAMILIES = tuple(
    frozenset(row.split())
    for row in (
        "人 名 位 员",
        "人次 名次 位次",
        "个 家次 户次 点次 处次 站次 项次 个次",
        "次 家次 户次 点次 处次 站次 项次 个次",
        "个 家 户",
        "个 座 处 栋 幢 间 所 片 块 宗",
        "个 项 件 条 类 种 款 方面 事项",
        "个 份 篇 件 本 册 套 期 版",
        "个 部 集 条 期 支 则",
        "个 台 套 台套 辆 件 只 部 组 架 艘 根 盏 把 张 块 条 面",
        "个 支 队 组 班 团 批",
        "个 村 镇 乡 县 区 市 省 街道 社区 行政村 站 点 片区 校 园 部门 单位",
        "件 起 宗 例 案",
        "次 场 期 回 轮 场次 批 批次 趟 班次 遍 频次",
        "篇 条 则 期 份",
        "头 只 匹 口 羽 尾",
        "株 棵 颗 个",
        "床位 张 个",
        "课时 学时 节",
        "亩 市亩",
        "岁 周岁",
        "户 家庭",
        "幅 张 个",
        "粒 颗",
        "笔 项 个 单",
    )
)

_CLASSIFIERS = (
    "个 家 人 名 位 员 户 项 件 份 篇 次 场 部 台 套 辆 座 处 栋 幢 间 所 期 册 本 张 幅 块 面 只 头 羽 尾 株 棵 粒 颗 条 宗 例 门 支 队 组 班 节 课 讲 "
    "村 镇 乡 县 区 市 省 街道 社区 行政村 自然村 片区 起 批 笔 种 类 款 枚 把 根 盏 架 艘 口 眼 孔 匹 副 双 对 车 趟 轮 遍 回 集 章 字 首 版 则 单 团 桶 "
    "袋 瓶 箱 包 盒 床 顶 扇 面 片 段 道 层 级 站 点 岗 号 方面 部门 单位 专题 专项 床位 席 桌 桩 丛 窝 只羊单位 羊单位 标段 批次 频次 户次 家次 "
    "人次 名次 场次 件次 项次 篇次 台次 辆次 车次 架次 艘次 班次 例次 个次 点次 站次 处次 期次 课次 台班 台件 台套 组件 家庭 人份 人科 版次 条次 户数 "
    "门次 科次 套次 份次 张次 卷 档 帧 颗次 事项 岗位 点位 栏 盘 架子 趟次 校 园 校次 园次 村次 组次 批件 宗次 筐 捆 板 枝 垄 畦 棚 坛 挂 排 幕 拨 茬 季 款项 起次 次课 工位 专栏"
)

_ROWS: tuple[tuple[Kind, str], ...] = (
    ("count", _CLASSIFIERS),
    ("measure", " ".join(_ALIASES.values()) + " " + _MEASURES),
    ("duration", _DURATIONS),
    ("duration", " ".join(_ALIASES[name] for name in ("小时", "分钟", "秒", "天", "工作日", "周", "个月", "年"))),
    ("multiple", _MULTIPLES),
    ("money", " ".join(_ALIASES.get(name, name) for name in _CURRENCIES.split())),
    ("percent", "% 百分比 ‰"),
    ("point", "百分点 个百分点"),
    ("count", " ".join(_ALIASES[name] for name in ("台套", "人次", "床位"))),
)
KIND_OF_UNIT: dict[str, Kind] = {unit: kind for kind, units in _ROWS for unit in units.split()}
"""The kind of quantity that each printed unit makes."""

_BRACKETED = prepared.pattern(r"[(（]([^()（）]*)[)）]")


# What a Quantity carries for a printed unit, and how much of it that is.
_CARRIED: dict[str, tuple[Decimal, str]] = {
    "‰": (Decimal("0.1"), "%"),
    "成": (Decimal(10), "%"),
    "百分比": (Decimal(1), "%"),
    "个百分点": (Decimal(1), "百分点"),
    "个半小时": (Decimal(1), "小时"),
    "个半月": (Decimal(1), "个月"),
    "个半学期": (Decimal(1), "个学期"),
} | dict.fromkeys(("元人民币", "人民币", "块钱", "圆", "RMB", "CNY"), (Decimal(1), "元"))


class Measured(NamedTuple):
    """A unit resolved: its scale prefix (万), its name here, its dimension and worth when it has one."""

    scale: Decimal
    name: str
    dimension: str
    worth: Decimal


_PER_HEAD = prepared.pattern(r"1/\d*[百千万]+|1/10+")
"""1/10万: cases per hundred thousand"""


@lru_cache(maxsize=2048)
def is_known(unit: str) -> bool:
    """Whether the words are a unit and nothing else (人次, 万元, %); a unit that is also a common word is none here."""
    name = canonical(unit)
    if _PER_HEAD.fullmatch(name):
        return True
    return name in KIND_OF_UNIT or (name[:1] in SCALES and name[1:] in KIND_OF_UNIT)


@lru_cache(maxsize=2048)
def canonical(unit: str) -> str:
    """The unit as it is called here: ㎡ → 平方米, 千米 → 公里, 台（套） → 台套."""
    bare = unit.replace("（", "(").replace("）", ")").replace("％", "%").replace("／", "/").replace(" ", "")
    if bare in _CANONICAL:
        return _CANONICAL[bare]
    if "/" in bare:
        return "/".join(_CANONICAL.get(part, part) for part in bare.split("/"))
    return bare


@lru_cache(maxsize=2048)
def kind(unit: str) -> Kind:
    """The kind of quantity a unit makes; one it does not know counts things."""
    if not unit:
        return "number"
    bare = unit.replace("（", "(").replace("）", ")")
    if bare in KIND_OF_UNIT:
        return KIND_OF_UNIT[bare]
    parts = [part for part in re.split(r"[/·]", _BRACKETED.sub("", bare)) if part]
    kinds = {KIND_OF_UNIT.get(part, "count") for part in parts}
    return "count" if kinds <= {"count"} else "measure"


@lru_cache(maxsize=2048)
def resolve(unit: str) -> Measured:
    """The scale, name, dimension and worth of a unit: 万亩 → 10000 亩; a classifier is its own dimension."""
    name = canonical(unit)
    if name in _BASE:
        return Measured(Decimal(1), name, *_BASE[name])
    for prefix, scale in SCALES.items():
        rest = canonical(unit[len(prefix) :])
        if unit.startswith(prefix) and rest and name not in KIND_OF_UNIT:
            return Measured(scale, rest, *_BASE.get(rest, (rest, Decimal(1))))
    over = name.partition("/")
    if over[1] and over[0] in _BASE:
        dimension, worth = _BASE[over[0]]
        return Measured(Decimal(1), name, f"{dimension}/{over[2]}", worth)
    return Measured(Decimal(1), name, name, Decimal(1))


@lru_cache(maxsize=4096)
def same_thing(a: str, b: str) -> bool:
    """Whether two units count the same things: 家/个, 人/名, 次/场, 个/座; a missing unit fits any.

    家 and 家次 differ (organisations, visits), and so do 个 and 人; but 个 and 次 may count visits too.
    """
    if not a or not b:
        return True
    names_a, names_b = _parts(a), _parts(b)
    if names_a & names_b:
        return True
    return any(names_a & family and names_b & family for family in _FAMILIES)


@lru_cache(maxsize=2048)
def _parts(unit: str) -> frozenset[str]:
    """The classifiers of a unit that offers two: 个（处） → 个, 处; 人/次 stays a rate."""
    name = canonical(unit)
    inside = _BRACKETED.search(name)
    if inside is None:
        return frozenset({name})
    outside = _BRACKETED.sub("", name)
    return frozenset({name}) if inside.group(1) == "次" else frozenset({name, outside, inside.group(1)})


@lru_cache(maxsize=2048)
def factor(from_unit: str, to_unit: str) -> Decimal | None:
    """How many of `to_unit` one of `from_unit` is (公里 → 米: 1000), or None when they do not convert."""
    if not from_unit or not to_unit:
        return None
    source, goal = resolve(from_unit), resolve(to_unit)
    if source.dimension != goal.dimension:
        return None
    return source.scale * source.worth / (goal.scale * goal.worth)


def carried(unit: str) -> tuple[Decimal, str]:
    """The unit that a Quantity carries for a printed one and its worth in it: ‰ → 0.1 %, 人民币 → 元, else as printed."""
    bare = unit.replace(" ", "")
    return _CARRIED.get(bare, (_ONE, bare))


def comparable(a: Quantity, b: Quantity) -> bool:
    """Whether two claimed quantities can be set side by side: same things, convertible, or one without a unit."""
    if a.kind not in CLAIMED or b.kind not in CLAIMED:
        return False
    return same_thing(a.unit, b.unit) or factor(a.unit, b.unit) is not None


def converted(quantity: Quantity, like: Quantity) -> Quantity | None:
    """The quantity in the unit of `like`, or None when they are not comparable.

    A number without a unit of its own is read in the unit that `like` prints: 90 beside ≤90万元 is 90万元.
    """
    unit, asked = quantity.unit, like.unit
    if unit and unit == asked and quantity.kind in CLAIMED and like.kind in CLAIMED:
        return quantity
    if not comparable(quantity, like):
        return None
    ratio = factor(unit, asked) or _ONE
    if not unit and asked and quantity.scale == 1 and like.scale > 1:
        ratio = like.scale
    return _multiplied(quantity, ratio, asked)


def _multiplied(quantity: Quantity, ratio: Decimal, unit: str) -> Quantity:
    if ratio == 1:
        return quantity if quantity.unit or not unit else quantity.model_copy(update={"unit": unit})
    upper = None if quantity.upper is None else quantity.upper * ratio
    changed = {"value": quantity.value * ratio, "upper": upper, "scale": quantity.scale * ratio, "unit": unit}
    return quantity.model_copy(update=changed)
