"""A reviewer's way over HTTP: a batch, its list, a case, decisions, papers; and what a form may not do."""

import io
import re
import zipfile
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
import site_of_tests as site
from site_of_tests import FORM, RIGHT, WRONG, said, trail

OTHER = (
    FORM.format(lamps=410, total=97)
    .replace("清河县城市管理局", "临江县水务局")
    .replace("街巷路灯更换", "泵站改造")
    .encode()
)


SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.fixture
def visitor(served, monkeypatch):
    site.here(monkeypatch)
    return site.Visitor(served)


@pytest.fixture
def batch(visitor):
    """The path of a new batch."""
    made = visitor.post("/review", {"name": "2023年度核查", "year": "2023", "preparer": "张三", "unit": "某市财政局"})
    assert made.status == 303
    return urlsplit(made.headers["location"]).path


@pytest.fixture
def case(visitor, batch):
    """The path of a case with a wrong total."""
    visitor.upload(("路灯.txt", WRONG), to=f"{batch}/files")
    return re.search(r'href="(/case/\d+)"', visitor.get(batch).text)[1]


def key_of(page, words="98"):
    """The key of the first finding that says so."""
    for item in page.split('<li class="f ')[1:]:
        if words in said("<li " + item).split("处理")[0]:
            return re.search(r'name="key" value="([^"]+)"', item)[1]
    raise AssertionError(words)


def test_a_batch_and_its_list(visitor, batch):
    visitor.post(f"{batch}/files", None, [("路灯.txt", WRONG), ("泵站.txt", OTHER), ("坏.docx", b"PK\x03\x04 x")])
    assert "event: over" in visitor.get(f"{batch}/events").text
    words = said(visitor.get(batch).text)
    assert "共 3 份，待核对 0 份" in words
    assert all(one in words for one in ("清河县城市管理局", "临江县水务局", "98 → 100", "97 → 100", "失败"))
    for query, shown, hidden in (
        ("text=泵站", "临江县水务局", "清河县城市管理局"),
        ("unit=清河县城市管理局", "清河县城市管理局", "临江县水务局"),
        ("verdict=contradicted", "临江县水务局", "坏.docx"),
        ("code=SC01", "", "坏.docx"),
        ("year=1999", "没有符合条件的", "临江县水务局"),
        ("status=new&order=score_stated&down=true", "临江县水务局", "nothing"),
        ("year=abc&order=nonsense&page=1&verdict=x", "临江县水务局", "nothing"),
    ):
        words = said(visitor.get(f"{batch}?{quote(query, safe='=&')}").text.split('id="cases"')[1])
        assert shown in words
        assert hidden not in words, query


def test_files_of_one_folder_of_a_zip_are_one_submission(visitor, batch):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for folder, data in (("清河", WRONG), ("临江", OTHER)):
            made.writestr(f"材料/{folder}/自评表.txt", data)
            made.writestr(f"材料/{folder}/上年.txt", data.replace(b"2023", b"2022"))
    visitor.post(f"{batch}/files", None, [("材料.zip", packed.getvalue())])
    visitor.get(f"{batch}/events")
    assert "共 2 份" in said(visitor.get(batch).text)


def test_decide_undo_and_what_needs_a_reason(visitor, case):
    page = visitor.get(case).text
    key = key_of(page)
    assert visitor.post(f"{case}/decide", {"key": key, "state": "rejected"}).status == 400
    answer = visitor.post(f"{case}/decide", {"key": key, "state": "rejected", "reason": "另有口径"})
    assert (answer.status, answer.headers["hx-trigger-after-swap"]) == (200, "advance")
    assert "误报" in said(answer.text)
    assert "另有口径" in answer.text
    answer = visitor.post(f"{case}/undo", {"key": key})
    assert "另有口径" not in answer.text.split("措辞与经过")[0]
    assert [one["body"]["state"] for one in trail(visitor, case)] == ["rejected", "open"]
    for wrong in (
        {"key": "0-nothing", "state": "confirmed"},
        {"key": key, "state": "nonsense"},
        {"key": key, "state": "accepted", "reason": "x", "until": "soon"},
    ):
        assert visitor.post(f"{case}/decide", wrong).status in (400, 404)


def test_who_decided_stands_beside_it(visitor, case):
    key = key_of(visitor.get(case).text)
    named = f"auditor={visitor.cookie}; who=%E6%9D%8E%E5%9B%9B"
    answer = visitor.post(f"{case}/decide", {"key": key, "state": "confirmed"}, Cookie=named)
    assert "李四" in answer.text


