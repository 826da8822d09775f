"""Where a source of an agency file may reach, by its file and the operator's settings."""

from __future__ import annotations

from typing import Any

from connectors.auth.authenticator import origins_of
from connectors.declared.agency_file import AgencyFile
from connectors.exchange.exchange import Policy
from connectors.exchange.policy import origin_of
from connectors.exchange.reach import check_addresses, networks_of
from connectors.exchange.tls import tls_context


def policy_of(file: AgencyFile, settings: Any) -> Policy:
    """Give the policy of the exchange; raises `ValueError` saying what is wrong with a setting.

    An address in the operator's `url` is allowed by being written there; one the agency file brings is not.
    """
    own = origin_of(settings.url)
    brought = file.origins | (origins_of(file.auth, settings.url) - {own})
    check_addresses(brought | ({own} if settings.url == file.url else frozenset()), settings.networks)
    paths = {name: getattr(settings, name) for name in file.tls.settings}
    return Policy(
        origins=frozenset({own} | brought),
        connections=settings.limits.concurrency * max(1, len(file.requests)),
        connect_seconds=settings.connect_seconds,
        max_bytes=settings.max_bytes,
        networks=settings.networks if settings.url == file.url else networks_of(settings.url, settings.networks),
        tls=tls_context(**paths) if paths else None,
    )
