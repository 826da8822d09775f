"""Watches: an approval system that checked a subject learns when its answer would now differ (GO-18-d, GO-22-d)."""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from schema.codes import Purpose
from schema.declare import CodeList, about, code_list, fact
from schema.measures import Guidance


@code_list
class WatchState(CodeList):
    """Where a watch stands."""

    WATCHED = "WATCHED", "The answer is watched."
    ENDED = "ENDED", "It is watched no longer."


@code_list
class WatchEnding(CodeList):
    """Why a watch ended."""

    BY_AGENCY = "BY_AGENCY", "The agency that watched ended it."
    UNTIL_PASSED = "UNTIL_PASSED", "The last day it was to be watched has passed."
    GRANT_LOST = "GRANT_LOST", "The client may not ask that question any more."
    ERASED = "ERASED", "The values kept of the subject were erased."
    UNREADABLE = "UNREADABLE", "The receipt cannot be read by this gateway any more."


@code_list
class NewsMeans(CodeList):
    """How the gateway learns that a source has something new."""

    FEED = "FEED", "Its agency announces what changed, with `announceChange` (变更通知)."
    POLL = "POLL", "The source is asked again now and then (定期复核)."


@fact
class WatchedSource:
    """Source whose news a watch sees."""

    source: strawberry.ID = about("Slug of the source.")
    means: NewsMeans = about("How its news is learnt.")
    every_seconds: int | None = about("How often it is asked, in seconds; null for a feed.", default=None)


@fact
class WatchEvent:
    """One entry of the trail of a watch; the trail is only ever added to."""

    sequence: int = about("Number of the event in the log of all proceedings.")
    at: datetime = about("Instant (UTC).")
    by: str = about("Slug of the agency that did it; `gateway` where it happened by itself.")
    kind: str = about(
        "What happened: WATCHED, ANSWER_CHANGED, INCOMPLETE (it could not be told, said once), COMPLETE (it can be "
        "told again, and is as it was told) or ENDED."
    )
    state: WatchState = about("State it left the watch in.")
    before: Guidance | None = about("Guidance told before a change, where this client asked.", default=None)
    guidance: Guidance | None = about("Guidance as of then, where this client asked.", default=None)
    measures: tuple[strawberry.ID, ...] = about(
        "Ids of the measures that appeared, vanished or changed, as in the answer of a check.", default=()
    )


@fact
class Watch:
    """Watch on the answer of a receipt (信息推送).

    Objections, repairs, withdrawals and exits are always seen at once; of its sources it sees those `seen`.
    """

    id: strawberry.ID = about("Id of the watch.")
    state: WatchState = about("Where it stands.")
    receipt: strawberry.ID = about("Id of the receipt.")
    matter: str = about("Id of the matter.")
    purpose: Purpose = about("Purpose of the check.")
    opened_at: datetime = about("Instant it was opened (UTC).")
    until: date = about("Last legal day it is watched.")
    seen: tuple[WatchedSource, ...] = about("Sources of the matter whose news is seen, and how.")
    unseen: tuple[str, ...] = about("Sources of the matter whose news is not seen: they declare neither feed nor poll.")
    ending: WatchEnding | None = about("Why it ended; null while it has not.", default=None)
    trail: tuple[WatchEvent, ...] = about("Everything that happened to it, oldest first.")


@fact
class WatchChange:
    """What a mutation did to a watch; sent again with the same key, it answers the same and does nothing."""

    watch: Watch = about("The watch as this change left it.")
    sequence: int = about("Number of the event of this change.")


@fact
class AnnouncedChange:
    """What an announcement did: answers that rest on the subject and are watched are made again. Whose, is not told."""

    source: strawberry.ID = about("Slug of the source.")
    at: datetime = about("Instant it was taken (UTC).")
