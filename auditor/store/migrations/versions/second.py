"""What reviewers do with submissions (0.3)."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of batches, versions, documents as read, deeds, and of how far each case is."""
    op.create_table(
        "review_batch",
        sa.Column("run_id", _ID, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("preparer", sa.Text(), nullable=False),
        sa.Column("letterhead", sa.Text(), nullable=False),
        sa.Column("made", _WHEN, nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_review_batch_run_id")),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_review_batch")),
    )
    op.create_table(
        "version",
        sa.Column("submission_id", _ID, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("outcome_id", _ID, nullable=False),
        sa.Column("at", _WHEN, nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_version_submission_id")),
        sa.ForeignKeyConstraint(["outcome_id"], ["outcome.id"], name=op.f("fk_version_outcome_id")),
        sa.PrimaryKeyConstraint("submission_id", "number", name=op.f("pk_version")),
    )
    op.create_table(
        "reading",
        sa.Column("outcome_id", _ID, autoincrement=False, nullable=False),
        sa.Column("documents", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["outcome_id"], ["outcome.id"], name=op.f("fk_reading_outcome_id")),
        sa.PrimaryKeyConstraint("outcome_id", name=op.f("pk_reading")),
    )
    op.create_table(
        "trail",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("submission_id", _ID, nullable=False),
        sa.Column("at", _WHEN, nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_trail_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail")),
    )
    op.create_index(op.f("ix_trail_submission_id_id"), "trail", ["submission_id", "id"], unique=False)
    op.create_table(
        "standing",
        sa.Column("submission_id", _ID, autoincrement=False, nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("warnings", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Integer(), nullable=False),
        sa.Column("reviewed", sa.BigInteger(), nullable=True),
        sa.Column("updated", _WHEN, nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_standing_submission_id")),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_standing")),
    )
    op.create_index(op.f("ix_standing_status_submission_id"), "standing", ["status", "submission_id"], unique=False)
    op.create_table(
        "saved_view",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("run_id", _ID, nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_saved_view_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    op.create_index(op.f("ix_saved_view_run_id_id"), "saved_view", ["run_id", "id"], unique=False)
