"""The classes of the national forms and the grades: how programs name them. What they say is the forms' own Chinese."""

from enum import StrEnum


class Level(StrEnum):
    """First-level classes of indicators."""

    OUTPUT = "产出指标"
    EFFECT = "效益指标"
    SATISFACTION = "满意度指标"
    COST = "成本指标"


class Category(StrEnum):
    """Second-level classes of indicators."""

    QUANTITY = "数量指标"
    QUALITY = "质量指标"
    TIMELINESS = "时效指标"
    COST = "成本指标"
    ECONOMIC_COST = "经济成本指标"
    SOCIAL_COST = "社会成本指标"
    ECOLOGICAL_COST = "生态环境成本指标"
    ECONOMIC_EFFECT = "经济效益指标"
    SOCIAL_EFFECT = "社会效益指标"
    ECOLOGICAL_EFFECT = "生态效益指标"
    LASTING_EFFECT = "可持续影响指标"
    SATISFACTION = "满意度指标"
    CLIENT_SATISFACTION = "服务对象满意度指标"


class Grade(StrEnum):
    """Grades of the closing statement, best first."""

    EXCELLENT = "优"
    GOOD = "良"
    FAIR = "中"
    POOR = "差"
