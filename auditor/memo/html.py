"""The memo as one self-contained web page: findings beside the report as read.

Works without JavaScript (everything readable, anchors lead everywhere) and without a network. The page allows no
script but its own, by hash: what a report says could not run even if it were not escaped.
"""

import hashlib
from base64 import b64encode
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from auditor.locale import gettext as _
from auditor.memo import pictures
from auditor.memo.contents import (
    SEVERITIES,
    Contents,
    Item,
    Matter,
    Quote,
    clean,
    contents,
    graded,
    report_name,
    severity_word,
)
from auditor.memo.figures import pieces
from auditor.memo.numbers import MARKS, STATUSES, Number, numbers
from auditor.memo.pane import Pane, pane, quoted
from auditor.memo.paper import Paper
from auditor.memo.words import status_word
from auditor.model.finding import Finding, Outcome
from auditor.model.report import Report
from auditor.model.source import Document, Span

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

FAMILIES: Mapping[str, str] = {
    "CL": "文字与表格",
    "CT": "项数",
    "BU": "预算",
    "SC": "得分",
    "IN": "指标行",
    "TM": "时间",
    "ST": "完整性",
    "FE": "数值可能性",
    "SB": "材料之间",
    "PL": "与批复目标",
    "YR": "与上年",
}
_LANGUAGES = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True)
class Told:
    """A finding with its quotes by side, each with the anchor of its place; `goals` are numbers with blanks between."""

    item: Item
    family: str
    goals: str
    sides: tuple[tuple[str, tuple[tuple[Quote, str], ...]], ...]
    tabs: str = ""
    """The tabs that hold its quotes, of several documents."""


@dataclass(frozen=True)
class View:
    """One outcome as the template shows it. `prefix` keeps the anchors of several reports apart."""

    prefix: str
    name: str
    subject: str
    """Whose report of which year the memo is about."""
    file: str
    memo: Contents
    pane: Pane
    numbers: Sequence[Number]
    groups: Sequence[tuple[str, str, Sequence[tuple[Matter, Sequence[Told]]]]]
    """Severity, its word, and the matters of that severity with their findings."""
    accepted: Sequence[Told]
    statuses: Sequence[pictures.Legend]
    strip_legend: Sequence[pictures.Legend]
    coverage_bar: "Markup"
    score_bar: "Markup"
    corrections: Sequence[tuple[int, str]]
    """What corrects the score: the number of the finding, and the score after it."""
    strip: "Markup"

    @property
    def unmatched(self) -> list[Number]:
        """The numbers nobody could tie."""
        return [number for number in self.numbers if number.status == "unmatched"]

    @property
    def passed(self) -> list[tuple[object, ...]]:
        """Rows of the table of checks that found all right."""
        return [(one.code, one.title, one.count, _("；").join(one.examples)) for one in self.memo.passed]

    @property
    def doubts(self) -> list[tuple[object, ...]]:
        """Rows of the table of what rules and a language model read differently."""
        return (
            [(one.place, one.about, one.rules, one.model) for one in self.memo.model.doubts] if self.memo.model else []
        )

    @property
    def unreadable(self) -> list[tuple[object, ...]]:
        """Rows of the table of places that could not be read."""
        return [(one.place, one.reason) for one in self.memo.unreadable]


def render(outcomes: Sequence[Outcome], documents: Sequence[Document]) -> bytes:
    """The page with every report, one after another."""
    views = [
        _view(number, outcome, document)
        for number, (outcome, document) in enumerate(zip(outcomes, documents, strict=True), 1)
    ]
    codes = {finding.code[:2] for outcome in outcomes for finding in outcome.findings}
    goals = {goal for outcome in outcomes for finding in outcome.findings for goal in finding.goals}
    return page(
        "memo.html.j2",
        lang=_LANGUAGES.get(outcomes[0].tool.lang, "zh-CN") if outcomes else "zh-CN",
        title=_("{title}：{name}").format(
            title=_("绩效自评报告核查备忘录"), name=_("、").join(one.name for one in views)
        ),
        views=views,
        severities=[(severity, severity_word(severity)) for severity in SEVERITIES],
        families=[(code, _(FAMILIES.get(code, code))) for code in sorted(codes)],
        goals=sorted(goals),
        statuses=[(status, MARKS[status], status_word(status)) for status in STATUSES],
        css=asset("memo.css"),
        script=asset("memo.js"),
        policy=policy("memo.css", "memo.js"),
    )


def lay_out(papers: Sequence[Paper]) -> bytes:
    """Papers of other kinds as one page, each beginning on a sheet of its own."""
    return page(
        "paper.html.j2",
        lang=_LANGUAGES.get(papers[0].lang, "zh-CN") if papers else "zh-CN",
        title=_("、").join(dict.fromkeys(map(_named, papers))),
        papers=papers,
        css=asset("paper.css"),
        policy=policy("paper.css"),
    )


def _named(paper: Paper) -> str:
    return _("{title}：{name}").format(title=paper.title, name=paper.subtitle) if paper.subtitle else paper.title


