"""The window in a language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from tests.support.stage import Stage


@contextmanager
def speaking(stage: Stage, language: str) -> Iterator[None]:
    """The window speaks it, and its own again at the end."""
    before = stage.screen.model.look
    stage.screen.model.wear(replace(before, language=language))
    yield
    stage.screen.model.wear(before)
