"""Persons in roles as departments write them beside a decision or a registration."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from connectors.core.dates import read_day, read_last_day, span
from connectors.core.own import identifier
from connectors.core.words import FLAGS, look_up, present
from schema.codes import Role
from schema.identifiers import Identifier, Scheme
from schema.records import PersonInRole

ROLES: dict[str, Role] = {
    "法定代表人": Role.LEGAL_REPRESENTATIVE,
    "主要负责人": Role.PRINCIPAL_IN_CHARGE,
    "董事": Role.DIRECTOR,
    "高级管理人员": Role.SENIOR_MANAGER,
    "股东": Role.SHAREHOLDER,
    "注册执业人员": Role.REGISTERED_PRACTITIONER,
    "其他直接责任人员": Role.OTHER_RESPONSIBLE,
}
_RESIDENT_IDENTITY_CARD = "01"


class PersonRow(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """One person; `first` and `last` are the first and the last legal day in the role."""

    name: str
    role: str
    cert_type: str | None = None
    cert_no: str | None = None
    first: str | int | None = msgspec.field(name="from", default=None)
    last: str | int | None = msgspec.field(name="to", default=None)
    directly_responsible: str | None = None


def persons_in_roles(rows: Sequence[PersonRow]) -> tuple[PersonInRole, ...]:
    """Map persons; a masked or malformed number is no identifier. Raises `ContractBroken` for an unknown role."""
    return tuple(_person(row) for row in rows)


def role_of(word: str) -> Role:
    """Give the role a word stands for; raises `ContractBroken` for an unknown or blank one."""
    return look_up(ROLES, word, what="a role") or Role.OTHER_RESPONSIBLE


def _person(row: PersonRow) -> PersonInRole:
    return PersonInRole(
        name=present(row.name) or "",
        identifier=_resident_identity(row),
        role=role_of(row.role),
        period=span(read_day(row.first), read_last_day(row.last)),
        directly_responsible=look_up(FLAGS, row.directly_responsible, what="direct responsibility"),
    )


def _resident_identity(row: PersonRow) -> Identifier | None:
    if row.cert_type != _RESIDENT_IDENTITY_CARD:
        return None
    return identifier(Scheme.RESIDENT_IDENTITY, row.cert_no)
