"""询问函: the letter that asks the department about what does not agree, question by question, with a form to reply on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from auditor.locale import gettext as _
from auditor.memo.clerk import to_do
from auditor.memo.contents import Contents, Item, Matter, clean, contents, report_name
from auditor.memo.letterhead import BLANK, Letterhead
from auditor.memo.memorandum import fields
from auditor.memo.paper import Grid, Heading, Paper, Part, Words, facts, lines
from auditor.memo.words import for_the_unit
from auditor.model.finding import Finding, Outcome

_ASKED = ("error", "warning")
"""Notes are for the reviewer; nobody is asked about them."""
_REVIEWERS = ("填报单位", "抽查", "调取", "复核")
"""Words that do not speak to the department."""


def paper(outcome: Outcome, letterhead: Letterhead = BLANK) -> Paper:
    """The letter about one report. What a reader takes for one matter is one question."""
    memo = contents(outcome)
    put = asked(memo.matters)
    findings = {one.fingerprint: one for one in outcome.findings}
    name = report_name(outcome.report)
    return Paper(
        title=_("绩效自评核查询问函"),
        subtitle=letterhead.number,
        parts=(
            Words(_("{organisation}：").format(organisation=_addressee(outcome))),
            Words(_opening(memo, name, len(put))),
            *(Words(line) for line in for_the_unit(memo.needed)),
            *questions(put, findings),
            *end(put, letterhead),
        ),
        lang=outcome.tool.lang,
        fields=fields(outcome, memo),
    )


def asked(matters: Iterable[Matter]) -> list[Matter]:
    """The matters that the department is asked about."""
    return [matter for matter in matters if matter.severity in _ASKED]


def questions(
    put: Sequence[Matter], findings: Mapping[str, Finding], where: Callable[[Matter], str] = lambda _matter: ""
) -> Iterator[Part]:
    """Question by question; `where` says of which document a matter is."""
    for number, one in enumerate(put, 1):
        yield from _question(number, one, findings, where(one))


def end(put: Sequence[Matter], letterhead: Letterhead) -> Iterator[Part]:
    """Until when, to whom, and the form to reply on."""
    yield from _end(put, letterhead)
    yield from _reply(put)


def _addressee(outcome: Outcome) -> str:
    return clean(outcome.report.organisation or "") or "＿＿＿＿＿＿＿＿＿＿"


def _opening(memo: Contents, name: str, asked: int) -> str:
    if not asked and memo.judged == "insufficient":
        return _("你单位报送的《{name}》目前不能充分核对。请补充或说明下列事项。").format(name=name)
    if not asked:
        return _("我们核对了你单位报送的《{name}》，没有需要说明的事项。").format(name=name)
    return _(
        "我们在核对你单位报送的《{name}》时，发现下列 {count} 个事项前后不一致或未作说明。请你单位逐项书面说明，填写所附答复表，并提供所列材料；口径、时点、单位或四舍五入的差异，请一并写明。"
    ).format(name=name, count=asked)


def _question(number: int, put: Matter, findings: Mapping[str, Finding], document: str) -> Iterator[Part]:
    """What is asked; what we take for the cause is not put into the department's mouth."""
    title = _("{document}　{title}").format(document=document, title=put.title) if document else put.title
    yield Heading(_("问题 {number}：{title}").format(number=number, title=title), 2)
    if put.rows:
        yield Grid(put.rows, put.shares, put.heads)
    items = [item for item in put.items if item.severity in _ASKED]
    told = [lines([item.message, *item.quote_lines]) for item in items] if not put.rows else []
    yield facts(
        (_("报告所写"), lines(told)),
        (_("计算"), lines(_once(item.working for item in items if not put.rows))),
        (_("请你单位说明"), lines(_once(_asks(item, findings[item.fingerprint]) for item in items))),
        (_("请你单位提供"), lines(_once(item.asked_for for item in items))),
    )


def _asks(item: Item, finding: Finding) -> str:
    """What to explain, said to the department."""
    spoken = item.action.removeprefix(_("请填报单位"))
    if spoken != item.action:
        return spoken
    return to_do(item, finding) if any(word in item.action for word in _REVIEWERS) else item.action


def _once(texts: Iterator[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]


def _wanted(put: Sequence[Matter]) -> dict[str, list[int]]:
    wanted: dict[str, list[int]] = {}
    for number, one in enumerate(put, 1):
        for name in _once(item.asked_for for item in one.items):
            wanted.setdefault(name, []).append(number)
    return wanted


def _end(put: Sequence[Matter], head: Letterhead) -> Iterator[Part]:
    if put:
        yield Words(_("请于收到本函之日起＿＿个工作日内书面答复，并加盖单位公章。"))
    contact = head.contact or _("＿＿＿＿＿＿　　电话：＿＿＿＿＿＿")
    unit = head.unit or "＿＿＿＿＿＿＿＿＿＿"
    yield Words(_("联系人：{contact}").format(contact=contact), manner="sign")
    yield Words(_("核查单位（盖章）：{unit}").format(unit=unit), manner="sign")
    yield Words(head.date or _("＿＿＿＿年＿＿月＿＿日"), manner="sign")


def _reply(put: Sequence[Matter]) -> Iterator[Part]:
    """The form on which the department replies."""
    if not put:
        return
    yield Heading(_("附：答复表"), on_new_page=True)
    rows = tuple((str(number), one.title, "　\n　\n　", "") for number, one in enumerate(put, 1))
    yield Grid(rows, (2, 7, 9, 4), (_("问题"), _("事项"), _("单位答复"), _("所附材料、页数")))
    yield Heading(_("需提供的材料"), 2)
    listed = tuple(
        (str(place), name, _("、").join(map(str, numbers)), "")
        for place, (name, numbers) in enumerate(_wanted(put).items(), 1)
    )
    yield Grid(listed, (2, 9, 4, 5), (_("序号"), _("材料"), _("用于问题"), _("是否提供、页数")))
    yield Words(_("填表人：＿＿＿＿＿＿　　单位负责人（签字）：＿＿＿＿＿＿　　电话：＿＿＿＿＿＿"), manner="sign")
    yield Words(_("单位（公章）　　　　＿＿＿＿年＿＿月＿＿日"), manner="sign")
