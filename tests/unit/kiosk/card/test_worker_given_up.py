"""A worker that hangs with its card: it is given up, and whatever it wakes up to, it says nothing more."""

from __future__ import annotations

from kiosk.card.request import ChangePin, ReadCard, VerifyPin
from tests.support.cards import NEW, READER, identification, pin, said, virtual_card
from tests.support.hanging import slot_of_a_hanging_card
from tests.unit.kiosk.card.asked import worker_at

CARD = identification()


def test_stop_tells_that_it_hangs() -> None:
    """electrum#7819: the one waits for the device thread which waits for the other."""
    slot, card = slot_of_a_hanging_card(virtual_card())
    with worker_at(slot) as asked:
        asked.submit(ReadCard(1, READER))
        card.wait_until_it_hangs()
        stopped = asked.line.stop(0.01)
        card.wake()

    assert stopped is False


def test_once_given_up_it_says_nothing_more_to_the_card_and_tells_nothing() -> None:
    slot, card = slot_of_a_hanging_card(virtual_card(), lambda apdu: apdu[1] == 0x20)
    request = ChangePin(1, READER, CARD, pin(), pin(NEW))
    with worker_at(slot) as asked:
        asked.submit(request)
        card.wait_until_it_hangs()
        heard = list(card.heard)
        asked.give_up()
        card.wake()

    assert (card.heard, asked.more(), request.present.wiped, request.new.wiped) == (heard, False, True, True)


def test_a_change_that_was_given_up_before_it_was_sent_is_never_made() -> None:
    virtual = virtual_card()
    slot, card = slot_of_a_hanging_card(virtual, lambda apdu: apdu[1] == 0x20)
    with worker_at(slot) as asked:
        asked.submit(ChangePin(1, READER, CARD, pin(), pin(NEW)))
        card.wait_until_it_hangs()
        asked.give_up()
        card.wake()

    assert said(virtual, "0020000003135790") == "9000"


def test_what_was_queued_behind_is_not_carried_out_by_a_worker_given_up() -> None:
    slot, card = slot_of_a_hanging_card(virtual_card())
    with worker_at(slot) as asked:
        asked.submit(ReadCard(1, READER))
        asked.submit(VerifyPin(1, READER, CARD, pin()))
        card.wait_until_it_hangs()
        asked.give_up()
        card.wake()

    assert (len(card.heard), asked.more()) == (1, False)
