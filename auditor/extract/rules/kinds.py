"""What sort of document this is: self-evaluation, plan, review, or another that no audit of ours is for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from auditor.extract.rules import titles as grammar
from auditor.forms import lexicon
from auditor.locale import gettext as _
from auditor.model.report import ReportKind
from auditor.text.normalize import fold
from auditor.text.patterns import lazily


class DocumentKind(NamedTuple):
    """What a document is.

    `kind` is None for what holds no evaluation. `evidence` is the line that decides, as printed; empty where it is the lack of all.
    `said` says what the document is, in the user's language.
    """

    kind: ReportKind | None
    evidence: str
    said: str
    remedy: str = ""
    """What to hand in instead; empty for what is read."""


def of(titles: Sequence[str], labels: Iterable[str], headings: Iterable[str], sample: str) -> DocumentKind:
    """What sort of document has these title lines, labels of its head, headings of its tables, and text.

    A title of an evaluation decides, and of several the one that asks for results, for an annexed 自评表 counts in final accounts too. Without one,
    tables decide, then what the document calls itself, then whether its text evaluates. A table of targets alone is a plan.
    """
    form = _Form.of(labels, headings)
    named = [line for line in titles if grammar.is_title(fold(line))]
    kinds = [found for line in named if (found := _by_title(line, form)) is not None]
    chosen = next((found for found in kinds if found.kind != "plan"), next(iter(kinds), None))
    if chosen is not None:
        return chosen
    watched = next((line for line in named if _says("monitor", fold(line))), None)
    if watched is not None:
        return DocumentKind(None, watched.strip(), _said("monitor"), _remedy("monitor"))
    if form.indicators:
        return _by_form(form)
    return _by_text(titles, sample)


def refusal(name: str, found: DocumentKind) -> str:
    """The message of NoReportFound for a file of that name: what it is and what is needed instead."""
    told = _("{name}：没有找到绩效自评表或自评报告的内容；它{said}。{remedy}")
    return told.format(name=name, said=found.said, remedy=found.remedy)


class _Form(NamedTuple):
    """What the labels and headings of a form show; each is the first that shows it, or empty."""

    indicators: str
    target: str
    results: str
    review: str
    transfer: str
    department: str
    project: str

    @classmethod
    def of(cls, labels: Iterable[str], headings: Iterable[str]) -> "_Form":
        heads, sides = _folded(headings), _folded(labels)
        return cls(
            *(_first("form", key, heads) for key in ("indicators", "target", "results", "review")),
            *(_first("form", key, sides) for key in ("transfer", "department", "project")),
        )

    @property
    def asks_for_no_results(self) -> bool:
        return bool(self.indicators) and not self.results and not self.review


def _by_title(line: str, form: _Form) -> DocumentKind | None:
    """What a title of an evaluation says; None for monitoring in mid-year, which evaluates nothing yet."""
    words = fold(line)
    if _says("review", words) or (form.review and _says("evaluated", words) and "自评" not in words):
        return _kind("review", line)
    evaluated = _says("evaluated", words)
    if _says("monitor", words) and not evaluated:
        return None
    if _says("plan", words) and (not form.results or not form.indicators) and not re.search("自评|自查", words):
        return _kind("plan", line)
    if form.asks_for_no_results and not evaluated:
        return _kind("plan", line)
    if not form.indicators and (_says("report", words) or "表" not in words):
        return _kind("narrative", line)
    return _kind(_scope(words, form), line)


def _scope(words: str, form: _Form) -> ReportKind:
    """Whether a form is of a whole body, of a project, or of a transfer payment."""
    if form.transfer or (_says("transfer", words) and "部门" not in words):
        return "transfer"
    if _says("overall", words):
        return "overall"
    if form.department and not form.project and not re.search("项目|专项|资金", words):
        return "overall"
    return "project"


def _by_form(form: _Form) -> DocumentKind:
    """What a form without a title is: by its columns."""
    if form.review:
        return _kind("review", form.review)
    if form.asks_for_no_results:
        return _kind("plan", form.target or form.indicators)
    return _kind(_scope("", form), form.results or form.indicators)


def _by_text(titles: Sequence[str], sample: str) -> DocumentKind:
    """What a text without a title of an evaluation is: another document by its first lines, else a report where it evaluates."""
    words = fold(sample)
    evaluates = _pattern("prose", "evaluates").search(words)
    other = next(_others([*titles, *_opening(sample)]), None)
    if other is not None and not (evaluates and _scored(words)):
        return other
    return _unknown(words) if evaluates is None else _kind("narrative", evaluates.group())


_SCORED = lazily(r"自评(?:综合)?(?:总?得?分|结果|结论|等级|综述)[^。;]{0,30}(?:\d[\d.]*分|[优良中差]|全年预算数)")


def _scored(words: str) -> bool:
    """Whether the text tells the outcome of a self-evaluation, as the chapter of one in final accounts does."""
    return _SCORED.search(words) is not None


_LINES = 4
_HEADLINE = 80
_QUOTED = lazily(r"(?<=.)《[^《》]*》")
_SPOKEN = lazily(r"[。;,]")


def _opening(sample: str) -> list[str]:
    """The first lines of a text, where it says what it is; without sentences."""
    lines = (line for line in sample[: _HEADLINE * _LINES].splitlines() if line.strip())
    return [line for line, _number in zip(lines, range(_LINES), strict=False) if not _SPOKEN.search(fold(line))]


def _others(lines: Iterable[str]) -> Iterator[DocumentKind]:
    """The documents that lines name which are no evaluation; the titles that a line quotes are others'."""
    for line in lines:
        words = _QUOTED.sub("", fold(line))
        for key in lexicon.tables("documents")["other"]:
            if len(words) <= _HEADLINE and _pattern("other", key).search(words):
                yield DocumentKind(None, line.strip(), _said(key), _remedy(key))


