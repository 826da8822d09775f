"""What of a dossier the public may see today: by the rules of disclosure, member by member. Pure (GO-17-d, GO-11-a)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gateway.public_query.facts import facts_of
from gateway.public_query.model import PublicBasis, PublicRecord, PublicRemedy
from gateway.public_query.names import masker
from gateway.rules.model import PublicityRegime, RulePack
from gateway.rules.publicity import may_be_disclosed, public_until
from gateway.rules.standing import begun, ended, endings
from gateway.rules.trigger import ADVERSE_KINDS
from gateway.stages.free_texts import personal_texts
from schema.codes import RecordKind, Severity
from schema.dates import legal_day
from schema.declare import revised
from schema.measures import LegalBasis
from schema.publications import DisclosureRule
from schema.records import CreditCommitment, Judgment, Record

_DAY = timedelta(days=1)
_STATED = (Severity.MINOR, Severity.GENERAL, Severity.SERIOUS)
_ORDER = (
    RecordKind.RED_LIST_ENTRY,
    RecordKind.COMMITMENT,
    RecordKind.LICENCE,
    RecordKind.PENALTY,
    RecordKind.SERIOUS_DISHONESTY_ENTRY,
    RecordKind.ENFORCEMENT_ENTRY,
    RecordKind.JUDGMENT,
    RecordKind.PUBLIC_INTEREST_LITIGATION,
    RecordKind.REGISTRATION,
    RecordKind.EVALUATION,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicTerms:
    """What is shown by: the day, the pack, the regime of publicity, and what is withheld or was taken down.

    `silent` are the agencies of sources that did not answer: what they decided is not shown on another's word.
    """

    today: date
    pack: RulePack
    regime: PublicityRegime | None
    hidden: Collection[str] = frozenset()
    silent: Collection[str] = frozenset()


def disclosed(records: Sequence[Record], terms: PublicTerms) -> tuple[PublicRecord, ...]:
    """Give the records the public may see, good ones first, each kind newest first."""
    masked = masker(records)
    shown = [(record, rule) for record in records if (rule := _rule_of(record, terms)) is not None]
    shown.sort(key=lambda each: str(each[0].id))
    shown.sort(key=lambda each: each[0].decided_on or date.min, reverse=True)
    shown.sort(key=lambda each: _ORDER.index(each[0].kind))
    return tuple(_told(revised(record, **personal_texts(record)), rule, terms, masked) for record, rule in shown)


def remedies_for(kinds: Iterable[str], pack: RulePack) -> tuple[PublicRemedy, ...]:
    """Give the remedies open against records of some kinds; those against every kind always."""
    wanted = set(kinds)
    return tuple(
        PublicRemedy(
            title=rule.remedy.title,
            title_zh=rule.remedy.title_zh,
            body=rule.remedy.body,
            body_zh=rule.body_zh,
            time_limit=rule.remedy.time_limit,
            time_limit_zh=rule.time_limit_zh,
            basis=_basis(rule.remedy.basis),
        )
        for rule in pack.remedies
        if not rule.record_kinds or wanted & {kind.value for kind in rule.record_kinds}
    )


def disclosed_kinds(rules: Iterable[DisclosureRule], today: date) -> frozenset[RecordKind]:
    """Give the kinds of record the public may see anything of."""
    return frozenset(kind for rule in rules if rule.in_force.holds_on(today) for kind in rule.record_kinds)


def _rule_of(record: Record, terms: PublicTerms) -> DisclosureRule | None:
    """Give the rule by which a record is shown; None if it is not to be shown to the public today."""
    if record.kind is RecordKind.REGISTRATION or not _may_be_shown(record, terms):
        return None
    return next((rule for rule in terms.pack.disclosures if _shows(rule, record, terms.today)), None)


def _may_be_shown(record: Record, terms: PublicTerms) -> bool:
    """Tell whether nothing stands against showing a record: in force, certain to be the unit's, not hidden."""
    today = terms.today
    regimes = () if terms.regime is None else (terms.regime,)
    if str(record.id) in terms.hidden or record.name_differs or not may_be_disclosed(record, today, regimes):
        return False
    if not begun(record, today) or ended(record, today) is not None:
        return False
    return _is_certain(record, terms) if record.kind in ADVERSE_KINDS else _is_open(record, terms)


def _is_certain(record: Record, terms: PublicTerms) -> bool:
    """An adverse record or a judgment is shown by its issuer's word, with its day, never a social body's (GO-19-b)."""
    dated = record.decided_on is not None
    return dated and not record.reference_only and record.issuer.agency not in terms.silent


def _is_open(record: Record, terms: PublicTerms) -> bool:
    """A commitment is shown where it is open to the public, a judgment once it took effect (GO-17-e)."""
    match record:
        case CreditCommitment():
            return record.public is True
        case Judgment():
            return record.final is True and _is_certain(record, terms)
    return True


def _shows(rule: DisclosureRule, record: Record, today: date) -> bool:
    severity = record.severity if record.severity in _STATED else Severity.GENERAL
    severe_enough = not rule.severities or severity in rule.severities
    return record.kind in rule.record_kinds and severe_enough and rule.in_force.holds_on(today)


def _told(record: Record, rule: DisclosureRule, terms: PublicTerms, masked: Callable[[str], str]) -> PublicRecord:
    adverse = record.kind in ADVERSE_KINDS
    disputed = record.verification_since
    serious = record.severity is Severity.SERIOUS and disputed is None and rule.media_basis is not None
    return PublicRecord(
        id=str(record.id),
        kind=record.kind.value,
        issuer=masked(record.issuer.name),
        document_number=masked(record.document_number) if record.document_number else None,
        decided_on=record.decided_on,
        last_day=min(_last_days(record, terms), default=None),
        severity=record.severity.value if adverse and record.severity in _STATED else None,
        facts=facts_of(record, terms.pack.lists, masked),
        cites=masked(record.legal_basis) if record.legal_basis else None,
        basis=_basis(rule.basis),
        under_verification_since=None if disputed is None else legal_day(disputed),
        for_reference=record.reference_only,
        media_basis=_basis(rule.media_basis) if serious and rule.media_basis else None,
    )


def _last_days(record: Record, terms: PublicTerms) -> Iterator[date]:
    limit = public_until(record, terms.regime)
    if limit is not None:
        yield limit
    yield from (each.on - _DAY for each in endings(record) if each.on is not None)


def _basis(basis: LegalBasis) -> PublicBasis:
    return PublicBasis(title=basis.title, title_zh=basis.title_zh, article=basis.article)
