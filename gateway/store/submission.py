"""What is submitted for one answer, and what comes back once it is durable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from gateway.receipts.body import SealedReceipt
from gateway.receipts.file import write_receipt
from gateway.receipts.personal import Opening
from gateway.statistics.groups import AnswerGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEntry:
    """Who was answered about whom, when (UTC) and for what; every answer about a subject leaves one."""

    at: datetime
    operation: str
    agency: str
    client: str
    subject_ref: str
    purpose: str | None = None
    matter: str | None = None
    case_number: str | None = None
    receipt_id: str | None = None  # of the receipt read; a check's is its own
    request_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One answer to be made durable: its access entry and, if it is a check, its receipt and where it is counted.

    `position` is the place in the rights log the rules saw; `watch` are the record ids and subject refs the answer
    rests on. An entry after `position` about one of them sends the answer back (`Overtaken`). `reached` are the ids of
    records of other subjects, units a person is linked to, that a check rests on.
    """

    access: AccessEntry
    position: int
    watch: frozenset[str]
    receipt: SealedReceipt | None = None
    counted: AnswerGroup | None = None
    reached: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReceipt:
    """A receipt that is on disk, with all its file is written from."""

    id: str
    agency: str
    subject_ref: str
    body: bytes
    head: str
    key_id: str
    committed_at: datetime
    leaves: tuple[bytes, ...]
    leaf_index: int
    openings: dict[str, Opening]

    def document(self, show: Callable[[Opening], bool] = lambda _: True) -> bytes:
        """Write the receipt file, with the personal values `show` lets through."""
        return write_receipt(
            body=self.body,
            leaves=self.leaves,
            leaf_index=self.leaf_index,
            head=self.head,
            openings=self.openings,
            show=show,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """The answer may leave: its entries are on disk."""

    receipt: StoredReceipt | None = None
