"""Stage 4, fetch: the only fan-out. One outcome per question, whatever fails, and never after the deadline."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from connectors.core.connector import Descriptor
from gateway.fetching import Desk, Request, Told
from gateway.stages.dossier import Fetched, LinkedAnswers, SourceAnswer
from gateway.stages.identify import Identified
from gateway.stages.plan import LAST_WAVE, MOST_LINKED_UNITS, Plan, inapplicable, key_for, unkeyed
from schema.codes import FailureKind
from schema.identifiers import Identifier, Scheme, aliases_of
from schema.outcomes import Alias, Failed, Found, Outcome, UnitLink


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What a fetch is for: when it must be over (event-loop time) and under which request."""

    deadline: float
    request_id: str


async def fetch(subject: Identified, plan: Plan, desks: Mapping[str, Desk], errand: Errand) -> Fetched:
    """Ask every source of the plan as soon as an identifier it is keyed by is known, in at most three waves."""
    fan_out = _FanOut(subject, plan, desks, errand)
    await fan_out.run()
    return fan_out.fetched()


def confirmed(before: Fetched, again: Fetched) -> Fetched:
    """Give the answers of the second asking; where one failed, the first stays, cached if it was. Pure."""
    answers = _kept(before.answers, again.answers)
    linking = any(isinstance(answer.outcome, Found) and answer.outcome.links for answer in answers)
    latest = before if linking and not again.linked else again
    earlier = {linked.link.unit: linked.answers for linked in before.linked}
    linked = tuple(
        replace(item, answers=_kept(earlier.get(item.link.unit, ()), item.answers)) for item in latest.linked
    )
    return replace(latest, answers=answers, linked=linked)


def _kept(before: Iterable[SourceAnswer], again: Iterable[SourceAnswer]) -> tuple[SourceAnswer, ...]:
    first = {answer.source: answer for answer in before if not isinstance(answer.outcome, Failed)}
    return tuple(first.get(item.source, item) if isinstance(item.outcome, Failed) else item for item in again)


