"""Asks each way of telling who asks in turn; who is told by none is refused (default deny)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from connectors.core.connector import Clock
from connectors.exchange.exchange import Exchange, Policy
from connectors.exchange.policy import origin_of
from connectors.exchange.reach import networks_of
from connectors.exchange.tls import tls_context
from gateway.access.api_keys import ApiKeys
from gateway.access.certificates import Certificates
from gateway.access.clients import Clients
from gateway.access.credentials import Presented, Verifier, unauthenticated
from gateway.access.issuers import Issuer
from gateway.access.keys import IssuerKeys
from gateway.access.networks import Network
from gateway.access.tokens import AccessTokens
from gateway.grants import Grant

_MOST_BYTES = 262_144  # of a key set
_CONNECT_SECONDS = 2.0


class Access:
    """Turns what a request presents into a grant."""

    def __init__(self, verifiers: Sequence[Verifier]) -> None:
        self._verifiers = tuple(verifiers)

    async def verify(self, presented: Presented) -> Grant:
        """Give the grant; raises `Refusal(UNAUTHENTICATED)` or `Refusal(CREDENTIALS_UNAVAILABLE)`."""
        for verifier in self._verifiers:
            grant = await verifier.verify(presented)
            if grant is not None:
                return grant
        if presented.authorization is None:
            raise unauthenticated("no credential was sent")
        raise unauthenticated("the credential is not known")


@asynccontextmanager
async def open_access(
    clients: Clients, trusted: Sequence[Network], clock: Clock, exchange: Callable[[Policy], Exchange]
) -> AsyncIterator[Access]:
    """Give access by tokens, API keys and certificates; an issuer that is down does not hinder."""
    async with AsyncExitStack() as stack:
        keys = {
            issuer.url: (issuer, await _keys_of(issuer, clock, exchange, stack)) for issuer in clients.issuers.values()
        }
        yield Access(
            (
                Certificates(trusted, clients.by_certificate, clock),
                AccessTokens(keys, clients.by_token, clock),
                ApiKeys(clients.by_key),
            )
        )


async def _keys_of(
    issuer: Issuer, clock: Clock, exchange: Callable[[Policy], Exchange], stack: AsyncExitStack
) -> IssuerKeys:
    policy = Policy(
        origins=frozenset(origin_of(url) for url in (issuer.url, issuer.jwks_url) if url is not None),
        connections=1,
        connect_seconds=_CONNECT_SECONDS,
        max_bytes=_MOST_BYTES,
        networks=networks_of(issuer.url, networks_of(issuer.jwks_url or issuer.url, issuer.networks)),
        tls=None if issuer.ca_file is None else tls_context(ca=str(issuer.ca_file)),
    )
    opened = await stack.enter_async_context(exchange(policy))
    keys = IssuerKeys(issuer, opened.send, clock)
    stack.push_async_callback(keys.aclose)
    return keys
