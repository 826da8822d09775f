"""Instants as signed and stored text: UTC, microseconds, one spelling (RFC 3339)."""

from __future__ import annotations

from datetime import UTC, datetime


def instant_text(instant: datetime) -> str:
    """Write an aware instant as `2026-11-05T01:02:03.000456Z`; a naive one is a `ValueError`."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_instant(text: str) -> datetime:
    """Read what `instant_text` wrote; any other spelling is a `ValueError`."""
    instant = datetime.fromisoformat(text)
    if instant_text(instant) != text:
        raise ValueError(f"{text!r} is not an instant in the form 2026-11-05T01:02:03.000456Z")
    return instant
