"""One record looked up at the departments: who issued it, who delivers it, and what is said when nobody can tell."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from connectors.core.connector import Descriptor
from connectors.core.documents import folded
from gateway.accesses.told import refs_of
from gateway.grants import Grant
from gateway.joining.decisions import decision_id
from gateway.office import Office
from gateway.proceedings.records import LocatedRecord, locate_record
from gateway.store.accesses import accesses_of
from gateway.visit import Visit
from schema.codes import FailureKind, RecordKind
from schema.errors import ErrorCode, Refusal
from schema.identifiers import Identifier
from schema.outcomes import Failed, Found, NotFound, Outcome, Withheld
from tests.joining.invented import ECOLOGY_CODE, UNIT, known_as, licence, organisation, penalty
from tests.leaks.gateway import Tell, gateway

GRANT = Grant(
    client="counter",
    agency="credit-centre",
    purposes=frozenset(),
    matters=frozenset(),
    record_kinds=frozenset(),
)
ANCHOR = f"ORGANISATION_CODE:{organisation(UNIT).value}"
DECISION = decision_id((ANCHOR, "PENALTY", ECOLOGY_CODE, folded("样环罚〔2026〕7号"), date(2026, 3, 2)))
DOWN = Failed(failure=FailureKind.TIMEOUT, message="no answer")
NOTHING = NotFound(evidence="nothing is kept of it")


def told(spec: Descriptor, _: Identifier) -> Outcome:
    """Deliver a penalty twice, by the registry and by the publicity platform, and a licence once."""
    if spec.slug == "publicity":
        return Found(records=(penalty("publicity"), licence("publicity")))
    return Found(records=(penalty("registry"),)) if spec.slug == "registry" else NOTHING


@asynccontextmanager
async def office(state: Path, tell: Tell) -> AsyncIterator[Office]:
    async with gateway(state, tell) as asked:
        yield asked.house.office


async def located(office: Office, record_id: str, who: Identifier = UNIT) -> LocatedRecord:
    visit = Visit(grant=GRANT, arrived=asyncio.get_running_loop().time(), request_id="r")
    return await locate_record(who, record_id, visit, office)


async def refused(office: Office, record_id: str, who: Identifier = UNIT) -> Refusal:
    with pytest.raises(Refusal) as error:
        await located(office, record_id, who)
    return error.value


async def test_a_decision_is_found_with_its_issuer_and_everybody_who_delivers_it(tmp_path: Path) -> None:
    async with office(tmp_path, told) as there:
        found = await located(there, DECISION)
        assert (found.record.kind, found.issuer, found.subject_ref) == (
            RecordKind.PENALTY,
            "ecology",
            f"CREDIT_CODE:{UNIT.value}",
        )
        assert set(found.sources) == {"registry", "publicity"}
        assert set(found.providers) == {"market-regulation", "credit-centre"}
        with there.store.reading() as connection:
            (entry,) = accesses_of(connection, refs_of(UNIT, there.vault)).rows
        assert (entry["operation"], entry["agency"]) == ("record", "credit-centre")


async def test_what_is_no_decision_is_asked_of_its_own_source_alone(tmp_path: Path) -> None:
    asked: set[str] = set()

    def tell(spec: Descriptor, key: Identifier) -> Outcome:
        asked.add(spec.slug)
        return told(spec, key)

    async with office(tmp_path, tell) as there:
        found = await located(there, known_as("publicity:licence"))
        assert (found.sources, found.providers, found.issuer) == (
            ("publicity",),
            (there.sources["publicity"].agency,),
            None,
        )
    assert asked == {"publicity", "registry"}


async def test_a_record_nobody_knows_is_refused_and_so_is_one_that_a_silent_department_may_know(tmp_path: Path) -> None:
    def silent(spec: Descriptor, key: Identifier) -> Outcome:
        answers: dict[str, Outcome] = {"registry": DOWN, "publicity": Withheld(basis="an investigation is open")}
        return answers.get(spec.slug) or told(spec, key)

    async with office(tmp_path / "a", told) as there:
        for unknown in (known_as("publicity:other"), "nowhere:1", "", "publicity"):
            assert (await refused(there, unknown)).code is ErrorCode.UNKNOWN_RECORD
    async with office(tmp_path / "b", silent) as there:
        for record_id in (DECISION, known_as("publicity:licence")):
            error = await refused(there, record_id)
            assert error.code is ErrorCode.SOURCE_UNAVAILABLE
            assert "publicity" in error.message


async def test_a_unit_the_registry_does_not_know_is_refused_with_an_entry(tmp_path: Path) -> None:
    def unknown(spec: Descriptor, _: Identifier) -> Outcome:
        return NOTHING

    async with office(tmp_path, unknown) as there:
        assert (await refused(there, DECISION)).code is ErrorCode.UNKNOWN_SUBJECT
        with there.store.reading() as connection:
            assert accesses_of(connection, refs_of(UNIT, there.vault)).total == 1
