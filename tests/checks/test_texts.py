"""Checks from whole texts, bytes to Outcome, as the command line runs them (texts/*.yaml)."""

from pathlib import Path

import pytest
import yaml
from severities import graver

from auditor import pipeline
from auditor.settings import Settings

CASES = Path(__file__).parent / "texts"
_MONEY = "项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分"
_ROWS = "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施"


def _text(case):
    """The file that a case describes: a report in prose, a form, or a report before its form."""
    lines = list(case.get("prose", []))
    if lines:
        lines = ["清河市水务中心2024年度项目绩效自评报告", "一、项目实施情况", *lines]
    if "rows" in case:
        lines += list(_form(case))
    return "\n".join(lines) + "\n"


def _form(case):
    yield "项目支出绩效自评表"
    yield "（2024年度）"
    yield f"项目名称\t{case.get('project', '供水管网改造项目')}"
    yield "主管部门\t清河市水务局\t实施单位\t清河市水务中心"
    if "money" in case:
        yield _line(case["money_heading"]) if "money_heading" in case else _MONEY
        yield from (_line(line) for line in case["money"])
    if "goal" in case:
        yield "年度总体目标\t预期目标\t实际完成情况"
        yield "\t" + "\t".join(case["goal"])
    yield _line(case["heading"]) if "heading" in case else _ROWS
    yield from ("\t" + _line(row) for row in case["rows"])
    yield from (_line(line) for line in case.get("below", []))


def _line(words):
    return "\t".join(cell.strip() for cell in words.split("|"))


def _cases(kind):
    for file in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))[kind]:
            yield pytest.param(file.stem, case, id=f"{file.stem} {case['name']}")


def _found(code, case):
    outcomes = pipeline.audit(_text(case).encode(), "given.txt", Settings())
    return [one for outcome in outcomes for one in outcome.findings if one.code == code]


@pytest.mark.parametrize(("code", "case"), list(_cases("finds")))
def test_finds(code, case):
    found = _found(code, case)
    assert found, "nothing found"
    assert graver(found) == []
    said = " ".join(" ".join([one.message, one.working, *(item.quote for item in one.evidence)]) for one in found)
    assert [words for words in case.get("says", []) if words not in said] == [], said
    assert found[0].severity == case.get("severity", found[0].severity)


@pytest.mark.parametrize(("code", "case"), list(_cases("silent")))
def test_stays_silent(code, case):
    assert [one.message for one in _found(code, case)] == []
