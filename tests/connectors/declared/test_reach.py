"""Where an agency file and its operator let a source reach: from the setting to the outcome and the log."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from connectors.core.settings import ConfigFault
from connectors.exchange.aiohttp_exchange import AiohttpExchange
from connectors.exchange.httpx_exchange import HttpxExchange
from schema.codes import FailureKind
from schema.outcomes import Failed, Found
from tests.connectors.grades import BODY, Http, asked, made
from tests.connectors.names import Names, named
from tests.connectors.wires import http, says, speaking

NAME = "department.test"


@pytest.fixture(params=[AiohttpExchange, HttpxExchange])
def exchange(request: pytest.FixtureRequest) -> Http:
    found: Http = request.param
    return found


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    return named(monkeypatch)


async def test_declaring_the_network_that_the_log_names_lets_the_source_be_asked(
    tmp_path: Path, exchange: Http, names: Names, caplog: pytest.LogCaptureFixture
) -> None:
    names.lead(NAME, ["127.0.0.1"])
    async with speaking(says(http(BODY))) as wire:
        url = wire.url.replace("127.0.0.1", NAME)
        stopped = await asked(made(tmp_path, exchange, url=url))
        assert isinstance(stopped, Failed)
        assert stopped.failure is FailureKind.UNREACHABLE
        assert "may not reach" in stopped.message
        assert "127.0.0.1" not in stopped.message
        assert f"{NAME} leads to 127.0.0.1 (loopback); if that is where it should be" in caplog.text
        assert 'write networks = ["127.0.0.1"]' in caplog.text
        assert wire.requests == []
        assert isinstance(await asked(made(tmp_path, exchange, url=url, networks=["127.0.0.1"])), Found)


async def test_who_writes_localhost_means_this_machine(tmp_path: Path, exchange: Http, names: Names) -> None:
    names.lead("localhost", ["127.0.0.1"])
    async with speaking(says(http(BODY))) as wire:
        url = wire.url.replace("127.0.0.1", "localhost")
        assert isinstance(await asked(made(tmp_path, exchange, url=url)), Found)
        names.lead("localhost", ["10.0.0.1"])
        assert isinstance(await asked(made(tmp_path, exchange, url=url)), Failed)


@pytest.mark.parametrize("target", ["{elsewhere}/x", "//{host}/x", "http://169.254.169.254/latest?token=canary"])
async def test_a_redirect_is_never_followed_and_the_setting_is_named(
    tmp_path: Path, exchange: Http, target: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with speaking(says(http(BODY))) as elsewhere:
        location = target.format(elsewhere=elsewhere.url, host=elsewhere.url.removeprefix("http://"))
        redirect = http(b"", f"Location: {location}", status="307 Temporary Redirect")
        async with speaking(says(redirect)) as wire:
            outcome = await asked(made(tmp_path, exchange, url=wire.url))
            assert len(wire.requests) == 1
        assert elsewhere.requests == []
    assert isinstance(outcome, Failed)
    assert outcome.failure is FailureKind.MOVED
    assert outcome.message == "the source redirects elsewhere, and no redirect is followed"
    assert "status 307" in caplog.text
    assert "write the right address as `url` in its [[source]]" in caplog.text
    assert "canary" not in caplog.text


@pytest.mark.parametrize(
    ("more", "given"),
    [
        ('origins = ["http://169.254.169.254:80"]', {"url": "https://department.test"}),
        (
            'auth = { kind = "oauth2", token_url = "http://169.254.169.254/token" }',
            {"url": "https://department.test", "client_id": "i", "client_secret": "s"},
        ),
        ('url = "http://169.254.169.254"', {}),
    ],
)
def test_an_agency_file_allows_no_address_for_its_operator(tmp_path: Path, more: str, given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"169\.254\.169\.254:80, which is link-local; .* write networks = "):
        made(tmp_path, AiohttpExchange, more=more, **given)
    allowed = made(tmp_path, AiohttpExchange, more=more, networks=["169.254.0.0/16"], **given)
    assert "http://169.254.169.254:80" in allowed.descriptor.origins


def test_a_network_that_is_none_is_named_at_the_setting(tmp_path: Path) -> None:
    with pytest.raises(ConfigFault, match=r"source grades\.networks: '10\.20\.3\.4/16' is an address within") as caught:
        made(tmp_path, AiohttpExchange, url="https://department.test", networks=["10.20.3.4/16"])
    assert 'write networks of the department, such as ["10.20.0.0/16"]' in str(caught.value)
