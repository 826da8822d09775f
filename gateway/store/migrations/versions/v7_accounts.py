"""Version 7: what departments did of their duties is counted from the log of events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "7"
down_revision = "6"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables; the log is counted from its beginning."""
    op.create_table(
        "account_position",
        sa.Column("log", sa.String, primary_key=True),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("month", sa.String, nullable=False),
    )
    op.create_table(
        "account_count",
        *(
            sa.Column(name, sa.String, primary_key=True)
            for name in ("month", "indicator", "agency", "region", "item", "result", "timing", "part")
        ),
        sa.Column("number", _NUMBER, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "overdue_duty",
        sa.Column("case_id", sa.String, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("indicator", "agency", "region", "item", "found")),
        sa.Column("counted", sa.String),
        sa.ForeignKeyConstraint(["case_id"], ["proceeding.id"]),
    )
    op.create_index("ix_overdue_found", "overdue_duty", ["counted", "found"])


def downgrade() -> None:
    """Drop them; a later upgrade counts the log again, with the agencies' regions as they are then."""
    for name in ("overdue_duty", "account_count", "account_position"):
        op.drop_table(name)
