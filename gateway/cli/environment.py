"""Which environment variables the agency file needs, and which of them are not set."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from connectors.manifest import read_toml
from gateway.configuration.placeholders import VARIABLE


def missing_variables(agencies: Path, environment: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Give, by slug of the source, the variables it needs and does not find; raises `ManifestFaults`."""
    needed = {str(source.get("slug")): _variables(source) for source in _sources(agencies)}
    return {slug: tuple(name for name in names if name not in environment) for slug, names in needed.items()}


def with_placeholders(agencies: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Give an environment in which every variable the file needs is set, so that the rest of it can be read."""
    absent = {name: "" for names in missing_variables(agencies, environment).values() for name in names}
    return {**absent, **environment}


def _sources(agencies: Path) -> list[Mapping[str, Any]]:
    sources = read_toml(agencies).data.get("source", [])
    return [source for source in sources if isinstance(source, Mapping)] if isinstance(sources, list) else []


def _variables(source: Mapping[str, Any]) -> list[str]:
    texts = [value for value in source.values() if isinstance(value, str)]
    return list(dict.fromkeys(name for text in texts for name in VARIABLE.findall(text)))
