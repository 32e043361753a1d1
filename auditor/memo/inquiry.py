"""询问函: the letter that asks the department about what does not agree, question by question, with a form to reply on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from auditor.diagnosis.verdict import Lack, lacks
from auditor.locale import gettext as _
from auditor.memo.clerk import to_do
from auditor.memo.contents import Item, Matter, clean, contents, report_name
from auditor.memo.letterhead import BLANK, Letterhead
from auditor.memo.memorandum import fields
from auditor.memo.paper import Grid, Heading, Paper, Part, Words, facts, lines
from auditor.memo.words import capital, sentence
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
    name = _("《{name}》").format(name=report_name(outcome.report))
    missed = [(one, "") for one in lacks(outcome)]
    return Paper(
        title=_("绩效自评核查询问函"),
        subtitle=letterhead.number,
        parts=(
            Words(_("{organisation}：").format(organisation=_addressee(outcome))),
            Words(opening(name, len(put), len(missed))),
            *supplements(missed, after=bool(put)),
            *questions(put, findings),
            *end(put, letterhead, missed),
        ),
        lang=outcome.tool.lang,
        fields=fields(outcome, memo),
    )


def asked(matters: Iterable[Matter]) -> list[Matter]:
    """The matters that the department is asked about."""
    return [matter for matter in matters if matter.severity in _ASKED]


Missed = Sequence[tuple[Lack, str]]
"""What the department can bring so that more can be checked, with the document that it is missed in ("" for one alone)."""


def opening(files: str, asked: int, missed: int) -> str:
    """What the letter is about: questions, what could not be checked, or nothing."""
    if asked:
        return _(
            "我们在核对你单位报送的{files}时，发现下列 {count} 个事项前后不一致或未作说明。请你单位逐项书面说明，填写所附答复表，并提供所列材料；口径、时点、单位或四舍五入的差异，请一并写明。"
        ).format(files=files, count=asked)
    if missed:
        return _("你单位报送的{files}目前不能充分核对。请补充下列材料或说明，并填写所附答复表。").format(files=files)
    return _("我们核对了你单位报送的{files}，没有需要说明的事项。").format(files=files)


def supplements(missed: Missed, *, after: bool) -> Iterator[Part]:
    """What is to be sent or said so that the rest can be checked too; `after` says that there are questions as well."""
    if missed and after:
        yield Words(_("此外，下列内容没有读到，请一并补充："))
    for number, (lack, document) in enumerate(missed, 1):
        yield Words(_("{number}. {text}").format(number=number, text=sentence(_of(document, lack.said))))


def _of(document: str, text: str) -> str:
    return _("{document}：{text}").format(document=document, text=text) if document else text


def questions(
    put: Sequence[Matter], findings: Mapping[str, Finding], where: Callable[[Matter], str] = lambda _matter: ""
) -> Iterator[Part]:
    """Question by question; `where` says of which document a matter is."""
    for number, one in enumerate(put, 1):
        yield from _question(number, one, findings, where(one))


def end(
    put: Sequence[Matter],
    letterhead: Letterhead,
    missed: Missed = (),
    where: Callable[[Matter], str] = lambda _matter: "",
) -> Iterator[Part]:
    """Until when, to whom, and the form to reply on."""
    is_asked = bool(put or missed)
    yield from _end(letterhead, is_asked=is_asked)
    if is_asked:
        yield from _reply(put, missed, where)


def _addressee(outcome: Outcome) -> str:
    return clean(outcome.report.organisation or "") or "＿＿＿＿＿＿＿＿＿＿"


def _question(number: int, put: Matter, findings: Mapping[str, Finding], document: str) -> Iterator[Part]:
    """What is asked; what we take for the cause is not put into the department's mouth."""
    yield Heading(_("问题 {number}：{title}").format(number=number, title=_titled(put, document)), 2)
    if put.rows:
        yield Grid(put.rows, put.shares, put.heads)
    items = [item for item in put.items if item.severity in _ASKED]
    found = [] if put.rows else items
    yield facts(
        (_("核对所见"), lines(_once(item.message for item in found))),
        (_("报告所写"), lines(_once(line for item in found for line in item.quote_lines))),
        (_("计算"), lines(_once(item.working for item in found))),
        (_("请你单位说明"), lines(_once(_asks(item, findings[item.fingerprint]) for item in items))),
        (_("请你单位提供"), lines(_once(item.asked_for for item in items))),
    )


def _titled(put: Matter, document: str) -> str:
    return _("{document}　{title}").format(document=document, title=put.title) if document else put.title


def _asks(item: Item, finding: Finding) -> str:
    """What to explain, said to the department."""
    spoken = item.action.removeprefix(_("请填报单位"))
    if spoken != item.action:
        return capital(spoken)
    return to_do(item, finding) if any(word in item.action for word in _REVIEWERS) else item.action


def _once(texts: Iterator[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]


def _wanted(put: Sequence[Matter], missed: Missed) -> dict[str, str]:
    """The materials, each with the numbers of the questions that it is for."""
    wanted: dict[str, list[int]] = {}
    for number, one in enumerate(put, 1):
        for name in _once(item.asked_for for item in one.items):
            wanted.setdefault(name, []).append(number)
    more = dict.fromkeys((_of(document, one.material) for one, document in missed if one.material), _("补充"))
    return {name: _("、").join(map(str, numbers)) for name, numbers in wanted.items()} | more


def _end(head: Letterhead, *, is_asked: bool) -> Iterator[Part]:
    if is_asked:
        yield Words(_("请于收到本函之日起＿＿个工作日内书面答复，并加盖单位公章。"))
    contact = head.contact or _("＿＿＿＿＿＿　　电话：＿＿＿＿＿＿")
    unit = head.unit or "＿＿＿＿＿＿＿＿＿＿"
    yield Words(_("联系人：{contact}").format(contact=contact), manner="sign")
    yield Words(_("核查单位（盖章）：{unit}").format(unit=unit), manner="sign")
    yield Words(head.date or _("＿＿＿＿年＿＿月＿＿日"), manner="sign")


def _reply(put: Sequence[Matter], missed: Missed, where: Callable[[Matter], str]) -> Iterator[Part]:
    """The form on which the department replies: to every question, and on every material."""
    yield Heading(_("附：答复表"), on_new_page=True)
    asked = [(str(number), _titled(one, where(one))) for number, one in enumerate(put, 1)]
    asked += [(_("补充"), _of(document, one.said)) for one, document in missed if not one.material]
    rows = tuple((number, about, _ROOM, "") for number, about in asked)
    if rows:
        yield Grid(rows, (2, 7, 9, 4), (_("序号"), _("事项"), _("单位答复"), _("所附材料、页数")))
    listed = tuple(
        (str(place), name, numbers, "") for place, (name, numbers) in enumerate(_wanted(put, missed).items(), 1)
    )
    if listed:
        yield Heading(_("需提供的材料"), 2)
        yield Grid(listed, (2, 9, 4, 5), (_("序号"), _("材料"), _("用于问题"), _("是否提供、页数")))
    yield Words(_("填表人：＿＿＿＿＿＿　　单位负责人（签字）：＿＿＿＿＿＿　　电话：＿＿＿＿＿＿"), manner="sign")
    yield Words(_("单位（公章）　　　　＿＿＿＿年＿＿月＿＿日"), manner="sign")


_ROOM = "　\n　\n　"
"""Lines to write an answer on."""
