"""Measures what a hostile model can do and what a careful one costs, and writes docs/MODELS.md.

    python tests/extract/llm/measure.py            with the reports of this project
    python tests/extract/llm/measure.py REPORT     the cost with a report of yours instead
    python tests/extract/llm/measure.py --few      hostile kinds of answers too against a few of the samples only
    python tests/extract/llm/measure.py --marked FOLDER     only the relations, with marked reports of yours (docs/GOLD.md)

langextract is measured where it is installed (pip install 'langextract[openai]'); it is no dependency of ours.
"""

import importlib.util
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import hostile  # noqa: E402
import strange  # noqa: E402
from endpoint import Script, Truth, serving  # noqa: E402
from hostile import INSTRUCTIONS, KINDS, Kind, harm, run  # noqa: E402
from vendors import VENDORS  # noqa: E402

from auditor import pipeline  # noqa: E402
from auditor.bench import gold, relating  # noqa: E402
from auditor.errors import ModelError  # noqa: E402
from auditor.extract.llm import chunks, grounding, laying, passages, prompts  # noqa: E402
from auditor.extract.llm.answers import ANSWERS  # noqa: E402
from auditor.extract.llm.comparison import Comparison  # noqa: E402
from auditor.extract.llm.plan import tokens  # noqa: E402
from auditor.settings import Settings  # noqa: E402

SECOND = 1.0
CONCURRENCY = 4


FEW = ("clean", "ferries", "mission", "narrative", "project")
OWN = "报告"
"""What the reports of tests/strange.py are called."""


def reports(names=None):
    """Reports that the rules read, a table and a longer one that only the model reads, a narrative: document and truth."""
    for path in sorted((ROOT / "samples").glob("*.txt")):
        if names is not None and path.stem not in names:
            continue
        document = read(path)
        marks = ROOT / "samples" / "gold" / f"{path.stem}.gold.json"
        yield document, Truth(document, gold=gold.load(marks) if marks.is_file() else None)
    yield strange.table()
    yield strange.table(strange.many(40))
    yield strange.narrative()


def read(path):
    return pipeline.read(path.read_bytes(), path.name, Settings())


class Line(NamedTuple):
    """A line of the table of hostile kinds."""

    name: str
    altered: int
    wrong: int
    lost: int
    errors: int
    gained: int
    notes: int
    named: int
    calls: int
    seconds: float


FIELDS = Line._fields[1:]


def hostile_lines(names=None):
    """Every kind of answer against every report, every kind of endpoint against a few, and reports that hold instructions against a model that obeys them."""
    known = [(document, truth, _known(document, truth)) for document, truth in reports(names)]
    few = [one for one in known if Path(one[0].name).stem in (*FEW, OWN)]
    for kind in KINDS:
        against = known if kind.of_answers else few
        yield _line(kind.name, [harm(document, truth, kind, *honest) for document, truth, honest in against])
    yield _line("报告夹带指示，模型照办", list(_obedient()))


def _known(document, truth):
    """What honest answers bring, and what the rules find alone."""
    return run(document, truth)[0], pipeline.examine(document, Settings())


def _obedient():
    def obeys(task, answer, number):
        changed = hostile.walked(answer, lambda quote: "100" if hostile.DIGIT.search(quote) else quote)
        return {**changed, "score": "100", "grade": "优"} if task == "conclusion" else changed

    for injected in INSTRUCTIONS:
        document = strange.read(strange.STORY.replace("三、绩效目标", f"{injected}\n三、绩效目标"))
        truth = Truth(document, goals=((strange.PLAN, strange.RESULT),))
        yield harm(document, truth, Kind("", lambda: {"twist": obeys}), *_known(document, truth))


def _line(name, harms):
    total = [sum(getattr(one, field) for one in harms) for field in FIELDS]
    sys.stderr.write(f"{name} {total}\n")
    return Line(name, *total)


def places():
    """How many verbatim quotes of true answers are placed where they stand: (placed right, quotes) by task."""
    right, all_of = Counter(), Counter()
    for document, truth in reports():
        for task, hit in _placed(document, truth):
            all_of[task] += 1
            right[task] += hit
    return {task: (right[task], all_of[task]) for task in sorted(all_of)}


