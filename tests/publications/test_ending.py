"""What is over ends by itself in a gateway that serves, each once, and what is not stays (GO-17-a)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gateway.office import Office
from gateway.proceedings.changing import turn_of
from gateway.publications.ending import end_over
from gateway.publications.model import PUBLICATIONS
from gateway.publications.steps import open_publication
from gateway.rights.entries import RightsChange, RightsKind, Standing
from gateway.rights.state import RightsState
from gateway.store.proceedings import find_proceeding
from schema.outcomes import NotFound
from schema.publications import PublicationState, TakeDownGround
from tests.joining.invented import NOW
from tests.leaks.gateway import gateway
from tests.publications.making import opening

TODAY = date(2026, 11, 24)
NOTHING = NotFound(evidence="nothing is kept of it")


def states(office: Office, *ids: str) -> list[tuple[PublicationState, TakeDownGround | None, int]]:
    with office.store.reading() as connection:
        found = [find_proceeding(connection, PUBLICATIONS, each, office.vault) for each in ids]
    return [(each.state, each.trail[-1].details.ground, len(each.trail)) for each in found if each]


@pytest.mark.go("GO-17-a", "GO-21-c")
async def test_publications_end_the_day_after_their_last_or_with_their_record(tmp_path: Path) -> None:
    async with gateway(tmp_path, lambda *_: NOTHING) as asked:
        office = asked.house.office
        with office.store.writing() as connection:
            mine = turn_of(connection, office, "ecology", RightsState())
            lasting = open_publication(mine, opening("decision:1", due_on=None, public_until=TODAY)).case_id
            over = open_publication(mine, opening("decision:2", due_on=None, public_until=date(2026, 11, 23))).case_id
            repaired = open_publication(mine, opening("decision:3", due_on=None)).case_id
            later = open_publication(mine, opening("decision:4", due_on=None)).case_id
            for record, day in (("decision:3", TODAY), ("decision:4", date(2026, 11, 25))):
                change = RightsChange(
                    at=NOW,
                    kind=RightsKind.WITHDRAWN,
                    record_id=record,
                    subject_ref="CREDIT_CODE:x",
                    by="ecology",
                    effective_on=day,
                )
                mine.enter(change, Standing.ISSUER)
        for _ in range(2):
            await asked.house.office.rights.refresh()
            await end_over(office)
        assert states(office, lasting, over, repaired, later) == [
            (PublicationState.DUE, None, 1),
            (PublicationState.TAKEN_DOWN, TakeDownGround.PERIOD_OVER, 2),
            (PublicationState.TAKEN_DOWN, TakeDownGround.WITHDRAWN, 2),
            (PublicationState.DUE, None, 1),
        ]
