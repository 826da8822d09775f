"""Issuing bodies as rows name them, linked to the agencies this gateway knows."""

from __future__ import annotations

from collections.abc import Iterable

from connectors.core.words import is_placeholder_code, present
from schema.agencies import Agency
from schema.identifiers import Scheme, fault_of, normalise
from schema.records import Authority

_MOST_REMEMBERED = 10_000


class Issuers:
    """Directory of the known agencies by credit code; a name never links."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self._by_code = {agency.code: agency for agency in agencies}
        self._seen: dict[tuple[str | None, str | None, str | None], Authority] = {}

    def authority(self, name: str | None, code: str | None, *, region: str | None = None) -> Authority:
        """Give the issuer a row names, in the region the row names unless the agency is known.

        Its code is None if it is blank, a filler or malformed.
        """
        asked = (name, code, region)
        seen = self._seen.get(asked)
        if seen is None:
            seen = self._read(name, code, region)
            if len(self._seen) < _MOST_REMEMBERED:
                self._seen[asked] = seen
        return seen

    def named(self, name: str | None, code: str | None, *, region: str | None = None) -> Authority | None:
        """Give a body a row need not name; None if it names none."""
        found = self.authority(name, code, region=region)
        return found if found.name or found.code else None

    def _read(self, name: str | None, code: str | None, region: str | None) -> Authority:
        usable = _usable_code(code)
        known = self._by_code.get(usable) if usable else None
        said = present(name)
        if known is None:
            return Authority(name=said or "", code=usable, region=region)
        return Authority(name=said or known.name_zh, code=usable, agency=known.slug, region=known.region)


def _usable_code(code: str | None) -> str | None:
    bare = present(code)
    if bare is None or is_placeholder_code(bare):
        return None
    value = normalise(bare)
    return value if fault_of(Scheme.CREDIT_CODE, value) is None else None