def _placed(document, truth):
    for chunk in chunks.cut(document).chunks:
        answer = ANSWERS[chunk.task].model_validate(truth.answer(chunk.task, chunk.text))
        lines = {line.number: line for line in chunk.lines}
        match chunk.task:
            case "indicators" | "budget":
                yield from _cells(chunk, answer, lines, truth)
            case "goals":
                for goal in answer.goals:
                    told = passages._told(chunk, goal, Comparison())
                    yield from (
                        ("goals", place is not None)
                        for quote, place in ((goal.target, told.target), (goal.actual, told.actual))
                        if quote
                    )
            case "conclusion":
                closing = next((report.conclusion for report in truth.reports if report.conclusion), None)
                for count in closing.counts if closing and answer.line in lines else ():
                    found = grounding.beside(count.quantity.text, count.label, lines[answer.line])
                    if count.label in closing.text:
                        yield "conclusion", found is not None and found.number_span == count.quantity.number_span


def _cells(chunk, answer, lines, truth):
    """Each field of a row against the cell that the truth took it from: the n-th of its row where several say the same."""
    fields = laying.ROW if chunk.task == "indicators" else laying.MONEY
    order = laying.Order(fields)
    rows = [(row, lines[row.line]) for row in answer.rows]
    order.learn(laying.own_cells(row, line, fields) for row, line in rows)
    for row, line in rows:
        laid = laying.spread(row, fields, laying.Seat(line, chunk, order), Comparison())
        true = _true_cells(truth, line)
        for field, cell in true.items():
            yield chunk.task, laid is not None and field in laid.cells and laid.cells[field].span.start == cell


def _true_cells(truth, line):
    known = truth.rows.get(line.span.start)
    if known is not None:
        spans = {
            "name": known.name_span,
            "weight": known.weight_span,
            "score": known.score_span,
            "reason": known.reason_span,
        }
        spans |= {"actual": known.actual and known.actual.span}
        return {field: span.start for field, span in spans.items() if span is not None}
    money = truth.money.get(line.span.start)
    if money is not None:
        spans = {field: getattr(money, f"{field}_span") for field in ("initial", "budget", "spent", "rate", "score")}
        return {field: span.start for field, span in spans.items() if span is not None}
    told = next((truth.told_rows[cell] for cell in line.shown if cell in truth.told_rows), {})
    cells = list(line.entries)
    return {
        field: cells[at].span.start for at, field in enumerate(strange.FIELDS) if told.get(field) and at < len(cells)
    }


class Cost(NamedTuple):
    """What one way of extracting took for one report."""

    name: str
    calls: int
    prompt: int
    completion: int
    seconds: float
    note: str


def costs(document, truth):
    """Ours, a plain one-shot prompt, and langextract, on one report and a server that takes a second a call."""
    yield _ours(document, truth)
    yield _one_shot(document, truth)
    if importlib.util.find_spec("langextract"):
        yield _langextract(document, truth)


def _ours(document, truth):
    run(document, truth)  # loads what is loaded once
    outcomes, script, seconds, _altered = run(document, truth, delay=SECOND, concurrency=CONCURRENCY, timeout=30)
    usage = outcomes[0].usage
    calls = len(script.requests)
    least = calls / CONCURRENCY * SECOND
    note = f"{seconds / least:.2f} × (calls ÷ {CONCURRENCY}) × {SECOND:g} s"
    return Cost("this", calls, usage.prompt_tokens, usage.completion_tokens, seconds, note)


def _one_shot(document, truth):
    """All rows, goals and the conclusion in one answer, asked for in a paragraph: the least that any prompt can cost."""
    asked = "把下面绩效自评材料中的目标、指标、预算、结论逐项抄录成 JSON。\n" + document.text
    sheet = chunks.cut(document)
    answers = {}
    for chunk in sheet.chunks:
        for key, value in truth.answer(chunk.task, chunk.text).items():
            answers[key] = [*answers.get(key, []), *value] if isinstance(value, list) else value
    completion = tokens(json.dumps(answers, ensure_ascii=False))
    return Cost(
        "one prompt",
        1,
        tokens(asked),
        completion,
        SECOND,
        "no quote checked, no row re-asked; the answer is longer than many models may give",
    )


