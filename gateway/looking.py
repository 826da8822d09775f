"""Questions about subjects and their records without a matter: no guidance and no receipt, but an access entry."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from gateway.answers.reports import source_reports
from gateway.answers.subjects import subject_of
from gateway.case import read_deadline, read_max_age
from gateway.judging import dossier_of
from gateway.noting import refuse_unknown_noted
from gateway.office import Office
from gateway.rights.state import RightsState
from gateway.stages.authorise import authorise_purpose
from gateway.stages.disclose import Projection
from gateway.stages.dossier import Dossier, Fetched
from gateway.stages.fetch import Errand, fetch
from gateway.stages.identify import identify
from gateway.stages.plan import Plan, plan_sources, supplies
from gateway.stages.record import record
from gateway.store.submission import AccessEntry, Submission
from gateway.visit import COMMIT_GRACE_SECONDS, Visit
from schema.checks import Subject
from schema.codes import RecordKind
from schema.dates import legal_day
from schema.errors import ErrorCode, Refusal
from schema.graph.context import SubjectQuestion
from schema.identifiers import Scheme


class Look:
    """One question about one or more subjects, for one visit."""

    def __init__(self, question: SubjectQuestion, visit: Visit, office: Office) -> None:
        """Validate what holds for every subject; raises `Refusal`."""
        authorise_purpose(visit.grant, question.purpose)
        self._question = question
        self._visit = visit
        self._office = office
        self._now = office.clock()
        self._today = legal_day(self._now)
        self._regimes = office.packs.regimes(self._today)
        self._offences = office.packs.governing(self._today, office.agencies[visit.grant.agency].region).offences
        self._max_age = read_max_age(question.max_age_seconds, office.settings)
        self._deadline = visit.arrived + read_deadline(question.deadline_ms, office.settings) / 1000
        self._wanted = self._sources_of(question.kinds)
        self._projection = Projection(visit.grant, office.sources, office.agencies)
        self._plans: dict[bool, Plan] = {}

    async def answer(self, wanted: Sequence[tuple[Scheme, str]]) -> list[Subject | Refusal]:
        """Answer about each subject; one that fails gives its refusal in its place."""
        most = self._office.settings.most_subjects
        if len(wanted) > most:
            raise Refusal(
                ErrorCode.TOO_MANY_SUBJECTS,
                f"{len(wanted)} subjects were asked for",
                where="identifiers",
                hint=f"ask for at most {most} at once",
            )
        if len(wanted) == 1:
            return [await self._one_or_refusal(0, *wanted[0])]
        return list(
            await asyncio.gather(
                *(self._one_or_refusal(place, scheme, text) for place, (scheme, text) in enumerate(wanted))
            )
        )

    async def _one_or_refusal(self, place: int, scheme: Scheme, text: str) -> Subject | Refusal:
        try:
            return await self._one(f"identifiers[{place}]", scheme, text)
        except Refusal as refusal:
            return refusal

    async def _one(self, where: str, scheme: Scheme, text: str) -> Subject:
        subject = identify(scheme, text, where=where)
        office = self._office
        errand = Errand(deadline=self._deadline - office.settings.reserve_ms / 1000, request_id=self._visit.request_id)
        fetched = await fetch(subject, self._plan(personal=subject.personal), office.desks, errand)
        deadline = self._deadline + COMMIT_GRACE_SECONDS
        await refuse_unknown_noted(subject, fetched, self._access, office, deadline, where=where)
        asked = self._question.kinds
        kinds = frozenset(RecordKind) if asked is None else asked

        def answer(rights: RightsState) -> tuple[Subject, Submission]:
            dossier = self._dossier(fetched, rights)
            reports = source_reports(fetched, office.sources, office.agencies, ())
            shown = self._projection.subject(subject_of(dossier, reports, kinds))
            return shown, self._submission(dossier, rights)

        shown, _ = await record(answer, rights=office.rights, committer=office.committer, deadline=deadline)
        return shown

    def _plan(self, *, personal: bool) -> Plan:
        """Plan once for all subjects of a sort."""
        plan = self._plans.get(personal)
        if plan is None:
            plan = self._plans[personal] = plan_sources(
                self._wanted,
                specs=self._office.sources,
                required=(),
                personal=personal,
                purpose=self._question.purpose,
                as_of=None,
                max_age_seconds=self._max_age,
            )
        return plan

    def _dossier(self, fetched: Fetched, rights: RightsState) -> Dossier:
        return dossier_of(
            fetched, rights, self._office, today=self._today, regimes=self._regimes, offences=self._offences
        )

    def _submission(self, dossier: Dossier, rights: RightsState) -> Submission:
        watch = frozenset([dossier.subject_ref, *(item.id for item in dossier.records)])
        return Submission(access=self._access(dossier.subject_ref), position=rights.position, watch=watch)

    def _access(self, subject_ref: str) -> AccessEntry:
        return self._visit.access(self._now, "subject", subject_ref, purpose=self._question.purpose.value)

    def _sources_of(self, kinds: frozenset[RecordKind] | None) -> tuple[str, ...]:
        """Choose the sources that supply a kind wanted and granted, even in part."""
        grant = self._visit.grant

        def serves(name: str) -> bool:
            kind, _, field = name.partition(":")
            wanted = kinds is None or RecordKind[kind] in kinds
            return wanted and grant.shows(RecordKind[kind], field or None)

        return tuple(
            slug for slug, source in self._office.sources.items() if any(serves(name) for name in supplies(source))
        )