_CHINESE = lazily(r"[一-鿿]")


def _unknown(words: str) -> DocumentKind:
    """What names itself nothing: empty, in another language, or a text that evaluates nothing."""
    if not words:
        return DocumentKind(None, "", _said("empty"), _remedy("empty"))
    chinese = sum(1 for _glyph in _CHINESE.finditer(words))
    key = "foreign" if chinese * 5 < len(words) else "text"
    mentioned = _pattern("prose", "mentions").search(words)
    return DocumentKind(None, mentioned.group() if mentioned else "", _said(key), _remedy(key))


def _kind(kind: ReportKind, evidence: str) -> DocumentKind:
    return DocumentKind(kind, evidence.strip(), _said(kind))


def _said(key: str) -> str:
    """What a document of that key is, to be put after 它."""
    return {
        "overall": _("是部门整体支出绩效自评表"),
        "project": _("是项目支出绩效自评表"),
        "transfer": _("是转移支付绩效自评表"),
        "narrative": _("是绩效自评（评价）报告"),
        "plan": _("是绩效目标表，尚未要求填报完成情况"),
        "review": _("是绩效自评复核表"),
        "accounts": _("是部门（单位）决算材料"),
        "budget": _("是部门（单位）预算材料"),
        "monitor": _("是年中的绩效运行监控材料"),
        "audit": _("是审计或鉴证报告"),
        "contract": _("是合同或协议"),
        "tender": _("是招标采购文件"),
        "minutes": _("是会议纪要或会议记录"),
        "notice": _("是通知或公函"),
        "rules": _("是管理办法或填报说明"),
        "scheme": _("是实施方案、计划或立项材料"),
        "work": _("是工作总结或工作报告，没有绩效自评的内容"),
        "survey": _("是调查问卷"),
        "resume": _("是个人简历"),
        "invoice": _("是票据或凭证"),
        "statement": _("是财务报表"),
        "article": _("是新闻、讲话或介绍性文字"),
        "foreign": _("不是中文材料"),
        "empty": _("没有文字"),
        "text": _("没有自评结论、绩效指标表或目标完成情况"),
    }[key]


def _remedy(key: str) -> str:
    """What to hand in instead of a document of that key."""
    if key in {"accounts", "budget"}:
        return _("如其中附有绩效自评表或自评报告，请单独提供该部分；否则请提供绩效自评表或绩效自评报告。")
    if key == "monitor":
        return _("请提供年度终了后的绩效自评表或绩效自评报告。")
    if key == "empty":
        return _("如为扫描件，请提供可选中文字的版本，或先做文字识别。")
    return _("请提供绩效自评表或绩效自评报告。")


def _says(key: str, words: str) -> bool:
    return _pattern("title", key).search(words) is not None


def _first(table: str, key: str, words: Sequence[str]) -> str:
    return next((one for one in words if _pattern(table, key).fullmatch(one)), "")


def _folded(words: Iterable[str]) -> list[str]:
    return [fold(one) for one in words]


@cache
def _pattern(table: str, key: str) -> re.Pattern[str]:
    return lexicon.pattern("documents", table, key)
