"""What the URL of a database may not say: whatever lets another than its host, or files of this machine, be reached."""

from __future__ import annotations

from sqlalchemy import URL

_ELSEWHERE = "takes the host from elsewhere; write it in the URL, as driver://host:port/name"
_FILES = "lets the database read files of this machine; take it out"
_REFUSED = {
    "service": _ELSEWHERE,  # libpq
    "servicefile": _ELSEWHERE,
    "hostaddr": _ELSEWHERE,
    "dsn": _ELSEWHERE,  # asyncpg, oracledb
    "read_default_file": _ELSEWHERE,  # MySQL
    "read_default_group": _ELSEWHERE,
    "local_infile": _FILES,
    "allow_local_infile": _FILES,
    "allow_local_infile_in_path": _FILES,
}


def check_url(url: URL) -> None:
    """Raise `ValueError` that names every option that may not stand in the URL, and what to write instead."""
    faults = [f"`{name}` {_REFUSED[name.lower()]}" for name in sorted(url.query) if name.lower() in _REFUSED]
    if faults:
        raise ValueError(f"`url` has an option that is refused: {', '.join(faults)}")
