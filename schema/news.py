"""News of proceedings, and their delivery to the endpoints of those who take part (GO-18-d, information pushing)."""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from schema.declare import CodeList, about, code_list, fact
from schema.proceedings import ProceedingKind


@fact
class ProceedingNews:
    """Something happened in a proceeding the agency takes part in (信息推送).

    It names no subject and holds nothing personal; ask for the proceeding with your own grant for the rest.
    """

    sequence: int = about("Number of the event; go on after it with `events(after:)`.")
    at: datetime = about("Instant (UTC).")
    kind: ProceedingKind = about("Kind of proceeding.")
    proceeding: strawberry.ID = about("Id of the proceeding.")
    event: str = about("What happened: the state it came to, or another word such as `ANSWER_CHANGED`.")
    by: str = about("Slug of the agency that did it; `gateway` where it happened by itself.")
    state: str = about("State it left the proceeding in.")
    due_on: date | None = about("Legal day by which the next step is due, if any.", default=None)
    record: strawberry.ID | None = about("Id of the record it concerns, the same as in every check.", default=None)
    receipt: strawberry.ID | None = about("Id of the receipt it concerns.", default=None)


@code_list
class DeliveryState(CodeList):
    """Where the delivery of one event to one endpoint stands."""

    PENDING = "PENDING", "Waits to be sent, for the first time or again."
    DELIVERED = "DELIVERED", "The endpoint answered with a 2xx status."
    DEAD = "DEAD", "Given up; it can be replayed."


@code_list
class DeliveryFault(CodeList):
    """Why an endpoint did not take an event."""

    UNREACHABLE = "UNREACHABLE", "No connection could be made, or it was lost."
    OFF_LIMITS = "OFF_LIMITS", "Its name leads to an address the gateway may not reach; nothing was sent."
    TIMEOUT = "TIMEOUT", "It did not answer in time."
    REDIRECTED = "REDIRECTED", "It redirects; no redirect is followed."
    REJECTED = "REJECTED", "It answered with a 4xx status."
    OVERLOADED = "OVERLOADED", "It asked to be sent less (429, 503)."
    FAILED = "FAILED", "It answered with a 5xx status."
    MALFORMED = "MALFORMED", "What it answered is not HTTP, cannot be decoded, or is larger than 64 KiB."
    GONE = "GONE", "It answered 410: it wants nothing more. All that waited for it was given up."
    REMOVED = "REMOVED", "It is not configured any more, or not for this kind of proceeding."


@fact
class Delivery:
    """Delivery (投递) of one event to one endpoint of the agency."""

    id: strawberry.ID = about("Id of the delivery.")
    webhook: str = about("Id of the endpoint in `webhooks.toml`.")
    state: DeliveryState = about("Where it stands.")
    attempts: int = about("How often it was sent.")
    next_at: datetime | None = about("Instant from which it is sent next (UTC); null once it is over.", default=None)
    ended_at: datetime | None = about("Instant it was delivered or given up (UTC).", default=None)
    fault: DeliveryFault | None = about("Why the last attempt failed.", default=None)
    status: int | None = about("HTTP status of the last attempt, if there was one.", default=None)
    news: ProceedingNews = about("What is delivered.")


@fact
class DeliveryReplay:
    """What a replay did; sent again with the same key, it does nothing more."""

    delivery: Delivery = about("The delivery as it stands.")
