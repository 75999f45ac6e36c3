"""What a change of PIN does for the card beside changing it."""

from __future__ import annotations

from enum import Enum

from kiosk.rules.standing import NoStanding, Standing, StandingAnswer


class Enabling(Enum):
    """Whether a change of PIN enables the card, and whether the office knows that already."""

    NONE = "none"  # the card is in use
    IN_CASE = "in-case"  # its standing is not known: reported, in case it was sealed
    ON_ITS_WAY = "on-its-way"  # the card was sealed; the report waits for the office
    DONE = "done"


_ENABLING: dict[StandingAnswer, Enabling] = {
    Standing.SEALED: Enabling.ON_ITS_WAY,
    NoStanding.ASKED: Enabling.IN_CASE,
    NoStanding.UNREACHABLE: Enabling.IN_CASE,
}


def enabling_of(standing: StandingAnswer) -> Enabling:
    """What a change of PIN does for a card of this standing: enable it, or report that in case it was sealed."""
    return _ENABLING.get(standing, Enabling.NONE)
