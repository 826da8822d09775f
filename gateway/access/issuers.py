"""Issuers of tokens, as `clients.toml` names them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from connectors.core.networks import PUBLIC_ONLY, Networks

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519")
"""Asymmetric signatures of RFC 7518 and RFC 9864: a gateway that can verify must not be able to issue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Authorisation server (RFC 8414, OpenID Connect Discovery) whose tokens are believed.

    `url` is the `iss` of its tokens; `jwks_url` the address of its keys, None to discover it; `audience` the `aud` that
    means this gateway; `client_claim` the claim that names the client; `networks` are those its name may lead to beside
    public addresses.
    """

    id: str
    url: str
    audience: str
    jwks_url: str | None = None
    algorithms: tuple[str, ...] = ("RS256", "PS256", "ES256")
    client_claim: str = "client_id"
    clock_skew_seconds: int = 60
    ca_file: Path | None = None
    networks: Networks = PUBLIC_ONLY
