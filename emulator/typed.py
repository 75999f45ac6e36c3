"""What is typed on a command line, for both programs."""

from __future__ import annotations

from pathlib import Path

import typer


def path_option(text: str) -> Path:
    """A path that was typed on a command line; an empty one, of a variable that is not set, would be this folder."""
    if not text:
        raise typer.BadParameter("it is empty: name a path")
    return Path(text)
