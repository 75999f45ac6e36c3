"""A card pulled out at any exchange of any request: never a wrong PIN, and unknown only where it is.

Every request is played once undisturbed; then again for each of its exchanges, the card being pulled out at that one:
before the card carries it out, or after, with nobody hearing the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

import pytest

from emulator.reader.faults import PulledOut
from emulator.reader.slot import Slot
from kiosk.card.driver import carry_out
from kiosk.card.outcome import CardGone, Changed, Outcome, Unchanged, Unknown, Unsettled, Verified, WrongPin
from kiosk.card.port import Failure, Fault, Protocols
from kiosk.card.request import AskWhichPin, ChangePin, Exchanged, ReadCard, ReadCounter, VerifyPin
from tests.support.cards import (
    CHANGE_PIN,
    NEW,
    PRESENT,
    READER,
    WRONG,
    asked,
    connected,
    holds,
    identification,
    pin,
    tries,
    virtual_card,
)

CARD = identification()
REQUESTS: dict[str, Callable[[], Exchanged]] = {
    "read the card": lambda: ReadCard(1, READER),
    "read the counter": lambda: ReadCounter(1, READER, CARD),
    "verify": lambda: VerifyPin(1, READER, CARD, pin()),
    "verify a wrong PIN": lambda: VerifyPin(1, READER, CARD, pin(WRONG)),
    "change": lambda: ChangePin(1, READER, CARD, pin(), pin(NEW)),
    "change with a wrong PIN": lambda: ChangePin(1, READER, CARD, pin(WRONG), pin(NEW)),
    "which PIN, the old": lambda: AskWhichPin(1, READER, CARD, pin(), pin(NEW)),
    "which PIN, the new": lambda: AskWhichPin(1, READER, CARD, pin(WRONG), pin()),
}
RIGHT = ["verify", "change"]


@dataclass(frozen=True)
class Pulled:
    """One pull: at which exchange, what was sent until then, what came of it, the attempts left after."""

    at: int
    sent: list[bytes]
    outcome: Outcome
    tries: int

    @property
    def change_was_sent(self) -> bool:
        """True where CHANGE PIN had gone out."""
        return any(apdu[:2] == CHANGE_PIN for apdu in self.sent)


def pulls(request: Callable[[], Exchanged], protocol: Protocols, *, before: bool) -> Iterator[Pulled]:
    """A pull at every exchange of `request`, each on a card of its own."""
    for at in count():
        card, slot, sent = virtual_card(protocol=protocol), Slot(READER), list[bytes]()

        def strikes(apdu: bytes, sent: list[bytes] = sent, at: int = at) -> bool:
            sent.append(apdu)
            return len(sent) == at + 1

        slot.insert(PulledOut(card, slot.remove, strikes, before=before))
        outcome = carry_out(request(), connected(slot))
        if slot.look().atr is not None:
            return  # the request was over before
        yield Pulled(at, sent, outcome, tries(card))


every_request = pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
both_protocols = pytest.mark.parametrize("protocol", ["t0", "t1"])
before_and_after = pytest.mark.parametrize("before", [True, False], ids=["before", "after"])


@both_protocols
@before_and_after
@every_request
def test_a_card_pulled_out_is_never_a_wrong_pin(
    request_: Callable[[], Exchanged], protocol: Protocols, before: bool
) -> None:
    """status-legacy#7887: a card pulled out is reported as a wrong PIN and leads toward a lock."""
    found = list(pulls(request_, protocol, before=before))

    assert found
    assert [pull for pull in found if isinstance(pull.outcome, WrongPin | Unsettled)] == []


@both_protocols
@before_and_after
@every_request
def test_an_outcome_is_unknown_only_where_change_pin_had_gone_out(
    request_: Callable[[], Exchanged], protocol: Protocols, before: bool
) -> None:
    """status-legacy#7887, and vxsuite#2170: removal during a write leaves a card in a state nobody knows."""
    found = list(pulls(request_, protocol, before=before))

    assert [pull for pull in found if isinstance(pull.outcome, Unknown) and not pull.change_was_sent] == []


@every_request
def test_an_attempt_may_be_gone_where_a_pin_was_on_its_way_and_nowhere_else(
    request_: Callable[[], Exchanged],
) -> None:
    gone = [pull for pull in pulls(request_, "t1", before=False) if isinstance(pull.outcome, CardGone)]
    at_a_pin = [pull.sent[-1][1] == 0x20 and len(pull.sent[-1]) > 5 for pull in gone]

    assert [isinstance(pull.outcome, CardGone) and pull.outcome.attempt for pull in gone] == at_a_pin


@both_protocols
@before_and_after
def test_a_change_is_known_but_for_its_own_exchange(protocol: Protocols, before: bool) -> None:
    kinds = [
        (pull.sent[-1][:2] == CHANGE_PIN, pull.change_was_sent, type(pull.outcome))
        for pull in pulls(REQUESTS["change"], protocol, before=before)
    ]
    at_change = [kind for at, _, kind in kinds if at]
    earlier = {kind for _, sent, kind in kinds if not sent}
    later = {kind for at, sent, kind in kinds if sent and not at}

    assert (earlier, at_change, later) == ({CardGone}, [Unknown], {Changed})


@both_protocols
@before_and_after
@pytest.mark.parametrize("name", RIGHT)
def test_a_pull_costs_the_holder_of_the_right_pin_no_attempt(protocol: Protocols, before: bool, name: str) -> None:
    """status-legacy#7887: … and leads toward a lock."""
    found = pulls(REQUESTS[name], protocol, before=before)

    assert {pull.tries for pull in found} == {6}


@both_protocols
@pytest.mark.parametrize(("before", "holds_new", "settled"), [(True, False, Unchanged(6)), (False, True, Changed(6))])
def test_the_same_card_put_back_tells_what_became_of_the_change(
    protocol: Protocols, before: bool, holds_new: bool, settled: Outcome
) -> None:
    """vxsuite#2170, #2419: removal during a write leaves an unrecoverable card."""
    card, slot = virtual_card(protocol=protocol), Slot(READER)
    slot.insert(PulledOut(card, slot.remove, lambda apdu: apdu[:2] == CHANGE_PIN, before=before))
    lost = carry_out(REQUESTS["change"](), connected(slot))

    put_back = asked(card, AskWhichPin(2, READER, CARD, pin(PRESENT), pin(NEW)))

    assert (type(lost), put_back, tries(card), holds(card, NEW)) == (Unknown, settled, 6, holds_new)


@both_protocols
@before_and_after
def test_once_verified_a_lost_counter_is_not_made_up(protocol: Protocols, before: bool) -> None:
    """The PIN was right; how many attempts are left is then not known, rather than guessed."""
    *_, last = pulls(REQUESTS["verify"], protocol, before=before)

    assert last.outcome == Verified(None)


def test_why_the_card_could_not_be_reached_is_kept() -> None:
    (first, *_) = pulls(REQUESTS["read the card"], "t0", before=False)

    assert first.outcome == CardGone(Failure(Fault.ANSWER_LOST))
