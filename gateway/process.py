"""What every serving process does for itself."""

from __future__ import annotations

import resource


def forbid_core_dumps() -> None:
    """Let no crash write memory to disk, for keys and personal values are in it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
