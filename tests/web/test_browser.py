"""Both journeys in a real browser: by mouse, by keys alone, at three widths, in both languages; nothing complains, nothing is fetched."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
import site_of_tests as site
from site_of_tests import RIGHT, WRONG

WIDTHS = (390, 1024, 1440)


@pytest.fixture(scope="module")
def chromium(outside, extra):
    """A headless Chromium."""
    playwright = extra("playwright.sync_api")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=outside("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, served, monkeypatch):
    """A page of a browser that opened the address; at the end nothing was complained of and nothing fetched from elsewhere."""
    site.here(monkeypatch)
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    complaints, fetched = [], []
    opened.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: fetched.append(request.url))
    opened.goto(served.keys.address)
    yield opened
    refused = re.compile(r"status of 400|Error Code 400")  # a browser says so of every answer that refuses
    assert [one for one in complaints if not refused.search(one)] == []
    assert [url for url in fetched if not url.startswith((served.base, "data:"))] == []
    context.close()


def flaws(page):
    """What axe finds against WCAG 2 A and AA, in a few words each."""
    page.evaluate((files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
    return [
        (one["id"], [(node["html"][:120], node["failureSummary"]) for node in one["nodes"]][:3])
        for one in found["violations"]
    ]


def look_over(page):
    """The page at three widths: no flaw, and nothing wider than the window."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert flaws(page) == [], width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), width
    page.set_viewport_size({"width": 1440, "height": 900})


def until(page, expression):
    """Wait for something to be so; the page allows no script to be made of words, so it is asked again and again."""
    for _time in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(expression)


def uploaded(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    return str(tmp_path / name)


def rested(page):
    page.wait_for_selector("[data-resting=yes]", timeout=60_000)


def test_a_clerks_journey(page, served, tmp_path):
    look_over(page)
    page.click("text=开始自查")
    look_over(page)
    page.set_input_files("input[type=file]", uploaded(tmp_path, "路灯.txt", WRONG))
    page.click("form.drop button")
    rested(page)
    look_over(page)
    page.locator(".todo a.go").first.click()
    assert page.locator("mark.lit").count() >= 1
    assert page.locator("mark.lit").first.is_visible()
    with page.expect_download() as got:
        page.click("a:text-is('Word')")
    assert got.value.suggested_filename.endswith(".docx")
    page.click("summary")
    page.set_input_files(".files input[type=file]", uploaded(tmp_path, "路灯（改）.txt", RIGHT))
    page.click(".files form.drop button")
    rested(page)
    assert "已办" in page.inner_text(".compared")
    look_over(page)
    page.click("summary")
    page.click("text=删除这份材料")
    page.wait_for_url("**/check")
    assert page.locator("tbody tr").count() == 0


def test_a_reviewers_journey_by_keys_alone(page, served, tmp_path):
    run = site.batch(served.office)
    site.handed_in(served.office, run, "路灯.txt", WRONG)
    page.goto(f"{served.base}/review/{run}")
    look_over(page)

    def tab_to(selector):
        for _step in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("(s) => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(selector)

    tab_to("#cases tbody a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/case/*")
    look_over(page)
    page.keyboard.press("j")
    while not page.locator("mark.lit").count():
        page.keyboard.press("j")
    first = page.evaluate("document.querySelector('.f.current').id")
    page.keyboard.press("1")
    page.wait_for_selector(f"#{first} .decision")
    page.wait_for_selector(f".f.current:not(#{first})")
    page.keyboard.press("k")
    page.keyboard.press("u")
    page.wait_for_selector(f"#{first} .decision", state="detached")
    page.keyboard.press("2")
    page.wait_for_selector("#told >> text=理由")


def test_a_reviewers_journey_to_the_letter(page, served, tmp_path):
    page.click("text=进入复核")
    look_over(page)
    page.fill("form[action^='/review?'] input[name=name]", "2023年度核查")
    page.click("form[action^='/review?'] button")
    page.wait_for_url("**/review/*")
    page.set_input_files("input[type=file]", uploaded(tmp_path, "路灯.txt", WRONG))
    page.click("form.drop button")
    rested(page)
    page.click("#cases tbody a")
    page.locator(".points li").first.locator("button[value=confirmed]").click()
    page.wait_for_selector(".decision")
    page.click(".files summary")
    with page.expect_download() as got:
        page.click("text=询问函 docx")
    assert got.value.suggested_filename == "询问函.docx"
    words = page.locator(".source td", has_text="夜间事故").first
    words.select_text()
    until(page, "document.querySelector('form.own').elements.quote.value.includes('夜间事故')")
    page.click("text=自拟疑点")
    page.fill("form.own input[name=message]", "没有出处")
    page.click("form.own button")
    page.wait_for_selector(".points >> text=没有出处")
    page.click(".files summary")
    page.click("text=签发这一版")
    page.wait_for_selector("text=已签发")
    assert page.locator("form.decide").count() == 0
    page.goto(f"{page.url.split('#')[0]}/trail")
    look_over(page)
    page.click("nav >> text=总体情况")
    look_over(page)


def test_a_pdf_stands_beside_its_findings(page, served):
    """Keys follow the order that is shown; the page is scrolled to what is quoted, and both places are outlined."""
    run = site.batch(served.office)
    number = site.handed_in(served.office, run, "任务.pdf", (SAMPLES / "mission.pdf").read_bytes())
    page.goto(f"{served.base}/case/{number}")
    page.wait_for_selector(".leaf img")
    shown = page.evaluate("[...document.querySelectorAll('.f')].map((one) => one.id)")
    for point in shown:
        page.keyboard.press("j")
        assert page.evaluate("document.querySelector('.f.current').id") == point
        lit = page.evaluate(LIT)
        quoted = page.locator(f"[id='{point}'] a.go").count()
        assert lit["outlined"] >= min(quoted, 1)
        assert lit["seen"] >= min(quoted, 1), point
    look_over(page)
    page.click("[data-view=text]")
    assert page.locator("mark.lit").first.is_visible()
    page.click("text=按表内次序")
    page.wait_for_selector(".num")
    assert page.locator("[data-view=text][aria-pressed=true]").count() == 1, "how a source is shown is kept"
    page.keyboard.press("j")
    assert page.evaluate("document.querySelector('.f.current .num').textContent") == "1"
    look_over(page)


SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LIT = """(() => {
    const pane = document.querySelector('.source').getBoundingClientRect();
    const lit = [...document.querySelectorAll('rect.lit')];
    const seen = lit.filter((one) => {
        const box = one.getBoundingClientRect();
        return box.bottom > pane.top && box.top < pane.bottom;
    });
    return { outlined: lit.length, seen: seen.length };
})()"""


def test_in_english(page, served):
    page.click("text=English")
    page.wait_for_selector("html[lang=en]")
    for path in ("/", "/check", "/review", "/portfolio"):
        page.goto(f"{served.base}{path}")
        words = page.inner_text("body").replace("中文", "")
        assert re.findall("[一-鿿]+", words) == []
    look_over(page)


def test_what_a_report_says_does_not_run(page, served):
    evil = WRONG.replace("街巷路灯更换".encode(), b"<img src=x onerror=alert(1)><script>alert(1)</script>")
    run = site.batch(served.office, name="<script>alert(1)</script>")
    number = site.handed_in(served.office, run, "<img src=x onerror=alert(1)>.txt", evil)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    for path in (f"/review/{run}", f"/case/{number}", f"/case/{number}/trail", "/portfolio"):
        page.goto(f"{served.base}{path}")
    assert page.evaluate("document.querySelectorAll('main img').length") == 0
