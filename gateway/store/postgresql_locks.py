"""Advisory locks of the store (PostgreSQL manual, 13.3.5), and what makes a session's commits durable.

Keys of two numbers are the store's own; a chain's is the hash of its writer's name, in the other space of keys.
"""

from __future__ import annotations

from typing import Final

_SPACE: Final = 0x54414C59  # "TALY"

UNSAFE_COMMIT: Final = (
    "SELECT set_config('synchronous_commit', 'on', false)"
    " WHERE current_setting('synchronous_commit') IN ('off', 'local', 'remote_write')"
)
# A time limit would end the wait for a standby, and the commit be acknowledged all the same.
_UNCUT: Final = "set_config('statement_timeout', '0', true)"
LEASE: Final = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))"


class AdvisoryLock:
    """One lock, as statements that take it: until the transaction ends, or until the session does.

    A transaction that takes it commits without a time limit of the server's.
    """

    def __init__(self, number: int) -> None:
        key = f"({_SPACE}, {number})"
        self.taken = f"SELECT pg_advisory_xact_lock{key}, {_UNCUT}"
        self.shared = f"SELECT pg_advisory_xact_lock_shared{key}, {_UNCUT}"
        self.tried = f"SELECT pg_try_advisory_xact_lock{key}"
        self.shared_by_session = f"SELECT pg_advisory_lock_shared{key}"


CHANGES: Final = AdvisoryLock(1)
"""Shared by commits of groups, exclusive to changes."""
SERVING: Final = AdvisoryLock(2)
"""Shared by serving processes, exclusive to who changes the tables."""