class _FanOut:
    """State of one fetch: desks call back with each answer, and `run` waits for the last one or the deadline."""

    def __init__(self, subject: Identified, plan: Plan, desks: Mapping[str, Desk], errand: Errand) -> None:
        self._subject = subject
        self._plan = plan
        self._desks = desks
        self._errand = errand
        self._known: dict[Scheme, Identifier] = {alias.scheme: alias for alias in reversed(subject.aliases)}
        self._asked: dict[str, tuple[int, Identifier]] = {}
        self._answers: dict[str, SourceAnswer] = {}
        self._links: tuple[UnitLink, ...] = ()
        self._links_cut = 0
        self._linked: dict[tuple[Identifier, str], SourceAnswer] = {}
        self._open = 0
        self._loop = asyncio.get_running_loop()
        self._over: asyncio.Future[None] = self._loop.create_future()
        self._started = self._loop.time()

    async def run(self) -> None:
        self._ask_whoever_can_be(wave=1)
        if not self._open:
            return
        timer = self._loop.call_at(self._errand.deadline, self._cut)
        try:
            await self._over
        finally:
            timer.cancel()

    def _cut(self) -> None:
        """Give every question still open the outcome TIMEOUT."""
        waited = self._waited_ms()
        for slug, (wave, key) in self._asked.items():
            if slug not in self._answers:
                self._answers[slug] = _timed_out(slug, wave, key, waited)
        for unit in self._units():
            for spec in self._plan.linked:
                if (unit, spec.slug) not in self._linked:
                    self._linked[unit, spec.slug] = _timed_out(spec.slug, LAST_WAVE, unit, waited)
        if not self._over.done():
            self._over.set_result(None)

    def fetched(self) -> Fetched:
        """Give what was brought, with an outcome for the sources that could not be asked too."""
        outcomes: dict[str, Outcome] = {slug: answer.outcome for slug, answer in self._answers.items()}
        for spec in self._plan.everyone:
            if spec.slug not in self._answers:
                self._answers[spec.slug] = self._not_asked(spec, outcomes)
        return Fetched(
            asked=self._subject.asked,
            answers=tuple(self._answers[spec.slug] for spec in self._plan.everyone),
            linked=tuple(
                LinkedAnswers(
                    link=link, answers=tuple(self._linked[link.unit, spec.slug] for spec in self._plan.linked)
                )
                for link in self._links
            ),
            links_cut=self._links_cut,
        )

    def _ask_whoever_can_be(self, *, wave: int) -> None:
        personal = self._subject.personal
        for spec in self._plan.everyone:
            if spec.slug in self._asked or inapplicable(spec, personal=personal) is not None:
                continue
            key = key_for(spec, self._known)
            if key is not None and wave <= LAST_WAVE:
                self._asked[spec.slug] = (wave, key)
                self._enquire(spec, key, partial(self._take, spec.slug, wave, key))

    def _enquire(self, spec: Descriptor, key: Identifier, take: Callable[[Told], None]) -> None:
        self._open += 1
        self._desks[spec.slug].enquire(self._request(key), partial(self._hear, take))

    def _hear(self, take: Callable[[Told], None], told: Told) -> None:
        """Take one answer in, unless the fetch is over; the last one ends it."""
        if self._over.done():
            return
        try:
            take(told)
        except Exception as defect:  # noqa: BLE001 - handed to who awaits `run`; the desk serves others too
            self._over.set_exception(defect)
            return
        self._open -= 1
        if not self._open:
            self._over.set_result(None)

    def _take(self, slug: str, wave: int, key: Identifier, told: Told) -> None:
        answer = self._answers[slug] = _answer(slug, wave, key, told)
        if not isinstance(answer.outcome, Found):
            return
        if answer.outcome.aliases and self._learn(answer.outcome.aliases):
            self._ask_whoever_can_be(wave=wave + 1)
        if answer.outcome.links and self._plan.linked:
            self._follow(answer.outcome.links)

    def _learn(self, aliases: Iterable[Alias]) -> bool:
        """Take in what a source proves: the first value of a scheme, one still valid before one that is over."""
        before = len(self._known)
        for learnt in sorted(aliases, key=_is_over):
            for alias in aliases_of(learnt.identifier):
                self._known.setdefault(alias.scheme, alias)
        return len(self._known) > before

    def _follow(self, links: tuple[UnitLink, ...]) -> None:
        """Ask about the units of the links, each once however many roles were held in it, up to the cap."""
        units = tuple(dict.fromkeys(link.unit for link in links))
        followed = frozenset(units[:MOST_LINKED_UNITS])
        self._links = tuple(link for link in links if link.unit in followed)
        self._links_cut = len(units) - len(followed)
        for unit in self._units():
            for spec in self._plan.linked:
                self._ask_linked(spec, unit)

    def _units(self) -> tuple[Identifier, ...]:
        return tuple(dict.fromkeys(link.unit for link in self._links))

    def _ask_linked(self, spec: Descriptor, unit: Identifier) -> None:
        key = key_for(spec, {alias.scheme: alias for alias in aliases_of(unit)})
        if key is None:
            missing = Failed(failure=FailureKind.NO_KEY, message=f"the linked unit has no {' or '.join(spec.keyed_by)}")
            self._linked[unit, spec.slug] = SourceAnswer(source=spec.slug, wave=LAST_WAVE, key=None, outcome=missing)
            return
        self._enquire(spec, key, partial(self._take_linked, spec.slug, unit, key))

    def _take_linked(self, slug: str, unit: Identifier, key: Identifier, told: Told) -> None:
        self._linked[unit, slug] = _answer(slug, LAST_WAVE, key, told)

    def _request(self, key: Identifier) -> Request:
        return Request(
            key=key,
            purpose=self._plan.purpose,
            as_of=self._plan.as_of,
            deadline=self._errand.deadline,
            request_id=self._errand.request_id,
            max_age_seconds=self._plan.max_age_seconds,
        )

    def _not_asked(self, spec: Descriptor, outcomes: Mapping[str, Outcome]) -> SourceAnswer:
        outcome = inapplicable(spec, personal=self._subject.personal)
        if outcome is not None:
            return SourceAnswer(source=spec.slug, wave=1, key=None, outcome=outcome)
        cause = unkeyed(spec, outcomes, self._plan.everyone)
        return SourceAnswer(source=spec.slug, wave=2, key=None, outcome=cause, latency_ms=self._waited_ms())

    def _waited_ms(self) -> int:
        return round((self._loop.time() - self._started) * 1000)


def _answer(slug: str, wave: int, key: Identifier, told: Told) -> SourceAnswer:
    answer = told.answer
    if answer is None:
        broken = Failed(failure=FailureKind.INTERNAL, message="the connector failed; the log has the reason")
        return SourceAnswer(source=slug, wave=wave, key=key, outcome=broken)
    return SourceAnswer(
        source=slug,
        wave=wave,
        key=key,
        outcome=answer.outcome,
        latency_ms=0 if told.cached else round(answer.latency_ms),
        attempts=0 if told.cached else answer.attempts,
        retrieved_at=answer.retrieved_at,
        data_as_of=answer.data_as_of,
        cached=told.cached,
    )


def _is_over(alias: Alias) -> bool:
    return alias.period is not None and alias.period.ends_before is not None


def _timed_out(slug: str, wave: int, key: Identifier, waited_ms: int) -> SourceAnswer:
    cause = Failed(failure=FailureKind.TIMEOUT, message=f"no answer within {waited_ms} ms")
    return SourceAnswer(source=slug, wave=wave, key=key, outcome=cause, latency_ms=waited_ms, attempts=1)
