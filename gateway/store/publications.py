"""What the store says of publications at large: what is counted of them, what is public, what is to be looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date

import msgspec
from sqlalchemy import Connection, Select, select

from gateway.publications.lateness import PublicationRow
from gateway.publications.model import PublicationContent, PublicationDetails
from gateway.publications.states import Role
from gateway.store.tables import event, proceeding, proceeding_party
from schema.proceedings import ProceedingKind
from schema.publications import CollectionPlatform, PublicationState

_KIND = ProceedingKind.PUBLICATION.value
_HIDDEN = (PublicationState.WITHHELD.value, PublicationState.TAKEN_DOWN.value)


class _Told(msgspec.Struct, frozen=True):
    details: PublicationDetails = PublicationDetails()


def publication_rows(
    connection: Connection, first: date, last: date, agency: str | None = None
) -> Iterator[PublicationRow]:
    """Give what is counted of each publication of decisions of some days, of one agency or of all."""
    kept, party = proceeding.c, proceeding_party.c
    ids = select(kept.id).where(kept.kind == _KIND)
    if agency is not None:
        held = select(party.case_id).where(party.agency == agency, party.role == Role.HOLDER.value)
        ids = ids.where(kept.id.in_(held))
    told = _days_told(connection, ids)
    wanted = select(kept.id, kept.state, kept.content).where(kept.id.in_(ids)).order_by(kept.id)
    for row in connection.execute(wanted):
        content = msgspec.json.decode(row.content, type=PublicationContent)
        if not first <= content.decided_on <= last:
            continue
        published_on, collected = told.get(row.id, (None, {}))
        whole = set(content.platforms) <= collected.keys() and bool(collected)
        yield PublicationRow(
            agency=content.agency,
            region=content.region,
            kind=content.record_kind,
            decided_on=content.decided_on,
            due_on=content.due_on,
            state=PublicationState[row.state],
            published_on=published_on,
            collected_on=max(collected.values()) if whole else None,
        )


def hidden_records(connection: Connection, subject_ref: str) -> frozenset[str]:
    """Give the records of a subject whose publication is withheld or was taken down."""
    kept = proceeding.c
    wanted = select(kept.record_id).where(kept.kind == _KIND, kept.subject_ref == subject_ref, kept.state.in_(_HIDDEN))
    return frozenset(connection.execute(wanted).scalars())


def standing_publications(connection: Connection) -> list[tuple[str, str, date | None]]:
    """Give every publication that has not ended: its id, its record, and its last day of publicity if one is known."""
    kept = proceeding.c
    wanted = select(kept.id, kept.record_id, kept.content)
    rows = connection.execute(
        wanted.where(kept.kind == _KIND, kept.state != PublicationState.TAKEN_DOWN.value).order_by(kept.id)
    )
    return [(row.id, row.record_id, _public_until(row.content)) for row in rows]


def standing_publications_on(connection: Connection, record_ids: Collection[str]) -> list[str]:
    """Give the publications of some records that have not ended."""
    kept = proceeding.c
    standing = kept.state != PublicationState.TAKEN_DOWN.value
    wanted = select(kept.id).where(kept.kind == _KIND, standing, kept.record_id.in_(record_ids))
    return list(connection.execute(wanted).scalars())


class _Until(msgspec.Struct, frozen=True):
    public_until: date | None = None


def _public_until(content: str) -> date | None:
    return msgspec.json.decode(content, type=_Until).public_until


_Days = tuple[date | None, dict[CollectionPlatform, date]]


def _days_told(connection: Connection, ids: Select[tuple[str]]) -> Mapping[str, _Days]:
    """Give of each publication the day it was first published, and the day each platform collected it."""
    published: dict[str, date] = {}
    collected: defaultdict[str, dict[CollectionPlatform, date]] = defaultdict(dict)
    events = select(event.c.case_id, event.c.payload).where(event.c.case_id.in_(ids)).order_by(event.c.seq)
    for case_id, payload in connection.execute(events):
        told = msgspec.json.decode(payload, type=_Told).details
        if told.published_on is not None:
            published.setdefault(case_id, told.published_on)
        if told.platform is not None and told.collected_on is not None:
            collected[case_id][told.platform] = told.collected_on
    return {case_id: (published.get(case_id), collected[case_id]) for case_id in {*published, *collected}}