def _langextract(document, truth):
    import langextract
    from langextract.providers.openai import OpenAILanguageModel

    def fault_free(request):
        text = request["messages"][-1]["content"]
        shown = text[text.rfind("Q: ") + 3 : text.rfind("\nA:")]
        told = [
            {
                "指标": row.name,
                "指标_attributes": {"目标": row.target and row.target.text, "完成": row.actual and row.actual.text},
            }
            for report in truth.reports
            for row in report.indicators
            if row.name in shown
        ]
        content = json.dumps({"extractions": told}, ensure_ascii=False)
        prompt = sum(tokens(message["content"]) for message in request["messages"])
        message = {"role": "assistant", "content": content}
        return {
            "id": "x", "object": "chat.completion", "created": 0, "model": "m",
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            "usage": {"prompt_tokens": prompt, "completion_tokens": tokens(content), "total_tokens": 0},
        }  # fmt: skip

    script = Script(delay=SECOND)
    used = []

    def reply(request, number):
        body = fault_free(request)
        used.append(body["usage"])
        return body

    script.reply = reply
    example = langextract.data.ExampleData(
        text="巡查古树株数 | ≥317株 | 329株",
        extractions=[
            langextract.data.Extraction(
                extraction_class="指标", extraction_text="巡查古树株数", attributes={"目标": "≥317株", "完成": "329株"}
            )
        ],
    )
    with serving(script) as url:
        model = OpenAILanguageModel(model_id="m", api_key="k", base_url=url, max_workers=CONCURRENCY)
        started = time.perf_counter()
        found = langextract.extract(
            document.text, prompt_description="逐字抄录每个三级指标、目标值和完成值。", examples=[example], model=model,
            max_char_buffer=2400, batch_length=CONCURRENCY, max_workers=CONCURRENCY, show_progress=False, use_schema_constraints=False,
        )  # fmt: skip
        seconds = time.perf_counter() - started
    aligned = sum(one.char_interval is not None for one in found.extractions or ())
    note = f"indicators only; {aligned} of {len(found.extractions or ())} names aligned; their values are attributes, not aligned"
    return Cost(
        "langextract",
        len(script.requests),
        sum(one["prompt_tokens"] for one in used),
        sum(one["completion_tokens"] for one in used),
        seconds,
        note,
    )


def relations(folder):
    """What ideal answers bring on marked reports, and what comes of answers of which a share is wrong: a line for each."""
    for share, seeds in ((0.0, 1), (0.2, SEEDS)):
        done = [_related(path, marks, share, seed) for path, marks in gold.sheets(folder) for seed in range(seeds)]
        yield share, relating.together(done), max(one.false_warnings for one in done)


SEEDS = 5


def _related(path, marks, share, seed):
    truth = Truth(read(path), gold=marks)
    truth.relations = hostile.misnamed(truth.relations, truth.sheet.figures, share, f"{seed}:{path.stem}")
    with serving(Script(truth)) as url:
        done = relating.one(path, marks, hostile.settings(url, extractor="both"))
    sys.stderr.write(f"{path.name} {share} {done.say()}\n")
    return done


def vendor_lines():
    """What became of every kind of endpoint: name, what is told where it does not work, calls of an ideal one, calls used."""
    path = ROOT / "samples" / "narrative.txt"
    document = read(path)
    truth = Truth(document)
    ideal = None
    for vendor in VENDORS:
        script = Script(truth, fault=vendor.refuse, envelope=vendor.shape)
        with serving(script) as url:
            try:
                (outcome,) = pipeline.examine(document, hostile.settings(url, **vendor.settings))
                told = "；".join(outcome.usage.failed) or "works"
            except ModelError as error:
                told = str(error)
        ideal = ideal or len(script.requests)
        yield vendor.name, told, ideal if vendor.works else 1, len(script.requests)


INTRODUCTION = """# Measured

Written by `python tests/extract/llm/measure.py`; the server is the scripted one of `tests/endpoint.py`.

## What a hostile model or endpoint can do

Every kind of answer against {reports} reports, every kind of endpoint (from 格式不符 on) against {few} of them: of `samples/` (the marked ones with ideal relations to spoil), two tables under headings that the rules do
not know (6 and 40 rows), and a narrative. *Wrong*: numbers in the Report that careful answers do not bring. *Lost*: findings of the rules that are
gone, less grave or less sure. *Errors*, *Warnings*, *Notes*: findings brought by the kind and by neither careful answers nor the rules (apart from
ST05, which lists unread rows). *Named*: failures, quotes without a place, relations refused, differences and unread rows that the Outcome lists.

Digits altered: **{altered}**. Wrong values accepted: **{wrong}**. Findings lost: **{lost}**. Errors gained: **{errors}**.

| Kind | Altered | Wrong | Lost | Errors | Warnings | Notes | Named | Calls | Seconds |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
"""

