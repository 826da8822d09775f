"""Tries a pack over the sandbox town: every subject for every matter, asked once and judged twice."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from connectors.core.runner import Runner
from connectors.sandbox.town import DEFAULT_SEED
from connectors.sandbox.world import build_world
from gateway.case import Case, plan_of, refuse_unknown
from gateway.cli.exits import CommandFailed
from gateway.cli.pack.configured import configured, now
from gateway.cli.pack.remembering import RememberingDesk
from gateway.configuration.loading import Configuration
from gateway.demo.children import CannotStart
from gateway.demo.servers import Town, town_running, variables
from gateway.demo.worlds import World
from gateway.rights.state import RightsState
from gateway.rules.model import RulePack
from gateway.rules.packs import RulePacks
from gateway.rules.trial import Trial
from gateway.simulation.comparison import CaseName, NotJudged, Result, Simulation, compare, simulation
from gateway.simulation.twice import Bench, judged_by
from gateway.stages.fetch import Errand, fetch
from gateway.stages.identify import identified
from gateway.store.vault import Vault
from schema.agencies import Matter
from schema.checks import PackVersion
from schema.codes import Purpose
from schema.errors import Refusal
from schema.identifiers import Identifier, Scheme, masked

_AT_ONCE = 8
_SECONDS = 30.0  # a subject; nobody waits for a single answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What an agency could ask about anybody: a matter, for a purpose."""

    agency: str
    matter: Matter
    purpose: Purpose


def over_sandbox(trial: Trial, folder: Path, state: Path) -> Simulation:
    """Start a town with its files under `state`, and try a pack over everybody in it; raises `CommandFailed`."""
    try:
        with town_running(state, World()) as town:
            configuration, connectors = configured(folder, {**os.environ, **variables(town.sources)})
            survey = _Survey(configuration, trial, town)
            runners = {slug: Runner(connector, clock=now) for slug, connector in connectors.items()}
            results = asyncio.run(survey.results(runners))
            return simulation(survey.old_versions, trial.new.version, results)
    except CannotStart as error:
        raise CommandFailed(str(error)) from error


def inhabitants(town: Town) -> list[Identifier]:
    """Give everybody of the town, the cast first, each once."""
    world = build_world(town.day, DEFAULT_SEED)
    cast = [Identifier(scheme=member.scheme, value=member.value) for member in world.cast]
    units = [Identifier(scheme=Scheme.CREDIT_CODE, value=subject.code) for subject in world.subjects]
    people = [Identifier(scheme=Scheme.RESIDENT_IDENTITY, value=each.person.number) for each in world.people]
    return list(dict.fromkeys([*cast, *units, *people]))


def questions(configuration: Configuration) -> Iterator[Question]:
    """Give every configured matter with each agency a client of which may ask about it, and for what."""
    grants = configuration.clients.grants
    for matter in configuration.matters.values():
        asking = {
            grant.agency: Question(agency=grant.agency, matter=matter, purpose=purposes[0])
            for grant in grants
            if matter.id in grant.matters and (purposes := [each for each in matter.purposes if each in grant.purposes])
        }
        yield from asking.values()


@dataclass(frozen=True, slots=True)
class _Packs:
    """The packs that govern the town's day for the askers of a region: the configured one, and the one tried."""

    old: RulePack
    new: RulePack


def _governing(configuration: Configuration, trial: Trial, region: str, day: date) -> _Packs:
    try:
        old = configuration.packs.governing(day, region)
        return _Packs(old, RulePacks(trial.packs).governing(day, region))
    except Refusal as error:
        raise CommandFailed(
            f"{trial.new.version.id} {trial.new.version.version} cannot be tried on {day}, the town's day: {error}",
            hint="write a `governs` in its pack.toml that holds that day",
        ) from error


class _Survey:
    """Everybody of one town, asked about and judged."""

    def __init__(self, configuration: Configuration, trial: Trial, town: Town) -> None:
        self._agencies = configuration.directory.agencies
        self._adoptions = configuration.adoptions
        self._social = configuration.directory.social
        self._questions = tuple(questions(configuration))
        self._unasked = [
            matter
            for matter in configuration.matters.values()
            if matter.id not in {question.matter.id for question in self._questions}
        ]
        regions = {self._agencies[question.agency].region for question in self._questions}
        self._packs = {region: _governing(configuration, trial, region, town.day) for region in regions}
        self._town = town
        self._vault = Vault.passing(os.urandom)

    @property
    def old_versions(self) -> tuple[PackVersion, ...]:
        """Versions of the packs that govern now."""
        return tuple(packs.old.version for packs in self._packs.values())

    async def results(self, runners: dict[str, Runner]) -> tuple[Result, ...]:
        bench = Bench(
            sources={slug: runner.descriptor for slug, runner in runners.items()},
            adoptions=self._adoptions,
            social=self._social,
            vault=self._vault,
        )
        turn = asyncio.Semaphore(_AT_ONCE)

        async def about(subject: Identifier) -> list[Result]:
            async with turn:
                return await self._about(subject, desks, bench)

        async with AsyncExitStack() as stack:
            for runner in runners.values():
                await stack.enter_async_context(runner)
            desks = {slug: RememberingDesk(runner) for slug, runner in runners.items()}
            told = await asyncio.gather(*(about(subject) for subject in inhabitants(self._town)))
        return tuple(result for results in told for result in results)

    async def _about(self, subject: Identifier, desks: dict[str, RememberingDesk], bench: Bench) -> list[Result]:
        unasked = [
            NotJudged(case=_name(subject, matter.id, "-"), reason="no client may ask about the matter")
            for matter in self._unasked
        ]
        return [*[await self._one(subject, question, desks, bench) for question in self._questions], *unasked]

    async def _one(
        self, subject: Identifier, question: Question, desks: dict[str, RememberingDesk], bench: Bench
    ) -> Result:
        name = _name(subject, question.matter.id, question.agency)
        case = self._case(subject, question)
        errand = Errand(deadline=asyncio.get_running_loop().time() + _SECONDS, request_id="simulate")
        fetched = await fetch(case.subject, plan_of(case, bench.sources), desks, errand)
        try:
            refuse_unknown(fetched, bench.sources, where="subject")
        except Refusal as refusal:
            return NotJudged(case=name, reason=refusal.message)
        packs = self._packs[case.asker.region]
        before, after = (judged_by(pack, fetched, case, RightsState(), bench) for pack in (packs.old, packs.new))
        return compare(name, before, after)

    def _case(self, subject: Identifier, question: Question) -> Case:
        asker = self._agencies[question.agency]
        pack = self._packs[asker.region].old
        return Case(
            subject=identified(subject),
            matter=question.matter,
            asker=asker,
            purpose=question.purpose,
            case_number="SIMULATION",
            as_of=self._town.day,
            today=self._town.day,
            known_at=now(),
            pack=pack,
            regimes=pack.regimes,
        )


def _name(subject: Identifier, matter: str, agency: str) -> CaseName:
    shown = masked(subject)
    return CaseName(subject=f"{shown.scheme.value}:{shown.value}", matter=matter, agency=agency)
