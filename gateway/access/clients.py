"""The clients of the gateway by what each proves itself with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gateway.access.issuers import Issuer
from gateway.grants import Grant
from gateway.manner import Manner


@dataclass(frozen=True, slots=True, kw_only=True)
class Clients:
    """Grants by the hex SHA-256 of an API key, by issuer id and client of a token, by that of a certificate in DER.

    `manners` says by client how it may ask.
    """

    issuers: Mapping[str, Issuer] = field(default_factory=dict)
    by_key: Mapping[str, Grant] = field(default_factory=dict)
    by_token: Mapping[tuple[str, str], Grant] = field(default_factory=dict)
    by_certificate: Mapping[str, Grant] = field(default_factory=dict)
    manners: Mapping[str, Manner] = field(default_factory=dict)

    @property
    def grants(self) -> tuple[Grant, ...]:
        """Every grant, of each client once."""
        every: Iterable[Grant] = (*self.by_key.values(), *self.by_token.values(), *self.by_certificate.values())
        return tuple(every)
