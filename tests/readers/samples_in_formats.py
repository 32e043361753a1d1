"""Writes samples/mission.docx .xlsx .html .ofd .pdf from samples/mission.txt: the same report in every format.

Run from the checkout: python tests/readers/samples_in_formats.py (the PDF needs LibreOffice).
"""

import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[1] / "samples"
sys.path[:0] = [str(HERE), str(HERE.parent)]


def form():
    """The sample as data, as the rules read it."""
    from rendered import Form, Row

    from auditor import readers
    from auditor.extract import rules

    document = readers.read((SAMPLES / "mission.txt").read_bytes(), "mission.txt")
    (report,) = rules.extract(document)
    (money,) = report.budget
    said = document.quote
    rows = tuple(
        Row(row.goal, row.level1, row.category_printed, row.name, row.target.text, row.actual.text, said(row.weight_span), said(row.score_span), row.reason or "")
        for row in report.indicators
    )  # fmt: skip
    return Form(
        title=report.title,
        year="（2024年度）",
        organisation=report.organisation,
        money=tuple(
            said(span)
            for span in (money.initial_span, money.budget_span, money.spent_span, money.weight_span, money.score_span, money.rate_span)
        ),
        reason=report.budget_reason.text,
        goals=tuple((goal.target.text, goal.actual.text) for goal in report.goals),
        rows=rows,
        total=(said(report.total.weight_span), said(report.total.score_span)),
        conclusion=report.conclusion.text,
    )  # fmt: skip


def main():
    import rendered
    from ofd_writer import as_ofd

    blocks = rendered.in_one_table(form())
    word = rendered.as_docx(blocks)
    (SAMPLES / "mission.docx").write_bytes(word)
    (SAMPLES / "mission.xlsx").write_bytes(rendered.as_xlsx(blocks))
    page = rendered.as_html(blocks)
    (SAMPLES / "mission.html").write_bytes(page if isinstance(page, bytes) else page.encode())
    (SAMPLES / "mission.ofd").write_bytes(as_ofd(blocks))
    with tempfile.TemporaryDirectory() as folder:
        made = rendered.by_soffice(shutil.which("soffice"), word, "docx", "pdf", Path(folder))
    (SAMPLES / "mission.pdf").write_bytes(made)


if __name__ == "__main__":
    main()
