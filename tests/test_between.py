"""What a model names between the documents of one submission: figures of different files, judged by us, never more than a warning."""

import json
import re

import hostile
from endpoint import FaultError, Script, completion, material, mode_of, serving, task_of
from submissions import ABOUT, form

from auditor import dossier
from auditor.extract.llm import windows
from auditor.extract.llm.answers import ANSWERS
from auditor.settings import Settings

ROWS = [
    "数量 | 公益讲座场次 | ≥20场 | 24场 | 20 | 20",
    "数量 | 送戏下乡演出 | ≥30场 | 36场 | 20 | 20",
    "质量 | 演出达标率 | ≥95% | 98% | 20 | 20",
    "满意 | 观众满意度 | ≥90% | 93% | 30 | 30",
]
STORY = """柳溪县文化馆2024年度全民艺术普及经费绩效自评报告
一、项目概况
{about}
二、做了什么
乡亲们家门口看戏的日子多了，惠民剧目下到村里{shows}场，看的人站满了场院。
"""
FIGURE = re.compile(r"«#(\d+) 场»")
ROW = re.compile(r"^\[\d+\] (R\d+) \| .*送戏下乡演出", re.MULTILINE)


class Told(Script):
    """Answers nothing, but that the shows told in the report are those of the form's row."""

    def reply(self, request, number):
        if self.fault is not None and (fault := self.fault(request, number)) is not None:
            raise fault
        task, text = task_of(request), material(request)
        empty = {
            "head": {},
            "conclusion": {},
            "goals": {"goals": []},
            "links": {"links": []},
            "relations": {"relations": []},
        }
        answer = empty.get(task, {"rows": []})
        row = ROW.search(text)
        told = next((line for line in text.splitlines() if "惠民剧目" in line), "")
        if task == "relations" and row and FIGURE.search(told):
            one = {
                "kind": "same",
                "result": f"#{FIGURE.search(told)[1]}",
                "of": [row[1]],
                "names": [],
                "subject": "送戏",
            }
            answer = {"relations": [one]}
        return completion(json.dumps(answer, ensure_ascii=False), mode_of(request), ANSWERS[task].__name__, request)


def submitted(shows, script=None, **more):
    files = [
        (STORY.format(about=ABOUT, shows=shows).encode(), "report.txt"),
        (form(ROWS).encode(), "table.txt"),
    ]
    script = script or Told()
    with serving(script) as url:
        (result,) = dossier.audit(files, hostile.settings(url, extractor="both", **more))
    return result, dossier.audit(files, Settings())[0], script


def test_figures_of_two_documents_that_words_do_not_tie_are_compared():
    result, plain, script = submitted(46)
    (found,) = [one for one in result.findings if one.code == "FE04"]
    assert "46场 ≠ 36场" in found.message
    assert {item.span.document for item in found.evidence} == {0, 1}
    assert found.severity in ("note", "warning")
    assert "由模型提出" in found.action
    assert {one.fingerprint for one in plain.findings} <= {one.fingerprint for one in result.findings}
    asked = [material(request) for request in script.requests if task_of(request) == "relations"]
    between = [text for text in asked if "惠民剧目" in text and "送戏下乡演出" in text]
    assert between
    assert not any("46" in text or "36场" in text for text in between)


def test_what_agrees_is_listed_and_raises_nothing():
    result, _plain, _script = submitted(36)
    assert "FE04" not in {one.code for one in result.findings}
    assert [(one.by, one.status) for one in result.relations if one.by == "model"] == [("model", "agreed")]


def test_a_model_that_is_gone_by_then_is_told():
    gone = Told(
        fault=lambda request, number: (
            FaultError(401) if "送戏下乡演出" in material(request) and "惠民剧目" in material(request) else None
        )
    )
    result, plain, _script = submitted(46, gone)
    assert {one.fingerprint for one in plain.findings} <= {one.fingerprint for one in result.findings}
    usage = result.outcomes[0].usage
    assert any("OPENAI_API_KEY" in said for said in (*usage.notes, *usage.failed))


def test_figures_are_numbered_through_all_documents():
    text = windows.ids("«#3 场» «#41 场»")
    assert text == [3, 41]
