"""Version 3: subject keys say which master key they are under; erasures, joint cases and requests are kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables; no master key is named for the subject keys of before."""
    op.add_column("subject_key", sa.Column("key_id", sa.String))
    op.create_table(
        "erasure",
        sa.Column("seq", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("subject_ref", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("ground", sa.String, nullable=False),
        sa.Column("document", sa.String),
        sa.Column("receipts", sa.Integer, nullable=False),
        sa.Column("evidence", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    _cases()
    _requests()


def downgrade() -> None:
    """Drop them: joint cases, what was erased and which requests were carried out are lost, and nothing else is."""
    for name in ("idempotency_key", "event", "case_participant", "joint_case", "erasure"):
        op.drop_table(name)
    op.drop_column("subject_key", "key_id")


def _cases() -> None:
    op.create_table(
        "joint_case",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("initiator", sa.String, nullable=False),
        sa.Column("region", sa.String, nullable=False),
        sa.Column("opened_at", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("subject_ref", sa.String, nullable=False),
        sa.Column("record_id", sa.String, nullable=False),
        sa.Column("last_day", sa.String),
        sa.Column("content", sa.String, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("sealed_end", sa.LargeBinary),
    )
    op.create_index("ix_case_initiator", "joint_case", ["initiator"])
    op.create_index("ix_case_subject", "joint_case", ["subject_ref"])
    op.create_index("ix_case_record", "joint_case", ["record_id"])
    op.create_table(
        "case_participant",
        sa.Column("case_id", sa.String, primary_key=True),
        sa.Column("agency", sa.String, primary_key=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("sealed_reason", sa.LargeBinary),
        sa.ForeignKeyConstraint(["case_id"], ["joint_case.id"]),
    )
    op.create_index("ix_participant_agency", "case_participant", ["agency"])


def _requests() -> None:
    op.create_table(
        "event",
        sa.Column("seq", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("payload", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["joint_case.id"]),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_event_case", "event", ["case_id"])
    op.create_table(
        "idempotency_key",
        sa.Column("client", sa.String, primary_key=True),
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["joint_case.id"]),
    )
