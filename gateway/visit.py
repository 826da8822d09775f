"""One request of one client, and the access entry an answer to it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gateway.grants import Grant
from gateway.store.submission import AccessEntry

COMMIT_GRACE_SECONDS = 0.07  # of the 100 ms an answer may be late; the rest is for sending it


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request of one client: whose grant, when it arrived (event-loop seconds), under which id."""

    grant: Grant
    arrived: float
    request_id: str

    def access(
        self,
        at: datetime,
        operation: str,
        subject_ref: str,
        *,
        purpose: str | None = None,
        matter: str | None = None,
        case_number: str | None = None,
        receipt_id: str | None = None,
    ) -> AccessEntry:
        """Make the access entry of an answer about a subject, which this visit's client was given at `at` (UTC)."""
        return AccessEntry(
            at=at,
            operation=operation,
            agency=self.grant.agency,
            client=self.grant.client,
            subject_ref=subject_ref,
            purpose=purpose,
            matter=matter,
            case_number=case_number,
            receipt_id=receipt_id,
            request_id=self.request_id,
        )
