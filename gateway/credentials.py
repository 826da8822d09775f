"""Who is asking: a credential becomes a grant. Only the verifying changes when another kind of credential comes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Protocol

from gateway.grants import Grant
from schema.errors import ErrorCode, Refusal

_HINT = "send the header `Authorization: Bearer KEY`; the sandbox keys are in the README"


class Verifier(Protocol):
    """Turns the `Authorization` header into a grant."""

    def verify(self, authorization: str | None) -> Grant:
        """Give the grant; raises `Refusal(UNAUTHENTICATED)`."""
        ...


class ApiKeyVerifier:
    """Knows clients by API key, compared by SHA-256 digest; for the sandbox."""

    def __init__(self, grants: Mapping[str, Grant]) -> None:
        """Take the grants by the hex SHA-256 of their key."""
        self._grants = dict(grants)

    def verify(self, authorization: str | None) -> Grant:
        """Give the grant of a bearer key; raises `Refusal(UNAUTHENTICATED)`."""
        if not authorization:
            raise Refusal(ErrorCode.UNAUTHENTICATED, "no credential was sent", where="Authorization", hint=_HINT)
        scheme, _, key = authorization.partition(" ")
        grant = self._grants.get(hashlib.sha256(key.strip().encode()).hexdigest())
        if scheme.lower() != "bearer" or grant is None:
            raise Refusal(ErrorCode.UNAUTHENTICATED, "the credential is not known", where="Authorization", hint=_HINT)
        return grant
