"""Version 6: events of proceedings are delivered to the endpoints of those who take part; receipts are watched."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "6"
down_revision = "5"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables; what happened before is delivered to nobody."""
    op.create_table(
        "webhook_endpoint",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("agency", sa.String, nullable=False),
        sa.Column("kinds", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "delivery",
        sa.Column("id", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("endpoint", sa.String, nullable=False),
        sa.Column("agency", sa.String, nullable=False),
        sa.Column("event_seq", _NUMBER, nullable=False),
        sa.Column("order_key", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", sa.String, nullable=False),
        sa.Column("ended_at", sa.String),
        sa.Column("fault", sa.String),
        sa.Column("status", sa.Integer),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_delivery_event", "delivery", ["endpoint", "event_seq"], unique=True)
    op.create_index("ix_delivery_due", "delivery", ["endpoint", "state", "next_at"])
    op.create_index("ix_delivery_order", "delivery", ["endpoint", "order_key", "state", "event_seq"])
    op.create_index("ix_delivery_agency", "delivery", ["agency", "state"])
    op.create_table(
        "watch",
        sa.Column("case_id", sa.String, primary_key=True),
        sa.Column("position", _NUMBER, nullable=False),
        sa.Column("next_at", sa.String, nullable=False),
        sa.Column("told", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["proceeding.id"]),
    )
    op.create_index("ix_watch_due", "watch", ["next_at"])
    op.create_table(
        "watch_ref",
        sa.Column("case_id", sa.String, primary_key=True),
        sa.Column("ref", sa.String, primary_key=True),
        sa.ForeignKeyConstraint(["case_id"], ["watch.case_id"]),
    )
    op.create_index("ix_watch_ref", "watch_ref", ["ref"])


def downgrade() -> None:
    """Drop them: what is not delivered yet is not delivered any more, and watches see nothing more."""
    op.drop_table("watch_ref")
    op.drop_table("watch")
    op.drop_table("delivery")
    op.drop_table("webhook_endpoint")
