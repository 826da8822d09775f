"""Where names may lead, on both exchanges over real sockets: what was checked is what is connected to."""

from __future__ import annotations

import asyncio
import socket
import time
from pathlib import Path

import pytest
import trustme

from connectors.core.faults import Fault, OffLimits, Unreachable
from connectors.core.networks import PUBLIC_ONLY, Networks
from connectors.exchange.aiohttp_exchange import AiohttpExchange
from connectors.exchange.exchange import PolicedExchange, Policy, Request
from connectors.exchange.httpx_exchange import HttpxExchange
from connectors.exchange.policy import origin_of
from connectors.exchange.tls import UNTRUSTED, tls_context
from tests.connectors.authorities import wanting_certificates, written
from tests.connectors.names import Names, named
from tests.connectors.wires import Wire, http, says, speaking

HERE = Networks.read(["127.0.0.0/8"])
NAME = "department.test"


@pytest.fixture(params=[AiohttpExchange, HttpxExchange])
def kind(request: pytest.FixtureRequest) -> type[PolicedExchange]:
    found: type[PolicedExchange] = request.param
    return found


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    return named(monkeypatch)


def opened(kind: type[PolicedExchange], url: str, networks: Networks = PUBLIC_ONLY, **more: object) -> PolicedExchange:
    plain = {"origins": frozenset({origin_of(url)}), "connections": 4, "connect_seconds": 0.3, "max_bytes": 1_000}
    return kind(Policy(**{**plain, "networks": networks, **more}))  # type: ignore[arg-type]  # as a test says


def at(wire: Wire, name: str = NAME) -> str:
    return wire.url.replace("127.0.0.1", name)


async def fault_of(exchange: PolicedExchange, url: str) -> Fault:
    with pytest.raises(Fault) as caught:
        await exchange.send(Request("GET", f"{url}/x"))
    return caught.value


@pytest.mark.parametrize(
    ("address", "word", "network"),
    [
        ("127.0.0.1", "loopback", "127.0.0.1"),
        ("10.20.3.4", "private", "10.20.3.4"),
        ("169.254.169.254", "link-local", "169.254.169.254"),
        ("fd00:ec2::254", "private", "fd00:ec2::254"),
        ("::ffff:127.0.0.1", "loopback", "127.0.0.1"),
        ("64:ff9b::10.20.3.4", "private", "10.20.3.4"),
    ],
)
async def test_a_name_that_leads_inside_is_stopped_and_the_network_to_declare_is_named(
    kind: type[PolicedExchange], names: Names, address: str, word: str, network: str
) -> None:
    names.lead(NAME, [address])
    async with speaking(says(http(b"inside"))) as wire, opened(kind, at(wire)) as exchange:
        fault = await fault_of(exchange, at(wire))
    assert isinstance(fault, OffLimits)
    assert wire.requests == []
    assert fault.detail == f"{NAME} leads to {network} ({word})"
    assert f'write networks = ["{network}"]' in fault.advice
    assert not any(hidden in repr(fault.failed()) for hidden in (network, address, NAME))


async def test_of_several_addresses_only_those_allowed_are_connected_to(
    kind: type[PolicedExchange], names: Names
) -> None:
    names.lead(NAME, ["10.0.0.1", "127.0.0.1", "::1"])
    async with (
        speaking(says(http(b"here"))) as wire,
        opened(kind, at(wire), Networks.read(["127.0.0.1"])) as exchange,
    ):
        assert (await exchange.send(Request("GET", at(wire)))).body == b"here"


async def test_a_name_is_looked_up_once_for_a_connection_and_may_move_within_its_networks(
    kind: type[PolicedExchange], names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aiohttp.connector._DNSCacheTable.expired", lambda *_: True)  # as if its ten seconds were over
    names.lead(NAME, ["127.0.0.1"], ["127.0.0.2"], ["169.254.169.254"])
    async with speaking(says(http(b"once")), host="127.0.0.1") as wire:
        port = int(wire.url.rpartition(":")[2])
        async with (
            speaking(says(http(b"moved")), host="127.0.0.2", port=port),
            opened(kind, at(wire), HERE) as exchange,
        ):
            told = [(await exchange.send(Request("GET", at(wire)))).body for _ in range(2)]
            fault = await fault_of(exchange, at(wire))
    assert told == [b"once", b"moved"]
    assert isinstance(fault, OffLimits)
    assert names.asked == [NAME] * 3


async def test_an_address_in_the_url_is_declared_by_being_there(kind: type[PolicedExchange], names: Names) -> None:
    async with speaking(says(http(b"here"))) as wire, opened(kind, wire.url) as exchange:
        assert (await exchange.send(Request("GET", wire.url))).body == b"here"
    assert names.asked == []


async def test_a_name_without_addresses_or_whose_lookup_hangs_is_unreachable_in_time(
    kind: type[PolicedExchange], names: Names
) -> None:
    names.lead("none.test", socket.gaierror(-2, "Name or service not known"))
    names.lead("slow.test", 0.5)
    for host in ("none.test", "slow.test"):
        async with opened(kind, f"http://{host}:9", connect_seconds=0.1) as exchange:
            for _ in range(2):
                started = time.monotonic()
                fault = await fault_of(exchange, f"http://{host}:9")
                assert time.monotonic() - started < 0.3
                assert isinstance(fault, Unreachable)
                assert host not in f"{fault.message} {fault.detail}"
    assert names.asked.count("slow.test") == 1  # however many wait, or gave up waiting


async def test_the_certificate_is_checked_against_the_name_not_the_address(
    kind: type[PolicedExchange], names: Names, tmp_path: Path
) -> None:
    authority = trustme.CA()
    files = written(authority, tmp_path / "files")
    tls = tls_context(ca=files.ca, certificate=files.certificate, private_key=files.private_key)
    for name in (NAME, "other.test"):
        names.lead(name, ["127.0.0.1"])
    async with wanting_certificates(authority, host=NAME) as (url, clients):
        right, wrong = (url.replace("127.0.0.1", name) for name in (NAME, "other.test"))
        async with opened(kind, right, HERE, tls=tls) as exchange:
            assert (await exchange.send(Request("GET", f"{right}/x"))).body == b"in"
        for other in (wrong, url):
            async with opened(kind, other, HERE, tls=tls) as exchange:
                assert (await fault_of(exchange, other)).message == UNTRUSTED
    assert len(clients) == 1


async def test_no_proxy_of_the_environment_is_asked(
    kind: type[PolicedExchange], names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    names.lead(NAME, ["127.0.0.1"])
    async with speaking(says(http(b"proxy"))) as proxy, speaking(says(http(b"here"))) as wire:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        async with opened(kind, at(wire), HERE) as exchange:
            assert (await exchange.send(Request("GET", at(wire)))).body == b"here"
    assert proxy.requests == []


async def test_many_askers_of_a_name_off_limits_are_each_told(kind: type[PolicedExchange], names: Names) -> None:
    names.lead(NAME, ["10.0.0.1"])
    async with opened(kind, f"http://{NAME}:9") as exchange:
        asked = [asyncio.create_task(fault_of(exchange, f"http://{NAME}:9")) for _ in range(5)]
        assert {type(await each) for each in asked} == {OffLimits}
