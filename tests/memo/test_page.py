"""The memo as a web page: self-contained, every finding in it, and the report's words shown and never run."""

import re

from auditor.memo import render
from auditor.pipeline import examine, read
from auditor.settings import Settings

HOSTILE = "拍摄短视频56部<script>alert(1)</script></style>。"


def page(text):
    settings = Settings()
    document = read(text.encode(), "report.txt", settings)
    outcomes = examine(document, settings)
    return outcomes, render("html", outcomes, [document] * len(outcomes)).decode()


def report(promised):
    return (
        "部门整体支出绩效自评表\n（2024年度）\n部门名称\t临江市文化服务中心\n"
        "年度绩效目标完成情况\t目标序号\t年度绩效目标\t实际完成情况\n"
        f"\t1\t{promised}\t制作短视频52部。\n"
        "年度指标完成情况\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
        "绩效目标1\t产出指标\t数量指标\t短视频数量\t≥56部\t52部\t90\t90\n"
    )


def test_every_finding_stands_in_the_page():
    (outcome,), html = page(report("拍摄短视频56部。"))
    assert outcome.findings
    assert [finding.code for finding in outcome.findings if finding.code not in html] == []


def test_nothing_is_fetched():
    _outcomes, html = page(report("拍摄短视频56部。"))
    markup = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert re.findall(r"""(?:src|href)\s*=\s*["'](?!#|data:)[^"']*""", markup) == []
    assert "http" not in html.replace("http-equiv", "").replace("http://www.w3.org/", "")


def test_the_words_of_the_report_are_shown_and_never_run():
    _outcomes, html = page(report(HOSTILE))
    assert "<script>alert(" not in html
    assert "&lt;script&gt;alert(" in html


def test_same_input_same_bytes():
    assert page(report("拍摄短视频56部。"))[1] == page(report("拍摄短视频56部。"))[1]