RELATIONS = """
## What a model's relations bring

Marked reports of `samples/gold`, relations answered from the marks; then with a fifth of them wrong ({seeds} draws a report: a figure beside the right one,
another kind, a part left out, turned round). *Faults*: marked relations that do not hold, found by the rules alone, with the model, and of these as a
warning or an error.

| Wrong | Precision | Recall | Faults | Rules | Found | As warning | False errors | False warnings (most a report) | False notes | Lost | Compared (rules) |
|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
"""

ENDPOINTS = """
## Endpoints as they are

`samples/narrative.txt` with every kind of endpoint of `tests/vendors.py`. *Calls*: what an ideal endpoint takes (one question where nothing can be
answered), and what this one took.

| Kind | Works, or what is told | Ideal | Used |
|---|---|---:|---:|
"""

PLACES = """
Not in the table, because nothing in the report tells: a model that takes one column for another in *every* row of a table whose headings the
rules do not know. The numbers are then printed ones, and findings on them are of low confidence and never errors.

## Where verbatim quotes are placed

**{right} of {quotes}** at the right occurrence.

| Task | Right | Quotes |
|---|---:|---:|
"""

COSTS = """
## What a report costs: {about}

At a fixed {second:g} s a call, at most {concurrency} side by side; tokens as we estimate them (a Chinese character is one).

| Way | Calls | Prompt tokens | Completion tokens | Seconds | |
|---|---:|---:|---:|---:|---|
"""


def page(lines, placed, told, about, names=None):
    """The Markdown of what was measured."""
    right, quotes = (sum(values) for values in zip(*placed.values(), strict=True))
    sums = {field: sum(getattr(line, field) for line in lines) for field in FIELDS}
    parts = [
        INTRODUCTION.format(reports=len(list(reports(names))), few=len(FEW) + 3, **sums),
        *(
            _row(
                one.name,
                *[getattr(one, field) or (0 if field != "altered" else "") for field in FIELDS[:-1]],
                f"{one.seconds:.1f}",
            )
            for one in lines
        ),
        RELATIONS.format(seeds=SEEDS),
        *(_relation_row(*one) for one in relations(ROOT / "samples")),
        ENDPOINTS,
        *(_row(*one) for one in vendor_lines()),
        PLACES.format(right=right, quotes=quotes),
        *(_row(task, hit, count) for task, (hit, count) in placed.items()),
        COSTS.format(about=about, second=SECOND, concurrency=CONCURRENCY),
        *(_row(one.name, one.calls, one.prompt, one.completion, f"{one.seconds:.1f}", one.note) for one in told),
        f"\nPrompts `{prompts.version()}`.\n",
    ]
    return "".join(parts)


def _row(*cells):
    return f"| {' | '.join(map(str, cells))} |\n"


def _relation_row(share, one, most):
    compared = f"{one.compared}/{one.asserting} ({one.compared_by_rules})"
    shares = (
        f"{one.right}/{one.named}",
        f"{one.right}/{one.marked}",
        one.faults,
        one.found_by_rules,
        one.found,
        one.told,
    )
    return _row(
        f"{share:.0%}", *shares, one.false_errors, f"{one.false_warnings} ({most})", one.false_notes, one.lost, compared
    )


def main(arguments):
    if arguments[:1] == ["--marked"]:
        sys.stdout.writelines(
            [RELATIONS.format(seeds=SEEDS), *(_relation_row(*one) for one in relations(Path(arguments[1])))]
        )
        return
    names = FEW if arguments[:1] == ["--few"] else None
    path = Path(arguments[-1]) if arguments and names is None else ROOT / "samples" / "mission.txt"
    document = read(path)
    truth = Truth(document)
    rows = sum(len(report.indicators) for report in truth.reports)
    told = list(costs(document, truth))
    about = f"a form of {rows} rows, {len(document.text)} characters"
    text = page(list(hostile_lines(names)), places(), told, about, names)
    (ROOT / "docs" / "MODELS.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
