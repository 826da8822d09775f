"""Clients by the certificate of their TLS connection, as a trusted proxy tells it in `Client-Cert` (RFC 9440)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from connectors.core.connector import Clock
from gateway.access.credentials import Presented, unauthenticated
from gateway.access.networks import Network, within
from gateway.grants import Grant

_HEADER = "Client-Cert"
_LONGEST = 16_384


class Certificates:
    """Knows the grants by the hex SHA-256 of a certificate.

    The proxy has verified its chain, and that its holder has the key.
    """

    def __init__(self, trusted: Sequence[Network], grants: Mapping[str, Grant], clock: Clock) -> None:
        """Take the networks of the proxies whose header is believed."""
        self._trusted = tuple(trusted)
        self._grants = dict(grants)
        self._clock = clock

    async def verify(self, presented: Presented) -> Grant | None:
        """Give the grant of a certificate; None without one. Raises `Refusal(UNAUTHENTICATED)`."""
        if presented.client_cert is None:
            return None
        if not within(presented.peer, self._trusted):
            raise unauthenticated(
                "a certificate is told by a proxy this gateway does not trust",
                where=_HEADER,
                hint="name the proxy's network under access.trusted_proxies, or send no Client-Cert header",
            )
        certificate = _read(presented.client_cert)
        if not certificate.not_valid_before_utc <= self._clock() <= certificate.not_valid_after_utc:
            raise unauthenticated("the certificate is not in its time", where=_HEADER, hint="renew it")
        grant = self._grants.get(certificate.fingerprint(SHA256()).hex())
        if grant is None:
            raise unauthenticated(
                "the certificate is of no client of this gateway",
                where=_HEADER,
                hint="tell the operator its SHA-256 fingerprint",
            )
        return grant


def _read(header: str) -> x509.Certificate:
    """Read a byte sequence of RFC 8941 that holds a certificate in DER."""
    value = header.strip()
    if len(value) <= _LONGEST and len(value) > 2 and value[0] == value[-1] == ":":
        try:
            return x509.load_der_x509_certificate(base64.b64decode(value[1:-1], validate=True))
        except (binascii.Error, ValueError):
            pass
    raise unauthenticated(
        "the Client-Cert header holds no certificate", where=_HEADER, hint="write it as RFC 9440 says, :BASE64 OF DER:"
    )