def test_all_of_a_kind_at_once(visitor, case):
    code = re.search(r'<select name="code"><option>(\w+)', visitor.get(case).text)[1]
    assert visitor.post(f"{case}/bulk", {"code": code, "state": "confirmed"}).status == 303
    assert f"<option>{code}</option>" not in visitor.get(case).text
    assert visitor.post(f"{case}/bulk", {"code": code, "state": "confirmed"}).status == 400


def test_wording_own_finding_and_rows(visitor, case):
    key = key_of(visitor.get(case).text)
    answer = visitor.post(f"{case}/wording", {"key": key, "text": "合计与各行不符 <b>"})
    assert "合计与各行不符 &lt;b&gt;" in answer.text
    own = {
        "result": "0",
        "document": "0",
        "anchor": "0",
        "quote": "夜间事故",
        "message": "没有出处",
        "severity": "note",
    }
    assert visitor.post(f"{case}/own", own).status == 303
    assert "没有出处" in visitor.get(case).text
    for wrong in (
        {"quote": "不在其中"},
        {"severity": "grave"},
        {"result": "9"},
        {"document": "-1"},
        {"anchor": "x"},
        {"message": ""},
    ):
        assert visitor.post(f"{case}/own", own | wrong).status == 400
    row = re.search(r'name="score-(0-\d+)"', visitor.get(case).text)[1]
    assert visitor.post(f"{case}/rows", {f"score-{row}": "20"}).status == 400, "points are taken off with a reason"
    assert visitor.post(f"{case}/rows", {f"score-{row}": "20", f"reason-{row}": "无佐证"}).status == 303
    assert "复核分 90" in said(visitor.get(case).text)


def test_a_corrected_version(visitor, batch, case):
    assert visitor.post(f"{case}/files", None, [("路灯（更正）.txt", RIGHT)]).status == 303
    visitor.get(f"{batch}/events")
    words = said(visitor.get(case).text)
    assert "已改正" in words
    assert "路灯（更正）.txt" in words
    assert said(visitor.get(f"{case}/trail").text).count("路灯") >= 2


def test_what_is_issued_is_locked_until_it_is_taken_back(visitor, case):
    key = key_of(visitor.get(case).text)
    visitor.post(f"{case}/issue")
    assert "已签发" in said(visitor.get(case).text)
    assert visitor.post(f"{case}/decide", {"key": key, "state": "confirmed"}).status == 400
    assert visitor.post(f"{case}/files", None, [("a.txt", RIGHT)]).status == 400
    assert visitor.post(f"{case}/reopen", {"reason": ""}).status == 400
    assert visitor.post(f"{case}/reopen", {"reason": "漏了"}).status == 303
    assert visitor.post(f"{case}/decide", {"key": key, "state": "confirmed"}).status == 200


@pytest.mark.parametrize(
    "form",
    ["memo.docx", "memo.html", "letter.docx", "paper.xlsx", "outcome.json", "baseline.toml", "trail.json", "all.zip"],
)
def test_papers_are_downloaded(visitor, case, form):
    made = visitor.get(f"{case}/export/{form}")
    assert made.status == 200
    assert "attachment" in made.headers["content-disposition"]
    assert made.body


def test_what_is_no_paper(visitor, case):
    assert visitor.get(f"{case}/export/passwd").status == 404
    assert visitor.get(f"{case}/original/7").status == 404
    assert visitor.get(f"{case}/pages/0/0").status == 404, "a text has no pages to draw"
    assert visitor.get(f"{case}/page/{'0' * 64}/1.png").status == 404


def test_findings_stand_by_cause_and_kind_or_as_in_the_form(visitor, case):
    page = visitor.get(case).text
    kinds = re.findall(r'<h4 class="kind">.*?<code>(\w+)</code>', page, re.DOTALL)
    assert len(kinds) == len(set(kinds)) > 1, "one heading for each kind"
    shown = re.findall(r'data-code="(\w+)"', page)
    assert list(dict.fromkeys(shown)) == kinds, "findings of a kind stand together"
    gravity = re.findall(r'<li class="f (\w+)"', page)
    assert gravity == sorted(gravity, key=("error", "warning", "note").index)
    answer = visitor.get(f"{case}?order=form")
    assert 'class="kind"' not in answer.text
    assert "order=form" in answer.headers["set-cookie"]
    assert sorted(re.findall(r'data-code="(\w+)"', answer.text)) == sorted(shown)
    numbers = [int(one) for one in re.findall(r'class="num">(\d+)', answer.text)]
    assert numbers == sorted(numbers)
    assert 'class="kind"' in visitor.get(f"{case}?order=nonsense").text


