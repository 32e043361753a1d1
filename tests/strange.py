"""Reports that the rules cannot read: a table under headings of its own, and a longer narrative; with what they say."""

from endpoint import Truth

from auditor import pipeline
from auditor.settings import Settings

FIELDS = ("name", "target", "actual", "weight", "score", "reason")
ROWS = (
    ("加固水库座数", "≥12座", "13座", "10", "10", ""),
    ("坝体渗漏治理率", "≥95%", "96.5%", "10", "9.5", ""),
    ("完工时间", "2024年11月底前", "2024年11月20日", "10", "10", ""),
    ("每座水库加固费用", "≤35.8万元", "34.6万元", "10", "10", ""),
    ("下游受益农户", "≥1560户", "1498户", "10", "9", "两村整体搬迁"),
    ("农户满意程度", "≥90%", "93.2%", "10", "10", ""),
)
MONEY = (("一共", "430.70", "418.30", "412.38"), ("县里给的", "400.50", "388.10", "382.18"))


def table(rows=ROWS):
    """The report with the strange headings and some rows, and the truth of it."""
    lines = [
        "青禾县2024年度水库加固项目绩效自评报告",
        "一、项目概况：青禾县水务局组织实施水库加固项目。",
        "钱往哪去\t批了多少\t后来改成\t花了多少",
        *("\t".join(line) for line in MONEY),
        "做什么\t打算怎样\t后来怎样\t顶格\t自己给\t为什么",
        *("\t".join(row).rstrip() for row in rows),
        f"总分\t\t\t{10 * len(rows)}\t{10 * len(rows) - 1.5}",
    ]
    document = read("\n".join(lines))
    told = {row[0]: dict(zip(FIELDS, row, strict=True)) for row in rows}
    money = {row[0]: dict(zip(("name", "initial", "budget", "spent"), row, strict=True)) for row in MONEY}
    return document, Truth(document, rows=told, money=money)


def many(count):
    """As many rows of the same shape, each with figures of its own."""
    return tuple(
        (
            f"第{number}项加固工程量",
            f"≥{31 + 7 * number}米",
            f"{32 + 7 * number}米",
            f"{number % 9 + 1}.25",
            f"{number % 9 + 1}.05",
            "",
        )
        for number in range(1, count + 1)
    )


STORY = """云岭县2024年度高标准农田建设项目绩效自评报告
一、项目基本情况
云岭县农业农村局2024年计划新建高标准农田3.20万亩，改造提升老旧田块1.15万亩，铺设灌溉管道126公里。
项目总投资4800万元，其中中央资金3000万元、省级资金1200万元、县级配套500万元。
二、项目完成情况
截至2024年12月底，新建高标准农田3.05万亩，改造提升老旧田块1.15万亩，铺设灌溉管道126公里。
累计支付资金4560万元，预算执行率96%。
全年共实施建设标段9个，其中土方标段4个、管道标段3个、道路标段1个。
三、绩效目标完成分析
铺设灌溉管道131公里，惠及27个行政村。群众满意度94.2%。
四、自评结论
项目设绩效指标12项，均已完成。经自评得分97.5分，等级为优。
"""
PLAN = "计划新建高标准农田3.20万亩，改造提升老旧田块1.15万亩，铺设灌溉管道126公里"
RESULT = "新建高标准农田3.05万亩，改造提升老旧田块1.15万亩，铺设灌溉管道126公里"


def narrative():
    """A report in prose with one goal in it, and the truth of it."""
    document = read(STORY)
    return document, Truth(document, goals=((PLAN, RESULT),))


def read(text, name="报告.txt"):
    return pipeline.read(text.encode(), name, Settings())
