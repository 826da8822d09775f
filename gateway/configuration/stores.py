"""Where the store is: `[store]` of `gateway.toml`, with user and password taken from elsewhere."""

from __future__ import annotations

from connectors.manifest import Table
from gateway.configuration.placeholders import Elsewhere, taken_from_elsewhere
from gateway.store.address import read_url
from gateway.store.errors import StoreError


def read_store_url(table: Table, elsewhere: Elsewhere | None) -> str | None:
    """Give the store's URL with its password, None for the file in the state folder.

    What is wrong is noted on the table, never with a value. Without anything to fill it in from, it is only looked at.
    """
    url = table.text("url") if table.has("url") else None
    password = table.text("password") if table.has("password") else None
    if password is not None and not taken_from_elsewhere(password):
        hint = 'write password = "${NAME}" to take it from the environment, or "${file:PATH}" to read it from a file'
        table.fault("is a secret written out in the file", hint, key="password")
    if password is not None and url is None:
        table.fault("is given, and no url", 'write url = "postgresql://user@host/database"', key="password")
    if url is None or elsewhere is None:
        return None
    secret = None if password is None else elsewhere.filled(table, "password", password)
    return _with_password(table, elsewhere.filled(table, "url", url), secret)


def _with_password(table: Table, url: str, password: str | None) -> str | None:
    try:
        parsed = read_url(url)
    except StoreError as error:
        table.fault(f"cannot be used: {error.message}", error.hint, key="url")
        return None
    if password is not None:
        parsed = parsed.set(password=password)
    return parsed.render_as_string(hide_password=False)
