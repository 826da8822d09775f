"""Runs Alembic on an open connection, inside the transaction it is in: a step that fails leaves the store as it was."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def settings(connection: Connection | None = None) -> Config:
    """Give Alembic's settings for this store; `env.py` takes the connection from them."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "gateway.store:migrations")
    return config


def upgrade_to_latest(connection: Connection) -> None:
    """Take a store up from the revision it is stamped with to the latest."""
    command.upgrade(settings(connection), "head")
