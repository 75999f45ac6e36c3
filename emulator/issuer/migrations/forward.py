"""Bringing a database forward. Importing this file imports Alembic, which is slow."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from emulator.issuer.migrations import HEAD

_ONE_AT_A_TIME = Lock()  # Alembic keeps what it is at in variables of its modules


def bring_forward(connection: Connection, until: str = HEAD) -> None:
    """Take the database behind `connection` from its version, or from nothing, to `until`, in the open transaction."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with _ONE_AT_A_TIME:
        command.upgrade(config, until)
