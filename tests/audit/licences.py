"""The licences of everything Tally installs to run, against those allowed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

Requires = Callable[[str], list[str] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """Licences anything may have, as packages write them, and packages with another, each with why that is right."""

    licences: frozenset[str]
    packages: Mapping[str, str]


def allowed(path: Path) -> Allowed:
    """Read which licences are allowed."""
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    licences = frozenset(name for names in written["licences"].values() for name in names)
    packages: dict[str, str] = {canonicalize_name(each["package"]): each["licence"] for each in written["exception"]}
    return Allowed(licences=licences, packages=packages)


def run_time_packages(name: str, wanted: Requires = requires) -> set[str]:
    """Name what a package needs to run, directly or not, as far as it is needed on this machine."""
    seen: set[tuple[str, str]] = set()
    ahead = [(name, "")]
    while ahead:
        package, extra = ahead.pop()
        if (canonicalize_name(package), extra) in seen:
            continue
        try:
            further = wanted(package) or []
        except PackageNotFoundError:
            continue
        seen.add((canonicalize_name(package), extra))
        for each in map(Requirement, further):
            if each.marker is None or each.marker.evaluate({"extra": extra}):
                ahead += [(each.name, wanted_extra) for wanted_extra in ("", *each.extras)]
    return {package for package, _ in seen} - {canonicalize_name(name)}


def judged(report: Iterable[Mapping[str, Any]], needed: set[str], known: Allowed) -> list[str]:
    """Say which needed packages have no licence that is allowed, and which exceptions are needed by none."""
    licences: dict[str, str] = {canonicalize_name(each["Name"]): each["License"] for each in report}
    wrong = [
        f"{name} is under {licences.get(name, 'a licence nobody tells')!r}, which is not allowed"
        for name in sorted(needed)
        if licences.get(name) not in known.licences and licences.get(name) != known.packages.get(name, "")
    ]
    unneeded = [f"the exception for {name} covers nothing; remove it" for name in known.packages if name not in needed]
    return wrong + unneeded
