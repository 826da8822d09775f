"""The town the gateways of these tests are before, and one gateway that believes tokens and certificates alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.demo.servers import Town, town_running
from gateway.demo.worlds import World
from tests.access.issuing import AUDIENCE, Issuer, issuing
from tests.access.test_certificates import FINGERPRINT
from tests.serving.served import Served, serving

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


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town_running(tmp_path_factory.mktemp("town"), World()) as running:
        yield running


@pytest.fixture(scope="session")
def issuer() -> Iterator[Issuer]:
    with issuing() as running:
        yield running


@pytest.fixture(scope="session")
def served(issuer: Issuer, town: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    def tokens_only(folder: Path) -> None:
        settings = folder / "gateway.toml"
        text = settings.read_text(encoding="utf-8").replace("api_keys = true", "api_keys = false")
        settings.write_text(text.replace("trusted_proxies = []", 'trusted_proxies = ["127.0.0.1"]'), encoding="utf-8")
        written = CLIENTS.format(url=issuer.url, audience=AUDIENCE, fingerprint=FINGERPRINT)
        (folder / "clients.toml").write_text(written, encoding="utf-8")

    with serving(tmp_path_factory.mktemp("access"), town, before=tokens_only) as gateway:
        yield gateway
        assert "Traceback" not in gateway.log()
