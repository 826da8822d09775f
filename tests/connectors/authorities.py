"""Certificates as departments hand them out, written to files; and a server that wants one of its clients."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.connectors.wires import http

CLIENT = "gateway.invalid"


@dataclass(frozen=True)
class Files:
    """PEM files of one authority and of a client certificate it issued."""

    ca: str
    certificate: str
    private_key: str
    encrypted_key: str


def written(authority: trustme.CA, folder: Path) -> Files:
    folder.mkdir()
    issued = authority.issue_cert(CLIENT)
    key = serialization.load_pem_private_key(issued.private_key_pem.bytes(), None)
    locked = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"x")
    )
    contents = {
        "ca": authority.cert_pem.bytes(),
        "certificate": b"".join(pem.bytes() for pem in issued.cert_chain_pems),
        "private_key": issued.private_key_pem.bytes(),
        "encrypted_key": locked,
    }
    paths = {name: folder / f"{name}.pem" for name in contents}
    for name, path in paths.items():
        path.write_bytes(contents[name])
    return Files(**{name: str(path) for name, path in paths.items()})


def self_signed(host: str) -> trustme.LeafCert:
    """Give a certificate no authority issued."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return trustme.LeafCert(private, made.public_bytes(pem), [])


@asynccontextmanager
async def wanting_certificates(
    authority: trustme.CA,
    *,
    host: str = "127.0.0.1",
    certificate: trustme.LeafCert | None = None,
    newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3,
) -> AsyncIterator[tuple[str, list[str]]]:
    """Serve HTTPS as `host`; gives the address, and the names of the clients that came through."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")  # or OpenSSL would not speak old versions at all
    (certificate or authority.issue_cert(host)).configure_cert(context)
    authority.configure_trust(context)
    context.verify_mode = ssl.CERT_REQUIRED
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.maximum_version = newest
    clients: list[str] = []

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            while True:
                await reader.readuntil(b"\r\n\r\n")
                clients.append(writer.get_extra_info("peercert")["subjectAltName"][0][1])
                writer.write(http(b"in"))
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(served, "127.0.0.1", 0, ssl=context)
    try:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}", clients
    finally:
        server.close()
