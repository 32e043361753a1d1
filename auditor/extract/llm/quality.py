"""How well a model reads: what it reads alike with a report that is known, and what it gets wrong or leaves out."""

from collections.abc import Iterable

from auditor.extract.llm import Reading
from auditor.locale import gettext as _
from auditor.model.record import Record
from auditor.model.report import BudgetLine, Conclusion, Goal, Indicator, Report, Total


class Quality(Record):
    """The values of a known report that the model read alike, of those that it told, and of those there are."""

    alike: int
    told: int
    known: int

    @property
    def precision(self) -> float:
        """Of what the model told, how much is right; 1 when it told nothing."""
        return self.alike / self.told if self.told else 1.0

    @property
    def recall(self) -> float:
        """Of what there is to be read, how much the model read right."""
        return self.alike / self.known if self.known else 1.0

    def say(self) -> str:
        """Both in a sentence."""
        return _("准确率 {precision:.1%}（{alike}/{told}），召回率 {recall:.1%}（{alike}/{known}）").format(
            precision=self.precision, recall=self.recall, alike=self.alike, told=self.told, known=self.known
        )


def quality(readings: Iterable[Reading], known: Iterable[Report]) -> Quality:
    """How well the readings of a document fit what is known to stand in it (the rules' reading of a sample)."""
    usages = [reading.usage for reading in readings]
    alike = sum(usage.confirmed for usage in usages)
    wrong = sum(len(usage.ungrounded) + len(usage.review) for usage in usages)
    return Quality(alike=alike, told=alike + wrong, known=sum(map(count, known)))


def count(report: Report) -> int:
    """The values of a report that a model can read alike."""
    named = (report.title, report.organisation, report.project)
    total = sum(name is not None for name in named)
    total += (
        sum(map(_of_goal, report.goals)) + sum(map(_of_row, report.indicators)) + sum(map(_of_money, report.budget))
    )
    total += _of_conclusion(report.conclusion) if report.conclusion else 0
    return total + (_of_total(report.total) if report.total else 0)


def _of_goal(goal: Goal) -> int:
    return sum(side is not None for side in (goal.target, goal.actual))


def _of_row(row: Indicator) -> int:
    values = (row.target, row.actual, row.weight_span, row.score_span, row.reason_span)
    return 1 + sum(value is not None for value in values)


def _of_money(line: BudgetLine) -> int:
    spans = (line.initial_span, line.budget_span, line.spent_span, line.rate_span, line.weight_span, line.score_span)
    return sum(span is not None for span in spans)


def _of_conclusion(closing: Conclusion) -> int:
    amounts = [amount for amount in (closing.total, *closing.parts) if amount is not None and amount.part != "part"]
    return sum(value is not None for value in (closing.score, closing.grade)) + len(closing.counts) + len(amounts)


def _of_total(total: Total) -> int:
    return sum(span is not None for span in (total.weight_span, total.score_span))
