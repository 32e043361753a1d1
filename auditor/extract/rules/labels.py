"""The labels of first and second level that forms print, under the names the national forms give them."""

import re
from decimal import Decimal
from functools import lru_cache

from auditor.text import numerals

_WEIGHT = r"(?:[(\[]?(?P<weight>\d+(?:\.\d+)?)(?:分|%)?[)\]]?)?"
"""产出指标(50分), 产出指标50, 产出指标(50%)"""

_LEVEL = re.compile(
    rf"""(?x) (?P<label> (?: 产出|效益|满意度|成本|决策|过程|投入|效果|管理|项目决策|项目管理|项目产出|项目效益|项目效果
      |预算执行|运行成本|管理效率|履职效能|履职目标|社会效应|部门决策|部门管理|部门绩效|可持续发展能力|资金管理|总体成本 )
      (?:绩效)? (?:指标)? ) {_WEIGHT}"""
)

_CATEGORIES = (
    ("数量指标", r"(?:产出)?数量"),
    ("质量指标", r"(?:产出)?质量"),
    ("时效指标", r"(?:产出)?(?:时效|进度|及时性)"),
    ("经济成本指标", r"(?:项目)?经济成本"),
    ("社会成本指标", r"(?:项目)?社会成本"),
    ("生态环境成本指标", r"(?:项目)?(?:生态环境|生态|环境)成本"),
    ("成本指标", r"(?:产出|项目)?成本(?:控制|节约)?"),
    ("经济效益指标", r"(?:项目)?经济(?:效益|效果)"),
    ("社会效益指标", r"(?:项目)?社会(?:效益|效果)"),
    ("生态效益指标", r"(?:项目)?(?:生态|环境|生态环境)(?:效益|效果)"),
    ("可持续影响指标", r"可持续(?:性|发展)?影响(?:力)?|可持续(?:发展|性)?"),
    (
        "满意度指标",
        (
            r"(?:服务|受益|帮扶|补助|培训)?(?:对象|群众|人员|群体|公众|社会公众|职工|学生|家长|患者|居民|用户|企业)?"
            r"(?:或|及|和)?(?:服务对象|受益群众|项目受益人)?满意(?:度|率)"
        ),
    ),
)
_CATEGORY = re.compile(
    "(?P<label>(?:"
    + "|".join(f"(?P<c{index}>{words})" for index, (_, words) in enumerate(_CATEGORIES))
    + rf")(?:指标)?)(?:等)?{_WEIGHT}"
)

_FRAMEWORK = re.compile(
    r"(?:项目立项|资金投入|资金管理|组织实施|项目效益|项目产出|财务管理|业务管理|预算管理|资产管理|绩效管理)(?:[(]\d+(?:\.\d+)?分?[)])?"
    r"|绩效目标[(]\d+(?:\.\d+)?分?[)]"
)
"""Second-level labels of the framework 决策, 过程, 产出, 效益 (财预〔2020〕10号). Bare 绩效目标 labels goals elsewhere."""

_SOMEBODY_PLEASED = re.compile(r"(?:职工|学生|家长|患者|居民|用户|企业|人员|群众)(?:或|及|和)?满意(?:度|率)")

_GOAL = re.compile(
    r"(?:年度)?(?:绩效|总体)?目标(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})(?:[(\[]?(?P<weight>\d+(?:\.\d+)?)分[)\]]?)?:?"
)
"""绩效目标12, 年度绩效目标1(80分), 目标三"""

_NATURAL_LEVEL = {
    "数量指标": ("产出指标",),
    "质量指标": ("产出指标",),
    "时效指标": ("产出指标",),
    "成本指标": ("产出指标", "成本指标"),
    "经济成本指标": ("成本指标", "产出指标"),
    "社会成本指标": ("成本指标", "产出指标"),
    "生态环境成本指标": ("成本指标", "产出指标"),
    "经济效益指标": ("效益指标",),
    "社会效益指标": ("效益指标",),
    "生态效益指标": ("效益指标",),
    "可持续影响指标": ("效益指标",),
    "满意度指标": ("满意度指标", "效益指标"),
}
"""Which first level a category stands under on the national forms; the usual one first."""

_NATIONAL_LEVELS = frozenset({"产出指标", "效益指标", "满意度指标", "成本指标"})


@lru_cache(maxsize=4096)
def category(words: str) -> str | None:
    """The national name of a second-level label (服务对象满意度 → 满意度指标), None when it is none.

    学生满意度 is an indicator's name, 学生满意度指标 a label: only 服务对象 and 公众 name the category without 指标.
    """
    if _SOMEBODY_PLEASED.fullmatch(words):
        return None
    found = _CATEGORY.fullmatch(_whole(words)) if len(words) <= 24 else None
    if found is None:
        return None
    return next(name for index, (name, _) in enumerate(_CATEGORIES) if found[f"c{index}"] is not None)


@lru_cache(maxsize=4096)
def level(words: str) -> str | None:
    """A first-level label without its weight (产出指标(50分) → 产出指标), None when it is none."""
    found = _LEVEL.fullmatch(_whole(words)) if len(words) <= 24 else None
    return found["label"] if found else None


def framework(words: str) -> bool:
    """Whether the words are a second-level label of the framework 决策, 过程, 产出, 效益 that names no national category."""
    return len(words) <= 24 and _FRAMEWORK.fullmatch(words) is not None


def _whole(words: str) -> str:
    """The label of which a page break left 产出指 on one page and 标 on the next."""
    return f"{words}标" if words.endswith("指") else words


@lru_cache(maxsize=4096)
def goal(words: str) -> int | None:
    """The number of a goal label, None when the words are none."""
    found = _GOAL.fullmatch(words) if len(words) <= 24 else None
    if found is None:
        return None
    value = numerals.parse(found["number"])
    return int(value) if value is not None else None


@lru_cache(maxsize=4096)
def weight(words: str) -> tuple[str, Decimal] | None:
    """The label and the weight printed with it (产出指标(50分) → 产出指标, 50), None when there is no weight."""
    for pattern in (_GOAL, _CATEGORY, _LEVEL):
        found = pattern.fullmatch(words) if len(words) <= 30 else None
        if found is not None and found["weight"] is not None:
            label = found.groupdict().get("label") or words[: found.end("number")]
            return label, Decimal(found["weight"])
    return None


def national_level(label: str) -> str | None:
    """产出 or 产出指标 → 产出指标; None for a level that only local forms know."""
    name = label if label.endswith("指标") else f"{label}指标"
    return name if name in _NATIONAL_LEVELS else None


def belongs(category_name: str, level_label: str) -> bool:
    """Whether a category can stand under a first level; a level that only local forms know takes any."""
    national = national_level(level_label)
    return national is None or national in _NATURAL_LEVEL.get(category_name, (national,))


def usual_level(category_name: str) -> str:
    """The first level a category stands under on the national forms."""
    return _NATURAL_LEVEL[category_name][0]


def only_category(level_label: str) -> str | None:
    """The category that needs no label of its own under a first level (满意度指标, 成本指标)."""
    national = national_level(level_label)
    return national if national in {"满意度指标", "成本指标"} else None
