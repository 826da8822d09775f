"""What takes a store back to an earlier version, statement by statement."""

from __future__ import annotations

VERSION_2 = (
    "ALTER TABLE subject_key DROP COLUMN key_id",
    "DROP TABLE erasure",
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
