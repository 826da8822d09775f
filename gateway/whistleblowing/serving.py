"""The process of the report channel: settings read, store opened, served until told to stop."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from gateway.http.logs import configure_logging
from gateway.http.server import serve
from gateway.paths import check_packages_together
from gateway.process import forbid_core_dumps
from gateway.whistleblowing.app import build_report_app
from gateway.whistleblowing.settings import ReportSettings, load_report_settings
from gateway.whistleblowing.staff import Member, digest_of
from gateway.whistleblowing.store import open_reports
from gateway.whistleblowing.words import Role


class NoHandler(Exception):  # noqa: N818 - it reads as what is missing, and its text is shown to the operator
    """The settings name nobody who could read a report."""


def serve_reports(
    folder: Path,
    *,
    host: str | None = None,
    port: int | None = None,
    state: Path | None = None,
    keys: Mapping[str, Member] | None = None,
    on_started: Callable[[str, int], None] | None = None,
) -> None:
    """Serve the channel until SIGTERM or SIGINT; `keys` are of staff that takes the place of the settings'.

    Raises `ManifestFaults`, `NoHandler`, `StoreError` for a store that cannot be used, `CannotListen` for a taken
    address.
    """
    check_packages_together()
    settings = load_report_settings(folder)
    if keys is not None:
        settings = replace(settings, staff={digest_of(key): member for key, member in keys.items()})
    _check_staff(settings)
    configure_logging()
    forbid_core_dumps()
    store = open_reports(state or settings.state)
    try:
        app = build_report_app(settings, store, lambda: datetime.now(UTC), os.urandom)
        serve(app, host or settings.host, settings.port if port is None else port, on_started=on_started)
    finally:
        store.close()


def _check_staff(settings: ReportSettings) -> None:
    if not any(member.role is Role.HANDLER for member in settings.staff.values()):
        raise NoHandler("reports.toml names no member of staff with the role HANDLER, so nobody could read a report")
