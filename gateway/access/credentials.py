"""What a request presents to say who is asking, and what refusing it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from gateway.grants import Grant
from schema.errors import ErrorCode, Refusal

_HINT = "send the header `Authorization: Bearer TOKEN`; the sandbox keys are in the README"


@dataclass(frozen=True, slots=True, kw_only=True)
class Presented:
    """The `Authorization` (RFC 6750) and `Client-Cert` (RFC 9440) headers, and the address the connection is from."""

    authorization: str | None = field(default=None, repr=False)
    client_cert: str | None = field(default=None, repr=False)
    peer: str | None = None

    def bearer(self) -> str | None:
        """Give the bearer credential, or None where none is presented; raises `Refusal` for another scheme."""
        if not self.authorization:
            return None
        scheme, _, value = self.authorization.partition(" ")
        if scheme.lower() != "bearer" or not value.strip() or not value.isascii():
            raise unauthenticated("the Authorization header holds no bearer credential")
        return value.strip()


class Verifier(Protocol):
    """Turns what a request presents into a grant."""

    async def verify(self, presented: Presented) -> Grant | None:
        """Give the grant, None if nothing this verifier knows is presented; raises `Refusal(UNAUTHENTICATED)`."""
        ...


def unauthenticated(message: str, *, where: str = "Authorization", hint: str = _HINT) -> Refusal:
    """Give the refusal of a credential."""
    return Refusal(ErrorCode.UNAUTHENTICATED, message, where=where, hint=hint)
