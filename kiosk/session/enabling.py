"""What a change of PIN does for the card beside changing it."""

from __future__ import annotations

from enum import Enum
from typing import assert_never

from kiosk.issuer.answers import Denied, UnderReview
from kiosk.issuer.answers import Enabled as IsEnabled
from kiosk.rules.standing import NoStanding, Standing, StandingAnswer


class Enabling(Enum):
    """Whether a change of PIN enables the card, as far as that is known."""

    NONE = "none"  # the card is in use, or there is nobody who could enable it
    ON_ITS_WAY = "on-its-way"  # it was sealed, and the office is being told
    IN_CASE = "in-case"  # its standing is not known: the office is being told, in case it was sealed
    LATE = "late"  # the office was not reached yet: it is told later, and then looks at it
    LATE_IN_CASE = "late-in-case"
    DONE = "done"
    UNDER_REVIEW = "under-review"  # what the card proved is not enough by itself
    NOT_ENABLED = "not-enabled"  # the card proved nothing, or the office does not believe it
    NOT_IF_SEALED = "not-if-sealed"  # the same of a card whose standing is not known

    @property
    def waits(self) -> bool:
        """True where the office's answer to a report may still come."""
        return self in _LATE or self in _LATE.values()


_LATE = {Enabling.ON_ITS_WAY: Enabling.LATE, Enabling.IN_CASE: Enabling.LATE_IN_CASE}
_REPORTED = {
    Standing.SEALED: Enabling.ON_ITS_WAY,
    NoStanding.ASKED: Enabling.IN_CASE,
    NoStanding.UNREACHABLE: Enabling.IN_CASE,
}
_UNPROVED = {Enabling.ON_ITS_WAY: Enabling.NOT_ENABLED, Enabling.IN_CASE: Enabling.NOT_IF_SEALED}


def may_enable(standing: StandingAnswer) -> bool:
    """True where a change of PIN may enable a card of this standing."""
    return standing in _REPORTED


def enabling_of(standing: StandingAnswer, *, reported: bool) -> Enabling:
    """What a change of PIN does for a card of this standing, that proved itself if it was `reported`."""
    enabling = _REPORTED.get(standing, Enabling.NONE)
    return enabling if reported else _UNPROVED.get(enabling, enabling)


def late(enabling: Enabling) -> Enabling:
    """The same, once nobody waits for the office's answer any more."""
    return _LATE.get(enabling, enabling)


def told(enabling: Enabling, answer: IsEnabled | UnderReview | Denied) -> Enabling:
    """What is known with the office's answer to a report."""
    if not (enabling.waits or enabling is Enabling.UNDER_REVIEW):
        return enabling
    match answer:
        case IsEnabled():
            return Enabling.DONE
        case UnderReview():
            return Enabling.UNDER_REVIEW
        case Denied() if enabling is Enabling.UNDER_REVIEW:
            return enabling
        case Denied():
            return Enabling.NOT_IF_SEALED if enabling in _IN_CASE else Enabling.NOT_ENABLED
        case _:
            assert_never(answer)


_IN_CASE = (Enabling.IN_CASE, Enabling.LATE_IN_CASE)
