"""A joint case as it is read back: its file, its events, and what is sealed of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from gateway.cases.model import CaseEvent, CaseFile
from gateway.cases.progress import Progress
from gateway.cases.states import Role
from schema.identifiers import Identifier


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """What is personal or written freely when a case is opened; kept under the subject's key only."""

    subject: Identifier
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecord:
    """A case with its events; `sealed` is None and reasons are missing once the subject's values were erased."""

    file: CaseFile
    events: tuple[CaseEvent, ...]
    sealed: Sealed | None
    reasons: Mapping[str, str]
    end_reason: str | None

    @property
    def progress(self) -> Progress:
        """Where it stands."""
        return Progress().advanced(self.events)


def role_in(file: CaseFile, progress: Progress, agency: str) -> Role | None:
    """Give in what role an agency takes part in a case, None if it does not."""
    if agency == file.initiator:
        return Role.INITIATOR
    participation = progress.participants.get(agency)
    return None if participation is None else participation.role
