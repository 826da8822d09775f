"""The issuer's keys: rotated, withdrawn, and not to be had."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from connectors.core.networks import Networks
from gateway.access.keys import FRESH, PAUSE, USABLE
from schema.errors import ErrorCode, Refusal
from tests.access.issuing import Issuer
from tests.access.making import SetClock, access_to, bearer, issuer_of
from tests.connectors.names import named

SECOND = timedelta(seconds=1)


async def test_a_new_key_is_found_at_once(server: Issuer) -> None:
    clock = SetClock()
    async with access_to(issuer_of(server), clock) as access:
        old = server.signed({})
        await access.verify(bearer(old))
        server.rotate("second")
        clock.ahead = PAUSE + SECOND
        await access.verify(bearer(server.signed({})))
        await access.verify(bearer(old))
    assert server.fetched == 2


async def test_a_withdrawn_key_proves_nothing_any_more_also_for_a_remembered_token(server: Issuer) -> None:
    clock = SetClock()
    async with access_to(issuer_of(server), clock) as access:
        old = server.signed({"exp": 2_000_000_000})
        await access.verify(bearer(old))
        server.rotate("second", withdraw=True)
        clock.ahead = PAUSE + SECOND
        await access.verify(bearer(server.signed({"exp": 2_000_000_000})))
        with pytest.raises(Refusal):
            await access.verify(bearer(old))


async def test_a_withdrawn_key_is_found_out_though_nobody_brings_a_new_token(server: Issuer) -> None:
    clock = SetClock()
    async with access_to(issuer_of(server), clock) as access:
        token = server.signed({"exp": 2_000_000_000})
        await access.verify(bearer(token))
        server.rotate("second", withdraw=True)
        clock.ahead = FRESH + SECOND
        await access.verify(bearer(token))  # on the keys held, while new ones are fetched
        for _ in range(100):
            if server.fetched > 1:
                break
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.1)
        with pytest.raises(Refusal):
            await access.verify(bearer(token))


async def test_unknown_key_ids_do_not_make_us_ask_the_issuer_over_and_over(server: Issuer) -> None:
    async with access_to(issuer_of(server)) as access:
        for number in range(20):
            with pytest.raises(Refusal):
                await access.verify(bearer(server.signed({}, {"kid": f"invented-{number}"})))
    assert server.fetched == 1


async def test_many_who_wait_for_the_keys_cause_one_request(server: Issuer) -> None:
    async with access_to(issuer_of(server)) as access:
        tokens = [server.signed({"jti": str(number)}) for number in range(20)]
        grants = await asyncio.gather(*(access.verify(bearer(token)) for token in tokens))
    assert len(grants) == 20
    assert server.fetched == 1


async def test_an_issuer_that_is_down_refuses_nobody_it_told_of_within_a_day(server: Issuer) -> None:
    clock = SetClock()
    long = {"exp": 2_000_000_000}
    async with access_to(issuer_of(server), clock) as access:
        await access.verify(bearer(server.signed(long)))
        server.down = True
        clock.ahead = FRESH + SECOND
        await access.verify(bearer(server.signed(long | {"jti": "2"})))
        clock.ahead = USABLE + SECOND
        with pytest.raises(Refusal) as refused:
            await access.verify(bearer(server.signed(long | {"jti": "3"})))
        assert refused.value.code is ErrorCode.CREDENTIALS_UNAVAILABLE
        server.down = False
        clock.ahead += PAUSE + SECOND
        await access.verify(bearer(server.signed(long | {"jti": "4"})))


async def test_an_issuer_that_never_answered_is_not_the_clients_fault(server: Issuer) -> None:
    server.down = True
    async with access_to(issuer_of(server)) as access:
        with pytest.raises(Refusal) as refused:
            await access.verify(bearer(server.signed({})))
    assert refused.value.code is ErrorCode.CREDENTIALS_UNAVAILABLE
    assert server.url not in str(refused.value)


async def test_keys_are_fetched_from_declared_addresses_only(server: Issuer, caplog: pytest.LogCaptureFixture) -> None:
    other = issuer_of(server, jwks_url=f"{server.url}/keys")
    async with access_to(other) as access:
        await access.verify(bearer(server.signed({})))
    lying = issuer_of(server, url=f"{server.url}/")
    async with access_to(lying) as access:
        with pytest.raises(Refusal):
            await access.verify(bearer(server.signed({"iss": f"{server.url}/"})))
    assert "it says that its name is" in caplog.text


async def test_an_issuer_whose_name_leads_inside_is_asked_where_its_networks_are_declared(
    server: Issuer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    named(monkeypatch).lead("sso.test", ["127.0.0.1"])
    url = server.url.replace("127.0.0.1", "sso.test")
    inside = issuer_of(server, jwks_url=f"{url}/keys")
    async with access_to(inside) as access:
        with pytest.raises(Refusal):
            await access.verify(bearer(server.signed({})))
    assert "sso.test leads to 127.0.0.1 (loopback); " in caplog.text
    assert 'write networks = ["127.0.0.1"]' in caplog.text
    async with access_to(replace(inside, networks=Networks.read(["127.0.0.1"]))) as access:
        await access.verify(bearer(server.signed({})))
