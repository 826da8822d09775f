"""`tally serve` where API keys are closed: tokens of a real issuer, and certificates a proxy tells."""

from __future__ import annotations

import httpx

from tests.access.issuing import Issuer
from tests.access.test_certificates import HEADER
from tests.serving.served import MATTERS, Served


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
