"""Reports in the store: each sealed under a key of its own, which goes with it when it is erased."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date

import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Row, Select, func, insert, select, update

from gateway.store.vault import Vault, Wrapped, unseal
from gateway.whistleblowing.submission import Submission
from gateway.whistleblowing.tables import report, report_message
from gateway.whistleblowing.words import Closing, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report, open; days are legal days in Asia/Shanghai."""

    id: str
    received_on: date
    state: State
    closing: Closing | None
    submission: Submission = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What was written about a report afterwards, by who reported or by a handler."""

    from_handler: bool
    written_on: date
    text: str = field(repr=False)


class Reports:
    """Writes and opens reports within one transaction of the caller."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def add(self, report_id: str, code: bytes, submission: Submission, today: date) -> None:
        """Seal a new report."""
        wrapped, key = self._vault.new_subject_key(report_id)
        row = {
            "id": report_id,
            "code_digest": self._vault.fingerprint(code),
            "received_on": today.isoformat(),
            "state": State.RECEIVED.value,
            "sealed": self._vault.seal(key, orjson.dumps(asdict(submission)), f"report {report_id}"),
            **wrapped._asdict(),
        }
        self._connection.execute(insert(report), row)

    def of_code(self, code: bytes) -> Report | None:
        """Give the report of a code; None if there is none, or none any more."""
        return self._one(select(report).where(report.c.code_digest == self._vault.fingerprint(code)))

    def of_id(self, report_id: str) -> Report | None:
        """Give the report of an id; None if there is none, or none any more."""
        return self._one(select(report).where(report.c.id == report_id))

    def latest(self, state: State | None, most: int) -> Iterator[Report]:
        """Give reports, the latest day first; of one state, or of all."""
        wanted = select(report).order_by(report.c.received_on.desc(), report.c.id).limit(most)
        if state is not None:
            wanted = wanted.where(report.c.state == state.value)
        for row in self._connection.execute(wanted).all():
            yield self._opened(row)

    def change(self, report_id: str, state: State, *, closing: Closing | None = None, today: date) -> None:
        """Write the state a report has come to."""
        ended = {} if closing is None else {"closing": closing.value, "closed_on": today.isoformat()}
        self._connection.execute(update(report).where(report.c.id == report_id).values({"state": state.value, **ended}))

    def write(self, report_id: str, text: str, today: date, *, from_handler: bool) -> None:
        """Seal a message about a report."""
        number = self.count_of_messages(report_id) + 1
        row = {
            "report_id": report_id,
            "number": number,
            "from_handler": int(from_handler),
            "written_on": today.isoformat(),
            "sealed": self._vault.seal(self._key(report_id), text.encode(), _message(report_id, number)),
        }
        self._connection.execute(insert(report_message), row)

    def messages(self, report_id: str) -> tuple[Message, ...]:
        """Give the messages about a report, in order."""
        columns = report_message.c
        rows = self._connection.execute(
            select(columns.number, columns.from_handler, columns.written_on, columns.sealed)
            .where(columns.report_id == report_id)
            .order_by(columns.number)
        ).all()
        key = self._key(report_id)
        return tuple(
            Message(
                from_handler=bool(row.from_handler),
                written_on=date.fromisoformat(row.written_on),
                text=unseal(key, row.sealed, _message(report_id, row.number)).decode(),
            )
            for row in rows
        )

    def count_of_messages(self, report_id: str) -> int:
        """Count the messages about a report."""
        counted = select(func.count()).select_from(report_message).where(report_message.c.report_id == report_id)
        return self._connection.execute(counted).scalar_one()

    def _key(self, report_id: str) -> AESGCM:
        wanted = select(report.c.key_id, report.c.wrapped).where(report.c.id == report_id)
        return self._vault.unwrap(Wrapped(*self._connection.execute(wanted).one()), report_id)

    def _one(self, wanted: Select[*tuple[object, ...]]) -> Report | None:
        row = self._connection.execute(wanted).one_or_none()
        return None if row is None else self._opened(row)

    def _opened(self, row: Row[*tuple[object, ...]]) -> Report:
        key = self._vault.unwrap(Wrapped(row.key_id, row.wrapped), row.id)
        return Report(
            id=row.id,
            received_on=date.fromisoformat(row.received_on),
            state=State[row.state],
            closing=None if row.closing is None else Closing[row.closing],
            submission=Submission(**orjson.loads(unseal(key, row.sealed, f"report {row.id}"))),
        )


def _message(report_id: str, number: int) -> str:
    return f"message {report_id} {number}"
