"""What identifies the report under audit and the run that audited it."""

from collections.abc import Mapping

from auditor.locale import gettext as _
from auditor.memo import by_hand
from auditor.memo.words import KINDS, bracketed, clean, graded, report_name
from auditor.model.finding import Outcome, Tool
from auditor.profiles import load, shipped

_FORMATS: Mapping[str, str] = {"txt": "文本", "html": "网页", "docx": "Word", "xlsx": "Excel", "pdf": "PDF"}

_EXTRACTORS: Mapping[str, str] = {"rules": "按规则", "llm": "用模型", "both": "规则与模型对照"}


def identity(outcome: Outcome) -> tuple[tuple[str, str], ...]:
    """Label and value of each line; what the report does not say is left out."""
    report, source, tool = outcome.report, outcome.source, outcome.tool
    form = _(_FORMATS.get(source.format, source.format))
    pages = _("{form}，{pages} 页").format(form=form, pages=source.pages) if source.pages else form
    lines = (
        (_("报告"), report_name(report)),
        (_("类型"), _(KINDS[report.kind])),
        (_("单位"), clean(report.organisation or "")),
        (_("项目"), clean(report.project or "")),
        (_("年度"), str(report.year) if report.year else ""),
        (_("自评结果"), graded(outcome.impact.score_stated, outcome.impact.grade_stated)),
        (_("读取结果"), _read(outcome)),
        (_("计分规则"), _local_rules(outcome)),
        (_("文件"), _("{name}（{form}）").format(name=clean(source.name), form=pages)),
        ("SHA-256", source.sha256),
        (_("核对工具"), _made_by(tool)),
        (_("人工认定"), "".join(by_hand.lines(outcome))),
    )
    return tuple((label, value) for label, value in lines if value)


def _read(outcome: Outcome) -> str:
    """How much of the form was recognised: a reader sees at once when a table was missed."""
    goals, rows = len(outcome.report.goals), len(outcome.report.indicators)
    told = [_("年度绩效目标 {count} 项").format(count=goals)] if goals else []
    told += [_("三级指标 {count} 行").format(count=rows)] if rows else []
    return _("、").join([*told, _("数字 {count} 个").format(count=outcome.coverage.numbers)])


def _made_by(tool: Tool) -> str:
    words = _("{name} {version}（计分规则：{profile}；读取：{extractor}）")
    told = {"profile": rules_word(tool.profile), "extractor": _(_EXTRACTORS[tool.extractor])}
    return words.format(name=tool.name, version=tool.version, **told)


def rules_word(name: str, *, code: bool = True) -> str:
    """What the rules that ship are called, with the name by which one asks for them; others go by their file's name."""
    if name not in shipped():
        return clean(name)
    return _(load(name).title) + (bracketed(name) if code else "")


def _local_rules(outcome: Outcome) -> str:
    """Where rules of scoring that are not the national ones came from; empty when all are."""
    sources = [rule.source for rule in outcome.rules if rule.origin != "national"]
    return clean(_("；").join(dict.fromkeys(sources)))
