"""Limits of watches."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchSettings:
    """How many watches are looked at at once and in a minute, so that checks come first, and how long one may last.

    After `retry_seconds` an answer that could not be told is made again.
    """

    at_once: int = 2
    per_minute: int = 60
    longest_days: int = 366
    retry_seconds: float = 300.0
