"""What a card proves in the hold of a PIN: PIK after VERIFY, and IRK and PIK around a change that enables it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from emulator.card.crypto import ALGORITHMS
from emulator.reader.insertable import Insertable
from kiosk.card.outcome import (
    CardGone,
    Changed,
    Contradicted,
    Outcome,
    Unchanged,
    Unconfirmed,
    Unknown,
    Verified,
    WrongPin,
)
from kiosk.card.port import Failure, Fault
from kiosk.card.request import AskWhichPin, ChangePin, EnablingChallenge, Evidence, VerifyPin
from tests.support.cards import (
    CHANGE_PIN,
    NEW,
    PRESENT,
    READER,
    WRONG,
    Listening,
    asked,
    holds,
    identification,
    pin,
    profile,
    tries,
    virtual_card,
)
from tests.support.odd_cards import Wrapped

BEFORE = Evidence(bytes(range(1, 9)), bytes(range(0x11, 0x19)))
AFTER = Evidence(bytes(range(0x21, 0x29)), bytes(range(0x31, 0x39)))
IRK, PIK = "00880000", "0088000c"
VERIFY_PRESENT, VERIFY_NEW, COUNTER = "0020000003135790", "0020000003624815", "00200000"


class Saying(Wrapped):
    """A card that answers some commands, by how they begin, in words of its own, and does not carry them out."""

    def __init__(self, card: Insertable, **words: str | None) -> None:
        super().__init__(card)
        self._words = {bytes.fromhex(begins.removeprefix("x")): word for begins, word in words.items()}

    def transmit(self, apdu: bytes) -> bytes | None:
        """Its own word, or the card's."""
        for begins, word in self._words.items():
            if apdu.startswith(begins):
                return None if word is None else bytes.fromhex(word)
        return super().transmit(apdu)


def verified(card: Insertable, digits: bytes = PRESENT) -> Outcome:
    return asked(card, VerifyPin(1, READER, identification(), pin(digits), AFTER))


def changed(card: Insertable, present: bytes = PRESENT, *, evidence: bool) -> Outcome:
    challenge = EnablingChallenge("1", BEFORE, AFTER, evidence)
    return asked(card, ChangePin(1, READER, identification(), pin(present), pin(NEW), enabling=challenge))


def proof(key: str, over: Evidence) -> bytes:
    described = profile()
    algorithm = ALGORITHMS[described.application.algorithm]
    return algorithm.authentication_data(described.keys.given[key], over.factor, over.info)


def orders(card: Listening) -> list[str]:
    """What was said to the card once it was selected and recognised; the new PIN's VERIFY tells its own."""
    said = [apdu.hex() for apdu in card.heard if apdu[1] in (0x20, 0x5E, 0x88)]
    return [each if each.startswith("0020") else each[:8] for each in said]


def test_pik_is_asked_in_the_hold_of_the_verify_and_nothing_is_said_between() -> None:
    card = Listening(Saying(virtual_card(), x0088000c="11223344556677889000"))

    assert verified(card) == Verified(6, bytes.fromhex("1122334455667788"))
    assert orders(card) == [VERIFY_PRESENT, PIK, COUNTER]


@pytest.mark.parametrize("answer", ["6A88", "6982", "112233449000", "9000", "11223344556677886283", None])
def test_a_card_that_does_not_show_its_pin_has_no_evidence_and_verified_it_all_the_same(answer: str | None) -> None:
    outcome = verified(Saying(virtual_card(), x0088000c=answer))

    assert isinstance(outcome, Verified)
    assert outcome.evidence == b""


def test_after_a_wrong_pin_nothing_is_to_be_shown() -> None:
    card = Listening(virtual_card())

    assert verified(card, WRONG) == WrongPin(5)
    assert PIK not in orders(card)


def test_a_card_proves_itself_before_the_first_pin_and_its_new_one_after_the_change() -> None:
    card = Listening(Saying(virtual_card(), x0088000c="11223344556677889000"))

    assert changed(card, evidence=True) == Changed(6, proof("IRK", BEFORE), bytes.fromhex("1122334455667788"))
    assert orders(card) == [IRK, VERIFY_PRESENT, "805e0100", VERIFY_NEW, PIK, COUNTER]


def test_a_card_of_which_no_pik_is_known_proves_itself_once_more() -> None:
    card = Listening(virtual_card())

    assert changed(card, evidence=False) == Changed(6, proof("IRK", BEFORE), proof("IRK", AFTER))
    assert orders(card) == [IRK, VERIFY_PRESENT, "805e0100", VERIFY_NEW, IRK, COUNTER]


@pytest.mark.parametrize("answer", ["6A88", "9000", None])
def test_a_card_that_is_silent_before_the_change_is_sent_no_pin(answer: str | None) -> None:
    card = Listening(Saying(virtual_card(), x0088=answer))
    silent = changed(card, evidence=True)

    assert isinstance(silent, CardGone)
    assert (silent.attempt, orders(card)) == (False, [IRK])


