"""`tally serve` where API keys are closed: tokens of a real issuer, and certificates a proxy tells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from gateway.demo.servers import Town
from tests.access.issuing import AUDIENCE, Issuer, issuing
from tests.access.test_certificates import FINGERPRINT, HEADER
from tests.serving.served import MATTERS, Served, serving

CLIENTS = """
[[issuer]]
id = "sso"
url = "{url}"
audience = "{audience}"

[[client]]
id = "approvals"
agency = "market-regulation"
token = {{ issuer = "sso", client = "approvals" }}
purposes = ["ADMINISTRATIVE_LICENCE"]
matters = ["food-production-licence"]
record_kinds = ["REGISTRATION"]
regions = ["*"]

[[client]]
id = "proxied"
agency = "finance"
certificate_sha256 = "{fingerprint}"
"""


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with issuing() as running:
        yield running


@pytest.fixture(scope="module")
def served(issuer: Issuer, town: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    def closed(folder: Path) -> None:
        settings = folder / "gateway.toml"
        text = settings.read_text(encoding="utf-8").replace("api_keys = true", "api_keys = false")
        settings.write_text(text.replace("trusted_proxies = []", 'trusted_proxies = ["127.0.0.1"]'), encoding="utf-8")
        written = CLIENTS.format(url=issuer.url, audience=AUDIENCE, fingerprint=FINGERPRINT)
        (folder / "clients.toml").write_text(written, encoding="utf-8")

    with serving(tmp_path_factory.mktemp("access"), town, before=closed) as gateway:
        yield gateway


def _ask(served: Served, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.post(served.url, json=MATTERS, headers=named, timeout=10.0, trust_env=False)


def test_a_client_of_the_issuer_is_answered(served: Served, issuer: Issuer) -> None:
    answer = _ask(served, authorization=f"Bearer {issuer.token('approvals')}")
    assert (answer.status_code, "errors" in answer.json()) == (200, False)


def test_nobody_else_is(served: Served, issuer: Issuer) -> None:
    refused = [
        _ask(served),
        _ask(served, authorization="Bearer sandbox-market-regulation"),
        _ask(served, authorization=f"Bearer {issuer.token('somebody')}"),
        _ask(served, authorization=f"Basic {issuer.token('approvals')}"),
        _ask(served, authorization=f"Bearer {issuer.token('approvals')[:-4]}AAAA"),
    ]
    assert [answer.status_code for answer in refused] == [401] * 5
    assert {answer.json()["errors"][0]["extensions"]["code"] for answer in refused} == {"UNAUTHENTICATED"}


def test_a_certificate_told_by_the_trusted_proxy_is_answered(served: Served) -> None:
    assert _ask(served, client_cert=HEADER).status_code == 200
    assert _ask(served, client_cert=HEADER[:-9] + ":").status_code == 401


def test_no_token_is_in_the_log(served: Served, issuer: Issuer) -> None:
    token = issuer.token("approvals")
    _ask(served, authorization=f"Bearer {token}")
    _ask(served, authorization=f"Bearer {token}x")
    assert token.rpartition(".")[2] not in served.log()
