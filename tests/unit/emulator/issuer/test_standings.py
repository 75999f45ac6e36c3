"""Who may take a card from which standing to which: the service's rules as facts, and the table against them."""

from __future__ import annotations

from itertools import product

import pytest

from emulator.issuer.answers import Standing
from emulator.issuer.standings import SETTLED, SUSPENDED, TRANSITIONS, Actor, allowed

SEALED, NORMAL, LOST = Standing.SEALED, Standing.NORMAL, Standing.LOST
LOCKED, TEMPORARILY_LOST, CANCELLED = Standing.APPLICATION_LOCKED, Standing.TEMPORARILY_LOST, Standing.CANCELLED
ISSUER, TERMINAL, HOLDER = Actor.ISSUER, Actor.TERMINAL, Actor.HOLDER
SERVICE_POINT, BANK, CLOCK = Actor.SERVICE_POINT, Actor.BANK, Actor.CLOCK

# Written down from the service's rules, apart from the table: who may, and nobody else.
FACTS = {
    # A sealed card is enabled at a terminal, at a service point, or online and by 12333.
    (SEALED, NORMAL): {TERMINAL, SERVICE_POINT, HOLDER},
    # A card that is missing is reported by its holder, or for the holder at a service point or the bank.
    (SEALED, TEMPORARILY_LOST): {HOLDER, SERVICE_POINT, BANK},
    (NORMAL, TEMPORARILY_LOST): {HOLDER, SERVICE_POINT, BANK},
    # A service point makes a loss final, with or without a temporary one before it.
    (SEALED, LOST): {SERVICE_POINT},
    (NORMAL, LOST): {SERVICE_POINT},
    (TEMPORARILY_LOST, LOST): {SERVICE_POINT},
    (LOCKED, LOST): {SERVICE_POINT},
    # A temporary loss is lifted at a service point, or ends by itself.
    (TEMPORARILY_LOST, NORMAL): {SERVICE_POINT, CLOCK},
    (TEMPORARILY_LOST, SEALED): {SERVICE_POINT, CLOCK},
    # The issuer locks the application; the holder goes to a service point.
    (SEALED, LOCKED): {ISSUER},
    (NORMAL, LOCKED): {ISSUER},
    (LOCKED, NORMAL): {ISSUER, SERVICE_POINT},
    (LOCKED, SEALED): {ISSUER, SERVICE_POINT},
    # A lost card is replaced at a bank or a service point; a card too many is cancelled at a service point.
    (LOST, CANCELLED): {BANK, SERVICE_POINT, ISSUER},
    (NORMAL, CANCELLED): {SERVICE_POINT, ISSUER},
    (SEALED, CANCELLED): {SERVICE_POINT, ISSUER},
    (TEMPORARILY_LOST, CANCELLED): {ISSUER},
    (LOCKED, CANCELLED): {ISSUER},
}


@pytest.mark.parametrize(("before", "after"), list(product(Standing, Standing)))
def test_who_may_is_what_the_rules_say(before: Standing, after: Standing) -> None:
    assert {actor for actor in Actor if allowed(before, after, actor)} == FACTS.get((before, after), set())


def test_the_table_has_no_row_that_nobody_may_use() -> None:
    assert [change for change, actors in TRANSITIONS.items() if not actors] == []


def test_cancelled_is_the_end() -> None:
    assert [after for before, after in TRANSITIONS if before is CANCELLED] == []


def test_a_lost_card_is_never_used_again() -> None:
    assert [after for before, after in TRANSITIONS if before is LOST] == [CANCELLED]


def test_a_terminal_enables_a_sealed_card_and_does_nothing_else() -> None:
    assert [change for change, actors in TRANSITIONS.items() if TERMINAL in actors] == [(SEALED, NORMAL)]


def test_a_holder_alone_lifts_nothing() -> None:
    assert [before for (before, after), actors in TRANSITIONS.items() if HOLDER in actors and before in SUSPENDED] == []


def test_only_from_where_a_card_was_settled_it_is_suspended() -> None:
    """So that where it goes back to is always settled."""
    assert {before for before, after in TRANSITIONS if after in SUSPENDED} == SETTLED
