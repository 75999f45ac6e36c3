"""The issuer's standings of a card, and what each lets the holder do."""

from __future__ import annotations

from enum import Enum, IntEnum

from kiosk.rules.genuineness import Genuineness


class Standing(IntEnum):
    """What the registry says of a card, by its code."""

    SEALED = 0
    NORMAL = 1
    LOST = 2
    APPLICATION_LOCKED = 3
    TEMPORARILY_LOST = 4
    CANCELLED = 9

    @property
    def id(self) -> str:
        """The name in files and JSON: "temporarily-lost"."""
        return self.name.lower().replace("_", "-")


class NoStanding(Enum):
    """Why there is no standing to show."""

    ASKED = "asked"  # the answer is on its way
    NOT_LISTED = "not-listed"
    UNREACHABLE = "unreachable"
    NOT_CONFIGURED = "not-configured"  # there is no issuer to ask


StandingAnswer = Standing | NoStanding


class ElectronicCard(Enum):
    """What the electronic card can do while the physical card has a standing."""

    AS_PHYSICAL = "as-physical-card"
    ALL_SERVICES = "all-services"
    AFTER_AUTHORISATION = "after-authorisation"
    UNAVAILABLE = "unavailable"


ELECTRONIC_CARD: dict[Standing, ElectronicCard] = {
    Standing.SEALED: ElectronicCard.AS_PHYSICAL,
    Standing.NORMAL: ElectronicCard.ALL_SERVICES,
    Standing.LOST: ElectronicCard.AFTER_AUTHORISATION,
    Standing.APPLICATION_LOCKED: ElectronicCard.ALL_SERVICES,
    Standing.TEMPORARILY_LOST: ElectronicCard.AFTER_AUTHORISATION,
    Standing.CANCELLED: ElectronicCard.UNAVAILABLE,
}

_MAY_CHANGE_PIN = frozenset((Standing.SEALED, Standing.NORMAL))


def may_change_pin(standing: StandingAnswer, genuine: Genuineness) -> bool:
    """True unless the registry says lost, locked by the issuer or cancelled, or the card could not prove itself.

    What is not known is no bar.
    """
    if genuine.bars_pin:
        return False
    return isinstance(standing, NoStanding) or standing in _MAY_CHANGE_PIN
