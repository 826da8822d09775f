"""Examinations that need no network: Python, rules, environment, state, store, page, clock; and a running gateway."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from gateway.cli.doctor_keys import check_master, check_signing
from gateway.cli.doctor_store import check_store
from gateway.cli.environment import missing_variables
from gateway.cli.findings import Finding, ill, well
from gateway.configuration.loading import Configuration
from gateway.http.assets import AssetsMissing, assets_folder, read_manifest
from gateway.rules.calendar import WorkingCalendar
from gateway.state import StateFolder
from gateway.store.errors import StoreError
from schema.dates import SHANGHAI, legal_day

LEAST_PYTHON = (3, 11)
_EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)  # this version did not exist before; a clock that says so is wrong


def check_python() -> Finding:
    """Examine the interpreter."""
    seen = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= LEAST_PYTHON:
        return well("Python", seen)
    return ill("Python", seen, "Tally needs Python 3.11 or newer")


def check_page() -> Finding:
    """Examine the built GraphiQL page."""
    try:
        folder = assets_folder()
        manifest = read_manifest(folder)
    except AssetsMissing as error:
        return ill("GraphiQL", "not built", str(error))
    except (OSError, ValueError) as error:
        return ill("GraphiQL", f"its manifest cannot be read: {error}", "run `make setup` again, or install a wheel")
    absent = [
        name for name in (manifest.script, manifest.style, *manifest.workers.values()) if not (folder / name).exists()
    ]
    if absent:
        return ill("GraphiQL", f"files are missing: {', '.join(absent)}", "run `make setup` again, or install a wheel")
    return well("GraphiQL", "built, served from this machine only")


def check_rules(configuration: Configuration) -> Iterator[Finding]:
    """Say what the configuration holds; it was read without a fault."""
    sizes = f"{len(configuration.directory.agencies)} agencies, {len(configuration.directory.sources)} sources"
    clients = f"{len(configuration.matters)} matters, {len(configuration.clients.grants)} clients"
    yield well("configuration", f"{sizes}, {clients}")
    for pack in configuration.packs.packs:
        version = pack.version
        yield well(
            "rule pack", f"{version.id} {version.version}, {len(pack.lines)} operative lines, {version.digest[:12]}"
        )


def check_environment(agencies: Path, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Examine whether the variables the agency file needs are set."""
    missing = missing_variables(agencies, environment)
    for slug, names in missing.items():
        if names:
            seen = f"the source {slug} needs {', '.join(names)}, not set"
            yield ill("environment", seen, "set it; `tally demo` does so for the sandbox")
    if not any(missing.values()):
        yield well("environment", "every variable agencies.toml needs is set")


def check_state(folder: StateFolder) -> Iterator[Finding]:
    """Examine the state folder, the keys and the store; nothing is made or changed."""
    path = folder.path
    place = next(each for each in (path, *path.parents) if each.exists())
    if not (place.is_dir() and os.access(place, os.W_OK | os.X_OK)):
        yield ill("state folder", f"{place} cannot be written", "change its owner, or name another with --state")
        return
    yield well("state folder", str(path) if path.exists() else f"{path} will be made")
    try:
        there = folder.has_store
    except StoreError as error:
        yield ill("store", error.message, error.hint)
        return
    if there:
        yield from check_store(folder)
        yield check_signing(folder)
        yield check_master(folder)
    else:
        yield well("store", "none yet; the first start makes it")


def check_clock(calendar: WorkingCalendar) -> Finding:
    """Examine the clock, the time-zone data and the calendar of working days."""
    now = datetime.now(UTC)
    day = legal_day(now)
    if now < _EARLIEST:
        return ill("clock", f"it says {now:%Y-%m-%d}", "set the system clock, for instance with NTP")
    if now.astimezone(SHANGHAI).utcoffset() != timedelta(hours=8):
        return ill("clock", "the time-zone data for Asia/Shanghai are wrong", "install the package tzdata")
    if day.year not in calendar.years:
        return ill("clock", f"no calendar of working days for {day.year}", f"add config/calendars/{day.year}.toml")
    return well("clock", f"legal day {day} in Shanghai; working days of {day.year} are known")


def check_running(url: str) -> Finding:
    """Examine whether the gateway at a URL is ready to answer."""
    try:
        reply = httpx.get(f"{url.rstrip('/')}/readyz", timeout=5, trust_env=False)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return ill("gateway", f"{url} does not answer: {type(error).__name__}", "start it with `tally serve`")
    if reply.status_code == httpx.codes.OK:
        return well("gateway", f"{url} is ready")
    return ill("gateway", f"{url} answers {reply.status_code}: {reply.text[:200]}", "see its log for the reason")
