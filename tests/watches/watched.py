"""A whole gateway in this process whose departments say what a test wants, and watches on its answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import select

from connectors.core.connector import Descriptor
from gateway.office import Office
from gateway.rights.entries import RightsChange, RightsKind, Standing
from gateway.rights.tail import RightsTail
from gateway.service import ClientService
from gateway.store.rights_log import append
from gateway.store.tables import access_entry, watch
from gateway.visit import Visit
from schema.checks import Check
from schema.codes import FailureKind, Purpose
from schema.dates import legal_day
from schema.graph.context import CheckQuestion
from schema.identifiers import Identifier
from schema.outcomes import Failed, NotFound, Outcome
from schema.watches import Watch
from tests.joining.invented import NOW, UNIT
from tests.leaks.canaries import told_by
from tests.leaks.gateway import gateway

INSPECTOR = "sandbox-market-regulation"
MATTER = "annual-inspection-plan"
UNTIL = legal_day(NOW) + timedelta(days=30)
SILENT = Failed(failure=FailureKind.UPSTREAM_ERROR, message="the source reported an error of its own")
NOTHING = NotFound(evidence="none")
_KEYS = count()


@dataclass
class World:
    """What departments say: what the canaries do, but for the sources named here."""

    office: Office
    says: dict[str, Outcome] = field(default_factory=dict)

    def tell(self, spec: Descriptor, key: Identifier) -> Outcome:
        return self.says.get(spec.slug) or told_by(spec, key)

    def service(self, client: str = INSPECTOR) -> ClientService:
        arrived = asyncio.get_running_loop().time()
        return ClientService(Visit(grant=self.office.grants[client], arrived=arrived, request_id="r"), self.office)

    async def check(self, who: Identifier = UNIT) -> Check:
        return await self.service().check(
            CheckQuestion(
                scheme=who.scheme,
                value=who.value,
                matter=MATTER,
                purpose=Purpose.SUPERVISION,
                case_number="watched",
                as_of=None,
                deadline_ms=None,
                max_age_seconds=0,
            )
        )

    async def watch(self, who: Identifier = UNIT) -> Watch:
        """Watch a check of its own."""
        check = await self.check(who)
        assert check.receipt is not None
        return (await self.service().watch_receipt(check.receipt.id, UNTIL, f"k{next(_KEYS)}")).watch

    async def trail(self, watch_id: str) -> list[str]:
        """Give what happened to a watch after it was opened."""
        return [each.kind for each in (await self.service().watch(watch_id)).trail][1:]

    def rechecks(self) -> int:
        """Count the access entries of re-checks."""
        with self.office.store.reading() as connection:
            found = select(access_entry.c.id).where(access_entry.c.operation == "recheck")
            return len(connection.execute(found).all())

    def due(self) -> dict[str, datetime]:
        """Give when each open watch is looked at next."""
        with self.office.store.reading() as connection:
            rows = connection.execute(select(watch.c.case_id, watch.c.next_at))
            return {case_id: datetime.fromisoformat(next_at) for case_id, next_at in rows}

    def enter(self, kind: RightsKind, record: str, subject_ref: str) -> None:
        """Enter into the rights log, as another process does."""
        change = RightsChange(at=NOW, kind=kind, record_id=record, subject_ref=subject_ref, by="court")
        with self.office.store.writing() as connection:
            append(connection, change, frozenset({Standing.PROVIDER, Standing.HANDLER}))


@asynccontextmanager
async def world(state: Path) -> AsyncIterator[World]:
    """Open it."""
    made: World | None = None

    def tell(spec: Descriptor, key: Identifier) -> Outcome:
        return made.tell(spec, key) if made else told_by(spec, key)

    with patch.dict(RightsTail.__init__.__kwdefaults__, lease=60.0):  # a busy machine reads the log seldom
        async with gateway(state, tell) as asked:
            made = World(asked.house.office)
            yield made
