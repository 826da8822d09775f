"""Leaves the access entry of an answer that rests on no record, a refusal of what the registry denies included."""

from __future__ import annotations

from collections.abc import Callable

from gateway.case import refuse_unknown
from gateway.office import Office
from gateway.rights.state import RightsState
from gateway.stages.dossier import Fetched
from gateway.stages.identify import Identified, naming_identifier
from gateway.stages.record import record
from gateway.store.submission import AccessEntry, Submission
from schema.errors import Refusal


async def note(entry: AccessEntry, office: Office, deadline: float) -> None:
    """Make an access entry durable before the answer leaves; `deadline` is in event-loop seconds. Raises `Refusal`."""

    def answer(rights: RightsState) -> tuple[None, Submission]:
        return None, Submission(access=entry, position=rights.position, watch=frozenset())

    await record(answer, rights=office.rights, committer=office.committer, deadline=deadline)


async def refuse_unknown_noted(
    subject: Identified,
    fetched: Fetched,
    entry_about: Callable[[str], AccessEntry],
    office: Office,
    deadline: float,
    *,
    where: str = "subject",
) -> None:
    """Raise `Refusal(UNKNOWN_SUBJECT)` as `refuse_unknown` does, once the entry about the subject ref is durable."""
    try:
        refuse_unknown(fetched, office.sources, where=where)
    except Refusal:
        await note(entry_about(office.vault.subject_ref(naming_identifier(subject.aliases))), office, deadline)
        raise
