"""Version 1: receipts in signed groups, the access log, the rights log, and what is sealed under subjects' keys."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "store_info",
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("writer", sa.String, nullable=False),
    )
    _receipts()
    _logs()
    _sealed()


def downgrade() -> None:
    """Drop them all."""
    for name in (
        "personal_value",
        "subject_key",
        "evidence",
        "rights_entry",
        "access_entry",
        "receipt",
        "receipt_group",
        "store_info",
    ):
        op.drop_table(name)


def _receipts() -> None:
    op.create_table(
        "receipt_group",
        sa.Column("writer", sa.String, primary_key=True),
        sa.Column("sequence", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("head", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "receipt",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("writer", sa.String, nullable=False),
        sa.Column("sequence", _NUMBER, nullable=False),
        sa.Column("leaf_index", sa.Integer, nullable=False),
        sa.Column("agency", sa.String, nullable=False),
        sa.Column("matter", sa.String, nullable=False),
        sa.Column("case_number", sa.String, nullable=False),
        sa.Column("subject_ref", sa.String, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["writer", "sequence"], ["receipt_group.writer", "receipt_group.sequence"]),
    )
    op.create_index("ix_receipt_leaf", "receipt", ["writer", "sequence", "leaf_index"], unique=True)


def _logs() -> None:
    op.create_table(
        "access_entry",
        sa.Column("id", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("operation", sa.String, nullable=False),
        sa.Column("agency", sa.String, nullable=False),
        sa.Column("client", sa.String, nullable=False),
        sa.Column("subject_ref", sa.String, nullable=False),
        sa.Column("purpose", sa.String),
        sa.Column("matter", sa.String),
        sa.Column("case_number", sa.String),
        sa.Column("receipt_id", sa.String),
        sa.Column("request_id", sa.String),
    )
    op.create_index("ix_access_subject", "access_entry", ["subject_ref"])
    op.create_table(
        "rights_entry",
        sa.Column("seq", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("record_id", sa.String, nullable=False),
        sa.Column("subject_ref", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("effective_on", sa.String),
        sa.Column("document", sa.String),
        sa.Column("new_evidence", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )


def _sealed() -> None:
    op.create_table(
        "evidence",
        sa.Column("subject_ref", sa.String, primary_key=True),
        sa.Column("address", sa.String, primary_key=True),
        sa.Column("media_type", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "subject_key",
        sa.Column("subject_ref", sa.String, primary_key=True),
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "personal_value",
        sa.Column("receipt_id", sa.String, primary_key=True),
        sa.Column("subject_ref", sa.String, primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_personal_subject", "personal_value", ["subject_ref"])
