"""The town is the same on every machine, and its identifiers are valid and invented."""

from datetime import date
from pathlib import Path

import pytest

from connectors.sandbox import Town
from connectors.sandbox.agencies import AGENCIES
from connectors.sandbox.cast import build_cast
from connectors.sandbox.faults import Mode
from connectors.sandbox.sources.court import Court
from connectors.sandbox.sources.models import Models
from connectors.sandbox.sources.publicity import Publicity
from connectors.sandbox.sources.registry import Registry
from connectors.sandbox.sources.serious_lists import SeriousLists
from connectors.sandbox.town import DEFAULT_SEED
from connectors.sandbox.world import World, build_world
from schema.identifiers import Identifier, Scheme, fault_of, nested_check_holds
from tests.sandbox.asking import Asker

DAY = date(2026, 11, 23)


def test_same_day_and_seed_make_the_same_world() -> None:
    assert build_world(DAY, 5) == build_world(DAY, 5)


def test_another_seed_changes_the_background_and_not_the_cast() -> None:
    first, second = build_world(DAY, 5), build_world(DAY, 6)
    assert first.cast == second.cast
    assert first.subjects != second.subjects


def test_same_day_and_seed_make_the_same_bytes(tmp_path: Path) -> None:
    first, second = (_bytes(build_world(DAY, 5), tmp_path / name) for name in ("first", "second"))
    assert first == second
    assert first != _bytes(build_world(DAY, 6), tmp_path / "third")


def _bytes(world: World, state: Path) -> list[bytes]:
    court, models = Court(world, state), Models(world, state)
    hub, lists, registry = Publicity(world)._penalties.known, SeriousLists(world)._known, Registry(world)._units
    written = [hub, lists, *(ledger.known for ledger in registry.values())]
    files = [path.read_bytes() for path in sorted(models.path.iterdir())]
    return [court.path.read_bytes(), *files, repr(written).encode()]


def test_there_are_at_least_three_hundred_subjects_and_no_two_share_an_identifier() -> None:
    units = [subject.unit for subject in build_world(DAY, DEFAULT_SEED).subjects]
    assert len(units) >= 300
    for scheme in ("credit", "organisation", "registration", "taxpayer", "customs"):
        assert len({getattr(unit.codes, scheme) for unit in units}) == len(units), scheme


@pytest.mark.parametrize("seed", [1, 2, DEFAULT_SEED])
def test_every_identifier_is_valid_and_of_a_division_that_does_not_exist(seed: int) -> None:
    world = build_world(DAY, seed)
    for subject in world.subjects:
        codes = subject.unit.codes
        assert fault_of(Scheme.CREDIT_CODE, codes.credit) is None
        assert nested_check_holds(Identifier(scheme=Scheme.CREDIT_CODE, value=codes.credit))
        assert fault_of(Scheme.REGISTRATION_NUMBER, codes.registration) is None
        assert fault_of(Scheme.TAXPAYER_NUMBER, codes.taxpayer) is None
        assert fault_of(Scheme.CUSTOMS_CODE, codes.customs) is None
        assert codes.credit[2:4] in {"97", "98", "99"}
        _check_people([post.person.number for post in subject.unit.posts])
    _check_people([natural.person.number for natural in world.people])


def _check_people(numbers: list[str]) -> None:
    for number in numbers:
        assert fault_of(Scheme.RESIDENT_IDENTITY, number) is None
        assert number[:2] == "99"


def test_agency_codes_are_valid() -> None:
    for agency in AGENCIES.values():
        assert fault_of(Scheme.CREDIT_CODE, agency.code) is None, agency.slug
        assert agency.region == agency.code[2:8]


@pytest.mark.parametrize("day", [date(2026, 4, 10), date(2027, 1, 1), date(2028, 2, 29), date(2028, 3, 1)])
def test_the_cast_keeps_its_codes_on_every_day(day: date) -> None:
    assert [member.value for member in build_cast(day)] == [member.value for member in build_cast(DAY)]


@pytest.mark.asyncio(loop_scope="module")
async def test_the_same_question_gets_the_same_bytes_in_another_town(asker: Asker, tmp_path: Path) -> None:
    async with Town.running(tmp_path / "other", day=DAY) as other:
        twin = Asker(other, asker.client)
        for slug in ("registry", "tax", "publicity", "serious-lists", "customs"):
            member = asker.town.cast["revoked"]
            assert (await asker.ask(slug, member)).content == (await twin.ask(slug, member)).content
        assert other.faults["registry"].mode is Mode.OFF
