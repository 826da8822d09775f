"""Stage 4: waves, one outcome per question, and an answer at the deadline whoever is silent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace

import pytest

from connectors.core.settings import Limits
from gateway.stages.dossier import Fetched, LinkedAnswers, SourceAnswer
from gateway.stages.fetch import Errand, confirmed, fetch
from gateway.stages.identify import identify
from gateway.stages.plan import MOST_LINKED_UNITS, plan_sources
from schema.codes import FailureKind, Purpose, Role
from schema.dates import period
from schema.identifiers import Identifier
from schema.outcomes import Alias, Failed, Found, NotApplicable, UnitLink
from tests.fetching.departments import (
    NOTHING,
    Behaviour,
    Department,
    answered_within,
    broken,
    desk,
    hanging,
    knowing,
    saying,
)
from tests.joining.invented import (
    NOW,
    PERSON,
    SOURCES,
    UNIT,
    credit,
    customs,
    fetched,
    organisation,
    registration_number,
    taxpayer,
    told,
)

DOWN = Failed(failure=FailureKind.MOVED, message="the path is gone")
ALIASES = (UNIT, organisation(UNIT), registration_number(1), taxpayer(UNIT))
REGISTERED = Found(aliases=tuple(Alias(identifier=item) for item in ALIASES))
CROSSED = Found(aliases=(Alias(identifier=customs(1)),))


class Town:
    """Departments by slug, each behaving as told, silent ones proving that they know nothing."""

    def __init__(self, **behaviours: Behaviour) -> None:
        self.departments = {
            slug: Department(
                replace(spec, limits=Limits(attempts=1)), behaviours.get(slug.replace("-", "_"), saying(NOTHING))
            )
            for slug, spec in SOURCES.items()
        }
        self.desks = {slug: desk(department) for slug, department in self.departments.items()}

    async def fetch(
        self, asked: Identifier, wanted: Iterable[str], *, within: float = 2.0, max_age: int = 0
    ) -> Fetched:
        """Fetch about one subject."""
        subject = identify(asked.scheme, asked.value)
        plan = plan_sources(
            wanted,
            specs={slug: department.descriptor for slug, department in self.departments.items()},
            required=(),
            personal=subject.personal,
            purpose=Purpose.SUPERVISION,
            as_of=None,
            max_age_seconds=max_age,
        )
        deadline = asyncio.get_running_loop().time() + within
        return await fetch(subject, plan, self.desks, Errand(deadline=deadline, request_id="r-1"))

    def asked(self, slug: str) -> list[Identifier]:
        """Give the keys a department was asked about."""
        return [key for call in self.departments[slug].calls for key in call.keys]


def by_source(got: Fetched) -> dict[str, SourceAnswer]:
    return {answer.source: answer for answer in got.answers}


async def test_what_the_registry_teaches_is_asked_by_in_the_second_wave() -> None:
    town = Town(registry=saying(REGISTERED))
    answers = by_source(await town.fetch(UNIT, ["registry", "tax", "court", "publicity"]))
    assert {slug: (answer.wave, answer.key) for slug, answer in answers.items()} == {
        "registry": (1, UNIT),
        "tax": (2, taxpayer(UNIT)),
        "court": (1, organisation(UNIT)),
        "publicity": (1, UNIT),
    }


async def test_a_cross_reference_leads_to_the_customs() -> None:
    answers = by_source(await Town(cross_reference=saying(CROSSED)).fetch(UNIT, ["customs"]))
    assert (answers["customs"].wave, answers["customs"].key) == (2, customs(1))


async def test_a_subject_given_by_registration_number_takes_three_waves() -> None:
    town = Town(registry=saying(REGISTERED), cross_reference=saying(CROSSED))
    answers = by_source(await town.fetch(registration_number(1), ["registry", "publicity", "customs", "court"]))
    waves = {slug: answer.wave for slug, answer in answers.items()}
    assert waves == {"registry": 1, "publicity": 2, "court": 2, "cross-reference": 2, "customs": 3}
    assert all(answer.outcome.kind != "FAILED" for answer in answers.values())


async def test_an_identifier_still_valid_is_asked_by_before_one_that_is_over() -> None:
    old = Alias(identifier=credit(9), period=period(NOW.date().replace(year=2015), NOW.date().replace(year=2020)))
    town = Town(registry=saying(Found(aliases=(old, *REGISTERED.aliases))))
    await town.fetch(registration_number(1), ["registry", "publicity"])
    assert town.asked("publicity") == [UNIT]


async def test_proof_that_there_is_no_customs_code_makes_the_customs_not_applicable() -> None:
    answers = by_source(await Town(registry=saying(REGISTERED)).fetch(UNIT, ["customs"]))
    assert isinstance(answers["customs"].outcome, NotApplicable)
    assert (answers["customs"].key, answers["customs"].attempts) == (None, 0)


@pytest.mark.parametrize("behaviour", [saying(DOWN), hanging, broken], ids=["down", "hanging", "broken"])
async def test_a_failed_teacher_is_named_by_whoever_waited_for_it(behaviour: Behaviour) -> None:
    answers = by_source(await Town(registry=behaviour).fetch(UNIT, ["registry", "tax"], within=0.1))
    outcome = answers["tax"].outcome
    assert isinstance(outcome, Failed)
    assert outcome.failure is FailureKind.NO_KEY
    assert "registry" in outcome.message
    assert isinstance(answers["registry"].outcome, Failed)


@pytest.mark.parametrize("silent", ["registry", "publicity", "serious-lists", "court"])
async def test_one_hanging_source_costs_its_own_answer_only_and_never_the_deadline(silent: str) -> None:
    behaviours = {"registry": saying(REGISTERED), silent.replace("-", "_"): hanging}
    town = Town(**behaviours)
    async with answered_within(0.3 + 0.1):
        got = await town.fetch(UNIT, ["registry", "publicity", "serious-lists", "court"], within=0.3)
    answers = by_source(got)
    outcome = answers[silent].outcome
    assert isinstance(outcome, Failed)
    assert outcome.failure is FailureKind.TIMEOUT
    assert [slug for slug, answer in answers.items() if isinstance(answer.outcome, Failed)] == [silent]


async def test_a_deadline_already_past_is_answered_at_once_with_time_outs() -> None:
    async with answered_within(0.1):
        got = await Town().fetch(UNIT, ["registry", "publicity"], within=-1)
    assert all(isinstance(answer.outcome, Failed) for answer in got.answers)


async def test_every_source_failing_is_still_one_answer_each() -> None:
    town = Town(**{slug.replace("-", "_"): broken for slug in SOURCES})
    got = await town.fetch(UNIT, SOURCES)
    assert {answer.source for answer in got.answers} == set(SOURCES)
    assert all(isinstance(answer.outcome, Failed) for answer in got.answers)


async def test_cancelling_a_fetch_leaves_the_shared_flight_to_another() -> None:
    town = Town(publicity=saying(NOTHING, after=0.05))
    first = asyncio.create_task(town.fetch(UNIT, ["publicity"]))
    second = asyncio.create_task(town.fetch(UNIT, ["publicity"]))
    await asyncio.sleep(0.01)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert by_source(await second)["publicity"].outcome == NOTHING
    assert town.asked("publicity") == [UNIT]


async def test_a_cached_answer_says_so_and_claims_no_attempts() -> None:
    town = Town(registry=saying(REGISTERED))
    await town.fetch(UNIT, ["registry"])
    (answer,) = (await town.fetch(UNIT, ["registry"], max_age=60)).answers
    assert (answer.cached, answer.attempts, answer.latency_ms, answer.retrieved_at) == (True, 0, 0, NOW)


def posts(*units: Identifier, role: Role = Role.LEGAL_REPRESENTATIVE) -> tuple[UnitLink, ...]:
    return tuple(UnitLink(unit=unit, unit_name="样例有限公司", role=role) for unit in units)


LINKED_WANTED = ["registry", "publicity", "serious-lists", "court"]


@pytest.mark.go("GO-14-a")
async def test_units_a_person_is_linked_to_are_asked_about_and_the_person_never_by_unit_sources() -> None:
    town = Town(registry=knowing({PERSON: Found(links=posts(credit(1), credit(2)))}))
    got = await town.fetch(PERSON, LINKED_WANTED)
    assert [linked.link.unit for linked in got.linked] == [credit(1), credit(2)]
    assert {answer.source for answer in got.linked[0].answers} == {"registry", "publicity", "serious-lists"}
    assert all(answer.wave == 3 for linked in got.linked for answer in linked.answers)
    assert set(town.asked("publicity")) == {credit(1), credit(2)}
    assert set(town.asked("court")) == {PERSON}
    assert isinstance(by_source(got)["publicity"].outcome, NotApplicable)


@pytest.mark.go("GO-10-e")
async def test_several_roles_in_one_unit_are_followed_once_and_all_kept() -> None:
    links = posts(credit(1)) + posts(credit(1), role=Role.SHAREHOLDER)
    town = Town(registry=knowing({PERSON: Found(links=links)}))
    got = await town.fetch(PERSON, LINKED_WANTED)
    assert [linked.link.role for linked in got.linked] == [Role.LEGAL_REPRESENTATIVE, Role.SHAREHOLDER]
    assert town.asked("publicity") == [credit(1)]
    assert len(got.everything) == len(got.answers) + 3


@pytest.mark.parametrize("extra", [0, 1, 5])
async def test_links_are_followed_up_to_the_cap_and_the_rest_is_counted(extra: int) -> None:
    units = [credit(serial) for serial in range(MOST_LINKED_UNITS + extra)]
    links = posts(*units) + posts(units[0], role=Role.DIRECTOR)
    town = Town(registry=knowing({PERSON: Found(links=links)}))
    got = await town.fetch(PERSON, LINKED_WANTED)
    assert got.links_cut == extra
    assert len(town.asked("publicity")) == MOST_LINKED_UNITS


async def test_a_linked_unit_whose_source_hangs_is_a_failure_of_that_unit() -> None:
    registry = knowing({PERSON: Found(links=posts(credit(1)))})
    async with answered_within(0.3):
        got = await Town(registry=registry, publicity=hanging).fetch(PERSON, LINKED_WANTED, within=0.2)
    kinds = {answer.source: answer.outcome.kind for answer in got.linked[0].answers}
    assert kinds == {"registry": "NOT_FOUND", "publicity": "FAILED", "serious-lists": "NOT_FOUND"}


def test_a_second_asking_that_fails_leaves_the_first_answer_as_cached() -> None:
    before = fetched(told("publicity", REGISTERED, cached=True), told("court", NOTHING), told("tax", DOWN))
    again = fetched(told("publicity", DOWN), told("court", REGISTERED), told("tax", NOTHING))
    got = by_source(confirmed(before, again))
    assert (got["publicity"].outcome, got["publicity"].cached) == (REGISTERED, True)
    assert got["court"].outcome == REGISTERED
    assert got["tax"].outcome == NOTHING


def test_links_learnt_from_a_cached_answer_are_not_lost_when_the_registry_fails_the_second_time() -> None:
    (link,) = posts(credit(1))
    unit = LinkedAnswers(link=link, answers=(told("publicity", REGISTERED, cached=True),))
    before = replace(fetched(told("registry", Found(links=(link,)), cached=True), asked=PERSON), linked=(unit,))
    assert confirmed(before, fetched(told("registry", DOWN), asked=PERSON)).linked == (unit,)
    fresh = replace(before, linked=(LinkedAnswers(link=link, answers=(told("publicity", DOWN),)),))
    assert confirmed(before, fresh).linked == (unit,)
