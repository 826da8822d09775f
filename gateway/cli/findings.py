"""What one examination of the doctor found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor: what was examined, whether it is well, what was seen, and what to do if it is not."""

    what: str
    ok: bool
    seen: str
    remedy: str = ""

    def line(self) -> str:
        """Give the line as printed."""
        return f"{'ok  ' if self.ok else 'FAIL'}  {self.what}: {self.seen}" + (
            f" ({self.remedy})" if self.remedy else ""
        )


def well(what: str, seen: str) -> Finding:
    """Make a finding that all is well."""
    return Finding(what, ok=True, seen=seen)


def ill(what: str, seen: str, remedy: str) -> Finding:
    """Make a finding that something has to be done."""
    return Finding(what, ok=False, seen=seen, remedy=remedy)
