"""对照表: what reviewers build by hand: row by row the plan, the report, the form and last year, differences marked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from auditor.checks import quoting
from auditor.locale import gettext as _
from auditor.memo.contents import clean
from auditor.model.dossier import Compared, DocumentRole, Mate, Submission
from auditor.model.ledger import LedgerEntry
from auditor.model.report import Indicator
from auditor.relate.roles import role_word
from auditor.text.amounts import show

COLUMNS: tuple[DocumentRole, ...] = ("plan", "report", "table", "last-year")
"""The documents in the order in which they are read."""
MARK = "≠"


@dataclass(frozen=True)
class Cell:
    """What one document says of a thing, and where its words begin (document and place in it), for links."""

    text: str
    document: int | None = None
    start: int | None = None


@dataclass(frozen=True)
class Line:
    """One thing over all documents; `mark` where two do not say the same, `note` where one has no such row."""

    category: str
    name: str
    cells: tuple[Cell, ...]
    mark: str
    note: str

    @property
    def texts(self) -> tuple[str, ...]:
        """The line as a table prints it."""
        return (self.category, self.name, *(cell.text for cell in self.cells), self.mark, self.note)


def roles(submission: Submission) -> tuple[DocumentRole, ...]:
    """The columns that the submission has documents for."""
    present = {one.role for one in submission.documents}
    return tuple(role for role in COLUMNS if role in present)


def heads(submission: Submission) -> tuple[str, ...]:
    """The headings of the table."""
    return (_("类别"), _("指标"), *(role_word(role) for role in roles(submission)), _("差异"), _("备注"))


def lines(submission: Submission) -> list[Line]:
    """The table, in the order of the form; what has no mate in it stands below."""
    ledgers = [{entry.id: entry for entry in outcome.ledger} for outcome in submission.outcomes]
    return [_line(submission, one, ledgers) for one in submission.compared]


def _line(submission: Submission, one: Compared, ledgers: list[dict[str, LedgerEntry]]) -> Line:
    of: dict[DocumentRole, list[Cell]] = {}
    for mate in one.mates:
        role = submission.documents[mate.document].role
        cell = _cell(submission, mate, ledgers)
        if cell not in of.setdefault(role, []):
            of[role].append(cell)
    columns = roles(submission)
    return Line(
        category=quoting.category(one.category),
        name=clean(one.name),
        cells=tuple(_joined(of.get(role, [])) for role in columns),
        mark=MARK if one.differs else "",
        note=_note({role: bool(of.get(role)) for role in columns}),
    )


def _cell(submission: Submission, mate: Mate, ledgers: list[dict[str, LedgerEntry]]) -> Cell:
    if mate.row is not None:
        row = submission.outcomes[mate.document].report.indicators[mate.row]
        return Cell(clean(_(" · ").join(_row(row))), mate.document, row.name_span.start)
    entry = ledgers[mate.document].get((mate.number or "").partition(".")[2])
    if entry is None:
        return Cell("")
    words = _("目标 {value}") if entry.role == "target" else "{value}"
    return Cell(words.format(value=clean(entry.quote)), mate.document, entry.span.start)


def _row(row: Indicator) -> Iterator[str]:
    """目标 ≥100人 · 完成 105人 · 20分 · 得20."""
    if row.target is not None:
        yield _("目标 {value}").format(value=row.target.text)
    if row.actual is not None:
        yield _("完成 {value}").format(value=row.actual.text)
    if row.weight is not None:
        yield _("{weight}分").format(weight=show(row.weight))
    if row.score is not None:
        yield _("得{score}").format(score=show(row.score))


def _joined(cells: list[Cell]) -> Cell:
    if not cells:
        return Cell("")
    return Cell(_("；").join(cell.text for cell in cells), cells[0].document, cells[0].start)


def _note(present: Mapping[DocumentRole, bool]) -> str:
    """Which form has no such row; the report need not mention every one."""
    missing = [role_word(role) for role, there in present.items() if role != "report" and not there]
    return _("{documents}没有对应的行").format(documents=_("、").join(missing)) if missing else ""
