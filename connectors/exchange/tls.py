"""TLS to sources: the system's trust or a private authority's, a client certificate. Verification is never off."""

from __future__ import annotations

import ssl
from functools import cache
from pathlib import Path

UNTRUSTED = "the source's certificate is not one the gateway trusts for its address"
_WANTED = {
    "ca": "the path of a PEM file with the certificate of the authority to trust",
    "certificate": "the path of a PEM file with the client certificate, and those between it and its authority",
    "private_key": "the path of a PEM file with the key of the client certificate, without a passphrase",
}


@cache
def system_trust() -> ssl.SSLContext:
    """Give the context of sources whose certificate an authority of the operating system vouches for."""
    return tls_context()


def tls_context(
    *, ca: str | None = None, certificate: str | None = None, private_key: str | None = None
) -> ssl.SSLContext:
    """Make a context from the paths of PEM files; `ca` is trusted instead of the system's authorities.

    Raises `ValueError` that says which file is unusable and what to give instead, and never a path.
    """
    if ca is not None:
        _check_readable("ca", ca)
    try:
        context = ssl.create_default_context(cafile=ca)
    except ssl.SSLError:
        raise _unusable("ca", "is no certificate in PEM") from None
    if ca is not None and not context.cert_store_stats()["x509"]:
        raise _unusable("ca", "holds no certificate")
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    if certificate is not None and private_key is not None:
        _load_client_certificate(context, certificate, private_key)
    elif certificate is not None or private_key is not None:
        raise _unusable("private_key" if private_key is None else "certificate", "is missing beside its other half")
    return context


def _load_client_certificate(context: ssl.SSLContext, certificate: str, private_key: str) -> None:
    _check_readable("certificate", certificate)
    _check_readable("private_key", private_key)
    passphrase = _Passphrase()
    try:
        context.load_cert_chain(certificate, private_key, password=passphrase)
    except ssl.SSLError as error:
        if passphrase.wanted:
            raise _unusable("private_key", "is encrypted") from None
        if error.reason == "KEY_VALUES_MISMATCH":
            raise _unusable("private_key", "is not the key of `certificate`") from None
        if not _is_certificate(certificate):
            raise _unusable("certificate", "is no certificate in PEM") from None
        raise _unusable("private_key", "is no private key in PEM") from None


class _Passphrase:
    """Stands in for the terminal OpenSSL would ask at, and notes that it would."""

    wanted = False

    def __call__(self) -> str:
        self.wanted = True
        return ""


def _check_readable(name: str, path: str) -> None:
    try:
        Path(path).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path"
        raise _unusable(name, f"cannot be read ({reason})") from None


def _is_certificate(path: str) -> bool:
    try:
        ssl.create_default_context(cafile=path)
    except ssl.SSLError:
        return False
    return True


def _unusable(name: str, why: str) -> ValueError:
    return ValueError(f"`{name}` {why}; give {_WANTED[name]}")
