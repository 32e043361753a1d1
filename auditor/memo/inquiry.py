"""询问函: the letter that asks the department about what does not agree, question by question."""

from collections.abc import Iterator, Sequence

from auditor.locale import gettext as _
from auditor.memo.contents import Contents, Item, clean, contents, report_name
from auditor.memo.paper import Grid, Heading, Paper, Part, Words, facts, lines
from auditor.model.finding import Outcome

_ASKED = ("error", "warning")
"""Notes are for the reviewer; nobody is asked about them."""


def paper(outcome: Outcome) -> Paper:
    """The letter about one report. What stands under one cause is one question."""
    memo = contents(outcome)
    questions = list(_questions(memo))
    asked = len(questions)
    name = report_name(outcome.report)
    return Paper(
        title=_("绩效自评核查询问函"),
        subtitle="",
        parts=(
            Words(_("{organisation}：").format(organisation=_addressee(outcome))),
            Words(_opening(memo, name, asked)),
            *(Words(line) for line in memo.needed),
            *(part for number, one in enumerate(questions, 1) for part in _question(number, one)),
            *_end(memo),
        ),
        lang=outcome.tool.lang,
    )


def _addressee(outcome: Outcome) -> str:
    return clean(outcome.report.organisation or "") or "＿＿＿＿＿＿＿＿＿＿"


def _opening(memo: Contents, name: str, asked: int) -> str:
    if not asked and memo.judged == "insufficient":
        return _("你单位报送的《{name}》目前不能充分核对。请补充或说明下列事项。").format(name=name)
    if not asked:
        return _("我们核对了你单位报送的《{name}》，没有需要说明的事项。").format(name=name)
    return _(
        "我们在核对你单位报送的《{name}》时，发现下列 {count} 个事项前后不一致或未作说明。请逐项书面说明，并提供所列材料；口径、时点、单位或四舍五入的差异，请一并写明。"
    ).format(name=name, count=asked)


def _questions(memo: Contents) -> Iterator[tuple[str, Sequence[Item]]]:
    """What is asked, and the findings behind it; what we take for the cause is not put into the department's mouth."""
    for headline in memo.headlines:
        items = [item for item in headline.items if item.severity in _ASKED]
        if items:
            together = _("下列 {count} 处互相关联，请一并说明。").format(count=len(items))
            yield together if len(items) > 1 else items[0].message, items
    for group in memo.groups:
        if group.severity in _ASKED:
            for item in group.items:
                yield item.message, [item]


def _question(number: int, asked: tuple[str, Sequence[Item]]) -> Iterator[Part]:
    message, items = asked
    yield Heading(_("问题 {number}").format(number=number), 2)
    yield Words(message)
    told = [lines([*([item.message] if item.message != message else []), *item.quote_lines]) for item in items]
    yield facts(
        (_("报告所写"), lines(told)),
        (_("计算"), lines(_once(item.working for item in items))),
        (_("请说明"), lines(_once(item.action for item in items))),
        (_("请提供"), lines(_once(item.asked_for for item in items))),
        (_("单位答复"), "　\n　"),
    )


def _once(texts: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _end(memo: Contents) -> Iterator[Part]:
    materials = {item.asked_for for _message, items in _questions(memo) for item in items if item.asked_for}
    if materials:
        yield Heading(_("需提供的材料"), 2)
        wanted = [one.name for one in memo.materials if one.name in materials]
        rows = tuple((str(number), name, "") for number, name in enumerate(wanted, 1))
        yield Grid(rows, (1, 9, 4), (_("序号"), _("材料"), _("是否提供、页数")))
        yield Words(_("请于收到本函之日起＿＿个工作日内书面答复，并加盖单位公章。"))
    yield Words(_("联系人：＿＿＿＿＿＿　　电话：＿＿＿＿＿＿"), manner="sign")
    yield Words(_("核查单位（盖章）：＿＿＿＿＿＿＿＿＿＿"), manner="sign")
    yield Words(_("＿＿＿＿年＿＿月＿＿日"), manner="sign")
