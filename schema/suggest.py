"""Did-you-mean: what a user probably meant to write."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """Give a hint that names the nearest known words, or lists a few of them where none is near."""
    words = sorted(known)
    near = get_close_matches(written[:100], words, n=2, cutoff=0.5)
    if near:
        return f"did you mean {' or '.join(near)}?"
    return f"known: {', '.join(words[:12])}{' …' if len(words) > 12 else ''}" if words else "none is configured"
