"""Tables of the store, in one metadata that fits SQLite and PostgreSQL; instants are text in UTC (RFC 3339)."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Index, Integer, LargeBinary, MetaData, String, Table

metadata = MetaData()
_NUMBER = BigInteger().with_variant(Integer, "sqlite")

store_info = Table(
    "store_info",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("writer", String, nullable=False),
)

receipt_group = Table(
    "receipt_group",
    metadata,
    Column("writer", String, primary_key=True),
    Column("sequence", _NUMBER, primary_key=True, autoincrement=False),
    Column("head", String, nullable=False),
    sqlite_with_rowid=False,
)

receipt = Table(
    "receipt",
    metadata,
    Column("id", String, primary_key=True),
    Column("writer", String, nullable=False),
    Column("sequence", _NUMBER, nullable=False),
    Column("leaf_index", Integer, nullable=False),
    Column("agency", String, nullable=False),
    Column("matter", String, nullable=False),
    Column("case_number", String, nullable=False),
    Column("subject_ref", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    ForeignKeyConstraint(["writer", "sequence"], ["receipt_group.writer", "receipt_group.sequence"]),
    Index("ix_receipt_leaf", "writer", "sequence", "leaf_index", unique=True),
)

receipt_record = Table(
    "receipt_record",
    metadata,
    Column("record_id", String, primary_key=True),
    Column("receipt_id", String, primary_key=True),
    sqlite_with_rowid=False,
)

access_entry = Table(
    "access_entry",
    metadata,
    Column("id", _NUMBER, primary_key=True, autoincrement=True),
    Column("at", String, nullable=False),
    Column("operation", String, nullable=False),
    Column("agency", String, nullable=False),
    Column("client", String, nullable=False),
    Column("subject_ref", String, nullable=False),
    Column("purpose", String),
    Column("matter", String),
    Column("case_number", String),
    Column("receipt_id", String),
    Column("request_id", String),
    Index("ix_access_subject", "subject_ref"),
)

answer_count = Table(
    "answer_count",
    metadata,
    Column("month", String, primary_key=True),
    Column("matter", String, primary_key=True),
    Column("region", String, primary_key=True),
    Column("guidance", String, primary_key=True),
    Column("silent", String, primary_key=True),
    Column("answers", _NUMBER, nullable=False),
    sqlite_with_rowid=False,
)

uncounted = Table("uncounted", metadata, Column("until", String, primary_key=True))

rights_entry = Table(
    "rights_entry",
    metadata,
    Column("seq", _NUMBER, primary_key=True, autoincrement=True),
    Column("at", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("record_id", String, nullable=False),
    Column("subject_ref", String, nullable=False),
    Column("by", String, nullable=False),
    Column("effective_on", String),
    Column("document", String),
    Column("new_evidence", Integer, nullable=False),
    Column("evidence", String),
    sqlite_autoincrement=True,
)

erasure = Table(
    "erasure",
    metadata,
    Column("seq", _NUMBER, primary_key=True, autoincrement=True),
    Column("at", String, nullable=False),
    Column("subject_ref", String, nullable=False),
    Column("by", String, nullable=False),
    Column("ground", String, nullable=False),
    Column("document", String),
    Column("receipts", Integer, nullable=False),
    Column("evidence", Integer, nullable=False),
    sqlite_autoincrement=True,
)

evidence = Table(
    "evidence",
    metadata,
    Column("subject_ref", String, primary_key=True),
    Column("address", String, primary_key=True),
    Column("media_type", String, nullable=False),
    Column("source", String, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

subject_key = Table(
    "subject_key",
    metadata,
    Column("subject_ref", String, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
    Column("key_id", String),
    sqlite_with_rowid=False,
)

personal_value = Table(
    "personal_value",
    metadata,
    Column("receipt_id", String, primary_key=True),
    Column("subject_ref", String, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_personal_subject", "subject_ref"),
    sqlite_with_rowid=False,
)

joint_case = Table(
    "joint_case",
    metadata,
    Column("id", String, primary_key=True),
    Column("initiator", String, nullable=False),
    Column("region", String, nullable=False),
    Column("opened_at", String, nullable=False),
    Column("state", String, nullable=False),
    Column("subject_ref", String, nullable=False),
    Column("record_id", String, nullable=False),
    Column("last_day", String),
    Column("content", String, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("sealed_end", LargeBinary),
    Index("ix_case_initiator", "initiator"),
    Index("ix_case_subject", "subject_ref"),
    Index("ix_case_record", "record_id"),
)

case_participant = Table(
    "case_participant",
    metadata,
    Column("case_id", String, primary_key=True),
    Column("agency", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("sealed_reason", LargeBinary),
    ForeignKeyConstraint(["case_id"], ["joint_case.id"]),
    Index("ix_participant_agency", "agency"),
)

event = Table(
    "event",
    metadata,
    Column("seq", _NUMBER, primary_key=True, autoincrement=True),
    Column("at", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("case_id", String, nullable=False),
    Column("by", String, nullable=False),
    Column("payload", String, nullable=False),
    Column("case_kind", String, nullable=False),
    Index("ix_event_case", "case_id"),
    sqlite_autoincrement=True,
)

idempotency_key = Table(
    "idempotency_key",
    metadata,
    Column("client", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("digest", String, nullable=False),
    Column("case_id", String, nullable=False),
    Column("seq", _NUMBER, nullable=False),
)

proceeding = Table(
    "proceeding",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("opened_at", String, nullable=False),
    Column("opened_by", String, nullable=False),
    Column("subject_ref", String),
    Column("record_id", String),
    Column("content", String, nullable=False),
    Column("state", String, nullable=False),
    Column("due_on", String),
    Column("overdue_since", String),
    Index("ix_proceeding_kind", "kind", "state"),
    Index("ix_proceeding_subject", "subject_ref"),
    Index("ix_proceeding_record", "record_id"),
    Index("ix_proceeding_due", "due_on"),
)

proceeding_party = Table(
    "proceeding_party",
    metadata,
    Column("case_id", String, primary_key=True),
    Column("agency", String, primary_key=True),
    Column("role", String, primary_key=True),
    Column("seq", _NUMBER, nullable=False),
    ForeignKeyConstraint(["case_id"], ["proceeding.id"]),
    Index("ix_party_agency", "agency"),
)

sealed_words = Table(
    "sealed_words",
    metadata,
    Column("case_id", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("seq", _NUMBER, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    ForeignKeyConstraint(["case_id"], ["proceeding.id"]),
)

webhook_endpoint = Table(
    "webhook_endpoint",
    metadata,
    Column("id", String, primary_key=True),
    Column("agency", String, nullable=False),
    Column("kinds", String, nullable=False),
    sqlite_with_rowid=False,
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", _NUMBER, primary_key=True, autoincrement=True),
    Column("endpoint", String, nullable=False),
    Column("agency", String, nullable=False),
    Column("event_seq", _NUMBER, nullable=False),
    Column("order_key", String, nullable=False),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", String, nullable=False),
    Column("ended_at", String),
    Column("fault", String),
    Column("status", Integer),
    Index("ix_delivery_event", "endpoint", "event_seq", unique=True),
    Index("ix_delivery_due", "endpoint", "state", "next_at"),
    Index("ix_delivery_order", "endpoint", "order_key", "state", "event_seq"),
    Index("ix_delivery_agency", "agency", "state"),
    sqlite_autoincrement=True,
)

watch = Table(
    "watch",
    metadata,
    Column("case_id", String, primary_key=True),
    Column("position", _NUMBER, nullable=False),
    Column("next_at", String, nullable=False),
    Column("told", String, nullable=False),
    ForeignKeyConstraint(["case_id"], ["proceeding.id"]),
    Index("ix_watch_due", "next_at"),
)

watch_ref = Table(
    "watch_ref",
    metadata,
    Column("case_id", String, primary_key=True),
    Column("ref", String, primary_key=True),
    ForeignKeyConstraint(["case_id"], ["watch.case_id"]),
    Index("ix_watch_ref", "ref"),
)

account_position = Table(
    "account_position",
    metadata,
    Column("log", String, primary_key=True),
    Column("seq", _NUMBER, nullable=False),
    Column("month", String, nullable=False),
)

account_count = Table(
    "account_count",
    metadata,
    Column("month", String, primary_key=True),
    Column("indicator", String, primary_key=True),
    Column("agency", String, primary_key=True),
    Column("region", String, primary_key=True),
    Column("item", String, primary_key=True),
    Column("result", String, primary_key=True),
    Column("timing", String, primary_key=True),
    Column("part", String, primary_key=True),
    Column("number", _NUMBER, nullable=False),
    sqlite_with_rowid=False,
)

overdue_duty = Table(
    "overdue_duty",
    metadata,
    Column("case_id", String, primary_key=True),
    Column("indicator", String, nullable=False),
    Column("agency", String, nullable=False),
    Column("region", String, nullable=False),
    Column("item", String, nullable=False),
    Column("found", String, nullable=False),
    Column("counted", String),
    ForeignKeyConstraint(["case_id"], ["proceeding.id"]),
    Index("ix_overdue_found", "counted", "found"),
)