def gone_after_the_change(card: Insertable) -> Insertable:
    return Saying(card, x0020000003624815=None)


def silent_at_pik(card: Insertable) -> Insertable:
    return Saying(card, x0088000c=None)


@pytest.mark.parametrize("made", [gone_after_the_change, silent_at_pik])
def test_what_is_lost_once_the_card_said_that_it_changed_is_evidence_alone(
    made: Callable[[Insertable], Insertable],
) -> None:
    card = virtual_card()
    outcome = changed(made(card), evidence=True)

    assert isinstance(outcome, Changed)
    assert (outcome.before, outcome.after, holds(card, NEW)) == (proof("IRK", BEFORE), b"", True)


@pytest.mark.parametrize("answer", ["6982", "6A88", "9000", "112233449000"])
def test_a_new_pin_that_pik_does_not_show_is_not_confirmed(answer: str) -> None:
    """VERIFY said 9000, and the key that says nothing without it says nothing: one of the two is not true."""
    outcome = changed(Saying(virtual_card(), x805e="9000", x0020000003624815="9000", x0088000c=answer), evidence=True)

    assert outcome == Unconfirmed(6, proof("IRK", BEFORE))


def test_a_new_pin_that_the_card_neither_takes_nor_refuses_is_not_confirmed() -> None:
    outcome = changed(Saying(virtual_card(), x0020000003624815="6985"), evidence=True)

    assert outcome == Unconfirmed(None, proof("IRK", BEFORE))


def test_of_a_card_of_which_no_pik_is_known_its_word_is_taken() -> None:
    card = virtual_card()

    assert changed(Saying(card, x0020000003624815="6985"), evidence=False) == Changed(None, proof("IRK", BEFORE))


@pytest.mark.parametrize("answer", ["6C07", "6C00", "63C5", "63C0", "6983"])
@pytest.mark.parametrize("done", [True, False])
def test_an_answer_to_the_change_that_no_card_gives_after_it_took_the_pin_is_unknown(answer: str, done: bool) -> None:
    """A length that was never given; or the PIN that was right in the same hold is wrong, or locked, and is it not."""
    card = virtual_card()
    told = Denying(card, answer) if done else Saying(card, x805e=answer)

    assert asked(told, ChangePin(1, READER, identification(), pin(PRESENT), pin(NEW))) == Unknown(
        Failure(Fault.OTHER, int(answer, 16))
    )
    assert holds(card, NEW if done else PRESENT)


class Denying(Wrapped):
    """A reader that has the change carried out, and answers otherwise."""

    def __init__(self, card: Insertable, answer: str) -> None:
        super().__init__(card)
        self._answer = bytes.fromhex(answer)

    def transmit(self, apdu: bytes) -> bytes | None:
        """The card's response, but to CHANGE PIN."""
        said = super().transmit(apdu)
        return self._answer if apdu[:2] == CHANGE_PIN else said


@pytest.mark.parametrize(("answer", "left"), [("63C5", 5), ("63C0", 0), ("6983", 0)])
def test_a_change_that_the_card_itself_denies_is_a_contradiction(answer: str, left: int) -> None:
    card = Listening(Saying(virtual_card(), x0020000003624815=answer))

    assert changed(card, evidence=True) == Contradicted(left)
    assert orders(card)[-1] == VERIFY_NEW  # and it is asked nothing more


def test_a_change_that_was_swallowed_costs_the_one_attempt_that_showed_it() -> None:
    card = virtual_card()

    outcome = changed(Saying(card, x805e="9000"), evidence=True)

    assert (outcome, tries(card), holds(card, PRESENT)) == (Contradicted(5), 5, True)


def test_a_wrong_present_pin_costs_one_attempt_with_a_challenge_as_well() -> None:
    card = Listening(virtual_card())

    assert changed(card, WRONG, evidence=True) == WrongPin(5)
    assert [apdu for apdu in card.heard if apdu[:2] == CHANGE_PIN] == []


@pytest.mark.parametrize(
    ("holding", "outcome", "asked_pik"),
    [(NEW, Changed(6, after=bytes.fromhex("1122334455667788")), True), (PRESENT, Unchanged(6), False)],
)
def test_after_a_lost_answer_pik_shows_the_new_pin_and_no_other(
    holding: bytes, outcome: Outcome, asked_pik: bool
) -> None:
    card = Listening(Saying(virtual_card(value=holding.decode()), x0088000c="11223344556677889000"))
    request = AskWhichPin(2, READER, identification(), pin(PRESENT), pin(NEW), evidence=AFTER)

    assert asked(card, request) == outcome
    assert (PIK in orders(card)) is asked_pik


def test_after_a_lost_answer_a_new_pin_that_pik_does_not_show_is_not_confirmed() -> None:
    card = Saying(virtual_card(), x0020000003624815="9000", x0088000c="6982")
    request = AskWhichPin(2, READER, identification(), pin(PRESENT), pin(NEW), evidence=AFTER)

    assert asked(card, request) == Unconfirmed(6)
