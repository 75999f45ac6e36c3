"""How hypothesis works here: without a time limit for one example, since a loaded machine would miss it."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
