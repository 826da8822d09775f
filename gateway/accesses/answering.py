"""Answers who asked about a subject, for its own request, and puts that answer on record too."""

from __future__ import annotations

from functools import partial

from gateway.accesses.told import refs_of, told
from gateway.case import read_case_number
from gateway.noting import note
from gateway.office import Office
from gateway.stages.authorise import authorise_accesses
from gateway.stages.identify import identify
from gateway.store.accesses import accesses_of
from gateway.visit import Visit
from schema.accesses import Access
from schema.graph.connections import MOST, Connection, Window, check_first, connection, unknown_cursor
from schema.graph.context import AccessQuestion

OPERATION = "accesses"


async def answer_accesses(question: AccessQuestion, visit: Visit, office: Office) -> Connection[Access]:
    """Give a page of the access entries about a subject, the latest first; raises `Refusal`."""
    authorise_accesses(visit.grant)
    check_first(question.first, MOST)
    case_number = read_case_number(question.case_number)
    subject = identify(question.scheme, question.value)
    first, before = question.first, _before(question.after)
    refs = refs_of(subject.asked, office.vault)
    page = await office.reader.call(partial(accesses_of, refs=refs, first=first, before=before))
    about = office.vault.subject_ref(subject.asked)
    entry = visit.access(office.clock(), OPERATION, about, case_number=case_number)
    await note(entry, office, visit.arrived + office.settings.deadline_ms / 1000)
    nodes = tuple(told(row, office.agencies) for row in page.rows)
    return connection(Window(nodes=nodes, more=page.more, total=page.total), lambda access: access.id)


def _before(after: str | None) -> int | None:
    if after is None or (after.isascii() and after.isdigit() and len(after) <= _LONGEST):
        return None if after is None else int(after)
    raise unknown_cursor()


_LONGEST = 18  # digits the store's numbers have at most
