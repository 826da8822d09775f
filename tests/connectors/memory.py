"""How far the memory of this process rises above where it stands, at its highest."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass
class Rise:
    """Megabytes, known at the end."""

    megabytes: float = 0.0


@contextmanager
def rising() -> Iterator[Rise]:
    """Measure from a peak set back to the present where the system allows, else from the peak so far."""
    with suppress(OSError):
        _CLEAR.write_text("5", encoding="ascii")
    before, rise = _peak(), Rise()
    try:
        yield rise
    finally:
        rise.megabytes = (_peak() - before) / 1024


def _peak() -> int:
    with suppress(OSError):
        for line in _STATUS.read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
