"""Reads what a client of `clients.toml` proves itself with: exactly one of an API key, a token, a certificate."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from connectors.manifest import Table
from gateway.access.issuers import Issuer
from gateway.grants import Grant

_DIGEST = re.compile(r"[0-9a-f]{64}")
_WAYS = ("key_sha256", "token", "certificate_sha256")
_HINTS = {
    "key_sha256": "write the output of `printf %s KEY | sha256sum`",
    "certificate_sha256": "write the output of `openssl x509 -in FILE -outform DER | sha256sum`",
}


@dataclass(slots=True)
class Proofs:
    """The grants by their proofs, as they are read; `api_keys` tells whether keys are allowed at all."""

    issuers: Mapping[str, Issuer]
    api_keys: bool
    by_key: dict[str, Grant] = field(default_factory=dict)
    by_token: dict[tuple[str, str], Grant] = field(default_factory=dict)
    by_certificate: dict[str, Grant] = field(default_factory=dict)

    def read(self, table: Table, grant: Grant) -> None:
        """Read the proof of a client."""
        written = [way for way in _WAYS if table.has(way)]
        if len(written) != 1:
            table.fault(
                "proves itself with nothing" if not written else f"proves itself with {' and '.join(written)}",
                f"write one of {', '.join(_WAYS)}; a second way is a second client",
            )
        if "key_sha256" in written:
            self._digest(table, "key_sha256", self.by_key, grant)
            if not self.api_keys:
                table.fault(
                    "is an API key, and api_keys is not set",
                    "use a token or a certificate; api_keys = true under [access] is for the sandbox",
                    key="key_sha256",
                )
        if "certificate_sha256" in written:
            self._digest(table, "certificate_sha256", self.by_certificate, grant)
        if "token" in written:
            self._token(table, grant)

    def _digest(self, table: Table, key: str, grants: dict[str, Grant], grant: Grant) -> None:
        digest = table.text(key)
        if digest and not _DIGEST.fullmatch(digest):
            table.fault("is not a SHA-256 in hex", _HINTS[key], key=key)
        elif digest in grants:
            table.fault("is that of another client too", "give each client one of its own", key=key)
        else:
            grants[digest] = grant

    def _token(self, table: Table, grant: Grant) -> None:
        inner = table.table("token")
        if inner is None:
            return
        issuer, client = inner.text("issuer"), inner.text("client")
        inner.known("issuer", issuer, self.issuers, "an issuer of this file")
        if (issuer, client) in self.by_token:
            inner.fault("is that of another client too", "give each client one of its own", key="client")
        self.by_token[issuer, client] = grant
        inner.finish()
