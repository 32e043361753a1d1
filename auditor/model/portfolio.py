"""What a view over many submissions knows of each: who it is, money, scores, texts, and figures with their subjects."""

from decimal import Decimal
from typing import Literal

from auditor.model.dossier import DocumentRole
from auditor.model.finding import Confidence, Severity
from auditor.model.record import Record

PassageKind = Literal["result", "reason", "problem"]


class Passage(Record):
    """A text that reports results, reasons or problems, and what it is about."""

    kind: PassageKind
    about: str
    text: str


class Figure(Record):
    """A quantity that a text or a row asserts, with its subject, as printed."""

    subject: str
    printed: str
    row: bool = False
    """It is a result of the table, and not of a text."""


class Spent(Record):
    """What was spent, in yuan, between the bounds of its printed digits, and as printed."""

    low: Decimal
    high: Decimal
    printed: str


class Form(Record):
    """One form or report of a submission.

    `rows` and `full` count rows with a weight and a score, and those with all of it; `deviation` is what a reviewer took off
    the score of the rows, `reviewed` how many rows were reviewed. `projects` is the number of projects that a text states.
    """

    kind: str
    role: DocumentRole
    profile: str
    organisation: str | None
    project: str | None
    year: int | None
    score: Decimal | None = None
    spent: Spent | None = None
    project_spent: Spent | None = None
    rate: Decimal | None = None
    rows: int = 0
    full: int = 0
    reviewed: int = 0
    deviation: Decimal | None = None
    projects: tuple[Figure, ...] = ()
    passages: tuple[Passage, ...] = ()
    figures: tuple[Figure, ...] = ()


class Facts(Record):
    """Those of all forms of a submission, in order."""

    forms: tuple[Form, ...]


class Member(Record):
    """A submission among others. `listed`: a manifest says whose it is; else its forms do."""

    id: int
    name: str
    content: str
    unit: str | None
    department: str | None
    project: str | None
    year: int | None
    listed: bool
    forms: tuple[Form, ...]

    @property
    def whose(self) -> str:
        """The unit as it is called: by the manifest, else by its leading form."""
        return self.unit or ""


class Between(Record):
    """What a check over many submissions yields: something that cannot be right between them. `members` are their numbers.

    `quotes` are their own words, each with the number of the submission it is of.
    """

    message: str
    working: str = ""
    action: str = ""
    members: tuple[int, ...]
    quotes: tuple[tuple[int, str], ...] = ()
    about: tuple[str, ...]
    values: tuple[str, ...] = ()
    severity: Severity | None = None
    confidence: Confidence = "high"
