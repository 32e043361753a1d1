"""The memo as a web page, asked of a real browser where the page's behaviour is meant."""

import io
import json
import re
import unicodedata
from base64 import b64decode
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
from browser import browse
from outcomes import TEXT, cause, document, finding, outcome, span
from pypdf import PdfReader

from auditor.memo.contents import contents
from auditor.memo.html import render
from auditor.model.finding import Correction, Evidence, Impact
from auditor.model.report import Report
from auditor.model.source import Block, Cell, Span, Table
from auditor.pipeline import examine
from auditor.readers.limits import Limits
from auditor.readers.txt import read
from auditor.settings import Settings

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)></style><svg onload=alert(3)>javascript:alert(4)\"'&lt;"


def read_document():
    """The document of the hand-made outcomes as a reader gives it."""
    return document().model_copy(update={"blocks": tuple(blocks())})


def blocks():
    start = 0
    for number, line in enumerate(TEXT.splitlines(), 1):
        at = Span(start=start, end=start + len(line), line=number)
        if "\t" in line:
            cells = []
            place = start
            for column, text in enumerate(line.split("\t"), 1):
                where = Span(start=place, end=place + len(text), line=number)
                cells.append(Cell(text=text, span=where, row=1, column=column))
                place += len(text) + 1
            yield Block(kind="table", span=at, text=line, table=Table(number=1, span=at, cells=tuple(cells)))
        else:
            yield Block(kind="paragraph", span=at, text=line)
        start += len(line) + 1


