"""From the columns XK_* and CF_* to licences and penalties."""

from __future__ import annotations

from datetime import date

from connectors.agencies.publicity.wire import LicenceRow, PenaltyRow
from connectors.core.amounts import yuan_from_wan
from connectors.core.dates import read_day, read_last_day, span
from connectors.core.delivery import Delivery
from connectors.core.documents import document_number
from connectors.core.own import OwnIdentifiers
from connectors.core.words import AREAS, SEVERITIES, STATUSES, look_up, penalty_kinds, present
from schema.codes import RecordStatus, Severity
from schema.identifiers import Scheme
from schema.records import Licence, Penalty

_LICENCE_STATUSES = {"1": RecordStatus.CURRENT, "2": RecordStatus.ENDED}


def licence(delivery: Delivery, own: OwnIdentifiers, row: LicenceRow) -> Licence | None:
    """Map a licence; None if its own credit code is missing, masked or malformed."""
    identifiers = own.of(
        (Scheme.CREDIT_CODE, row.xk_xdr_shxym),
        (Scheme.REGISTRATION_NUMBER, row.xk_xdr_gszc or row.xk_xdr_gsdj),
        (Scheme.ORGANISATION_CODE, row.xk_xdr_zzjg or row.xk_xdr_zdm),
        (Scheme.TAXPAYER_NUMBER, row.xk_xdr_swdj),
    )
    if identifiers is None:
        return None
    number = document_number(row.xk_wsh)
    decided_on = read_day(row.xk_jdrq)
    return Licence(
        id=delivery.id(row.xk_id),
        subject_name=present(row.xk_xdr_mc),
        identifiers=identifiers,
        issuer=delivery.issuers.authority(row.xk_xkjg, row.xk_xkjgdm),
        document_number=number,
        decided_on=decided_on,
        period=span(read_day(row.xk_yxqz) or decided_on, read_last_day(row.xk_yxqzi)),
        status=look_up(_LICENCE_STATUSES, row.xk_zt, what="status") or RecordStatus.CURRENT,
        status_since=read_day(row.xk_ztrq),
        provenances=delivery.provenances(row.xk_id, number),
        licence_name=present(row.xk_xkzs),
        certificate_number=present(row.xk_xkbh),
        content=present(row.xk_nr),
    )


def penalty(delivery: Delivery, own: OwnIdentifiers, row: PenaltyRow) -> Penalty | None:
    """Map a penalty; None if its own credit code is missing, masked or malformed."""
    identifiers = own.of(
        (Scheme.CREDIT_CODE, row.cf_xdr_shxym),
        (Scheme.REGISTRATION_NUMBER, row.cf_xdr_gszc or row.cf_xdr_gsdj),
        (Scheme.ORGANISATION_CODE, row.cf_xdr_zzjg or row.cf_xdr_zdm),
        (Scheme.TAXPAYER_NUMBER, row.cf_xdr_swdj),
    )
    if identifiers is None:
        return None
    number = document_number(row.cf_wsh)
    decided_on = read_day(row.cf_jdrq)
    return Penalty(
        id=delivery.id(row.cf_id),
        subject_name=present(row.cf_xdr_mc),
        identifiers=identifiers,
        issuer=delivery.issuers.authority(row.cf_cfjg, row.cf_cfjgdm),
        document_number=number,
        decided_on=decided_on,
        period=span(decided_on, read_last_day(row.cf_yxq)),
        conduct_on=read_day(row.cf_wfrq),
        severity=look_up(SEVERITIES, row.cf_sxyzcd, what="severity") or Severity.UNKNOWN,
        area=look_up(AREAS, row.cf_zdly, what="an area"),
        legal_basis=present(row.cf_yj),
        status=look_up(STATUSES, row.cf_zt, what="status") or RecordStatus.CURRENT,
        status_since=read_day(row.cf_ztrq),
        public_until=_publicity_end(read_last_day(row.cf_gsjzq), decided_on),
        provenances=delivery.provenances(row.cf_id, number),
        penalty_kinds=penalty_kinds(row.cf_cflb),
        offence=present(row.cf_wfxw),
        content=present(row.cf_nr),
        fine_yuan=yuan_from_wan(row.cf_nr_fk),
        confiscated_yuan=yuan_from_wan(row.cf_nr_wfff),
        licence_affected=present(row.cf_nr_zkdx),
    )


def _publicity_end(last_day: date | None, decided_on: date | None) -> date | None:
    """Drop an end of publicity that lies before the decision: it says nothing."""
    return None if last_day is None or (decided_on is not None and last_day < decided_on) else last_day
