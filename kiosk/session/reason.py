"""Why a card is not served, why a PIN was not changed, why the card is to be taken."""

from __future__ import annotations

from enum import Enum


class Unrecognised(Enum):
    """Why the card in the reader can't be served."""

    MUTE = "mute"  # does not answer: upside down, or broken
    BANK_CARD = "bank-card"
    UNSUPPORTED = "unsupported"


class NotChanged(Enum):
    """Why the PIN was not changed, or what is known of it."""

    NO_PIN = "no-pin"  # the card has none yet
    NO_COUNT = "no-count"  # the card does not say how many attempts are left: no PIN was sent to it
    REFUSED = "refused"  # by the card, which was told to change it, with a status word of its own
    NOT_SENT = "not-sent"  # the card went before the change was sent
    CUT_OFF = "cut-off"  # the way to the card did: pcscd, the reader, another program, a card that stopped answering
    OTHER_CARD = "other-card"
    OLD_PIN_HOLDS = "old-pin-holds"  # asked after a lost answer
    UNSETTLED = "unsettled"  # could not be asked without risk
    ATTEMPT_LOST = "attempt-lost"  # the card stopped, went, or said nothing that answers to a PIN: perhaps one less
    CUT_OFF_AT_PIN = "cut-off-at-pin"  # likewise, before the change was sent: the PIN is as it was
    WRONG_PIN = "wrong-pin"  # the card called the PIN wrong, and went
    LOCKED = "locked"  # no attempts are left, and the card went
    CONTRADICTED = "contradicted"  # the card said that it was changed, and then that it was not
    UNCONFIRMED = "unconfirmed"  # the card said that it was changed, and could not prove it


READ_ANEW = (NotChanged.ATTEMPT_LOST, NotChanged.CUT_OFF_AT_PIN)  # only the card can tell how many attempts are left


class Doubt(Enum):
    """Why a card that was put back after a lost answer was not asked which PIN it holds."""

    NONE = ""  # none was put back yet
    OTHER_CARD = "other-card"
    NOT_GENUINE = "not-genuine"  # it could not prove itself, or did not answer
    UNCHECKED = "unchecked"  # the office can't tell now


class Farewell(Enum):
    """Why the card is to be taken."""

    ENDED = "ended"
    CARD_STOPPED = "card-stopped"  # it did not answer; nothing was changed
    OTHER_CARD = "other-card"