@pytest.fixture(scope="module")
def browser(outside, tmp_path_factory):
    with browse(outside("chromium"), tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(scope="module")
def axe(extra):
    """The source of axe-core, which looks for what keeps people from using a page."""
    return (files(extra("axe_core_python")) / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def page(browser):
    browser.complaints.clear()
    browser.fetched.clear()
    return browser


def shown(page, tmp_path, outcomes, documents, **how):
    file = tmp_path / "memo.html"
    file.write_bytes(render(outcomes, documents))
    page.open(file, **how)
    return page


def several():
    inside = finding()
    alone = finding("CL01", severity="error", fingerprint="e" * 16, goals=(1,), message="另一处不一致")
    return outcome(inside, alone, causes=(cause(inside),))


def test_every_finding_stands_on_the_page_once_in_the_order_of_the_memo():
    one = several()
    memo = render([one], [read_document()]).decode()
    assert re.findall(r'<article [^>]*id="r1-f(\d+)"', memo) == [str(item.number) for item in contents(one).open_items]


def test_a_number_carries_the_tick_of_its_status_and_leads_to_its_row():
    memo = render([outcome(finding())], [read_document()]).decode()
    assert '<a class="n unmatched t" href="#r1-n1" title="未找到对应">4部</a>' in memo
    assert '<tr id="r1-n1" class="unmatched">' in memo


def test_what_a_finding_quotes_is_marked_with_its_number():
    memo = render([outcome(finding())], [read_document()]).decode()
    assert '<mark data-f="1">短视频52部</mark>' in memo


def test_words_and_table_stand_on_either_side():
    said = Evidence(role="自评结论", quote="指标165项", span=span("指标165项", 4))
    printed = Evidence(role="实际完成值", quote="56部", span=span("56部", 3))
    memo = render([outcome(finding(evidence=(printed, said)))], [read_document()]).decode()
    text, table = memo.split('<dl class="sides">')[1].split("<dt>表格</dt>")
    assert "指标165项" in text
    assert "56部" in table


def test_the_same_outcome_gives_the_same_bytes():
    assert render([several()], [read_document()]) == render([several()], [read_document()])


def test_the_page_allows_nothing_but_its_own_script_and_style():
    memo = render([several()], [read_document()]).decode()
    policy = re.search(r'Security-Policy" content="([^"]+)"', memo)[1]
    assert policy.startswith(("default-src &#39;none&#39;", "default-src 'none'"))
    assert "unsafe" not in policy
    assert " style=" not in memo
    assert "http" not in re.sub(r"http://www.w3.org/2000/svg|http-equiv", "", memo)


def test_cells_keep_the_place_that_merged_cells_leave_them():
    at = Span(start=0, end=1)
    cells = (
        Cell(text="某", span=at, row=1, column=1, row_span=2),
        Cell(text="市", span=Span(start=1, end=2), row=1, column=2, column_span=2),
        Cell(text="文", span=Span(start=2, end=3), row=2, column=3),
    )
    block = Block(kind="table", span=at, text="", table=Table(number=1, span=at, cells=cells, exact=True))
    memo = render([outcome()], [document().model_copy(update={"blocks": (block,)})]).decode()
    assert '<td id="r1-s0" rowspan="2">某</td><td id="r1-s1" colspan="2">市</td>' in memo
    assert '<td class="gap"></td><td id="r1-s2">文</td>' in memo


def test_a_click_on_a_finding_lights_both_places(page, tmp_path):
    shown(page, tmp_path, [several()], [read_document()])
    page.click("#r1-f1 .message")
    assert page.evaluate("[...document.querySelectorAll('mark.lit')].map(m => m.textContent)") == ["短视频52部", "56部"]
    assert page.evaluate("document.querySelector('#r1-f1').classList.contains('current')")
    assert page.complaints == []


def test_a_click_on_a_number_shows_what_it_was_tied_to(page, tmp_path):
    shown(page, tmp_path, [several()], [read_document()])
    page.click("a.n.unmatched")
    words = page.evaluate("document.querySelector('#tied').innerText")
    assert "4部" in words
    assert "未找到对应" in words
    assert "表中没有" in words
    page.press("Escape")
    assert page.evaluate("document.querySelector('#tied').hidden")


def test_findings_can_be_filtered(page, tmp_path):
    shown(page, tmp_path, [several()], [read_document()])
    visible = "[...document.querySelectorAll('article.f')].filter(f => !f.hidden).map(f => f.dataset.f)"

    def choose(name, value):
        field = f"document.querySelector('#filter [name={name}]')"
        page.evaluate(
            f"{field}.value = {json.dumps(value)}; {field}.dispatchEvent(new Event('input', {{bubbles: true}}))"
        )

    choose("goal", "1")
    assert page.evaluate(visible) == ["1"]
    choose("goal", "")
    choose("text", "另一处")
    assert page.evaluate(visible) == ["1"]
    choose("text", "")
    page.click("#filter [value=error]")
    assert page.evaluate(visible) == ["2"]
    assert page.evaluate("document.querySelector('#shown').textContent") == "显示 1 / 2 项"


def test_where_nothing_fits_it_is_said_and_the_filter_can_be_taken_back(page, tmp_path):
    shown(page, tmp_path, [several()], [read_document()])
    field = "document.querySelector('#filter [name=text]')"
    page.evaluate(f"{field}.value = 'xyz'; {field}.dispatchEvent(new Event('input', {{bubbles: true}}))")
    assert page.evaluate("!document.querySelector('[data-none]').hidden && location.hash.includes('text=xyz')")
    page.click("button.reset")
    assert page.evaluate("document.querySelector('[data-none]').hidden && !location.hash.includes('text')")


def test_a_jump_can_be_taken_back(page, tmp_path):
    shown(page, tmp_path, [several()], [read_document()])
    page.evaluate("document.querySelector('.first a').click()")
    assert page.evaluate("location.hash.startsWith('#r1-f') && !document.querySelector('#back').hidden")


def test_the_numbers_of_the_source_are_one_stop_of_the_keyboard(page, tmp_path):
    sample = Path(__file__).resolve().parents[2] / "samples" / "mission.txt"
    said = read(sample.read_bytes(), sample.name, Limits())
    shown(page, tmp_path, examine(said, Settings()), [said])
    assert page.evaluate("document.querySelectorAll('.source a.n:not([tabindex=\"-1\"])').length") == 1


def test_the_keyboard_steps_through_findings_and_explains_itself(page, tmp_path):
    shown(page, tmp_path, [several()], [read_document()])
    page.press("j")
    page.press("j")
    assert page.evaluate("document.activeElement.id") == "r1-f2"
    page.press("k")
    assert page.evaluate("document.activeElement.id") == "r1-f1"
    page.press("?")
    assert page.evaluate("document.querySelector('#keys').open")
    page.press("Escape")
    page.press("/")
    assert page.evaluate("document.activeElement.name") == "text"


def test_without_scripts_everything_is_readable_and_anchors_lead_on(page, tmp_path):
    shown(page, tmp_path, [several()], [read_document()], scripts=False)
    assert page.evaluate("document.querySelector('#bar').getBoundingClientRect().height") == 0
    said = "[...document.querySelectorAll('article.f')].find((one) => one.textContent.includes('文字写52部'))"
    assert page.evaluate(f"{said}.checkVisibility()")
    dead = (
        "[...document.querySelectorAll(\"a[href^='#']\")].filter(a => !document.getElementById(a.hash.slice(1))).length"
    )
    assert page.evaluate(dead) == 0


def test_what_a_report_says_is_shown_and_never_run(page, tmp_path):
    text = TEXT + f"指标\t{HOSTILE}\t{HOSTILE}\n"
    said = read(text.encode(), f"{HOSTILE}.txt", Limits())
    at = Span(start=text.index(HOSTILE), end=text.index(HOSTILE) + len(HOSTILE), line=5)
    found = finding(
        message=HOSTILE, working=HOSTILE, action=HOSTILE, evidence=(Evidence(role=HOSTILE, quote=HOSTILE, span=at),)
    )
    one = outcome(found, causes=(cause(found, message=HOSTILE),))
    shown(page, tmp_path, [one], [said])
    assert page.complaints == []
    assert [url for url in page.fetched if not url.endswith("memo.html")] == []
    assert page.evaluate("document.scripts.length") == 1
    assert page.evaluate("document.images.length") == 0
    assert page.evaluate(f"document.querySelector('.source').textContent.includes({json.dumps(HOSTILE)})")


def test_contrast_is_enough_for_every_text_in_light_and_dark(page, tmp_path):
    shown(page, tmp_path, [several()], [read_document()])
    page.click("#r1-f1 .message")
    for theme in ("light", "dark"):
        assert page.evaluate(f"document.documentElement.dataset.theme = '{theme}'; ({_LOW_CONTRAST})()") == []


_LOW_CONTRAST = """() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const channel = (value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = (e) => { for (; e; e = e.parentElement) {
    const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const low = new Set();
  const lit = rgb(getComputedStyle(document.querySelector('mark.lit')).backgroundColor);
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || e.closest('svg, script, style, [hidden], dialog')) continue;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) low.add(e.className + ' ' + e.tagName);
  }
  for (const e of document.querySelectorAll('.n.t')) for (const back of [behind(e), lit]) {
    const [a, b] = [light(rgb(getComputedStyle(e, '::after').color)), light(back)].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) low.add('tick of ' + e.className);
  }
  return [...low];
}"""


def test_every_field_and_button_has_a_name(page, tmp_path):
    shown(page, tmp_path, [several()], [read_document()])
    nodes = page.ask("Accessibility.getFullAXTree")["nodes"]
    roles = {"button", "textbox", "searchbox", "checkbox", "combobox", "link", "img", "image", "dialog", "main"}
    nameless = [
        node["role"]["value"]
        for node in nodes
        if not node.get("ignored") and node["role"]["value"] in roles and not node.get("name", {}).get("value")
    ]
    assert nameless == []


def test_ten_thousand_findings_open(benchmark, page, tmp_path):
    def nodes(count):
        many = [finding(fingerprint=f"{number:016x}") for number in range(count)]
        benchmark_page = (page, tmp_path, [outcome(*many)], [read_document()])
        if count == 10_000:
            benchmark.pedantic(shown, benchmark_page, rounds=1)
        else:
            shown(*benchmark_page)
        assert page.evaluate("document.querySelectorAll('article.f').length") == count
        return page.evaluate("document.getElementsByTagName('*').length")

    few, many = nodes(100), nodes(10_000)
    assert many < 40 * 10_000
    assert (many - few) / (10_000 - 100) <= few / 100


def test_an_audited_report_has_no_dead_anchor(page, tmp_path):
    sample = Path(__file__).resolve().parents[2] / "samples" / "mission.txt"

    said = read(sample.read_bytes(), sample.name, Limits())
    shown(page, tmp_path, examine(said, Settings()), [said])
    dead = (
        "[...document.querySelectorAll(\"a[href^='#']\")].filter(a => !document.getElementById(a.hash.slice(1))).length"
    )
    assert page.evaluate(dead) == 0
    assert page.complaints == []


def test_a_second_click_goes_on_to_the_next_place_when_both_do_not_fit(page, tmp_path):
    far = "".join(f"说明第{chr(0x4E00 + number)}段\n" for number in range(200))
    text = TEXT.replace("结论", far + "结论")
    said = read(text.encode(), "某市.txt", Limits())
    first = Evidence(role="实际完成情况", quote="短视频52部", span=span("短视频52部", 2))
    start = text.index("165项")
    last = Evidence(role="自评结论", quote="165项", span=Span(start=start, end=start + 4, line=204))
    shown(page, tmp_path, [outcome(finding(evidence=(first, last)))], [said])
    visible = (
        "[...document.querySelectorAll('mark.lit')].filter(m => { const b = m.getBoundingClientRect();"
        " return b.top > 0 && b.bottom < innerHeight; }).map(m => m.textContent)"
    )
    page.click("#r1-f1 .message")
    assert page.evaluate(visible) == ["短视频52部"]
    page.click("#r1-f1 .message")
    assert page.evaluate(visible) == ["165项"]


def test_the_corrections_of_the_score_lead_to_their_findings():
    error = finding("SC01", severity="error")
    fixed = Correction(
        code="SC01", finding=error.fingerprint, change=Decimal("-0.55"), score=Decimal("98.05"), grade="优"
    )
    stated = {"score_stated": Decimal("98.6"), "grade_stated": "优"}
    impact = Impact(**stated, score_recomputed=Decimal("98.05"), grade_recomputed="优", corrections=(fixed,))
    memo = render([outcome(error, impact=impact)], [read_document()]).decode()
    assert '<a href="#r1-f1">SC01 −0.55 → 98.05 分（优）</a>' in memo
    assert 'aria-label="得分：自评 98.6 分（优），重算 98.05 分（优），相差 0.55"' in memo


def test_a_cause_whose_findings_are_all_filtered_out_goes_too(page, tmp_path):
    shown(page, tmp_path, [several()], [read_document()])
    page.click("#filter [value=warning]")
    assert page.evaluate("document.querySelector('.cause').hidden")
    page.click("#filter [value=warning]")
    assert not page.evaluate("document.querySelector('.cause').hidden")


def test_a_click_on_a_number_lights_the_places_it_was_tied_to(page, tmp_path):
    sample = Path(__file__).resolve().parents[2] / "samples" / "mission.txt"
    said = read(sample.read_bytes(), sample.name, Limits())
    shown(page, tmp_path, examine(said, Settings()), [said])
    page.evaluate("[...document.querySelectorAll('a.n')].find(a => a.textContent === '66次').id = 'asked'")
    page.click("#asked")
    lit = page.evaluate("[...document.querySelectorAll('.source .lit')].map(e => e.textContent)")
    assert any("业务辅导66次" in text for text in lit)
    assert any("业务辅导不少于60次" in text for text in lit)


def test_in_a_narrow_window_the_findings_stay_where_they_are(page, tmp_path):
    page.ask("Emulation.setDeviceMetricsOverride", width=480, height=800, deviceScaleFactor=1, mobile=False)
    try:
        shown(page, tmp_path, [several()], [read_document()])
        page.click("#r1-f1 .message")
        assert page.evaluate("document.querySelector('#r1-f1').getBoundingClientRect().bottom > 0")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    finally:
        page.ask("Emulation.clearDeviceMetricsOverride")


def test_it_prints_on_a4_with_its_pictures_and_without_its_controls(page, tmp_path):
    shown(page, tmp_path, [several()], [read_document()])
    printed = page.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"]
    pages = PdfReader(io.BytesIO(b64decode(printed))).pages
    assert {tuple(sorted((round(one.mediabox.width), round(one.mediabox.height)))) for one in pages} == {(595, 842)}
    text = unicodedata.normalize("NFKC", "".join(one.extract_text() for one in pages))
    assert "显示 2 / 2 项" not in text
    assert "报告中的每一个数字及其去向" not in text
    assert "绩效自评报告核查备忘录" in text


def test_a_sentence_of_a_text_export_is_shown_across_the_cells_that_its_merged_cell_left():
    text = f"表\n目标\t{'完成治理任务并按期验收合格投入使用运行' * 2}\t\t\t完成\n一\t二\t三\t四\t五\n"
    said = read(text.encode(), "某市.txt", Limits())
    memo = render([outcome()], [said]).decode()
    assert re.search(r'<td id="r1-s5" colspan="3">完成治理任务', memo)


def test_several_reports_of_one_form_are_told_apart_by_whose_they_are():
    one, other = (
        outcome(report=Report(kind="project", title="项目自评表(2024年度)", project=project, year=2024))
        for project in ("桥梁项目", "道路项目")
    )
    memo = render([one, other], [read_document()] * 2).decode()
    assert re.findall(r'<li><a href="#(r\d-top)">([^<]+)</a>', memo) == [
        ("r1-top", "桥梁项目 · 项目自评表(2024年度)"),
        ("r2-top", "道路项目 · 项目自评表(2024年度)"),
    ]


FORM = (
    "部门整体支出绩效自评表\n（2024年度）\n部门名称\t临江市文化服务中心\n"
    "年度绩效目标完成情况\t目标序号\t年度绩效目标\t实际完成情况\n"
    "\t1\t拍摄短视频56部。\t制作短视频52部。\n\t2\t举办讲座20场。\t举办讲座20场。\n"
    "年度指标完成情况\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
    "绩效目标1\t产出指标\t数量指标\t短视频数量\t≥56部\t52部\t50\t50\n"
    "绩效目标2\t产出指标\t质量指标\t讲座场次\t≥20场\t20场\t40\t40\n"
)


def form_page(page, tmp_path, width):
    said = read(FORM.encode(), "form.txt", Limits())
    page.resize(width, 900)
    return shown(page, tmp_path, examine(said, Settings()), [said])


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nobody_is_kept_from_using_the_page(page, tmp_path, axe, width):
    form_page(page, tmp_path, width)
    page.ask("Page.setBypassCSP", enabled=True)
    form_page(page, tmp_path, width)
    assert page.violations(axe) == []
    page.click(".source a.n")
    assert page.violations(axe) == []
    page.ask("Page.setBypassCSP", enabled=False)


def test_a_field_of_the_heat_map_leads_to_its_findings_and_a_way_leads_back(page, tmp_path):
    form_page(page, tmp_path, 390)
    prints = page.evaluate("document.querySelector('svg .field').dataset.prints.split(' ')")
    page.click("svg .field")
    assert page.evaluate("document.querySelector('#filter [name=goal]').value") == "1"
    assert page.evaluate("document.querySelector('.current').dataset.print") in prints
    assert "goal=1" in page.evaluate("location.hash")
    assert not page.evaluate("document.querySelector('#back').hidden")
    page.click("#back")
    page.evaluate("new Promise((done) => setTimeout(done, 100))")
    assert page.evaluate("document.querySelector('#filter [name=goal]').value") == ""


TIED = """new Promise((done) => {
  const told = () => document.querySelector("#tied").textContent, begun = Date.now();
  const look = () => (told().length > 2 || Date.now() - begun > 5000 ? done(told()) : setTimeout(look, 20));
  look();
})"""
"""What the panel says, as soon as the jump to a number has filled it."""


def test_the_panel_of_a_number_says_every_relation_its_sum_and_what_it_disagrees_with(page, tmp_path):
    form_page(page, tmp_path, 1440)
    page.click(".source a.n.contradicted")
    told = page.evaluate(TIED)
    assert "52部 < 56部" in told
    assert "不一致" in told
    assert page.evaluate("document.querySelectorAll('#tied .tie a').length") >= 1


def test_the_search_covers_the_source(page, tmp_path):
    form_page(page, tmp_path, 1440)
    field = "document.querySelector('#filter [name=text]')"
    page.evaluate(f"{field}.value = '讲座'; {field}.dispatchEvent(new Event('input', {{bubbles: true}}))")
    assert "原文 3 处" in page.evaluate("document.querySelector('#shown').textContent")
    assert page.evaluate("document.querySelectorAll('.source .found').length") == 3


def test_notes_are_printed_though_they_are_folded(page, tmp_path):
    form_page(page, tmp_path, 1440)
    page.evaluate("document.querySelectorAll('details.group').forEach((one) => (one.open = false))")
    printed = b64decode(page.ask("Page.printToPDF")["data"])
    text = "".join(part.extract_text() for part in PdfReader(io.BytesIO(printed)).pages)
    text = "".join(unicodedata.normalize("NFKC", text).split())
    last = page.evaluate("[...document.querySelectorAll('article.f .message, article.f h4')].at(-1).textContent")
    assert "".join(unicodedata.normalize("NFKC", last).split())[:20] in text


def wide_form():
    """A form of fourteen columns, the widest that departments hand in."""
    heads = [f"第{number}栏的名称" for number in range(1, 7)]
    rows = [
        "\t".join(["产出指标", "数量指标", f"活动{row}的开展场次", "≥1200000场", "1200000场", "5", "5", *["说明"] * 7])
        for row in range(1, 8)
    ]
    head = "\t".join(["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", *heads, "备注"])
    return f"项目支出绩效自评表\n{head}\n" + "\n".join(rows) + "\n"


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_a_table_of_the_source_fits_its_pane(page, tmp_path, width):
    said = read(wide_form().encode(), "form.txt", Limits())
    page.resize(width, 900)
    shown(page, tmp_path, examine(said, Settings()), [said])
    over = "[...document.querySelectorAll('.source .wide')].filter((one) => one.scrollWidth > one.clientWidth).length"
    assert page.evaluate("document.querySelectorAll('.source .wide').length") >= 1
    assert page.evaluate(over) == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def on_paper(page):
    printed = b64decode(page.ask("Page.printToPDF", preferCSSPageSize=True)["data"])
    return [
        "".join(unicodedata.normalize("NFKC", one.extract_text()).split())
        for one in PdfReader(io.BytesIO(printed)).pages
    ]


def test_the_source_and_the_pages_of_the_checks_are_printed_when_asked_for(page, tmp_path):
    form_page(page, tmp_path, 1440)
    pages = on_paper(page)
    assert "临江市文化服务中心" in pages[0]
    assert not any("缘由:" in text or "目标序号" in text for text in pages)
    page.click(".also-printed input")
    page.evaluate("document.querySelector('details.page').open = true")
    asked = on_paper(page)
    assert len(asked) > len(pages)
    assert any("目标序号" in text for text in asked)
    assert any("缘由:" in text for text in asked)


def test_the_rest_of_many_quotes_is_folded(page, tmp_path, axe):
    many = tuple(Evidence(role="自评结论", quote="指标165项", span=span("指标165项", 4)) for _ in range(9))
    page.ask("Page.setBypassCSP", enabled=True)
    shown(page, tmp_path, [outcome(finding(evidence=many))], [read_document()])
    assert page.violations(axe) == []
    page.ask("Page.setBypassCSP", enabled=False)
    memo = (tmp_path / "memo.html").read_text(encoding="utf-8")
    before, folded = memo.split('<details class="more"><summary>另 5 处</summary>')
    assert before.count("<q>") == 4
    assert folded.count("<q>") == 5
