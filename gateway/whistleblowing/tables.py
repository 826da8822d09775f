"""Tables of the reports' own database; what a report says is sealed, and times are legal days, not instants.

Audit entries can be neither changed nor taken out: the database itself refuses it.
"""

from __future__ import annotations

from sqlalchemy import DDL, Column, ForeignKey, Integer, LargeBinary, MetaData, String, Table, event

VERSION = 1

metadata = MetaData()

report_info = Table(
    "report_info", metadata, Column("version", Integer, primary_key=True, autoincrement=False), sqlite_with_rowid=False
)

report = Table(
    "report",
    metadata,
    Column("id", String, primary_key=True),
    Column("code_digest", String, nullable=False, unique=True),
    Column("received_on", String, nullable=False),
    Column("state", String, nullable=False),
    Column("closed_on", String),
    Column("closing", String),
    Column("key_id", String, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

report_message = Table(
    "report_message",
    metadata,
    Column("report_id", String, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("from_handler", Integer, nullable=False),
    Column("written_on", String, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

forwarding = Table(
    "forwarding",
    metadata,
    Column("lead_id", String, primary_key=True),
    Column("report_id", String, ForeignKey("report.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("department", String, nullable=False),
    Column("decided_on", String, nullable=False),
    Column("decided_by", String, nullable=False),
    sqlite_with_rowid=False,
)

audit_entry = Table(
    "audit_entry",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("deed", String, nullable=False),
    Column("report_id", String),
    Column("detail", String),
    Column("digest", String, nullable=False),
)

for _change in ("UPDATE", "DELETE"):
    event.listen(
        audit_entry,
        "after_create",
        DDL(  # type: ignore[no-untyped-call]  # SQLAlchemy does not type it
            f"CREATE TRIGGER audit_entry_no_{_change.lower()} BEFORE {_change} ON audit_entry "
            "BEGIN SELECT RAISE(ABORT, 'audit entries stay as they are'); END"
        ),
    )
