"""Version 2: answers are counted, and a repair says what it rests on; repairs entered before say nothing of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables of counts, and note until when checks were answered that are not counted."""
    op.create_table(
        "answer_count",
        sa.Column("month", sa.String, primary_key=True),
        sa.Column("matter", sa.String, primary_key=True),
        sa.Column("region", sa.String, primary_key=True),
        sa.Column("guidance", sa.String, primary_key=True),
        sa.Column("silent", sa.String, primary_key=True),
        sa.Column("answers", _NUMBER, nullable=False),
        sqlite_with_rowid=False,
    )
    uncounted = op.create_table("uncounted", sa.Column("until", sa.String, primary_key=True))
    op.add_column("rights_entry", sa.Column("evidence", sa.String))
    access = sa.table("access_entry", sa.column("at"), sa.column("operation"))
    last = sa.select(sa.func.max(access.c.at)).where(access.c.operation == "check").having(sa.func.count() > 0)
    op.execute(uncounted.insert().from_select(["until"], last))


def downgrade() -> None:
    """Drop the counts, and what repairs rest on; the repairs stay."""
    op.drop_column("rights_entry", "evidence")
    op.drop_table("uncounted")
    op.drop_table("answer_count")
