"""What is kept of a publication: the decision and its duty, what each event says; nothing personal, nothing free."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

import msgspec

from gateway.proceedings.model import Procedure, Proceeding
from gateway.publications.states import MACHINE, Role
from schema.codes import RecordKind
from schema.measures import LegalBasis
from schema.proceedings import ProceedingKind
from schema.publications import CollectionPlatform, PublicationDuty, PublicationState, TakeDownGround

NUMBER, PAGE = "document_number", "page"  # sealed words, besides whom it is about


class PublicationContent(msgspec.Struct, frozen=True, kw_only=True):
    """What was known when it was opened; `agency` decided, `due_on` is the last day to publish in time."""

    agency: str
    region: str
    record_kind: RecordKind
    decided_on: date
    due_on: date | None
    platforms: tuple[CollectionPlatform, ...]
    public_until: date | None
    duty: PublicationDuty


class PublicationDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an event says besides the state it leads to."""

    published_on: date | None = None
    platform: CollectionPlatform | None = None
    collected_on: date | None = None
    basis: LegalBasis | None = None
    ground: TakeDownGround | None = None
    taken_down_on: date | None = None


PUBLICATIONS = Procedure(
    kind=ProceedingKind.PUBLICATION,
    content=PublicationContent,
    details=PublicationDetails,
    states=PublicationState,
    roles=Role,
    machine=MACHINE,
)
PublicationFile: TypeAlias = Proceeding[PublicationContent, PublicationDetails, PublicationState, Role]


def next_page_name(file: PublicationFile) -> str:
    """Name the words the address of the next publishing is kept as; each time it is published has its own."""
    return f"{PAGE} {sum(event.details.published_on is not None for event in file.trail) + 1}"


def last_page(file: PublicationFile) -> str | None:
    """Give where it was published last; None if that was not said, or is erased."""
    told = sum(event.details.published_on is not None for event in file.trail)
    return file.words.get(f"{PAGE} {told}")


def published_on(file: PublicationFile) -> date | None:
    """Give the day it was first published; None while it was not."""
    return next((event.details.published_on for event in file.trail if event.details.published_on), None)


def collected_by(file: PublicationFile) -> dict[CollectionPlatform, date]:
    """Give the day each platform collected it; those that did not are not among them."""
    told = (event.details for event in file.trail)
    return {each.platform: each.collected_on for each in told if each.platform and each.collected_on}
