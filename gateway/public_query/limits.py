"""What the public query may take, so that approvals never wait for it; the section `[public]` of the settings."""

from __future__ import annotations

from dataclasses import dataclass

from connectors.manifest import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLimits:
    """Limits of the public query; each is the setting `public.` and its name."""

    queries_per_minute: int = 120  # of everybody together
    queries_per_minute_per_address: int = 20  # IPv6 addresses count by their first 64 bits
    concurrency: int = 2  # at work at once, and so the most any department is asked at once for the public
    queue: int = 20  # that wait their turn
    wait_seconds: int = 2  # for a turn
    answer_ms: int = 3000
    page_records: int = 20


_USUAL = PublicLimits()


def read_public(table: Table | None) -> PublicLimits | None:
    """Give the limits of the public query; None where it is off, which it is unless `enabled` is true."""
    if table is None:
        return None
    enabled = table.flag("enabled", default=False)
    found = PublicLimits(
        queries_per_minute=table.integer("queries_per_minute", _USUAL.queries_per_minute, at_least=1),
        queries_per_minute_per_address=table.integer(
            "queries_per_minute_per_address", _USUAL.queries_per_minute_per_address, at_least=1
        ),
        concurrency=table.integer("concurrency", _USUAL.concurrency, at_least=1),
        queue=table.integer("queue", _USUAL.queue),
        wait_seconds=table.integer("wait_seconds", _USUAL.wait_seconds, at_least=1),
        answer_ms=table.integer("answer_ms", _USUAL.answer_ms, at_least=500),
        page_records=table.integer("page_records", _USUAL.page_records, at_least=1),
    )
    if found.page_records > _MOST_RECORDS:
        table.fault(f"is {found.page_records}", f"write at most {_MOST_RECORDS}", key="page_records")
    table.finish()
    return found if enabled else None


_MOST_RECORDS = 100
