"""A service point behind pcscd: the holder's card in slot 0, a member of staff's in slot 1, each by itself."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import pytest

from kiosk.card.pcsc import PcscPort
from kiosk.card.port import Failure
from tests.pcsc.conftest import Serve
from tests.pcsc.contacts import PcscError, atr_in, contact, reader_name, wait_for_card
from tests.pcsc.exchanges import VERIFY, AtFirst, HungCard
from tests.pcsc.hand import Hand
from tests.support.cards import profile, virtual_card

HOLDERS, STAFFS = 0, 1
SELECT, TRIES, WRONG_PIN = "00A4040C0F7378312E73682EC9E7BBE1B1A3D5CF", "00200000", "0020000003909091"
ENDS_WITHIN_S = 5.0


@pytest.fixture
def hands(hand: Hand, staff_hand: Hand) -> list[Hand]:
    """By slot, with the holder's card and the operator's in; PC/SC programs see both."""
    hand.insert(virtual_card("normal"))
    staff_hand.insert(virtual_card("operator"))
    for slot in (HOLDERS, STAFFS):
        wait_for_card(slot, present=True)
    return [hand, staff_hand]


@pytest.fixture
def port() -> Iterator[PcscPort]:
    """The kiosk's own way to PC/SC."""
    port = PcscPort()
    yield port
    port.close()


def test_two_served_cards_are_seen_at_once(serve: Serve, port: PcscPort) -> None:
    serve("normal", slot=HOLDERS)
    serve("operator", slot=STAFFS)
    assert seen(port) == {
        reader_name(HOLDERS): profile("normal").atr_for(t1=False),
        reader_name(STAFFS): profile("operator").atr_for(t1=False),
    }


def test_a_served_card_that_ends_leaves_the_other_in(serve: Serve, port: PcscPort) -> None:
    serve("normal", slot=HOLDERS)
    staffs = serve("operator", slot=STAFFS)
    staffs.end()
    wait_for_card(STAFFS, present=False)
    assert seen(port) == {reader_name(HOLDERS): profile("normal").atr_for(t1=False), reader_name(STAFFS): None}


@pytest.mark.parametrize(("pulled", "stays"), [(HOLDERS, STAFFS), (STAFFS, HOLDERS)])
def test_a_pulled_card_leaves_the_other_powered_and_connected(hands: list[Hand], pulled: int, stays: int) -> None:
    with contact(pulled) as going, contact(stays) as staying:
        assert [card.transmit(SELECT) for card in (going, staying)] == ["9000", "9000"]
        hands[pulled].take_out()
        assert (bool(atr_in(pulled)), bool(atr_in(stays))) == (False, True)
        with pytest.raises(PcscError):
            going.transmit(TRIES)
        assert staying.transmit(TRIES) == "63C6"  # still selected: its power was never gone


@pytest.mark.parametrize(("pulled", "stays"), [(HOLDERS, STAFFS), (STAFFS, HOLDERS)])
def test_only_the_reader_whose_card_was_pulled_is_told_of(
    hands: list[Hand], port: PcscPort, pulled: int, stays: int
) -> None:
    before = port.wait_change({}, 0)
    assert isinstance(before, dict)
    hands[pulled].take_out()
    after = port.wait_change(before, 0)
    assert isinstance(after, dict)
    gone = after[reader_name(pulled)]
    assert (gone.atr, gone.moves != before[reader_name(pulled)].moves) == (None, True)
    assert after[reader_name(stays)].moves == before[reader_name(stays)].moves


def test_a_card_comes_back_into_its_slot_while_the_other_is_in_use(hands: list[Hand]) -> None:
    with contact(STAFFS) as staffs:
        assert staffs.transmit(SELECT) == "9000"
        hands[HOLDERS].take_out()
        hands[HOLDERS].insert(virtual_card("two-left"))
        wait_for_card(HOLDERS, present=True)
        with contact(HOLDERS) as holders:
            assert [holders.transmit(SELECT), holders.transmit(TRIES)] == ["9000", "63C2"]
        assert staffs.transmit(TRIES) == "63C6"


def test_a_wrong_pin_is_counted_on_its_own_card_only(hands: list[Hand]) -> None:
    with contact(HOLDERS) as holders, contact(STAFFS) as staffs:
        assert [card.transmit(SELECT) for card in (holders, staffs)] == ["9000", "9000"]
        assert holders.transmit(WRONG_PIN) == "63C5"
        assert (holders.transmit(TRIES), staffs.transmit(TRIES)) == ("63C5", "63C6")


def test_while_one_card_is_held_for_a_transaction_the_other_answers(hands: list[Hand], port: PcscPort) -> None:
    holders, staffs = port.connect(reader_name(HOLDERS)), port.connect(reader_name(STAFFS))
    assert not isinstance(holders, Failure)
    assert not isinstance(staffs, Failure)
    assert [holders.begin(), staffs.begin()] == [None, None]
    assert [session.transmit(bytes.fromhex(SELECT)) for session in (holders, staffs)] == [b"\x90\x00"] * 2
    holders.end(reset=True)
    assert staffs.transmit(bytes.fromhex(TRIES)) == b"\x63\xc6"  # the reset was the other card's
    staffs.end(reset=True)
    for session in (holders, staffs):
        session.close()


@pytest.mark.parametrize(("hangs", "answers"), [(HOLDERS, STAFFS), (STAFFS, HOLDERS)])
def test_a_card_that_hangs_holds_up_nobody_at_the_other_reader(
    hand: Hand, staff_hand: Hand, hangs: int, answers: int
) -> None:
    hands = [hand, staff_hand]
    hung = HungCard(virtual_card(), AtFirst(VERIFY))
    hands[hangs].insert(hung)
    hands[answers].insert(virtual_card("operator"))
    for slot in (hangs, answers):
        wait_for_card(slot, present=True)
    with contact(hangs) as hanging, contact(answers) as answering, hung:
        assert [card.transmit(SELECT) for card in (hanging, answering)] == ["9000", "9000"]
        asks = Thread(target=hanging.transmit, args=[TRIES], daemon=True)
        asks.start()
        hung.wait_until_it_hangs()
        assert answering.transmit(TRIES) == "63C6"
        hands[answers].pull()
        wait_for_card(answers, present=False)  # a pull is seen as well
        assert asks.is_alive()
        hung.free()
        asks.join(ENDS_WITHIN_S)
        assert not asks.is_alive()


def seen(port: PcscPort) -> dict[str, bytes | None]:
    """The ATR in each reader, all asked for in one call."""
    readers = port.wait_change({}, 0)
    assert isinstance(readers, dict)
    return {name: status.atr for name, status in readers.items()}
