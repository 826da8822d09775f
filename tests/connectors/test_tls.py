"""TLS of both exchanges against a real server that wants a client certificate; and the files an operator gives."""

from __future__ import annotations

import logging
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from connectors.core.faults import Unreachable
from connectors.exchange.aiohttp_exchange import AiohttpExchange
from connectors.exchange.exchange import PolicedExchange, Policy, Request
from connectors.exchange.httpx_exchange import HttpxExchange
from connectors.exchange.policy import origin_of
from connectors.exchange.tls import UNTRUSTED, system_trust, tls_context
from tests.connectors.authorities import CLIENT, Files, self_signed, wanting_certificates, written
from tests.connectors.wires import http, says, speaking

AUTHORITY = trustme.CA()
OTHER = trustme.CA()


@pytest.fixture(params=[AiohttpExchange, HttpxExchange])
def kind(request: pytest.FixtureRequest) -> type[PolicedExchange]:
    found: type[PolicedExchange] = request.param
    return found


@pytest.fixture(params=[ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3], ids=["1.2", "1.3"])
def newest(request: pytest.FixtureRequest) -> ssl.TLSVersion:
    found: ssl.TLSVersion = request.param
    return found


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return written(AUTHORITY, tmp_path / "right")


@pytest.fixture
def others(tmp_path: Path) -> Files:
    return written(OTHER, tmp_path / "other")


def opened(kind: type[PolicedExchange], url: str, tls: ssl.SSLContext | None) -> PolicedExchange:
    origins = frozenset({origin_of(url)})
    return kind(Policy(origins=origins, connections=2, connect_seconds=2.0, max_bytes=1_000, tls=tls))


async def unreachable(kind: type[PolicedExchange], url: str, tls: ssl.SSLContext | None) -> Unreachable:
    async with opened(kind, url, tls) as exchange:
        with pytest.raises(Unreachable) as caught:
            await exchange.send(Request("GET", f"{url}/x"))
    return caught.value


def client(files: Files, **other: str) -> ssl.SSLContext:
    return tls_context(**{"ca": files.ca, "certificate": files.certificate, "private_key": files.private_key, **other})


async def test_the_right_certificate_is_let_in(
    kind: type[PolicedExchange], newest: ssl.TLSVersion, files: Files
) -> None:
    async with (
        wanting_certificates(AUTHORITY, newest=newest) as (url, clients),
        opened(kind, url, client(files)) as exchange,
    ):
        for _ in range(2):
            assert (await exchange.send(Request("GET", f"{url}/x"))).body == b"in"
    assert clients == [CLIENT, CLIENT]


async def test_without_or_with_another_authoritys_certificate_nobody_gets_in(
    kind: type[PolicedExchange], newest: ssl.TLSVersion, files: Files, others: Files
) -> None:
    async with wanting_certificates(AUTHORITY, newest=newest) as (url, clients):
        for tls in (tls_context(ca=files.ca), client(others, ca=files.ca)):
            fault = await unreachable(kind, url, tls)
            assert fault.message != UNTRUSTED
    assert clients == []


async def test_a_server_of_another_authority_is_not_believed(
    kind: type[PolicedExchange], files: Files, others: Files
) -> None:
    async with wanting_certificates(AUTHORITY) as (url, clients):
        for tls in (None, client(files, ca=others.ca)):
            assert (await unreachable(kind, url, tls)).message == UNTRUSTED
    assert clients == []


async def test_a_server_of_another_name_is_not_believed(kind: type[PolicedExchange], files: Files) -> None:
    async with wanting_certificates(AUTHORITY, host="elsewhere.invalid") as (url, clients):
        assert (await unreachable(kind, url, client(files))).message == UNTRUSTED
    assert clients == []


async def test_a_certificate_that_is_over_or_its_own_authority_is_not_believed(
    kind: type[PolicedExchange], files: Files
) -> None:
    over = AUTHORITY.issue_cert("127.0.0.1", not_after=datetime.now(UTC) - timedelta(days=1))
    for certificate in (over, self_signed("127.0.0.1")):
        async with wanting_certificates(AUTHORITY, certificate=certificate) as (url, clients):
            assert (await unreachable(kind, url, client(files))).message == UNTRUSTED
        assert clients == []


