"""Stores as earlier programs left them: what takes this version's tables back, and the tables they made themselves.

`earlier_versions/N.sql` is what the program of version N made; it does not change any more.
"""

from __future__ import annotations

from pathlib import Path

VERSION_2 = (
    "DROP TABLE alembic_version",
    "ALTER TABLE subject_key DROP COLUMN key_id",
    "DROP TABLE erasure",
    "DROP TABLE receipt_record",
    "DROP TABLE watch_ref",
    "DROP TABLE watch",
    "DROP TABLE delivery",
    "DROP TABLE webhook_endpoint",
    "DROP TABLE overdue_duty",
    "DROP TABLE account_count",
    "DROP TABLE account_position",
    "DROP TABLE sealed_words",
    "DROP TABLE proceeding_party",
    "DROP TABLE proceeding",
    "DROP TABLE idempotency_key",
    "DROP TABLE event",
    "DROP TABLE case_participant",
    "DROP TABLE joint_case",
    "UPDATE store_info SET version = 2",
)
VERSION_1 = (
    *VERSION_2,
    "ALTER TABLE rights_entry DROP COLUMN evidence",
    "DROP TABLE answer_count",
    "DROP TABLE uncounted",
    "UPDATE store_info SET version = 1",
)


def tables_of(version: int) -> str:
    """Give the statements that make the tables of a version on SQLite."""
    return (Path(__file__).with_name("earlier_versions") / f"{version}.sql").read_text()
