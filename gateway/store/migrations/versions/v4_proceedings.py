"""Version 4: proceedings of every kind are kept; events and requests may be of any of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "4"
down_revision = "3"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_OF_OLD = "JOINT_CASE"


def upgrade() -> None:
    """Make the tables; every event of before is of a joint case."""
    _exchange_events(of_any_kind=True)
    _exchange_requests(of_any_kind=True)
    _proceedings()


def downgrade() -> None:
    """Drop them: proceedings other than joint cases are lost, with their events and requests, and nothing else is."""
    for name in ("sealed_words", "proceeding_party", "proceeding"):
        op.drop_table(name)
    op.execute("DELETE FROM idempotency_key WHERE case_id NOT IN (SELECT id FROM joint_case)")
    op.execute("DELETE FROM event WHERE case_id NOT IN (SELECT id FROM joint_case)")
    _exchange_events(of_any_kind=False)
    _exchange_requests(of_any_kind=False)


def _exchange_events(*, of_any_kind: bool) -> None:
    if op.get_context().dialect.name != "sqlite":
        if of_any_kind:
            op.drop_constraint("event_case_id_fkey", "event", type_="foreignkey")
            op.add_column("event", sa.Column("case_kind", sa.String, nullable=False, server_default=_OF_OLD))
            op.alter_column("event", "case_kind", server_default=None)
        else:
            op.drop_column("event", "case_kind")
            op.create_foreign_key("event_case_id_fkey", "event", "joint_case", ["case_id"], ["id"])
        return
    op.drop_index("ix_event_case", "event")
    op.rename_table("event", "event_before")
    op.create_table(
        "event",
        sa.Column("seq", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("payload", sa.String, nullable=False),
        *([sa.Column("case_kind", sa.String, nullable=False)] if of_any_kind else []),
        *([] if of_any_kind else [sa.ForeignKeyConstraint(["case_id"], ["joint_case.id"])]),
        sqlite_autoincrement=True,
    )
    kept = 'seq, at, kind, case_id, "by", payload'
    more, value = (", case_kind", f", '{_OF_OLD}'") if of_any_kind else ("", "")
    op.execute(f"INSERT INTO event ({kept}{more}) SELECT {kept}{value} FROM event_before")  # noqa: S608 - no input
    op.drop_table("event_before")
    op.create_index("ix_event_case", "event", ["case_id"])


def _exchange_requests(*, of_any_kind: bool) -> None:
    name = "idempotency_key"
    if op.get_context().dialect.name != "sqlite":
        if of_any_kind:
            op.drop_constraint(f"{name}_case_id_fkey", name, type_="foreignkey")
        else:
            op.create_foreign_key(f"{name}_case_id_fkey", name, "joint_case", ["case_id"], ["id"])
        return
    op.rename_table(name, f"{name}_before")
    op.create_table(
        name,
        sa.Column("client", sa.String, primary_key=True),
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("seq", _NUMBER, nullable=False),
        *([] if of_any_kind else [sa.ForeignKeyConstraint(["case_id"], ["joint_case.id"])]),
    )
    op.execute(f"INSERT INTO {name} SELECT client, key, digest, case_id, seq FROM {name}_before")  # noqa: S608 - no input
    op.drop_table(f"{name}_before")


def _proceedings() -> None:
    op.create_table(
        "proceeding",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("opened_at", sa.String, nullable=False),
        sa.Column("opened_by", sa.String, nullable=False),
        sa.Column("subject_ref", sa.String),
        sa.Column("record_id", sa.String),
        sa.Column("content", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("due_on", sa.String),
        sa.Column("overdue_since", sa.String),
    )
    op.create_index("ix_proceeding_kind", "proceeding", ["kind", "state"])
    op.create_index("ix_proceeding_subject", "proceeding", ["subject_ref"])
    op.create_index("ix_proceeding_record", "proceeding", ["record_id"])
    op.create_index("ix_proceeding_due", "proceeding", ["due_on"])
    op.create_table(
        "proceeding_party",
        sa.Column("case_id", sa.String, primary_key=True),
        sa.Column("agency", sa.String, primary_key=True),
        sa.Column("role", sa.String, primary_key=True),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["proceeding.id"]),
    )
    op.create_index("ix_party_agency", "proceeding_party", ["agency"])
    op.create_table(
        "sealed_words",
        sa.Column("case_id", sa.String, primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["proceeding.id"]),
    )
