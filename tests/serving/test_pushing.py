"""News leaves a real gateway: at least once though it is killed, and over WebSocket from where one left off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from gateway.cli.case_questions import OPEN
from gateway.demo.servers import Town
from tests.acceptance.departments import INSPECTOR, NEIGHBOUR, order
from tests.delivering.receiving import SECRET, Receiver, hang
from tests.http.websocket.clients import Client, client
from tests.serving.served import Served, eventually, serving

ENDPOINT = """
[[endpoint]]
id = "{name}"
client = "sandbox-ecology-neighbour"
url = "{url}"
networks = ["127.0.0.0/8"]
secrets = ["${{file:hook-secret}}"]
"""
EVENTS = "subscription ($after: Int) { events(after: $after) { sequence kind event proceeding state } }"


def write_endpoints(folder: Path, **receivers: Receiver) -> None:
    """Push to receivers, with little patience."""
    (folder / "hook-secret").write_text(SECRET + "\n")
    written = (ENDPOINT.format(name=name, url=each.url) for name, each in receivers.items())
    (folder / "webhooks.toml").write_text("".join(written))
    settings = folder / "gateway.toml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("seconds = 15                   # an end", "seconds = 1                    # an end")
    settings.write_text(text.replace("first_pause_seconds = 5 ", "first_pause_seconds = 0.1 "), encoding="utf-8")


def open_case(served: Served, town: Town, key: str, *to: str) -> Any:
    who = {name: town.cast["env-listed"][name] for name in ("scheme", "value")}
    asked = {"query": OPEN, "variables": {"input": order(who, *to), "key": key}}
    headers = {"authorization": f"Bearer {NEIGHBOUR}"}
    answer = httpx.post(served.url, json=asked, headers=headers, trust_env=False, timeout=20).json()
    assert "errors" not in answer, answer
    return answer["data"]["change"]["case"]


def test_a_gateway_killed_before_or_after_sending_delivers_when_it_runs_again(town: Town, tmp_path: Path) -> None:
    slow, closed = Receiver(), Receiver()  # the one takes what it is sent and does not say so, the other does nothing
    slow.answers = [hang]
    with slow.running():
        with serving(tmp_path, town, before=lambda folder: write_endpoints(folder, slow=slow, closed=closed)) as served:
            case = open_case(served, town, "K-1", "ecology-far")
            slow.wait(lambda each: len(each.got) == 1)
            served.process.kill()
            served.process.wait()
        with closed.running(), serving(tmp_path, town):
            wanted = [entry["sequence"] for entry in case["trail"]]
            assert len(wanted) > 1
            for receiver in (slow, closed):
                receiver.wait(lambda each: each.got[-1:] != [] and each.got[-1]["data"]["sequence"] == wanted[-1])
    assert slow.ids[0] == slow.ids[1]
    for receiver in (slow, closed):
        told = [each["data"]["sequence"] for each in receiver.got]
        assert (sorted(set(told)), told) == (wanted, sorted(told))


@pytest.fixture(scope="module")
def gateway(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("events"), town) as running:
        yield running
        assert "Traceback" not in running.log()


async def next_events(opened: Client, number: int) -> list[dict[str, Any]]:
    found = []
    for _ in range(number):
        message = await opened.next()
        assert message["type"] == "next", message
        found.append(message["payload"]["data"]["events"])
    return found


async def test_events_are_told_as_they_come_and_nothing_is_missed_by_who_was_away(town: Town, gateway: Served) -> None:
    url = httpx.URL(gateway.url)
    async with client(url, init=False) as opened:
        await opened.init(Authorization=f"Bearer {NEIGHBOUR}")
        await opened.subscribe(EVENTS, variables={"after": 0})
        case = open_case(gateway, town, "E-1", "ecology-far")
        seen = await next_events(opened, len(case["trail"]))
    assert [(each["sequence"], each["state"]) for each in seen] == [
        (entry["sequence"], entry["state"]) for entry in case["trail"]
    ]
    assert {each["proceeding"] for each in seen} == {case["id"]}
    away = open_case(gateway, town, "E-2", "ecology-far")
    async with client(url, init=False) as opened:
        await opened.init(Authorization=f"Bearer {NEIGHBOUR}")
        await opened.subscribe(EVENTS, variables={"after": seen[-1]["sequence"]})
        later = await next_events(opened, len(away["trail"]))
    assert [each["sequence"] for each in later] == [entry["sequence"] for entry in away["trail"]]


async def test_who_takes_no_part_hears_nothing_and_a_grant_lost_ends_it(town: Town, gateway: Served) -> None:
    async with client(httpx.URL(gateway.url), init=False) as opened:
        await opened.init(Authorization=f"Bearer {INSPECTOR}")
        await opened.subscribe(EVENTS)
        await opened.subscribe(EVENTS, "all", variables={"after": 0})
        open_case(gateway, town, "E-3", "ecology-far")
        sent = open_case(gateway, town, "E-4", "market-regulation")
        heard = await next_events(opened, 2 * len(sent["trail"]))
        assert {each["proceeding"] for each in heard} == {sent["id"]}
        settings = gateway.folder / "clients.toml"
        text = settings.read_text(encoding="utf-8")
        start = text.index('id = "sandbox-market-regulation"')
        end = text.index("[[client]]", start)
        lost = text[start:end].replace("initiates = true", "").replace("responds = true", "")
        lost = lost[: lost.index("procedures = [")] + lost[lost.index("]", lost.index("procedures = [")) + 1 :]
        exchanged = gateway.exchanges()
        settings.write_text(text[:start] + lost + text[end:], encoding="utf-8")
        gateway.hang_up()
        assert eventually(lambda: gateway.exchanges() > exchanged)
        for _ in range(2):
            ended = await opened.next()
            assert (ended["type"], ended["payload"][0]["extensions"]["code"]) == ("error", "FORBIDDEN")


def test_an_endpoint_that_is_named_while_the_gateway_serves_is_delivered_to(town: Town, gateway: Served) -> None:
    with Receiver().running() as receiver:
        write_endpoints(gateway.folder, added=receiver)
        exchanged = gateway.exchanges()
        gateway.hang_up()
        assert eventually(lambda: gateway.exchanges() > exchanged)
        case = open_case(gateway, town, "E-5", "ecology-far")
        receiver.wait(lambda each: each.got[-1:] != [] and each.got[-1]["data"]["proceeding"] == case["id"])
    assert {each["data"]["proceeding"] for each in receiver.got} == {case["id"]}