def page(template: str, **values: object) -> bytes:
    """A template of this package filled in; every value is escaped that is not an asset of our own."""
    return environment().get_template(template).render(values).encode("utf-8", "replace")


@cache
def environment(package: str = "auditor.memo") -> "Environment":
    """The templates of a package; every value is escaped that is not an asset of our own."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["_"] = _
    made.filters["kept"] = kept
    return made


def kept(text: str) -> "Markup":
    """The text with every figure and its unit kept on one line."""
    from markupsafe import Markup, escape

    whole = Markup('<span class="kept">{}</span>')
    return Markup("").join(whole.format(piece) if joined else escape(piece) for piece, joined in pieces(text))


@cache
def asset(name: str) -> "Markup":
    """A style sheet or script of this package; neither may close its own element."""
    from markupsafe import Markup

    text = (files("auditor.memo") / "templates" / name).read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704 - our own file


@cache
def policy(style: str, script: str | None = None) -> str:
    """The content security policy: nothing from anywhere, and of styles and scripts only ours."""
    rules = ["default-src 'none'", f"style-src '{_digest(style)}'", "base-uri 'none'", "form-action 'none'"]
    if script is not None:
        rules.append(f"script-src '{_digest(script)}'")
    return "; ".join(rules)


def _digest(name: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(asset(name).encode()).digest()).decode()


def _view(number: int, outcome: Outcome, document: Document) -> View:
    from markupsafe import Markup

    memo = contents(outcome)
    ledger = numbers(outcome, memo)
    shown = pane(document, quoted((*memo.open_items, *memo.accepted)), ledger)
    by_fingerprint = {finding.fingerprint: finding for finding in outcome.findings}
    is_narrative = narrative_places(outcome.report)

    prefix = f"r{number}-"

    def tell(items: Iterable[Item]) -> list[Told]:
        return [_told(item, by_fingerprint[item.fingerprint], is_narrative, shown, prefix) for item in items]

    return View(
        prefix=prefix,
        name=report_name(outcome.report),
        subject=_subject(outcome.report),
        file=clean(outcome.source.name),
        memo=memo,
        pane=shown,
        numbers=ledger,
        groups=[
            (severity, word, [(one, tell(one.items)) for one in memo.matters if one.severity == severity])
            for severity, word, count in memo.counts
            if count
        ],
        accepted=tell(memo.accepted),
        statuses=pictures.statuses(outcome.coverage),
        strip_legend=pictures.strip_legend(),
        coverage_bar=Markup(pictures.coverage_bar(outcome.coverage, memo.coverage)),  # noqa: S704 - escaped where drawn
        score_bar=Markup(pictures.score_bar(outcome)),  # noqa: S704
        corrections=_corrections(outcome, memo),
        strip=Markup(pictures.strip(outcome)),  # noqa: S704
    )


def _corrections(outcome: Outcome, memo: Contents) -> list[tuple[int, str]]:
    told = {item.fingerprint: item.number for item in (*memo.open_items, *memo.accepted)}
    return [
        (told[one.finding], f"{one.code} {_signed(one.change)} → {graded(one.score, one.grade)}")
        for one in outcome.impact.corrections
    ]


def _signed(change: Decimal) -> str:
    return f"{change:+f}".replace("-", "−")


def _subject(report: Report) -> str:
    parts = list(dict.fromkeys(filter(None, (report.organisation, report.project, report_name(report)))))
    if report.year and str(report.year) not in "".join(parts):
        parts.append(_("{year}年度").format(year=report.year))
    return clean(" · ".join(parts))


def _told(item: Item, finding: Finding, is_narrative: Callable[[Span | None], bool], shown: Pane, prefix: str) -> Told:
    placed = [(quote, prefix + at if (at := shown.anchor(quote.span)) else "") for quote in item.quotes]
    return Told(
        item=item,
        family=finding.code[:2],
        goals=" ".join(map(str, finding.goals)),
        sides=(
            (_("文字"), tuple(pair for pair in placed if is_narrative(pair[0].span))),
            (_("表格"), tuple(pair for pair in placed if not is_narrative(pair[0].span))),
        ),
    )


def narrative_places(report: Report) -> Callable[[Span | None], bool]:
    """Says of a place whether the report's sentences stand there (goals, results, reasons, conclusion) or its table."""
    statements = [text for goal in report.goals for text in (goal.target, goal.actual) if text is not None]
    statements += [*report.prose, *report.notes, *([report.budget_reason] if report.budget_reason else [])]
    spans = [piece for text in statements for piece in (text.span, *text.pieces)]
    spans += [row.reason_span for row in report.indicators if row.reason_span is not None]
    spans += [report.conclusion.span] if report.conclusion is not None else []
    sentences = sorted((span.start, span.end) for span in spans)
    starts = [start for start, _end in sentences]

    def is_narrative(span: Span | None) -> bool:
        if span is None:
            return False
        before = bisect_right(starts, span.start) - 1
        return before >= 0 and span.start < sentences[before][1]

    return is_narrative
