"""One of the processes of the race between checks and objections: a whole gateway but for HTTP, over one store.

Reads rounds from standard input and tells what it did, a line of JSON each. In a round, it is told which units it
checks and which it enters objections about, and begins when told to.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from connectors.core.connector import Descriptor
from gateway.checking import answer_check
from gateway.furnishing import build_connectors
from gateway.house import House
from gateway.office import Office
from gateway.rights.entries import RightsChange, RightsKind, Standing
from gateway.store.errors import Overtaken
from gateway.store.rights_log import append
from gateway.store.submission import Committed, Submission
from gateway.visit import Visit
from schema.checks import Check
from schema.codes import Purpose
from schema.declare import revised
from schema.errors import ErrorCode, Refusal
from schema.graph.context import CheckQuestion
from schema.identifiers import Identifier
from schema.outcomes import Found, NotFound, Outcome
from schema.records import Record, SubjectName
from tests.joining.invented import NOW, credit
from tests.leaks.canaries import HOME, record
from tests.leaks.gateway import Canned, configured
from tests.leaks.grants import EVERYTHING

MATTER = "annual-inspection-plan"
LINE = "RES-01-serious-lists"
_GRANT = replace(EVERYTHING, matters=frozenset({MATTER}))
_TOLD = {"registry": "REGISTRATION", "serious-lists": "SERIOUS_DISHONESTY_ENTRY"}


def tell(spec: Descriptor, key: Identifier) -> Outcome:
    """Let every unit be registered, and listed for serious dishonesty."""
    if spec.slug not in _TOLD:
        return NotFound(evidence="nothing is kept of it")
    made = record(spec, _TOLD[spec.slug], HOME, key)
    name = "样例公司"
    if spec.slug == "registry":
        changes: dict[str, Any] = {"names": (SubjectName(name=name),), "officers": ()}
    else:
        changes = {"subject_name": name, "responsible": ()}
    alone: Record = revised(made, identifiers=(key,), **changes)
    return Found(records=(alone,))


class Racer:
    """Checks units and enters objections; counts the answers that were overtaken."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.overtaken = 0
        submit = office.committer.submit

        async def counting(submission: Submission, deadline: float) -> Committed:
            try:
                return await submit(submission, deadline)
            except Overtaken:
                self.overtaken += 1
                raise

        office.committer.submit = counting  # type: ignore[method-assign]

    async def checked(self, number: int) -> Check:
        """Check a unit; a busy machine lets the lease of the log of rights run out, and it is asked again."""
        while True:
            try:
                return await self.check(number)
            except Refusal as refusal:
                if refusal.code is not ErrorCode.RIGHTS_UNAVAILABLE:
                    raise
            await self._office.rights.refresh()

    async def check(self, number: int, seconds: float = 20) -> Check:
        """Check a unit, with a deadline."""
        visit = Visit(grant=_GRANT, arrived=asyncio.get_running_loop().time(), request_id=f"r-{number}")
        unit = credit(number)
        question = CheckQuestion(
            scheme=unit.scheme,
            value=unit.value,
            matter=MATTER,
            purpose=Purpose.SUPERVISION,
            case_number=f"unit-{number}",
            as_of=None,
            deadline_ms=round(seconds * 1000),
            max_age_seconds=0,
        )
        return await answer_check(question, visit, self._office)

    async def disputed(self, number: int) -> RightsChange:
        """Check a unit; give the objection to the record its restraint rests on."""
        found = await self.checked(number)
        (measure,) = (each for each in found.measures if each.line == LINE)
        return RightsChange(
            at=NOW,
            kind=RightsKind.OBJECTION_ACCEPTED,
            record_id=measure.records[0].id,
            subject_ref=self._office.vault.subject_ref(credit(number)),
            by="credit-centre",
        )

    async def accept(self, change: RightsChange) -> None:
        """Enter that an objection was accepted; it is acknowledged when this returns."""
        standing = frozenset({Standing.ISSUER})
        await self._office.changer.call(lambda connection: append(connection, change, standing))


async def main(state: Path, store_url: str) -> None:
    """Race until standard input ends."""
    configuration = configured(state)
    configuration = replace(configuration, settings=replace(configuration.settings, store_url=store_url))
    real = build_connectors(configuration, lambda: NOW)
    house = House(configuration, lambda: NOW, {slug: Canned(each.descriptor, tell) for slug, each in real.items()})
    await house.open()
    racer = Racer(house.office)
    while heard := await asyncio.to_thread(sys.stdin.readline):
        round_ = json.loads(heard)
        objections = {number: await racer.disputed(number) for number in round_["objects"]}
        _say({number: change.record_id for number, change in objections.items()})
        await asyncio.to_thread(sys.stdin.readline)
        started: list[Callable[[], Awaitable[Any]]] = [
            *(lambda number=number: racer.checked(number) for number in round_["checks"]),
            *(lambda change=change: racer.accept(change) for change in objections.values()),
        ]
        random.Random(round_["seed"]).shuffle(started)
        await asyncio.gather(*(start() for start in started))
        _say({"overtaken": racer.overtaken})
    await house.close()


def _say(told: Any) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
