"""The tables of the record: what was handed in, what its audit found, and what people decided about it.

What lists and searches look at stands in narrow rows; whole results stand in a table of their own, which no list touches.
"""

from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

_MILLION = Decimal(1_000_000)


@lru_cache(maxsize=1 << 14)
def _exactly(millionths: int) -> Decimal:
    """So many millionths, without zeros at the end; scores and rates repeat."""
    return Decimal(format((Decimal(millionths) / _MILLION).normalize(), "f"))


class Exact(TypeDecorator[Decimal]):
    """A decimal as a whole number of millionths: exact, sorted and the same in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """What is kept."""
        return None if value is None else int((value * _MILLION).to_integral_value())

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ANN401, ARG002
        """What was kept, without zeros at its end."""
        return None if value is None else _exactly(value)


NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)

ID = BigInteger().with_variant(Integer, "sqlite")
_DIGEST = String(64)
WHEN = DateTime(timezone=True)


def _id() -> Column[int]:
    return Column("id", ID, primary_key=True, autoincrement=True)


document = Table(
    "document",
    metadata,
    Column("sha256", _DIGEST, primary_key=True),
    Column("name", Text, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("kept", Boolean, nullable=False, default=False),
)
"""A file by what is in it. `kept`: its bytes stand among the originals."""

submission = Table(
    "submission",
    metadata,
    _id(),
    Column("key", _DIGEST, nullable=False, unique=True),
    Column("content", _DIGEST, nullable=False),
    Column("name", Text, nullable=False),
    Column("folder", Text, nullable=False),
    Column("unit_code", Text),
    Column("unit", Text),
    Column("department", Text),
    Column("project_code", Text),
    Column("project", Text),
    Column("year", Integer),
    Column("supersedes", Text),
    Column("superseded", Boolean, nullable=False, default=False),
    Column("listed", Boolean, nullable=False, default=False),
    Column("outcome_id", ID, ForeignKey("outcome.id")),
    Index(None, "unit", "id"),
    Index(None, "department", "id"),
    Index(None, "year", "id"),
    Index(None, "content"),
    Index(None, "outcome_id"),
)
"""What was handed in together. `key` tells submissions apart, `content` is of its files; `listed`: a manifest names it and
what it says of unit and project goes before what the forms say. `outcome_id` is its latest outcome."""

paper = Table(
    "paper",
    metadata,
    Column("submission_id", ID, ForeignKey("submission.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("sha256", _DIGEST, ForeignKey("document.sha256"), nullable=False),
    Column("name", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("role", String(16)),
    Index(None, "sha256"),
)
"""A file of a submission, in order: under which name, where it was, and its role where somebody said so."""

outcome = Table(
    "outcome",
    metadata,
    _id(),
    Column("content", _DIGEST, nullable=False),
    Column("settings", String(32), nullable=False),
    Column("tool", String(32), nullable=False),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False, default=1),
    Column("verdict", String(16)),
    Column("kind", String(16)),
    Column("asserting", Integer, nullable=False, default=0),
    Column("compared", Integer, nullable=False, default=0),
    Column("coverage", Exact),
    Column("score_stated", Exact),
    Column("score_recomputed", Exact),
    Column("grade_stated", String(16)),
    Column("grade_recomputed", String(16)),
    Column("rate", Exact),
    Column("errors", Integer, nullable=False, default=0),
    Column("warnings", Integer, nullable=False, default=0),
    Column("notes", Integer, nullable=False, default=0),
    Column("forms", Integer, nullable=False, default=0),
    Column("cause", String(32)),
    Column("message", Text),
    Column("needed", Text),
    Column("seconds", Exact),
    Column("tokens", BigInteger, nullable=False, default=0),
    UniqueConstraint("content", "settings", "tool"),
    Index(None, "verdict", "id"),
    Index(None, "state", "id"),
    Index(None, "errors", "id"),
    Index(None, "warnings", "id"),
    Index(None, "coverage", "id"),
    Index(None, "score_stated", "id"),
    Index(None, "score_recomputed", "id"),
    Index(None, "rate", "id"),
)
"""What an audit of these contents by these settings and this version found: `state` is done or failed (`cause`, `message`)."""

body = Table(
    "body",
    metadata,
    Column("outcome_id", ID, ForeignKey("outcome.id"), primary_key=True),
    Column("results", LargeBinary, nullable=False),
    Column("facts", LargeBinary),
)
"""The whole results, packed, and what a view over many reports needs of them. Lists never look here."""

failure = Table(
    "failure",
    metadata,
    Column("outcome_id", ID, ForeignKey("outcome.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("cause", String(32), nullable=False),
    Column("message", Text, nullable=False),
)
"""A file of a submission that could not be read, and what to do about it."""

finding = Table(
    "finding",
    metadata,
    _id(),
    Column("outcome_id", ID, ForeignKey("outcome.id"), nullable=False),
    Column("document", Integer),
    Column("fingerprint", String(16), nullable=False),
    Column("value_hash", String(16), nullable=False),
    Column("code", String(4), nullable=False),
    Column("severity", String(8), nullable=False),
    Column("confidence", String(8), nullable=False),
    Column("goal", Integer),
    Column("message", Text, nullable=False),
    Column("quotes", Text, nullable=False),
    Index(None, "outcome_id"),
    Index(None, "code", "id"),
    Index(None, "severity", "id"),
    Index(None, "fingerprint"),
)
"""A finding as lists show it; `document` is the place of its form among the submission's, none for what lies between them."""

GRAVITY = ("error", "warning", "note")
"""Severities, the gravest first: `found` counts from here."""

