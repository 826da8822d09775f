"""One agency's turn at the store: a transaction, the rights log as it finds it, and what may be entered there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import Connection

from gateway.rights.entries import RightsChange, RightsEntry, Standing
from gateway.rights.state import RightsState
from gateway.store.rights_log import append
from gateway.store.vault import Vault


class Turn:
    """An exclusive transaction in which an agency changes what it may; `at` is its instant (UTC), `today` its day."""

    def __init__(
        self,
        connection: Connection,
        vault: Vault,
        rights: RightsState,
        *,
        agency: str,
        at: datetime,
        today: date,
        random: Callable[[int], bytes],
    ) -> None:
        self.connection = connection
        self.vault = vault
        self.agency = agency
        self.at = at
        self.today = today
        self.random = random
        self._rights = rights

    @property
    def rights(self) -> RightsState:
        """The rights log, with what this turn entered."""
        return self._rights

    def enter(self, change: RightsChange, *standing: Standing) -> RightsEntry:
        """Enter a change into the rights log, durable with the turn; raises `RightsFault`."""
        entry = append(self.connection, change, frozenset(standing))
        self._rights = self._rights.advanced((entry,))
        return entry
