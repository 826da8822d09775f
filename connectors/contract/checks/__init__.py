"""The checks of the kit, one idea a file; `ALL` is the closed set."""

from connectors.contract.checks.abilities import ABILITIES
from connectors.contract.checks.batches import BATCHES
from connectors.contract.checks.bodies import BODIES
from connectors.contract.checks.cells import CELLS
from connectors.contract.checks.databases import DATABASES
from connectors.contract.checks.drops import DROPS
from connectors.contract.checks.keys import KEYS
from connectors.contract.checks.leaves import LEAVES
from connectors.contract.checks.pages import PAGES
from connectors.contract.checks.replays import REPLAYS
from connectors.contract.checks.statuses import STATUSES
from connectors.contract.checks.troubles import TROUBLES

ALL = (
    *REPLAYS,
    *STATUSES,
    *TROUBLES,
    *BODIES,
    *LEAVES,
    *KEYS,
    *BATCHES,
    *PAGES,
    *DATABASES,
    *DROPS,
    *CELLS,
)

__all__ = ["ABILITIES", "ALL"]
