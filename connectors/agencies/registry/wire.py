"""Wire format of the registry's answers."""

from __future__ import annotations

import msgspec

from connectors.core.amounts import Amount
from connectors.core.dates import Day
from connectors.core.persons import PersonRow


class Key(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """Key an answer echoes: of a unit, or of a person."""

    type: str | None = None
    value: str | None = None
    cert_no: str | None = None


class NameRow(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """A current or former name and its first and last day."""

    ent_name: str
    first: Day = msgspec.field(name="from", default=None)
    last: Day = msgspec.field(name="to", default=None)


class PenaltyRow(msgspec.Struct, frozen=True, rename="camel"):
    """One penalty decided by market regulation; amounts in yuan."""

    pen_id: str
    uniscid: str | None = None
    ent_name: str | None = None
    pen_dec_no: str | None = None
    illeg_act_type: str | None = None
    pen_content: str | None = None
    pen_type: str | None = None
    pen_amt: Amount = None
    forf_amt: Amount = None
    pen_basis: str | None = None
    lic_name: str | None = None
    pen_auth: str | None = msgspec.field(name="penAuth_CN", default=None)
    pen_auth_code: str | None = None
    pen_dec_iss_date: Day = None
    illeg_act_date: Day = None
    public_until: Day = None
    sev_level: str | None = None
    area_code: str | None = None
    pen_state: str | None = None
    state_date: Day = None
    persons: list[PersonRow] | None = None


class Unit(msgspec.Struct, frozen=True, rename="camel"):
    """One registered unit."""

    uniscid: str | None = None
    org_code: str | None = None
    reg_no: str | None = None
    tax_no: str | None = None
    ent_name: str | None = None
    ent_type: str | None = None
    reg_state: str | None = None
    est_date: Day = None
    reg_org: str | None = None
    reg_org_code: str | None = None
    names: list[NameRow] | None = None
    officers: list[PersonRow] | None = None
    penalty_total: int | None = None
    penalties: list[PenaltyRow] | None = None


class PostRow(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """One post a person holds or held in a unit."""

    role: str
    uniscid: str | None = None
    ent_name: str | None = None
    first: Day = msgspec.field(name="from", default=None)
    last: Day = msgspec.field(name="to", default=None)


class Person(msgspec.Struct, frozen=True, rename="camel"):
    """One person and the posts the registry knows."""

    post_total: int | None = None
    posts: list[PostRow] | None = None


class UnitAnswer(msgspec.Struct, frozen=True, rename="camel"):
    """Answer about a unit."""

    code: str
    key: Key | None = None
    data_time: str | None = None
    data: Unit | None = None


class PersonAnswer(msgspec.Struct, frozen=True, rename="camel"):
    """Answer about a person."""

    code: str
    key: Key | None = None
    data_time: str | None = None
    data: Person | None = None
