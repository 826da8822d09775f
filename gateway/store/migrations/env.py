"""What Alembic runs for every command: the revisions, on the connection it was given."""

from __future__ import annotations

from typing import Any

from alembic import context
from sqlalchemy import Connection, update

from gateway.store.tables import store_info


def _tell_version(*, ctx: Any, heads: set[str], **_: Any) -> None:
    """Keep `store_info.version`, by which programs tell whether they know a store, at the revision reached."""
    for revision in heads:
        ctx.connection.execute(update(store_info), {"version": int(revision)})


connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    on_version_apply=_tell_version,  # type: ignore[arg-type]  # Alembic calls it by keyword and types it by position
)
with context.begin_transaction():
    context.run_migrations()
