"""Version 5: which receipts about a person rest on records of units, so that a wrong record leads to all of them."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "5"
down_revision = "4"
branch_labels = None
depends_on = None

_AT_ONCE = 500
_receipt = sa.table("receipt", sa.column("id", sa.String), sa.column("body", sa.LargeBinary))
_kept = sa.table("receipt_record", sa.column("record_id", sa.String), sa.column("receipt_id", sa.String))


def upgrade() -> None:
    """Make the table, and fill it from what was signed of each check."""
    op.create_table(
        "receipt_record",
        sa.Column("record_id", sa.String, primary_key=True),
        sa.Column("receipt_id", sa.String, primary_key=True),
        sqlite_with_rowid=False,
    )
    connection, last = op.get_bind(), ""
    while True:
        wanted = sa.select(_receipt.c.id, _receipt.c.body).where(_receipt.c.id > last)
        rows = connection.execute(wanted.order_by(_receipt.c.id).limit(_AT_ONCE)).all()
        if not rows:
            return
        found = [{"record_id": record, "receipt_id": row.id} for row in rows for record in _reached(row.body)]
        if found:
            connection.execute(sa.insert(_kept), found)
        last = rows[-1].id


def downgrade() -> None:
    """Drop it: receipts say the same."""
    op.drop_table("receipt_record")


def _reached(body: bytes) -> list[str]:
    """Give the records of units behind measures that reached a person; none of a body that cannot be read."""
    try:
        measures = json.loads(body)["measures"]
    except (ValueError, KeyError):
        return []
    reached = (each for each in measures if each.get("reached_through") is not None)
    return sorted({record for each in reached for record in each["records"]})
