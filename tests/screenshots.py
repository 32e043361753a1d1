"""Renews the pictures of the README from a sample: `.venv/bin/python tests/screenshots.py`.

Needs Chromium, and the `pdf` extra for Pillow. The browser's fonts decide the bytes, so no test compares them.
"""

import io
import shutil
import sys
import tempfile
from base64 import b64decode
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "samples" / "pictures"
SAMPLE = ROOT / "samples" / "mission.txt"
WIDTH, HEIGHT = 1280, 800


def main():
    sys.path.insert(0, str(ROOT / "tests"))
    from browser import browse

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("chromium is not installed")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, browse(chromium, Path(folder) / "profile") as page:
        size = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        page.ask("Emulation.setDeviceMetricsOverride", **size)
        page.open(memo(Path(folder)))
        save(page, "summary.png")
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        page.press("j")
        save(page, "finding.png")
        page.open(submission(Path(folder)))
        page.press("j")
        save(page, "submission.png")
        with served(Path(folder)) as site:
            page.visit(site.keys.address)
            for name, place in pages(site).items():
                page.visit(f"{site.base}{place}")
                page.press("j")
                save(page, name)


def memo(folder):
    """The memo of the sample as a web page."""
    from auditor.memo import render
    from auditor.pipeline import examine, read
    from auditor.settings import Settings

    document = read(SAMPLE.read_bytes(), SAMPLE.name, Settings())
    outcomes = examine(document, Settings())
    file = folder / "memo.html"
    file.write_bytes(render("html", outcomes, [document] * len(outcomes)))
    return file


def submission(folder):
    """The memo of a whole submission as a web page."""
    from auditor import cli

    kept = ROOT / "samples" / "submissions"
    files = [kept / f"elevators.{name}" for name in ("report.docx", "form.xlsx", "plan.docx", "last.xlsx")]
    roles = ["--together", files[0], files[1], "--plan", files[2], "--last-year", files[3]]
    file = folder / "submission.html"
    cli.run(["audit", *map(str, roles), "-o", str(file)])
    return file


def served(folder):
    """A server of the web page."""
    from site_of_tests import opened

    (folder / "record").mkdir()
    return opened(folder / "record")


def pages(site):
    """A clerk's list and a reviewer's case of the submission, once they are audited."""
    from site_of_tests import batch

    from auditor.web.desk import RESTING, Upload
    from auditor.web.intake import grouped

    kept = ROOT / "samples" / "submissions"
    names = [f"elevators.{name}" for name in ("report.docx", "form.xlsx", "plan.docx", "last.xlsx")]
    files = [(name, (kept / name).read_bytes()) for name in names]
    case = site.office.desk.take([Upload(name, data) for name, data in files], "local")
    (number,) = site.office.intake.take(batch(site.office), grouped(files, together=True))
    changes = -1
    while site.office.intake.is_busy:
        changes = site.office.intake.wait(changes, 1.0)
    while (case := site.office.desk.case(case.id, "local")).state not in RESTING:
        site.office.desk.wait(case.id, case.changed, 1.0)
    return {"check.png": f"/check/{case.id}", "review.png": f"/case/{number}"}


def save(page, name):
    """What the page shows, in 128 colours: small, and none of the page's colours is lost to the eye."""
    from PIL import Image

    taken = b64decode(page.ask("Page.captureScreenshot", format="png")["data"])
    picture = Image.open(io.BytesIO(taken)).convert("RGB").quantize(128, dither=Image.Dither.NONE)
    picture.save(PICTURES / name, optimize=True)


if __name__ == "__main__":
    main()
