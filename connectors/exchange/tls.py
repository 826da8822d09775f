"""TLS beyond the system's trust: a private authority, a client certificate. Verification is never switched off."""

from __future__ import annotations

import ssl


def tls_context(
    *, ca: str | None = None, certificate: str | None = None, private_key: str | None = None
) -> ssl.SSLContext:
    """Make a context from PEM files; raises `ValueError` that says which of them is unusable."""
    try:
        context = ssl.create_default_context(cafile=ca)
    except (OSError, ssl.SSLError):
        raise ValueError("`ca` is not the path of a PEM file with the certificate of an authority") from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if certificate is not None:
        try:
            context.load_cert_chain(certificate, private_key)
        except (OSError, ssl.SSLError):
            raise ValueError(
                "`certificate` and `private_key` are not the paths of PEM files that belong together"
            ) from None
    return context