async def test_old_versions_are_not_spoken(kind: type[PolicedExchange], files: Files) -> None:
    lax = client(files)
    lax.set_ciphers("DEFAULT:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        lax.minimum_version = ssl.TLSVersion.TLSv1_1
        async with wanting_certificates(AUTHORITY, newest=ssl.TLSVersion.TLSv1_1) as (url, clients):
            await unreachable(kind, url, client(files))
            assert clients == []
            async with opened(kind, url, lax) as exchange:
                assert (await exchange.send(Request("GET", f"{url}/x"))).body == b"in"


async def test_a_server_that_speaks_no_tls(kind: type[PolicedExchange], files: Files) -> None:
    async with speaking(says(http(b"plain"))) as wire:
        url = wire.url.replace("http:", "https:")
        async with opened(kind, url, client(files)) as exchange:
            with pytest.raises(Unreachable):
                await exchange.send(Request("GET", url))


async def test_nothing_of_paths_addresses_or_certificates_is_told_or_logged(
    kind: type[PolicedExchange], files: Files, others: Files, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    told: list[str] = []
    for host in ("127.0.0.1", "elsewhere.invalid"):
        async with wanting_certificates(AUTHORITY, host=host) as (url, _):
            for tls in (None, tls_context(ca=files.ca), client(others)):
                fault = await unreachable(kind, url, tls)
                told += [fault.message, fault.detail, repr(fault), repr(fault.failed())]
    told += [record.getMessage() for record in caplog.records if record.name != "asyncio"]
    hidden = (str(tmp_path), "127.0.0.1", "elsewhere", CLIENT, "trustme", "verify failed", ".pem")
    assert not [text for text in told if any(word in text for word in hidden)]


def test_verification_is_always_on_and_old_versions_are_off(files: Files) -> None:
    for context in (system_trust(), tls_context(), tls_context(ca=files.ca), client(files)):
        assert context.verify_mode is ssl.CERT_REQUIRED
        assert context.check_hostname
        assert context.minimum_version is ssl.TLSVersion.TLSv1_2


def test_a_private_authority_is_trusted_instead_of_the_systems(files: Files) -> None:
    assert tls_context(ca=files.ca).cert_store_stats()["x509_ca"] == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"ca": "missing"}, "`ca` cannot be read (No such file or directory); give the path of a PEM file"),
        ({"ca": "\0"}, "`ca` cannot be read (not a path); give"),
        ({"ca": "."}, "`ca` cannot be read (Is a directory); give"),
        ({"ca": "empty"}, "`ca` is no certificate in PEM; give"),
        ({"ca": "text"}, "`ca` is no certificate in PEM; give"),
        ({"ca": "private_key"}, "`ca` is no certificate in PEM; give"),
        ({"ca": "broken"}, "`ca` is no certificate in PEM; give"),
        ({"certificate": "missing"}, "`certificate` cannot be read"),
        ({"private_key": "missing"}, "`private_key` cannot be read"),
        ({"certificate": "text"}, "`certificate` is no certificate in PEM; give"),
        ({"certificate": "private_key"}, "`certificate` is no certificate in PEM; give"),
        ({"private_key": "text"}, "`private_key` is no private key in PEM; give"),
        ({"private_key": "certificate"}, "`private_key` is no private key in PEM; give"),
        ({"private_key": "encrypted_key"}, "`private_key` is encrypted; give"),
        ({"private_key": "other"}, "`private_key` is not the key of `certificate`; give"),
        ({"private_key": None}, "`private_key` is missing beside its other half; give"),
        ({"certificate": None}, "`certificate` is missing beside its other half; give"),
    ],
)
def test_an_unusable_file_is_named_with_what_to_give_instead(
    given: dict[str, str | None], said: str, files: Files, others: Files, tmp_path: Path
) -> None:
    broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    for name, text in (("empty", ""), ("text", "not PEM"), ("broken", broken)):
        (tmp_path / name).write_text(text)
    places = {
        "private_key": files.private_key,
        "certificate": files.certificate,
        "encrypted_key": files.encrypted_key,
        "other": others.private_key,
    }
    paths = {name: None if item is None else places.get(item, str(tmp_path / item)) for name, item in given.items()}
    right = {"ca": files.ca, "certificate": files.certificate, "private_key": files.private_key}
    with pytest.raises(ValueError, match=r".+") as caught:
        tls_context(**{**right, **paths})
    assert str(caught.value).startswith(said)
    assert "give the path of a PEM file with" in str(caught.value)
    assert str(tmp_path) not in str(caught.value)
