"""What is sent of an event: the payload of Standard Webhooks, the same at every attempt; nothing personal is in it."""

from __future__ import annotations

from typing import Any

import orjson

from gateway.receipts.instants import instant_text
from schema.news import ProceedingNews


def message_id(news: ProceedingNews) -> str:
    """Name an event, the same at every attempt and endpoint; receivers tell repetitions by it."""
    return f"{news.proceeding}_{news.sequence}"


def message_body(news: ProceedingNews) -> bytes:
    """Write an event: its type (`watch.answer_changed`), its instant, and what it concerns."""
    data: dict[str, Any] = {
        "sequence": news.sequence,
        "kind": news.kind.value,
        "proceeding": news.proceeding,
        "event": news.event,
        "by": news.by,
        "state": news.state,
        "dueOn": news.due_on,
        "record": news.record,
        "receipt": news.receipt,
    }
    said = {"type": f"{news.kind.value}.{news.event}".lower(), "timestamp": instant_text(news.at), "data": data}
    return orjson.dumps(said)