found = Table(
    "found",
    metadata,
    Column("code", String(4), primary_key=True),
    Column("outcome_id", ID, ForeignKey("outcome.id"), primary_key=True, autoincrement=False),
    Column("gravity", Integer, nullable=False),
    Column("findings", Integer, nullable=False),
    Index(None, "outcome_id"),
)
"""How often a check found something in an outcome, and at its gravest: a sum over `finding`, written with it. Lists that are
filtered by a check, and figures by check, look here and not at every finding."""

gram = Table(
    "gram",
    metadata,
    Column("finding_id", ID, ForeignKey("finding.id"), primary_key=True),
    Column("grams", Text, nullable=False),
)
"""The pairs of characters of a finding's words (PostgreSQL; in SQLite an FTS5 table of this name without content)."""

cross_finding = Table(
    "cross_finding",
    metadata,
    _id(),
    Column("scope", _DIGEST, nullable=False),
    Column("fingerprint", String(16), nullable=False),
    Column("value_hash", String(16), nullable=False),
    Column("code", String(4), nullable=False),
    Column("name", Text, nullable=False),
    Column("severity", String(8), nullable=False),
    Column("confidence", String(8), nullable=False),
    Column("message", Text, nullable=False),
    Column("working", Text, nullable=False, default=""),
    Column("action", Text, nullable=False, default=""),
    Column("quotes", Text, nullable=False, default=""),
    Index(None, "scope", "code"),
)
"""A finding between submissions; `scope` names the set that was looked at together."""

cross_member = Table(
    "cross_member",
    metadata,
    Column("cross_id", ID, ForeignKey("cross_finding.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("submission_id", ID, ForeignKey("submission.id"), nullable=False),
    Index(None, "submission_id"),
)
"""A submission that a finding between submissions is about."""

decision = Table(
    "decision",
    metadata,
    _id(),
    Column("report", Text, nullable=False),
    Column("fingerprint", String(16), nullable=False),
    Column("value_hash", String(16), nullable=False),
    Column("who", Text, nullable=False),
    Column("at", WHEN, nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("note", Text, nullable=False, default=""),
    Column("until", String(10)),
    Index(None, "report", "fingerprint", "id"),
)
"""What somebody decided about a finding of a report (`baseline.identity`). Rows are added, never changed: the last one counts."""

run = Table(
    "run",
    metadata,
    _id(),
    Column("scope", _DIGEST, nullable=False),
    Column("settings", String(32), nullable=False),
    Column("tool", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("started", WHEN, nullable=False),
    Column("ended", WHEN),
    Column("planned", Integer, nullable=False, default=0),
    Column("audited", Integer, nullable=False, default=0),
    Column("seconds", Exact),
    Column("handed", _DIGEST),
    Index(None, "scope", "id"),
)
"""One batch: `scope` names the folder of its output, `state` is running, done or interrupted; `planned` counts what it holds (of a
batch of reviewers it grows with it), `audited` what it did itself; `handed` is a digest of what it handed over and of what that
was made."""

item = Table(
    "item",
    metadata,
    Column("run_id", ID, ForeignKey("run.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("submission_id", ID, ForeignKey("submission.id"), nullable=False),
    Index(None, "submission_id"),
)
"""What a batch planned, in order."""

review_batch = Table(
    "review_batch",
    metadata,
    Column("run_id", ID, ForeignKey("run.id"), primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("year", Integer),
    Column("department", Text, nullable=False, default=""),
    Column("profile", Text, nullable=False, default=""),
    Column("preparer", Text, nullable=False, default=""),
    Column("letterhead", Text, nullable=False, default="{}"),
    Column("made", WHEN, nullable=False),
)
"""A batch that a reviewer set up; its submissions are the items of its run."""

version = Table(
    "version",
    metadata,
    Column("submission_id", ID, ForeignKey("submission.id"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("outcome_id", ID, ForeignKey("outcome.id"), nullable=False),
    Column("at", WHEN, nullable=False),
    Column("files", Text, nullable=False),
)
"""The outcomes a case had, one after another: what was handed in first, and each corrected version."""

reading = Table(
    "reading",
    metadata,
    Column("outcome_id", ID, ForeignKey("outcome.id"), primary_key=True, autoincrement=False),
    Column("documents", LargeBinary, nullable=False),
)
"""The documents of an outcome as they were read, packed: what findings are shown beside."""

trail = Table(
    "trail",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=True),
    Column("submission_id", ID, ForeignKey("submission.id"), nullable=False),
    Column("at", WHEN, nullable=False),
    Column("who", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("target", Text, nullable=False, default=""),
    Column("body", Text, nullable=False, default="{}"),
    Index(None, "submission_id", "id"),
    Index(None, "kind", "submission_id"),
)
"""Whatever a reviewer did beside deciding. Rows are added, never changed: the last one of a kind and target counts."""

standing = Table(
    "standing",
    metadata,
    Column("submission_id", ID, ForeignKey("submission.id"), primary_key=True, autoincrement=False),
    Column("status", String(8), nullable=False),
    Column("errors", Integer, nullable=False, default=0),
    Column("warnings", Integer, nullable=False, default=0),
    Column("notes", Integer, nullable=False, default=0),
    Column("reviewed", Exact),
    Column("updated", WHEN, nullable=False),
    Index(None, "status", "submission_id"),
)
"""How far a case is: findings nobody decided yet, by severity, and the reviewed score. Made anew after each decision."""

saved_view = Table(
    "saved_view",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=True),
    Column("run_id", ID, ForeignKey("run.id"), nullable=False),
    Column("who", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),
    Index(None, "run_id", "id"),
)
"""Filters of a list that a reviewer keeps under a name."""
