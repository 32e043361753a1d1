"""Sums that are written with what they count, so that lists need not count (0.3)."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table of what each check found in each outcome, count the cases of batches, and let deeds be found by kind."""
    op.create_table(
        "found",
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("outcome_id", _ID, autoincrement=False, nullable=False),
        sa.Column("gravity", sa.Integer(), nullable=False),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["outcome_id"], ["outcome.id"], name=op.f("fk_found_outcome_id")),
        sa.PrimaryKeyConstraint("code", "outcome_id", name=op.f("pk_found")),
    )
    op.create_index(op.f("ix_found_outcome_id"), "found", ["outcome_id"], unique=False)
    op.create_index(op.f("ix_trail_kind_submission_id"), "trail", ["kind", "submission_id"], unique=False)
    op.execute(_FOUND)
    op.execute(_PLANNED)


_FOUND = """
INSERT INTO found (code, outcome_id, gravity, findings)
SELECT code, outcome_id, MIN(CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END), COUNT(*)
FROM finding GROUP BY code, outcome_id
"""
_PLANNED = """
UPDATE run SET planned = (SELECT COUNT(*) FROM item WHERE item.run_id = run.id)
WHERE id IN (SELECT run_id FROM review_batch)
"""
