"""Sends one message to one endpoint, and tells whether it was taken or why not."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from connectors.core.faults import Fault, OffLimits, Unreachable
from connectors.core.status import retry_after
from connectors.exchange.exchange import Reply, Request
from gateway.delivering.endpoints import Post
from gateway.delivering.message import message_body, message_id
from gateway.delivering.signing import signed_headers
from schema.news import DeliveryFault, ProceedingNews

log = logging.getLogger(__name__)

_HEADERS: Final = {"content-type": "application/json", "accept-encoding": "identity", "user-agent": "tally"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What came of sending: no fault if the message was taken. `asked` is the pause the endpoint asks for, seconds."""

    fault: DeliveryFault | None = None
    status: int | None = None
    asked: float | None = None


async def send(post: Post, news: ProceedingNews, now: datetime) -> Attempt:
    """Send an event, signed as of now; raises nothing but cancellation."""
    endpoint, body = post.endpoint, message_body(news)
    headers = {**_HEADERS, **signed_headers(message_id(news), now, body, endpoint.secrets)}
    try:
        async with asyncio.timeout(post.settings.seconds):
            reply = await post.exchange.send(Request("POST", endpoint.url, headers, body))
    except TimeoutError:
        return Attempt(fault=DeliveryFault.TIMEOUT)
    except Fault as fault:
        log.warning("endpoint=%s %s %s", endpoint.id, type(fault).__name__, fault.told)
        return Attempt(fault=_fault_of(fault))
    return attempt_of(reply, now)


def attempt_of(reply: Reply, now: datetime) -> Attempt:
    """Read an answer: any 2xx is yes (Standard Webhooks), 410 is never again."""
    status = reply.status
    if 200 <= status < 300:
        return Attempt(status=status)
    asked = retry_after(reply.headers.get("retry-after"), now) if status in {429, 503} else None
    return Attempt(fault=_fault_of_status(status), status=status, asked=asked)


def _fault_of_status(status: int) -> DeliveryFault:
    if status == 410:
        return DeliveryFault.GONE
    if status in {429, 503}:
        return DeliveryFault.OVERLOADED
    by_class = {3: DeliveryFault.REDIRECTED, 4: DeliveryFault.REJECTED, 5: DeliveryFault.FAILED}
    return by_class.get(status // 100, DeliveryFault.MALFORMED)


def _fault_of(fault: Fault) -> DeliveryFault:
    if isinstance(fault, OffLimits):
        return DeliveryFault.OFF_LIMITS
    return DeliveryFault.UNREACHABLE if isinstance(fault, Unreachable) else DeliveryFault.MALFORMED
