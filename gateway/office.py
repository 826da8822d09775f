"""The office: what every request shares, built once at start-up and handed to the service of each request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from connectors.core.connector import Descriptor
from gateway.adopting.kept import KeptAdoptions
from gateway.configuration.settings import CheckSettings
from gateway.delivering.endpoints import Post
from gateway.fetching import Desk
from gateway.grants import Grant
from gateway.news import Bell
from gateway.rights.tail import RightsTail
from gateway.rules.adoptions import AdoptionRule
from gateway.rules.calendar import WorkingCalendar
from gateway.rules.packs import RulePacks
from gateway.searching.pace import Pace
from gateway.store.changer import StoreChanger
from gateway.store.committer import GroupCommitter
from gateway.store.engine import Store
from gateway.store.reader import StoreReader
from gateway.store.vault import Vault
from gateway.watches.limits import WatchSettings
from schema.agencies import Agency, Matter
from schema.memoranda import Memorandum


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Shared, immutable wiring of one gateway process.

    `social` names the agencies that are social bodies, whose word is for reference (GO-19-b).
    `bell` rings when a change was committed here; `posts` are the endpoints news is pushed to, `grants` those of each
    client in force. `clock` gives the present instant (UTC) and is called at the HTTP edge only; `random` gives
    unpredictable bytes.
    """

    settings: CheckSettings
    agencies: Mapping[str, Agency]
    matters: Mapping[str, Matter]
    sources: Mapping[str, Descriptor]
    desks: Mapping[str, Desk]
    packs: RulePacks
    configured_adoptions: tuple[AdoptionRule, ...]
    kept_adoptions: KeptAdoptions
    memoranda: Mapping[str, Memorandum]
    calendar: WorkingCalendar
    social: frozenset[str]
    rights: RightsTail
    committer: GroupCommitter
    store: Store
    reader: StoreReader
    changer: StoreChanger
    vault: Vault
    pace: Pace
    clock: Callable[[], datetime]
    random: Callable[[int], bytes]
    bell: Bell = field(default_factory=Bell)
    posts: Mapping[str, Post] = field(default_factory=dict)
    grants: Mapping[str, Grant] = field(default_factory=dict)
    watching: WatchSettings = field(default_factory=WatchSettings)

    @property
    def adoptions(self) -> tuple[AdoptionRule, ...]:
        """Which agency adopted which recommended lines: as configured, and as departments decided here."""
        return self.kept_adoptions.beside(self.configured_adoptions)