def test_a_decision_renews_the_counts_around_it(visitor, case):
    page = visitor.get(case).text
    key = key_of(page)
    answer = visitor.post(f"{case}/decide", {"key": key, "state": "confirmed", "order": "cause"})
    left = re.search(r'<span id="(left-[^"]+)" hx-swap-oob="true">(.*?)</span>', answer.text)
    assert f'id="{left[1]}"' in page
    assert "未决 0 处" in left[2]
    assert 'id="standing" hx-swap-oob="true"' in answer.text
    assert "核查中" in said(answer.text)
    assert "left-" not in visitor.post(f"{case}/decide", {"key": key, "state": "confirmed", "order": "form"}).text


def test_a_pdf_is_shown_as_its_pages_look(visitor, batch):
    data = (SAMPLES / "mission.pdf").read_bytes()
    visitor.upload(("任务.pdf", data), to=f"{batch}/files")
    case = re.search(r'href="(/case/\d+)"', visitor.get(batch).text)[1]
    page = visitor.get(case).text
    place = re.search(r'hx-get="(/case/\d+/pages/0/0)"', page)[1]
    leaves = visitor.get(place).text
    boxes = re.findall(r'<rect data-f="(\d+)" data-at="(p0-d0-s\d+)"', leaves)
    assert {number for number, _at in boxes} == set(re.findall(r'<mark data-f="(\d+)"', page)), (
        "every finding is outlined"
    )
    assert all(f'id="{at}"' in page for _number, at in boxes), "a box and the text that was read have one name"
    picture = re.search(r'src="([^"]+\.png)"', leaves)[1]
    made = visitor.get(picture)
    assert (made.headers["content-type"], made.body[:4]) == ("image/png", b"\x89PNG")
    assert "immutable" in made.headers["cache-control"]
    assert visitor.get(picture.replace("/1.png", "/99.png")).status == 400
    assert visitor.get(place.replace("/0/0", "/0/7")).status == 404
    assert visitor.get(place.replace("/0/0", "/7/0")).status == 404


def test_a_workbook_is_shown_as_its_sheets(visitor, batch):
    data = (SAMPLES / "submissions" / "elevators.form.xlsx").read_bytes()
    visitor.upload(("自评表.xlsx", data), to=f"{batch}/files")
    page = visitor.get(re.search(r'href="(/case/\d+)"', visitor.get(batch).text)[1]).text
    assert re.findall(r'<th scope="col" class="ln">(\w+)</th>', page)[:3] == ["A", "B", "C"]
    assert "/pages/0/0" not in page


def test_an_original_with_notes(visitor, case):
    made = visitor.get(f"{case}/original/0")
    assert made.headers["content-type"].startswith("text/html")
    assert "attachment" in made.headers["content-disposition"], "a page that was made of a report is saved, not shown"


def test_papers_of_a_whole_list_in_one_file(visitor, batch, case):
    made = visitor.get(f"{batch}/export.zip?form=letter.docx")
    assert [name for name in zipfile.ZipFile(io.BytesIO(made.body)).namelist() if name.endswith("询问函.docx")]


def test_filters_are_kept_under_a_name(visitor, batch):
    visitor.post(f"{batch}/views", {"name": "有问题的", "query": "verdict=contradicted"})
    visitor.post(f"{batch}/views", {"name": "有问题的", "query": "verdict=insufficient"})
    assert re.findall(r'href="[^"]*\?([^"]*)">有问题的', visitor.get(batch).text) == ["verdict=insufficient"]


def test_batches_without_a_name_or_with_rules_of_nowhere(visitor):
    assert visitor.post("/review", {"name": " "}).status == 400
    assert visitor.post("/review", {"name": "x", "profile": "../../etc/passwd"}).status == 400


def test_over_all_of_a_batch(visitor, batch, case):
    words = said(visitor.get(f"/portfolio?run={batch.rpartition('/')[2]}").text)
    assert "得分分布" in words
    assert "<svg" in visitor.get("/portfolio").text
    assert visitor.get("/portfolio?run=").status == 200
    assert visitor.get("/portfolio?run=x").status == 404
