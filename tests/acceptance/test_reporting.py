"""Whistle-blowing (13): a report goes its own way, to people, and the gateway neither knows of it nor changes by it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gateway.demo.stage import Stage
from gateway.state import DATABASE
from tests.acceptance.asking import CHECK, Question
from tests.leaks.operations import selected
from tests.whistleblowing.channel import CONTACT, HANDLER, STORY, UNIT, Channel, bytes_of, channel_in

MATTERS = (("food-production-licence", "ADMINISTRATIVE_LICENCE"), ("annual-inspection-plan", "SUPERVISION"))
VOLATILE = {"knownAt", "retrievedAt", "latencyMs", "receipt"}  # differ whenever it is asked
BY_ANSWERING = {
    *("access_entry", "answer_count", "receipt", "receipt_group", "evidence", "personal_value", "subject_key"),
}


@pytest.fixture
def channel(tmp_path: Path) -> Iterator[Channel]:
    with channel_in(tmp_path / "reports", per_minute=1_000, per_minute_of_place=1_000) as opened:
        yield opened


async def everything_reported(channel: Channel, code: str) -> None:
    """Report a unit of every offence there is, and see each report to its end."""
    for offence in channel.settings.offences:
        await channel.report(creditCode=code, offence=offence)
    for report_id in await channel.ids():
        await channel.ask("GET", f"/desk/reports/{report_id}", HANDLER)
        assert (await channel.do(report_id, "forward", department="market-regulation")).status_code == 201
        assert (await channel.do(report_id, "close", reason="HANDED_OVER")).status_code == 200


def settled(answer: Any) -> Any:
    """Leave out of an answer when and how fast it was given."""
    if isinstance(answer, dict):
        return {name: settled(value) for name, value in answer.items() if name not in VOLATILE}
    return [settled(each) for each in answer] if isinstance(answer, list) else answer


def rows(state: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Give the rows of every table of the gateway's store that answering by itself does not add to."""
    with sqlite3.connect(state / DATABASE) as database:
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in sorted(names - BY_ANSWERING)}


@pytest.mark.go("GO-13-e", "GO-09-a")
@pytest.mark.parametrize("member", ["model-clean", "inspect-good"])
async def test_a_check_is_the_same_before_and_after_any_number_of_reports(
    stage: Stage, question: Question, channel: Channel, member: str
) -> None:
    state, who = stage.gateway().state, question.who(member)

    def asked() -> list[Any]:
        whole = CHECK % selected("check").strip().strip("{}")
        answers = [question.ask(whole, who=who, matter=matter, why=why)["check"] for matter, why in MATTERS]
        return [{**each, "id": None} for each in answers]

    before, kept = asked(), rows(state)
    await everything_reported(channel, who["value"])
    after = asked()

    assert [each["guidance"] for each in before] != ["INCOMPLETE"] * 2
    assert settled(before) == settled(after)
    assert rows(state) == kept
    assert {"event", "rights_entry", "joint_case"} <= kept.keys()


@pytest.mark.go("GO-13-b")
async def test_no_byte_of_the_gateways_state_or_log_is_of_a_report(
    stage: Stage, question: Question, channel: Channel, tmp_path: Path
) -> None:
    gateway = stage.gateway()
    code = question.who("model-clean")["value"]
    report_code = await channel.report(creditCode=code)
    (report_id,) = await channel.ids()
    lead = (await channel.do(report_id, "forward", department="tax")).json()
    question.check("model-clean", "guidance", *MATTERS[0])

    held = bytes_of(gateway.state)
    secrets = (STORY, CONTACT, "CNRY", report_code, report_code.replace("-", ""), report_id, lead["leadId"])
    assert code.encode() in held  # it was asked about
    assert [word for word in secrets if word.encode() in held] == []
    assert report_id.encode() in bytes_of(tmp_path / "reports")


@pytest.mark.go("GO-13-b", "GO-13-e")
@pytest.mark.parametrize("path", ["/reports", "/followup", "/desk/reports", "/desk/audit", "/graphql/reports"])
def test_the_gateway_answers_nothing_of_the_channel(question: Question, path: str) -> None:
    reply = question.fetch(path)
    assert (reply.status_code, "举报" in reply.text) == (404, False)


@pytest.mark.go("GO-13-a")
async def test_anybody_reports_a_unit_and_learns_what_became_of_it(channel: Channel) -> None:
    code = await channel.report()
    (report_id,) = await channel.ids()
    assert (await channel.ask("GET", f"/desk/reports/{report_id}", HANDLER)).json()["creditCode"] == UNIT
    await channel.do(report_id, "forward", department="tax")
    await channel.do(report_id, "reply", message="It is with the department.")
    await channel.do(report_id, "close", reason="HANDED_OVER")

    told = (await channel.ask("POST", "/followup", json={"code": code})).json()

    assert (told["state"], told["closing"]) == ("CLOSED", "HANDED_OVER")
    assert [each["text"] for each in told["replies"]] == ["It is with the department."]
