"""Nothing that may not be public is in any byte of what the public is told, page or JSON (GO-17-d)."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select

from connectors.core.connector import Descriptor
from gateway.publications.steps import open_publication, take_down, withhold
from gateway.rights.entries import RightsChange, RightsKind, Standing
from gateway.store.rights_log import append
from gateway.store.tables import access_entry
from schema.codes import FailureKind, RecordStatus, Severity
from schema.dates import period
from schema.declare import revised
from schema.identifiers import Identifier
from schema.outcomes import Failed, Found, Outcome
from schema.publications import TakeDownGround
from schema.records import CreditCommitment, Judgment, Record, Registration, SubjectName
from tests.joining.invented import UNIT
from tests.leaks.canaries import NUMBERS, told_by
from tests.proceedings.making import turn
from tests.public_query.asked import Public, public
from tests.publications.making import opening

MARK = re.compile(r"CNRY\.([A-Z_:a-z-]+)\.([0-9]{6})\.(\w+)")
NAME = "CNRYUNIT"
COMMON = {"issuer", "document_number"}
SHOWN = {
    "LICENCE": COMMON | {"licence_name", "certificate_number", "content"},
    "PENALTY": COMMON | {"offence", "content", "licence_affected"},
    "RED_LIST_ENTRY": COMMON | {"designation"},
    "SERIOUS_DISHONESTY_ENTRY": COMMON | {"reason"},
    "ENFORCEMENT_ENTRY": COMMON | {"case_number", "conduct"},
}
BASES = {(kind, "《食品安全法》") for kind in SHOWN}
LISTED = "SERIOUS_DISHONESTY_ENTRY"
ADVERSE = {"PENALTY", "SERIOUS_DISHONESTY_ENTRY", "ENFORCEMENT_ENTRY"}
PAST = date(2020, 1, 1)
Tell = Callable[[Descriptor, Identifier], Outcome]
pytestmark = pytest.mark.asyncio(loop_scope="module")


class World:
    """What the sources tell, to be changed by each test."""

    def __init__(self) -> None:
        self.tell: Tell = telling()

    def __call__(self, spec: Descriptor, key: Identifier) -> Outcome:
        """Tell it."""
        return self.tell(spec, key)


@pytest.fixture
def world(shared: World) -> World:
    shared.tell = telling()
    return shared


@pytest.fixture(scope="module")
def shared() -> World:
    return World()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(shared: World, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Public]:
    """One gateway for all tests; those that change its store come last, each after what it leaves."""
    async with public(tmp_path_factory.mktemp("public"), shared) as found:
        yield found


def telling(change: Callable[[Record], Record] = lambda record: record) -> Tell:
    """Tell everything of the unit under its own name, each record changed."""

    def tell(spec: Descriptor, key: Identifier) -> Outcome:
        found = told_by(spec, key)
        return replace(found, records=tuple(change(_named(each)) for each in found.records))

    return tell


def _named(record: Record) -> Record:
    names = {"names": (SubjectName(name=NAME),)} if isinstance(record, Registration) else {}
    return revised(record, subject_name=NAME, **names)


def unless_registration(**changes: Any) -> Callable[[Record], Record]:
    """Change every record but the registration."""
    return lambda record: record if isinstance(record, Registration) else revised(record, **changes)


async def told(asked: Public) -> str:
    """Give every byte of both answers."""
    program, page = await asked.json(), await asked.page()
    assert (program.status_code, page.status_code) == (200, 200)
    return program.text + page.text


def marks(text: str) -> set[tuple[str, str]]:
    """Give which members of which kinds are in a text."""
    return {(found[1], found[3]) for found in MARK.finditer(text)}


@pytest.mark.go("GO-17-d", "GO-11-a", "GO-26-b")
async def test_of_everything_the_departments_know_the_public_sees_the_members_that_are_public(
    asked: Public, world: World
) -> None:
    text = await told(asked)
    program = (await asked.json()).json()
    shown = {(kind, field) for kind, fields in SHOWN.items() for field in fields}
    seen = {each for each in marks(text) if each[0] != "REGISTRATION"}
    assert {each for each in seen if not each[1].startswith("《")} - shown == set()
    assert shown <= seen
    assert marks(text) - seen == {("REGISTRATION", "registration_status")}
    assert NAME in text
    assert not any(number in text for number in NUMBERS)
    assert "CNRYPERSON" not in text
    assert program["complete"] is True
    for each in program["records"]:
        assert (each["mediaBasis"] is not None) == (each["kind"] in ADVERSE)


@pytest.mark.go("GO-17-d", "GO-21-b", "GO-19-b")
@pytest.mark.parametrize(
    ("change", "still"),
    [
        (unless_registration(status=RecordStatus.REPAIRED, status_since=PAST), set()),
        (unless_registration(status=RecordStatus.WITHDRAWN), set()),
        (unless_registration(status=RecordStatus.ENDED, status_since=PAST), set()),
        (unless_registration(subject_name="CNRYOTHER"), set()),
        (unless_registration(decided_on=date(2026, 12, 24)), set()),
        (unless_registration(decided_on=None), {"LICENCE", "RED_LIST_ENTRY"}),
        (unless_registration(reference_only=True), {"LICENCE", "RED_LIST_ENTRY"}),
        (unless_registration(public_until=date(2026, 6, 30)), {"LICENCE", "RED_LIST_ENTRY"}),
        (unless_registration(decided_on=date(2020, 6, 1)), set(SHOWN) - {"PENALTY"}),
        (unless_registration(severity=Severity.MINOR), set(SHOWN) - {"PENALTY", "SERIOUS_DISHONESTY_ENTRY"}),
        (unless_registration(period=period(date(2020, 1, 1), date(2026, 11, 1))), {"PENALTY"}),
    ],
    ids=["repaired", "withdrawn", "ended", "name", "future", "undated", "reference", "stated", "past", "minor", "over"],
)
async def test_what_may_not_be_public_today_is_in_no_byte(
    asked: Public, world: World, change: Callable[[Record], Record], still: set[str]
) -> None:
    world.tell = telling(change)
    text = await told(asked)
    assert {kind for kind, _ in marks(text)} == {"REGISTRATION"} | still
    assert "CNRYOTHER" not in text


@pytest.mark.go("GO-17-d")
async def test_a_commitment_is_shown_only_where_its_source_says_that_it_is_open(asked: Public, world: World) -> None:
    def opened(record: Record) -> Record:
        return revised(record, public=True) if isinstance(record, CreditCommitment) else record

    world.tell = telling(opened)
    assert ("COMMITMENT", "text") in marks(await told(asked))


@pytest.mark.go("GO-17-d", "GO-17-e")
@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"final": True}, True),
        ({"final": False}, False),
        ({"final": True, "decided_on": None}, False),
        ({"final": True, "reference_only": True}, False),
    ],
    ids=["in effect", "not in effect", "undated", "reference"],
)
async def test_a_judgment_is_shown_only_once_it_took_effect_and_by_the_courts_word(
    asked: Public, world: World, changes: dict[str, Any], shown: bool
) -> None:
    def judged(record: Record) -> Record:
        return revised(record, **changes) if isinstance(record, Judgment) else record

    world.tell = telling(judged)
    assert (("JUDGMENT", "case_number") in marks(await told(asked))) == shown


@pytest.mark.go("GO-17-d")
async def test_an_agencys_decision_is_not_shown_on_anothers_word_while_it_is_silent(
    asked: Public, world: World
) -> None:
    down = Failed(failure=FailureKind.TIMEOUT, message="CNRY.SILENT.990000.message")

    def tell(spec: Descriptor, key: Identifier) -> Outcome:
        if spec.slug == "registry":
            return down
        found = telling()(spec, key)
        assert isinstance(found, Found)
        issued = [revised(each, issuer=revised(each.issuer, agency="market-regulation")) for each in found.records]
        return replace(found, records=tuple(issued))

    world.tell = tell
    text = await told(asked)
    answer = (await asked.json()).json()
    assert not ADVERSE & {kind for kind, _ in marks(text)}
    assert "SILENT" not in text
    assert (answer["complete"], answer["silent"]) == (False, ["样例省市场监督管理局"])


@pytest.mark.go("GO-17-b", "GO-17-d")
@pytest.mark.parametrize(("ends", "kind"), [("withheld", "PENALTY"), ("taken down", "ENFORCEMENT_ENTRY")])
async def test_what_is_withheld_or_taken_down_is_in_no_byte(asked: Public, world: World, ends: str, kind: str) -> None:
    before = {each for each, _ in marks(await told(asked))}
    records = [each for each in (await asked.json()).json()["records"] if each["kind"] == kind]
    assert records
    for each in records:
        with turn(asked.house.office.store, "ecology") as mine:
            case_id = open_publication(mine, opening(each["id"])).case_id
            if ends == "withheld":
                withhold(mine, case_id, "state-secrets-law")
            else:
                take_down(mine, case_id, TakeDownGround.PERIOD_OVER, date(2026, 11, 24))
    text = await told(asked)
    assert {each for each, _ in marks(text)} == before - {kind}


@pytest.mark.go("GO-17-d", "GO-21-b", "GO-22-c")
async def test_news_of_rights_shows_in_the_next_answer_and_a_repaired_record_is_gone(
    asked: Public, world: World
) -> None:
    entries = [each for each in (await asked.json()).json()["records"] if each["kind"] == LISTED]
    for kind in (RightsKind.OBJECTION_ACCEPTED, RightsKind.WITHDRAWN):
        for each in entries:
            change = RightsChange(
                at=datetime(2026, 11, 24, 3, tzinfo=UTC),
                kind=kind,
                record_id=each["id"],
                subject_ref=f"CREDIT_CODE:{UNIT.value}",
                by="ecology",
                effective_on=date(2026, 11, 24) if kind is RightsKind.WITHDRAWN else None,
            )
            with asked.house.office.store.writing() as connection:
                append(connection, change, frozenset({Standing.ISSUER}))
        now = [each for each in (await asked.json()).json()["records"] if each["kind"] == LISTED]
        if kind is RightsKind.OBJECTION_ACCEPTED:
            assert [each["underVerificationSince"] for each in now] == ["2026-11-24"] * len(entries)
            assert [each["mediaBasis"] for each in now] == [None] * len(entries)
            assert "异议核实中" in (await asked.page()).text
    assert not any(kind == LISTED for kind, _ in marks(await told(asked)))


@pytest.mark.go("GO-17-d", "GO-13-b")
async def test_an_answer_leaves_an_entry_that_names_nobody_and_nothing_of_the_asker_is_logged(
    asked: Public, world: World, log: io.StringIO
) -> None:
    await asked.json()
    refused = await asked.json(NUMBERS[0])
    page = await asked.page(NUMBERS[0])
    with asked.house.office.store.reading() as connection:
        entry = access_entry.c
        wanted = select(entry.operation, entry.agency, entry.client, entry.subject_ref, entry.purpose)
        entries = [tuple(row) for row in connection.execute(wanted.add_columns(entry.request_id))]
    assert set(entries) == {("public_query", "public", "public", f"CREDIT_CODE:{UNIT.value}", "PUBLICITY", None)}
    assert (refused.status_code, page.status_code) == (400, 400)
    assert NUMBERS[0] not in refused.text + page.text + log.getvalue()
