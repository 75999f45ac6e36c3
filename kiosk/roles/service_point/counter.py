"""What a card's counter says of an unblock: carried out, it sets the counter to the card's limit. Pure."""

from __future__ import annotations

from enum import Enum, auto

from kiosk.session.visit import Visit


class Says(Enum):
    """What a counter shows."""

    NOT_UNBLOCKED = auto()  # it is below what an unblock would have set it to
    SET_BACK = auto()  # it is above what it was
    NOTHING = auto()  # it is as it was, which was all that there is, or may have been


def least_after(before: Visit) -> int:
    """So many attempts, or more, an unblock leaves the card that had those of the visit `before`."""
    limit = before.record.pin_limit if before.record else None
    return max(limit or 1, before.card.tries_left or 0)


def says(before: Visit, left: int | None, entries: int = 0) -> Says:
    """What `left` attempts show of the card that had those of the visit `before`; None where it has no PIN.

    `entries`: how many PINs were sent to it since, each of which may have cost an attempt. The limit is the registry's
    word; without it, it is known to be no less than what the card had.
    """
    had, now = before.card.tries_left, left or 0
    if now < least_after(before) - entries:
        return Says.NOT_UNBLOCKED
    return Says.SET_BACK if had is not None and now > had else Says.NOTHING
