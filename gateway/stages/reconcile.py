"""Stage 5, reconcile: whose records are these? Joined by identifier, one decision once, differences set aside. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from connectors.core.connector import Descriptor
from gateway.joining.decisions import anchor_of, merged
from gateway.joining.identities import gather
from gateway.joining.names import bears_name, folded_name
from gateway.joining.offences import settled_offence
from gateway.joining.social import for_reference
from gateway.rights.state import RecordRights
from gateway.stages.dossier import Dossier, Fetched, Gap, LinkedAnswers, LinkedUnit, SourceAnswer
from gateway.stages.plan import supplies
from schema.checks import Conflict, ConflictKind
from schema.codes import RecordStatus, SubjectKind
from schema.dates import legal_day
from schema.declare import revised
from schema.identifiers import PERSONAL_SCHEMES, Identifier, Scheme
from schema.offences import Offence
from schema.outcomes import Failed, Found, NotApplicable, NotFound, Outcome, UnitLink, Withheld
from schema.records import Record, Registration

_STRENGTH = {scheme: place for place, scheme in enumerate(Scheme)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What reconciling goes by: the sources asked, the rights log, and which records may still be used.

    `may_be_used` says whether a record may still be disclosed today; the others are dropped here, before any rule
    sees them, whatever the as-of date (invariant 7). `social` names the agencies that are social bodies: what they
    supply is for reference (GO-19-b), so that their silence leaves no gap and their word proves no absence.
    `offences` are those of the rule pack, by id.
    """

    sources: Mapping[str, Descriptor]
    rights: Mapping[str, RecordRights]
    may_be_used: Callable[[Record], bool]
    ref: Callable[[tuple[Identifier, ...]], str]
    social: frozenset[str] = frozenset()
    offences: Mapping[str, Offence] = field(default_factory=dict)


def reconcile(fetched: Fetched, terms: Terms) -> Dossier:
    """Turn the answers about one subject into its dossier, the same in whatever order they came."""
    answers = sorted(fetched.answers, key=lambda answer: answer.source)
    counting = [answer for answer in answers if terms.sources[answer.source].agency not in terms.social]
    identifiers, conflicts = gather(fetched.asked, answers)
    ref = terms.ref(tuple(item.identifier for item in identifiers))
    own, strangers = _own_records(answers, {item.identifier for item in identifiers})
    registration = next((record for record in own if isinstance(record, Registration)), None)
    records, more = _joined(own, registration, anchor_of((item.identifier for item in identifiers), ref), terms)
    units = {linked.link.unit: _reconciled_unit(linked, terms) for linked in fetched.linked}
    cached = _known_only_from_cache(records, answers).union(*(unit.cached for unit in units.values()))
    current = _current_name(registration)
    return Dossier(
        subject_ref=ref,
        subject_kind=_kind(fetched.asked, registration),
        name=current,
        names=registration.names if registration else (),
        identifiers=identifiers,
        records=tuple(records),
        linked=tuple(_linked(linked.link, units[linked.link.unit]) for linked in fetched.linked),
        conflicts=(*conflicts, *strangers, *more),
        supplied=frozenset(name for answer in counting for name in supplies(terms.sources[answer.source])),
        gaps=_gaps(counting, terms.sources),
        cached=cached,
    )


def _joined(
    own: Iterable[Record], registration: Registration | None, anchor: str, terms: Terms
) -> tuple[list[Record], list[Conflict]]:
    agency_of = {slug: source.agency for slug, source in terms.sources.items()}
    records, differing = merged(own, anchor, agency_of)
    known = _names_known(registration)
    usable: list[Record] = []
    conflicts: list[Conflict] = []
    for record in records:
        settled = _with_rights(record, terms.rights.get(record.id))
        if not terms.may_be_used(settled):
            continue
        if not settled.reference_only and for_reference(settled, terms.social, agency_of):
            settled = revised(settled, reference_only=True)
        settled, differs = settled_offence(settled, terms.offences)
        if differs is not None:
            conflicts.append(differs)
        if known and not bears_name(settled.subject_name, known):
            settled = revised(settled, name_differs=True)
            conflicts.append(_name_conflict(settled))
        usable.append(settled)
    kept = {record.id for record in usable}
    return usable, conflicts + [conflict for conflict in differing if kept.issuperset(conflict.records)]


def _own_records(answers: Iterable[SourceAnswer], known: set[Identifier]) -> tuple[list[Record], list[Conflict]]:
    own: list[Record] = []
    conflicts: list[Conflict] = []
    held = {identifier.scheme for identifier in known}
    personal = not held.isdisjoint(PERSONAL_SCHEMES)
    for answer in answers:
        if not isinstance(answer.outcome, Found):
            continue
        for record in answer.outcome.records:
            if _belongs(record.identifiers, known, held, personal=personal):
                own.append(record)
            else:
                conflicts.append(_stranger(answer.source))
    return own, conflicts


