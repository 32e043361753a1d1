"""The tables of the first record (0.3)."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables, and the index of character pairs in whichever way the database keeps one."""
    op.create_table(
        "cross_finding",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("scope", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=16), nullable=False),
        sa.Column("value_hash", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("confidence", sa.String(length=8), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("working", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("quotes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cross_finding")),
    )
    op.create_index(op.f("ix_cross_finding_scope_code"), "cross_finding", ["scope", "code"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=16), nullable=False),
        sa.Column("value_hash", sa.String(length=16), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("until", sa.String(length=10), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(
        op.f("ix_decision_report_fingerprint_id"), "decision", ["report", "fingerprint", "id"], unique=False
    )
    op.create_table(
        "document",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_document")),
    )
    op.create_table(
        "outcome",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("settings", sa.String(length=32), nullable=False),
        sa.Column("tool", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=True),
        sa.Column("asserting", sa.Integer(), nullable=False),
        sa.Column("compared", sa.Integer(), nullable=False),
        sa.Column("coverage", sa.BigInteger(), nullable=True),
        sa.Column("score_stated", sa.BigInteger(), nullable=True),
        sa.Column("score_recomputed", sa.BigInteger(), nullable=True),
        sa.Column("grade_stated", sa.String(length=16), nullable=True),
        sa.Column("grade_recomputed", sa.String(length=16), nullable=True),
        sa.Column("rate", sa.BigInteger(), nullable=True),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("warnings", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Integer(), nullable=False),
        sa.Column("forms", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=32), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("needed", sa.Text(), nullable=True),
        sa.Column("seconds", sa.BigInteger(), nullable=True),
        sa.Column("tokens", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
        sa.UniqueConstraint("content", "settings", "tool", name=op.f("uq_outcome_content_settings_tool")),
    )
    op.create_index(op.f("ix_outcome_coverage_id"), "outcome", ["coverage", "id"], unique=False)
    op.create_index(op.f("ix_outcome_errors_id"), "outcome", ["errors", "id"], unique=False)
    op.create_index(op.f("ix_outcome_rate_id"), "outcome", ["rate", "id"], unique=False)
    op.create_index(op.f("ix_outcome_score_recomputed_id"), "outcome", ["score_recomputed", "id"], unique=False)
    op.create_index(op.f("ix_outcome_score_stated_id"), "outcome", ["score_stated", "id"], unique=False)
    op.create_index(op.f("ix_outcome_state_id"), "outcome", ["state", "id"], unique=False)
    op.create_index(op.f("ix_outcome_verdict_id"), "outcome", ["verdict", "id"], unique=False)
    op.create_index(op.f("ix_outcome_warnings_id"), "outcome", ["warnings", "id"], unique=False)
    op.create_table(
        "run",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("scope", sa.String(length=64), nullable=False),
        sa.Column("settings", sa.String(length=32), nullable=False),
        sa.Column("tool", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True), nullable=True),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("audited", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_index(op.f("ix_run_scope_id"), "run", ["scope", "id"], unique=False)
    op.create_table(
        "body",
        sa.Column("outcome_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("results", sa.LargeBinary(), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["outcome_id"], ["outcome.id"], name=op.f("fk_body_outcome_id")),
        sa.PrimaryKeyConstraint("outcome_id", name=op.f("pk_body")),
    )
    op.create_table(
        "failure",
        sa.Column("outcome_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("cause", sa.String(length=32), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["outcome_id"], ["outcome.id"], name=op.f("fk_failure_outcome_id")),
        sa.PrimaryKeyConstraint("outcome_id", "place", name=op.f("pk_failure")),
    )
    op.create_table(
        "finding",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("outcome_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document", sa.Integer(), nullable=True),
        sa.Column("fingerprint", sa.String(length=16), nullable=False),
        sa.Column("value_hash", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("confidence", sa.String(length=8), nullable=False),
        sa.Column("goal", sa.Integer(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("quotes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["outcome_id"], ["outcome.id"], name=op.f("fk_finding_outcome_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index(op.f("ix_finding_code_id"), "finding", ["code", "id"], unique=False)
    op.create_index(op.f("ix_finding_fingerprint"), "finding", ["fingerprint"], unique=False)
    op.create_index(op.f("ix_finding_outcome_id"), "finding", ["outcome_id"], unique=False)
    op.create_index(op.f("ix_finding_severity_id"), "finding", ["severity", "id"], unique=False)
    op.create_table(
        "submission",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("unit_code", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("project_code", sa.Text(), nullable=True),
        sa.Column("project", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("supersedes", sa.Text(), nullable=True),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("outcome_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["outcome_id"], ["outcome.id"], name=op.f("fk_submission_outcome_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("key", name=op.f("uq_submission_key")),
    )
    op.create_index(op.f("ix_submission_content"), "submission", ["content"], unique=False)
    op.create_index(op.f("ix_submission_department_id"), "submission", ["department", "id"], unique=False)
    op.create_index(op.f("ix_submission_outcome_id"), "submission", ["outcome_id"], unique=False)
    op.create_index(op.f("ix_submission_unit_id"), "submission", ["unit", "id"], unique=False)
    op.create_index(op.f("ix_submission_year_id"), "submission", ["year", "id"], unique=False)
    op.create_table(
        "cross_member",
        sa.Column("cross_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["cross_id"], ["cross_finding.id"], name=op.f("fk_cross_member_cross_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_cross_member_submission_id")),
        sa.PrimaryKeyConstraint("cross_id", "place", name=op.f("pk_cross_member")),
    )
    op.create_index(op.f("ix_cross_member_submission_id"), "cross_member", ["submission_id"], unique=False)
    op.create_table(
        "item",
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_item_run_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_item_submission_id")),
        sa.PrimaryKeyConstraint("run_id", "place", name=op.f("pk_item")),
    )
    op.create_index(op.f("ix_item_submission_id"), "item", ["submission_id"], unique=False)
    op.create_table(
        "paper",
        sa.Column("submission_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["sha256"], ["document.sha256"], name=op.f("fk_paper_sha256")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_paper_submission_id")),
        sa.PrimaryKeyConstraint("submission_id", "place", name=op.f("pk_paper")),
    )
    op.create_index(op.f("ix_paper_sha256"), "paper", ["sha256"], unique=False)

    _gram()


def _gram() -> None:
    """SQLite: full-text rows without content, told by the number of the finding. PostgreSQL: a table and a GIN index."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE gram USING fts5(grams, content='', detail=none, columnsize=0)")
        return
    op.create_table(
        "gram",
        sa.Column(
            "finding_id", sa.BigInteger(), sa.ForeignKey("finding.id", name="fk_gram_finding_id"), primary_key=True
        ),
        sa.Column("grams", sa.Text(), nullable=False),
    )
    op.execute("CREATE INDEX ix_gram_words ON gram USING gin (to_tsvector('simple', grams))")
