"""Reproducible chance: the same parts give the same draws on every machine."""

from __future__ import annotations

from random import Random


def chance(*parts: object) -> Random:
    """Give a generator seeded by `parts` alone."""
    return Random("/".join(map(str, parts)))  # noqa: S311 - invented data that must be reproducible