def _belongs(
    identifiers: tuple[Identifier, ...], known: set[Identifier], held: Collection[Scheme], *, personal: bool
) -> bool:
    """A shared identifier joins, unless another of the record's identifiers contradicts a stronger scheme.

    A unit's record that names a person as well is the unit's alone (invariant 8).
    """
    if not identifiers:
        return False
    strongest = identifiers[0] if len(identifiers) == 1 else min(identifiers, key=_strength)
    if (strongest.scheme in PERSONAL_SCHEMES) is not personal:
        return False
    if strongest in known:
        return True
    return strongest.scheme not in held and any(item in known for item in identifiers)


def _strength(identifier: Identifier) -> int:
    return _STRENGTH[identifier.scheme]


def _with_rights(record: Record, rights: RecordRights | None) -> Record:
    if rights is None:
        return record
    changes: dict[str, object] = {}
    if rights.verification_since is not None:
        changes["verification_since"] = rights.verification_since
    ended = _end(rights)
    if ended is not None:
        changes["status"], changes["status_since"] = ended
    return revised(record, **changes)


def _end(rights: RecordRights) -> tuple[RecordStatus, date] | None:
    """Give how the log ended a record; one verified wrong may not be used while it waits to be corrected."""
    if rights.withdrawn_on is not None:
        return RecordStatus.WITHDRAWN, rights.withdrawn_on
    if rights.verified_wrong_at is not None:
        return RecordStatus.WITHDRAWN, legal_day(rights.verified_wrong_at)
    if rights.repaired_on is not None:
        return RecordStatus.REPAIRED, rights.repaired_on
    return (RecordStatus.ENDED, rights.exit_on) if rights.exit_on is not None else None


def _reconciled_unit(linked: LinkedAnswers, terms: Terms) -> Dossier:
    """Reconcile a unit a person is linked to, in the same way and under the unit's own names and identifiers."""
    return reconcile(Fetched(asked=linked.link.unit, answers=linked.answers), terms)


def _linked(link: UnitLink, unit: Dossier) -> LinkedUnit:
    gaps = tuple({gap.source: gap for gaps in unit.gaps.values() for gap in gaps}.values())
    registration = next((record for record in unit.records if isinstance(record, Registration)), None)
    return LinkedUnit(link=link, registration=registration, records=unit.records, gaps=gaps)


def _gaps(answers: Iterable[SourceAnswer], sources: Mapping[str, Descriptor]) -> dict[str, tuple[Gap, ...]]:
    gaps: dict[str, tuple[Gap, ...]] = {}
    for answer in answers:
        gap = _gap(answer.source, answer.outcome)
        if gap is not None:
            for name in supplies(sources[answer.source]):
                gaps[name] = (*gaps.get(name, ()), gap)
    return gaps


def _gap(source: str, outcome: Outcome) -> Gap | None:
    match outcome:
        case NotFound() | NotApplicable():
            return None
        case Found(rejected=0):
            return None
        case Found(rejected=rejected):
            return Gap(source=source, failure=None, message=f"{rejected} rows had masked or malformed identifiers")
        case Withheld(basis=basis):
            return Gap(source=source, failure=None, message=f"withheld: {basis}")
        case Failed(failure=failure, message=message):
            return Gap(source=source, failure=failure, message=message)


def _known_only_from_cache(records: Iterable[Record], answers: Iterable[SourceAnswer]) -> frozenset[str]:
    cached = {answer.source for answer in answers if answer.cached}
    if not cached:
        return frozenset()
    return frozenset(record.id for record in records if all(copy.source in cached for copy in record.provenances))


def _names_known(registration: Registration | None) -> frozenset[str]:
    """Give the folded current and former names; none where the registry did not say any."""
    if registration is None:
        return frozenset()
    names = (registration.subject_name, *(item.name for item in registration.names))
    return frozenset(folded_name(name) for name in names if name)


def _current_name(registration: Registration | None) -> str | None:
    if registration is None:
        return None
    current = [item.name for item in registration.names if item.period is None or item.period.ends_before is None]
    return current[0] if current else registration.subject_name


def _kind(asked: Identifier, registration: Registration | None) -> SubjectKind | None:
    if asked.scheme.personal:
        return SubjectKind.NATURAL_PERSON
    return registration.subject_kind if registration else None


def _stranger(source: str) -> Conflict:
    return Conflict(
        kind=ConflictKind.OTHER_SUBJECT,
        message="a record delivered for this subject carries no identifier of it, or another subject's; set aside",
        sources=(source,),
    )


def _name_conflict(record: Record) -> Conflict:
    return Conflict(
        kind=ConflictKind.NAME_DIFFERS,
        message=f"the code on this {record.kind.value} matches, its name is no current or former name; ask the issuer",
        sources=tuple(dict.fromkeys(copy.source for copy in record.provenances)),
        records=(record.id,),
    )
