"""Who works at the desk of reports: told by an API key, of which the settings hold the SHA-256."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from gateway.whistleblowing.words import Refused, ReportFault, Role

_SCHEME = "bearer"


@dataclass(frozen=True, slots=True)
class Member:
    """A person of staff, by an id that audit entries name, and what they may do."""

    id: str
    role: Role


Staff = Mapping[str, Member]
"""Members by the hex SHA-256 of their key."""


def new_key() -> str:
    """Make a key that nobody guesses."""
    return secrets.token_urlsafe(32)


def digest_of(key: str) -> str:
    """Give what the settings hold of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def member_of(staff: Staff, authorization: str | None) -> Member:
    """Give the member an `Authorization` header (RFC 6750) is of; raises `Refused(NOT_STAFF)`."""
    scheme, _, key = (authorization or "").partition(" ")
    member = staff.get(digest_of(key.strip())) if scheme.lower() == _SCHEME else None
    if member is None:
        raise Refused(ReportFault.NOT_STAFF, "send the header `Authorization: Bearer KEY` with a key of staff")
    return member
