"""The audit cannot be changed unnoticed: the database refuses, and whoever gets round it breaks the chain."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine

from gateway.whistleblowing.tables import metadata
from gateway.whistleblowing.trail import AuditEntry, Head, Trail, entries_of, faults_of
from gateway.whistleblowing.words import Deed, Refused
from tests.whistleblowing.channel import Channel

DEEDS = st.lists(st.tuples(st.sampled_from(["hui", "reporter"]), st.sampled_from(Deed)), min_size=2, max_size=8)
OTHER: dict[str, Any] = {
    "at": "2020-01-01",
    "who": "mallory",
    "deed": "LISTED",
    "report_id": "X",
    "detail": "y",
    "digest": "0" * 64,
}


def written(deeds: list[tuple[str, Deed]]) -> tuple[AuditEntry, ...]:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        for who, deed in deeds:
            Trail(connection, who, "2026-05-04").note(deed, "AAAAAAAAAAAA")
        found = entries_of(connection)
    engine.dispose()
    return found


@given(DEEDS)
def test_what_was_written_is_whole_and_holds_every_head_of_before(deeds: list[tuple[str, Deed]]) -> None:
    entries = written(deeds)
    assert faults_of(entries, [Head(0, ""), *(Head(each.seq, each.digest) for each in entries)]) == ()


@given(DEEDS, st.data())
def test_any_entry_that_is_changed_left_out_or_moved_shows(deeds: list[tuple[str, Deed]], data: st.DataObject) -> None:
    entries = written(deeds)
    place = data.draw(st.integers(0, len(entries) - 1))
    name = data.draw(st.sampled_from(sorted(OTHER)))
    changed = replace(entries[place], **{name: OTHER[name]})
    assert faults_of((*entries[:place], changed, *entries[place + 1 :]))
    if place < len(entries) - 1:
        assert faults_of((*entries[:place], *entries[place + 1 :]))
        swapped = (*entries[:place], entries[place + 1], entries[place], *entries[place + 2 :])
        assert faults_of(swapped)


@given(DEEDS)
def test_a_shortened_or_rewritten_audit_lacks_a_head_noted_elsewhere(deeds: list[tuple[str, Deed]]) -> None:
    entries = written(deeds)
    head = Head(entries[-1].seq, entries[-1].digest)
    anew = written([("mallory", Deed.AUDITED), *deeds[1:]])

    assert faults_of(entries[:-1]) == faults_of(anew) == ()
    assert faults_of(entries[:-1], [head])
    assert faults_of(anew, [head])


@pytest.mark.go("GO-13-b")
@pytest.mark.parametrize("change", ["UPDATE audit_entry SET who = 'nobody'", "DELETE FROM audit_entry"])
async def test_the_database_refuses_to_change_an_entry(channel: Channel, change: str) -> None:
    await channel.one()
    with pytest.raises(Refused), channel.store.writing() as connection:
        connection.exec_driver_sql(change)
    assert [each["deed"] for each in await channel.audit()] == ["SUBMITTED", "LISTED", "AUDITED"]
