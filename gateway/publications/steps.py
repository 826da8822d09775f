"""The steps of a publication within a turn: opened, published, collected, withheld, taken down."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from gateway.proceedings.docket import Docket
from gateway.proceedings.turn import Turn
from gateway.proceedings.words import invalid
from gateway.publications.model import (
    PUBLICATIONS,
    PublicationContent,
    PublicationDetails,
    PublicationFile,
    collected_by,
    next_page_name,
    published_on,
)
from gateway.publications.opening import Opening
from gateway.publications.reading import read_day, read_exception, read_platform
from gateway.publications.states import Role
from gateway.rights.state import RecordRights
from gateway.store.proceeding_lists import ProceedingsWanted, ids_of
from gateway.workflow.requests import Outcome
from schema.publications import CollectionPlatform, PublicationState, TakeDownGround

Publications: TypeAlias = Docket[PublicationContent, PublicationDetails, PublicationState, Role]


def docket_of(turn: Turn) -> Publications:
    """Give the docket of publications in a turn."""
    return Docket(PUBLICATIONS, turn)


def open_publication(turn: Turn, opening: Opening) -> Outcome:
    """Open a publication, as far on as the record itself tells; a record has one at most."""
    wanted = ProceedingsWanted(kind=PUBLICATIONS.kind, record_id=opening.record_id)
    if ids_of(turn.connection, wanted):
        raise invalid("the decision has a publication already", "input", "list `publications`, and go on with that one")
    docket, content, told = docket_of(turn), opening.content, opening.told
    outcome = docket.open(
        PublicationState.DUE,
        content,
        parties=opening.parties,
        subject_ref=opening.subject_ref,
        record_id=opening.record_id,
        due_on=content.due_on,
        words=opening.words,
    )
    if told.published_on is None or not content.decided_on <= told.published_on <= turn.today:
        return outcome
    details = PublicationDetails(published_on=told.published_on)
    held = docket.find(outcome.case_id)
    outcome = docket.step(held, PublicationState.PUBLISHED, role=Role.GATEWAY, details=details)
    day, platform = told.collected_on, CollectionPlatform.CREDIT_CHINA
    if day is None or platform not in content.platforms or not told.published_on <= day <= turn.today:
        return outcome
    return _collected(docket, docket.find(outcome.case_id), platform, day, role=Role.GATEWAY)


def publish(turn: Turn, case_id: str, day: date, page: str) -> Outcome:
    """Enter the day a decision was published, and where."""
    docket = docket_of(turn)
    found = docket.find(case_id)
    read_day(day, "publishedOn", not_before=found.content.decided_on, today=turn.today)
    details = PublicationDetails(published_on=day)
    return docket.step(found, PublicationState.PUBLISHED, details=details, words={next_page_name(found): page})


def collect(turn: Turn, case_id: str, platform: CollectionPlatform, day: date) -> Outcome:
    """Enter the day a platform collected a publication; once all have, it is COLLECTED."""
    docket = docket_of(turn)
    found = docket.find(case_id)
    read_platform(platform, found.content.platforms)
    since = published_on(found)
    read_day(day, "collectedOn", not_before=since or found.content.decided_on, today=turn.today)
    if platform in collected_by(found):
        raise invalid(f"{platform.value} has collected it already", "platform", "name one that has not")
    return _collected(docket, found, platform, day)


def withhold(turn: Turn, case_id: str, basis: str) -> Outcome:
    """Withhold a publication under a law or regulation of its duty (GO-17-b)."""
    docket = docket_of(turn)
    found = docket.find(case_id)
    details = PublicationDetails(basis=read_exception(basis, found.content.duty, turn.today))
    return docket.step(found, PublicationState.WITHHELD, details=details)


def take_down(turn: Turn, case_id: str, ground: TakeDownGround, day: date) -> Outcome:
    """Enter that a publication ended, as the department that published it."""
    docket = docket_of(turn)
    found = docket.find(case_id)
    read_day(day, "takenDownOn", not_before=found.content.decided_on, today=turn.today)
    details = PublicationDetails(ground=ground, taken_down_on=day)
    return docket.step(found, PublicationState.TAKEN_DOWN, details=details)


def end_if_over(turn: Turn, case_id: str) -> None:
    """Take down a publication whose record ended or whose time is over; the gateway does it by itself."""
    docket = docket_of(turn)
    found = docket.held(case_id)
    if found is None or found.state is PublicationState.TAKEN_DOWN or found.record_id is None:
        return
    over = ending_of(turn.rights.of(found.record_id), found.content.public_until, turn.today)
    if over is not None:
        ground, day = over
        details = PublicationDetails(ground=ground, taken_down_on=day)
        docket.step(found, PublicationState.TAKEN_DOWN, role=Role.GATEWAY, details=details)


def ending_of(rights: RecordRights, public_until: date | None, today: date) -> tuple[TakeDownGround, date] | None:
    """Give why a publication is over by a day, and since when; None if it is not. Pure."""
    ends = (
        (TakeDownGround.WITHDRAWN, rights.withdrawn_on),
        (TakeDownGround.REPAIRED, rights.repaired_on),
        (TakeDownGround.LEFT_LIST, rights.exit_on),
    )
    come = [(ground, day) for ground, day in ends if day is not None and day <= today]
    if rights.verified_wrong_at is not None:
        come.append((TakeDownGround.WITHDRAWN, today))
    if public_until is not None and public_until < today:
        come.append((TakeDownGround.PERIOD_OVER, today))
    return come[0] if come else None


def _collected(
    docket: Publications, found: PublicationFile, platform: CollectionPlatform, day: date, *, role: Role | None = None
) -> Outcome:
    details = PublicationDetails(platform=platform, collected_on=day)
    missing = set(found.content.platforms) - {platform, *collected_by(found)}
    if not missing or found.state is not PublicationState.PUBLISHED:
        return docket.step(found, PublicationState.COLLECTED, role=role, details=details)
    return docket.note(found, platform.value, details=details)
