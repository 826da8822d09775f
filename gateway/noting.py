"""Leaves the access entry of an answer that rests on no record."""

from __future__ import annotations

from gateway.office import Office
from gateway.rights.state import RightsState
from gateway.stages.record import record
from gateway.store.submission import AccessEntry, Submission


async def note(entry: AccessEntry, office: Office, deadline: float) -> None:
    """Make an access entry durable before the answer leaves; `deadline` is in event-loop seconds. Raises `Refusal`."""

    def answer(rights: RightsState) -> tuple[None, Submission]:
        return None, Submission(access=entry, position=rights.position, watch=frozenset())

    await record(answer, rights=office.rights, committer=office.committer, deadline=deadline)
