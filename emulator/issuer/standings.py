"""Which standing of a card may follow which, and who may bring that about: one table."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from emulator.issuer.answers import Standing


class Actor(Enum):
    """Who changes a card's standing."""

    HOLDER = "holder"  # 12333 or online
    TERMINAL = "terminal"  # the first change of the initial PIN at a terminal
    SERVICE_POINT = "service-point"  # a member of staff, the person identified
    BANK = "bank"  # a branch of the card's bank
    ISSUER = "issuer"
    CLOCK = "clock"  # nobody: the last day of a temporary loss has passed


_SEALED, _NORMAL, _LOST = Standing.SEALED, Standing.NORMAL, Standing.LOST
_LOCKED, _TEMPORARILY_LOST, _CANCELLED = Standing.APPLICATION_LOCKED, Standing.TEMPORARILY_LOST, Standing.CANCELLED
_ANYBODY_BY_PHONE_OR_DESK = frozenset((Actor.HOLDER, Actor.SERVICE_POINT, Actor.BANK))
_DESK = frozenset((Actor.SERVICE_POINT,))
_DESK_OR_ISSUER = frozenset((Actor.SERVICE_POINT, Actor.ISSUER))
_ISSUER = frozenset((Actor.ISSUER,))

# What is not here, nobody may do. A lost card stays lost, though it be found: it was replaced, or will be. What is
# cancelled is at its end.
TRANSITIONS: Mapping[tuple[Standing, Standing], frozenset[Actor]] = {
    (_SEALED, _NORMAL): frozenset((Actor.HOLDER, Actor.TERMINAL, Actor.SERVICE_POINT)),
    (_SEALED, _TEMPORARILY_LOST): _ANYBODY_BY_PHONE_OR_DESK,
    (_SEALED, _LOST): _DESK,
    (_SEALED, _LOCKED): _ISSUER,
    (_SEALED, _CANCELLED): _DESK_OR_ISSUER,
    (_NORMAL, _TEMPORARILY_LOST): _ANYBODY_BY_PHONE_OR_DESK,
    (_NORMAL, _LOST): _DESK,
    (_NORMAL, _LOCKED): _ISSUER,
    (_NORMAL, _CANCELLED): _DESK_OR_ISSUER,
    (_TEMPORARILY_LOST, _SEALED): frozenset((Actor.SERVICE_POINT, Actor.CLOCK)),
    (_TEMPORARILY_LOST, _NORMAL): frozenset((Actor.SERVICE_POINT, Actor.CLOCK)),
    (_TEMPORARILY_LOST, _LOST): _DESK,
    (_TEMPORARILY_LOST, _CANCELLED): _ISSUER,
    (_LOCKED, _SEALED): _DESK_OR_ISSUER,
    (_LOCKED, _NORMAL): _DESK_OR_ISSUER,
    (_LOCKED, _LOST): _DESK,
    (_LOCKED, _CANCELLED): _ISSUER,
    (_LOST, _CANCELLED): frozenset((Actor.SERVICE_POINT, Actor.BANK, Actor.ISSUER)),  # replaced
}

# Left for a while only: from here a card goes back to where it came from, or on to its end. A sealed card does not
# become a normal one by being lost and found.
SUSPENDED = frozenset((_LOCKED, _TEMPORARILY_LOST))
SETTLED = frozenset((_SEALED, _NORMAL))


def allowed(before: Standing, after: Standing, actor: Actor) -> bool:
    """Whether `actor` may take a card from `before` to `after`."""
    return actor in TRANSITIONS.get((before, after), frozenset())
