"""What the rules cost: recognise, measure and decide under a pack, beside decoding the same records from JSON."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
from strawberry import ID

from gateway.foresight.changes import what_would_change
from gateway.rules.facts import facts_of
from gateway.rules.model import RulePack
from gateway.stages.decide import decide
from gateway.stages.dossier import Dossier
from gateway.stages.measure import measure as measured
from gateway.stages.recognise import recognise
from schema.records import Licence, Record
from tests.bench.timing import Line, compared
from tests.foresight.making import LICENCE, case_of, judged
from tests.rules.making import (
    adoptions,
    asker,
    authority,
    dossier,
    entry,
    environment,
    evaluation,
    matters,
    model,
    penalty,
)


def subject_of(count: int) -> Dossier:
    """Give an enterprise with so many records: an ended listing, four grades, one in six of the rest a penalty."""
    settled = (
        entry("left", date(2022, 1, 5), exit_on=date(2023, 1, 5)),
        environment("green", key="e1", decided_on=date(2026, 3, 1)),
        environment("blue", key="e2", decided_on=date(2025, 3, 1)),
        evaluation("tax", "tax-2025", "A"),
        evaluation("customs", "customs-2026-04", "regular"),
    )
    rest = (_decision(number) for number in range(count - len(settled)))
    return dossier(*settled, *rest)


def _decision(number: int) -> Record:
    decided_on = date(2026, 11, 1) - timedelta(days=37 * number % 3000)
    if number % 6 == 0:
        return penalty(f"p{number}", decided_on)
    return Licence(id=ID(f"l{number}"), issuer=authority("publicity"), decided_on=decided_on)


async def measure(count: int, pack: RulePack, as_of: date) -> Line:
    """Compare decoding the records of one subject with ruling on them, for a food production licence."""
    subject, about, by, adopted = subject_of(count), matters()[LICENCE], asker(), adoptions()
    written = [(type(record), msgspec.json.encode(record)) for record in subject.records]

    async def decoded() -> None:
        for record_type, content in written:
            msgspec.json.decode(content, type=record_type)

    async def ruled() -> None:
        facts = facts_of(subject, as_of)
        rated = recognise(subject, matter=about, asker=by, as_of=as_of, pack=pack, facts=facts)
        found = measured(subject, rated, matter=about, asker=by, as_of=as_of, pack=pack, adoptions=adopted, facts=facts)
        decide(about, found, missing_required=())

    beside, ours = await compared(decoded, ruled, rounds=40)
    return Line(f"rule on {count} records, {pack.version.id}", "decoding them", beside, "the rules", ours)


async def measure_foresight() -> Line:
    """Compare ruling on a listed model with saying what would change the answer."""
    subject, case = dossier(entry(), model()), case_of(LICENCE)

    async def ruled() -> None:
        judged(subject)

    found = judged(subject)

    async def foreseen() -> None:
        what_would_change(found, case, adoptions())

    beside, ours = await compared(ruled, foreseen, rounds=100)
    return Line("say what would change an answer", "the rules", beside, "three events", ours)
