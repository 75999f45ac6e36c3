"""6Cxx and 61xx to whatever counts attempts, takes a proof or changes the card: it reaches the card once a request.

Once a VERIFY that was answered `6Cxx` went out twenty times. Both roles' requests, both protocols, both algorithms.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from emulator.card.profile import CardProfile
from kiosk.card.driver import carry_out
from kiosk.card.port import CardSession, Protocols
from kiosk.card.request import AskWhichPin, ChangePin, Evidence, ProveCard, ReadCounter, ReadHolder, VerifyPin
from kiosk.roles.service_point.driver import carry_out as at_a_service_point
from kiosk.roles.service_point.request import AskReturnedCard, ProveUnblock, Unblock
from tests.support.cards import NEW, READER, Listening, card_of, connected, pin, profile, slot_with

ASKED = Evidence(bytes(range(1, 9)), bytes(range(9, 17)))
MESSAGE = bytes.fromhex("842400000411223344")
VERIFY, CHANGE, EXTERNAL, INTERNAL, UNBLOCK = "0020", "805E", "0082", "0088", "8424"

Ask = Callable[[bytes, CardSession], object]
REQUESTS: dict[str, tuple[str, Ask]] = {
    "the counter": (VERIFY, lambda card, at: carry_out(ReadCounter(1, READER, card), at)),
    "VERIFY": (VERIFY, lambda card, at: carry_out(VerifyPin(1, READER, card, pin()), at)),
    "CHANGE PIN": (CHANGE, lambda card, at: carry_out(ChangePin(1, READER, card, pin(), pin(NEW)), at)),
    "VERIFY before CHANGE PIN": (VERIFY, lambda card, at: carry_out(ChangePin(1, READER, card, pin(), pin(NEW)), at)),
    "VERIFY after a lost answer": (
        VERIFY,
        lambda card, at: carry_out(AskWhichPin(1, READER, card, pin(), pin(NEW)), at),
    ),
    "IRK": (INTERNAL, lambda card, at: carry_out(ProveCard(1, READER, card, ASKED.factor, ASKED.info), at)),
    "PIK": (INTERNAL, lambda card, at: carry_out(VerifyPin(1, READER, card, pin(), ASKED), at)),
    "IRK of a card put back": (
        INTERNAL,
        lambda card, at: at_a_service_point(AskReturnedCard(1, READER, card, ASKED), at),
    ),
    "a read proof": (EXTERNAL, lambda card, at: carry_out(ReadHolder(1, READER, card, bytes(16)), at)),
    "a proof of PUK": (EXTERNAL, lambda card, at: at_a_service_point(ProveUnblock(1, READER, card, bytes(16)), at)),
    "PIN UNBLOCK": (UNBLOCK, lambda card, at: at_a_service_point(Unblock(1, READER, card, MESSAGE, None, None), at)),
}


class Wanting(Listening):
    """A card that answers so to one command, and carries it out or not: nobody can tell."""

    def __init__(self, described: CardProfile, protocol: Protocols, command: str, answer: str) -> None:
        super().__init__(card_of(described, protocol=protocol))
        self._command, self._said = bytes.fromhex(command), bytes.fromhex(answer)

    def transmit(self, apdu: bytes) -> bytes | None:
        """That answer, or the card's."""
        said = super().transmit(apdu)
        return self._said if apdu[:2] == self._command else said

    @property
    def commands(self) -> list[bytes]:
        """Each of that kind that it heard, without what it may answer at the most."""
        return [apdu[: 5 + apdu[4]] if len(apdu) > 5 else apdu[:4] for apdu in self.heard if apdu[:2] == self._command]


@pytest.mark.parametrize(
    ("described", "protocol"), [(profile("normal"), "t1"), (profile("v1-3des"), "t0")], ids=["sm4 t1", "3des t0"]
)
@pytest.mark.parametrize("answer", ["6C08", "6108"])
@pytest.mark.parametrize(("command", "ask"), REQUESTS.values(), ids=REQUESTS)
def test_it_reaches_the_card_once(
    command: str, ask: Ask, answer: str, protocol: Protocols, described: CardProfile
) -> None:
    card = Wanting(described, protocol, command, answer)
    ask(described.identification, connected(slot_with(card)))

    assert 0 < len(card.commands) == len(set(card.commands))
