"""ST03 identity-disagrees."""

from collections.abc import Iterator

from auditor import prepared
from auditor.checks import quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.report import Report
from auditor.sense import identity
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

# "重庆市梁平区林业局2023年度…": the organisation that a title opens with
_OPENS = prepared.pattern(
    r"^(?P<name>[\u4e00-\u9fff]{3,30}?(?:局|厅|委员会|委|院|中心|办公室|大队|支队|总队|学校|中学|小学|大学|医院|公司|政府|协会|馆|站|所))(?=[(（]?20\d\d年|[(（]?\d{4}|关于|部门|整体|项目)"
)
_CODE = lazily(r"^[\d\-—\s]+")


@check("ST03", "identity-disagrees", severity="warning")
def identity_disagrees(report: Report, context: Context) -> Iterator[Verdict]:
    """标题中的单位名称与表头不一致。

    缘由：借用其他单位的表格而未改名称，会使整份自评表的归属存疑。
    算法：部门整体表、叙述式报告的标题以单位名称开头时，与表头的单位名称比较，不是同一单位的全称、简称或原称即为不一致。
    不报：标题没有单位名称，或表头没有；简称包含于全称；项目表的主管部门与实施单位本可不同；复核表的标题可以是复核机构；年度不一致由 TM03 报告。
    依据：报告自身：各处所印单位名称的对照。
    示例：标题为“甲县林业局”，表头部门名称为“乙县林业局”。
    """
    opening = _OPENS.match(fold(report.title or ""))
    if report.kind in {"project", "review"} or opening is None or not report.organisation:
        yield NotAssessed(reason=_("标题或表头没有可比的单位名称"))
        return
    titled, headed = opening["name"], _CODE.sub("", fold(report.organisation))
    if identity.same_body(titled, headed):
        yield Agreement(example=f"{titled} = {headed}")
        return
    yield Discrepancy(
        message=_("标题的单位名称“{titled}”与表头的“{headed}”不一致，待核实").format(titled=titled, headed=headed),
        action=_("核对表格归属，更正名称。"),
        evidence=(
            quoting.text(_("标题"), titled, report.title_span),
            quoting.text(_("表头"), report.organisation, report.organisation_span),
        ),
        confidence="medium",
        about=("organisation",),
        values=(titled, headed),
    )
