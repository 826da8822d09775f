"""Joint cases on disk: their file, where they stand, and what is sealed of them under the subject's key."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from gateway.cases.model import CaseContent, CaseFile
from gateway.cases.progress import Progress
from gateway.cases.record import CaseRecord, Sealed
from gateway.receipts.instants import instant_text, parse_instant
from gateway.store.events import events_of
from gateway.store.subject_keys import SubjectSeal
from gateway.store.tables import case_participant, joint_case
from gateway.store.vault import Vault
from schema.joint_cases import JointCaseState


def add_case(connection: Connection, file: CaseFile, sealed: Sealed, vault: Vault) -> None:
    """Keep a case that is opened."""
    seal = SubjectSeal(connection, vault, file.subject_ref)
    designation = file.content.designation
    row = {
        "id": file.id,
        "initiator": file.initiator,
        "region": file.region,
        "opened_at": instant_text(file.opened_at),
        "state": JointCaseState.INITIATED.value,
        "subject_ref": file.subject_ref,
        "record_id": designation.record,
        "last_day": designation.last_day.isoformat() if designation.last_day else None,
        "content": msgspec.json.encode(file.content).decode(),
        "sealed": seal.seal(msgspec.json.encode(sealed).decode(), _context(file.id)),
    }
    connection.execute(insert(joint_case), row)


def find_file(connection: Connection, case_id: str, *, locked: bool = False) -> CaseFile | None:
    """Give the file of a case, None if there is none; `locked` keeps others from changing it meanwhile."""
    kept = joint_case.c
    wanted = select(kept.id, kept.initiator, kept.region, kept.opened_at, kept.subject_ref, kept.content)
    wanted = wanted.where(kept.id == case_id)
    row = connection.execute(wanted.with_for_update() if locked else wanted).one_or_none()
    return None if row is None else _file(row)


def put_progress(connection: Connection, case_id: str, before: Progress, after: Progress) -> None:
    """Keep where a case and its departments stand, as far as it changed."""
    connection.execute(update(joint_case).where(joint_case.c.id == case_id), {"state": after.state.value})
    kept = case_participant.c
    for agency, participation in after.participants.items():
        known = before.participants.get(agency)
        if known is None:
            row = {"case_id": case_id, "agency": agency, "state": participation.state.value}
            connection.execute(insert(case_participant), row)
        elif known.state is not participation.state:
            theirs = update(case_participant).where(kept.case_id == case_id, kept.agency == agency)
            connection.execute(theirs, {"state": participation.state.value})


def keep_reason(connection: Connection, file: CaseFile, agency: str, reason: str, vault: Vault) -> None:
    """Keep, sealed, why a department refused, or why the initiator ended the case."""
    seal = SubjectSeal(connection, vault, file.subject_ref)
    sealed = seal.seal(reason, _context(file.id, agency))
    if agency == file.initiator:
        connection.execute(update(joint_case).where(joint_case.c.id == file.id), {"sealed_end": sealed})
        return
    kept = case_participant.c
    theirs = update(case_participant).where(kept.case_id == file.id, kept.agency == agency)
    connection.execute(theirs, {"sealed_reason": sealed})


def record_of(connection: Connection, file: CaseFile, vault: Vault, up_to: int | None = None) -> CaseRecord:
    """Give a case with its events, all or those up to a number, and what is sealed of it less what was erased."""
    seal = SubjectSeal(connection, vault, file.subject_ref)
    row = connection.execute(
        select(joint_case.c.sealed, joint_case.c.sealed_end).where(joint_case.c.id == file.id)
    ).one()
    opened = seal.open(row.sealed, _context(file.id))
    kept = case_participant.c
    reasons = connection.execute(
        select(kept.agency, kept.sealed_reason).where(kept.case_id == file.id, kept.sealed_reason.is_not(None))
    )
    return CaseRecord(
        file=file,
        events=events_of(connection, file.id, up_to),
        sealed=None if opened is None else msgspec.json.decode(opened, type=Sealed),
        reasons={
            agency: reason
            for agency, sealed in reasons
            if (reason := seal.open(sealed, _context(file.id, agency))) is not None
        },
        end_reason=seal.open(row.sealed_end, _context(file.id, file.initiator)),
    )


def open_case_on(connection: Connection, record_id: str) -> str | None:
    """Give the id of the open case on a record, if there is one."""
    kept = joint_case.c
    wanted = select(kept.id).where(kept.record_id == record_id, kept.state != JointCaseState.ENDED.value)
    return connection.execute(wanted.limit(1)).scalar_one_or_none()


def _file(row: Row[str, str, str, str, str, str]) -> CaseFile:
    return CaseFile(
        id=row.id,
        initiator=row.initiator,
        region=row.region,
        opened_at=parse_instant(row.opened_at),
        subject_ref=row.subject_ref,
        content=msgspec.json.decode(row.content, type=CaseContent),
    )


def _context(case_id: str, agency: str = "") -> str:
    return f"joint case {case_id} {agency}".rstrip()
