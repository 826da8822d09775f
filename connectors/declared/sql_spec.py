"""What an agency file says of a table in a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Fold(StrEnum):
    """How a key column is folded before it is compared, as an index on it is."""

    NONE = "none"
    UPPER = "upper"
    UPPER_WITHOUT_HYPHENS = "upper_without_hyphens"


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlTable:
    """Row that says how many rows a table holds, and since when; `loaded_at` is Shanghai time unless it has a zone."""

    table: str
    rows: str
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    loaded_at: str | None = None
    stale_after_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlTable:
    """A table, the column its subjects' keys stand in, and what proves that it is whole."""

    table: str
    key: str
    fold: Fold = Fold.NONE
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    control: ControlTable | None = None
    most_rows: int = 50_000
