"""Two reports of our own: a plain form with planted faults, and one that is hard to read."""

from hypothesis import strategies as st
from rendered import Form, Row

_PLACES = ("东林", "西渠", "南坪", "北湾", "中洲", "青石", "白塔", "柳河", "长岗", "双溪")


def _rows():
    """Six rows for each of seven goals (one lost its second), of two levels and five categories."""
    for goal, place in enumerate(_PLACES[:7], 1):
        yield Row(
            goal,
            "产出指标",
            "数量指标",
            f"{place}片区管网改造长度",
            f"≥{goal * 12}公里",
            f"{goal * 12 + 1}.5公里",
            "2.5",
            "2.5",
        )
        if goal != 5:
            yield Row(
                goal,
                "产出指标",
                "数量指标",
                f"{place}片区排查窨井数量（含支线、暗涵及排口溯源）",
                f"≥{goal * 300}座",
                f"{goal * 300 + 7}座",
                "2.5",
                "2.5",
            )
        yield Row(goal, "产出指标", "质量指标", f"{place}片区改造工程一次验收合格率", "=100%", "100%", "2", "2")
        yield Row(
            goal, "产出指标", "时效指标", f"{place}片区改造完成时限", "2024年12月底前", "2024年11月30日", "2", "2"
        )
        yield Row(
            goal,
            "产出指标",
            "成本指标",
            f"{place}片区改造支出",
            f"≤{goal * 100}万元",
            f"{goal * 100 - 2}.75万元",
            "2",
            "2",
        )
        yield Row(
            goal,
            "效益指标",
            "生态效益指标",
            f"{place}片区污水集中收集率",
            "≥85%",
            f"{86 + goal}.40%",
            "1.5",
            "1.5",
            "" if goal != 3 else "雨季来水较多，收集率高于预期，已调整下年目标",
        )
    yield Row(7, "满意度指标", "服务对象满意度指标", "片区居民满意度", "≥90%", "93.2%（抽样问卷1200份）", "2.5", "2.5")


_GOALS = tuple(
    (
        f"完成{place}片区管网改造不少于{goal * 12}公里，排查窨井不少于{goal * 300}座，项目一次验收合格率达到100%，全面提升片区污水收集处理能力，保障汛期排水安全。",
        f"完成{place}片区管网改造{goal * 12 + 1}.5公里，排查窨井{goal * 300 + (7 if goal != 4 else 9)}座，一次验收合格率100%，片区污水集中收集率为{86 + goal}.40%。",
    )
    for goal, place in enumerate(_PLACES[:7], 1)
)

PIPES = Form(
    title="部门整体支出绩效自评表",
    year="（2024年度）",
    organisation="青河县排水事务中心",
    money=("2650.00", "2800.00", "2741.25", "10", "9.8", "97.9%"),
    reason="两个标段的质保金待期满后支付，因此全年执行数低于全年预算数。",
    goals=_GOALS,
    rows=tuple(_rows()),
    total=("100", "99.8"),
    conclusion=(
        "我中心2024年度整体支出绩效自评得分99.8分，等级为优。全年预算总额2800.00万元，执行2741.25万元，预算执行率97.9%。"
        "共设年度绩效目标7项、绩效指标43项，其中数量指标14项、质量指标7项、时效指标7项、成本指标7项、生态效益指标7项、满意度指标1项，均已完成。"
    ),
)
"""Planted: goal 4 says 1209 wells where the table says 1207; the row of the wells of goal 5 is missing from the table."""


PROSE = (
    "一、基本情况。青河县排水事务中心承担全县排水管网的建设、养护和应急抢险，管理泵站和闸站。",
    "二、工作组织。成立自评工作组，对照批复的年度绩效目标逐项核对，形成以下完成情况。",
    "三、指标完成情况。各片区改造均由第三方机构验收，佐证材料已归档。",
)


def _unrolled():
    """The same rows; one of them broad enough to be cut by a page break, and two of satisfaction under one label."""
    for row in PIPES.rows:
        if row.name == "西渠片区改造工程一次验收合格率":
            yield row._replace(reason="验收由监理、设计、施工、勘察和建设五方共同参加，并邀请街道和居民代表到场；" * 6)
        elif row.level == "满意度指标":
            yield row._replace(weight="1.5", score="1.5")
            yield row._replace(name="沿街商户满意度", actual="92.5%（抽样问卷400份）", weight="1", score="1")
        else:
            yield row


CUT_UP = PIPES._replace(
    rows=tuple(_unrolled()),
    conclusion=PIPES.conclusion.replace("43项", "44项").replace("满意度指标1项", "满意度指标2项"),
)
"""The same faults in tables of their own, with labels merged both ways and rows that pages cut."""


_NAMES = st.text("渠堤泵闸站网井桥路灯", min_size=2, max_size=6)
_TARGETS = st.one_of(
    st.builds("≥{}座".format, st.integers(1, 5000)),
    st.builds("≤{}万元".format, st.decimals(1, 900, places=2)),
    st.builds("{}%".format, st.integers(1, 100)),
    st.sampled_from(["2024年12月底前", "持续改善", "=35次"]),
)
_POINTS = st.decimals("0.5", 20, places=1).map(str)


@st.composite
def random_forms(draw):
    """Forms whose labels, merges, figures and blanks vary; names are told apart by a number."""
    rows = []
    for goal in range(1, draw(st.integers(1, 4)) + 1):
        for level, category in draw(
            st.lists(st.sampled_from(_LEVELS), min_size=1, max_size=4, unique=True).map(sorted)
        ):
            for _row in range(draw(st.integers(1, 3))):
                name = f"{draw(_NAMES)}项目{_ORDINALS[len(rows)]}"
                weight = draw(_POINTS)
                reason = draw(st.sampled_from(["", "", "汛期降雨偏多，下年调整目标值"]))
                rows.append(
                    Row(
                        goal,
                        level,
                        category,
                        name,
                        draw(_TARGETS),
                        draw(_TARGETS),
                        weight,
                        draw(st.sampled_from([weight, "0.5"])),
                        reason,
                    )
                )
    goals = tuple(
        (f"完成{name}工程不少于{draw(st.integers(2, 900))}座。", f"完成{name}工程{draw(st.integers(2, 900))}座。")
        for name in draw(st.lists(_NAMES, min_size=rows[-1].goal, max_size=rows[-1].goal))
    )
    score = draw(st.decimals(60, 100, places=1))
    closing = f"2024年度整体支出绩效自评得分{score}分。共设绩效目标{len(goals)}项、绩效指标{len(rows)}项。"
    return PIPES._replace(goals=goals, rows=tuple(rows), total=("100", str(score)), conclusion=closing)


_LEVELS = [
    ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标"), ("产出指标", "成本指标"),
    ("效益指标", "社会效益指标"), ("效益指标", "生态效益指标"), ("满意度指标", "服务对象满意度指标"),
]  # fmt: skip
_ORDINALS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"
