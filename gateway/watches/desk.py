"""Watches of one client's visit: opened on a receipt of its agency, read and ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import msgspec
import strawberry
from sqlalchemy import Connection

from gateway.accesses.told import refs_of
from gateway.proceedings.answering import answering
from gateway.proceedings.changing import Touched
from gateway.proceedings.client_desk import ClientDesk
from gateway.proceedings.docket import Docket
from gateway.proceedings.turn import Turn
from gateway.proceedings.words import invalid
from gateway.receipt_reading import may_read
from gateway.receipts.canonical import decode
from gateway.simulation.kept import Unjudgeable
from gateway.stages.authorise import authorise_matter, authorise_procedure
from gateway.store.proceeding_lists import ProceedingsWanted, ids_of
from gateway.store.proceedings import find_proceeding
from gateway.store.watches import Kept, add_watch, drop_watch, look_at_resting_on
from gateway.watches.model import WATCHES, KeptWatch, WatchContent, WatchDetails, WatchRole
from gateway.watches.receipt import WatchedReceipt, read_watched
from gateway.watches.showing import shown
from gateway.workflow.requests import Outcome, ahead
from schema.dates import legal_day
from schema.errors import ErrorCode, Refusal
from schema.graph.connections import Window
from schema.graph.inputs import IdentifierInput
from schema.graph.watches import WatchesQuestion
from schema.identifiers import parse_identifier
from schema.measures import Guidance
from schema.proceedings import ProceedingKind
from schema.watches import AnnouncedChange, Watch, WatchChange, WatchEnding, WatchState

OPEN, END, ANNOUNCE = "watch_receipt", "watch_end", "change_announce"
_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


class WatchDesk(ClientDesk):
    """Implements `schema.graph.watches.Watches` for one visit."""

    async def watch_receipt(self, receipt_id: str, until: date, key: str) -> WatchChange:
        """Watch the answer of a receipt issued to the asking agency."""
        authorise_procedure(self._visit.grant, ProceedingKind.WATCH)
        found = await self._office.reader.call(partial(self._watchable, receipt_id=receipt_id))
        prepared = ahead(partial(self._may_watch, found, until))

        def do(turn: Turn) -> Outcome:
            receipt = prepared()
            self._refuse_second_watch(turn.connection, receipt)
            content = WatchContent(
                receipt=receipt.stored.id,
                client=self._visit.grant.client,
                matter=receipt.kept.matter,
                purpose=receipt.kept.purpose,
                until=until,
            )
            outcome = Docket(WATCHES, turn).open(
                WatchState.WATCHED,
                content,
                parties={turn.agency: [WatchRole.WATCHER]},
                details=WatchDetails(guidance=receipt.answer.guidance),
                subject_ref=receipt.stored.subject_ref,
            )
            incomplete = receipt.answer.guidance is Guidance.INCOMPLETE
            told = msgspec.json.encode(msgspec.structs.replace(receipt.answer, incomplete=incomplete)).decode()
            kept = Kept(receipt.kept.rights_position, told)
            add_watch(turn.connection, outcome.case_id, kept, receipt.refs, turn.at)
            return outcome

        said = {"receipt": receipt_id, "until": until.isoformat()}
        return await self._changes.once(OPEN, said, key, do, answering(WATCHES, self._watch_change))

    async def end_watch(self, watch_id: str, key: str) -> WatchChange:
        """End a watch of the asking agency."""
        authorise_procedure(self._visit.grant, ProceedingKind.WATCH)

        def do(turn: Turn) -> Outcome:
            docket = Docket(WATCHES, turn)
            details = WatchDetails(ending=WatchEnding.BY_AGENCY)
            outcome = docket.step(docket.find(watch_id), WatchState.ENDED, details=details)
            drop_watch(turn.connection, watch_id)
            return outcome

        return await self._changes.once(END, {"watch": watch_id}, key, do, answering(WATCHES, self._watch_change))

    async def announce_change(self, source: str, subject: IdentifierInput, key: str) -> AnnouncedChange:
        """Take the word of a source's agency that it has something new about a subject.

        No event says so: what is kept with the key, where others keep the number of one, is the instant it was taken.
        """
        authorise_procedure(self._visit.grant, ProceedingKind.WATCH)
        spec = self._office.sources.get(source)
        if spec is None or spec.agency != self._visit.grant.agency:
            raise invalid("your agency has no source of that slug here", "source", "see `agencies { sources }`")
        if not spec.feed:
            raise invalid("its agency file declares no feed", "source", "write feed = true under [news] in it")
        refs = refs_of(parse_identifier(subject.scheme, subject.value, where="subject"), self._office.vault)
        self._office.desks[source].forget()

        def do(turn: Turn) -> Outcome:
            look_at_resting_on(turn.connection, refs)
            return Outcome(case_id=source, sequence=(turn.at - _EPOCH) // _MICROSECOND)

        def show(_: Turn, outcome: Outcome) -> tuple[AnnouncedChange, Touched | None]:
            taken = _EPOCH + outcome.sequence * _MICROSECOND
            return AnnouncedChange(source=strawberry.ID(source), at=taken), None

        said = {"source": source, "subject": sorted(refs)}
        return await self._changes.once(ANNOUNCE, said, key, do, show)

    async def watch(self, watch_id: str) -> Watch:
        """Give a watch of the asking agency."""
        return self._watch_shown(await self._one(WATCHES, watch_id))

    async def watches(self, question: WatchesQuestion) -> Window[Watch]:
        """Give watches of the asking agency, newest first."""
        states = () if question.state is None else (question.state.value,)
        wanted = ProceedingsWanted(kind=ProceedingKind.WATCH, agency=self._visit.grant.agency, states=states)
        return await self._page(WATCHES, wanted, question, self._watch_shown)

    def _watchable(self, connection: Connection, receipt_id: str) -> WatchedReceipt | None:
        """Give a receipt the client may read; None for any other, and for one that cannot be read any more."""
        try:
            found = read_watched(connection, receipt_id, self._office.vault)
            if found is None:
                return None
        except Unjudgeable:
            return None
        body: Mapping[str, Any] = decode(found.stored.body)
        return found if may_read(connection, found.stored, body, self._visit, self._office) else None

    def _may_watch(self, found: WatchedReceipt | None, until: date) -> WatchedReceipt:
        """Check what is asked; raises `Refusal`."""
        office, grant = self._office, self._visit.grant
        if found is None:
            raise Refusal(
                ErrorCode.UNKNOWN_RECEIPT,
                "no receipt of that id was issued to your agency that can be read still",
                where="receipt",
                hint="copy the id from the `receipt` of a check",
            )
        authorise_matter(grant, office.matters, found.kept.matter, found.kept.purpose)
        today = legal_day(office.clock())
        latest = today + timedelta(days=office.watching.longest_days)
        if not today <= until <= latest:
            raise invalid(f"{until} is not within the days a watch may last", "until", f"write {today} to {latest}")
        return found

    def _refuse_second_watch(self, connection: Connection, receipt: WatchedReceipt) -> None:
        wanted = ProceedingsWanted(
            kind=ProceedingKind.WATCH,
            agency=self._visit.grant.agency,
            states=(WatchState.WATCHED.value,),
            subject_ref=receipt.stored.subject_ref,
        )
        for each in ids_of(connection, wanted):
            found = find_proceeding(connection, WATCHES, each, self._office.vault)
            if found is not None and found.content.receipt == receipt.stored.id:
                raise invalid(f"the receipt is watched already, by {each}", "receipt", "end that watch first")

    def _watch_change(self, found: KeptWatch, outcome: Outcome) -> WatchChange:
        return WatchChange(watch=self._watch_shown(found), sequence=outcome.sequence)

    def _watch_shown(self, watch: KeptWatch) -> Watch:
        return shown(watch, self._visit.grant.client, self._office.matters, self._office.sources)
