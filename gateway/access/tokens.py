"""Clients by access token: a JWT of a known issuer, for this gateway, in its time (RFC 7519, RFC 9068)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from cachetools import LRUCache
from joserfc import jws, jwt
from joserfc.errors import ExpiredTokenError, JoseError

from connectors.core.connector import Clock
from gateway.access.credentials import Presented, unauthenticated
from gateway.access.issuers import Issuer
from gateway.access.keys import FRESH, IssuerKeys, KeysUnavailable
from gateway.grants import Grant
from schema.errors import ErrorCode, Refusal

LONGEST_TOKEN = 8192
MOST_REMEMBERED = 4096
_TYPES = frozenset({None, "JWT", "at+jwt", "application/at+jwt"})


@dataclass(frozen=True, slots=True)
class Accepted:
    """A token that was verified: its grant, under which keys of the issuer, until when that is believed (Unix seconds).

    A token is verified again as often as keys are to be fresh, so that one signed by a withdrawn key is found out.
    """

    grant: Grant
    issuer: str
    keys: int
    until: float


class AccessTokens:
    """Knows the grants by issuer and the client its tokens name."""

    def __init__(
        self,
        issuers: Mapping[str, tuple[Issuer, IssuerKeys]],
        grants: Mapping[tuple[str, str], Grant],
        clock: Clock,
    ) -> None:
        """Take the issuers by their URL and the grants by issuer id and client."""
        self._issuers = dict(issuers)
        self._grants = dict(grants)
        self._clock = clock
        self._accepted: LRUCache[bytes, Accepted] = LRUCache(MOST_REMEMBERED)

    async def verify(self, presented: Presented) -> Grant | None:
        """Give the grant of a token; None for what is no JWT of an issuer named here.

        Raises `Refusal(UNAUTHENTICATED)` for a token that proves nothing, and `Refusal(CREDENTIALS_UNAVAILABLE)` where
        the issuer's keys cannot be had.
        """
        token = presented.bearer()
        if token is None or not self._issuers or token.count(".") != 2:
            return None
        digest = hashlib.sha256(token.encode()).digest()
        remembered = self._accepted.get(digest)
        if remembered is not None and self._still_holds(remembered):
            return remembered.grant
        accepted = await self._accept(token)
        self._accepted[digest] = accepted
        return accepted.grant

    def _still_holds(self, accepted: Accepted) -> bool:
        _, keys = self._issuers[accepted.issuer]
        return accepted.keys == keys.version and self._clock().timestamp() < accepted.until

    async def _accept(self, token: str) -> Accepted:
        header, claims = _unverified(token)
        issuer, keys = self._issuer_of(claims)
        if header.get("typ") not in _TYPES:
            raise unauthenticated("the token is of another type than an access token")
        try:
            held = await keys.holding(header.get("kid"))
        except KeysUnavailable as error:
            raise Refusal(
                ErrorCode.CREDENTIALS_UNAVAILABLE,
                "the keys of the token's issuer cannot be had, so nobody can be told by it",
                where="Authorization",
                hint="ask again in some seconds; if it lasts, tell the operator",
            ) from error
        try:
            verified = jwt.decode(token, held, algorithms=list(issuer.algorithms))
            self._registry(issuer).validate(verified.claims)
        except ExpiredTokenError as error:
            raise unauthenticated("the token has expired", hint="have a new one from its issuer") from error
        except (JoseError, ValueError) as error:
            raise unauthenticated("the token proves nothing here: signature, audience or time do not hold") from error
        client = str(verified.claims.get(issuer.client_claim))
        grant = self._grants.get((issuer.id, client))
        if grant is None:
            raise unauthenticated("the token names no client of this gateway", hint="tell the operator its client id")
        until = min(_expiry(verified.claims, issuer), (self._clock() + FRESH).timestamp())
        return Accepted(grant, issuer.url, keys.version, until)

    def _issuer_of(self, claims: Mapping[str, Any]) -> tuple[Issuer, IssuerKeys]:
        name = claims.get("iss")
        known = self._issuers.get(name) if isinstance(name, str) else None
        if known is None:
            raise unauthenticated("the token is of an issuer this gateway does not know")
        return known

    def _registry(self, issuer: Issuer) -> jwt.JWTClaimsRegistry:
        return jwt.JWTClaimsRegistry(
            now=int(self._clock().timestamp()),
            leeway=issuer.clock_skew_seconds,
            iss={"essential": True, "value": issuer.url},
            aud={"essential": True, "value": issuer.audience},
            exp={"essential": True},
        )


def _unverified(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read which issuer and key a token names; nothing of it is believed yet."""
    if len(token) > LONGEST_TOKEN:
        raise unauthenticated(f"the token is longer than {LONGEST_TOKEN} characters")
    try:
        signed = jws.extract_compact(token.encode())
        claims = orjson.loads(signed.payload)
    except (JoseError, ValueError, RecursionError) as error:
        raise unauthenticated("the token is no JWT") from error
    if not isinstance(claims, dict):
        raise unauthenticated("the token is no JWT")
    return dict(signed.headers()), claims


def _expiry(claims: Mapping[str, Any], issuer: Issuer) -> float:
    return float(claims["exp"]) + issuer.clock_skew_seconds
