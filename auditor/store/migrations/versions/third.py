"""What a batch handed over (0.3)."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Note beside a batch what it handed over."""
    op.add_column("run", sa.Column("handed", sa.String(length=64), nullable=True))
