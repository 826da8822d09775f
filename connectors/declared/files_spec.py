"""What an agency file says of a set of files."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FileFormat(StrEnum):
    """What the files are."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON_LINES = "jsonl"


class Generated(StrEnum):
    """Where it stands when the data of a file are of."""

    MTIME = "mtime"
    LAST_MODIFIED = "last_modified"
    NAME = "name"
    MANIFEST = "manifest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The list that proves a drop whole: names of its columns; `generated` is Shanghai time unless it has a zone."""

    file: str
    name: str
    rows: str
    sha256: str | None = None
    generated: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSet:
    """A set of files with the same columns; `least` to `most` rows in all of them together.

    `name_date` is a `strptime` form of the whole file name, `complete` the agency's own word that a set is whole.
    """

    files: str
    format: FileFormat
    key: str
    least: int
    most: int
    charset: str = "utf-8"
    delimiter: str = ","
    sheet: str | None = None
    header_row: int = 1
    latest: bool = False
    generated: Generated = Generated.MTIME
    name_date: str | None = None
    stale_after_days: int | None = None
    manifest: Manifest | None = None
    complete: str | None = None

    @property
    def proves_absence(self) -> bool:
        """Tell whether a key that is in none of the files is known to be absent."""
        return self.manifest is not None or self.complete is not None
