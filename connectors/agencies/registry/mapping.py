"""From the registry's rows to records, aliases and unit links."""

from __future__ import annotations

from connectors.agencies.registry.wire import NameRow, PenaltyRow, Person, PostRow, Unit
from connectors.core.accounting import check_total
from connectors.core.amounts import yuan
from connectors.core.dates import read_day, read_last_day, span
from connectors.core.delivery import Delivery
from connectors.core.documents import document_number
from connectors.core.faults import Unaccounted
from connectors.core.own import OwnIdentifiers, identifier
from connectors.core.persons import persons_in_roles, role_of
from connectors.core.words import AREAS, SEVERITIES, STATUSES, look_up, penalty_kinds, present
from schema.codes import RecordStatus, Severity, SubjectKind
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Alias, Found, UnitLink
from schema.records import Penalty, Registration, SubjectName

_SUBJECT_KINDS = {
    "个体工商户": SubjectKind.SELF_EMPLOYED,
    "农民专业合作社": SubjectKind.COOPERATIVE,
    "民办非企业单位": SubjectKind.SOCIAL_ORGANISATION,
    "社会团体": SubjectKind.SOCIAL_ORGANISATION,
    "事业单位": SubjectKind.PUBLIC_INSTITUTION,
}


def unit_found(delivery: Delivery, key: Identifier, unit: Unit) -> Found:
    """Map a unit: its registration, the registry's own penalties, and the aliases it proves.

    Raises `Unaccounted` for a unit without a usable credit code, `Truncated` if penalties are missing.
    """
    rows = unit.penalties or []
    check_total(unit.penalty_total, len(rows))
    identifiers = OwnIdentifiers(key).of(
        (Scheme.CREDIT_CODE, unit.uniscid),
        (Scheme.ORGANISATION_CODE, unit.org_code),
        (Scheme.REGISTRATION_NUMBER, unit.reg_no),
        (Scheme.TAXPAYER_NUMBER, unit.tax_no),
    )
    if identifiers is None:
        raise Unaccounted
    own = OwnIdentifiers(*identifiers)
    mapped = [_penalty(delivery, own, row) for row in rows]
    penalties = [penalty for penalty in mapped if penalty is not None]
    return Found(
        records=(_registration(delivery, identifiers, unit), *penalties),
        aliases=tuple(Alias(identifier=item) for item in identifiers),
        rejected=len(mapped) - len(penalties),
    )


def person_found(person: Person) -> Found:
    """Map a person's posts to unit links; posts in units without a usable credit code are counted as rejected."""
    posts = person.posts or []
    check_total(person.post_total, len(posts))
    links = [link for link in map(_link, posts) if link is not None]
    return Found(links=tuple(links), rejected=len(posts) - len(links))


def subject_kind(words: str | None) -> SubjectKind:
    """Give the kind of unit a registry type stands for: any kind of company is an enterprise."""
    text = present(words) or ""
    kind = _SUBJECT_KINDS.get(text)
    if kind is not None:
        return kind
    return SubjectKind.ENTERPRISE if "公司" in text or "企业" in text else SubjectKind.OTHER


def _registration(delivery: Delivery, identifiers: tuple[Identifier, ...], unit: Unit) -> Registration:
    established = read_day(unit.est_date)
    code = identifiers[0].value
    return Registration(
        id=delivery.id(code),
        subject_name=present(unit.ent_name),
        identifiers=identifiers,
        issuer=delivery.issuers.authority(unit.reg_org, unit.reg_org_code),
        decided_on=established,
        period=span(established, None),
        provenances=delivery.provenances(code),
        subject_kind=subject_kind(unit.ent_type),
        names=_names(unit),
        officers=persons_in_roles(unit.officers or ()),
        registration_status=present(unit.reg_state),
    )


def _names(unit: Unit) -> tuple[SubjectName, ...]:
    current = present(unit.ent_name)
    names = tuple(_name(row) for row in unit.names or ())
    if current is None or any(name.name == current for name in names):
        return names
    return (SubjectName(name=current), *names)


def _name(row: NameRow) -> SubjectName:
    return SubjectName(name=row.ent_name.strip(), period=span(read_day(row.first), read_last_day(row.last)))


def _penalty(delivery: Delivery, own: OwnIdentifiers, row: PenaltyRow) -> Penalty | None:
    identifiers = own.of((Scheme.CREDIT_CODE, row.uniscid))
    if identifiers is None:
        return None
    number = document_number(row.pen_dec_no)
    return Penalty(
        id=delivery.id(row.pen_id),
        subject_name=present(row.ent_name),
        identifiers=identifiers,
        issuer=delivery.issuers.authority(row.pen_auth, row.pen_auth_code),
        document_number=number,
        decided_on=read_day(row.pen_dec_iss_date),
        conduct_on=read_day(row.illeg_act_date),
        severity=look_up(SEVERITIES, row.sev_level, what="severity") or Severity.UNKNOWN,
        area=look_up(AREAS, row.area_code, what="an area"),
        legal_basis=present(row.pen_basis),
        status=look_up(STATUSES, row.pen_state, what="status") or RecordStatus.CURRENT,
        status_since=read_day(row.state_date),
        public_until=read_last_day(row.public_until),
        provenances=delivery.provenances(row.pen_id, number),
        penalty_kinds=penalty_kinds(row.pen_type),
        offence=present(row.illeg_act_type),
        content=present(row.pen_content),
        fine_yuan=yuan(row.pen_amt),
        confiscated_yuan=yuan(row.forf_amt),
        licence_affected=present(row.lic_name),
        responsible=persons_in_roles(row.persons or ()),
    )


def _link(row: PostRow) -> UnitLink | None:
    unit = identifier(Scheme.CREDIT_CODE, row.uniscid)
    if unit is None:
        return None
    return UnitLink(
        unit=unit,
        unit_name=present(row.ent_name) or "",
        role=role_of(row.role),
        period=span(read_day(row.first), read_last_day(row.last)),
    )
