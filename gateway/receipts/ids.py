"""Ids of receipts: UUID version 7 (RFC 9562, section 5.7), sortable by the instant of the check."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

RANDOM_BYTES = 10


def receipt_id(instant: datetime, random: bytes) -> str:
    """Make an id from the instant (milliseconds) and ten unpredictable bytes."""
    if len(random) != RANDOM_BYTES:
        raise ValueError(f"a receipt id needs {RANDOM_BYTES} random bytes, not {len(random)}")
    milliseconds = int(instant.timestamp() * 1000)
    noise = int.from_bytes(random, "big")
    number = milliseconds << 80 | 7 << 76 | (noise >> 64 & 0xFFF) << 64 | 0b10 << 62 | noise & (1 << 62) - 1
    return str(UUID(int=number))
