"""What the reason for a changed budget says is about the budget."""

from forms import form

from auditor import profiles
from auditor.extract.rules import claims
from auditor.model.report import Statement
from auditor.model.source import Document, Span
from auditor.relate import relate
from auditor.relate.ties import RESULT


def test_money_in_the_reason_for_the_budget_is_no_cost_of_a_row():
    _document, report = form([("植树不少于40万株。", "植树41万株。")], [(1, "造林补助资金", "≤480万元", "472.6万元")])
    text = "年中下达上级造林补助152.50万元。"
    reason = Statement(text=text, span=Span(start=0, end=len(text)))
    whole = Document(name="a.txt", format="txt", sha256="0" * 64, text=text, blocks=())
    stated = report.model_copy(update={"budget_reason": reason, "goals": ()})
    claimed, listings = claims.read(whole, stated)
    told = stated.model_copy(update={"claims": claimed, "listings": listings})
    network = relate(whole, told, profiles.load("national")).network
    assert list(network.of(of=RESULT)) == []
